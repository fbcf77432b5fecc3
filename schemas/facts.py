"""The facts of a plan (`congvan-plan/1`): public names and their meaning; every fact carries its evidence.

Dates are EDTF strings (ISO 8601-2), spans of time ISO 8601 durations, recurrences RFC 5545 RRULEs.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Edtf = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?(/(\d{4}(-\d{2}(-\d{2})?)?|\.\.)?)?$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Confidence = Annotated[float, Field(ge=0, le=1)]


class Model(BaseModel):
    """Base of all plan objects: closed to unknown keys, so that a typing slip is an error and not a lost fact."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True, validate_default=True)


class Evidence(Model):
    """Where a fact was read. Offsets are into the plan's `text.content`; `raw` is the source before repair."""

    page: int | None
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str = Field(min_length=1)
    raw: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    confidence: Confidence = 1.0


class Fact(Model):
    """Anything read in a dispatch; it can't be built without evidence."""

    evidence: list[Evidence] = Field(min_length=1)


class Role(StrEnum):
    """What a cited document is to the citing one."""

    LEGAL_BASIS = "legal_basis"
    IMPLEMENTS = "implements"
    AMENDS = "amends"
    REPLACES = "replaces"
    ATTACHES = "attaches"
    ANSWERS = "answers"
    REFERENCE = "reference"


class Provision(Model):
    """A place in a legal document: điểm (point), khoản (clause), Điều (article), phụ lục (annex)."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None
    annex: str | None = None
    chapter: str | None = None


class Citation(Fact):
    """One mention of another document.

    `number_symbol` is canonical: no spaces, hyphen-minus, Đ restored. Laws named without a number («Luật Giáo dục
    ngày 14/6/2005») have `name` and `doc_type` only. `short` mentions («Thông tư này», «Quyết định 4660») carry the
    identity of the full mention they resolve to.
    """

    doc_type: str | None = None
    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    number_symbol: str | None = None
    name: str | None = None
    issued_on: Edtf | None = None
    issuer: str | None = None
    subject: str | None = None
    role: Role = Role.REFERENCE
    provisions: list[Provision] = []
    short: bool = False
    target: str | None = None


class Bound(StrEnum):
    """How a date bounds an obligation; «trước ngày X» is `before` X, «chậm nhất ngày X» is `by` X."""

    ON = "on"
    BEFORE = "before"
    BY = "by"
    WITHIN = "within"
    FROM = "from"
    BETWEEN = "between"
    AFTER = "after"


class Unit(StrEnum):
    """The unit in which a period is counted."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    WEEKS = "weeks"
    YEARS = "years"
    HOURS = "hours"


class Deadline(Fact):
    """A time by which, or in which, somebody must have done something.

    `due` is the last calendar day still in time, where one can be told; `basis` names the rule of law or of reading by
    which it was told («Bộ luật Dân sự 2015, Điều 146 khoản 2»). `alternatives` keeps other readings that were rejected.
    """

    id: str
    text: str
    bound: Bound
    date: Edtf | None = None
    due: Day | None = None
    time: str | None = Field(default=None, pattern=r"^\d{2}:\d{2}$")
    recurrence: str | None = None
    offset: str | None = Field(default=None, pattern=r"^-?P")
    unit: Unit | None = None
    anchor: str | None = None
    qualifier: str | None = Field(default=None, pattern="^(start|middle|end)$")
    actor: str | None = None
    task: str | None = None
    basis: str | None = None
    safe: Day | None = None  # the working day to aim at where `due` falls on a weekend or holiday


class ActorKind(StrEnum):
    """Who an actor is: one office, one person, or a class of either («các trường THPT»)."""

    PERSON = "person"
    UNIT = "unit"
    CLASS = "class"


class Actor(Model):
    """Who must act; `level` is tỉnh, huyện, xã, trường … where the name tells, `parent` the office it belongs to."""

    name: str = Field(min_length=1)
    kind: ActorKind = ActorKind.UNIT
    level: str | None = None
    parent: str | None = None


class Task(Fact):
    """What somebody must do: a line of the checklist, in the document's own words."""

    id: str
    actor: Actor | None = None
    action: str
    verb: str | None = None
    coordinate_with: list[str] = []
    submit_to: list[str] = []
    channels: list[str] = []
    forms: list[str] = []  # annex or form to be used: «Phụ lục 7»
    condition: str | None = None
    deadlines: list[str] = []
    section: str | None = None


class Module(Fact):
    """A training module (mô đun bồi dưỡng); hours are periods (tiết), None where none is printed."""

    code: str | None = None
    number: str | None = None
    title: str | None = None
    audience: list[str] = []
    levels: list[str] = []
    block: str | None = None
    self_study: int | None = None
    theory: int | None = None
    practice: int | None = None
    total: int | None = None
    objectives: str | None = None
    topics: list[str] = []
    catalogue: str | None = None


class ScheduleItem(Fact):
    """A row of a calendar table, a «Bước n», a meeting or training session."""

    start: Edtf | None = None
    end: Edtf | None = None
    time: str | None = None
    time_end: str | None = None
    place: str | None = None
    step: str | None = None
    content: str
    responsible: list[str] = []
    participants: list[str] = []


class Part(Model):
    """A summand of a total."""

    label: str | None = None
    value: str


class Total(Fact):
    """A sum that the text or a table states, checked by arithmetic; numbers are exact decimal strings."""

    label: str | None = None
    stated: str | None = None  # None: the table leaves it blank though its parts are there
    parts: list[Part] = []
    computed: str | None = None
    holds: bool | None = None


class Contact(Fact):
    """An address or a person to turn to; `value` as printed."""

    kind: str = Field(pattern="^(email|phone|url|person)$")
    value: str
    owner: str | None = None


class Recipient(Fact):
    """A line of Nơi nhận; «Lưu: …» is one too."""

    name: str
    purpose: str | None = None
    copies: int | None = None


class Signature(Fact):
    """Who signed: `capacity` TM. | KT. | TL. | TUQ. | Q. (Nghị định 30/2020/NĐ-CP, Điều 13)."""

    capacity: str | None = None
    on_behalf: str | None = None
    position: str | None = None
    name: str | None = None
    signed: bool = False


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Finding(Model):
    """What a careful reader would notice; `message` is one Vietnamese sentence, `subject` the path of the fact.

    `picture`: the place on the page, as a data URI (`data:image/png;base64,…`), where it must be looked at: the slot of
    a number or a day that could not be read surely, or was read from a clerk's hand.
    """

    code: str
    severity: Severity
    message: str
    subject: str | None = None
    evidence: list[Evidence] = []
    picture: str | None = None
