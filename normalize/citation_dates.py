"""The date in a mention («ngày 12/11/2019», «ngày 08tháng 8 năm 2011», «ngày .../.../2020») as EDTF."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

_OLDEST, _LATEST = 1945, 2100  # offices of the Republic; beyond these a year is a slip of the pen


@dataclass(frozen=True, slots=True)
class MentionDate:
    """A date that a mention prints: EDTF, or None where it is incomplete at the wrong end or no calendar day."""

    start: int
    end: int
    edtf: str | None


@cache
def _pattern() -> re.Pattern[str]:
    year = r"(?P<{0}>(?:19|20)\d\d)(?![\d/])"
    gap, blank = r"\s{0,3}", r"[.…_\s]{1,20}"
    figures = rf"(?P<d>\d{{1,2}}){gap}(?P<s>[/.\-–]){gap}(?P<m>\d{{1,2}}){gap}(?P=s){gap}{year.format('y')}"
    short = r"(?P<ds>\d{1,2})/(?P<ms>\d{1,2})/(?P<ys>\d\d)(?![\d/])"
    words = (
        rf"(?P<dw>\d{{1,2}}){gap}thang{gap}(?P<mw>\d{{1,2}})[\s,]{{0,3}}(?:(?:nam|/|-){gap}){{0,2}}{year.format('yw')}"
    )
    month = rf"(?:{blank})?(?:thang|/){gap}(?P<mm>\d{{1,2}}){gap}(?:nam|/){gap}{year.format('ym')}"
    empty = rf"(?:{blank})?(?:thang|/)(?:{blank})?(?:nam|/)(?:{gap}{year.format('ye')}|{blank})?"
    yearless = rf"\d{{1,2}}{gap}(?:/|thang){gap}\d{{1,2}}(?![\d/])(?!{gap}(?:nam|/))"
    day = rf"(?:{figures}|{short}|{words}|{month}|{empty}|{yearless})"
    made = r"(?:(?:duoc|da|ky|de|co|lap|ra|ban hanh|thong qua|vao)\s+){0,3}"
    named = rf"{made}(?:ngay[:\s]*){{1,2}}{day}"
    bare = rf"(?:{figures.replace('?P<', '?P<b').replace('?P=s', '?P=bs')})"
    return re.compile(rf"[\s,]{{0,4}}(?:(?P<open>[(\[])\s*)?(?:{named}|{bare})(?(open)\s*[)\]])", re.IGNORECASE)


def read_date(plain: str, at: int) -> MentionDate | None:
    """The date that stands at `at` of stripped text, before it at most a comma, a bracket or «ký», «ban hành»."""
    match = _pattern().match(plain, at)
    if match is None:
        return None
    start = at + len(match[0]) - len(match[0].lstrip(" ,\t\n"))
    return MentionDate(start, match.end(), _edtf(match.groupdict()))


def _edtf(found: dict[str, str | None]) -> str | None:
    for d, m, y in (("d", "m", "y"), ("dw", "mw", "yw"), ("ds", "ms", "ys"), ("bd", "bm", "by")):
        if found[d]:
            return _day(int(found[y] or 0), int(found[m] or 0), int(found[d] or 0))
    if found["mm"]:
        month = int(found["mm"])
        return f"{found['ym']}-{month:02}" if 1 <= month <= 12 else None
    return found["ye"]


def _day(year: int, month: int, day: int) -> str | None:
    if year < 100:  # «12/3/09»: this century up to 2050
        year += 2000 if year <= 50 else 1900
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date.isoformat() if _OLDEST <= year <= _LATEST else None
