"""Makes `fluency.npz`: `python -m vietnamese.fluency_train --text ../shared/text --out vietnamese/fluency.npz`.

Counted are texts of law and administration, which are no object of copyright (Luật Sở hữu trí tuệ, Điều 15): Pháp điển,
Công báo, laws and dispatches; each line once. The file holds counts of words, of pairs seen `LEAST[1]` times and of
triples seen `LEAST[2]` times, as logarithms of a byte; no text can be read from it. The held-out texts are not in it.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vietnamese.fluency import EDGE, STEP, pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TEXTS: Final = (
    "diepxuan-phapdien",
    "hrmaster-congbao",
    "tnt305-vanban",
    "underthesea-vlc",
    "hieuhan-luatvietnam",
    "tuankiet-laws",
    "cyhapun-laws",
    "ericphan-nd30",
)
LEAST: Final = (10, 3, 4)  # times that a word, a pair, a triple must be seen to be kept
_DISCOUNT: Final = 0.75
_RARE: Final = 17.0  # minus the logarithm of the chance of a word that is not known

Words = tuple[int, ...]
Costs = dict[Words, float]


def sentences(folder: Path, names: Iterable[str] = TEXTS) -> Iterator[list[str]]:
    """The words of every line of the texts, between edges; a line that came before is left out."""
    seen: set[bytes] = set()
    for name in names:
        with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                mark = hashlib.blake2b(line.encode(), digest_size=10).digest()
                if mark not in seen:
                    seen.add(mark)
                    yield [word for word, _ in groupby([EDGE, *pieces(line), EDGE])]


def train(lines: Iterable[list[str]]) -> dict[str, NDArray[np.generic]]:
    """The arrays of the model of `lines`."""
    import numpy as np

    kept = list(lines)
    counted = Counter(word for line in kept for word in line)
    words = ["", *sorted((w for w, n in counted.items() if n >= LEAST[0]), key=lambda w: (-counted[w], w))]
    numbers = {word: number for number, word in enumerate(words)}
    known = [[numbers.get(word, 0) for word in line] for line in kept]
    total = sum(counted.values())
    single: Costs = {(number,): -math.log(counted[word] / total) for number, word in enumerate(words) if number}
    pair, retreat = _smoothed(_counted(known, 2), LEAST[1], single)
    triple, pair_retreat = _smoothed(_counted(known, 3), LEAST[2], pair)
    size = len(words)
    pairs, triples = sorted(pair), sorted(triple)
    return {
        "words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        "single": _steps(single.get((number,), _RARE) for number in range(size)),
        "retreat": _steps(retreat.get((number,), 0.0) for number in range(size)),
        "pairs": _gaps([a * size + b for a, b in pairs]).astype(np.uint32),
        "pair": _steps(pair[key] for key in pairs),
        "pair_retreat": _steps(pair_retreat.get(key, 0.0) for key in pairs),
        "triples": _gaps([(a * size + b) * size + c for a, b, c in triples]),
        "triple": _steps(triple[key] for key in triples),
    }


def _counted(lines: Iterable[list[int]], order: int) -> Counter[Words]:
    """How often `order` known words follow each other."""
    counts: Counter[Words] = Counter()
    for line in lines:
        counts.update(group for group in zip(*(line[i:] for i in range(order)), strict=False) if all(group))
    return counts


def _smoothed(counts: Mapping[Words, int], least: int, below: Mapping[Words, float]) -> tuple[Costs, Costs]:
    """Cost of each group of words seen `least` times, and of each of their beginnings when it is left out of sight.

    Absolute discounting, interpolated with the shorter groups `below` (Ney, Essen, Kneser 1994).
    """
    totals: Counter[Words] = Counter()
    for group, number in counts.items():
        totals[group[:-1]] += number
    kept = {group: number for group, number in counts.items() if number >= least}
    given: dict[Words, float] = dict.fromkeys((group[:-1] for group in kept), 0.0)
    for group, number in kept.items():
        given[group[:-1]] += (number - _DISCOUNT) / totals[group[:-1]]
    left = {beginning: 1 - share for beginning, share in given.items()}
    costs = {
        group: -math.log((number - _DISCOUNT) / totals[group[:-1]] + left[group[:-1]] * math.exp(-below[group[1:]]))
        for group, number in kept.items()
    }
    return costs, {beginning: -math.log(share) for beginning, share in left.items()}


def _steps(costs: Iterable[float]) -> NDArray[np.uint8]:
    import numpy as np

    return np.array([min(max(round(cost / STEP), 0), 255) for cost in costs], dtype=np.uint8)


def _gaps(keys: Sequence[int]) -> NDArray[np.uint64]:
    """Each key less the one before it, which packs well."""
    import numpy as np

    ordered = np.array(keys, dtype=np.uint64)
    gaps: NDArray[np.uint64] = ordered - np.concatenate([np.zeros(1, dtype=np.uint64), ordered[:-1]])
    return gaps


def main() -> int:
    """Train and write the file."""
    import numpy as np

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="the folder with the texts (*.txt.xz)")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    arrays = train(sentences(given.text))
    np.savez_compressed(given.out, **arrays)  # type: ignore[arg-type]  # numpy's stub takes `allow_pickle` for one
    return 0


if __name__ == "__main__":
    sys.exit(main())
