"""Tone and vowel marks that stand apart from their letters («Tru ̛ờng», «ho c ̣»), brought back to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from vietnamese.letters import TONES, is_marked, nfc
from vietnamese.syllables import is_syllable

_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"


def has_loose_marks(text: str) -> bool:
    """Whether `text`, in NFC, still holds marks of Vietnamese letters by themselves."""
    return not text.isascii() and _loose()[0].search(text) is not None


def reattach(text: str) -> str:
    """`text` with each loose mark on the letter before it, or where that makes no syllable, on one that does.

    A space on either side of the mark goes where the parts make a syllable together. Length may shrink; words stay.
    """
    at = 0
    while (match := _loose()[1].search(text, at)) is not None:
        best = max(_readings(*match.groups()), key=_share)
        if _share(best) > 0:
            text = text[: match.start()] + best + text[match.end() :]
            at = match.start() + max(len(best), 1)
        else:  # no Vietnamese: a formula, another language
            at = match.end()
    return text


@cache
def _loose() -> tuple[re.Pattern[str], re.Pattern[str]]:
    letters = r"[^\W\d_]"
    return (
        re.compile(f"[{_MARKS}]"),
        re.compile(rf"((?:{letters}{{1,6}}[ \xa0])?)({letters}*)([ \xa0]?)([{_MARKS}]+)([ \xa0]?)({letters}*)"),
    )


def _readings(first: str, head: str, before: str, marks: str, after: str, tail: str) -> Iterator[str]:
    """What may be meant, likeliest first: the mark on the letter before it, on another of its word, or on the next.

    `first` is the word before, which may be the torn-off beginning of the syllable.
    """
    for start in (first, first[:-1]) if first else ("",):
        whole = start + head
        for at in range(len(whole), len(start) if start == first else 0, -1):
            word = whole[:at] + marks + whole[at:]
            if tail:
                yield nfc(word + tail)
            yield nfc(word) + (after or (" " if tail else "")) + tail
    for at in range(1, len(tail) + 1):
        word = tail[:at] + marks + tail[at:]
        yield first + head + before + nfc(word)
        yield first + nfc(head + word)
    yield first + head + before + after + tail


def _share(reading: str) -> float:
    """Share of the reading's words that are syllables; marks left alone, or that no vowel bears, count against it."""
    words = reading.split()
    right = sum(is_syllable(word) and _bears(word) for word in words)
    return right / len(words) - any(c in _MARKS for c in reading) if words else 0.0


def _bears(word: str) -> bool:
    """Whether all marks of `word` are on vowels and one tone at most is among them."""
    tones = sum(c in TONES for c in unicodedata.normalize("NFD", word))
    return tones <= 1 and all(c.isascii() or is_marked(c) for c in word)
