"""Totals: sums in sentences, lists, products, shares and tables; what is no list of all parts says nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from normalize.structure import Zones
from normalize.totals import find_totals
from schemas.document import Table
from schemas.facts import Total
from tests.normalize.tables import Rows, part, table


def totals(*blocks: str | Table) -> list[Total]:
    given = part(*blocks)
    length = len(given.content)
    return find_totals(given, Zones((0, 0), (0, length), (length, length)))


Row = tuple[str | None, list[str], bool | None]


def read(*blocks: str | Table) -> list[Row]:
    return [(t.stated, [p.value for p in t.parts], t.holds) for t in totals(*blocks)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- Tổng số GV: 1250 người, trong đó TH 800; THCS 300; THPT:150.", ("1250", ["800", "300", "150"], True)),
        ("Tổng số GV: 1251 người, trong đó TH 800; THCS 300; THPT 150.", ("1251", ["800", "300", "150"], False)),
        ("Toàn huyện có 3.125 học sinh, gồm 2.000 nam và 1.125 nữ.", ("3125", ["2000", "1125"], True)),
        ("Đã trao 120 suất quà, mỗi suất 500.000 đồng, tổng trị giá 60.000.000 đồng.", ("60000000", ["120", "500000"], True)),
        ("Hội đồng có 15 thành viên, bao gồm 5 lãnh đạo, 7 giáo viên và 2 phụ huynh.", ("15", ["5", "7", "2"], False)),
        ("Trường có 412 học sinh. Trong đó: khối 6 có 200 em; khối 7 có 212 em.", ("412", ["200", "212"], True)),
        ("Thời lượng 36 giờ (Lý thuyết: 22 giờ; thực hành: 10 giờ; kiểm tra: 4 giờ).", ("36", ["22", "10", "4"], True)),
        (
            "Có 03 lớp với 40 học viên và thêm 07 học viên (tổng cộng 47 học viên).",
            ("47", ["40", "7"], True),
        ),
        ("Kinh phí: 12,5 triệu đồng, bao gồm: in ấn 2,5 triệu đồng; tiền nước 10 triệu đồng.", ("12.5", ["2.5", "10"], True)),
        ("18 trường × 03 + 10 × 02 = 74 người", ("74", ["54", "20"], True)),
        ("(7 + 9) × 3 − 1 = 47", ("47", ["48", "-1"], True)),
        ("Nước uống: 20 em x 15.000 đồng x 2 ngày = 600.000 đồng", ("600000", ["20", "15000", "2"], True)),
        ("Nước uống: 3 lớp x 35 chai = 106 chai", ("106", ["3", "35"], False)),
        ("Kết quả 120/150 học sinh, đạt 80%.", ("80", ["120", "150"], True)),
        ("Kết quả 120/150 học sinh, đạt 85%.", ("85", ["120", "150"], False)),
        ("Có 7/9 xã (chiếm 77,7%) báo cáo.", ("77.7", ["7", "9"], True)),
    ],
)  # fmt: skip
def test_sentences(text: str, wanted: Row) -> None:
    assert read(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số 120 giáo viên, trong đó có 80 nữ, 35 đảng viên.",
        "Tổng số 120 lớp với 5.555 người, cụ thể như sau:",
        "Quyết định lập 02 bản: 01 bản lưu, 01 bản gửi đi.",
        "Trước ngày 15/4/2024 đạt 80% chỉ tiêu.",
        "Lớp 6 + lớp 7 = 80 em; điểm 1-3 là yếu.",
        "(a + b) : 6 x 60% = 2.000.000",
        "Thiệt hại 2/3 diện tích, hỗ trợ trên 70%.",
        "ĐTB = (ND1 + ND2 + ND3) : 3",
    ],
)
def test_what_is_no_total(text: str) -> None:
    assert read(text) == []


def test_a_heading_and_its_items() -> None:
    found = read(
        "a. Nội dung 1: (30 tiết)\n- Tập trung: 12 tiết\n- Tự học: 18 tiết\nb. Nội dung 2: 20 tiết\n- Khác: 5 tiết"
    )
    assert found == [("30", ["12", "18"], True)]


def test_items_that_count_each_in_its_own_unit() -> None:
    found = read("1. Thành phần: 45 người, gồm:\n- Lãnh đạo: 03 đồng chí;\n- Giáo viên: 42 thầy, cô.")
    assert found == [("45", ["3", "42"], True)]


def test_items_whose_last_figure_is_their_result() -> None:
    found = read("- Nước: 10 x 5.000 đồng = 50.000 đồng\n- Bánh: 20.000 đồng\nTổng cộng: 70.000 đồng")
    assert ("70000", ["50000", "20000"], True) in found


def test_items_of_one_list_are_no_parts_of_each_other() -> None:
    assert read("- Thêm 3 điểm cho xã A\n- Thêm 2 điểm cho xã B\n- Thêm 1 điểm cho xã C") == []


def test_a_closing_line() -> None:
    assert read("- In ấn: 200.000 đồng\n- Nước uống: 150.000 đồng\nTổng cộng: 350.000 đồng") == [
        ("350000", ["200000", "150000"], True)
    ]


def test_a_table_flattened_into_lines() -> None:
    found = read("CBQL GV Tổng cộng\nTiểu học 5 20 25\nTHCS 3 1.100 1.103\nTổng cộng 8 1.120 1.128")
    assert sorted(found) == sorted(
        [
            ("25", ["5", "20"], True),
            ("1103", ["3", "1100"], True),
            ("8", ["5", "3"], True),
            ("1120", ["20", "1100"], True),
            ("1128", ["25", "1103"], True),
            ("1128", ["8", "1120"], True),
        ]
    )


def test_quotas_give_their_heading() -> None:
    text = """+ Cấp THPT: 31 GV, cụ thể:
    Các trường THPT (7 trường); các Trung tâm (02 Trung tâm): Mỗi đơn vị cử 03 GV tham dự (riêng Trung tâm Hòa Sơn cử 02 GV).
    Các trường THCS (5 trường): Mỗi trường cử 01 GV tham dự."""
    assert read(text) == [("31", ["26", "5"], True)]


def test_rows_and_columns_of_a_table() -> None:
    rows: Rows = [
        [("TT", 2, 1), ("Đơn vị", 2, 1), ("Số lớp", 1, 2), ("Tổng số", 2, 1), ("Tỷ lệ %", 2, 1)],
        ["Sáng", "Chiều"],
        ["1", "Xã An", "3", "4", "7", "50"],
        ["2", "Xã Bình", "2", "2", "4", "60"],
        ["3", "Xã Cát", "1", "", "1", "70"],
        ["", "Tổng cộng", "6", "6", "12", "58"],
    ]
    found = totals(table(rows, 2))
    assert all(t.holds for t in found)
    assert [t.stated for t in found if (t.label or "").startswith("Tổng cộng")] == ["6", "6", "12", "12"]
    assert "7" in [t.stated for t in found] and "58" not in [t.stated for t in found]


def test_a_wrong_cell_is_found() -> None:
    rows: Rows = [
        ["Xã", "Nam", "Nữ", "Cộng"],
        ["A", "3", "4", "7"],
        ["B", "5", "5", "10"],
        ["C", "1", "1", "3"],
        ["D", "2", "1", "3"],
    ]
    wrong = [t for t in totals(table(rows)) if not t.holds]
    assert [(t.stated, t.computed) for t in wrong] == [("3", "2")]


def test_a_blank_total_is_named_and_not_filled_in() -> None:
    rows: Rows = [
        ["Mã", "LT", "TH", "Tổng số tiết"],
        ["M 1", "7", "8", "15"],
        ["M 2", "6", "8", "14"],
        ["M 3", "5", "8", ""],
    ]
    blank = totals(table(rows))[-1]
    assert (blank.stated, blank.computed, blank.holds) == (None, "13", None)
    assert "M 3" in (blank.label or "") and "để trống" in (blank.label or "")


def test_sections_with_subtotals() -> None:
    rows: Rows = [
        ["TT", "Nội dung", "Số tiền"],
        ["I", "In ấn", "300"],
        ["1", "Giấy", "100"],
        ["2", "Mực", "200"],
        ["II", "Nước", "50"],
        ["1", "Chai", "50"],
        ["", "TỔNG CỘNG", "350"],
    ]
    assert read(table(rows)) == [("300", ["100", "200"], True), ("350", ["300", "50"], True)]


def test_a_sum_told_beside_its_table() -> None:
    rows: Rows = [["STT", "Họ tên", "Số tiền"], ["1", "A", "200.000"], ["2", "B", "150.000"]]
    assert read(table(rows), "Kính mong hỗ trợ theo danh sách trên số tiền là 350.000 đồng.") == [
        ("350000", ["200000", "150000"], True)
    ]


def test_figures_stay_exact() -> None:
    (total,) = totals("Tổng số 0,3 ha, gồm 0,1 ha lúa và 0,2 ha ngô.")
    assert total.holds and Decimal(total.computed or "") == Decimal("0.3")


def test_totals_of_the_seeds(shared: Path) -> None:
    from congvan.pipeline import convert

    wanted = {"002": {"15331", "1097"}, "003": {"30", "15"}, "004": {"344", "127", "134", "120", "337", "5218", "5555"}}
    for stem, stated in wanted.items():
        (path,) = (shared / "seeds").glob(f"{stem}_*.txt")
        found = [t for plan in convert(path).plans for t in plan.totals]
        assert stated <= {t.stated for t in found if t.holds}
        assert not [t for t in found if t.holds is False]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Thời lượng: 120 tiết/năm học/giáo viên, gồm nội dung bồi dưỡng 1: 30 tiết, nội dung bồi dưỡng 2: 30 tiết, "
            "nội dung bồi dưỡng 3: 60 tiết.",
            ("120", ["30", "30", "60"], True),
        ),
        ("- 02 cán bộ quản lý, 24 giáo viên; tổng cộng 26 người.", ("26", ["2", "24"], True)),
        ("Tuyển 02 lớp với 70 học sinh; trong đó có 62 học sinh cũ và tuyển thẳng 08 chỉ tiêu.", ("70", ["62", "8"], True)),
        ("Tổng kinh phí: 30.000.000 đồng (15 lớp × 2.000.000 đồng/lớp).", ("30000000", ["15", "2000000"], True)),
        ("Thời lượng 40 tiết = 16 tiết tập trung + 24 tiết tự học.", ("40", ["16", "24"], True)),
        ("Tổng số 1.250 cán bộ, giáo viên: mầm non 300, tiểu học 500, THCS 450.", ("1250", ["300", "500", "450"], True)),
        ("Tổng điểm 100, gồm: nội dung 1: 40 điểm; nội dung 2: 60 điểm.", ("100", ["40", "60"], True)),
        ("Giáo viên hoàn thành: 98,5% (197/200).", ("98.5", ["197", "200"], True)),
        ("Mỗi mô đun 40 tiết, gồm 24 tiết tự học và 16 tiết trực tuyến.", ("40", ["24", "16"], True)),
        ("Thuê hội trường: 4.500.000 đồng; nước uống: 500.000 đồng. Tổng cộng: 5.000.000 đồng.", ("5000000", ["4500000", "500000"], True)),
        ("Số học sinh: 28.910 em (trong đó mầm non 6.200, tiểu học 13.380, THCS 9.321).", ("28910", ["6200", "13380", "9321"], False)),
    ],
)  # fmt: skip
def test_units_orders_and_misprints(text: str, wanted: Row) -> None:
    assert read(text) == [wanted]


def test_items_below_a_heading_and_its_leading_line() -> None:
    lines = "VI. KINH PHÍ (tổng 3.500.000đ)\nKinh phí từ nguồn xã hội hóa:\n- In ấn (2 tấm): 1.000.000đ.\n- Giải thưởng: 2.500.000đ."
    assert read(lines) == [("3500000", ["1000000", "2500000"], True)]


def test_a_wrong_row_and_the_sum_below_it() -> None:
    rows: Rows = [
        ["TT", "Mô đun", "Lý thuyết", "Thực hành", "Tổng số"],
        ["1", "Đọc", "5", "10", "15"],
        ["2", "Viết", "4", "10", "15"],
        ["3", "Nói", "5", "10", "15"],
        ["4", "Nghe", "7", "8", "15"],
        ["Tổng số tiết", "", "21", "38", "60"],
    ]
    assert (("15", ["4", "10"], False)) in read(table(rows))
    assert (("60", ["21", "38"], False)) in read(table(rows))


def test_more_items_than_are_chosen_are_no_sum() -> None:
    assert (
        read("1. Giáo viên (chọn đủ 40 tiết):\n- Mô đun A: 20 tiết;\n- Mô đun B: 20 tiết;\n- Mô đun C: 20 tiết;") == []
    )


def test_counts_times_prices() -> None:
    rows: Rows = [
        ["STT", "Nội dung", "Số lượng", "Đơn giá", "Thành tiền"],
        ["1", "Nước", "40", "10.000", "400.000"],
        ["2", "Tài liệu", "40", "25.000", "1.000.000"],
        ["3", "Thuê phòng", "2", "300.000", "700.000"],
        ["4", "In ấn", "3", "50.000", ""],
        ["", "Tổng cộng", "", "", "2.100.000"],
    ]
    found = read(table(rows))
    assert ("400000", ["40", "10000"], True) in found
    assert ("700000", ["2", "300000"], False) in found
    (blank,) = [t for t in totals(table(rows)) if t.stated is None]
    assert (blank.computed, blank.holds) == ("150000", None)
