"""Reads the number or the day that a clerk wrote into a letterhead by hand, where that can be done surely.

The ink between the slot's printed neighbours is cut into pieces; every way to put neighbouring pieces together into
digits is weighed by `digits.probabilities`, with strokes that are no digits before and behind them (a colon's dot, the
slash before the symbol). A reading is given where it is far likelier than any other; a wrong number is worse than none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.ocr.clean import Picture, clean, luminance, turn
from extract.ocr.digits import OTHER, SLASH, picture, probabilities
from extract.ocr.strokes import Band, pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.ocr.digits import Floats
    from extract.ocr.strokes import Points

_DPI: Final = 300.0  # at which pieces are cut
_MOST_PIECES = 4  # in one digit
_LOW = 0.42  # of the type size: what is lower is no digit
_UNLIKELY = 0.02  # what is low is no digit …
_IMPOSSIBLE = 1e-4  # … and what stands within the slot, and is high, is nothing else
_EDGE = 0.1  # of the type size: nearer to the slot's ends may stand its neighbours …
_OUTSIDE = 0.3  # … which are rather no digits
_TOO_MANY = 2  # digits beyond a slot's are looked for, so that a longer number is not taken for its beginning
_BEAM = 40
_FLOOR = 1e-6
_SAME = 1.0  # points by which a page and its picture may differ in size


@dataclass(frozen=True, slots=True)
class Slot:
    """Where something may be written: between printed neighbours, on a line from `top` to `bottom`.

    It reaches from `x0` to `x1` at least, and from `outer_x0` to `outer_x1` at most: they differ where a neighbour was
    read in one word with what is written. Lengths are points on the page; `em` is the type size. `digits`: how many
    there may be; `slashed`: whether a slash may follow them.
    """

    outer_x0: float
    x0: float
    top: float
    x1: float
    outer_x1: float
    bottom: float
    em: float
    digits: int
    slashed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Digits, how much likelier they are than all other digits together (0..1), and the least sure of them."""

    text: str
    share: float
    weakest: float


_Path = tuple[float, str, float]  # log probability, digits, the least sure of them


def read(page: Picture, slot: Slot) -> Reading | None:
    """The likeliest digits in the slot; None where there are none, or more than may be."""
    found, band = _cut(page, slot)
    if not found or band is None:
        return None
    chances = _chances(found, band)
    paths = _paths(chances, len(found), slot)
    if not paths:
        return None
    best: dict[str, tuple[float, float]] = {}
    for score, text, weakest in paths:
        best[text] = max(best.get(text, (-math.inf, 0.0)), (score, weakest))
    ranked = sorted(((score, text, weakest) for text, (score, weakest) in best.items()), reverse=True)
    top = ranked[0][0]
    share = 1 / sum(math.exp(score - top) for score, _, _ in ranked)
    _, text, weakest = ranked[0]
    return Reading(text, share, weakest) if len(text) <= slot.digits else None


def hand_on(page: Callable[[], Picture], width: float, height: float) -> Callable[[Slot], Reading | None]:
    """What reads the slots of a page that was read as `width` × `height` points; its picture is asked for when needed.

    A page that was turned when it was read is another than its picture, and gives nothing.
    """
    taken: list[tuple[Picture, float]] = []

    def hand(slot: Slot) -> Reading | None:
        if not taken:
            taken.append(_level(page()))
        picture, slope = taken[0]
        high, wide = (side * 72 / picture.dpi for side in picture.pixels.shape[:2])
        if abs(wide - width) > _SAME or abs(high - height) > _SAME:
            return None
        fall = slope * ((slot.x0 + slot.x1) / 2 - wide / 2)  # words are laid level, the picture is not
        return read(picture, replace(slot, top=slot.top + fall, bottom=slot.bottom + fall))

    return hand


def _level(page: Picture) -> tuple[Picture, float]:
    """The page as it was turned when it was read, coloured ink kept, and its slope."""
    cleaned = clean(page)
    grey = luminance(page.pixels)
    return Picture(turn(grey, cleaned.angle) if cleaned.angle else grey, page.dpi, page.bilevel), cleaned.slope


