"""The straight lines on a page's picture, of which ruled tables are made: found, and taken out of the picture.

A line is a run of ink longer than any letter's stroke. Scans are never quite level, so runs are looked for on columns
(rows) shifted by the page's slope, without touching the picture itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.ocr.clean import Picture
from extract.pdf_rules import Drawn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Places = NDArray[np.intp]

Stroke = tuple[float, float, float]  # where it stands, from, to

_INK = 150  # thin lines come out paler than letters
_SHORTEST = 0.22  # inch: no stroke of a letter is as long
_THICKEST = 0.05  # inch
_MOST_RUNS = 30_000  # a page with more is a photograph
_BRIDGE = 0.03  # inch: gaps in a worn line
_REACH = 0.03  # inch: as near, a line meets another


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines of a page in points, laid level, and the picture without them."""

    lines: Drawn
    picture: Picture


def ruled(grey: Picture, slope: float) -> Ruled:
    """The lines of a grey picture whose lines fall by `slope` a pixel to the right."""
    ink = grey.pixels < _INK
    level = _strokes(ink, slope, grey.dpi)
    if len(level.strokes) < 2:
        return Ruled(Drawn(), grey)
    upright = _strokes(ink.T, -slope, grey.dpi)
    if len(upright.strokes) < 2:
        return Ruled(Drawn(), grey)
    points = 72 / grey.dpi
    found = level.strokes, upright.strokes
    level.grow(found[1], grey.dpi)
    upright.grow(found[0], grey.dpi)
    lines = Drawn(
        [(at * points, start * points, end * points) for at, start, end in level.strokes],
        [(at * points, start * points, end * points) for at, start, end in upright.strokes],
    )
    own = _shifted(level.mask, -slope) | _shifted(upright.mask, slope).T
    return Ruled(lines, Picture(_without(grey, own), grey.dpi, grey.bilevel))


@dataclass(slots=True)
class _Strokes:
    """Strokes along the rows of `ink`, as (row, from, to), laid level; `mask` tells which pixels are theirs.

    `ends`: the first and the last pixel of each, as (row, column).
    """

    ink: Mask
    mask: Mask
    strokes: list[Stroke]
    ends: list[tuple[tuple[int, int], tuple[int, int]]]

    def grow(self, across: Sequence[Stroke], dpi: float) -> None:
        """Lengthen strokes to the lines `across` them that they reach.

        A thin line that is not quite square to the others comes in pieces, those at its ends too short to be told by
        themselves. Ink that goes on beyond the last line is a letter that touches it.
        """
        grown = []
        for (at, start, end), (first, last) in zip(self.strokes, self.ends, strict=True):
            near, reach = _SHORTEST * dpi, _REACH * dpi
            crossing = [
                row for row, a, b in across if a - reach <= at <= b + reach and start - near <= row <= end + near
            ]
            if len(crossing) < 2:  # of no table
                grown.append((at, start, end))
                continue
            before = self._followed(first, -1, crossing, dpi)
            after = self._followed(last, 1, crossing, dpi)
            grown.append((at, start - before, end + after))
        self.strokes = grown

    def _followed(self, end: tuple[int, int], step: int, crossing: Sequence[float], dpi: float) -> int:
        """By how many pixels a stroke goes on from its end to the last line it meets; they become its own."""
        high, wide = self.ink.shape
        row, column = end
        path: list[tuple[int, int]] = []
        for _ in range(int(_SHORTEST * dpi)):
            column += step
            near = (
                next((r for r in (row, row - 1, row + 1) if 0 <= r < high and self.ink[r, column]), None)
                if 0 <= column < wide
                else None
            )
            if near is None:
                break
            row = near
            path.append((row, column))
        met = max(
            (n for n, (_, c) in enumerate(path, 1) if any(abs(c - x) <= _REACH * dpi for x in crossing)), default=0
        )
        for r, c in path[:met]:
            self.mask[r, c] = True
        return met


def _strokes(ink: Mask, slope: float, dpi: float) -> _Strokes:
    """Strokes along the rows of `ink` that fall by `slope`."""
    import numpy as np

    shortest = int(_SHORTEST * dpi)
    flat = _shifted(ink, slope)
    edges = np.diff(np.pad(flat, ((0, 0), (1, 1))).astype(np.int8).ravel())
    starts, ends = np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0]
    long = ends - starts >= shortest
    starts, ends = starts[long], ends[long]
    made = _Strokes(flat, np.zeros_like(flat), [], [])
    width = ink.shape[1] + 2  # padded; the row's last and the next row's first fall together in no run
    if not 0 < len(starts) <= _MOST_RUNS:
        return made
    rows, first, last = starts // width, starts % width, ends % width
    kept = np.zeros(len(rows), dtype=bool)
    for members in _merged(rows, first, last, dpi):
        tall = int(rows[members].max() - rows[members].min()) + 1
        if tall > _THICKEST * dpi:
            continue
        kept[members] = True
        head, tail = members[int(first[members].argmin())], members[int(last[members].argmax())]
        made.strokes.append((float(rows[members].mean()), float(first[head]), float(last[tail])))
        made.ends.append(((int(rows[head]), int(first[head])), (int(rows[tail]), int(last[tail]) - 1)))
    for row, a, b in zip(rows[kept], first[kept], last[kept], strict=True):
        made.mask[row, a:b] = True
    return made


def _shifted(mask: Mask, slope: float) -> Mask:
    """The mask with every column moved up by what the page's lines have fallen there, from the middle."""
    import numpy as np

    width = mask.shape[1]
    shifts = np.round((np.arange(width) - width / 2) * slope).astype(int)
    if not shifts.any():
        return mask
    moved = np.empty_like(mask)
    cuts = [0, *(np.flatnonzero(np.diff(shifts)) + 1), width]
    for start, end in pairwise(cuts):
        moved[:, start:end] = np.roll(mask[:, start:end], -shifts[start], axis=0)
    return moved


def _merged(rows: Places, first: Places, last: Places, dpi: float) -> list[list[int]]:
    """Runs on neighbouring rows that overlap, or nearly, each set one stroke."""
    bridge = int(_BRIDGE * dpi)
    groups: list[list[int]] = []
    open_groups: list[tuple[int, int, int, int]] = []  # group, its last row, from, to
    for index in range(len(rows)):
        row, a, b = int(rows[index]), int(first[index]), int(last[index])
        open_groups = [g for g in open_groups if row - g[1] <= 2]
        for place, (group, _, start, end) in enumerate(open_groups):
            if a <= end + bridge and b >= start - bridge:
                groups[group].append(index)
                open_groups[place] = (group, row, min(start, a), max(end, b))
                break
        else:
            open_groups.append((len(groups), row, a, b))
            groups.append([index])
    return groups


def _without(grey: Picture, lines: Mask) -> NDArray[np.uint8]:
    """The picture with its lines white, a pixel about them included."""
    import numpy as np

    about = lines.copy()
    about[1:] |= lines[:-1]
    about[:-1] |= lines[1:]
    about[:, 1:] |= lines[:, :-1]
    about[:, :-1] |= lines[:, 1:]
    return np.where(about, np.uint8(255), grey.pixels)
