"""`evaluate`: outcomes with their reasons, on rules that no file of cases shows."""

from datetime import date
from decimal import Decimal

import pytest

from rules_core import BadRules, Done, Mark, Outcome, Roster, evaluate
from rules_core.book import json_schema, read_rules
from rules_core.engine import compiled
from rules_core.outcomes import decide
from tests.factories import make_plan
from tests.rules_core.people import AS_OF, NO, OPEN, YES, book, check, outcomes, person, rule, score

LEAST = rule("completion", min_modules=2, conditions=["ít nhất 02 mô đun"])


def test_each_step_names_rule_quote_page_and_values():
    report = check(
        book(rule("completion", "Đạt cả hai mô đun.", 7, id="ht", modules=["4", "5"])),
        person(modules={"4": YES, "5": NO}),
    )
    (step,) = report.plans[0].explain(0).steps
    assert (step.rule, step.book, step.quote, step.page) == ("ht", "Kế hoạch mẫu", "Đạt cả hai mô đun.", 7)
    assert step.values == ("mô đun 4: đạt", "mô đun 5: không đạt")
    assert step.answer is False
    assert report.plans[0].explain(0).todo[0].what == "hoàn thành mô đun 5"


@pytest.mark.parametrize("exempt", [True, False, None])
@pytest.mark.parametrize("concerned", [True, False, None])
@pytest.mark.parametrize("complete", [True, False, None])
@pytest.mark.parametrize("reduced", [True, False, None])
def test_an_outcome_is_what_every_way_to_settle_the_unknown_gives_or_unknown(exempt, concerned, complete, reduced):
    def ways(value):
        return (True, False) if value is None else (value,)

    settled = {
        decide(e, s, c, r) for e in ways(exempt) for s in ways(concerned) for c in ways(complete) for r in ways(reduced)
    }  # fmt: skip
    found = decide(exempt, concerned, complete, reduced)
    if found is Outcome.UNKNOWN:
        assert len(settled) > 1
    elif found is Outcome.COMPLETE:  # exempt or not, the duty is fulfilled
        assert settled <= {Outcome.COMPLETE, Outcome.EXEMPT}
    elif found is Outcome.REDUCED:  # may turn out complete; never «không hoàn thành»
        assert Outcome.INCOMPLETE not in settled
    elif found is Outcome.NOT_CONCERNED:  # nothing is asked of them, exempt or not
        assert settled <= {Outcome.NOT_CONCERNED, Outcome.EXEMPT}
    else:
        assert settled == {found}


def test_levels_and_roles_of_others_are_not_concerned_and_blanks_are_open():
    plan = book(rule("completion", audience=["GV"], levels=["THCS"], modules=["4"]))
    report = check(
        plan,
        person("a", "CBQL", ("THCS",), modules={"4": NO}),
        person("b", "GV", ("THPT",), modules={"4": NO}),
        person("c", None, ("THCS",), modules={"4": NO}),
        person("d", "GV", ("TH", "THCS"), modules={"4": NO}),
    )
    assert outcomes(report) == ["không thuộc diện", "không thuộc diện", "chưa đủ dữ liệu", "không hoàn thành"]


def test_a_condition_that_no_word_list_knows_is_a_flag_of_its_own():
    plan = book(rule("completion", conditions=["nộp bài thu hoạch đúng hạn"]))
    report = check(plan, person("a", flags={"nộp bài thu hoạch đúng hạn": True}), person("b"))
    assert outcomes(report) == ["hoàn thành", "chưa đủ dữ liệu"]
    assert [need.key for need in compiled([plan])[2]] == ["nộp bài thu hoạch đúng hạn"]


@pytest.mark.parametrize(
    ("expression", "rounding", "average"),
    [
        ("(ND1 + ND2 x 2) : 3", None, Decimal("7.75")),
        ("(ND1 + ND2 x 2) : 3", "làm tròn đến số nguyên", 8),
        ("(ND1 + ND2 × 2) / 3", "làm tròn đến 0,5", 8),
        ("ND1 - ND2 + 2", "làm tròn đến 2 chữ số thập phân", Decimal("0.13")),
        ("ND1 : (ND2 - ND2)", None, None),
    ],
)
def test_formulas_are_exact(expression, rounding, average):
    plan = book(
        rule("formula", target="ĐTB", expression=expression, rounding=rounding),
        rule("grading", grades=[{"name": "Đạt", "min": "0"}]),
    )
    report = check(plan, person(scores={"ND1": Decimal("6.5"), "ND2": Decimal("8.375")}))
    assert report.plans[0].explain(0).average == average


