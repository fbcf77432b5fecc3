"""The change report: what was gained, lost, read otherwise or invented since the saved figures."""

from benchmarks.accuracy_changes import changes, figures
from benchmarks.matching import Score


def _scores(misses=(), extras=(), facts=("a", "b", "c")):
    score = Score(wanted=len(facts), extras=list(extras))
    for fact in facts:
        score.judge(fact, dict(misses).get(fact))
    return {"doc": {"deadlines": score}}


def test_nothing_changed():
    now = _scores({"a": "a missed"}, ["x"])
    assert list(changes(now, figures(now))) == []


def test_gains_and_losses_are_named():
    saved = figures(_scores({"a": "a missed"}))
    found = set(changes(_scores({"b": "b missed"}, ["x"]), saved))
    assert found == {
        ("doc", "deadlines", "gained", "a"),
        ("doc", "deadlines", "lost", "b missed"),
        ("doc", "deadlines", "invented", "x"),
    }


def test_a_fact_missed_in_another_way_is_changed():
    saved = figures(_scores({"a": "wanted 1, got 2"}, ["x"]))
    found = set(changes(_scores({"a": "wanted 1, got 3"}), saved))
    assert found == {
        ("doc", "deadlines", "changed", "wanted 1, got 3"),
        ("doc", "deadlines", "no longer invented", "1"),
    }


def test_what_was_not_saved_is_not_compared():
    assert list(changes(_scores({"a": "a missed"}), {})) == []


def test_figures_hold_no_words():
    text = str(figures(_scores({"a": "trước ngày 09/6"}, ["Sở GDĐT"])))
    assert "trước" not in text
    assert "Sở" not in text


def test_like_facts_are_told_apart():
    score = Score()
    score.judge("a", None)
    score.judge("a", "missed")
    assert score.verdicts == {"a": None, "a #2": "missed"}
