"""The citation graph: what a dispatch rests on, what rests on it, what replaced it and in which part; dates that disagree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.store.corrections import Corrected
from corpus.store.dating import full_day
from corpus.store.facts import page_of, sentence_at
from corpus.store.identity import Name, means, national, office, work, year_known
from corpus.store.tables import LIGHT, citation, dispatch
from corpus.store.words import number_key
from schemas.facts import Citation, Finding, Role, Severity
from schemas.plan import Plan
from vietnamese.letters import fold

if TYPE_CHECKING:
    import networkx as nx

_SCOPE = re.compile(
    r"(?i)\s*,?\s*(?:của\s+[^.;,()]{2,60}?\s+)?((?:đối với|về phần|phần|tại|ở)\s+[^.;()]{3,240})"
)  # «… đối với nội dung liên quan đến …»
_ACTING = frozenset({Role.REPLACES.value, Role.AMENDS.value})


@dataclass(frozen=True, slots=True)
class Edge:
    """A mention: `source` (a stored dispatch) names `target` in a role; `part`: which part of it, in the source's words."""

    source: str
    target: str
    role: str
    part: str | None
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """A document of the graph; `plan_id` is None where it is cited but not stored."""

    id: str
    label: str
    doc_type: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None
    plan_id: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A date that a stored dispatch gives to a document, on which page."""

    plan_id: str
    citing: str
    issued_on: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One document with several dates: those given by dispatches that cite it, and its own where it is stored."""

    document: str
    own: str | None
    dates: tuple[str, ...]
    mentions: tuple[Mention, ...]


def rows(plan: Plan, key: int) -> list[dict[str, object]]:
    """The citations of a plan as rows, a document's own number and short mentions among them."""
    found = []
    dated: dict[str, set[str]] = {}  # later mentions leave the date out (Nghị định 30/2020/NĐ-CP, Phụ lục I)
    for cited in plan.citations:
        if cited.number_symbol and cited.issued_on:
            dated.setdefault(number_key(cited.number_symbol), set()).add(cited.issued_on)
    for position, cited in enumerate(plan.citations):
        number = number_key(cited.number_symbol) if cited.number_symbol else None
        days = dated.get(number or "", set())
        day = cited.issued_on or (next(iter(days)) if len(days) == 1 else None)
        found.append(
            {
                "key": key, "position": position, "role": cited.role, "doc_type": cited.doc_type,
                "number_symbol": cited.number_symbol, "number_key": number,
                "year": (year_known(number, day) or cited.year) if number else cited.year,
                "issued_on": day, "issuer": cited.issuer, "name": cited.name,
                "part": part_of(plan, cited), "page": page_of(plan, cited), "text": cited.evidence[0].text,
            }
        )  # fmt: skip
    return found


def part_of(plan: Plan, cited: Citation) -> str | None:
    """Which part of a document is meant: its articles, or (of what it replaces or amends) the words that narrow it."""
    named = "; ".join(filter(None, (_provision(p.model_dump()) for p in cited.provisions)))
    if named:
        return named
    if cited.role not in _ACTING:
        return None
    evidence = cited.evidence[0]
    sentence = sentence_at(plan.text.content, evidence.start)
    after = sentence.partition(" ".join(evidence.text.split()))[2]
    found = _SCOPE.match(after)
    return found[1].strip() if found else None


def _provision(values: dict[str, str | None]) -> str:
    words = (("annex", "Phụ lục"), ("point", "điểm"), ("clause", "khoản"), ("article", "Điều"), ("chapter", "Chương"))
    return " ".join(f"{word} {values[name]}" for name, word in words if values[name])


def resolve(connection: Connection, key: int) -> None:
    """Fill in which stored dispatches a new one names, and which stored citations name it; the order of arrival is no matter."""
    new = connection.execute(_OF_KEYS, {"keys": [key]}).one()
    mine = connection.execute(_CITED_BY, {"here": key}).all()
    keys = {row.number_key for row in mine} | ({new.number_key} if new.number_key else set())
    stored: dict[str, list[Any]] = {}
    for row in connection.execute(_OF_NUMBERS, {"numbers": sorted(keys)}) if keys else ():
        stored.setdefault(row.number_key, []).append(row)
    citing = {key: new}
    theirs: list[Any] = []
    if new.number_key:
        theirs = list(connection.execute(_CITING, {"number": new.number_key, "here": key}))
        sources = sorted({row.key for row in theirs})
        citing |= {row.key: row for row in connection.execute(_OF_KEYS, {"keys": sources})} if sources else {}
    changes = []
    for row in (*mine, *theirs):
        target = _target(row, stored.get(row.number_key, []), citing[row.key])
        if target != row.target:
            changes.append({"found": row.row, "aim": target})
    if changes:
        connection.execute(_AIMED, changes)


