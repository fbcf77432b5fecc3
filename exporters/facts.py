"""What a checklist says of its dispatch and of how it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exporters.tables import doc_type_names
from exporters.wording import edtf_words, one_line
from schemas.document import Method
from schemas.plan import Header, PageProblem, Plan

LEGIBLE = 0.8  # a page whose text is worse than this is to be compared with the original
_METHODS = {
    Method.TEXT_LAYER: "lớp chữ của tệp PDF",
    Method.OCR: "nhận dạng chữ (OCR)",
    Method.WORD: "tệp Word",
    Method.PLAIN: "tệp chữ",
}


def facts(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return the dispatch's facts as pairs of a label's key and a value; «» where the dispatch must say it and doesn't."""
    header = plan.header
    found = [
        ("doc_type", header.doc_type_name or doc_type_names().get(header.doc_type or "", "")),
        ("number_symbol", header.number_symbol or (f"…/{header.symbol}" if header.symbol else "")),
        ("issued_on", edtf_words(header.issued_on)),
        ("issuer", _issuer(header)),
        ("subject", one_line(header.subject or "")),
        ("to", "; ".join(one_line(name) for name in header.to)),
        ("school_year", (header.school_year or "").replace("/", " - ")),
        ("signer", _signer(plan)),
        ("received", _received(header)),
        ("urgency", header.urgency or ""),
        ("source", _source(plan)),
        ("reading", _reading(plan)),
    ]
    required = ("number_symbol", "issued_on", "issuer")
    return tuple((key, value) for key, value in found if value or key in required)


def low_pages(plan: Plan) -> dict[int, float]:
    """Return the pages whose text is too bad to go by, and their quality (0..1)."""
    return {page.page: page.quality for page in plan.text.pages if page.quality < LEGIBLE}


def _issuer(header: Header) -> str:
    if header.issuer and header.issuer_parent:
        return f"{header.issuer} ({header.issuer_parent})"
    return header.issuer or header.issuer_parent or ""


def _signer(plan: Plan) -> str:
    if plan.signature is None:
        return ""
    sign = plan.signature
    office = " ".join(part for part in (sign.capacity, sign.on_behalf) if part)
    return ", ".join(part for part in (sign.name, office, sign.position) if part)


def _received(header: Header) -> str:
    if header.received is None:
        return ""
    number = f"số {header.received.number}" if header.received.number else ""
    day = f"ngày {edtf_words(header.received.date)}" if header.received.date else ""
    return " ".join(part for part in (number, day) if part)


def _source(plan: Plan) -> str:
    source = plan.source
    parts = [source.name]
    if source.parts > 1:
        parts.append(f"văn bản {source.part}/{source.parts} trong tệp")
    if source.page_range:
        first, last = source.page_range
        if (first, last) == (1, source.pages):
            parts.append(f"{last} trang")
        else:
            parts.append(f"trang {first}" if first == last else f"trang {first}–{last}")
    return ", ".join(parts)


def _reading(plan: Plan) -> str:
    text = plan.text
    method = next((words for method, words in _METHODS.items() if method.value == text.method), text.method)
    parts = [f"đọc từ {method}, chất lượng chữ {text.quality:.0%}"]
    if text.encoding != "unicode":
        parts.append(f"đã chuyển từ bảng mã {text.encoding.upper()}")
    if text.restored:
        parts.append("có chỗ chữ đã được phục hồi")
    if plan.source.page_range and (low := low_pages(plan)):
        worst, best = min(low.values()), max(low.values())
        share = f"{worst:.0%}" if f"{worst:.0%}" == f"{best:.0%}" else f"{worst:.0%} đến {best:.0%}"
        parts.append(f"trang chữ kém: {page_spans(low)} ({share})")
    said: dict[str, list[int]] = {}
    for problem in plan.problems:
        said.setdefault(_message(problem), []).extend([problem.page] if problem.page else [])
    parts += [f"trang {page_spans(pages)}: {message}" if pages else message for message, pages in said.items()]
    return "; ".join(parts)


def _message(problem: PageProblem) -> str:
    """Return what is wrong with a page, without the page's own number: the same of many pages is said once."""
    message = one_line(problem.message).rstrip(".")
    return re.sub(rf"^[Tt]rang {problem.page}(?!\d)\s*:?\s*", "", message) if problem.page else message


def page_spans(pages: Iterable[int]) -> str:
    """Return pages as «1–3, 5»."""
    spans: list[list[int]] = []
    for page in sorted(set(pages)):
        if spans and page == spans[-1][-1] + 1:
            spans[-1].append(page)
        else:
            spans.append([page])
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)
