"""Rules that the rules core evaluates, told apart by `kind`; every number is an exact decimal string or an integer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.facts import Evidence, Model, Provision

Decimal = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
# A count: whole where it is («3», "3"), else a decimal («1,5 giáo viên/lớp»).
Count = Annotated[int | Decimal, Field(union_mode="left_to_right")]


class BaseRule(Model):
    """What all rules share: whom they concern, where they apply, which provision they rest on."""

    id: str
    audience: list[str] = []
    levels: list[str] = []
    applies_to: str | None = None
    citation: str | None = None
    provision: Provision | None = None
    evidence: list[Evidence] = Field(min_length=1)


class PeriodPart(Model):
    """Periods (tiết) spent in one mode («tập trung», «tự học»)."""

    mode: str
    periods: int


class Duration(BaseRule):
    """How long something takes: periods a module, year or block, or days."""

    kind: Literal["duration"] = "duration"
    periods: int | None = None
    per: Literal["module", "year", "block"] | None = None
    block: str | None = None
    parts: list[PeriodPart] = []
    days: int | None = None


class Completion(BaseRule):
    """When something counts as completed; all conditions must hold."""

    kind: Literal["completion"] = "completion"
    min_modules: int | None = None
    modules: list[str] = []
    conditions: list[str] = []


class PassMark(BaseRule):
    """The score from which a test is passed, on a scale from 0."""

    kind: Literal["pass_mark"] = "pass_mark"
    min_score: Decimal
    scale: Decimal | None = None


class Grade(Model):
    """A grade: `min` ≤ score < `below` (or ≤ `max`), with no component under `component_min`."""

    name: str
    min: Decimal | None = None
    below: Decimal | None = None
    max: Decimal | None = None
    component_min: Decimal | None = None


class Grading(BaseRule):
    """A grading scale; `otherwise` is the outcome of whoever meets none of the grades."""

    kind: Literal["grading"] = "grading"
    grades: list[Grade]
    otherwise: str | None = None


class Formula(BaseRule):
    """How a value is computed: `expression` names its operands; `rounding` is the text's own rule."""

    kind: Literal["formula"] = "formula"
    target: str
    expression: str
    rounding: str | None = None


class Prerequisite(BaseRule):
    """What must be passed before what."""

    kind: Literal["prerequisite"] = "prerequisite"
    requires: list[str]
    unlocks: list[str]


class QuotaException(Model):
    """A unit whose quota differs («riêng …»)."""

    unit: str
    each: Count


class Quota(BaseRule):
    """How many persons or things each unit sends, has or may have («tối đa 1,5 giáo viên/lớp» is 1.5 each)."""

    kind: Literal["quota"] = "quota"
    unit: str
    units: int | None = None
    each: Count | None = None
    exceptions: list[QuotaException] = []
    total: int | None = None


class Target(BaseRule):
    """A share to be reached («trên 98 %»)."""

    kind: Literal["target"] = "target"
    percent: Decimal
    comparison: Literal["at_least", "more_than", "at_most", "less_than", "exactly"]
    of: str | None = None
    what: str | None = None


class Exemption(BaseRule):
    """Who is exempt (miễn), and when."""

    kind: Literal["exemption"] = "exemption"
    who: str
    when: str | None = None


class Reduction(BaseRule):
    """Who has a reduced duty (giảm), by how much («04 tiết/tuần», «50 %», as printed), and when."""

    kind: Literal["reduction"] = "reduction"
    who: str
    amount: str | None = None
    when: str | None = None


Rule = Annotated[
    Duration | Completion | PassMark | Grading | Formula | Prerequisite | Quota | Target | Exemption | Reduction,
    Field(discriminator="kind"),
]
