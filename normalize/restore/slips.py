"""The slips of an OCR that knows Vietnamese: «chuân mực», «câp cơ sở», «QUYÉT ĐỊNH», «hướng. dẫn».

Tesseract `vie` reads nearly every letter, and its slips are of one kind: a mark more or less («ô» for «ổ»), rarely a
letter for another. So the readings of a word are the word as read and the syllables one letter away; how likely each
slip is was learned from pages (`slips_fit`), how likely a word is to be one follows from its recognition confidence, and
the language model decides. A word is changed only where the other reading is all but sure. Numbers, symbols and
abbreviations are not touched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from math import log

import numpy as np

from normalize.restore.casing import cased
from normalize.restore.consistency import decide
from normalize.restore.edits import Edit
from normalize.restore.lattice import NOTHING, Floats, Ints, Lattice
from normalize.restore.model import Model, model
from normalize.restore.names import names, symbols
from normalize.restore.tokens import COMMA, STOP, Token, tokenize
from vietnamese.letters import BASE_VOWELS, TONES, nfc, strip_marks
from vietnamese.syllables import is_syllable, take_tone

FILE = "slips.tsv"
EDGES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.93, 0.95, 0.96)  # bands of recognition confidence
SURE, SURE_NAME = 0.92, 0.97  # a reading less likely is not put in the place of what was read; the same of capitals
_BLOCK = 3000  # tokens worked on at once: bounds memory
_PAD = 4
_UNKNOWN = -7.0  # log-probability of one unknown word among all, and what more one costs that is no syllable
_ODD = -4.0
_NAME = -3.0  # of a slip in a word with a capital inside a sentence: the model does not know names
_TWICE = 2.5  # what a second slip in a word that is no syllable gains by the first
_WINDOW = 9.0  # readings less likely than the best by more are dropped
_DOT_GAIN, _PAIR_LEAST = (
    1.0,
    -4.0,
)  # by how much a pair must be likelier than the pair with a comma, and how likely at all
_DOT_SURE, _SPLIT_SURE, _CASE_SURE = 0.95, 0.92, 0.95
_DOT = re.compile(r"(?<=[^\W\d_])\.(?= [^\W\d_])")
_LONG = range(5, 15)  # letters of a word that may be two run together


def siblings() -> dict[str, tuple[str, ...]]:
    """Each Vietnamese letter, in lower case, with all that differ from it in marks only (itself among them)."""
    letters = [*(nfc(base + tone) for base in BASE_VOWELS for tone in ("", *TONES)), *"bcdđghklmnpqrstvx"]
    return {
        letter: tuple(other for other in letters if strip_marks(other) == strip_marks(letter)) for letter in letters
    }


@dataclass(frozen=True)
class Slips:
    """What is known of slips: `letters` by what was read, what may have been printed; `wrong`: shares of wrong words."""

    letters: dict[str, tuple[tuple[str, float], ...]]
    wrong: tuple[float, ...]  # by band of confidence
    usual: float
    model: Model

    def doubt(self, sure: float) -> float:
        """Share of words read with this confidence that are wrong."""
        return self.wrong[bisect_right(EDGES, sure)]

    @cached_property
    def _known(self) -> dict[str, tuple[tuple[int, float], ...]]:
        return {}

    def readings(self, word: str) -> tuple[tuple[int, float], ...]:
        """Numbers of the syllables that may be read as `word`, with log-probabilities; for words of usual confidence.

        `word` is in small letters or in capitals, whose marks are read otherwise.
        """
        found = self._known.get(word)
        if found is None:
            best: dict[int, float] = {}
            for other, cost in self._other(word, 0):
                self._add(best, other, cost)
                if not is_syllable(word):
                    for third, more in self._other(other, 1):
                        self._add(best, third, cost + more + _TWICE)
            found = self._known[word] = tuple(best.items())
        return found

    def _other(self, word: str, start: int) -> Iterator[tuple[str, float]]:
        for place in range(start, len(word)):
            for letter, cost in self.letters.get(word[place], ()):
                yield word[:place] + letter + word[place + 1 :], cost

    def _add(self, best: dict[int, float], word: str, cost: float) -> None:
        number = self.model.numbers.get(word.lower())
        if number and is_syllable(word):
            best[number] = max(best.get(number, -99.0), cost)

    def number(self, word: str) -> int:
        """The number of a word in its commoner spelling («khoá» is «khóa» to the model); 0 where it is unknown."""
        numbers = self.model.numbers
        return max((numbers.get(word, 0), numbers.get(respelt(word), 0)), key=lambda n: (n > 0, -n))


_MOVED = re.compile(r"(o)([àáảãạèéẻẽẹ])$|(?<!q)(u)([ỳýỷỹỵ])$|([òóỏõọ])([ae])$|(?<!q)([ùúủũụ])(y)$")


@lru_cache(maxsize=65536)
def respelt(word: str) -> str:
    """`word` with its tone mark in the other of the two places that are in use («hoà», «hòa»), else as it is."""
    found = _MOVED.search(word)
    if not found:
        return word
    vowels, tone = take_tone(found.group())
    mark = next(sign for sign, letter in TONES.items() if letter == tone)
    on_first = found.group(1) or found.group(3)
    return word[: found.start()] + nfc(vowels[0] + mark + vowels[1] if on_first else vowels + mark)


@cache
def slips() -> Slips:
    """The table that ships with the package, for the model that does."""
    letters: dict[str, list[tuple[str, float]]] = {}
    wrong: list[float] = []
    usual = 0.0
    for row in files("normalize.restore").joinpath(FILE).read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        kind, first, *rest = row.split("\t")
        if kind == "letter":
            letters.setdefault(rest[0], []).append((first, float(rest[1])))
        elif first == "all":
            usual = float(rest[0])
        else:
            wrong.append(float(rest[0]))
    return Slips({read: tuple(printed) for read, printed in letters.items()}, tuple(wrong), usual, model())


def edits(text: str, sure: Callable[[int], float], known: Slips) -> Iterator[Edit]:
    """The edits that undo slips in `text`; `sure(offset)` is the recognition confidence of the word there."""
    dots = set(_stray_dots(text, known.model))
    yield from (Edit(at, at + 1, "", _DOT_SURE) for at in sorted(dots))
    tokens = [token for token in tokenize(text) if token.start not in dots]
    kept = names(text, tokens) | symbols(text)
    blocks = [tokens[start : start + _BLOCK] for start in range(0, len(tokens), _BLOCK)]
    lattices = [_lattice(text, block, sure, known, kept) for block in blocks]
    for block, lattice, decided in zip(blocks, lattices, decide(lattices, known.model), strict=True):
        chosen, chances = (column[_PAD:-_PAD].tolist() for column in decided)
        read = lattice.words[_PAD:-_PAD, 0].tolist()
        for token, number, as_read, chance in zip(block, chosen, read, chances, strict=True):
            raw = text[token.start : token.end]
            if not token.word:
                continue
            if number != as_read and chance >= (SURE_NAME if raw[0].isupper() and not raw.isupper() else SURE):
                yield Edit(token.start, token.end, cased(known.model.words[number], raw), chance)
            elif as_read and _mixed(raw):
                yield Edit(token.start, token.end, raw.lower(), _CASE_SURE)
            elif not as_read and number == as_read:
                yield from _split(text, token, known.model)


def _lattice(
    text: str, tokens: Sequence[Token], sure: Callable[[int], float], known: Slips, kept: Container[int]
) -> Lattice:
    """The readings of each token, what was read first; words that begin at the offsets `kept` have no other."""
    stop = known.model.numbers[STOP]
    edge: list[tuple[list[int], list[float]]] = [([stop], [0.0])] * _PAD
    rows = list(edge)
    inside = False
    for token in tokens:
        if token.start in kept:
            rows.append(([known.number(token.key)], [0.0]))
        elif token.word:
            rows.append(_readings(text[token.start : token.end], token, sure(token.start), inside, known))
        else:
            rows.append(([known.model.numbers[token.key]], [0.0]))
        inside = token.word
    rows += edge
    width = max(len(words) for words, _ in rows)
    words: Ints = np.zeros((len(rows), width), np.int64)
    given = np.full((len(rows), width), NOTHING, np.float32)
    for row, (numbers, chances) in enumerate(rows):
        words[row, : len(numbers)] = numbers
        given[row, : len(chances)] = chances
    return Lattice(words, given)


def _readings(raw: str, token: Token, sure: float, inside: bool, known: Slips) -> tuple[list[int], list[float]]:
    """Numbers and log-probabilities of what a word may read, first as it stands."""
    key = token.key if token.key.islower() or not _mixed(raw) else raw.lower()
    doubt = known.doubt(sure)
    words, given = [known.number(key)], [log(1 - doubt)]
    if not words[0]:
        given[0] += _UNKNOWN + (0.0 if is_syllable(key) or raw[0].isupper() else _ODD)
    if not key.islower() or len(key) < 2:
        return words, given
    capitalised = raw[0].isupper() and not raw.isupper()
    more = log(doubt / known.usual) + (_NAME if inside and capitalised else 0.0)
    for number, cost in known.readings(key.upper() if raw.isupper() else key):
        if number != words[0]:
            words.append(number)
            given.append(cost + more)
    if inside and not raw.isupper():
        logs = known.model.log_capital[capitalised]
        given = [chance + float(logs[number]) for number, chance in zip(words, given, strict=True)]
    scores = [chance + float(known.model.log_unigram[n]) for n, chance in zip(words, given, strict=True)]
    least = max(scores) - _WINDOW
    kept = [place for place, score in enumerate(scores) if place == 0 or score > least]
    return [words[place] for place in kept], [given[place] for place in kept]


def _mixed(raw: str) -> bool:
    """Whether a syllable has capitals after a small letter («nOn», «vỊ»), where letters of both cases look alike."""
    return raw[:1].islower() and not raw.islower() and is_syllable(raw)


def _stray_dots(text: str, known: Model) -> Iterator[int]:
    """Dots between two words of small letters that belong together; an enumeration that lost its comma keeps the dot."""
    found = []
    for match in _DOT.finditer(text):
        at = match.start()
        first = re.search(r"[^\W\d_]+$", text[max(at - 8, 0) : at])
        second = re.match(r"[^\W\d_]+", text[at + 2 : at + 12])
        pair = (first.group(), second.group()) if first and second else ("", "")
        if all(len(word) > 1 and word.islower() and word in known.numbers and is_syllable(word) for word in pair):
            found.append((at, known.numbers[pair[0]], known.numbers[pair[1]]))
    if found:
        places, a, b = (np.array(column, np.int64) for column in zip(*found, strict=True))
        comma = np.full(len(a), known.numbers[COMMA], np.int64)
        together, apart = _pairs(known, a, b), _pairs(known, a, comma) + _pairs(known, comma, b)
        yield from places[(together > _PAIR_LEAST) & (together > apart + _DOT_GAIN)].tolist()


def _pairs(known: Model, first: Ints, second: Ints) -> Floats:
    """Log-probability of each second word after the first."""
    seen, chances, _ = known.longer([first, second])
    found: Floats = np.where(seen, chances, known.unigrams(first)[1] + known.unigrams(second)[0])
    return found


def _split(text: str, token: Token, known: Model) -> Iterator[Edit]:
    """A word that is none, where it is two that were run together («việnđa» for «viện đa»)."""
    raw = text[token.start : token.end]
    if len(raw) not in _LONG or not raw.islower() or is_syllable(raw):
        return
    ways = [(raw[:cut], raw[cut:]) for cut in range(2, len(raw) - 1)]
    ways = [pair for pair in ways if all(word in known.numbers and is_syllable(word) for word in pair)]
    if ways:
        a, b = (np.array([known.numbers[word] for word in column], np.int64) for column in zip(*ways, strict=True))
        chances = _pairs(known, a, b)
        best = int(chances.argmax())
        if chances[best] > _PAIR_LEAST:
            yield Edit(token.start, token.end, " ".join(ways[best]), _SPLIT_SURE)
