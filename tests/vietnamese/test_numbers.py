"""Numbers in figures and words."""

from decimal import Decimal

import pytest

from vietnamese.numbers import parse_figure, parse_words


@pytest.mark.parametrize(
    ("words", "number"),
    [("năm", 5), ("mười", 10), ("mười lăm", 15), ("hai mươi mốt", 21), ("hai trăm linh ba", 203),
     ("một nghìn hai trăm", 1200), ("ba mươi", 30), ("ngày", None), ("", None)],
)  # fmt: skip
def test_words(words, number):
    assert parse_words(words) == number


@pytest.mark.parametrize(
    ("figure", "value"),
    [("5.555", "5555"), ("3,5", "3.5"), ("05", "5"), ("15331", "15331"), ("1.5", None), ("x", None)],
)
def test_figures(figure, value):
    assert parse_figure(figure) == (None if value is None else Decimal(value))
