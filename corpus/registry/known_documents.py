"""Known legal documents: the day each was issued, its title, and what ended it.

`known_documents.tsv.xz` and `supersessions.tsv` are gathered from public texts by `corpus.registry.make_known_documents`;
`documents_checked.tsv` and `supersessions_checked.tsv` were read by eye and go before them. The tables are opened at the
first question only.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.registry.tables import table

_SURE_SEEN = 3  # times that public texts print a day before it stands against another
_SURE_SHARE = 0.8  # of all days printed for the document


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A legal document: its symbol, day of issue (ISO), how often each day was seen, day of effect, title.

    `sure`: whether its day may be held against another that a dispatch prints.
    """

    number_symbol: str
    issued_on: str
    days: Mapping[str, int]
    effective_on: str | None
    title: str | None
    sure: bool
    source: str


@dataclass(frozen=True, slots=True)
class Supersession:
    """A document ended on `ended_on` (ISO), by `by` where that is known; `scope` tells the part that ended, None: all."""

    number_symbol: str
    ended_on: str
    by: str | None
    scope: str | None


def document_key(number_symbol: str, issued_on: str | None) -> str:
    """What tells a document: its symbol, and its year of issue where the symbol has none («404/QĐ-TTg@2015»)."""
    numbered = re.match(r"\d+[a-zđ]?[/-](?:19|20)\d\d[/-]|.*\b(?:QH|UBTVQH)\d", number_symbol)
    return number_symbol if numbered or not issued_on else f"{number_symbol}@{issued_on[:4]}"


def known_document(number_symbol: str, issued_on: str | None = None) -> KnownDocument | None:
    """The document of a symbol, or None; a symbol without a year needs the day that is printed with it."""
    key = document_key(number_symbol, issued_on)
    if key in _checked():
        return _checked()[key]
    row = _gathered().get(key)
    return _read(number_symbol, row) if row else None


def supersession(number_symbol: str) -> Supersession | None:
    """What ended the document of a symbol that carries its year, or None."""
    return _ended().get(number_symbol)


@cache
def _checked() -> dict[str, KnownDocument]:
    return {
        row["document"]: KnownDocument(
            row["document"],
            row["issued_on"],
            {},
            row["effective_on"] or None,
            row["title"] or None,
            row["verified"] == "yes",
            row["source"],
        )
        for row in table("documents_checked")
    }


@cache
def _gathered() -> dict[str, str]:
    packed = files("corpus.registry").joinpath("known_documents.tsv.xz").read_bytes()
    lines = lzma.decompress(packed).decode().splitlines()
    return {key: row for key, _, row in (line.partition("\t") for line in lines[2:])}


def _read(number_symbol: str, row: str) -> KnownDocument:
    counts, effective, title = row.split("\t")
    days = {day: int(count) for day, count in (part.split(":") for part in counts.split("|"))}
    best = next(iter(days))
    sure = days[best] >= _SURE_SEEN and days[best] >= _SURE_SHARE * sum(days.values())
    return KnownDocument(number_symbol, best, days, effective or None, title or None, sure, "văn bản công khai")


@cache
def _ended() -> dict[str, Supersession]:
    rows = (*table("supersessions"), *table("supersessions_checked"))
    return {
        row["document"]: Supersession(row["document"], row["ended_on"], row["by"] or None, row.get("scope") or None)
        for row in rows
    }
