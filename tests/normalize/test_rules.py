"""Rules of all kinds, as kế hoạch, quy chế and thông tư write them, and sentences that only look like rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from normalize.citations import find_citations
from normalize.header import find_header
from normalize.outline import find_outline
from normalize.rules import find_rules
from normalize.structure import Zones
from schemas.plan import Header
from schemas.rules import Rule
from tests.normalize.tables import part


def rules(text: str, header: Header | None = None) -> list[Rule]:
    given = part(text)
    length = len(given.content)
    place = Zones((0, 0), (0, length), (length, length))
    head = header or find_header(given, place)
    return find_rules(given, place, find_outline(given, place), find_citations(given, place, head), head)


def told(rule: Rule) -> dict[str, Any]:
    """A rule's own fields that say something."""
    shared = {"id", "audience", "levels", "applies_to", "citation", "provision", "evidence"}
    return {k: v for k, v in rule.model_dump(exclude=shared).items() if v not in (None, [])}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mỗi mô đun được quy định 30 tiết.", {"periods": 30, "per": "module"}),
        ("(Ở mỗi mô đun, mỗi lớp học trong 12 ngày; 30 tiết/lớp).", {"periods": 30, "days": 12, "per": "module"}),
        ("Thời lượng bồi dưỡng 40 tiết/năm học.", {"periods": 40, "per": "year"}),
        (
            "- Chương trình bồi dưỡng 02: Khoảng 01 tuần/năm học (khoảng 40 tiết/năm học);",
            {"periods": 40, "per": "year", "block": "02"},
        ),
        ("Thời gian học thêm không quá 16 ngày/mô đun.", {"days": 16, "per": "module"}),
        ("- Thời gian tập huấn: 03 (ba) ngày.", {"days": 3}),
        ("Tổng số tiết phải học trong năm học 2017 – 2018 là 60 tiết.", {"periods": 60, "per": "year"}),
    ],
)
def test_durations(text: str, wanted: dict[str, Any]) -> None:
    (rule,) = rules(text)
    assert told(rule) == {"kind": "duration", **wanted}


def test_a_block_with_its_modes() -> None:
    (rule,) = rules("a. Nội dung bồi dưỡng 2: (30 tiết)\n- Bồi dưỡng tập trung: 12 tiết\n- Tự học ở tổ: 18 tiết")
    assert told(rule)["block"] == "ND2"
    assert told(rule)["parts"] == [{"mode": "tập trung", "periods": 12}, {"mode": "tự học", "periods": 18}]


@pytest.mark.parametrize(
    ("text", "least", "conditions"),
    [
        ("Giáo viên học ít nhất 03 mô đun trong năm thì được công nhận hoàn thành bồi dưỡng.", 3, 1),
        ("Giáo viên được coi là hoàn thành kế hoạch nếu đã học đủ các nội dung, có các bài kiểm tra đạt.", None, 2),
        ("Học viên được công nhận hoàn thành khóa học khi đáp ứng yêu cầu: (i) Dự đủ buổi; (ii) Nộp bài.", None, 2),
        (
            "Học viên được công nhận hoàn thành khóa học khi đáp ứng các điều kiện sau:\n- Dự đủ buổi.\n- Nộp bài.\n- Có sổ.",
            None,
            3,
        ),
    ],
)
def test_completion(text: str, least: int | None, conditions: int) -> None:
    (rule,) = [r for r in rules(text) if r.kind == "completion"]
    assert rule.min_modules == least and len(rule.conditions) == conditions


@pytest.mark.parametrize(
    ("text", "least", "scale"),
    [
        ("Bài kiểm tra chấm theo thang điểm 10 và đạt yêu cầu khi đạt điểm từ 05 trở lên.", "5", "10"),
        ("Người có điểm từ 50/100 trở lên là đạt.", "50", "100"),
        ("Thí sinh trả lời đúng từ 50% số câu hỏi trở lên thì được thi tiếp vòng 2.", "50", "100"),
        ("Bài thi đạt từ 6,5 điểm trở lên được cấp giấy chứng nhận.", "6.5", None),
    ],
)
def test_pass_marks(text: str, least: str, scale: str | None) -> None:
    (rule,) = rules(text)
    assert told(rule) == {"kind": "pass_mark", "min_score": least, **({"scale": scale} if scale else {})}


