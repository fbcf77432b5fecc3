"""Tasks: what somebody must do, in the document's own words; and whose each deadline is.

A task is a bullet or sentence that lays an obligation on someone: by its subject («Các Phòng GDĐT gửi …»), by an order
(«Giao …», «Đề nghị …», «Yêu cầu …»), by the heading it stands under («4. Các Phòng GDĐT»), or by the sentence that leads
its list in. Every deadline belongs to a task; one that no obligation covers makes its own sentence a task, so that
nothing with a date is lost from the checklist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from normalize.actors import Subject, heading_actor, ordered, subject_at
from normalize.actors import actor as describe
from normalize.lexicon import any_of
from normalize.outline import section_at
from normalize.part import Block, Part
from normalize.routing import routing
from normalize.sentences import label_end, sentences
from normalize.structure import Zones
from normalize.table_tasks import row_obligation
from schemas.facts import Deadline, Task
from schemas.plan import Header, Section

# Sections whose bullets say why, for whom or on what principle, not what to do.
_NO_TASKS = re.compile(
    r"^(?:mục\s+đích|mục\s+tiêu|yêu\s+cầu|nguyên\s+tắc|quan\s+điểm|đối\s+tượng|phạm\s+vi|căn\s+cứ|kinh\s+phí|thời\s+gian|địa\s+điểm|"
    r"thành\s+phần|thực\s+trạng|đánh\s+giá\s+chung|kết\s+quả|tình\s+hình|hình\s+thức|thuận\s+lợi|khó\s+khăn|ý\s+nghĩa|giải\s+thích)",
    re.IGNORECASE,
)
# Sections whose every bullet is an obligation, whoever it falls on.
_EXECUTION = re.compile(
    r"tổ\s+chức\s+thực\s+hiện|phân\s+công|trách\s+nhiệm|nhiệm\s+vụ|giải\s+pháp|biện\s+pháp|tiến\s+độ|điều\s+khoản\s+thi\s+hành",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:sau|sau\s+đây|như\s+sau|cụ\s+thể|nội\s+dung|công\s+việc|nhiệm\s+vụ)[^.;]{0,20}:\s*$", re.IGNORECASE
)
_RIGHT = re.compile(r"(?:được|có\s+quyền)\s", re.IGNORECASE)
_MODAL = re.compile(r"(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|phải|cần|bắt\s+buộc)", re.IGNORECASE)
_ADVERBIAL = re.compile(
    r"(?:trước|chậm\s+nhất|muộn\s+nhất|sau|từ|đến|trong|khi|nếu|căn\s+cứ|theo|để|nhằm|ngay|hằng|hàng|định\s+kỳ|vào|đối\s+với|riêng|"
    r"nhận\s+được|thực\s+hiện|trên\s+cơ\s+sở|qua|do|với|tiếp\s+tục|hiện\s+nay|ngoài\s+ra|đồng\s+thời|vì\s+vậy|kết\s+thúc)\s",
    re.IGNORECASE,
)
_COLLECTIVE = re.compile(
    r"(?:các|tất\s+cả|mỗi|từng|toàn\s+thể|nhà\s+trường|đơn\s+vị|hiệu\s+trưởng|thủ\s+trưởng|phòng\s|sở\s)", re.IGNORECASE
)
_NEXT_CLAUSE = re.compile(r"[,:]\s+")


@dataclass(frozen=True, slots=True)
class _Governor:
    """Who governs a stretch of text: an actor's name, where it stands, and how the text says so."""

    name: str
    scope_end: int
    confidence: float
    parent: str | None = None
    heading: bool = True


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    actor: str | None
    parent: str | None
    confidence: float
    verb: str | None
    section: str | None
    deadlines: list[Deadline] = field(default_factory=list)


