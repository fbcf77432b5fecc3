"""Deadlines that name a day, a month, a window: FIELD.md §4, classes 1–5, 9–15."""

import pytest

from normalize.clean import build, items, plain
from normalize.deadlines import find_deadlines
from schemas.document import Cell, Document, Line, Page, Paragraph, Table
from schemas.facts import Deadline
from schemas.plan import Header, Received

ISSUED = "2024-03-04"  # a Monday, in the school year 2023-2024


def read(text: str, issued: str | None = ISSUED, received: str | None = None) -> list[Deadline]:
    arrival = Received(date=received) if received else None
    return find_deadlines(plain(text), header=Header(issued_on=issued, received=arrival))


def unmark(marked: str) -> tuple[str, str]:
    """The text without «», and what stood in them."""
    start, end = marked.index("«"), marked.index("»")
    return marked.replace("«", "").replace("»", ""), marked[start + 1 : end]


# text with its phrase in «», bound, date (EDTF), due, time
POINTS = [
    ("Các trường gửi báo cáo về Phòng «trước ngày 15/5/2024».", "before", "2024-05-15", "2024-05-14", None),
    ("Báo cáo gửi về Sở «trước 15/5/2024».", "before", "2024-05-15", "2024-05-14", None),
    ("Nộp hồ sơ «trước ngày 09 tháng 6 năm 2024» (qua email vanthu@so.example).", "before", "2024-06-09", "2024-06-08", None),
    ("Hoàn thành «trước 11 / 11 / 2024»", "before", "2024-11-11", "2024-11-10", None),
    ("Gửi danh sách «trước ngày 5.6.2024».", "before", "2024-06-05", "2024-06-04", None),
    ("Gửi danh sách «trước ngày 05-6-2024».", "before", "2024-06-05", "2024-06-04", None),
    ("Gửi danh sách «trước ngày12 tháng08 năm2024».", "before", "2024-08-12", "2024-08-11", None),
    ("Đề nghị báo cáo «trước ngày 30 tháng 9/2024».", "before", "2024-09-30", "2024-09-29", None),
    ("«Trước ngày 20/4/2024»: Hội đồng duyệt danh sách và công bố.", "before", "2024-04-20", "2024-04-19", None),
    ("- «Chậm nhất ngày 17/7/2024»: Các Phòng gửi danh sách về Sở.", "by", "2024-07-17", "2024-07-17", None),
    ("Gửi báo cáo «chậm nhất là ngày 20 tháng 5 năm 2024».", "by", "2024-05-20", "2024-05-20", None),
    ("Hồ sơ nộp «muộn nhất vào ngày 20/5/2024».", "by", "2024-05-20", "2024-05-20", None),
    ("Nộp bài «chậm nhất đến hết ngày 20/5/2024».", "by", "2024-05-20", "2024-05-20", None),
    ("Riêng việc đổi tên đơn vị: «hạn chót ngày 15/8/2024».", "by", "2024-08-15", "2024-08-15", None),
    ("«Hạn cuối: ngày 15/8/2024».", "by", "2024-08-15", "2024-08-15", None),
    ("Các đơn vị gửi kết quả «không muộn hơn ngày 15/8/2024».", "by", "2024-08-15", "2024-08-15", None),
    ("Thời gian nhận bài dự thi: «đến hết ngày 30/10/2024».", "by", "2024-10-30", "2024-10-30", None),
    ("Thời hạn nộp hồ sơ: «30/10/2024».", "by", "2024-10-30", "2024-10-30", None),
    ("Hạn nộp báo cáo là «ngày 30/10/2024».", "by", "2024-10-30", "2024-10-30", None),
    ("Thời gian hoàn thành: «30/10/2024».", "by", "2024-10-30", "2024-10-30", None),
    ("Công bố kết quả «vào ngày 28/7/2024».", "on", "2024-07-28", "2024-07-28", None),
    ("Các Phòng báo cáo kết quả về Sở («vào ngày 30/12/2024») để tổng hợp.", "on", "2024-12-30", "2024-12-30", None),
    ("Gửi báo cáo «trước 17 giờ 00 ngày 20/6/2024».", "before", "2024-06-20", "2024-06-20", "17:00"),
    ("Thông báo «chậm nhất 20 giờ 00 ngày hôm nay (04/3)»; chuẩn bị.", "by", "2024-03-04", "2024-03-04", "20:00"),
    ("Đóng cổng nhập liệu «lúc 16 giờ 00 thứ Sáu, ngày 29/3/2024», sau đó không nhận.", "on", "2024-03-29", "2024-03-29", "16:00"),
    ("Gửi báo cáo «trước 9 giờ ngày mai (05/3/2024)».", "before", "2024-03-05", "2024-03-05", "09:00"),
    ("Gửi báo cáo «trước 16h30, 09/10/2024».", "before", "2024-10-09", "2024-10-09", "16:30"),
    ("Gửi báo cáo «trước 16h30’ ngày 09/10/2024».", "before", "2024-10-09", "2024-10-09", "16:30"),
    ("Gửi báo cáo «trước 17 giờ ngày 09/10/2024».", "before", "2024-10-09", "2024-10-09", "17:00"),
    ("Nộp bài viết: «Chậm nhất trước 10 giờ 30 phút, ngày 26 tháng 10 năm 2024 (thứ Bảy)».", "before", "2024-10-26", "2024-10-26", "10:30"),
    ("Nộp hồ sơ «trước 5 giờ chiều ngày 10/5/2024».", "before", "2024-05-10", "2024-05-10", "17:00"),
    ("Hoàn thành bồi dưỡng «trong tháng 7 năm 2024».", "within", "2024-07", "2024-07-31", None),
    ("Ban hành kế hoạch «trong tháng 02/2025».", "within", "2025-02", "2025-02-28", None),
    ("Các Sở báo cáo Bộ «trong quý III năm 2024».", "within", "2024-07/2024-09", "2024-09-30", None),
    ("Hoàn thành việc sửa chữa phòng học «trong quý I/2025».", "within", "2025-01/2025-03", "2025-03-31", None),
    ("Phấn đấu 80% số trường thực hiện xong «trong năm 2025».", "within", "2025", "2025-12-31", None),
    ("Các trường gửi về Phòng (hạn «25/10/2024»).", "by", "2024-10-25", "2024-10-25", None),
    ("Gửi về Bộ «chậm nhất II giờ 30 ngày 28/6/2024».", "by", "2024-06-28", "2024-06-28", "11:30"),
    ("Báo cáo «trước l5 giờ 00 ngày O5/6/2024».", "before", "2024-06-05", "2024-06-05", "15:00"),
    ("«10/12/2024»: Nộp 03 dự án cho Sở.", "on", "2024-12-10", "2024-12-10", None),
    ("Thanh lý hợp đồng «trong quý IV/2024».", "within", "2024-10/2024-12", "2024-12-31", None),
    ("Thời gian hoàn thành: «Quý IV năm 2024».", "within", "2024-10/2024-12", "2024-12-31", None),
    ("Hoàn thành hồ sơ «trước tháng 6 năm 2024».", "before", "2024-06", "2024-05-31", None),
    ("Tổng hợp, báo cáo nhanh «trước 9h00 và 15h00 trong ngày thi 14/6/2024».", "before", "2024-06-14", "2024-06-14", "09:00"),
    ("Đề nghị Sở xem xét, bổ sung 02 biên chế «trong năm 2024».", "within", "2024", "2024-12-31", None),
    ("Số hóa 100% học bạ, văn bằng «trong năm 2024».", "within", "2024", "2024-12-31", None),
    ("Xây dựng phần mềm và đưa vào vận hành «trong năm 2024».", "within", "2024", "2024-12-31", None),
    ("Tổng hợp ý kiến; công bố kết quả «trong năm 2024».", "within", "2024", "2024-12-31", None),
    ("Các sở triển khai Chỉ thị số 5, Kế hoạch hành động «trong quý II năm 2024».", "within", "2024-04/2024-06", "2024-06-30", None),
    ("Hoàn thành «chậm nhất trong tháng 6/2024».", "by", "2024-06", "2024-06-30", None),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "bound", "date", "due", "time"), POINTS)
