"""The linguists' word lists of this room, which lie in `normalize/data`, and patterns made of them."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def _text(name: str) -> str:
    return files("normalize").joinpath("data", name).read_text(encoding="utf-8")


@cache
def words(name: str) -> tuple[str, ...]:
    """The lines of `data/<name>.txt`, without comments, longest first (so that the longest alternative wins)."""
    lines = (line.strip() for line in _text(f"{name}.txt").splitlines())
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=lambda w: (-len(w), w)))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.tsv` by column name, without comments."""
    lines = (line for line in _text(f"{name}.tsv").splitlines() if line.strip() and not line.startswith("#"))
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def any_of(name: str) -> str:
    """Return a pattern that matches any word of `data/<name>.txt`; a space matches any white space."""
    return "(?:" + "|".join(spaced(word) for word in words(name)) + ")"


def spaced(phrase: str) -> str:
    """Return a pattern for `phrase` in which any run of white space matches any other."""
    return r"\s+".join(re.escape(word) for word in phrase.split())
