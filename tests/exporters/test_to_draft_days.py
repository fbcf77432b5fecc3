from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.limits import limit
from exporters.to_draft_days import own_day
from schemas.facts import Bound
from schemas.plan import Received
from tests.factories import make_deadline, make_header

TET = {date(2024, 2, 8) + timedelta(days=n) for n in range(7)}  # 08/02 to 14/02/2024


def working(day):
    return day.weekday() < 5 and day not in TET


def own(margin=2, header=None, **changes):
    header = header or make_header(issued_on="2024-01-02")
    return own_day(limit(make_deadline(**changes), header), header, margin, working)


@pytest.mark.parametrize(
    ("due", "margin", "day"),
    [
        ("2024-06-06", 2, "2024-06-04"),  # a Thursday: two days earlier
        ("2024-06-08", 2, "2024-06-05"),  # a Saturday: from the Friday before it
        ("2024-06-08", 0, "2024-06-07"),
        ("2024-06-03", 1, "2024-05-31"),  # a Monday: over the weekend
        ("2024-02-15", 2, "2024-02-06"),  # over Tết
        ("2024-02-10", 0, "2024-02-07"),
    ],
)
def test_the_own_day_is_earlier_by_working_days(due, margin, day):
    assert own(margin, due=due).day == date.fromisoformat(day)


@given(
    st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(0, 30), st.dates(date(2023, 12, 1), date(2024, 12, 31))
)
def test_it_is_never_later_than_the_directive_nor_before_it_nor_on_a_day_off(due, margin, issued):
    found = own(margin, header=make_header(issued_on=issued.isoformat()), due=due.isoformat(), safe=None)
    if found.day is not None:
        assert issued <= found.day <= due
        assert working(found.day)
    else:
        assert found.why or due < issued


def test_a_margin_that_can_not_be_kept_is_said():
    found = own(5, header=make_header(issued_on="2024-06-05"), due="2024-06-07")
    assert found.day == date(2024, 6, 5)
    assert "không đủ 5 ngày làm việc" in found.why


def test_the_day_of_arrival_counts_too():
    header = make_header(issued_on="2024-06-03", received=Received(number="1", date="2024-06-06"))
    assert own(5, header=header, due="2024-06-07").day == date(2024, 6, 6)


def test_no_working_day_within_the_limit_gives_no_day():
    found = own(header=make_header(issued_on="2024-06-08"), due="2024-06-09")
    assert found.day is None
    assert "không còn ngày làm việc nào" in found.why


def test_it_is_not_before_the_beginning_of_a_span():
    assert own(9, bound=Bound.BETWEEN, date="2024-06-04/2024-06-07", due="2024-06-07").day == date(2024, 6, 4)


def test_a_day_that_the_directive_names_is_not_moved():
    found = own(bound=Bound.ON, date="2024-06-06", due="2024-06-06")
    assert (found.day, found.fixed) == (date(2024, 6, 6), True)


@pytest.mark.parametrize(
    "changes",
    [
        {"due": None, "date": None, "recurrence": "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15"},
        {"due": None, "date": None, "offset": "P10D", "unit": "days", "anchor": "mỗi mô đun"},
        {"qualifier": "end"},
        {"due": "2023-06-01"},  # before the directive itself
    ],
)
def test_what_recurs_is_relative_or_doubtful_gets_no_day(changes):
    assert own(**changes).day is None
