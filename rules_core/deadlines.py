"""Deadlines of a plan for a unit or a person: whom they concern, and how they stand on a day."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from rules_core.book import Book
from rules_core.outcomes import Due
from rules_core.roster import Done, Person
from rules_core.units import addresses, levels_of, persons_addressed
from rules_core.words import fold
from schemas.facts import Bound, Deadline

MET, LATE, DUE, OVERDUE, UNKNOWN = (
    "đã hoàn thành",
    "hoàn thành muộn",
    "còn hạn",
    "quá hạn, chưa ghi nhận hoàn thành",
    "chưa rõ ngày",
)
_RESULTS = ("ket qua", "hoan thanh", "thu hoach", "kiem tra", "danh gia", "xep loai", "ho so")


def last_day(deadline: Deadline, as_of: date) -> date | None:
    """Return the last day in time; of a yearly deadline the next one from `as_of` on. None where no day can be told."""
    if deadline.due:
        return date.fromisoformat(deadline.due)
    parts = dict(part.split("=", 1) for part in (deadline.recurrence or "").split(";") if "=" in part)
    if parts.get("FREQ") != "YEARLY" or not parts.get("BYMONTH", "").isdigit():
        return None
    if not parts.get("BYMONTHDAY", "").isdigit() and deadline.qualifier != "end":
        return None
    return next(d for year in (as_of.year, as_of.year + 1) if (d := _in_year(deadline, parts, year)) >= as_of)


def _in_year(deadline: Deadline, parts: dict[str, str], year: int) -> date:
    month = int(parts["BYMONTH"])
    most = calendar.monthrange(year, month)[1]
    day = date(year, month, min(int(parts.get("BYMONTHDAY", most)), most))
    return day - timedelta(days=1) if deadline.bound == Bound.BEFORE else day


def dues(book: Book, as_of: date, unit: str | None, done: Iterable[Done]) -> list[Due]:
    """Return the deadlines that concern a unit (None: all of the plan's that turn to units), the earliest first."""
    found = []
    for deadline in book.deadlines:
        actor = deadline.actor or ""
        if persons_addressed(actor) or (unit and actor and addresses(actor, unit) is False):
            continue
        met = [d for d in done if d.deadline == deadline.id and _told_of(d, book, unit)]
        found.append(_due(book, deadline, as_of, own=False, met=met[0] if met else None))
    return sorted(found, key=lambda due: (due.due or date.max, due.id))


def _told_of(done: Done, book: Book, unit: str | None) -> bool:
    """Whether what is told as done is told of this plan and unit."""
    if done.plan is not None and fold(done.plan) != fold(book.label):
        return False
    return done.unit is None or (unit is not None and fold(done.unit) == fold(unit))


def dues_of_persons(book: Book, as_of: date) -> list[Due]:
    """Return the deadlines that turn to persons, the earliest first."""
    found = [_due(book, d, as_of, own=True) for d in book.deadlines if persons_addressed(d.actor or "")]
    return sorted(found, key=lambda due: (due.due or date.max, due.id))


def dues_of(book: Book, as_of: date, person: Person) -> list[Due]:
    """Return the deadlines that bear on a person's results: those that turn to the person, else the unit's about results."""
    own, units = [], []
    for deadline in book.deadlines:
        actor = deadline.actor or ""
        audiences = persons_addressed(actor)
        if audiences:
            levels = levels_of(actor)
            fits = not person.role or person.role in audiences or "HV" in audiences
            if fits and (not levels or not person.levels or set(levels) & set(person.levels)):
                own.append(_due(book, deadline, as_of, own=True))
        elif _about_results(book, deadline) and _unit_of(person, actor):
            units.append(_due(book, deadline, as_of, own=False))
    return sorted(own or units, key=lambda due: (due.due or date.max, due.id))


def _unit_of(person: Person, actor: str) -> bool:
    """Whether an order to `actor` binds the unit of a person: as a school of the person's levels where no unit is given."""
    if not actor:
        return False
    levels = levels_of(actor)
    if levels and person.levels and not set(levels) & set(person.levels):
        return False
    return addresses(actor, person.unit or f"Trường {'&'.join(person.levels)}") is True


def _about_results(book: Book, deadline: Deadline) -> bool:
    task = book.task(deadline)
    words = fold(" ".join([task.action if task else "", *(e.text for e in deadline.evidence)]))
    return any(word in words for word in _RESULTS)


def _due(book: Book, deadline: Deadline, as_of: date, *, own: bool, met: Done | None = None) -> Due:
    day = last_day(deadline, as_of)
    task = book.task(deadline)
    evidence = deadline.evidence[0]
    status = UNKNOWN if day is None else OVERDUE if day < as_of else DUE
    if met:
        status = LATE if met.on and day and met.on > day else MET
    quote = " ".join((task.action if task else evidence.text).split())
    return Due(deadline.id, book.label, deadline.text, day, own, status, quote, evidence.page, deadline.actor or "")
