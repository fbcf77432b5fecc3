"""The fit of confidence: what facts teach it, what it leans on where there are few, and how it is judged."""

import numpy as np
import pytest

from benchmarks.calibrate import error, log_loss
from benchmarks.calibrate_fit import fit
from benchmarks.calibrate_samples import Sample, samples
from benchmarks.gold import GOLD, MADE, GoldFile
from normalize.confidence import CLUES, KINDS, Clues, within
from normalize.lexicon import rows
from normalize.parse import parse
from tests.normalize.parts import document

NONE = Clues()
BODY = "1. Các Phòng GDĐT\n- Báo cáo kết quả về Sở GDĐT trước ngày 20/5/2024.\n- Gửi danh sách về Sở GDĐT trước ngày 10/4/2024."


def _facts(kind, right, wrong, clues=NONE, name="d"):
    made = [(True, at) for at in range(right)] + [(False, at) for at in range(wrong)]
    return [Sample(kind, f"{name}{at % 20}", "dev", clues, held) for held, at in made]


def _said(found, kind, clues=NONE):
    return within(fit(found).odds(Sample(kind, "", "dev", clues, True)))


def test_many_facts_speak_for_themselves():
    found = [*_facts("tasks", 400, 100), *_facts("citations", 490, 10)]
    assert _said(found, "tasks") == pytest.approx(0.8, abs=0.02)
    assert _said(found, "citations") == pytest.approx(0.98, abs=0.015)


def test_few_facts_that_are_all_right_are_not_sure():
    few, many = _said(_facts("totals", 5, 0), "totals"), _said(_facts("totals", 300, 0), "totals")
    assert few < 0.95 < many


def test_a_kind_without_facts_is_taken_as_the_others_are():
    good = _said(_facts("tasks", 300, 3), "rules")
    bad = _said(_facts("tasks", 180, 120), "rules")
    assert bad < good


def test_a_clue_that_tells_of_errors_costs():
    doubtful = Clues(picture=1.0, mended=1.0)
    found = [*_facts("deadlines", 200, 2), *_facts("deadlines", 20, 20, doubtful)]
    assert _said(found, "deadlines", doubtful) < 0.7 < _said(found, "deadlines")


def test_a_clue_that_tells_of_right_facts_never_adds():
    found = [*_facts("deadlines", 200, 50), *_facts("deadlines", 200, 0, Clues(bare=1.0))]
    fitted = fit(found)
    assert np.all(fitted.cost >= 0)
    assert _said(found, "deadlines", Clues(bare=1.0)) <= _said(found, "deadlines")


def test_the_fit_does_not_hang_on_the_order_of_facts():
    found = [*_facts("tasks", 40, 9), *_facts("rules", 30, 2, Clues(1.0, 1.0, 0.1))]
    assert np.allclose(fit(found).base, fit(found[::-1]).base, atol=1e-6)


def test_error_is_nothing_where_what_is_said_holds():
    assert error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert error([(0.9, False)] * 4) == pytest.approx(0.9)
    assert error([(0.99, True)] * 2 + [(0.6, False)] * 2) == pytest.approx((0.02 + 1.2) / 4)


def test_log_loss_rewards_telling_good_from_bad():
    told = [(0.9, True), (0.1, False)]
    untold = [(0.5, True), (0.5, False)]
    assert log_loss(told) < log_loss(untold) == pytest.approx(np.log(2))


def _gold(**facts):
    return GoldFile(MADE / "dev-08-gm-hoi-nghi.json", MADE / "x.txt", "text", ({"header": {}, **facts},))


def _due(day, **more):
    text = f"trước ngày {int(day[8:])}/{int(day[5:7])}/{day[:4]}"
    earlier = f"{day[:8]}{int(day[8:]) - 1:02d}"
    return {"text": text, "date": day, "due": earlier, "time": None, "bound": "before", **more}


def test_facts_are_right_where_the_gold_has_them_whole():
    plans = parse(document(BODY), calibrated=False)
    both = _gold(deadlines=[_due("2024-05-20"), _due("2024-04-10")])
    assert [s.right for s in samples(both, plans)] == [True, True]
    other = _gold(deadlines=[_due("2024-05-20", due="2024-05-20"), _due("2024-04-10")])
    assert [s.right for s in samples(other, plans)] == [False, True]
    assert [s.right for s in samples(_gold(deadlines=[_due("2024-04-10")]), plans)] == [False, True]


def test_what_the_gold_leaves_open_is_not_judged():
    plans = parse(document(BODY), calibrated=False)
    unsure = _gold(deadlines=[_due("2024-05-20", unsure=True), _due("2024-04-10")])
    assert [s.right for s in samples(unsure, plans)] == [True]
    assert list(samples(_gold(), plans)) == []


def test_the_header_is_judged_by_field():
    plans = parse(document(BODY), calibrated=False)
    gold = {
        "header": {"number": "215", "symbol": "KH-SGDĐT", "subject": "Đổi mới phương pháp dạy học ở trường trung học"}
    }
    verdicts = {s.kind: s.right for s in samples(_gold(**gold), plans)}
    assert verdicts == {"header.number": True, "header.subject": False}


def test_the_committed_fit_is_of_the_development_set():
    dispatches = [
        line
        for line in (GOLD / "development.txt").read_text(encoding="utf-8").splitlines()
        if line[:1] not in ("#", "")
    ]
    table = rows("confidence")
    assert [row["kind"] for row in table] == list(KINDS)
    assert set(table[0]) == {"kind", "facts", "right", "dispatches", "base", *CLUES}
    for row in table:
        assert 0 < int(row["right"]) <= int(row["facts"])
        assert int(row["dispatches"]) <= len(dispatches)
