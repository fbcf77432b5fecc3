"""Working days, swaps, lengths of time, school years; the lunar calendar."""

from datetime import date

import pytest

from corpus.registry.tables import table
from normalize.calendars import (
    add_months,
    add_working_days,
    is_working_day,
    next_working_day,
    previous_working_day,
    rule,
    school_year,
    school_year_of,
)
from normalize.lunar import solar_of_lunar


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("when", "works"),
    [
        ("2024-03-04", True),  # a Monday
        ("2024-06-09", False),  # a Sunday
        ("2025-01-29", False),  # Tết
        ("2024-04-18", False),  # Giỗ Tổ, 10/3 âm
        ("2024-04-29", False),  # swapped …
        ("2024-05-04", True),  # … for this Saturday
        ("2018-12-31", False),
        ("2019-01-05", True),
        ("2025-09-02", False),
        ("2025-09-01", False),  # the day beside Quốc khánh, Bộ luật Lao động 2019, Điều 112
        ("2026-11-24", False),
        ("2025-11-24", True),
    ],
)
def test_offices_rest_on_weekends_holidays_and_swapped_days(when, works):
    assert is_working_day(day(when)) is works


def test_the_nearest_working_days():
    assert previous_working_day(day("2024-06-09")) == day("2024-06-07")
    assert next_working_day(day("2024-06-08")) == day("2024-06-10")
    assert previous_working_day(day("2024-06-10")) == next_working_day(day("2024-06-10")) == day("2024-06-10")


def test_working_days_are_counted_from_the_day_after():
    assert add_working_days(day("2024-03-04"), 5) == day("2024-03-11")
    assert add_working_days(day("2025-01-24"), 1) == day("2025-02-03")  # over Tết
    assert add_working_days(day("2024-03-11"), -5) == day("2024-03-04")


def test_months_end_on_the_same_day_or_the_last():
    assert add_months(day("2024-01-31"), 1) == day("2024-02-29")
    assert add_months(day("2024-11-15"), 3) == day("2025-02-15")
    assert add_months(day("2024-03-31"), -1) == day("2024-02-29")


def test_a_school_year_has_the_frame_of_its_decision_or_none():
    frame = school_year(2020)
    assert frame is not None and frame.verified
    assert (frame.term1_end, frame.term2_end, frame.year_end) == (
        day("2021-01-15"),
        day("2021-05-24"),
        day("2021-05-30"),
    )
    assert school_year(1999) is None
    assert school_year(2020, "Kiên Giang") == frame  # no row of its own: the national one
    assert [school_year_of(day(d)) for d in ("2024-07-31", "2024-08-01", "2025-01-10")] == [2023, 2024, 2024]


def test_every_swap_has_its_pair_and_its_source():
    rows = {row["date"]: row for row in table("holiday_overrides")}
    for when, row in rows.items():
        pair = rows[row["pair"]]
        assert pair["pair"] == when and {row["kind"], pair["kind"]} == {"off", "work"}
        assert day(when).weekday() >= 5 if row["kind"] == "work" else day(when).weekday() < 5
        assert row["source"] and row["verified"] in ("yes", "unverified")


def test_rules_name_their_article():
    assert "Điều 146 khoản 2" in rule("month_part")
    assert all(row["basis"] and row["source"] for row in table("legal_time_rules"))


def test_lunar_days_agree_with_the_known_days_of_tet_and_gio_to():
    holidays = pytest.importorskip("holidays")
    for year in range(1995, 2046):
        days = {
            name: when
            for when, name in holidays.country_holidays("VN", years=[year], observed=False, language="vi").items()
        }
        assert solar_of_lunar(1, 1, year) == days["Tết Nguyên Đán"]
        if year >= 2007:
            assert solar_of_lunar(10, 3, year) == days["Ngày Giỗ Tổ Hùng Vương"]


def test_a_lunar_day_that_does_not_exist_is_none():
    assert solar_of_lunar(31, 1, 2024) is None
    assert solar_of_lunar(30, 12, 2024) is None  # the twelfth month of Giáp Thìn has 29 days


def test_the_table_of_holidays_says_what_the_package_says():
    from corpus.registry.make_holidays import rows
    from corpus.registry.tables import table

    assert [(row["date"], row["name"]) for row in table("public_holidays")] == rows()
