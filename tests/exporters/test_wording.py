from datetime import date

import pytest

from exporters.wording import clock, edtf_words, last_of_each, long_date, recurrence_words, short_date


def test_dates_have_two_digits_for_day_and_month():
    assert short_date(date(2024, 6, 9)) == "09/06/2024"
    assert long_date(date(2024, 6, 9)) == "09/06/2024 (Chủ nhật)"
    assert long_date(date(2024, 6, 8)) == "08/06/2024 (thứ Bảy)"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, ""),
        ("2023-11-10", "10/11/2023"),
        ("2023-07", "07/2023"),
        ("2023", "năm 2023"),
        ("2017-08-27/2017-09-07", "từ 27/08/2017 đến 07/09/2017"),
        ("2020-04/2020-12", "từ 04/2020 đến 12/2020"),
        ("2020-08-06/..", "từ 06/08/2020"),
        ("../2020-08-06", "đến 06/08/2020"),
        ("/2020-08-06", "đến 06/08/2020"),
    ],
)
def test_edtf(edtf, words):
    assert edtf_words(edtf) == words


def test_clock():
    assert clock("17:00") == "17 giờ 00"
    assert clock(None) == ""


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, ""),
        ("FREQ=YEARLY", "hằng năm"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", "ngày 15/5 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=1", "ngày 01/6, ngày 01/12 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1", "ngày cuối tháng 5 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=5", "tháng 5 hằng năm"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "ngày 25 hằng tháng"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "ngày cuối tháng hằng tháng"),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý"),
        ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần"),
        ("FREQ=WEEKLY;BYDAY=FR", "thứ Sáu hằng tuần"),
        ("FREQ=WEEKLY;BYDAY=-1FR", "lặp lại (FREQ=WEEKLY;BYDAY=-1FR)"),
        ("FREQ=DAILY", "hằng ngày"),
        ("FREQ=HOURLY", "lặp lại (FREQ=HOURLY)"),
        ("FREQ=YEARLY;BYWEEKNO=20", "lặp lại (FREQ=YEARLY;BYWEEKNO=20)"),
    ],
)
def test_recurrence(rule, words):
    assert recurrence_words(rule) == words


@pytest.mark.parametrize(
    ("rule", "before", "words"),
    [
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", True, "14/5 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", False, "15/5 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1", True, "30/4 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", True, "31/12 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", True, "ngày cuối tháng 2 hằng năm"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", True, "ngày 24 hằng tháng"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", True, ""),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=1", True, ""),
        ("FREQ=YEARLY", True, ""),
        ("FREQ=WEEKLY;BYDAY=FR", False, ""),
        (None, True, ""),
    ],
)
def test_last_day_of_each_recurrence(rule, before, words):
    assert last_of_each(rule, before=before) == words
