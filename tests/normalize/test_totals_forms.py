"""Totals in the forms that offices use: short lists, headings with items, flattened tables, nested tables."""

from __future__ import annotations

import pytest

from schemas.facts import Total
from tests.normalize.tables import Rows, table
from tests.normalize.test_totals import Row, read, totals


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Trường có 27 CB, GV, NV (CBQL 02, GV 21, NV 04).", ("27", ["2", "21", "4"], True)),
        ("Toàn khóa 90 tiết, chia làm 2 đợt: đợt 1: 50 tiết; đợt 2: 40 tiết.", ("90", ["50", "40"], True)),
        ("Thời lượng: 30 tiết/năm (20 tiết ND1 + 10 tiết ND2).", ("30", ["20", "10"], True)),
        ("Tổng: 36t (LT: 12t, TH: 24t)", ("36", ["12", "24"], True)),
        ("Thời lượng 60 tiết, chia đều cho 4 chuyên đề, mỗi chuyên đề 15 tiết.", ("60", ["4", "15"], True)),
        ("Bình quân 26,25 học sinh/lớp (210/8).", ("26.25", ["210", "8"], True)),
        ("Kinh phí: 30 người × 02 ngày × 100.000 đồng bằng 6.000.000 đồng.", ("6000000", ["30", "2", "100000"], True)),
        ("Thời gian: 14 tháng (từ 01/2019) + 6 tháng (từ 3/2021) = 20 tháng.", ("20", ["14", "6"], True)),
        ("Danh mục 34 (ba mươi tư) thủ tục (TTHC) (trong đó: 30 TTHC cấp tỉnh và 04 TTHC cấp xã) của ngành.", ("34", ["30", "4"], True)),
        ("Danh mục 45 thủ tục thực hiện trên toàn tỉnh (cấp tỉnh: 25 thủ tục, cấp xã: 20 thủ tục).", ("45", ["25", "20"], True)),
        ("Tổng cộng 58 dự án, công trình (trong đó 33 dự án cũ và 25 dự án mới) với vốn 900 tỷ đồng.", ("58", ["33", "25"], True)),
        ("Đã có 6.520 lượt dự học với 2.020 lượt học theo lớp và 4.500 lượt tự học.", ("6520", ["2020", "4500"], True)),
        ("Tổng số học sinh dự thi 150 em; đạt 141 em (94%), không đạt 9 em (6%).", ("150", ["141", "9"], True)),
        ("Thời lượng 80 tiết: CTBD 01 khoảng 01 tuần (40 tiết), CTBD 02 khoảng 01 tuần (40 tiết).", ("80", ["40", "40"], True)),
        ("Thang điểm 100, gồm 2 tiêu chuẩn: TC1: 60 điểm; TC2: 40 điểm.", ("100", ["60", "40"], True)),
        ("Tổng chi là 910,5 triệu đồng (ngân sách cấp 700,0 triệu đồng; học phí 210,5 triệu đồng).", ("910.5", ["700", "210.5"], True)),
        ("Chi 90 triệu đồng, bao gồm tài liệu (60 triệu đồng) và nước uống (30 triệu đồng).", ("90", ["60", "30"], True)),
        ("Có 950 lượt với 450 lượt theo lớp và 500 lượt tự học. Trong đó 3 khóa có tổng 77 lượt.", ("950", ["450", "500"], True)),
        ("Lớp học có mô đun 1: Dinh dưỡng, 15 tiết; mô đun 2: Sơ cứu, 25 tiết; tổng thời lượng 40 tiết.", ("40", ["15", "25"], True)),
        ("Mô đun 2: 40 tiết (tự học qua mạng 26 tiết, trực tuyến có hướng dẫn 16 tiết).", ("40", ["26", "16"], False)),
        ("Tổng số: 31 người. Trong đó Ban Giám đốc 02, GV văn hóa 18, GV nghề 7, nhân viên 05.", ("31", ["2", "18", "7", "5"], False)),
        ("Trong 38 CB, GV, NV có 02 CBQL, 31 GV và 05 NV.", ("38", ["2", "31", "5"], True)),
        ("Trường hiện có: 02 CBQL, 31 GV, 05 NV (tổng 38).", ("38", ["2", "31", "5"], True)),
        ("Kết quả xếp loại 79 CBQL, GV: Giỏi 31, Khá 42, Trung bình 3, không xếp loại 3.", ("79", ["31", "42", "3", "3"], True)),
        ("Kinh phí 5.000.000 đồng (20 người x 250.000 đồng/người).", ("5000000", ["20", "250000"], True)),
        ("Tuyển 07 lớp 10, mỗi lớp 40 học viên, tổng chỉ tiêu 280 học viên.", ("280", ["7", "40"], True)),
        ("Tập huấn 03 ngày, tiền ăn 50.000 đồng/ngày, tổng 150.000 đồng/người.", ("150000", ["3", "50000"], True)),
        ("Tổng kinh phí 74,5 tỷ đồng, trong đó ngân sách tỉnh 45 tỷ đồng, xã hội hóa 30,2 tỷ đồng.", ("74.5", ["45", "30.2"], False)),
        ("Dự toán 9.000 đồng, gồm: thù lao 5.000 đồng, in 3.000 đồng, nước 500 đồng.", ("9000", ["5000", "3000", "500"], False)),
        ("Toàn huyện có 42 trường: 16 trường mầm non, 17 trường tiểu học, 10 trường THCS.", ("42", ["16", "17", "10"], False)),
        ("Toàn tỉnh có 1.164 thí sinh (lớp 9: 702; lớp 12: 472).", ("1164", ["702", "472"], False)),
        ("Đội ngũ: tổng số 79 người (CBQL 04, GV 76).", ("79", ["4", "76"], False)),
        ("Số học sinh 250 em (nam 131, nữ 118).", ("250", ["131", "118"], False)),
        ("Tổng số cán bộ, giáo viên, nhân viên: 32 người (CBQL 02, GV 26, NV 03).", ("32", ["2", "26", "3"], False)),
    ],
)  # fmt: skip
def test_sentences(text: str, wanted: Row) -> None:
    assert read(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Giải nhất 600.000 đồng, giải nhì 300.000 đồng, giải ba 200.000 đồng và khuyến khích 100.000 đồng.",
        "Phạt tiền từ 2.000.000 đồng đến 6.000.000 đồng đối với hàng hóa từ 1.000.000 đồng đến dưới 5.000.000 đồng.",
        "Nam đủ 25 năm, nữ đủ 20 năm và có ít nhất 05 năm công tác.",
        "Giải nhất: 1.500.000đ/đội, Giải nhì: 1.000.000đ; Giải ba: 500.000đ.",
        "Tổng số 79 người (CBQL 04, GV 70).",
        "Toàn tỉnh có 1.164 thí sinh (lớp 9: 702; lớp 12: 402).",
        "Thời lượng: 40 tiết (lý thuyết 15 tiết, thực hành 20 tiết).",
        "Tổng số 41 người, trong đó nữ 30 người, đảng viên 14 người.",
        "Tổng số 46 trường (MN 16, TH 15, THCS 12).",
        "Sĩ số: 345 (nữ 170).",
        "Tập sự 06 tháng được tạm ngừng tối đa 02 lần, mỗi lần không quá 03 tháng.",
        "Tổng kinh phí: 25.000.000 đồng, trong đó:\n- Tài liệu: 18.000.000 đồng;\n- Nước uống: 6.000.000 đồng.",
    ],
)
def test_what_is_no_total(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Trường có 9 lớp với 310 học sinh, trong đó lớp 10: 4 lớp, 140 học sinh; lớp 11: 5 lớp, 170 học sinh.",
        "Trường có 9 lớp/310 học sinh (khối 10: 4 lớp/140 học sinh; khối 11: 5 lớp/170 học sinh).",
        "- Khối 10: 04 lớp - 140 học sinh\n- Khối 11: 05 lớp - 170 học sinh\nTổng: 9 lớp - 310 học sinh",
    ],
)
def test_two_sums_side_by_side(text: str) -> None:
    assert read(text) == [("9", ["4", "5"], True), ("310", ["140", "170"], True)]