def test_a_grading_scale_with_component_minima() -> None:
    (rule,) = rules(
        """- Loại TB nếu điểm trung bình đạt từ 5 đến dưới 7 điểm, trong đó không có điểm thành phần nào dưới 5 điểm;
        - Loại K nếu điểm trung bình đạt từ 7 đến dưới 9 điểm, trong đó không có điểm thành phần nào dưới 6 điểm;
        - Loại G nếu điểm trung bình đạt từ 9 đến 10 điểm, trong đó không có điểm thành phần nào dưới 7 điểm.
        *) Các trường hợp khác được đánh giá là chưa hoàn thành."""
    )
    assert rule.kind == "grading" and rule.otherwise == "chưa hoàn thành"
    assert [(g.name, g.min, g.below, g.max, g.component_min) for g in rule.grades] == [
        ("TB", "5", "7", None, "5"),
        ("K", "7", "9", None, "6"),
        ("G", "9", None, "10", "7"),
    ]


def test_a_scale_in_one_sentence_and_one_with_open_ends() -> None:
    (rule,) = rules("a) Xuất sắc: từ 90 điểm trở lên;\nb) Tốt: từ 70 đến dưới 90 điểm;\nc) Yếu: dưới 70 điểm.")
    assert rule.kind == "grading"
    assert [(g.min, g.below) for g in rule.grades] == [("90", None), ("70", "90"), (None, "70")]


def test_two_levels() -> None:
    (rule,) = rules(
        "Xếp theo hai mức đạt (nếu điểm trung bình và các điểm thành phần từ 5 điểm trở lên) và không đạt (đối với các trường hợp còn lại)."
    )
    assert rule.kind == "grading" and rule.otherwise == "không đạt"
    assert (rule.grades[0].name, rule.grades[0].min, rule.grades[0].component_min) == ("đạt", "5", "5")


def test_a_formula_with_its_rounding() -> None:
    (rule,) = rules(
        """Điểm trung bình được tính theo công thức sau:
        ĐTB = (điểm phần 1 + điểm phần 2 x 2) : 3.
        ĐTB được làm tròn đến một chữ số thập phân."""
    )
    assert told(rule) == {
        "kind": "formula",
        "target": "ĐTB",
        "expression": "(điểm phần 1 + điểm phần 2 x 2) : 3",
        "rounding": "làm tròn đến một chữ số thập phân",
    }


def test_prerequisites() -> None:
    first, second = rules(
        """Đối với giáo viên mới: Bắt buộc phải tham gia bồi dưỡng mô đun 1, 2 trước khi bồi dưỡng mô đun 4.
        Học viên phải hoàn thành phần lý thuyết mới được dự thi thực hành."""
    )
    assert first.kind == second.kind == "prerequisite"
    assert (first.requires, first.unlocks, first.audience) == (["1", "2"], ["4"], ["GV"])
    assert (second.requires, second.unlocks) == (["hoàn thành phần lý thuyết"], ["dự thi thực hành"])


def test_quotas_with_an_exception() -> None:
    text = """+ Cấp THPT: 31 GV, cụ thể:
    Các trường THPT (7 trường); các Trung tâm (02 Trung tâm): Mỗi đơn vị cử 03 GV tham dự (riêng Trung tâm Hòa Sơn cử 02 GV).
    Các trường THCS (5 trường): Mỗi trường cử 01 GV tham dự."""
    first, second = rules(text)
    assert told(first) == {
        "kind": "quota",
        "unit": "trường THPT; Trung tâm",
        "units": 9,
        "each": 3,
        "exceptions": [{"unit": "Trung tâm Hòa Sơn", "each": 2}],
        "total": 31,
    }
    assert (told(second)["units"], told(second)["each"]) == (5, 1)


@pytest.mark.parametrize(
    ("text", "percent", "comparison"),
    [
        ("- Trên 95% giáo viên tham gia lớp học hoàn thành mô đun 2.", "95", "more_than"),
        ("Phấn đấu 100% học sinh được học bơi.", "100", "exactly"),
        ("Ít nhất 80,5% phụ huynh hài lòng với thư viện.", "80.5", "at_least"),
        ("Từ 90% trở lên học sinh biết đọc.", "90", "at_least"),
        ("Phấn đấu 30% - 40% cán bộ được bồi dưỡng.", "30", "at_least"),
        ("Không quá 5% trẻ có biểu hiện suy dinh dưỡng.", "5", "at_most"),
    ],
)
def test_targets(text: str, percent: str, comparison: str) -> None:
    found = [r for r in rules(text) if r.kind == "target"]
    assert [(r.percent, r.comparison) for r in found] == [(percent, comparison)]


