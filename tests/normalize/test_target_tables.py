"""Targets in tables: columns of aims beside columns of results."""

from __future__ import annotations

from normalize.outline import find_outline
from normalize.rules import find_rules
from normalize.structure import Zones
from schemas.document import Table
from schemas.plan import Header
from tests.normalize.tables import Rows, part, table


def targets(*blocks: str | Table, header: Header | None = None) -> list[tuple[str, str, str | None, str | None]]:
    given = part(*blocks)
    length = len(given.content)
    place = Zones((0, 0), (0, length), (length, length))
    rules = find_rules(given, place, find_outline(given, place), [], header or Header())
    return [(r.percent, r.comparison, r.of, r.what) for r in rules if r.kind == "target"]


_PLAN = table(
    [
        ["TT", "Nội dung", "ĐVT", "Thực hiện 2030", "Kế hoạch 2031"],
        ["1", "Học sinh hoàn thành chương trình", "%", "98,5", "99"],
        ["2", "Tỷ lệ bỏ học", "%", "0,2", "≤ 0,1%"],
        ["3", "Số lớp", "lớp", "20", "21"],
    ]
)


def test_the_column_of_the_plan_and_not_that_of_results() -> None:
    assert targets("II. Chỉ tiêu", _PLAN) == [
        ("99", "exactly", "Học sinh", "hoàn thành chương trình"),
        ("0.1", "at_most", None, "Tỷ lệ bỏ học"),
    ]
    assert targets("II. Chỉ tiêu", _PLAN, header=Header(doc_type="BC")) == []


def test_shares_under_merged_heads_among_aims() -> None:
    rows: Rows = [
        [("Khối", 2, 1), ("Tốt", 1, 2), ("Khá", 1, 2)],
        ["SL", "%", "SL", "%"],
        ["6", "60", "60", "40", "40"],
    ]
    assert [(p, w) for p, _, _, w in targets("II. Chỉ tiêu phấn đấu", table(rows, header_rows=2))] == [
        ("60", "6: Tốt"),
        ("40", "6: Khá"),
    ]
    assert targets("I. Tình hình", table(rows, header_rows=2)) == []


def test_a_column_a_year() -> None:
    years = table([["Chỉ tiêu", "2031", "2032"], ["Trường có thư viện số", "70%", "trên 75%"]])
    assert targets("Các mốc", years) == [
        ("70", "exactly", None, "Trường có thư viện số (2031)"),
        ("75", "more_than", None, "Trường có thư viện số (2032)"),
    ]
