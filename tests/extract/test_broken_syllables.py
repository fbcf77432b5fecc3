"""Halves of syllables and where they belong."""

import pytest

from extract.broken_syllables import Side, may_be_two, side

B, A, N = Side.BEFORE, Side.AFTER, Side.NEITHER


@pytest.mark.parametrize(
    ("before", "half", "after", "left", "right", "found"),
    [
        ("thự", "c", "hiện", 0.5, 0.3, B),
        ("cá", "c", "ứng", 0.16, 0.25, B),
        ("trườ", "ng", "học", 0.2, 0.25, B),
        ("kị", "p", "thời", 0.2, 0.25, B),
        ("ngà", "y", "mai", 0.2, 0.25, N),  # a vowel may be a word
        ("vị", "t", "ăng", 0.26, 0.25, A),
        ("của", "đ", "ơn", 0.25, 0.3, A),
        ("hỏi", "tr", "ực", 0.25, 0.3, A),
        ("khai", "t", "hác", 0.25, 0.25, A),
        ("tác", "q", "uản", 0.25, 0.2, A),
        ("độ", "ng,", "của", 0.2, 0.25, B),
        ("điểm", "c", "hoặc", 0.25, 0.25, N),
        ("điểm", "d", "ở", 0.25, 0.25, N),
        ("a,", "b", "ở", 0.25, 0.25, N),
        ("a và", "c", "hay", 0.25, 0.25, N),
        ("số", "c", "là", 0.25, 0.25, N),
        ("6", "b", "ông", 0.25, 0.25, N),
        ("lớp", "a", "là", 0.25, 0.25, N),
        ("các", "THCS", "là", 0.25, 0.25, N),
        ("thứ", "n", "là", 0.25, 0.25, N),
        ("X", "x", "a", 0.25, 0.25, N),
    ],
)
def test_side(before, half, after, left, right, found):
    assert side(before.split()[-1], half, after, left, right) is found


@pytest.mark.parametrize("word", ["THPTngày", "09/KH-THPTCLngày", "từngđơn", "2021của2", "hồsơ,", "đãcó"])
def test_words_that_run_together(word):
    assert may_be_two(word)


@pytest.mark.parametrize("word", ["trường", "UBND", "12/QĐ-UBND", "17/5/2031", "nghiêng", "các", "(2031)", "GD&ĐT,"])
def test_words_that_do_not(word):
    assert not may_be_two(word)
