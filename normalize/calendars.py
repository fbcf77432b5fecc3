"""The calendar of public offices: working days, holidays and swapped days, lengths of time, school years.

Holidays are those of Bộ luật Lao động 2019, Điều 112, from the `holidays` package, which is imported only when a day could be
one; yearly swaps go before it (`corpus/registry/holiday_overrides.tsv`). Lengths of time are counted by Bộ luật Dân sự 2015,
Điều 147 and 148.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from corpus.registry.tables import table

_ONE = timedelta(days=1)
_CULTURE_DAY_SINCE = 2026  # 24/11, a day of rest since 2026


@cache
def _overrides() -> dict[date, bool]:
    """Swapped days: True where offices work, False where they rest."""
    return {date.fromisoformat(row["date"]): row["kind"] == "work" for row in table("holiday_overrides")}


@cache
def _known_holidays() -> dict[int, frozenset[date]]:
    """The holidays of the years in the registry's table, which is made from the `holidays` package."""
    years: dict[int, set[date]] = {}
    for row in table("public_holidays"):
        day = date.fromisoformat(row["date"])
        years.setdefault(day.year, set()).add(day)
    return {year: frozenset(days) for year, days in years.items()}


@cache
def _holidays(year: int) -> frozenset[date]:
    known = _known_holidays().get(year)
    if known is not None:
        return known
    from holidays import country_holidays

    return frozenset(country_holidays("VN", years=[year]))


def _may_rest(day: date) -> bool:
    """Whether a weekday could be a holiday at all.

    Tết falls between mid January and early March, Giỗ Tổ (10/3 âm) between the end of March and the end of April.
    """
    if day.month in (1, 2, 4, 5, 9):
        return True
    if day.month == 3:
        return day.day <= 5 or day.day >= 25
    return (day.month == 11 and day.year >= _CULTURE_DAY_SINCE) or (day.month, day.day) == (12, 31)


def is_working_day(day: date) -> bool:
    """Whether public offices work on `day`."""
    swapped = _overrides().get(day)
    if swapped is not None:
        return swapped
    if day.weekday() >= 5:
        return False
    return not _may_rest(day) or day not in _holidays(day.year)


def previous_working_day(day: date) -> date:
    """The last working day that is not after `day`."""
    while not is_working_day(day):
        day -= _ONE
    return day


def next_working_day(day: date) -> date:
    """The first working day that is not before `day`."""
    while not is_working_day(day):
        day += _ONE
    return day


def add_working_days(start: date, count: int) -> date:
    """The `count`-th working day after `start` (before it, if negative); `start` itself is not counted (Điều 147 khoản 2)."""
    step = _ONE if count > 0 else -_ONE
    day = start
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def add_months(start: date, count: int) -> date:
    """The same day `count` months on, or the month's last where it has no such day (Điều 148 khoản 3, 4)."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year's frame: its opening and the last days of its terms, None where the frame does not tell.

    `verified` is False where the source was not read twice; `province` is empty in the national frame.
    """

    year: int
    opens: date | None
    term1_end: date | None
    term2_end: date | None
    year_end: date | None
    source: str
    verified: bool
    province: str = ""


@cache
def school_year(year: int, province: str = "") -> SchoolYear | None:
    """The frame of the school year that begins in `year`: the province's own, else the national one, else None."""
    rows = [row for row in table("school_years") if int(row["year"]) == year and row["province"] in (province, "")]
    rows.sort(key=lambda row: row["province"] == "")
    if not rows:
        return None
    row = rows[0]
    opens, first, second, end = (
        date.fromisoformat(row[name]) if row[name] else None for name in ("opens", "term1_end", "term2_end", "year_end")
    )
    return SchoolYear(year, opens, first, second, end, row["source"], row["verified"] == "yes", row["province"])


def school_year_of(day: date) -> int:
    """The year in which the school year begins that `day` belongs to; the summer belongs to the coming one from August."""
    return day.year if day.month >= 8 else day.year - 1


@cache
def rule(code: str) -> str:
    """The rule of law or of reading behind a day, in Vietnamese (`corpus/registry/legal_time_rules.tsv`)."""
    return next(row["basis"] for row in table("legal_time_rules") if row["code"] == code)
