"""JSON-LD in the words of schema.org (Legislation, after the European ELI): for catalogues and search engines.

The context is in the file, so that no network is needed to read it. `@id` is a UUID made from the document's Akoma Ntoso
IRI: the same document has the same one in every file, whether it is described or only cited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from uuid import NAMESPACE_URL, uuid5

from exporters import akn_iri as iri
from exporters.changes import changes
from exporters.citing import document_title
from exporters.tables import doc_type_names
from exporters.wording import one_line
from schemas.facts import Citation, Deadline, Role, Task
from schemas.plan import Plan

Json: TypeAlias = dict[str, object]
_VOCABULARY = "https://schema.org/"
_CONTEXT: Json = {
    "@vocab": _VOCABULARY,
    "legislationDate": {"@id": f"{_VOCABULARY}legislationDate", "@type": f"{_VOCABULARY}Date"},
    "endTime": {"@id": f"{_VOCABULARY}endTime", "@type": f"{_VOCABULARY}DateTime"},
    "actionStatus": {"@id": f"{_VOCABULARY}actionStatus", "@type": "@vocab"},
}
_COUNTRY: Json = {"@type": "Country", "name": "Việt Nam", "identifier": "VN"}
# «thay thế» ends the replaced document, as a repeal does: schema.org has no word of its own for it.
_CHANGED = {"repeal": "legislationRepeals", "replacement": "legislationRepeals", "substitution": "legislationAmends",
            "insertion": "legislationAmends"}  # fmt: skip
_CORRECTS = re.compile(r"(?:về\s+việc\s+|v/v\s+)?đính\s+chính(?!\w)", re.IGNORECASE)


def export(plans: Sequence[Plan]) -> bytes:
    """Return one JSON-LD document: a Legislation, or a graph of several."""
    found = [_legislation(plan) for plan in plans]
    whole: Json = {"@context": _CONTEXT, **(found[0] if len(found) == 1 else {"@graph": found})}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _legislation(plan: Plan) -> Json:
    header, sign, work = plan.header, plan.signature, iri.of_plan(plan)
    person = {"@type": "Person", "name": sign.name, "jobTitle": sign.position} if sign and sign.name else None
    return _said(
        {
            **_identity(work),
            "legislationIdentifier": header.number_symbol,
            "name": document_title(header),
            "headline": header.subject,
            "legislationType": doc_type_names().get(header.doc_type or "") or header.doc_type_name,
            "legislationDate": _date(header.issued_on),
            "legislationPassedBy": _office(header.issuer, header.issuer_parent),
            "accountablePerson": _said(person) if person else None,
            "legislationJurisdiction": _COUNTRY,
            "locationCreated": {"@type": "Place", "name": header.place} if header.place else None,
            "inLanguage": "vi",
            **_relations(plan, work),
            "potentialAction": [action for task in plan.tasks for action in _actions(plan, task)],
        }
    )


def _relations(plan: Plan, own: str) -> Json:
    """Return what the dispatch is to others, each other document once under each relation."""
    citations = iri.completed(plan.citations)
    completed = {id(before): after for before, after in zip(plan.citations, citations, strict=True)}
    changed: dict[str, list[Citation]] = {}
    for change in changes(plan):
        changed.setdefault(_CHANGED[change.kind], []).append(completed[id(change.citation)])
    if _CORRECTS.match(plan.header.subject or ""):
        changed["legislationCorrects"] = [c for c in citations if _in_header(plan, c)]
    by_role = {
        "isBasedOn": [c for c in citations if c.role == Role.LEGAL_BASIS],
        "legislationApplies": [c for c in citations if c.role == Role.IMPLEMENTS],
        **changed,
    }
    named = {work for mentions in by_role.values() for c in mentions if (work := _work(c))}
    by_role["citation"] = [c for c in citations if _work(c) not in named]
    return {name: _references(mentions, own) for name, mentions in by_role.items()}


def _references(mentions: Iterable[Citation], own: str) -> list[Json]:
    found: dict[str, Json] = {}
    for citation in mentions:
        work = _work(citation)
        if work and work != own and work not in found:
            found[work] = _said(
                {
                    **_identity(work),
                    "legislationIdentifier": citation.number_symbol,
                    "name": citation.name or citation.subject,
                    "legislationType": doc_type_names().get(citation.doc_type or ""),
                    "legislationDate": _date(citation.issued_on),
                    "legislationPassedBy": _office(citation.issuer),
                }
            )
    return list(found.values())


def _actions(plan: Plan, task: Task) -> list[Json]:
    """Return what a task asks, once for each of its last days; what recurs or has no day is said without one."""
    deadlines = [d for d in plan.deadlines if d.id in task.deadlines and d.due and not d.qualifier]
    action = {
        "@type": "Action",
        "name": one_line(task.action),
        "agent": _office(task.actor.name if task.actor else None),
        "actionStatus": "PotentialActionStatus",
    }
    return [_said({**action, "endTime": _moment(d)}) for d in deadlines] or [_said(action)]


def _moment(deadline: Deadline) -> str:
    """Return the last moment in time, in Vietnam's hours: that of the day where no hour is said."""
    hour = deadline.time if deadline.time and deadline.time < "24:00" else None
    return f"{deadline.due}T{f'{hour}:00' if hour else '23:59:59'}+07:00"


def _in_header(plan: Plan, citation: Citation) -> bool:
    at = citation.evidence[0].start
    return any(e.start <= at < e.end for e in plan.header.evidence)


def _work(citation: Citation) -> str | None:
    found = iri.of_citation(citation)
    return found.partition("/~")[0] if found else None


def _identity(work: str) -> Json:
    return {"@type": "Legislation", "@id": f"urn:uuid:{uuid5(NAMESPACE_URL, work)}", "identifier": work}


def _office(name: str | None, parent: str | None = None) -> Json | None:
    if not name:
        return None
    found: Json = {"@type": "Organization", "name": one_line(name)}
    return found | {"parentOrganization": {"@type": "Organization", "name": one_line(parent)}} if parent else found


def _date(edtf: str | None) -> str | None:
    """Return a date as far as it is known; a span of days is no date of a document."""
    return edtf if edtf and "/" not in edtf else None


def _said(values: Mapping[str, object]) -> Json:
    """Leave out what the dispatch does not say."""
    return {key: one_line(value) if isinstance(value, str) else value for key, value in values.items() if value}
