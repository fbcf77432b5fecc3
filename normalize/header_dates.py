"""Place and date of a dispatch, its number with what is stamped over blanks, and its school year."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from normalize.header_names import restore_place
from normalize.marks import DateMark, NumberMark
from normalize.rows import UPPER, Row
from normalize.stamps import overlays
from normalize.symbols import NumberSymbol, parse_number_symbol
from schemas.document import Annotation

_YEARS = range(1945, 2101)
_OPENING = 1500  # characters of the main text that tell what it is about


@dataclass(frozen=True, slots=True)
class Stamped:
    """A number or date mark after stamps were laid over its blanks, and whether any was needed."""

    number: NumberSymbol | None = None
    date: DateMark | None = None
    stamped: bool = False


def edtf(day: str, month: str, year: str) -> str | None:
    """The EDTF date of printed figures: a month where no day is given, a year where no month is; None if impossible."""
    if not year.isdigit() or int(year) not in _YEARS:
        return None
    if not month:
        return year
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return None
    if not day:
        return f"{year}-{int(month):02}"
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def fill_number(mark: NumberMark, row: Row, annotations: Sequence[Annotation]) -> Stamped:
    """The number, with a stamped one where it is blank: the leftmost stamp on the line that lies left of the date."""
    if mark.value.number:
        return Stamped(number=mark.value)
    share = mark.end / max(len(row.text), 1)
    for over in overlays(row, annotations):
        if over.at <= share + 0.1:
            value = parse_number_symbol(f"{over.numbers[0]}/{_tail(mark.value)}")
            if value:
                return Stamped(number=value, stamped=True)
    return Stamped(number=mark.value)


def _tail(value: NumberSymbol) -> str:
    return f"{value.year}/{value.symbol}" if value.year and str(value.year) not in value.symbol else value.symbol


def fill_date(mark: DateMark, row: Row, annotations: Sequence[Annotation]) -> Stamped:
    """The date, with stamped day and month where they are blank, in the order in which they lie on the line."""
    blanks = [name for name in ("day", "month") if not getattr(mark, name)]
    if not blanks:
        return Stamped(date=mark)
    share = mark.place_start / max(len(row.text), 1)
    found = [n for over in overlays(row, annotations) if over.at >= share - 0.05 for n in over.numbers]
    if len(found) < len(blanks) and not (found and blanks[0] == "day"):
        return Stamped(date=mark)
    figures = dict(zip(blanks, found, strict=False))
    filled = replace(mark, day=figures.get("day", mark.day), month=figures.get("month", mark.month))
    return Stamped(date=filled, stamped=True) if edtf(filled.day, filled.month, filled.year) else Stamped(date=mark)


_NEXT = 3  # lines in which the rest of a day may stand that a narrow column has cut


@cache
def _cut_day() -> tuple[re.Pattern[str], re.Pattern[str]]:
    place = rf"(?:^|\t|\s{{2}})\s*(?P<place>[{UPPER}][\w.’'-]*(?:\s[\w.’'-]+){{0,6}}?)"
    head = re.compile(rf"{place}\s?,\s*ngày\s+(?P<day>\d{{1,2}})(?:\s+tháng\s+(?P<month>\d{{1,2}}))?(?:\s+năm)?\s*$")
    rest = re.compile(r"(?:^|\s)(?:tháng\s+(?P<month>\d{1,2})\s+)?(?:năm\s+)?(?P<year>(?:19|20)\d\d)\s*$")
    return head, rest


def cut_date(rows: Sequence[Row]) -> tuple[DateMark, Row, Row] | None:
    """A place and day that go on below («Thành phố Hồ Chí Minh, ngày 05» / «tháng 9 năm 2025»), and their two lines."""
    head, rest = _cut_day()
    for index, row in enumerate(rows):
        found = head.search(row.text)
        if found is None:
            continue
        for below in rows[index + 1 : index + 1 + _NEXT]:
            after = rest.search(below.text)
            if after and bool(after["month"]) != bool(found["month"]):
                month = found["month"] or after["month"]
                at = found.start("place")
                mark = DateMark(at, found.end(), found["place"], at, found["day"], month, after["year"])
                return mark, row, below
    return None


def place_name(place: str, *, lost: bool = False) -> str | None:
    """The place as printed; None for dots. `lost`: the text lost its marks, and the registry may put them back."""
    place = " ".join(place.split()).strip(" ,.…-")
    if not any(c.isalpha() for c in place):
        return None
    return (restore_place(place) if lost else None) or place


@cache
def _school_year() -> re.Pattern[str]:
    return re.compile(r"nam hoc\s*:?\s*((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)\d\d)")


def school_year(subject: str, body: str) -> str | None:
    """The school year a dispatch is about («2023/2024»): the subject's, else the one its text names most, else None.

    Both arguments are keys (lower case, no marks). Two years named equally often leave it open, and so does one that is
    named once, deep in the text, in passing.
    """
    for text in (subject, body):
        found = [m for m in _school_year().finditer(text) if int(m[2]) == int(m[1]) + 1]
        best = Counter(f"{m[1]}/{m[2]}" for m in found).most_common(2)
        if not best or (len(best) == 2 and best[0][1] == best[1][1]):
            continue
        first = next(m for m in found if f"{m[1]}/{m[2]}" == best[0][0])
        if best[0][1] > 1 or first.start() < _OPENING or text[: first.start()].endswith(("tu ", "trong ")):
            return best[0][0]
    return None
