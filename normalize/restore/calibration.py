"""How much the model's own probabilities are worth: a curve from them to the share that proved right on unseen text.

Most readings are nearly certain, so the curve is even in −log(1 − p): from 0 to `_TOP` in equal steps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_TOP = 13.5
_STEPS = 28


def _unfolded(chances: Floats) -> Floats:
    return np.minimum(-np.log(np.maximum(1 - chances, 1e-6)), _TOP).astype(np.float32)


def calibrated(chances: Floats, curve: Floats) -> Floats:
    """Probabilities of the model as the share of such readings that is right."""
    found: Floats = np.interp(_unfolded(chances), np.linspace(0, _TOP, len(curve)), curve).astype(np.float32)
    return found


def identity() -> Floats:
    """The curve that takes probabilities at their word."""
    found: Floats = (1 - np.exp(-np.linspace(0, _TOP, _STEPS + 1))).astype(np.float32)
    return found


def fit(chances: Floats, right: NDArray[np.bool_]) -> Floats:
    """The curve that fits probabilities of readings and whether they were right: isotonic, by pooling neighbours."""
    places = np.clip(np.round(_unfolded(chances) * _STEPS / _TOP).astype(int), 0, _STEPS)
    totals = np.bincount(places, minlength=_STEPS + 1) + 2.0
    hits = np.bincount(places, right, minlength=_STEPS + 1) + 2.0 * identity()
    pools: list[list[float]] = []  # hits, total, width
    for hit, total in zip(hits.tolist(), totals.tolist(), strict=True):
        pools.append([hit, total, 1])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return np.concatenate([np.full(int(width), hit / total) for hit, total, width in pools]).astype(np.float32)
