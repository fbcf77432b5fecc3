"""Repairs of letters that a file encodes wrongly though the page shows them right. Words are never altered.

What is put right: decomposed letters (NFC), presentation ligatures (ﬁ), letters of other alphabets that fonts give for
Vietnamese ones (Ƣ for Ư, Icelandic Ð for Đ), no-break hyphens; characters without width are dropped.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {
    "\u01a2": "Ư",  # LATIN LETTER OI: what many fonts' tables give for Ư
    "\u01a3": "ư",
    "\u00d0": "Đ",  # eth looks the same and comes from old keyboards
    "\u00f0": "đ",
    "\u0189": "Đ",  # African D
    "\u2010": "-",
    "\u2011": "-",
    "\ufffe": "-",  # pdfium's sign for a hyphen at a line's end
    "\u00a0": " ",
    **{chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)},
}
_NO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00"
_TABLE = str.maketrans({**_LETTERS, **dict.fromkeys(_NO_WIDTH, "")})
_WRONG = re.compile("[" + "".join(_LETTERS) + _NO_WIDTH + "]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile("[\u0300-\u036f]")


def repair(text: str) -> str:
    """`text` in NFC with wrongly encoded letters put right; the same string where nothing was wrong."""
    if text.isascii():
        return text if "\x00" not in text else text.replace("\x00", "")
    if _WRONG.search(text):
        text = text.translate(_TABLE)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def is_wrong(text: str) -> bool:
    """Whether `repair` would change `text`."""
    return _WRONG.search(text) is not None or not unicodedata.is_normalized("NFC", text)


def raised(figures: str) -> str:
    """`figures` as the raised figures of a footnote's sign: «12» as «¹²», which no number can be taken for."""
    return figures.translate(_RAISED)


def has_loose_marks(text: str) -> bool:
    """Whether `text` holds combining marks, which may stand apart from their letters."""
    return not text.isascii() and _MARK.search(text) is not None
