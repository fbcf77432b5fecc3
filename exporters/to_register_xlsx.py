"""Sổ đăng ký văn bản đến and sổ theo dõi giải quyết văn bản đến as workbooks, to be gone on with by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from exporters.package import repack
from exporters.registers import Register, arrivals, follow_up
from exporters.sheets import fit_height, put, put_head, put_title, set_page
from schemas.plan import Plan

_HEAD = 4  # office, title and year, an empty row; then the head
_MM = 1 / 2.0  # characters of Times New Roman 12 in a millimetre of a column


def export_arrivals(plans: Sequence[Plan], *, unit: str | None = None) -> bytes:
    """Return sổ đăng ký văn bản đến of all `plans`, kept by `unit`."""
    return _book(arrivals(plans, unit), "Văn bản đến")


def export_follow_up(plans: Sequence[Plan], *, unit: str | None = None) -> bytes:
    """Return sổ theo dõi giải quyết văn bản đến of all `plans`, with the time limits of `unit`."""
    return _book(follow_up(plans, unit), "Theo dõi giải quyết")


def _book(register: Register, name: str) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    put_title(sheet, 1, register.office or "TÊN CƠ QUAN/ĐƠN VỊ: …………………………")
    put_title(sheet, 2, f"{register.title} - Năm: {register.year or '……'}", size=14, bold=True)
    for at, column in enumerate(register.columns, start=1):
        put_head(sheet, _HEAD, at, column.head)
        put_head(sheet, _HEAD + 1, at, f"({at})")
        sheet.column_dimensions[get_column_letter(at)].width = column.width * _MM
    fit_height(sheet, _HEAD, [(column.head, column.width * _MM * 0.8) for column in register.columns])
    for number, row in enumerate(register.rows, start=_HEAD + 2):
        for at, (value, column) in enumerate(zip(row, register.columns, strict=True), start=1):
            cell = put(sheet, number, at, value)
            if column.centered:
                cell.alignment = Alignment(vertical="top", horizontal="center", wrap_text=True)
        fit_height(sheet, number, [(v, c.width * _MM) for v, c in zip(row, register.columns, strict=True)])
    set_page(sheet, _HEAD)
    sheet.print_title_rows = f"{_HEAD}:{_HEAD + 1}"
    sheet.freeze_panes = f"A{_HEAD + 2}"
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), title=register.title, subject=register.office)
