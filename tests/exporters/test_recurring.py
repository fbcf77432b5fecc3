from datetime import date

import pytest

from exporters.recurring import last_days
from tests.factories import make_deadline

SINCE = date(2024, 9, 12)


def _recurring(rule, bound="before", **changes):
    deadline = make_deadline(date=None, due=None, safe=None, recurrence=rule, bound=bound, **changes)
    return last_days(deadline, SINCE)


@pytest.mark.parametrize(
    ("rule", "bound", "first", "parts"),
    [
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", "before", date(2025, 5, 14), {"BYMONTH": "5", "BYMONTHDAY": "14"}),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", "by", date(2025, 5, 15), {"BYMONTH": "5", "BYMONTHDAY": "15"}),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "before", date(2024, 9, 30), {"BYMONTH": "9", "BYMONTHDAY": "-1"}),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "before", date(2024, 12, 31), {"BYMONTH": "12", "BYMONTHDAY": "-1"}),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "before", date(2025, 2, 28), {"BYMONTH": "2", "BYMONTHDAY": "-1"}),
        ("FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=20", "by", date(2025, 3, 20), {"BYMONTH": "3,6", "BYMONTHDAY": "20"}),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "before", date(2024, 9, 24), {"BYMONTHDAY": "24"}),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "before", date(2024, 9, 29), {"BYMONTHDAY": "-2"}),
        ("FREQ=WEEKLY;BYDAY=MO", "before", date(2024, 9, 15), {"BYDAY": "SU"}),
        ("FREQ=YEARLY;BYMONTH=5", "within", date(2025, 5, 31), {"BYMONTH": "5", "BYMONTHDAY": "-1"}),
        ("FREQ=YEARLY;BYMONTH=5", "before", date(2025, 4, 30), {"BYMONTH": "4", "BYMONTHDAY": "-1"}),
    ],
)
def test_the_last_days_and_the_first_of_them(rule, bound, first, parts):
    found = _recurring(rule, bound)
    assert found.first == first
    assert dict(found.parts) == {"FREQ": rule.split(";")[0][5:], **parts}


def test_an_hour_keeps_the_day():
    found = _recurring("FREQ=DAILY", time="16:30")
    assert (found.first, dict(found.parts)) == (SINCE, {"FREQ": "DAILY"})


@pytest.mark.parametrize(("qualifier", "day"), [("start", "1"), ("middle", "15"), ("end", "-1")])
def test_parts_of_a_month_are_read_as_the_civil_code_reads_them(qualifier, day):
    found = _recurring("FREQ=YEARLY;BYMONTH=5", "on", qualifier=qualifier)
    assert dict(found.parts)["BYMONTHDAY"] == day


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15",
        "FREQ=MONTHLY",
        "FREQ=YEARLY",
        "FREQ=YEARLY;INTERVAL=5;BYMONTH=6;BYMONTHDAY=30",
        "FREQ=WEEKLY",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
    ],
)
def test_what_names_no_day_gives_none(rule):
    assert _recurring(rule) is None


def test_where_nothing_tells_from_when_to_count_there_is_none():
    deadline = make_deadline(due=None, recurrence="FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15")
    assert last_days(deadline, None) is None
    assert _recurring("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", "from") is None


def test_the_days_before_keep_their_distance():
    eve = _recurring("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1").before()
    assert (eve.first, dict(eve.parts)["BYMONTHDAY"]) == (date(2025, 2, 27), "-2")
