from datetime import date, datetime, timedelta

import pytest
import recurring_ical_events
from icalendar import Calendar

from exporters.to_ics import export
from schemas.facts import ScheduleItem
from tests.factories import make_deadline, make_header, make_plan, make_task

ID = "0" * 32


def _entries(plans, name="VTODO", **options):
    found = Calendar.from_ical(export(plans, **options)).walk(name)
    return {str(entry["UID"]).removeprefix(f"{ID}-").removesuffix("@congvan"): entry for entry in found}


def _one(deadline, **task):
    plan = make_plan(tasks=[make_task(deadlines=[deadline.id], **task)], deadlines=[deadline], schedule=[])
    return plan, next(iter(_entries([plan]).values()))


def test_every_task_is_one_to_do():
    plan = make_plan()
    assert set(_entries([plan])) == {task.id for task in plan.tasks}


def test_a_day_is_a_date_and_an_hour_has_its_zone():
    todos = _entries([make_plan()])
    assert todos["t1"].decoded("due") == date(2024, 6, 8)  # «trước ngày 09/6/2024»
    assert todos["t1"]["due"].params["VALUE"] == "DATE"
    assert todos["t6"].decoded("due").replace(tzinfo=None) == datetime(2024, 5, 31, 17)
    assert todos["t6"]["due"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert b"BEGIN:VTIMEZONE" in export([make_plan()])


def test_what_has_no_day_has_no_due_and_says_its_words():
    todo = _entries([make_plan()])["t5"]
    assert "due" not in todo
    assert "chậm nhất 10 ngày sau mỗi mô đun" in todo["description"]
    assert todo["summary"].startswith("[cần kiểm tra]")
    assert not todo.walk("VALARM")


def test_a_recurring_limit_comes_back_each_year_on_its_last_day():
    calendar = Calendar.from_ical(export([make_plan()]))
    todos = recurring_ical_events.of(calendar, components=["VTODO"]).between((2025, 5, 10), (2026, 6, 1))
    days = sorted(todo["due"].dt for todo in todos if "-t4@" in todo["uid"])
    assert days == [date(2025, 5, 14), date(2026, 5, 14)]


def test_dtstart_stands_before_due():
    for todo in _entries([make_plan()]).values():
        if "dtstart" in todo:
            assert todo.decoded("dtstart") < todo.decoded("due")
        assert "rrule" not in todo or "dtstart" in todo


def test_a_span_begins_on_its_first_day():
    span = make_deadline(
        text="từ ngày 01/6 đến ngày 09/6/2024", bound="between", date="2024-06-01/2024-06-09", due="2024-06-09"
    )
    _, todo = _one(span)
    assert (todo.decoded("dtstart"), todo.decoded("due")) == (date(2024, 6, 1), date(2024, 6, 9))


def test_several_limits_of_a_task_are_several_to_dos():
    deadlines = [make_deadline(id="d1"), make_deadline(id="d2", due="2024-12-08", safe=None)]
    todos = _entries([make_plan(tasks=[make_task(deadlines=["d1", "d2"])], deadlines=deadlines)])
    assert {uid: todo.decoded("due") for uid, todo in todos.items()} == {
        "t1-d1": date(2024, 6, 8),
        "t1-d2": date(2024, 12, 8),
    }


def test_a_limit_without_a_task_is_not_lost():
    todos = _entries([make_plan(tasks=[], deadlines=[make_deadline()])])
    assert todos["d1"].decoded("due") == date(2024, 6, 8)


def test_reminders_come_on_working_mornings():
    _, todo = _one(make_deadline())  # due on Saturday 08/6, to be aimed at on Friday 07/6
    at = [datetime(2024, 6, 8) + alarm.decoded("trigger") for alarm in todo.walk("VALARM")]
    assert at == [datetime(2024, 6, 4, 8), datetime(2024, 6, 6, 8)]
    assert {alarm["trigger"].params["RELATED"] for alarm in todo.walk("VALARM")} == {"END"}


def test_a_schools_report_waits_for_its_divisions():
    todos = _entries([make_plan()])
    assert str(todos["t3"]["related-to"]) == f"{ID}-t1@congvan"
    assert todos["t3"]["related-to"].params["RELTYPE"] == "PARENT"
    assert "related-to" not in todos["t1"]


def test_an_entry_says_quote_page_unit_and_dispatch():
    todo = _entries([make_plan()])["t3"]
    assert "“Gửi báo cáo về Phòng GDĐT trước ngày 05/6/2024.”" in todo["description"]
    assert "tr. 2" in todo["description"].replace("\N{NO-BREAK SPACE}", " ")
    assert "45/KH-SGDĐT" in todo["description"]
    assert [str(c) for c in todo["categories"].cats] == ["Các cơ sở giáo dục cấp TH, THCS, THPT"]


def test_for_a_unit_its_name_is_the_category():
    todos = _entries([make_plan()], unit="Trường THPT Sông Hương")
    assert set(todos) == {"t3", "t4", "t5", "t8"}
    assert {str(c) for todo in todos.values() for c in todo["categories"].cats} == {"Trường THPT Sông Hương"}


@pytest.mark.parametrize(("urgency", "priority"), [("Hỏa tốc", 1), ("THƯỢNG KHẨN", 2), ("Khẩn", 3), (None, None)])
def test_priority_is_the_marks(urgency, priority):
    plan = make_plan(header=make_header(urgency=urgency))
    assert {todo.get("priority") for todo in _entries([plan]).values()} == {priority}


def test_the_same_plan_twice_updates_and_does_not_double():
    data = export([make_plan()])
    assert data == export([make_plan(), make_plan()])
    todo = _entries([make_plan()])["t1"]
    assert todo.decoded("dtstamp").date() == date(2024, 3, 4)  # the dispatch's own date, not today


def test_lines_are_folded_by_octets_and_end_in_crlf():
    data = export([make_plan()])
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two
    assert Calendar.from_ical(data).to_ical() == data
    assert b"METHOD:PUBLISH" in data


def test_events_are_whole_days_on_the_last_day():
    events = _entries([make_plan()], "VEVENT", as_events=True)
    assert events["t1"].decoded("dtstart") == date(2024, 6, 8)
    assert events["t1"].decoded("dtend") == date(2024, 6, 9)
    assert events["t6"]["summary"].startswith("(17 giờ 00)")
    assert "t5" not in events  # no day can be told
    assert "t7" not in events
    assert not _entries([make_plan()], "VTODO", as_events=True)


def test_recurring_events_come_on_each_last_day():
    calendar = Calendar.from_ical(export([make_plan()], as_events=True))
    events = recurring_ical_events.of(calendar).between((2025, 1, 1), (2027, 1, 1))
    assert [e["dtstart"].dt for e in events if "-t4@" in e["uid"]] == [date(2025, 5, 14), date(2026, 5, 14)]


def test_the_dispatchs_calendar_is_events_with_their_place():
    event = _entries([make_plan()], "VEVENT")["s1"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2024, 5, 20), date(2024, 5, 21))
    assert event["location"] == "Trường THPT Sông Hương"


