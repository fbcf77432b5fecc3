"""The plan (`congvan-plan/1`): one dispatch in, one plan out."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.facts import (
    Citation,
    Confidence,
    Contact,
    Day,
    Deadline,
    Edtf,
    Evidence,
    Finding,
    Model,
    Module,
    Recipient,
    ScheduleItem,
    Signature,
    Task,
    Total,
)
from schemas.rules import Rule

FORMAT = "congvan-plan/1"


class Source(Model):
    """The file and the part of it that the plan was read from."""

    name: str
    sha256: str
    media_type: str
    pages: int | None = None
    part: int = 1
    parts: int = 1
    page_range: tuple[int, int] | None = None


class PageText(Model):
    """Where a page's text stands in `content`, how it was obtained and how good it is."""

    page: int
    start: int
    end: int
    method: str
    quality: Confidence
    why: str = ""


class Text(Model):
    """The clean text that all offsets refer to."""

    content: str
    method: str
    encoding: str = "unicode"
    restored: bool = False
    quality: Confidence = 1.0
    pages: list[PageText] = []


class Received(Model):
    """The ĐẾN stamp: number and date of arrival, never those of the dispatch (Nghị định 30/2020/NĐ-CP, Điều 22)."""

    number: str | None = None
    date: Edtf | None = None


class Header(Model):
    """The header block: Nghị định 30/2020/NĐ-CP, Điều 8. `issued_on` is an EDTF date, a month where no day is given."""

    issuer: str | None = None
    issuer_parent: str | None = None
    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    number_symbol: str | None = None
    place: str | None = None
    issued_on: Edtf | None = None
    doc_type: str | None = None
    doc_type_name: str | None = None
    subject: str | None = None
    to: list[str] = []
    urgency: str | None = None
    secrecy: str | None = None
    received: Received | None = None
    school_year: str | None = Field(default=None, pattern=r"^\d{4}/\d{4}$")
    evidence: list[Evidence] = []


class Section(Model):
    """A node of the outline; `path` joins the labels from the top («VI.4»), as `tasks[].section` does."""

    label: str
    title: str
    level: int
    path: str
    start: int
    end: int
    page: int | None = None
    children: list[Section] = []


class PageProblem(Model):
    """A page that was lost or read in part, and why."""

    page: int | None
    code: str
    message: str


class Plan(Model):
    """A dispatch as data. See `../shared`'s PLAN_FORMAT or `docs/plan-format.md` for the meaning of every name.

    `revision` counts what people corrected since it was read (0: as read); it only grows.
    """

    format: Literal["congvan-plan/1"] = "congvan-plan/1"
    id: str
    revision: int = Field(default=0, ge=0)
    status: Literal["ok", "partial"] = "ok"
    problems: list[PageProblem] = []
    source: Source
    text: Text
    header: Header
    outline: list[Section] = []
    citations: list[Citation] = []
    modules: list[Module] = []
    deadlines: list[Deadline] = []
    tasks: list[Task] = []
    schedule: list[ScheduleItem] = []
    rules: list[Rule] = []
    totals: list[Total] = []
    contacts: list[Contact] = []
    signature: Signature | None = None
    distribution: list[Recipient] = []
    findings: list[Finding] = []


__all__ = [
    "FORMAT",
    "Day",
    "Header",
    "PageProblem",
    "PageText",
    "Plan",
    "Received",
    "Section",
    "Source",
    "Text",
]