def test_a_figure_that_nothing_grades_is_told():
    plan = book(
        rule("formula", target="ĐTB", expression="(ND1 + ND2) : 2", rounding="làm tròn đến một chữ số thập phân")
    )
    report = check(plan, person(scores={"ND1": Decimal(7), "ND2": Decimal("6.9")}))
    result = report.plans[0].explain(0)
    assert (result.average_words, result.steps[0].result) == ("7,0", "ĐTB = 7,0")
    assert "không có quy tắc hoàn thành" in " ".join(report.plans[0].notes)


def test_a_formula_or_rounding_not_understood_is_said_and_nothing_guessed():
    plan = book(
        rule("formula", target="Điểm tổng", expression="ND1 cộng (ND2", rounding="làm tròn theo phần mềm"),
        rule("grading", grades=[{"name": "Đạt", "min": "5"}], otherwise="không đạt"),
    )
    result = check(plan, person(scores={"ND1": Decimal(9), "ND2": Decimal(9)})).plans[0].explain(0)
    assert result.outcome == "chưa đủ dữ liệu"
    assert "không hiểu công thức" in result.steps[0].notes[0]
    kept = book(
        rule("formula", target="ĐTB", expression="ND1 : 1", rounding="làm tròn theo phần mềm"),
        rule("grading", grades=[{"name": "Đạt", "min": "5"}]),
    )
    result = check(kept, person(scores={"ND1": Decimal("4.96")})).plans[0].explain(0)
    assert (result.outcome, result.average) == ("không hoàn thành", Decimal("4.96"))
    assert "không hiểu cách làm tròn" in result.steps[0].notes[0]


def test_overlapping_grades_take_the_first_and_say_so():
    plan = book(
        rule("formula", target="ĐTB", expression="ND1 : 1"),
        rule("grading", grades=[{"name": "Giỏi", "min": "8", "max": "10"}, {"name": "Khá", "min": "6.5", "max": "8"}]),
    )
    result = check(plan, person(scores={"ND1": Decimal(8)})).plans[0].explain(0)
    assert (result.grade, [flag.code for flag in result.flags]) == ("Giỏi", ["grading-overlap"])


def test_a_failing_grade_does_not_complete():
    plan = book(
        rule("formula", target="ĐTB", expression="ND1 : 1"),
        rule("grading", grades=[{"name": "Đạt", "min": "5"}, {"name": "Yếu", "below": "5"}]),
    )
    report = check(plan, person("a", scores={"ND1": Decimal("4.99")}), person("b", scores={"ND1": Decimal(5)}))
    assert [(r.outcome.value, r.grade) for r in report.plans[0].results()] == [
        ("không hoàn thành", "Yếu"),
        ("hoàn thành", "Đạt"),
    ]


def test_marks_off_the_scale_are_unknown_and_told():
    plan = book(rule("pass_mark", min_score="5", scale="10"), rule("completion", modules=["4"]))
    report = check(plan, person("a", modules={"4": score("85")}), person("b", modules={"4": score("8.5")}))
    assert outcomes(report) == ["chưa đủ dữ liệu", "hoàn thành"]
    assert [p.code for p in report.problems] == ["score_off_scale"]
    hundred = book(rule("pass_mark", min_score="50", scale="100"), rule("completion", modules=["4"]))
    assert outcomes(check(hundred, person(modules={"4": score("85")}))) == ["hoàn thành"]


def test_missing_columns_are_named_with_what_to_do():
    report = check(
        book(rule("completion", modules=["4", "5"]), rule("exemption", who="sắp nghỉ hưu")), person(modules={"4": YES})
    )
    told = {p.column: p for p in report.problems}
    assert set(told) == {"Mô đun 5", "Sắp nghỉ hưu"}
    assert '--confirm "sắp nghỉ hưu=có"' in told["Sắp nghỉ hưu"].remedy
    assert outcomes(report) == ["chưa đủ dữ liệu"]


def test_a_number_names_the_only_module_of_that_number():
    report = check(book(rule("completion", modules=["GVPT 05"])), person(modules={"5": YES}))
    assert outcomes(report) == ["hoàn thành"]


