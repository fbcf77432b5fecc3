from datetime import date, timedelta
from itertools import combinations

import pytest
from lxml import etree

from exporters.checklist import checklist
from exporters.timeline import Point, draw, figure, pictures, points
from tests.factories import make_deadline, make_plan, make_task

LONG = "Các cơ sở giáo dục mầm non, phổ thông trên địa bàn tỉnh: báo cáo kết quả tự đánh giá, kèm minh chứng, về Sở"


def _daily(count, step=1):
    return [Point(date(2024, 1, 1) + timedelta(days=step * n), LONG, sure=n % 3 > 0) for n in range(count)]


@pytest.mark.parametrize("found", [_daily(1), _daily(2), _daily(30), _daily(12, 97), _daily(5, 800)], ids=len)
def test_no_words_lie_over_others_or_leave_the_picture(found):
    made = figure(found)
    renderer = made.canvas.get_renderer()
    made.draw(renderer)
    texts = [*made.texts, *made.axes[0].get_xticklabels()]
    boxes = [text.get_window_extent(renderer) for text in texts if text.get_text()]
    width, height = made.canvas.get_width_height()
    assert len(boxes) >= 2 * len(found) + 1
    assert all(box.x0 >= -1 and box.x1 <= width + 1 and box.y0 >= -1 and box.y1 <= height + 1 for box in boxes)
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]


def test_days_are_in_order_and_tasks_of_one_day_are_one_point():
    found = points(checklist(make_plan()))
    assert [point.day for point in found] == [date(2024, 5, 31), date(2024, 6, 4), date(2024, 6, 8)]
    assert found[0].words.startswith("(+1 việc) ")
    assert not found[0].sure  # one of the two must be looked at
    assert found[1].words.startswith("Các cơ sở giáo dục cấp TH, THCS, THPT: Gửi báo cáo")


def test_an_hour_is_said():
    plan = make_plan(tasks=[make_task(deadlines=["d1"])], deadlines=[make_deadline(time="17:00")])
    assert points(checklist(plan))[0].words.startswith("17 giờ 00: ")


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_same_days_give_the_same_bytes_without_a_date_of_making(kind):
    first = draw(_daily(4), kind)
    assert first == draw(_daily(4), kind)
    assert b"date>" not in first
    assert b"matplotlib" not in first.lower()[-2000:]


def test_svg_is_well_formed_and_needs_no_font():
    root = etree.fromstring(draw([Point(date(2024, 6, 8), "50% số trường & <lớp>; $x$ \x0c\uf0b7 😀")], "svg"))
    assert not root.findall(".//{http://www.w3.org/2000/svg}text")


def test_long_lists_are_cut_into_pictures_on_one_scale():
    assert len(list(pictures(_daily(5), 2))) == 3


def test_no_days_are_said_in_words():
    assert figure([]).texts[0].get_text() == "Không có thời hạn nào tính được ngày."
