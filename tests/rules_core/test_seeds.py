"""The rules of the real seeds, as the road reads them, on small rosters: outcomes and reasons of the field's guide, §3."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from congvan.pipeline import convert
from rules_core import Mark
from tests.rules_core.people import NO, OPEN, YES, check, person, score

NO_RELEASE = {"sắp nghỉ hưu": False, "nghỉ thai sản": False, "bệnh không đi lại được": False}


@cache
def plan_of(folder: Path, start: str):
    return convert(next((folder / "seeds").glob(f"{start}*"))).plans[0]


def results(report):
    return [result.outcome.value for result in report.plans[0].results()]


def test_three_modules_complete_the_year(shared):
    three = {"6": YES, "7": YES, "8": YES}
    report = check(
        plan_of(shared, "000"),
        person("a", modules=three),
        person("b", modules={**three, "8": NO}, flags=NO_RELEASE),
        person("c", modules={**three, "8": OPEN}, flags=NO_RELEASE),
        person("d", modules={"6": NO}, flags={"sắp nghỉ hưu": True}),
        person("e", modules=dict.fromkeys(three, NO), flags={**NO_RELEASE, "nghỉ thai sản": True}),
        person("f", "CBQL", modules={**three, "8": Mark(True, None, date(2023, 12, 20))}),
        as_of=date(2024, 6, 6),
    )
    assert results(report) == ["hoàn thành", "không hoàn thành", "chưa đủ dữ liệu", "miễn", "giảm", "không hoàn thành"]
    todo = report.plans[0].explain(1).todo
    assert [(due.due, due.own) for t in todo for due in t.by] == [(date(2024, 6, 4), False)]
    assert [d.due for d in report.plans[0].deadlines("Phòng GDĐT Hớn Quản")] == [date(2024, 6, 8)]
    target = report.plans[0].targets()[0]
    assert (target.asked, target.yes, target.of, target.status) == ("trên 98 %", 1, 5, "chưa đạt chỉ tiêu")


@pytest.mark.parametrize(
    ("blocks", "marks", "outcome", "grade", "average", "codes"),
    [
        (("6.95", "6.95"), ("6.95", "6.95", "6.95", "6.95"), "hoàn thành", "Khá", "7.0", []),
        (("7.5", "7.1"), ("8", "7", "7.5", "5.5"), "không hoàn thành", None, "7.2", ["grading-gap"]),
        (("8", "8"), ("10", "10", "10", "4"), "không hoàn thành", None, "8.2", []),
        (("9", "9"), ("9", "9", "9", "9"), "hoàn thành", "Giỏi", "9.0", []),
        (("5", "5"), ("5", "5", "5", "5"), "hoàn thành", "Trung bình", "5.0", []),
    ],
)
def test_grades_of_the_old_scheme(shared, blocks, marks, outcome, grade, average, codes):
    modules = dict(zip(("THPT 17", "THPT 19", "THPT 20", "THPT 22"), map(score, marks), strict=True))
    scores = {"ND1": Decimal(blocks[0]), "ND2": Decimal(blocks[1])}
    result = check(plan_of(shared, "003"), person(modules=modules, scores=scores)).plans[0].explain(0)
    assert (result.outcome.value, result.average) == (outcome, Decimal(average))
    assert [flag.code for flag in result.flags] == codes
    assert grade is None or result.grade == grade


def test_managers_of_the_old_scheme(shared):
    def manager(identity, last):
        modules = {key: score("6") for key in ("QLTrH 2", "QLTrH 6", "QLTrH 12")} | {"QLTrH 14": score(last)}
        return person(identity, "CBQL", modules=modules, scores={"ND1": Decimal(5), "ND2": Decimal(5)})

    report = check(plan_of(shared, "003"), manager("a", "5"), manager("b", "4.9"))
    assert results(report) == ["hoàn thành", "không hoàn thành"]


def test_the_new_scheme_needs_passed_tests_and_the_course_done(shared):
    done = {"thực hiện đầy đủ quy định của khóa bồi dưỡng": True}
    report = check(
        plan_of(shared, "001"),
        person("a", levels=("TH",), modules={"GVPT 05": score("5")}, flags=done),
        person("b", levels=("TH",), modules={"GVPT 05": score("4.9")}, flags=done),
        person("c", levels=("TH",), modules={"GVPT 05": score("9")}),
    )
    assert results(report) == ["hoàn thành", "không hoàn thành", "chưa đủ dữ liệu"]


def test_modules_1_to_3_before_4_5_9_and_core_teachers(shared):
    first, then = {"1": YES, "2": YES, "3": YES}, {"4": YES, "5": YES, "9": YES}
    plain = {"cốt cán": False}
    report = check(
        plan_of(shared, "004"),
        person("a", modules=first | then),
        person("b", modules=first | then | {"2": NO}, flags=plain),
        person("c", modules=first | then | {"2": OPEN}, flags=plain),
        person("d", modules={}, flags={"cốt cán": True}),
        person("e", levels=("TH",), modules=then),
    )
    assert results(report) == ["hoàn thành", "không hoàn thành", "chưa đủ dữ liệu", "miễn", "không thuộc diện"]
    assert any("có thể tự tham gia" in note for step in report.plans[0].explain(3).steps for note in step.notes)


def test_quotas_with_their_exception_add_up(shared):
    totals = check(plan_of(shared, "004"), person()).plans[0].quota_totals
    assert [(t.computed, t.stated, t.holds) for t in totals] == [(344, 344, True), (127, 127, True), (134, 134, True)]
    assert "36 × 3 − 1" in totals[1].arithmetic
