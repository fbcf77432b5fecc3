import io

import pytest
from openpyxl import load_workbook

from exporters.registers import arrivals, follow_up
from exporters.registry import exporter
from schemas.plan import Received
from tests.factories import make_header, make_plan

# Nghị định 30/2020/NĐ-CP, Phụ lục IV, mẫu VI.2 and VIII.2
ARRIVALS = [
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản",
    "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
]  # fmt: skip
FOLLOW_UP = [
    "Số đến", "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản", "Đơn vị hoặc người nhận",
    "Thời hạn giải quyết", "Tiến độ giải quyết", "Số, ký hiệu văn bản trả lời", "Ghi chú",
]  # fmt: skip


def _plan(identity="a", number=None, day=None, **header):
    received = Received(number=number, date=day) if number or day else None
    return make_plan(id=identity * 32, header=make_header(received=received, **header))


@pytest.mark.parametrize(("make", "heads"), [(arrivals, ARRIVALS), (follow_up, FOLLOW_UP)])
def test_columns_are_the_decrees_and_fill_a_page(make, heads):
    register = make([], None)
    assert [column.head for column in register.columns] == heads
    assert sum(column.width for column in register.columns) == 252


def test_a_row_says_what_the_dispatch_and_its_stamp_say():
    row = arrivals([_plan(number="812", day="2024-03-06", urgency="HỎA TỐC")], None).rows[0]
    assert row == (
        "06/03/2024", "812", "Sở Giáo dục và Đào tạo", "45/KH-SGDĐT", "04/03/2024",
        "Kế hoạch Bồi dưỡng thường xuyên năm học 2023-2024", "", "", "", "Hỏa tốc",
    )  # fmt: skip


def test_what_is_not_known_is_left_to_be_written():
    row = arrivals([_plan(number_symbol=None, issued_on=None, issuer=None)], None).rows[0]
    assert row[:5] == ("", "", "", "…/KH-SGDĐT", "")


def test_documents_stand_in_the_order_of_their_arrival_once():
    plans = [_plan("a", "12", "2024-03-08"), _plan("b"), _plan("c", "9", "2024-03-06"), _plan("d", "10", "2024-03-06")]
    register = arrivals([*plans, plans[0]], "Trường THPT Sông Hương")
    assert [row[1] for row in register.rows] == ["9", "10", "12", ""]
    assert (register.year, register.days, register.numbers) == ("2024", ("06/03/2024", "08/03/2024"), ("9", "12"))


def test_arrivals_of_two_years_leave_the_year_open():
    assert arrivals([_plan("a", "1", "2023-12-30"), _plan("b", "1", "2024-01-02")], None).year == ""


def test_time_limits_are_by_day_and_name_whose_they_are():
    limits = follow_up([_plan()], None).rows[0][3].split("\n")
    assert limits[:3] == [
        "17 giờ 00, 31/05/2024 (thứ Sáu): Văn phòng Sở",
        "31/05/2024 (thứ Sáu) (“cuối tháng 5”, cần kiểm tra): Các Phòng GDĐT",
        "04/06/2024 (thứ Ba): Các cơ sở giáo dục cấp TH, THCS, THPT",
    ]


def test_for_a_unit_only_its_own_limits():
    limits = follow_up([_plan()], "Trường THPT Sông Hương").rows[0][3].split("\n")
    assert limits == ["04/06/2024 (thứ Ba)", "14/5 hằng năm", "“chậm nhất 10 ngày sau mỗi mô đun”"]


def test_an_attachment_in_the_same_file_says_so():
    plan = _plan()
    source = plan.source.model_copy(update={"part": 2, "parts": 3})
    assert arrivals([plan.model_copy(update={"source": source})], None).rows[0][-1] == "Văn bản 2/3 trong tệp"


@pytest.mark.parametrize("name", ["so-den", "so-theo-doi"])
def test_no_cell_of_a_register_is_taken_for_a_formula(name):
    data = exporter(name)([_plan(issuer="=1+1", number="=2", day="2024-03-06")])
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert [cell.quotePrefix for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")] != []
    assert all(cell.quotePrefix for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("="))
