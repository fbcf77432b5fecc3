"""What judging says: outcomes, reasons, what is left to do. The words are those that staff read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rules_core.roster import Truth


class Outcome(StrEnum):
    """What becomes of a person under a plan."""

    COMPLETE = "hoàn thành"
    INCOMPLETE = "không hoàn thành"
    EXEMPT = "miễn"
    REDUCED = "giảm"
    UNKNOWN = "chưa đủ dữ liệu"
    NOT_CONCERNED = "không thuộc diện"


def decide(exempt: Truth, concerned: Truth, complete: Truth, reduced: Truth) -> Outcome:
    """Return the outcome of four answers.

    Who is exempt is exempt whatever else; who meets all requirements has completed, also with a reduced duty; a reduced duty is
    never «không hoàn thành», since its measure is for the head to set. What could still turn the outcome leaves it unknown.
    """
    if exempt:
        return Outcome.EXEMPT
    if concerned is False:
        return Outcome.NOT_CONCERNED
    if concerned and complete:
        return Outcome.COMPLETE
    if exempt is None or concerned is None:
        return Outcome.UNKNOWN
    if reduced:
        return Outcome.REDUCED
    return Outcome.INCOMPLETE if complete is False and reduced is False else Outcome.UNKNOWN


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reason: the rule (its id, whose it is), its words and page, the values used, what follows.

    `answer`: what the rule says of this person, None where the data do not tell; `decides`: whether the outcome rests on it. `kind`
    as in `schemas.rules`.
    """

    rule: str
    book: str
    kind: str
    quote: str
    page: int | None
    values: tuple[str, ...]
    answer: Truth
    result: str
    notes: tuple[str, ...] = ()
    decides: bool = True


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that a person must look at: `code` (`grading-gap`, `result-contradiction` …) and a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that concerns whoever it is listed for; `own`: it turns to persons and not to the unit.

    `progress`: of a deadline of persons, how many of a unit have completed.
    """

    id: str
    book: str
    text: str
    due: date | None
    own: bool
    status: str
    quote: str = ""
    page: int | None = None
    actor: str = ""
    progress: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """What a person has still to do, and by when, where the plan says so."""

    what: str
    by: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonResult:
    """A person under one plan. `average`: the ĐTB as the rule rounds it, `average_words` as it is written («7,0»)."""

    index: int
    plan: str
    outcome: Outcome
    grade: str | None
    average: Fraction | None
    steps: tuple[Step, ...]
    flags: tuple[Flag, ...]
    todo: tuple[Todo, ...]
    average_words: str | None = None

    @property
    def reason(self) -> str:
        """Return the steps that decide the outcome, in a few words."""
        wanted = _DECIDE.get(self.outcome, ())
        steps = [step for step in self.steps if step.decides and (step.kind, step.answer) in wanted]
        told = [self._told(step) for step in steps or [step for step in self.steps if step.decides]]
        return "\n".join(told) or "không có quy tắc nào của kế hoạch dành cho người này"

    def _told(self, step: Step) -> str:
        whose = "" if step.book == self.plan else f" ({step.book})"
        values = f" ({'; '.join(step.values)})" if step.values and self.outcome is not Outcome.COMPLETE else ""
        return f"{step.rule}{whose}: {step.result}{values}"


_ASKED = ("completion", "grading", "prerequisite", "pass_mark")
_DECIDE: dict[Outcome, tuple[tuple[str, Truth], ...]] = {
    Outcome.EXEMPT: (("exemption", True),),
    Outcome.COMPLETE: tuple((kind, True) for kind in _ASKED),
    Outcome.INCOMPLETE: tuple((kind, False) for kind in _ASKED),
    Outcome.REDUCED: (("reduction", True), *((kind, answer) for kind in _ASKED for answer in (False, None))),
    Outcome.UNKNOWN: tuple((kind, None) for kind in ("exemption", "reduction", *_ASKED)),
}
