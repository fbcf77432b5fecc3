"""Signs read badly that the form tells: headings' Roman numbers, groups of a table, addresses, quarters."""

import pytest

from extract.ocr.mended import mended
from extract.pdf_flow import Draft
from schemas.document import Cell, Line, Paragraph, Table


def mended_lines(*texts: str) -> list[str]:
    (page,) = mended([Draft(1, items=[[Line(text) for text in texts]])])
    return [line.text for line in page.lines()]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("gửi về vanphong(@songlam.edu.vn.", "gửi về vanphong@songlam.edu.vn."),
        ("hộp thư tochuc.cb()gmail.com trước ngày 5/5", "hộp thư tochuc.cb@gmail.com trước ngày 5/5"),
        ("ten©truong.edu.vn", "ten@truong.edu.vn"),
        ("ten(@moef.gov.vn)", "ten@moet.gov.vn)"),
        ("hoàn thành trong Quý 12031.", "hoàn thành trong Quý I/2031."),
        ("buổi 15⁄4", "buổi 15/4"),
        ("gọi hàm f()trong bài", "gọi hàm f()trong bài"),
        ("quý 4/2031", "quý 4/2031"),
        ("TỔỐNG CỘNG (I + II)", "TỔNG CỘNG (I + II)"),
        ("TỔỐNG", "TỔNG"),
        ("+ID", "+II)"),
        ("8h00 — 9h00: Ông An — chủ trì", "8h00 – 9h00: Ông An – chủ trì"),
        ("15/11 —› 10/12/2031", "15/11 → 10/12/2031"),
        ("o_ Đảm bảo an toàn", "• Đảm bảo an toàn"),
        ("© Mỗi khối một đội", "• Mỗi khối một đội"),
        ("Tống Văn A, TỐNG THỊ B", "Tống Văn A, TỐNG THỊ B"),
        ("Tôồng số lớp, tông môn", "Tổng số lớp, tông môn"),
        ("Tờ trình số 7/TTIr-GDTTH", "Tờ trình số 7/TTr-GDTrH"),
    ],
)
def test_signs(read, meant):
    assert mended_lines(read) == [meant]


def test_a_quarter_over_two_lines_and_what_was_read_is_kept():
    (page,) = mended([Draft(1, items=[[Line("xong trong Quý"), Line("II2031;")]])])
    first, second = page.lines()
    assert (first.raw, second.text, second.raw) == (None, "II/2031;", "II2031;")


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["L Mục tiêu", "II. Nội dung"], ["I. Mục tiêu", "II. Nội dung"]),
        (["I. Mục tiêu", "H. Nội dung", "III. Kinh phí"], ["I. Mục tiêu", "II. Nội dung", "III. Kinh phí"]),
        (["II. Nội dung", "II. Kinh phí", "IV. Tổ chức"], ["II. Nội dung", "III. Kinh phí", "IV. Tổ chức"]),
        (["I. Mục tiêu", "Il. Nội dung"], ["I. Mục tiêu", "II. Nội dung"]),
        (["G. Kinh phí", "H. Tổ chức"], ["G. Kinh phí", "H. Tổ chức"]),
        (["1. Mục tiêu", "2. Nội dung"], ["1. Mục tiêu", "2. Nội dung"]),
        (["II. Nội dung", "II. Kinh phí", "III. Tổ chức"], ["II. Nội dung", "II. Kinh phí", "III. Tổ chức"]),
    ],
)
def test_roman_numbers_of_headings(read, meant):
    assert mended_lines(*read) == meant


def ordinals(*column: str, head: str = "TT") -> list[str]:
    texts = [head, *column]
    cells = [Cell((Paragraph((Line(text),)),), row, 0) for row, text in enumerate(texts)]
    cells += [Cell((Paragraph((Line("Đơn vị"),)),), row, 1) for row in range(len(texts))]
    table = Table(tuple(cells), len(texts), 2, header_rows=1)
    (page,) = mended([Draft(1, items=[table])])
    (made,) = page.items
    assert isinstance(made, Table)
    return [cell.text for cell in made.cells if cell.column == 0][1:]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["1", "1", "2", "3", "H", "1", "2"], ["I", "1", "2", "3", "II", "1", "2"]),
        (["I", "1", "2", "1", "1", "2"], ["I", "1", "2", "II", "1", "2"]),
        (["1", "2", "3"], ["1", "2", "3"]),
        (["", "1", "2", "I", "1", "2", "3", ""], ["I", "1", "2", "II", "1", "2", "3", ""]),
        (["", "1", "2", "H", "1"], ["I", "1", "2", "II", "1"]),
        (["", "1", "2", "", "1"], ["", "1", "2", "", "1"]),
        ([*map(str, range(1, 12)), "1", "2"], [*map(str, range(1, 12)), "1", "2"]),
    ],
)
def test_groups_of_a_table(read, meant):
    assert ordinals(*read) == meant


def test_figures_under_another_head_stay():
    assert ordinals("1", "1", "Lớp 2", head="Số lớp") == ["1", "1", "Lớp 2"]


def test_an_empty_page_stays():
    assert mended([Draft(1)]) == [Draft(1)]


def test_a_table_whose_first_column_is_empty_stays():
    table = Table((Cell((Paragraph((Line("Đơn vị"),)),), 0, 1),), 1, 2)
    (page,) = mended([Draft(1, items=[table])])
    assert page.items == [table]


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        (["PHÒNG GIÁO DỤC VÀ ĐÀO", "Tạo", "Số: 8/PGDĐT"], "TẠO"),
        (["HIỆU TRƯỞNG", "Páo"], "Páo"),
        (["Nơi nhận:", "Như", "Số 5"], "Như"),
    ],
)
def test_the_last_word_of_an_office_is_in_capitals(column, meant):
    (page,) = mended([Draft(1, items=[Paragraph((Line(text),), column=0) for text in column])])
    second = page.items[1]
    assert isinstance(second, Paragraph)
    assert second.text == meant


def test_the_full_stop_of_a_number():
    assert mended_lines("1. Học sinh", "các khoản 1,", "2, Đăng ký", "5, Điều 3") == [
        "1. Học sinh",
        "các khoản 1,",
        "2. Đăng ký",
        "5, Điều 3",
    ]
