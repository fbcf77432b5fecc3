"""Documents named in full, as a dispatch cites them the first time (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6b)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporters.model import Basis
from exporters.tables import doc_type_names
from exporters.wording import day_of, edtf_words, one_line, short_date
from schemas.facts import Citation, Provision, Role
from schemas.plan import Header


def legal_basis(citations: Sequence[Citation], *, paged: bool) -> tuple[Basis, ...]:
    """Return what the dispatch rests on (Căn cứ …) and carries out (Thực hiện …), each document once, in its order.

    What the first mention does not say (date, issuer, subject) is taken from later mentions of the same document.
    """
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(_identity(citation), []).append(citation)
    wanted = (Role.LEGAL_BASIS, Role.IMPLEMENTS)
    lines = []
    for mentions in found.values():
        if first := next((c for c in mentions if c.role in wanted), None):
            page = first.evidence[0].page if paged else None
            lines.append(Basis(_named(first, mentions), first.number_symbol or "", page))
    return tuple(lines)


def document_title(header: Header) -> str:
    """Name the dispatch itself: «Kế hoạch số 3785/KH-SGDĐT ngày 10/11/2023 của Sở Giáo dục và Đào tạo»."""
    kind = header.doc_type_name or doc_type_names().get(header.doc_type or "", "Văn bản")
    number = header.number_symbol or (f"…/{header.symbol}" if header.symbol else "")
    parts = [kind, f"số {number}" if number else "", _dated(header.issued_on) or "ngày …"]
    if header.issuer:
        parts.append(f"của {header.issuer}")
    return " ".join(part for part in parts if part)


def _identity(citation: Citation) -> str:
    """Return what tells a document from others; a symbol without a year is another office's in another year."""
    if citation.number_symbol:
        year = re.match(r"\d{4}", citation.issued_on or "")
        same_every_year = "" if citation.year or not year else f" {year.group()}"
        return citation.number_symbol.casefold() + same_every_year
    return one_line(citation.name or citation.evidence[0].text).casefold()


def _named(first: Citation, mentions: Sequence[Citation]) -> str:
    issued_on = next((c.issued_on for c in mentions if c.issued_on), None)
    issuer = next((c.issuer for c in mentions if c.issuer), None)
    subject = next((c.subject for c in mentions if c.subject), None)
    name = first.name or doc_type_names().get(first.doc_type or "", "Văn bản")
    if not first.number_symbol and not first.name:
        return one_line(first.evidence[0].text)
    parts = [
        *(_provision(p) for p in first.provisions),
        name,
        f"số {first.number_symbol}" if first.number_symbol else "",
        _dated(issued_on),
        f"của {issuer}" if issuer else "",
        one_line(subject or ""),
    ]
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


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