def test_a_day_is_read_with_its_bound(marked, bound, date, due, time):
    text, phrase = unmark(marked)
    (found,) = read(text)
    assert (found.text, found.bound, found.date, found.due, found.time) == (phrase, bound, date, due, time)
    assert found.basis


PROHIBITIONS = [
    ("b) Không cho học sinh ra sông, suối «từ 12 giờ 00 ngày 06/3/2024» đến khi nước rút.", "2024-03-06", "12:00"),
    ("Tạm dừng dạy học trực tiếp «từ 13 giờ ngày 05/3/2024».", "2024-03-05", "13:00"),
    ("Nghiêm cấm tàu cá ra khơi «từ 7 giờ 30 ngày 05/3/2024».", "2024-03-05", "07:30"),
]


@pytest.mark.parametrize(("marked", "date", "time"), PROHIBITIONS)
def test_what_is_forbidden_from_an_hour_on_has_no_due_day(marked, date, time):
    text, phrase = unmark(marked)
    (found,) = read(text)
    assert (found.text, found.bound, found.date, found.due, found.time) == (phrase, "from", date, None, time)


WINDOWS = [
    ("Nhận hồ sơ «từ ngày 05/10/2024 đến ngày 15/10/2024» tại Phòng Nội vụ.", "2024-10-05/2024-10-15", "2024-10-15"),
    ("Lịch nhận hồ sơ: «Từ ngày 20/7/2024 đến hết ngày 25/7/2024».", "2024-07-20/2024-07-25", "2024-07-25"),
    ("Các trường nộp hồ sơ «từ 01 đến 10/10/2024».", "2024-10-01/2024-10-10", "2024-10-10"),
    ("Các trường nộp hồ sơ «từ ngày 5/10 đến ngày 10/10/2024».", "2024-10-05/2024-10-10", "2024-10-10"),
    ("Các trường rà soát «từ ngày 28/12 đến hết ngày 05/01/2025».", "2024-12-28/2025-01-05", "2025-01-05"),
    ("Thời gian thực hiện: «15–25/5/2024».", "2024-05-15/2024-05-25", "2024-05-25"),
    ("Thời gian nộp hồ sơ: «15/5/2024 -25/5/2024».", "2024-05-15/2024-05-25", "2024-05-25"),
    ("Thời gian thực hiện: «Từ tháng 4 đến tháng 12 năm 2024».", "2024-04/2024-12", "2024-12-31"),
    ("Thời gian hoàn thành: «Tháng 11 - 12/2024».", "2024-11/2024-12", "2024-12-31"),
    ("«Từ nay đến hết ngày 30/5/2024», các trường hoàn thành việc kê khai.", "2024-03-04/2024-05-30", "2024-05-30"),
    ("Thời gian đăng ký «từ 8 giờ ngày 01/4/2024 đến 17 giờ 00 ngày 10/4/2024».", "2024-04-01/2024-04-10", "2024-04-10"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "date", "due"), WINDOWS)