_NAMED = (
    dispatch.c.key, dispatch.c.number_key, dispatch.c.year, dispatch.c.issued_on, dispatch.c.issuer, dispatch.c.issuer_parent,
    dispatch.c.sha256, dispatch.c.part,
)  # fmt: skip
_MENTION = (
    citation.c.row, citation.c.key, citation.c.number_key, citation.c.year, citation.c.issued_on, citation.c.issuer,
    citation.c.target,
)  # fmt: skip
# Statements of `resolve`, which runs for every dispatch: making them anew each time costs more than their answers.
_OF_KEYS = sa.select(*_NAMED).where(dispatch.c.key.in_(sa.bindparam("keys", expanding=True)))
_OF_NUMBERS = sa.select(*_NAMED).where(dispatch.c.number_key.in_(sa.bindparam("numbers", expanding=True)))
_CITED_BY = sa.select(*_MENTION).where(citation.c.key == sa.bindparam("here"), citation.c.number_key.is_not(None))
_CITING = sa.select(*_MENTION).where(
    citation.c.number_key == sa.bindparam("number"), citation.c.key != sa.bindparam("here")
)
_AIMED = sa.update(citation).where(citation.c.row == sa.bindparam("found")).values(target=sa.bindparam("aim"))


def _name(row: Any) -> Name:  # noqa: ANN401
    return Name(row.number_key or "", row.year, row.issued_on, row.issuer, getattr(row, "issuer_parent", None))


def _target(cited: Any, candidates: Sequence[Any], citing: Any) -> int | None:  # noqa: ANN401
    """The stored dispatch that a citation means; of copies of one dispatch always the same; None where it is not sure."""
    found = [row for row in candidates if row.key != cited.key and means(_name(cited), _name(row), _name(citing))]
    names = {(office(row.issuer), row.issued_on) for row in found}
    parents = {office(row.issuer_parent) for row in found if row.issuer_parent}
    if len(names) > 1 or len(parents) > 1:  # two offices, not two copies
        return None
    return min(found, key=lambda row: (row.sha256, row.part)).key if found else None


def conflicts(connection: Connection, numbers: Collection[str] | None = None) -> list[Conflict]:
    """Documents that stored dispatches cite with different dates, or with another date than their own.

    `numbers`: only those with one of these number keys.
    """
    groups: dict[str, list[Any]] = {}
    columns = (*citation.c, dispatch.c.plan_id, dispatch.c.number_symbol.label("citing"), dispatch.c.subject)
    statement = sa.select(*columns).join(dispatch, dispatch.c.key == citation.c.key)
    own = sa.select(*_NAMED, dispatch.c.number_symbol, dispatch.c.plan_id)
    wanted = [
        column.is_not(None) if numbers is None else column.in_(numbers)
        for column in (citation.c.number_key, dispatch.c.number_key)
    ]
    for row in connection.execute(statement.where(wanted[0]).order_by(dispatch.c.plan_id, citation.c.position)):
        if full_day(row.issued_on) and (group := _group(row)):
            groups.setdefault(group, []).append(row)
    for row in connection.execute(own.where(wanted[1]).order_by(dispatch.c.plan_id)):
        if full_day(row.issued_on) and (group := _group(row)) in groups:
            groups[group].append(row)
    found = (_conflict(members) for _, members in sorted(groups.items()))
    return [conflict for conflict in found if conflict]


def _group(row: Any) -> str | None:  # noqa: ANN401
    """One key for mentions that are surely of one document, whatever their dates are."""
    if row.year is None:
        return None
    if national(row.number_key):
        return f"{row.number_key}|{row.year}"
    parent = office(getattr(row, "issuer_parent", None)).removeprefix("uy ban nhan dan ")
    name = office(row.issuer)
    whole = name if not parent or parent in name else f"{name} {parent}"
    return (
        f"{row.number_key}|{row.year}|{whole}"
        if re.search(r" (?:tinh|huyen|quan|xa|phuong|thanh pho) \w", whole)
        else None
    )


def _conflict(members: Sequence[Any]) -> Conflict | None:
    dates = sorted({row.issued_on for row in members})
    if len(dates) < 2:
        return None
    own = next((row.issued_on for row in members if not hasattr(row, "role")), None)
    mentions = tuple(
        Mention(row.plan_id, row.citing or row.subject or "", row.issued_on, row.page, row.text)
        for row in members
        if hasattr(row, "role")
    )
    return Conflict(members[0].number_symbol, own, tuple(dates), mentions)


