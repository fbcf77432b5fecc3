"""The signs of a dispatch's form: Quốc hiệu, number and symbol, place and date, V/v, Kính gửi, type line, Nơi nhận.

Each is recognised in a printed line wherever it stands in it, since two columns are often read as one line. Patterns
run on `Row.key` (lower case, no marks) and bear what bad OCR does to these words («S6:», «Péc 1ap», «thang I I»).
Form: Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from normalize.lexicon import rows as lexicon_rows
from normalize.lexicon import words
from normalize.rows import UPPER, Row, match_key
from normalize.symbols import DASHES, NumberSymbol, parse_number_symbol


class Mark(StrEnum):
    """What a stretch of a line is."""

    MOTTO = "motto"  # Quốc hiệu, tiêu ngữ, the Party's and the Youth Union's headings
    NUMBER = "number"
    DATE = "date"  # place and date
    ABOUT = "about"  # V/v
    TO = "to"  # Kính gửi
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of line `row` (its index), `row.text[start:end]`."""

    mark: Mark
    row: int
    start: int
    end: int


_EDGE = " \t|*_.:;,-–—"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    dash = rf"[{DASHES}.~_\s]"
    blank = r"[0-9oil|.…_·\s/]{0,16}?"
    date = r"(?:n[gq]\w{1,2}y|n[gq]a\w|\w{1,2}gay|n\w{2,3}ay)"
    day = rf"(?P<day>{blank})\s{{0,3}}(?:th\w{{1,2}}n(?:[^\W\d]{{1,2}}|\w{{1,2}}(?!\w))|\w{{1,3}}ang|th\wng)"
    month = rf"(?P<month>{blank})\s{{0,3}}(?:n\w{{1,3}}m|na\w|\wam)"
    year = r"(?P<year>[0-9oil|.…_·]{1,6}|)(?!\w)"
    vietnam = r"ngh?\S{1,4}\s?v\S{2,4}\s?n\S{1,3}(?!\w)"
    freedom = rf"{dash}{{1,5}}t\S{{1,2}}\s?d\S{{1,2}}{dash}{{1,5}}h\S{{2,4}}\s?ph\S{{1,3}}(?!\w)"
    return {
        name: re.compile(pattern)
        for name, pattern in {
            "state": rf"\bc\S{{2,4}}\s?h\S{{1,3}}\s?x\S{{1,3}}\s?h\S{{1,3}}\s?ch\S{{1,3}}\s?{vietnam}",
            "motto": rf"(?<!\w)[dpb]\S{{1,3}}\s?[l1i]\S{{1,3}}{freedom}",
            "party": r"\bdang cong san viet nam\b(?=\W*$)|\bdo(?:an|i) (?:tncs|tntp|thanh nien cong san) ho chi minh\b(?=\W*$)",
            "date": rf"\b{date}\s{{0,8}}{day}\s{{0,8}}{month}\s{{0,8}}{year}",
            "slashed": rf"\b{date}\s{{0,3}}(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>(?:19|20)\d\d)(?!\d)",
            "month": r"(?<!ngay )(?P<day>)\bthang (?P<month>\d{1,2}) nam (?P<year>(?:19|20)\d\d)(?!\d)",
            "gap": r"\t|\s{2,}|\s\|\s",
            "about": r"(?<!\w)v\s?/\s?v\b\s?[:.]?",
            "to": r"(?<!\w)k\S{1,2}nh g\S{1,2}i\s*(?:[:.;]|$)|^\W*(?:tran trong )?kinh moi\s*(?::|$)",
            "number": r"(?<!\w)s[o06]\s*(?:hieu)?\s*[:.;]?\s*(?=[0-9oil.…_·\s]{0,40}(?:[/‐‑–—−-]|[a-z]))",
            "receivers": r"^\W{0,4}n[o0]i\s?(?:nh\S{1,5}|gui)\s*(?:[:.;]|$)|^\W{0,4}n[o0]i\s?nhan\s*(?:[:.;]|\W*$)",
            "attached": r"\W*(?:kem theo|ban hanh kem|dinh kem)",
            "end": r"(?:\./|/)\s?\.?\s*[”\"]?\s*$|/v\s*$",
        }.items()
    }


