"""The end of a dispatch: its lines of Nơi nhận and of the signature block, each told by what it is.

Two columns stand side by side there (Nghị định 30/2020/NĐ-CP, Phụ lục I); where a reader gave them as one line, it is
cut again: «- Như trên; PHÓ GIÁM ĐỐC», «Nguyễn Văn An Trần Thị Bình».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from itertools import pairwise

from normalize.annexes import annex_head, annex_title
from normalize.letterhead import begins_office
from normalize.lexicon import words
from normalize.marks import is_caps, starts_body
from normalize.marks import pattern as mark_pattern
from normalize.rows import LOWER, UPPER, Row, match_key

_REACH = 30  # lines of Nơi nhận and signature together
_LISTED = 60  # characters of a line of the list's column
_ONE_LINE = 120  # characters of a signature block that stands on one line
_ANNEX_NEAR = 5  # lines below a signature in which the head of an annex says with what it was issued
_TWO_LONG = 6  # words from which a line of a name is two names, whatever the second surname
_LONGEST = 60  # lines of a list of receivers


class Kind(Enum):
    """What a stretch of a closing line is."""

    RECEIVERS = auto()  # «Nơi nhận:»
    LIST = auto()  # «- Như trên;»
    CAPACITY = auto()  # «KT. GIÁM ĐỐC»
    POSITION = auto()
    NAME = auto()
    CAPITALS = auto()
    SIGNING = auto()  # «(Đã ký)», signing times
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a closing line: text, where it stands in the line, which of the line's columns it is in."""

    kind: Kind
    text: str
    start: int
    end: int
    lane: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    titles = r"(?:GS|PGS|TS|ThS|Th\.S|BS|BSCKI?I|CN|KS|NGƯT|NGND|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|Bác sĩ)"
    sure = r"(?:TM|KT|TL|TUQ|T\.?\s?UQ|Q|T/M|K/T|T/L)\s?[./]\s?|(?:T/M|K/T|T/L)\s"
    short = rf"{sure}|(?:TM|KT|TL|TUQ)\s"  # «- Cục KT VB» holds no capacity, but a line may begin so
    name = rf"[{UPPER}][{LOWER}]+"
    positions = "|".join(re.escape(match_key(w)) for w in words("positions"))
    return {
        "gap": re.compile(r"\t|\s{3,}|\s\|\s"),
        "titles": re.compile(rf"(?:{titles}[.,]?\s*){{0,4}}"),
        "capacity": re.compile(rf"\W{{0,3}}(?:{short})\s*(?=[{UPPER}]{{2}})"),
        "position": re.compile(rf"(?:(?:quyen|q\.|p\.)\s?)?(?:{positions})(?!\w)"),
        "numbered": re.compile(r"\d{1,2}[.)]\s*[^\W\d_].{0,90}[;.]$"),
        "listed": re.compile(r"\s*[-–—+•*·]|\W*(?:luu|ban (?:dien tu|giay)|nhu (?:tren|kinh gui|dieu))\b"),
        # «Lưu Quang Trực» is a person; «Lưu Văn thư», «Lưu VT» are lines of the list
        "named_luu": re.compile(rf"Lưu(?:\s[{UPPER}][{LOWER}]+){{2,4}}"),
        "signing": re.compile(
            r"da ?ky|ky (?:ten|boi|bi|va)|\bky:|gio ky|ngay ky|thoi gian ky|nguoi ky|dong dau|\bco quan\s?:|\d{4}[.-]\d\d[.-]\d\d|@"
        ),
        # where a line that holds more than one thing is cut; the last group tells what begins there
        "cut": re.compile(
            r"(?<=[;.,:)])\s*(?=[-–+]\s+[^\W\d_])"
            rf"|\s+(?=(?:{sure})\s*[{UPPER}]{{2}})"
            r"|\s+(?=(?:TM|KT|TL|TUQ)\s+(?:GIÁM ĐỐC|CHỦ TỊCH|HIỆU TRƯỞNG|TRƯỞNG|BỘ TRƯỞNG|CHÁNH|ỦY BAN|UBND|BAN)(?!\w))"
            rf"|(?<=[{UPPER}]{{2}})\s+(?=(?:PHÓ|THỨ)\s[{UPPER}])"
            rf"|(?<=[{UPPER}]{{3}})\s+(?=(?:{name}\s){{1,4}}{name}$)"
            rf"|(?<=[Đđ]ã ký:)\s*(?=(?:{name}\s){{1,4}}{name}$)"
        ),
        # where, behind capitals that begin the line, its signatory's name begins
        "signer": re.compile(rf"(?<=[{UPPER}]{{2}})\s+(?=(?:{titles}[.,]?\s*){{0,3}}(?:{name}\s){{1,4}}{name}$)"),
        # where a signatory's line goes on behind a line of the list
        "tail": re.compile(rf"(?<=[;.)])\s+(?=[{UPPER}]{{2}}[{UPPER} ]+$|(?:{name}\s){{1,4}}{name}$)"),
    }


