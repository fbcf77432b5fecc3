"""Cascades of reports (school → Phòng → Sở → Bộ): each level needs time to gather what it is given before it passes it on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from normalize.calendars import is_working_day
from normalize.findings.base import View, day_of, finding, quoted, vietnamese
from schemas.facts import Deadline, Finding, Task
from vietnamese.letters import fold

_SAME_MATTER = 0.3  # share of the shorter duty's words that two levels' duties have in common
_ANY_REPORT = (
    "bao cao gui nop ve len cac don vi co quan so phong bo truong gddt giao duc va dao tao tong hop theo cua cho tai"
)
_EMPTY = frozenset((_ANY_REPORT + " ngay thang nam truoc sau cham nhat han den het vao trong qua de duoc").split())


@dataclass(frozen=True, slots=True)
class _Step:
    """A duty of one level towards a higher one, with its last day or its words for it."""

    task: Task
    index: int
    deadline: Deadline
    levels: frozenset[int]
    towards: frozenset[int]
    words: frozenset[str]


def find_cascade(view: View) -> Iterator[Finding]:
    """Find `cascade_order` (the higher level must report first) and `cascade_no_gap` (no working day lies between)."""
    steps = list(_steps(view))
    told: set[tuple[int, int]] = set()
    for below in steps:
        for above in steps:
            if not _follows(below, above) or (below.index, above.index) in told:
                continue
            told.add((below.index, above.index))
            yield from _judge(below, above)


def _steps(view: View) -> Iterator[_Step]:
    deadlines = {deadline.id: (index, deadline) for index, deadline in enumerate(view.plan.deadlines)}
    for task in view.plan.tasks:
        if not task.actor:
            continue
        levels = levels_of(task.actor.name)
        towards = frozenset().union(*(levels_of(name) for name in task.submit_to or _sent().findall(task.action)))
        if not levels or not towards or max(towards) <= min(levels):
            continue
        words = frozenset(re.findall(r"\w{2,}", re.sub(r"\d\S*", " ", fold(task.action)))) - _EMPTY
        for number in task.deadlines:
            if number in deadlines:
                yield _Step(task, deadlines[number][0], deadlines[number][1], levels, towards, words)


@cache
def _names() -> tuple[tuple[int, re.Pattern[str]], ...]:
    field = r"(?:gd\s?(?:&|va)?\s?-?\s?dt|giao duc)"
    inner = r"(?!\s+(?:va dao tao\s+)?(?:trung hoc|tieu hoc|mam non|thuong xuyen|chuyen nghiep|dan toc|th\b|mn\b|tx\b|chinh tri))"
    return (
        (4, re.compile(rf"\bbo {field}")),
        (3, re.compile(rf"(?<!co )\bso {field}|^so$")),
        (2, re.compile(rf"\bphong {field}{inner}|^phong$")),
        (1, re.compile(r"\btruong (?!phong|ban)|\bcac truong\b|\bco so giao duc\b|\btrung tam gd|\bhieu truong\b")),
    )


def levels_of(name: str) -> frozenset[int]:
    """The levels that a name speaks of: 1 school, 2 Phòng, 3 Sở, 4 Bộ."""
    key = fold(name)
    return frozenset(level for level, pattern in _names() if pattern.search(key))


@cache
def _sent() -> re.Pattern[str]:
    return re.compile(r"\b(?:gửi|nộp|trình|báo cáo|chuyển)\s+(?:(?:về|lên|cho)\s+)?((?:Sở|Bộ|Phòng)\b[^,.;()\d]{0,30})")


def _follows(below: _Step, above: _Step) -> bool:
    """Whether what `below` hands in is what `above` passes on."""
    if below.index == above.index or below.task.id == above.task.id:
        return False
    level = min(above.levels)
    if level not in below.towards or max(below.levels) >= level or max(above.towards) <= level or len(above.levels) > 1:
        return False
    if not above.words:  # «tổng hợp báo cáo của các trường, gửi Sở» speaks of what stands right before it
        return above.index == below.index + 1 and "tong hop" in fold(above.task.action)
    fewest = min(len(below.words), len(above.words))
    return fewest > 0 and len(below.words & above.words) >= _SAME_MATTER * fewest


def _judge(below: _Step, above: _Step) -> Iterator[Finding]:
    first, second = below.deadline, above.deadline
    lower, upper = day_of(first.due), day_of(second.due)
    evidence = [first.evidence[0], second.evidence[0]]
    subject = f"deadlines[{above.index}]"
    who, whom = below.task.actor, above.task.actor
    assert who and whom  # _steps takes no other
    names = f"{quoted(who.name, 40)} nộp {quoted(first.text, 40)}, {quoted(whom.name, 40)} nộp lên trên {quoted(second.text, 40)}"
    if lower and upper and upper < lower:
        yield finding("cascade_order", f"Cấp trên phải nộp trước cấp dưới: {names}.", subject, evidence)
    elif lower and upper and not _working_days_between(lower, upper):
        yield finding(
            "cascade_no_gap",
            f"Không có ngày làm việc nào giữa hai cấp để tổng hợp: {names} (từ {vietnamese(first.due)} đến {vietnamese(second.due)}).",
            subject,
            evidence,
        )
    elif not (lower or upper) and (first.recurrence or first.date) and _said(first) == _said(second):
        message = f"Hai cấp cùng một thời hạn nên cấp trên không có thời gian tổng hợp: {names}."
        yield finding("cascade_no_gap", message, subject, evidence)


def _said(deadline: Deadline) -> tuple[str, str | None]:
    return fold(deadline.text), deadline.recurrence


def _working_days_between(first: date, last: date) -> int:
    """Working days after `first` and before `last` (a cascade leaves few, so they are counted one by one up to ten)."""
    days = (first + timedelta(days=n) for n in range(1, min((last - first).days, 10)))
    return sum(map(is_working_day, days))
