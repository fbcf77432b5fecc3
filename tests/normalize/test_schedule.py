"""Schedules: calendar tables, hours under a day, steps, meetings."""

from normalize.parse import parse
from schemas.document import Cell, Document, Line, Page, Paragraph, Table
from tests.normalize.parts import HEAD, TAIL, plan


def table_plan(rows, before="1. Lịch làm việc"):
    cells = tuple(Cell((Paragraph((Line(text),)),), r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    paragraphs = [Paragraph((Line(line),)) for line in f"{HEAD}\n{before}".split("\n")]
    table = Table(cells, len(rows), len(rows[0]), header_rows=1)
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
