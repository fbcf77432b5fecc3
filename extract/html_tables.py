"""Tables of web pages: grid places of cells with `rowspan` and `colspan`, and whether lines are drawn round them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml.html import HtmlElement

from extract.layout import Grid, GridCell
from schemas.document import Block

_MOST: Final = 1000  # what a span may count at most, as browsers hold it
_PARTS: Final = ("thead", "tbody", "tfoot", "tr")

Content = Callable[[HtmlElement], list[Block]]
"""Reads a cell."""


def read_grid(table: HtmlElement, content: Content) -> Grid:
    """The grid of a `<table>`, its cells read by `content` in reading order."""
    cells: list[GridCell] = []
    nodes: list[HtmlElement] = []
    taken: set[tuple[int, int]] = set()
    rows = list(_rows(table))
    for index, row in enumerate(rows):
        column = 0
        for node in row:
            if node.tag not in ("td", "th"):
                continue
            while (index, column) in taken:
                column += 1
            width = span(node, "colspan")
            height = min(span(node, "rowspan"), len(rows) - index)
            taken.update((index + down, column + across) for down in range(height) for across in range(width))
            shaded = bool(node.get("bgcolor")) or "background" in styles(node)
            cells.append(GridCell(tuple(content(node)), index, column, height, width, shaded))
            nodes.append(node)
            column += width
    header = next((i for i, row in enumerate(rows) if not _heads(row)), len(rows))
    return Grid(tuple(cells), _is_ruled(table, nodes, len(rows)), header or None)


def span(node: HtmlElement, name: str) -> int:
    """The number of places that a cell covers by its attribute `name`."""
    match = re.match(r"\s*(\d+)", node.get(name, ""))
    return min(max(int(match[1]), 1), _MOST) if match else 1


def styles(node: HtmlElement) -> dict[str, str]:
    """The declarations of the `style` attribute, in lower case."""
    pairs = (part.partition(":") for part in node.get("style", "").lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of a table, not those of tables inside it; a head first, a foot last, as browsers set them."""
    parts = [child for child in table if child.tag in _PARTS]
    order = {"thead": 0, "tfoot": 2}
    for part in sorted(parts, key=lambda node: order.get(node.tag, 1)):
        if part.tag == "tr":
            yield part
        else:
            yield from (row for row in part if row.tag == "tr")


def _heads(row: HtmlElement) -> bool:
    """Whether a row names columns: it stands in `<thead>` or holds only `<th>`."""
    parent = row.getparent()
    cells = [node.tag for node in row if node.tag in ("td", "th")]
    return (parent is not None and parent.tag == "thead") or (bool(cells) and "td" not in cells)


def _is_ruled(table: HtmlElement, cells: list[HtmlElement], rows: int) -> bool:
    """Whether the table shows lines; where only a style sheet could tell, by its head or its size."""
    border = table.get("border")
    if border is not None and border.strip() not in ("", "0"):
        return True
    drawn = [answer for node in cells if (answer := _border(node)) is not None]
    if drawn:
        return 2 * sum(drawn) >= len(cells)
    stated = _border(table)
    if stated is not None and stated:
        return True
    if any(node.tag == "th" for node in cells) or re.search(r"border|grid|table", table.get("class", "")):
        return True
    columns = len(cells) / rows if rows else 0
    return border is None and stated is None and rows > 2 and columns > 2


def _border(node: HtmlElement) -> bool | None:
    """Whether the node's own style draws a border; None where it says nothing of one."""
    values = [
        value
        for name, value in styles(node).items()
        if name.startswith(("border", "mso-border")) and not name.endswith(("collapse", "spacing", "radius"))
    ]
    if not values:
        return None
    return any(not re.match(r"(?:none|hidden|0|medium none)(?:\s|$|p)|initial|inherit", value) for value in values)
