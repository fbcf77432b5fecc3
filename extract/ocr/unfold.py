"""The end of a dispatch unfolded: the recipients' and the signer's column, which stand side by side, one under another.

Recipients are set smaller than capacity, position and name beside them, so that lines of both sides stand at nearly
one height, and a recogniser that looks for lines across the page makes a tangle of both. Whoever reads one column after
the other has no such trouble. The gutter between the columns is found from the foot of the page upwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.ocr.cells import Patch
from extract.ocr.clean import Picture, inked
from extract.ocr.scale import letter_height
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
_MOST_ENLARGED = 1.35
_FOLD = 0.25  # inch of paper between the page and what is put under it


@dataclass(frozen=True, slots=True)
class _Moved:
    """A column put under the page: its place there, where its top now is, and how many times it was enlarged."""

    column: Patch
    top: int
    factor: float

    def back(self, token: Token) -> Token:
        """The word at its place on the page."""
        return replace(
            token,
            left=round(token.left / self.factor) + self.column.left,
            right=round(token.right / self.factor) + self.column.left,
            top=round((token.top - self.top) / self.factor) + self.column.top,
            bottom=round((token.bottom - self.top) / self.factor) + self.column.top,
        )


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A page with its lower columns one under another, or the page as it was where it has none."""

    picture: Picture
    moved: tuple[_Moved, ...] = ()

    def on_page(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The words read on the unfolded picture, at their places on the page."""
        for token in tokens:
            middle = (token.top + token.bottom) / 2
            under = [moved for moved in self.moved if moved.top <= middle]
            yield under[-1].back(token) if under else token


def unfold(page: Picture) -> Unfolded:
    """The page unfolded, where it ends in two columns with a gutter between them."""
    import numpy as np
    from PIL import Image

    columns = lower_columns(page)
    if columns is None:
        return Unfolded(page)
    fold = round(_FOLD * page.dpi)
    pixels = page.pixels.copy()
    strips, moved = [pixels], []
    at = pixels.shape[0]
    for column, factor in zip(columns, (_enlarged(page, columns[0]), 1.0), strict=True):
        part = page.pixels[column.top : column.bottom, column.left : column.right]
        if factor > 1:
            size = (round(part.shape[1] * factor), round(part.shape[0] * factor))
            part = np.asarray(Image.fromarray(part).resize(size, Image.Resampling.BICUBIC))
        strip = np.full((fold + part.shape[0], page.size[0]), 255, dtype=np.uint8)
        strip[fold:, : part.shape[1]] = part[:, : page.size[0]]
        pixels[column.top : column.bottom, column.left : column.right] = 255
        moved.append(_Moved(column, at + fold, factor))
        strips.append(strip)
        at += strip.shape[0]
    return Unfolded(Picture(np.concatenate(strips), page.dpi, page.bilevel), tuple(moved))


def _enlarged(page: Picture, column: Patch) -> float:
    """How many times the small print of recipients must be enlarged to be as high as the page's."""
    usual = letter_height(page)
    part = page.pixels[column.top : column.bottom, column.left : column.right]
    own = letter_height(Picture(part, page.dpi, page.bilevel)) if usual else None
    return min(max(usual / own, 1.0), _MOST_ENLARGED) if usual and own else 1.0


def lower_columns(page: Picture) -> tuple[Patch, Patch] | None:
    """The two columns with which the page ends; None where it ends otherwise."""
    import numpy as np

    step = max(1, round(_BLOCK * page.dpi))
    wide, high = page.size
    rows, columns = high // step, wide // step
    if rows < 20 or columns < 20:
        return None
    ink: Mask = inked(page.pixels, step) > _INKED
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
    ends = [min(start + int(np.nonzero(side)[0].max()) + 2, rows) for side in (left, right)]
    return (
        Patch(0, start * step, middle * step, ends[0] * step),
        Patch(middle * step, start * step, wide, ends[1] * step),
    )


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
