"""Recurring and relative deadlines: FIELD.md §4, classes 6–8, 11, 19, 20."""

import pytest

from tests.normalize.test_deadlines_absolute import read

RECURRING = [
    ("Văn phòng cập nhật dữ liệu hằng ngày trước 8 giờ.", "before", ["FREQ=DAILY"]),
    ("Điểm thi báo cáo trước 9 giờ và trước 15 giờ hằng ngày.", "before", ["FREQ=DAILY", "FREQ=DAILY"]),
    ("Cử cán bộ theo dõi, nhắc nhở người học hằng tuần.", "within", ["FREQ=WEEKLY"]),
    ("Giáo viên tự học và nộp nhật ký hằng tuần.", "within", ["FREQ=WEEKLY"]),
    ("Các trường gửi báo cáo 6 tháng trước ngày 20/6 hằng năm.", "before", ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20"]),
    ("Nộp kế hoạch trước ngày 15/5 hằng năm.", "before", ["FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15"]),
    ("Nộp kế hoạch trước ngày 30 tháng 9 hàng năm.", "before", ["FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30"]),
    ("Báo cáo chậm nhất vào ngày 30/11 hằng năm.", "by", ["FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"]),
    ("Cập nhật tiến độ trong báo cáo cải cách hành chính hằng tháng.", "within", ["FREQ=MONTHLY"]),
    ("Giáo viên hằng ngày cập nhật sĩ số trước 8 giờ 00.", "before", ["FREQ=DAILY"]),
    ("Cấp học bổng vào tháng 10 hằng năm.", "on", ["FREQ=YEARLY;BYMONTH=10"]),
    ("Báo cáo trước ngày 25 hằng tháng.", "before", ["FREQ=MONTHLY;BYMONTHDAY=25"]),
    ("Nộp lịch công tác vào ngày 20 hàng tháng.", "on", ["FREQ=MONTHLY;BYMONTHDAY=20"]),
    ("Báo cáo số liệu trước ngày 05 của tháng sau.", "before", ["FREQ=MONTHLY;BYMONTHDAY=5"]),
    ("Gửi lịch trước 16 giờ thứ Sáu hằng tuần.", "before", ["FREQ=WEEKLY;BYDAY=FR"]),
    ("Cập nhật và báo cáo trước 16h30 hằng ngày.", "before", ["FREQ=DAILY"]),
    ("Các trạm gửi số liệu về Chi cục trước 06 giờ và 18 giờ hằng ngày.", "before", ["FREQ=DAILY"]),
    ("Gửi bản tin trước 6 giờ 30 và 18 giờ 30 hằng ngày.", "before", ["FREQ=DAILY"]),
    ("Gửi báo cáo nhanh 15 giờ hằng ngày.", "on", ["FREQ=DAILY"]),
    ("Trạm thủy văn cập nhật mực nước 02 giờ một lần, gửi Ban Chỉ huy.", "within", ["FREQ=HOURLY;INTERVAL=2"]),
    ("Tổ chuyên môn dự giờ, ghi sổ theo dõi hằng tuần; giữ hồ sơ.", "within", ["FREQ=WEEKLY"]),
    ("Tổ trưởng kiểm tra sổ đầu bài vào tuần cuối mỗi tháng.", "on", ["FREQ=MONTHLY"]),
    ("Tổ trưởng báo cáo vào tuần đầu tiên của hằng tháng.", "on", ["FREQ=MONTHLY"]),
    ("Báo cáo trước ngày 15 của tháng cuối quý.", "before", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"]),
    ("Chậm nhất vào ngày 10 tháng đầu tiên hằng quý, các đơn vị báo cáo.", "by", ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"]),
    ("Định kỳ hằng quý báo cáo Phòng.", "within", ["FREQ=MONTHLY;INTERVAL=3"]),
    ("Định kỳ 6 tháng và hằng năm, các trường báo cáo.", "within", ["FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"]),
    ("Định kỳ hằng tháng, quý và năm gửi báo cáo.", "within", ["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=YEARLY"]),
    ("Tổ chức kiểm tra mỗi quý một lần.", "within", ["FREQ=MONTHLY;INTERVAL=3"]),
    ("Họp Hội đồng sáu (06) tháng một lần.", "within", ["FREQ=MONTHLY;INTERVAL=6"]),
    ("Hằng năm, các cơ sở giáo dục có bản cam kết với cơ quan quản lý.", "within", ["FREQ=YEARLY"]),
    ("Hàng tháng, các trường tổng hợp và gửi số liệu về Phòng.", "within", ["FREQ=MONTHLY"]),
    ("Hằng năm, các trường tổng hợp kết quả, báo cáo Phòng trước ngày 31/5.", "before", ["FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=31"]),
    ("Định kỳ trước ngày 15/12 báo cáo kết quả về Sở.", "before", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]),
    ("Định kỳ hằng năm (trước ngày 15 tháng 12) báo cáo kết quả.", "before", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]),
    (
        "Báo cáo định kỳ 6 tháng (trước ngày 20/6 hằng năm) và 01 năm (trước ngày 15/11 hằng năm).",
        "before",
        ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"],
    ),
    (
        "Trước ngày 30/6 và 31/12 hằng năm, các đơn vị báo cáo.",
        "before",
        ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"],
    ),
    ("Báo cáo năm gửi trước ngày 28 tháng 02 năm sau.", "before", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28"]),
    ("Gửi báo cáo chậm nhất ngày 25 tháng 12 năm báo cáo.", "by", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25"]),
    ("Thời gian thực hiện: từ tháng 3 đến tháng 5 hằng năm.", "between", ["FREQ=YEARLY;BYMONTH=3,4,5"]),
    ("Tổ chuyên môn sinh hoạt 02 lần/tháng.", "within", ["FREQ=MONTHLY"]),
    ("Báo cáo kết quả triển khai về Bộ (qua Cục) hàng năm hoặc đột xuất khi có yêu cầu.", "within", ["FREQ=YEARLY"]),
    ("Nhà trường báo cáo 03 lần/năm học.", "within", ["FREQ=YEARLY"]),
    ("Mỗi học kỳ ít nhất 01 lần, nhà trường kiểm tra bếp ăn.", "within", ["FREQ=MONTHLY;INTERVAL=6"]),
    ("Nhà trường báo cáo kết quả vào cuối mỗi học kỳ.", "on", ["FREQ=MONTHLY;INTERVAL=6"]),
    ("g) Hằng năm, tổng hợp, báo cáo Sở về kết quả phòng, chống tác hại của thuốc lá;", "within", ["FREQ=YEARLY"]),
    ("Kế hoạch được rà soát, điều chỉnh hằng năm.", "within", ["FREQ=YEARLY"]),
    ("4. Ngày 25 hằng tháng, các phòng, ban, cơ sở giáo dục trong toàn huyện gửi báo cáo.", "on", ["FREQ=MONTHLY;BYMONTHDAY=25"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "bound", "rules"), RECURRING)
def test_what_recurs_is_a_rule_without_a_day_of_its_own(text, bound, rules):
    found = read(text)
    assert [d.recurrence for d in found] == rules
    assert {d.bound for d in found} == {bound}
    assert all(d.date is None and d.due is None for d in found)


def test_a_recurring_end_of_month_keeps_its_qualifier_and_the_event_in_brackets():
    (found,) = read("Tổng hợp và báo cáo vào cuối tháng 5 hằng năm (ngay sau khi năm học kết thúc), theo phân cấp.")
    assert (found.text, found.bound, found.recurrence) == ("vào cuối tháng 5 hằng năm", "on", "FREQ=YEARLY;BYMONTH=5")
    assert (found.qualifier, found.anchor) == ("end", "năm học kết thúc")


@pytest.mark.parametrize(
    ("text", "bound", "words"),
    [
        ("Sau mỗi đợt kiểm tra, nhà trường gửi báo cáo về Phòng.", "after", "Sau mỗi đợt kiểm tra"),
        ("Kết thúc mỗi chuyến đi, thuyền trưởng lập báo cáo gửi chủ tàu.", "after", "Kết thúc mỗi chuyến đi"),
        ("Gửi kế hoạch về Phòng trước ngày khai giảng năm học mới.", "before", "trước ngày khai giảng năm học mới"),
    ],
)
def test_an_event_known_or_that_comes_again_is_an_anchor_only(text, bound, words):
    (found,) = read(text)
    assert (found.bound, found.text, found.date, found.due) == (bound, words, None, None)
    assert found.anchor


def test_two_terms_joined_are_two_deadlines():
    found = read("Cuối học kỳ I và cuối năm học, các trường báo cáo về Phòng.")
    assert [(d.text, d.anchor) for d in found] == [("Cuối học kỳ I", "học kỳ I"), ("cuối năm học", "năm học")]


def test_terms_of_each_year_are_the_anchor():
    (found,) = read("Các Phòng báo cáo về Sở vào cuối học kì I và học kì II hàng năm.")
    assert (found.recurrence, found.qualifier, found.anchor) == ("FREQ=YEARLY", "end", "học kì I và học kì II")


def test_an_hour_of_each_week_keeps_its_time():
    (found,) = read("Gửi lịch trước 16 giờ thứ Sáu hằng tuần.")
    assert found.time == "16:00"


def test_a_list_s_leading_sentence_makes_its_days_recur():
    found = read(
        "Định kỳ hằng năm, các trường báo cáo Phòng như sau:\n- Báo cáo học kỳ I: trước ngày 15/01;\n- Báo cáo cuối năm: trước ngày 25/5."
    )
    assert [d.recurrence for d in found if d.bound == "before"] == [
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15",
        "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=25",
    ]


# text, bound, offset, unit, anchor
RELATIVE = [
    ("Trong thời hạn 05 (năm) ngày làm việc, kể từ ngày nhận hồ sơ, Phòng trả lời.", "within", "P5D", "working_days", "nhận hồ sơ"),
    ("Trong thời hạn không quá 30 ngày kể từ ngày nhận đủ hồ sơ hợp lệ, Sở thẩm định.", "within", "P30D", "days", "nhận đủ hồ sơ hợp lệ"),
    ("Kết quả được trả trong vòng 24 giờ kể từ khi tiếp nhận.", "within", "PT24H", "hours", "tiếp nhận"),
    ("Trong vòng mười lăm ngày làm việc kể từ ngày nhận đơn, Sở giải quyết.", "within", "P15D", "working_days", "nhận đơn"),
    ("Báo cáo viên chấm bài: Chậm nhất là 10 ngày sau mỗi mô đun.", "by", "P10D", "days", "mỗi mô đun"),
    ("Chậm nhất sau 07 ngày kể từ ngày có Quyết định, đơn vị công khai.", "by", "P7D", "days", "có Quyết định"),
    ("Thông báo chậm nhất 01 tháng sau khi kết thúc đợt kiểm tra.", "by", "P1M", "months", "kết thúc đợt kiểm tra"),
    ("Gửi tài liệu ít nhất 03 ngày trước khi tổ chức họp.", "before", "-P3D", "days", "tổ chức họp"),
    ("Trước ngày thi tối thiểu 10 ngày, Hội đồng công bố danh sách.", "before", "-P10D", "days", "thi"),
    ("Gửi giấy mời trước ít nhất 02 ngày làm việc so với ngày họp.", "before", "-P2D", "working_days", "họp"),
    ("Gửi đề nghị trong khoảng thời gian tối thiểu 05 ngày làm việc trước ngày đóng thầu.", "before", "-P5D", "working_days", "đóng thầu"),
    ("Khi có căn cứ tạm đình chỉ công tác thì chậm nhất 02 ngày làm việc, cơ quan trình quyết định.", "by", "P2D", "working_days", None),
    ("Ủy ban nhân dân xã trong thời gian 05 ngày làm việc có trách nhiệm kiểm tra bản khai.", "within", "P5D", "working_days", None),
    ("Theo mẫu; thời gian thực hiện 03 ngày làm việc kể từ ngày nhận đơn.", "within", "P3D", "working_days", "nhận đơn"),
    ("Báo cáo Sở trước khi tổ chức 05 ngày.", "before", "-P5D", "days", "tổ chức"),
    ("Gửi giấy triệu tập chậm nhất 05 ngày làm việc trước ngày tổ chức phiên họp.", "by", "-P5D", "working_days", "tổ chức phiên họp"),
    ("- Thời hạn giải quyết: không quá 20 ngày làm việc kể từ ngày nhận đủ hồ sơ.", "within", "P20D", "working_days", "nhận đủ hồ sơ"),
    ("- Thời gian giải quyết: 15 ngày kể từ ngày nhận đủ hồ sơ.", "within", "P15D", "days", "nhận đủ hồ sơ"),
    ("Thời hạn trả lời là 10 ngày làm việc kể từ ngày nhận được văn bản.", "within", "P10D", "working_days", "nhận được văn bản"),
    ("Trường hợp hồ sơ chưa đủ thì trong thời hạn 03 ngày làm việc, đơn vị thông báo để bổ sung.", "within", "P3D", "working_days", None),
    ("Văn thư chuyển văn bản chậm nhất trong ngày làm việc tiếp theo.", "by", "P1D", "working_days", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "bound", "offset", "unit", "anchor"), RELATIVE)
def test_a_length_of_time_keeps_its_event_and_has_no_day_of_its_own(text, bound, offset, unit, anchor):
    (found,) = read(text)
    assert (found.bound, found.offset, found.unit, found.anchor) == (bound, offset, unit, anchor)
    assert found.date is None and found.due is None


def test_a_length_from_a_date_is_counted_without_its_first_day_and_rolls_forward():
    (days,) = read("Nộp báo cáo trong thời hạn 05 ngày kể từ ngày 03/6/2024.")
    assert days.due == "2024-06-10"  # 08/6 is a Saturday: Điều 148 khoản 5
    assert "khoản 5" in (days.basis or "")
    (working,) = read("Nộp báo cáo trong thời hạn 05 ngày làm việc kể từ ngày 26/4/2024.")
    assert working.due == "2024-05-07"  # 29/4 is swapped for Saturday 04/5; 30/4 and 01/5 are holidays
    (months,) = read("Nộp báo cáo trong thời hạn 01 tháng kể từ ngày 31/5/2024.")
    assert months.due == "2024-07-01"  # 30/6 is a Sunday


def test_a_length_from_the_dispatch_s_own_issue_or_arrival_is_counted():
    (issue,) = read("Trong thời hạn 10 ngày kể từ ngày ban hành Kế hoạch này, các trường xây dựng kế hoạch của đơn vị.")
    assert issue.due == "2024-03-14"
    text = "Trong thời hạn 03 ngày làm việc kể từ ngày nhận được Công văn này, các đơn vị báo cáo."
    (arrived,) = read(text, received="2024-03-08")
    assert arrived.due == "2024-03-13"
    (unknown,) = read(text)
    assert unknown.due is None and unknown.anchor == "nhận được Công văn này"


EVENTS = [
    ("Đề nghị các trường triển khai ngay khi nhận được công văn này.", "after", "nhận được công văn này"),
    ("Gửi báo cáo ngay sau khi kết thúc hội thi.", "after", "kết thúc hội thi"),
    ("Đánh giá và báo cáo về Sở sau mỗi đợt bồi dưỡng theo quy định.", "after", "mỗi đợt bồi dưỡng"),
    ("Trình duyệt kế hoạch và đưa lên hệ thống trước mỗi đợt bồi dưỡng.", "before", "mỗi đợt bồi dưỡng"),
]


@pytest.mark.parametrize(("text", "bound", "anchor"), EVENTS)
def test_an_event_is_an_anchor_without_a_day(text, bound, anchor):
    (found,) = read(text)
    assert (found.bound, found.anchor, found.due, found.offset) == (bound, anchor, None, None)


def test_figure_and_word_that_differ_make_the_reading_less_sure():
    (agreed,) = read("Trong thời hạn 05 (năm) ngày kể từ ngày nhận hồ sơ, Phòng trả lời.")
    (differing,) = read("Trong thời hạn 05 (sáu) ngày kể từ ngày nhận hồ sơ, Phòng trả lời.")
    assert differing.offset == "P5D"
    assert differing.evidence[0].confidence < agreed.evidence[0].confidence


def test_duties_that_begin_on_a_day_have_a_bound_but_no_end():
    (found,) = read("Yêu cầu từ ngày 06/3/2024 mọi người vào trường bắt buộc đeo khẩu trang.")
    assert (found.bound, found.date, found.due) == ("from", "2024-03-06", None)


@pytest.mark.parametrize(
    ("text", "words", "offset"),
    [
        ("Nộp bài thu hoạch sau khi kết thúc mỗi mô đun không quá 10 ngày.", "không quá 10 ngày", "P10D"),
        ("Báo cáo kết quả về Phòng sau khi kết thúc mỗi đợt 15 ngày.", "sau khi kết thúc mỗi đợt 15 ngày", "P15D"),
    ],
)
def test_a_length_after_an_event_that_comes_again(text, words, offset):
    (found,) = read(text)
    assert (found.text, found.offset) == (words, offset)
    assert found.anchor is not None
