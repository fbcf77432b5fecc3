"""Columns and persons answer the same: outcomes, each rule's scope and test, grades; on any rules and any roster."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules_core import Mark, Person, Roster, evaluate
from rules_core.frame import fits, judge_all, scale_of
from tests.rules_core.people import AS_OF, book, check, person, rule, score

MODULES = ("4", "5", "THPT 17", "9")
FLAGS = ("sắp nghỉ hưu", "nghỉ thai sản", "cốt cán")
figures = st.decimals(min_value=0, max_value=10, places=2) | st.sampled_from(["5", "6.95", "7", "9", "6.949999"]).map(
    Decimal
)
days = st.dates(date(2023, 6, 1), date(2024, 12, 31))
marks = st.builds(Mark, st.sampled_from([True, False, None]), st.none() | figures, st.none() | days)
persons = st.builds(
    Person,
    id=st.just("p"),
    role=st.sampled_from(["GV", "CBQL", "NV", None]),
    levels=st.sampled_from([(), ("THCS",), ("THPT",), ("THCS", "THPT")]),
    modules=st.dictionaries(st.sampled_from(MODULES), marks),
    registered=st.lists(st.sampled_from(MODULES), max_size=2, unique=True).map(tuple),
    scores=st.dictionaries(st.sampled_from(["ND1", "ND2"]), st.none() | figures),
    flags=st.dictionaries(st.sampled_from(FLAGS), st.sampled_from([True, False, None]) | days),
)
groups = st.fixed_dictionaries(
    {"audience": st.sampled_from([[], ["GV"], ["CBQL", "GV"]]), "levels": st.sampled_from([[], ["THCS"], ["THPT"]])}
)
GRADES = [
    {"name": "TB", "min": "5", "below": "7", "component_min": "5"},
    {"name": "K", "min": "7", "below": "9", "component_min": "6"},
    {"name": "G", "min": "9", "max": "10", "component_min": "7"},
]
kinds = st.sampled_from(
    [
        rule("completion", min_modules=2, conditions=["ít nhất 02 mô đun trong năm 2024"]),
        rule("completion", modules=["4", "9"]),
        rule("completion", conditions=["có các điểm thành phần từ 5 điểm trở lên", "đã học tập đầy đủ các nội dung"]),
        rule("completion", conditions=["hoàn thành các bài kiểm tra đạt yêu cầu", "nộp bài thu hoạch"]),
        rule("grading", grades=GRADES, otherwise="không hoàn thành"),
        rule("prerequisite", requires=["4", "5"], unlocks=["9"]),
        rule("pass_mark", min_score="5", scale="10"),
        rule("exemption", who="GV nghỉ hưu trong năm học 2023-2024"),
        rule("reduction", who="nghỉ thai sản, cốt cán"),
        rule("duration", periods=60, per="year", block="ND3"),
        rule(
            "formula",
            target="ĐTB",
            expression="(ND1 + ND2 + trung bình các mô đun ND3) : 3",
            rounding="làm tròn đến một chữ số thập phân",
        ),
        rule("formula", target="ĐTB", expression="(ND1 x 2 + ND2 - 0,5) / (ND2 + 1)", rounding="làm tròn đến 0,5"),
        rule("target", percent="98", comparison="more_than", what="hoàn thành mô đun 4, 5"),
    ]
)
rules = st.lists(st.tuples(kinds, groups).map(lambda pair: {**pair[0], **pair[1]}), min_size=1, max_size=6)
offered = st.sampled_from([[], [("4", 15), ("5", 15), ("THPT 17", 30)], [("4", 40), ("9", None)]])


def modules(pairs):
    return [{"code": code, "total": total, "evidence": [{"text": code}]} for code, total in pairs]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rules, min_size=1, max_size=2), offered, st.lists(persons, min_size=1, max_size=8))
def test_both_engines_give_the_same(asked, pairs, people):
    plans = [
        {**book(*found, modules=modules(pairs)), "title": f"Bồi dưỡng thường xuyên {at}", "school_year": "2023/2024"}
        for at, found in enumerate(asked)
    ]
    one = evaluate(plans, Roster(people), AS_OF, engine="persons")
    other = evaluate(plans, Roster(people), AS_OF, engine="columns")
    for mine, theirs in zip(one.plans, other.plans, strict=True):
        assert mine.answers == theirs.answers
        assert mine.targets() == theirs.targets()


def test_large_rosters_take_columns_and_give_the_same(monkeypatch):
    plan = book(rule("completion", min_modules=1, conditions=["ít nhất 01 mô đun"]))
    people = [person(str(n), modules={"4": score(n % 11)}) for n in range(40)]
    monkeypatch.setattr("rules_core.engine._MANY", 20)
    taken = []
    monkeypatch.setattr("rules_core.engine.judge_all", lambda *a: taken.append(a) or judge_all(*a))
    assert check(plan, *people).plans[0].outcomes == check(plan, *people, engine="persons").plans[0].outcomes
    assert len(taken) == 1


def test_marks_too_fine_for_columns_are_judged_one_by_one():
    roster = Roster([person(modules={"4": Mark(score=Decimal("6.94999999999"))})])
    assert scale_of(roster) is None
    plan = book(
        rule("grading", grades=[{"name": "Khá", "min": "6.95"}]), rule("formula", target="ĐTB", expression="ND3 : 1")
    )
    assert evaluate([plan], roster, AS_OF, engine="columns").plans[0].outcomes == ["không hoàn thành"]


def test_a_formula_that_could_overflow_is_not_used_in_columns():
    product = " x ".join(["ND1"] * 8)
    plan = book(
        rule("grading", grades=[{"name": "Khá", "min": "5"}]),
        rule("formula", target="ĐTB", expression=f"({product}) : 2"),
    )
    report = check(plan, person(scores={"ND1": Decimal("6.55")}), engine="columns")
    assert not fits(report.plans[0].programme, 100)
    assert report.plans[0].explain(0).grade == "Khá"
