"""Laws, codes, ordinances and the Constitution cited by name: «Luật Giáo dục ngày 14/6/2019», «Luật Trẻ em số …/QH13».

A name is read from the registry of names; one that it does not hold counts only where a number or a date follows, so
that «luật sư», «luật định» or «Luật mới» are never taken for a law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from corpus.registry.laws import law_names
from normalize.citation_dates import MentionDate
from normalize.citation_grammar import Mention, read_tail
from normalize.citation_text import BREAK, Flat
from normalize.symbols import NumberSymbol, parse_number_symbol
from vietnamese.letters import fold, strip_marks

_LONGEST = 130  # characters of a name that the registry does not hold


@cache
def _heads() -> re.Pattern[str]:
    # «Pháp luật», «quy luật», «kỷ luật»: other words; a bare «luật» is a law only before a capital.
    other = r"(?<!phap )(?<!quy )(?<!qui )(?<!ky )(?<!ki )(?<!ngon )(?<!khoa )(?<!hinh )(?<!am )(?<!le )"
    return re.compile(
        rf"(?<!\w){other}(?P<head>(?i:bo\s+luat|luat|phap\s+lenh))\s+(?=[A-Za-z])"
        r"|(?<!\w)(?P<constitution>Hien\s+phap|HIEN\s+PHAP)(?!\w)"
    )


@cache
def _names() -> dict[str, re.Pattern[str]]:
    """For each first word a pattern of the names that follow it, blind to case, «và», commas and hyphens."""
    groups: dict[str, list[str]] = {}
    for law in law_names():
        plain = strip_marks(law.name)
        head = next(h for h in ("Bo luat", "Luat", "Phap lenh") if plain.startswith(h))
        groups.setdefault(head.lower(), []).append(plain[len(head) + 1 :])
    return {head: re.compile(rf"(?i:{_one_of(names)})(?![A-Za-z])") for head, names in groups.items()}


def _one_of(names: list[str]) -> str:
    joint = r"(?:[\s,&–-]|\bva\b)+"
    words = {tuple(w for w in re.split(r"[\s,]+", name) if w != "va") for name in names}
    longest = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(joint.join(map(re.escape, name)) for name in longest)


@cache
def _amending() -> re.Pattern[str]:
    return re.compile(
        r"(?i:sua\s+doi)(?:\s*,?\s*(?i:bo\s+sung))?(?:\s+(?:mot\s+so|cac|\d{1,3}))?(?:\s+(?i:dieu(?:\s+khoan)?))?(?:\s+cua)?(?:\s+cac)?\s+"
    )


def find_laws(flat: Flat) -> list[Mention]:
    """All mentions of laws by name, with number and date where they print them, in reading order."""
    found: list[Mention] = []
    for match in _heads().finditer(flat.plain):
        if found and match.start() < found[-1].end:
            continue
        mention = _constitution(flat, match) if match["constitution"] else _law(flat, match)
        if mention is not None:
            found.append(mention)
    return found


def _law(flat: Flat, match: re.Match[str]) -> Mention | None:
    """The law named at `match`: the reading of its name that number or date follows, else the known name alone."""
    head = " ".join(match["head"].lower().split())
    alone = None
    for end, known in _readings(flat, head, match.end()):
        if not _titled(flat, match, end, known):
            continue
        name = flat.printed(match.start(), end)
        name = name[0].upper() + name[1:]
        mention = Mention(
            match.start(), end, (match.start(), end), typed="PL" if head == "phap lenh" else "L", name=name
        )
        mention = _dated(flat, _numbered(flat, mention))
        if mention.symbol or mention.date:
            return mention
        if alone is None and (known or _stands_alone(flat, match, end)):
            alone = mention
    return alone


def _readings(flat: Flat, head: str, at: int) -> Iterator[tuple[int, bool]]:
    """Where the name that begins at `at` can end, the surest first, and whether the registry holds it."""
    if (end := _amending_name(flat, at)) is not None:
        yield end, True
    elif _amending().match(flat.plain, at) or flat.plain[at : at + 8].lower() == "sua doi ":
        end = _until_number(flat, at)
        if end is not None:
            yield end, True
    if (end := _name(flat, head, at)) is not None:
        yield end, True
    if flat.plain[at].isupper() and (longer := _unknown_name(flat, at)) is not None and longer != end:
        yield longer, False


def _until_number(flat: Flat, at: int) -> int | None:
    """The end of a title without a law's name in it: «sửa đổi, bổ sung một số điều của 11 luật có liên quan …»."""
    title = re.compile(r"[^;.¶]{8,220}?(?=\s*,?\s+(?:ngay\s+\d|so\s+\d{1,3}\s?/\s?(?:19|20)\d\d))", re.IGNORECASE)
    match = title.match(flat.plain, at)
    return match.end() if match else None


