"""Ruled tables of a PDF page: words put into the cells that the lines enclose; tables that run over a page break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract import layout
from extract import line_starts as starts
from extract.lattice import Lattice, lattices
from extract.paragraphs import join, measure
from extract.pdf_glyphs import Glyphs
from extract.pdf_lines import line, rows
from extract.pdf_rules import Drawn
from schemas.document import Block, Box, Cell, Paragraph, Table
from vietnamese.letters import fold, strip_marks

_PADDING = 5.4  # points: Word's usual distance between a cell's border and its text
_SAME_COLUMN = 4.0  # points: borders of one column on two pages are no further apart
_NO_SIGN = re.compile(r"[\W_]+")
_ORDINAL = ("stt", "tt", "sott", "sothutu")


def tables(words: Sequence[Glyphs], lines: Drawn) -> tuple[list[tuple[Box, list[Block]]], list[Glyphs]]:
    """The ruled tables of a page, each with its box and what a reader sees of it, and the words outside of them."""
    found: list[tuple[Box, list[Block]]] = []
    rest = list(words)
    for lattice in lattices(lines.level, lines.upright) if lines.upright else []:
        held: dict[int, list[Glyphs]] = {}
        outside: list[Glyphs] = []
        for word in rest:
            index = lattice.cell_at((word.x0 + word.x1) / 2, word.base - word.style.size / 3)
            (outside if index is None else held.setdefault(index, [])).append(word)
        if not held:
            continue
        rest = outside
        found.append((lattice.box, _blocks(lattice, held)))
    return found, rest


def _blocks(lattice: Lattice, held: dict[int, list[Glyphs]]) -> list[Block]:
    cells = tuple(
        layout.GridCell(_paragraphs(held.get(i, ()), lattice.box_of(p)), p.row, p.column, p.rows, p.columns)
        for i, p in enumerate(lattice.places)
    )
    return [_placed(b, lattice) if isinstance(b, Table) else b for b in layout.blocks(layout.Grid(cells))]


def _paragraphs(words: Sequence[Glyphs], box: Box) -> tuple[Paragraph, ...]:
    """The paragraphs of a cell; its width, not its longest line, says where a line is full."""
    if not words:
        return ()
    lines = [line(row) for row in rows(words)]
    left = min(one.box[0] for one in lines if one.box)
    padding = max(min(_PADDING, left - box[0]), 0)
    column = replace(measure(lines), left=box[0] + padding, right=box[2] - padding, first=None)
    return tuple(join(lines, measured=column))


def _placed(table: Table, lattice: Lattice) -> Table:
    """`table` with boxes, and with its header rows, which an ordinal column («STT») tells where type does not."""
    cells = table.cells
    if len(cells) == len(lattice.places):
        boxes = [lattice.box_of(p) for p in lattice.places]
        cells = tuple(replace(c, box=_rounded(b)) for c, b in zip(cells, boxes, strict=True))
    header = table.header_rows or _header_by_form(cells, table.columns)
    return replace(table, cells=cells, box=_rounded(lattice.box), header_rows=min(header, table.rows - 1))


def _header_by_form(cells: Sequence[Cell], columns: int) -> int:
    """Header rows that the form tells: an ordinal column («STT»), or titles over several columns beside deeper ones."""
    top = [c for c in cells if c.row == 0]
    deepest = max((c.row_span for c in top), default=0)
    if top and fold(top[0].text).replace(" ", "") in _ORDINAL:
        return deepest
    over_several = any(1 < c.column_span < columns and c.row_span < deepest for c in top)
    return deepest if over_several and deepest > 1 else 0


def _rounded(box: Box) -> Box:
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


def goes_on(above: Table, below: Table) -> bool:
    """Whether `below`, first on its page, has the columns of `above`, last on the page before."""
    a, b = _borders(above), _borders(below)
    if not a or not b or above.columns != below.columns:
        return False
    return len(a) == len(b) and all(abs(x - y) <= _SAME_COLUMN for x, y in zip(a, b, strict=True))


def _borders(table: Table) -> list[float]:
    """The x of the left borders of a table's columns, and of its right border."""
    found: dict[int, float] = {}
    for cell in table.cells:
        if cell.box is None:
            return []
        found.setdefault(cell.column, cell.box[0])
        found.setdefault(cell.column + cell.column_span, cell.box[2])
    return [found[column] for column in sorted(found)]


