"""Periods of the blocks of yearly training, told by tables."""

from __future__ import annotations

import pytest

from schemas.rules import Rule
from tests.normalize.tables import Rows, table
from tests.normalize.test_grades import rules


def durations(*blocks: object) -> list[tuple[int | None, str | None, str | None]]:
    found: list[Rule] = rules(*blocks)  # type: ignore[arg-type]
    return [(r.periods, r.per, r.block) for r in found if r.kind == "duration"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            [
                ["TT", "Nội dung", "Số tiết"],
                ["1", "Chương trình bồi dưỡng 01", "45"],
                ["2", "CTBD 02", "35 tiết"],
                ["", "Tổng", "80"],
            ],
            [(45, "block", "01"), (35, "block", "02")],
        ),
        (
            [
                ["Khối kiến thức", "Thời gian", "Số tiết/năm học"],
                ["Nội dung 1", "Tháng 8", "30"],
                ["Nội dung 2", "Tháng 9", "20"],
            ],
            [(30, "year", "ND1"), (20, "year", "ND2")],
        ),
        ([["Khối", "Mô đun", "Số tiết"], ["Chương trình 03", "GVPT 04", "20"]], []),
        (
            [
                ["Khối", "Chuyên đề", "Số tiết"],
                ["Chương trình 3", "Kỹ năng", "20"],
                ["Chương trình 3", "An toàn", "20"],
            ],
            [],
        ),
    ],
)
def test_blocks_of_a_table(rows: Rows, wanted: list[tuple[int, str, str]]) -> None:
    assert durations("Kế hoạch bồi dưỡng thường xuyên:", table(rows)) == wanted


def test_periods_of_lessons_are_no_training() -> None:
    assert durations("Phân phối tiết học:", table([["Bài", "Số tiết"], ["Chương trình 1", "20"]])) == []


def test_modes_listed_below_a_module() -> None:
    (rule,) = rules("Thời lượng mỗi mô đun: 40 tiết, gồm:\n- Tự học: 24 tiết\n- Trực tiếp: 16 tiết")
    assert rule.kind == "duration" and [part.periods for part in rule.parts] == [24, 16]
