"""How likely words follow each other in Vietnamese administrative writing: a small trigram model of syllables.

It tells which of several readings of a word makes better Vietnamese («tổ chức», not «tô chức»). Words are levelled in
case; figures are all one word, and a sentence or a clause begins and ends with `EDGE`. `vietnamese.fluency_train` makes
the file and says from what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from vietnamese.letters import nfc

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]
    Keys = NDArray[np.uint64]
    Steps = NDArray[np.uint8]
    Floats = NDArray[np.float64]

EDGE: Final = "<s>"
FIGURES: Final = "0"
STEP: Final = 0.08  # natural logarithms are kept as so many steps below nothing, in a byte
UNKNOWN: Final = 0  # the number of a word that the model does not know
_PIECE = re.compile(r"[^\W\d_]+|\d+|[.;:?!]")


def pieces(text: str) -> Iterator[str]:
    """The words of `text` as the model knows them: small letters, figures as `FIGURES`, ends of clauses as `EDGE`."""
    for piece in _PIECE.findall(nfc(text)):
        if piece.isalpha():
            yield piece.lower()
        else:
            yield FIGURES if piece.isdigit() else EDGE


@dataclass(frozen=True, slots=True)
class Fluency:
    """Trigrams with back-off. Arrays of keys are sorted; a value is a logarithm in steps of `STEP`, its sign left out."""

    numbers: dict[str, int]
    single: Steps
    retreat: Steps  # what it costs to leave one word before out of sight
    pairs: Keys
    pair: Steps
    pair_retreat: Steps
    triples: Keys
    triple: Steps

    def number(self, word: str) -> int:
        """The model's number of a word in small letters; `UNKNOWN` where it has none."""
        return self.numbers.get(word, UNKNOWN)

    def logs(self, first: Ids, second: Ids, third: Ids) -> Floats:
        """The natural logarithm of each chance that `third` follows `first` and `second`; arrays of one shape."""
        import numpy as np

        size = len(self.single)
        value = self.retreat[second].astype(np.float64) + self.single[third]
        at, held = _find(self.pairs, second * size + third)
        value[held] = self.pair[at[held]]
        before, known = _find(self.pairs, first * size + second)
        value[known] += self.pair_retreat[before[known]]
        at, held = _find(self.triples, (first * size + second) * size + third)
        value[held] = self.triple[at[held]]
        return value * -STEP


def _find(keys: Keys, wanted: Ids) -> tuple[Ids, NDArray[np.bool_]]:
    """Where each key of `wanted` would stand in `keys`, and whether it does."""
    import numpy as np

    sought = wanted.astype(np.uint64)
    at = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
    return at, keys[at] == sought


@cache
def fluency() -> Fluency:
    """The model that comes with the package; loading takes some 50 ms."""
    import numpy as np

    with files("vietnamese").joinpath("fluency.npz").open("rb") as file, np.load(file) as kept:
        words = bytes(kept["words"]).decode("utf-8").split("\n")
        return Fluency(
            {word: number for number, word in enumerate(words)},
            kept["single"],
            kept["retreat"],
            np.cumsum(kept["pairs"], dtype=np.uint64),
            kept["pair"],
            kept["pair_retreat"],
            np.cumsum(kept["triples"], dtype=np.uint64),
            kept["triple"],
        )