def appended(above: Table, below: Table, page: int) -> Table:
    """`above` with the rows of `below`, which stands on `page`: its repeated header dropped, a cut row put together."""
    skip = _repeated(above, below)
    rest = [on_page(c, page) for c in below.cells if c.row >= skip]
    cells = list(above.cells)
    first = [c for c in rest if c.row == skip]
    if _is_cut_row(above, first):
        cells, rest = _with_cut_row(above, first), [c for c in rest if c.row > skip]
        skip += 1
    rows = above.rows + below.rows - skip
    cells, rest = _with_cut_spans(cells, rest, above.rows, skip)
    moved = [replace(c, row=c.row + above.rows - skip) for c in rest]
    return replace(above, cells=(*cells, *moved), rows=rows)


def on_page(cell: Cell, page: int) -> Cell:
    """`cell` with lines that say on which page they stand."""
    paragraphs = tuple(
        replace(p, lines=tuple(replace(one, page=one.page or page) for one in p.lines)) for p in cell.paragraphs
    )
    return replace(cell, paragraphs=paragraphs)


def _repeated(above: Table, below: Table) -> int:
    """How many rows at the top of `below` repeat those at the top of `above`."""
    count = 0
    while count < min(below.rows - 1, above.rows) and _row(above, count) == _row(below, count) != []:
        count += 1
    return count


def _row(table: Table, row: int) -> list[tuple[int, str]]:
    """The letters and figures of a row by column: recognition, or another break of lines, changes marks and spaces."""
    found = [(c.column, _NO_SIGN.sub("", strip_marks(fold(c.text)))) for c in table.cells if c.row == row]
    return found if any(text for _, text in found) else []


def _with_cut_spans(cells: list[Cell], rest: list[Cell], rows: int, skip: int) -> tuple[list[Cell], list[Cell]]:
    """Cells merged over several rows that the page break cuts: the empty half below is added to the half above."""
    halves = {c.column: c for c in rest if c.row == skip and c.row_span > 1 and not c.text}
    longer = []
    for cell in cells:
        half = halves.get(cell.column)
        if half and cell.row + cell.row_span == rows and half.column_span == cell.column_span and cell.text:
            rest = [c for c in rest if c is not half]
            cell = replace(cell, row_span=cell.row_span + half.row_span)
        longer.append(cell)
    return longer, rest


def _is_cut_row(above: Table, first: Sequence[Cell]) -> bool:
    """Whether the row `first` goes on with the last row of `above`.

    It does where rows are numbered and it has no number, or where its words go on with those above.
    """
    last = {c.column: c for c in above.cells if c.row + c.row_span == above.rows}
    filled = [c for c in first if c.text]
    if not filled or any(c.row_span > 1 for c in first) or any(c.column not in last for c in filled):
        return False
    if 2 * sum(_is_cut(last[c.column].text, c.text) for c in filled) >= len(filled):
        return True
    leads = [c for c in above.cells if c.column == 0 and c.row >= above.header_rows]
    numbered = len(leads) > 1 and sum(bool(c.text) for c in leads) > 0.8 * len(leads)
    return numbered and not first[0].text and [c.column for c in first] == list(last) and len(filled) < len(first)


def _with_cut_row(above: Table, first: Sequence[Cell]) -> list[Cell]:
    more = {c.column: c.paragraphs for c in first}
    return [
        replace(c, paragraphs=_run_on(c.paragraphs, more.get(c.column, ()))) if c.row + c.row_span == above.rows else c
        for c in above.cells
    ]


def _run_on(above: tuple[Paragraph, ...], below: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs of a cut cell, the one that the page break cuts put together."""
    if not above or not below or not _is_cut(above[-1].text, below[0].text):
        return (*above, *below)
    whole = replace(above[-1], lines=(*above[-1].lines, *below[0].lines))
    return (*above[:-1], whole, *below[1:])


def _is_cut(above: str, below: str) -> bool:
    if starts.start(below):
        return starts.is_range(above, below)
    return starts.goes_on(below) and bool(above) and not starts.is_closed(above)
