"""All facts of all plans as one Parquet table for analysts: a row a fact, with typed days and the place it was read at."""

from __future__ import annotations

import io
import json
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from schemas.facts import (
    Citation,
    Contact,
    Deadline,
    Fact,
    Finding,
    Module,
    Recipient,
    ScheduleItem,
    Signature,
    Task,
    Total,
)
from schemas.plan import Plan
from schemas.rules import BaseRule

Row = dict[str, Any]
_KINDS = (
    "citations",
    "deadlines",
    "tasks",
    "schedule",
    "modules",
    "rules",
    "totals",
    "contacts",
    "distribution",
    "findings",
)


def export(plans: Sequence[Plan]) -> bytes:
    """Return one table of all plans' facts; `docs/exports.md` names its columns."""
    import polars as pl

    types: dict[str, Any] = {
        "plan": pl.String, "document": pl.String, "doc_type": pl.String, "issuer": pl.String, "issued_on": pl.Date,
        "file": pl.String, "kind": pl.String, "id": pl.String, "page": pl.Int32, "start": pl.Int64, "end": pl.Int64,
        "quote": pl.String, "confidence": pl.Float64, "text": pl.String, "actor": pl.String, "from_day": pl.Date,
        "to_day": pl.Date, "due": pl.Date, "time": pl.String, "bound": pl.String, "recurrence": pl.String,
        "number_symbol": pl.String, "role": pl.String, "severity": pl.String, "fact": pl.String,
    }  # fmt: skip
    rows = [row for plan in plans for row in _rows(plan)]
    table = pl.DataFrame({name: [row.get(name) for row in rows] for name in types}, schema=types)
    out = io.BytesIO()
    table.write_parquet(out, compression="zstd")
    return out.getvalue()


def days(edtf: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day of an EDTF date or range: `2023-07` is 1 to 31 July 2023."""
    if not edtf:
        return None, None
    start, slash, end = edtf.partition("/")
    return _day(start, last=False), _day(end if slash else start, last=True)


def _day(point: str, *, last: bool) -> date | None:
    parts = [int(part) for part in point.split("-") if part.isdecimal()]
    match parts:
        case [year, month, day]:
            return date(year, month, day)
        case [year, month]:
            return date(year, month, monthrange(year, month)[1] if last else 1)
        case [year]:
            return date(year, 12, 31) if last else date(year, 1, 1)
    return None


def _rows(plan: Plan) -> Iterator[Row]:
    header = plan.header
    issued, until = days(header.issued_on)
    shared: Row = {
        "plan": plan.id, "document": header.number_symbol, "doc_type": header.doc_type, "issuer": header.issuer,
        "issued_on": issued if issued == until else None, "file": plan.source.name,
    }  # fmt: skip
    for kind in _KINDS:
        for number, fact in enumerate(getattr(plan, kind)):
            yield {**shared, "kind": kind, **_place(fact), **_values(fact), "id": getattr(fact, "id", f"{kind}[{number}]"),
                   "fact": _json(fact)}  # fmt: skip
    if plan.signature is not None:
        sign = plan.signature
        yield {**shared, "kind": "signature", **_place(sign), **_values(sign), "id": "signature", "fact": _json(sign)}


def _place(fact: Fact | Finding | BaseRule) -> Row:
    if not fact.evidence:
        return {}
    first = fact.evidence[0]
    return {
        "page": first.page,
        "start": first.start,
        "end": first.end,
        "quote": first.text,
        "confidence": first.confidence,
    }


def _json(fact: Fact | Finding | BaseRule) -> str:
    return json.dumps(fact.model_dump(mode="json", exclude={"evidence"}), ensure_ascii=False)


def _values(fact: object) -> Row:
    """Return what a fact says in the columns that several kinds share; `fact` (JSON) has it whole."""
    match fact:
        case Citation():
            first, last = days(fact.issued_on)
            return {"text": fact.subject or fact.name, "number_symbol": fact.number_symbol, "role": fact.role,
                    "from_day": first, "to_day": last}  # fmt: skip
        case Deadline():
            first, last = days(fact.date)
            return {"text": fact.text, "actor": fact.actor, "from_day": first, "to_day": last, "due": days(fact.due)[0],
                    "time": fact.time, "bound": fact.bound, "recurrence": fact.recurrence}  # fmt: skip
        case Task():
            return {"text": fact.action, "actor": fact.actor.name if fact.actor else None}
        case ScheduleItem():
            return {"text": fact.content, "actor": "; ".join(fact.responsible) or None, "from_day": days(fact.start)[0],
                    "to_day": days(fact.end or fact.start)[1], "time": fact.time}  # fmt: skip
        case Finding():
            return {"text": fact.message, "role": fact.code, "severity": fact.severity}
        case Module():
            return {"text": fact.title, "number_symbol": fact.code}
        case Total():
            return {"text": fact.label}
        case Contact():
            return {"text": fact.value, "actor": fact.owner, "role": fact.kind}
        case Recipient():
            return {"text": fact.name, "role": fact.purpose}
        case Signature():
            return {"text": fact.name, "role": fact.capacity, "actor": fact.position}
        case BaseRule():
            return {"text": fact.evidence[0].text, "role": getattr(fact, "kind", None)}
    return {}
