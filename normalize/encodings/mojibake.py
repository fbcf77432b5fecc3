"""UTF-8 that was read as Latin-1 or Windows-1252, once or more («Äiá»u» for «Điều»), turned back."""

from __future__ import annotations

import re
from functools import cache

from vietnamese.letters import is_marked
from vietnamese.syllables import is_syllable

_TIMES = 3  # at most: each reading doubles the letters
_SIGNS = "–—‘’“”…•·«»§°±²³×÷½¼¾®©€₫→←↑↓≥≤≠−√∞☐☑✓"  # what dispatches write besides letters and takes two bytes or more


def unmix(text: str) -> str:
    """`text` with UTF-8 that was misread put right; the same string where there is none.

    A stretch is changed only where its bytes are whole characters that dispatches use: Vietnamese letters, common signs.
    """
    for _ in range(_TIMES):
        changed = _sequence().sub(_character, text)
        if changed == text:
            break
        text = changed
    return text if "\xc3 " not in text else _lost_space().sub(_with_a, text)


@cache
def _bytes() -> dict[int, str]:
    """Characters of Windows-1252 above 7F to the byte, where it differs from Latin-1."""
    shown = {bytes([b]).decode("cp1252", errors="ignore"): chr(b) for b in range(0x80, 0xA0)}
    return {ord(c): byte for c, byte in shown.items() if c}


@cache
def _sequence() -> re.Pattern[str]:
    """A character of UTF-8 beyond ASCII, its bytes in either reading."""
    after = "[\x80-\xbf" + "".join(chr(c) for c in _bytes()) + "]"
    return re.compile(f"[\xc2-\xdf]{after}|[\xe0-\xef]{after}{{2}}")


def _character(match: re.Match[str]) -> str:
    seen = match.group()
    try:
        found = seen.translate(_bytes()).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return seen
    mark = "\u0300" <= found <= "\u0323" or found == "\u031b"
    # Read twice, a character below U+0100 or of Windows-1252 comes out first.
    again = "\x80" <= found <= "\xff" or ord(found) in _bytes()
    return found if mark or again or is_marked(found) or found in _SIGNS or found in "\u200b\ufeff" else seen


@cache
def _lost_space() -> re.Pattern[str]:
    return re.compile(r"([^\W\d_]*)\xc3 ([^\W\d_]*)")


def _with_a(match: re.Match[str]) -> str:
    """«à» is C3 and a no-break space; where a reader made that a plain one, the syllable may have fallen apart."""
    head, tail = match.groups()
    whole = f"{head}à{tail}"
    if tail:
        return whole if tail != "y" and is_syllable(whole) else f"{head}à {tail}"
    return whole if match.string[match.end() : match.end() + 1] in ("", " ") else f"{whole} "
