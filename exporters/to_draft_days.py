"""A unit's own time limits: earlier than the directive's by a margin of working days, never later, never before the directive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from exporters.model import When
from exporters.wording import day_of, short_date
from schemas.plan import Header

Working = Callable[[date], bool]  # whether offices work on a day
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The day by which a unit plans to be done; None where the directive gives no certain last day.

    `fixed`: the directive names the day itself, which is no limit to be kept early. `why`: what to look at, else «».
    """

    day: date | None
    fixed: bool = False
    why: str = ""


def own_day(when: When, header: Header, margin: int, working: Working) -> OwnDay:
    """Return the unit's own last day for a time limit.

    It is the last working day up to the directive's last day, less `margin` working days (0 or more). It is never before
    the day on which the directive was issued or arrived, nor before the beginning of a span («từ ngày … đến ngày …»): where
    the margin would lead there, it is the first working day from then on, and `why` says so.
    """
    if when.last is None or not when.firm:
        return OwnDay(None)
    if when.on:
        return OwnDay(when.last, fixed=True)
    floor = _floor(when, header)
    aim = when.last
    while not working(aim):
        aim -= _ONE
    for _ in range(margin):
        aim -= _ONE
        while not working(aim):
            aim -= _ONE
    if floor is None or aim >= floor:
        return OwnDay(aim)
    aim = floor
    while aim <= when.last and not working(aim):
        aim += _ONE
    since = f"việc chỉ bắt đầu, hoặc văn bản chỉ có, từ ngày {short_date(floor)}"
    if aim > when.last:
        return OwnDay(None, why=f"không còn ngày làm việc nào trong hạn {short_date(when.last)}: {since}")
    return OwnDay(aim, why=f"không đủ {margin} ngày làm việc để làm sớm: {since}")


def _floor(when: When, header: Header) -> date | None:
    """Return the first day on which the unit can work on it; None where nothing tells it."""
    span = when.fact.date if when.fact and when.fact.date and "/" in when.fact.date else ""
    received = header.received.date if header.received else None
    days = (day_of(header.issued_on), day_of(received), day_of(span.partition("/")[0]))
    return max((day for day in days if day), default=None)
