"""The roster's template: the columns that the rules of plans ask for, with what goes into each; no person in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from congvan.reports.cells import as_text, line, print_setup, set_widths, table
from exporters.package import repack
from rules_core import interpret
from rules_core.book import Source, open_books
from rules_core.columns_asked import Need
from rules_core.engine import compiled, need_label, scale_in
from rules_core.rosters.read import DONE_SHEET, HELP_SHEET
from rules_core.words import say_day

_ROWS = 2_000  # rows that have validation
_TITLE = "Mẫu danh sách kiểm tra bồi dưỡng"
_ROLES, _LEVELS, _YES = '"GV,CBQL,GiV,NV"', '"MN,TH,THCS,THPT,GDTX"', '"x,có,không"'


@dataclass(frozen=True)
class _Column:
    heading: str
    width: float
    help: str
    rules: str = ""
    options: str | None = None  # a list to choose from, as Excel's formula has it
    top: Decimal | None = None  # the highest mark
    day: bool = False


def write_template(plans: Sequence[Source]) -> bytes:
    """Return a workbook with an empty list, the plans' deadlines to tick, and instructions; the same plans, the same bytes."""
    columns = _columns(plans)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Danh sách"
    _list(sheet, columns)
    _deadlines(book.create_sheet(DONE_SHEET), plans)
    _help(book.create_sheet(HELP_SHEET), plans, columns)
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), title=_TITLE, subject="; ".join(b.label for b in open_books(list(plans))))


def _columns(plans: Sequence[Source]) -> list[_Column]:
    needs = compiled(plans)[2]
    top = scale_in(open_books(list(plans)))
    found = [
        _Column("Mã", 14, "Mã riêng của mỗi người, không trùng (mã cán bộ, mã định danh …)."),
        _Column("Họ và tên", 28, "Ghi đủ họ và tên."),
        _Column("Đơn vị", 34, "Tên đơn vị, mọi dòng của một đơn vị ghi giống nhau. Có thể làm mỗi đơn vị một trang tính."),
        _Column("Vai trò", 10, "GV (giáo viên), CBQL (cán bộ quản lý); có thể ghi chức vụ.", _rules(needs, "role"), _ROLES),
        _Column("Cấp học", 10, "Cấp đang dạy hoặc quản lý: MN, TH, THCS, THPT, GDTX. Hai cấp thì ghi cả hai, ví dụ TH, THCS.",
                _rules(needs, "level"), _LEVELS),
        _Column("Môn", 16, "Môn dạy; có thể để trống."),
    ]  # fmt: skip
    if any(need.choice for need in needs):
        text = (
            "Các mô đun người này đã đăng ký, ví dụ «THPT 17; THPT 20». Để trống thì tính theo các mô đun có kết quả."
        )
        found.append(_Column("Mô đun đăng ký", 22, text))
    for need in needs:
        found += _of_need(need, top)
    return found


def _rules(needs: Sequence[Need], kind: str) -> str:
    return ", ".join(rule for need in needs if need.kind == kind for rule in need.rules)


def _of_need(need: Need, top: Decimal) -> list[_Column]:
    rules = ", ".join(need.rules)
    if need.kind == "module":
        names = (
            [f"Mô đun {n}" for n in range(1, int(need.key[1:]) + 1)] if need.key.startswith("*") else [need_label(need)]
        )
        note = (
            " Kế hoạch không nêu số mô đun: hãy sửa số ở tiêu đề cho đúng, thêm cột nếu cần."
            if need.key.startswith("*")
            else ""
        )
        columns = []
        for name in names:
            columns.append(
                _Column(name, 13, f"Đạt, Không đạt, hoặc điểm (ví dụ 8,5); để trống nếu chưa có kết quả.{note}", rules)
            )
            if need.day:
                columns.append(
                    _Column(f"Ngày đạt {name.lower()}", 13, "Ngày được công nhận, ví dụ 12/03/2024.", rules, day=True)
                )
        return columns
    if need.kind == "score":
        return [_Column(need_label(need), 11, f"Điểm từ 0 đến {top}, ví dụ 8,5; để trống nếu chưa có.", rules, top=top)]
    if need.kind == "flag":
        text = interpret.flag_help(need.key)
        return [_Column(need_label(need), 16, f"{text[:1].upper()}{text[1:]}. Cột chỉ có dấu x: ô trống là không. Cột có ghi «không»: "
                        "ô trống là chưa rõ.", rules, _YES)]  # fmt: skip
    return []


