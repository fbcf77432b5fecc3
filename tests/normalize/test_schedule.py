"""Schedules: calendar tables, hours under a day, steps, meetings."""

from normalize.parse import parse
from schemas.document import Document, Line, Page, Paragraph
from tests.normalize import tables
from tests.normalize.parts import HEAD, TAIL, plan


def table_plan(rows, before="1. Lịch làm việc"):
    paragraphs = [Paragraph((Line(line),)) for line in f"{HEAD}\n{before}".split("\n")]
    table = tables.table(rows)
    closing = [Paragraph((Line(line),)) for line in TAIL.split("\n")]
    page = Page(1, (*paragraphs, table, *closing))
    (found,) = parse(Document("a.docx", "0" * 64, "x", (page,), paged=False))
    return found.schedule


def test_a_calendar_table():
    found = table_plan(
        [
            ("Thời gian", "Nội dung", "Người phụ trách"),
            ("01/4/2024 - 15/4/2024", "Xây dựng kế hoạch tổ chuyên môn", "Tổ trưởng"),
            ("20/4/2024", "Duyệt kế hoạch của các tổ", "Hiệu trưởng"),
        ]
    )
    assert [(s.start, s.end, s.content, s.responsible) for s in found] == [
        ("2024-04-01", "2024-04-15", "Xây dựng kế hoạch tổ chuyên môn", ["Tổ trưởng"]),
        ("2024-04-20", None, "Duyệt kế hoạch của các tổ", ["Hiệu trưởng"]),
    ]


def test_hours_belong_to_the_day_named_above():
    rows = [
        ("Thời gian", "Nội dung"),
        ("7h00 - 7h15", "Ổn định tổ chức lớp"),
        ("7h15 - 8h00", "Khai mạc lớp bồi dưỡng"),
    ]
    found = table_plan(rows, before="1. Ngày 24/8/2024:")
    assert [(s.start, s.time) for s in found] == [("2024-08-24", "07:00"), ("2024-08-24", "07:15")]


def test_the_dispatch_s_own_date_is_not_the_day_of_hours():
    rows = [
        ("Thời gian", "Nội dung"),
        ("7h00 - 7h15", "Ổn định tổ chức lớp"),
        ("7h15 - 8h00", "Khai mạc lớp bồi dưỡng"),
    ]
    found = table_plan(rows, before="(Kèm theo Kế hoạch số 215/KH-SGDĐT ngày 04/3/2024)")
    assert all(s.start is None for s in found)


def test_steps():
    found = plan(
        "II. Quy trình\nBước 1. Sở GDĐT xây dựng kế hoạch bồi dưỡng.\nBước 2: Các trường lập danh sách."
    ).schedule
    assert [(s.step, s.responsible) for s in found] == [("1", ["Sở GDĐT"]), ("2", ["Các trường"])]


def test_a_meeting_with_its_place():
    (found,) = plan("1. Thời gian: 8 giờ 00 ngày 12/4/2024.\n2. Địa điểm: Hội trường Sở GDĐT.").schedule
    assert (found.start, found.time, found.place) == ("2024-04-12", "08:00", "Hội trường Sở GDĐT")


def test_hours_in_words_keep_their_minutes():
    (found,) = plan("1. Thời gian: ngày 25-27/12/2024, bắt đầu lúc 07 giờ 30 phút ngày 25/12/2024.").schedule
    assert found.time == "07:30"


def test_months_by_their_number():
    rows = [("Tháng", "Nội dung công việc"), ("4", "Kiểm tra hồ sơ"), ("5/2024", "Tổng kết năm học")]
    assert [s.start for s in table_plan(rows)] == ["2024-04", "2024-05"]


def test_a_blank_time_cell_goes_on_with_the_row_above():
    rows = [
        ("Thời gian", "Nội dung", "Phụ trách"),
        ("12/4/2024", "Đón tiếp đại biểu", "Văn phòng"),
        ("", "Họp ban tổ chức", "Hiệu trưởng"),
        ("20/4/2024", "Chung kết", "Đoàn trường"),
        ("", "Cộng: 03 buổi", ""),
    ]
    assert [(s.start, s.content) for s in table_plan(rows)] == [
        ("2024-04-12", "Đón tiếp đại biểu"),
        ("2024-04-12", "Họp ban tổ chức"),
        ("2024-04-20", "Chung kết"),
    ]


