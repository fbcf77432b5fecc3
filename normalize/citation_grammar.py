"""The grammar of a mention: [type] [số] number/symbol [date] [issuer], in whatever spacing and order offices print it.

`find_mentions` gives the mentions of numbered documents as raw pieces; laws by name are read in `citation_laws`, what
a mention is to the dispatch in `citation_roles`, short forms in `citation_resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.registry.document_types import document_types
from normalize.citation_dates import MentionDate, read_date
from normalize.citation_issuers import MentionIssuer, heads_pattern, read_issuer
from normalize.citation_text import BREAK, Flat
from normalize.citation_traps import plausible
from normalize.lexicon import rows
from normalize.ranges import Spans
from normalize.symbols import NumberSymbol, parse_number_symbol
from vietnamese.letters import strip_marks

_LEFT = 130  # characters before a number in which its type word stands


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as read: where it stands, what it says of type, number, date and issuer; offsets into the clean text.

    `anchor` is where number and symbol stand (the name, for a law); `typed` the code of the type word that the text
    puts before it (None: none); `listed` tells that it follows another in a list and shares its type word, `short`
    that it has no symbol of its own, `pointing` that it has no number either («Thông tư này»).
    """

    start: int
    end: int
    anchor: tuple[int, int]
    symbol: NumberSymbol | None = None
    number: str | None = None
    year: int | None = None
    typed: str | None = None
    name: str | None = None
    date: MentionDate | None = None
    issuer: MentionIssuer | None = None
    listed: bool = False
    short: bool = False
    pointing: bool = False
    apart: tuple[int, int] | None = None  # where date and issuer stand that follow the subject
    malformed: bool = False


@cache
def types() -> tuple[dict[str, str], str]:
    """Type words without marks and the code of each; and a pattern that matches any of them."""
    names = {strip_marks(n).lower(): t.code for t in document_types() for n in t.names}
    caps: dict[str, str] = {}
    for row in rows("citation_types"):
        if row["case"] == "any":
            names[strip_marks(row["phrase"])] = row["code"]
        else:
            caps[strip_marks(row["phrase"])] = row["code"]
    words = "|".join(r"\s+".join(n.split()) for n in sorted(names, key=len, reverse=True))
    short = "|".join(sorted(caps, key=len, reverse=True))
    return names | caps, rf"(?:(?i:{words})|{short})(?!\w)"


def type_code(word: str) -> str | None:
    """The code of a type word as it stands in stripped text."""
    known, _ = types()
    word = " ".join(word.split())
    return known.get(word) or known.get(word.lower())


@cache
def _anchor() -> re.Pattern[str]:
    dash, gap = r"[-‐‑‒–—−\u00ad]", r"\s{0,3}"
    # A symbol's group: capitals, and small letters one at a time (TTr, GDTrH); no word of two letters such as «Bộ».
    no_word = r"(?![A-Z][a-z](?![A-Za-z0-9]))"
    letter = r"(?:[A-Z0-9]|\.(?=[A-Z]{2}|\d\d[A-Z-])|\s?&\s?(?=[A-Z])|[a-z](?![a-z]))"
    first, group = rf"(?:{no_word}[A-Z]{letter}{{1,24}}|L(?=-CTN))", rf"{no_word}[A-Z]{letter}{{0,24}}"
    # A dash with spaces on both sides belongs to the symbol only where the mention goes on as mentions do.
    onward = r"(?=\s{0,2}(?:[;,.):¶”\"]|$|\(|(?:ngay|cua|ve|v/v|quy|ban|tren|neu|va)\b))"
    part = r"-\d{1,3}(?![\d/])"  # «01/CV-01»
    spaced = r"\s(?:B(?:GD&?DT|NV|TC|YT|TP|CA|QP)|UBND|HDND|SGD&?DT|TTg|CP|TW)(?!\w)"  # «TT BGDĐT», hyphen forgotten
    joint = rf"(?:{dash}{gap}{group}|\s{dash}{group}|{gap}/\s?{group}|,(?=[A-Z]{{2}}){group}|\s{dash}\s{group}{onward}|{spaced}|{part})"
    symbol = rf"{first}{joint}{{0,7}}(?:\s?/\s?(?:19|20)\d\d(?!\d))?"
    kind = r"(?:TTLT|NQLT|VBHN|QyD|TTr|CTrHD|CTr|TT|ND|QD|NQ|CT|KH|TB|CV|BC|HD|KL|CD|QC|DA|PA)"
    forms = (
        rf"{gap}/{gap}(?:(?P<year>\d{{2,5}})\s{{0,2}}(?:[/-]\s{{0,2}}|(?=TT|ND|QD|NQ)))?(?P<symbol>{symbol})",
        rf"(?:\s?{dash}\s?|\s)(?P<party>{kind}\s{{0,2}}[/-]\s{{0,2}}{group})",
        r"-(?P<old>HDBT|CP|TTg|CT|UB)(?![\w/-])",
        rf"(?P<glued>{kind}\s?-\s?{group})",
        r"/(?P<smallyear>(?:19|20)\d\d)/(?P<small>(?:tt|nd|qd|nq)\s?-\s?[a-z]{2,12})(?!\w)",
    )
    before = r"(?:(?:(?<!\w)|(?<=\b[sS][oO]))(?<![/\-–])(?<!\d[.:,])|(?<=\d,))"
    return re.compile(
        rf"{before}(?P<number>\d{{1,2}}\.\d{{3}}|\d{{1,4}}-(?:19|20)\d\d(?=/)|\d{{1,6}}[a-z]?)(?:{'|'.join(forms)})"
    )


