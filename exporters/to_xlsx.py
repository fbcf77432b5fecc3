"""The checklist as a workbook to sort, filter and follow up: dates are dates, and no cell is taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exporters.checklist import checklist
from exporters.lines import last_day, sending
from exporters.model import Checklist, Item, When
from exporters.package import repack
from exporters.sheets import BOX, Value, fit_height, put, put_head, put_title, set_page
from exporters.tables import label
from schemas.plan import Plan

_Column = tuple[str, float]  # label's key, width in characters

_TASKS: tuple[_Column, ...] = (
    ("n", 5), ("done", 7), ("actor", 17), ("task", 42), ("words", 18), ("last_day", 12), ("safe_day", 12),
    ("in_charge", 14), ("send", 24), ("coordinator", 14), ("section", 7), ("page_number", 7), ("document", 18),
)  # fmt: skip
_CHECK: tuple[_Column, ...] = (
    ("n", 5), ("kind", 10), ("actor", 17), ("content", 42), ("why", 34), ("words", 18), ("last_day", 12), ("section", 7),
    ("page_number", 7), ("document", 18),
)  # fmt: skip
_BASIS: tuple[_Column, ...] = (("n", 5), ("number_symbol", 24), ("citation", 90), ("page_number", 7), ("document", 18))
_EVENTS: tuple[_Column, ...] = (
    ("n", 5), ("start", 13), ("end", 13), ("time", 22), ("content", 46), ("responsible", 22), ("participants", 22),
    ("place", 22), ("page_number", 7), ("document", 18),
)  # fmt: skip
_TITLE_ROWS = 4  # title, dispatches, warning, an empty row; then the head


def export(plans: Sequence[Plan], *, unit: str | None = None, lang: str = "vi") -> bytes:
    """Return one workbook with the rows of all plans; the same plans give the same bytes."""
    lists = [checklist(plan, unit, lang) for plan in plans]
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, columns, rows in (
        ("sheet_tasks", _TASKS, _task_rows(lists, lang)),
        ("sheet_basis", _BASIS, _basis_rows(lists)),
        ("sheet_check", _CHECK, _check_rows(lists, lang)),
        ("sheet_schedule", _EVENTS, _event_rows(lists)),
    ):
        _sheet(book.create_sheet(label(name, lang)), columns, rows, lists, lang)
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), title=label("title", lang), subject="; ".join(made.title for made in lists))


def _task_rows(lists: Sequence[Checklist], lang: str) -> Iterator[tuple[Value, ...]]:
    for made in lists:
        for item in made.sure:
            yield (item.number, BOX, item.actor, _what(item, lang), *_limit(item.whens, lang), None,
                   "\n".join(sending(item, lang)), "\n".join(item.partners), item.section, item.page,
                   made.document)  # fmt: skip


def _what(item: Item, lang: str) -> str:
    quote = [label("quote", lang, text=item.quote)] if item.quote else []
    return "\n".join([item.what, *quote])


def _limit(whens: Sequence[When], lang: str) -> tuple[str, date | None, date | None]:
    """Return the words of all time limits, and the last and the safe day of the first that is firm."""
    first = next((when for when in whens if when.firm and when.last), None)
    words = "\n".join(_words(when, lang) for when in whens)
    return (words, first.last, first.safe) if first else (words, None, None)


def _words(when: When, lang: str) -> str:
    recurring = f"\n{last_day(when, lang)}" if when.recurrence and not when.last else ""
    return when.words + recurring


def _check_rows(lists: Sequence[Checklist], lang: str) -> Iterator[tuple[Value, ...]]:
    for made in lists:
        for item in made.to_check:
            last = next((when.last for when in item.whens if when.last), None)
            words = "\n".join(when.words for when in item.whens)
            why = "\n".join(item.doubts)
            yield (item.number, label("kind_task", lang), item.actor, _what(item, lang), why, words, last, item.section,
                   item.page, made.document)  # fmt: skip
        for note in made.notes:
            kind = label("info_note" if note.severity == "info" else note.severity, lang)
            yield (None, kind, None, note.message, None, None, None, None, note.page, made.document)


def _basis_rows(lists: Sequence[Checklist]) -> Iterator[tuple[Value, ...]]:
    for made in lists:
        for number, line in enumerate(made.basis, start=1):
            yield (number, line.number_symbol, line.text, line.page, made.document)


def _event_rows(lists: Sequence[Checklist]) -> Iterator[tuple[Value, ...]]:
    for made in lists:
        for number, event in enumerate(made.events, start=1):
            yield (number, event.start, event.end, event.when, event.content, event.responsible, event.participants,
                   event.place, event.page, made.document)  # fmt: skip


def _sheet(
    sheet: Worksheet,
    columns: Sequence[_Column],
    rows: Iterator[tuple[Value, ...]],
    lists: Sequence[Checklist],
    lang: str,
) -> None:
    if len(lists) == 1:
        columns = columns[:-1]  # the title names the one dispatch
    _title(sheet, lists, lang)
    head = _TITLE_ROWS + 1
    for at, (key, width) in enumerate(columns, start=1):
        put_head(sheet, head, at, label(key, lang))
        sheet.column_dimensions[get_column_letter(at)].width = width
    last = head
    for last, row in enumerate(rows, start=head + 1):
        values = [(value, width) for value, (_, width) in zip(row, columns, strict=False)]
        for at, (value, _) in enumerate(values, start=1):
            put(sheet, last, at, value)
        fit_height(sheet, last, values)
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{max(last, head)}"
    set_page(sheet, head)


def _title(sheet: Worksheet, lists: Sequence[Checklist], lang: str) -> None:
    unit = lists[0].unit if lists else None
    marks = sorted({made.urgency for made in lists if made.urgency})
    title = " - ".join([*marks, label("title", lang), *([label("for_unit", lang, unit=unit)] if unit else [])])
    put_title(sheet, 1, title, size=14, bold=True)
    put_title(sheet, 2, label("under", lang, document="; ".join(made.title for made in lists)), italic=True)
    masked = f" {label('masked', lang)}" if any(made.masked for made in lists) else ""
    put_title(sheet, 3, label("machine", lang) + masked, italic=True)
