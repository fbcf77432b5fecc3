"""Markdown's marks of bold and slanted type, which language models and converters leave in text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

_OPEN: Final = "\ue000"
_CLOSE: Final = "\ue001"


class Plain(NamedTuple):
    """A line without marks; `bold` where all of it stood between them."""

    text: str
    bold: bool


def unmark(texts: Sequence[str]) -> list[Plain]:
    """The lines without the `**` that open and close bold type; a pair may span lines, but no blank one.

    Stars that stand alone, in a row, or as a note's mark «(**)» are text and stay.
    """
    found: list[Plain] = []
    for blank, group in groupby(texts, key=lambda text: not text.strip()):
        block = list(group)
        if blank or "**" not in "".join(block):
            found.extend(Plain(text, False) for text in block)
            continue
        inside = False
        for line in _bold().sub(rf"{_OPEN}\1{_CLOSE}", "\n".join(block)).split("\n"):
            whole = _OPEN + line if inside else line
            bold = not _marked().sub("", whole).strip()
            inside = whole.rfind(_OPEN) > whole.rfind(_CLOSE)
            found.append(Plain(line.replace(_OPEN, "").replace(_CLOSE, ""), bold))
    return found


@cache
def _bold() -> re.Pattern[str]:
    return re.compile(r"(?<![*\w(])\*\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*\*(?![*\w])")


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(rf"{_OPEN}[^{_CLOSE}]*{_CLOSE}?")
