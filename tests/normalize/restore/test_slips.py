"""Slips of an OCR that knows Vietnamese: what is repaired, what is left as read."""

import pytest

from normalize.restore.edits import apply
from normalize.restore.slips import edits, respelt, siblings, slips


def repaired(text, sure=0.95):
    return apply(text, list(edits(text, lambda _: sure, slips()))).text


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Ban hành Quy định về chuân mực đạo đức nhà giáo.", "Ban hành Quy định về chuẩn mực đạo đức nhà giáo."),
        ("Các trường báo cáo kết quả năm học ở câp cơ sở.", "Các trường báo cáo kết quả năm học ở cấp cơ sở."),
        (
            "Tổ chức Kỳ thị tốt nghiệp trung học phổ thông năm 2024.",
            "Tổ chức Kỳ thi tốt nghiệp trung học phổ thông năm 2024.",
        ),
        ("QUYÉT ĐỊNH\nVề việc ban hành kế hoạch", "QUYẾT ĐỊNH\nVề việc ban hành kế hoạch"),
        ("Phòng Giáo dục và Đảo tạo đề nghị các trường", "Phòng Giáo dục và Đào tạo đề nghị các trường"),
        ("giáo viên, cán bộ quản lý các trường mầm nOn", "giáo viên, cán bộ quản lý các trường mầm non"),
        ("các trường thực hiện theo hướng. dẫn của Sở", "các trường thực hiện theo hướng dẫn của Sở"),
        ("theo quy địnhvề chế độ làm việc của giáo viên", "theo quy định về chế độ làm việc của giáo viên"),
    ],
)
def test_what_the_context_tells_is_repaired(read, right):
    assert repaired(read) == right


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Thông tư số 19/2031/TT-BGDĐT ngày 12/11/2031 của Bộ trưởng Bộ Giáo dục và Đào tạo;",
        "Gửi về địa chỉ pgd.anbinh@example.vn, điện thoại 0204.3000.123, trước 16 giờ 30 ngày 5/6/2031.",
        "Trình độ BI, CI theo khung năng lực ngoại ngữ; phòng Tổ chức - Hành chính (l0 bản).",
        "- Bà Sùng Thị Tuân, giáo viên; ông Vừ A Thạo; em Trần Đức Thăng, lớp 5A; ông LÒ VĂN TUÂN",
        "TRƯỞNG PHÒNG\n\nNguyễn Thu Hăng",
        "Kèm theo Kế hoạch sá/0/KH-UBND ngày 10 tháng 10 năm 2031 của Ủy ban nhân dân huyện",
        "Các trường báo cáo số lượng cán bộ, giáo viên. Phòng tổng hợp, gửi Sở.",
        "The committee shall review the annual budget of the school and do the same for the others.",
        "",
    ],
)
def test_numbers_symbols_names_and_good_text_stay(text):
    assert repaired(text, 0.9) == text


def test_a_text_tells_how_its_words_read():
    clear = "Kế hoạch tổ chức Hội thi giáo viên dạy giỏi. Ban tổ chức Hội thi giáo viên dạy giỏi họp.\n" * 3
    assert repaired(clear + "Danh sách Hội thị giáo viên dạy giói") == clear + "Danh sách Hội thi giáo viên dạy giỏi"


def test_a_word_read_with_little_confidence_is_doubted_more():
    doubt = slips().doubt
    assert doubt(0.3) > doubt(0.85) > doubt(0.97)


def test_tone_marks_have_two_places():
    assert [respelt(word) for word in ("hoà", "hòa", "thuỷ", "thủy", "khoẻ", "toàn", "của", "quý", "trường")] == [
        "hòa", "hoà", "thủy", "thuỷ", "khỏe", "toàn", "của", "quý", "trường",
    ]  # fmt: skip


def test_siblings_differ_in_marks_only():
    assert set(siblings()["d"]) == {"d", "đ"}
    assert {"o", "ổ", "ợ"} <= set(siblings()["ô"]) and "u" not in siblings()["ô"]
