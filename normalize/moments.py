"""Moments: what a date names (a day, a month, a quarter, a school year …), with EDTF, interval and what is missing.

Nothing is filled in: a year that is not printed stays None until a caller says by what it is told.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from normalize.date_lexer import Kind, Token
from normalize.lunar import solar_of_lunar

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class Precision(StrEnum):
    """How much of a date is told."""

    DAY = "day"
    MONTH = "month"
    WEEK = "week"  # of a month: which days those are, no rule tells
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    SEMESTER = "semester"
    RANGE = "range"
    YEARLY_DAY = "yearly_day"  # a day and month without a year
    MONTHLY_DAY = "monthly_day"  # a day without a month
    VAGUE = "vague"  # «cuối năm», «đầu năm học»: no year told


class Part(StrEnum):
    """The part of a month, quarter, term or year that is meant."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Moment:
    """What one date names. `unit` is the thing in «đầu năm học», «cuối quý» where no number is told.

    `semesters` are the terms of a school year (1, 2); `school_year` is the year in which it begins; `lunar` tells that
    day, month and year are those of the lunar calendar.
    """

    precision: Precision
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    semesters: tuple[int, ...] = ()
    school_year: int | None = None
    unit: str | None = None
    part: Part | None = None
    lunar: bool = False

    def interval(self) -> tuple[date, date] | None:
        """First and last day, both inclusive; None where the calendar alone does not tell."""
        if self.lunar:
            return self._lunar_day()
        if self.year is None:
            return None
        months = {
            Precision.MONTH: (self.month or 0, self.month or 0),
            Precision.QUARTER: (3 * (self.quarter or 0) - 2, 3 * (self.quarter or 0)),
            Precision.HALF: (1, 6) if self.half == 1 else (7, 12),
            Precision.YEAR: (1, 12),
        }
        if self.precision is Precision.DAY and self.month and self.day:
            the_day = date(self.year, self.month, self.day)
            return the_day, the_day
        if self.precision in months:
            first, last = months[self.precision]
            return date(self.year, first, 1), month_end(self.year, last)
        return None

    def _lunar_day(self) -> tuple[date, date] | None:
        if self.year is None or self.month is None or self.day is None:
            return None
        solar = solar_of_lunar(self.day, self.month, self.year)
        return (solar, solar) if solar else None

    @property
    def edtf(self) -> str | None:
        """The moment as printed, in EDTF: `2023-07-17`, `2023-07`, a quarter as `2020-07/2020-09`, `2020/2021`."""
        if self.school_year is not None and self.precision is Precision.SCHOOL_YEAR:
            return f"{self.school_year}/{self.school_year + 1}"
        if self.precision is Precision.WEEK and self.year and self.month:
            return f"{self.year}-{self.month:02d}"
        span = self.interval()
        if span is None:
            return None
        first, last = span
        match self.precision:
            case Precision.DAY:
                return first.isoformat()
            case Precision.MONTH:
                return f"{first:%Y-%m}"
            case Precision.YEAR:
                return f"{first:%Y}"
            case _:
                return f"{first:%Y-%m}/{last:%Y-%m}"

    def in_year(self, year: int) -> Moment | None:
        """The same day or month in `year`, or None where there is none (29/02)."""
        told = {Precision.YEARLY_DAY: Precision.DAY}.get(self.precision, self.precision)
        moment = replace(self, year=year, precision=told)
        return moment if moment.valid else None

    @property
    def valid(self) -> bool:
        """Whether the calendar knows it: no 31/6, no month 13. A lunar day is 1 to 30."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        if self.lunar:
            return 1 <= self.day <= 30
        longest = 31 if self.month is None else calendar.monthrange(self.year or 2024, self.month)[1]
        return 1 <= self.day <= longest


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


Span = tuple[Moment, Moment]


def moment_of(token: Token) -> Moment | Span | None:
    """What a token of the lexer names, or None where the calendar knows no such date (31/6) or too little is told."""
    found = _READ[token.kind](token) if token.kind in _READ else None
    if isinstance(found, tuple):
        return found if all(moment.valid for moment in found) else None
    return found if found is not None and found.valid else None


def _day(token: Token) -> Moment | None:
    day, month, year = token.numbers
    return Moment(Precision.DAY, year=year if year > 99 else 2000 + year, month=month, day=day)


def _day_month(token: Token) -> Moment:
    day, month = token.numbers
    return Moment(Precision.YEARLY_DAY, month=month, day=day)


def _day_only(token: Token) -> Moment:
    return Moment(Precision.MONTHLY_DAY, day=token.numbers[0])


def _days(token: Token) -> Span | None:
    figures = token.numbers
    told = figures[-1] > 99
    last = _full(figures[-3:]) if told else Moment(Precision.YEARLY_DAY, day=figures[-2], month=figures[-1])
    head = figures[: -3 if told else -2]
    if len(head) == 3:
        return _full(head), last
    # The first day leans on the second for what it does not print: «15–25/5/2018», «28/12 - 05/01/2021».
    month = head[1] if len(head) == 2 else last.month
    year = last.year
    if year and month and last.month and month > last.month:
        year -= 1
    return replace(last, day=head[0], month=month, year=year), last


def _full(figures: tuple[int, ...]) -> Moment:
    day, month, year = figures
    return Moment(Precision.DAY, year=year, month=month, day=day)


def _month(token: Token) -> Moment:
    month, *year = token.numbers
    return Moment(Precision.MONTH, month=month, year=year[0] if year else None)


def _week(token: Token) -> Moment:
    year = next((n for n in token.numbers if n > 99), None)
    each = re.search(r"(?:m[ỗo]i|h[ằaà]ng|t[ừu]ng)\s+th[áa]ng$", token.text)
    month = None if each else [n for n in token.numbers if n <= 99][-1]
    part = (
        Part.END if re.search(r"cu[ốo]i", token.text) else Part.START if re.search(r"[đd][ầa]u", token.text) else None
    )
    return Moment(Precision.WEEK, month=month, year=year, part=part)


def _months(token: Token) -> Span:
    figures = token.numbers
    years = [n for n in figures if n > 99]
    first, last = [n for n in figures if n <= 99]
    end = years[-1] if years else None
    start = years[0] if len(years) == 2 else end
    if start and len(years) == 1 and first > last:
        start -= 1
    return Moment(Precision.MONTH, month=first, year=start), Moment(Precision.MONTH, month=last, year=end)


def _quarter(token: Token) -> Moment | None:
    match = re.search(r"(iii|ii|iv|i|[1-4])(?!\w)", token.text)
    if match is None:
        return None
    year = next((n for n in token.numbers if n > 99), None)
    return Moment(Precision.QUARTER, quarter=_ROMAN.get(match[1]) or int(match[1]), year=year)


def _half(token: Token) -> Moment:
    year = next((n for n in token.numbers if n > 99), None)
    return Moment(Precision.HALF, half=1 if re.search(r"[đd][ầa]u", token.text) else 2, year=year)


def _year(token: Token) -> Moment:
    return Moment(Precision.YEAR, year=token.numbers[0])


def _years(token: Token) -> Span:
    first, last = token.numbers
    return Moment(Precision.YEAR, year=first), Moment(Precision.YEAR, year=last)


def _school_year(token: Token) -> Moment:
    return Moment(Precision.SCHOOL_YEAR, school_year=token.numbers[0])


def _semester(token: Token) -> Moment:
    year = next((n for n in token.numbers if n > 99), None)
    terms = tuple(_ROMAN.get(term) or int(term) for term in re.findall(r"(?<!\w)(ii|i|[12])(?!\w)", token.text))
    return Moment(Precision.SEMESTER, semesters=terms, school_year=year)


def _lunar(token: Token) -> Moment:
    figures = token.numbers
    year = next((n for n in figures if n > 99), None)
    days = [n for n in figures if n <= 99]
    day, month = (days[0], days[1]) if len(days) == 2 else (1, 1)
    return Moment(Precision.DAY, year=year, month=month, day=day, lunar=True)


def _bare(token: Token) -> Moment:
    head = token.text.split()
    unit = (
        " ".join(head[:2])
        if head[0] in ("học", "hoc", "kỳ", "kì", "ky") or head[1:2] in (["học"], ["hoc"])
        else head[0]
    )
    return Moment(Precision.VAGUE, unit=unit)


def _blank(token: Token) -> Moment | None:
    # «ngày … tháng 7 năm 2023»: the month is told, the day is not (EDTF 2023-07); anything less is no date.
    match = re.fullmatch(r"ng[àa]y[\s.…_]*th[áa]ng\s*(\d{1,2})\s*n[ăa]m\s*(\d{4})", token.text)
    return Moment(Precision.MONTH, month=int(match[1]), year=int(match[2])) if match else None


_READ = {
    Kind.DAY: _day,
    Kind.DAY_MONTH: _day_month,
    Kind.DAY_ONLY: _day_only,
    Kind.DAYS: _days,
    Kind.MONTH: _month,
    Kind.MONTHS: _months,
    Kind.WEEK: _week,
    Kind.QUARTER: _quarter,
    Kind.HALF: _half,
    Kind.YEAR: _year,
    Kind.YEARS: _years,
    Kind.SCHOOL_YEAR: _school_year,
    Kind.SEMESTER: _semester,
    Kind.LUNAR: _lunar,
    Kind.BARE: _bare,
    Kind.BLANK: _blank,
}