def test_a_sum_beside_one_that_the_same_list_gives() -> None:
    found = read("Trường có 12 lớp, 340 học sinh; trong đó khối 6: 5 lớp, 140 học sinh; khối 7: 8 lớp, 200 học sinh.")
    assert found == [("12", ["5", "8"], False), ("340", ["140", "200"], True)]


def test_a_list_within_a_list() -> None:
    found = read("Mô đun 1: 40 tiết (tự học 24 tiết, tập trung 16 tiết [10 LT, 6 TH])")
    assert found == [("40", ["24", "16"], True), ("16", ["10", "6"], True)]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("Số lượng: 95 người\n+ Trường A: 50 giáo viên\n+ Trường B: 45 giáo viên", ("95", ["50", "45"], True)),
        ("Thành phần dự (33 người):\n- Lãnh đạo: 03\n- Hiệu trưởng: 30", ("33", ["3", "30"], True)),
        ("Tổng số trẻ: 100\nTrong đó:\n- Nhà trẻ: 30 cháu\n- Mẫu giáo: 70 cháu", ("100", ["30", "70"], True)),
        ("1. Tổng thu: 500 triệu\n1.1. Phí: 300 triệu\n1.2. Khác: 200 triệu\n2. Việc khác", ("500", ["300", "200"], True)),
        ("Thời lượng: 70 tiết, gồm:\na) Phần 1: 40 tiết;\nb) Phần 2: 25 tiết.", ("70", ["40", "25"], False)),
        ("- In ấn: 200.000 đồng\n- Nước: 150.000 đồng\nTổng cộng: 360.000 đồng", ("360000", ["200000", "150000"], False)),
        ("- 01 giải Nhất: 900.000 đồng\n- 02 giải Nhì: 300.000 đồng/giải\nTổng: 1.500.000 đồng", ("1500000", ["900000", "600000"], True)),
    ],
)  # fmt: skip
def test_headings_and_items(lines: str, wanted: Row) -> None:
    assert read(lines) == [wanted]


