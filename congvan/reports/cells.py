"""Sheets of a workbook: text always as text (no formula can be smuggled in), dates as dates, heads that stay, ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exporters.package import plain

FONT = "Times New Roman"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")  # what spreadsheets and DDE take for one
_MOST = 32_767  # characters that Excel keeps in a cell
_LINE_HEIGHT, _MAX_HEIGHT = 15.75, 409  # points; 409 is the most that Excel allows
_LINE = Side(style="thin", color="999999")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NORMAL, _BOLD = Font(name=FONT, size=12), Font(name=FONT, size=12, bold=True)
_TOP, _MIDDLE = (
    Alignment(vertical="top", wrap_text=True),
    Alignment(vertical="top", horizontal="center", wrap_text=True),
)
_HEAD = Alignment(horizontal="center", vertical="center", wrap_text=True)
_GREY = PatternFill("solid", start_color="E7E6E6")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def sheet_name(book: Workbook, wanted: str) -> str:
    """Return a name of a sheet that Excel takes: 31 characters at most, none that it forbids, not yet in the book."""
    base = _NOT_IN_NAMES.sub(" ", wanted).strip().strip("'")[:31].strip() or "Trang"
    taken = {name.casefold() for name in book.sheetnames}
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        tail = f" ({number})"
        name = base[: 31 - len(tail)].strip() + tail
    return name


def put(sheet: Worksheet, row: int, column: int, value: str | int | date | None) -> None:
    """Write a value into a cell of a table."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.font, cell.border = _NORMAL, BOX
    cell.alignment = _TOP if isinstance(value, str) else _MIDDLE
    if isinstance(value, str):
        as_text(cell, value)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    elif value is not None:
        cell.value = value


def as_text(cell: Cell, value: str) -> None:
    """Write text as text, also `=1+1`."""
    text = plain(value)[:_MOST]
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.lstrip(" \u00a0").startswith(_FORMULA)


def line(sheet: Worksheet, row: int, text: str, *, bold: bool = False, italic: bool = False, size: int = 12) -> None:
    """Write a line of text that runs over the columns."""
    cell = sheet.cell(row, 1)
    assert isinstance(cell, Cell)
    as_text(cell, text)
    cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(wrap_text=False, vertical="center")


def table(
    sheet: Worksheet,
    row: int,
    columns: Sequence[str],
    rows: Iterable[Sequence[str | int | date | None]],
    widths: Sequence[float],
) -> int:
    """Write a table whose head is at `row`; return the first row below it."""
    for at, name in enumerate(columns, start=1):
        put(sheet, row, at, name)
        cell = sheet.cell(row, at)
        cell.font, cell.fill, cell.alignment = _BOLD, _GREY, _HEAD
    sheet.row_dimensions[row].height = _height(columns, widths)
    for values in rows:
        row += 1
        for at, value in enumerate(values, start=1):
            put(sheet, row, at, value)
        sheet.row_dimensions[row].height = _height(values, widths)
    return row + 1


def _height(values: Sequence[str | int | date | None], widths: Sequence[float]) -> float:
    """Estimate the height of a row; spreadsheets do not all fit rows to wrapped text."""
    lines = max(
        (
            sum(-(-len(part) // max(int(width), 1)) or 1 for part in value.split("\n"))
            for value, width in zip(values, widths, strict=False)
            if isinstance(value, str)
        ),
        default=1,
    )
    return min(lines * _LINE_HEIGHT + 2, _MAX_HEIGHT)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the columns' widths, in characters."""
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def print_setup(sheet: Worksheet, head: int | None = None) -> None:
    """Set the page: landscape A4, the width of one page, the head on each, margins of Nghị định 30/2020/NĐ-CP, Phụ lục I."""
    if head:
        sheet.freeze_panes = f"A{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 30 / 25.4, 15 / 25.4, 20 / 25.4, 20 / 25.4
    if sheet.oddFooter is not None and sheet.oddFooter.center is not None:
        sheet.oddFooter.center.text = "&P/&N"
