"""Reading the top of a dispatch line by line: which line is office, number, date, type, subject, addressee, stamp.

The lines may come in any order that two columns give (left column first, line by line, or both on one line), so each
stretch is taken by what it is; where it stands only decides what continues what. Form: Nghị định 30/2020/NĐ-CP, Điều 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache

from normalize.annexes import annex_head
from normalize.lexicon import words
from normalize.marks import Fragment, Mark, TypeLine, date_mark, fragments, is_caps, starts_body, type_line, wire_line
from normalize.marks import pattern as mark_pattern
from normalize.rows import UPPER, Row, match_key
from normalize.stamps import Stamp, find_stamp
from schemas.document import Align

_TOP = 60  # lines in which a header must have come to its end
_DECIDING = frozenset({"QĐ", "NQ", "TT", "TTLT", "NĐ", "CT", "QC", "QyĐ", "L", "PL"})  # types with a line of authority
_ABOVE = 4  # lines that may be left over from elsewhere above a letterhead
_DATED = 70  # characters of a line of place and date
_TAIL = 70  # characters of the end of a subject that did not fit into its column
_NAMED = 200  # characters of an addressee
_AHEAD = 12  # a line that opens a text is none if a letterhead still follows this near (signature stamps stand above)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The stretches of a dispatch's header; `end` is the index of the main text's first line."""

    offices: tuple[Fragment, ...] = ()
    number: Fragment | None = None
    date: Fragment | None = None
    kind: tuple[int, TypeLine] | None = None
    about: bool = False  # the subject stands after V/v
    subject: tuple[Fragment, ...] = ()
    to: tuple[tuple[Fragment, ...], ...] = ()  # one an addressee
    notices: tuple[Fragment, ...] = ()  # HỎA TỐC, MẬT …
    stamp: Stamp | None = None
    end: int = 0


class _Mode(Enum):
    OFFICE = auto()
    AFTER = auto()  # after the number, before anything else
    ABOUT = auto()
    SUBJECT = auto()
    AUTHORITY = auto()  # «BỘ TRƯỞNG BỘ …», above the Căn cứ of a decision
    TO = auto()


def read_letterhead(rows: Sequence[Row]) -> Letterhead:
    """The header at the beginning of `rows`; empty where the text opens without one."""
    rows = rows[: 2 * _TOP]
    if rows and annex_head(rows[0]) and not any(_heads(row) for row in rows[:_AHEAD]):
        return Letterhead()  # an annex without its dispatch
    stamp = find_stamp(rows[:_TOP])
    layout = _layout_tables(rows)
    stop = _stop(rows, stamp, layout)
    formal = any(_heads(row) for row in rows[:stop])
    return _Reader(rows, stop, stamp, layout, formal).read()


def _layout_tables(rows: Sequence[Row]) -> frozenset[int]:
    """Tables that hold a letterhead: offices rule some of them, and yet they are no data."""
    found = {r.cell.table for r in rows[:_TOP] if r.cell and mark_pattern("state").search(r.key)}
    return frozenset(found)


def _is_data(row: Row, layout: frozenset[int]) -> bool:
    return row.ruled and row.cell is not None and row.cell.table not in layout


def _stop(rows: Sequence[Row], stamp: Stamp | None, layout: frozenset[int]) -> int:
    """The index of the first line that opens the main text, the header's lines and those of a stamp not counted."""
    titled = False
    stamped = stamp.rows if stamp else ()
    for i, row in enumerate(rows[:_TOP]):
        if _is_data(row, layout) or i in stamped:
            continue
        opens = starts_body(row) and not titled
        titled = bool(type_line(row.text, row.key)) and len(row.text) < 40
        if opens and not any(_heads(r) for r in rows[i + 1 : i + _AHEAD]):
            return i
    return min(len(rows), _TOP)


def _heads(row: Row) -> bool:
    marks = {f.mark for f in fragments(0, row)}
    return Mark.MOTTO in marks or (Mark.NUMBER in marks and len(row.text) < 160)


def _names_receivers(row: Row) -> bool:
    """Whether a line opens the list of addressees: «Kính gửi:», «… điện:»."""
    return mark_pattern("to").search(row.key) is not None or wire_line(row.text, row.key) > 0


