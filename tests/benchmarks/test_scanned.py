"""Dispatches printed and scanned in software: set as they were typed, pictures alone, the same each time."""

import io

import pypdfium2 as pdfium
import pytest

from benchmarks.scanned import _Depths, _lines, _set_table, _spoilt
from schemas.document import Cell, Line, Paragraph, Table
from tests.extract.pdfs import Sheet, pdf

TEXT = """\
                         THÔNG BÁO
     Các trường nộp báo cáo trước ngày 05/6,
kèm danh sách.
     - Lưu trữ;
"""


def test_lines_stand_as_they_were_typed():
    block = Paragraph(tuple(Line(line.strip()) for line in TEXT.splitlines()))
    stands = [how for _, how in _lines(block, _Depths(TEXT))]
    assert stands == ["centred", "first", "more", "first"]


def test_where_nothing_is_set_in_a_block_begins_a_paragraph():
    text = "Các trường nộp báo cáo\nkèm danh sách\nđúng hạn\n"
    block = Paragraph(tuple(Line(line) for line in text.splitlines()))
    assert [how for _, how in _lines(block, _Depths(text))] == ["first", "more", "more"]


@pytest.mark.parametrize("condition", ["office 200, grey", "office 300, 1 bit"])
def test_a_scan_is_pictures_and_the_same_each_time(condition):
    file = pdf(Sheet().text(90, 100, "Chau Thanh"))
    made = _spoilt(file, condition, 7)
    assert made == _spoilt(file, condition, 7)
    with pdfium.PdfDocument(made) as scan:
        assert scan[0].get_textpage().get_text_range() == ""
        assert scan[0].get_size() == pytest.approx((595, 842), abs=1)


def test_a_table_is_ruled_and_its_cells_are_merged():
    docx = pytest.importorskip("docx")
    cells = [Cell((Paragraph((Line("Lớp"),)),), 0, 0, 1, 2), *(Cell((Paragraph((Line("7"),)),), 1, n) for n in (0, 1))]
    made = docx.Document()
    _set_table(made, Table(tuple(cells), 2, 2, header_rows=1))
    out = io.BytesIO()
    made.save(out)
    (table,) = docx.Document(out).tables
    assert table.style.name == "Table Grid"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Lớp", "Lớp"], ["7", "7"]]
