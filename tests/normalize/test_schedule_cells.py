"""Short forms of time that only the cells of calendars have."""

import pytest

from normalize.schedule_cells import read_cell
from tests.factories import make_header

HEADER = make_header(issued_on="2025-09-05", school_year="2025/2026")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15,16/3/2026", ("2026-03-15", "2026-03-16")),
        ("15, 16 và 17/3", ("2026-03-15", "2026-03-17")),
        ("4-5/2026", ("2026-04", "2026-05")),
        ("3, 4/2026", ("2026-03", "2026-04")),
        ("11 - 02/2026", ("2025-11", "2026-02")),
        ("11/2025 - 02/2026", ("2025-11", "2026-02")),
        ("T9", ("2025-09", None)),
        ("T10-T11", ("2025-10", "2025-11")),
        ("Tháng 11 + 12", ("2025-11", "2025-12")),
        ("Tuần 1, 2 tháng 10/2025", ("2025-10", None)),
        ("Hè 2026", ("2026-06", "2026-08")),
        ("11/202 5", ("2025-11", None)),
        ("20/5/20 26", ("2026-05-20", None)),
    ],
)
def test_a_time_cell(text, expected):
    when = read_cell(text, HEADER, None)
    assert when is not None
    assert (when.start, when.end) == expected


@pytest.mark.parametrize(
    "text", ["4-5", "Tuần 12", "31, 32/3/2026", "20/5/2026", "3 - 14/2026", "Cả năm", "20/13/20 26", "16, 15/3/2026"]
)
def test_what_is_no_short_form(text):
    assert read_cell(text, HEADER, None) is None


def test_bare_numbers_are_months_only_under_a_month_s_head():
    when = read_cell("9, 10", HEADER, None, monthly=True)
    assert when is not None
    assert (when.start, when.end) == ("2025-09", "2025-10")
