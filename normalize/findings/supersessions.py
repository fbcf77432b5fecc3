"""Documents that ended, wholly or in part: what the dispatch relies on, what it replaces, the dispatch itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.registry.known_documents import supersession
from normalize.findings.base import View, finding, listing, quoted, vietnamese
from normalize.findings.citations import numbered
from schemas.facts import Finding, Role, Severity

_GROUND = frozenset({Role.LEGAL_BASIS, Role.IMPLEMENTS, Role.REFERENCE, Role.ATTACHES})


def find_supersessions(view: View) -> Iterator[Finding]:
    """Find `superseded_citation` and `partly_superseded`."""
    yield from _ended(view)
    yield from _partly(view)


def _ended(view: View) -> Iterator[Finding]:
    """Documents that had ended when the dispatch relied on them, and, in one remark, those that ended since."""
    header, latest = view.plan.header, view.plan.header.issued_on
    since: dict[str, str] = {}
    told: set[str] = set()
    first = None
    for index, citation in numbered(view):
        number = citation.number_symbol or ""
        end = supersession(number)
        if end is None or number in told or Role(citation.role) not in _GROUND or end.by == header.number_symbol:
            continue
        told.add(number)
        by = f" và được thay bằng {end.by}" if end.by else ""
        part = f" phần {end.scope}" if end.scope else ""
        if latest and len(latest) == 10 and end.ended_on <= latest and citation.role != Role.REFERENCE:
            yield finding(
                "superseded_citation",
                f"{number}{part} đã hết hiệu lực từ ngày {vietnamese(end.ended_on)}{by}, trước ngày ban hành văn bản này.",
                f"citations[{index}]",
                citation.evidence,
            )
        elif not latest or end.ended_on > latest:
            first = index if first is None else first
            since[number] = f"{number} (từ {vietnamese(end.ended_on)}{', nay là ' + end.by if end.by else ''})"
    if since:
        yield finding(
            "superseded_citation",
            f"Văn bản được dẫn nay đã hết hiệu lực: {listing(list(since.values()), 4)}.",
            f"citations[{first}]",
            [c.evidence[0] for _, c in numbered(view) if c.number_symbol in since],
            Severity.INFO,
        )
    own = supersession(header.number_symbol) if header.number_symbol else None
    if own:
        by = f", được thay bằng {own.by}" if own.by else ""
        yield finding(
            "superseded_citation",
            f"Chính văn bản này đã hết hiệu lực từ ngày {vietnamese(own.ended_on)}{by}.",
            "header.number_symbol",
            header.evidence[:1],
            Severity.INFO,
        )


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(
        r"[^.;\n]{0,160}?\b(đối với|về|phần|ở)\s+((?:các\s+)?(?:nội dung|phần|cấp|khối|đối tượng)[^.;\n)]{4,160})"
    )


@cache
def _piece() -> re.Pattern[str]:
    """What of a document is replaced or lifted, right before its name."""
    part = r"(?:các\s+)?(?:nội dung|phần|mục|điểm|khoản|điều|chương|phụ lục)\b(?:(?!này|thực hiện)[^.;\n]){0,80}?"
    return re.compile(
        rf"(?:thay thế|bãi bỏ|hủy bỏ|huỷ bỏ)\s+(?:(?P<some>một phần|một số)|(?P<part>{part}))\s*(?:(?:nội dung\s+)?(?:của|tại|trong)\s+)?$",
        re.IGNORECASE,
    )


def _partly(view: View) -> Iterator[Finding]:
    """«thay thế Kế hoạch … đối với nội dung …», «bãi bỏ Mục II Kế hoạch …»: the rest of the older document goes on."""
    for index, citation in numbered(view):
        start = citation.evidence[0].start
        piece = _piece().search(view.part.content, max(start - 160, 0), start)
        if piece and view.part.block_at(piece.start()) == view.part.block_at(start):
            what = f": {quoted(piece['part'], 110)}" if piece["part"] else ""
            yield finding(
                "partly_superseded",
                f"Chỉ thay thế hoặc bãi bỏ một phần {citation.number_symbol}{what}; phần còn lại vẫn còn hiệu lực.",
                f"citations[{index}]",
                [view.part.evidence(piece.start(), citation.evidence[0].end)],
            )
            continue
        if citation.role != Role.REPLACES:
            continue
        end = citation.evidence[0].end
        scope = _scope().match(view.part.content, end, end + 420)
        if scope:
            yield finding(
                "partly_superseded",
                f"Chỉ thay thế một phần {citation.number_symbol}: {quoted(scope[2], 110)}; phần còn lại vẫn còn hiệu lực.",
                f"citations[{index}]",
                [view.part.evidence(citation.evidence[0].start, scope.end())],
            )
