"""Tables as laid out on the page: which are data, and which only place text side by side.

Offices set the letterhead («tên cơ quan | Quốc hiệu») and the sign-off («Nơi nhận | chữ ký») in tables without lines.
Readers hand every table over as a `Grid`; `blocks` answers with what a reader of the page sees:

- a table with lines is a `Table`, whatever it holds, unless it is a letterhead or a sign-off;
- a letterhead, a sign-off, or any table without lines in one row is `Paragraph`s, column by column
  (`Paragraph.column` 0, 1 …): the left column whole, then the right one;
- a frame round one cell, or a table in which only one column holds text, is what it holds;
- other tables without lines stay a `Table` with `ruled=False`, read row by row.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

from schemas.document import Align, Block, Cell, Line, Paragraph, Table, Zone
from vietnamese.letters import fold, nfc

_LAYOUT_ROWS: Final = 8  # letterheads and sign-offs are short; a longer table is data


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as read: its blocks (tables may be nested), its place and spans, whether it has a coloured ground."""

    blocks: tuple[Block, ...]
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    shaded: bool = False


@dataclass(frozen=True)
class Grid:
    """A table as read, by row then column. `header_rows` is what the file says, None where it says nothing."""

    cells: tuple[GridCell, ...]
    ruled: bool = True
    header_rows: int | None = None

    @cached_property
    def rows(self) -> int:
        """Number of rows."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @cached_property
    def columns(self) -> int:
        """Number of grid columns."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)


def blocks(grid: Grid) -> list[Block]:
    """What a reader of the page sees of `grid` (see the module's text)."""
    filled = [cell for cell in grid.cells if _words(cell)]
    if not filled:
        return []
    if len(grid.cells) == 1 or (not grid.ruled and len({cell.column for cell in filled}) == 1):
        return [block for cell in filled for block in cell.blocks]
    columns = _columns(filled)
    if len(columns) <= 3 and grid.rows <= _LAYOUT_ROWS:
        if _is_form(grid, filled):
            return list(_stacked_blocks(_side_by_side(filled, columns)))
        if not grid.ruled and len({cell.row for cell in filled}) == 1:
            return list(_side_by_side(filled, columns))
    return [table(grid)]