def test_a_flattened_table_with_a_wrong_cell() -> None:
    lines = "Khối Sĩ số Tốt Khá Đạt\n6 120 50 40 30\n7 110 40 40 30\n8 115 45 40 30\nToàn 345 135 121 90 trường"
    found = read(lines)
    assert ("120", ["50", "40", "30"], True) in found
    assert ("345", ["120", "110", "115"], True) in found
    assert [row for row in found if not row[2]] == [
        ("345", ["135", "121", "90"], False),
        ("121", ["40", "40", "40"], False),
    ]


def test_flattened_counts_and_prices() -> None:
    lines = (
        "TT Nội dung Số lượng Đơn giá Thành tiền\nI Lớp tập huấn 1 900.000\n1 Nước 40 10.000 400.000\n2 Tài liệu 20 25.000 500.000\n"
        "II Lớp tập huấn 2 600.000\n1 Nước 30 10.000 300.000\n2 Phòng 2 150.000 300.000\nTổng cộng 1.500.000"
    )
    found = read(lines)
    assert ("400000", ["40", "10000"], True) in found and ("900000", ["400000", "500000"], True) in found
    assert ("1500000", ["900000", "600000"], True) in found and all(holds for _, _, holds in found)


def _nested(wrong: dict[tuple[int, int], str]) -> Rows:
    rows = [
        ["TT", "Đơn vị", "Số lớp", "Số HS"],
        ["I", "Khối công lập", "12", "360"],
        ["1", "Tiểu học", "7", "210"],
        ["1.1", "Xã An", "3", "90"],
        ["1.2", "Xã Bình", "4", "120"],
        ["2", "THCS", "5", "150"],
        ["2.1", "Xã Cát", "2", "60"],
        ["2.2", "Xã Dinh", "3", "90"],
        ["II", "Khối tư thục", "4", "100"],
        ["1", "Xã An", "1", "40"],
        ["2", "Xã Bình", "3", "60"],
        ["", "TỔNG CỘNG (I + II)", "16", "460"],
    ]
    return [[wrong.get((r, c), cell) for c, cell in enumerate(row)] for r, row in enumerate(rows)]


def test_sections_on_two_levels() -> None:
    found = read(table(_nested({})))
    assert len(found) == 10 and all(holds for _, _, holds in found)
    assert ("12", ["7", "5"], True) in found and ("7", ["3", "4"], True) in found and ("16", ["12", "4"], True) in found


