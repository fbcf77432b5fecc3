"""Patterns that are data: `data/<file>.tsv` holds a name and a pattern a row; `<NAME>` in a pattern stands for another row's.

A space in a pattern matches any run of white space. Where a text lost its diacritics, the same patterns are read without theirs.
"""

from __future__ import annotations

import re
from functools import cache

from normalize.lexicon import rows
from vietnamese.letters import strip_marks

_MACRO = re.compile(r"<([A-Z_]+)>")
_SPACE = re.compile(r"(\(\?<[!=][^)]*\))| ")  # a look-behind has a fixed width: its space stays one


def compiled(source: str, *, lost: bool = False) -> re.Pattern[str]:
    """Compile a pattern for canonical text (`date_lexer.canonical`); for text that lost its marks its letters lose theirs."""
    return re.compile(strip_marks(source) if lost else source)


@cache
def sources(file: str) -> dict[str, str]:
    """The patterns of a file by name, in the file's order, macros (names in capitals) filled in and left out."""
    macros: dict[str, str] = {}
    found: dict[str, str] = {}
    for row in rows(file):
        text = _SPACE.sub(lambda m: m[1] or r"\s+", _MACRO.sub(lambda m: macros[m[1]], row["pattern"]))
        (macros if row["name"].isupper() else found)[row["name"]] = text
    return found


@cache
def named(file: str, name: str, lost: bool = False) -> re.Pattern[str]:
    """The pattern `name` of a file."""
    return compiled(sources(file)[name], lost=lost)
