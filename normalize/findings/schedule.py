"""Calendars that contradict themselves: a row with a last day outside its own time, a day that two rows share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from normalize.calendars import is_working_day
from normalize.findings.base import View, day_of, finding, listing, quoted, vietnamese, weekday
from schemas.facts import Deadline, Finding, ScheduleItem

_SATURDAY = 5
_CLAUSE = re.compile(r";\s+(?:kết thúc|học kỳ|năm học)|,\s+(?:học kỳ|HK)")
_LONG = timedelta(days=31)


def find_schedule_faults(view: View) -> Iterator[Finding]:
    """Find `deadline_conflict` inside a row, `schedule_overlap` between two rows, and `weekend_schedule`."""
    yield from _rows(view)
    yield from _shared(view)
    yield from _rest(view)


def _rows(view: View) -> Iterator[Finding]:
    for index, item in enumerate(view.plan.schedule):
        end = day_of(item.end) or day_of(item.start)
        if end is None:
            continue
        for deadline in view.plan.deadlines:
            due = day_of(deadline.due)
            named = day_of((deadline.date or "").split("/")[-1])
            if (
                due
                and named
                and due > end
                and named > end
                and not deadline.recurrence
                and _inside(view, deadline, item)
            ):
                when = f"{vietnamese(item.start)}–{vietnamese(item.end)}" if item.end else vietnamese(item.start)
                yield finding(
                    "deadline_conflict",
                    f"Dòng lịch {when} lại có thời hạn {quoted(deadline.text)}, muộn hơn ngày kết thúc của chính dòng ấy.",
                    f"schedule[{index}]",
                    [*item.evidence[-1:], *deadline.evidence[:1]],
                )


def _inside(view: View, deadline: Deadline, item: ScheduleItem) -> bool:
    """Whether a deadline is of a row: in its words, and, where those are a sentence, in no later clause of it."""
    return any(
        e.start <= d.start and d.end <= e.end and not _CLAUSE.search(view.part.content, e.start, d.start)
        for e in item.evidence
        for d in deadline.evidence
    )


def _shared(view: View) -> Iterator[Finding]:
    """The day on which a row ends and the next begins."""
    rows = [(index, item) for index, item in enumerate(view.plan.schedule) if day_of(item.start)]
    shared = [
        (index, item)
        for (_, before), (index, item) in pairwise(rows)
        if (day_of(before.end) or day_of(before.start)) == day_of(item.start)
        and (day_of(before.end) or day_of(item.end))  # two things on one day are an agenda, not an overlap
        and not (before.time or item.time)
    ]
    if shared:
        days = list(dict.fromkeys(vietnamese(item.start) for _, item in shared))
        yield finding(
            "schedule_overlap",
            f"Lịch có ngày thuộc cả hai dòng liền nhau: {listing(days)}; cần rõ việc nào làm trước.",
            f"schedule[{shared[0][0]}]",
            [item.evidence[0] for _, item in shared],
        )


def _rest(view: View) -> Iterator[Finding]:
    """First and last days of rows that are no working days; what has an hour is a meeting, which may be on any day."""
    days: dict[str, int] = {}
    told_before = {day for deadline in view.plan.deadlines for day in (deadline.due, *(deadline.date or "").split("/"))}
    for index, item in enumerate(view.plan.schedule):
        start, end = day_of(item.start), day_of(item.end)
        long = start and end and end - start > _LONG  # that a year's programme begins on a holiday surprises nobody
        if item.time or re.search(r"\b(?:nghỉ|lễ|tết)\b", item.content.lower()):
            continue
        for told in (item.end,) if long else (item.start, item.end):
            day = day_of(told)
            if day and told and told not in told_before and not is_working_day(day):
                days.setdefault(
                    f"{vietnamese(told)} ({weekday(day) if day.weekday() >= _SATURDAY else 'ngày nghỉ lễ'})", index
                )
    if days:
        yield finding(
            "weekend_schedule",
            f"Lịch có mốc rơi vào ngày nghỉ: {listing(list(days))}.",
            f"schedule[{next(iter(days.values()))}]",
            [view.plan.schedule[index].evidence[0] for index in dict.fromkeys(days.values())],
        )
