"""Letters and marks: folding for comparison, what counts as a Vietnamese letter, tone marks and where they stand."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

BASE_VOWELS = "aăâeêioôơuưy"
TONES = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}  # huyền, hỏi, ngã, sắc, nặng


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"}
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0]
        if base.isascii() and base.isalpha() and base != letter:
            table[code] = base
    return table


_FOLD = _fold_table()
_MARKED = frozenset(
    letter
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", *TONES)
    if not (letter := unicodedata.normalize("NFC", base + tone)).isascii()
) | frozenset("đĐ")


_MARKED_LETTER = re.compile(f"[{''.join(sorted(_MARKED))}]")


def nfc(text: str) -> str:
    """`text` in Unicode NFC, the one form in which plans hold text."""
    return unicodedata.normalize("NFC", text)


def strip_marks(text: str) -> str:
    """`text` without any diacritics, đ as d; length and case are kept («Điều» → «Dieu»). Expects NFC."""
    return text.translate(_FOLD)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Key for comparison blind to case, diacritics, tone placement and width of spaces."""
    return " ".join(strip_marks(text).lower().split())


def is_marked(letter: str) -> bool:
    """Whether `letter` is Vietnamese and not ASCII (đ, ă, ế …). Expects NFC."""
    return letter in _MARKED


@lru_cache(maxsize=64)
def mark_density(text: str) -> float:
    """Share of letters that carry a Vietnamese mark: about .20–.31 in good text, below .08 where they were lost."""
    letters = sum(map(str.isalpha, text))
    return len(_MARKED_LETTER.findall(text)) / letters if letters else 0.0