def table(grid: Grid) -> Table:
    """`grid` as a table; tables nested in a cell become paragraphs of the cell, in order."""
    grid = _compact(grid)
    cells = tuple(
        Cell(tuple(flat(cell.blocks)), cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells
    )
    return Table(cells, grid.rows, grid.columns, ruled=grid.ruled, header_rows=_header_rows(grid, cells))


def _compact(grid: Grid) -> Grid:
    """`grid` without rows and columns in which no cell begins: they come from lines that no longer part anything."""
    columns = sorted({cell.column for cell in grid.cells})
    rows = sorted({cell.row for cell in grid.cells})
    if len(columns) == grid.columns and len(rows) == grid.rows:
        return grid
    cells = tuple(
        replace(
            cell,
            row=bisect_left(rows, cell.row),
            column=bisect_left(columns, cell.column),
            row_span=bisect_left(rows, cell.row + cell.row_span) - bisect_left(rows, cell.row),
            column_span=bisect_left(columns, cell.column + cell.column_span) - bisect_left(columns, cell.column),
        )
        for cell in grid.cells
    )
    stated = grid.header_rows
    return Grid(cells, grid.ruled, None if stated is None else bisect_left(rows, stated))


def flat(found: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs of `found`, those of tables cell by cell."""
    for block in found:
        if isinstance(block, Table):
            for cell in block.cells:
                yield from cell.paragraphs
        else:
            yield block


def is_letterhead(text: str) -> bool:
    """Whether `text` holds the national emblem's words or the Party's, which stand in letterheads alone."""
    return _letterhead().search(fold(nfc(text))) is not None


def is_sign_off(text: str) -> bool:
    """Whether a line of `text` opens the list of recipients («Nơi nhận:») that stands beside the signature."""
    return any(_recipients().match(fold(nfc(line))) for line in text.splitlines())


@cache
def _letterhead() -> re.Pattern[str]:
    return re.compile(
        r"cong hoa xa hoi chu nghia viet nam|doc lap ?[-–—.] ?tu do ?[-–—.] ?hanh phuc|^dang cong san viet nam$",
        re.MULTILINE,
    )


def stacked(lines: Iterable[Line], column: int | None, align: Align | None = None) -> Iterator[Paragraph]:
    """The paragraphs of a column of a letterhead or sign-off: a line each, but for a subject or an item that goes on."""
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line.text):
            yield Paragraph(tuple(group), align, column=column)
            group = []
        group.append(line)
    if group:
        yield Paragraph(tuple(group), align, column=column)


def is_item(text: str) -> bool:
    """Whether a line of a list of recipients opens an item («- Như trên;», «Lưu: VT.»)."""
    key = fold(nfc(text))
    return len(key) > 1 and key.startswith(("-", "–", "+", "*", "•", "luu"))


def _goes_on(group: Sequence[Line], text: str) -> bool:
    first, last = fold(nfc(group[0].text)), group[-1].text.rstrip()
    if is_item(text) or _number().match(fold(nfc(text))):
        return False
    return first.startswith(("v/v", "ve viec")) or (is_item(first) and not last.endswith((";", ".")))


def _stacked_blocks(found: Iterable[Block]) -> Iterator[Block]:
    for block in found:
        if isinstance(block, Paragraph) and block.column is not None:
            yield from stacked(block.lines, block.column, block.align)
        else:
            yield block


@cache
def _recipients() -> re.Pattern[str]:
    return re.compile(r"noi nhan ?(?::|$)")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"so ?[:.]|so \d")


def _is_form(grid: Grid, filled: Sequence[GridCell]) -> bool:
    """Whether the table sets a letterhead or a sign-off."""
    texts = [_words(cell) for cell in filled]
    if any(is_letterhead(text) for text in texts):
        return True
    return any(is_sign_off(text) for text in texts) and (not grid.ruled or grid.rows <= 2)


def _columns(filled: Sequence[GridCell]) -> list[int]:
    """Where the columns of a layout begin: at the cells that have another beside them."""
    rows = Counter(cell.row for cell in filled)
    return sorted({cell.column for cell in filled if rows[cell.row] > 1})


def _side_by_side(filled: Sequence[GridCell], columns: Sequence[int]) -> Iterator[Block]:
    """Column by column between rows that go across; a row across is plain text of its own."""
    rows = Counter(cell.row for cell in filled)
    band: list[GridCell] = []
    for cell in filled:
        covered = [column for column in columns if cell.column <= column < cell.column + cell.column_span]
        if rows[cell.row] == 1 and (len(covered) > 1 or cell.column not in columns):
            yield from _band(band, columns)
            band = []
            yield from cell.blocks
        else:
            band.append(cell)
    yield from _band(band, columns)


def _band(band: Sequence[GridCell], columns: Sequence[int]) -> Iterator[Block]:
    for number, column in enumerate(columns):
        for cell in band:
            if cell.column == column:
                for block in cell.blocks:
                    if isinstance(block, Paragraph) and block.zone is Zone.BODY and block.column is None:
                        yield replace(block, column=number)
                    else:
                        yield block


def _words(cell: GridCell) -> str:
    return "\n".join(paragraph.text for paragraph in flat(cell.blocks)).strip()


def _header_rows(grid: Grid, cells: Sequence[Cell]) -> int:
    """Rows at the top that name the columns: those that the file says, else those set apart from the rows below."""
    across = {cell.row for cell in cells if cell.column_span == grid.columns > 1}  # titles of sections, not of columns
    if grid.header_rows is not None and grid.header_rows < grid.rows:
        return next((row for row in range(1, grid.header_rows) if row in across), grid.header_rows)
    if grid.rows < 2 or not grid.ruled:
        return 0
    shaded = {(cell.row, cell.column): cell.shaded for cell in grid.cells}
    top = [cell for cell in cells if cell.row == 0]
    end = max((cell.row_span for cell in top), default=1)
    below = [cell for cell in cells if cell.row == end]
    if end >= grid.rows or len(top) < 2:
        return 0
    traits = (_bold, _centred, lambda cell: shaded[cell.row, cell.column])
    if not any(_all(top, trait) and not _all(below, trait) for trait in traits):
        return 0
    return end + 1 if _counts(below) and end + 1 < grid.rows else end


def _all(cells: Sequence[Cell], trait: Callable[[Cell], bool]) -> bool:
    filled = [cell for cell in cells if cell.text.strip()]
    return bool(filled) and all(trait(cell) for cell in filled)


def _bold(cell: Cell) -> bool:
    return all(line.bold for paragraph in cell.paragraphs for line in paragraph.lines)


def _centred(cell: Cell) -> bool:
    return all(paragraph.align is Align.CENTER for paragraph in cell.paragraphs if paragraph.text)


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether a row only counts the columns («(1)», «(2)», «(3)» or «1», «2», «3»)."""
    numbers = [cell.text.strip("() ") for cell in cells]
    return len(numbers) > 2 and all(n.isdigit() and int(n) == i for i, n in enumerate(numbers, start=1))
