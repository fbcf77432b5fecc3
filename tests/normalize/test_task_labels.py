"""Lines that say when, by whom and with whom the duty above them is done."""

import pytest

from tests.normalize.parts import plan

BULLETS = """III. Tổ chức thực hiện
1. Phòng Giáo dục Tiểu học
- Tham mưu thành lập Ban Chỉ đạo.
Thời gian hoàn thành: trước ngày 15/12/2024.
- Xây dựng kế hoạch kiểm tra.
+ Thời hạn: 20/01/2025.
2. Thời gian thực hiện: từ ngày 10/12/2024 đến ngày 20/01/2025."""

HEADINGS = """II. Nội dung
1. Tổ chức tập huấn chuyên sâu
a) Cơ quan chủ trì: Văn phòng Sở.
b) Cơ quan phối hợp: Công an tỉnh, Sở Tư pháp.
c) Thời gian hoàn thành: trước ngày 20/01/2025.
2. Công tác tuyên truyền
- Đơn vị thực hiện: Các trường; thời gian: trước ngày 25/01/2025."""


def test_a_line_of_time_is_the_deadline_of_the_bullet_above_it():
    found = plan(BULLETS)
    due = {d.id: d.due for d in found.deadlines}
    assert [(t.action, [due[i] for i in t.deadlines]) for t in found.tasks] == [
        ("Tham mưu thành lập Ban Chỉ đạo.", ["2024-12-14"]),
        ("Xây dựng kế hoạch kiểm tra.", ["2025-01-20"]),
    ]
    assert len(found.deadlines) == 3  # the plan's own window stays, nobody's


def test_lines_of_office_and_time_make_their_heading_a_duty():
    found = plan(HEADINGS)
    due = {d.id: d.due for d in found.deadlines}
    assert [
        (t.actor and t.actor.name, t.action, t.coordinate_with, [due[i] for i in t.deadlines]) for t in found.tasks
    ] == [
        ("Văn phòng Sở", "Tổ chức tập huấn chuyên sâu", ["Công an tỉnh", "Sở Tư pháp"], ["2025-01-19"]),
        ("Các trường", "Công tác tuyên truyền", [], ["2025-01-24"]),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Cơ quan thực hiện: Văn phòng Sở rà soát các trường.",
        "Thời gian: các trường nộp hồ sơ tại Phòng trước 15/12/2024.",
    ],
)
def test_a_line_that_tells_a_duty_is_one(line):
    assert len(plan(f"III. Tổ chức thực hiện\n1. Sở Tư pháp\n- Tham mưu thành lập tổ.\n- {line}").tasks) == 2
