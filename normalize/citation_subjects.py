"""The subject (trích yếu) of a mention: the words after «về», «về việc», or from «ban hành», «quy định» on."""

from __future__ import annotations

import re
from functools import cache

from normalize.citation_issuers import heads_pattern
from normalize.citation_text import BREAK, Flat
from vietnamese.letters import fold

_EMPTY = frozenset({"quy dinh", "qui dinh", "huong dan", "sua doi", "ban hanh", "phe duyet", "cong bo", "nhu sau"})
_LONGEST = 400  # characters; the longest titles of decisions have fewer


@cache
def _begin() -> re.Pattern[str]:
    verbs = (
        r"ban\s+hanh|quy\s+dinh|qui\s+dinh|huong\s+dan|phe\s+duyet|sua\s+doi|bo\s+sung|cong\s+bo|trien\s+khai|to\s+chuc|"
        r"thanh\s+lap|tang\s+cuong|day\s+manh|phat\s+dong|kien\s+toan|dieu\s+chinh|bai\s+bo"
    )
    about = r"(?P<about>ve\s+viec|v/v|ve)\b[\s:]*"
    return re.compile(rf"(?:[\s,)]{{0,3}}(?:\(\s*)?{about}|\s+(?:\(\s*)?(?=(?:{verbs})(?!\w)))", re.IGNORECASE)


@cache
def _end() -> re.Pattern[str]:
    return re.compile(
        rf";|{BREAK}|\s(?=(?:co|het)\s+hieu\s+luc|neu\s+tren|nhu\s+sau|cu\s+the|\(sau\s+day|\(goi)|\./|[.!?](?=\s+[A-Z]|\s*$|\s*{BREAK})|,\s+(?!(?i:bo\s+sung))(?=(?:cac\s+)?[A-Z])(?=(?:cac\s+)?{heads_pattern()}(?!\w))"
    )


def begins_subject(plain: str) -> bool:
    """Whether a subject begins where `plain`, the stripped text after a mention, begins."""
    return _begin().match(plain) is not None


def read_subject(flat: Flat, at: int, after: int) -> str | None:
    """The subject of the document mentioned before `at`, or None; it never reaches the next mention, at `after`."""
    begin = _begin().match(flat.plain, at)
    if begin is None:
        return None
    start, limit = begin.end(), min(at + _LONGEST, max(after, begin.end()))
    stop = _end().search(flat.plain, start, limit)
    end = stop.start() if stop else limit
    end = start + _balanced(flat.plain[start:end])
    words = flat.printed(start, end)
    if after < at + _LONGEST and stop is None:  # cut by the next mention: leave its lead-in out
        words = re.sub(
            r"(?:[\s,(]|\b(?:và|ban hành kèm theo|kèm theo|tại|theo|của|các|số|sau đây|gọi là|viết tắt là|gọi tắt là)\b)+$",
            "",
            words,
        )
        words = words if len(words.split()) > 3 else ""  # «sửa đổi, bổ sung» alone says nothing
    words = words.strip(' ,:“”"')
    return words if len(words.split()) > 1 and fold(words) not in _EMPTY else None


def _balanced(text: str) -> int:
    """Where a bracket closes that was opened before the subject: its end."""
    depth = 0
    for i, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return i
    return len(text)
