"""Ruled tables read cell by cell: the cells' pictures, one under another, in one picture that is read once.

Read as part of the page, the lines of neighbouring cells run together; read one by one, each cell costs the start of
the program. On one sheet, each cell keeps its own lines and the program starts once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.lattice import Lattice
from extract.ocr.clean import INK, Picture
from extract.ocr.tesseract import Token

if TYPE_CHECKING:
    from extract.ocr.clean import Pixels

_INSET = 1.2  # points: what of a border may be left at the edge of a cell
_GAP = 0.12  # inch of paper between two cells
_TALLEST = 9000  # pixels of a sheet; Tesseract takes 32,767
_LEAST_INK = 12  # pixels: a cell with less is empty


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of the page's picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pictures of cells one under another, and for each where it stands on the sheet and on the page."""

    picture: Picture
    cells: tuple[tuple[int, Patch], ...]  # top on the sheet, place on the page
    margin: int

    def on_page(self, tokens: Iterable[Token], first_block: int) -> Iterator[Token]:
        """The words of the sheet, given in its pixels, in those of the page; a cell is a block, numbered anew."""
        tops = [top for top, _ in self.cells]
        for token in tokens:
            index = max(bisect_right(tops, (token.top + token.bottom) / 2) - 1, 0)
            top, cell = self.cells[index]
            right, down = cell.left - self.margin, cell.top - top
            yield replace(
                token,
                left=token.left + right,
                right=token.right + right,
                top=token.top + down,
                bottom=token.bottom + down,
                line=(first_block + index, 0, _line(token)),
            )


def _line(token: Token) -> int:
    """One number for a line of the sheet."""
    block, paragraph, line = token.line
    return (block * 1000 + paragraph) * 1000 + line


def sheets(page: Picture, lattices: Sequence[Lattice], slope: float) -> Iterator[Sheet]:
    """The cells of `lattices` that hold ink, on as many sheets as they need."""
    margin = round(_GAP * page.dpi)
    some: list[Patch] = []
    height = 0
    for lattice in lattices:
        for place in lattice.places:
            cell = _cell(page, lattice.box_of(place), slope)
            if cell is None:
                continue
            tall = cell.bottom - cell.top + margin
            if some and height + tall > _TALLEST:
                yield sheet(page, some)
                some, height = [], 0
            some.append(cell)
            height += tall
    if some:
        yield sheet(page, some)


def _cell(page: Picture, box: tuple[float, float, float, float], slope: float) -> Patch | None:
    """Where the cell stands on the page's picture, which may not be level; None where it is empty."""
    import numpy as np

    pixels = page.dpi / 72
    wide, high = page.size
    fall = slope * ((box[0] + box[2]) / 2 * pixels - wide / 2)
    left, right = round((box[0] + _INSET) * pixels), round((box[2] - _INSET) * pixels)
    top, bottom = round((box[1] + _INSET) * pixels + fall), round((box[3] - _INSET) * pixels + fall)
    left, right, top, bottom = max(left, 0), min(right, wide), max(top, 0), min(bottom, high)
    if right - left < 3 or bottom - top < 3:
        return None
    ink = int(np.count_nonzero(page.pixels[top:bottom, left:right] < INK))
    return Patch(left, top, right, bottom) if ink >= _LEAST_INK else None


def sheet(page: Picture, cells: Sequence[Patch]) -> Sheet:
    """Pieces of the page one under another."""
    import numpy as np

    margin = round(_GAP * page.dpi)
    wide = max(c.right - c.left for c in cells) + 2 * margin
    high = sum(c.bottom - c.top + margin for c in cells) + margin
    pixels: Pixels = np.full((high, wide), 255, dtype=np.uint8)
    at, placed = margin, []
    for cell in cells:
        tall = cell.bottom - cell.top
        pixels[at : at + tall, margin : margin + cell.right - cell.left] = page.pixels[
            cell.top : cell.bottom, cell.left : cell.right
        ]
        placed.append((at, cell))
        at += tall + margin
    return Sheet(Picture(pixels, page.dpi, page.bilevel), tuple(placed), margin)


def without(page: Picture, lattices: Sequence[Lattice]) -> Picture:
    """The page with its tables white."""
    pixels = page.pixels.copy()
    for lattice in lattices:
        left, top, right, bottom = (round(v * page.dpi / 72) for v in lattice.box)
        pixels[max(top, 0) : bottom, max(left, 0) : right] = 255
    return Picture(pixels, page.dpi, page.bilevel)
