"""Page numbers, running heads and feet, footnotes."""

import pytest

from extract.furniture import Sheet, zones
from schemas.document import Line, Zone

HEIGHT = 842.0
B, H, F, N = Zone.BODY, Zone.HEADER, Zone.FOOTER, Zone.FOOTNOTE


def line(text: str, top: float, size: float = 14.0) -> Line:
    return Line(text, (85, top, 85 + len(text) * size / 2, top + size), size=size)


BODY = [line(f"Nội dung thứ {word} của văn bản.", 100 + 20 * i) for i, word in enumerate(("một", "hai", "ba"))]


def page(*extra: Line) -> Sheet:
    return Sheet(sorted([*BODY, *extra], key=lambda one: one.box[1] if one.box else 0), HEIGHT)


@pytest.mark.parametrize(
    ("text", "top", "zone"),
    [
        ("2", 30, H), ("- 2 -", 30, H), ("Trang 2", 30, H), ("Trang 2/15", 800, F), ("2/15", 800, F), ("ii", 800, F),
        ("Trang 2 trên 15", 800, F), ("Page 2 of 15", 800, F), ("2 / 15", 800, F),
        ("12", 800, F), ("2", 300, B), ("2.500.000", 30, B), ("Năm 2031", 30, B), ("12345", 30, B),
    ],
)  # fmt: skip
def test_page_numbers(text, top, zone):
    sheet = page(line(text, top))
    (found,) = zones([sheet])
    assert found[[one.text for one in sheet.lines].index(text)] is zone
    assert found.count(B) == (3 if zone is not B else 4)


def test_a_number_is_a_page_number_only_as_the_outermost_line():
    (found,) = zones([page(line("Phụ lục", 30), line("2", 55))])
    assert found == [B] * 5


@pytest.mark.parametrize(("pages", "zone"), [(3, H), (2, B)])
def test_running_heads_stand_on_three_pages_in_a_row(pages, zone):
    sheets = [page(line(f"Văn bản số 12, trang {n}", 40, 9)) for n in range(1, pages + 1)]
    assert [found[0] for found in zones(sheets)] == [zone] * pages


def test_running_heads_of_left_and_right_pages():
    sheets = [page(line("Bên trái" if n % 2 else "Bên phải", 40, 9)) for n in range(8)]
    assert {found[0] for found in zones(sheets)} == {H}


def test_headings_of_annexes_that_stand_alike_are_no_running_heads():
    sheets = [page(line(f"PHỤ LỤC {n}", 40)) for n in range(1, 6)]
    assert {found[0] for found in zones(sheets)} == {B}


def test_the_same_line_far_apart_is_no_running_head():
    sheets = [
        page(line("KẾ HOẠCH", 40) if n in (0, 5, 11) else line(f"Chữ {'abcdefghijkl'[n]}", 300)) for n in range(12)
    ]
    assert {zone for found in zones(sheets) for zone in found} == {B}


def test_footnotes_are_small_open_with_a_sign_and_stand_below():
    notes = [line("¹ Xem Quy chế làm việc của", 700, 10), line("cơ quan.", 712, 10), line("2", 800)]
    (found,) = zones([page(*notes)])
    assert found == [B, B, B, N, N, F]


@pytest.mark.parametrize(("text", "size"), [("Ghi chú nhỏ.", 10), ("1 Dòng cỡ thường.", 14)])
def test_other_last_lines_are_no_footnotes(text, size):
    (found,) = zones([page(line(text, 700, size))])
    assert N not in found


def test_no_lines():
    assert zones([Sheet([], HEIGHT)]) == [[]]
