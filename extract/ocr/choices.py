"""Which of the readings of each word is meant: what Tesseract saw, weighed with what makes good Vietnamese.

Tesseract `vie` knows letters, hardly words: it reads «tô chức», «phô thông», «kế hoạch kiêm tra» where a mark is small or
worn, though it saw the right letter too, a little less surely. So each letter's other readings make other words, and the
way through a block that is likeliest by both is taken. Only words of letters change, and only to Vietnamese syllables:
never figures, symbols or abbreviations.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from extract.ocr.hocr import Token
from vietnamese.fluency import EDGE, UNKNOWN, Fluency, fluency, pieces
from vietnamese.letters import BASE_VOWELS, TONES, nfc, strip_marks
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from extract.ocr.hocr import Letters

_WORD = re.compile(r"\W*([^\W\d_]+)\W*")
_ONE_SHAPE = frozenset("COSUVXPKÔƠƯ")  # capitals that are small letters, only larger
_NAMES = 2.0  # times as much it costs to take another letter in a word with a capital, which may be a name
_FLUENT = 0.6  # weight of the language beside the picture (these four: plateau on 34 real pages)
_FAINT = 3.0  # added to both confidences, so that hardly seen and not seen are alike
_UNSEEN = 3.0  # what it costs to take a letter that was thought of with no confidence at all
_UNTHOUGHT = 7.0  # what it costs to give a vowel a tone that was not thought of: small marks are lost whole
_AS_READ = 0.7  # what speaks for the word as it was read
_MOST_COST = 9.0  # no language makes up for more
_MOST_READINGS = 8
_MOST_WAYS = 16


@dataclass(slots=True)
class _Way:
    """A way through the words so far: its score, the words chosen, newest first."""

    score: float
    chosen: tuple[int, str, _Way] | None  # place of the word, what it is read as, the way before it

    def words(self) -> Iterator[tuple[int, str]]:
        step = self.chosen
        while step:
            place, text, before = step
            yield place, text
            step = before.chosen


def chosen(tokens: Sequence[Token]) -> list[Token]:
    """The words of a page, each in the reading that is likeliest where it stands."""
    made: list[Token] = []
    for _, block in groupby(tokens, key=lambda token: token.line[0]):
        words = [token if "Ð" not in token.text else replace(token, text=_stroked(token.text)) for token in block]
        for place, text in _likeliest(words, fluency()):
            if text != words[place].text:
                words[place] = replace(words[place], text=text)
        made.extend(_straightened(words))
    return made


def _straightened(words: Sequence[Token]) -> Iterator[Token]:
    """The words without points in the middle of a phrase, which are specks, and without capitals inside a word."""
    for before, token, after in zip((None, *words), words, (*words[1:], None), strict=False):
        match = _WORD.fullmatch(token.text)
        if match is None or len(match[1]) < 2 or not is_syllable(match[1]):
            yield token
            continue
        start, end = match.span(1)
        word, rest = _cased(match[1], before, after), token.text[end:]
        if rest == "." and after is not None and _is_small(after):
            rest = ""
        text = token.text[:start] + word + rest
        yield token if text == token.text else replace(token, text=text)


def _cased(word: str, before: Token | None, after: Token | None) -> str:
    """«nOn» is «non», «tẾ» is «tế»; «VỊ» among small letters is «vị», for such letters have one shape in both cases."""
    if word.islower() or word.istitle():
        return word
    if not word.isupper():
        return word.lower() if word[0].islower() or word[0] in _ONE_SHAPE else word.capitalize()
    if strip_marks(word) == word or not any(t and _is_small(t) for t in (before, after)):
        return word
    if any(t and t.text.isupper() and len(t.text) > 1 for t in (before, after)):
        return word
    opens = before is None or before.text[-1] in ".:;-–"
    return word.lower() if word[0] in _ONE_SHAPE and not opens else word.capitalize()


def _is_small(token: Token) -> bool:
    """Whether a token is a word in small letters."""
    match = _WORD.fullmatch(token.text)
    return match is not None and len(match[1]) > 1 and match[1].islower() and token.text.startswith(match[1])


def _stroked(text: str) -> str:
    """Vietnamese has no eth; where Tesseract reads one, it stands for «Đ», or is the second look at the same «Đ»."""
    return re.sub("Đ{2,}", "Đ", text.replace("Ð", "Đ"))


def _likeliest(words: Sequence[Token], model: Fluency) -> Iterator[tuple[int, str]]:
    """Place and text of each word that has several readings."""
    edge = model.number(EDGE)
    ways = {(edge, edge): _Way(0.0, None)}
    for place, token in enumerate(words):
        match = _WORD.fullmatch(token.text)
        if match is None:
            for piece in pieces(token.text):
                ways = _followed(ways, [(piece, 0.0, None)], place, model)
            continue
        start, end = match.span(1)
        read = token.text[start:end]
        options: list[tuple[str, float, str | None]] = []
        for text, cost in _readings(read, token.letters[start:end], model):
            options.append(
                (text.lower(), -cost if text != read else _AS_READ, token.text[:start] + text + token.text[end:])
            )
        ways = _followed(ways, options, place, model)
        if any(sign in ".;:?!" for sign in token.text[end:]):
            ways = _followed(ways, [(EDGE, 0.0, None)], place, model)
    yield from max(ways.values(), key=lambda way: way.score).words()


def _followed(
    ways: dict[tuple[int, int], _Way], options: Sequence[tuple[str, float, str | None]], place: int, model: Fluency
) -> dict[tuple[int, int], _Way]:
    """The ways that go on with one of `options`: a word, what the picture says for it, and the token's text with it."""
    import numpy as np

    numbers = [model.number(word) for word, _, _ in options]
    before = np.array(list(ways), dtype=np.int64)
    logs = model.logs(
        np.repeat(before[:, 0], len(options)), np.repeat(before[:, 1], len(options)), np.tile(numbers, len(ways))
    ).tolist()
    found: dict[tuple[int, int], _Way] = {}
    at = 0
    for (_, second), way in ways.items():
        for number, (_, seen, text) in zip(numbers, options, strict=True):
            score = way.score + _FLUENT * logs[at] + seen
            at += 1
            known = found.get((second, number))
            if known is None or score > known.score:
                found[second, number] = _Way(score, way.chosen if text is None else (place, text, way))
    if len(found) > _MOST_WAYS:
        return dict(heapq.nlargest(_MOST_WAYS, found.items(), key=lambda item: item[1].score))
    return found


