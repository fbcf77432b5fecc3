"""A calendar (RFC 5545) of what is to be done: a VTODO a task and time limit, or all-day events for calendars without to-dos.

The same plan has the same UIDs, so that a second import updates the first; SEQUENCE is the number of corrections that people
made to it (`congvan correct`), so that a calendar takes the corrected entry for the newer. Nothing here depends on the clock: DTSTAMP is
the dispatch's own date. There is no ORGANIZER, though RFC 5546 asks for one in METHOD:PUBLISH: an office without an
address of its own in the file would look like an invitation to answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exporters.cascade import parents
from exporters.checklist import checklist
from exporters.lines import details, last_day, place, safe_day, sending
from exporters.model import Checklist, Event, Item, When
from exporters.package import plain
from exporters.recurring import Recurring, last_days
from exporters.tables import label
from exporters.wording import clock, day_of, shorten
from schemas.facts import Bound
from schemas.plan import Plan

if TYPE_CHECKING:
    from icalendar import Calendar, Component

_ZONE = "Asia/Ho_Chi_Minh"  # UTC+7 all year
_PRIORITIES = {"HỎA TỐC": 1, "HOẢ TỐC": 1, "THƯỢNG KHẨN": 2, "KHẨN": 3}  # of RFC 5545's 1 (highest) to 9
_SUMMARY = 120  # characters
_REMINDERS = (3, 1)  # days before the last day …
_MORNING = timedelta(hours=8)  # … at this hour
_EPOCH = date(1970, 1, 1)


def export(plans: Sequence[Plan], *, unit: str | None = None, lang: str = "vi", as_events: bool = False) -> bytes:
    """Return one calendar of all plans; with `as_events`, of all-day events on the last days.

    A task without a day that can be told is a to-do without DUE; it can't be an event.
    """
    from icalendar import Calendar, Timezone, TimezoneStandard

    calendar = Calendar()
    for name, value in (
        ("prodid", "-//congvan//congvan//VI"), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH"),
        ("x-wr-calname", unit or label("title", lang)), ("x-wr-timezone", _ZONE),
    ):  # fmt: skip
        calendar.add(name, value)
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", _ZONE)
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    calendar.add_component(zone)
    for plan in {plan.id: plan for plan in plans}.values():
        _add_plan(calendar, plan, checklist(plan, unit, lang), lang, as_events=as_events)
    return bytes(calendar.to_ical())


def _add_plan(calendar: Calendar, plan: Plan, made: Checklist, lang: str, *, as_events: bool) -> None:
    shown = {item.fact.id: item for item in made.items if item.fact}
    above = parents(plan.tasks, plan.deadlines)
    for item in made.items:
        for uid, when in _uids(plan, item):
            component = _component(plan, item, when, as_events=as_events)
            if component is None:
                continue
            _describe(component, plan, made, item, when, uid, lang)
            parent = shown.get(above.get(item.fact.id, "")) if item.fact else None
            if parent is not None:
                component.add("related-to", _uids(plan, parent)[0][0], parameters={"RELTYPE": "PARENT"})
            calendar.add_component(component)
    for number, event in enumerate(made.events, start=1):
        if event.start is not None:
            calendar.add_component(_appointment(plan, made, event, f"{plan.id}-s{number}@congvan"))


def _uids(plan: Plan, item: Item) -> list[tuple[str, When | None]]:
    """Return the to-dos of a line: one, or one for each of several time limits, so that none is lost."""
    name = item.fact.id if item.fact else ""
    if len(item.whens) < 2 and name:
        return [(f"{plan.id}-{name}@congvan", item.whens[0] if item.whens else None)]
    parts = [(when, when.fact.id if when.fact else "") for when in item.whens]
    return [("-".join(p for p in (plan.id, name, part) if p) + "@congvan", when) for when, part in parts]


def _component(plan: Plan, item: Item, when: When | None, *, as_events: bool) -> Component | None:
    """Return the to-do or event with its days; None for an event that would have no day."""
    from icalendar import Event as VEvent
    from icalendar import Todo

    recurring = last_days(when.fact, _since(plan)) if when and when.fact and when.fact.recurrence else None
    last = recurring.first if recurring else (when.last if when else None)
    if as_events:
        if last is None:
            return None
        event = VEvent()
        event.add("dtstart", last)
        event.add("dtend", last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # a last day does not make its people busy
        _add_rule(event, recurring)
        _remind(event, item, when, last, related="START")
        return event
    todo = Todo()
    todo.add("status", "NEEDS-ACTION")
    if when is not None and last is not None:
        _add_days(todo, when, last, recurring)
        _remind(todo, item, when, last, related="END")
    return todo


def _add_days(todo: Component, when: When, last: date, recurring: Recurring | None) -> None:
    """Set DUE, and DTSTART where the words say one or a recurrence needs one; DTSTART must be the earlier (RFC 5545, 3.8.2.3)."""
    hour = _hour(when.time)
    if hour:
        todo.add("due", _moment(last, hour))
    else:
        todo.add("due", last)
    if recurring is None:
        start = _start(when)
        if start and start < last and not hour:
            todo.add("dtstart", start)
        return
    if hour:
        if hour > time():
            todo.add("dtstart", _moment(last, time()))
            _add_rule(todo, recurring)
    elif eve := recurring.before():
        todo.add("dtstart", eve.first)
        _add_rule(todo, eve)


def _start(when: When) -> date | None:
    """Return the first day of a time limit that is a span («từ ngày … đến ngày …»)."""
    if when.fact is None or when.fact.bound != Bound.BETWEEN or not when.fact.date:
        return None
    return day_of(when.fact.date.partition("/")[0])


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=ZoneInfo(_ZONE))


def _hour(words: str | None) -> time | None:
    """Return an hour of the day; None for «24:00», which ends the day as a DATE does, and for what is no hour."""
    try:
        return time.fromisoformat(words or "")
    except ValueError:
        return None


def _add_rule(component: Component, recurring: Recurring | None) -> None:
    if recurring is not None:
        component.add("rrule", {key: value.split(",") for key, value in recurring.parts})


def _remind(component: Component, item: Item, when: When | None, last: date, *, related: str) -> None:
    """Add reminders on the mornings before the last day, or before the working day to aim for."""
    from icalendar import Alarm

    early = last - when.safe if when and when.safe and when.last == last else timedelta()
    hour = _hour(when.time) if when and related == "END" else None
    at = timedelta(hours=hour.hour, minutes=hour.minute) if hour else timedelta()
    for days in _REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", plain(shorten(item.what, _SUMMARY)))
        alarm.add("trigger", _MORNING - at - early - timedelta(days=days), parameters={"RELATED": related})
        component.add_component(alarm)


def _describe(
    component: Component, plan: Plan, made: Checklist, item: Item, when: When | None, uid: str, lang: str
) -> None:
    """Add what a person reads, and what identifies the entry."""
    doubtful = f"[{label('doubtful', lang)}] " if item.doubts or (when and when.doubts) else ""
    hour = f"({clock(when.time)}) " if when and when.time and component.name == "VEVENT" else ""
    component.add("uid", uid)
    component.add("dtstamp", _stamp(plan))
    component.add("sequence", plan.revision)
    component.add("summary", plain(f"{doubtful}{hour}{shorten(item.what, _SUMMARY)} ({made.document})"))
    component.add("description", plain("\n".join(_lines(made, item, when, lang))))
    if who := made.unit or item.actor:
        component.add("categories", [plain(who)])
    if priority := _PRIORITIES.get(made.urgency.removesuffix(" HẸN GIỜ")):
        component.add("priority", priority)


def _lines(made: Checklist, item: Item, when: When | None, lang: str) -> Iterator[str]:
    yield item.what if item.quote else f"“{item.what}”"
    if when:
        yield f"{label('when', lang)}: “{when.words}”"
        yield from (line for line in (last_day(when, lang), safe_day(when, lang)) if line)
    if item.doubts:
        yield f"{label('why', lang)}: {'; '.join(item.doubts)}"
    if send := sending(item, lang):
        yield f"{label('send', lang)}: {'; '.join(send)}"
    if item.actor:
        yield f"{label('actor', lang)}: {item.actor}"
    yield from details(item, lang)
    where = place(item, lang)
    yield f"{label('where', lang)}: {', '.join(part for part in (where, made.title) if part)}"


def _appointment(plan: Plan, made: Checklist, event: Event, uid: str) -> Component:
    """Return a row of the dispatch's calendar as an event: all day, or from its hour."""
    from icalendar import Event as VEvent

    found = VEvent()
    start = event.start or _EPOCH
    hour, end = _hour(event.fact.time), _hour(event.fact.time_end)
    found.add("dtstart", _moment(start, hour) if hour else start)
    if not hour:
        found.add("dtend", (event.end or start) + timedelta(days=1))
    elif end and _moment(event.end or start, end) > _moment(start, hour):
        found.add("dtend", _moment(event.end or start, end))
    found.add("uid", uid)
    found.add("dtstamp", _stamp(plan))
    found.add("sequence", plan.revision)
    found.add("summary", plain(f"{shorten(event.content, _SUMMARY)} ({made.document})"))
    lines = (event.when, event.content, event.responsible, event.participants, made.title)
    found.add("description", plain("\n".join(line for line in lines if line)))
    if event.place:
        found.add("location", plain(event.place))
    found.add("categories", ["Lịch"])
    return found


def _since(plan: Plan) -> date | None:
    """Return the day from which recurrences count: the dispatch's, or that of its arrival."""
    received = plan.header.received.date if plan.header.received else None
    return day_of(plan.header.issued_on) or day_of(received) or _month_start(plan.header.issued_on)


def _month_start(edtf: str | None) -> date | None:
    return day_of(f"{edtf}-01") if edtf and len(edtf) == len("2023-07") else None


def _stamp(plan: Plan) -> datetime:
    return datetime.combine(_since(plan) or _EPOCH, time(), tzinfo=UTC)
