"""Whom a stretch of text concerns: audiences (GV, CBQL, HS …) and school levels (MN, TH, THCS, THPT, GDTX)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from normalize.lexicon import rows, spaced
from normalize.outline import section_at
from schemas.plan import Section


@cache
def _pattern(kind: str) -> tuple[re.Pattern[str], dict[str, str]]:
    codes: dict[str, str] = {}
    plain: list[str] = []
    capitals: list[str] = []
    for row in rows("audiences"):
        if row["kind"] != kind:
            continue
        for word in row["words"].split("|"):
            codes[" ".join(word.lower().split())] = row["code"]
            (capitals if word[-1].isupper() else plain).append(word)
    source = rf"(?<!\w)(?:(?i:{_longest(plain)})|{_longest(capitals)})(?!\w)"
    return re.compile(source), codes


def _longest(words: Sequence[str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(spaced(word) for word in sorted(words, key=len, reverse=True))


def _codes(kind: str, text: str) -> list[str]:
    pattern, codes = _pattern(kind)
    found: list[str] = []
    for match in pattern.finditer(text):
        code = codes[" ".join(match.group().lower().split())]
        if code not in found:
            found.append(code)
    return found


def audiences(text: str) -> list[str]:
    """The audiences that `text` names, in its order («CBQL, GV cấp THCS» is CBQL, GV)."""
    return _codes("audience", text)


def levels(text: str) -> list[str]:
    """The school levels that `text` names, in the schools' own order."""
    found = _codes("level", text)
    return [code for code in ("MN", "TH", "THCS", "THPT", "GDTX") if code in found]


def headings(outline: Sequence[Section], offset: int) -> list[Section]:
    """The sections around `offset` from the innermost to the top one."""
    return list(reversed(section_at(outline, offset)))
