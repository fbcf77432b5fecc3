"""What a checklist says of its dispatch and of how it was read."""

from __future__ import annotations

from exporters.tables import doc_type_names
from exporters.wording import edtf_words, one_line
from schemas.document import Method
from schemas.plan import Header, Plan

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
        parts.append("trang chữ kém: " + ", ".join(f"{page} ({quality:.0%})" for page, quality in sorted(low.items())))
    for problem in plan.problems:
        where = f"trang {problem.page}: " if problem.page else ""
        parts.append(where + one_line(problem.message).rstrip("."))
    return "; ".join(parts)
