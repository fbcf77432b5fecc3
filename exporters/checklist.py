"""The checklist of a dispatch, made from its plan: for everyone it names, or for one unit.

A task stands in one place only: with its unit; or, where its unit or its time limit is not sure, under «Cần kiểm tra».
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exporters.citing import document_title, legal_basis
from exporters.concern import Concern, addressed, concerns, mentioned, part_of
from exporters.facts import facts, low_pages
from exporters.limits import SURE, limit, unread_limit
from exporters.model import Checklist, Event, Group, Item, Note, When
from exporters.personal import MASKED
from exporters.phrases import phrases
from exporters.tables import label
from exporters.wording import clock, day_of, edtf_words, one_line
from schemas.facts import Evidence, Finding, ScheduleItem, Severity, Task
from schemas.plan import Plan

_SEVERITIES = (Severity.ERROR.value, Severity.WARNING.value, Severity.INFO.value)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A task on its way into the checklist: the group it stands in (None: «Cần kiểm tra») and the group's title."""

    item: Item
    key: tuple[str, ...] | None
    title: str = ""


def checklist(plan: Plan, unit: str | None = None, lang: str = "vi") -> Checklist:
    """Make the checklist of a dispatch; with `unit`, of what concerns that unit, and of what may."""
    drafts = [*_task_drafts(plan, unit, lang), *_loose_deadlines(plan)]
    groups, to_check = _grouped(drafts)
    texts = (text for draft in drafts for text in (draft.item.what, draft.item.quote or "", *draft.item.channels))
    header = plan.header
    paged = plan.source.page_range is not None
    return Checklist(
        document=header.number_symbol or document_title(header),
        title=document_title(header),
        urgency=(header.urgency or "").upper(),
        unit=unit,
        facts=facts(plan),
        basis=legal_basis(plan),
        groups=groups,
        to_check=to_check,
        events=_events(plan.schedule, paged=paged),
        notes=_notes(plan.findings, paged=paged),
        slots=tuple(_slots(plan.findings)),
        masked=any(MASKED.search(text) for text in texts),
    )


def _task_drafts(plan: Plan, unit: str | None, lang: str) -> Iterator[_Draft]:
    limits = {deadline.id: limit(deadline, plan.header) for deadline in plan.deadlines}
    low = low_pages(plan)
    for task in plan.tasks:
        whens = tuple(sorted((limits[i] for i in task.deadlines if i in limits), key=lambda when: when.order))
        item = _item(task, whens, plan)
        doubts = [*_task_doubts(task, low), *_when_doubts(whens)]
        if unit is None:
            yield _Draft(
                replace(item, doubts=tuple(doubts)), None if doubts else _actor_key(item.actor), item.actor or ""
            )
            continue
        found, why = _role(unit, task)
        if found is not None:
            doubts += why
            yield _for_unit(replace(item, doubts=tuple(doubts)), unit, found, lang)


def _for_unit(item: Item, unit: str, role: str, lang: str) -> _Draft:
    """Place a task that concerns `unit`: among its own, or among those that it shares in."""
    title = label("coordinate", lang) if role == "coordinate" else label("own_tasks", lang, unit=unit)
    note = None
    if item.actor and _actor_key(item.actor) != _actor_key(unit):
        note = label("lead" if role == "coordinate" else "assigned", lang, who=item.actor)
    return _Draft(replace(item, note=note), None if item.doubts else (role,), title)


def _item(task: Task, whens: tuple[When, ...], plan: Plan) -> Item:
    evidence = task.evidence[0]
    what, quote = _sentence(task.action), _sentence(evidence.text)
    name, parent = _actor(task)
    return Item(
        number=0,
        what=what,
        actor=f"{name} ({parent})" if parent else name,
        partners=tuple(map(one_line, task.coordinate_with)),
        send_to=tuple(map(one_line, task.submit_to)),
        channels=tuple(task.channels),
        forms=tuple(map(one_line, task.forms)),
        condition=one_line(task.condition) if task.condition else None,
        whens=whens,
        quote=None if quote.casefold() == what.casefold() else quote,
        section=task.section or "",
        page=_page(evidence, paged=plan.source.page_range is not None),
        fact=task,
    )


def _sentence(text: str) -> str:
    """Return words on one line, without the mark that ends a dispatch («./.»)."""
    line = one_line(text)
    return f"{line[:-3].rstrip()}." if line.endswith("./.") else line


def _actor(task: Task) -> tuple[str | None, str | None]:
    """Name who must act; where that is but a part of a body («Hiệu trưởng»), also the body that the heading names."""
    if task.actor is None:
        return None, None
    name = one_line(task.actor.name)
    parent = one_line(task.actor.parent) if task.actor.parent and part_of(name) else None
    return name, parent


def _task_doubts(task: Task, low: dict[int, float]) -> list[str]:
    evidence = task.evidence[0]
    found = []
    if task.actor is None:
        found.append("chưa rõ đơn vị thực hiện")
    if evidence.confidence < SURE:
        found.append(f"máy đọc chưa chắc (độ tin cậy {evidence.confidence:.0%})")
    if not task.deadlines and (words := unread_limit(task.action)):
        found.append(f"có từ ngữ chỉ thời hạn mà chưa tính được: “{words} …”")
    if evidence.page in low:
        found.append(f"trang {evidence.page} chữ kém ({low[evidence.page]:.0%})")
    return found


def _when_doubts(whens: Sequence[When]) -> list[str]:
    """Return why the time limits must be looked at; one that is firm is enough to go by."""
    if any(when.firm for when in whens):
        return []
    return [doubt for when in whens for doubt in when.doubts]


