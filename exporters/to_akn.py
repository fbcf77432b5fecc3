"""Akoma Ntoso 1.0 (OASIS LegalDocML, 2018): the whole text of a dispatch with its parts, its identity and what it changes.

Normative documents are an `act`, all others a `doc`; several in one file are a `documentCollection`. Nothing is added to
the text. What the dispatch does to others stands in `activeModifications`; what others did to it, in `passiveModifications`,
as far as those others are in the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from exporters import akn_iri as iri
from exporters.akn_parts import Parts, parts_of
from exporters.akn_text import NAMESPACE, Element, Mark, Writer, add
from exporters.changes import changes
from exporters.tables import doc_type_names
from exporters.wording import one_line
from schemas.plan import Plan

_EDITOR = "congvan"
_DATED = re.compile(r"ngày\s.*tháng|^\D*\d{1,2}[/.]\d{1,2}[/.]\d{4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Change:
    """That one work changes another: from the eId of a reference to an IRI."""

    kind: str
    source: str  # IRI of the changing work
    target: str
    eid: str  # of the reference in it


def export(plans: Sequence[Plan]) -> bytes:
    """Return an Akoma Ntoso file: a document; of several plans, a collection; of none, an empty root."""
    root = etree.fromstring(f'<akomaNtoso xmlns="{NAMESPACE}"/>')
    known: list[_Change] = []
    metas: list[tuple[Element, str, str, list[_Change]]] = []
    parent = root
    if len(plans) > 1:
        collection = add(root, "documentCollection", name="tap-van-ban")
        _identify(add(collection, "meta"), "/akn/vn/doc/tapvanban/" + iri.UNKNOWN_DATE, iri.UNKNOWN_DATE, "", "")
        parent = add(collection, "collectionBody")
    for number, plan in enumerate(plans, start=1):
        prefix = f"component_{number}__" if len(plans) > 1 else ""
        place = add(parent, "component", f"component_{number}") if prefix else parent
        meta, made = _document(place, plan, prefix)
        metas.append((meta, iri.of_plan(plan), prefix, made))
        known += made
    for meta, work, prefix, made in metas:
        _analysis(meta, made, [c for c in known if c.target.partition("/~")[0] == work], prefix)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _document(parent: Element, plan: Plan, prefix: str) -> tuple[Element, list[_Change]]:
    header, work = plan.header, iri.of_plan(plan)
    act = iri.is_act(header.doc_type, header.number_symbol)
    parts = parts_of(plan, act=act)
    kind = iri.subtype(header.doc_type, header.doc_type_name)
    document = add(parent, "act" if act else "doc", name=kind)
    meta = add(document, "meta")
    author = f"{prefix}{iri.slug(header.issuer or 'khong-ro')}"
    _identify(meta, work, iri.exact_day(header.issued_on), author, prefix)
    identified = meta[0][0]  # FRBRWork
    add(identified, "FRBRsubtype", value=kind)
    for name, value in (("FRBRnumber", header.number_symbol), ("FRBRname", header.subject)):
        if value:
            add(identified, name, value=one_line(value))
    _references(meta, plan, author, kind, prefix)
    plan = plan.model_copy(update={"citations": iri.completed(plan.citations)})
    writer = Writer(plan.text.content, tuple(_marks(plan, parts, prefix)), prefix)
    writer.preface(document, parts.preface)
    writer.preamble(document, parts.preamble)
    writer.body(add(document, "body" if act else "mainBody"), parts.body, parts.sections, act=act)
    writer.conclusions(document, parts.conclusions)
    if parts.annexes:
        _attach(document, plan, parts, writer, author)
    return meta, list(_changes(plan, work, writer))


def _attach(document: Element, plan: Plan, parts: Parts, writer: Writer, author: str) -> None:
    attachments, prefix = add(document, "attachments"), writer.prefix
    for number, (annex, span) in enumerate(parts.annexes, start=1):
        name = f"att_{number}"
        inner = add(add(attachments, "attachment", prefix + name), "doc", name="phuluc")
        day = iri.exact_day(plan.header.issued_on)
        _identify(add(inner, "meta"), iri.of_plan(plan), day, author, f"{prefix}{name}__", component=name)
        writer.prefix = f"{prefix}{name}__"
        writer.body(add(inner, "mainBody"), span, annex.children, act=False)
    writer.prefix = prefix


def _identify(meta: Element, work: str, day: str, author: str, prefix: str, component: str = "main") -> None:
    """Write the three levels of FRBR that a file has: the work, its Vietnamese text, this XML of it."""
    found = add(meta, "identification", source=f"#{prefix}{_EDITOR}")
    text = f"{work}/vie@{day if day != iri.UNKNOWN_DATE else ''}"
    for level, this, uri, date, by in (
        ("FRBRWork", f"{work}/!{component}", work, day, author),
        ("FRBRExpression", f"{text}/!{component}", text, day, author),
        ("FRBRManifestation", f"{text}/!{component}.akn", f"{text}.akn", iri.UNKNOWN_DATE, f"{prefix}{_EDITOR}"),
    ):
        element = add(found, level)
        add(element, "FRBRthis", value=this)
        add(element, "FRBRuri", value=uri)
        add(element, "FRBRdate", date=date, name="khong-ro" if date == iri.UNKNOWN_DATE else "ban-hanh")
        add(element, "FRBRauthor", href=f"#{by or prefix + _EDITOR}")
        if level == "FRBRWork":
            add(element, "FRBRcountry", value="vn")
        if level == "FRBRExpression":
            add(element, "FRBRlanguage", language="vie")


def _references(meta: Element, plan: Plan, author: str, kind: str, prefix: str) -> None:
    """Name the office, its parent, the signer and his office, the type: what the marks of the text refer to."""
    header, sign = plan.header, plan.signature
    found = add(meta, "references", source=f"#{prefix}{_EDITOR}")
    seen: set[str] = set()
    for tag, space, eid, shown in (
        ("TLCOrganization", "organization", f"{prefix}{_EDITOR}", _EDITOR),
        ("TLCOrganization", "organization", author, header.issuer or "không rõ"),
        ("TLCOrganization", "organization", prefix + iri.slug(header.issuer_parent or ""), header.issuer_parent),
        ("TLCPerson", "person", prefix + iri.slug((sign.name if sign else None) or ""), sign.name if sign else None),
        (
            "TLCRole",
            "role",
            prefix + iri.slug((sign.position if sign else None) or ""),
            sign.position if sign else None,
        ),
        ("TLCConcept", "concept", prefix + kind, doc_type_names().get(header.doc_type or "") or header.doc_type_name),
    ):
        if shown and eid not in seen and eid != prefix:
            seen.add(eid)
            href = f"/akn/ontology/{space}/vn/{eid.removeprefix(prefix)}"
            add(found, tag, eid, href=href, showAs=one_line(shown))


def _marks(plan: Plan, parts: Parts, prefix: str) -> Iterator[Mark]:
    """Yield what is marked in the text, in order and without overlaps: citations first, where two want one place."""
    wanted: list[Mark] = []
    for citation in plan.citations:
        href = iri.of_citation(citation)
        if href:
            wanted += [Mark(e.start, e.end, "ref", {"href": href}, citation) for e in citation.evidence]
    if plan.signature:
        for tag, value in (("person", plan.signature.name), ("role", plan.signature.position)):
            where = [e for e in plan.signature.evidence if value and one_line(e.text) == one_line(value)]
            wanted += [Mark(e.start, e.end, tag, {"refersTo": f"#{prefix}{iri.slug(value or '')}"}) for e in where]
    for evidence in plan.header.evidence:
        if evidence.end <= parts.preface[1] and (found := _header_mark(plan, evidence.text, prefix)):
            wanted.append(Mark(evidence.start, evidence.end, *found))
    taken: list[Mark] = []
    for mark in wanted:
        if all(mark.end <= other.start or mark.start >= other.end for other in taken):
            taken.append(mark)
    yield from sorted(taken, key=lambda mark: mark.start)


def _header_mark(plan: Plan, text: str, prefix: str) -> tuple[str, dict[str, str]] | None:
    """Tell what a piece of the header block is, by what it says; None for what no element is meant for."""
    header, words = plan.header, one_line(text).casefold()
    if header.number_symbol and header.number_symbol.casefold() in words.replace(" ", ""):
        return "docNumber", {}
    if _DATED.search(words):
        day = iri.exact_day(header.issued_on)
        return ("docDate", {"date": day}) if day != iri.UNKNOWN_DATE else None
    if words == one_line(header.doc_type_name or "").casefold():
        return "docType", {"refersTo": f"#{prefix}{iri.subtype(header.doc_type, header.doc_type_name)}"}
    if words in one_line(header.subject or "").casefold():
        return "docTitle", {}
    names = f"{header.issuer or ''} {header.issuer_parent or ''}"
    return ("docProponent", {}) if words in one_line(names).casefold() else None


def _changes(plan: Plan, work: str, writer: Writer) -> Iterator[_Change]:
    """Yield what the dispatch does to others, once for each of them."""
    seen: set[tuple[str, str]] = set()
    for change in changes(plan):
        target, source = iri.of_citation(change.citation), writer.sources.get(id(change.citation))
        if target and source and (change.kind, target) not in seen:
            seen.add((change.kind, target))
            yield _Change(change.kind, work, target, source)


def _analysis(meta: Element, active: Sequence[_Change], passive: Sequence[_Change], prefix: str) -> None:
    """Write what a document changes and what changes it; `analysis` stands before `references`."""
    if not active and not passive:
        return
    analysis = etree.Element(f"{{{NAMESPACE}}}analysis", {"source": f"#{prefix}{_EDITOR}"})
    meta.insert(1, analysis)
    for tag, short, made in (("activeModifications", "am", active), ("passiveModifications", "pm", passive)):
        if made:
            element = add(analysis, tag)
            for number, change in enumerate(made, start=1):
                mod = add(element, "textualMod", f"{prefix}{short}_{number}", type=change.kind)
                here = f"#{change.eid}"
                add(mod, "source", href=here if tag == "activeModifications" else change.source + here)
                add(mod, "destination", href=change.target)