def _titled(flat: Flat, match: re.Match[str], end: int, known: bool) -> bool:
    """Whether it is written as a title: «Luật Giáo dục», «Luật giáo dục», «luật Giáo dục».

    Of names written small only whole ones count: «bộ luật lao động», «luật bình đẳng giới»; «luật giáo dục» can be a
    field of law.
    """
    if flat.plain[match.start()].isupper() or (known and flat.plain[match.end()].isupper()):
        return True
    return known and (match["head"].lower() != "luat" or len(flat.plain[match.end() : end].split()) > 2)


def _stands_alone(flat: Flat, match: re.Match[str], end: int) -> bool:
    """Whether a name that the registry does not hold is surely one: a title between commas, after no school or office."""
    words = len(flat.plain[match.end() : end].split())
    office = r"(?:dai\s+hoc|khoa|truong|vien|nganh|cong\s+ty|thu\s+vien|hoi|van\s+phong|tap\s+chi|bao|[|])\s+$"
    before = flat.plain[max(0, match.start() - 14) : match.start()].lower()
    closed = re.compile(rf"\s*(?:[,;.)”\"]|{BREAK}|$|va\s+(?:cac\s+)?(?i:luat|bo luat|nghi|phap))").match(
        flat.plain, end
    )
    return 2 <= words <= 10 and closed is not None and re.search(office, before) is None


def _name(flat: Flat, head: str, at: int) -> int | None:
    pattern = _names().get(head)
    match = pattern.match(flat.plain, at) if pattern else None
    return match.end() if match else None


def _amending_name(flat: Flat, at: int) -> int | None:
    """The end of «sửa đổi, bổ sung một số điều của Luật A, Luật B và Bộ luật C»: one law with the names of others in it."""
    amending = _amending().match(flat.plain, at)
    if amending is None:
        return None
    end, next_law = amending.end(), re.compile(r"(?i:(?P<head>bo\s+luat|luat|phap\s+lenh))\s+(?=[A-Za-z])")
    joint = re.compile(r"\s*(?:,|;|\bva\b)\s*")
    inner: int | None = None
    while law := next_law.match(flat.plain, end):
        head = " ".join(law["head"].lower().split())
        name = _name(flat, head, law.end())
        if name is None and flat.plain[law.end()].isupper():
            name = _unknown_name(flat, law.end())
        if name is None:
            return inner
        inner = name
        separator = joint.match(flat.plain, inner)
        if separator is None or separator[0].strip() == ";":
            break
        end = separator.end()
        if not next_law.match(flat.plain, end):
            break
    return inner


@cache
def _unknown() -> re.Pattern[str]:
    # On the printed words: «về» ends a name, «vệ» does not.
    stop = (
        r"(?:ngày|số\s+\d|năm|của|quy\s+định|về|có|đã|được|là|thì|và\s+(?:các|Luật|Bộ|Nghị|pháp)|trong|hiện\s+hành|tại|"
        r"ban\s+hành|Luật|Bộ\s+luật|Pháp\s+lệnh|Nghị|Thông\s+tư|Quyết|cho|với|vào|từ|đến|để|trước|sau|khi|do|bởi|như|nêu|theo\s+quy)"
    )
    return re.compile(rf"\w+(?:(?:,?\s+)(?!{stop}(?!\w))[^\W\d][\w/\-]*){{0,16}}")