def joined(connection: Connection, found: tuple[int, Corrected]) -> Corrected:
    """A plan with the store's knowledge: `target`s of its citations, and findings where others give other dates."""
    key, corrected = found
    aim = dispatch.alias("aim")
    aims = sa.select(citation.c.position, aim.c.plan_id).join(aim, aim.c.key == citation.c.target)
    targets: dict[int, str] = {
        row.position: row.plan_id for row in connection.execute(aims.where(citation.c.key == key))
    }
    plan = corrected.plan
    cited = [c.model_copy(update={"target": targets.get(at)}) for at, c in enumerate(plan.citations)]
    numbers = {number_key(c.number_symbol) for c in plan.citations if c.number_symbol}
    findings = [*plan.findings, *(f for conflict in conflicts(connection, numbers) for f in _findings(plan, conflict))]
    return replace(corrected, plan=plan.model_copy(update={"citations": cited, "findings": findings}))


def _findings(plan: Plan, conflict: Conflict) -> Iterator[Finding]:
    """What a conflict says to a plan: about each of its mentions that bears one of the dates."""
    wanted = number_key(conflict.document)
    others = {mention.citing for mention in conflict.mentions if mention.plan_id != plan.id} - {""}
    for at, cited in enumerate(plan.citations):
        if not (
            cited.number_symbol and number_key(cited.number_symbol) == wanted and cited.issued_on in conflict.dates
        ):
            continue
        rest = ", ".join(_vietnamese(day) for day in conflict.dates if day != cited.issued_on)
        source = (
            "chính văn bản ấy"
            if conflict.own and conflict.own != cited.issued_on
            else "; ".join(sorted(others)) or "chỗ khác"
        )
        message = (
            f"Văn bản {cited.number_symbol} ở đây ghi ngày {_vietnamese(cited.issued_on)}, còn theo {source} là {rest}."
        )
        yield Finding(
            code="citation_conflict", severity=Severity.WARNING, message=message, subject=f"citations[{at}].issued_on",
            evidence=cited.evidence[:1],
        )  # fmt: skip


def _vietnamese(day: str | None) -> str:
    return "/".join(reversed((day or "").split("-")))


def edges(connection: Connection, plan_ids: Collection[str] | None = None) -> tuple[list[Node], list[Edge]]:
    """The graph of all stored dispatches, or of those named with what they cite and what cites them."""
    rows = sa.select(*LIGHT).order_by(dispatch.c.key)
    statement = sa.select(citation).order_by(citation.c.key, citation.c.position)
    if plan_ids is not None:
        wanted = set(connection.execute(sa.select(dispatch.c.key).where(dispatch.c.plan_id.in_(plan_ids))).scalars())
        statement = statement.where(sa.or_(citation.c.key.in_(wanted), citation.c.target.in_(wanted)))
    cited = connection.execute(statement).all()
    if plan_ids is not None:
        ends = wanted | {row.key for row in cited} | {row.target for row in cited if row.target}
        rows = rows.where(dispatch.c.key.in_(ends))
    stored = {row.key: _stored_node(row) for row in connection.execute(rows)}
    nodes = {node.id: node for key, node in stored.items() if plan_ids is None or key in wanted}
    found: dict[tuple[str, str, str], Edge] = {}
    for row in cited:
        source, target = stored[row.key], stored[row.target] if row.target else _cited_node(row)
        if target is None or target.id == source.id:
            continue
        nodes.setdefault(source.id, source)
        nodes.setdefault(target.id, target)
        edge = Edge(source.id, target.id, row.role, row.part, row.page, row.text)
        found.setdefault((edge.source, edge.target, edge.role), edge)
    return list(nodes.values()), list(found.values())


def _stored_node(row: Any) -> Node:  # noqa: ANN401
    label = row.number_symbol or row.subject or "(không số)"
    return Node(row.plan_id, label, row.doc_type, row.issued_on, row.issuer, row.subject, row.plan_id)


def _cited_node(row: Any) -> Node | None:  # noqa: ANN401
    """A node for a document that is not stored: one for all mentions that are surely of one document."""
    if row.number_key:
        identity = work(_name(row)) or f"{row.number_key}|?|{row.key}"
        return Node(identity, row.number_symbol, row.doc_type, row.issued_on, row.issuer, None, None)
    if row.name:
        day = row.issued_on or row.year
        return Node(
            f"{fold(row.name)}|{day or f'?|{row.key}'}", row.name, row.doc_type, row.issued_on, row.issuer, None, None
        )
    return None


def as_networkx(nodes: Iterable[Node], found: Iterable[Edge]) -> nx.MultiDiGraph[str]:
    """The graph for networkx: one edge a role, from the dispatch that cites to the document that is cited."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        values: dict[str, object] = {"label": node.label, "doc_type": node.doc_type, "issued_on": node.issued_on, "issuer": node.issuer,
                  "subject": node.subject, "stored": node.plan_id is not None}  # fmt: skip
        graph.add_node(node.id, **{name: value for name, value in values.items() if value is not None})
    for edge in found:
        told: dict[str, object] = {"role": edge.role, "part": edge.part, "page": edge.page, "text": edge.text}
        kept = {name: value for name, value in told.items() if value is not None}
        graph.add_edge(edge.source, edge.target, key=edge.role, **kept)
    return graph
