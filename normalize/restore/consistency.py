"""A text is read twice: what the first reading is sure of makes the same words and pairs of words likelier elsewhere.

A word that the text uses more than the language at large («dạy» in a circular on teaching) gains as a cache model would
give it (Kuhn & De Mori 1990); so does a pair of words that was read for sure before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from normalize.restore.lattice import NOTHING, PASSES, Floats, Ints, Lattice, last_reading, narrowed
from normalize.restore.model import Model
from normalize.restore.tokens import SPECIAL

_SURE = 0.95
_CACHE, _MOST_CACHE = 0.2, 4.0  # weight of the text's own words, and the most that a word may gain (logarithm)
_PAIR, _MOST_PAIR = 1.5, 4.0  # gain of a pair by the logarithm of how often it was read, and its limit
_SMOOTH = 200  # words that the cache counts beside those it has


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the first reading is sure of: the gain of each word, and pairs (one number each) with their gains."""

    words: Floats
    pairs: Ints
    gains: Floats


def decide(lattices: Iterable[Lattice], model: Model) -> Iterator[tuple[Ints, Floats]]:
    """For the blocks of one text, the likeliest word of each slot and its probability."""
    first = [_first(lattice, model) for lattice in lattices]
    heard = _listen([(_best(lattice, chances)) for lattice, chances in first], model)
    for lattice, chances in first:
        again = _favoured(lattice, _best(lattice, chances)[0], heard)
        yield _best(again, last_reading(again, model))


def decide_once(lattices: Iterable[Lattice], model: Model) -> Iterator[tuple[Ints, Floats]]:
    """What the first reading alone decides; for measuring what the second is worth."""
    return (_best(*_first(lattice, model)) for lattice in lattices)


def _first(lattice: Lattice, model: Model) -> tuple[Lattice, Floats]:
    return narrowed(lattice, model, PASSES)


def _best(lattice: Lattice, chances: Floats) -> tuple[Ints, Floats]:
    rows = np.arange(len(chances))
    best = chances.argmax(1)
    return lattice.words[rows, best], chances[rows, best]


def _listen(readings: Sequence[tuple[Ints, Floats]], model: Model) -> _Heard:
    singles = np.zeros(len(model.words), np.int64)
    pairs = []
    for words, chances in readings:
        sure = (chances > _SURE) & (words >= len(SPECIAL))
        singles += np.bincount(words[sure], minlength=len(singles))
        pairs.append(((words[:-1] << 16) | words[1:])[sure[:-1] & sure[1:]])
    share = singles / (singles.sum() + _SMOOTH)
    gain = np.log1p(_CACHE * share / np.exp(model.log_unigram))
    keys, counts = np.unique(np.concatenate(pairs) if pairs else np.zeros(0, np.int64), return_counts=True)
    more = np.minimum(_PAIR * np.log(counts), _MOST_PAIR)
    return _Heard(
        np.minimum(gain, _MOST_CACHE).astype(np.float32), keys[counts > 1], more[counts > 1].astype(np.float32)
    )


def _favoured(lattice: Lattice, words: Ints, heard: _Heard) -> Lattice:
    """The lattice with the gains of its readings; `words` are the neighbours that the first reading chose."""
    given = lattice.given + heard.words[lattice.words]
    if len(heard.pairs):
        before, behind = np.roll(words, 1)[:, None], np.roll(words, -1)[:, None]
        for key in ((before << 16) | lattice.words, (lattice.words << 16) | behind):
            place = np.minimum(np.searchsorted(heard.pairs, key), len(heard.pairs) - 1)
            given += np.where(heard.pairs[place] == key, heard.gains[place], np.float32(0))
    return Lattice(lattice.words, np.where(lattice.given > NOTHING / 2, given, NOTHING))
