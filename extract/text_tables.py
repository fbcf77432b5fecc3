"""Tables that a conversion to text flattened with tabs, rebuilt.

Two ways to flatten are known. Converters of Word files write a tab before each cell, cells may go on over lines
without a tab, and a blank line ends a row:

    →Tháng            Spreadsheets and pasted tables write a row a line:
    →Nội dung
                      Tháng→Nội dung
    →5/2031           5/2031→Nộp báo cáo
    →Nộp báo cáo

Merged cells come out as empty ones (a cell that goes on from above) or are missing (one that goes on to the right);
spans are given back by counting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from extract.layout import Grid, GridCell, is_letterhead, is_sign_off
from extract.line_starts import goes_on, is_closed, start
from schemas.document import Line, Paragraph

_LONGEST: Final = 800  # characters that a cell's later paragraphs may hold together
_PARAGRAPH: Final = 200  # characters of a line that is no cell's where a blank line is before it
_WIDEST: Final = 24  # columns
_SENTENCE: Final = 60  # characters: cells are shorter than paragraphs that begin with a tab


@dataclass(frozen=True, slots=True)
class Flattened:
    """Lines `start` … `end` (exclusive) are a table."""

    start: int
    end: int
    grid: Grid


@dataclass(slots=True)
class _Cell:
    lines: list[Line] = field(default_factory=list)
    opens_row: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.lines).strip()


def tables(lines: Sequence[Line]) -> list[Flattened]:
    """The tables flattened with a tab before each cell."""
    found: list[Flattened] = []
    at = 0
    while at < len(lines):
        if not lines[at].text.startswith("\t"):
            at += 1
            continue
        end, cells = _stretch(lines, at)
        rows = _rows(cells)
        if _is_table(rows):
            found.append(Flattened(at, end, _grid(rows)))
        at = end
    return found


def row_tables(lines: Sequence[Line]) -> list[Flattened]:
    """The tables with a row a line, cells parted by tabs: three columns and more, or two that are always filled."""
    found: list[Flattened] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and "\t" in lines[end].text.strip(" "):
            end += 1
        rows = [[_Cell([_part(line, text)]) for text in line.text.strip(" ").split("\t")] for line in lines[at:end]]
        if len(rows) > 1 and _is_row_table(rows):
            found.append(Flattened(at, end, _grid(rows)))
        at = max(end, at + 1)
    return found


def _stretch(lines: Sequence[Line], first: int) -> tuple[int, list[_Cell]]:
    """The cells from `first` on, and the index after the last one's lines."""
    cells: list[_Cell] = []
    end = first
    blank = False
    for index in range(first, len(lines)):
        text = lines[index].text
        if text.startswith("\t"):
            if cells and not _belongs(lines[end:index]):
                break
            if cells:
                cells[-1].lines.extend(lines[end:index])
            parts = text[1:].split("\t")
            cells.extend(_Cell([_part(lines[index], part)]) for part in parts)
            cells[-len(parts)].opens_row = blank or len(parts) > 1
            end = index + 1
            blank = False
        else:
            blank = not text.strip()
    last = end
    while last < len(lines) and lines[last].text.strip() and not lines[last].text.startswith("\t"):
        last += 1
    cells[-1].lines.extend(lines[end:last])
    return last, cells


def _belongs(between: Sequence[Line]) -> bool:
    """Whether lines between two tabbed ones are a cell's own: not past two blank lines, not the letter's own text."""
    texts = [line.text.strip() for line in between]
    if sum(map(len, texts)) > _LONGEST:
        return False
    blank = 0
    for text in texts:
        if not text:
            blank += 1
            continue
        label = start(text)
        if blank > 1 or (blank and (len(text) > _PARAGRAPH or (label and label.kind == "address"))):
            return False
        blank = 0
    return True


