"""Findings: what a careful reader would notice, each one sentence of plain Vietnamese with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.part import Part
from schemas.facts import Deadline, Finding, Severity
from schemas.plan import Plan

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_LOST = frozenset({"unreadable_page", "no_text_layer", "page_failed", "page_timeout"})  # a page's text is missing
LOW_QUALITY = 0.6  # below it a page's text is worth a second look


def find_findings(plan: Plan, part: Part) -> list[Finding]:
    """Find what is missing, contradicts itself or needs a second look; what matters most comes first."""
    found = [
        *_header(plan, part),
        *_dates(plan),
        *_tasks(plan),
        *_citations(plan),
        *_restored(plan, part),
        *_pages(plan, part),
    ]
    return sorted(found, key=lambda finding: _ORDER[Severity(finding.severity)])


def _header(plan: Plan, part: Part) -> Iterator[Finding]:
    header = plan.header
    where = header.evidence[:1]
    unread = any(annotation.kind == "unread-slot" for annotation in part.annotations)
    if header.symbol and not header.number:
        yield Finding(
            code="missing_number",
            severity=Severity.WARNING,
            message=(
                f"Không đọc chắc được số trước ký hiệu {header.symbol} (viết tay hoặc bị dấu che); hãy xem bản gốc."
                if unread
                else f"Văn bản chưa có số (ô số trước ký hiệu {header.symbol} để trống)."
            ),
            subject="header.number",
            evidence=where,
        )
    if header.issued_on is None:
        yield Finding(
            code="missing_date",
            severity=Severity.WARNING,
            message="Không đọc được ngày ban hành của văn bản.",
            subject="header.issued_on",
            evidence=where,
        )
    elif len(header.issued_on) < 10:
        yield Finding(
            code="partial_date",
            severity=Severity.WARNING,
            message=(
                f"Ngày ban hành {'không đọc chắc được' if unread else 'không ghi đủ ngày, tháng'}: "
                f"chỉ biết {_vietnamese(header.issued_on)}."
            ),
            subject="header.issued_on",
            evidence=where,
        )


def _dates(plan: Plan) -> Iterator[Finding]:
    issued = plan.header.issued_on
    for index, deadline in enumerate(plan.deadlines):
        subject = f"deadlines[{index}]"
        if deadline.due and issued and len(issued) == 10 and deadline.due < issued:
            yield Finding(
                code="date_order",
                severity=Severity.ERROR,
                message=f"Thời hạn «{deadline.text}» sớm hơn ngày ban hành văn bản ({_vietnamese(issued)}).",
                subject=subject,
                evidence=deadline.evidence,
            )
        if deadline.due and deadline.safe and deadline.safe != deadline.due:
            yield _weekend(deadline, subject)


def _weekend(deadline: Deadline, subject: str) -> Finding:
    return Finding(
        code="weekend_deadline",
        severity=Severity.INFO,
        message=(
            f"Ngày cuối {_vietnamese(deadline.due)} của thời hạn «{deadline.text}» là ngày nghỉ; "
            f"nên xong trong ngày {_vietnamese(deadline.safe)}."
        ),
        subject=subject,
        evidence=deadline.evidence,
    )


def _tasks(plan: Plan) -> Iterator[Finding]:
    for index, deadline in enumerate(plan.deadlines):
        if deadline.actor is None:
            yield Finding(
                code="deadline_without_actor",
                severity=Severity.WARNING,
                message=f"Không rõ ai phải thực hiện trong thời hạn «{deadline.text}».",
                subject=f"deadlines[{index}].actor",
                evidence=deadline.evidence,
            )


def _citations(plan: Plan) -> Iterator[Finding]:
    dates: dict[str, dict[str, int]] = {}
    for index, citation in enumerate(plan.citations):
        if citation.number_symbol and citation.issued_on and not citation.short:
            dates.setdefault(citation.number_symbol, {}).setdefault(citation.issued_on, index)
        if citation.year and citation.issued_on and not citation.issued_on.startswith(str(citation.year)):
            yield Finding(
                code="citation_conflict",
                severity=Severity.WARNING,
                message=f"{citation.number_symbol} mang năm {citation.year} nhưng ghi ngày {_vietnamese(citation.issued_on)}.",
                subject=f"citations[{index}]",
                evidence=citation.evidence,
            )
    for number, seen in dates.items():
        if len(seen) > 1:
            yield Finding(
                code="citation_conflict",
                severity=Severity.WARNING,
                message=f"{number} được dẫn với các ngày khác nhau: {', '.join(map(_vietnamese, seen))}.",
                subject=f"citations[{max(seen.values())}]",
                evidence=[plan.citations[index].evidence[0] for index in seen.values()],
            )


def _restored(plan: Plan, part: Part) -> Iterator[Finding]:
    if not plan.text.restored:
        return
    mended = [piece for piece in part.text.pieces if piece.raw is not None]
    letters = sum(piece.end - piece.start for piece in mended)
    sure = sum(piece.confidence * (piece.end - piece.start) for piece in mended) / max(letters, 1)
    yield Finding(
        code="restored_text",
        severity=Severity.WARNING,
        message=(
            f"Văn bản mất dấu: {len(mended)} dòng đã được khôi phục dấu tự động, mức tin cậy trung bình {sure:.0%}; "
            "hãy đối chiếu số, ngày và tên với bản gốc."
        ),
        subject="text",
    )


def _pages(plan: Plan, part: Part) -> Iterator[Finding]:
    for problem in part.problems:
        severe = problem.code in _LOST
        code = problem.code if problem.code != "no_text_layer" else "unreadable_page"
        yield Finding(code=code, severity=Severity.ERROR if severe else Severity.WARNING, message=problem.message)
    for page in plan.text.pages:
        if page.quality < LOW_QUALITY and page.end > page.start:
            yield Finding(
                code="low_quality_text",
                severity=Severity.WARNING,
                message=f"Chữ đọc được ở trang {page.page} kém; hãy đối chiếu với bản gốc.",
                subject=f"text.pages[{page.page}]",
            )


def _vietnamese(edtf: str | None) -> str:
    """Return an EDTF date as dd/mm/yyyy, mm/yyyy or yyyy."""
    return "/".join(reversed((edtf or "").split("-")))
