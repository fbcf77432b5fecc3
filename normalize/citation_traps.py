"""What looks like a document's number and is none: forms, licences, accounts, roads, standards, «35 HS/lớp»."""

from __future__ import annotations

import re
from functools import cache

from corpus.registry.issuers import issuer_by_code, issuers
from normalize.citation_text import BREAK, Flat
from normalize.lexicon import words
from normalize.symbols import NumberSymbol
from vietnamese.letters import strip_marks


@cache
def _leads() -> re.Pattern[str]:
    one_of = "|".join(r"\s+".join(strip_marks(word).split()) for word in words("number_leads"))
    return re.compile(rf"(?<!\w)(?:{one_of})(?:\s+(?:so|in))?\s*[:.]?\s*$", re.IGNORECASE)


@cache
def _counted() -> frozenset[str]:
    return frozenset(strip_marks(word) for word in words("counted_groups"))


@cache
def _fields() -> frozenset[str]:
    return frozenset(re.sub(r"\W", "", code) for body in issuers() if body.kind == "field" for code in body.codes)


def plausible(
    flat: Flat, anchor: tuple[int, int], symbol: NumberSymbol, begin: int, *, typed: bool, so: bool, listed: bool
) -> bool:
    """Whether a number with a stroke and letters names a document.

    `typed`: a type word stands before it; `so`: the word «số»; `listed`: another mention in a list. `begin` is where
    the mention begins with these, so that what stands before it can tell another thing («Mẫu số 01/…»).
    """
    groups = re.split(r"[-/]", strip_marks(symbol.symbol))
    counted = len(groups) == 1 and groups[0] in _counted() and symbol.year is None
    if typed:
        return so or not counted
    if counted or _leads().search(flat.plain[max(0, begin - 30) : begin].rpartition(BREAK)[2]):
        return False
    strong = _strong(symbol)
    several = len(groups) > 1
    if so or listed:
        return strong or several or len(groups[0]) > 2
    return strong and (several or symbol.issuer in ("QH", "UBTVQH") or _alone(flat, anchor))


def _strong(symbol: NumberSymbol) -> bool:
    """Whether the symbol's groups are known: a type, a body, or a field («GDĐT-TC»)."""
    issuer = symbol.issuer or ""
    return (
        symbol.doc_type not in (None, "CV")
        or issuer in ("QH", "UBTVQH")
        or issuer_by_code(issuer) is not None
        or re.sub(r"\W", "", issuer) in _fields()
    )


def _alone(flat: Flat, anchor: tuple[int, int]) -> bool:
    """Whether number and symbol fill a paragraph or cell, as in a table of documents."""
    start, end = anchor
    before, after = flat.plain[:start].rpartition(BREAK)[2], flat.plain[end : end + 40].partition(BREAK)[0]
    return not before.strip() and not after.strip()
