"""`parse(document) -> list[Plan]`: the road from a document's pages to its plans, in the order in which facts are found.

Each finder takes the part (clean text, blocks, span map) and the facts that it needs, and gives its own. The same
finders are spaCy components (`normalize.components`); they are called directly here because importing spaCy alone
costs more than converting a one-page dispatch.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import chain

from normalize.citations import find_citations
from normalize.clean import build, items
from normalize.confidence import calibrate
from normalize.contacts import find_contacts
from normalize.deadlines import find_deadlines
from normalize.distribution import find_distribution
from normalize.encodings import repair
from normalize.findings import find_findings
from normalize.guarded import Guard
from normalize.header import find_header
from normalize.modules import find_modules
from normalize.outline import find_outline
from normalize.part import Part
from normalize.quotas import quota_groups
from normalize.rules import find_rules
from normalize.schedule import find_schedule
from normalize.signature import find_signature
from normalize.structure import split, zones
from normalize.tasks import find_tasks
from normalize.totals import find_totals
from schemas.document import Document, Method, Page, Paragraph, Table
from schemas.facts import Citation, Deadline, Task
from schemas.plan import FORMAT, Header, PageProblem, PageText, Plan, Source, Text
from vietnamese.letters import mark_density

# Problems that cost no text: they are findings, and the plan is whole.
_HARMLESS = frozenset({"legacy_encoding", "low_quality_text", "decode_errors", "embedded_part"})


_FEW = 60  # letters under which a page tells nothing about its marks
_GOOD_DENSITY = 0.14  # share of marked letters above which no page has lost its marks (good text: .20–.31)


def parse(document: Document, *, calibrated: bool = True) -> list[Plan]:
    """Make a plan of each dispatch that the document bundles, in their order.

    Not `calibrated`, the facts keep the finders' own estimates of confidence, on which the calibration is fitted.
    """
    document = repair(document)
    document, restored = _restored(document)
    stretches = split(items(document))
    return [
        parse_part(build(stretch, document), document, number, len(stretches), restored=restored, calibrated=calibrated)
        for number, stretch in enumerate(stretches, start=1)
    ]


def _restored(document: Document) -> tuple[Document, bool]:
    """Give lost diacritics back where pages may need it, and undo slips where pages were read from pictures.

    Tells whether any page had lost its marks. The model is loaded only where there is such a page.
    """
    lost = any(_may_have_lost_marks(page) for page in document.pages)
    if not lost and all(page.method is not Method.OCR for page in document.pages):
        return document, False
    from normalize.restore import repair_readings, restore_document

    done = restore_document(document) if lost else document
    return repair_readings(done), done is not document


def _may_have_lost_marks(page: Page) -> bool:
    cells = (c.paragraphs for b in page.blocks if isinstance(b, Table) for c in b.cells)
    paragraphs = [p for b in page.blocks for p in ((b,) if isinstance(b, Paragraph) else ())]
    text = " ".join(p.text for p in (*paragraphs, *chain.from_iterable(cells)))
    return len(text) > _FEW and mark_density(text) < _GOOD_DENSITY


def parse_part(
    part: Part, document: Document, number: int, parts: int, *, restored: bool = False, calibrated: bool = True
) -> Plan:
    """Find all facts of one dispatch."""
    guard = Guard()
    listed = guard.listed
    place = zones(part)
    header = guard.kept("phần đầu văn bản", lambda: find_header(part, place), Header())
    outline = listed("đề mục", lambda: find_outline(part, place))
    citations = listed("văn bản được viện dẫn", lambda: find_citations(part, place, header))
    masked = _spans(citations)
    timed = listed("thời hạn", lambda: find_deadlines(part, masked=masked, header=header, zones=place))
    untold: tuple[list[Task], list[Deadline]] = ([], timed)
    tasks, deadlines = guard.kept("việc cần làm", lambda: find_tasks(part, place, outline, timed, header), untold)
    sent = listed("chỉ tiêu cử người", lambda: list(quota_groups(part, place)))
    plan = Plan(
        id=plan_id(document.sha256, number),
        source=_source(part, document, number, parts),
        text=_text(part, document, restored),
        header=header,
        outline=outline,
        citations=citations,
        modules=listed("mô đun", lambda: find_modules(part, place, outline, header)),
        deadlines=deadlines,
        tasks=tasks,
        schedule=listed(
            "lịch", lambda: find_schedule(part, place, header, masked=masked, deadlines=deadlines, outline=outline)
        ),
        rules=listed("quy tắc", lambda: find_rules(part, place, outline, citations, header, sent)),
        totals=listed("số liệu tổng cộng", lambda: find_totals(part, place, sent)),
        contacts=listed("thông tin liên hệ", lambda: find_contacts(part)),
        signature=guard.kept("người ký", lambda: find_signature(part, place), None),
        distribution=listed("nơi nhận", lambda: find_distribution(part, place)),
    )
    if calibrated:
        calibrate(plan)
    part = replace(part, problems=(*part.problems, *guard.problems))
    plan.findings = find_findings(plan, part, place)  # their evidence that is a fact's says the same as the fact's
    plan.status = "partial" if any(p.code not in _HARMLESS for p in part.problems) else "ok"
    plan.problems = [PageProblem(page=p.page, code=p.code, message=p.message) for p in part.problems]
    return plan


def plan_id(sha256: str, number: int) -> str:
    """Return the plan's identity: the same source bytes and part give the same id."""
    return hashlib.sha256(f"{FORMAT}:{sha256}:{number}".encode()).hexdigest()[:32]


def _spans(citations: list[Citation]) -> list[tuple[int, int]]:
    return [(e.start, e.end) for citation in citations for e in citation.evidence]


def _source(part: Part, document: Document, number: int, parts: int) -> Source:
    numbers = [page.number for page in part.pages]
    return Source(
        name=document.name,
        sha256=document.sha256,
        media_type=document.media_type,
        pages=len(document.pages) if document.paged else None,
        part=number,
        parts=parts,
        page_range=(min(numbers), max(numbers)) if numbers and document.paged else None,
    )


def _text(part: Part, document: Document, restored: bool) -> Text:
    places: dict[int, tuple[int, int]] = {}
    for piece in part.text.pieces:
        places[piece.page] = (places.get(piece.page, (piece.start, 0))[0], piece.end)
    pages = []
    for page in part.pages:
        start, end = places.get(page.number, (0, 0))
        pages.append(
            PageText(
                page=page.number, start=start, end=end, method=page.method, quality=round(page.quality, 3), why=page.why
            )
        )
    length = sum(p.end - p.start for p in pages)
    quality = sum(p.quality * (p.end - p.start) for p in pages) / length if length else 0.0
    methods = [page.method for page in part.pages]
    return Text(
        content=part.content,
        method=max(sorted(set(methods)), key=methods.count) if methods else "plain",
        encoding=document.encoding,
        restored=restored and any(piece.raw is not None for piece in part.text.pieces),
        quality=round(quality, 3),
        pages=pages,
    )
