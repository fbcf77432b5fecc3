"""A second look at ink that the first reading passed over: print under a stamp or a signature, mostly.

Tesseract takes a stamp with the words it touches for a picture and skips both: capacity, position and name of the
signer. Read by themselves as blocks of lines, such places give up most of their words; what is no word is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extract.ocr.cells import Patch
from extract.ocr.clean import INK, Picture
from extract.ocr.tesseract import Token
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_BLOCK = 1 / 12  # inch: side of the blocks in which ink is counted
_INKED = 0.05  # share of a block
_RIM = 0.04  # of the page: the black edges of a copier
_WIDEST = 0.62  # of the page's width: a wider patch is a picture or a frame
_LEAST_WIDE, _LEAST_HIGH = 0.55, 0.14  # inch
_MOST = 3  # patches a page
_SURE, _VERY_SURE = 0.7, 0.85
_SHARED = 0.3  # of a word's box that a word already read may cover


def patches(page: Picture, tokens: Sequence[Token]) -> list[Patch]:
    """The places of the page that hold ink but no word of `tokens`, the largest first."""
    import numpy as np

    step = max(1, round(_BLOCK * page.dpi))
    wide, high = page.size
    rows, columns = high // step, wide // step
    ink = (page.pixels[: rows * step, : columns * step] < INK).reshape(rows, step, columns, step)
    left_over: Mask = ink.mean(axis=(1, 3)) > _INKED
    for t in tokens:
        left_over[max(t.top // step, 0) : t.bottom // step + 1, max(t.left // step, 0) : t.right // step + 1] = False
    rim_down, rim_right = max(1, round(_RIM * rows)), max(1, round(_RIM * columns))
    left_over[:rim_down] = left_over[-rim_down:] = False
    left_over[:, :rim_right] = left_over[:, -rim_right:] = False
    found = []
    for group in _groups(np.argwhere(left_over)):
        down, right = zip(*group, strict=True)
        top, bottom, left, end = min(down), max(down) + 1, min(right), max(right) + 1
        if (end - left) * _BLOCK < _LEAST_WIDE or (bottom - top) * _BLOCK < _LEAST_HIGH:
            continue
        if (end - left) <= _WIDEST * columns:
            around = Patch(
                max(left - 2, 0) * step,
                max(top - 1, 0) * step,
                min(end + 2, columns) * step,
                min(bottom + 1, rows) * step,
            )
            found.append((len(group), around))
    found.sort(key=lambda pair: -pair[0])
    return [patch for _, patch in found[:_MOST]]


def _groups(places: NDArray[np.intp]) -> Iterator[list[tuple[int, int]]]:
    """Blocks that touch, or have one block between them."""
    left = {(int(down), int(right)) for down, right in places}
    while left:
        start = left.pop()
        group, border = [start], [start]
        while border:
            down, right = border.pop()
            near = [
                place for i in (-2, -1, 0, 1, 2) for j in (-2, -1, 0, 1, 2) if (place := (down + i, right + j)) in left
            ]
            left.difference_update(near)
            border.extend(near)
            group.extend(near)
        yield group


def believable(found: Sequence[Token], known: Sequence[Token]) -> list[Token]:
    """The words of a second look that are words, on lines where they are not alone among noise, and that are new."""
    lines: dict[tuple[int, int, int], list[Token]] = {}
    for token in found:
        lines.setdefault(token.line, []).append(token)
    kept: list[Token] = []
    for line in lines.values():
        words = [t for t in line if t.confidence >= _SURE and _is_word(t.text)]
        letters = sum(len(t.text) for t in words)
        sure = max((t.confidence for t in words), default=0.0)
        if letters >= 3 and sure >= _VERY_SURE and 2 * letters >= sum(len(t.text) for t in line):
            kept.extend(t for t in words if not any(_covers(k, t) for k in known))
    return kept


def _is_word(text: str) -> bool:
    bare = text.strip(".,;:()-–/\"'")
    return len(bare) > 1 and (is_syllable(bare) or bare.replace(".", "").isupper())


def _covers(known: Token, new: Token) -> bool:
    wide = min(known.right, new.right) - max(known.left, new.left)
    high = min(known.bottom, new.bottom) - max(known.top, new.top)
    area = (new.right - new.left) * (new.bottom - new.top)
    return wide > 0 and high > 0 and wide * high > _SHARED * area
