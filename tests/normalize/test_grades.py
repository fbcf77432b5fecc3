"""Grading scales as circulars, plans and tables write them, and what only looks like one."""

from __future__ import annotations

import pytest

from normalize.outline import find_outline
from normalize.rules import find_rules
from normalize.structure import Zones
from schemas.document import Table
from schemas.plan import Header
from schemas.rules import Grading, Rule
from tests.normalize.tables import part, table


def rules(*blocks: str | Table) -> list[Rule]:
    given = part(*blocks)
    length = len(given.content)
    place = Zones((0, 0), (0, length), (length, length))
    return find_rules(given, place, find_outline(given, place), [], Header(doc_type="QĐ"))


def scales(*blocks: str | Table) -> list[Grading]:
    return [rule for rule in rules(*blocks) if rule.kind == "grading"]


def told(scale: Grading) -> list[str]:
    """The grades as «name min below max component_min», with a hyphen for what is not said."""
    return [f"{g.name} {g.min or '-'} {g.below or '-'} {g.max or '-'} {g.component_min or '-'}" for g in scale.grades]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (  # conditions below the name of each grade
            """1. Loại giỏi, nếu có đủ các yêu cầu sau đây:
            a) Điểm trung bình các môn từ 8,5 trở lên, trong đó môn Toán từ 8,0 trở lên;
            b) Không có môn nào điểm trung bình dưới 7,0;
            c) Môn đánh giá bằng nhận xét đạt loại Đ.
            2. Loại khá, nếu có đủ các yêu cầu sau đây:
            a) Điểm trung bình các môn từ 7,0 trở lên;
            b) Không có môn nào điểm trung bình dưới 5,5;""",
            ["giỏi 8.5 - - 7", "khá 7 - - 5.5"],
        ),
        (  # what every subject must reach stands first
            """a) Mức Tốt:
            - Tất cả các môn có điểm từ 6,0 điểm trở lên, trong đó có ít nhất 05 môn đạt từ 8,5 điểm trở lên.
            b) Mức Khá:
            - Tất cả các môn có điểm từ 4,5 điểm trở lên, trong đó có ít nhất 05 môn đạt từ 7,0 điểm trở lên.""",
            ["Tốt 8.5 - - 6", "Khá 7 - - 4.5"],
        ),
        (
            "a) Từ 85 đến 100 điểm: loại xuất sắc;\nb) Từ 70 đến dưới 85 điểm: loại tốt;\nc) Dưới 70 điểm: loại kém.",
            ["xuất sắc 85 - 100 -", "tốt 70 85 - -", "kém - 70 - -"],
        ),
        ("Từ 3,5 đến 4,0: Xuất sắc;\nTừ 3,0 đến cận 3,5: Giỏi;", ["Xuất sắc 3.5 - 4 -", "Giỏi 3 3.5 - -"]),
        ("Tốt ≥ 85 điểm; Khá: 70 - <85 điểm; Yếu: <70 điểm.", ["Tốt 85 - - -", "Khá 70 85 - -", "Yếu - 70 - -"]),
        ("Loại đạt: A (8,0 - 10) Giỏi; B (6,5 - 7,9) Khá; D (4,0 - 6,4).", ["A 8 - 10 -", "B 6.5 - 7.9 -", "D 4 - 6.4 -"]),
        ("Điểm chữ A tương ứng từ 8,0 đến 10; B: 6,0 đến 7,9.", ["A 8 - 10 -", "B 6 - 7.9 -"]),
        ("Xếp loại A: 90 -> 100 điểm; B: 75->89 điểm.", ["A 90 - 100 -", "B 75 - 89 -"]),
        ("Xã được phân loại I khi có từ 80 điểm trở lên.\nXã đạt dưới 80 điểm thì được phân loại II.", ["I 80 - - -", "II - 80 - -"]),
        ("a) Bậc nâng cao: từ 80 đến 100 điểm;\nb) Bậc cơ bản: từ 60 đến dưới 80 điểm.", ["nâng cao 80 - 100 -", "cơ bản 60 80 - -"]),
        ("Giải Nhất từ 18 điểm trở lên; giải Nhì từ 16 đến dưới 18 điểm.", ["Giải Nhất 18 - - -", "giải Nhì 16 18 - -"]),
        ("a) Kịch bản Tốt: chấm từ 8,0 đến 10.\nb) Kịch bản Khá: chấm từ 6,0 đến 7,5.", ["Tốt 8 - 10 -", "Khá 6 - 7.5 -"]),
        ("Trường an toàn: Tốt (≥ 90%), Đạt (70% - dưới 90%), Chưa đạt (< 70%).", ["Tốt 90 - - -", "Đạt 70 90 - -", "Chưa đạt - 70 - -"]),
        (
            "hoàn thành 100% nhiệm vụ khi có từ 6 điểm trở lên; hoàn thành dưới 70% nhiệm vụ khi có dưới 6 điểm.",
            ["hoàn thành 100% nhiệm vụ 6 - - -", "hoàn thành dưới 70% nhiệm vụ - 6 - -"],
        ),
        ("Ban xếp loại hoạt động tốt: Đạt 90 điểm trở lên\nXếp loại hoạt động khá: Đạt 75 điểm trở lên", ["tốt 90 - - -", "khá 75 - - -"]),
    ],
)  # fmt: skip
def test_scales(text: str, wanted: list[str]) -> None:
    (scale,) = scales(text)
    assert told(scale) == wanted


