"""Calendars that contradict themselves: a row with a last day outside its own time, a day that two rows share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from normalize.findings.base import View, day_of, finding, listing, quoted, vietnamese
from schemas.facts import Deadline, Finding, ScheduleItem


def find_schedule_faults(view: View) -> Iterator[Finding]:
    """Find `deadline_conflict` inside a row and `schedule_overlap` between rows that follow each other."""
    yield from _rows(view)
    yield from _shared(view)


def _rows(view: View) -> Iterator[Finding]:
    for index, item in enumerate(view.plan.schedule):
        end = day_of(item.end) or day_of(item.start)
        if end is None:
            continue
        for deadline in view.plan.deadlines:
            due = day_of(deadline.due)
            named = day_of((deadline.date or "").split("/")[-1])
            if due and named and due > end and named > end and not deadline.recurrence and _inside(deadline, item):
                when = f"{vietnamese(item.start)}–{vietnamese(item.end)}" if item.end else vietnamese(item.start)
                yield finding(
                    "deadline_conflict",
                    f"Dòng lịch {when} lại có thời hạn {quoted(deadline.text)}, muộn hơn ngày kết thúc của chính dòng ấy.",
                    f"schedule[{index}]",
                    [*item.evidence[-1:], *deadline.evidence[:1]],
                )


def _inside(deadline: Deadline, item: ScheduleItem) -> bool:
    return any(e.start <= d.start and d.end <= e.end for e in item.evidence for d in deadline.evidence)


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
