"""Schedules in sentences and lists: calendars a line an item, bands with hours, invitations, phases."""

import pytest

from congvan.pipeline import convert_bytes
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


HEAD_2025 = HEAD.replace("04 tháng 3 năm 2024", "05 tháng 11 năm 2025")


def told(body):
    return [(s.start, s.end, s.content) for s in plan(f"I. Các nội dung chính\n{body}", HEAD_2025).schedule]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tháng 9. Xây dựng kế hoạch.", [("2025-09", None)]),
        ("Tháng 11+12: Học chương trình 02.", [("2025-11", "2025-12")]),
        ("Tháng 1, 2, 3/2026: Học chương trình 03.", [("2026-01", "2026-03")]),
        ("- Ngày 05/12/2025 khai mạc hội khỏe tại sân vận động.", [("2025-12-05", None)]),
        ("- Từ ngày 15/11/2025 - 20/11/2025, các trường thi cấp trường.", [("2025-11-15", "2025-11-20")]),
        ("- Lễ trao giải: dự kiến 26/12/2025.", [("2025-12-26", None)]),
        ("- Cấp cụm: từ 20/12 đến 25/12/2025;", [("2025-12-20", "2025-12-25")]),
        ("- Cấp tỉnh: dự kiến tháng 02/2026.", [("2026-02", None)]),
        ("- Kiểm tra học kì I: Tuần 17, 18 (từ 29/12/2025 đến 10/01/2026).", [("2025-12-29", "2026-01-10")]),
        ("Ngày kết thúc năm học: 31/5/2026.", [("2026-05-31", None)]),
        ("+ Lớp 1: Khai giảng ngày 25/11/2025, bế giảng ngày 30/11/2025.", [("2025-11-25", None)]),
        ("- Thi năng khiếu ngày 15/12/2025.", [("2025-12-15", None)]),
        ("- Nhận hồ sơ từ ngày 24/11/2025 đến ngày 10/12/2025.", [("2025-11-24", "2025-12-10")]),
        ("- Ca 1 (7h30 - 9h30, ngày 29/11/2025): lớp 6, 7.", [("2025-11-29", None)]),
        ("- 14h00: Họp Ban giám hiệu (thứ Hai, 17/11/2025).", [("2025-11-17", None)]),
        ("Học kì II: Từ ngày 12/01/2026 đến ngày 25/5/2026.", [("2026-01-12", "2026-05-25")]),
        ("Đơn vị A tập huấn trong 02 ngày 24, 25/11/2025 tại Trường TH B.", [("2025-11-24", "2025-11-25")]),
        ("- Sáng 20/11: mít tinh; chiều 20/11: giao lưu.", [("2025-11-20", None)] * 2),
        ("Đợt 1: từ 01/7 đến 10/7/2026; Đợt 2: từ 15/7 đến 25/7/2026.", [("2026-07-01", "2026-07-10"), ("2026-07-15", "2026-07-25")]),
        ("Thứ Hai (17/11): 7h00 Chào cờ; 14h00 Họp giao ban.", [("2025-11-17", None)] * 2),
        ("Môn Ngữ văn: 7h30 ngày 05/6/2026; môn Toán: 14h30 ngày 06/6/2026.", [("2026-06-05", None), ("2026-06-06", None)]),
    ],
)  # fmt: skip
def test_how_a_line_tells_its_days(line, expected):
    assert [(start, end) for start, end, _ in told(line)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "4. Từ ngày 01 tháng 12 năm 2025, Trung tâm thực hiện việc tiếp nhận hồ sơ.",
        "Kể từ ngày 01/01/2031: Các khu vực phải thực hiện quy định này.",
        "Đến năm 2027, ít nhất 92% số xã có trường đạt chuẩn.",
        "Năm 2026, tỉnh chủ trương xây dựng trường mới.",
        "Thời gian thực hiện: Từ tháng 11 đến tháng 12 năm 2026.",
        "TRIỂN KHAI TỔ CHỨC KIỂM KÊ TÀI SẢN CÔNG THỜI ĐIỂM 0H00 NGÀY 01 THÁNG 01 NĂM 2026",
        "Ngày 31 tháng 3 năm kế tiếp sau năm báo cáo: số chính thức.",
        "Trước ngày 31 tháng 12 hằng năm, Ủy ban nhân dân tỉnh giao kế hoạch.",
        "Thời gian chốt số liệu báo cáo: từ ngày 15/11/2025 đến ngày 14/12/2025.",
        "Nghị quyết có hiệu lực thi hành từ ngày 01/12/2025 đến hết ngày 30/6/2026.",
        "Ngày 18/11/2025, Sở Xây dựng có Công văn số 144/SXD-VP về việc sửa trường.",
        "- Thời gian làm bài: 120 phút.",
        "Ví dụ 9: Bà N phải nghỉ việc từ ngày 29/11/2025 đến ngày 25/12/2025.",
        "Theo dự báo của đài khí tượng, ngày 20 và 21/11/2025, tại khu vực có mưa to.",
        "Từ tháng 10/1962 đến tháng 3/1975\nNhà lao cũ",
        "- Trung tâm Tin học: vận hành hệ thống 24/7;",
        "- Phòng GDĐT công bố kết quả ngày 31/12/2025.",
    ],
)
def test_days_that_are_no_rows(line):
    assert told(line) == []


