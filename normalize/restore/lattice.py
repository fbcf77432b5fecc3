"""Which reading of each word is right: forward-backward over the candidates, first with short contexts, then long ones.

All slots of a text are worked on at once. Where as many neighbouring words have one reading as the model looks back,
what stands before can't touch what stands behind: there the text is cut, and the pieces go through the steps together.
After each pass only the probable readings are kept, so that long contexts are asked for few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
NOTHING = np.float32(-1e9)
PASSES = (
    (2, 6, 1e-4),
    (3, 4, 1e-4),
)  # of the first reading: order, readings kept after it, least probability of one kept
_LAST = 3  # order of the last reading


class Scorer(Protocol):
    """What a language model must answer: log-probabilities of n-grams, and weights for going without them."""

    def unigrams(self, words: Ints) -> tuple[Floats, Floats]:
        """Log-probability and back-off of single words."""

    def longer(self, grams: list[Ints]) -> tuple[NDArray[np.bool_], Floats, Floats]:
        """For n-grams given word by word: which are known, their log-probabilities and back-offs."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """Candidates of each slot: word numbers and log-probability of what stands there given the word (NOTHING: none)."""

    words: Ints  # slots × readings
    given: Floats

    def best(self, chances: Floats, keep: int, least: float) -> tuple[Lattice, Floats]:
        """The `keep` likeliest readings of each slot that reach the `least` probability, and their probabilities."""
        order = np.argsort(-chances, axis=1, kind="stable")[:, :keep]
        chance = np.take_along_axis(chances, order, 1)
        given = np.take_along_axis(self.given, order, 1)
        given = np.where((chance >= least) | (np.arange(order.shape[1]) == 0), given, NOTHING)
        used = max(int((given > NOTHING / 2).sum(1).max(initial=1)), 1)
        return Lattice(np.take_along_axis(self.words, order, 1)[:, :used], given[:, :used]), chance[:, :used]


def narrowed(lattice: Lattice, scorer: Scorer, passes: Sequence[tuple[int, int, float]]) -> tuple[Lattice, Floats]:
    """The readings of each slot that short contexts leave, likeliest first, and their probabilities."""
    chances = np.exp(lattice.given)
    for order, keep, least in passes:
        lattice, chances = lattice.best(_pass(lattice, scorer, order), keep, least)
    return lattice, chances


def last_reading(lattice: Lattice, scorer: Scorer) -> Floats:
    """Probabilities of the readings of each slot by the longest contexts."""
    return _pass(lattice, scorer, _LAST)


def _pass(lattice: Lattice, scorer: Scorer, order: int) -> Floats:
    """Probabilities of all readings by the model of one order."""
    slots, readings = lattice.words.shape
    many: NDArray[np.bool_] = np.any(lattice.given[:, 1:] > NOTHING / 2, axis=1)
    chances = np.zeros((slots, readings), np.float32)
    chances[:, 0] = 1
    first, last = _stretches(many, order - 1)
    if not len(first):
        return chances
    longest = np.argsort(first - last, kind="stable")
    first, last = first[longest], last[longest]
    before = np.minimum(first, order - 1)
    sizes = np.minimum(last + order, slots) - first  # with the words behind that still see the stretch
    near = _ranges(first - before, before + sizes)
    moves = np.exp(_scores(Lattice(lattice.words[near], lattice.given[near]), scorer, order))
    begin = np.cumsum(before + sizes) - sizes
    moves = moves[_ranges(begin, sizes)]
    chances[_ranges(first, sizes)] = _forward_backward(moves, np.cumsum(sizes) - sizes, sizes, readings, order)
    return chances


def _ranges(start: Ints, sizes: Ints) -> Ints:
    """The numbers from each start on, `sizes` of each, one range behind the other."""
    offset = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.arange(int(sizes.sum())) - offset + np.repeat(start, sizes)


def _stretches(many: NDArray[np.bool_], gap: int) -> tuple[Ints, Ints]:
    """First and last slot of the stretches that `gap` sure words in a row hold apart."""
    open_slots = np.flatnonzero(many)
    if not len(open_slots):
        return open_slots, open_slots
    cut = np.flatnonzero(np.diff(open_slots) > gap)
    return open_slots[np.append(0, cut + 1)], open_slots[np.append(cut, len(open_slots) - 1)]


def _scores(lattice: Lattice, scorer: Scorer, order: int) -> Floats:
    """Log-probability of each reading after each combination of readings before it; the first slots have no meaning."""
    slots, readings = lattice.words.shape
    valid = lattice.given > NOTHING / 2
    log, bow = scorer.unigrams(lattice.words)
    for n in range(2, order + 1):
        mask = np.ones((slots,) + (readings,) * n, bool)
        for axis in range(n):
            mask &= np.roll(valid, n - 1 - axis, 0).reshape(
                (slots,) + (1,) * axis + (readings,) + (1,) * (n - 1 - axis)
            )
        where = np.nonzero(mask)
        grams = [lattice.words[where[0] - (n - 1 - axis), where[1 + axis]] for axis in range(n)]
        known, found, further = scorer.longer(grams)
        shorter = np.roll(bow, 1, 0)[..., None] + log[:, None]
        log = np.full(mask.shape, NOTHING, np.float32)
        log[where] = np.where(known, found, shorter[where])
        bow = np.zeros(mask.shape, np.float32)
        bow[where] = further
    given = lattice.given.reshape((slots,) + (1,) * (order - 1) + (readings,))
    return log + given


def _forward_backward(moves: Floats, begin: Ints, sizes: Ints, readings: int, order: int) -> Floats:
    """Probabilities of the readings at each slot of the stretches, which lie one behind the other in `moves`.

    `begin` and `sizes` tell the stretches, longest first. A state is the readings of `order` - 1 neighbouring slots.
    """
    state = (readings,) * (order - 1)
    ahead = np.zeros((len(moves), *state), np.float32)
    active = np.zeros((len(begin), *state), np.float32)
    active[(slice(None),) + (0,) * (order - 1)] = 1  # before a stretch all is sure
    steps = [int((sizes > step).sum()) for step in range(int(sizes[0]))]
    for step, count in enumerate(steps):
        at = begin[:count] + step
        active = (active[:count, ..., None] * moves[at]).sum(1)
        active /= np.maximum(active.reshape(count, -1).sum(1), 1e-30).reshape((count,) + (1,) * (order - 1))
        ahead[at] = active
    behind = np.ones((len(begin), *state), np.float32)
    both = np.zeros_like(ahead)
    for step, count in reversed(list(enumerate(steps))):
        at = begin[:count] + step
        both[at] = ahead[at] * behind[:count]
        back = (moves[at] * behind[:count, None]).sum(-1)
        back /= np.maximum(back.reshape(count, -1).max(1), 1e-30).reshape((count,) + (1,) * (order - 1))
        behind[:count] = back
    chances: Floats = both.reshape(len(moves), -1, readings).sum(1)
    chances /= np.maximum(chances.sum(1, keepdims=True), 1e-30)
    return chances