@cache
def _notices() -> frozenset[str]:
    return frozenset(match_key(w) for w in words("notices"))


@cache
def _marginal() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(match_key(w)) for w in words("marginal_notes")) + r")(?!\w)")


@cache
def _openers() -> re.Pattern[str]:
    """Where the main text begins that an extraction put in the line of the addressee."""
    words = (
        r"Ngày \d|Triển khai|Thực hiện|Căn cứ|Xét|Để |Nhằm|Trả lời|Phúc đáp|Tiếp theo|Theo (?:đề nghị|nội dung|quy định|chỉ đạo)|"
        r"Sau khi|Trong thời gian|Vừa qua|Hiện nay|Thời gian qua|Ngày|Được sự|Vừa qua"
    )
    return re.compile(rf"\.?\s+(?=(?:{words}))|\.\s+(?=[{UPPER}])")


@cache
def _authorities() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(match_key(w)) for w in words("authorities")) + r")(?!\w)")


@cache
def _office_heads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    heads = words("office_heads")
    marked = "|".join(re.escape(w.lower()) for w in heads)
    bare = "|".join(re.escape(match_key(w)) for w in heads)
    no_heads = r"(?:tổ chức|bộ môn|ban hành|đoàn thể|hội nghị|nhà trường|tổ hợp|to chuc|bo mon|ban hanh)(?!\w)"
    return re.compile(rf"(?!{no_heads})(?:{marked})(?!\w)"), re.compile(rf"(?!{no_heads})(?:{bare})(?!\w)")


def begins_office(text: str) -> bool:
    """Whether words begin as the name of an office does; marks count where there are any («VIÊN CHỨC» is no Viện)."""
    marked, bare = _office_heads()
    text = text.lower()
    return bool(marked.match(text)) or (text == match_key(text) and bool(bare.match(text)))


