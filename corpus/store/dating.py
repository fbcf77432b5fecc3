"""Keys of dispatches: the later a dispatch was issued, the smaller its key; a span of days is a span of keys."""

from __future__ import annotations

import re
from datetime import date

_SERIALS = 1 << 40  # dispatches a day, and in all
_LAST_DAY = 1 << 20  # days since the year 1, far beyond any dispatch
MOST = _LAST_DAY * _SERIALS  # keys of undated dispatches begin here
LAST = MOST + _SERIALS  # no key is so great


def key_of(issued_on: str | None, serial: int) -> int:
    """The key of a dispatch issued on this EDTF date (a month counts as its first day); undated ones come last."""
    day = first_day(issued_on)
    return (_LAST_DAY - day.toordinal() if day else _LAST_DAY) * _SERIALS + serial


def until(day: date) -> int:
    """The smallest key of what was issued on this day or before it."""
    return (_LAST_DAY - day.toordinal()) * _SERIALS


def after(day: date) -> int:
    """The first key that is too great for what was issued on this day or later."""
    return (_LAST_DAY - day.toordinal() + 1) * _SERIALS


def first_day(edtf: str | None) -> date | None:
    """The first day that an EDTF date or range may mean; None for none, or for no real date."""
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", edtf or "")
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def full_day(edtf: str | None) -> date | None:
    """The day that an EDTF date names; None where it names a month, a year, a range or nothing."""
    return first_day(edtf) if edtf and re.fullmatch(r"\d{4}-\d{2}-\d{2}", edtf) else None


def year_of(edtf: str | None) -> int | None:
    """The year of an EDTF date, None where it has none."""
    return int(edtf[:4]) if edtf and re.match(r"\d{4}", edtf) else None
