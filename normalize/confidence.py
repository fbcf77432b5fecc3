"""`calibrate(plan)`: the confidence of every fact such that of the facts at .9, nine in ten are right.

A finder gives an estimate of its own, lowered where the words were hard to read. What that is worth was fitted on gold
(`python -m benchmarks.calibrate --write`) and lies in `data/confidence.tsv`: for each kind of fact the log-odds of being
right where nothing speaks against it, and what each clue takes away. No clue adds: confidence never rises with doubt.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from normalize.lexicon import rows
from schemas.facts import Citation, Deadline, Evidence, Fact, Module, ScheduleItem, Signature, Task, Total
from schemas.plan import Header, Plan
from schemas.rules import BaseRule
from vietnamese.letters import fold

CLUES: Final = ("estimate", "picture", "unclear", "mended", "bare")
LISTS: Final = (
    *("citations", "deadlines", "tasks", "schedule", "modules", "rules", "totals", "contacts", "distribution"),
)
FIELDS: Final = ("header.number", "header.issued_on", "header.issuer", "header.subject", "header.to", "header")
KINDS: Final = (*LISTS, "signature", *FIELDS)
HIGHEST, LOWEST = 0.99, 0.02  # nothing that was read is certain, nor certainly wrong
_SUREST, _FAINTEST = 0.99, 0.05  # estimates beyond these are taken as these
_UNCLEAREST = 0.2  # so of pages: beyond it there was nothing to learn from


@dataclass(frozen=True, slots=True)
class Clues:
    """What speaks against a fact, each 0 where nothing does.

    `estimate`: log-odds by which the finder's estimate, times the sureness of reading, falls short of .99 (restored words
    lower it too); `picture`: 1 where the page was read from a picture, `unclear`: 1 less the quality of such a page,
    `mended`: 1 where words of such a page were mended; `bare`: 1 where the fact lacks what one of its kind usually has.
    """

    estimate: float = 0.0
    picture: float = 0.0
    unclear: float = 0.0
    mended: float = 0.0
    bare: float = 0.0

    @property
    def values(self) -> tuple[float, ...]:
        """The clues in the order of `CLUES`."""
        return (self.estimate, self.picture, self.unclear, self.mended, self.bare)


def calibrate(plan: Plan) -> None:
    """Put the calibrated confidence in place of the finders' own in all evidence of the plan's facts.

    All evidence of a fact says the same: how likely the fact is right as a whole. The header's says it of the field that
    was read there. To be applied once, to a plan as the finders made it.
    """
    reader = Reader(plan)
    for kind, fact in facts(plan):
        fact.evidence = _said(fact.evidence, confidence(kind, reader.clues(fact.evidence, bare=is_bare(fact))))
    header = plan.header
    fields = [field_of(header, evidence) for evidence in header.evidence]
    sure = {
        field: confidence(field, reader.clues([e for e, f in zip(header.evidence, fields, strict=True) if f == field]))
        for field in set(fields)
    }
    header.evidence = [
        evidence.model_copy(update={"confidence": sure[field]})
        for evidence, field in zip(header.evidence, fields, strict=True)
    ]


def confidence(kind: str, clues: Clues) -> float:
    """How likely a fact of `kind` is right. Raises KeyError for a kind that is not one of `KINDS`."""
    base, costs = _fitted()[kind]
    return within(base - sum(cost * clue for cost, clue in zip(costs, clues.values, strict=True)))


def within(odds: float) -> float:
    """The confidence that log-odds mean, between `LOWEST` and `HIGHEST`."""
    return round(min(max(1 / (1 + math.exp(-odds)), LOWEST), HIGHEST), 3)


def estimate_of(clues: Clues) -> float:
    """The finder's own estimate, times the sureness of reading, from which `clues` were made."""
    return 1 / (1 + math.exp(clues.estimate - _odds(_SUREST)))


def facts(plan: Plan) -> Iterator[tuple[str, Fact | BaseRule]]:
    """The facts of a plan with their kinds, but for the header."""
    for kind in LISTS:
        for fact in getattr(plan, kind):
            yield kind, fact
    if plan.signature is not None:
        yield "signature", plan.signature


class Reader:
    """Tells the clues of evidence in one plan."""

    def __init__(self, plan: Plan) -> None:
        self._pictures = {page.page: page.quality for page in plan.text.pages if page.method == "ocr"}

    def clues(self, evidence: Sequence[Evidence], *, bare: bool = False) -> Clues:
        """What speaks against a fact that rests on `evidence`: its worst piece counts."""
        shortfall = _shortfall(min(e.confidence for e in evidence))
        quality = self._pictures.get(evidence[0].page or 1)
        if quality is None:
            return Clues(shortfall, bare=float(bare))
        mended = any(e.raw is not None for e in evidence)
        return Clues(shortfall, 1.0, min(1 - quality, _UNCLEAREST), float(mended), float(bare))


def is_bare(fact: Fact | BaseRule) -> bool:
    """Whether a fact lacks what one of its kind usually has, so that it may be none or be read in part."""
    match fact:
        case Citation():
            return fact.issued_on is None
        case Deadline():
            return fact.due is None and fact.recurrence is None
        case Task():
            return fact.actor is None or fact.verb is None
        case ScheduleItem():
            return fact.start is None
        case Module():
            return fact.total is None
        case Total():
            return fact.holds is not True  # figures that add up were read right
        case Signature():
            return fact.name is None
        case _:
            return False


def field_of(header: Header, evidence: Evidence) -> str:
    """The field of the header that was read in `evidence`, one of `FIELDS`; «header» where it is another, or unclear."""
    text = _letters(evidence.text)
    if header.number_symbol and _letters(header.number_symbol) in text and len(text) < 60:
        return "header.number"
    if header.issued_on and header.issued_on[:4] in text and "ngay" in text and len(text) < 60:
        return "header.issued_on"
    for field, values in (
        ("header.subject", [header.subject]),
        ("header.to", header.to),
        ("header.issuer", [header.issuer, header.issuer_parent]),
    ):
        for value in filter(None, values):
            known = _letters(value)
            if known and text and (known in text or text in known):
                return field
    return "header"


def _said(evidence: Sequence[Evidence], sure: float) -> list[Evidence]:
    return [e.model_copy(update={"confidence": sure}) for e in evidence]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def _shortfall(estimate: float) -> float:
    held = min(max(estimate, _FAINTEST), _SUREST)
    return _odds(_SUREST) - _odds(held)


def _odds(share: float) -> float:
    return math.log(share / (1 - share))


@cache
def _fitted() -> dict[str, tuple[float, tuple[float, ...]]]:
    """The log-odds of each kind and the costs of its clues."""
    return {row["kind"]: (float(row["base"]), tuple(float(row[clue]) for clue in CLUES)) for row in rows("confidence")}