def _unknown_name(flat: Flat, at: int) -> int | None:
    match = _unknown().match(flat.content, at, min(at + _LONGEST, _paragraph_end(flat, at)))
    return match.end() if match and (match.end() - at) > 3 else None


def _lawgiver(name: str) -> bool:
    """Whether a body makes laws, ordinances or proclaims them; «Bộ luật Lao động của Công ty A» is read no further."""
    return re.match(r"quoc hoi|u[yi] ban thuong vu quoc hoi|ubtvqh|chu tich nuoc", fold(name)) is not None


def _paragraph_end(flat: Flat, at: int) -> int:
    end = flat.plain.find(BREAK, at)
    return end if end >= 0 else len(flat.plain)


def _constitution(flat: Flat, match: re.Match[str]) -> Mention | None:
    whole = re.compile(r"(?i:\s+nuoc\s+Cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+Viet\s+Nam)").match(
        flat.plain, match.end()
    )
    end = whole.end() if whole else match.end()
    mention = Mention(match.start(), end, (match.start(), end), typed="HP", name=flat.printed(match.start(), end))
    mention = _dated(flat, mention)
    return mention if mention.date or whole else None


def _numbered(flat: Flat, mention: Mention) -> Mention:
    """Read the number after the name: «… số 43/2019/QH14», «(Luật số 43/2019/QH14)»."""
    number = re.compile(
        r"[\s,]{0,3}(?P<open>\(\s*)?(?:(?i:luat|bo\s+luat|phap\s+lenh)\s+)?(?:so\s*:?\s*)?"
        r"(?P<symbol>\d{1,3}\s?/\s?(?:19|20)\d\d\s?/\s?(?:PL\s?-\s?)?(?:QH|UBTVQH)\s?[0-9IVX]{1,4})(?!\w)"
    ).match(flat.plain, mention.end)
    if number is None:
        return mention
    symbol: NumberSymbol | None = parse_number_symbol(re.sub(r"\s", "", number["symbol"]))
    if symbol is None:
        return mention
    end = number.end()
    if number["open"] and flat.plain[end : end + 1] == ")":
        end += 1
    return replace(
        mention, end=end, anchor=(mention.start, number.end()), symbol=symbol, number=symbol.number, year=symbol.year
    )


def _dated(flat: Flat, mention: Mention) -> Mention:
    """Read «ngày 14/6/2019», «được Quốc hội thông qua ngày …», or the year alone: «năm 2019», «2019»."""
    passed = re.compile(
        r"[\s,]+(?:da\s+)?(?:duoc\s+)?(?:Quoc\s+hoi[^;.¶]{0,90}?\s)?thong\s+qua(?=\s+ngay)", re.IGNORECASE
    )
    adopted = passed.match(flat.plain, mention.end)
    dated = read_tail(flat, replace(mention, end=adopted.end()) if adopted else mention)
    if dated.issuer and not _lawgiver(dated.issuer.name):
        dated = replace(mention, end=dated.date.end, date=dated.date) if dated.date else mention
    if dated.date is not None or (dated.issuer and not adopted):
        return dated
    year = re.compile(
        r"\s*,?\s*(?:\((?=(?:nam\s+)?\d{4}\)))?(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?![\d/]|\s?[-–]\s?\d)\)?"
    )
    match = year.match(flat.plain, mention.end)
    if match is None:
        return mention if adopted else dated
    date = MentionDate(match.start("year"), match.end(), match["year"])
    return read_tail(flat, replace(mention, end=match.end(), date=date))