def test_a_plan_as_the_road_makes_it_and_as_a_dict():
    plan = make_plan(
        rules=[
            {
                "kind": "completion",
                "id": "r1",
                "modules": ["4"],
                "evidence": [{"page": 1, "start": 0, "end": 4, "text": "Căn"}],
            }
        ]
    )
    roster = Roster([person(modules={"4": YES})])
    for source in (
        plan,
        plan.model_dump(mode="json"),
        {"header": {"number_symbol": "45/KH-SGDĐT"}, "rules": plan.model_dump()["rules"]},
    ):
        report = evaluate([source], roster, AS_OF)
        assert report.plans[0].label == "45/KH-SGDĐT"
        assert outcomes(report) == ["hoàn thành"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "không phải JSON"),
        ("[1]", "không chứa kế hoạch"),
        ('{"format": "congvan-plan/9"}', "chưa được hỗ trợ"),
        ('{"format": "congvan-rules/1", "id": "a", "title": "A", "rules": []}', "rules"),
        (
            '{"format": "congvan-rules/1", "id": "a", "title": "A", "rules": [{"kind": "completion", "id": "r"}]}',
            "evidence",
        ),
        ('{"rules": [{"kind": "completion", "id": "r", "evidence": [{"text": "x"}], "min_module": 3}]}', "min_module"),
    ],
)
def test_what_can_not_be_taken_is_named(text, told):
    with pytest.raises(BadRules, match=told) as raised:
        read_rules(text, "quy-tac.json")
    assert "quy-tac.json" in str(raised.value)


def test_the_schema_asks_for_words_and_not_for_offsets():
    schema = json_schema()
    assert schema["$defs"]["Evidence"]["required"] == ["text"]
    assert "format" in schema["required"]


def test_plans_of_one_name_are_told_apart():
    assert [p.label for p in check([book(LEAST), book(LEAST)], person()).plans] == ["Kế hoạch mẫu", "Kế hoạch mẫu [2]"]


def replacing(old_levels="cấp THCS, THPT"):
    text = f"Kế hoạch này thay thế Kế hoạch số 10/KH-SGDĐT đối với nội dung bồi dưỡng {old_levels}."
    start = text.index("Kế hoạch số")
    cited = {
        "number_symbol": "10/KH-SGDĐT",
        "role": "replaces",
        "evidence": [{"page": 1, "start": start, "end": start + 27, "text": text[start : start + 27]}],
    }
    new = {"header": {"number_symbol": "20/KH-SGDĐT"}, "text": {"content": text, "method": "plain"}, "citations": [cited],
           "rules": [rule("completion", modules=["4"])]}  # fmt: skip
    return [book(rule("completion", modules=["1"]), number_symbol="10/KH-SGDĐT"), new]


@pytest.mark.parametrize("engine", ["persons", "columns"])
def test_a_plan_replaced_for_some_levels_stays_in_force_for_the_others(engine):
    people = [
        person("a", levels=("THCS",), modules={"1": NO, "4": YES}),
        person("b", levels=("TH",), modules={"1": NO, "4": NO}),
    ]
    report = check(replacing(), *people, engine=engine)
    assert outcomes(report) == ["không thuộc diện", "không hoàn thành"]
    assert report.conflicts[0].kind == "replaced"
    assert "cấp THCS, THPT" in report.conflicts[0].message
    assert [flag.code for flag in report.plans[0].explain(0).flags] == ["superseded"]


def test_plans_on_different_matters_do_not_meet():
    one = book(LEAST, title="Kế hoạch phòng cháy", school_year="2023/2024")
    other = book(rule("completion", min_modules=3, conditions=[]), title="Kế hoạch tin học", school_year="2023/2024")
    assert check([one, other], person()).conflicts == []


def test_targets_that_differ_are_reported():
    def plan(percent, number, day):
        return book(
            rule("target", percent=percent, comparison="at_least", what="hoàn thành", audience=["GV"]), LEAST,
            title="Bồi dưỡng thường xuyên", school_year="2023/2024", number_symbol=number, issuer="Sở GDĐT", issued_on=day,
        )  # fmt: skip

    (conflict,) = check(
        [plan("95", "1/KH-SGDĐT", "2023-09-01"), plan("98", "2/KH-SGDĐT", "2023-10-01")], person()
    ).conflicts
    assert (conflict.kind, conflict.winner) == ("newer", "r1 (2/KH-SGDĐT)")