def find_tasks(
    part: Part,
    zones: Zones,
    outline: Sequence[Section],
    deadlines: Sequence[Deadline],
    header: Header,
) -> tuple[list[Task], list[Deadline]]:
    """Find the tasks of a dispatch, and give each deadline its task and actor.

    Returns the tasks in reading order (`t1`, `t2`, …) and the deadlines with `actor` and `task` filled in.
    """
    drafts = [draft for group in _groups(part, zones, outline, deadlines) for draft in _merge(group)]
    fallback = "; ".join(header.to[:3]) or None if header.doc_type in (None, "CV", "GM", "CĐ", "TB", "HD") else None
    tasks, owner = [], {}
    for number, draft in enumerate(drafts, start=1):
        if draft.actor is None and fallback and draft.deadlines:
            draft.actor, draft.confidence = fallback, min(draft.confidence, 0.6)
        tasks.append(_task(part, draft, f"t{number}"))
        owner.update({d.id: tasks[-1] for d in draft.deadlines})
    linked = []
    for deadline in deadlines:
        task = owner.get(deadline.id)
        update = {"task": task.id, "actor": task.actor.name if task.actor else None} if task else {}
        linked.append(deadline.model_copy(update=update))
    return tasks, linked


def _groups(
    part: Part, zones: Zones, outline: Sequence[Section], deadlines: Sequence[Deadline]
) -> Iterator[list[_Draft]]:
    """Yield the obligations of each paragraph that has any."""
    governors: list[_Governor] = []
    body_start, body_end = zones.body
    for block in part.blocks:
        inside = [d for d in deadlines if block.start <= d.evidence[0].start < block.end]
        if block.cell is not None and block.cell.ruled:
            if inside:
                yield [_row_draft(part, block, inside, outline)]
            continue
        if not (body_start <= block.start < body_end) and not inside:
            continue
        path = section_at(outline, block.start)
        governors = [g for g in governors if block.start < g.scope_end]
        start = label_end(part.content, block.start, block.end)
        start = _open_scopes(part, block, start, path, governors, body_end)
        if _is_heading(part, block, path) and not inside:
            continue
        group = list(_obligations(part, block, start, path, governors, inside))
        if group:
            yield group


def _is_heading(part: Part, block: Block, path: Sequence[Section]) -> bool:
    """Tell whether the paragraph only names the section that it opens."""
    section = path[-1] if path and path[-1].start == block.start else None
    return bool(section and section.children and not part.words(block).rstrip().endswith((".", ";", "…")))


def _open_scopes(
    part: Part, block: Block, start: int, path: Sequence[Section], governors: list[_Governor], body_end: int
) -> int:
    """Note whom this paragraph puts in charge of what follows; return where its own obligation begins."""
    text = part.content
    section = path[-1] if path and path[-1].start == block.start else None
    scope_end = section.end if section else (path[-1].end if path else body_end)
    heading = heading_actor(text, start, block.end)
    if heading and (section or text[heading[1] : block.end].lstrip(" )").startswith(":")):
        parent = next((g.name for g in reversed(governors) if g.heading), None)
        governors.append(_Governor(text[heading[0] : heading[1]], scope_end, 0.9, parent))
        colon = text.find(":", heading[1], block.end)
        return colon + 1 if colon >= 0 else block.end
    if _LEAD_IN.search(text, start, block.end):
        order = ordered(text, start, block.end)
        if order:
            enclosing = path[-1].end if path else body_end
            governors.append(_Governor(text[order.start : order.end], enclosing, 0.8, heading=False))
    return start


