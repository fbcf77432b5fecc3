"""Deadlines that can't be met, contradict each other or are nobody's."""

import pytest

from tests.normalize.findings.cases import codes, finding, of_blocks, plan, table


def test_a_deadline_before_the_dispatch_comes_first():
    found = plan("1. Các trường gửi báo cáo về Sở trước ngày 04/3/2024.").findings
    assert found[0].code == "date_order"
    assert found[0].evidence


def test_many_early_deadlines_are_one_finding():
    body = "\n".join(f"{n}. Trường khối {n} gửi hồ sơ về Sở chậm nhất ngày {n + 4}/02/2024." for n in range(1, 6))
    assert codes(body).count("date_order") == 1


@pytest.mark.parametrize("day", ["chậm nhất ngày 04/3/2024", "trước ngày 05/3/2024"])
def test_a_deadline_that_leaves_no_working_day(day):
    assert "short_notice" in codes(f"1. Các trường gửi báo cáo về Sở {day}.")


def test_a_deadline_that_leaves_a_working_day():
    assert "short_notice" not in codes("1. Các trường gửi báo cáo về Sở chậm nhất ngày 05/3/2024.")


def test_a_weekend_is_pointed_out_with_the_day_to_aim_for():
    message = finding("weekend_deadline", "1. Các trường gửi báo cáo về Sở chậm nhất ngày 09/6/2024.").message
    assert "Chủ nhật" in message and "07/06/2024" in message


@pytest.mark.parametrize("words", ["trong tháng 6 năm 2024", "trong năm 2024", "chậm nhất ngày 10/6/2024"])
def test_a_month_that_ends_on_a_sunday_surprises_nobody(words):
    assert "weekend_deadline" not in codes(f"1. Các trường gửi báo cáo về Sở {words}.")


def test_many_weekends_are_one_finding():
    days = ("06/4", "13/4", "20/4", "27/4", "11/5")
    body = "\n".join(
        f"{n}. Trường khối {n} gửi hồ sơ về Sở chậm nhất ngày {day}/2024." for n, day in enumerate(days, 1)
    )
    assert codes(body).count("weekend_deadline") == 1


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("thứ Hai, ngày 12/3/2024", True),
        ("thứ Ba, ngày 12/3/2024", False),
        ("ngày 12 tháng 3 năm 2024 (thứ Ba)", False),
        ("ngày 16/3/2024 (Chủ nhật)", True),
    ],
)
def test_the_day_of_the_week(words, wrong):
    assert ("weekday_mismatch" in codes(f"1. Các trường dự họp vào {words} tại Sở.")) is wrong


def test_two_last_days_for_one_duty():
    body = (
        "1. Các trường gửi báo cáo kết quả bồi dưỡng giáo viên về Phòng Tổ chức cán bộ trước ngày 10/5/2024.\n"
        "2. Các trường gửi báo cáo kết quả bồi dưỡng giáo viên về Phòng Tổ chức cán bộ trước ngày 17/5/2024."
    )
    assert "deadline_conflict" in codes(body)


@pytest.mark.parametrize(("named", "conflict"), [("tổng kết năm học", True), ("sơ kết học kỳ I", False)])
def test_one_report_in_other_words(named, conflict):
    body = (
        "I. Chế độ báo cáo\n1. Các trường nộp báo cáo tổng kết năm học: trước ngày 24/5/2024.\n"
        f"II. Thực hiện\n1. Hiệu trưởng các trường gửi báo cáo {named} về Phòng GDĐT chậm nhất ngày 20/5/2024 để tổng hợp."
    )
    assert ("deadline_conflict" in codes(body)) is conflict


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        (
            "Thời hạn đăng ký dự thi: đến hết ngày 20/3/2024.",
            "Các trường gửi phiếu đăng ký dự thi về Sở trước ngày 28/3/2024.",
            True,
        ),
        (
            "Nộp sáng kiến kinh nghiệm trước ngày 10/4/2024.",
            "Các trường nộp sáng kiến kinh nghiệm trước ngày 16/4/2024.",
            True,
        ),
        ("Đăng ký dự thi cấp trường trước ngày 10/4/2024.", "Đăng ký dự thi cấp tỉnh trước ngày 19/4/2024.", False),
        ("Nộp hồ sơ dự tuyển lớp 10 trước ngày 10/4/2024.", "Nộp hồ sơ dự tuyển lớp 11 trước ngày 12/4/2024.", False),
        (
            "Trường MN nộp kế hoạch chuyên đề trước ngày 10/4/2024.",
            "Trường TH nộp kế hoạch chuyên đề trước ngày 11/4/2024.",
            False,
        ),
    ],
)
def test_one_matter_in_other_words(first, second, conflict):
    assert ("deadline_conflict" in codes(f"I. Thời gian\n{first}\nII. Tổ chức thực hiện\n{second}")) is conflict