def test_what_stands_below_a_month():
    body = """Tháng 9/2025:
- Khai giảng;
- Họp phụ huynh:
+ Bầu ban đại diện;
Tháng 10/2025:
- Hội nghị viên chức.
III. Tổ chức thực hiện
- Hiệu trưởng chỉ đạo."""
    assert told(body) == [
        ("2025-09", None, "Khai giảng;"),
        ("2025-09", None, "Họp phụ huynh:"),
        ("2025-10", None, "Hội nghị viên chức."),
    ]


def test_the_counted_days_of_a_course():
    body = """1. Thời gian: 02 ngày, ngày 24 và 25 tháng 11 năm 2025.
2. Chương trình
Ngày thứ nhất
- 7h30: Khai mạc
Ngày thứ hai:
- 8h00: Thảo luận"""
    assert [start for start, *_ in told(body)][1:] == ["2025-11-24", "2025-11-25"]


@pytest.mark.parametrize("label", ["- Bước 1:", "2. Bước 2.", "* Bước 3 –", "Bước II:"])
def test_labels_of_steps(label):
    (found,) = plan(f"I. Quy trình\n{label} Các trường lập danh sách.").schedule
    assert (found.step, found.responsible) == (label.rstrip(" :.–").split()[-1], ["Các trường"])


def test_a_place_behind_the_hour():
    (found,) = plan("2. Thời gian, địa điểm: 8h00 ngày 25/11/2025 tại Hội trường tầng 3.", HEAD_2025).schedule
    assert (found.time, found.place) == ("08:00", "Hội trường tầng 3")


def test_who_acts_in_a_step_and_below_its_title():
    body = """Bước 1. Sở GDĐT lập kế hoạch; Các trường lập danh sách.
Bước 2. Kiểm tra
- Phòng GDĐT kiểm tra các trường.
III. Kinh phí"""
    assert [s.responsible for s in plan(f"I. Quy trình\n{body}").schedule] == [
        ["Sở GDĐT", "Các trường"],
        ["Phòng GDĐT"],
    ]


def test_a_class_of_offices_is_no_place():
    (found,) = plan("- Ngày 05/12/2025: Họp phụ huynh tại các trường.", HEAD_2025).schedule
    assert found.place is None


def test_the_place_below_in_a_lettered_line():
    body = "I. Nội dung\na) Thời gian: 8h00 ngày 24/11/2025.\nb) Địa điểm: Tại điểm cầu Trường THCS Mẫu."
    assert plan(body, HEAD_2025).schedule[0].place == "điểm cầu Trường THCS Mẫu"


def test_the_hour_of_a_range_is_its_first():
    (found,) = plan("I. Nội dung\n- Vòng 1: Từ 8h00 ngày 10/11 đến 22h00 ngày 16/11/2025", HEAD_2025).schedule
    assert (found.start, found.end, found.time) == ("2025-11-10", "2025-11-16", "08:00")


