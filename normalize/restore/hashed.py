"""A map from 64-bit keys to small numbers that stores no keys: three cells XORed give a fingerprint and the value.

After Chazelle et al., «The Bloomier filter» (2004), built by peeling. An absent key is taken for a present one with
probability 2^-fingerprint bits. It takes 1.24 cells a key and three reads a look-up, all with numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
_ROOM = 1.24  # cells a key; below 1.222 peeling fails


def mixed(keys: Keys) -> Keys:
    """Each key scrambled (the finaliser of splitmix64), so that near keys fall far apart."""
    x = keys + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@dataclass(frozen=True, slots=True)
class HashedMap:
    """`cells` holds three equal segments; the lowest `value_bits` of a look-up are the value, the rest the fingerprint."""

    cells: NDArray[Any]
    value_bits: int

    def get(self, keys: Keys) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Whether each key is there, and its value (meaningless where it is not)."""
        first, second, third, check = _places(keys, len(self.cells) // 3)
        found = self.cells[first] ^ self.cells[second] ^ self.cells[third]
        bits = self.cells.dtype.itemsize * 8
        mask = found.dtype.type((1 << self.value_bits) - 1)
        wanted = (check >> np.uint64(64 - bits + self.value_bits)).astype(found.dtype)
        return (found >> found.dtype.type(self.value_bits)) == wanted, (found & mask).astype(np.int64)


def _places(keys: Keys, segment: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Keys]:
    """The three cells of each key, and 64 bits for its fingerprint."""
    x = mixed(keys)
    y = mixed(x)
    low, size = np.uint64(0xFFFFFFFF), np.uint64(segment)
    half = np.uint64(32)
    first = (((x & low) * size) >> half).astype(np.int64)
    second = (((x >> half) * size) >> half).astype(np.int64) + segment
    third = (((y & low) * size) >> half).astype(np.int64) + 2 * segment
    return first, second, third, y * np.uint64(0x9FB21C651E98DF25)


def build(keys: Keys, values: NDArray[np.int64], value_bits: int, dtype: type) -> HashedMap:
    """The map of distinct `keys` to `values` (each below 2^value_bits), in cells of `dtype`.

    Raises ValueError where the keys can't be peeled, which happens with a doubled key.
    """
    segment = int(len(keys) * _ROOM / 3) + 16
    first, second, third, check = _places(keys, segment)
    places = np.stack([first, second, third])
    order = _peel(places, 3 * segment)
    cells: NDArray[Any] = np.zeros(3 * segment, dtype)
    bits = cells.dtype.itemsize * 8
    prints = (check >> np.uint64(64 - bits + value_bits)).astype(np.uint64)
    wanted: NDArray[Any] = ((prints << np.uint64(value_bits)) | values.astype(np.uint64)).astype(dtype)
    for members, own in reversed(order):
        others = cells[places[0, members]] ^ cells[places[1, members]] ^ cells[places[2, members]] ^ cells[own]
        cells[own] = wanted[members] ^ others
    return HashedMap(cells, value_bits)


def _peel(places: NDArray[np.int64], size: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rounds of keys, each with the cell that no later key uses; to be filled from the last round to the first."""
    count = places.shape[1]
    degree = np.zeros(size, np.int32)
    members = np.zeros(size, np.int64)  # XOR of the keys in each cell
    numbers = np.arange(count)
    for row in places:
        np.add.at(degree, row, 1)
        np.bitwise_xor.at(members, row, numbers)
    rounds = []
    peeled = 0
    alone = np.flatnonzero(degree == 1)
    while len(alone):
        keys, where = np.unique(members[alone], return_index=True)
        rounds.append((keys, alone[where]))
        peeled += len(keys)
        touched = places[:, keys]
        for row in touched:
            np.subtract.at(degree, row, 1)
            np.bitwise_xor.at(members, row, keys)
        near = np.unique(touched)
        alone = near[degree[near] == 1]
    if peeled != count:
        raise ValueError(f"{count - peeled} of {count} keys could not be placed")
    return rounds
