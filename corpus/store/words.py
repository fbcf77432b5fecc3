"""The words that search compares: syllables without marks, syllables with marks wherever the tone stands, and pairs.

Vietnamese has some 2,500 syllables without marks, so each stands in very many dispatches; what tells texts apart is which
syllables follow each other. So the index holds pairs of neighbours too: a phrase is the pairs that it is made of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from vietnamese.letters import nfc, strip_marks
from vietnamese.syllables import take_tone

WORD = re.compile(r"[^\W_]+")
_OFTEN = 3  # a word or pair that stands this often in a dispatch is one that the dispatch is about
SHORT = 2  # letters of a beginning that very many words have, so that the index holds it as a word of its own
_LONGEST = 60  # letters of a word that is indexed; longer runs are debris of broken files


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """The word in lower case without marks («Hoà» and «hòa» are «hoa», «Đất» is «dat»)."""
    return strip_marks(word.lower())


@lru_cache(maxsize=65536)
def exact(word: str) -> str:
    """The word in lower case with its vowels' marks, its tone as a letter at the end: «hoà» and «hòa» are both «hoa`f»."""
    letters, tone = take_tone(word.lower())
    return f"{letters}`{tone}" if tone else letters


def is_marked(word: str) -> bool:
    """Whether the word carries any mark, so that who typed it meant this spelling."""
    return exact(word) != bare(word)


def split(text: str) -> list[str]:
    """The words of a text in their order: runs of letters or of digits; punctuation, hyphens and slashes part them."""
    return [word[:_LONGEST] for word in WORD.findall(nfc(text))]


def folded(words: Sequence[str]) -> str:
    """The words without marks, each between two spaces: « giao duc  va  dao tao » is searched by counting « giao  duc »."""
    return " " + "  ".join(map(bare, words)) + " " if words else ""


def needle(words: Sequence[str]) -> str:
    """What to count in `folded` text for these neighbours."""
    return folded(words)


def pairs(words: Sequence[str]) -> list[str]:
    """Neighbours as the index names them («_giao_duc»)."""
    return [f"_{a}_{b}" for a, b in pairwise(map(bare, words))]


def beginnings(word: str) -> list[str]:
    """The first letter and the first two of a word without marks, as the index names them («^g», «^gi»)."""
    return [f"^{word[:length]}" for length in range(1, SHORT + 1)]


def number_keys(number_symbol: str | None) -> list[str]:
    """What finds a dispatch by its number: «3785/KH-SGDĐT» is found by itself and by «3785»; blind to case and marks."""
    if not number_symbol:
        return []
    whole = number_key(number_symbol)
    first = re.match(r"0*(\d+)", whole)
    return [whole, first[1]] if first and first[1] != whole else [whole]


def number_key(number_symbol: str) -> str:
    """A number and symbol for comparison: no spaces, no marks, hyphens alike, no leading zero, lower case."""
    key = re.sub(r"\s+", "", strip_marks(nfc(number_symbol)).lower())
    key = re.sub(r"[^\w/.-]", "", re.sub(r"[‐-―−]", "-", key))
    return re.sub(r"^0+(?=\d)", "", key)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds of one dispatch; the signs before a word tell where it stands or how it is spelled.

    Nothing: a word of the text; `_`: a pair; `^`: a short beginning; `=`: as spelled; `>`: in the title; `!`: what the text is
    about; `#`: the number; `@`: a facet.
    """

    tokens: tuple[str, ...]
    folded: str
    length: int


def entry(text: str, title: str, number_symbol: str | None, facets: Iterable[str]) -> Entry:
    """Make the index entry of a dispatch from its text, its title (type and subject), its number and its facets."""
    words = split(text)
    titled = split(title)
    plain = list(map(bare, words))
    counts = Counter(plain)
    counts.update(f"_{a}_{b}" for a, b in pairwise(plain))
    named = [*map(bare, titled), *pairs(titled)]
    spelled = map(exact, {*words, *titled})
    tokens = {*counts, *named}
    tokens.update(start for word in set(plain) for start in beginnings(word))
    tokens.update(f"={key}" for key in spelled if not key.isascii() or "`" in key)
    tokens.update(f"!{key}" for key, count in counts.items() if count >= _OFTEN)
    tokens.update(f">{key}" for key in named)
    tokens.update(f"#{key}" for key in number_keys(number_symbol))
    tokens.update(f"@{facet}" for facet in facets)
    return Entry(tuple(sorted(tokens)), " " + "  ".join(plain) + " " if plain else "", len(words))
