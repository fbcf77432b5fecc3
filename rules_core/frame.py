"""The roster as columns, and a programme's answers for all of them at once (polars; marks as scaled integers, never floats)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from rules_core.clauses import Programme, any_complete
from rules_core.logic import Test
from rules_core.outcomes import Outcome, decide
from rules_core.roster import Person, Roster, Truth
from rules_core.words import LEVELS

if TYPE_CHECKING:
    import polars as pl

_MOST_PLACES = 6
_LIMIT = 2**62
_ANSWERS: tuple[Truth, ...] = (True, False, None)


@dataclass(frozen=True)
class Answers:
    """A programme's answers, a list a question, in the roster's order. `grades`: index of the grade of each grading clause."""

    outcomes: list[Outcome]
    applies: list[list[Truth]]
    tests: list[list[Truth]]
    grades: list[list[int | None]]


def scale_of(roster: Roster) -> int | None:
    """Return the power of ten by which every mark is a whole number; None where it would be too large."""
    scores = {score for person in roster.persons for score in person.scores.values()}
    scores |= {mark.score for person in roster.persons for mark in person.modules.values()}
    places = max((-int(score.as_tuple().exponent) for score in scores if score is not None), default=0)
    places = max(places, 0)
    return 10**places if places <= _MOST_PLACES else None


def fits(programme: Programme, scale: int) -> bool:
    """Tell whether no figure of the programme can overflow 64 bits, with room for the comparisons."""
    numbers = [clause.number for clause in programme.clauses if clause.number]
    return all(max(number.bound(scale)) * 1_000 < _LIMIT for number in numbers)


def frame(roster: Roster, scale: int) -> pl.DataFrame:
    """Return the roster as a data frame; what is not known is null."""
    import polars as pl

    persons = roster.persons
    data: dict[str, pl.Series] = {"role": pl.Series([p.role for p in persons], dtype=pl.String)}
    for level in LEVELS:
        data[f"l:{level}"] = pl.Series([level in p.levels if p.levels else None for p in persons], dtype=pl.Boolean)
    for key in roster.modules:
        marks = [p.modules.get(key) for p in persons]
        data[f"p:{key}"] = pl.Series([m.passed if m else None for m in marks], dtype=pl.Boolean)
        data[f"m:{key}"] = pl.Series(_scaled((m.score if m else None for m in marks), scale), dtype=pl.Int64)
        data[f"d:{key}"] = pl.Series([m.on if m else None for m in marks], dtype=pl.Date)
        data[f"e:{key}"] = pl.Series([m is not None and m.entered for m in marks], dtype=pl.Boolean)
        data[f"r:{key}"] = pl.Series([key in p.registered for p in persons], dtype=pl.Boolean)
    for name in roster.scores:
        data[f"s:{name}"] = pl.Series(_scaled((p.scores.get(name) for p in persons), scale), dtype=pl.Int64)
    for name in roster.flags:
        values = [p.flags.get(name) for p in persons]
        data[f"f:{name}"] = pl.Series([v if isinstance(v, bool) else None for v in values], dtype=pl.Boolean)
        data[f"fd:{name}"] = pl.Series([v if isinstance(v, date) else None for v in values], dtype=pl.Date)
    return pl.DataFrame(data)


def _scaled(scores: Iterable[Decimal | None], scale: int) -> list[int | None]:
    known: dict[Decimal, int] = {}
    found: list[int | None] = []
    for score in scores:
        if score is None:
            found.append(None)
            continue
        if score not in known:
            known[score] = int(score * scale)
        found.append(known[score])
    return found


def judge_all(programme: Programme, columns: pl.DataFrame, scale: int) -> Answers:
    """Answer all questions of a programme for all persons."""
    import polars as pl

    asked: dict[str, pl.Expr] = {}
    derived: dict[str, pl.Expr] = {}
    for at, clause in enumerate(programme.clauses):
        asked[f"a{at}"] = clause.applies.column(scale)
        if not clause.grades or clause.test != any_complete(clause.grades):
            asked[f"t{at}"] = clause.test.column(scale)
        if not clause.grades:
            continue
        names = [f"g{at}.{number}" for number in range(len(clause.grades))]  # each grade is asked once
        asked |= {name: grade.test.column(scale) for name, grade in zip(names, clause.grades, strict=True)}
        derived[f"g{at}"] = _grade_column([pl.col(name) for name in names])
        if f"t{at}" not in asked:
            complete = [pl.col(name) for name, grade in zip(names, clause.grades, strict=True) if grade.complete]
            derived[f"t{at}"] = reduce(or_, complete, pl.lit(value=False))
    replaced = [f"s{at}" for at in range(len(programme.superseded))]
    asked |= {name: beaten.scope.column(scale) for name, beaten in zip(replaced, programme.superseded, strict=True)}
    all_ = columns.with_columns(
        pl.lit(value=True).alias("all")
    )  # a column of full height, so that constants are repeated
    found = all_.lazy().select("all", **asked).collect().with_columns(**derived)
    found = found.with_columns(**_composed(programme, replaced))
    wanted = [name for name in found.columns if "." not in name]
    lists = {name: found[name].to_list() for name in wanted}
    table = {(a, b, c, d): decide(a, b, c, d) for a in _ANSWERS for b in _ANSWERS for c in _ANSWERS for d in _ANSWERS}
    keys = zip(lists["exempt"], lists["concerned"], lists["complete"], lists["reduced"], strict=True)
    return Answers(
        [table[key] for key in keys],
        [lists[f"a{at}"] for at in range(len(programme.clauses))],
        [lists[f"t{at}"] for at in range(len(programme.clauses))],
        [lists[f"g{at}"] for at, clause in enumerate(programme.clauses) if clause.grades],
    )


def truths(test: Test, columns: pl.DataFrame, scale: int) -> list[Truth]:
    """Answer one question for all persons."""
    import polars as pl

    return (
        columns.with_columns(pl.lit(value=True).alias("all"))
        .select("all", answer=test.column(scale))["answer"]
        .to_list()
    )


def _composed(programme: Programme, replaced: list[str]) -> dict[str, pl.Expr]:
    """Return the programme's four questions made of its clauses' columns, as `clauses.Programme` makes them of tests."""
    import polars as pl

    def pairs(part: str) -> list[tuple[pl.Expr, pl.Expr]]:
        return [(pl.col(f"a{at}"), pl.col(f"t{at}")) for at, c in enumerate(programme.clauses) if c.part == part]

    no, yes = pl.lit(value=False), pl.lit(value=True)
    holds = reduce(and_, [~pl.col(name) for name in replaced], yes)
    required = pairs("require")
    return {
        "exempt": reduce(or_, [a & t for a, t in pairs("exempt")], no) & holds,
        "concerned": reduce(or_, [a for a, _ in required], no) & holds,
        "complete": reduce(and_, [~a | t for a, t in required], yes),
        "reduced": reduce(or_, [a & t for a, t in pairs("reduce")], no) & holds,
    }


def _grade_column(tests: list[pl.Expr]) -> pl.Expr:
    """Return the index of the first grade that a person gets; null where none, or where one before it is not known."""
    import polars as pl

    answer: pl.Expr = pl.lit(None, dtype=pl.Int64)
    for at in range(len(tests) - 1, -1, -1):
        answer = pl.when(tests[at]).then(pl.lit(at, dtype=pl.Int64)).otherwise(answer)
    return answer


def judge_each(programme: Programme, persons: list[Person]) -> Answers:
    """Answer the same questions person by person; what small rosters and the explanations use."""
    outcomes = [outcome_of(programme, person) for person in persons]
    return Answers(
        outcomes,
        [[clause.applies.truth(person) for person in persons] for clause in programme.clauses],
        [[clause.test.truth(person) for person in persons] for clause in programme.clauses],
        [
            [
                next((at for at, grade in enumerate(clause.grades) if grade.test.truth(person)), None)
                for person in persons
            ]
            for clause in programme.grading
        ],
    )


def outcome_of(programme: Programme, person: Person) -> Outcome:
    """Return one person's outcome."""
    return decide(
        programme.exempt.truth(person),
        programme.concerned.truth(person),
        programme.complete.truth(person),
        programme.reduced.truth(person),
    )
