"""The stretches of a dispatch that are set in two columns: its letterhead and its end.

Nghị định 30/2020/NĐ-CP, Phụ lục I, sets the issuer with number and subject on the left, the national title with place
and date on the right; at the end the recipients («Nơi nhận») stand on the left, capacity, position and name of the
signer on the right. Lines of both sides often share a height, or nearly so, and must not be mixed. Each stretch is
found from words that the form prescribes, then grown up and down by geometry: lines on the right stand around one axis.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.pdf_glyphs import Glyphs
from extract.pdf_lines import Row
from vietnamese.letters import strip_marks

# Wide enough for a title in an old font's letters («céng hoµ x∙ héi») or one badly read.
_TITLE = re.compile(
    r"(?:^| )(?:c.{1,2}ng h.{1,2} x(?:.{1,2} h.{1,2}i|hcn)|.ang cong san viet nam|doan tncs ho chi minh)\b"
)
_RECIPIENTS = re.compile(r"^noi (?:nhan|gui)\b")
_POSITION = re.compile(
    r"^(?:(?:tm|kt|tl|tuq|q)\b\W|(?:pho |quyen |tong )?(?:giam doc|chu tich|hieu truong|bi thu|chanh|cuc truong|bo truong|"
    r"thu truong|truong (?:phong|ban|khoa|doan)|tong (?:bien tap|cuc truong|thu ky)|vien truong|doi truong|chu nhiem)\b|"
    r"(?:nguoi|ke toan|thu quy|dai dien|xac nhan|thu ky|giao vien chu nhiem)\b)"
)
_DATE = re.compile(r"\bngay\b.{0,16}\bthang\b.{0,12}\bnam\b")
_OPEN_DATE, _YEAR = re.compile(r"\bthang\b.{0,12}\bnam$"), re.compile(r"(?:19|20)\d\d\W?")
_NUMBER = re.compile(r"^so\s*:")
_SUBJECT = re.compile(r"^(?:v/v|vv|ve viec)\b")
_BODY = re.compile(r"^(?:kinh gui|(?:[ivx]+|\d+)\s*[.)])")
_OFF_AXIS = 0.12  # of the page's width: lines on the right stand no further from their axis
_PITCH = 2.0  # of the type size: the usual step between lines at most
_LOOSE = 3.2  # … and the widest between the lines of a letterhead or a list of recipients
_ALIGNED = 30.0  # points: the lines of a list begin no further from each other
_APART = 2.0  # of the type size: more room stands only between an entry of the list and what is set beside it
_ENTRY_ENDS = ";.,:)"
_SIGNATURE = 13.0  # of the type size: room for hand and stamp between position and name


Band = tuple[int, int, list[list[Row]]]  # first row, the row after the last, the columns' rows


@dataclass(slots=True)
class Stretch:
    """Rows of the body, or, where `columns` is set, the rows of each column from left to right."""

    rows: list[Row]
    columns: list[list[Row]] = field(default_factory=list)


def stretches(rows: Sequence[Row], width: float) -> list[Stretch]:
    """`rows` of a page `width` points wide, from top to bottom, parted into the body and what is set in columns."""
    texts = [strip_marks(" ".join(w.text for w in row)).lower() for row in rows]
    found: list[Stretch] = []
    at = 0
    for start, end, columns in _bands(rows, texts, width):
        if start > at:
            found.append(Stretch(list(rows[at:start])))
        found.append(Stretch(list(rows[start:end]), columns))
        at = end
    if at < len(rows):
        found.append(Stretch(list(rows[at:])))
    return found


def _bands(rows: Sequence[Row], texts: list[str], width: float) -> list[Band]:
    found: list[Band] = []
    free = 0  # rows before this one are taken
    for i in range(len(rows)):
        if i < free:
            continue
        band = _head(rows, texts, i, free, width) or _tail(rows, texts, i, free, width)
        if band:
            found.append(band)
            free = band[1]
    return found


def _head(rows: Sequence[Row], texts: list[str], at: int, free: int, width: float) -> Band | None:
    """The letterhead around the row `at`, which holds the national title (or the party's), or number and date."""
    first = _head_parting(rows[at], texts[at], width)
    if first is None:
        return None
    right = rows[at][first:]
    grower = _Grower(rows, texts, width, _centre(right), right[0].x0)
    grower.take(rows[at][:first], right)
    start = at
    while start > free and grower.near(start - 1, start, _PITCH) and not _alone_number(texts[start - 1]):
        sides = grower.sides(start - 1)
        if sides is None:
            break
        start -= 1
        grower.take(*sides, above=True)
    end = at + 1
    dated = bool(_DATE.search(_text(right)))
    while end < len(rows):
        sides = grower.sides(end)
        if sides and dated and grower.ends_date(end, sides[1]):
            grower.take(sides[0], [])
            end += 1
            continue
        step = 1.5 * _LOOSE if sides and sides[1] and _DATE.search(texts[end]) else _LOOSE
        if sides is None or not grower.near(end - 1, end, step) or not grower.belongs_to_head(end, sides, dated):
            break
        dated = dated or bool(sides[1] and _DATE.search(_text(sides[1])))
        grower.take(*sides)
        end += 1
    return (start, end, grower.columns) if all(grower.columns) else None


def _head_parting(row: Row, text: str, width: float) -> int | None:
    """The index of the first word of a letterhead's right column, where the row is one of its anchors."""
    match = _TITLE.search(text)
    if match:
        first = text[: match.start() + 1].count(" ")
        right = row[first:]
        gap = right[0].x0 - row[first - 1].x1 if first else width
        fits = len(right) < 12 and gap > 0.4 * right[0].style.size and right[0].x0 > 0.3 * width
        return first if fits and _centre(right) > 0.5 * width else None
    if _NUMBER.search(text) and _DATE.search(text):
        right = _after_gap(row, width)
        return len(row) - len(right) if right and _DATE.search(_text(right)) else None
    return None


def _tail(rows: Sequence[Row], texts: list[str], at: int, free: int, width: float) -> Band | None:
    """The end that begins at or just above the row `at`: recipients and signer, signers side by side, or one alone."""
    axis = _signer_axis(rows, texts, at, width)
    if axis is None:
        return None
    grower = _Grower(rows, texts, width, *axis)
    end = at
    while end < len(rows) and not _alone_number(texts[end]):
        sides = grower.sides(end)
        if not (sides and sides[1]) and (listed := grower.listed(end)):
            sides = listed
        step = _SIGNATURE if sides and sides[1] else _LOOSE
        if sides is None or (end > at and not (grower.near(end - 1, end, step) and grower.belongs_to_end(end, sides))):
            break
        grower.take(*sides)
        end += 1
    start = at
    while start > free and grower.near(start - 1, start, _PITCH) and grower.right_only(start - 1):
        start -= 1
        grower.take([], rows[start], above=True)
    return (start, end, grower.columns) if end > at else None


def _signer_axis(rows: Sequence[Row], texts: list[str], at: int, width: float) -> tuple[float, float] | None:
    """Axis and left edge of the signer's column where the row `at` begins an end, else None."""
    row = rows[at]
    if _RECIPIENTS.search(texts[at]) and row[0].x0 < 0.35 * width:
        for other in (at, at + 1, at - 1, at + 2, at + 3):
            if 0 <= other < len(rows):
                right = _after_gap(rows[other], width)
                if right:
                    return _centre(right), right[0].x0
        return 0.72 * width, 0.5 * width
    right = _after_gap(row, width)
    if not right or not _POSITION.search(_text(right)):
        return None
    left = row[: len(row) - len(right)]
    if left and not (_POSITION.search(_text(left)) or _RECIPIENTS.search(_text(left)) or _is_set_off(left)):
        return None
    if not left and not _stands_alone(right, width):
        return None
    return _centre(right), right[0].x0


def _stands_alone(right: Sequence[Glyphs], width: float) -> bool:
    """Whether a line with nothing on its left is a signer's: set in the right half, in capitals or bold."""
    return right[0].x0 > 0.42 * width and _is_set_off(right)


def _is_set_off(words: Sequence[Glyphs]) -> bool:
    """Whether the words are set as a signer's office is: in capitals or bold."""
    return "".join(w.text for w in words).isupper() or all(w.style.bold for w in words)


def _after_gap(row: Row, width: float) -> list[Glyphs]:
    """The words after the row's widest gap that open right of two fifths of the page; the whole row if it begins so."""
    if row[0].x0 > 0.4 * width:
        return row
    best, place = 0.0, 0
    for i in range(1, len(row)):
        gap = row[i].x0 - row[i - 1].x1
        if gap > best and row[i].x0 > 0.4 * width:
            best, place = gap, i
    return row[place:] if best > 1.5 * row[place].style.size else []


class _Grower:
    """Two columns that grow row by row."""

    def __init__(self, rows: Sequence[Row], texts: list[str], width: float, axis: float, edge: float) -> None:
        self.rows = rows
        self.texts = texts
        self.axis = axis
        self.edge = edge  # where the right column begins, as far as seen
        self.reach = _OFF_AXIS * width
        self.columns: list[list[Row]] = [[], []]

    def take(self, left: list[Glyphs], right: list[Glyphs], *, above: bool = False) -> None:
        """Add a row's words to the columns, below what they hold or above it."""
        for column, words in zip(self.columns, (left, right), strict=True):
            if words:
                column.insert(0 if above else len(column), words)
        if right and (not left or abs(_centre(right) - self.axis) < self.reach):
            self.edge = min(self.edge, right[0].x0)

    def near(self, above: int, below: int, step: float) -> bool:
        """Whether two rows are no further apart than `step` times their type size."""
        a, b = self.rows[above], self.rows[below]
        return b[0].base - a[0].base <= step * max(a[0].style.size, b[0].style.size)

    def right_only(self, index: int) -> bool:
        """Whether the row stands around the right column's axis with nothing on its left."""
        row = self.rows[index]
        return row[0].x0 > self.edge - self.reach and abs(_centre(row) - self.axis) < self.reach / 2

    def sides(self, index: int) -> tuple[list[Glyphs], list[Glyphs]] | None:
        """The row's words left and right, or None where it crosses both columns."""
        row = self.rows[index]
        if self.right_only(index) or (row[0].x0 >= self.edge and _DATE.search(self.texts[index])):
            return [], row  # many set place and date to the right, off the axis of the title above
        place = self._parting(row)
        if place is not None:
            return row[:place], row[place:]
        if row[-1].x1 <= self.edge or (row[-1].x1 < self.axis and row[0].x0 < self.edge - self.reach):
            return row, []
        return None

    def listed(self, index: int) -> tuple[list[Glyphs], list[Glyphs]] | None:
        """A row of the list of recipients and what, off the axis, a stamp or a name half read leaves right of it."""
        row, left = self.rows[index], self.columns[0]
        if not left or abs(row[0].x0 - left[0][0].x0) > _ALIGNED:
            return None
        for i in range(1, len(row)):
            if row[i].x0 - row[i - 1].x1 > _APART * row[i - 1].style.size and row[i - 1].text[-1] in _ENTRY_ENDS:
                return row[:i], row[i:]
        return None

    def ends_date(self, index: int, right: list[Glyphs]) -> bool:
        """Whether a row holds on the right but the year of the date above, which had no room for it; the date takes it."""
        rows = self.columns[1]
        if not (rows and _YEAR.fullmatch(_text(right)) and _OPEN_DATE.search(_text(rows[-1]))):
            return False
        if not self.near(index - 1, index, _PITCH):
            return False
        rows[-1] = [*rows[-1], *right]
        return True

    def belongs_to_head(self, index: int, sides: tuple[list[Glyphs], list[Glyphs]], dated: bool) -> bool:
        """Whether a row under the title is still letterhead: what stands left alone must stand as the issuer does."""
        left, right = sides
        text = self.texts[index]
        if _BODY.search(text) or (right and dated):
            return False
        if right or not self.columns[0] or _NUMBER.search(text) or _SUBJECT.search(text):
            return True
        return abs(_centre(left) - _centre(self.columns[0][0])) < 0.5 * self.reach

    def belongs_to_end(self, index: int, sides: tuple[list[Glyphs], list[Glyphs]]) -> bool:
        """Whether a row goes on with the end: what stands left alone must stand under what stood left before."""
        left, right = sides
        if right or _RECIPIENTS.search(self.texts[index]):
            return True
        if not self.columns[0]:
            return False  # text of the body under a line that stood right
        first = self.columns[0][0]
        return abs(left[0].x0 - first[0].x0) < _ALIGNED or abs(_centre(left) - _centre(first)) < 0.5 * self.reach

    def _parting(self, row: Row) -> int | None:
        """Where the row parts so that what stands right stands on its axis: the best of its wide gaps, or of all."""
        for least in (1.2, 0.45):
            gaps = [i for i in range(1, len(row)) if row[i].x0 - row[i - 1].x1 > least * row[i].style.size]
            best = min(gaps, key=lambda i: abs(_centre(row[i:]) - self.axis), default=None)
            if best and abs(_centre(row[best:]) - self.axis) < self.reach and row[best].x0 > self.edge - self.reach:
                return best
        return None


def _centre(words: Sequence[Glyphs]) -> float:
    return (words[0].x0 + words[-1].x1) / 2


def _text(words: Sequence[Glyphs]) -> str:
    return strip_marks(" ".join(w.text for w in words)).lower()


def _alone_number(text: str) -> bool:
    return text.strip(" -–.").isdigit()