@cache
def _surnames() -> frozenset[str]:
    return frozenset(match_key(w) for w in words("surnames"))


@cache
def _common() -> frozenset[str]:
    return frozenset(match_key(w) for w in words("surnames_common"))


def capacity_line(text: str) -> bool:
    """Whether a line begins with a capacity in which somebody signs: «TM. ỦY BAN», «KT.GIÁM ĐỐC», «TUQ. …»."""
    return bool(_patterns()["capacity"].match(text.lstrip()))


def position_line(text: str) -> bool:
    """Whether a line is an office of a person: «PHÓ GIÁM ĐỐC», «CHỦ TỊCH UBND HUYỆN», or no more than «Hiệu trưởng»."""
    bare = text.strip(" \t*_|")
    if is_caps(bare):
        return len(bare) <= 60 and bool(_patterns()["position"].match(match_key(bare)))
    return len(bare) <= 30 and bare[:1].isupper() and bool(_patterns()["position"].fullmatch(match_key(bare)))


def receivers_line(row: Row) -> bool:
    """Whether a line opens Nơi nhận."""
    return bool(mark_pattern("receivers").match(row.key)) and row.text.lstrip(" *_\t|(")[:1] in "Nn"


def person_name(text: str) -> str | None:
    """The name that a line is («TS. Nguyễn Văn A» gives «Nguyễn Văn A»), or None: 2 to 6 words, a surname first."""
    text = text.strip(" \t*_|.,;")
    bare = text[_patterns()["titles"].match(text).end() :]  # type: ignore[union-attr]  # matches the empty string too
    parts = bare.split()
    if not 2 <= len(parts) <= 6 or len(bare) > 40 or match_key(parts[0]) not in _surnames():
        return None
    if not all(re.fullmatch(r"[^\W\d_][^\W\d_'’-]*\.?", p) and p[0].isupper() for p in parts):
        return None
    return None if is_caps(bare) and position_line(bare) else bare


def likely_name(text: str) -> bool:
    """Whether a line may be a name whose surname is not listed: two to five capitalised words, no office."""
    parts = text.strip(" \t*_|.").split()
    spelled = all(re.fullmatch(rf"[{UPPER}][{LOWER}’']*[{UPPER}]?[{LOWER}]*", p) for p in parts)
    return 2 <= len(parts) <= 5 and spelled and not begins_office(text.strip())


def _two_names(text: str) -> int | None:
    """Where the second of two names on one line begins («Nguyễn Văn An Trần Thị Bình»), or None."""
    found = list(re.finditer(r"\S+", text))
    if not 5 <= len(found) <= 10:
        return None
    halves = [
        word.start()
        for before, word in pairwise(found[1:-1])
        if match_key(word.group()) in (_common() if len(found) < _TWO_LONG else _surnames())
        and match_key(before.group()) not in ("thi", "van")
    ]
    halves = [at for at in halves if person_name(text[:at]) and person_name(text[at:])]
    return min(halves, key=lambda at: abs(2 * at - len(text))) if halves else None


def _inner_position(text: str) -> int | None:
    """Where an office of a person begins behind other capitals («HỘI CHA MẸ HỌC SINH BÍ THƯ ĐOÀN TRƯỜNG»), or None."""
    key = match_key(text)
    if not is_caps(text) or (capacity_line(text) and not key.lstrip().startswith(("tm", "tl", "tuq"))):
        return None
    first = _patterns()["position"].match(key)
    if key.lstrip().startswith(("tl", "tuq")):  # whose order it is comes first: «TL. CỤC TRƯỞNG TRƯỞNG BAN …»
        first = _patterns()["position"].search(key)
    for found in _patterns()["position"].finditer(key, first.end() if first else 1):
        before = text[: found.start()].split()
        if (
            text[found.start() - 1].isspace()
            and len(before) >= 2
            and before[-1] not in ("CỦA", "CHO", "VÀ", "PHÓ", "–", "-")
        ):
            return found.start()
    return None


def stretches(row: Row) -> list[Stretch]:
    """The stretches of a closing line, cut at gaps and by what they are."""
    found: list[Stretch] = []
    lane = 0
    for start, text, after_gap in _cut(row.text):
        kind = kind_of(text)
        twice = bool(found) and kind is found[-1].kind is Kind.CAPACITY and text[:2] == found[-1].text[:2]
        if found and kind is not Kind.LIST and (after_gap or twice or _beside(found[-1].kind, kind)):
            lane += 1
        found.append(Stretch(kind, text, start, start + len(text), lane))
    return found