def _rows(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """Cells by rows: cut where a cell opens one, put together again where a cell's own blank line cut a row."""
    rows: list[list[_Cell]] = [[]]
    for cell in cells:
        if cell.opens_row and rows[-1]:
            rows.append([])
        rows[-1].append(cell)
    if all(len(row) == 1 for row in rows) and len(rows) <= 3:
        return [[cell for row in rows for cell in row]]
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    width = max(width, *(len(row) for row in rows))
    merged: list[list[_Cell]] = []
    for index, row in enumerate(rows):
        above = merged[-1] if merged else []
        below = rows[index + 1] if index + 1 < len(rows) else []
        if above and (len(above) + len(row) == width or len(above) < _leading_empty(below) <= len(above) + len(row)):
            above.extend(row)
        else:
            merged.append(list(row))
    return merged


def _leading_empty(row: Sequence[_Cell]) -> int:
    return next((index for index, cell in enumerate(row) if cell.text), len(row))


def _is_table(rows: Sequence[Sequence[_Cell]]) -> bool:
    """Whether the cells are a table's and not paragraphs that begin with a tab."""
    cells = [cell for row in rows for cell in row]
    texts = ["\n".join(line.text for line in cell.lines) for cell in cells]
    if len(cells) > 1 and any(is_letterhead(text) or is_sign_off(text) for text in texts):
        return True
    widths = Counter(len(row) for row in rows)
    width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    filled = [cell.text for cell in cells if cell.text]
    if len(rows) < 2 or not 1 < width <= _WIDEST or count * 2 < len(rows) or not filled:
        return False
    return len(filled) < len(cells) or median(map(len, filled)) < _SENTENCE or not all(map(is_closed, filled))


def _is_row_table(rows: Sequence[Sequence[_Cell]]) -> bool:
    width = max(len(row) for row in rows)
    if width > 2:
        return sum(len(row) == width for row in rows) * 2 >= len(rows)
    return len(rows) > 2 and all(len(row) == 2 and all(cell.text for cell in row) for row in rows)


def _grid(rows: Sequence[Sequence[_Cell]]) -> Grid:
    columns = max(len(row) for row in rows)
    head = _head(rows)
    widths = _widths(rows, columns, head)
    cells: list[GridCell] = []
    above: dict[int, int] = {}  # by column, the index in `cells` of the cell that reaches down to the row above
    for number, (row, spans) in enumerate(zip(rows, widths, strict=True)):
        column, leading = 0, True
        for cell, span in zip(row, spans, strict=True):
            leading = leading and not cell.text
            top = above.get(column)
            if not cell.text and top is not None and cells[top].column_span == span and (leading or number < head):
                old = cells[top]
                cells[top] = GridCell(old.blocks, old.row, old.column, old.row_span + 1, old.column_span)
            else:
                above[column] = len(cells)
                cells.append(GridCell(tuple(_paragraphs(cell)), number, column, 1, span))
            column += span
    return Grid(tuple(sorted(cells, key=lambda c: (c.row, c.column))), header_rows=head or None)


def _head(rows: Sequence[Sequence[_Cell]]) -> int:
    """Rows at the top that name columns: down to the first one that is followed by no row begun with empty cells."""
    head = 0
    while head + 1 < len(rows) and _leading_empty(rows[head + 1]) > 0 and len(rows[head]) < len(rows[head + 1]):
        head += 1
    if len(rows) < 2 or len(rows[0]) < 2 or not all(cell.text for cell in rows[0]):
        return 0
    return 0 if any(cell.text[:1].isdigit() for cell in rows[0]) else head + 1


def _widths(rows: Sequence[Sequence[_Cell]], columns: int, head: int) -> list[list[int]]:
    """How many columns each cell covers; a short row is laid over the row below it, or over the whole width."""
    found: list[list[int]] = [[] for _ in rows]
    for number in range(len(rows) - 1, -1, -1):
        row = rows[number]
        missing = columns - len(row)
        if missing == 0:
            found[number] = [1] * columns
        elif number < head and len(row) < len(rows[number + 1]):
            found[number] = _laid_over(len(row), rows[number + 1], found[number + 1])
        elif row[-1].text[:1].isdigit() and len(row) > 1:  # «Tổng cộng» across, its figures under their columns
            found[number] = [1 + missing, *[1] * (len(row) - 1)]
        else:
            found[number] = [*[1] * (len(row) - 1), 1 + missing]
    return found


def _laid_over(count: int, below: Sequence[_Cell], widths: Sequence[int]) -> list[int]:
    """Widths of `count` cells above the cells `below`: one each over empty ones, the first filled run takes the rest."""
    found: list[int] = []
    at = 0
    spare = len(below) - count
    for _ in range(count):
        take = 1
        if at < len(below) and below[at].text:
            while spare and at + take < len(below) and below[at + take].text:
                take, spare = take + 1, spare - 1
        found.append(sum(widths[at : at + take]))
        at += take
    found[-1] += sum(widths[at:])
    return found


def _paragraphs(cell: _Cell) -> Iterator[Paragraph]:
    """A cell's paragraphs: a line each, but for lines that go on with a small letter."""
    group: list[Line] = []
    for line in cell.lines:
        if not line.text.strip():
            continue
        if group and not (goes_on(line.text) and not is_closed(group[-1].text)):
            yield Paragraph(tuple(group))
            group = []
        group.append(line)
    if group:
        yield Paragraph(tuple(group))


def _part(line: Line, text: str) -> Line:
    return Line(text.strip(), bold=line.bold)
