"""What a line that only tells a time is called."""

import pytest

from normalize.schedule_names import heading_actors, named
from schemas.plan import Section
from tests.factories import make_header

TIME = "Thời gian: 7h30 ngày 22/4/2024."


def section(title: str, *children: Section) -> Section:
    return Section(label="1", title=title, level=1, path="1", start=0, end=99, children=list(children))


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        ([section("Hội thi kể chuyện")], f"Hội thi kể chuyện – {TIME}"),
        ([section("Lớp tập huấn phần mềm", section("Thời gian, địa điểm"))], f"Lớp tập huấn phần mềm – {TIME}"),
        ([section("TỔ CHỨC THỰC HIỆN")], f"Hội thi giáo viên giỏi – {TIME}"),
        ([section("HỘI NGHỊ TỔNG KẾT: gồm hai phần")], f"Hội nghị tổng kết – {TIME}"),
        ([], f"Hội thi giáo viên giỏi – {TIME}"),
    ],
)
def test_a_heading_names_a_time(outline, expected):
    header = make_header(subject="Về việc Hội thi giáo viên giỏi")
    assert named(TIME, 50, outline, header) == expected


@pytest.mark.parametrize(
    "line", ["Thời gian tham quan: 14h ngày 19/5/2024.", "Ngày 20/4: Họp.", "Khai mạc: 7h30 ngày 20/4/2024."]
)
def test_a_line_with_a_name_of_its_own_keeps_it(line):
    assert named(line, 50, [section("Hội thi kể chuyện")], make_header()) == line


def test_a_heading_that_names_an_office_tells_who_acts_below_it():
    assert heading_actors(50, [section("Phòng Giáo dục Tiểu học")]) == ["Phòng Giáo dục Tiểu học"]
    assert heading_actors(50, [section("Hội thi kể chuyện")]) == []
    assert heading_actors(50, []) == []