def _list(sheet: Worksheet, columns: Sequence[_Column]) -> None:
    table(sheet, 1, [column.heading for column in columns], [], [column.width for column in columns])
    set_widths(sheet, [column.width for column in columns])
    for at, column in enumerate(columns, start=1):
        letter = get_column_letter(at)
        check: DataValidation | None = None
        if column.options:
            check = DataValidation(type="list", formula1=column.options, allow_blank=True, errorStyle="warning")
        elif column.top is not None:
            check = DataValidation(
                type="decimal",
                operator="between",
                formula1="0",
                formula2=str(column.top),
                allow_blank=True,
                errorStyle="warning",
            )
        elif column.day:
            check = DataValidation(
                type="date", operator="greaterThan", formula1="36526", allow_blank=True, errorStyle="warning"
            )
        if check:
            check.promptTitle, check.prompt = column.heading[:32], column.help[:250]
            check.showInputMessage = check.showErrorMessage = True
            check.error = "Hãy xem trang «Hướng dẫn»."
            sheet.add_data_validation(check)
            check.add(f"{letter}2:{letter}{_ROWS}")
        style = "dd/mm/yyyy" if column.day else "@" if column.heading == "Mã" else None
        if style:  # ids keep their zeros, days are days
            for row in range(2, 202):
                sheet.cell(row, at).number_format = style
    print_setup(sheet, 1)


def _deadlines(sheet: Worksheet, plans: Sequence[Source]) -> None:
    rows = []
    for book in open_books(list(plans)):
        for deadline in book.deadlines:
            task = book.task(deadline)
            due = say_day(None) if deadline.due is None else "/".join(reversed(deadline.due.split("-")))
            words = " ".join((task.action if task else deadline.evidence[0].text).split())
            rows.append((deadline.id, book.label, words, deadline.text, due, None, None))
    widths = (12, 26, 80, 30, 14, 30, 16)
    line(
        sheet,
        1,
        "Việc đã làm: ghi ngày hoàn thành; một đơn vị một dòng (chép thêm dòng), để trống «Đơn vị» là mọi đơn vị.",
    )
    heads = ("Mã thời hạn", "Kế hoạch", "Việc", "Chữ trong văn bản", "Hạn cuối", "Đơn vị", "Ngày hoàn thành")
    table(sheet, 2, heads, rows, widths)
    set_widths(sheet, widths)
    print_setup(sheet, 2)


def _help(sheet: Worksheet, plans: Sequence[Source], columns: Sequence[_Column]) -> None:
    line(sheet, 1, _TITLE.upper(), bold=True, size=14)
    line(sheet, 2, "Theo " + "; ".join(book.label for book in open_books(list(plans))), italic=True)
    for at, text in enumerate(_ADVICE, start=3):
        line(sheet, at, text)
    widths = (34, 90, 24)
    rows = [(column.heading, column.help, column.rules) for column in columns]
    table(sheet, len(_ADVICE) + 4, ("Cột", "Cách ghi", "Quy tắc cần cột này"), rows, widths)
    set_widths(sheet, widths)
    first = sheet.cell(1, 1)
    assert isinstance(first, Cell)
    as_text(first, _TITLE.upper())
    print_setup(sheet)


_ADVICE = (
    "Mỗi người một dòng ở trang «Danh sách». Được đổi thứ tự cột, thêm cột khác; nên giữ tên cột.",
    "Ô trống là chưa có dữ liệu, không phải là «không đạt». Chỗ thiếu dữ liệu, kết quả là «chưa đủ dữ liệu».",
    "Kiểm tra: congvan check KẾ-HOẠCH --roster TỆP-NÀY",
    "Danh sách có dữ liệu cá nhân: chỉ dùng trong cơ quan.",
)
