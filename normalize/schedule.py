"""Schedules: rows of calendar tables, lines that open with a time, the steps of a procedure, meetings and sessions.

A year that is not printed is told by the dispatch's own date or school year, at lower confidence (`normalize.schedule_times`);
hours under no day belong to the one day that the dispatch names, where it names one only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from normalize.dates import find_dates
from normalize.part import Part
from normalize.ranges import Spans
from normalize.schedule_events import Dates
from normalize.schedule_names import heading_actors, named
from normalize.schedule_prose import prose_items
from normalize.schedule_tables import table_items
from normalize.structure import Zones
from schemas.facts import Deadline, ScheduleItem
from schemas.plan import Header, Section

# «Thời gian thực hiện: từ tháng 4 đến tháng 12 năm 2020» is the frame of a plan or of a task, and no row of a calendar.
_FRAME = re.compile(r"thời\s+gian\s+(?:thực\s+hiện|triển\s+khai|hoàn\s+thành)(?!\w)", re.IGNORECASE)


def find_schedule(
    part: Part,
    zones: Zones,
    header: Header,
    *,
    masked: Sequence[tuple[int, int]] = (),
    deadlines: Sequence[Deadline] = (),
    outline: Sequence[Section] = (),
) -> list[ScheduleItem]:
    """Find schedule items in reading order; `masked` are citation spans, `deadlines` what is a deadline already.

    By `outline` a line that tells a time only is named for the heading above it.
    """
    dates = _by_block(part, masked)
    taken = Spans((d.evidence[0].start, d.evidence[0].end) for d in deadlines)
    told = prose_items(part, zones, dates, header, taken)
    rows = list(table_items(part, dates, header))
    days = {item.start for item in told if item.start and len(item.start) == 10 and not item.end}
    if len(days) == 1:
        (day,) = days
        told, rows = _on(day, told), _on(day, rows)
    told = [i for i in told if i.start or i.end or i.step or not i.time]  # an hour of no day is nobody's
    told = [i for i in told if not (_FRAME.match(i.content) and _months_long(i))]  # how long a plan or a task runs
    told = [i if i.step else _completed(i, outline, header) for i in told]
    return sorted([*rows, *told], key=lambda item: item.evidence[0].start)


def _completed(item: ScheduleItem, outline: Sequence[Section], header: Header) -> ScheduleItem:
    """An item of a paragraph with what the headings above it tell: its name, and who acts where it names nobody."""
    at = item.evidence[0].start
    leads = item.responsible or heading_actors(at, outline)
    return item.model_copy(update={"content": named(item.content, at, outline, header), "responsible": leads})


def _months_long(item: ScheduleItem) -> bool:
    """Whether an item is told by months, or reaches over more than two."""
    if not item.start or len(item.start) < 10:
        return True
    end = item.end or item.start
    return len(end) < 10 or date.fromisoformat(end) - date.fromisoformat(item.start) > timedelta(days=62)


def _on(day: str, items: Sequence[ScheduleItem]) -> list[ScheduleItem]:
    """Give the items that tell an hour only their day."""
    return [item.model_copy(update={"start": day}) if item.time and not item.start else item for item in items]


def _by_block(part: Part, masked: Sequence[tuple[int, int]]) -> Dates:
    """Return the dates by the start of their block, so that each look-up costs the same in a long dispatch."""
    found: Dates = {}
    for mention in find_dates(part, masked):
        block = part.block_at(mention.start)
        if block is not None:
            found.setdefault(block.start, []).append(mention)
    return found