@dataclass
class _Reader:
    """Takes the header's lines one after the other and keeps what each is."""

    rows: Sequence[Row]
    stop: int
    stamp: Stamp | None
    layout: frozenset[int]
    formal: bool  # Quốc hiệu or a number line follows: what stands above is an office, whatever its name
    mode: _Mode = _Mode.OFFICE
    offices: list[Fragment] = field(default_factory=list)
    number: Fragment | None = None
    date: Fragment | None = None
    kind: tuple[int, TypeLine] | None = None
    about: bool = False
    subject: list[Fragment] = field(default_factory=list)
    to: list[list[Fragment]] = field(default_factory=list)
    notices: list[Fragment] = field(default_factory=list)
    glued: bool = False  # the main text stands in the addressee's line
    owned: bool = False  # «CỦA …» was read after the type
    seen: int = 0  # one past the last line that is surely the header's

    def read(self) -> Letterhead:
        skip = self.stamp.rows if self.stamp else ()
        end = self.stop
        for i, row in enumerate(self.rows[: self.stop]):
            if i in skip or _is_data(row, self.layout):
                continue
            if self._foreign(i, row):
                continue
            if self._body_begins(i, row):
                end = i
                break
            for piece in fragments(i, row):
                self._take(piece, row)
            if self.glued:  # «Kính gửi: X Thực hiện …»: the text begins on the addressee's line
                end = i
                break
        if end == _TOP and self.seen < end:  # no line opened a text: the header ends with its last sure line
            end = self.seen
        return Letterhead(
            tuple(self.offices),
            self.number,
            self.date,
            self.kind,
            self.about,
            tuple(self.subject),
            tuple(tuple(t) for t in self.to if t),
            tuple(self.notices),
            self.stamp,
            end,
        )

    def _foreign(self, i: int, row: Row) -> bool:
        """Whether a sentence above everything is left over from elsewhere: the dated line of a letterhead is still to come."""
        if self.seen or self.offices or self.mode is not _Mode.OFFICE or not self._is_prose(row):
            return False
        return any(date_mark(r.text, r.key) and len(r.text) < _DATED for r in self.rows[i + 1 : i + _ABOVE])

    def _body_begins(self, i: int, row: Row) -> bool:
        """Whether a new paragraph can no longer be the header's, though it opens with no word that tells so."""
        if not row.first:
            return False
        if self.mode is _Mode.SUBJECT:
            return bool(self.subject) and not self._continues_subject(row)
        if self.mode is _Mode.TO and self.to and self.to[-1]:
            return not self._continues_to(row)
        if self.mode is _Mode.TO or not self._is_prose(row):
            return False
        return not any(_heads(r) for r in self.rows[i : i + _AHEAD])

    def _is_prose(self, row: Row) -> bool:
        """Whether a paragraph is a sentence of the main text: long, and with none of a header's signs."""
        whole = self._paragraph(row)
        if _names_receivers(row) or mark_pattern("about").search(row.key) or is_caps(whole):
            return False
        if whole.endswith("như sau:"):
            return True
        return len(whole) > 140 or (len(whole) > 60 and whole.endswith((".", ":", ";")))

    def _continues_subject(self, row: Row) -> bool:
        decides = is_caps(row.text) and _authorities().match(row.key.lstrip(" \t*"))
        if _names_receivers(row) or row.text[:1] in "(*-_—" or decides:
            return True
        first = self.rows[self.subject[0].row]
        if first.align is Align.CENTER and row.align is not None:  # a line as wide as the page is bold at least
            return row.align is Align.CENTER or (first.bold and row.bold and not self._is_prose(row))
        ended = self._text(self.subject[-1]).rstrip().endswith((".", ":", ";"))
        return not self._is_prose(row) and (row.text[:1].islower() or not ended)

    def _continues_to(self, row: Row) -> bool:
        last = self._text(self.to[-1][-1]).rstrip()
        if row.text[:1] in "-–+•*":
            return True
        whole = self._paragraph(row)
        if whole.endswith(("/.", "/", ":")) or last.endswith("."):
            return False
        if last.endswith((";", ",", ":")) or row.text[:1].islower():
            return len(whole) <= 160
        return len(whole) <= 90 and not whole.endswith(":") and begins_office(row.text)

    def _paragraph(self, row: Row) -> str:
        return " ".join(r.text.strip() for r in self.rows if r.owner == row.owner)

    def _text(self, piece: Fragment) -> str:
        return self.rows[piece.row].text[piece.start : piece.end]

    def _take(self, piece: Fragment, row: Row) -> None:
        """Put a stretch where it belongs."""
        if piece.mark is Mark.TEXT:
            self._take_text(piece, row)
            return
        self.seen = piece.row + 1
        if piece.mark is Mark.NUMBER and self.number is None and self.kind is None:
            self.number = piece
            if self.mode is _Mode.OFFICE:
                self.mode = _Mode.AFTER
        elif piece.mark is Mark.DATE and self.date is None:
            self.date = piece
        elif piece.mark is Mark.ABOUT:
            self._take_about()
        elif piece.mark is Mark.TO:
            self.mode = _Mode.TO
            self.to.append([])

    def _take_about(self) -> None:
        if self.kind is None and not self.subject:
            self.about, self.mode = True, _Mode.ABOUT

    def _take_text(self, piece: Fragment, row: Row) -> None:
        text = self._text(piece)
        key = row.key[piece.start : piece.end]
        if match_key(text.strip(" .*-–")) in _notices() and text.strip(" .*-–")[:1].isupper():
            self.notices.append(piece)
            return
        if is_caps(text) and _marginal().match(key):
            return
        if self.mode in (_Mode.OFFICE, _Mode.AFTER, _Mode.ABOUT) and self._take_kind(piece, text, key):
            return
        taker = {
            _Mode.OFFICE: self._office,
            _Mode.AFTER: self._after_number,
            _Mode.ABOUT: self._about,
            _Mode.SUBJECT: self._subject,
            _Mode.TO: self._addressee,
        }.get(self.mode)
        if taker:
            taker(piece, text, key)

    def _take_kind(self, piece: Fragment, text: str, key: str) -> bool:
        found = type_line(text, key)
        if found is None or self.kind is not None:
            return False
        row = self.rows[piece.row]
        if self.mode is _Mode.ABOUT and self.subject and row.align not in (Align.CENTER, None):
            return False
        self.kind = (piece.row, TypeLine(found.code, found.name, piece.start + found.end))
        self.mode, self.seen = _Mode.SUBJECT, piece.row + 1
        rest = text[found.end :].strip(" :*.–-\t")
        if rest.startswith("CỦA "):
            self.owned = True
        elif rest:
            at = piece.start + text.index(rest, found.end)
            self.subject.append(Fragment(Mark.TEXT, piece.row, at, at + len(rest)))
        return True

    def _office(self, piece: Fragment, text: str, key: str) -> None:
        if key.startswith(("ve viec ", "ve viec:")) and self.seen:
            self.subject, self.about, self.mode = [piece], True, _Mode.ABOUT
            return
        office = begins_office(text) and len(text) < 90 and text[:1].isupper()
        if office or (is_caps(text) and (self.offices or self.formal)):  # «… VÀ ĐÀO TẠO», «VNPT HÒA SƠN»
            self.offices.append(piece)

    def _after_number(self, piece: Fragment, text: str, key: str) -> None:
        plain = text.startswith("Về ") and text[3:4].islower() and len(text) < 120 and text[-1] not in ".:"
        if key.startswith(("ve viec ", "ve viec:")) or (plain and self.number):
            self.subject, self.about, self.mode = [piece], True, _Mode.ABOUT
        elif self.number and is_caps(text) and self.rows[self.number.row].side != self.rows[piece.row].side:
            self._office(piece, text, key)  # the office's column is read after the number's

    def _about(self, piece: Fragment, text: str, key: str) -> None:
        aside = self.subject and self.rows[self.subject[-1].row].side != self.rows[piece.row].side
        if aside and not self._runs_below(piece, text):
            return
        self.subject.append(piece)
        self.seen = piece.row + 1

    def _runs_below(self, piece: Fragment, text: str) -> bool:
        """Whether a short line below both columns goes on with the subject of the left one, before «Kính gửi»."""
        after = self.rows[piece.row + 1 : piece.row + 2]
        alone = self.rows[piece.row].side == (None, None) and text[:1].islower() and len(text) < _TAIL
        return alone and bool(after) and _names_receivers(after[0])

    def _subject(self, piece: Fragment, text: str, key: str) -> None:
        if not self.subject and is_caps(text) and (text.startswith("CỦA ") or (self.owned and begins_office(text))):
            self.owned = True  # «CHỈ THỊ / CỦA BỘ CHÍNH TRỊ»: whose it is, the letterhead tells
        elif self.subject and is_caps(text) and self._is_authority(piece, key):
            self.mode = _Mode.AUTHORITY
            self.seen = piece.row + 1
        elif not text.lstrip().startswith("(") or self.subject == []:
            self.subject.append(piece)
            self.seen = piece.row + 1

    def _is_authority(self, piece: Fragment, key: str) -> bool:
        """Whether a line in capitals names who decides, and does not go on with a subject in capitals."""
        if not _authorities().match(key.lstrip("*")):
            return False
        above = self.subject[-1]
        if not is_caps(self._text(above)):
            return not re.search(r"(?<!\w)(?:của|thuộc|với|cho|tại|và|do|giữa)$", self._text(above).rstrip())
        decides = self.kind is not None and self.kind[1].code in _DECIDING
        return decides and self.rows[above.row].owner != self.rows[piece.row].owner

    def _addressee(self, piece: Fragment, text: str, key: str) -> None:
        bare = text.lstrip(" -–+•*\t")
        if not bare:
            return
        at = piece.end - len(bare)
        opener = _openers().search(bare) if len(bare) > _NAMED else None
        if opener:
            piece = Fragment(piece.mark, piece.row, piece.start, at + opener.start())
            self.glued = True
        dashed = at > piece.start
        fresh = Fragment(Mark.TEXT, piece.row, at, piece.end)
        current = self.to[-1]
        ended = bool(current) and self._text(current[-1]).rstrip().endswith((";", "."))
        new_line = bool(current) and self.rows[piece.row].first and begins_office(bare)
        comma = bool(current) and self._text(current[-1]).rstrip().endswith(",")
        if current and (dashed or ended or (new_line and not comma)):
            self.to.append([fresh])
        else:
            current.append(fresh)
        self.seen = piece.row + 1
