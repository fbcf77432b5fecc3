"""What people do with a stored dispatch: correct a fact, say that there is none or that it is done, add one, confirm."""

from __future__ import annotations

import hashlib
import json
import re

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.engine import Connection

from corpus.store import saving
from corpus.store.corrections import ADDED, DISMISSED, DONE, HEADER, Correction, apply
from corpus.store.dating import full_day
from corpus.store.errors import Refused
from corpus.store.facts import KINDS, keyed
from corpus.store.records import Entry, State
from corpus.store.tables import correction, dispatch, review
from schemas.facts import Evidence, Fact
from schemas.plan import Plan


def correct(
    connection: Connection, entry: Entry, fact: str, field: str, value: object, who: str, note: str | None
) -> None:
    """Record a correction of one field. Raises `Refused` where the fact, the field or the value is not valid."""
    plan = _stored(connection, entry)
    old: object = None
    quote = None
    if fact == HEADER:
        if field not in type(plan.header).model_fields:
            raise Refused(f"Phần đầu văn bản không có trường «{field}».")
        old = getattr(plan.header, field)
    else:
        found = _fact(connection, plan, fact)
        quote = found.evidence[0].text
        if field == DONE and (
            not fact.startswith(("tasks:", "deadlines:")) or not (value is None or full_day(str(value)))
        ):
            raise Refused("Chỉ đánh dấu xong cho một việc hoặc một thời hạn, với ngày dạng năm-tháng-ngày.")
        if field not in (DONE, DISMISSED):
            old = found.model_dump(mode="json").get(field)
    _record(connection, entry, plan, fact, field, old, value, quote, who, note)


def add_fact(
    connection: Connection, entry: Entry, kind: str, quote: str, values: dict[str, object], who: str, note: str | None
) -> str:
    """Record a fact that the program missed; `quote` are its words in the dispatch. Returns its key. Raises `Refused`."""
    if kind not in KINDS:
        raise Refused(f"Không có loại «{kind}». Các loại: {', '.join(KINDS)}.")
    plan = _stored(connection, entry)
    made = hashlib.sha256(json.dumps([quote, values], sort_keys=True).encode()).hexdigest()[:20]
    body: dict[str, object] = {"evidence": [_evidence(plan, quote).model_dump(mode="json")], **values}
    if kind in ("deadlines", "tasks"):
        body = {"id": f"+{made}", "text" if kind == "deadlines" else "action": quote, **body}
    key = f"{kind}:+{made}"
    _record(connection, entry, plan, key, ADDED, None, body, quote, who, note)
    return key


def set_state(connection: Connection, entry: Entry, state: State, who: str) -> None:
    """Say how far somebody has looked at a dispatch, as its facts are now."""
    facts = connection.execute(sa.select(dispatch.c.facts).where(dispatch.c.plan_id == entry.plan_id)).scalar_one()
    here = (review.c.sha256 == entry.sha256) & (review.c.part == entry.part)
    connection.execute(sa.delete(review).where(here))
    values = {
        "sha256": entry.sha256,
        "part": entry.part,
        "state": State(state).value,
        "facts": facts,
        "who": who,
        "at": saving.now(),
    }
    connection.execute(sa.insert(review), values)


def _stored(connection: Connection, entry: Entry) -> Plan:
    row = connection.execute(sa.select(dispatch.c.plan_row).where(dispatch.c.plan_id == entry.plan_id)).scalar_one()
    return saving.load(connection, row)


def _fact(connection: Connection, plan: Plan, key: str) -> Fact:
    """The fact of a key, as people have it now."""
    after = saving.corrected(connection, plan)
    kind = key.partition(":")[0]
    names = after.keys.get(kind, {})
    for at, fact in enumerate(getattr(after.plan, kind) if names else ()):
        if names[str(getattr(fact, "id", at))] == key:
            return fact  # type: ignore[no-any-return]
    gone = dict(keyed(plan, kind)).get(key) if kind in KINDS else None  # dismissed before: may be brought back
    if gone is None:
        raise Refused(f"Văn bản này không có mục «{key}».")
    return gone


def _evidence(plan: Plan, quote: str) -> Evidence:
    """Where the words stand in the dispatch; line breaks and widths of spaces do not matter."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(pattern, plan.text.content) if pattern else None
    if found is None:
        raise Refused("Không thấy đúng những chữ ấy trong văn bản. Hãy chép nguyên văn từ văn bản.")
    page = next((p.page for p in reversed(plan.text.pages) if p.start <= found.start()), None)
    return Evidence(page=page, start=found.start(), end=found.end(), text=found.group())


def _record(
    connection: Connection,
    entry: Entry,
    plan: Plan,
    fact: str,
    field: str,
    old: object,
    new: object,
    quote: str | None,
    who: str,
    note: str | None,
) -> None:
    """Write a correction after trying it; the dispatch's rows are made anew, and what was confirmed stays so."""
    values = {
        "sha256": entry.sha256, "part": entry.part, "fact": fact, "field": field, "quote": quote, "who": who, "note": note,
        "old": json.dumps(old, ensure_ascii=False), "new": json.dumps(new, ensure_ascii=False), "at": saving.now(),
    }  # fmt: skip
    try:
        apply(plan, [Correction(row=0, **values)])  # type: ignore[arg-type]
    except ValidationError as error:
        raise Refused(f"Giá trị không hợp với trường «{field}».") from error
    connection.execute(sa.insert(correction), values)
    saving.project(connection, entry.sha256, entry.part)
    here = (dispatch.c.sha256 == entry.sha256) & (dispatch.c.part == entry.part)
    facts = connection.execute(sa.select(dispatch.c.facts).where(here)).scalar_one()
    reviewed = (review.c.sha256 == entry.sha256) & (review.c.part == entry.part)
    connection.execute(sa.update(review).where(reviewed).values(facts=facts))
