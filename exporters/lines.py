"""The lines that say one thing of a task, worded once for all formats."""

from __future__ import annotations

from exporters.model import Item, When
from exporters.tables import label
from exporters.wording import clock, long_date


def last_day(when: When, lang: str) -> str:
    """«Hạn cuối: 17 giờ 00, 31/05/2024 (thứ Sáu)», «Hạn cuối: 14/5 hằng năm»; «» where no day can be told."""
    if when.last is None:
        return label("last", lang, day=when.last_each) if when.last_each else ""
    day = ", ".join(part for part in (clock(when.time), long_date(when.last)) if part)
    return label("on" if when.on else "last", lang, day=day)


def safe_day(when: When, lang: str) -> str:
    """«Nên xong: 07/06/2024 (thứ Sáu)»; «» where the last day is a working day."""
    return label("safe", lang, day=long_date(when.safe)) if when.safe else ""


def recurrence(when: When) -> str:
    """How a time limit recurs, where its own words («trước ngày 15/5 hàng năm») do not say so; else «»."""
    words = when.words.replace("hàng ", "hằng ")
    return "" if when.recurrence in words or when.last_each else when.recurrence


def details(item: Item, lang: str) -> list[str]:
    """What belongs to a task beside its own words: role, partners, condition, quote."""
    found = [item.note or ""]
    if item.partners:
        found.append(label("with", lang, who="; ".join(item.partners)))
    if item.condition and item.condition.casefold() not in item.what.casefold():
        found.append(label("condition", lang, text=item.condition))
    if item.quote:
        found.append(label("quote", lang, text=item.quote))
    return [line for line in found if line]


def sending(item: Item, lang: str) -> list[str]:
    """To whom a task's result goes, through what, on which form."""
    found = [*item.send_to, *item.channels]
    if item.forms:
        found.append(label("form", lang, forms=", ".join(item.forms)))
    return found


def page_label(page: int | None, lang: str) -> str:
    """«tr. 4», which no line's end parts; «» for None."""
    return label("page", lang, page=page).replace(" ", "\N{NO-BREAK SPACE}") if page else ""


def place(item: Item, lang: str) -> str:
    """«VI.4, tr. 4»: where in the dispatch a task stands."""
    return ", ".join(part for part in (item.section, page_label(item.page, lang)) if part)


def in_brackets(text: str) -> str:
    """` (text)`, or «» where there is none."""
    return f" ({text})" if text else ""
