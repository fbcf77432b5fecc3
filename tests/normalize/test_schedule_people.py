"""Who answers for a schedule item and who takes part: columns, cells, lines."""

import pytest

from normalize.schedule_people import columns, joined, names, shared, told


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("Thời gian", "Nội dung", "Người phụ trách"), (2, None)),
        (("Thời gian", "Bộ phận thực hiện", "Nội dung"), (1, None)),
        (("Thời gian", "Nội dung", "Người thực hiện", "Phối hợp"), (2, 3)),
        (("Thời gian", "Nội dung", "Thành phần", "Chủ trì"), (3, 2)),
        (("Thời gian", "Nội dung", "Chủ trì, tham gia"), (2, 2)),
        (("Thời gian", "Nội dung", "Người trình bày"), (2, None)),
        (("Thời gian", "Đơn vị được kiểm tra", "Trưởng đoàn"), (2, None)),
        (("Thời gian", "Nội dung", "Đơn vị"), (2, None)),
        (("Thời gian", "Nội dung", "Kinh phí thực hiện", "Đơn vị tính"), (None, None)),
    ],
)
def test_columns_of_people(heads, expected):
    found = columns(dict(enumerate(heads)), [0])
    assert (found.leads, found.joins) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("CBQL, giáo viên", ["CBQL", "giáo viên"]),
        ("Các tổ trưởng và các giáo viên", ["Các tổ trưởng", "các giáo viên"]),
        ("Tổ Khối 4, 5", ["Tổ Khối 4, 5"]),
        ("Phòng Văn hóa, Thông tin; Đoàn xã", ["Phòng Văn hóa, Thông tin", "Đoàn xã"]),
        ("- Hiệu trưởng\n- Kế toán", ["Hiệu trưởng", "Kế toán"]),
    ],
)
def test_names_of_a_cell(cell, expected):
    assert names(cell.split("\n")) == expected


def test_who_chairs_and_who_takes_part_in_one_cell():
    assert shared(["Trưởng phòng; Hiệu trưởng các trường"]) == (["Trưởng phòng"], ["Hiệu trưởng các trường"])
    assert shared(["Toàn thể viên chức"]) == ([], ["Toàn thể viên chức"])
    assert shared([" "]) == ([], [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Kiểm tra thư viện (đ/c Hà phụ trách).", ["đ/c Hà"]),
        ("Tọa đàm do Công đoàn chủ trì.", ["Công đoàn"]),
        ("Cắm trại (Phụ trách: Bí thư Đoàn trường).", ["Bí thư Đoàn trường"]),
        ("Họp hội đồng; chủ trì: Hiệu trưởng.", ["Hiệu trưởng"]),
        ("Thi rung chuông vàng – Đoàn trường.", ["Đoàn trường"]),
        ("Kiểm tra hồ sơ (BGH, TTCM);", ["BGH", "TTCM"]),
        ("Chuyên đề 2 (ThS. Nga).", ["ThS. Nga"]),
        ("Chấm bài (buổi sáng).", []),
        ("Thi vẽ tranh (học sinh khối 4).", []),
        ("Nghỉ học do mưa lũ.", []),
        ("Chuẩn bị cơ sở vật chất – thiết bị.", []),
    ],
)
def test_who_answers_for_a_line(line, expected):
    assert told(line) == expected


def test_who_takes_part_in_a_line():
    assert joined("Ngày hội đọc sách (Thư viện chủ trì, GVCN phối hợp).") == ["GVCN"]
    assert joined("Tổng kết; phối hợp: Ban đại diện cha mẹ học sinh.") == ["Ban đại diện cha mẹ học sinh"]
