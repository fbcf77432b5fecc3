"""Documents named in full, as a dispatch cites them the first time (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6b)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporters.model import Basis
from exporters.tables import doc_type_names
from exporters.wording import day_of, edtf_words, one_line, short_date
from schemas.facts import Citation, Provision, Role
from schemas.plan import Header, Plan

_LEAD = re.compile(r"(?<!\w)(về việc|về)\s+$", re.IGNORECASE)


def legal_basis(plan: Plan) -> tuple[Basis, ...]:
    """Return what the dispatch rests on (Căn cứ …) and carries out (Thực hiện …), each document once, in its order.

    What the first mention does not say (date, issuer, subject) is taken from later mentions of the same document.
    """
    wanted = (Role.LEGAL_BASIS, Role.IMPLEMENTS)
    lines = []
    for mentions in _by_document(plan.citations):
        if first := next((c for c in mentions if c.role in wanted), None):
            page = first.evidence[0].page if plan.source.page_range else None
            lines.append(Basis(_named(first, mentions, plan.text.content), first.number_symbol or "", page))
    return tuple(lines)


def document_title(header: Header) -> str:
    """Name the dispatch itself: «Kế hoạch số 3785/KH-SGDĐT ngày 10/11/2023 của Sở Giáo dục và Đào tạo»."""
    kind = header.doc_type_name or doc_type_names().get(header.doc_type or "", "Văn bản")
    number = header.number_symbol or (f"…/{header.symbol}" if header.symbol else "")
    parts = [kind, f"số {number}" if number else "", _dated(header.issued_on) or "ngày …"]
    if header.issuer:
        parts.append(f"của {header.issuer}")
    return " ".join(part for part in parts if part)


def _by_document(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Put the mentions of each document together, in the order of first mentions.

    A symbol without a year («12/KH-UBND») names another document in another year; a mention without a date is taken for
    the one mentioned before it.
    """
    found: list[list[Citation]] = []
    named: dict[str, list[list[Citation]]] = {}
    for citation in citations:
        name = citation.number_symbol or citation.name or citation.evidence[0].text
        groups = named.setdefault(one_line(name).casefold(), [])
        same = next((group for group in groups if len(_years([*group, citation])) < 2), None)
        if same is None:
            same = []
            groups.append(same)
            found.append(same)
        same.append(citation)
    return found


def _years(mentions: Sequence[Citation]) -> set[str]:
    return {c.issued_on[:4] for c in mentions if c.issued_on and c.number_symbol and not c.year}


def _named(first: Citation, mentions: Sequence[Citation], content: str) -> str:
    issued_on = next((c.issued_on for c in mentions if c.issued_on), None)
    issuer = next((c.issuer for c in mentions if c.issuer), None)
    subject = next((_subject(c, content) for c in mentions if c.subject), "")
    name = first.name or doc_type_names().get(first.doc_type or "", "Văn bản")
    if not first.number_symbol and not first.name:
        return one_line(first.evidence[0].text)
    parts = [
        *(_provision(p) for p in first.provisions),
        name,
        f"số {first.number_symbol}" if first.number_symbol else "",
        _dated(issued_on),
        f"của {issuer}" if issuer else "",
        subject,
    ]
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _subject(citation: Citation, content: str) -> str:
    """Return what a document is about, with the «về» or «về việc» that leads it in."""
    subject = citation.subject or ""
    start = content.find(subject, citation.evidence[0].start)
    lead = _LEAD.search(content, max(start - 12, 0), start) if start >= 0 else None
    return one_line(f"{lead.group(1)} {subject}" if lead else subject)


def _dated(edtf: str | None) -> str:
    day = day_of(edtf)
    if day:
        return f"ngày {short_date(day)}"
    words = edtf_words(edtf)
    return f"tháng {words}" if "/" in words else words


def _provision(provision: Provision) -> str:
    parts = [
        f"điểm {provision.point}" if provision.point else "",
        f"khoản {provision.clause}" if provision.clause else "",
        f"Điều {provision.article}" if provision.article else "",
        f"Chương {provision.chapter}" if provision.chapter and not provision.article else "",
        f"Phụ lục {provision.annex}" if provision.annex else "",
    ]
    return " ".join(part for part in parts if part)
