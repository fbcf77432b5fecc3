"""Tables that a page's dump keeps in columns by runs of spaces (`pdftotext -layout`), rebuilt.

    TT   Mã mô đun   Tên mô đun                    Số tiết
                                               LT      Thực hành
    1    GVPT 01     Nâng cao phẩm chất        8       12
                     đạo đức nhà giáo

A column is what white space parts from top to bottom; a head may lie across such a channel, and is then the head of both.
A line that fills few of the columns goes on with the row above; the lines of a row that a blank line parts stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from extract.layout import Grid, GridCell
from extract.text_tables import Flattened
from schemas.document import Line, Paragraph

_PIECE: Final = re.compile(r"\S+(?: \S+)*")  # words with single spaces: what stands in one cell
_SUM: Final = re.compile(r"(?:tổng|cộng)(?!\w)", re.IGNORECASE)
_SECTION: Final = re.compile(r"(?:[A-H]|[IVX]{1,5})[.)]?$")
_AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_WIDE: Final = 3  # columns of a table; two side by side are as often a letter's own layout
_FEWEST: Final = 2  # lines with gaps that make a table
_BLANKS: Final = 2  # blank lines together that end one
_LONGEST: Final = 400  # characters of a line
_MOST: Final = 400  # lines of one table


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Row:
    """A row while it is put together: the pieces of each span of columns, top down."""

    cells: dict[tuple[int, int], list[Line]] = field(default_factory=dict)

    def add(self, span: tuple[int, int], text: str, line: Line) -> None:
        self.cells.setdefault(span, []).append(Line(text, bold=line.bold, page=line.page))


def aligned_tables(lines: Sequence[Line]) -> list[Flattened]:
    """The tables among `lines` whose columns stand aligned, in order."""
    found: list[Flattened] = []
    at = 0
    while at < len(lines):
        end = _reach(lines, at) if len(_pieces(lines[at])) >= _WIDE else at
        table = _table(lines[at:end]) if end - at >= _FEWEST else None
        if table is not None:
            found.append(Flattened(at, end, table))
        at = max(end, at + 1)
    return found


def _pieces(line: Line) -> list[_Piece]:
    if len(line.text) > _LONGEST:
        return []
    return [_Piece(m.start(), m.end(), m.group()) for m in _PIECE.finditer(line.text.expandtabs(8))]


def _reach(lines: Sequence[Line], first: int) -> int:
    """Where a table that begins at `first` ends: before two blank lines, or a line that lies across two of its channels."""
    used: list[bool] = []
    end, blank = first, 0
    for index in range(first, min(len(lines), first + _MOST)):
        pieces = _pieces(lines[index])
        if not pieces:
            blank += 1
            if blank >= _BLANKS or lines[index].text.strip():
                break
            continue
        grown = _with(used, pieces)
        if end > first and (
            _channels(grown) < _WIDE - 1 or (_channels(used) - _channels(grown) > 1 and len(pieces) < _WIDE)
        ):
            break
        if blank and len(pieces) == 1:
            break
        used, blank, end = grown, 0, index + 1
    return end


def _with(used: Sequence[bool], pieces: Sequence[_Piece]) -> list[bool]:
    grown = [*used, *[False] * (pieces[-1].end - len(used))]
    for piece in pieces:
        grown[piece.start : piece.end] = [True] * (piece.end - piece.start)
    return grown


def _channels(used: Sequence[bool]) -> int:
    """How many runs of two spaces and more part what is used."""
    runs = [(key, len(list(group))) for key, group in groupby(used)]
    return sum(not key and width >= 2 for key, width in runs[1:])


def _table(lines: Sequence[Line]) -> Grid | None:
    """The table that these lines are, or None: rows that fill its columns, and heads above them."""
    read = [(line, _pieces(line)) for line in lines]
    full = max(len(pieces) for _, pieces in read)
    columns = _columns([pieces for _, pieces in read], full)
    if len(columns) < _WIDE or sum(len(pieces) >= _WIDE for _, pieces in read) < _FEWEST:
        return None
    rows, head = _rows(read, columns)
    if len(rows) < _FEWEST:
        return None
    cells = [
        GridCell((Paragraph(tuple(parts)),), number, first, 1, last - first + 1)
        for number, row in enumerate(rows)
        for (first, last), parts in sorted(row.cells.items())
    ]
    return Grid(tuple(cells), header_rows=head or None)


def _columns(read: Sequence[Sequence[_Piece]], full: int) -> list[tuple[int, int]]:
    """The columns' reaches: of the lines that fill them all, widened from below by what lies in one of them alone."""
    used: list[bool] = []
    for pieces in read:
        if len(pieces) == full:
            used = _with(used, pieces)
    found: list[tuple[int, int]] = []
    start = None
    gap = 0
    for at, filled in enumerate([*used, False, False]):
        if filled:
            start = at if start is None else start
            gap = 0
        elif start is not None:
            gap += 1
            if gap == 2:
                found.append((start, at - 1))
                start = None
    for pieces in reversed(read):
        for piece in pieces:
            over = [i for i, (a, b) in enumerate(found) if piece.start < b and a < piece.end]
            if len(over) == 1:
                a, b = found[over[0]]
                found[over[0]] = min(a, piece.start), max(b, piece.end)
    return found


