"""Schedules in sentences and lists: calendars a line an item, bands with hours, invitations, phases."""

import pytest

from tests.normalize.parts import HEAD, plan


def rows(body, head=HEAD):
    return [(s.start, s.end, s.time) for s in plan(f"I. Các nội dung chính\n{body}", head).schedule]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 7h30 ngày 20/11/2024: Khai mạc hội thao.", ("2024-11-20", None, "07:30")),
        ("- Ngày 05/10/2024: Kiểm tra thư viện cụm 1.", ("2024-10-05", None, None)),
        ("- 05/10: Kiểm tra thư viện cụm 1.", ("2024-10-05", None, None)),
        ("+ Từ ngày 10/8/2024 đến ngày 30/9/2024: xây dựng dự thảo kế hoạch.", ("2024-08-10", "2024-09-30", None)),
        ("- Tuần 1 (từ 15/11 đến 21/11): Phát động cuộc thi.", ("2024-11-15", "2024-11-21", None)),
        ("- Tuần 2 (22-28/11) – Chấm sơ khảo.", ("2024-11-22", "2024-11-28", None)),
        ("- Tháng 9: Khảo sát nhu cầu học tập.", ("2024-09", None, None)),
        ("- Từ nay đến hết tháng 9/2024: Rà soát thiết bị.", ("2024-03-04", "2024-09", None)),
        ("- Đợt 1: Từ ngày 01/6/2024 đến ngày 05/6/2024: Học trực tiếp.", ("2024-06-01", "2024-06-05", None)),
        ("- Sáng ngày 12/4/2024: Họp ban tổ chức.", ("2024-04-12", None, None)),
        ("- Thứ Hai, ngày 15/4/2024: Duyệt tiết mục.", ("2024-04-15", None, None)),
        ("Thời gian tổ chức: 03 ngày: 24, 25 và 26 tháng 8 năm 2024.", ("2024-08-24", "2024-08-26", None)),
        ("- Phát hành hồ sơ: từ ngày 05/5/2024.", ("2024-05-05", None, None)),
        ("Kính mời Quý vị dự Hội nghị tổng kết vào lúc 8 giờ 00, ngày 20/5/2024 tại Hội trường A.", ("2024-05-20", None, "08:00")),
        ("Thời gian kết nối thử đường truyền từ 16h00, ngày 13/5/2024.", ("2024-05-13", None, "16:00")),
        ("- Thời gian tham quan: 14h đến 17h ngày 19 tháng 5 năm 2024.", ("2024-05-19", None, "14:00")),
        ("Kiểm tra cuối học kỳ I từ ngày 26/12/2024 đến hết ngày 07/01/2025.", ("2024-12-26", "2025-01-07", None)),
    ],
)  # fmt: skip
def test_a_line_of_a_calendar(line, expected):
    assert rows(line) == [expected]


def test_a_day_and_hours_are_not_read_out_of_each_other():
    """«15/11: Phát động» is no 11 o'clock."""
    assert rows("- 15/11: Phát động cuộc thi.") == [("2024-11-15", None, None)]


def test_hours_below_a_day():
    body = "1. Ngày 05/10/2024 (thứ Bảy):\n- 7h30 - 8h00: Đón tiếp đại biểu\n- Buổi chiều: Tham quan bảo tàng"
    assert rows(body) == [("2024-10-05", None, "07:30"), ("2024-10-05", None, None)]
    assert plan(f"I. Các nội dung chính\n{body}").schedule[0].time_end == "08:00"


def test_a_day_alone_under_a_heading_of_time():
    body = "1. Thời gian\nLúc 14 giờ 00 phút, ngày 28 tháng 4 năm 2024.\n2. Địa điểm: Hội trường B"
    (found,) = plan(body).schedule
    assert (found.start, found.time, found.place) == ("2024-04-28", "14:00", "Hội trường B")


def test_a_day_just_before_the_dispatch_is_not_put_off_a_year():
    assert rows("- Ngày 28/02: Phát động phong trào.\n- Ngày 10/3: Tổng kết.") == [
        ("2024-02-28", None, None),
        ("2024-03-10", None, None),
    ]


def test_months_of_a_school_year():
    head = HEAD.replace("04 tháng 3 năm 2024", "10 tháng 9 năm 2024")
    body = "- Tháng 9: Khai giảng.\n- Tháng 12: Sơ kết.\n- Tháng 02: Hội khỏe.\n- Tháng 5: Tổng kết."
    assert [start for start, _, _ in rows(body, head)] == ["2024-09", "2024-12", "2025-02", "2025-05"]


def test_phases_of_a_course_have_no_day():
    body = "- 05 ngày đầu: Học viên tự học trên hệ thống.\n- 02 ngày tiếp theo: Học trực tiếp."
    assert rows(body) == [(None, None, None), (None, None, None)]


@pytest.mark.parametrize(
    "line",
    [
        "Trước ngày 15/9/2024: nộp danh sách về Phòng Giáo dục Trung học.",
        "- Ngày sinh: 15/9/2024.",
        "(Kèm theo Kế hoạch số 215/KH-SGDĐT ngày 04/3/2024 của Sở GDĐT)",
        "Thực hiện Công văn số 12/SGDĐT-VP ngày 02/3/2024 về việc họp giao ban.",
        "Hội nghị đã họp lúc 8h00 ngày 10/5/2024.",
        "Các trường gửi báo cáo trước 9h00 ngày 13/5/2024.",
    ],
)
def test_no_row(line):
    assert rows(line) == []


def test_steps_with_their_time():
    (found,) = plan("I. Các bước\nBước 1 (từ ngày 01/6/2024 đến ngày 10/6/2024): Các trường lập danh sách.").schedule
    assert (found.step, found.start, found.end) == ("1", "2024-06-01", "2024-06-10")
