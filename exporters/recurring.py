"""Recurring time limits as RRULEs (RFC 5545) of their last days: «trước ngày 15/5 hằng năm» ends each year on 14/5."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.facts import Bound, Deadline

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_QUALIFIED = {"start": 1, "middle": 15, "end": -1}  # Bộ luật Dân sự 2015, Điều 146 khoản 2
_HORIZON = 366 * 9  # days; 29/02 comes within them
Parts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Recurring:
    """Days that recur: the first of them, and the rule by which the others follow."""

    first: date
    parts: tuple[tuple[str, str], ...]

    def before(self) -> Recurring | None:
        """Return the days before these, None where no one rule says them."""
        parts = _shifted(dict(self.parts))
        return None if parts is None else Recurring(self.first - timedelta(days=1), tuple(parts.items()))


def last_days(deadline: Deadline, since: date | None) -> Recurring | None:
    """Return the last days in time of a recurring time limit, from the first on or after `since`.

    None where the words name no day (each quarter, every two years) or no day from which to count: nothing is guessed.
    """
    parts = _day_parts(deadline)
    if parts is None or since is None:
        return None
    if deadline.bound == Bound.BEFORE and deadline.time is None:
        parts = _shifted(parts)
    first = _first(parts, since) if parts else None
    return Recurring(first, tuple(parts.items())) if parts and first else None


def _day_parts(deadline: Deadline) -> Parts | None:
    """Return the parts of the rule where it says a day of each period, else None."""
    parts = dict(part.split("=", 1) for part in (deadline.recurrence or "").split(";") if "=" in part)
    if deadline.bound in (Bound.FROM, Bound.AFTER) or parts.keys() - {"FREQ", "BYMONTH", "BYMONTHDAY", "BYDAY"}:
        return None
    of_month = "BYMONTHDAY" in parts and "BYDAY" not in parts
    match parts.get("FREQ"):
        case "DAILY":
            return parts if parts.keys() == {"FREQ"} else None
        case "WEEKLY":
            return parts if parts.keys() == {"FREQ", "BYDAY"} and set(parts["BYDAY"].split(",")) <= {*_DAYS} else None
        case "MONTHLY":
            return parts if of_month and "BYMONTH" not in parts else None
        case "YEARLY" if "BYMONTH" in parts and "BYDAY" not in parts:
            return parts if of_month else _whole_month(parts, deadline)
    return None


def _whole_month(parts: Parts, deadline: Deadline) -> Parts:
    """Return the day that stands for a month: by the law's reading of «đầu, giữa, cuối», else its last; before it, none of it."""
    if deadline.qualifier:
        return parts | {"BYMONTHDAY": str(_QUALIFIED[deadline.qualifier])}
    months = parts["BYMONTH"].split(",")
    if deadline.bound == Bound.BEFORE:
        return parts | {"BYMONTHDAY": "1"}
    return parts | {"BYMONTH": months[-1] if len(months) > 1 else months[0], "BYMONTHDAY": "-1"}


def _shifted(parts: Parts) -> Parts | None:
    """Return the rule of the days before those of a rule."""
    if "BYDAY" in parts:
        days = [_DAYS[(_DAYS.index(day) - 1) % 7] for day in parts["BYDAY"].split(",")]
        return parts | {"BYDAY": ",".join(days)}
    if "BYMONTHDAY" not in parts:
        return parts
    days_of_month = [int(day) for day in parts["BYMONTHDAY"].split(",")]
    if all(day > 1 or -28 < day < 0 for day in days_of_month):
        return parts | {"BYMONTHDAY": ",".join(str(day - 1) for day in days_of_month)}
    if days_of_month != [1]:
        return None
    shifted = parts | {"BYMONTHDAY": "-1"}
    if "BYMONTH" in parts:
        shifted["BYMONTH"] = ",".join(str((int(month) - 2) % 12 + 1) for month in parts["BYMONTH"].split(","))
    return shifted


def _first(parts: Parts, since: date) -> date | None:
    """Return the first day on or after `since` that the rule names."""
    days = (since + timedelta(days=ahead) for ahead in range(_HORIZON))
    return next((day for day in days if _names(parts, day)), None)


def _names(parts: Parts, day: date) -> bool:
    left = monthrange(day.year, day.month)[1] - day.day  # days of the month after it
    values: dict[str, set[object]] = {
        "BYMONTH": {day.month},
        "BYMONTHDAY": {day.day, -1 - left},
        "BYDAY": {_DAYS[day.weekday()]},
    }
    return all(
        {str(value) for value in found} & set(parts[key].split(",")) for key, found in values.items() if key in parts
    )
