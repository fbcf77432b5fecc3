"""Letters that a file encodes wrongly though the page shows them right, put right. Words are never altered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from vietnamese.letters import nfc
from vietnamese.syllables import is_syllable

_SIGNS = {
    "\u2010": "-",
    "\u2011": "-",
    "\ufffe": "-",  # pdfium's sign for a hyphen at a line's end
    "\u00a0": " ",
    **{chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)},  # presentation ligatures
}
_NO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00"


def straighten(text: str) -> str:
    """`text` in NFC, its wrong letters right; the same string where nothing was wrong.

    Ƣ becomes Ư, Icelandic Ð becomes Đ, no-break hyphens and spaces become plain ones, ligatures (ﬁ) letters, and
    characters without width are dropped; Cyrillic and Greek letters inside Vietnamese words become Latin ones.
    """
    if text.isascii():
        return text if "\x00" not in text else text.replace("\x00", "")
    table, wrong = _always()
    if wrong.search(text):
        text = text.translate(table)
    text = nfc(text)
    return _mixed()[1].sub(_latin, text) if _mixed()[2].search(text) else text


@cache
def _always() -> tuple[dict[int, str], re.Pattern[str]]:
    letters = {wrong: right for wrong, right, where in _rows() if where == "always"}
    table = str.maketrans({**letters, **_SIGNS, **dict.fromkeys(_NO_WIDTH, "")})
    return table, re.compile(f"[{re.escape(''.join((*letters, *_SIGNS)))}{_NO_WIDTH}]")


@cache
def _mixed() -> tuple[dict[int, str], re.Pattern[str], re.Pattern[str]]:
    """Look-alikes and their Latin letters; words that may hold them; one look-alike."""
    letters = {wrong: right for wrong, right, where in _rows() if where == "word"}
    one = f"[{''.join(letters)}]"
    return str.maketrans(letters), re.compile(r"[^\W\d_]+"), re.compile(one)


def _latin(match: re.Match[str]) -> str:
    """The word in Latin letters where it has some, all others look like Latin ones, and the result is a syllable."""
    word = match.group()
    latin = nfc(word.translate(_mixed()[0]))
    if latin == word or not any(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in word):
        return word
    if not any(map(str.islower, word)):  # a letter of an alphabet without capitals stands in a word of capitals
        latin = latin.upper()
    return latin if is_syllable(latin) else word


def _rows() -> Iterator[tuple[str, str, str]]:
    lines = files("vietnamese").joinpath("wrong_letters.tsv").read_text(encoding="utf-8").splitlines()
    for wrong, right, where, _ in [line.split("\t") for line in lines if line and not line.startswith("#")][1:]:
        yield chr(int(wrong, 16)), right, where
