"""Cleaning a page's picture before recognition: stamps and ink of colour, shadows, specks, skew, turned pages.

The chain and its order were measured (see `benchmarks/ocr.py`): the brightest of red, green and blue per pixel drops
red stamps and blue ink; division by the background drops shadows; blobs of one or two pixels are noise; lines are laid
level. Dirt far from any letter goes. Nothing else is done to a 1-bit
picture: whatever was tried on one made its letters worse.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Places = NDArray[np.intp]

INK = 128  # darker than this is ink, on a page whose background is white
_BLOCK = 16  # side of the blocks in which the background is looked for, in pixels
_SPECK_BLOCK = 0.03  # inch: side of the blocks in which dirt is looked for
_SPECK = 0.0003  # square inch of ink: less than a dash has
_MOST_COLOUR = 0.4  # where more of the ink than this is coloured, the print itself is, and colour is kept
_LEAST_TURN = 1.6  # degrees; Tesseract reads lines that fall less as they are, and a turn blurs marks (measured)
_MOST_SKEW = 4.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture: rows of pixels, grey (height, width) or RGB (height, width, 3), 0 is black.

    `dpi` is pixels an inch of paper; `bilevel` says that the source knows only black and white.
    """

    pixels: Pixels
    dpi: float
    bilevel: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A grey picture ready to read; `slope` is how far its lines still fall a pixel to the right.

    `angle`: by how many degrees it was turned to be level.
    """

    picture: Picture
    slope: float = 0.0
    angle: float = 0.0


def clean(picture: Picture) -> Cleaned:
    """The picture made ready to read: grey, flat, and level where its lines fall so far that they are misread."""
    grey = without_colour(picture.pixels)
    if not picture.bilevel:
        grey = despeckle(flatten(grey))
    grey = without_specks(grey, picture.dpi)
    angle = skew(grey)
    if abs(angle) >= _LEAST_TURN:
        return Cleaned(Picture(turn(grey, angle), picture.dpi, picture.bilevel), angle=angle)
    return Cleaned(Picture(grey, picture.dpi, picture.bilevel), -math.tan(math.radians(angle)))


def without_colour(pixels: Pixels) -> Pixels:
    """Grey picture in which coloured ink is as bright as its brightest channel; luminance where the print is coloured."""
    import numpy as np

    if pixels.ndim == 2:
        return pixels
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    brightest = np.maximum(np.maximum(red, green), blue)
    sample, kept = pixels[::4, ::4].astype(np.uint16), brightest[::4, ::4]
    dark = sample.sum(axis=2) < 3 * INK
    inked = int(dark.sum())
    if inked and int((dark & (kept >= INK)).sum()) > _MOST_COLOUR * inked:
        return luminance(pixels)
    return brightest


def luminance(pixels: Pixels) -> Pixels:
    """Grey picture as the eye weighs the colours (ITU-R BT.601)."""
    import numpy as np

    if pixels.ndim == 2:
        return pixels
    weighed = pixels.astype(np.uint16) @ np.array([77, 150, 29], dtype=np.uint16)
    return np.right_shift(weighed, 8).astype(np.uint8)


def flatten(grey: Pixels) -> Pixels:
    """The picture divided by its background, so that shadows and yellow paper become white."""
    import numpy as np
    from PIL import Image

    height, width = grey.shape
    rows, columns = height // _BLOCK, width // _BLOCK
    if rows < 3 or columns < 3:
        return grey
    blocks = grey[: rows * _BLOCK, : columns * _BLOCK].reshape(rows, _BLOCK, columns, _BLOCK)
    paper: Pixels = blocks.max(axis=1).max(axis=2)
    paper = _wide(paper)
    if int(np.percentile(paper, 2)) >= 245:
        return grey
    smooth = Image.fromarray(np.maximum(paper, 32)).resize((width, height), Image.Resampling.BILINEAR)
    background = np.asarray(smooth, dtype=np.uint16)
    divided: Pixels = np.minimum(grey.astype(np.uint16) * 255 // background, 255).astype(np.uint8)
    return divided


def _wide(paper: Pixels) -> Pixels:
    """The brightest of a block and its neighbours, so that a block full of ink takes the paper beside it."""
    import numpy as np

    padded = np.pad(paper, 1, mode="edge")
    rows, columns = paper.shape
    shifted = [padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    brightest: Pixels = np.max(np.stack(shifted), axis=0)
    return brightest


def despeckle(grey: Pixels) -> Pixels:
    """The picture without blobs of one or two dark pixels."""
    import numpy as np

    ink = np.zeros((grey.shape[0] + 2, grey.shape[1] + 2), dtype=np.uint8)
    ink[1:-1, 1:-1] = grey < 160
    across = ink[:, :-2] + ink[:, 1:-1] + ink[:, 2:]
    around = across[:-2] + across[1:-1] + across[2:]  # dark pixels in the 3 × 3 about each, itself counted
    own = ink[1:-1, 1:-1]
    lonely = (own == 1) & (around <= 2)
    if not lonely.any():
        return grey
    rows, columns = np.nonzero(lonely)
    single = around[rows, columns] == 1
    paired = _paired(rows, columns, around, own)
    gone = single | paired
    cleaned = grey.copy()
    cleaned[rows[gone], columns[gone]] = 255
    return cleaned


def inked(grey: Pixels, side: int) -> NDArray[np.float32]:
    """Share of ink, 0..1, in each whole block of `side` × `side` pixels."""
    import numpy as np
    from PIL import Image

    rows, columns = grey.shape[0] // side, grey.shape[1] // side
    if not rows or not columns:
        return np.zeros((rows, columns), dtype=np.float32)
    black = Image.fromarray(grey).point([255] * INK + [0] * (256 - INK))
    blocks = black.reduce(side, box=(0, 0, columns * side, rows * side))
    return np.asarray(blocks, dtype=np.float32) / np.float32(255)


def without_specks(grey: Pixels, dpi: float) -> Pixels:
    """The picture without dirt that lies by itself, further from other ink than any mark from its letter."""
    import numpy as np

    side = max(2, round(_SPECK_BLOCK * dpi))
    ink = inked(grey, side)
    rows, columns = ink.shape
    if rows < 5 or columns < 5:
        return grey
    padded = np.pad(ink, 2)
    across = np.sum([padded[:, i : i + columns] for i in range(5)], axis=0)
    around = np.sum([across[i : i + rows] for i in range(5)], axis=0)
    dirty = (ink > 0) & (around * side * side <= _SPECK * dpi * dpi)
    if not dirty.any():
        return grey
    cleaned = grey.copy()
    whole = np.repeat(np.repeat(dirty, side, axis=0), side, axis=1)
    cleaned[: rows * side, : columns * side][whole] = 255
    return cleaned


def _paired(rows: Places, columns: Places, around: Pixels, own: Pixels) -> NDArray[np.bool_]:
    """Which of these dark pixels have one dark neighbour whose only neighbour they are."""
    import numpy as np

    height, width = own.shape
    paired = np.zeros(len(rows), dtype=bool)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            if down == right == 0:
                continue
            r, c = np.clip(rows + down, 0, height - 1), np.clip(columns + right, 0, width - 1)
            paired |= (own[r, c] == 1) & (around[r, c] == 2) & (around[rows, columns] == 2)
    return paired


def skew(grey: Pixels) -> float:
    """The angle in degrees that lays the lines level when the picture is turned by it; 0.0 where none is sure."""
    import numpy as np

    step = max(1, round(min(grey.shape) / 800))
    small = grey[: grey.shape[0] // step * step, : grey.shape[1] // step * step]
    small = small.reshape(small.shape[0] // step, step, -1, step).min(axis=(1, 3))
    ink = (small < INK).astype(np.float32)
    edge = max(1, ink.shape[1] // 25)  # the black rims of a copier lie there
    ink[:, :edge] = ink[:, -edge:] = 0
    ink[:edge] = ink[-edge:] = 0
    if ink.mean() < 0.002:
        return 0.0
    strips = _strips(ink)
    coarse = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.4), key=lambda a: _sharpness(strips, ink.shape[1], a))
    fine = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=lambda a: _sharpness(strips, ink.shape[1], a))
    if _sharpness(strips, ink.shape[1], fine) < 1.05 * _sharpness(strips, ink.shape[1], 0.0):
        return 0.0
    return round(float(fine), 2)


_STRIPS = 32


def _strips(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Ink a row in each of 32 upright strips: (strips, height)."""
    width = ink.shape[1] // _STRIPS * _STRIPS
    sums: NDArray[np.float32] = ink[:, :width].reshape(ink.shape[0], _STRIPS, -1).sum(axis=2).T
    return sums


def _sharpness(strips: NDArray[np.float32], width: int, angle: float) -> float:
    """How sharply rows of ink and of paper part when each strip is shifted as a turn by `angle` would shift it."""
    import numpy as np

    slope = np.tan(np.radians(angle))
    profile = np.zeros(strips.shape[1], dtype=np.float32)
    for number, strip in enumerate(strips):
        across = ((number + 0.5) / _STRIPS - 0.5) * width
        profile += np.roll(strip, round(float(across * slope)))
    return float(np.square(np.diff(profile)).sum())


def turn(grey: Pixels, angle: float) -> Pixels:
    """The picture turned clockwise by `angle` degrees about its middle, size kept, corners white."""
    import numpy as np
    from PIL import Image

    turned = Image.fromarray(grey).rotate(-angle, Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(turned)