def test_an_appointment_at_an_hour_has_its_zone():
    row = make_plan().schedule[0]
    timed = ScheduleItem(**(row.model_dump() | {"time": "08:30", "time_end": "11:00"}))
    event = _entries([make_plan(schedule=[timed])], "VEVENT")["s1"]
    assert event.decoded("dtstart").utcoffset() == timedelta(hours=7)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=2, minutes=30)
    assert "08 giờ 30 đến 11 giờ 00, 20/05/2024" in event["description"]


def test_a_dispatch_without_a_date_has_no_recurrence_but_its_words():
    todo = _entries([make_plan(header=make_header(issued_on=None))])["t4"]
    assert "rrule" not in todo
    assert "due" not in todo
    assert "hằng năm" in todo["description"]


@pytest.mark.parametrize("hour", ["24:00", "27:61"])
def test_an_hour_that_is_none_leaves_the_day(hour):
    _, todo = _one(make_deadline(time=hour))
    assert todo.decoded("due") == date(2024, 6, 8)


def test_a_corrected_plan_has_the_same_uids_and_a_higher_sequence():
    read, corrected = _entries([make_plan()]), _entries([make_plan(revision=3)])
    assert set(read) == set(corrected)
    assert {entry["SEQUENCE"] for entry in read.values()} == {0}
    assert {entry["SEQUENCE"] for entry in corrected.values()} == {3}
    assert {entry["SEQUENCE"] for entry in _entries([make_plan(revision=3)], "VEVENT").values()} == {3}
