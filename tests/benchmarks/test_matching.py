"""When a fact of a plan is the gold's."""

from benchmarks.matching import same_contact, same_finding, same_row, same_rule, spread_findings


def _finding(code, message, text="words"):
    return {"code": code, "message": message, "evidence": [{"text": text}]}


def test_findings_are_about_the_same_fact():
    gold = {"citations": [{"number_symbol": "80/2017/NĐ-CP", "text": None}]}
    wanted = {"code": "citation_conflict", "about": "citations[0]: two years"}
    assert same_finding(_finding("citation_conflict", "Số 80/2017/NĐ-CP ghi ngày 17/7/2018."), wanted, gold)
    assert not same_finding(_finding("citation_conflict", "Số 32/2018/TT-BGDĐT ghi ngày khác."), wanted, gold)
    assert not same_finding(_finding("date_order", "Số 80/2017/NĐ-CP"), wanted, gold)


def test_missing_annexes_are_told_apart_by_name():
    wanted = {"code": "annex_missing", "about": "Phụ lục 2"}
    assert same_finding(_finding("annex_missing", "Không thấy Phụ lục 2."), wanted, {})
    assert not same_finding(_finding("annex_missing", "Không thấy Mẫu 01.", "Mẫu 01"), wanted, {})


def test_one_finding_may_name_several_annexes():
    gold = [{"code": "annex_missing", "about": f"Phụ lục {n}"} for n in ("1", "2", "6a")]
    found = [_finding("annex_missing", "Không thấy Phụ lục 1, 2.", "Phụ lục 1, 2")]
    assert [same_finding(found[0], wanted, {}) for wanted in gold] == [True, True, False]
    assert spread_findings(found, gold, {}) == found * 2


def test_sums_are_told_apart_by_the_value_that_follows():
    wanted = {"code": "total_mismatch", "about": "Cộng: 1.200 + 300 = 1.500, printed 1.600"}
    assert same_finding(_finding("total_mismatch", "Cộng lại được 1.500."), wanted, {})
    assert not same_finding(_finding("total_mismatch", "Cộng lại được 2.500."), wanted, {})


def test_rows_of_a_day_are_told_apart_by_hour():
    row = {"start": "2024-11-08", "time": "07:30", "content": "Khai mạc hội nghị"}
    assert same_row(row, {"start": "2024-11-08", "time": "07:30", "starts": "Khai mạc"})
    assert not same_row(row, {"start": "2024-11-08", "time": "13:30", "starts": "Khai mạc"})


def test_private_numbers_match_without_their_last_digits():
    assert same_contact({"kind": "phone", "value": "0912 345 678"}, {"kind": "phone", "value": "0912 345xxxx"})
    assert not same_contact({"kind": "email", "value": "a@b.vn"}, {"kind": "phone", "value": "a@b.vn"})


def test_rules_of_another_share_are_others():
    rule = {"kind": "target", "percent": "97", "comparison": "at_least"}
    assert same_rule(rule, {"kind": "target", "values": {"percent": 97, "comparison": ">="}})
    assert not same_rule(rule, {"kind": "target", "values": {"percent": 98, "comparison": ">="}})