def _readings(read: str, letters: Letters, model: Fluency) -> list[tuple[str, float]]:
    """What the word `read` may be, with what each costs; itself first, at no cost."""
    if len(read) < 2 or not letters:
        return [(read, 0.0)]
    dear = _NAMES if read.istitle() else 1.0
    made = [("", 0.0)]
    for letter, choices in zip(read, letters, strict=True):
        costs = [(other, dear * cost) for other, cost in _costs(letter, choices)]
        made = [(text + other, cost + more) for text, cost in made for other, more in costs if cost + more < _MOST_COST]
        made = heapq.nsmallest(4 * _MOST_READINGS, made, key=lambda item: item[1])
    good = [
        (text, cost)
        for text, cost in made
        if text != read and model.number(text.lower()) != UNKNOWN and is_syllable(text)
    ]
    return [(read, 0.0), *good[: _MOST_READINGS - 1]]


def _costs(letter: str, choices: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """What a letter may be, with what each costs."""
    own = next((sure for other, sure in choices if other == letter), choices[0][1])
    found = [(letter, 0.0)]
    for other, sure in choices:
        if other != letter and len(other) == 1 and other.isalpha() and other.isupper() == letter.isupper():
            cost = max(math.log((own + _FAINT) / (sure + _FAINT)), 0.0)
            found.append((other, cost + (0.0 if sure else _UNSEEN)))
    known = {other for other, _ in found}
    return [*found, *((other, _UNTHOUGHT) for other in _tones().get(letter, ()) if other not in known)]


@cache
def _tones() -> dict[str, tuple[str, ...]]:
    """Each vowel with those that differ from it by the tone alone."""
    vowels = [[nfc(base + tone) for tone in ("", *TONES)] for base in (*BASE_VOWELS, *BASE_VOWELS.upper())]
    return {own: tuple(other for other in family if other != own) for family in vowels for own in family}