def pattern(name: str) -> re.Pattern[str]:
    """The pattern of this name, which runs on a line's key."""
    return _patterns()[name]


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A number line: where «Số: …/…» stands in the line, and what it says."""

    start: int
    end: int
    value: NumberSymbol


@cache
def _symbol_form() -> re.Pattern[str]:
    blank = r"[.…_·\s]{0,40}"
    token = r"[A-ZĐÐ][\w&.]{0,24}"
    joint = rf"\s?[{DASHES}/&,]\s?"  # the hyphen comes first in DASHES
    number = r"(?P<number>\d[\dOoIl]{0,5}[a-zđ]?)?"
    year = r"(?:(?P<year>(?:19|20)\d\d)\s*[/-]\s*)?"
    symbol = rf"(?P<symbol>{token}(?:{joint}(?:{token}|\d{{4}}(?!\d))){{0,6}})"
    return re.compile(rf"{blank}{number}{blank}(?:(?P<joint>[{DASHES}/])\s*{blank}{year}|(?=[A-ZĐ]{{2}})){symbol}")


def number_mark(text: str, key: str) -> NumberMark | None:
    """The number line in a line, or None: «Số:      /KH-SGDĐT», «S6: 3785 /KH-SGDPT», «Số 05-CT/TW».

    A citation in running text is none: «số» must begin with a capital, and stand at the line's beginning, after a gap,
    or after capitals (the other column).
    """
    for found in pattern("number").finditer(key):
        if not _begins(text, found.start()):
            continue
        match = _symbol_form().match(text, found.end())
        if match is None:
            continue
        value, end = _number_value(text, match)
        if value and not re.match(r"\s*(?:ngày|của|về|và|,)\s", text[end:]):
            return NumberMark(found.start(), end, value)
    return None


def _begins(text: str, at: int) -> bool:
    before = text[:at]
    stripped = before.rstrip()
    if re.fullmatch(r"\W*(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Lệnh|Nghị định)", stripped, re.IGNORECASE):
        return True  # «Luật số: 43/2019/QH14»
    if text[at] not in "S5":
        return False
    apart = len(before) - len(stripped) >= 2 or before.endswith("\t")
    return apart or not stripped.strip(_EDGE) or stripped.isupper()


def _number_value(text: str, match: re.Match[str]) -> tuple[NumberSymbol | None, int]:
    """The value of a matched number line and where it ends; symbol groups that are plain words are left out."""
    pieces = re.split(rf"(\s?[{DASHES}/&,]\s?)", match["symbol"])
    kept, end = "", match.start("symbol")
    for i in range(0, len(pieces), 2):
        joint = pieces[i - 1] if i else ""
        spaced = joint != joint.strip() and joint.strip() in ",/&"
        if not _symbol_like(pieces[i], first=i == 0, strict=spaced):
            break
        kept += joint + pieces[i]
        end += len(joint) + len(pieces[i])
    kept = kept.rstrip(".")
    initials = _school_initials().match(text, end)
    if initials and _school_initials_after().search(kept):
        kept, end = kept + initials["letters"], initials.end("letters")
    if not kept or (match["joint"] is None and not (match["number"] and "-" in kept)):
        return None, end
    number = re.sub("[Oo]", "0", re.sub("[Il]", "1", match["number"] or ""))
    year = f"{match['year']}/" if match["year"] else ""
    symbol = re.sub(r"\s*,\s*", ",", kept)
    joint = "-" if match["joint"] and match["joint"] != "/" else "/"
    return parse_number_symbol(f"{number}{joint}{year}{symbol}"), end


@cache
def _school_initials() -> re.Pattern[str]:
    return re.compile(r" (?P<letters>[A-ZĐ]{1,5})(?=\s*$|\s{2}|\t)")


@cache
def _school_initials_after() -> re.Pattern[str]:
    """Kinds of schools behind which a symbol goes on with the initials of the name: «KH-THPT TNT»."""
    return re.compile(r"-(?:TH|THCS|THPT|TH&THCS|TH-THCS|MN|MG|MNTT|GDTX|GDNN-GDTX|PTDTNT|PTDTBT)$")


def _symbol_like(group: str, *, first: bool, strict: bool) -> bool:
    """Whether a group is one of a symbol: two capitals at least («GDTrH», «TTg», «KH»); a name («Bình») is none."""
    capitals = sum(c.isupper() for c in group)
    if group.isdigit():
        return not first
    if strict:
        return capitals >= 3
    return capitals >= 2 or (not first and capitals == 1 and len(group) == 1)


@dataclass(frozen=True, slots=True)
class DateMark:
    """A place-and-date line; digits as printed, empty where left blank."""

    start: int
    end: int
    place: str
    place_start: int
    day: str
    month: str
    year: str


def date_mark(text: str, key: str) -> DateMark | None:
    """The place and date in a line («Bình Phước, ngày    tháng 7 năm 2023»), or None; dates in sentences are none."""
    looser = [m for name in ("slashed", "month") for m in pattern(name).finditer(key)]
    looser = [m for m in looser if _named_place().search(text[: m.start()])]
    for found in [*pattern("date").finditer(key), *looser]:
        rest = text[found.end() :]
        if rest.strip(_EDGE + ")") and not rest.startswith(("\t", "  ")):
            continue
        before = text[: found.start()]
        gaps = [m.end() for m in pattern("gap").finditer(before.rstrip())]
        at = gaps[-1] if gaps else 0
        number = number_mark(text, key)
        if number and number.end <= found.start():
            at = max(at, number.end)
        for name in ("state", "motto"):
            for other in pattern(name).finditer(key[: found.start()]):
                at = max(at, other.end())
        place = before[at:].strip().rstrip(",").strip(_EDGE.replace(".", ""))
        if not _place_like(place):
            continue
        start = text.index(place, at) if place else found.start()
        return DateMark(start, found.end(), place, start, *(_digits(found[k]) for k in ("day", "month", "year")))
    return None


@cache
def _named_place() -> re.Pattern[str]:
    """«Thủ Đức, » before a day in figures or a month alone: a few capitalised words, so that no subject's end is taken for one."""
    return re.compile(
        rf"(?:^|\t|\s{{2}})\s*(?:TP\.?\s?|[Tt]hành phố\s)?[{UPPER}][\w’'-]*(?:\s[{UPPER}][\w’'-]*){{0,4}}\s?,\s*$"
    )


