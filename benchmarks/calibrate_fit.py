"""The fit behind `normalize.confidence`: log-odds of being right, by kind, less what each clue costs.

A kind with few facts leans on all kinds: its log-odds and its costs are drawn to those of the whole (ridge). Costs are never
negative, so that doubt never raises confidence. Each kind is also given a few facts of which some are wrong (a Beta prior):
the finders were made on the same dispatches, and thirty facts that are all right do not make the next one sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.calibrate_samples import Sample
from normalize.confidence import CLUES, KINDS

Vector = NDArray[np.float64]
_SCALE = np.array([2.0, 1.0, 0.1, 1.0, 1.0])  # what counts as much of each clue
_PRIOR_FACTS, _PRIOR_RIGHT = 8.0, 0.85  # facts given to each kind, and how many of them are right
_MOST = 30.0  # facts of one kind in one dispatch fail together: more than these weigh as these
_DRAW_BASE, _DRAW_COST = 1.0, 4.0  # how strongly a kind's log-odds and costs are drawn to those of all kinds
# Thought before any fact is seen: a finder's estimate is worth half of what it says; a page read from a picture costs what
# lies between the aims set for good text and for scans (.93 and .85 right).
_BEFORE = np.array([0.5, 0.85, 0.0, 0.0, 0.0])
_DRAW_COMMON = np.array([30.0, 4.0, 1.0, 1.0, 1.0])  # how strongly the costs of all kinds are drawn to these
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Fit:
    """Log-odds of each kind where nothing speaks against a fact (`KINDS`), and what each clue costs (kinds × `CLUES`)."""

    base: Vector
    cost: Vector

    def odds(self, sample: Sample) -> float:
        """The log-odds that a fact is right."""
        kind = KINDS.index(sample.kind)
        return float(self.base[kind] - self.cost[kind] @ np.array(sample.clues.values))


def fit(samples: Sequence[Sample]) -> Fit:
    """Fit the confidence of all kinds on judged facts."""
    problem = _Problem(samples)
    x = problem.before
    for _ in range(_STEPS):
        slope, curve = problem.derivatives(x)
        held = problem.bounded & (x <= 0) & (slope > 0)
        free = ~held
        step = np.zeros(problem.size)
        step[free] = np.linalg.solve(curve[np.ix_(free, free)], slope[free])
        length, now = 1.0, problem.loss(x)
        while (new := problem.loss(problem.inside(x - length * step))) > now and length > 1e-6:
            length /= 2
        x = problem.inside(x - length * step)
        if now - new < 1e-9:
            break
    return problem.read(x)


class _Problem:
    """Penalised log-loss over x = (log-odds of all kinds, of each kind, costs of all kinds, of each kind)."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        kinds, clues = len(KINDS), len(CLUES)
        self.size = 1 + kinds + clues + kinds * clues
        self.bounded = np.arange(self.size) > kinds
        together = Counter((s.kind, s.dispatch) for s in samples)
        weights = [min(1.0, _MOST / together[s.kind, s.dispatch]) for s in samples]
        rows = [(KINDS.index(s.kind), s.clues.values, w, float(s.right)) for s, w in zip(samples, weights, strict=True)]
        rows += [(k, (0.0,) * clues, _PRIOR_FACTS, _PRIOR_RIGHT) for k in range(kinds)]
        self.design = np.zeros((len(rows), self.size))
        for at, (kind, values, _, _) in enumerate(rows):
            self.design[at, 1 + kind] = 1
            first = 1 + kinds + clues + kind * clues
            self.design[at, first : first + clues] = -np.array(values) / _SCALE
        self.weight, self.right = np.array([r[2] for r in rows]), np.array([r[3] for r in rows])
        self.penalty = self._penalty(kinds, clues)
        self.before = np.concatenate([np.zeros(1 + kinds), np.tile(_BEFORE * _SCALE, 1 + kinds)])

    def _penalty(self, kinds: int, clues: int) -> Vector:
        """The matrix of the draws: of each kind's values to those of all kinds, of the common costs to `_BEFORE`."""
        matrix = np.zeros((self.size, self.size))
        pairs = [(0, 1 + k, _DRAW_BASE) for k in range(kinds)]
        start = 1 + kinds
        pairs += [(start + c, start + clues + k * clues + c, _DRAW_COST) for k in range(kinds) for c in range(clues)]
        for common, own, draw in pairs:
            matrix[[common, own], [common, own]] += draw
            matrix[[common, own], [own, common]] -= draw
        for clue in range(clues):
            matrix[start + clue, start + clue] += _DRAW_COMMON[clue]
        return matrix

    def inside(self, x: Vector) -> Vector:
        """`x` with costs below nothing set to nothing."""
        return np.where(self.bounded, np.maximum(x, 0), x)

    def loss(self, x: Vector) -> float:
        """What is made least."""
        odds = self.design @ x
        misfit = np.logaddexp(0, odds) - self.right * odds
        return float(self.weight @ misfit + 0.5 * (x - self.before) @ self.penalty @ (x - self.before))

    def derivatives(self, x: Vector) -> tuple[Vector, Vector]:
        """Gradient and Hessian of the loss."""
        sure = 1 / (1 + np.exp(-(self.design @ x)))
        slope = self.design.T @ (self.weight * (sure - self.right)) + self.penalty @ (x - self.before)
        curve = (self.design * (self.weight * sure * (1 - sure))[:, None]).T @ self.design + self.penalty
        return slope, curve + 1e-9 * np.eye(self.size)

    def read(self, x: Vector) -> Fit:
        """The fit that `x` stands for."""
        kinds, clues = len(KINDS), len(CLUES)
        return Fit(x[1 : 1 + kinds], x[1 + kinds + clues :].reshape(kinds, clues) / _SCALE)
