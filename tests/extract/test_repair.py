"""Letters put right, words left alone."""

import pytest

from extract.repair import has_loose_marks, raised, repair


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("TRƢỞNG", "TRƯỞNG"), ("đƣợc", "được"), ("Ðiều", "Điều"), ("ðạt", "đạt"), ("hiê\u0323u", "hiệu"),
        ("ﬁ ﬂ", "fi fl"), ("a\u200bb", "ab"), ("12‑QĐ", "12-QĐ"), ("KH\ufffe", "KH-"), ("a\x00", "a"),
        ("hòa", "hòa"), ("hoà", "hoà"), ("Unicode – «giữ»", "Unicode – «giữ»"), ("plain", "plain"),
    ],
)  # fmt: skip
def test_repair(text, good):
    assert repair(text) == good


def test_nothing_wrong_is_the_same_string():
    text = "Quyết định"
    assert repair(text) is text


def test_loose_marks():
    assert has_loose_marks("o\u0323") and not has_loose_marks("ọ") and not has_loose_marks("o")


def test_raised_figures_are_no_digits():
    assert raised("12") == "¹²" and not any("0" <= c <= "9" for c in raised("0123456789"))