def _place_like(place: str) -> bool:
    """Whether words before «, ngày» can be a place: a few words, none of a sentence."""
    if not place:
        return True
    if len(place) > 45 or len(place.split()) > 7 or place[0] in '(“"':
        return False
    return place[0].isupper() or place[0] in ".…"


def _digits(text: str) -> str:
    return re.sub("[il|]", "1", text.replace("o", "0")).translate(str.maketrans("", "", ".…_·/ \t\n\u00a0"))


def fragments(index: int, row: Row) -> list[Fragment]:
    """The line cut into its marks and the text between them; text is cut at gaps between columns."""
    text, key = row.text, row.key
    marks: list[tuple[int, int, Mark]] = []
    for name in ("state", "motto", "party"):
        marks.extend((m.start(), m.end(), Mark.MOTTO) for m in pattern(name).finditer(key))
    number, date = number_mark(text, key), date_mark(text, key)
    if number:
        marks.append((number.start, number.end, Mark.NUMBER))
    if date:
        marks.append((date.start, date.end, Mark.DATE))
    for name, kind in (("about", Mark.ABOUT), ("to", Mark.TO)):
        found = pattern(name).search(key)
        if found and (kind is Mark.ABOUT or text[found.start()] in "Kk"):
            marks.append((found.start(), found.end(), kind))
    wired = wire_line(text, key)
    if wired:
        marks.append((0, wired, Mark.TO))
    cut: list[Fragment] = []
    at = 0
    for start, end, kind in sorted(marks):
        if start < at:
            continue
        cut.extend(_texts(index, text, at, start))
        cut.append(Fragment(kind, index, start, end))
        at = end
    cut.extend(_texts(index, text, at, len(text)))
    return cut


@cache
def _wire() -> re.Pattern[str]:
    senders = "|".join(re.escape(match_key(w)) for w in (*words("authorities"), *words("office_heads")))
    sender = rf"(?:{senders})(?!\w)[^,;:.]{{0,90}}?(?<!\w)"
    return re.compile(rf"\W*(?:(?:{sender})?dien|{sender}(?<=\w )gui)\s*:")


