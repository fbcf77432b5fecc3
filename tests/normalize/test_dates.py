"""Dates as typed mentions: precision, EDTF, intervals; what no calendar has is left out."""

from datetime import date

import pytest

from normalize.clean import plain
from normalize.date_lexer import canonical
from normalize.dates import find_dates
from normalize.moments import Precision


def mentions(text: str) -> list[tuple[str, str, str | None]]:
    return [(d.text, d.precision.value, d.edtf) for d in find_dates(plain(text))]


DATES = [
    ("Hà Nội, ngày 10 tháng 11 năm 2023", "day", "2023-11-10"),
    ("01/11/2019", "day", "2019-11-01"),
    ("28 tháng 3 năm 2017", "day", "2017-03-28"),
    ("ngày ngày 10 tháng 7 năm 2012", "day", "2012-07-10"),
    ("30.5.2018", "day", "2018-05-30"),
    ("30-5-2018", "day", "2018-05-30"),
    ("ngày 5/8/20", "day", "2020-08-05"),
    ("tháng 7 năm 2020", "month", "2020-07"),
    ("tháng 02/2025", "month", "2025-02"),
    ("9/2025", "month", "2025-09"),
    ("ngày      tháng 7 năm 2023", "month", "2023-07"),
    ("quý III năm 2020", "quarter", "2020-07/2020-09"),
    ("6 tháng đầu năm 2020", "half", "2020-01/2020-06"),
    ("năm 2024", "year", "2024"),
    ("năm học 2020 - 2021", "school_year", "2020/2021"),
    ("học kỳ I năm học 2020-2021", "semester", None),
    ("27/8/2017 -07/9/2017", "range", "2017-08-27/2017-09-07"),
    ("27/8/2017-07/9/2017", "range", "2017-08-27/2017-09-07"),
    ("15–25/5/2018", "range", "2018-05-15/2018-05-25"),
    ("từ ngày 28/12 đến ngày 05/01/2025", "range", "2024-12-28/2025-01-05"),
    ("02 ngày, từ ngày 24/11/2025 đến ngày 25/11/2025", "range", "2025-11-24/2025-11-25"),
    ("03 ngày từ 24-26/11/2025", "range", "2025-11-24/2025-11-26"),
    ("tháng 11 - 12/2025", "range", "2025-11/2025-12"),
    ("ngày 25/5", "yearly_day", None),
    ("ngày 20 tháng 11", "yearly_day", None),
    ("Tết Nguyên đán Bính Ngọ 2026", "day", "2026-02-17"),
    ("ngày 10 tháng 3 năm 2024 âm lịch", "day", "2024-04-18"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "precision", "edtf"), DATES)
def test_a_date_has_its_precision(text, precision, edtf):
    found = find_dates(plain(text))
    assert [(d.precision.value, d.edtf) for d in found] == [(precision, edtf)]


@pytest.mark.parametrize(
    "text",
    ["31/6/2024", "ngày 30/02", "ngày … tháng … năm …", "ngày 14 tháng năm 2005", "11/2019/TT-BGDĐT", "02713.879107",
     "1.500.000", "mục 9.2", "05 ngày", "2024-08-07T08:25:50+07:00"],
)  # fmt: skip
def test_what_is_no_date_is_left_out(text):
    assert mentions(text) == []


def test_a_range_has_its_first_and_last_day_and_its_hour():
    (found,) = find_dates(plain("từ 8 giờ ngày 5/8 đến 17 giờ 00 ngày 10/8/2020"))
    assert (found.first, found.last, found.time) == (date(2020, 8, 5), date(2020, 8, 10), "17:00")


def test_masked_dates_are_left_out():
    text = "Công văn ngày 01/3/2024, ngày 02/3/2024"
    assert [d.edtf for d in find_dates(plain(text), masked=[(0, 23)])] == ["2024-03-02"]


def test_spans_point_into_the_text():
    text = "Lịch: 15/9/2024: nộp kế hoạch.\nTừ 16/9 - 20/9/2024: duyệt."
    for found in find_dates(plain(text)):
        assert text[found.start : found.end] == found.text
    assert find_dates(plain(text))[1].precision is Precision.RANGE


def test_the_canonical_form_has_the_length_of_the_text():
    for text in ("Trƣớc ngày", "TRƯỚC\u00a0NGÀY 5–6/7", "İstanbul ngày 1/2/2024", "ðạt"):
        assert len(canonical(text)) == len(text)
        assert len(canonical(text, lost=True)) == len(text)
    assert canonical("TRƢỚC NGÀY") == "trước ngày"
