"""What needs restoring: Vietnamese that lost its marks or was read by an OCR that does not know Vietnamese.

Good Vietnamese and other languages are left alone. The measure is the share of lost marks: of the marks that the words
of a stretch would be expected to carry, how many are missing. It is near 0 in good text and near 1 in stripped text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.restore.model import Model
from vietnamese.letters import is_marked, mark_density, strip_marks
from vietnamese.syllables import is_bare_syllable, is_syllable

_DENSE = 0.15  # share of marked letters that no text has whose marks were lost; good text has .24 and more
_WORD = re.compile(r"[^\W\d_]+")
_BLOCK_WORDS = 60
_LOST_TEXT, _LOST_BLOCK, _LOST_ALONE = 0.3, 0.25, 0.8  # shares of lost marks above which something is restored
_LEAST_WORDS = 25  # a stretch in good text must be so long to be judged by itself
_FOREIGN = 0.4  # share of words that could be Vietnamese, below which a text is another language
_NOISY = 0.035  # share of words that no Vietnamese text has, above which an OCR's slips must be undone too


@dataclass(slots=True)
class Tally:
    """What was counted in a stretch of text."""

    words: int = 0
    vietnamese: int = 0  # words that are Vietnamese syllables but for their marks
    expected: float = 0.0  # marked words expected among them
    marked: float = 0.0
    odd: int = 0  # words that are neither syllables nor known

    def add(self, other: Tally) -> None:
        """Add the counts of another stretch."""
        self.words += other.words
        self.vietnamese += other.vietnamese
        self.expected += other.expected
        self.marked += other.marked
        self.odd += other.odd

    @property
    def lost(self) -> float:
        """Share of the expected marks that are missing; 0 where the text is not Vietnamese."""
        if self.expected < 0.5 or self.vietnamese < _FOREIGN * self.words:
            return 0.0
        return max(0.0, 1 - self.marked / self.expected)

    @property
    def noisy(self) -> bool:
        """Whether letters were misread, not only marks lost."""
        return self.odd > _NOISY * self.words


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text to restore, by its first and last offset."""

    start: int
    end: int


def suspect(text: str) -> bool:
    """Whether any stretch of `text` has too few marks to be sure that none were lost; quick, and needs no model."""
    return any(mark_density(text[start:end]) < _DENSE for start, end in _blocks(text))


def dense_blocks(text: str) -> list[tuple[int, int]]:
    """The stretches of `text`, whole lines each, that have the marks good Vietnamese has; by first and last offset."""
    return [(start, end) for start, end in _blocks(text) if mark_density(text[start:end]) >= _DENSE]


def tally(text: str, model: Model) -> Tally:
    """Count the words of `text` and their marks."""
    found = Tally()
    shares = model.marked_share
    numbers = model.numbers
    for word in _WORD.findall(text):
        if len(word) == 1:
            continue
        lower = word.lower()
        base = strip_marks(lower)
        found.words += 1
        if not is_bare_syllable(base):
            found.odd += not (word.isupper() or lower in numbers or word in numbers)
            continue
        found.vietnamese += 1
        found.expected += shares.get(base, 0.0)
        if base != lower:
            good = is_syllable(lower)
            found.marked += good and any(is_marked(letter) for letter in word)
            found.odd += not good
    return found


def stretches(text: str, model: Model) -> tuple[list[Stretch], bool]:
    """The stretches of `text` that need restoring, whole lines each, and whether they are noisy."""
    blocks = _blocks(text)
    tallies = [tally(text[start:end], model) for start, end in blocks]
    whole = Tally()
    for one in tallies:
        whole.add(one)
    lost_text = whole.lost > _LOST_TEXT
    found: list[Stretch] = []
    restored = Tally()
    for (start, end), one in zip(blocks, tallies, strict=True):
        lost = one.lost > _LOST_BLOCK if lost_text else one.lost > _LOST_ALONE and one.vietnamese >= _LEAST_WORDS
        if not lost and not (lost_text and one.expected < 3 and one.marked <= one.expected / 2):
            continue
        restored.add(one)
        if found and found[-1].end == start:
            found[-1] = Stretch(found[-1].start, end)
        else:
            found.append(Stretch(start, end))
    return found, restored.noisy


def _blocks(text: str) -> list[tuple[int, int]]:
    """The text cut at line ends into blocks of about `_BLOCK_WORDS` words."""
    blocks = []
    start = at = words = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        words += len(line.split())
        if words >= _BLOCK_WORDS:
            blocks.append((start, at))
            start, words = at, 0
    if start < len(text):
        blocks.append((start, len(text)))
    return blocks