def _beside(left: Kind, right: Kind) -> bool:
    """Whether the second of two stretches without a gap stands in the next column, not below in the same one."""
    return left in (Kind.LIST, Kind.RECEIVERS, Kind.CAPITALS) or (left is right and right in (Kind.POSITION, Kind.NAME))


def _cut(line: str) -> Iterator[tuple[int, str, bool]]:
    """Offsets and texts of a line's stretches, and whether a gap stands before each."""
    at = 0
    for gap in [*_patterns()["gap"].finditer(line), None]:
        stop = gap.start() if gap else len(line)
        for number, (start, text) in enumerate(_cut_piece(at, line[at:stop])):
            yield start, text, number == 0 and at > 0
        at = gap.end() if gap else stop


def _cut_piece(offset: int, text: str) -> Iterator[tuple[int, str]]:
    """The stretches of a line without gaps."""
    opened = mark_pattern("receivers").match(match_key(text))
    points = [opened.end()] if opened else []
    points += [m.end() for m in _patterns()["cut"].finditer(text)]
    if text[:2].isupper():
        points += [m.end() for m in _patterns()["signer"].finditer(text)]
    tails = [m.end() for m in _patterns()["tail"].finditer(text)]
    listed = _patterns()["listed"].match(match_key(text))
    points += [at for at in tails if listed or (text[:at].rstrip().endswith(";") and person_name(text[at:]))]
    for left, right in pairwise([0, *sorted(set(points)), len(text)]):
        piece = text[left:right]
        second = _two_names(piece) or _inner_position(piece) or len(piece)
        for start, stop in ((0, second), (second, len(piece))):
            bare = piece[start:stop].strip(" \t*_|")
            if bare:
                yield offset + left + piece.index(bare, start), bare


def kind_of(text: str) -> Kind:
    """What a stretch of a closing line is, from its text alone."""
    key = match_key(text)
    checks = (
        (Kind.RECEIVERS, mark_pattern("receivers").match(key)),
        (Kind.NAME, _patterns()["named_luu"].fullmatch(text)),
        (Kind.LIST, _patterns()["listed"].match(key)),
        (Kind.CAPACITY, capacity_line(text)),
        (Kind.POSITION, position_line(text)),
        (Kind.NAME, person_name(text)),
        (Kind.SIGNING, _patterns()["signing"].search(key)),
        (Kind.CAPITALS, is_caps(text) and len(text) > 3 and text[-1] not in ";,."),
    )
    return next((kind for kind, held in checks if held), Kind.OTHER)


def find_closing(rows: Sequence[Row], start: int) -> tuple[int, int] | None:
    """The first and one past the last line of Nơi nhận and signature after line `start`, or None where there is none."""
    for i in range(start, len(rows)):
        if _opens(rows, i) and _is_closing(rows, i):
            return _list_above(rows, start, i), _closing_end(rows, i)
    return None


def _list_above(rows: Sequence[Row], start: int, first: int) -> int:
    """Where the receivers' lines begin above a signature that lost the heading «Nơi nhận:»; else the signature's line.

    They are short, each of its own, and either the text has ended above them or one of them is «Lưu: …».
    """
    if receivers_line(rows[first]):
        return first
    at = first
    while at > start and _receiver(rows[at - 1]):
        at -= 1
    kept = any(re.match(r"\W*luu\b", row.key) for row in rows[at:first])
    ended = at > start and bool(mark_pattern("end").search(rows[at - 1].text))
    return at if kept or ended else first


def _receiver(row: Row) -> bool:
    text = row.text.strip()
    return not row.ruled and len(text) <= _LISTED * 2 and kind_of(text) is Kind.LIST and text[-1] in ";.)"


def _issued_with(row: Row) -> bool:
    """Whether a line says with what an annex was issued, alone or behind its title: «… (Kèm theo Quyết định số …)»."""
    return bool(mark_pattern("attached").match(row.key) or re.search(r"\((?:ban hanh )?kem theo .{4,20} so\b", row.key))


def _opens(rows: Sequence[Row], i: int) -> bool:
    """Whether Nơi nhận or a signature block may begin with line `i`."""
    row = rows[i]
    if len(row.text) > 160:
        return False
    if row.key.lstrip(" *_\t|(")[:1] == "n" and receivers_line(row):
        return True
    if not row.ruled and _signed_on_one_line(row.text):
        return True
    if row.ruled or not any(is_caps(piece) for piece in _patterns()["gap"].split(row.text)):
        return False
    kinds = {kind_of(piece.strip()) for piece in _patterns()["gap"].split(row.text)}
    if kinds & {Kind.CAPACITY, Kind.POSITION}:
        return True
    # two signatories read as one line: «HỘI CHA MẸ HỌC SINH BÍ THƯ ĐOÀN TRƯỜNG», their names below
    return _inner_position(row.text) is not None and any(_two_names(r.text) for r in rows[i + 1 : i + 8])


