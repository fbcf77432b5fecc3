"""Đ in abbreviations that no text of training has: «GDTXNNDH» is read as «GDTXNNĐH» by the company its letters keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

_WINDOWS = ((2, 2), (1, 2), (2, 1), (1, 1), (0, 2), (2, 0), (0, 1), (1, 0), (0, 0))
_LEAST = 3  # how often a neighbourhood must have been seen


def learn(words: Iterable[str]) -> dict[str, float]:
    """How often a D is a Đ, by its neighbours, in the abbreviations among `words` (each counts once)."""
    seen: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for word in words:
        if word.isupper() and len(word) > 1:
            for place, letter in enumerate(word):
                if letter in "DĐ":
                    keys = _keys(word.replace("Đ", "D"), place)
                    seen.update(keys)
                    if letter == "Đ":
                        marked.update(keys)
    return {key: round(marked[key] / total, 3) for key, total in sorted(seen.items()) if total >= _LEAST}


def _keys(bare: str, place: int) -> list[str]:
    padded = f"^^{bare}$$"
    place += 2
    return [f"{padded[place - left : place]}_{padded[place + 1 : place + 1 + right]}" for left, right in _WINDOWS]


def read(bare: str, table: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest reading of an abbreviation without marks, and its probability."""
    chance = 1.0
    letters = list(bare)
    for place, letter in enumerate(bare):
        if letter == "D":
            share = next((table[key] for key in _keys(bare, place) if key in table), 0.5)
            if share >= 0.5:
                letters[place] = "Đ"
            chance *= max(share, 1 - share) * 0.95
    return "".join(letters), chance
