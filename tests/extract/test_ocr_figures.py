"""Figures that were read as letters."""

import pytest

from extract.ocr.figures import figures


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ngày l6 tháng 3 năm 2015", "ngày 16 tháng 3 năm 2015"),
        ("ngày 23 tháng l1 năm 2O17,", "ngày 23 tháng 11 năm 2017,"),
        ("ngày O5 tháng 1O năm 20l9", "ngày 05 tháng 10 năm 2019"),
        ("trước ngày l5/5/2019.", "trước ngày 15/5/2019."),
        ("đến hết 2I/4/2020", "đến hết 21/4/2020"),
        ("ngày 3O/4 và", "ngày 30/4 và"),
        ("số l4/2020/TT-BGDĐT ngày", "số 14/2020/TT-BGDĐT ngày"),
        ("số 3I/KH-UBND", "số 31/KH-UBND"),
        ("số 3|/2011/NĐ-CP", "số 31/2011/NĐ-CP"),
    ],
)
def test_forms_of_figures(read: str, meant: str) -> None:
    assert " ".join(figures(read.split())) == meant


@pytest.mark.parametrize(
    "text",
    [
        "ngày 22 tháng II năm 2019",  # may be the Roman numeral
        "ngày lO tháng l9",  # there is no such month; of the day nothing is a figure, yet its place is
        "lớp 1O và lớp l2",
        "tỉ lệ I/II",
        "từ ngày ol/oo",
        "mục l.2 và II/KH-UBND",
        "32/I3/2019",
        "ngày 3| tháng 5",  # a speck or a rule behind «3»
        "io",
    ],
)
def test_what_may_be_letters_stays(text: str) -> None:
    expected = text.replace("ngày lO", "ngày 10")
    assert " ".join(figures(text.split())) == expected
