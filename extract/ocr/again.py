"""A second look, larger, at the lines in which the first reading made words that are none.

Read at another size, the same print is misread in other places. So lines with a doubtful word are read again, and where
both readings stand over the same stretch of a line, the one that looks more like print of an office stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from extract.ocr import cells
from extract.ocr.cells import Patch, Sheet
from extract.ocr.clean import Picture
from extract.ocr.hocr import Token
from vietnamese.fluency import EDGE, UNKNOWN, fluency, pieces
from vietnamese.syllables import is_syllable

HEIGHT: Final = 25.0  # of an «x» in pixels, as at 300 dots an inch: the first reading sees 17
_MOST_LINES = 0.3  # of a page's lines, the most doubtful ones
_LEAST_DOUBT = 0.12
_UNSURE = 0.55
_AROUND = 0.25  # of a line's height, above and below it
_BETTER = 0.08  # by so much must the second reading look better
_EASIER = 3.0  # by so much must its logarithm be greater where it looks as good
_WORD = re.compile(r"[(\"“'‘\[]{0,2}([^\W\d_]+)[)\"”'’\].,;:!?/…]{0,4}")
_FIGURES = re.compile(r"[(\"“]?\d[\d.,/:%-]*(?:[)\"”.;,:]{0,3})|[(\"“]?\d{1,3}[a-zđ]?[.)]{1,2}")
_SYMBOL = re.compile(
    r"[(\"“]?(?:\d{1,5}[a-z]?/)?(?:(?:19|20)\d\d/)?[A-ZĐ][A-ZĐa-zđ&]*(?:[-–/][A-ZĐ][A-Za-zĐđ&]*)*[)\"”.;,:]{0,3}"
)
_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})[.,;:)]{0,2}")
_SIGN = re.compile(r"[-–+*%&/…]|\./\.?|\.{3,}|[a-zđ][.)]")


def doubtful(tokens: Sequence[Token]) -> list[list[Token]]:
    """The lines that are worth a second look, the most doubtful first."""
    lines = [list(line) for _, line in groupby(tokens, key=lambda token: token.line)]
    doubts = [(_doubt(line), number) for number, line in enumerate(lines)]
    most = max(1, round(_MOST_LINES * len(lines)))
    worst = sorted((pair for pair in doubts if pair[0] >= _LEAST_DOUBT), key=lambda pair: (-pair[0], pair[1]))[:most]
    return [lines[number] for _, number in worst]


def sheet(page: Picture, lines: Sequence[Sequence[Token]]) -> Sheet:
    """The lines one under another, with white paper where their neighbours' feet and heads would stand."""
    made = cells.sheet(page, [_place(line, *page.size) for line in lines])
    pixels = made.picture.pixels  # a new array, ours alone
    for line, (at, patch) in zip(lines, made.cells, strict=True):
        strip = pixels[at : at + patch.bottom - patch.top, made.margin : made.margin + patch.right - patch.left]
        ordered = sorted(line, key=lambda token: token.left)
        tall = sorted(token.height for token in ordered)[len(ordered) // 2]
        edges = [0, *(token.left - patch.left for token in ordered[1:]), strip.shape[1]]
        for token, left, right in zip(ordered, edges[:-1], edges[1:], strict=True):
            more = round(_AROUND * tall)
            strip[: max(token.top - patch.top - more, 0), left:right] = 255
            strip[token.bottom - patch.top + more :, left:right] = 255
    return made


def _place(line: Sequence[Token], width: int, height: int) -> Patch:
    """Where a line stands on a page of so many pixels, with some paper about it."""
    top, bottom = min(t.top for t in line), max(t.bottom for t in line)
    more = max(2, round(_AROUND * (bottom - top)))
    left, right = min(t.left for t in line), max(t.right for t in line)
    return Patch(max(left - 2 * more, 0), max(top - more, 0), min(right + 2 * more, width), min(bottom + more, height))


def merged(tokens: Sequence[Token], lines: Sequence[Sequence[Token]], again: Sequence[Sequence[Token]]) -> list[Token]:
    """The page's words, those of `lines` in the better of the first reading and of the second one, `again`."""
    better = {line[0].line: list(_better(line, second)) for line, second in zip(lines, again, strict=True)}
    made: list[Token] = []
    for key, line in groupby(tokens, key=lambda token: token.line):
        made.extend(better.get(key, line))
    return made


def _better(line: Sequence[Token], second: Sequence[Token]) -> Iterator[Token]:
    made: list[Token] = []
    stretches = list(_stretches(line, second))
    for number, (first, other) in enumerate(stretches):
        follow = stretches[number + 1][0] if number + 1 < len(stretches) else []
        made.extend(other if other and _is_better(other, first, made[-2:], follow) else first)
    return (replace(token, line=line[0].line) for token in made)


def _is_better(other: Sequence[Token], first: Sequence[Token], before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether the second reading of a stretch looks more like print, or as much so and reads more easily."""
    gain = _quality(other) - _quality(first)
    if abs(gain) > _BETTER or [t.text for t in other] == [t.text for t in first]:
        return gain > _BETTER
    return _ease(other, before, after) > _ease(first, before, after) + _EASIER


def _ease(words: Sequence[Token], before: Sequence[Token], after: Sequence[Token]) -> float:
    """How easily words read between their neighbours: the logarithm of their chance."""
    import numpy as np

    model = fluency()
    text = [
        EDGE,
        EDGE,
        *(p for t in before for p in pieces(t.text)),
        *(p for t in (*words, *after) for p in pieces(t.text)),
    ]
    ids = np.array([model.number(piece) for piece in text], dtype=np.int64)
    return float(model.logs(ids[:-2], ids[1:-1], ids[2:]).sum())


def _stretches(line: Sequence[Token], second: Sequence[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """What both readings have over each stretch of the line; what only the second one has is left out."""
    level = [t for t in second if any(_level(t, own) for own in line)]
    mixed = sorted([*((t, 0) for t in line), *((t, 1) for t in level)], key=lambda pair: (pair[0].left, pair[1]))
    end = -1
    found: tuple[list[Token], list[Token]] = ([], [])
    for token, which in mixed:
        narrow = min(token.height // 4, (token.right - token.left) // 3)
        if token.left + narrow >= end and (found[0] or found[1]):
            if found[0]:
                yield found
            found = ([], [])
        found[which].append(token)
        end = max(end, token.right) if found[0] or found[1] else token.right
    if found[0]:
        yield found


def _level(token: Token, own: Token) -> bool:
    """Whether the middle of `token` stands at the height of `own`, over or under the same stretch or beside it."""
    return own.top <= (token.top + token.bottom) / 2 <= own.bottom and token.left < own.right and own.left < token.right


def _doubt(line: Sequence[Token]) -> float:
    """How much of the line looks wrong: letters of words that are none, and specks."""
    letters = sum(len(t.text) for t in line)
    return sum((1 - _looks(t)) * max(len(t.text), 3) for t in line) / max(letters, 20)


def _quality(words: Sequence[Token]) -> float:
    letters = sum(len(t.text) for t in words)
    return sum((_looks(t) + 0.3 * t.confidence) * len(t.text) for t in words) / letters


def _looks(token: Token) -> float:
    """How much a word looks like print of an office, 0..1."""
    text = token.text
    if match := _WORD.fullmatch(text):
        word = match[1]
        if len(word) > 1 and is_syllable(word) and fluency().number(word.lower()) != UNKNOWN:
            odd = not (word.islower() or word.isupper() or word.istitle())
            return 0.3 if odd else (1.0 if token.confidence >= _UNSURE else 0.4)
        if word.isupper() and len(word) > 1:
            return 0.9
    if _FIGURES.fullmatch(text) or _ROMAN.fullmatch(text) or _SIGN.fullmatch(text):
        return 1.0
    if _SYMBOL.fullmatch(text):
        return 0.9
    return 0.2 if token.confidence < 0.8 else 0.4