@cache
def _left() -> re.Pattern[str]:
    _, words = types()
    qualified = r"(?i:\s+(?:hoa\s+toc|khan|mat|dien\s+tu|phap\s+luat|chuyen\s+de|lien\s+tich|lien\s+nganh|nhap))?"
    author = rf"(?=[A-Z]){heads_pattern()}(?!\w)(?:(?!\s(?:(?i:tai|theo|trong|ve)\s|{words}))[^;:¶()]){{0,70}}?"
    middle = rf"(?P<middle>\s+(?i:cua)\s+{author})?"
    purpose = rf"(?P<purpose>(?:\s+(?!{words}|(?:tai|theo|cua|va|so|ngay)\b)[a-z]\w*){{1,4}})?"
    dated = r"(?P<dated>\s*,?\s+(?i:(?:de|ky|ban\s+hanh)\s+)?(?i:ngay)\s[\d\s/.-]{1,12}(?:(?i:thang)[\d\s]{2,8}(?i:nam)\s*)?\d{4})?"
    so = r"(?i:so)(?:\s*(?i:hieu|ky\s+hieu))?\s*[:.]{0,2}\s*(?:(?i:so)\s*:?\s*)?"
    several = r"(?P<several>(?:\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?\s*(?:,|;|va)\s*){1,12}(?:(?i:so)\s*)?)?"
    typed = rf"(?P<type>{words}){qualified}{purpose}{middle}{dated}[\s,]{{0,3}}(?:[(“\"]\s?)?(?P<so>{so})?{several}"
    return re.compile(rf"(?:(?<!\w){typed}|(?P<so_alone>{so}))$")


def find_mentions(flat: Flat) -> list[Mention]:
    """All mentions of documents by number and symbol, in reading order."""
    found: list[Mention] = []
    masked = Spans(m.span() for m in re.finditer(r"(?:https?://|www\.)\S+|[\w./-]+@\S+", flat.plain))
    for match in _anchor().finditer(flat.plain):
        if masked.leave_free(match.start(), match.start() + 1):
            found += _read(flat, match, found[-1] if found else None)
    return _share(found)


def _read(flat: Flat, match: re.Match[str], previous: Mention | None) -> Iterator[Mention]:
    """The mention at a number and symbol, after those that share its symbol («số 12, 13/SGDĐT-VP»)."""
    symbol, end, malformed = _number_symbol(flat, match)
    if symbol is None or symbol.number is None:
        return
    at = match.start()
    before = flat.plain[max(0, at - _LEFT) : at].rpartition(BREAK)[2]
    left = _left().search(before)
    word, several = (left["type"], left["several"]) if left else (None, None)
    so = (left["so"] or left["so_alone"]) if left else None
    if left and (left["middle"] or left["purpose"] or left["dated"]) and not so:
        word = several = None
    begin = at - len(before) + left.start() if left and (word or so) else at
    begin = _skip_space(flat.plain, begin)
    listed = previous is not None and _follows(flat.plain, previous.end, begin)
    if not plausible(flat, (at, end), symbol, begin, typed=bool(word), so=bool(so), listed=listed):
        return
    typed = type_code(word) if word else _inherited(previous, symbol) if listed and previous else None
    whole = Mention(begin, end, (at, end), symbol, symbol.number, symbol.year, typed, malformed=malformed)
    early = read_date(flat.plain, at - len(before) + left.start("dated")) if left and word and left["dated"] else None
    whole = read_tail(flat, replace(whole, listed=listed and not word, date=early))
    if several and left:
        first = at - len(before) + left.start("several")
        sharing = list(_sharers(flat, whole, first, symbol))
        yield from sharing
        whole = replace(whole, start=_skip_so(flat.plain, sharing[-1].end, at), listed=True)
    yield _dated(whole, flat, match)


def _inherited(previous: Mention, symbol: NumberSymbol) -> str | None:
    """The type word that a list shares, where the symbol of this member does not tell another type."""
    own = symbol.doc_type
    alike = previous.symbol is not None and previous.symbol.doc_type == own
    return previous.typed if own is None or own == previous.typed or alike else None


def _skip_space(plain: str, at: int) -> int:
    while at < len(plain) and plain[at].isspace():
        at += 1
    return at


def _skip_so(plain: str, after: int, number: int) -> int:
    """Where the element begins that ends a list of numbers: at its own «số», else at the number."""
    so = re.search(r"(?i:so)\s*$", plain[after:number])
    return after + so.start() if so else number