def test_a_beginning_and_an_end_in_two_columns():
    rows = [
        ("TT", "Công việc", "Từ ngày", "Đến ngày"),
        ("1", "Lập danh sách", "01/4/2024", "05/4/2024"),
        ("2", "Bồi dưỡng", "10/4/2024", "12/4/2024"),
    ]
    assert [(s.start, s.end) for s in table_plan(rows)] == [
        ("2024-04-01", "2024-04-05"),
        ("2024-04-10", "2024-04-12"),
    ]


def test_dates_of_birth_make_no_calendar():
    rows = [
        ("TT", "Họ và tên", "Ngày sinh"),
        ("1", "Nguyễn Văn Mẫu", "01/4/2010"),
        ("2", "Trần Thị Thử", "05/4/2010"),
    ]
    assert table_plan(rows) == []


def test_the_day_of_an_agenda_may_stand_in_the_body():
    rows = [("THỜI GIAN", "NỘI DUNG"), ("8h30 - 8h35", "Tuyên bố lý do"), ("8h35 - 9h00", "Báo cáo tóm tắt")]
    body = "1. Thời gian: Buổi sáng ngày 18 tháng 4 năm 2024, theo chương trình.\n" + "Nội dung khác.\n" * 9
    found = table_plan(rows, before=body + "Chương trình làm việc")
    assert [(s.start, s.time) for s in found][1:] == [("2024-04-18", "08:30"), ("2024-04-18", "08:35")]


WEEK = "LỊCH LÀM VIỆC TUẦN 11 (từ ngày 08/4/2024 đến ngày 13/4/2024)"


def test_morning_and_afternoon_in_columns_of_their_own():
    rows = [
        ("Thứ", "Sáng", "Chiều"),
        ("Hai", "7h: Chào cờ", "Họp giao ban"),
        ("Thứ Ba", "Dự giờ", ""),
    ]
    assert [(s.start, s.time, s.content) for s in table_plan(rows, before=WEEK)] == [
        ("2024-04-08", "07:00", "7h: Chào cờ"),
        ("2024-04-08", None, "Họp giao ban"),
        ("2024-04-09", None, "Dự giờ"),
    ]


def test_counted_days_in_a_course_told_above():
    rows = [
        ("Thời gian", "Nội dung"),
        ("Ngày thứ nhất", ""),
        ("Sáng", "Chuyên đề 1"),
        ("Ngày thứ hai", ""),
        ("Sáng", "Chuyên đề 2"),
    ]
    before = "1. Thời gian: 02 ngày, từ ngày 24/6/2024 đến ngày 25/6/2024.\n2. Chương trình"
    found = [(s.start, s.content) for s in table_plan(rows, before=before)]
    assert found[1:] == [("2024-06-24", "Chuyên đề 1"), ("2024-06-25", "Chuyên đề 2")]


def test_weekdays_without_a_week_make_no_calendar():
    assert table_plan([("Thứ", "Tiết"), ("Hai", "Toán"), ("Ba", "Ngữ văn")]) == []


def test_several_names_in_a_cell():
    rows = [
        ("Thời gian", "Nội dung", "Phụ trách"),
        ("12/4/2024", "Duyệt tiết mục", "Ban Giám hiệu, GVCN các lớp"),
        ("13/4/2024", "Biểu diễn", "Sở Văn hóa, Thể thao và Du lịch"),
    ]
    assert [s.responsible for s in table_plan(rows)] == [
        ["Ban Giám hiệu", "GVCN các lớp"],
        ["Sở Văn hóa, Thể thao và Du lịch"],
    ]


def test_a_row_of_sums_is_no_row_of_a_calendar():
    rows = [
        ("Đợt", "Thời gian", "Số lớp", "Học viên"),
        ("Mô đun 4", "Từ 04/7 đến 08/7/2024", "12", "480"),
        ("Mô đun 5", "11/7 - 15/7/2024", "10", "420"),
        ("Cộng", "", "22", "900"),
    ]
    assert [s.start for s in table_plan(rows)] == ["2024-07-04", "2024-07-11"]


