"""What is due over all stored dispatches: overdue, today, coming; what recurs stands on its next day; what has no day is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.store.dating import first_day
from corpus.store.tables import actor, alike, citation, deadline, dispatch
from schemas.facts import Bound, Role
from vietnamese.letters import fold

_SAME_TEXT = 0.85  # share of runs from which the duties of two copies with no number are shown once


@dataclass(frozen=True, slots=True)
class Source:
    """Where a duty was read."""

    plan_id: str
    number_symbol: str | None
    subject: str | None
    issued_on: str | None
    page: int | None
    replaced_by: tuple[str, ...] = ()  # dispatches that say they replace this one, with the part where they name one


@dataclass(frozen=True, slots=True)
class Due:
    """A duty and the last day that is still in time; `due` is None where no day can be told (`text` says why).

    `state`: overdue, today, coming, undated. `recurs`: the day is the next of many. `confidence`: how surely it was read.
    """

    due: date | None
    time: str | None
    state: str
    actor: str | None
    action: str
    text: str
    recurs: bool
    confidence: float
    fact: str
    sources: tuple[Source, ...]


def find_due(
    connection: Connection,
    as_of: date,
    *,
    concerns: Callable[[str | None, str], bool] | None = None,
    within: timedelta | None = None,
    past: timedelta | None = None,
    undated: bool = True,
) -> list[Due]:
    """All duties that nobody has marked as done, those of a unit where `concerns(actor, action)` tells so.

    `within`: coming ones up to that far ahead; `past`: overdue ones up to that far back; None: all of them. `undated`: also those of which
    no day can be told. The same duty in
    copies of one dispatch is one. Sorted by day, undated ones last.
    """
    rows = connection.execute(_statement(as_of, within, past, undated=undated)).all()
    if concerns:
        rows = [row for row in rows if concerns(row.actor, row.action)]
    replaced = _replaced(connection, {row.key for row in rows})
    found = [_due(row, as_of, replaced) for row in rows]
    kept = [
        (row.key, item)
        for row, item in zip(rows, found, strict=True)
        if (undated if item.due is None else within is None or item.due <= as_of + within)
    ]
    merged = _merged(kept, _copies(connection, {row.key: row for row in rows}))
    return sorted(
        merged, key=lambda d: (d.due or date.max, d.time or "24:00", d.actor or "", d.action, d.sources[0].plan_id)
    )


def _statement(as_of: date, within: timedelta | None, past: timedelta | None, *, undated: bool) -> sa.Select[Any]:
    columns = (
        *deadline.c, actor.c.name.label("actor"), dispatch.c.plan_id, dispatch.c.number_symbol, dispatch.c.number_key,
        dispatch.c.year, dispatch.c.issuer, dispatch.c.subject, dispatch.c.issued_on,
    )  # fmt: skip
    joined = deadline.join(dispatch, dispatch.c.key == deadline.c.key).outerjoin(
        actor, actor.c.id == deadline.c.actor_id
    )
    dated: sa.ColumnElement[bool] = deadline.c.due.is_not(None)
    if within is not None:
        dated &= deadline.c.due <= as_of + within
    if past is not None:
        dated &= deadline.c.due >= as_of - past
    without = deadline.c.due.is_(None) if undated else deadline.c.due.is_(None) & deadline.c.dateless.is_(False)
    statement = sa.select(*columns).select_from(joined).where(sa.or_(dated, without))
    # What recurs is done only until its next day.
    statement = statement.where(sa.or_(deadline.c.done.is_(None), deadline.c.recurrence.is_not(None)))
    return statement.order_by(deadline.c.key, deadline.c.row)


def _due(row: Any, as_of: date, replaced: dict[int, tuple[str, ...]]) -> Due:  # noqa: ANN401
    source = Source(row.plan_id, row.number_symbol, row.subject, row.issued_on, row.page, replaced.get(row.key, ()))
    day, recurs = row.due, False
    if not row.dateless and row.recurrence:
        since = max(as_of, (row.done or date.min) + timedelta(days=1), first_day(row.issued_on) or date.min)
        day = next_day(row.recurrence, since, before=row.bound == Bound.BEFORE)
        recurs = day is not None
    state = "undated" if day is None else "overdue" if day < as_of else "today" if day == as_of else "coming"
    return Due(day, row.time, state, row.actor, row.action, row.text, recurs, row.confidence, row.fact, (source,))


def left_out(
    connection: Connection, as_of: date, within: timedelta | None, past: timedelta | None
) -> tuple[int, int, int]:
    """How many open deadlines of the whole store lie longer ago than `past`, further than `within`, on no day."""
    conditions = (
        deadline.c.due < as_of - past if past is not None else sa.false(),
        deadline.c.due > as_of + within if within is not None else sa.false(),
        deadline.c.dateless,
    )
    count = sa.select(sa.func.count()).select_from(deadline).where(deadline.c.done.is_(None))
    older, later, undated = (int(connection.execute(count.where(c)).scalar_one()) for c in conditions)
    return older, later, undated


def is_dateless(due: date | None, recurrence: str | None, time: str | None) -> bool:
    """Whether no day can be told of a deadline; what is to be done every day, at no hour, has no day either."""
    if due is not None:
        return False
    return not recurrence or (recurrence == "FREQ=DAILY" and not time) or next_day(recurrence, date(2024, 1, 1)) is None


def next_day(rule: str, since: date, *, before: bool = False) -> date | None:
    """The next last day of a recurring duty that is not before `since`; None where the rule names no day.

    A month without a day counts to its end. `before`: the day itself is too late («trước ngày 15/5 hằng năm»: 14/5).
    """
    from dateutil.rrule import rrulestr

    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    if "INTERVAL" in parts and parts["INTERVAL"] != "1":
        return None  # every so often, but from when?
    named = parts.keys() & {"BYMONTHDAY", "BYDAY"}
    if not named and "BYMONTH" not in parts and parts.get("FREQ") != "DAILY":
        return None
    whole = rule if named or parts.get("FREQ") == "DAILY" else f"{rule};BYMONTHDAY=-1"
    try:
        start = datetime.combine(since, datetime.min.time())
        found = rrulestr(whole, dtstart=start).after(start + timedelta(days=int(before)), inc=True)
    except ValueError:
        return None
    return (found - timedelta(days=int(before))).date() if found else None


def _replaced(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Who says to replace these dispatches, and in which part."""
    columns = (citation.c.target, citation.c.part, dispatch.c.number_symbol, dispatch.c.subject)
    statement = sa.select(*columns).join(dispatch, dispatch.c.key == citation.c.key)
    statement = statement.where(citation.c.role == Role.REPLACES.value, citation.c.target.is_not(None))
    wanted = set(keys)
    found: dict[int, list[str]] = {}
    for row in connection.execute(statement.order_by(citation.c.key, citation.c.position)):
        if row.target in wanted:
            name = row.number_symbol or row.subject or "văn bản không số"
            found.setdefault(row.target, []).append(f"{name} ({row.part})" if row.part else name)
    return {key: tuple(dict.fromkeys(names)) for key, names in found.items()}


def _copies(connection: Connection, rows: dict[int, Any]) -> dict[int, object]:
    """What copies of one dispatch have in common: number, office and year, or nearly all of their text."""
    common: dict[int, object] = {}
    for key, row in rows.items():
        numbered = row.number_key and row.year and row.issuer
        common[key] = (row.number_key, row.year, fold(row.issuer)) if numbered else key
    pairs = connection.execute(sa.select(alike).where(alike.c.share >= _SAME_TEXT).order_by(alike.c.key, alike.c.other))
    for key, other, _ in pairs:
        if key in rows and other in rows and not (rows[key].number_key and rows[other].number_key):
            common[other] = common[key] = common[key] if isinstance(common[key], tuple) else common[other]
    return common


def _merged(found: list[tuple[int, Due]], common: dict[int, object]) -> list[Due]:
    """The same duty on the same day in copies of one dispatch, once, with all its sources."""
    merged: dict[object, Due] = {}
    for key, item in found:
        same = (common[key], item.due, item.time, fold(item.action), fold(item.text))
        before = merged.get(same)
        merged[same] = item if before is None else replace(before, sources=before.sources + item.sources)
    return list(merged.values())
