"""The report: every person's outcome under every plan, counts for units and the whole; reasons made when asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from rules_core.clauses import Programme
from rules_core.columns_asked import Need
from rules_core.deadlines import MET, dues, dues_of_persons
from rules_core.explain import explain
from rules_core.frame import Answers
from rules_core.outcomes import Due, Outcome, PersonResult
from rules_core.precedence import Conflict
from rules_core.roster import Problem, Roster, Truth
from rules_core.sendings import QuotaResult, QuotaTotal, quota_results
from rules_core.shares import TargetResult, TargetTest, count_target
from rules_core.units import persons_addressed

NO_UNIT = "(chưa ghi đơn vị)"


@dataclass
class PlanReport:
    """One plan's part of the report; lists of outcomes are in the roster's order."""

    programme: Programme
    roster: Roster
    as_of: date
    answers: Answers
    targets_made: list[tuple[TargetTest, list[Truth], list[Truth]]]

    @property
    def label(self) -> str:
        """Return how the plan is named."""
        return self.programme.book.label

    @property
    def outcomes(self) -> list[Outcome]:
        """Return each person's outcome."""
        return self.answers.outcomes

    def explain(self, index: int) -> PersonResult:
        """Return the reasons of one person's outcome."""
        return explain(self.programme, self.roster.persons[index], index, self.as_of)

    def results(self) -> Iterator[PersonResult]:
        """Return all persons' outcomes with their reasons, one at a time."""
        return (self.explain(index) for index in range(len(self.roster.persons)))

    @cached_property
    def units(self) -> dict[str, list[int]]:
        """Return which persons belong to which unit, in the roster's order."""
        found: dict[str, list[int]] = {}
        for index, person in enumerate(self.roster.persons):
            found.setdefault(person.unit or NO_UNIT, []).append(index)
        return found

    def counts(self, unit: str | None = None) -> Counter[Outcome]:
        """Return how many have which outcome, in a unit or (None) in all."""
        indexes = range(len(self.outcomes)) if unit is None else self.units.get(unit, [])
        return Counter(self.outcomes[index] for index in indexes)

    def targets(self, unit: str | None = None) -> list[TargetResult]:
        """Return how targets stand, in a unit or (None) in all."""
        indexes = range(len(self.outcomes)) if unit is None else self.units.get(unit, [])
        return [
            count_target(made, self.label, unit, [(scopes[i], has[i], self.outcomes[i]) for i in indexes])
            for made, scopes, has in self.targets_made
        ]

    @cached_property
    def _quotas(self) -> tuple[list[QuotaResult], list[QuotaTotal], list[str]]:
        return quota_results(self.programme.book, self.roster)

    def quotas(self, unit: str | None = None) -> list[QuotaResult]:
        """Return how quotas stand, of a unit or (None) of all units."""
        return [result for result in self._quotas[0] if unit in (None, result.unit)]

    @property
    def quota_totals(self) -> list[QuotaTotal]:
        """Return the quotas' sums: by arithmetic, as stated, as sent."""
        return self._quotas[1]

    def deadlines(self, unit: str | None = None) -> list[Due]:
        """Return the plan's deadlines that concern a unit, or (None) any, with how they stand; those of persons come last.

        One of persons is met once everybody concerned has completed or is exempt.
        """
        book = self.programme.book
        return dues(book, self.as_of, unit, self.roster.done) + [
            self._progress(due, unit) for due in dues_of_persons(book, self.as_of)
        ]

    def _progress(self, due: Due, unit: str | None) -> Due:
        deadline = next(d for d in self.programme.book.deadlines if d.id == due.id)
        indexes = range(len(self.outcomes)) if unit is None else self.units.get(unit, [])
        roles = persons_addressed(deadline.actor or "")
        mine = [self.outcomes[i] for i in indexes if "HV" in roles or self.roster.persons[i].role in (*roles, None)]
        asked = [outcome for outcome in mine if outcome not in (Outcome.EXEMPT, Outcome.NOT_CONCERNED)]
        done = asked.count(Outcome.COMPLETE)
        status = MET if asked and done == len(asked) else due.status
        return replace(due, status=status, progress=f"{done}/{len(asked)} người hoàn thành")

    @property
    def notes(self) -> list[str]:
        """Return what a reader of this plan's part must know."""
        return [
            self.programme.regime.why,
            *self.programme.notes,
            *(b.why for b in self.programme.superseded),
            *self._quotas[2],
        ]


@dataclass
class Report:
    """What `evaluate` returns. `problems`: the roster's, to be mended; `missing`: columns that rules ask for; `conflicts`."""

    as_of: date
    roster: Roster
    plans: list[PlanReport]
    conflicts: list[Conflict]
    problems: list[Problem]
    missing: list[Need] = field(default_factory=list)

    @property
    def units(self) -> Sequence[str]:
        """Return the units in the roster's order."""
        return list(self.plans[0].units) if self.plans else []

    def person(self, identity: str) -> list[PersonResult]:
        """Return the reasons of everybody with this id, under every plan."""
        indexes = [index for index, person in enumerate(self.roster.persons) if person.id == identity]
        return [plan.explain(index) for plan in self.plans for index in indexes]