def test_a_window_has_both_its_ends(marked, date, due):
    text, phrase = unmark(marked)
    (found,) = read(text)
    assert (found.text, found.bound, found.date, found.due) == (phrase, "between", date, due)


FUZZY = [
    ("Báo cáo kết quả vào cuối tháng 5/2024.", "2024-05", "2024-05-31", "end", "146 khoản 2"),
    ("Nộp kế hoạch vào đầu tháng 9 năm 2024.", "2024-09", "2024-09-01", "start", "146 khoản 2"),
    ("Nộp kế hoạch vào giữa tháng 9 năm 2024.", "2024-09", "2024-09-15", "middle", "146 khoản 2"),
    ("Tổng kết, báo cáo vào cuối năm 2024.", "2024", "2024-12-31", "end", "146 khoản 3"),
    ("Sơ kết, báo cáo vào giữa năm 2025.", "2025", "2025-06-30", "middle", "146 khoản 3"),
    ("Báo cáo tổng kết nộp vào cuối năm học.", None, "2024-05-30", "end", "khung kế hoạch"),
    ("Nộp sổ điểm vào cuối học kỳ II.", None, "2024-05-24", "end", "khung kế hoạch"),
    ("Nộp sổ điểm vào cuối học kỳ I năm học 2024-2025.", None, "2025-01-17", "end", "khung kế hoạch"),
    ("Các trường xây dựng kế hoạch vào đầu năm học.", None, None, "start", None),
]


