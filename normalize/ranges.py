"""Stretches of text that are asked often: what is masked, what is taken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Stretches of text, asked often whether they leave a place free; a look-up costs the logarithm of their number."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start < merged[-1][1]:  # overlapping ones are one: their ends would not be in order
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((start, end))
        self._spans = merged
        self._ends = [end for _, end in merged]

    def leave_free(self, start: int, end: int) -> bool:
        """Whether no stretch overlaps `[start, end)`."""
        i = bisect_right(self._ends, start)
        return i == len(self._spans) or self._spans[i][0] >= end
