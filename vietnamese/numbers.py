"""Numbers as Vietnamese writes them: figures with dots for thousands and commas for decimals, and number words."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    "không": 0, "linh": 0, "lẻ": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"mươi": 10, "mười": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_GROUPED = re.compile(r"^\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?$")
_PLAIN = re.compile(r"^\d+(?:,\d+)?$")
NUMBER_WORDS = frozenset(_DIGITS) | frozenset(_SCALES)


def parse_words(words: str) -> int | None:
    """The number that `words` name («mười lăm» 15, «hai trăm linh ba» 203), or None where they name none."""
    tokens = words.lower().split()
    if not tokens or any(token not in NUMBER_WORDS for token in tokens):
        return None
    total, group, digit, last = 0, 0, None, 10**12
    for token in tokens:
        if token in _DIGITS:
            if digit:  # «hai ba»: two digits in a row name no number
                return None
            digit = _DIGITS[token]
            continue
        scale = _SCALES[token]
        if scale < 1000:
            group += (digit if digit is not None else 1) * scale
        elif scale > last:  # «mười nghìn tỷ»
            total = (total + group + (digit or 0)) * scale
            group, last = 0, scale
        else:
            total += (group + (digit or 0) or 1) * scale
            group, last = 0, scale
        digit = None
    return total + group + (digit or 0)


def parse_figure(figure: str) -> Decimal | None:
    """The value of `5.555`, `5 555`, `3,5`, `05` or `15331`; None where it is no Vietnamese figure."""
    figure = figure.strip()
    if _GROUPED.match(figure):
        return Decimal(re.sub(r"[.\s]", "", figure).replace(",", "."))
    if _PLAIN.match(figure):
        return Decimal(figure.replace(",", "."))
    return None
