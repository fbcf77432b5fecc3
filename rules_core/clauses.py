"""Clauses: rules made executable. A programme is a plan's clauses, with whom each concerns and what beats it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rules_core.book import Book
from rules_core.logic import All, Always, Any, Not, Test
from rules_core.regimes import Regime
from rules_core.values import Number
from schemas.rules import Rule

Part = Literal["exempt", "reduce", "require", "inform"]
"""What a clause does to the outcome: frees, eases, is a requirement, or only informs."""


@dataclass(frozen=True, slots=True)
class GradeTest:
    """A grade with its test; `minima` is the test without the upper bound, by which a gap in the scale shows."""

    name: str
    test: Test
    minima: Test
    complete: bool


def any_complete(grades: Sequence[GradeTest]) -> Test:
    """Return whether a person gets one of the grades with which they have completed."""
    return Any(tuple(grade.test for grade in grades if grade.complete))


@dataclass(frozen=True, slots=True)
class Beaten:
    """Another rule that goes before this one for those in `scope`, and why."""

    scope: Test
    by: str
    why: str


@dataclass
class Clause:
    """A rule with its tests. `flags`: what an exemption asks; `modules`: what a requirement asks; `notes` go into reasons."""

    book: Book
    rule: Rule
    part: Part
    scope: Test
    test: Test
    number: Number | None = None
    grades: tuple[GradeTest, ...] = ()
    otherwise: str | None = None
    flags: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    beaten: list[Beaten] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Return how reasons name the clause: «r5 (3785/KH-SGDĐT)»."""
        return f"{self.rule.id} ({self.book.label})"

    @cached_property
    def applies(self) -> Test:
        """Whether the clause decides about a person: in its scope, and nothing goes before it."""
        if not self.beaten:
            return self.scope
        return All((self.scope, *(Not(other.scope) for other in self.beaten)))


@dataclass
class Programme:
    """All that one plan asks of persons: `clauses` in the order of the plan, those of the regime behind them."""

    book: Book
    regime: Regime
    clauses: list[Clause]
    notes: list[str] = field(default_factory=list)
    superseded: list[Beaten] = field(default_factory=list)

    @cached_property
    def exempt(self) -> Test:
        """Whether an exemption frees a person."""
        return self._freed("exempt")

    @cached_property
    def reduced(self) -> Test:
        """Whether a reduction eases a person's duty."""
        return self._freed("reduce")

    @cached_property
    def concerned(self) -> Test:
        """Whether any requirement is meant for a person, and the plan still holds for them."""
        asked = Any(tuple(clause.applies for clause in self._required))
        return All((asked, *(Not(other.scope) for other in self.superseded))) if self.superseded else asked

    @cached_property
    def complete(self) -> Test:
        """Whether a person meets every requirement that is meant for them."""
        return All(tuple(Any((Not(clause.applies), clause.test)) for clause in self._required))

    @cached_property
    def grading(self) -> tuple[Clause, ...]:
        """Return the clauses that grade."""
        return tuple(clause for clause in self.clauses if clause.grades)

    @property
    def _required(self) -> list[Clause]:
        return [clause for clause in self.clauses if clause.part == "require"]

    def _freed(self, part: Part) -> Test:
        found = [clause for clause in self.clauses if clause.part == part]
        if not found:
            return Always(False)
        freed = Any(tuple(All((clause.applies, clause.test)) for clause in found))
        return All((freed, *(Not(other.scope) for other in self.superseded))) if self.superseded else freed
