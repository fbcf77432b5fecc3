"""From counts to a back-off language model in hashed tables: interpolated absolute discounting, pruned by count.

Modified Kneser-Ney discounts (Chen & Goodman 1998) on raw counts: with rare n-grams left out, continuation counts
of the lower orders measured worse (docs/restore-model-card.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalize.restore.counts import Keys, Stream, count
from normalize.restore.hashed import HashedMap, build
from normalize.restore.model import BITS, BOW_SHIFT, LOG_STEP

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Order:
    """How one order is kept: its `most` telling n-grams, in cells of `dtype`."""

    most: int
    dtype: type


ORDERS = {2: Order(10**6, np.uint32), 3: Order(4 * 10**6, np.uint16)}


@dataclass(frozen=True)
class Estimate:
    """The n-grams of one order with probabilities, before and after pruning."""

    keys: Keys
    probs: Floats
    kept: NDArray[np.bool_]


def estimate(stream: Stream, orders: dict[int, Order]) -> tuple[Floats, Floats, dict[int, HashedMap]]:
    """Probabilities and back-off weights of single words, and the tables of the higher orders."""
    unigrams = np.array(stream.counts, np.float64) + 0.5
    unigrams /= unigrams.sum()
    levels = {1: Estimate(np.arange(len(unigrams), dtype=np.uint64), unigrams, np.ones(len(unigrams), bool))}
    for order in sorted(orders):
        keys, counts = count(stream.ids, stream.doubtful, order)
        levels[order] = _interpolate(keys, counts, levels[order - 1], order, orders[order].most)
    bows = {order: _backoffs(level, levels.get(order + 1), order) for order, level in levels.items()}
    tables = {order: _table(levels[order], bows[order], how.dtype, *BITS[order]) for order, how in orders.items()}
    return unigrams, bows[1], tables


def _suffix(keys: Keys, order: int) -> Keys:
    return keys & np.uint64((1 << (16 * (order - 1))) - 1)


def _interpolate(keys: Keys, counts: NDArray[np.int64], lower: Estimate, order: int, most: int) -> Estimate:
    """Probabilities of the n-grams of one order, each interpolated with its shorter self."""
    contexts, start = np.unique(keys >> np.uint64(16), return_index=True)
    sizes = np.diff(np.append(start, len(keys)))
    totals = np.add.reduceat(counts, start)
    once, twice, thrice, four = (max(int((counts == n).sum()), 1) for n in (1, 2, 3, 4))
    y = once / (once + 2 * twice)
    discounts = np.array([0, 1 - 2 * y * twice / once, 2 - 3 * y * thrice / twice, 3 - 4 * y * four / thrice])
    taken = discounts[np.minimum(counts, 3)]
    left = np.add.reduceat(taken, start) / totals
    context = np.repeat(np.arange(len(contexts)), sizes)
    place = np.searchsorted(lower.keys, _suffix(keys, order))
    without = left[context] * lower.probs[place]
    probs = (counts - taken) / totals[context] + without
    gain = counts * (np.log(probs) - np.log(without))  # what the text's log-probability loses without this n-gram
    kept = np.ones(len(keys), bool)
    if len(keys) > most:
        kept = gain >= np.partition(gain, len(gain) - most)[len(gain) - most]
    return Estimate(keys, probs, kept)


def _backoffs(level: Estimate, upper: Estimate | None, order: int) -> Floats:
    """The weight with which each n-gram passes on to its shorter self where no longer n-gram is kept."""
    bows = np.ones(len(level.keys))
    if upper is None:
        return bows
    keys, probs = upper.keys[upper.kept], upper.probs[upper.kept]
    contexts, start = np.unique(keys >> np.uint64(16), return_index=True)
    seen = np.add.reduceat(probs, start)
    shorter = level.probs[np.searchsorted(level.keys, _suffix(keys, order + 1))]
    shorter_seen = np.add.reduceat(shorter, start)
    place = np.searchsorted(level.keys, contexts)
    bows[place] = np.clip(1 - seen, 1e-4, 1) / np.clip(1 - shorter_seen, 1e-4, 1)
    return bows


def _table(level: Estimate, bows: Floats, dtype: type, prob_bits: int, bow_bits: int) -> HashedMap:
    value = quantised(np.log(level.probs[level.kept]), prob_bits)
    if bow_bits:
        steps = np.round(np.log(bows[level.kept]) / LOG_STEP) + BOW_SHIFT
        value = (value << bow_bits) | np.clip(steps, 0, (1 << bow_bits) - 1).astype(np.int64)
    return build(level.keys[level.kept], value, prob_bits + bow_bits, dtype)


def quantised(logs: Floats, bits: int) -> NDArray[np.int64]:
    """Logarithms (0 or less) as steps below zero that fit into `bits`; 8 bits reach down to −16, fewer as far, coarser."""
    step = LOG_STEP * 2 ** (8 - bits)
    steps: NDArray[np.int64] = np.clip(np.round(-logs / step), 0, (1 << bits) - 1).astype(np.int64)
    return steps