def _span(piece: _Piece, columns: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The columns that a piece lies over; one beside them all belongs to the nearest."""
    over = [i for i, (start, end) in enumerate(columns) if piece.start < end and start < piece.end]
    if over:
        return over[0], over[-1]
    middle = (piece.start + piece.end) / 2
    nearest = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
    return nearest, nearest


def _rows(read: Sequence[tuple[Line, list[_Piece]]], columns: Sequence[tuple[int, int]]) -> tuple[list[_Row], int]:
    """The rows, and how many at the top are heads: those before the first row that begins with a figure."""
    rows: list[_Row] = []
    parted = True
    for line, pieces in read:
        if not pieces:
            parted = True
            continue
        spans = [_span(piece, columns) for piece in pieces]
        goes_on = all(piece.text[:1].islower() for piece in pieces)
        fills = spans[0][0] == 0 or len(pieces) * 2 > len(columns)
        sums_up = bool(_SUM.match(pieces[0].text)) or any(p.text[:1].isdigit() for p in pieces[1:])
        if not rows or parted or ((fills or sums_up) and not goes_on) or _under(rows, spans):
            rows.append(_Row())
        for piece, span in zip(pieces, spans, strict=True):
            rows[-1].add(span, piece.text, line)
        parted = False
    head = next((n for n, row in enumerate(rows) if n and _opens_body(row)), 1)
    if head == 2:
        _spread(rows[0], rows[1], columns)
    return rows, min(head, len(rows) - 1)


def _spread(upper: _Row, lower: _Row, columns: Sequence[tuple[int, int]]) -> None:
    """Lay an upper head over the lower heads beside it that have none of their own: «Máy tính» over «Học sinh | Quản lý»."""
    covered = {c for first, last in upper.cells for c in range(first, last + 1)}
    for first, _ in lower.cells:
        beside = [span for span in upper.cells if first in (span[0] - 1, span[1] + 1) and span in _headed(upper, lower)]
        if first in covered or not beside:
            continue
        middle = sum(columns[first]) / 2
        near = min(beside, key=lambda span: abs((columns[span[0]][0] + columns[span[1]][1]) / 2 - middle))
        upper.cells[min(near[0], first), max(near[1], first)] = upper.cells.pop(near)
        covered.add(first)


def _headed(upper: _Row, lower: _Row) -> list[tuple[int, int]]:
    """The upper heads that have a lower one below them."""
    return [(a, b) for a, b in upper.cells if any(a <= first and last <= b for first, last in lower.cells)]


def _under(rows: Sequence[_Row], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a line holds lower heads: it parts a head of the row above, or stands where that row has none."""
    if len(rows) != 1 or _opens_body(rows[0]):
        return False
    covered = {c for first, last in rows[0].cells for c in range(first, last + 1)}
    parts = any(first <= a and b <= last for first, last in rows[0].cells if last > first for a, b in spans)
    return parts or any(first not in covered for first, _ in spans)


def _opens_body(row: _Row) -> bool:
    """Whether a row is of the body: it begins with a figure, or holds figures."""
    texts = [parts[0].text for _, parts in sorted(row.cells.items())]
    if _SECTION.match(texts[0]) or any(_AMOUNT.match(text) for text in texts):
        return True
    return texts[0][:1].isdigit() or sum(text[:1].isdigit() for text in texts) * 2 >= len(texts)


def lines_of(table: Flattened) -> Iterator[str]:
    """The texts of a table's cells, row by row, parted by tabs (for tests and eyes)."""
    for number, cells in groupby(table.grid.cells, key=lambda cell: cell.row):
        del number
        yield "\t".join(
            " ".join(line.text for block in cell.blocks if isinstance(block, Paragraph) for line in block.lines)
            for cell in cells
        )