def wire_line(text: str, key: str) -> int:
    """Where the words end by which a telegram names its receivers, «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH … điện:»; 0 if none do."""
    found = _wire().match(key)
    if found is None or (found[0].rstrip(" :").endswith("gui") and not is_caps(text[: found.end() - 5])):
        return 0  # an order («Hiệu trưởng các trường gửi: …»); a telegram's sender stands in capitals
    if "diện" in text[: found.end()].lower() or not text.lstrip(_EDGE)[:1].isalpha():
        return 0
    alone = found[0].strip(_EDGE) == "dien"
    return found.end() if alone or text.lstrip(_EDGE)[:1].isupper() else 0


def _texts(index: int, text: str, start: int, end: int) -> list[Fragment]:
    """The text between marks as fragments, cut at gaps, without rules («-----») and empty ends."""
    found = []
    at = start
    for stop in [m.start() for m in pattern("gap").finditer(text, start, end)] + [end]:
        piece = text[at:stop]
        if piece.strip(_EDGE + "=¯"):
            left = at + len(piece) - len(piece.lstrip(" \t|*_"))
            found.append(Fragment(Mark.TEXT, index, left, at + len(piece.rstrip(" \t|*_"))))
        at = stop
    return found


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A type line: the code («KH»), the type's name as printed there, in normal case, and where the name ends."""

    code: str
    name: str
    end: int


@cache
def _type_names() -> tuple[tuple[str, str, str], ...]:
    """Key without spaces, code and name of each printed type, longest first."""
    found = [(match_key(r["name"]).replace(" ", ""), r["code"], r["name"]) for r in lexicon_rows("type_lines")]
    return tuple(sorted(found, key=lambda t: -len(t[0])))


def type_line(text: str, key: str) -> TypeLine | None:
    """The document type that a line in capitals begins with («KẾ HOẠCH», «K Ế  H O Ạ C H», «KẾ HOẠCH Tổ chức …»)."""
    start = len(text) - len(text.lstrip(' \t*_“"#'))
    squeezed = [(i, c) for i, c in enumerate(key[start : start + 60], start) if not c.isspace()]
    flat = "".join(c for _, c in squeezed)
    for name, code, printed in _type_names():
        if not flat.startswith(name):
            continue
        end = squeezed[len(name) - 1][0] + 1
        if not text[start:end].isupper() or (end < len(text) and (text[end].isalnum() or text[end] in "/&")):
            continue
        return TypeLine(code, printed, end)
    return None


@cache
def _starters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = words("body_starters")
    marked = "|".join(re.escape(w.lower()) for w in listed)
    bare = "|".join(re.escape(match_key(w)) for w in listed)
    return re.compile(rf"(?:{marked})(?!\w)"), re.compile(rf"(?:{bare})(?!\w)")


def starts_body(row: Row) -> bool:
    """Whether a line opens the main text: «Căn cứ …», «Thực hiện …», «Điều 1.», «I. …»; OCR forms of căn cứ too."""
    text = row.text.lstrip(" \t-–+*•")
    key = row.key[len(row.text) - len(text) :]
    if not text[:1].isupper():
        return bool(re.match(r"\d{1,2}[.)/]\s?[^\W\d_]", text))
    if re.match(
        r"(?:I{1,3}|[1A]|II?)\s?[.)/]\s?[^\W\d_]|dieu 1\s?[.:]|dieu 1 |phan (?:i|1|thu nhat)\b|chuong (?:i|1)\b", key
    ):
        return True
    if re.match(rf"(?:[IVX]{{1,4}}|[A1])\s?[.)/-]\s?[{UPPER}]", text) and not text.startswith("V/"):
        return True
    marked, bare = _starters()
    lowered = text.lower()
    plain = lowered == key  # a line without any marks: OCR lost them
    return bool(marked.match(lowered) or (plain and bare.match(key)) or re.match(r"c\S{1,2}n c\S{1,3}\s", key))


_TELLING = 200  # characters of a line that tell whether it is set in capitals


def is_caps(text: str) -> bool:
    """Whether the letters of `text` are capitals (small words in «SGDĐT-GDTrH» do not count against it)."""
    head = text[:_TELLING]
    letters = sum(map(str.isalpha, head))
    return letters >= 2 and sum(map(str.isupper, head)) >= 0.85 * letters
