"""What people corrected, put over what the program read.

A correction belongs to a document's content and a fact's key, so it holds when the file is converted anew, also by
another version; one whose fact is not found any more is shown, never lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from corpus.store.dating import full_day
from corpus.store.errors import Refused
from corpus.store.facts import KINDS, keyed
from schemas.facts import Bound, Fact
from schemas.plan import Plan
from vietnamese.letters import fold

HEADER = "header"
DISMISSED, DONE, ADDED = "dismissed", "done", "added"
_SIGHT = 90  # per cent of a fact's words that must be found again where its key is gone


@dataclass(frozen=True, slots=True)
class Correction:
    """One act of a person: `field` of `fact` was `old` (as read) and is `new`; values are JSON.

    Fields beside a fact's own: `dismissed` (there is no such fact), `done` (a day, for tasks and deadlines), `added` (the
    whole fact). `quote` is the fact's words in the dispatch.
    """

    row: int
    sha256: str
    part: int
    fact: str
    field: str
    old: str | None
    new: str | None
    quote: str | None
    who: str
    at: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A plan as people have it: who is `done` with what by fact key, and the corrections whose facts are gone."""

    plan: Plan
    done: dict[str, date]
    lost: tuple[Correction, ...]
    keys: dict[str, dict[str, str]]  # kind ─► fact id or position ─► fact key


def apply(plan: Plan, corrections: Sequence[Correction]) -> Corrected:
    """Put corrections over a plan, the last one of each field."""
    facts = {kind: dict(keyed(plan, kind)) for kind in KINDS}
    header = plan.header
    done: dict[str, date] = {}
    lost = []
    for correction in corrections:
        value = json.loads(correction.new) if correction.new is not None else None
        if correction.fact == HEADER:
            header = header.model_validate(header.model_dump() | {correction.field: value})
            continue
        kind = correction.fact.partition(":")[0]
        if correction.field == ADDED:
            facts[kind][correction.fact] = made(kind, value)
            continue
        key = _seen(correction, facts[kind])
        if key is None:
            lost.append(correction)
        elif correction.field == DONE:
            done.pop(key, None)
            if value:
                done[key] = date.fromisoformat(value)
        elif correction.field == DISMISSED:
            if value:
                del facts[kind][key]
        else:
            facts[kind][key] = changed(facts[kind][key], correction.field, value)
    lists: dict[str, Any] = {kind: list(found.values()) for kind, found in facts.items()}
    keys = {
        kind: {_name(fact, at): key for at, (key, fact) in enumerate(found.items())} for kind, found in facts.items()
    }
    return Corrected(plan.model_copy(update={"header": header, **lists}), done, tuple(lost), keys)


def latest(corrections: Iterable[Correction]) -> list[Correction]:
    """Of each field of each fact the last correction, in the order of time; one that took a fact back brings it back."""
    found: dict[tuple[str, str], Correction] = {}
    for correction in corrections:
        found.pop((correction.fact, correction.field), None)
        found[correction.fact, correction.field] = correction
    return sorted(found.values(), key=lambda c: (c.field != ADDED, c.field == DISMISSED, c.row))


def changed(fact: Fact, field: str, value: object) -> Fact:
    """The fact with another value; a deadline's last day follows its date. Raises `Refused` where the value can't stand."""
    if field not in type(fact).model_fields or field in ("evidence", "id", "kind"):
        raise Refused(f"Không có trường «{field}» để sửa. Các trường: {', '.join(sorted(_fields(fact)))}.")
    values = fact.model_dump()
    values[field] = {"name": value} if field == "actor" and isinstance(value, str) and "action" in values else value
    if field == "date" and "bound" in values:
        day = full_day(str(value)) if value else None
        before = values["bound"] == Bound.BEFORE
        values |= {"due": (day - timedelta(days=int(before))).isoformat() if day else None, "safe": None, "basis": None}
    try:
        return type(fact).model_validate(values)
    except ValidationError as error:
        raise Refused(
            f"Giá trị không hợp với trường «{field}». Ngày viết theo năm-tháng-ngày, ví dụ 2024-05-31; để trống thì ghi null."
        ) from error


def made(kind: str, value: object) -> Fact:
    """A fact that a person adds, checked as the program's own are."""
    adapter: TypeAdapter[Any] = TypeAdapter(cast("type[Any]", Plan.model_fields[kind].annotation))
    fact: Fact = adapter.validate_python([value])[0]
    return fact


def _fields(fact: Fact) -> set[str]:
    return set(type(fact).model_fields) - {"evidence", "id", "kind"}


def _name(fact: Fact, position: int) -> str:
    return str(getattr(fact, "id", position))


def _seen(correction: Correction, facts: dict[str, Fact]) -> str | None:
    """The key under which a corrected fact stands now: its own, else the one fact whose words are nearly the same."""
    if correction.fact in facts or not correction.quote:
        return correction.fact if correction.fact in facts else None
    from rapidfuzz import fuzz

    wanted = fold(correction.quote)
    near = [key for key, fact in facts.items() if fuzz.ratio(wanted, fold(fact.evidence[0].text)) >= _SIGHT]
    return near[0] if len(near) == 1 else None
