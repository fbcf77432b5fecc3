"""Tasks: what somebody must do, in the document's own words; and whose each deadline is.

A task is a bullet or sentence that lays an obligation on someone: by its subject («Các Phòng GDĐT gửi …»), by an order
(«Giao …», «Đề nghị …», «Yêu cầu …»), by the heading it stands under («4. Các Phòng GDĐT»), or by the sentence that leads
its list in. Every deadline belongs to a task; one that no obligation covers makes its own sentence a task, so that
nothing with a date is lost from the checklist.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from normalize.actors import Subject, heading_actor, ordered, subject_at
from normalize.actors import actor as describe
from normalize.outline import section_at
from normalize.part import Block, Part
from normalize.routing import routing
from normalize.sentences import label_end
from normalize.structure import Zones
from normalize.table_tasks import row_obligation
from normalize.task_sentences import (
    LEAD_IN,
    duty_spans,
    is_no_duty,
    nearest_subject,
    opens_with_document,
    trailing_actor,
    verbs,
)
from schemas.facts import Deadline, Task
from schemas.plan import Header, Section

# Sections that say why, for whom or on what principle, not what to do.
_PURPOSE = re.compile(
    r"(?:mục\s+đích|mục\s+tiêu|yêu\s+cầu|nguyên\s+tắc|quan\s+điểm|đối\s+tượng|phạm\s+vi|căn\s+cứ|thực\s+trạng|đánh\s+giá\s+chung|"
    r"kết\s+quả|tình\s+hình|thuận\s+lợi|khó\s+khăn|ý\s+nghĩa|giải\s+thích)",
    re.IGNORECASE,
)
# Sections that describe: only a sentence that names who acts is an obligation there.
_DESCRIPTION = re.compile(r"(?:kinh\s+phí|thời\s+gian|địa\s+điểm|thành\s+phần|hình\s+thức|nội\s+dung)", re.IGNORECASE)
# Sections whose every bullet is an obligation, whoever it falls on.
_EXECUTION = re.compile(
    r"tổ\s+chức\s+thực\s+hiện|phân\s+công|trách\s+nhiệm|nhiệm\s+vụ|giải\s+pháp|biện\s+pháp|tiến\s+độ|điều\s+khoản\s+thi\s+hành",
    re.IGNORECASE,
)
_MODAL = re.compile(r"(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|phải|cần|bắt\s+buộc)", re.IGNORECASE)
_ADVERBIAL = re.compile(
    r"(?:cuối|đầu|trước|chậm\s+nhất|muộn\s+nhất|sau|từ|đến|trong|khi|nếu|căn\s+cứ|theo|để|nhằm|ngay|hằng|hàng|định\s+kỳ|vào|đối\s+với|riêng|"
    r"nhận\s+được|thực\s+hiện\s+(?:công\s+văn|kế\s+hoạch|chỉ\s+thị|quyết\s+định|nghị\s+quyết|thông\s+tư|hướng\s+dẫn|văn\s+bản|ý\s+kiến|sự|chỉ\s+đạo|chương\s+trình|nhiệm\s+vụ)|trên\s+cơ\s+sở|qua|do|với|bên\s+cạnh|cùng\s+với|ngoài|thông\s+qua|nhằm|tiếp\s+tục|hiện\s+nay|ngoài\s+ra|đồng\s+thời|vì\s+vậy|kết\s+thúc)\s",
    re.IGNORECASE,
)
_TIME_OF = re.compile(
    r"(?:thời\s+gian|thời\s+hạn|hạn)\s+(?:để\s+)?(?=\w)", re.IGNORECASE
)  # «Thời gian báo cáo viên hoàn thành …:»
_TOPIC = re.compile(r"[^,.;:]{3,60}:\s+(?=[A-ZĐÀ-Ỹ])")
_ONLY = re.compile(r"riêng\s+(?!đối\s+với)", re.IGNORECASE)
_CONCERNING = re.compile(r"(?:đối\s+với|về\s+phía)\s", re.IGNORECASE)
_HEADS = re.compile(r"[ )]*(?:\([^()]*\))?\s*:")  # «Đối với giáo viên mới (do …): …»
_PLURAL = re.compile(r"^(?:các|những|tất\s+cả)\s+", re.IGNORECASE)
_GUIDANCE = re.compile(
    r"(?<!\w)(?:hướng\s+dẫn|chỉ\s+đạo|thông\s+báo(?:\s+(?:tới|đến|cho))?|triển\s+khai\s+(?:tới|đến))\s+", re.IGNORECASE
)
_TEMPORAL = re.compile(
    r"(?:trước|sau|từ|đến|trong|ngay|mỗi|chậm\s+nhất|muộn\s+nhất|hằng|hàng|định\s+kỳ|vào|cuối|đầu|khi|kết\s+thúc)\s[^,]{1,170},",
    re.IGNORECASE,
)
_COLLECTIVE = re.compile(
    r"(?:100%|các|tất\s+cả|mỗi|từng|toàn\s+thể|nhà\s+trường|đơn\s+vị|hiệu\s+trưởng|thủ\s+trưởng|phòng\s|sở\s)",
    re.IGNORECASE,
)
_OWN = ("BC", "TTr")  # a report or a request tells what its own office is going to do
_PLANS = (
    "KH",
    "CTr",
    "ĐA",
    "DA",
    "PA",
)  # in a plan what no heading and no sentence gives to anyone is nobody's by name
_DOUBTFUL = 0.6  # confidence of an actor that only the dispatch as a whole tells
_SHORTEST = 20  # characters of a bullet that says what to do
_PREAMBLE = 100  # characters before the subject above which the words before its clause are no part of the task
_NEXT_CLAUSE = re.compile(r"[,:]\s+")


@dataclass(frozen=True, slots=True)
class _Governor:
    """Who governs a stretch of text: an actor's name, where it stands, and how the text says so."""

    name: str
    scope_end: int
    confidence: float
    parent: str | None = None
    heading: bool = True
    concerned: bool = False  # «Đối với giáo viên:» tells whom something concerns, not who does it


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
    drafts = [draft for group in _groups(part, zones, outline, deadlines) for draft in _merge(part.content, group)]
    fallback = _addressee(part, zones, header)
    tasks, owner = [], {}
    for number, draft in enumerate(drafts, start=1):
        plan = header.doc_type in _PLANS and not draft.deadlines
        if draft.actor is None and fallback and draft.verb and not plan:  # «Thời gian thực hiện: …» is nobody's order
            draft.actor, draft.confidence = fallback, min(draft.confidence, _DOUBTFUL)
        tasks.append(_task(part, draft, f"t{number}"))
        owner.update({d.id: tasks[-1] for d in draft.deadlines})
    linked = []
    for deadline in deadlines:
        task = owner.get(deadline.id)
        update = {"task": task.id, "actor": task.actor.name if task.actor else None} if task else {}
        linked.append(deadline.model_copy(update=update))
    return tasks, linked


