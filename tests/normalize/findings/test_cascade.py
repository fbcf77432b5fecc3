"""Time between the levels of a cascade."""

import pytest

from tests.normalize.findings.cases import codes

SCHOOLS = "1. Các trường THCS\n- Gửi danh sách giáo viên đăng ký bồi dưỡng về Phòng GDĐT {}.\n"
DIVISIONS = "2. Các Phòng GDĐT\n- Gửi danh sách giáo viên đăng ký bồi dưỡng về Sở GDĐT {}."


@pytest.mark.parametrize(
    ("schools", "divisions", "code"),
    [
        ("chậm nhất ngày 14/6/2024", "chậm nhất ngày 17/6/2024", "cascade_no_gap"),  # Friday and Monday
        ("chậm nhất ngày 14/6/2024", "chậm nhất ngày 14/6/2024", "cascade_no_gap"),
        ("chậm nhất ngày 20/6/2024", "chậm nhất ngày 14/6/2024", "cascade_order"),
        ("chậm nhất ngày 10/6/2024", "chậm nhất ngày 14/6/2024", None),
    ],
)
def test_reports_that_go_up(schools, divisions, code):
    found = {c for c in codes(SCHOOLS.format(schools) + DIVISIONS.format(divisions)) if c.startswith("cascade")}
    assert found == ({code} if code else set())


def test_what_is_gathered_and_sent_on():
    body = (
        "1. Các trường nộp báo cáo sơ kết về Phòng GDĐT chậm nhất ngày 10/5/2024.\n"
        "2. Phòng GDĐT tổng hợp báo cáo sơ kết gửi Sở GDĐT chậm nhất ngày 10/5/2024."
    )
    assert "cascade_no_gap" in codes(body)


@pytest.mark.parametrize(
    ("between", "told"), [("", True), ("2. Các trường THPT nộp hồ sơ trước ngày 10/5/2024.\n", False)]
)
def test_what_is_gathered_without_a_name(between, told):
    body = (
        "1. Trường TH, THCS hoàn thành báo cáo tự đánh giá và gửi Phòng GDĐT chậm nhất ngày 05/4/2024.\n"
        f"{between}3. Phòng GDĐT tổng hợp báo cáo của các trường, gửi Sở GDĐT chậm nhất ngày 05/4/2024."
    )
    assert ("cascade_no_gap" in codes(body)) is told


def test_another_matter_is_no_cascade():
    body = SCHOOLS.format("chậm nhất ngày 14/6/2024") + (
        "2. Các Phòng GDĐT\n- Gửi dự toán kinh phí sửa chữa phòng học về Sở GDĐT chậm nhất ngày 14/6/2024."
    )
    assert not [c for c in codes(body) if c.startswith("cascade")]


def test_what_is_said_twice_is_told_once():
    twice = SCHOOLS.format("chậm nhất ngày 14/6/2024") + DIVISIONS.format("chậm nhất ngày 17/6/2024")
    assert codes(f"{twice}\n{twice.replace('1. ', '3. ').replace('2. ', '4. ')}").count("cascade_no_gap") == 1