def _role(unit: str, task: Task) -> tuple[str | None, list[str]]:
    """Tell in which role a task concerns `unit` (`own`, `coordinate`, None: not at all) and what is unsure in that."""
    actor, parent = _actor(task)
    if actor is None:
        return "own", []
    own = concerns(unit, f"{actor} {parent}" if parent else actor)
    spoken_to = addressed(unit, task.action)
    if own is Concern.YES or (own is Concern.MAYBE and spoken_to):
        return "own", []
    partner = max((concerns(unit, name) for name in task.coordinate_with), default=Concern.NO)
    if partner is Concern.YES:
        return "coordinate", []
    if own is Concern.MAYBE:
        return "own", [f"chưa chắc “{actor}” gồm {unit}"]
    if partner is Concern.MAYBE:
        return "coordinate", [f"chưa chắc đơn vị phối hợp gồm {unit}"]
    if spoken_to or mentioned(unit, task.action):
        return "own", [f"giao cho “{actor}” nhưng nội dung nhắc đến {unit} hoặc cấp của đơn vị"]
    if task.evidence[0].confidence < SURE:
        return "own", [f"chưa chắc việc này của “{actor}”"]
    return None, []


def _loose_deadlines(plan: Plan) -> Iterator[_Draft]:
    """Yield the time limits that belong to no task, so that no date is lost."""
    owned = {identity for task in plan.tasks for identity in task.deadlines}
    for deadline in plan.deadlines:
        if deadline.id not in owned:
            evidence = deadline.evidence[0]
            item = Item(
                number=0,
                what=_around(plan.text.content, evidence),
                actor=deadline.actor,
                whens=(limit(deadline, plan.header),),
                page=_page(evidence, paged=plan.source.page_range is not None),
                doubts=("thời hạn chưa gắn với việc nào",),
            )
            yield _Draft(item, None)


def _around(content: str, evidence: Evidence) -> str:
    """Return the line of the clean text in which a time limit stands."""
    start = content.rfind("\n", 0, evidence.start) + 1
    end = content.find("\n", evidence.end)
    return one_line(content[start : end if end >= 0 else len(content)]) or evidence.text


def _page(evidence: Evidence, *, paged: bool) -> int | None:
    return evidence.page if paged else None


def _actor_key(name: str | None) -> tuple[str, ...]:
    """Return what two spellings of a unit's name share («Các Phòng GD&ĐT», «Phòng Giáo dục và Đào tạo»)."""
    return tuple(
        w.key for p in phrases(name or "") if p.what not in ("filler", "and") for w in p.words if w.bare != "va"
    )


def _grouped(drafts: Sequence[_Draft]) -> tuple[tuple[Group, ...], tuple[Item, ...]]:
    """Number the lines and put them in their groups, in the order in which the dispatch names the units."""
    titles: dict[tuple[str, ...], str] = {}
    members: dict[tuple[str, ...], list[Item]] = {}
    for draft in drafts:
        if draft.key is not None:
            titles.setdefault(draft.key, draft.title)
            members.setdefault(draft.key, []).append(draft.item)
    groups, number = [], 1
    for key in sorted(members, key=lambda key: key == ("coordinate",)):  # «Phối hợp» last
        dated = sorted((item for item in members[key] if item.whens), key=_by_date)
        undated = [item for item in members[key] if not item.whens]
        groups.append(
            Group(
                titles[key][:1].upper() + titles[key][1:],
                _numbered(dated, number),
                _numbered(undated, number + len(dated)),
            )
        )
        number += len(dated) + len(undated)
    to_check = sorted((draft.item for draft in drafts if draft.key is None), key=_by_date)
    return tuple(groups), _numbered(to_check, number)


def _by_date(item: Item) -> tuple[int, int, str]:
    return min((when.order for when in item.whens if when.firm), default=(3, 0, ""))


def _numbered(items: Sequence[Item], first: int) -> tuple[Item, ...]:
    return tuple(replace(item, number=number) for number, item in enumerate(items, start=first))


def _events(schedule: Sequence[ScheduleItem], *, paged: bool) -> tuple[Event, ...]:
    """Return the calendar: what has a day by its day, the rest in the document's order."""
    events = []
    for row in schedule:
        span = f"{row.start}/{row.end}" if row.start and row.end and row.end != row.start else (row.start or row.end)
        when = ", ".join(part for part in (_step(row.step), _hours(row), edtf_words(span)) if part)
        event = Event(
            when=when,
            start=day_of(row.start),
            end=day_of(row.end),
            content=one_line(row.content),
            responsible="; ".join(map(one_line, row.responsible)),
            participants="; ".join(map(one_line, row.participants)),
            place=one_line(row.place or ""),
            page=_page(row.evidence[0], paged=paged),
            fact=row,
        )
        events.append((row.start or "9999", row.time or "", event))
    return tuple(event for _, _, event in sorted(events, key=lambda e: e[:2]))


def _hours(row: ScheduleItem) -> str:
    return " đến ".join(clock(time) for time in (row.time, row.time_end) if time)


def _step(step: str | None) -> str:
    return f"Bước {step}" if step and step[0].isdigit() else step or ""


def _slots(findings: Sequence[Finding]) -> Iterator[tuple[str, bytes]]:
    keys = {"header.number": "number_symbol", "header.issued_on": "issued_on"}
    for finding in findings:
        if finding.picture and finding.subject in keys:
            yield keys[finding.subject], b64decode(finding.picture.partition(",")[2])


def _notes(findings: Sequence[Finding], *, paged: bool) -> tuple[Note, ...]:
    notes = [
        Note(
            finding.severity,
            one_line(finding.message),
            finding.evidence[0].page if paged and finding.evidence else None,
        )
        for finding in findings
    ]
    return tuple(sorted(notes, key=lambda note: (_SEVERITIES.index(note.severity), note.page or 0)))
