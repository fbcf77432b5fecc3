"""Cells of workbooks: text is text whatever it begins with, dates are dates, numbers are numbers."""

from __future__ import annotations

from datetime import date

from openpyxl.cell import Cell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exporters.package import plain

Value = str | int | date | None
FONT = "Times New Roman"
BOX = "☐"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")  # what spreadsheets and DDE take for one
_MAX_CELL = 32_767  # characters that Excel keeps in a cell
_LINE_HEIGHT, _MAX_HEIGHT = 15.75, 409  # points; 409 is the most that Excel allows
_SMALL, _CAPITAL, _WIDE = 0.88, 1.3, "@%—…m"  # widths of Times New Roman's letters beside its figures
_LINE = Side(style="thin", color="999999")


def put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell | MergedCell:
    """Write a value: text always as text (also `=1+1`), dates as dates, None and «» as an empty cell."""
    cell = sheet.cell(row, column)
    cell.font = Font(name=FONT, size=12)
    cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    middle = "top" if isinstance(value, str) and value != BOX else "center"
    cell.alignment = Alignment(vertical="top", horizontal=None if middle == "top" else "center", wrap_text=True)
    if value == "":
        return cell
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


def put_head(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write the head of a column."""
    cell = put(sheet, row, column, text)
    cell.font = Font(name=FONT, size=12, bold=True)
    cell.fill = PatternFill("solid", start_color="E7E6E6")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def put_title(
    sheet: Worksheet, row: int, text: str, *, size: float = 12, bold: bool = False, italic: bool = False
) -> None:
    """Write a line above the table, in one cell that runs over its neighbours."""
    cell = put(sheet, row, 1, text)
    cell.font, cell.border = Font(name=FONT, size=size, bold=bold, italic=italic), Border()
    cell.alignment = Alignment(wrap_text=False)


def fit_height(sheet: Worksheet, row: int, values: list[tuple[Value, float]]) -> None:
    """Make a row as high as its longest text in a column of that width; spreadsheets do not all do so themselves."""
    lines = max((line_count(value, width) for value, width in values), default=1)
    sheet.row_dimensions[row].height = min(lines * _LINE_HEIGHT + 2, _MAX_HEIGHT)


def line_count(value: Value, width: float) -> int:
    """Estimate how many lines a text takes in a column `width` characters wide (a character is the figure 0 here)."""
    return sum(_wrapped(line, width) for line in value.split("\n")) if isinstance(value, str) else 1


def _wrapped(line: str, width: float) -> int:
    lines, used = 1, 0.0
    for word in line.split(" "):
        size = sum(_CAPITAL if letter.isupper() or letter in _WIDE else _SMALL for letter in word)
        if used and used + _SMALL + size > width:
            lines, used = lines + 1, 0.0
        used += size + (_SMALL if used else 0)
        lines, used = lines + int(used // width), used % width
    return lines


def set_page(sheet: Worksheet, head: int) -> None:
    """Print on A4 lying, as wide as the page, the head row on each page, with the decree's margins and page numbers."""
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins  # inches; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, I.3
    margins.left, margins.right, margins.top, margins.bottom = 30 / 25.4, 15 / 25.4, 20 / 25.4, 20 / 25.4
    if sheet.oddFooter is not None and sheet.oddFooter.center is not None:
        sheet.oddFooter.center.text = "&P/&N"
