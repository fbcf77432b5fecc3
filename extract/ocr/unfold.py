"""The end of a dispatch unfolded: the signer's column, which stands beside the recipients', put under the page.

Recipients are set smaller than capacity, position and name beside them, so that lines of both sides stand at nearly
one height, and a recogniser that looks for lines across the page makes a tangle of both. Whoever reads one column after
the other has no such trouble. The gutter between the columns is found from the foot of the page upwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.ocr.cells import Patch
from extract.ocr.clean import INK, Picture
from extract.ocr.tesseract import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_BLOCK = 1 / 12  # inch: side of the blocks in which ink is looked for
_INKED = 0.03  # share of a block
_FIRST, _LAST = 0.28, 0.66  # of the width: where the gutter lies
_GUTTER = 5  # blocks: the narrowest
_FOOT = 0.07  # of the height: page numbers stand there
_LEAST_HIGH = 8  # blocks: three lines
_MOST_BETWEEN = 14  # blocks below the last line across the page, among which there must be a row of paper
_FOLD = 0.25  # inch of paper between the page and what is put under it


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A page with its lower right column put under it, or the page as it was where it has none."""

    picture: Picture
    moved: Patch | None = None
    down: int = 0  # pixels by which the column was put lower

    def on_page(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The words read on the unfolded picture, at their places on the page."""
        edge = self.picture.size[1] if self.moved is None else self.moved.top + self.down
        for token in tokens:
            if token.top + token.bottom < 2 * edge or self.moved is None:
                yield token
                continue
            right = self.moved.left
            yield replace(
                token,
                left=token.left + right,
                right=token.right + right,
                top=token.top - self.down,
                bottom=token.bottom - self.down,
            )


def unfold(page: Picture) -> Unfolded:
    """The page unfolded, where it ends in two columns with a gutter between them."""
    import numpy as np

    column = lower_right(page)
    if column is None:
        return Unfolded(page)
    fold = round(_FOLD * page.dpi)
    wide, high = page.size
    pixels = np.full((high + fold + column.bottom - column.top + fold, wide), 255, dtype=np.uint8)
    pixels[:high] = page.pixels
    pixels[column.top : column.bottom, column.left : column.right] = 255
    start = high + fold
    part = page.pixels[column.top : column.bottom, column.left : column.right]
    pixels[start : start + part.shape[0], : part.shape[1]] = part
    return Unfolded(Picture(pixels, page.dpi, page.bilevel), column, start - column.top)


def lower_right(page: Picture) -> Patch | None:
    """The right one of two columns with which the page ends; None where it ends otherwise."""
    import numpy as np

    step = max(1, round(_BLOCK * page.dpi))
    wide, high = page.size
    rows, columns = high // step, wide // step
    if rows < 20 or columns < 20:
        return None
    ink: Mask = (page.pixels[: rows * step, : columns * step] < INK).reshape(rows, step, columns, step).mean(
        axis=(1, 3)
    ) > _INKED
    rim = max(1, columns // 20)
    ink[:, :rim] = ink[:, -rim:] = False
    first, last = int(_FIRST * columns), int(_LAST * columns)
    foot = int((1 - _FOOT) * rows)
    free = np.ones(last - first, dtype=bool)
    gutter: tuple[int, int] | None = None
    top = foot
    for row in range(foot - 1, 0, -1):
        narrowed = free & ~ink[row, first:last]
        widest = _widest(narrowed)
        if widest[1] - widest[0] < _GUTTER:
            break
        free, gutter, top = narrowed, widest, row
    if gutter is None:
        return None
    middle = first + (gutter[0] + gutter[1]) // 2
    paper = np.flatnonzero(~ink[top : top + _MOST_BETWEEN, :middle].any(axis=1))
    if not len(paper):
        return None  # the last line of the text reaches into the columns
    start = top + int(paper[0])
    left, right = ink[start:foot, :middle].any(axis=1), ink[start:foot, middle:].any(axis=1)
    if left.sum() < _LEAST_HIGH or right.sum() < _LEAST_HIGH // 2:
        return None
    bottom = start + int(np.nonzero(right)[0].max()) + 2
    return Patch(middle * step, start * step, wide, min(bottom, rows) * step)


def _widest(free: Mask) -> tuple[int, int]:
    """The longest run of free blocks."""
    best, start = (0, 0), None
    for place, is_free in enumerate([*free.tolist(), False]):
        if is_free and start is None:
            start = place
        elif not is_free and start is not None:
            if place - start > best[1] - best[0]:
                best = (start, place)
            start = None
    return best
