"""Tasks: what somebody must do, in the document's own words; and whose each deadline is.

A task is a bullet or sentence that lays an obligation on someone: by its subject («Các Phòng GDĐT gửi …»), by an order
(«Giao …», «Đề nghị …», «Yêu cầu …»), by the heading it stands under («4. Các Phòng GDĐT»), or by the sentence that leads
its list in. Every deadline belongs to a task; one that no obligation covers makes its own sentence a task, so that
nothing with a date is lost from the checklist.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from normalize.actors import Subject, heading_actor, ordered
from normalize.actors import actor as describe
from normalize.governors import Governor, expectations, governed, open_scopes
from normalize.no_duties import is_target
from normalize.outline import section_at
from normalize.part import Block, Part
from normalize.routing import routing
from normalize.sentences import label_end
from normalize.structure import Zones
from normalize.table_tasks import row_obligation
from normalize.task_labels import LabelLine, after_who, label_line
from normalize.task_sentences import duty_spans, is_no_duty, nearest_subject, trailing_actor
from normalize.task_subjects import doer_in_passive, doer_of_deadline, subject_of, verb_of
from schemas.facts import Deadline, Task
from schemas.plan import Header, Section
from vietnamese.letters import fold

_MODAL = re.compile(r"(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|phải|cần|bắt\s+buộc)", re.IGNORECASE)
# Headings that open a part of the dispatch and name no one duty.
_FRAME = re.compile(
    r"(?:tổ\s+chức\s+thực\s+hiện|triển\s+khai\s+thực\s+hiện|phân\s+công|tiến\s+độ|xây\s+dựng\s+kế\s+hoạch)\s*$",
    re.IGNORECASE,
)
_BULLETS = ("-", "+", "*", "•")
_ASKS = ("CV", "CT", "CĐ")  # letters and orders: an item that opens with a verb asks for it
_ASKING = ("yêu cầu", "đề nghị")
_AT_ONCE = 20  # characters before the one who is asked where an item opens with the order
# «Giáo viên hoàn thành BDTX khi: …» tells who passes.
_CRITERION = re.compile(
    r"(?:hoàn\s+thành|đạt)(?!\w)[^.;:]{0,80}\s(?:khi|nếu)(?!\w)|phải\s+(?:đạt|có\s+đủ)\s|"
    r"xếp\s+loại\s+(?:không|chưa|hoàn)|(?:phải|cần)\s[^.;:]{3,120}\smới\s+được",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d[\d,.]*\s?%")  # «100% học sinh lớp 5 hoàn thành chương trình»: what is reached, or aimed at
_OWN = ("BC", "TTr")  # a report or a request tells what its own office is going to do
_PLANS = (
    "KH",
    "CTr",
    "ĐA",
    "DA",
    "PA",
)  # in a plan what no heading and no sentence gives to anyone is nobody's by name
_DOUBTFUL = 0.6  # confidence of an actor that only the dispatch as a whole tells
_PREAMBLE = 100  # characters before the subject above which the words before its clause are no part of the task


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
    target: bool = False  # a share to be reached by a day: its deadline has an actor and no task
    heading: bool = False  # it is what a heading names
    partners: tuple[str, ...] = ()  # named on a line of their own below the duty


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
    asks = header.doc_type in _ASKS
    drafts = [draft for group in _groups(part, zones, outline, deadlines, asks=asks) for draft in group]
    drafts.sort(key=lambda draft: draft.start)
    fallback = _addressee(part, zones, header)
    tasks: list[Task] = []
    owner: dict[str, Task] = {}
    aimed: dict[str, str | None] = {}
    for draft in drafts:
        if draft.target:
            aimed.update({d.id: draft.actor for d in draft.deadlines})
            continue
        plan = header.doc_type in _PLANS and not draft.deadlines
        if (
            draft.actor is None and fallback and draft.verb and not plan and not draft.heading
        ):  # «Thời gian thực hiện: …» is nobody's order
            draft.actor, draft.confidence = fallback, min(draft.confidence, _DOUBTFUL)
        tasks.append(_task(part, draft, f"t{len(tasks) + 1}"))
        owner.update({d.id: tasks[-1] for d in draft.deadlines})
    linked = []
    for deadline in deadlines:
        task = owner.get(deadline.id)
        update = (
            {"task": task.id, "actor": task.actor.name if task.actor else None}
            if task
            else {"actor": aimed.get(deadline.id)}
        )
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
    part: Part, zones: Zones, outline: Sequence[Section], deadlines: Sequence[Deadline], *, asks: bool
) -> Iterator[list[_Draft]]:
    """Yield the obligations of each paragraph that has any."""
    governors: list[Governor] = []
    below: _Draft | None = None  # what the paragraph before may be, if a line below it says by when
    above: _Draft | None = None  # the duty of the paragraph before, or of the heading that label lines below it tell of
    body_start, body_end = zones.body
    ordered_deadlines = sorted(deadlines, key=lambda d: d.evidence[0].start)
    starts = [d.evidence[0].start for d in ordered_deadlines]
    for block in part.blocks:
        inside = ordered_deadlines[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        if block.cell is not None and block.cell.ruled:
            if inside:
                yield [_row_draft(part, block, inside, outline)]
            above = None
            continue
        attached = next((a for a in zones.annexes if not a.label and a.start <= block.start < a.end), None)
        if not (body_start <= block.start < body_end) and not inside and attached is None:
            continue
        path = section_at(outline, block.start)
        governors = [g for g in governors if block.start < g.scope_end]
        start = label_end(part.content, block.start, block.end)
        line = label_line(part.content, start, block.end, inside)
        if line is not None:
            if _numbered(path, block) and not (above and above.heading):
                above = below = None  # «4. Thời gian thực hiện: …» is none of the last bullet of «3.»
            if above is None and line.tells and (above := below or _heading_draft(part, path, block, line, governors)):
                yield [above]
            if above is not None:
                _labelled(above, line)
            continue
        start = after_who(part.content, start, block.end)
        start = open_scopes(part, block, start, path, governors, body_end, timed=bool(inside))
        above = below = None
        if _is_heading(part, block, start, path) and not inside:
            continue
        group = _merge(part.content, list(_obligations(part, block, start, path, governors, inside, asks=asks)))
        if group:
            above = group[-1]
            yield group
        elif verb := verb_of(part.content, start, block.end):  # a line of time below would make it a duty
            doer = governors[-1] if governors and governors[-1].heading else None
            below = _Draft(
                start, block.end, doer.name if doer else None, None, 0.7, verb, path[-1].path if path else None
            )


def _heading_draft(
    part: Part, path: Sequence[Section], block: Block, line: LabelLine, governors: Sequence[Governor]
) -> _Draft | None:
    """The duty that a heading names whose lines tell who does it or by when: «2. Tổ chức tập huấn», «- Cơ quan chủ trì: X»."""
    over = path[-2] if len(path) > 1 and path[-1].start == block.start else path[-1] if path else None
    if over is None or over.start == block.start or over.label.startswith("Điều") or over.label in _BULLETS:
        return None
    if not line.actor and _FRAME.match(over.title):
        return None
    holder = part.block_at(over.start)
    if holder is None:
        return None
    start = label_end(part.content, holder.start, holder.end)
    governor = governors[-1] if governors else None
    named = heading_actor(part.content, start, holder.end)
    verb = verb_of(part.content, start, holder.end)
    if named or (verb is None and line.actor is None):
        return None
    name = governor.name if governor and governor.heading else None
    return _Draft(start, holder.end, name, None, 0.8, verb, over.path, heading=True)


def _numbered(path: Sequence[Section], block: Block) -> bool:
    """Tell whether the paragraph is an item with a number or letter of its own."""
    return bool(path) and path[-1].start == block.start and path[-1].label not in _BULLETS


def _labelled(draft: _Draft, line: LabelLine) -> None:
    """Give the duty what the line below it tells."""
    draft.deadlines += line.deadlines
    draft.actor = line.actor or draft.actor
    draft.partners += line.partners


def _is_heading(part: Part, block: Block, start: int, path: Sequence[Section]) -> bool:
    """Tell whether the paragraph only names the section that it opens; `start` is where an obligation in it would begin."""
    section = path[-1] if path and path[-1].start == block.start else None
    if part.content[block.start : start].rstrip().endswith(":") and part.content[start : block.end].strip():
        return False  # «1. Hiệu trưởng: Chỉ đạo …»
    if section is None or part.words(block).rstrip().endswith((".", ";", "…", ":")):
        return False
    numbered = section.label not in _BULLETS
    return bool(section.children) or (numbered and section.end > block.end + 1 and block.end - block.start <= 160)


def _obligations(
    part: Part,
    block: Block,
    start: int,
    path: Sequence[Section],
    governors: Sequence[Governor],
    deadlines: Sequence[Deadline],
    *,
    asks: bool,
) -> Iterator[_Draft]:
    text = part.content
    governor = governors[-1] if governors else None
    expected, named = expectations(path, governor, block.start, asks=asks)
    before: Subject | None = None  # the subject of the sentence before, which goes on in a sentence without one
    label = path[-1].path if path else None
    for at, end in _with_labels(text, duty_spans(text, start, block.end, deadlines), deadlines):
        inside = [d for d in deadlines if at <= d.evidence[0].start < end]
        if is_target(text, at, end):
            yield from _targeted(at, end, governor, label, inside)
            continue
        if not inside and is_no_duty(text, at, end, item=start > block.start):
            continue
        order = _order(text, at, end, governor, item=bool(path) and path[-1].start == block.start)
        found = order or subject_of(text, at, end)
        if found is None and before is None:
            alone = bool(inside) and not (governor and governor.heading)
            found = _told_doer(text, at, end, inside) if alone else doer_in_passive(text, at, end) if expected else None
        before = found or before
        if found and not inside and (_CRITERION.match(text, found.action, end) or _aim(text, found, governor)):
            continue
        if found and (order or inside or named or _MODAL.match(text, found.action)):
            name = text[found.start : found.end]
            parent = governor.name if governor and governor.heading and governor.name != name else None
            begin = _clause(text, at, found.start, inside)
            opening = verb_of(text, found.action, end) or found.verb
            yield _Draft(begin, end, name, parent, 0.92, opening, label, inside)
            continue
        verb = verb_of(text, at, end)
        last = trailing_actor(text, at, end) if at == start and (expected or named or inside) else None
        if last:
            yield _Draft(at, end, text[slice(*last)], None, 0.85, verb, label, inside)
            continue
        if governor and governor.concerned and _MODAL.match(text, at):
            yield _Draft(at, end, governor.name, governor.parent, 0.85, verb, label, inside)
        elif inside or (expected and (verb or (at == start and governed(governor, path, text, at, end)))):
            draft = _Draft(at, end, None, None, 0.7, verb, label, inside)
            if before is not None:
                draft.actor, draft.confidence = text[before.start : before.end], 0.8
            elif governor and not governor.concerned:
                draft.actor, draft.parent, draft.confidence = governor.name, governor.parent, governor.confidence
            yield draft


def _targeted(
    at: int, end: int, governor: Governor | None, label: str | None, deadlines: list[Deadline]
) -> Iterator[_Draft]:
    """The deadline of a share to be reached («Phấn đấu 100% … trước khai giảng») with whose it is; a target is no task."""
    doer = governor.name if governor and not governor.concerned else None
    if deadlines:
        yield _Draft(at, end, doer, None, 0.7, None, label, deadlines, target=True)


def _with_labels(
    text: str, spans: Iterable[tuple[int, int]], deadlines: Sequence[Deadline]
) -> Iterator[tuple[int, int]]:
    """Join a sentence with the one after it that only says when it is done: «… gửi Bộ. Thời gian hoàn thành: Trước ngày …»."""
    held: tuple[int, int] | None = None
    for at, end in spans:
        inside = [d for d in deadlines if at <= d.evidence[0].start < end]
        if held and inside and (line := label_line(text, at, end, inside)) and not line.actor:
            held = held[0], end
            continue
        if held:
            yield held
        held = at, end
    if held:
        yield held


def _order(text: str, at: int, end: int, governor: Governor | None, *, item: bool) -> Subject | None:
    """Find the order of the sentence, unless it is the office's own task to give it.

    «- Phân công giáo viên …», «- Yêu cầu các trường báo cáo …» under «1. Phòng GDĐT» are what that office does.
    """
    order = ordered(text, at, end)
    if order is None or order.order is None:
        return None
    own = (
        governor is not None and governor.heading and verb_of(text, at, order.start - len(order.order) - 1) is not None
    )
    if own and not re.search(r"[;.:]\s", text[at : order.start]):
        return None  # «- Phân công, chỉ đạo, giao trách nhiệm cho các thành viên …»
    if order.order == "phân công":
        return None if governor or order.start - at > len("Phân công các ") else order
    asks = item and order.order in _ASKING and order.start - at < _AT_ONCE
    if asks and governor and governor.heading and fold(text[order.start : order.end]) not in fold(governor.name):
        return None
    return order


def _aim(text: str, found: Subject, governor: Governor | None) -> bool:
    """Tell whether a share of people that reaches something is told, not what they must do."""
    reached = text.startswith(("hoàn thành", "đạt", "được"), found.action)
    return reached and governor is None and bool(_SHARE.match(text, found.start))


def _told_doer(text: str, at: int, end: int, deadlines: Sequence[Deadline]) -> Subject | None:
    """Whose the deadlines of a sentence without a plain subject are."""
    nearest = nearest_subject(text, at, deadlines[0].evidence[0].start, end)
    return nearest or doer_in_passive(text, at, end) or doer_of_deadline(text, at, end)


def _clause(text: str, at: int, start: int, deadlines: Sequence[Deadline]) -> int:
    """Return where the clause begins that holds the subject at `start`: a long preamble before it is left out."""
    if start - at <= _PREAMBLE:
        return at
    cut = max(text.rfind(mark, at, start - 1) for mark in (";", ",", ":"))
    begin = cut + 1 + len(text[cut + 1 : start]) - len(text[cut + 1 : start].lstrip())
    return begin if cut > at and all(d.evidence[0].start >= begin for d in deadlines) else at


def _merge(text: str, group: list[_Draft]) -> list[_Draft]:
    """Join the sentences of a paragraph into one task, unless they differ in actor or in what is due when."""
    merged: list[_Draft] = []
    for draft in group:
        last = merged[-1] if merged else None
        clause = last is not None and text[last.start : draft.start].rstrip().endswith(";")
        timed = last is not None and bool(last.deadlines) != bool(draft.deadlines)
        apart = last is not None and bool(text[last.end : draft.start].strip())  # something between is no obligation
        if (
            last
            and not apart
            and last.actor == draft.actor
            and last.target == draft.target
            and not (last.deadlines and draft.deadlines)
            and not (clause and timed)
        ):
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
    how = routing(action, draft.actor)
    return Task(
        id=identity,
        actor=describe(draft.actor, draft.parent) if draft.actor else None,
        action=action,
        verb=draft.verb,
        coordinate_with=list(dict.fromkeys((*how.coordinate_with, *draft.partners))),
        submit_to=list(how.submit_to),
        channels=list(how.channels),
        forms=list(how.forms),
        condition=how.condition,
        deadlines=[d.id for d in draft.deadlines],
        section=draft.section,
        evidence=[part.evidence(start, end, draft.confidence)],
    )