@pytest.mark.parametrize(
    ("comparison", "yes", "unknown", "no", "status"),
    [
        ("more_than", 98, 0, 2, "chưa đạt chỉ tiêu"), ("at_least", 98, 0, 2, "đạt chỉ tiêu"), ("more_than", 98, 1, 1, "chưa đủ dữ liệu"),
        ("more_than", 99, 1, 0, "đạt chỉ tiêu"), ("exactly", 98, 0, 2, "đạt chỉ tiêu"), ("exactly", 97, 1, 2, "chưa đủ dữ liệu"),
        ("exactly", 99, 1, 0, "chưa đạt chỉ tiêu"), ("at_most", 98, 0, 2, "đạt chỉ tiêu"), ("less_than", 98, 0, 2, "chưa đạt chỉ tiêu"),
        ("less_than", 97, 1, 2, "chưa đủ dữ liệu"),
    ],
)  # fmt: skip
def test_targets_are_strict_and_leave_the_unknown_open(comparison, yes, unknown, no, status):
    plan = book(
        rule("target", percent="98", comparison=comparison, what="hoàn thành mô đun 4"),
        rule("completion", modules=["4"]),
    )
    marks = [YES] * yes + [OPEN] * unknown + [NO] * no
    (target,) = check(plan, *(person(str(n), modules={"4": mark}) for n, mark in enumerate(marks))).plans[0].targets()
    assert (target.yes, target.unknown, target.of, target.status) == (yes, unknown, 100, status)


def test_deadlines_of_persons_and_units():
    def deadline(identity, actor, words, **fields):
        return {"id": identity, "text": words, "bound": "by", "actor": actor, "evidence": [{"text": words}], **fields}

    yearly = {"bound": "before", "recurrence": "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15"}
    deadlines = [
        deadline("d1", "Giáo viên cấp THPT", "Giáo viên nộp bài.", due="2024-05-30"),
        deadline("d2", "Các trường THPT", "Báo cáo kết quả.", due="2024-06-10"),
        deadline("d3", "Các đơn vị", "Đăng ký trước ngày 15/5 hằng năm.", **yearly),
    ]
    plan = book(rule("completion", modules=["4"]), deadlines=deadlines)
    report = check(
        plan, person("a", modules={"4": NO}), person("b", modules={"4": YES}), done=[Done("d2", None, date(2024, 6, 1))]
    )
    found = {due.id: due for due in report.plans[0].deadlines("Trường THPT Sông Hương")}
    assert (found["d1"].status, found["d1"].progress) == ("quá hạn, chưa ghi nhận hoàn thành", "1/2 người hoàn thành")
    assert found["d2"].status == "đã hoàn thành"
    assert found["d3"].due == date(2025, 5, 14)
    (todo,) = report.plans[0].explain(0).todo
    assert [due.id for due in todo.by] == ["d1"]


def test_module_results_need_an_answer_or_a_mark_to_be_passed_from():
    report = check(book(rule("completion", modules=["4"])), person(modules={"4": Mark(score=Decimal(9))}))
    assert outcomes(report) == ["chưa đủ dữ liệu"]  # the plan names no mark, and its matter no regime


def test_what_is_done_is_told_of_one_plan_where_two_have_the_same_id():
    deadline = {
        "id": "d1",
        "text": "x",
        "bound": "by",
        "due": "2024-05-30",
        "actor": "Các trường",
        "evidence": [{"text": "Báo cáo."}],
    }
    plans = [book(LEAST, deadlines=[deadline], title=title) for title in ("Kế hoạch một", "Kế hoạch hai")]
    report = check(plans, person(), done=[Done("d1", plan="Kế hoạch hai")])
    assert [plan.deadlines()[0].status.partition(",")[0] for plan in report.plans] == ["quá hạn", "đã hoàn thành"]


def test_hours_on_offer_and_required():
    def module(code, **periods):
        return {"code": code, "audience": ["GV"], "evidence": [{"text": code}], **periods}

    modules = [module("THPT 17", theory=7, practice=8), module("THPT 19", theory=5, practice=5, total=15)]
    plan = book(rule("duration", audience=["GV"], periods=60, per="year", block="ND3"), modules=modules)
    notes = " | ".join(check(plan, person()).plans[0].notes)
    assert "2 mô đun được đưa ra gồm 30 tiết, phải học 60 tiết (r1); KHÔNG ĐỦ" in notes
    assert "THPT 17: ô tổng để trống, tính được 15 tiết (7 + 8)" in notes
    assert "THPT 19: các phần cộng lại 10 tiết nhưng ghi tổng 15 tiết" in notes


def test_officials_of_a_rule_are_all_staff_and_pupils_none():
    plan = book(
        rule("completion", audience=["CBCCVC"], modules=["4"]), rule("completion", audience=["HS"], modules=["5"])
    )
    report = check(plan, person("a", "NV", modules={"4": YES}), person("b", "GV", modules={"4": NO}))
    assert outcomes(report) == ["hoàn thành", "không hoàn thành"]