def test_a_report_plans_too():
    head = HEAD_2025.replace("KẾ HOẠCH\n", "BÁO CÁO\n").replace("215/KH", "215/BC")
    body = "I. Nhiệm vụ thời gian tới\n- Ngày 28/10/2025: Thi thử.\n- Ngày 28/11/2025: Họp phụ huynh."
    assert [s.start for s in plan(body, head).schedule] == ["2025-11-28"]


def test_the_time_and_the_actor_behind_a_step():
    body = "I. Các bước\nBước 1. Lập kế hoạch, tổng hợp: từ ngày 01/12 đến ngày 15/12/2025. Thực hiện: hiệu trưởng các trường."
    (found,) = plan(body, HEAD_2025).schedule
    assert (found.start, found.end, found.responsible) == ("2025-12-01", "2025-12-15", ["hiệu trưởng các trường"])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Khai mạc: 7 giờ 30, ngày 20/4/2024;\n- Thi đấu: từ 8 giờ 00 cùng ngày;",
         [("2024-04-20", None, "07:30"), ("2024-04-20", None, "08:00")]),
        ("Các mốc công tác: họp tổ 08/4/2024; thi thử ngày 20/4/2024.", [("2024-04-08", None, None), ("2024-04-20", None, None)]),
        ("Đợt 1: ngày 10-12/6/2024 dành cho tổ 1; Đợt 2: ngày 13-15/6/2024 dành cho tổ 2.",
         [("2024-06-10", "2024-06-12", None), ("2024-06-13", "2024-06-15", None)]),
        ("+ Vòng 1: Thi trắc nghiệm, dự kiến ngày 05/5/2024.", [("2024-05-05", None, None)]),
        ("+ Từ tháng 9 đến hết tháng 12: học nội dung 1.", [("2024-09", "2024-12", None)]),
        ("Kỳ thi được tổ chức trong 02 ngày 06 và 07/6/2024.", [("2024-06-06", "2024-06-07", None)]),
        ("Chương trình hội thảo ngày 20/4/2024\n7h30 - 8h00: Đón khách\n10h00: Bế mạc",
         [("2024-04-20", None, "07:30"), ("2024-04-20", None, "10:00")]),
        ("Ban Thư ký báo cáo nhanh trước 9h00 và 15h00 trong ngày thi 14/4/2024.", []),
        ("Các trường liên hệ xe đưa đón học viên trong dịp nghỉ lễ từ ngày 30/4 đến ngày 01/5/2024.", []),
    ],
)  # fmt: skip
def test_lists_limits_and_occasions(line, expected):
    assert rows(line) == expected


def test_a_meeting_under_its_heading_with_its_people_and_place():
    body = "1. Hội thi kể chuyện\na) Thời gian: 7h30 ngày 22/4/2024.\nb) Địa điểm: Nhà văn hóa xã.\nc) Phụ trách: Tổ khối 4."
    (found,) = plan(f"I. Các nội dung chính\n{body}").schedule
    assert found.content == "Hội thi kể chuyện – Thời gian: 7h30 ngày 22/4/2024."
    assert (found.place, found.responsible) == ("Nhà văn hóa xã", ["Tổ khối 4"])


def test_an_online_meeting():
    body = (
        "1. Thời gian\nLúc 14 giờ 00 phút, ngày 28 tháng 4 năm 2024.\n2. Hình thức\nTrực tuyến qua ứng dụng họp của Sở."
    )
    (found,) = plan(body).schedule
    assert found.place == "Trực tuyến qua ứng dụng họp của Sở"


def test_a_span_alone_has_no_matter_in_the_next_heading():
    text = (
        "KẾ HOẠCH\nTháng hành động năm 2023\nIV. THỜI GIAN\nTừ ngày 15/11/2023 đến ngày 15/12/2023\n"
        "V. TỔ CHỨC THỰC HIỆN\n1. Các đơn vị:\nCác đơn vị xây dựng kế hoạch triển khai.\n"
    )
    [plan] = convert_bytes(text.encode(), "kh.txt")
    assert [(row.start, row.end) for row in plan.schedule] == [("2023-11-15", "2023-12-15")]
