"""Pages scanned on their side or upside down: the turn that sets them upright, by trial on a strip of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ocr.clean import Picture
from extract.ocr.scale import to_best
from extract.ocr.tesseract import BLOCK, Token, read

if TYPE_CHECKING:
    from collections.abc import Iterable

_DOUBTFUL = 0.62  # mean confidence of a page that may not be upright
_STRIP = 0.22  # of the height: enough for a few lines
_CLEARLY = 1.5  # times as much must be read for a turn to be believed
_SURE = 0.75


def is_doubtful(tokens: Iterable[Token]) -> bool:
    """Whether the words of a page are so unsure, or so few, or stand so high, that the page may not be upright."""
    letters = sure = sideways = 0.0
    for token in tokens:
        letters += len(token.text)
        sure += token.confidence * len(token.text)
        if token.height > 1.5 * (token.right - token.left):
            sideways += len(token.text) if len(token.text) > 2 else 0
    return letters < 60 or sure < _DOUBTFUL * letters or sideways > 0.3 * letters


def quarter_turns(page: Picture, seconds: float) -> int:
    """How many quarters (0 to 3, anticlockwise) the grey page must be turned to stand upright."""
    import numpy as np

    if np.count_nonzero(page.pixels < 128) < 0.004 * page.pixels.size:
        return 0  # hardly anything on it
    scores = [_score(Picture(np.rot90(page.pixels, turns), page.dpi, page.bilevel), seconds) for turns in range(4)]
    best = max(range(4), key=scores.__getitem__)
    return best if scores[best] > _CLEARLY * scores[0] + 20 else 0


def _score(page: Picture, seconds: float) -> float:
    """How many letters are surely read in the inkiest strip of a page."""
    import numpy as np

    high = page.size[1]
    strip = max(1, round(_STRIP * high))
    ink = np.concatenate([[0], np.cumsum((page.pixels < 128).sum(axis=1))])
    starts = range(0, high - strip + 1, max(1, strip // 4))
    top = max(starts, key=lambda start: int(ink[start + strip] - ink[start]))
    part = Picture(np.ascontiguousarray(page.pixels[top : top + strip]), page.dpi, page.bilevel)
    words = read(to_best(part), layout=BLOCK, seconds=seconds)
    return sum(len(t.text) * t.confidence for t in words if t.confidence >= _SURE and len(t.text) > 1)