def _signed_on_one_line(text: str) -> bool:
    """«KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hà Lan Anh»: office and name of a signatory that a reader put on one line."""
    if not text[:2].isupper() or len(text) > _ONE_LINE:
        return False
    kinds = [kind_of(piece) for _, piece in _cut_piece(0, text)]
    return len(kinds) > 1 and kinds[0] in (Kind.CAPACITY, Kind.POSITION) and kinds[-1] is Kind.NAME


def _is_closing(rows: Sequence[Row], i: int) -> bool:
    """Whether Nơi nhận or an office of a person at line `i` closes a dispatch: other signs of it are near."""
    opening = receivers_line(rows[i])
    attached = not opening and any(_issued_with(row) for row in rows[i + 1 : i + _ANNEX_NEAR])
    if attached and capacity_line(rows[i].text):  # right above the head of what is issued
        return True
    if starts_body(rows[i]) or (not opening and i + 1 < len(rows) and starts_body(rows[i + 1])):
        return False
    ended = any(mark_pattern("end").search(r.text) for r in rows[max(i - 4, 0) : i])
    last = len(rows) - i <= 8
    after = rows[i : i + _REACH]
    kinds = {s.kind for r in after if len(r.text) <= 160 and r.ruled <= rows[i].ruled for s in stretches(r)}
    signed = bool(kinds & {Kind.CAPACITY, Kind.POSITION})
    stored = any(re.match(r"\W*luu\b", r.key) for r in after)
    if Kind.RECEIVERS in kinds and (signed or stored or ended or last):
        return True
    return (signed or not opening) and (Kind.NAME in kinds or ended or last)


def _closing_end(rows: Sequence[Row], start: int) -> int:
    """One past the last line of the closing that begins at `start`."""
    end, named, listed = start, False, False
    for i in range(start, min(len(rows), start + _LONGEST)):
        row = rows[i]
        kinds = {s.kind for s in stretches(row)} if len(row.text) <= 150 else set()
        if listed and Kind.RECEIVERS in kinds and row.page != rows[start].page:  # another's: a copy's («SAO Y»)
            break
        goes_on = listed and i > start and _goes_on(rows[i - 1], row)
        if i > start and not goes_on and not _belongs(rows[start], row, kinds, named=named, listed=listed):
            break
        listed = listed or Kind.RECEIVERS in kinds
        named = named or Kind.NAME in kinds
        end = i + 1
    return end


def _goes_on(above: Row, row: Row) -> bool:
    """Whether a line of the list goes on below: «- Công đoàn Giáo dục Việt Nam, Hội» / «Cựu giáo chức»."""
    if (
        row.page != above.page
        or row.side != above.side
        or len(row.text) > _LISTED
        or annex_head(row)
        or starts_body(row)
    ):
        return False
    kinds = {s.kind for s in stretches(above)}
    open_ended = not re.search(r"[;.:)]\W*$", above.text)
    return open_ended and kinds <= {Kind.LIST, Kind.OTHER} and {s.kind for s in stretches(row)} <= {Kind.OTHER}


def _of_another(first: Row, row: Row) -> bool:
    """Whether a line opens an annex («(Kèm theo Nghị quyết số …)» stands above one), a table or another dispatch."""
    if annex_head(row) or (row.ruled and not first.ruled):
        return True
    return bool(mark_pattern("state").search(row.key) or mark_pattern("attached").match(row.key))


def _belongs(first: Row, row: Row, kinds: set[Kind], *, named: bool, listed: bool) -> bool:
    """Whether a line still belongs to the closing whose first line is `first`."""
    if not kinds or _of_another(first, row):
        return False
    if row.page != first.page and named and Kind.LIST not in kinds:
        return False
    if kinds & {Kind.LIST, Kind.RECEIVERS, Kind.CAPACITY, Kind.POSITION} or kinds == {Kind.SIGNING}:
        return True
    left = next(iter(_cut(row.text)))[1]
    if listed and row.page == first.page and (_patterns()["numbered"].match(left) or left.endswith(";")):
        return True
    if row.column and first.column is not None and row.page == first.page:  # what a stamp left of the signer's lines
        return True
    if listed and row.text.lstrip().startswith("("):  # «(để báo cáo);» goes on with a line of the list
        return True
    if starts_body(row) or (annex_title(row) and listed):
        return False
    if kinds & {Kind.NAME, Kind.SIGNING} or row.text[:1].islower() or not row.first:
        return True
    if not named and likely_name(row.text):
        return True
    if Kind.CAPITALS in kinds and not named:
        return len(row.text) <= 70
    if re.search(r"ngay .{0,12}thang", row.key):
        return True
    return listed and not named and row.text.rstrip().endswith((";", ",", "."))