@pytest.mark.parametrize(("text", "date", "due", "qualifier", "basis"), FUZZY)
def test_a_part_of_a_period_is_told_by_law_or_by_the_school_frame(text, date, due, qualifier, basis):
    (found,) = read(text)
    assert (found.date, found.due, found.qualifier) == (date, due, qualifier)
    assert basis is None or basis in (found.basis or "")
    assert found.bound == "on"


def test_the_school_frame_makes_a_reading_less_sure():
    (frame,) = read("Báo cáo tổng kết nộp vào cuối năm học.")
    (day,) = read("Báo cáo tổng kết nộp vào ngày 30/5/2024.")
    assert frame.evidence[0].confidence < day.evidence[0].confidence


def test_a_school_year_without_a_frame_gives_no_day():
    (found,) = read("Báo cáo tổng kết nộp vào cuối năm học.", issued="2011-03-01")
    assert found.due is None and found.anchor == "năm học"


YEARLESS = [
    ("Gửi báo cáo trước ngày 25/5.", "2024-05-25", "2024-05-24"),
    ("Gửi báo cáo trước ngày 15 tháng 01.", "2025-01-15", "2025-01-14"),
    ("Gửi báo cáo chậm nhất ngày 04/3.", "2024-03-04", "2024-03-04"),
    ("Hoàn thành việc rà soát trong tháng 9.", "2024-09", "2024-09-30"),
    ("Nhận hồ sơ từ ngày 15/9 đến ngày 30/9.", "2024-09-15/2024-09-30", "2024-09-30"),
]


@pytest.mark.parametrize(("text", "date", "due"), YEARLESS)
def test_a_year_that_is_not_printed_is_the_next_one_and_said_so(text, date, due):
    (found,) = read(text)
    assert (found.date, found.due) == (date, due)
    assert "không ghi năm" in (found.basis or "")


@pytest.mark.parametrize("text", [row[0] for row in YEARLESS])
def test_without_the_dispatch_s_date_no_year_is_guessed(text):
    (found,) = read(text, issued=None)
    assert found.date is None and found.due is None


def test_a_day_of_a_month_that_nobody_names_is_kept_without_a_date():
    (found,) = read("Các đơn vị gửi báo cáo trước ngày 25.")
    assert (found.bound, found.date, found.due) == ("before", None, None)


def test_a_year_that_only_the_sentence_knows_is_not_the_dispatch_s_own():
    (found,) = read("Trước ngày 31 tháng 7 của năm xét tặng, các đơn vị gửi hồ sơ.")
    assert found.date is None and found.due is None


def test_a_weekend_is_flagged_by_the_working_day_before_it_and_the_day_stays():
    (sunday,) = read("Gửi báo cáo chậm nhất ngày 09/6/2024.")
    assert (sunday.due, sunday.safe) == ("2024-06-09", "2024-06-07")
    (holiday,) = read("Gửi báo cáo chậm nhất ngày 30/4/2024.")
    assert (holiday.due, holiday.safe) == ("2024-04-30", "2024-04-26")  # 29/4/2024 was swapped for 04/5
    (working,) = read("Gửi báo cáo chậm nhất ngày 10/6/2024.")
    assert working.safe is None


def test_before_and_by_are_kept_apart():
    before, by = read("Nộp hồ sơ trước ngày 15/7/2024; gửi báo cáo chậm nhất ngày 15/7/2024.")
    assert (before.bound, before.due) == ("before", "2024-07-14")
    assert (by.bound, by.due) == ("by", "2024-07-15")


def test_the_lunar_new_year_is_turned_into_its_solar_day():
    (found,) = read("Hoàn thành việc chi trả trước Tết Nguyên đán năm 2025.")
    assert (found.date, found.due) == ("2025-01-29", "2025-01-28")
    assert "âm lịch" in (found.basis or "")