def test_what_a_target_is_a_share_of() -> None:
    (rule,) = rules("Trên 95% CBQL, GV tham gia khoá học hoàn thành mô đun 2.")
    assert rule.kind == "target"
    assert (rule.of, rule.what, rule.audience) == ("CBQL, GV tham gia khoá học", "hoàn thành mô đun 2", ["CBQL", "GV"])


def test_exemptions_are_no_reductions() -> None:
    found = rules(
        """- Những trường hợp được miễn: Giáo viên sẽ nghỉ hưu trong năm học 2024-2025.
        - Những trường hợp được giảm: Giáo viên nuôi con nhỏ.
        Miễn thi ngoại ngữ đối với giáo viên dạy ngoại ngữ.
        Nhà giáo làm chủ nhiệm lớp được giảm 4 tiết định mức một tuần.
        Đối với cán bộ cốt cán đã học ở trung ương:
        Không tham gia bồi dưỡng đại trà."""
    )
    assert [r.kind for r in found] == ["exemption", "reduction", "exemption", "reduction", "exemption"]
    assert [r.who for r in found if r.kind == "exemption"] == [
        "Giáo viên sẽ nghỉ hưu trong năm học 2024-2025",
        "giáo viên dạy ngoại ngữ",
        "cán bộ cốt cán đã học ở trung ương",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí hỗ trợ 50% tiền vé, tối đa 30% mức lương.",
        "Năm qua trường đạt 98% so với kế hoạch.",
        "Tài liệu được phát miễn phí cho giáo viên.",
        "Miễn nhiệm chức vụ đối với ông A.",
        "Giảm thiểu rủi ro đối với học sinh.",
        "Không công nhận hoàn thành nếu vắng quá 3 buổi thì báo lại.",
        "Nộp trong 05 ngày làm việc.",
        "Trường hợp được miễn, giảm thì gửi hồ sơ về xã.",
        "Cuộc họp bắt đầu lúc 7 giờ 30 phút.",
        "Sĩ số = 35.",
    ],
)
def test_what_is_no_rule(text: str) -> None:
    assert rules(text) == []


def test_a_report_has_no_targets() -> None:
    assert rules("100% học sinh được học bơi.", Header(doc_type="BC")) == []


def test_whom_where_and_on_what_ground() -> None:
    (rule,) = rules(
        """Điều 12. Đánh giá giáo viên tiểu học
        1. Yêu cầu chung.
        2. Theo Thông tư số 19/2019/TT-BGDĐT, bài kiểm tra đạt từ 5 điểm trở lên là đạt yêu cầu."""
    )
    assert (rule.audience, rule.levels, rule.citation) == (["GV"], ["TH"], "19/2019/TT-BGDĐT")
    assert rule.provision is not None and (rule.provision.article, rule.provision.clause) == ("12", "2")


def test_what_is_said_twice_is_one_rule() -> None:
    (rule,) = rules("Giáo viên học 40 tiết/năm học.\nNhư trên, giáo viên học 40 tiết/năm học.")
    assert rule.id == "r1" and len(rule.evidence) == 2


def test_rules_of_the_seeds(shared: Path) -> None:
    from congvan.pipeline import convert

    wanted = {
        "001": ["duration", "pass_mark", "completion"],
        "003": ["duration"] * 5 + ["formula", "completion", "grading", "grading"],
    }
    for stem, kinds in wanted.items():
        (path,) = (shared / "seeds").glob(f"{stem}_*.txt")
        assert [rule.kind for rule in convert(path).plans[0].rules] == kinds


def values(text: str) -> list[dict[str, Any]]:
    return [told(rule) for rule in rules(text)]


def test_each_clause_its_rule() -> None:
    assert values("Miễn BDTX đối với GV nghỉ hưu trong năm học; giảm 50% thời lượng đối với GV nữ nghỉ thai sản.") == [
        {"kind": "exemption", "who": "GV nghỉ hưu trong năm học"},
        {"kind": "reduction", "who": "GV nữ nghỉ thai sản", "amount": "50%"},
    ]
    assert values("Miễn lệ phí cho thí sinh hộ nghèo, giảm 50% cho thí sinh hộ cận nghèo.") == [
        {"kind": "exemption", "who": "thí sinh hộ nghèo"},
        {"kind": "reduction", "who": "thí sinh hộ cận nghèo", "amount": "50%"},
    ]


