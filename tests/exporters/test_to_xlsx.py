import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook

from exporters.to_xlsx import export
from tests.factories import make_plan, make_task

HEAD = 5


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(export([make_plan()])))


def _column(sheet, name):
    return next(cell.column for cell in sheet[HEAD] if cell.value == name)


def test_sheets(book):
    assert book.sheetnames == ["Việc", "Căn cứ", "Cần kiểm tra", "Lịch"]
    assert [sheet.max_row - HEAD for sheet in book] == [6, 3, 5, 1]


def test_sheets_are_set_up_for_work_and_for_print(book):
    for sheet in book:
        assert sheet.freeze_panes == f"A{HEAD + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{HEAD}:")
        assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_dates_are_dates_and_text_is_text(book):
    sheet = book["Việc"]
    last = sheet.cell(HEAD + 1, _column(sheet, "Hạn cuối"))
    assert (last.value, last.number_format) == (datetime(2024, 6, 8), "dd/mm/yyyy")
    words = sheet.cell(HEAD + 1, _column(sheet, "Thời hạn (nguyên văn)"))
    assert (words.value, words.number_format) == ("trước ngày 09/6/2024", "@")
    symbol = book["Căn cứ"].cell(HEAD + 3, 2)
    assert (symbol.value, symbol.data_type) == ("12/KH-UBND", "s")


def test_findings_stand_with_what_is_to_be_checked(book):
    kinds = [book["Cần kiểm tra"].cell(row, 2).value for row in range(HEAD + 1, HEAD + 6)]
    assert kinds == ["Việc", "Việc", "Việc", "Lỗi", "Lưu ý"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 912",
        "-2+3",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1",
        '=HYPERLINK("http://x";"y")',
        " =1",
    ],
)
def test_no_cell_is_taken_for_a_formula(text):
    data = export([make_plan(tasks=[make_task(action=text, actor=text)], deadlines=[])])
    sheet = load_workbook(io.BytesIO(data))["Việc"]
    for name in ("Việc cần làm", "Đơn vị thực hiện"):
        cell = sheet.cell(HEAD + 1, _column(sheet, name))
        assert cell.data_type == "s"
        assert cell.value == " ".join(text.split())
        assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_control_characters_and_overlong_cells_do_not_break_the_file():
    plan = make_plan(tasks=[make_task(action="Gửi\x0c báo\x00 cáo " + "x" * 40_000)], deadlines=[])
    sheet = load_workbook(io.BytesIO(export([plan])))["Việc"]
    value = sheet.cell(HEAD + 1, _column(sheet, "Việc cần làm")).value
    assert value.startswith("Gửi báo cáo x")
    assert len(value) == 32_767


def test_several_plans_share_the_sheets_and_name_their_dispatch():
    sheet = load_workbook(io.BytesIO(export([make_plan(), make_plan()])))["Việc"]
    assert sheet.max_row - HEAD == 12
    assert sheet.cell(HEAD + 1, _column(sheet, "Văn bản")).value == "45/KH-SGDĐT"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("Sở GDĐT", 20, 1), ("một hai ba bốn", 7, 2), ("a\nb", 10, 2), ("x" * 50, 10, 5), ("", 10, 1), (7, 3, 1)],
)
def test_rows_are_as_high_as_their_longest_text(text, width, lines):
    from exporters.sheets import line_count

    assert line_count(text, width) == lines