def test_several_deadlines_of_one_sentence_each_have_their_day():
    found = read(
        "Các trường gửi về Phòng trước ngày 05/6/2024, các Phòng gửi về Sở trước ngày 09/6/2024 và chậm nhất ngày 12/6/2024 báo cáo Bộ."
    )
    assert [(d.id, d.due) for d in found] == [("d1", "2024-06-04"), ("d2", "2024-06-08"), ("d3", "2024-06-12")]


def test_a_deadline_said_twice_in_one_place_is_one():
    assert len(read("Gửi báo cáo trước ngày 15/5/2024 (chậm nhất ngày 14/5/2024).")) == 1


def test_dates_of_citations_are_masked():
    text = "Báo cáo theo Công văn số 12/SGDĐT ngày 15/5/2024 trước ngày 20/5/2024."
    start = text.index("Công văn")
    found = find_deadlines(plain(text), masked=[(start, start + len("Công văn số 12/SGDĐT ngày 15/5/2024"))])
    assert [d.date for d in found] == ["2024-05-20"]


def test_a_slip_of_the_pen_in_the_past_is_still_a_deadline():
    (found,) = read("Thời gian nộp bài: Chậm nhất ngày 26/10/2023.")
    assert found.due == "2023-10-26"


def test_evidence_is_the_phrase_and_nothing_else():
    text = "Các trường gửi báo cáo chậm nhất ngày 10/6/2024 về Phòng."
    (found,) = read(text)
    evidence = found.evidence[0]
    assert text[evidence.start : evidence.end] == evidence.text == found.text == "chậm nhất ngày 10/6/2024"


@pytest.mark.parametrize(
    "text", ["Gửi báo cáo trước ngày 31/6/2024.", "Gửi báo cáo trước ngày 30/02/2025.", "Gửi trước ngày 12/13/2024."]
)
def test_a_day_that_no_calendar_has_gives_nothing(text):
    assert read(text) == []


def test_text_that_lost_its_marks_gives_only_what_is_sure():
    text = "Bao cao ket qua thuc hien cong tac boi dudng vé S¢ GDDT trudc ngay 09/6/2024 (gui den email). Tu ngay 01/5/2024 thuc hien."
    found = read(text)
    assert [(d.text, d.bound, d.due) for d in found] == [("trudc ngay 09/6/2024", "before", "2024-06-08")]


def table(rows: list[list[str]]) -> list[Deadline]:
    """Deadlines of a ruled table; its first row is its head."""
    cells = tuple(
        Cell((Paragraph((Line(words),)),), row, column)
        for row, line in enumerate(rows)
        for column, words in enumerate(line)
    )
    page = Page(1, (Table(cells, len(rows), len(rows[0]), header_rows=1),))
    document = Document("a.txt", "0" * 64, "text/plain", (page,))
    return find_deadlines(build(items(document), document), header=Header(issued_on=ISSUED))


def test_the_head_of_a_table_column_makes_its_days_deadlines():
    found = table(
        [
            ["TT", "Nội dung", "Thời hạn hoàn thành"],
            ["1", "Rà soát số liệu", "15/9/2024"],
            ["2", "Xây dựng kế hoạch", "Trước ngày 20/9/2024"],
            ["3", "Tổng kết", "Tháng 12/2024"],
        ]
    )
    assert [(d.text, d.bound, d.due) for d in found] == [
        ("15/9/2024", "by", "2024-09-15"),
        ("Trước ngày 20/9/2024", "before", "2024-09-19"),
        ("Tháng 12/2024", "within", "2024-12-31"),
    ]


def test_days_of_a_calendar_table_are_its_schedule_but_bound_days_in_its_cells_are_deadlines():
    found = table(
        [
            ["Thời gian", "Nội dung"],
            ["15/9/2024", "Khai mạc hội thi"],
            ["15/9/2024 - 20/9/2024", "Nộp hồ sơ về Phòng trước ngày 19/9/2024"],
        ]
    )
    assert [d.text for d in found] == ["trước ngày 19/9/2024"]


