"""A look by itself at the signer's place: capacity, office and name, over which stamp and signature lie.

Nghị định 30/2020/NĐ-CP, Phụ lục I (ô số 7a, 7b, 7c, 8), sets them right of «Nơi nhận». Reading a whole page, Tesseract
takes a stamp with the letters that it touches for a picture. Cut out, with all that belongs to the list and the body
made white, the place is read as one block of lines: as it is and, where that does not give office and name, with thin
strokes taken away (a stamp's rim, a pen's). Of each line the reading with the most print stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from extract.ocr.clean import Picture
from extract.ocr.hocr import Token
from vietnamese.letters import strip_marks
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from extract.ocr.clean import Pixels

Line = list[Token]

_RECIPIENTS = re.compile(r"^\W{0,2}n?[o0]i nhan\b")
_LEFT, _RIGHT = 0.42, 0.97  # of the page's width: where a signer's lines stand
_ABOVE, _BELOW = 0.55, 2.6  # inch over and under «Nơi nhận»: «TM. …» may stand higher, the name lower
_WORD_GAP = 0.16  # inch: words of one printed line stand nearer
_STROKE = 75  # strokes thinner than this part of an inch are no bold print
_SURE, _SURE_SHORT, _DOUBTFUL = 0.55, 0.8, 0.3
_LEAST_LETTERS, _LEAST_WORD = 4, 6  # of several words that are print, and of one
_MORE = 1.05  # times the print of the first reading: less is no gain
_OFF = 0.4  # of a line's height: the middle of a word that stands in it is no further from the line's
_PRINT = re.compile(r"[(\"“]?([^\W\d_]+)[)\"”.,;:/]{0,2}")
_CAPACITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)[.,:]?")


def place(page: Picture, tokens: Sequence[Token]) -> tuple[Picture, int, int] | None:
    """The signer's place beside «Nơi nhận», nothing else on it, and where on the page it begins (left, top); or None."""
    lines = [sorted(line, key=lambda t: t.left) for _, line in groupby(tokens, key=lambda t: t.line)]
    opening = next((line for line in reversed(lines) if _opens(line, page)), None)
    if opening is None:
        return None
    wide, high = page.size
    left, right = round(_LEFT * wide), round(_RIGHT * wide)
    top = max(opening[0].top - round(_ABOVE * page.dpi), 0)
    bottom = min(opening[0].top + round(_BELOW * page.dpi), high)
    pixels = page.pixels[top:bottom, left:right].copy()
    for token in _of_the_left(lines, page):
        edge = max(2, round(page.dpi / 100))
        rows = slice(max(token.top - edge - top, 0), max(token.bottom + edge - top, 0))
        pixels[rows, max(token.left - edge - left, 0) : max(token.right + edge - left, 0)] = 255
    return Picture(pixels, page.dpi, page.bilevel), left, top


def _opens(line: Line, page: Picture) -> bool:
    """Whether a line begins with «Nơi nhận», on the left."""
    text = strip_marks(" ".join(t.text for t in line[:2])).lower()
    return bool(_RECIPIENTS.match(text)) and line[0].left < 0.3 * page.size[0]


def _of_the_left(lines: Sequence[Line], page: Picture) -> Iterator[Token]:
    """The words of lines that begin left of the signer's place, as far as they go on without a gap."""
    for line in lines:
        if line[0].left >= _LEFT * page.size[0]:
            continue
        end = line[0].right
        for token in line:
            if token.left - end > _WORD_GAP * page.dpi:
                break
            yield token
            end = max(end, token.right)


