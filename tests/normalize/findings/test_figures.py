"""Figures and the words that secure them."""

import pytest

from tests.normalize.findings.cases import codes


@pytest.mark.parametrize(
    "words",
    [
        "Hồ sơ lập thành 04 (ba) bản.",
        "Kinh phí: 5.000.000 đồng (Năm trăm nghìn đồng).",
        "Số tiền: 12.500.000 đồng (bằng chữ: Mười hai triệu năm trăm đồng).",
        "Tổng kinh phí: 45.000.000đ (Bốn mươi lăm nghìn đồng chẵn)",
        "Bằng số: 3.200.000 đồng. Bằng chữ: Ba triệu hai nghìn đồng.",
        "Số tiền bằng chữ: Mười triệu đồng chẵn (11.000.000 đồng).",
        "Tổng kinh phí 1,2 tỷ đồng (một tỷ ba trăm triệu đồng).",
        "- Thuê xe: 3.000.000 đồng\n- Thù lao: 6.000.000 đồng\nTổng cộng: 9.000.000 đồng\n(Bằng chữ: Tám triệu đồng chẵn)",
    ],
)
def test_what_differs_is_told(words):
    assert "figure_word_mismatch" in codes(words)


@pytest.mark.parametrize(
    "words",
    [
        "Kinh phí: 5.000.000 đồng (Năm triệu đồng chẵn).",
        "Số tiền: 12.500.000 đồng (bằng chữ: Mười hai triệu, năm trăm nghìn đồng).",
        "Vốn là 10.000 (mười nghìn) tỷ đồng, mỗi quỹ 10 (mười) triệu đồng.",
        "Mức chi 150.000 đồng/người (một trăm năm nghìn đồng).",  # as one says it
        "Khối 4 (hai buổi/ngày), chi 5.000.000 đồng (năm học 2023).",
        "Thời gian tính là 25 (năm). Đơn vị tính năm 2031 (nghìn đồng).",
        "- Thuê xe: 3.000.000 đồng\nTổng cộng: 9.000.000 đồng\n(Bằng chữ: Chín triệu đồng chẵn)",
    ],
)
def test_what_agrees_is_not(words):
    assert "figure_word_mismatch" not in codes(words)
