"""Writing: a file's plans become rows, all in one transaction that the caller holds; the same file twice changes nothing."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.store import graph, words
from corpus.store.corrections import Corrected, Correction, apply, latest
from corpus.store.dating import first_day, full_day, key_of
from corpus.store.due import is_dateless
from corpus.store.duplicates import compare_texts
from corpus.store.facts import action_of, actor_of, digest, page_of, page_starts, task_actor
from corpus.store.identity import year_known
from corpus.store.index import index_of
from corpus.store.search import OPEN, facets_of, named, title_of
from corpus.store.tables import (
    actor,
    citation,
    correction,
    counter,
    deadline,
    dispatch,
    document,
    task,
)
from corpus.store.tables import (
    plan as plans_table,
)
from schemas.plan import Header, Plan

# Statements of every dispatch: making them anew each time costs more than their answers.
_SEEN = sa.text("INSERT INTO sighting (sha256, path, seen_at) VALUES (:sha256, :path, :seen_at) ON CONFLICT DO NOTHING")
_CORRECTIONS = (
    sa.select(correction)
    .where(correction.c.sha256 == sa.bindparam("content"), correction.c.part == sa.bindparam("number"))
    .order_by(correction.c.row)
)
_SERIAL = (
    sa.update(counter).where(counter.c.name == "dispatch").values(value=counter.c.value + 1).returning(counter.c.value)
)
_ACTORS = sa.select(actor.c.name, actor.c.id).where(actor.c.name.in_(sa.bindparam("names", expanding=True)))
_AT_ONCE = 1000  # names in one question; databases take only so many values


def now() -> str:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def save(
    connection: Connection, plans: Sequence[Plan], source_path: str | None, version: str, copied: str | None
) -> bool:
    """Store the plans of one file; False where this version's were there already. Secret ones leave their metadata only."""
    source = plans[0].source
    secret = any(plan.header.secrecy for plan in plans)
    values = {"name": None if secret else source.name, "media_type": source.media_type, "pages": source.pages}
    known = connection.execute(sa.select(document.c.version).where(document.c.sha256 == source.sha256)).scalar()
    if known is None:
        values |= {"sha256": source.sha256, "added_at": now(), "version": version, "copied": None if secret else copied}
        connection.execute(sa.insert(document), values)
    if source_path is not None and not secret:
        _see(connection, source.sha256, source_path)
    if known is not None and has(connection, source.sha256, version):
        return False
    current = known is None or _order(version) >= _order(known)
    if known is not None and current:
        _forget(connection, source.sha256)
        here = document.c.sha256 == source.sha256
        connection.execute(sa.update(document).where(here).values(version=version))
    for plan in plans:
        row = None if secret else _keep(connection, plan, version)
        if current:
            _put_secret(connection, plan) if secret else _put(connection, plan, row)
    return True


def has(connection: Connection, sha256: str, version: str) -> bool:
    """Whether this version's plans of a content are stored (of what is marked secret: its metadata)."""
    kept = sa.select(plans_table.c.row).where(plans_table.c.sha256 == sha256, plans_table.c.version == version)
    if connection.execute(kept.limit(1)).first():
        return True
    secret = sa.select(dispatch.c.key).join(document, document.c.sha256 == dispatch.c.sha256)
    secret = secret.where(dispatch.c.sha256 == sha256, dispatch.c.plan_row.is_(None), document.c.version == version)
    return connection.execute(secret.limit(1)).first() is not None


def project(connection: Connection, sha256: str, part: int) -> None:
    """Make a dispatch's rows and its index anew, after a correction or for a new index."""
    here = (dispatch.c.sha256 == sha256) & (dispatch.c.part == part)
    row = connection.execute(sa.select(dispatch.c.plan_row, dispatch.c.key).where(here)).one()
    if row.plan_row is None:
        return
    plan = load(connection, row.plan_row)
    _drop(connection, [row.key])
    _put(connection, plan, row.plan_row)


