"""Texts that are nearly the same (a scan and its clean copy): MinHash over runs of three syllables without marks.

Broder 1997: the share of equal minima of two texts estimates the share of runs that they have in common. Minima are kept in
bands; two texts that share a band are compared in full. Sixteen bands of four find nine in ten pairs at a share of .6.
"""

from __future__ import annotations

import zlib
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.6  # share of runs in common from which two dispatches are shown as copies of one text
_RUN = 3
_BANDS, _ROWS = 16, 4
_FEWEST = 30  # runs; shorter texts are alike by their forms alone
_MOST = 20_000  # runs that are looked at in a very long text
_PRIME = (1 << 31) - 1


def runs(folded: str) -> NDArray[np.uint32]:
    """The different runs of three syllables of a `words.folded` text, as numbers in their order."""
    import numpy as np

    words = folded.encode().split()[:_MOST]
    text = b" ".join(words)
    starts = list(accumulate([len(word) + 1 for word in words], initial=0))
    found = [zlib.crc32(text[start : after - 1]) for start, after in zip(starts, starts[_RUN:], strict=False)]
    return np.unique(np.array(found, dtype=np.uint32))


def bands(found: NDArray[np.uint32]) -> list[int]:
    """The bands of a text's MinHash, as numbers for the table `sketch`; none for a text too short to compare."""
    if len(found) < _FEWEST:
        return []
    import numpy as np

    factor, shift = _hashes()
    values = found.astype(np.uint64) % _PRIME
    minima = np.full(_BANDS * _ROWS, _PRIME, dtype=np.uint64)
    for some in np.array_split(values, len(values) // 2000 + 1):  # flat memory for long texts
        minima = np.minimum(minima, ((some[:, None] * factor + shift) % _PRIME).min(axis=0))
    rows = minima.reshape(_BANDS, _ROWS)
    return [zlib.crc32(row.tobytes(), number) * _BANDS + number for number, row in enumerate(rows)]


def share(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    """The share of all runs of two texts that both have (Jaccard)."""
    import numpy as np

    if not len(a) or not len(b):
        return 0.0
    both = np.concatenate((a, b))
    both.sort(kind="stable")  # two sorted lists: merged in one pass
    common = int(np.count_nonzero(both[1:] == both[:-1]))
    return common / (len(both) - common)


@cache
def _hashes() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Numbers of the hash functions a·x + b; fixed, so that all stores speak of the same bands."""
    import numpy as np

    made = [zlib.crc32(f"congvan {number}".encode()) % (_PRIME - 1) + 1 for number in range(2 * _BANDS * _ROWS)]
    numbers = np.array(made, dtype=np.uint64)
    return numbers[::2], numbers[1::2]
