"""The report as a workbook: a summary, a sheet a unit, the reasons, what to mend in the roster."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from congvan.reports import rows
from congvan.reports.cells import line, print_setup, set_widths, sheet_name, table
from exporters.package import repack
from rules_core.report import Report

_MOST_ROWS = 1_000_000  # Excel has 1,048,576 in a sheet
_SUMMARY_WIDTHS = (26, 30, 14, 36, 14, 16, 16, 18, 18, 14, 8)


def write_xlsx(report: Report, unit: str | None = None) -> bytes:
    """Return the report as a workbook; `unit` leaves out the other units' persons. The same report gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    counted, *others = rows.summary(report, unit)
    _summary(book.create_sheet("Tổng hợp"), report, unit, counted)
    for made in others:
        _sheet(book, report, made)
    for name in [unit] if unit else report.units:
        _sheet(book, report, rows.persons(report, name), keep=3)
    _reasons(book, report, unit)
    for made in (rows.conflicts(report), rows.problems(report)):
        _sheet(book, report, made)
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), title=rows.title(report), subject=rows.under(report))


def _head(sheet: Worksheet, report: Report, text: str) -> None:
    line(sheet, 1, text, bold=True, size=14)
    line(sheet, 2, rows.INTERNAL, bold=True)
    line(sheet, 3, rows.under(report), italic=True)


def _sheet(book: Workbook, report: Report, made: rows.Sheet, *, keep: int = 0) -> None:
    if not made.rows:
        return
    sheet = book.create_sheet(sheet_name(book, made.title))
    _head(sheet, report, made.title)
    made = made.trimmed(keep=keep)
    set_widths(sheet, made.widths)
    last = table(sheet, 4, made.columns, made.rows, made.widths)
    sheet.auto_filter.ref = f"A4:{get_column_letter(len(made.columns))}{last - 1}"
    print_setup(sheet, 4)


def _summary(sheet: Worksheet, report: Report, unit: str | None, counted: rows.Sheet) -> None:
    _head(sheet, report, rows.title(report) + (f" - {unit}" if unit else ""))
    line(sheet, 4, rows.BASIS, italic=True)
    at = 5
    for note in rows.notes(report):
        line(sheet, at, note, italic=True)
        at += 1
    line(sheet, at + 1, counted.title, bold=True)
    set_widths(sheet, counted.widths)
    table(sheet, at + 2, counted.columns, counted.rows, counted.widths)
    print_setup(sheet)


def _reasons(book: Workbook, report: Report, unit: str | None) -> None:
    steps: Iterator[tuple[rows.Value, ...]] = (row for row in rows.reasons(report) if unit is None or row[2] == unit)
    while part := list(islice(steps, _MOST_ROWS)):
        sheet = book.create_sheet(sheet_name(book, "Lý do"))
        _head(sheet, report, "LÝ DO CỦA TỪNG KẾT QUẢ")
        set_widths(sheet, rows.REASON_WIDTHS)
        last = table(sheet, 4, rows.REASONS, part, rows.REASON_WIDTHS)
        sheet.auto_filter.ref = f"A4:J{last - 1}"
        print_setup(sheet, 4)
