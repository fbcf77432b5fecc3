"""Deadlines that can't be met: before the dispatch, on a day of rest, given to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from normalize.calendars import is_working_day
from normalize.findings.base import View, day_of, finding, listing, quoted, vietnamese, weekday
from schemas.facts import Bound, Deadline, Finding
from vietnamese.letters import fold

_NAMED_DAY = frozenset({Bound.ON, Bound.BY, Bound.BEFORE, Bound.BETWEEN})
_BACK = timedelta(days=60)  # a day without a year this long before the dispatch is still of its year
_WEEK = timedelta(days=10)  # the longest row of days of rest (Tết) is shorter
_YEAR = timedelta(days=400)  # what is longer gone is a tale; a year's slip of the pen is not
_ALONE = 3  # findings of a kind that stand alone; more are told in one
_WEEKDAY = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}


def find_deadline_faults(view: View) -> Iterator[Finding]:
    """Find `date_order`, `short_notice`, `weekend_deadline`, `weekday_mismatch`, `deadline_without_actor`."""
    yield from _order(view)
    yield from _short(view)
    yield from _rest(view)
    yield from _weekdays(view)
    yield from _nobody(view)


def _order(view: View) -> Iterator[Finding]:
    issued, printed = view.issued, vietnamese(view.plan.header.issued_on)
    early = [
        (index, deadline)
        for index, deadline in enumerate(view.plan.deadlines)
        if issued and (due := day_of(deadline.due)) and due < issued
    ]
    yield from _gone(view)
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


@cache
def _asked() -> re.Pattern[str]:
    """A last day that is asked for by its label, or of what is to be handed in, which no reader takes for a thing past."""
    hand = r"(?:nộp|gửi|đăng ký|đăng kí|báo cáo|hoàn thành|nhận hồ sơ|nhận bài)"
    label = rf"(?:[Hh]ạn (?:cuối|chót|{hand})|[Tt]hời (?:hạn|gian) {hand})[^.;\n\d]{{0,50}}?"
    order = rf"\b{hand}\b[^.;\n\d]{{0,80}}?\b(?:trước|chậm nhất|hạn cuối|đến hết)\b[^.;\n\d]{{0,12}}"
    day = r"(?P<d>\d{1,2})(?:[/.-]|\s+tháng\s+)(?P<m>\d{1,2})(?:[/.-]|\s+năm\s+)(?P<y>20\d\d)(?!\d)"
    hour = r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2}(?!\d))?[^.;\n\d]{0,10})?"
    told = r"(?!\s*(?:thì\s+)?(?:được|vẫn|đã|không|là)(?!\w))"  # «Hồ sơ nộp trước ngày … được xét theo quy định cũ»
    return re.compile(rf"(?:{label}|{order}){hour}(?:ngày\s+)?{day}{told}")


@cache
def _past() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:đã|theo|căn cứ|tại|vừa qua|được (?:tuyển|bổ nhiệm)|quy định|hiệu lực)(?!\w)", re.IGNORECASE
    )


def _gone(view: View) -> Iterator[Finding]:
    """Last days by their words that lie before the dispatch, which the deadlines leave out as things past."""
    if not view.clean or view.issued is None:
        return
    content, told = view.part.content, [e for deadline in view.plan.deadlines for e in deadline.evidence]
    for match in _asked().finditer(content, *view.zones.body):
        try:
            day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            continue
        if day >= view.issued or view.issued - day > _YEAR or any(e.start < match.end() <= e.end for e in told):
            continue
        start = max(content.rfind(mark, 0, match.start()) for mark in (". ", "; ", "\n")) + 1
        if not _past().search(content, start, match.end()):
            yield finding(
                "date_order",
                f"Thời hạn {quoted(match.group())} sớm hơn ngày ban hành (văn bản ban hành ngày "
                f"{vietnamese(view.plan.header.issued_on)}).",
                None,
                [view.part.evidence(match.start(), match.end())],
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
    year = r"(?:\s?(?:[/.-]\s?|\s*năm\s+)(?P<{0}y>20\d\d)(?!\d)|(?![\d/.-]*\d|\s*(?:năm|/)))"
    day = rf"(?P<{{0}}d>\d{{{{1,2}}}})\s?(?:[/.-]\s?|\s*tháng\s+)(?P<{{0}}m>\d{{{{1,2}}}}){year}"
    before = rf"{name.format('a')}\s*,?\s*\(?\s*(?:ngày\s+)?{day.format('a_')}"
    after = rf"{day.format('b_')}\s*,?\s*{name.format('b')}(?!\s*,?\s*(?:(?:\(?ngày\s+)?\d|thứ|chủ))"
    return re.compile(rf"(?<!\w)(?:{before}|{after})", re.IGNORECASE)


def _weekdays(view: View) -> Iterator[Finding]:
    """A day of the week beside a date whose day it is not."""
    content = view.part.content
    if not view.clean:
        return
    for match in _dated_weekday().finditer(content):
        key = "a" if match["a_d"] else "b"
        day = _day_meant(view, match[f"{key}_y"], int(match[f"{key}_m"]), int(match[f"{key}_d"]))
        if day is None:
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


def _day_meant(view: View, year: str | None, month: int, day: int) -> date | None:
    """The day; without a year the first one from shortly before the dispatch on."""
    try:
        if year:
            return date(int(year), month, day)
        if view.issued is None:
            return None
        first = view.issued - _BACK
        told = date(first.year, month, day)
        return told if told >= first else told.replace(year=first.year + 1)
    except ValueError:
        return None


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


def _told_as_time(view: View, deadline: Deadline) -> bool:
    """«Thời gian chấm: ngày 05/5/2024»: when something takes place, which its plan gives to somebody elsewhere."""
    content, at = view.part.content, deadline.evidence[0].start
    return bool(
        re.match(r"\W*(?:\w{1,2}[.)]\s*)?(?:thoi gian|lich)\b", fold(content[content.rfind("\n", 0, at) + 1 : at]))
    )


def _nobody(view: View) -> Iterator[Finding]:
    """Deadlines that no heading, subject or order gives to anybody, told in one finding."""
    if not view.clean:
        return
    alone = [
        (index, deadline)
        for index, deadline in enumerate(view.plan.deadlines)
        if deadline.actor is None
        and not _told_as_time(view, deadline)
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