def test_a_scale_begins_again_with_its_first_name() -> None:
    first, second = scales(
        "- Mức A: từ 20 điểm đến 30 điểm.\n- Mức B: dưới 20 điểm.\n- Mức A: từ 40 đến 50 điểm.\n- Mức B: dưới 40 điểm."
    )
    assert [g.min for g in (*first.grades, *second.grades)] == ["20", None, "40", None]


def test_what_is_left_over() -> None:
    (scale,) = scales(
        "Loại Giỏi: từ 8 điểm trở lên.\nLoại Khá: từ 6 đến dưới 8 điểm.\nLoại Kém: Các trường hợp còn lại."
    )
    assert scale.otherwise == "Kém"


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([["Tổng điểm", "Xếp loại"], ["Từ 90 đến 100", "Xuất sắc"], ["Dưới 90", "Chưa đạt"]], ["Xuất sắc 90 - 100 -", "Chưa đạt - 90 - -"]),
        ([["STT", "Loại", "Điểm"], ["1", "Loại A", "90 - 100 điểm"], ["2", "Loại B", "≥ 70"]], ["A 90 - 100 -", "B 70 - - -"]),
        ([["Giỏi", "Khá"], ["8 - 10", "6,5 - 7,9"]], ["Giỏi 8 - 10 -", "Khá 6.5 - 7.9 -"]),
    ],
)  # fmt: skip
def test_scales_in_tables(rows: list[list[str | tuple[str, int, int]]], wanted: list[str]) -> None:
    (scale,) = scales("Bảng xếp loại:", table(rows))
    assert told(scale) == wanted


def test_a_table_with_minima_and_the_rest() -> None:
    rows: list[list[str | tuple[str, int, int]]] = [
        ["Loại", "ĐTB", "Không học phần nào dưới"],
        ["Giỏi (G)", "Từ 8,0 đến 10", "7,0"],
        ["Khá (K)", "Từ 6,5 đến dưới 8,0", "5,0"],
        ["Không hoàn thành", "Các trường hợp còn lại", ""],
    ]
    (scale,) = scales("Xếp loại:", table(rows))
    assert told(scale) == ["Giỏi 8 - 10 7", "Khá 6.5 8 - 5"] and scale.otherwise == "Không hoàn thành"


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ tiêu: Học lực Giỏi: 25% trở lên; Khá: 45% trở lên; Yếu: dưới 2%.",
        "Xếp loại học lực: Giỏi 35%, Khá 50%, Trung bình 15%.",
        "a) Viên chức loại A2 (từ hệ số lương 4,40 đến hệ số lương 6,78);\nb) Viên chức loại A1 (từ hệ số lương 2,34 đến 4,98).",
        "Giỏi: có từ 3 giải trở lên; Khá: có từ 2 giải.",
        "Phòng loại 1 có từ 7 đến 9 biên chế; phòng loại 2 có từ 5 đến 6 biên chế.",
    ],
)
def test_no_scales(text: str) -> None:
    assert scales(text) == []
    assert scales("KQ:", table([["Trường", "Giỏi", "Khá"], ["Hoa Lê", "25", "30"]])) == []
