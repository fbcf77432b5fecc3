"""Recurrences as RRULEs (RFC 5545): «trước ngày 15/5 hằng năm» recurs by FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15.

A rule has neither COUNT nor UNTIL: it holds until another dispatch says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from normalize.date_phrases import Phrase
from normalize.moments import Moment, Precision

_FREQUENCY = {
    "năm": "YEARLY",
    "tháng": "MONTHLY",
    "tuần": "WEEKLY",
    "ngày": "DAILY",
    "giờ": "HOURLY",
    "năm học": "YEARLY",
}
_UNIT = {
    "nam": "năm",
    "thang": "tháng",
    "quy": "quý",
    "quí": "quý",
    "tuan": "tuần",
    "ngay": "ngày",
    "gio": "giờ",
    "nam hoc": "năm học",
}
_UNIT |= {"học kì": "học kỳ", "hoc ky": "học kỳ", "hoc ki": "học kỳ"}


def rules(phrase: Phrase) -> list[str]:
    """The RRULEs of a phrase that recurs, one a period that it names; empty if it does not recur."""
    return [_rule(unit, phrase) for unit in phrase.every]


def yearly(months: Sequence[int], day: int | None) -> str:
    """Each year in these months, on `day` where one is told."""
    rule = "FREQ=YEARLY;BYMONTH=" + ",".join(str(month) for month in months)
    return f"{rule};BYMONTHDAY={day}" if day else rule


def _rule(words: str, phrase: Phrase) -> str:
    count, unit = words.split(" ", 1)
    unit = _UNIT.get(unit, unit)
    moment = phrase.moment
    if phrase.quarter_months:
        return yearly(phrase.quarter_months, moment.day if moment else None)
    if phrase.until is not None and moment is not None and unit in ("năm", "năm học"):
        return _window(moment, phrase.until)
    if moment is not None and moment.month is not None and (unit in ("năm", "năm học") or moment.day is not None):
        # «định kỳ 6 tháng (trước ngày 20/6)»: that day of each year; «5 năm một lần trước ngày 30/6»: of each fifth
        rule = yearly([moment.month], moment.day)
        return rule.replace(";", f";INTERVAL={count};", 1) if unit == "năm" and int(count) > 1 else rule
    if moment is not None and moment.precision is Precision.QUARTER and moment.quarter and unit == "năm":
        return yearly([3 * moment.quarter - 2, 3 * moment.quarter - 1, 3 * moment.quarter], None)
    return _frequency(int(count), unit) + _on(moment, unit, phrase)


def _window(first: Moment, last: Moment) -> str:
    """A window of each year: its months, or, where it ends on a day, that day."""
    if last.day is None and first.month and last.month:
        span = (last.month - first.month) % 12
        return yearly(sorted((first.month - 1 + n) % 12 + 1 for n in range(span + 1)), None)
    return yearly([last.month], last.day) if last.month else "FREQ=YEARLY"


def _frequency(count: int, unit: str) -> str:
    if unit == "quý":
        count, unit = 3 * count, "tháng"
    if unit == "học kỳ":
        count, unit = 6 * count, "tháng"
    if unit == "tháng" and count == 9:  # «báo cáo 9 tháng»: once a year, of January to September
        return "FREQ=YEARLY;BYMONTH=9"
    if unit == "tháng" and count == 12:
        count, unit = 1, "năm"
    return f"FREQ={_FREQUENCY.get(unit, 'YEARLY')}" + (f";INTERVAL={count}" if count > 1 else "")


def _on(moment: Moment | None, unit: str, phrase: Phrase) -> str:
    if unit == "tuần" and phrase.weekday:
        return f";BYDAY={phrase.weekday}"
    if moment is not None and moment.precision is Precision.MONTHLY_DAY and moment.day and unit in ("tháng", "quý"):
        return f";BYMONTHDAY={moment.day}"
    return ""
