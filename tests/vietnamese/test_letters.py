"""Folding and marks."""

import pytest

from vietnamese.letters import fold, is_marked, mark_density, strip_marks


def test_strip_keeps_length_and_case():
    text = "Điều 5 – Sở Giáo dục ƯỚC ðạt"
    assert strip_marks(text) == "Dieu 5 – So Giao duc UOC dat"


def test_fold_is_blind_to_tone_placement():
    assert fold("Hòa  BÌNH") == fold("hoà bình") == "hoa binh"


@pytest.mark.parametrize(("letter", "marked"), [("đ", True), ("ế", True), ("e", False), ("é", True), ("ü", False)])
def test_is_marked(letter, marked):
    assert is_marked(letter) is marked


def test_density_tells_lost_marks():
    assert mark_density("Căn cứ Thông tư của Bộ Giáo dục và Đào tạo") > 0.2
    assert mark_density("Can cu Thong tu cua Bo Giao duc va Dao tao") == 0
