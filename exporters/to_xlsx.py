"""The checklist as a workbook to sort, filter and follow up: dates are dates, and no cell is taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exporters.checklist import checklist
from exporters.lines import last_day, sending
from exporters.model import Checklist, Item, When
from exporters.package import plain, repack
from exporters.tables import label
from schemas.plan import Plan

Value = str | int | date | None
_Column = tuple[str, float]  # label's key, width in characters

_TASKS: tuple[_Column, ...] = (
    ("n", 5), ("done", 7), ("actor", 17), ("task", 42), ("words", 18), ("last_day", 12), ("safe_day", 12), ("send", 24),
    ("coordinator", 14), ("section", 7), ("page_number", 7), ("document", 18),
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
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")  # what spreadsheets and DDE take for one
_MAX_CELL = 32_767  # characters that Excel keeps in a cell
_LINE_HEIGHT, _MAX_HEIGHT = 15.75, 409  # points; 409 is the most that Excel allows
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="999999")
_BOX = "☐"


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
            yield (item.number, _BOX, item.actor, _what(item, lang), *_limit(item.whens, lang),
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
        cell = _put(sheet, head, at, label(key, lang))
        cell.font = Font(name=_FONT, size=12, bold=True)
        cell.fill = PatternFill("solid", start_color="E7E6E6")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
    last = head
    for last, row in enumerate(rows, start=head + 1):
        lines = 1
        for at, (value, (_, width)) in enumerate(zip(row, columns, strict=False), start=1):
            _put(sheet, last, at, value)
            lines = max(lines, _line_count(value, width))
        sheet.row_dimensions[last].height = min(lines * _LINE_HEIGHT + 2, _MAX_HEIGHT)
    _print_setup(sheet, len(columns), head, last)


def _line_count(value: Value, width: float) -> int:
    """Estimate how many lines a text takes in a column; spreadsheets do not all fit rows to wrapped text."""
    return (
        sum(-(-len(line) // max(int(width * 1.05), 1)) or 1 for line in value.split("\n"))
        if isinstance(value, str)
        else 1
    )


def _title(sheet: Worksheet, lists: Sequence[Checklist], lang: str) -> None:
    unit = lists[0].unit if lists else None
    marks = sorted({made.urgency for made in lists if made.urgency})
    title = " - ".join([*marks, label("title", lang), *([label("for_unit", lang, unit=unit)] if unit else [])])
    under = label("under", lang, document="; ".join(made.title for made in lists))
    for row, (text, font) in enumerate(
        (
            (title, Font(name=_FONT, size=14, bold=True)),
            (under, Font(name=_FONT, size=12, italic=True)),
            (label("machine", lang), Font(name=_FONT, size=12, italic=True)),
        ),
        start=1,
    ):
        cell = _put(sheet, row, 1, text)
        cell.font, cell.border = font, Border()
        cell.alignment = Alignment(wrap_text=False)


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell | MergedCell:
    """Write a value: text always as text (also `=1+1`), dates as dates, None as an empty cell."""
    cell = sheet.cell(row, column)
    cell.font = Font(name=_FONT, size=12)
    cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    middle = "top" if isinstance(value, str) and value != _BOX else "center"
    cell.alignment = Alignment(vertical="top", horizontal=None if middle == "top" else "center", wrap_text=True)
    if isinstance(value, str):
        text = plain(value)[:_MAX_CELL]
        cell.value = text
        cell.data_type = "s"  # openpyxl takes «=…» for a formula
        cell.number_format = "@"
        cell.quotePrefix = text.lstrip(" \u00a0").startswith(_FORMULA)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    elif value is not None:
        cell.value = value
    return cell


def _print_setup(sheet: Worksheet, columns: int, head: int, last: int) -> None:
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(columns)}{max(last, head)}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins  # inches; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, I.3
    margins.left, margins.right, margins.top, margins.bottom = 30 / 25.4, 15 / 25.4, 20 / 25.4, 20 / 25.4
    if sheet.oddFooter is not None and sheet.oddFooter.center is not None:
        sheet.oddFooter.center.text = "&P/&N"