def without_thin(picture: Picture) -> Picture:
    """The picture without strokes that are thinner than those of bold print."""
    import numpy as np
    from PIL import Image, ImageFilter

    size = max(3, round(picture.dpi / _STROKE) // 2 * 2 + 1)
    image = Image.fromarray(picture.pixels)
    opened: Pixels = np.asarray(image.filter(ImageFilter.MaxFilter(size)).filter(ImageFilter.MinFilter(size)))
    return Picture(opened, picture.dpi, picture.bilevel)


def is_whole(reading: Sequence[Token]) -> bool:
    """Whether an office in capitals and a name were read, so that nothing is left to look for."""
    lines = [_printed(list(line)) for _, line in groupby(reading, key=lambda t: t.line)]
    office = any(len(line) > 1 and all(t.text.isupper() for t in line) for line in lines)
    return office and any(len(line) > 1 and all(t.text.istitle() for t in line) for line in lines)


def merged(tokens: Sequence[Token], page: Picture, readings: Sequence[Sequence[Token]]) -> list[Token]:
    """The page's words, those at the signer's place in the best of what was read there and of `readings` (page pixels)."""
    lines = [sorted(line, key=lambda t: t.left) for _, line in groupby(tokens, key=lambda t: t.line)]
    bound = {id(t) for t in _of_the_left(lines, page)}
    first = [[t for t in line if id(t) not in bound] for line in lines]
    drops: set[int] = set()
    added: list[Token] = []
    block = max((t.line[0] for t in tokens), default=0) + 1
    for band in _bands([line for line in first if line], readings):
        best = max(range(len(band)), key=lambda i: _print(band[i]))
        if best and _print(band[best]) > _MORE * _print(band[0]):
            drops.update(id(t) for t in band[0])
            added.extend(
                replace(t, line=(block, 0, 0)) for t in sorted(_with_doubtful(band[best]), key=lambda t: t.left)
            )
            block += 1
    return [*(t for t in tokens if id(t) not in drops), *added]


def _bands(first: Sequence[Line], readings: Sequence[Sequence[Token]]) -> Iterator[list[Line]]:
    """For each height at which any reading has print: the words there of the first reading, then of each other."""
    others = [
        [sorted(line, key=lambda t: t.left) for _, line in groupby(reading, key=lambda t: t.line)]
        for reading in readings
    ]
    taken: set[tuple[int, int]] = set()
    for number, lines in enumerate(others):
        for index, line in enumerate(lines):
            kept = _printed(line)
            if not kept or (number, index) in taken:
                continue
            band: list[Line] = [[t for own in first for t in own if _level(t, kept)]]
            for other, theirs in enumerate(others):
                same = [i for i, one in enumerate(theirs) if (p := _printed(one)) and _level(p[0], kept)]
                taken.update((other, i) for i in same)
                band.append([t for i in same for t in theirs[i]])
            yield band


def _level(token: Token, line: Line) -> bool:
    """Whether a word stands at the height of a line."""
    middle = median((t.top + t.bottom) / 2 for t in line)
    return abs((token.top + token.bottom) / 2 - middle) < _OFF * median(t.height for t in line)


def _printed(line: Line) -> Line:
    """The words of a line that are print of an office or a name, not the picture of a stamp."""
    kept = [t for t in line if _is_print(t)]
    letters = sum(len(t.text) for t in kept)
    enough = letters >= (_LEAST_LETTERS if len(kept) > 1 else _LEAST_WORD)
    return kept if enough and 2 * letters >= sum(len(t.text) for t in line) else []


def _with_doubtful(line: Line) -> Line:
    """The print of a line and what stands beside it as a word: in an office, one that was misread is told by the rest."""
    kept = {id(t) for t in _printed(line)}
    return [t for t in line if id(t) in kept or (_is_word(t.text) and t.confidence >= _DOUBTFUL)]


def _print(line: Line) -> float:
    """How much print a line holds: its letters of words, and how surely they were read."""
    return sum(len(t.text) * (0.5 + 0.5 * t.confidence) for t in _with_doubtful(line)) if _printed(line) else 0.0


def _is_print(token: Token) -> bool:
    if _CAPACITY.fullmatch(token.text):
        return True
    least = _SURE if sum(map(str.isalpha, token.text)) > 2 else _SURE_SHORT
    return _is_word(token.text) and token.confidence >= least


def _is_word(text: str) -> bool:
    """Whether a text is a syllable set as offices (in capitals) or names (capitalised) are."""
    match = _PRINT.fullmatch(text)
    word = match[1] if match else ""
    return len(word) > 1 and (word.isupper() or word.istitle()) and is_syllable(word)
