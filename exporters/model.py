"""The checklist as data: what every format prints, in the order in which it prints it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.facts import Deadline, ScheduleItem, Task


@dataclass(frozen=True, slots=True)
class When:
    """A time limit: the dispatch's words, and the days that follow from them.

    `last` is the last day still in time; `safe` the working day to aim for where that day is none; `on` tells that the
    day itself is named («vào ngày …»), not a limit. A time limit with `doubts` must be looked at.
    """

    words: str
    last: date | None = None
    on: bool = False
    time: str | None = None
    safe: date | None = None
    recurrence: str = ""  # in words: «ngày 15/5 hằng năm»
    last_each: str = ""  # the last day of each recurrence, in words: «14/5 hằng năm»
    doubts: tuple[str, ...] = ()
    fact: Deadline | None = None  # what it was made from

    @property
    def firm(self) -> bool:
        """Whether staff can go by it without looking."""
        return not self.doubts

    @property
    def order(self) -> tuple[int, int, str]:
        """Sort key: by day and hour, then what recurs, then what has no day."""
        if self.last:
            return (0, self.last.toordinal(), self.time or "24:00")
        return (1 if self.recurrence else 2, 0, "")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist. `quote` is None where `what` is the quote; `page` is None where there are no pages."""

    number: int
    what: str
    actor: str | None = None
    note: str | None = None  # the actor's role beside the unit that the checklist is for
    partners: tuple[str, ...] = ()
    send_to: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    condition: str | None = None
    whens: tuple[When, ...] = ()
    quote: str | None = None
    section: str = ""
    page: int | None = None
    doubts: tuple[str, ...] = ()
    fact: Task | None = None  # what it was made from; None for a time limit that belongs to no task


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one unit: those with a time limit by date, then those without in the document's order."""

    title: str
    dated: tuple[Item, ...]
    undated: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that the dispatch rests on or carries out, named in full."""

    text: str
    number_symbol: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the dispatch's calendar, or a step of its procedure."""

    when: str
    start: date | None
    end: date | None
    content: str
    responsible: str
    participants: str
    place: str
    page: int | None
    fact: ScheduleItem


@dataclass(frozen=True, slots=True)
class Note:
    """A finding: `severity` is error, warning or info."""

    severity: str
    message: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that is printed for one dispatch; `facts` are pairs of a label's key and a value.

    `slots`: by a fact's key, the picture (PNG) of the place where it stands on the page, to be compared.
    """

    document: str
    title: str
    urgency: str  # độ khẩn: printed first on every copy
    unit: str | None
    facts: tuple[tuple[str, str], ...]
    basis: tuple[Basis, ...]
    groups: tuple[Group, ...]
    to_check: tuple[Item, ...]
    events: tuple[Event, ...]
    notes: tuple[Note, ...]
    slots: tuple[tuple[str, bytes], ...] = ()
    masked: bool = False  # personal data are masked in it

    def slot(self, key: str) -> bytes | None:
        """The picture to show beside the fact `key`."""
        return dict(self.slots).get(key)

    @property
    def sure(self) -> tuple[Item, ...]:
        """All items that staff can go by, group by group."""
        return tuple(item for group in self.groups for item in (*group.dated, *group.undated))

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of their numbers, those to be checked last."""
        return (*self.sure, *self.to_check)