@pytest.mark.parametrize(
    "marked",
    [
        "Gửi danh sách học sinh «trước ngày 15/9/2024».",
        "Từng đơn vị gửi báo cáo «trước ngày 15/9/2024».",
        "Cập nhật dữ liệu lên hệ thống «trong tháng 9/2024».",
        "Nhận bài dự thi «từ ngày 10/9/2024 đến ngày 20/9/2024» tại văn phòng.",
        "Đối với các trường THPT nộp báo cáo về Sở «trước ngày 05/10/2024» qua email.",
        "Nộp báo cáo đã hoàn thiện «trước ngày 15/9/2024».",
        "Nếu có vướng mắc, liên hệ Phòng «trước ngày 15/9/2024».",
        "Gửi kết quả (nếu có) về Phòng «trước ngày 15/9/2024».",
        "Hội đồng phải được thành lập «trước ngày 15/9/2024».",
        "- «Ngày 15/9/2024»: Nộp danh sách về Phòng.",
        "Hoàn thành hồ sơ «trong tuần 2 tháng 10/2024».",
        "Các lớp nộp bài «trước 11h00 ngày thứ Sáu (20/9/2024)».",
    ],
)
def test_words_that_look_like_a_tale_or_a_gathering_do_not_hide_a_deadline(marked):
    text, phrase = unmark(marked)
    assert [d.text for d in read(text)] == [phrase]


def test_a_year_is_told_only_for_what_is_still_to_come():
    (early,) = read("Đầu năm, các trường báo cáo kế hoạch.")
    (late,) = read("Cuối năm, các trường báo cáo kết quả.")
    assert (early.date, early.due) == (None, None)
    assert (late.date, late.due) == ("2024", "2024-12-31")


def test_a_rule_for_all_years_names_no_year():
    circular = Header(issued_on=ISSUED, doc_type="TT")
    (found,) = find_deadlines(plain("Các trường gửi báo cáo trước ngày 25/5."), header=circular)
    assert (found.date, found.due, found.bound) == (None, None, "before")


HANDED_IN = [
    ("Đồng chí Hoa tổng hợp danh sách, nộp về Sở «ngày 15/9/2024».", "on", "2024-09-15"),
    ("Tổ trưởng nộp bảng tổng hợp về phó hiệu trưởng «ngày 8/5/2024», nhà trường báo cáo sau.", "on", "2024-05-08"),
    ("Phòng công bố kết quả «ngày 31/5/2024»./.", "on", "2024-05-31"),
    (
        "Nhận hồ sơ: «kể từ 07 giờ 30 ngày 10/3/2024 và kết thúc lúc 17 giờ ngày 28/3/2024» tại Sở.",
        "between",
        "2024-03-10/2024-03-28",
    ),
    ("Từ ngày ban hành văn bản này «đến 30/6/2024», các trường rà soát hồ sơ.", "by", "2024-06-30"),
]


@pytest.mark.parametrize(("marked", "bound", "day"), HANDED_IN)
def test_days_to_hand_in_without_a_preposition(marked, bound, day):
    text, words = unmark(marked)
    (found,) = read(text)
    assert (found.text, found.bound, found.date) == (words, bound, day)


@pytest.mark.parametrize(
    "text",
    [
        "Các trường gửi Báo cáo số 12/BC-THPT ngày 12/9/2024 cho Sở.",
        "Sở báo cáo UBND tỉnh theo Kế hoạch ngày 15/5/2024.",
        "Tổ chức Hội nghị công bố quyết định ngày 20/10/2024 tại Sở.",
        "Công bố quy chế thi ban hành ngày 20/10/2024.",
        "Sở đã gửi báo cáo ngày 12/5/2024.",
        "Nộp báo cáo ngày 12/02/2024.",
    ],
)
def test_a_bare_day_of_a_paper_or_a_meeting_is_none(text):
    assert read(text) == []


def test_what_is_reported_each_day_of_the_holiday():
    (found,) = read("Trong thời gian nghỉ, đơn vị báo cáo tình hình vào 15 giờ hằng ngày.")
    assert (found.recurrence, found.time) == ("FREQ=DAILY", "15:00")
