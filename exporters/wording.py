"""Dates, times and recurrences as Vietnamese offices write them; nothing here guesses a part that is missing."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DAY_CODES = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), _WEEKDAYS, strict=True))
_EVERY = {"DAILY": ("hằng ngày", "ngày"), "WEEKLY": ("hằng tuần", "tuần"), "MONTHLY": ("hằng tháng", "tháng"),
          "YEARLY": ("hằng năm", "năm")}  # fmt: skip
_QUARTER = 3


def day_of(edtf: str | None) -> date | None:
    """Return the calendar day that an EDTF string names, None if it names no single day."""
    if edtf and re.fullmatch(r"\d{4}-\d{2}-\d{2}", edtf):
        return date.fromisoformat(edtf)
    return None


def short_date(day: date) -> str:
    """`09/06/2024`."""
    return f"{day:%d/%m}/{day.year:04d}"


def long_date(day: date) -> str:
    """`09/06/2024 (Chủ nhật)`."""
    return f"{short_date(day)} ({_WEEKDAYS[day.weekday()]})"


def edtf_words(edtf: str | None) -> str:
    """Return an EDTF date or range in words: `07/2023`, `năm 2023`, `từ 27/08/2017 đến 07/09/2017`; «» for None."""
    if not edtf:
        return ""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(start)
    if end in ("", ".."):
        return f"từ {_point(start)}"
    return f"từ {_point(start)} đến {_point(end)}" if start not in ("", "..") else f"đến {_point(end)}"


def _point(edtf: str) -> str:
    parts = edtf.split("-")
    return f"năm {edtf}" if len(parts) == 1 else "/".join(reversed(parts))


def clock(time: str | None) -> str:
    """`17:00` as «17 giờ 00»; «» for None."""
    return "{} giờ {}".format(*time.split(":")) if time else ""


def recurrence_words(rule: str | None) -> str:
    """Return an RRULE (RFC 5545) in words: `FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15` is «ngày 15/5 hằng năm».

    «» for None; a rule with parts that have no words here is quoted, so that nothing of it is lost.
    """
    if not rule:
        return ""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    every, unit = _EVERY.get(parts.pop("FREQ", ""), ("", ""))
    interval = int(parts.pop("INTERVAL", "1"))
    if unit == "tháng" and interval == _QUARTER:
        every = "hằng quý"
    elif interval > 1:
        every = f"{interval} {unit} một lần"
    when = _when(parts)
    if not every or when is None:
        return f"lặp lại ({rule})"
    return f"{when} {every}".strip()


def last_of_each(rule: str | None, *, before: bool) -> str:
    """Return the last day in time of each recurrence, in words: before 15/5 every year is «14/5 hằng năm».

    «» where the rule names no one day of a month.
    """
    parts = dict(part.split("=", 1) for part in (rule or "").split(";") if "=" in part)
    if parts.keys() - {"FREQ", "BYMONTH", "BYMONTHDAY"} or not parts.get("BYMONTHDAY", "").isdigit():
        return ""
    day, month = int(parts["BYMONTHDAY"]), parts.get("BYMONTH", "")
    if parts.get("FREQ") == "YEARLY" and month.isdigit():
        if (day, month, before) == (1, "3", True):
            return "ngày cuối tháng 2 hằng năm"  # 28 or 29
        last = date(2001, int(month), day) - timedelta(days=int(before))
        return f"{last.day:02d}/{last.month} hằng năm"
    if parts.get("FREQ") == "MONTHLY" and not month and day > int(before):
        return f"ngày {day - int(before):02d} hằng tháng"
    return ""


def _when(parts: dict[str, str]) -> str | None:
    months = parts.pop("BYMONTH", "")
    days = parts.pop("BYMONTHDAY", "")
    weekdays = parts.pop("BYDAY", "")
    if parts or (weekdays and (days or months)):
        return None
    if weekdays:
        names = [_DAY_CODES.get(code) for code in weekdays.split(",")]
        return None if None in names else ", ".join(name for name in names if name)
    named = [_month_day(day, month) for month in months.split(",") for day in days.split(",")]
    return ", ".join(name for name in named if name)


def _month_day(day: str, month: str) -> str:
    if day == "-1":
        return f"ngày cuối tháng {month}" if month else "ngày cuối tháng"
    if day:
        return f"ngày {int(day):02d}/{month}" if month else f"ngày {int(day):02d}"
    return f"tháng {month}" if month else ""


def one_line(text: str) -> str:
    """`text` with every run of white space as one space."""
    return " ".join(text.split())


def shorten(text: str, most: int) -> str:
    """Return the beginning of a text, up to a word's end, with «…»; the text itself where it has `most` characters."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
