"""The roster: who is to be judged and what is known of them. What is not known is None, never a no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Truth = bool | None
"""Kleene's three values: yes, no, and None where the data do not tell."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of one module of one person. `on`: the day of the result."""

    passed: Truth = None
    score: Decimal | None = None
    on: date | None = None

    @property
    def entered(self) -> bool:
        """Whether a result stands there at all."""
        return self.passed is not None or self.score is not None


@dataclass(slots=True)
class Person:
    """A line of the roster.

    `role`: GV, CBQL, GiV …; `levels`: of MN, TH, THCS, THPT, GDTX; `modules` by key («4», «THPT 17»);
    `registered`: modules that the person's own plan names, where the roster tells; `scores` by block (ND1, ND2, 01 …);
    `flags` by name, a day where the roster gives one (of retirement); `place`: «sheet!row».
    """

    id: str
    name: str = ""
    unit: str | None = None
    role: str | None = None
    levels: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    modules: dict[str, Mark] = field(default_factory=dict)
    registered: tuple[str, ...] = ()
    scores: dict[str, Decimal | None] = field(default_factory=dict)
    flags: dict[str, Truth | date] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a roster that staff should mend: where, what stands there, what to do. Nothing is dropped for it.

    `severity`: `error` (a value is lost until mended), `warning`, `info`.
    """

    code: str
    message: str
    remedy: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        where = [f"trang «{self.sheet}»" if self.sheet else "", f"dòng {self.row}" if self.row else ""]
        where += [f"cột «{self.column}»" if self.column else "", f"giá trị «{self.value}»" if self.value else ""]
        place = ", ".join(part for part in where if part)
        return f"{place + ': ' if place else ''}{self.message}{' ' + self.remedy if self.remedy else ''}"


@dataclass(frozen=True, slots=True)
class Done:
    """A deadline that a unit has met, as told by the roster; `unit` None: all units. `on` None: done, day not told.

    `plan`: the label of its plan; None where the id alone tells it.
    """

    deadline: str
    unit: str | None = None
    on: date | None = None
    plan: str | None = None


@dataclass
class Roster:
    """Persons, the columns that were there, what is wrong with the file, and which deadlines were met.

    `modules`, `scores`, `flags` name the columns found; what the persons bring is added. `confirmed`: see `confirm`.
    """

    persons: list[Person]
    modules: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    name: str = ""
    confirmed: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        brought = ((*person.modules, *person.registered) for person in self.persons)
        self.modules = _columns(self.modules, brought)
        self.scores = _columns(self.scores, (person.scores for person in self.persons))
        self.flags = _columns(self.flags, (person.flags for person in self.persons))

    def confirm(self, answers: Mapping[str, bool]) -> Roster:
        """A roster in which what is not known of a flag has this answer for everybody (told in every reason)."""
        return Roster(
            self.persons, self.modules, self.scores, self.flags, self.problems, self.done, self.name,
            {**self.confirmed, **answers},
        )  # fmt: skip


def _columns(named: Iterable[str], rows: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*named, *(key for row in rows for key in row)]))


def all3(values: Iterable[Truth]) -> Truth:
    """Kleene's and: no where one is no, else unknown where one is unknown."""
    answer: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            answer = None
    return answer


def any3(values: Iterable[Truth]) -> Truth:
    """Kleene's or: yes where one is yes, else unknown where one is unknown."""
    answer: Truth = False
    for value in values:
        if value:
            return True
        if value is None:
            answer = None
    return answer


def at_least3(count: int, values: Sequence[Truth], unknown: int = 0) -> Truth:
    """Whether at least `count` of the values are yes; `unknown` more values may be either."""
    yes = sum(value is True for value in values)
    if yes >= count:
        return True
    return None if yes + unknown + sum(value is None for value in values) >= count else False


def not3(value: Truth) -> Truth:
    """Kleene's not."""
    return None if value is None else not value
