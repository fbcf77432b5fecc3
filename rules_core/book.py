"""Where rules come from: a plan (`congvan-plan/1`) or a book of rules written by hand (`congvan-rules/1`), as one thing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import Field, ValidationError

from rules_core.words import fold
from schemas.facts import Citation, Deadline, Edtf, Evidence, Model, Module, Task, Total
from schemas.plan import Plan
from schemas.rules import Rule

FORMAT = "congvan-rules/1"
_YEAR = r"^\d{4}/\d{4}$"


class BadRules(ValueError):
    """A plan or book of rules that can't be taken; the message (Vietnamese) names the place and what is wrong there."""


class RuleBook(Model):
    """Rules written by hand; the kinds of rules are those of a plan.

    Each rule quotes what it rests on: `evidence: [{"text": "…", "page": 3}]`; offsets may be left out. `from_year`, `to_year`:
    the first and the last school year in which they hold, `school_year` the only one.
    """

    format: Literal["congvan-rules/1"] = "congvan-rules/1"
    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    number_symbol: str | None = None
    issuer: str | None = None
    issued_on: Edtf | None = None
    school_year: str | None = Field(default=None, pattern=_YEAR)
    from_year: str | None = Field(default=None, pattern=_YEAR)
    to_year: str | None = Field(default=None, pattern=_YEAR)
    source: str | None = None
    rules: list[Rule] = Field(min_length=1)
    modules: list[Module] = Field(default_factory=list)
    deadlines: list[Deadline] = Field(default_factory=list)


@dataclass(frozen=True)
class Book:
    """Rules with what is needed to judge by them. `label`: how reasons name it; `text`: what evidence offsets refer to."""

    id: str
    label: str
    rules: tuple[Rule, ...]
    title: str = ""
    number_symbol: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    school_year: str | None = None
    modules: tuple[Module, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    tasks: tuple[Task, ...] = ()
    totals: tuple[Total, ...] = ()
    citations: tuple[Citation, ...] = ()
    text: str = ""
    by_hand: bool = False

    def task(self, deadline: Deadline) -> Task | None:
        """Return the task that the deadline belongs to."""
        return next((task for task in self.tasks if task.id == deadline.task or deadline.id in task.deadlines), None)


Source = Plan | RuleBook | Mapping[str, Any]


def open_book(source: Source) -> Book:
    """Return plan, book of rules, or either as a dict (PLAN_FORMAT or `congvan-rules/1`) as a `Book`.

    A dict may leave out what judging does not need (`source`, `text`, offsets of evidence). Raises BadRules.
    """
    if isinstance(source, Mapping):
        source = _validated(source)
    if isinstance(source, RuleBook):
        return Book(
            source.id, source.number_symbol or source.title, tuple(source.rules), source.title, source.number_symbol,
            source.issuer, source.issued_on, source.school_year, tuple(source.modules), tuple(source.deadlines),
            by_hand=True,
        )  # fmt: skip
    head = source.header
    name = head.doc_type_name or "Văn bản"
    label = head.number_symbol or f"{name} {_short(head.subject or source.source.name)}{_issued(head.issued_on)}"
    return Book(
        source.id, label, tuple(source.rules), " ".join(part for part in (name, head.subject) if part), head.number_symbol,
        head.issuer, head.issued_on, head.school_year, tuple(source.modules), tuple(source.deadlines), tuple(source.tasks),
        tuple(source.totals), tuple(source.citations), source.text.content,
    )  # fmt: skip


def _short(words: str, most: int = 50) -> str:
    """Return what names a document without a number, cut to whole words."""
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,;") + " …"


def _issued(edtf: str | None) -> str:
    return f" ({'/'.join(reversed(edtf.split('-')))})" if edtf else ""


def open_books(sources: list[Source]) -> list[Book]:
    """Open all; those that would be named alike are told apart by a number."""
    books = [open_book(source) for source in sources]
    seen: dict[str, int] = {}
    out: list[Book] = []
    for book in books:
        seen[book.label] = seen.get(book.label, 0) + 1
        out.append(replace(book, label=f"{book.label} [{seen[book.label]}]") if seen[book.label] > 1 else book)
    return out


def read_rules(text: str, name: str) -> list[Source]:
    """Return the plans or books of rules in a JSON file: one, a list, or one a line. Raises BadRules naming `name`."""
    try:
        values = list(_values(text))
    except json.JSONDecodeError as error:
        raise BadRules(
            f"«{name}» không phải JSON đúng (dòng {error.lineno}, cột {error.colno}: {error.msg}). "
            "Hãy sửa tệp, hoặc xuất lại bằng «congvan convert … --format json»."
        ) from None
    found: list[Source] = []
    for value in values:
        if not isinstance(value, Mapping):
            raise BadRules(f"«{name}» không chứa kế hoạch (congvan-plan/1) hay bộ quy tắc (congvan-rules/1).")
        try:
            found.append(_validated(value))
        except BadRules as error:
            raise BadRules(f"«{name}»: {error}") from None
    return found


def _values(text: str) -> Iterator[object]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].lstrip().startswith("{") or not lines[0].rstrip().endswith("}"):
            raise
        yield from (json.loads(line) for line in lines)
        return
    yield from whole if isinstance(whole, list) else [whole]


def _validated(data: Mapping[str, Any]) -> Plan | RuleBook:
    data = _with_offsets(data)
    try:
        if data.get("format") == FORMAT:
            return RuleBook.model_validate(data)
        if not str(data.get("format", "congvan-plan/1")).startswith("congvan-plan/1"):
            raise BadRules(
                f"định dạng «{data.get('format')}» chưa được hỗ trợ; có: congvan-plan/1 và {FORMAT}. "
                "Hãy dùng phiên bản congvan mới hơn hoặc xuất lại tệp."
            )
        identity = fold(str(data.get("header", {}).get("number_symbol") or "plan"))
        defaults = {
            "id": identity,
            "source": {"name": identity, "sha256": "", "media_type": "application/json"},
            "text": {"content": "", "method": "plain"},
            "header": {},
        }
        return Plan.model_validate(defaults | dict(data))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadRules(
            f"mục «{place}» không đúng ({first['msg']}). Xem lược đồ: «congvan rules schema» hoặc «congvan schema»."
        ) from None


def _with_offsets(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Give evidence that only quotes («text», «page») the offsets of its own words."""
    if isinstance(value, list):
        return [_with_offsets(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    out = {key: _with_offsets(item) for key, item in value.items()}
    if isinstance(out.get("evidence"), list):
        out["evidence"] = [
            {"page": None, "start": 0, "end": max(len(str(item["text"])), 1), **item}
            if isinstance(item, Mapping) and item.get("text")
            else item
            for item in out["evidence"]
        ]
    return out


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of `congvan-rules/1`; evidence needs its words only."""
    schema = RuleBook.model_json_schema()
    schema["title"] = FORMAT
    schema["required"] = ["format", *schema["required"]]
    schema["$defs"][Evidence.__name__]["required"] = ["text"]
    return schema