def _addressee(part: Part, zones: Zones, header: Header) -> str | None:
    """Return whom the dispatch as a whole addresses: in its closing request («Đề nghị các đơn vị triển khai …»), or Kính gửi."""
    if header.doc_type in _OWN:
        return header.issuer
    last = [b for b in part.paragraphs if zones.body[0] <= b.start < zones.body[1]][-3:]
    for block in reversed(last):
        order = ordered(part.content, block.start, block.end)
        if (
            order
            and order.order != "nghiêm cấm"
            and not heading_actor(part.content, label_end(part.content, block.start, block.end), block.end)
        ):
            return part.content[order.start : order.end]
    return "; ".join(header.to[:3]) or None


def _groups(
    part: Part, zones: Zones, outline: Sequence[Section], deadlines: Sequence[Deadline]
) -> Iterator[list[_Draft]]:
    """Yield the obligations of each paragraph that has any."""
    governors: list[_Governor] = []
    body_start, body_end = zones.body
    ordered_deadlines = sorted(deadlines, key=lambda d: d.evidence[0].start)
    starts = [d.evidence[0].start for d in ordered_deadlines]
    for block in part.blocks:
        inside = ordered_deadlines[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
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
        if _is_heading(part, block, start, path) and not inside:
            continue
        group = list(_obligations(part, block, start, path, governors, inside))
        if group:
            yield group


def _is_heading(part: Part, block: Block, start: int, path: Sequence[Section]) -> bool:
    """Tell whether the paragraph only names the section that it opens; `start` is where an obligation in it would begin."""
    section = path[-1] if path and path[-1].start == block.start else None
    if part.content[block.start : start].rstrip().endswith(":") and part.content[start : block.end].strip():
        return False  # «1. Hiệu trưởng: Chỉ đạo …»
    if section is None or part.words(block).rstrip().endswith((".", ";", "…", ":")):
        return False
    numbered = section.label not in ("-", "+", "*", "•")
    return bool(section.children) or (numbered and section.end > block.end + 1 and block.end - block.start <= 160)


def _open_scopes(
    part: Part, block: Block, start: int, path: Sequence[Section], governors: list[_Governor], body_end: int
) -> int:
    """Note whom this paragraph puts in charge of what follows; return where its own obligation begins."""
    text = part.content
    section = path[-1] if path and path[-1].start == block.start else None
    scope_end = section.end if section else (path[-1].end if path else body_end)
    heading = heading_actor(text, start, block.end)
    if heading and (section or _HEADS.match(text, heading[1], block.end)):
        parent = next((g.name for g in reversed(governors) if g.heading), None)
        name = text[heading[0] : heading[1]]
        colon = text.find(":", heading[1], block.end)
        follows = colon >= 0 and text[colon + 1 : block.end].strip()
        person = describe(_PLURAL.sub("", name)).kind == "person"
        if follows and person and _CONCERNING.match(text, start):  # «Đối với giáo viên: Tổ chức bồi dưỡng …»
            governors.append(_Governor(name, block.end, 0.9, parent, heading=False, concerned=True))
        else:
            governors.append(_Governor(name, scope_end, 0.9, parent))
        return _bare(text, colon + 1, block.end) if colon >= 0 else block.end
    if section and section.end > block.end + 1 and text[start : block.end].rstrip().endswith(":"):
        subject = subject_at(text, start, block.end)
        if subject:  # «b) Các cơ sở giáo dục tổ chức rà soát …:» and the bullets below it
            governors.append(_Governor(text[subject.start : subject.end], section.end, 0.8, heading=False))
            return start
    if LEAD_IN.search(text, start, block.end):
        order = ordered(text, start, block.end) or _guided(text, start, block.end)
        if order:
            enclosing = path[-1].end if path else body_end
            governors.append(_Governor(text[order.start : order.end], enclosing, 0.8, heading=False))
    return start


def _bare(text: str, start: int, end: int) -> int:
    """Return `start`, past the white space there."""
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _guided(text: str, start: int, end: int) -> Subject | None:
    """Find whom a guidance addresses: «… hướng dẫn các đơn vị trực thuộc thực hiện nhiệm vụ … như sau:»."""
    for match in _GUIDANCE.finditer(text, start, end):
        found = subject_at(text, match.end(), end)
        if found:
            return found
    return None


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
    expected, named = _expectations(path, governor, block.start)
    before: Subject | None = None  # the subject of the sentence before, which goes on in a sentence without one
    label = path[-1].path if path else None
    for at, end in duty_spans(text, start, block.end, deadlines):
        inside = [d for d in deadlines if at <= d.evidence[0].start < end]
        if not inside and is_no_duty(text, at, end):
            continue
        order = ordered(text, at, end)
        if order and order.order == "phân công" and (governor or order.start - at > len("Phân công các ")):
            order = None  # «Phân công giáo viên …» under «2. Phòng …» is the office's own task
        found = order or _subject(text, at, end)
        if found is None and inside and before is None and not (governor and governor.heading):
            found = nearest_subject(text, at, inside[0].evidence[0].start, end)
        before = found or before
        if found and (order or inside or named or _MODAL.match(text, found.action)):
            name = text[found.start : found.end]
            parent = governor.name if governor and governor.heading and governor.name != name else None
            begin = _clause(text, at, found.start, inside)
            opening = _verb(text, found.action, end) or found.verb
            yield _Draft(begin, end, name, parent, 0.92, opening, label, inside)
            continue
        verb = _verb(text, at, end)
        last = trailing_actor(text, at, end) if at == start and (expected or named or inside) else None
        if last:
            yield _Draft(at, end, text[slice(*last)], None, 0.85, verb, label, inside)
            continue
        if governor and governor.concerned and _MODAL.match(text, at):
            yield _Draft(at, end, governor.name, governor.parent, 0.85, verb, label, inside)
        elif inside or (expected and (verb or (at == start and _governed(governor, path, text, at, end)))):
            draft = _Draft(at, end, None, None, 0.7, verb, label, inside)
            if before is not None:
                draft.actor, draft.confidence = text[before.start : before.end], 0.8
            elif governor and not governor.concerned:
                draft.actor, draft.parent, draft.confidence = governor.name, governor.parent, governor.confidence
            yield draft


def _governed(governor: _Governor | None, path: Sequence[Section], text: str, at: int, end: int) -> bool:
    """Tell whether a bullet is an obligation whatever it begins with: under an actor's heading in a section on execution."""
    if governor is None or not governor.heading or end - at < _SHORTEST or text[at:end].rstrip().endswith(":"):
        return False
    if opens_with_document(text, at):
        return False
    return any(_EXECUTION.match(section.title) for section in path[:-1])


def _clause(text: str, at: int, start: int, deadlines: Sequence[Deadline]) -> int:
    """Return where the clause begins that holds the subject at `start`: a long preamble before it is left out."""
    if start - at <= _PREAMBLE:
        return at
    cut = max(text.rfind(mark, at, start - 1) for mark in (";", ",", ":"))
    begin = cut + 1 + len(text[cut + 1 : start]) - len(text[cut + 1 : start].lstrip())
    return begin if cut > at and all(d.evidence[0].start >= begin for d in deadlines) else at


def _expectations(path: Sequence[Section], governor: _Governor | None, at: int) -> tuple[bool, bool]:
    """Tell whether bullets here are obligations by themselves, and whether sentences that name an actor are.

    Both hold under an actor's heading and in sections on execution; the second alone in sections that describe; neither
    where a section tells purposes or principles.
    """
    above = [section for section in path if section.start != at]  # the paragraph itself is not what it stands under
    if governor is not None and governor.heading:
        return True, True
    for section in reversed(above):
        if _PURPOSE.match(section.title):
            return False, False
        if _EXECUTION.search(section.title):
            return True, True
        if _DESCRIPTION.match(section.title):
            return False, True
    led = governor is not None and not governor.concerned
    return led, led or bool(path)


def _subject(text: str, start: int, end: int) -> Subject | None:
    """Find the subject of a sentence, at its start or after a leading adverbial («Trước ngày …, các trường gửi …»)."""
    only = _ONLY.match(text, start, end)  # «Riêng Trường A chuẩn bị …»
    start = only.end() if only else start
    head = _TIME_OF.match(text, start, end)
    found = subject_at(text, head.end() if head else start, end)
    if found:
        return found
    named = _TOPIC.match(text, start, end)  # «Bản đăng ký dự thi: Mỗi đơn vị lập 01 bản …»
    if named and (found := subject_at(text, named.end(), end)):
        return found
    if not _ADVERBIAL.match(text, start):
        return None
    for comma in _NEXT_CLAUSE.finditer(text, start, min(end, start + 320)):
        # A name in lower case after a comma goes on with a list («… giáo viên, cán bộ quản lý tham gia …»), but not
        # after a time («Hằng tuần, giáo viên …»).
        if text[comma.end()].isupper() or _COLLECTIVE.match(text, comma.end()) or _TEMPORAL.match(text, start):
            found = subject_at(text, comma.end(), end)
            if found:
                return found
    return None


def _verb(text: str, start: int, end: int) -> str | None:
    """Return the verb that opens the obligation at `start`, after a leading adverbial if there is one."""
    match = None if opens_with_document(text, start) else verbs().match(text, start, end)
    if match is None and _ADVERBIAL.match(text, start):
        for comma in _NEXT_CLAUSE.finditer(text, start, min(end, start + 240)):
            match = verbs().match(text, comma.end(), end)
            if match:
                break
    return match.group("verb").lower() if match else None


def _merge(text: str, group: list[_Draft]) -> list[_Draft]:
    """Join the sentences of a paragraph into one task, unless they differ in actor or in what is due when."""
    merged: list[_Draft] = []
    for draft in group:
        last = merged[-1] if merged else None
        clause = last is not None and text[last.start : draft.start].rstrip().endswith(";")
        timed = last is not None and bool(last.deadlines) != bool(draft.deadlines)
        if last and last.actor == draft.actor and not (last.deadlines and draft.deadlines) and not (clause and timed):
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
    start = draft.start + len(text[draft.start : draft.end]) - len(text[draft.start : draft.end].lstrip())
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
