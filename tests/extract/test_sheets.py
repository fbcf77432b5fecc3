"""Spreadsheets: text, tables, merged cells, values as paper shows them."""

import contextlib
import datetime
import io

import openpyxl
import pytest

from extract import office
from extract.registry import read
from extract.source import Damaged, Empty, Source, UnknownType
from schemas.document import Paragraph, Table
from tests.conftest import ROOT
from tests.extract.test_archive import zipped

PPTX = zipped({"ppt/presentation.xml": "<x/>"})


def workbook(*sheets, merge=(), prepare=None):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Trang {number + 1}")
        for row in rows:
            sheet.append(row)
        for area in merge:
            sheet.merge_cells(area)
    if prepare:
        prepare(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = [
    ["KẾ HOẠCH BỒI DƯỠNG"],
    [],
    ["STT", "Nội dung", "Thời gian", "Ghi chú"],
    [1, "Tập huấn", datetime.date(2024, 3, 15), 0.5],
    [2, "Kiểm tra", datetime.datetime(2024, 5, 1, 7, 30), None],
    [],
    ["Người lập bảng"],
]


def blocks(data, name="a.xlsx"):
    return [block for page in read(Source(name, data)).pages for block in page.blocks]


def cells(table):
    return [(cell.row, cell.column, cell.text) for cell in table.cells]


def test_titles_are_text_and_rows_are_a_table():
    title, table, foot = blocks(workbook(ROWS))
    assert (title.text, foot.text) == ("KẾ HOẠCH BỒI DƯỠNG", "Người lập bảng")
    assert isinstance(table, Table)
    assert (table.rows, table.columns) == (3, 4)
    assert [text for row, _, text in cells(table) if row == 1] == ["1", "Tập huấn", "15/03/2024", "0,5"]
    assert (2, 2, "01/05/2024 07:30") in cells(table)


def test_merged_cells_span():
    rows = [["TT", "Thời gian", None], [None, "Từ", "Đến"], [1, "3/2024", "5/2024"]]
    (table,) = blocks(workbook(rows, merge=("A1:A2", "B1:C1")))
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells}
    assert spans[0, 0] == (2, 1)
    assert spans[0, 1] == (1, 2)
    assert len(table.cells) == 7


def test_each_shown_sheet_is_a_page():
    def hide(book):
        book.worksheets[1].sheet_state = "hidden"

    document = read(Source("a.xlsx", workbook(ROWS, [["ẩn"]], [["Phụ lục"]], prepare=hide)))
    assert [page.number for page in document.pages] == [1, 2]
    assert document.paged
    assert isinstance(document.pages[1].blocks[0], Paragraph)


def test_hidden_rows_and_columns_are_left_out():
    def hide(book):
        book.worksheets[0].row_dimensions[5].hidden = True
        book.worksheets[0].column_dimensions["D"].hidden = True

    table = next(b for b in blocks(workbook(ROWS, prepare=hide)) if isinstance(b, Table))
    assert (table.rows, table.columns) == (2, 3)


def test_figures_as_vietnamese_writes_them():
    def percent(book):
        book.worksheets[0]["B1"].number_format = "0%"

    (table,) = blocks(workbook([["Đạt", 0.4], ["Tổng", 12.0], ["Có", True]], prepare=percent))
    assert [text for _, column, text in cells(table) if column] == ["40%", "12", "x"]


def test_too_large_a_sheet_is_cut_and_says_so():
    document = read(Source("a.xlsx", workbook([[i, "x"] for i in range(5100)])))
    assert [problem.code for problem in document.problems] == ["sheet_cut"]
    assert document.pages[0].blocks[0].rows == 5000


def test_empty_and_broken_workbooks():
    with pytest.raises(Empty):
        blocks(workbook([]))
    data = workbook(ROWS)
    for cut in range(100, len(data), 331):
        with pytest.raises((Damaged, UnknownType)):
            blocks(data[:cut])
    for at in range(0, len(data), 97):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        with contextlib.suppress(Damaged, Empty, UnknownType):
            blocks(bytes(broken))


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("target", ["xls", "ods"])
def test_old_spreadsheets_go_through_libreoffice(target):
    data = office.convert(Source("a.xlsx", workbook(ROWS)), target)
    table = next(b for b in blocks(data, f"a.{target}") if isinstance(b, Table))
    assert (2, 1, "Kiểm tra") in cells(table)


def test_slides_are_read_as_they_print(monkeypatch):
    given = (ROOT / "samples" / "cong-van-bao-cao.pdf").read_bytes()
    monkeypatch.setattr(office, "convert", lambda source, target: given if target == "pdf" else b"")
    source = Source("a.pptx", PPTX)
    document = read(source)
    assert (document.name, document.sha256) == ("a.pptx", source.sha256)
    assert document.pages[0].blocks
