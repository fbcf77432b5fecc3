"""Last lines of paragraphs that are a word long («án:», «5;», «2023.»): Tesseract takes the lonely ink for dirt and skips it.

Such a line stands at the left edge under a full line, where nothing was read; it is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from extract.ocr.cells import Patch
from extract.ocr.clean import INK, Picture
from extract.ocr.tesseract import Token
from vietnamese.syllables import is_syllable

SPACE = 0.08  # inch between the line above and the word after it
_FULL = 0.8  # of the widest line
_LEAST_LINES = 4  # full lines of a page, which tell how far lines stand apart
_MOST = 6
_WIDEST = 0.8  # inch
_WORDS = 3  # of the line above: the first tell where it stands, the last what may follow
_ABOVE, _BELOW = 1.4, 0.5  # of the height of words: above and below the foot of a line
_BESIDE = 0.08  # inch before the edge of the lines above
_LEAST_INK = 0.0012  # square inch: dirt has less
_FIGURE = re.compile(r"[\d./,%-]*\d[\d./,%-]*[.,;:)]{0,3}")
_WORD_SURE, _FIGURE_SURE = 0.75, 0.85


def places(page: Picture, tokens: Sequence[Token]) -> list[tuple[Patch, Patch]]:
    """The places of words that were passed over at the left edge, each after the end of the line above it."""
    lines = [sorted(line, key=lambda t: t.left) for _, line in groupby(tokens, key=lambda t: t.line)]
    widest = max((line[-1].right - line[0].left for line in lines), default=0)
    full = [line for line in lines if line[-1].right - line[0].left >= _FULL * widest]
    if len(full) < _LEAST_LINES or widest < page.size[0] / 2:
        return []
    tall = median(t.height for line in full for t in line)
    pitch = _pitch(full, tall)
    edge = sorted(line[0].left for line in full)[len(full) // 4]  # first lines of paragraphs are set in
    found = []
    for line in full:
        place = _under(page, _foot(line[:_WORDS]) + pitch, min(edge, line[0].left), tall)
        if tall < pitch < 3 * tall and place and not any(_touches(place, token) for token in tokens):
            found.append((_end(line, tall), place))
    return found[:_MOST]


def _end(line: Sequence[Token], tall: float) -> Patch:
    """The last words of a line, without what hangs below."""
    words = line[-_WORDS:]
    foot = _foot(words)
    return Patch(words[0].left, max(round(foot - _ABOVE * tall), 0), words[-1].right, round(foot))


def _foot(words: Sequence[Token]) -> float:
    return float(median(t.bottom for t in words))


def _pitch(full: Sequence[Sequence[Token]], tall: float) -> float:
    """How far one line of a paragraph stands under the other, in pixels; 0.0 where nothing tells."""
    feet = sorted(line[0].bottom for line in full)
    steps = sorted(step for a, b in pairwise(feet) if (step := b - a) > tall)
    return float(steps[len(steps) // 8]) if steps else 0.0


def _under(page: Picture, foot: float, edge: int, tall: float) -> Patch | None:
    """The ink at the edge of the text on the line whose foot is given, if it is as high as a word and short."""
    import numpy as np

    wide, high = page.size
    top, bottom = round(foot - _ABOVE * tall), round(foot + _BELOW * tall)
    left, right = round(edge - _BESIDE * page.dpi), round(edge + _WIDEST * page.dpi)
    if top < 0 or left < 0 or bottom > high or right > wide:
        return None
    ink = page.pixels[top:bottom, left:right] < INK
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return None
    gaps = np.flatnonzero(np.diff(columns) > tall)  # what stands further is no part of the word
    start, end = int(columns[0]), int(columns[gaps[0]] if len(gaps) else columns[-1]) + 1
    rows = np.flatnonzero(ink[:, start:end].any(axis=1))
    height = int(rows[-1] - rows[0]) + 1
    if start > 2 * _BESIDE * page.dpi or end > (_WIDEST - 0.1) * page.dpi or not 0.4 * tall <= height <= 1.5 * tall:
        return None
    if ink[:, start:end].sum() < _LEAST_INK * page.dpi * page.dpi:
        return None
    return Patch(left + start, top + int(rows[0]), left + end, top + int(rows[-1]) + 1)


def _touches(patch: Patch, token: Token) -> bool:
    return (
        token.left < patch.right and patch.left < token.right and token.top < patch.bottom and patch.top < token.bottom
    )


def believable(readings: Sequence[Sequence[Token]], first_block: int) -> Iterator[Token]:
    """The words of the places that are words or figures, each place a line."""
    for number, words in enumerate(readings):
        if words and all(_is_print(token) for token in words):
            for token in words:
                yield replace(token, line=(first_block + number, 0, 0))


def _is_print(token: Token) -> bool:
    if _FIGURE.fullmatch(token.text):
        return token.confidence >= _FIGURE_SURE
    return token.confidence >= _WORD_SURE and is_syllable(token.text.strip(".,;:()/\"'”"))
