"""Targets: shares to be reached («trên 98 %»), in whole numbers; what is not known may fall either way."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules_core import interpret
from rules_core.clauses import Programme
from rules_core.columns_asked import Shape
from rules_core.compiler import roles_of
from rules_core.conditions import AtLevel, Flagged, HasRole, Passed
from rules_core.logic import All, Always, Test
from rules_core.outcomes import Outcome
from rules_core.roster import Truth
from rules_core.words import fold, module_keys
from schemas.rules import Target

_COMPARE: dict[str, tuple[Callable[[Decimal, Decimal], bool], str]] = {
    "at_least": (operator.ge, "từ {} % trở lên"),
    "more_than": (operator.gt, "trên {} %"),
    "at_most": (operator.le, "không quá {} %"),
    "less_than": (operator.lt, "dưới {} %"),
    "exactly": (operator.eq, "{} %"),
}
REACHED, MISSED, OPEN, NOBODY = "đạt chỉ tiêu", "chưa đạt chỉ tiêu", "chưa đủ dữ liệu", "không có đối tượng"


@dataclass(frozen=True, slots=True)
class TargetResult:
    """A target for a unit (None: all): of `of` persons `yes` surely have it, `unknown` may."""

    rule: str
    book: str
    unit: str | None
    asked: str
    what: str
    yes: int
    unknown: int
    of: int
    status: str
    quote: str
    page: int | None

    @property
    def percent(self) -> str:
        """Return the share that is sure, cut (never rounded up) to two decimals; «–» where there is nobody."""
        if not self.of:
            return "–"
        cut = self.yes * 10_000 // self.of
        return f"{cut // 100},{cut % 100:02d} %"


@dataclass
class TargetTest:
    """A target made executable: whom it counts, what they must have; `outcome`: the plan's own outcome decides."""

    rule: Target
    scope: Test
    test: Test
    outcome: bool


def target_test(programme: Programme, rule: Target, shape: Shape) -> TargetTest:
    """Return the test of a target. What no word list knows is a flag of its own words."""
    scopes: list[Test] = []
    if rule.audience and "HV" not in rule.audience:
        scopes.append(HasRole(roles_of(rule)))
    if rule.levels:
        scopes.append(AtLevel(tuple(rule.levels)))
    what = " ".join((rule.what or "").split())
    modules = module_keys(what)
    own = interpret.flags_in(what)
    if modules and re.search(r"hoan thanh|boi duong|dat|hoc", fold(what)):
        return TargetTest(
            rule, All(tuple(scopes)), All(tuple(_passed(programme, key, rule, shape) for key in modules)), False
        )
    if own and "hoan thanh" not in fold(what):
        return TargetTest(rule, All(tuple(scopes)), _flag(own[0], rule, shape), False)
    if "hoan thanh" in fold(what):
        return TargetTest(rule, All(tuple(scopes)), Always(None), True)
    return TargetTest(rule, All(tuple(scopes)), _flag(what or rule.id, rule, shape), False)


def _passed(programme: Programme, name: str, rule: Target, shape: Shape) -> Test:
    from fractions import Fraction

    marks = [
        r.min_score
        for book in (programme.book, programme.regime.book)
        if book
        for r in book.rules
        if r.kind == "pass_mark"
    ]
    key = shape.module(name, rule.id)
    return Passed(key, Fraction(marks[0]) if marks else None) if key else Always(None)


def _flag(name: str, rule: Target, shape: Shape) -> Test:
    return Flagged(name, None, shape.confirmed(name), shape.flag(name, rule.id))


def count_target(
    made: TargetTest, book: str, unit: str | None, rows: Sequence[tuple[Truth, Truth, Outcome]]
) -> TargetResult:
    """Count a target over rows of (in scope, has it, outcome); those exempt or not concerned are not counted."""
    of = yes = unknown = 0
    for scope, has, outcome in rows:
        if scope is False or outcome in (Outcome.EXEMPT, Outcome.NOT_CONCERNED):
            continue
        of += 1
        answer = _OF_OUTCOME.get(outcome) if made.outcome else has
        if answer and scope:
            yes += 1
        elif answer is None or scope is None:
            unknown += 1
    compare, words = _COMPARE[made.rule.comparison]
    percent = Decimal(made.rule.percent)
    least = compare(Decimal(100 * yes), percent * of)
    most = compare(Decimal(100 * (yes + unknown)), percent * of)
    status = NOBODY if not of else _status(made.rule, least, most, yes, unknown, of)
    evidence = made.rule.evidence[0]
    return TargetResult(
        made.rule.id, book, unit, words.format(made.rule.percent.replace(".", ",")), made.rule.what or "", yes, unknown, of,
        status, " ".join(evidence.text.split()), evidence.page,
    )  # fmt: skip


def _status(rule: Target, least: bool, most: bool, yes: int, unknown: int, of: int) -> str:
    if rule.comparison == "exactly" and unknown:  # between yes and yes + unknown the share may hit the figure
        percent = Decimal(rule.percent) * of
        return OPEN if 100 * yes <= percent <= 100 * (yes + unknown) else MISSED
    if least and most:
        return REACHED
    return OPEN if least or most else MISSED


_OF_OUTCOME: dict[Outcome, Truth] = {Outcome.COMPLETE: True, Outcome.INCOMPLETE: False}
"""A reduced duty, or what is not known, may still be completed."""
