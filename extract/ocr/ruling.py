"""The straight lines on a page's picture, of which ruled tables are made: found, and taken out of the picture.

A line is a run of ink longer than any letter's stroke. Scans are never quite level, so runs are looked for on columns
(rows) shifted by the page's slope, without touching the picture itself.
"""

from __future__ import annotations

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

_INK = 150  # thin lines come out paler than letters
_SHORTEST = 0.22  # inch: no stroke of a letter is as long
_THICKEST = 0.05  # inch
_MOST_RUNS = 30_000  # a page with more is a photograph
_BRIDGE = 0.03  # inch: gaps in a worn line


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines of a page in points, laid level, and the picture without them."""

    lines: Drawn
    picture: Picture


def ruled(grey: Picture, slope: float) -> Ruled:
    """The lines of a grey picture whose lines fall by `slope` a pixel to the right."""
    ink = grey.pixels < _INK
    level, level_mask = _strokes(ink, slope, grey.dpi)
    if len(level) < 2:
        return Ruled(Drawn(), grey)
    upright, upright_mask = _strokes(ink.T, -slope, grey.dpi)
    if len(upright) < 2:
        return Ruled(Drawn(), grey)
    points = 72 / grey.dpi
    lines = Drawn(
        [(at * points, start * points, end * points) for at, start, end in level],
        [(at * points, start * points, end * points) for at, start, end in upright],
    )
    return Ruled(lines, Picture(_without(grey, level_mask | upright_mask.T), grey.dpi, grey.bilevel))


def _strokes(ink: Mask, slope: float, dpi: float) -> tuple[list[tuple[float, float, float]], Mask]:
    """Strokes along the rows as (row, from, to), laid level, and which pixels are theirs."""
    import numpy as np

    shortest = int(_SHORTEST * dpi)
    flat = _shifted(ink, slope)
    edges = np.diff(np.pad(flat, ((0, 0), (1, 1))).astype(np.int8).ravel())
    starts, ends = np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0]
    long = ends - starts >= shortest
    starts, ends = starts[long], ends[long]
    mask = np.zeros_like(flat)
    width = ink.shape[1] + 2  # padded; the row's last and the next row's first fall together in no run
    if not 0 < len(starts) <= _MOST_RUNS:
        return [], mask
    rows, first, last = starts // width, starts % width, ends % width
    found = _merged(rows, first, last, dpi)
    kept = np.zeros(len(rows), dtype=bool)
    strokes = []
    for members in found:
        tall = int(rows[members].max() - rows[members].min()) + 1
        if tall > _THICKEST * dpi:
            continue
        kept[members] = True
        strokes.append((float(rows[members].mean()), float(first[members].min()), float(last[members].max())))
    for row, a, b in zip(rows[kept], first[kept], last[kept], strict=True):
        mask[row, a:b] = True
    return strokes, _shifted(mask, -slope)


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
