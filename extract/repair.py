"""Repairs of letters that a file encodes wrongly though the page shows them right. Words are never altered.

What is put right: see `vietnamese.wrong_letters`. Text in an encoding from before Unicode is left as it stands, for in it
those letters mean others; `normalize.encodings` reads it, when the whole document is known.
"""

from __future__ import annotations

import re

from vietnamese.charsets import has_signs
from vietnamese.wrong_letters import straighten

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile("[\u0300-\u036f]")


def repair(text: str) -> str:
    """`text` in NFC with wrongly encoded letters put right; the same string where nothing was wrong."""
    return text if has_signs(text) else straighten(text)


def is_wrong(text: str) -> bool:
    """Whether `repair` may change a word of `text`: what has signs of an old encoding is judged word by word."""
    return has_signs(text) or straighten(text) != text


def raised(figures: str) -> str:
    """`figures` as the raised figures of a footnote's sign: «12» as «¹²», which no number can be taken for."""
    return figures.translate(_RAISED)


def has_loose_marks(text: str) -> bool:
    """Whether `text` holds combining marks, which may stand apart from their letters."""
    return not text.isascii() and _MARK.search(text) is not None