def test_who_is_exempt_in_a_list() -> None:
    text = "2. Các trường hợp được miễn:\na) Nhà giáo nghỉ hưu trong năm học;\nb) Nhà giáo đang đi học.\n3. Kinh phí do Sở chi."
    assert [v["who"] for v in values(text)] == ["Nhà giáo nghỉ hưu trong năm học", "Nhà giáo đang đi học"]


def test_riêng_is_no_part_of_the_name() -> None:
    (rule,) = values("Riêng đối với giáo viên nuôi con nhỏ được giảm 03 tiết/tuần.")
    assert rule == {"kind": "reduction", "who": "giáo viên nuôi con nhỏ", "amount": "03 tiết/tuần"}


@pytest.mark.parametrize(
    ("text", "percent", "comparison", "what"),
    [
        ("Phấn đấu tỷ lệ học sinh tốt nghiệp đạt từ 99,2% trở lên.", "99.2", "at_least", "tốt nghiệp"),
        ("Tỷ lệ bỏ học dưới 0,5%.", "0.5", "less_than", "bỏ học"),
        ("Tỷ lệ chuyên cần đạt 98% trở lên.", "98", "at_least", "chuyên cần"),
        ("Giáo viên giữ vững chất lượng, trong đó loại Giỏi không dưới 30%.", "30", "at_least", "loại Giỏi"),
    ],
)
def test_shares_behind_what_they_measure(text: str, percent: str, comparison: str, what: str) -> None:
    (rule,) = values(text)
    assert (rule["percent"], rule["comparison"], rule["what"]) == (percent, comparison, what)


def test_shares_that_were_reached_are_no_targets() -> None:
    assert values("I. THỰC TRẠNG\n100% trường học trong huyện có hệ thống máy tính.") == []
    assert values("Tỷ lệ bỏ học giảm 0,5% so với năm trước.") == []


def test_modes_told_in_the_sentence() -> None:
    (rule,) = values("Chương trình bồi dưỡng 02: 40 tiết/năm học, trong đó tập trung 16 tiết, tự học 24 tiết.")
    assert rule["parts"] == [{"mode": "tập trung", "periods": 16}, {"mode": "tự học", "periods": 24}]
    (rule,) = values("Mỗi mô đun 40 tiết, gồm 24 tiết tự học trên hệ thống và 16 tiết trao đổi trực tuyến.")
    assert [p["periods"] for p in rule["parts"]] == [24, 16]


def test_days_with_their_dates_are_an_event() -> None:
    assert values("Thời gian: 02 ngày, 08 và 09/11/2031 (thứ Bảy, Chủ nhật).") == []


def test_completion_without_recognition() -> None:
    (rule,) = values("Giáo viên hoàn thành kế hoạch BDTX nếu các điểm thành phần đạt từ 5 điểm trở lên.")
    assert rule == {"kind": "completion", "conditions": ["các điểm thành phần đạt từ 5 điểm trở lên"]}


def test_a_formula_after_its_leading_words() -> None:
    text = "Điểm chuyên đề được tính như sau: ĐCĐ = (LT + TH × 2) : 3, lấy đến một chữ số thập phân."
    (rule,) = values(text)
    assert (rule["target"], rule["expression"], rule["rounding"]) == (
        "ĐCĐ",
        "(LT + TH × 2) : 3",
        "lấy đến một chữ số thập phân",
    )


def test_what_comes_before_modules_named_earlier() -> None:
    text = "Giáo viên bồi dưỡng các mô đun 4, 5. Học viên phải hoàn thành mô đun 1, 2 trước khi tham gia."
    (rule,) = [r for r in values(text) if r["kind"] == "prerequisite"]
    assert rule == {"kind": "prerequisite", "requires": ["1", "2"], "unlocks": ["4", "5"]}


def test_a_mark_with_a_minimum_for_each_part() -> None:
    rule, mark = values(
        "Học sinh được công nhận tốt nghiệp khi có điểm xét từ 5,0 trở lên và không có bài thi nào dưới 1,0 điểm."
    )
    assert mark["kind"] == "pass_mark" and mark["min_score"] == "5"
    assert rule["grades"] == [{"name": "tốt nghiệp", "min": "5", "below": None, "max": None, "component_min": "1"}]


