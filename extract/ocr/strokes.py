"""The ink of a slot cut into pieces that may be digits: what hangs together, and where it may be parted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.clean import Pixels

    Points = NDArray[np.intp]  # (count, 2): row, column

_DIRT = 0.22  # of the type size: a piece that is nowhere as long is a speck
_FLAT, _LONG = 0.16, 0.6  # of the type size: lower and wider is a dash, a dotted line, a rule
_HIGHEST, _WIDEST = 2.6, 4.5  # of the type size: a frame, a stamp
_ABOVE, _BELOW = 0.25, 0.3  # of the type size: how far off the line a digit's middle may stand
_PART, _PART_OF = 0.62, 0.55  # a piece wider than this of the type size, and of its height, may be two digits
_THIN = 0.35  # of the piece's height: ink in a column where two digits may touch
_LEAST = 0.18  # of the type size: a digit's width
_MOST_CUTS = 5
_MOST_PIECES = 12


@dataclass(frozen=True, slots=True)
class Band:
    """Where in a crop the slot lies, in pixels: `left`–`right` at most, `inner_left`–`inner_right` at least."""

    left: float
    inner_left: float
    inner_right: float
    right: float
    top: float
    bottom: float
    em: float  # the type size


def threshold(grey: Pixels) -> int:
    """The grey that parts ink from paper best (Otsu 1979)."""
    import numpy as np

    counts = np.bincount(grey.ravel(), minlength=256).astype(float)
    below, mass = counts.cumsum(), (counts * np.arange(256)).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (mass[-1] * below / below[-1] - mass) ** 2 / (below * (below[-1] - below))
    return int(np.nan_to_num(spread, posinf=0.0).argmax())


def pieces(grey: Pixels, band: Band) -> list[Points]:
    """The pieces of ink in the band from left to right, parted where they may be two digits; [] where it is a mess."""
    ink = grey < min(threshold(grey) + 8, 200)
    whole = [points for points in _connected(ink) if _may_be_digit(points, band)]
    whole.sort(key=lambda points: int(points[:, 1].min()) + int(points[:, 1].max()))
    parted = [part for points in whole for part in _parted(points, band.em)]
    return parted if len(whole) <= _MOST_PIECES else []


def _connected(ink: NDArray[np.bool_]) -> Iterator[Points]:
    """The sets of dark pixels that touch, corners included."""
    import numpy as np

    left = {(int(row), int(column)) for row, column in np.argwhere(ink)}
    while left:
        start = left.pop()
        found, border = [start], [start]
        while border:
            row, column = border.pop()
            for near in [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
                if near in left:
                    left.remove(near)
                    found.append(near)
                    border.append(near)
        yield np.array(sorted(found))


def _may_be_digit(points: Points, band: Band) -> bool:
    (top, left), (bottom, right) = points.min(axis=0), points.max(axis=0)
    high, wide, em = bottom - top + 1, right - left + 1, band.em
    across, down = (left + right) / 2, (top + bottom) / 2
    if max(high, wide) < _DIRT * em or high > _HIGHEST * em or wide > _WIDEST * em:
        return False
    if high < _FLAT * em and wide > _LONG * em:
        return False
    within = band.left - 0.05 * em <= across <= band.right + 0.12 * em
    return bool(within and band.top - _ABOVE * em <= down <= band.bottom + _BELOW * em)


def _parted(points: Points, em: float) -> Iterator[Points]:
    """The piece, or its parts between the thinnest columns where it is too wide for one digit."""
    import numpy as np

    left, wide = int(points[:, 1].min()), int(np.ptp(points[:, 1])) + 1
    high = int(np.ptp(points[:, 0])) + 1
    if wide <= _PART * em or wide <= _PART_OF * high:
        yield points
        return
    ink = np.bincount(points[:, 1] - left, minlength=wide)
    least = int(_LEAST * em)
    thin = [c for c in range(least, wide - least) if ink[c] == ink[max(0, c - 4) : c + 5].min() <= _THIN * high]
    cuts: list[int] = []
    for column in sorted(thin, key=lambda c: (int(ink[c]), c)):
        if all(abs(column - other) > 0.9 * least for other in cuts):
            cuts.append(column)
    edges = [-1, *sorted(cuts[:_MOST_CUTS]), wide]
    for start, end in pairwise(edges):
        inside = points[(points[:, 1] - left > start) & (points[:, 1] - left <= end)]
        if len(inside):
            yield inside