def test_a_label_that_spans_the_left_columns_is_the_matter():
    rows = [
        ["STT", "Môn học", "Số tiết", "Thời gian học"],
        ["1", "Tâm lí học", "30", "06/10/2025 – 25/10/2025"],
        [("Ôn tập và thi", 1, 3), "27/10/2025 – 31/10/2025"],
        ["2", "Giáo dục học", "45", "03/11/2025 – 29/11/2025"],
    ]
    told = [(item.content, item.start, item.end) for item in table_plan(rows)]
    assert told == [
        ("Tâm lí học", "2025-10-06", "2025-10-25"),
        ("Ôn tập và thi", "2025-10-27", "2025-10-31"),
        ("Giáo dục học", "2025-11-03", "2025-11-29"),
    ]


def test_items_of_an_annex_name_a_matter_and_its_days():
    lines = [
        *("Kính gửi: Các trường.", TAIL, "PHỤ LỤC", "2. Thời gian"),
        "- Thi tốt nghiệp vào tuần thứ 3 của tháng 7/2026 (13/7/2026 đến 17/7/2026).",
        "- Chấm khóa luận của học viên từ tuần thứ 3, 4 của tháng 7/2026 (13/7/2026 đến 25/7/2026).",
        "- Ngày lễ của trường (15 tháng 4 âm lịch).",
    ]
    told = [(item.start, item.end) for item in plan("\n".join(lines)).schedule]
    assert told == [("2026-07-13", "2026-07-17"), ("2026-07-13", "2026-07-25")]


def test_figures_and_ordinals_are_no_matter():
    rows = [
        ("Đợt", "Ngày", "Đối tượng", "Số lớp"),
        ("1", "13 - 14/11/2024", "GV THCS các xã phía Bắc", "28"),
        ("2", "20 - 21/11/2024", "GV THPT", "31"),
        ("", "Tổng số lớp", "", "59"),
    ]
    assert [(s.start, s.end, s.content, s.participants) for s in table_plan(rows)] == [
        ("2024-11-13", "2024-11-14", "GV THCS các xã phía Bắc", []),
        ("2024-11-20", "2024-11-21", "GV THPT", []),
    ]


def test_matters_down_the_side_and_stretches_across():
    rows = [
        ("Nội dung", "Đợt 1", "Đợt 2"),
        ("Nhận hồ sơ", "Từ 10/4/2024 đến 16/6/2024", "Từ 24/7/2024 đến 25/8/2024"),
        ("Nhập học", "20 - 21/7/2024", "25 - 26/9/2024"),
    ]
    assert [(s.start, s.end, s.content) for s in table_plan(rows)] == [
        ("2024-04-10", "2024-06-16", "Nhận hồ sơ – Đợt 1"),
        ("2024-07-24", "2024-08-25", "Nhận hồ sơ – Đợt 2"),
        ("2024-07-20", "2024-07-21", "Nhập học – Đợt 1"),
        ("2024-09-25", "2024-09-26", "Nhập học – Đợt 2"),
    ]


def test_a_time_cell_that_goes_on_in_the_next_row():
    rows = [
        ("Ngày", "Nội dung", "Phụ trách"),
        ("Từ 27/3 đến", "Kiểm tra giữa kỳ lớp", "Hiệu trưởng"),
        ("31/3", "6, 7, 8, 9", ""),
        ("02/4", "Họp cơ quan", "Văn phòng"),
    ]
    assert [(s.start, s.end, s.content, s.responsible) for s in table_plan(rows)] == [
        ("2024-03-27", "2024-03-31", "Kiểm tra giữa kỳ lớp 6, 7, 8, 9", ["Hiệu trưởng"]),
        ("2024-04-02", None, "Họp cơ quan", ["Văn phòng"]),
    ]


def test_several_items_in_a_cell_with_their_own_people():
    rows = [
        ("Thời gian", "Nội dung", "Phụ trách"),
        ("08/4 - 13/4/2024", "- Họp phụ huynh\n- Đại hội chi đội", "- GVCN\n- TPT Đội"),
        ("15/4 - 20/4/2024", "- Ôn tập\n- Kiểm tra", "Giáo viên"),
    ]
    found = table_plan(rows)
    assert [(s.start, s.responsible) for s in found] == [
        ("2024-04-08", ["GVCN"]),
        ("2024-04-08", ["TPT Đội"]),
        ("2024-04-15", ["Giáo viên"]),
    ]
