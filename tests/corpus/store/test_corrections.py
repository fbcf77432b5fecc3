"""What people put right stays, also when another version reads the file anew."""

import datetime as dt

import pytest

from corpus.store import State
from corpus.store.errors import Refused
from tests.corpus.store.dispatches import add, citation, dispatch, duty

REPORT = duty(
    "Gửi báo cáo trước ngày 20/3/2024.",
    limit="trước ngày 20/3/2024",
    due="2024-03-19",
    date="2024-03-20",
    bound="before",
)
LIST = duty("Lập danh sách giáo viên.", "Trường THPT Sông Hương")
TT = citation("Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019", "19/2019/TT-BGDĐT", issued_on="2019-11-12")


def read(*duties, body="Kế hoạch như sau."):
    """The same file as some version reads it."""
    return dispatch(content="một tệp", body=body, duties=duties or (REPORT, LIST), citations=[TT])


@pytest.fixture
def ref(store):
    add(store, read(), version="1.0")
    return store.entries()[0].plan_id


def key(store, ref, kind, name):
    return store.corrected(ref).keys[kind][name]


def test_the_revision_counts_corrections_and_only_grows(store, ref):
    assert store.plan(ref).revision == 0
    fact = key(store, ref, "deadlines", "d1")
    store.correct(ref, fact, "date", "2024-03-25", who="Lan")
    store.correct(ref, fact, "date", "2024-03-20", who="Lan")  # taken back: the plan says what it said, and is newer
    assert store.plan(ref).revision == 2
    add(store, read(body="Đọc lại."), version="2.0")
    assert store.plan(store.entries()[0].plan_id).revision == 2


def test_a_corrected_deadline_moves_its_last_day_and_what_is_due(store, ref):
    fact = key(store, ref, "deadlines", "d1")
    store.correct(ref, fact, "date", "2024-03-25", who="Lan", note="xem bản giấy")
    assert [(d.date, d.due) for d in store.plan(ref).deadlines] == [("2024-03-25", "2024-03-24")]
    assert [d.due for d in store.due(dt.date(2024, 3, 1))] == [dt.date(2024, 3, 24)]
    (change,) = store.corrections(ref)
    assert (change.who, change.old, change.new, change.note) == ("Lan", '"2024-03-20"', '"2024-03-25"', "xem bản giấy")


def test_corrections_outlive_a_new_version_that_numbers_its_facts_otherwise(store, ref):
    store.correct(ref, key(store, ref, "tasks", "t2"), "actor", "Trường THCS Sông Hương", who="Lan")
    store.correct(ref, key(store, ref, "deadlines", "d1"), "due", "2024-03-18", who="Lan")
    first = duty("Kế hoạch như sau.", None)
    add(store, read(first, REPORT, LIST), version="1.1")
    plan = store.plan(ref)
    assert [t.actor.name if t.actor else None for t in plan.tasks] == [None, "Các Phòng GDĐT", "Trường THCS Sông Hương"]
    assert [d.due for d in plan.deadlines] == ["2024-03-18"]


def test_a_fact_whose_words_are_read_a_little_otherwise_is_found_again(store, ref):
    store.correct(ref, key(store, ref, "tasks", "t2"), "actor", "Trường THCS", who="Lan")
    add(store, read(REPORT, duty("Lập danh sách giáo viên", "Trường THPT Sông Hương")), version="1.1")
    assert store.plan(ref).tasks[1].actor.name == "Trường THCS"


def test_a_correction_whose_fact_is_gone_is_shown_and_not_lost(store, ref):
    store.correct(ref, key(store, ref, "tasks", "t2"), "action", "Lập danh sách CBQL", who="Lan")
    add(store, read(REPORT), version="1.1")
    corrected = store.corrected(ref)
    assert [c.new for c in corrected.lost] == ['"Lập danh sách CBQL"']
    add(store, read(), version="1.2")
    assert store.plan(ref).tasks[1].action == "Lập danh sách CBQL"


def test_an_invented_fact_is_dismissed_and_may_come_back(store, ref):
    fact = key(store, ref, "deadlines", "d1")
    store.correct(ref, fact, "dismissed", True, who="Lan")
    assert store.plan(ref).deadlines == []
    assert store.due(dt.date(2024, 3, 1)) == []
    store.correct(ref, fact, "dismissed", False, who="Lan")
    assert len(store.plan(ref).deadlines) == 1


def test_a_missed_deadline_is_added_with_its_evidence(store):
    add(store, dispatch(body="Các trường nộp hồ sơ trước\nngày 05/6/2024."))
    ref = store.entries()[0].plan_id
    values = {"bound": "before", "date": "2024-06-05", "due": "2024-06-04", "actor": "Các trường"}
    store.add_fact(ref, "deadlines", "trước ngày 05/6/2024", values, who="Lan")
    (deadline,) = store.plan(ref).deadlines
    assert deadline.evidence[0].text == "trước\nngày 05/6/2024"
    assert [(d.due, d.actor) for d in store.due(dt.date(2024, 6, 1))] == [(dt.date(2024, 6, 4), "Các trường")]
    with pytest.raises(Refused, match="nguyên văn"):
        store.add_fact(ref, "deadlines", "trước ngày 06/6/2024", values, who="Lan")
    with pytest.raises(Refused):
        store.add_fact(ref, "deadlines", "nộp hồ sơ", {"bound": "gần"}, who="Lan")


def test_what_is_done_is_not_due_any_more(store, ref):
    store.correct(ref, key(store, ref, "tasks", "t1"), "done", "2024-03-10", who="Lan")
    assert store.due(dt.date(2024, 3, 1)) == []
    store.correct(ref, key(store, ref, "tasks", "t1"), "done", None, who="Lan")
    assert len(store.due(dt.date(2024, 3, 1))) == 1


def test_the_header_is_corrected_and_found(store, ref):
    store.correct(ref, "header", "number_symbol", "46/KH-SGDĐT", who="Lan")
    store.correct(ref, "header", "issued_on", "2024-03-05", who="Lan")
    assert store.get("46/KH-SGDĐT").issued_on == "2024-03-05"
    assert [hit.number_symbol for hit in store.search("46").hits] == ["46/KH-SGDĐT"]
    assert store.find("45/KH-SGDĐT") == []


def test_a_citation_is_corrected(store, ref):
    store.correct(ref, key(store, ref, "citations", "0"), "issued_on", "2019-11-13", who="Lan")
    assert store.plan(ref).citations[0].issued_on == "2019-11-13"


@pytest.mark.parametrize(
    ("fact", "field", "value"),
    [
        ("d1", "due", "25/3/2024"),
        ("d1", "bound", "gần"),
        ("d1", "hạn", "x"),
        ("d1", "evidence", []),
        ("d1", "id", "d9"),
        ("t1", "done", "hôm qua"),
        ("header", "màu", "đỏ"),
        ("header", "issued_on", "hôm qua"),
        ("deadlines:không có", "due", "2024-01-01"),
    ],
)
def test_what_can_not_stand_is_refused_and_nothing_is_kept(store, ref, fact, field, value):
    kind = {"d": "deadlines", "t": "tasks"}.get(fact[0]) if len(fact) == 2 else None
    with pytest.raises(Refused):
        store.correct(ref, key(store, ref, kind, fact) if kind else fact, field, value, who="Lan")
    assert store.corrections(ref) == []


def test_a_correction_by_a_person_does_not_undo_a_review(store, ref):
    store.set_state(ref, State.REVIEWED, who="Lan")
    store.correct(ref, key(store, ref, "deadlines", "d1"), "due", "2024-03-18", who="Lan")
    assert store.get(ref).state is State.REVIEWED