def _cut(page: Picture, slot: Slot) -> tuple[list[Points], Band | None]:
    """The pieces of ink in the slot at `_DPI` or more, and where the slot lies among them."""
    import numpy as np
    from PIL import Image

    scale, em = page.dpi / 72, slot.em
    high, wide = page.pixels.shape[:2]
    left, right = max(slot.outer_x0 - 0.25 * em, 0), min(slot.outer_x1 + 0.35 * em, wide / scale)
    top, bottom = max(slot.top - 0.55 * em, 0), min(slot.bottom + 0.55 * em, high / scale)
    crop = page.pixels[round(top * scale) : round(bottom * scale), round(left * scale) : round(right * scale)]
    if crop.shape[0] < 8 or crop.shape[1] < 4:
        return [], None
    grey = luminance(crop) if crop.ndim == 3 else crop
    size = round((right - left) * _DPI / 72), round((bottom - top) * _DPI / 72)
    if page.dpi < _DPI:
        grey = np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BICUBIC))
        scale = _DPI / 72
    x0, inner_x0, inner_x1, x1 = ((x - left) * scale for x in (slot.outer_x0, slot.x0, slot.x1, slot.outer_x1))
    band = Band(x0, inner_x0, inner_x1, x1, (slot.top - top) * scale, (slot.bottom - top) * scale, em * scale)
    return pieces(grey, band), band


def _chances(found: list[Points], band: Band) -> dict[tuple[int, int], Floats]:
    """For each run of neighbouring pieces, first and last, how likely it is each class."""
    import numpy as np

    runs: list[tuple[int, int]] = []
    pictures: list[Floats] = []
    low: list[bool] = []
    inside: list[bool] = []
    for first in range(len(found)):
        for last in range(first, min(len(found), first + _MOST_PIECES)):
            points = np.concatenate(found[first : last + 1])
            high, wide = (int(v) + 1 for v in np.ptp(points, axis=0))
            if last > first and wide > 1.25 * max(high, 0.8 * band.em):
                continue
            runs.append((first, last))
            pictures.append(picture(_mask(points)))
            low.append(high < _LOW * band.em)
            middle = (points[:, 1].min() + points[:, 1].max()) / 2
            inside.append(
                not low[-1] and band.inner_left + _EDGE * band.em < middle < band.inner_right - _EDGE * band.em
            )
    seen = probabilities(pictures)
    seen[np.array(low), :SLASH] *= _UNLIKELY
    seen[np.array(inside), SLASH:] *= _IMPOSSIBLE
    seen[~np.array(inside), :SLASH] *= _OUTSIDE
    return dict(zip(runs, seen, strict=True))


def _mask(points: Points) -> NDArray[np.bool_]:
    import numpy as np

    placed = points - points.min(axis=0)
    mask = np.zeros(placed.max(axis=0) + 1, dtype=bool)
    mask[placed[:, 0], placed[:, 1]] = True
    return mask


def _paths(chances: dict[tuple[int, int], Floats], count: int, slot: Slot) -> list[_Path]:
    """Ways through all pieces: what is no digit, then digits, a few more than may be, then what is no digit."""
    beams: dict[tuple[int, int], list[_Path]] = defaultdict(list)  # by pieces used, and part: before, in, behind
    beams[0, 0].append((0.0, "", 1.0))
    for at in range(count):
        for part in (0, 1, 2):
            for score, text, weakest in sorted(beams[at, part], reverse=True)[:_BEAM]:
                for last in range(at, min(count, at + _MOST_PIECES)):
                    seen = chances.get((at, last))
                    if seen is None:
                        continue
                    if part != 1 or text:
                        none = float(seen[OTHER] + seen[SLASH])
                        beams[last + 1, 0 if part == 0 else 2].append((score + _log(none), text, weakest))
                    if part < 2 and len(text) < slot.digits + _TOO_MANY:
                        for digit, chance in _digits(seen, slashed=slot.slashed):
                            step = (score + _log(chance), f"{text}{digit}", min(weakest, chance))
                            beams[last + 1, 1].append(step)
    return [path for part in (1, 2) for path in beams[count, part]]


def _digits(seen: Floats, *, slashed: bool) -> list[tuple[int, float]]:
    """The three likeliest digits; where no slash can stand, a stroke like one is a 1."""
    chance = [float(v) for v in seen[:SLASH]]
    if not slashed:
        chance[1] += float(seen[SLASH])
    return sorted(enumerate(chance), key=lambda pair: -pair[1])[:3]


def _log(chance: float) -> float:
    return math.log(max(chance, _FLOOR))