def load(connection: Connection, row: int) -> Plan:
    """A plan as the program read it."""
    kept = connection.execute(sa.select(plans_table.c.body, plans_table.c.text).where(plans_table.c.row == row)).one()
    body = json.loads(zlib.decompress(kept.body))
    body["text"]["content"] = zlib.decompress(kept.text).decode()
    return Plan.model_validate(body)


def stored(connection: Connection, plan_id: str) -> tuple[int, Corrected]:
    """A dispatch's key and its current plan with people's corrections over it."""
    row = connection.execute(sa.select(dispatch.c.key, dispatch.c.plan_row).where(dispatch.c.plan_id == plan_id)).one()
    return row.key, corrected(connection, load(connection, row.plan_row))


def corrections_of(connection: Connection, sha256: str, part: int) -> list[Correction]:
    """All corrections of a dispatch in the order of time."""
    found = connection.execute(_CORRECTIONS, {"content": sha256, "number": part})
    return [Correction(**row._mapping) for row in found]


def corrected(connection: Connection, plan: Plan) -> Corrected:
    """A plan with people's corrections over it; their number is its `revision`."""
    made = corrections_of(connection, plan.source.sha256, plan.source.part)
    return apply(plan.model_copy(update={"revision": len(made)}), latest(made))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _see(connection: Connection, sha256: str, path: str) -> None:
    connection.execute(_SEEN, {"sha256": sha256, "path": path, "seen_at": now()})


def _keep(connection: Connection, plan: Plan, version: str) -> int:
    body = plan.model_dump_json(exclude={"text": {"content"}})
    values = {
        "sha256": plan.source.sha256, "part": plan.source.part, "version": version, "plan_id": plan.id, "added_at": now(),
        "body": zlib.compress(body.encode()), "text": zlib.compress(plan.text.content.encode()),
        "pages": json.dumps(page_starts(plan)),
    }  # fmt: skip
    return int(connection.execute(sa.insert(plans_table).returning(plans_table.c.row), values).scalar_one())


def _forget(connection: Connection, sha256: str) -> None:
    keys = connection.execute(sa.select(dispatch.c.key).where(dispatch.c.sha256 == sha256)).scalars()
    _drop(connection, list(keys))


def _drop(connection: Connection, keys: Sequence[int]) -> None:
    index = index_of(connection)
    for key in keys:
        index.drop(connection, key)
        connection.execute(sa.delete(dispatch).where(dispatch.c.key == key))


def _put(connection: Connection, plan: Plan, row: int | None) -> None:
    """Make the dispatch, its facts as rows, its index entry, its place among copies and in the graph."""
    after = corrected(connection, plan)
    plan, header = after.plan, after.plan.header
    key = key_of(header.issued_on, _serial(connection))
    tasks, deadlines = _task_rows(plan, key, after), _deadline_rows(plan, key, after)
    acting = [_name(duty.pop("actor")) for duty in (*tasks, *deadlines)]
    addressed = map(_name, (*header.to, *(line.name for line in plan.distribution)))
    actors = _actors(connection, [name for name in dict.fromkeys((*acting, *addressed)) if name])
    for duty, name in zip((*tasks, *deadlines), acting, strict=True):
        duty["actor_id"] = actors.get(name)
    facets = facets_of(header.doc_type, header.issuer, header.issuer_parent)
    facets += map(named, sorted(actors.values()))
    facets += [OPEN] if any(not task["done"] for task in tasks) else []
    entry = words.entry(plan.text.content, title_of(header.doc_type, header.subject), header.number_symbol, facets)
    told = {"subject": header.subject, "length": entry.length, "folded": zlib.compress(entry.folded.encode())}
    _enter(connection, plan, key, entry, told | {"plan_row": row})
    _insert(connection, task, tasks)
    _insert(connection, deadline, deadlines)
    _insert(connection, citation, graph.rows(plan, key))
    graph.resolve(connection, key)
    compare_texts(connection, key, entry.folded)


