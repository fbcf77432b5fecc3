"""Characters of symbol fonts (Symbol, Wingdings …) as Unicode, and the bullets of lists as plain marks."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

_PRIVATE: Final = range(0xF000, 0xF100)  # where Word puts the characters of symbol fonts
_DASHES: Final = frozenset("-‐‑‒–—−")
_HOLLOW: Final = frozenset("o§v\u00a7\u00d8\u00fc\u00b7")  # letters that fonts such as Courier New lend to bullets


@cache
def _table() -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for line in (files("extract") / "data" / "symbols.tsv").read_text("utf-8").splitlines():
        font, _, rest = line.partition("\t")
        code, _, text = rest.partition("\t")
        if text and font != "font":
            found[font, int(code, 16)] = text
    return found


def symbol(code: int, font: str | None) -> str:
    """The character `code` of a symbol font as Unicode; «•» for a private one that no table knows.

    >>> symbol(0xF0B3, "Symbol")
    '≥'
    """
    low = code - _PRIVATE.start if code in _PRIVATE else code
    known = _table().get(((font or "symbol").strip().lower(), low))
    if known is not None:
        return known
    return "•" if code in _PRIVATE else chr(code)


def bullet(text: str, font: str | None) -> str:
    """A list's bullet as the mark that a reader would write: «-», «+», «*», «•» …, its own where it is a plain one."""
    mark = text.strip()
    if not mark:
        return ""
    if len(mark) > 1:
        return "".join(symbol(ord(c), font) if ord(c) in _PRIVATE else c for c in mark)
    if ord(mark) in _PRIVATE:
        mark = symbol(ord(mark), font)
    if mark in _DASHES:
        return "-"
    return "•" if mark in _HOLLOW else mark
