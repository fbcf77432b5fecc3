"""Time cells of calendar tables in the short forms that only a cell has: «15,16/3/2026», «4-5/2026», «T9», «Hè 2026», «11/202 5»."""

from __future__ import annotations

import re
from datetime import date

from normalize.schedule_times import When, year_of
from schemas.plan import Header

_BOUND = r"(?:(?:trước|đến\s+hết|từ|trong|dự\s+kiến|đầu|giữa|cuối)\s+)?"
_YEAR = r"(?:\s*/\s*(?P<year>20\d{2}))"
_AND = r"\s*(?:[-–,+&]|và|đến)\s*"
# «15,16/3/2026», «15, 16 và 17/3»
_DAYS = re.compile(
    rf"(?:ngày\s+)?(?P<first>\d{{1,2}})(?:\s*(?:,|&|\+|và)\s*\d{{1,2}})*\s*(?:,|&|\+|và)\s*(?P<last>\d{{1,2}})\s*/\s*(?P<month>\d{{1,2}}){_YEAR}?",
    re.IGNORECASE,
)
# «4-5/2026», «3, 4/2021», «T9-T10», «Tháng 11 + 12»; without a year only where a month is named
_MONTHS = re.compile(
    rf"{_BOUND}(?P<mark>(?:tháng|T)\s*)?(?P<first>\d{{1,2}})(?:\s*/\s*(?P<own>20\d{{2}}))?(?:\s*,\s*(?:tháng\s*|T\s*)?\d{{1,2}})*{_AND}(?:tháng\s*|T\s*)?(?P<last>\d{{1,2}}){_YEAR}?",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"{_BOUND}T\s*\.?\s*(?P<month>\d{{1,2}}){_YEAR}?", re.IGNORECASE)
# «Tuần 1, 2 tháng 10/2025»
_WEEKS = re.compile(
    rf"tuần\s+(?:thứ\s+)?\d(?:{_AND}\d)+\s*(?:,\s*)?tháng\s*(?P<month>\d{{1,2}}){_YEAR}?", re.IGNORECASE
)
_SUMMER = re.compile(r"(?:trong\s+)?(?:dịp\s+|kỳ\s+nghỉ\s+|nghỉ\s+)?hè(?:\s+năm)?\s+(?P<year>20\d{2})", re.IGNORECASE)
_BROKEN = re.compile(r"(?:(?:ngày|tháng)\s+)?(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/(?P<year>20\d{2})", re.IGNORECASE)
_BREAK = re.compile(r"(?<=[\d/])\s+(?=[\d/])")  # a narrow column breaks a date anywhere
_SUMMER_MONTHS = (
    "06",
    "08",
)  # between the school years (khung kế hoạch thời gian năm học: from June until the end of August)


def read_cell(text: str, header: Header, near: str | None, *, monthly: bool = False) -> When | None:
    """When a time cell says something is, where it is in one of these forms; `monthly` where its head says «Tháng»."""
    words = " ".join(text.split()).strip(" .:;()")
    joined = _BREAK.sub("", words)
    found = _read(words, header, near, monthly)
    return found if found or joined == words else _read(joined, header, near, monthly) or _broken(joined)


def _read(words: str, header: Header, near: str | None, monthly: bool) -> When | None:
    if match := _DAYS.fullmatch(words):
        return _days(match, header, near)
    if (match := _MONTHS.fullmatch(words)) and (monthly or match["mark"] or match["year"]):
        return _months(match, header, near)
    if match := _MONTH.fullmatch(words) or _WEEKS.fullmatch(words):
        return _one(match, header, near)
    if match := _SUMMER.fullmatch(words):
        first, last = _SUMMER_MONTHS
        return When(f"{match['year']}-{first}", f"{match['year']}-{last}", sure=0.6)
    return None


def _broken(words: str) -> When | None:
    """A whole date whose parts the column broke: «11/202 5»."""
    match = _BROKEN.fullmatch(words)
    if match is None or not 1 <= int(match["month"]) <= 12:
        return None
    return When(_iso(int(match["year"]), int(match["month"]), int(match["day"] or 0)), sure=0.7)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if day else f"{year}-{month:02d}"
    except ValueError:
        return None


def _days(match: re.Match[str], header: Header, near: str | None) -> When | None:
    month, first, last = int(match["month"]), int(match["first"]), int(match["last"])
    if not 1 <= month <= 12 or first >= last:
        return None
    year = int(match["year"]) if match["year"] else year_of(month, None, header, near)
    start, end = (_iso(year, month, first), _iso(year, month, last)) if year else (None, None)
    return When(start, end, sure=0.9 if match["year"] else 0.75) if start and end else None


def _months(match: re.Match[str], header: Header, near: str | None) -> When | None:
    first, last = int(match["first"]), int(match["last"])
    if not (1 <= first <= 12 and 1 <= last <= 12) or first == last:
        return None
    printed = match["own"] or match["year"]
    early = bool(printed and not match["own"] and first > last)  # «11 - 02/2021» begins in 2020
    begin = int(printed) - early if printed else year_of(first, None, header, near)
    if begin is None:
        return None
    end = int(match["year"]) if match["year"] else begin + (last < first)
    return When(_iso(begin, first, 0), _iso(end, last, 0), sure=0.85 if printed else 0.7)


def _one(match: re.Match[str], header: Header, near: str | None) -> When | None:
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    year = int(match["year"]) if match["year"] else year_of(month, None, header, near)
    return When(f"{year}-{month:02d}", sure=0.8) if year else None
