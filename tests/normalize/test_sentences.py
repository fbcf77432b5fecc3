"""Sentences and labels."""

import pytest

from normalize.sentences import label_end, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Các trường ở TP. Sông Hương nộp báo cáo. Phòng tổng hợp.", 2),
        ("Gửi trước ngày 05.6.2024. Quá hạn không nhận.", 2),
        ("Lập danh sách (mẫu 1. Ghi đủ cột) gửi về Sở.", 1),
        ("- Lập danh sách; - Gửi báo cáo.", 2),
        ("", 0),
    ],
)
def test_sentences(text, count):
    assert len(list(sentences(text, 0, len(text)))) == count


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1. Mục đích", "Mục đích"),
        ("- Gửi báo cáo", "Gửi báo cáo"),
        ("đ) Lập sổ", "Lập sổ"),
        ("2.1. Đối tượng", "Đối tượng"),
        ("1.500 học sinh", "1.500 học sinh"),
        ("Bước 3. Tổng hợp", "Tổng hợp"),
        ("Các trường", "Các trường"),
    ],
)
def test_label(text, rest):
    assert text[label_end(text, 0, len(text)) :] == rest
