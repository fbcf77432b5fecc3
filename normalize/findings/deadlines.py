"""Deadlines that can't be met or contradict each other: before the dispatch, on a day of rest, two for one duty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from normalize.calendars import is_working_day
from normalize.findings.base import View, day_of, finding, listing, quoted, vietnamese, weekday
from normalize.findings.cascade import levels_of
from schemas.facts import Bound, Deadline, Finding, Task
from vietnamese.letters import fold

_NAMED_DAY = frozenset({Bound.ON, Bound.BY, Bound.BEFORE, Bound.BETWEEN})
_WEEK = timedelta(days=10)  # the longest row of days of rest (Tết) is shorter
_ALONE = 3  # findings of a kind that stand alone; more are told in one
_ALIKE = 0.8  # share of words that makes two duties one
_MIN_WORDS = 6
_TWO = 2
_FOLLOWING = 40  # duties of the same actor that one is held against, so that long lists cost no square
_REACH = 160  # characters before a deadline in which what is due is named
_WEEKDAY = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}


def find_deadline_faults(view: View) -> Iterator[Finding]:
    """Find `date_order`, `short_notice`, `weekend_deadline`, `weekday_mismatch`, `deadline_conflict`, `deadline_without_actor`."""
    yield from _order(view)
    yield from _short(view)
    yield from _rest(view)
    yield from _weekdays(view)
    yield from _conflicts(view)
    yield from _nobody(view)


def _order(view: View) -> Iterator[Finding]:
    issued, printed = view.issued, vietnamese(view.plan.header.issued_on)
    early = [
        (index, deadline)
        for index, deadline in enumerate(view.plan.deadlines)
        if issued and (due := day_of(deadline.due)) and due < issued
    ]
    if len(early) > _ALONE:  # so many are rather a sign that the day of issue is wrong
        yield finding(
            "date_order",
            f"{len(early)} thời hạn sớm hơn ngày ban hành ({printed}), như {listing([quoted(d.text) for _, d in early[:3]])}; "
            "có thể ngày ban hành ghi hoặc đọc sai.",
            f"deadlines[{early[0][0]}]",
            [deadline.evidence[0] for _, deadline in early],
        )
        return
    for index, deadline in early:
        same = deadline.bound == Bound.BEFORE and deadline.date == view.plan.header.issued_on
        why = "trùng ngày ban hành nên không còn ngày nào" if same else "sớm hơn ngày ban hành"
        yield finding(
            "date_order",
            f"Thời hạn {quoted(deadline.text)} {why} (văn bản ban hành ngày {printed}).",
            f"deadlines[{index}]",
            deadline.evidence,
        )


def _short(view: View) -> Iterator[Finding]:
    """Days that leave no working day after the day of issue."""
    short = [
        (index, deadline)
        for index, deadline in enumerate(view.plan.deadlines)
        if view.issued
        and (due := day_of(deadline.due))
        and deadline.bound in (Bound.BY, Bound.BEFORE)
        and timedelta(0) <= due - view.issued < _WEEK
        and not any(is_working_day(view.issued + timedelta(n)) for n in range(1, (due - view.issued).days + 1))
    ]
    if short:
        yield finding(
            "short_notice",
            f"Sau ngày ban hành ({vietnamese(view.plan.header.issued_on)}) không còn ngày làm việc nào trước hạn "
            f"{listing([quoted(deadline.text) for _, deadline in short], 3)}.",
            f"deadlines[{short[0][0]}]",
            [deadline.evidence[0] for _, deadline in short],
        )


def _rest(view: View) -> Iterator[Finding]:
    """Days that the text names itself; that a month or year ends on a Sunday surprises nobody."""
    late = [
        (index, deadline)
        for index, deadline in enumerate(view.plan.deadlines)
        if deadline.safe
        and deadline.due
        and deadline.safe != deadline.due
        and deadline.bound in _NAMED_DAY
        and not deadline.qualifier
        and any(len(end) == 10 for end in (deadline.date or "").split("/")[-1:])
        and not (view.issued and deadline.due < view.issued.isoformat())
    ]
    if len(late) > _ALONE:
        days = dict.fromkeys(f"{vietnamese(d.due)} ({_rest_name(d)})" for _, d in late)
        yield finding(
            "weekend_deadline",
            f"{len(late)} thời hạn có ngày cuối là ngày nghỉ: {listing(list(days))}; nên xong từ ngày làm việc liền trước.",
            f"deadlines[{late[0][0]}]",
            [deadline.evidence[0] for _, deadline in late],
        )
        return
    for index, deadline in late:
        yield finding(
            "weekend_deadline",
            f"Ngày cuối {vietnamese(deadline.due)} của thời hạn {quoted(deadline.text)} là {_rest_name(deadline)}; "
            f"nên xong trong ngày {vietnamese(deadline.safe)} ({weekday(date.fromisoformat(deadline.safe or ''))}).",
            f"deadlines[{index}]",
            deadline.evidence,
        )


def _rest_name(deadline: Deadline) -> str:
    day = date.fromisoformat(deadline.due or "")
    return weekday(day) if day.weekday() >= 5 else "ngày nghỉ lễ"


@cache
def _dated_weekday() -> re.Pattern[str]:
    name = r"\(?(?:thứ\s+(?P<{0}>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(?P<{0}s>chủ\s+nhật))\)?"
    day = r"(?P<{0}d>\d{{1,2}})\s?(?:[/.-]\s?|\s*tháng\s+)(?P<{0}m>\d{{1,2}})\s?(?:[/.-]\s?|\s*năm\s+)(?P<{0}y>20\d\d)(?!\d)"
    before = rf"{name.format('a')}\s*,?\s*(?:\(?\s*ngày\s+)?{day.format('a_')}"
    after = rf"{day.format('b_')}\s*,?\s*{name.format('b')}(?!\s*,?\s*(?:(?:\(?ngày\s+)?\d|thứ|chủ))"
    return re.compile(rf"(?<!\w)(?:{before}|{after})", re.IGNORECASE)


def _weekdays(view: View) -> Iterator[Finding]:
    """A day of the week beside a date whose day it is not."""
    content = view.part.content
    if not view.clean:
        return
    for match in _dated_weekday().finditer(content):
        key = "a" if match["a_d"] else "b"
        try:
            day = date(int(match[f"{key}_y"]), int(match[f"{key}_m"]), int(match[f"{key}_d"]))
        except ValueError:
            continue
        named = 6 if match[f"{key}s"] else _WEEKDAY[fold(match[key])]
        if named == day.weekday():
            continue
        yield finding(
            "weekday_mismatch",
            f"{quoted(match.group().strip('( '))}: ngày {vietnamese(day.isoformat())} là {weekday(day)}{_other_year(day, named)}.",
            _subject_at(view, match.start(), match.end()),
            [view.part.evidence(match.start(), match.end())],
        )


def _other_year(day: date, named: int) -> str:
    """The year in which the day of the week is right, where it is the next or the last one."""
    for year in (day.year + 1, day.year - 1):
        try:
            if day.replace(year=year).weekday() == named:
                return f", ngày {day.day:02}/{day.month:02}/{year} mới đúng thứ đã ghi"
        except ValueError:
            continue
    return ""


def _subject_at(view: View, start: int, end: int) -> str | None:
    for index, deadline in enumerate(view.plan.deadlines):
        if any(e.start < end and start < e.end for e in deadline.evidence):
            return f"deadlines[{index}]"
    for index, item in enumerate(view.plan.schedule):
        if any(e.start < end and start < e.end for e in item.evidence):
            return f"schedule[{index}]"
    return None


@cache
def _dates() -> re.Pattern[str]:
    return re.compile(r"\d[\d/.-]*")


@cache
def _phases() -> re.Pattern[str]:
    """What makes two duties of the same words two: a phase, term, class or place of its own."""
    return re.compile(
        r"\b(?:lan|dot|giai doan|vong|hoc ky|hoc ki|hk|quy|thang|lop|khoi|cap|ky|tuan|nam hoc|truong|mon|lan thu)\s+[\divx]+\b"
    )


def _conflicts(view: View) -> Iterator[Finding]:
    """One actor, one duty, two last days."""
    if not view.clean:
        return
    deadlines = {deadline.id: (index, deadline) for index, deadline in enumerate(view.plan.deadlines)}
    duties: dict[str, list[tuple[Task, frozenset[str], int, Deadline]]] = {}
    for task in view.plan.tasks:
        known = [deadlines[d] for d in task.deadlines if d in deadlines and deadlines[d][1].due]
        words = _words(task.action)
        if len(known) == 1 and task.actor and len(words) >= _MIN_WORDS and not known[0][1].recurrence:
            duties.setdefault(fold(task.actor.name), []).append((task, words, *known[0]))
    yield from _reports(view)
    for alike in duties.values():
        near = ((one, two) for at, one in enumerate(alike) for two in alike[at + 1 : at + _FOLLOWING])
        for (one, a, _, first), (two, b, index, second) in near:
            if first.due == second.due or len(a & b) < _ALIKE * len(a | b):
                continue
            if set(_phases().findall(fold(one.action))) != set(_phases().findall(fold(two.action))):
                continue
            yield finding(
                "deadline_conflict",
                f"Cùng một việc {quoted(two.action, 50)} nhưng có hai thời hạn: {quoted(first.text)} và {quoted(second.text)}.",
                f"deadlines[{index}]",
                [first.evidence[0], second.evidence[0]],
            )


@cache
def _report() -> re.Pattern[str]:
    """A report by its name, which a dispatch gives once a period."""
    term = r"nam hoc|hoc k[yi] (?:i{1,2}|[12])|dau nam|cuoi nam|nam \d{4}|quy (?:i{1,3}|iv|[1-4])|6 thang|giua ky"
    return re.compile(
        rf"bao cao (?:ket qua )?(?:(?:tong ket |so ket |dau |cuoi )?(?:{term})(?!\w)|tong ket(?=\s?:?\s*$))"
    )


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile(r"[;.]\s|\n(?=\s*[^\s\na-zà-ỹđ])")  # a line that goes on begins with a small letter


def _reports(view: View) -> Iterator[Finding]:
    """One report of one level with two last days, in whatever words."""
    named: dict[tuple[str, frozenset[int]], list[tuple[int, Deadline]]] = {}
    for index, deadline in enumerate(view.plan.deadlines):
        levels, end = levels_of(deadline.actor or ""), deadline.evidence[0].start
        if not deadline.due or deadline.recurrence or not levels:
            continue
        clause = fold(_clause_end().split(view.part.content[max(end - _REACH, 0) : end])[-1])
        names = {name if name != "bao cao tong ket" else f"{name} nam hoc" for name in _report().findall(clause)}
        if len(names) == 1:
            named.setdefault((names.pop(), levels), []).append((index, deadline))
    for places in named.values():
        if len({deadline.due for _, deadline in places}) == _TWO:
            (_, first), (index, second) = places[0], next(p for p in places if p[1].due != places[0][1].due)
            yield finding(
                "deadline_conflict",
                f"Cùng một báo cáo nhưng có hai thời hạn: {quoted(first.text)} và {quoted(second.text)}.",
                f"deadlines[{index}]",
                [first.evidence[0], second.evidence[0]],
            )


def _words(action: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w{2,}", fold(_dates().sub(" ", action))))


def _nobody(view: View) -> Iterator[Finding]:
    """Deadlines that no heading, subject or order gives to anybody, told in one finding."""
    if not view.clean:
        return
    alone = [
        (index, deadline)
        for index, deadline in enumerate(view.plan.deadlines)
        if deadline.actor is None
        and len(deadline.date or "") == 10
        and deadline.bound in (Bound.ON, Bound.BY, Bound.BEFORE)
    ]
    if alone:
        words = [quoted(deadline.text) for _, deadline in alone]
        yield finding(
            "deadline_without_actor",
            f"Không rõ ai phải thực hiện trong thời hạn {listing(words, 4)}.",
            f"deadlines[{alone[0][0]}].actor",
            [deadline.evidence[0] for _, deadline in alone],
        )