def _put_secret(connection: Connection, plan: Plan) -> None:
    """Make the dispatch of what is marked secret: its number, date, type and issuer."""
    header = plan.header
    key = key_of(header.issued_on, _serial(connection))
    entry = words.entry("", "", header.number_symbol, facets_of(header.doc_type, header.issuer, header.issuer_parent))
    _enter(connection, plan, key, entry, {"length": 0})
    graph.resolve(connection, key)


def _enter(connection: Connection, plan: Plan, key: int, entry: words.Entry, told: dict[str, Any]) -> None:
    """Write the row of a dispatch and its index entry."""
    values = {
        "key": key,
        "sha256": plan.source.sha256,
        "part": plan.source.part,
        "plan_id": plan.id,
        "status": plan.status,
    }
    _insert(connection, dispatch, [_header_values(plan.header) | values | told | {"facts": digest(plan)}])
    index_of(connection).put(connection, key, entry.tokens)


def _header_values(header: Header) -> dict[str, Any]:
    number = words.number_key(header.number_symbol) if header.number_symbol else None
    return {
        "number_symbol": header.number_symbol, "number_key": number, "doc_type": header.doc_type, "issuer": header.issuer,
        "issuer_parent": header.issuer_parent, "issued_on": header.issued_on, "secrecy": header.secrecy,
        "year": year_known(number or "", header.issued_on),
    }  # fmt: skip


def _insert(connection: Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table), [_storable(row) for row in rows])


def _storable(row: dict[str, Any]) -> dict[str, Any]:
    """A row without NUL, which PostgreSQL's texts can't hold and which is debris of broken files."""
    return {name: value.replace("\x00", "") if isinstance(value, str) else value for name, value in row.items()}


def _serial(connection: Connection) -> int:
    """The next number of all that were ever given, so that no key is used twice."""
    return int(connection.execute(_SERIAL).scalar_one())


def _name(name: str | None) -> str:
    """The name of one who must act as it is stored; «» for none."""
    return " ".join((name or "").replace("\x00", "").split())


def _actors(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """The numbers of these names, each stored once; those of new names are given in this order."""
    found: dict[str, int] = {}
    for at in range(0, len(names), _AT_ONCE):
        some = names[at : at + _AT_ONCE]
        known = {row.name: row.id for row in connection.execute(_ACTORS, {"names": some})}
        new = [name for name in some if name not in known]
        if new:
            connection.execute(sa.insert(actor), [{"name": name} for name in new])
            known |= {row.name: row.id for row in connection.execute(_ACTORS, {"names": new})}
        found |= known
    return found


def _task_rows(plan: Plan, key: int, after: Corrected) -> list[dict[str, Any]]:
    keys, done = after.keys, after.done
    return [
        {
            "key": key, "fact": (fact := keys["tasks"][item.id]), "id": item.id, "actor": task_actor(item),
            "action": " ".join(item.action.split()), "page": page_of(plan, item), "done": fact in done,
        }
        for item in plan.tasks
    ]  # fmt: skip


def _deadline_rows(plan: Plan, key: int, after: Corrected) -> list[dict[str, Any]]:
    keys, done = after.keys, after.done
    with_task = {number: item.id for item in plan.tasks for number in item.deadlines}
    found = []
    for item in plan.deadlines:
        whole = item if item.task else item.model_copy(update={"task": with_task.get(item.id)})
        days = [
            done[fact] for fact in (keys["deadlines"][item.id], keys["tasks"].get(whole.task or "", "")) if fact in done
        ]
        found.append(
            {
                "key": key, "fact": keys["deadlines"][item.id], "id": item.id, "task": whole.task,
                "actor": actor_of(plan, whole), "text": " ".join(item.text.split()),
                "action": action_of(plan, whole), "bound": item.bound, "starts": first_day(item.date),
                "due": full_day(item.due), "time": item.time, "recurrence": item.recurrence, "page": page_of(plan, item),
                "dateless": is_dateless(full_day(item.due), item.recurrence, item.time),
                "confidence": item.evidence[0].confidence, "done": max(days, default=None),
            }
        )  # fmt: skip
    return found
