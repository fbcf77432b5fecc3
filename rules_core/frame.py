"""The roster as columns, and a programme's answers for all of them at once (polars; marks as scaled integers, never floats)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rules_core.clauses import Programme
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
    places = 0
    for person in roster.persons:
        for score in (*person.scores.values(), *(mark.score for mark in person.modules.values())):
            if score is not None:
                places = max(places, -int(score.as_tuple().exponent))
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
    asked: dict[str, pl.Expr] = {
        "exempt": programme.exempt.column(scale),
        "concerned": programme.concerned.column(scale),
        "complete": programme.complete.column(scale),
        "reduced": programme.reduced.column(scale),
    }
    for at, clause in enumerate(programme.clauses):
        asked[f"a{at}"], asked[f"t{at}"] = clause.applies.column(scale), clause.test.column(scale)
    for at, clause in enumerate(programme.grading):
        asked[f"g{at}"] = _grade_column([grade.test.column(scale) for grade in clause.grades])
    found = columns.select(**asked) if columns.height else columns
    height = columns.height
    lists = {name: _to_list(found, name, height) for name in asked}
    table = {(a, b, c, d): decide(a, b, c, d) for a in _ANSWERS for b in _ANSWERS for c in _ANSWERS for d in _ANSWERS}
    keys = zip(lists["exempt"], lists["concerned"], lists["complete"], lists["reduced"], strict=True)
    return Answers(
        [table[key] for key in keys],
        [lists[f"a{at}"] for at in range(len(programme.clauses))],
        [lists[f"t{at}"] for at in range(len(programme.clauses))],
        [lists[f"g{at}"] for at in range(len(programme.grading))],  # type: ignore[misc]
    )


def _to_list(found: pl.DataFrame, name: str, height: int) -> list[Truth]:
    """Return a column as a list; one that is the same for all stands there once."""
    if not height:
        return []
    values = found[name].to_list()
    return values if len(values) == height else values * height


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