def _obligations(
    part: Part,
    block: Block,
    start: int,
    path: Sequence[Section],
    governors: Sequence[_Governor],
    deadlines: Sequence[Deadline],
) -> Iterator[_Draft]:
    text = part.content
    governor = governors[-1] if governors else None
    expected = _expects_tasks(path, governor, block.start)
    label = path[-1].path if path else None
    for at, end in sentences(text, start, block.end):
        inside = [d for d in deadlines if at <= d.evidence[0].start < end]
        if not inside and (
            _RIGHT.match(text, at) or (text[at:end].rstrip().endswith(":") and _LEAD_IN.search(text, at, end))
        ):
            continue
        order = ordered(text, at, end)
        found = order or _subject(text, at, end)
        verb: str | None
        if found and (order or expected or inside or _MODAL.match(text, found.action)):
            name, verb, confidence = text[found.start : found.end], found.verb, 0.92
            parent = governor.name if governor and governor.name != name else None
            yield _Draft(at, end, name, parent, confidence, _verb(text, found.action, end) or verb, label, inside)
            continue
        verb = _verb(text, at, end)
        if inside or (expected and verb):
            name_or_none = governor.name if governor else None
            confidence = governor.confidence if governor else 0.7
            parent = governor.parent if governor else None
            yield _Draft(at, end, name_or_none, parent, confidence, verb, label, inside)


def _expects_tasks(path: Sequence[Section], governor: _Governor | None, at: int) -> bool:
    """Tell whether bullets here are obligations: under an actor, or in a section on execution."""
    if governor is not None and governor.heading:
        return True
    for section in reversed(path):
        if section.start == at:  # the paragraph itself, not what it stands under
            continue
        if _NO_TASKS.match(section.title):
            return False
        if _EXECUTION.search(section.title):
            return True
    return governor is not None


def _subject(text: str, start: int, end: int) -> Subject | None:
    """Find the subject of a sentence, at its start or after a leading adverbial («Trước ngày …, các trường gửi …»)."""
    found = subject_at(text, start, end)
    if found or not _ADVERBIAL.match(text, start):
        return found
    for comma in _NEXT_CLAUSE.finditer(text, start, min(end, start + 320)):
        # A name in lower case after a comma goes on with a list («… giáo viên, cán bộ quản lý tham gia …»).
        if text[comma.end()].isupper() or _COLLECTIVE.match(text, comma.end()):
            found = subject_at(text, comma.end(), end)
            if found:
                return found
    return None


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:phải|cần|sẽ|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|thường\s+xuyên|chủ\s+động|kịp\s+thời|nghiêm\s+túc)\s+)*"
        rf"(?P<verb>{any_of('obligation_verbs')})(?!\w)",
        re.IGNORECASE,
    )


def _verb(text: str, start: int, end: int) -> str | None:
    """Return the verb that opens the obligation at `start`, after a leading adverbial if there is one."""
    match = _verbs().match(text, start, end)
    if match is None and _ADVERBIAL.match(text, start):
        for comma in _NEXT_CLAUSE.finditer(text, start, min(end, start + 240)):
            match = _verbs().match(text, comma.end(), end)
            if match:
                break
    return match.group("verb").lower() if match else None


def _merge(group: list[_Draft]) -> list[_Draft]:
    """Join the sentences of a paragraph into one task, unless they differ in actor or both have deadlines."""
    merged: list[_Draft] = []
    for draft in group:
        last = merged[-1] if merged else None
        if last and last.actor == draft.actor and not (last.deadlines and draft.deadlines):
            last.end = draft.end
            last.deadlines += draft.deadlines
        else:
            merged.append(draft)
    return merged


def _row_draft(part: Part, block: Block, deadlines: list[Deadline], outline: Sequence[Section]) -> _Draft:
    found = row_obligation(part, block)
    path = section_at(outline, block.start)
    return _Draft(found.start, found.end, found.actor, None, 0.8, None, path[-1].path if path else None, deadlines)


def _task(part: Part, draft: _Draft, identity: str) -> Task:
    text = part.content
    start = draft.start
    end = start + len(text[start : draft.end].rstrip())
    action = text[start:end]
    how = routing(action)
    return Task(
        id=identity,
        actor=describe(draft.actor, draft.parent) if draft.actor else None,
        action=action,
        verb=draft.verb,
        coordinate_with=list(how.coordinate_with),
        submit_to=list(how.submit_to),
        channels=list(how.channels),
        forms=list(how.forms),
        condition=how.condition,
        deadlines=[d.id for d in draft.deadlines],
        section=draft.section,
        evidence=[part.evidence(start, end, draft.confidence)],
    )