def test_one_grade_with_more_than_marks_is_no_pass_mark() -> None:
    assert values("Mức Tốt: Các môn học đạt từ 6,5 điểm trở lên, trong đó có ít nhất 06 môn từ 8,0 điểm trở lên.") == []


def test_quotas_of_several_kinds_of_people() -> None:
    found = rules("Mỗi trung tâm (07 trung tâm) cử 01 cán bộ quản lý và 02 giáo viên.")
    assert [(told(r)["units"], told(r)["each"], r.audience) for r in found] == [(7, 1, ["CBQL"]), (7, 2, ["GV"])]


def test_several_blocks_in_one_sentence() -> None:
    text = "Mỗi người học 120 tiết/năm học (Chương trình 1: 40 tiết; Chương trình 2: 40 tiết; Chương trình 3: 40 tiết)."
    assert [(v.get("block"), v["periods"]) for v in values(text)] == [(None, 120), ("01", 40), ("02", 40), ("03", 40)]


def test_labelled_conditions_in_a_sentence() -> None:
    (rule,) = values(
        "Giáo viên hoàn thành BDTX khi: a) học đủ số tiết; b) các bài thu hoạch xếp loại Đạt; c) có hồ sơ tự học."
    )
    assert rule["conditions"] == ["học đủ số tiết", "các bài thu hoạch xếp loại Đạt", "có hồ sơ tự học"]


def test_a_scale_of_two_is_a_pass_mark_too() -> None:
    found = values(
        "Bài thu hoạch chấm theo thang điểm 10. Xếp loại: Đạt (từ 5,0 điểm trở lên), Chưa đạt (dưới 5,0 điểm)."
    )
    assert {v["kind"] for v in found} == {"grading", "pass_mark"}


def test_marks_and_formulas_in_words() -> None:
    (rule,) = values("Thí sinh được xét tuyển khi các bài thi đều đạt điểm lớn hơn 2,5 điểm (tính theo thang điểm 10).")
    assert (rule["min_score"], rule["scale"]) == ("2.5", "10")
    (rule,) = values("Điểm xét tuyển là tổng điểm của 3 môn cộng với điểm khuyến khích.")
    assert (rule["target"], rule["expression"]) == ("Điểm xét tuyển", "tổng điểm của 3 môn cộng với điểm khuyến khích")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chỉ những học viên đã hoàn thành mô đun 1, 2 mới được đăng ký mô đun 3.", (["1", "2"], ["3"])),
        ("Điều kiện tham gia mô đun 3: đã hoàn thành mô đun 1, 2.", (["1", "2"], ["3"])),
    ],
)
def test_what_must_come_first(text: str, wanted: tuple[list[str], list[str]]) -> None:
    (rule,) = [v for v in values(text) if v["kind"] == "prerequisite"]
    assert (rule["requires"], rule["unlocks"]) == wanted


def test_further_forms() -> None:
    (days,) = values("Thời gian bồi dưỡng: 5 ngày (40 tiết).")
    assert days["days"] == 5
    (formula,) = values("Điểm tổng kết = điểm quá trình × 40% + điểm cuối khóa × 60%.")
    assert formula["target"] == "Điểm tổng kết"
    (none,) = values("Quy chế này không áp dụng đối với giáo viên hợp đồng dưới 12 tháng.")
    assert none["who"] == "giáo viên hợp đồng dưới 12 tháng"
    (quota,) = values("Thành phần: mỗi đơn vị 02 người (01 lãnh đạo, 01 giáo viên).")
    assert quota["each"] == 2
    _, share = values("Có trên 95% giáo viên xếp loại Đạt trở lên, trong đó 40% loại Giỏi.")
    assert (share["percent"], share["what"]) == ("40", "loại Giỏi")


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("Từ 9 đến 10 điểm: Xuất sắc; từ 8 đến dưới 9 điểm: Giỏi.", "grading", None),
        ("Đơn vị đạt từ 95 điểm trở lên xếp loại Tốt, từ 80 đến dưới 95 điểm xếp loại Khá.", "grading", None),
        ("Học viên có ĐTB đạt 5,5 trở lên (trên thang 10) thì được công nhận.", "pass_mark", "5.5"),
        ("Viên chức dự xét phải đạt 50 điểm trở lên ở mỗi phần thi.", "pass_mark", "50"),
        ("ĐTK = 0,4 x ĐQT + 0,6 x ĐT.", "formula", "ĐTK"),
        ("Số giải không vượt quá 60% số người dự thi.", "target", "60"),
        ("Giảm tỷ lệ học sinh bỏ học xuống dưới 0,2%.", "target", "0.2"),
        (
            "Người đã có chứng chỉ cùng nội dung không phải học chuyên đề 2.",
            "exemption",
            "Người đã có chứng chỉ cùng nội dung",
        ),
        ("Người có thâm niên trên 10 năm chỉ phải học một nửa số tiết.", "reduction", "Người có thâm niên trên 10 năm"),
        ("Chưa hoàn thành mô đun 1 thì không được học mô đun 2.", "prerequisite", ["1"]),
        ("Chỉ những học viên đã đạt học phần 3 mới được đăng ký học phần 5.", "prerequisite", ["3"]),
        ("Học viên tự chọn ít nhất 02 mô đun trong danh mục.", "completion", 2),
        ("Mỗi huyện cử 06 giáo viên, thị xã Bình Lâm cử 08 giáo viên.", "quota", 6),
        ("Khóa học kéo dài 05 ngày.", "duration", 5),
    ],
)
def test_further_wordings(text: str, kind: str, told: object) -> None:
    """What other offices say for the same rule is read as the same rule."""
    (rule,) = rules(text)
    figures = rule.model_dump()
    keys = ("min_score", "target", "percent", "who", "requires", "min_modules", "each", "days")
    assert rule.kind == kind
    assert told is None or told in [figures.get(key) for key in keys]