def _sharers(flat: Flat, whole: Mention, first: int, symbol: NumberSymbol) -> Iterator[Mention]:
    for match in re.finditer(r"(\d{1,5}[a-z]?)(?:/((?:19|20)\d\d))?", flat.plain[first : whole.anchor[0]]):
        year = int(match[2]) if match[2] else symbol.year
        shared = parse_number_symbol(f"{match[1]}/{f'{year}/' if year else ''}{symbol.symbol}")
        start = first + match.start()
        listed = start != first
        yield replace(
            whole,
            start=start if listed else whole.start,
            end=first + match.end(),
            anchor=(start, first + match.end()),
            symbol=shared,
            number=match[1],
            year=year,
            listed=listed,
        )


def _number_symbol(flat: Flat, match: re.Match[str]) -> tuple[NumberSymbol | None, int, bool]:
    """The canonical number and symbol at an anchor, where it ends, and whether its spelling had to be mended."""
    number = match["number"].replace(".", "")
    for kind, stroke in (("symbol", "/"), ("small", "/"), ("party", "-"), ("old", "-"), ("glued", "/")):
        if not match[kind]:
            continue
        printed = re.sub(r"(?<=\w)\s+(?=\w)", "-", flat.content[match.start(kind) : match.end(kind)])
        year = match["year"] if kind == "symbol" else match["smallyear"] if kind == "small" else None
        odd = bool(year) and not re.fullmatch(r"(?:19|20)\d\d", year or "")
        found = parse_number_symbol(f"{number}{stroke}{year + '/' if year and not odd else ''}{printed}")
        return found, match.end(kind), odd or kind == "glued"
    return None, match.end(), False


def _dated(mention: Mention, flat: Flat, match: re.Match[str]) -> Mention:
    """Mend a year with a digit too many («01/12011/TT-…») where the date of the mention tells it."""
    year, symbol, date = match["year"], mention.symbol, mention.date
    if not year or symbol is None or re.fullmatch(r"(?:19|20)\d\d", year):
        return mention
    told = (date.edtf or "")[:4] if date else ""
    mended = told if told and any(year[:i] + year[i + 1 :] == told for i in range(len(year))) else year
    return replace(mention, symbol=parse_number_symbol(f"{symbol.number}/{mended}/{symbol.symbol}") or symbol)


def _follows(plain: str, end: int, begin: int) -> bool:
    """Whether only a comma, semicolon or «và» stands between two mentions."""
    between = plain[end:begin] if end <= begin <= end + 12 else "x"
    return re.fullmatch(r"[\s,;)]*(?:va|cung|hoac|&)?\s*(?:voi\s+)?(?:cac\s+)?", between, re.IGNORECASE) is not None


def read_tail(flat: Flat, mention: Mention) -> Mention:
    """Read date and issuer after a mention, in either order; its end moves to theirs."""
    joint = mention.symbol is not None and len(mention.symbol.issuers) > 1
    end, date, issuer = mention.end, mention.date, mention.issuer
    for _ in range(3):
        if date is None and (found := read_date(flat.plain, _after_alias(flat.plain, end))):
            date, end = found, found.end
        elif issuer is None and (body := read_issuer(flat, end, joint=joint)):
            issuer, end = body, body.end
        elif skipped := re.compile(r"\s+nam\s+(?:19|20)\d\d(?=[\s,]+cua\b)").match(flat.plain, end):
            end = skipped.end()
        else:
            break
    if issuer is None and date is not None:
        issuer = _unnamed(flat, date.end, joint)
        end = issuer.end if issuer else end
    return replace(mention, end=end, date=date, issuer=issuer)


def _after_alias(plain: str, at: int) -> int:
    """Return where the words go on after an issuer's short name in brackets («của Bộ … (GDĐT) ngày …»)."""
    alias = re.compile(
        r"\s?\((?:goi\s+tat\s+la\s+|sau\s+day[^()]{0,30}\s)?[A-Z][A-Za-z&.\s-]{1,18}\)(?=\s*,?\s*(?i:ngay)\s)"
    ).match(plain, at)
    return alias.end() if alias else at


def _unnamed(flat: Flat, at: int, joint: bool) -> MentionIssuer | None:
    """The issuer that follows a date without «của» («ngày 3/4/2031 Sở A về việc …»)."""
    found = read_issuer(flat, at, joint=joint, bare=True)
    goes_on = re.compile(r"\s+(?:ve|v/v|ban hanh|quy dinh|huong dan|phe duyet)\b")
    return found if found and goes_on.match(flat.plain, found.end) else None


def _share(found: Sequence[Mention]) -> list[Mention]:
    """Give the members of a list the date and the issuer that stand once at its end («các Công văn số A, số B ngày …»)."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        this, after = shared[i], shared[i + 1]
        if after.listed:
            date = this.date or (after.date if not this.issuer and _may_date(this, after.date) else None)
            shared[i] = replace(this, date=date, issuer=this.issuer or after.issuer)
    return shared


def _may_date(mention: Mention, date: MentionDate | None) -> bool:
    """Whether a list's date can be this member's: «số 37/2019/NĐ-CP và số 22/2025/NĐ-CP ngày 11/02/2025» has one each."""
    return date is None or date.edtf is None or mention.year is None or date.edtf.startswith(str(mention.year))
