"""Stored dispatches in short, and how far people have looked at them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.store import errors
from corpus.store.tables import LIGHT, dispatch, review, sighting

_NOT_FOUND = (
    "Không có văn bản nào trong kho ứng với «{ref}». Hãy tìm bằng «congvan search» rồi dùng số ký hiệu hoặc mã hiện ra."
)
_SECRET = "Văn bản «{ref}» mang dấu mật: kho chỉ giữ số, ngày, loại và cơ quan ban hành, không giữ nội dung."
_SEVERAL = "Có {count} văn bản ứng với «{ref}»: {which}. Hãy dùng mã của một văn bản."


class State(StrEnum):
    """How far people have looked at a dispatch."""

    EXTRACTED = "EXTRACTED"
    REVIEWED = "REVIEWED"
    CONFIRMED = "CONFIRMED"


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored dispatch in short. `plan_id` is the plan's `id`; `secret`: no more than what is here is stored."""

    plan_id: str
    sha256: str
    part: int
    number_symbol: str | None
    doc_type: str | None
    issuer: str | None
    issued_on: str | None
    subject: str | None
    state: State
    secret: bool
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a store holds; `resolved`: citations whose document is stored; `size` in bytes."""

    place: str
    documents: int
    dispatches: int
    tasks: int
    deadlines: int
    citations: int
    resolved: int
    size: int


def entries(connection: Connection, matches: sa.ColumnElement[bool]) -> list[Entry]:
    """The dispatches that match, the latest first."""
    reviewed = (review.c.sha256 == dispatch.c.sha256) & (review.c.part == dispatch.c.part)
    state = sa.case((review.c.facts == dispatch.c.facts, review.c.state), else_=State.EXTRACTED.value)
    statement = sa.select(*LIGHT, state.label("state")).select_from(dispatch.outerjoin(review, reviewed))
    rows = connection.execute(statement.where(matches).order_by(dispatch.c.key)).all()
    paths: dict[str, list[str]] = {}
    seen = sa.select(sighting.c.sha256, sighting.c.path)
    if len(rows) <= 100:
        seen = seen.where(sighting.c.sha256.in_({row.sha256 for row in rows}))
    for content, path in connection.execute(seen.order_by(sighting.c.path)):
        paths.setdefault(content, []).append(path)
    return [
        Entry(
            row.plan_id, row.sha256, row.part, row.number_symbol, row.doc_type, row.issuer, row.issued_on, row.subject,
            State(row.state), row.plan_row is None, tuple(paths.get(row.sha256, ())),
        )
        for row in rows
    ]  # fmt: skip


def only(found: list[Entry], ref: str) -> Entry:
    """The one dispatch found; raises `NotFound` for none and for several."""
    if not found:
        raise errors.NotFound(_NOT_FOUND.format(ref=ref))
    if len(found) > 1:
        which = "; ".join(f"{entry.number_symbol or 'không số'} ({entry.plan_id[:12]})" for entry in found[:5])
        raise errors.NotFound(_SEVERAL.format(count=len(found), ref=ref, which=which))
    return found[0]


def with_contents(entry: Entry) -> Entry:
    """The entry itself; raises `NotFound` where the contents are not stored because the dispatch is marked secret."""
    if entry.secret:
        raise errors.NotFound(_SECRET.format(ref=entry.number_symbol or entry.plan_id))
    return entry