@pytest.mark.parametrize(
    "text",
    [
        "Năm học qua đã có 100% trường nộp báo cáo, 95% giáo viên đạt yêu cầu.",
        "Số học sinh giỏi cấp tỉnh tăng 5% so với năm trước.",
        "Kinh phí không vượt quá 5% tổng số tiền được giao.",
        "Trường đạt chuẩn mức độ 2 trở lên được đề nghị khen thưởng.",
    ],
)
def test_what_lays_down_nothing(text: str) -> None:
    """Shares that were reached, amounts of money, and levels are no rules."""
    assert rules(text) == []


def durations(text: str) -> list[tuple[Any, Any, Any]]:
    return [(r["periods"], r.get("per"), r.get("block")) for r in values(text) if r["kind"] == "duration"]


def test_a_years_periods_and_those_of_its_blocks() -> None:
    whole = "Mỗi nhà giáo học 03 chương trình với thời lượng 90 tiết: "
    blocks = [("01", 30), ("02", 20), ("03", 40)]
    plain = ", ".join(f"Chương trình {n}: {p} tiết" for n, p in blocks)
    weekly = ", ".join(f"Chương trình bồi dưỡng {n} khoảng 01 tuần/năm học ({p} tiết)" for n, p in blocks)
    assert durations(whole + plain + ".") == [(90, "year", None)] + [(p, "block", n) for n, p in blocks]
    assert durations(whole + weekly + ".") == [(90, "year", None)] + [(p, "year", n) for n, p in blocks]


def test_a_count_of_blocks_is_no_block() -> None:
    text = "Thời lượng là 60 tiết/năm học, gồm 03 chương trình, mỗi chương trình 20 tiết. Chọn 02 chuyên đề của Chương trình bồi dưỡng 03."
    assert sorted(durations(text), key=str) == [(20, "block", None), (60, "year", None)]


def test_periods_of_named_modules_are_no_rule() -> None:
    text = "Mô đun GVMN 02, GVMN 06 mỗi mô đun 30 tiết; mô đun GVMN 11: 10 tiết."
    assert durations(text) == []


def test_two_groups_of_one_aim_are_two_targets() -> None:
    text = "Phấn đấu đến hết năm 2027 có ít nhất 40% học sinh lớp 4 và 50% học sinh lớp 8 biết chơi cờ."
    assert [(r["percent"], r["of"], r["what"], r["comparison"]) for r in values(text)] == [
        ("40", "học sinh lớp 4", "biết chơi cờ", "at_least"),
        ("50", "học sinh lớp 8", "biết chơi cờ", "at_least"),
    ]


def test_a_floor_before_what_is_reached() -> None:
    found = values("Phấn đấu 100% trẻ đến trường; từ 90,5% trở lên hoàn thành chương trình lá.")
    assert [(r["percent"], r["what"]) for r in found] == [("100", "đến trường"), ("90.5", "hoàn thành chương trình lá")]
