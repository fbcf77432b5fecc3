"""Labels at the start of lines, and how lines end."""

import pytest

from extract.line_starts import goes_on, is_closed, start


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Phần thứ nhất", "part"), ("CHƯƠNG II", "chapter"), ("Mục 3. Hồ sơ", "section"), ("Điều 12. Tên", "article"),
        ("Điều 5", "article"), ("PHỤ LỤC I", "annex"), ("Phụ lục 2", "annex"), ("KẾ HOẠCH", "type"),
        ("QUYẾT ĐỊNH:", "type"), ("Bước 4: Làm", "step"), ("Căn cứ Luật này", "basis"), ("Can ctr Luat", "basis"),
        ("~ Cén cir Thong tu", "basis"), ("Kính gửi: Các trường", "address"), ("Nơi nhận:", "address"),
        ("V/v báo cáo", "subject"), ("KT. GIÁM ĐỐC", "signer"), ("TM. ỦY BAN", "signer"), ("IV. Nội dung", "roman"),
        ("A. Phần chung", "upper"), ("1. Mục đích", "number"), ("1.Mục đích", "number"), ("1.2. Yêu cầu", "number"),
        ("1.2 Yêu cầu", "number"), ("2) Nội dung", "number"), ("3/ Nội dung", "number"), ("a) Làm", "letter"),
        ("đ) Làm", "letter"), ("- Làm", "bullet"), ("-Lưu VT", "bullet"), ("+ Làm", "bullet"), ("• Làm", "bullet"),
        ("  - Làm", "bullet"),
    ],
)  # fmt: skip
def test_labels(text, kind):
    found = start(text)
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    "text",
    ["", "Điều 5 của Luật", "Mục 2 của Kế hoạch", "2020-2021 là năm", "- 2021 là năm", "12/5/2021 là hạn", "5.218 lớp",
     "09.6.2021 là hạn", "12 tháng", "Các đơn vị", "căn cứ vào đó", "-12 độ", "KẾ HOẠCH NĂM", "2021. Các đơn vị"],
)  # fmt: skip
def test_no_labels(text):
    assert start(text) is None


@pytest.mark.parametrize("text", ["Hết.", "một;", "sau:", "thực hiện./.", "hỏi? ", "“dẫn.”", "(hết.)"])
def test_closed(text):
    assert is_closed(text)


@pytest.mark.parametrize("text", ["và", "một,", "thuộc TP.", "ông ThS.", "khoản 2", "số 12/KH-", ""])
def test_open(text):
    assert not is_closed(text)


@pytest.mark.parametrize(
    ("text", "small"),
    [("thuộc", True), ("“thuộc", True), ("(thuộc", True), ("Thuộc", False), ("12 là", False), ("", False)],
)
def test_goes_on(text, small):
    assert goes_on(text) is small