def test_a_wrong_section_and_a_blank_cell() -> None:
    found = totals(table(_nested({(8, 3): "110", (7, 2): ""})))
    assert [(t.stated, t.computed) for t in found if t.holds is False] == [("110", "100"), ("460", "470")]
    (blank,) = [t for t in found if t.stated is None]
    assert blank.computed == "3" and "Xã Dinh" in (blank.label or "")


def _across(found: list[Total]) -> list[tuple[str | None, list[str]]]:
    return [(t.stated, [p.value for p in t.parts]) for t in found]


def test_a_sum_whose_head_does_not_say_so() -> None:
    rows: Rows = [
        [("Lớp", 2, 1), ("Sĩ số", 2, 1), ("Tốt", 1, 2), ("Khá", 1, 2)],
        ["SL", "TL", "SL", "TL"],
        ["6", "40", "15", "37,5", "25", "62,5"],
        ["7", "38", "20", "52,6", "18", "47,4"],
        ["8", "36", "16", "44,4", "20", "55,6"],
    ]
    assert _across(totals(table(rows, 2))) == [("40", ["15", "25"]), ("38", ["20", "18"]), ("36", ["16", "20"])]


def test_periods_beside_credits_and_points_in_labels() -> None:
    rows: Rows = [
        ["Mã", "Số TC", "LT", "TH", "Tổng số tiết"],
        ["HP 1", "3", "30", "30", "60"],
        ["HP 2", "2", "20", "25", "45"],
    ]
    assert _across(totals(table(rows))) == [("60", ["30", "30"]), ("45", ["20", "25"])]
    points: Rows = [
        ["TT", "Nội dung", "Điểm tối đa"],
        [("Công tác dạy học (30 điểm)", 1, 3)],
        ["1", "Dạy đủ bài", "20 điểm"],
        ["2", "Dự giờ", "10 điểm"],
        [("Công tác khác (15 điểm)", 1, 3)],
        ["1", "Từ thiện", "5 điểm"],
        ["2", "Thể thao", "10 điểm"],
        ["", "Tổng cộng", "45 điểm"],
    ]
    assert _across(totals(table(points))) == [("30", ["20", "10"]), ("15", ["5", "10"]), ("45", ["30", "15"])]


@pytest.mark.parametrize("head", ["Trong đó", "Gồm"])
def test_columns_that_overlap_are_no_sum(head: str) -> None:
    rows: Rows = [
        [("Trường", 2, 1), ("Tổng số GV", 2, 1), (head, 1, 3)],
        ["Nữ", "Đảng viên", "Hợp đồng"],
        ["A", "30", "20", "12", "3"],
        ["B", "25", "18", "9", "2"],
        ["C", "20", "15", "8", "1"],
    ]
    assert totals(table(rows, 2)) == []


def test_periods_of_each_module_and_counts_of_rooms() -> None:
    rows: Rows = [["Mô đun", "Tên", "Lý thuyết", "Thực hành", "Số tiết"]]
    rows += [
        ["GV 1", "Tư vấn", "8", "12", "20"],
        ["GV 2", "Quản trị", "16", "24", "40"],
        ["GV 3", "Số hóa", "6", "16", "20"],
    ]
    assert [(t.stated, t.holds) for t in totals(table(rows))] == [("20", True), ("40", True), ("20", False)]
    rooms: Rows = [["Điểm thi", "Số phòng"], ["A", "24"], ["B", "18"], ["Cộng", "42"]]
    assert [(t.stated, t.holds) for t in totals(table(rooms))] == [("42", True)]
    rooms[-1][1] = "40"  # perhaps no count at all
    assert totals(table(rooms)) == []


def test_a_section_that_only_the_sum_of_all_proves() -> None:
    rows: Rows = [["TT", "Nội dung", "Thành tiền"], ["A", "Tập huấn", "18.150.000"]]
    rows += [["1", "Thù lao", "7.000.000"], ["2", "Tài liệu", "5.150.000"], ["3", "Hội trường", "7.000.000"]]
    rows += [["B", "Thiết bị", "31.000.000"], ["", "TỔNG CỘNG (A + B)", "49.150.000"]]
    assert [(t.stated, t.holds) for t in totals(table(rows))] == [("18150000", False), ("49150000", True)]