@pytest.mark.parametrize(
    ("words", "early"),
    [
        ("Hạn nộp hồ sơ: 28/02/2024.", True),
        ("Thời gian nộp bài: đến hết ngày 25/02/2024.", True),
        ("Yêu cầu gửi danh sách trước 17 giờ ngày 04/4/2023.", True),
        ("Các trường đã nộp báo cáo trước ngày 28/02/2024.", False),
        ("Hồ sơ nộp trước ngày 28/02/2024 được xét theo quy định cũ.", False),
    ],
)
def test_a_last_day_before_the_dispatch(words, early):
    assert ("date_order" in codes(f"1. Yêu cầu\n{words}")) is early


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("sáng thứ Tư (14/3/2024)", True),
        ("8h00 sáng thứ 7, 15/3", True),
        ("8h00 sáng thứ Sáu, 15/3", False),
        ("thứ Tư (13/3/2024)", False),
        ("thứ 2, 4, 6 hằng tuần", False),
    ],
)
def test_a_day_of_the_week(words, wrong):
    assert ("weekday_mismatch" in codes(f"1. Họp giáo viên: {words}.")) is wrong


def test_reports_of_two_terms_are_two_duties():
    body = (
        "1. Các trường gửi báo cáo kết quả bồi dưỡng giáo viên học kỳ I về Phòng Tổ chức cán bộ trước ngày 10/5/2024.\n"
        "2. Các trường gửi báo cáo kết quả bồi dưỡng giáo viên học kỳ II về Phòng Tổ chức cán bộ trước ngày 17/5/2024."
    )
    assert "deadline_conflict" not in codes(body)


def test_a_row_of_the_calendar_with_a_later_last_day():
    rows = [
        ["Thời gian", "Nội dung", "Người phụ trách"],
        ["02/5/2024 - 10/5/2024", "Các tổ nộp hồ sơ bồi dưỡng trước ngày 17/5/2024", "Tổ trưởng"],
        ["10/5/2024 - 20/5/2024", "Nhà trường tổng hợp kết quả", "Hiệu trưởng"],
    ]
    found = of_blocks("I. Lịch thực hiện", table(rows))
    told = [f.code for f in found.findings]
    assert "deadline_conflict" in told
    (shared,) = [f for f in found.findings if f.code == "schedule_overlap"]
    assert "10/05/2024" in shared.message


def test_a_deadline_that_nobody_is_given():
    assert "deadline_without_actor" in codes("1. Công bố kết quả chậm nhất ngày 04/4/2024.")
    assert "deadline_without_actor" not in codes("1. Thời gian chấm: chậm nhất ngày 04/4/2024.")
    assert "deadline_without_actor" not in codes("1. Phòng Tổ chức cán bộ công bố kết quả chậm nhất ngày 04/4/2024.")


def test_a_plan_without_faults_has_no_findings():
    assert codes("1. Các trường gửi báo cáo về Sở GDĐT chậm nhất ngày 10/6/2024.") == []


def test_what_is_said_beside_a_matter_makes_it_no_other():
    words = (
        "Các trường nộp kế hoạch bồi dưỡng thường xuyên về Phòng trước ngày 30/9/2024.\n"
        "Hiệu trưởng các trường phê duyệt và nộp kế hoạch bồi dưỡng thường xuyên của trường về Phòng trước ngày 15/10/2024."
    )
    assert "deadline_conflict" in codes(words)
