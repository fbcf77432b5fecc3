"""What is due over all dispatches, and when what recurs is due next."""

import datetime as dt

import pytest

from corpus.store.due import next_day
from tests.corpus.store.dispatches import add, citation, dispatch, duty

DAY = dt.date(2024, 5, 20)


def limit(action, due=None, actor="Các Phòng GDĐT", words="trước ngày", **values):
    return duty(f"{action} {words} đã định.", actor, words, due=due, **values)


@pytest.mark.parametrize(
    ("rule", "since", "before", "day"),
    [
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", "2024-05-14", True, "2024-05-14"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", "2024-05-15", True, "2025-05-14"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", "2024-05-15", False, "2024-05-15"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=31", "2024-06-01", False, "2025-05-31"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "2024-02-01", True, "2024-02-29"),
        ("FREQ=YEARLY;BYMONTH=2", "2024-02-10", False, "2024-02-29"),  # in a month: to its end
        ("FREQ=MONTHLY;BYMONTHDAY=25", "2024-01-26", False, "2024-02-25"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2024-02-01", False, "2024-02-29"),
        ("FREQ=WEEKLY;BYDAY=FR", "2024-05-20", False, "2024-05-24"),
        ("FREQ=DAILY", "2024-05-20", False, "2024-05-20"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=10", "2024-02-01", False, "2024-07-10"),
        ("FREQ=YEARLY", "2024-05-20", False, None),  # no day is named, none is invented
        ("FREQ=MONTHLY;INTERVAL=6", "2024-05-20", False, None),
        ("FREQ=WEEKLY", "2024-05-20", False, None),
        ("không rõ", "2024-05-20", False, None),
    ],
)
def test_the_next_day(rule, since, before, day):
    assert next_day(rule, dt.date.fromisoformat(since), before=before) == (dt.date.fromisoformat(day) if day else None)


def test_states_order_and_sources(store):
    add(
        store,
        dispatch("1/KH-A", duties=[limit("Việc sau", "2024-06-01"), limit("Việc trễ", "2024-05-01")]),
        dispatch(
            "2/KH-A",
            duties=[
                limit("Việc nay", "2024-05-20", time="17:00"),
                limit("Chưa rõ", None, offset="P10D", anchor="mô đun"),
            ],
        ),
    )
    found = store.due(DAY)
    assert [(d.state, str(d.due), d.action.split(" trước")[0], d.sources[0].number_symbol) for d in found] == [
        ("overdue", "2024-05-01", "Việc trễ", "1/KH-A"),
        ("today", "2024-05-20", "Việc nay", "2/KH-A"),
        ("coming", "2024-06-01", "Việc sau", "1/KH-A"),
        ("undated", "None", "Chưa rõ", "2/KH-A"),
    ]
    assert found[1].time == "17:00"
    assert [d.sources[0].page for d in found[:3]] == [3, 2, 2]


def test_spans_and_what_they_leave_out(store):
    add(
        store,
        dispatch(
            duties=[
                limit(f"Việc {n}", day)
                for n, day in enumerate(("2023-01-01", "2024-05-01", "2024-06-01", "2025-01-01", None))
            ]
        ),
    )
    spans = {"within": dt.timedelta(days=30), "past": dt.timedelta(days=60)}
    assert [str(d.due) for d in store.due(DAY, **spans, undated=False)] == ["2024-05-01", "2024-06-01"]
    assert store.due_left_out(DAY, **spans) == (1, 1, 1)
    assert len(store.due(DAY)) == 5


def test_what_recurs_stands_on_its_next_day_and_comes_back_when_done(store):
    yearly = limit("Nộp kế hoạch", None, recurrence="FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", bound="before")
    add(store, dispatch("1/KH-A", "2020-02-03", duties=[yearly]))
    (found,) = store.due(DAY)
    assert (found.due, found.recurs, found.state) == (dt.date(2024, 6, 14), True, "coming")
    assert store.due(DAY, within=dt.timedelta(days=10)) == []
    store.correct("1/KH-A", found.fact, "done", "2024-06-14", who="Lan")
    assert [d.due for d in store.due(DAY)] == [dt.date(2025, 6, 14)]


def test_what_is_done_every_day_has_no_day_unless_an_hour_is_set(store):
    daily = {"due": None, "recurrence": "FREQ=DAILY"}
    add(store, dispatch(duties=[limit("Quan sát lớp", **daily), limit("Báo số liệu", **daily, time="16:30")]))
    assert [(d.state, d.time) for d in store.due(DAY)] == [("today", "16:30"), ("undated", None)]
    assert len(store.due(DAY, undated=False)) == 1
    assert store.due_left_out(DAY) == (0, 0, 1)


def test_only_what_concerns_a_unit(store):
    add(
        store,
        dispatch(
            duties=[
                limit("Một", "2024-06-01", "Trường A"),
                limit("Hai", "2024-06-01", "Trường B"),
                limit("Ba", "2024-06-01", None),
            ]
        ),
    )
    found = store.due(DAY, concerns=lambda actor, action: actor in (None, "Trường A"))
    assert {d.actor for d in found} == {None, "Trường A"}


def test_copies_of_one_dispatch_count_once_and_others_do_not(store):
    add(store, *(dispatch("1/KH-A", duties=[limit("Báo cáo", "2024-06-01")], body=f"Bản {n}.") for n in "ab"))
    add(store, dispatch("2/KH-A", duties=[limit("Báo cáo", "2024-06-01")]))
    found = store.due(DAY)
    assert sorted(len(d.sources) for d in found) == [1, 2]


def test_what_was_replaced_says_so(store):
    cited = citation("Kế hoạch số 1/KH-A ngày 04/3/2024", "1/KH-A", issued_on="2024-03-04", role="replaces")
    add(
        store,
        dispatch("1/KH-A", duties=[limit("Báo cáo", "2024-06-01")]),
        dispatch("9/KH-A", "2024-04-01", citations=[cited]),
    )
    assert store.due(DAY)[0].sources[0].replaced_by == ("9/KH-A",)


def test_a_deadline_without_a_task_shows_its_sentence(store):
    plan = dispatch(body="Hội nghị xong. Các trường gửi hồ sơ trước ngày 01/6/2024 về Sở. Hết.", duties=[])
    start = plan.text.content.index("trước ngày")
    evidence = {"page": 1, "start": start, "end": start + 20, "text": "trước ngày 01/6/2024"}
    plan = plan.model_validate(
        plan.model_dump()
        | {
            "deadlines": [
                {
                    "id": "d1",
                    "text": "trước ngày 01/6/2024",
                    "bound": "before",
                    "due": "2024-05-31",
                    "evidence": [evidence],
                }
            ]
        }
    )
    add(store, plan)
    assert store.due(DAY)[0].action == "Các trường gửi hồ sơ trước ngày 01/6/2024 về Sở."
