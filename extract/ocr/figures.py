"""Figures read as letters, put right where a form leaves room for figures alone: «ngày l6 tháng I1», «l4/2020/TT-BGDĐT».

Days, months, years and numbers are written in Arabic figures (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II). Only letters
that look the same as a figure are changed, and only where a day or month results that there is; «tháng II» stays, for it
may be a Roman numeral.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vietnamese.letters import strip_marks

_LOOKS = str.maketrans({"l": "1", "I": "1", "i": "1", "|": "1", "O": "0", "o": "0"})
_F = r"[\dlIiOo]"
_SMALL = re.compile(rf"({_F}{{2}})([.,;:)]*)")
_DATE = re.compile(rf"(\(?)({_F}{{1,2}})([/.-])({_F}{{1,2}})(?:\3({_F}{{4}}))?([.,;:)]*)")
_YEAR = re.compile(r"((?:19|2[0Oo])[\dlIiOo]{2})([.,;:)]*)")
_SYMBOL = re.compile(rf"([\dlIi|Oo]{{1,5}}/)((?:19|2[0Oo]){_F}{{2}}/)?(?=[A-ZĐ]{{2}})")
_ROMAN = frozenset(("I", "II"))


def figures(words: Sequence[str]) -> list[str]:
    """The words of a line, those in which letters stand for figures with the figures."""
    keys = [strip_marks(word).lower().strip("(,.;:") for word in words]
    return [
        _right(word, keys[i - 1] if i else "", keys[i + 1] if i + 1 < len(keys) else "") for i, word in enumerate(words)
    ]


def _right(word: str, before: str, after: str) -> str:
    if word.isdigit() or not any(c.isdigit() or c in "lIO" for c in word):
        return word
    if (before == "ngay" or after == "thang") and (small := _SMALL.fullmatch(word)):
        return _within(small, 31)
    if before == "thang" and (small := _SMALL.fullmatch(word)):
        return _within(small, 12)
    if before == "nam" and (year := _YEAR.fullmatch(word)):
        return year[1].translate(_LOOKS) + year[2]
    if date := _DATE.fullmatch(word):
        return _date(date) if date[5] or before == "ngay" else word
    if (symbol := _SYMBOL.match(word)) and any(c.isdigit() for c in symbol[1]):
        return symbol[0].translate(_LOOKS) + word[symbol.end() :]
    return word


def _within(found: re.Match[str], most: int) -> str:
    """The number of a day or month in figures; as it was read where that is none, or may be Roman."""
    made = found[1].translate(_LOOKS)
    return made + found[2] if found[1] not in _ROMAN and 1 <= int(made) <= most else found[0]


def _date(found: re.Match[str]) -> str:
    """A date in figures; as it was read where there is no such day, or most of it was read as letters."""
    fields = [found[2], found[4], found[5] or ""]
    if sum(c.isdigit() for field in fields for c in field) * 2 < sum(map(len, fields)) or _ROMAN & set(fields):
        return found[0]
    day, month, year = (field.translate(_LOOKS) for field in fields)
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return found[0]
    return f"{found[1]}{day}{found[3]}{month}{found[3] + year if year else ''}{found[6]}"
