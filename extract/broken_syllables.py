"""Words that a file breaks in two («thự c hiện», «đ ơn vị») or runs together («THPTngày»), as bad font tables do.

Vietnamese has no word of consonants alone, so a half without a vowel must belong to its neighbour, unless it is a
letter that names something («điểm c», «lớp 6 b»). The grammar of the syllable tells to which, and the gaps on the page.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files

from vietnamese.letters import strip_marks
from vietnamese.syllables import is_syllable

_ENDS = frozenset({"c", "ch", "ng", "nh", "p", "t"})
_BEGINNINGS = frozenset(
    {"b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "q", "qu"}
    | {"r", "s", "t", "th", "tr", "v", "x"}
)
_HALVES = frozenset(half + point for half in _BEGINNINGS | _ENDS for point in ("", *".,;:)"))
_VOWELS = frozenset("aeiouy")
_WITH_H = frozenset("cgknpt")  # letters that make another onset with h
_PARTS = re.compile(r"[^\W\d_]+")
_FIGURE_AND_LETTERS = re.compile(r"\d[^\W\d_]{2}")
_SHORTEST_PAIR = 4  # letters
_SAME_GAP = 0.05  # of the type size


@cache
def _named() -> frozenset[str]:
    """Words after which a letter is a name."""
    lines = files("extract").joinpath("data/named_letters.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Side(IntEnum):
    """To which neighbour a half belongs."""

    NEITHER = 0
    BEFORE = -1
    AFTER = 1


def is_half(token: str) -> bool:
    """Whether `token` is nothing but the consonants that begin or end a syllable, in small letters."""
    return token in _HALVES


def side(before: str, half: str, after: str, left: float, right: float) -> Side:
    """Where `half`, a token between the tokens `before` and `after`, belongs.

    `left` and `right` are the gaps before and after it, in type sizes.
    """
    core = half.rstrip(".,;:)")
    if core not in _BEGINNINGS and core not in _ENDS:
        return Side.NEITHER
    if len(core) == 1 and (len(before) < 2 or not before[-1].isalpha() or before.lower() in _named()):
        return Side.NEITHER
    ends = core in _ENDS and before[-1:].isalpha() and is_syllable(before + core)
    follower = after.rstrip(".,;:)?!")
    begins = core == half and core in _BEGINNINGS and follower.islower() and is_syllable(half + follower)
    if begins and strip_marks(follower[0]) in _VOWELS and (not ends or right <= left + _SAME_GAP):
        return Side.AFTER
    if ends:
        return Side.BEFORE
    return Side.AFTER if begins and follower[0] == "h" and half in _WITH_H else Side.NEITHER


@lru_cache(maxsize=16384)
def may_be_two(word: str) -> bool:
    """Whether `word` may be two words that run together: some of its letters are neither a syllable nor capitals."""
    if len(word) < _SHORTEST_PAIR:
        return False
    if word.isalpha():
        return not word.isupper() and not is_syllable(word)
    if _FIGURE_AND_LETTERS.search(word):
        return True
    return any(not part.isupper() and not is_syllable(part) for part in _PARTS.findall(word))
