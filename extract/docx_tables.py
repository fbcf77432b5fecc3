"""Word tables: grid places and spans of cells, which of them have lines round them, which rows head the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from extract.docx_package import W, flag, number, val
from extract.docx_styles import Styles
from extract.layout import Grid, GridCell
from schemas.document import Block

_SIDES: Final = ("top", "bottom", "left", "right")
_INSIDE: Final = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
_SYNONYMS: Final = {"left": "start", "right": "end"}
_HAIR: Final = 100  # twentieths of a point: grid lines nearer than this are one line
_INVISIBLE: Final = ("nil", "none")

Content = Callable[[etree._Element, str | None], list[Block]]
"""Reads a cell: its element and the table's style, which the cell's text inherits from."""


@dataclass(slots=True)
class _Place:
    """A cell on its way into the grid; `above` where it only goes on from the row above."""

    node: etree._Element
    row: int
    column: int
    width: int
    above: bool
    height: int = 1


def read_grid(table: etree._Element, styles: Styles, content: Content) -> Grid:
    """The grid of `table` (`w:tbl`), its cells read by `content` in reading order.

    Rows and cells that a tracked change took away are left out. A merged cell stands once, at its top left place.
    """
    rows = list(_rows(table))
    places = _snapped([place for index, row in enumerate(rows) for place in _places(row, index)], table)
    merged = _merge(places)
    properties = table.find(f"{W}tblPr")
    style = val(properties, "tblStyle")
    last_row, last_column = len(rows), max((p.column + p.width for p in places), default=0)
    edges = _Edges(properties, style, styles, last_row, last_column)
    drawn = sum(edges.drawn(place) >= 2 for place in merged)
    cells = tuple(
        GridCell(
            tuple(content(place.node, style)),
            place.row,
            place.column,
            place.height,
            place.width,
            shaded=_shaded(place.node),
        )
        for place in merged
    )
    return Grid(cells, ruled=2 * drawn >= len(merged), header_rows=_stated_header(rows))


def _rows(node: etree._Element) -> Iterator[etree._Element]:
    """The rows, also those wrapped in content controls; deleted ones are left out."""
    for child in node:
        if child.tag == f"{W}tr":
            properties = child.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                yield child
        elif isinstance(child.tag, str) and child.tag not in (f"{W}tblPr", f"{W}tblGrid"):
            yield from _rows(child)


def _cells(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag == f"{W}tc":
            if child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif isinstance(child.tag, str) and child.tag not in (f"{W}trPr", f"{W}tblPrEx"):
            yield from _cells(child)


def _places(row: etree._Element, index: int) -> Iterator[_Place]:
    column = number(val(row.find(f"{W}trPr"), "gridBefore")) or 0
    for cell in _cells(row):
        properties = cell.find(f"{W}tcPr")
        width = max(number(val(properties, "gridSpan")) or 1, 1)
        vertical = None if properties is None else properties.find(f"{W}vMerge")
        above = vertical is not None and vertical.get(f"{W}val", "continue") == "continue"
        yield _Place(cell, index, column, width, above)
        column += width


def _snapped(places: list[_Place], table: etree._Element) -> list[_Place]:
    """Cells whose edges differ by a hair's breadth (dragged by hand) begin in one column."""
    widths = [number(column.get(f"{W}w")) or 0 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not widths or min(widths) >= _HAIR or max(p.column + p.width for p in places) > len(widths):
        return places
    index, snapped, distance = 0, [0], 0
    for width in widths:
        distance += width
        if distance >= _HAIR:
            index, distance = index + 1, 0
        snapped.append(index)
    moved = [
        replace(p, column=snapped[p.column], width=snapped[p.column + p.width] - snapped[p.column]) for p in places
    ]
    return moved if all(place.width for place in moved) else places


def _merge(places: list[_Place]) -> list[_Place]:
    """Cells that go on from above lengthen the cell there; one with nothing above stands for itself."""
    kept: list[_Place] = []
    tops: dict[int, _Place] = {}  # by column, the cell that ends in the row above or in this one
    for place in places:
        top = tops.get(place.column)
        if place.above and top is not None and top.row + top.height == place.row and top.width == place.width:
            top.height += 1
            continue
        if val(place.node.find(f"{W}tcPr"), "hMerge") == "continue" and kept and kept[-1].row == place.row:
            kept[-1].width += place.width
            continue
        tops[place.column] = place
        kept.append(place)
    return kept


class _Edges:
    """Which sides of a cell have a line: its own word first, then the table's, then the table style's."""

    def __init__(
        self, properties: etree._Element | None, style: str | None, styles: Styles, rows: int, columns: int
    ) -> None:
        own = None if properties is None else properties.find(f"{W}tblBorders")
        chain = (node.find(f"{W}tblPr/{W}tblBorders") for node in styles.chain(style))
        self._tables = [holder for holder in (own, *chain) if holder is not None]
        self._rows = rows
        self._columns = columns

    def drawn(self, place: _Place) -> int:
        """How many of the cell's four sides are drawn."""
        own = place.node.find(f"{W}tcPr/{W}tcBorders")
        exceptions = place.node.find(f"../{W}tblPrEx/{W}tblBorders")
        outer = {
            "top": place.row == 0,
            "bottom": place.row + place.height == self._rows,
            "left": place.column == 0,
            "right": place.column + place.width == self._columns,
        }
        count = 0
        for side in _SIDES:
            shared = side if outer[side] else _INSIDE[side]
            answers = [_visible(own, side), *(_visible(h, shared) for h in (exceptions, *self._tables))]
            count += next((answer for answer in answers if answer is not None), False)
        return count


def _visible(holder: etree._Element | None, side: str) -> bool | None:
    """Whether `holder` draws `side`; None where it does not say."""
    if holder is None:
        return None
    line = holder.find(W + side)
    if line is None and side in _SYNONYMS:
        line = holder.find(W + _SYNONYMS[side])
    if line is None:
        return None
    white = line.get(f"{W}color", "auto").upper() == "FFFFFF"
    return line.get(f"{W}val", "nil") not in _INVISIBLE and not white


def _shaded(cell: etree._Element) -> bool:
    shade = cell.find(f"{W}tcPr/{W}shd")
    return shade is not None and shade.get(f"{W}fill", "auto").upper() not in ("AUTO", "FFFFFF")


def _stated_header(rows: list[etree._Element]) -> int | None:
    """Rows at the top marked to repeat on each page; None where none is."""
    count = 0
    for row in rows:
        if not flag(row.find(f"{W}trPr/{W}tblHeader"), False):
            break
        count += 1
    return count or None
