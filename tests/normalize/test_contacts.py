"""Addresses and persons to turn to."""

import pytest

from normalize.clean import build, items, plain
from normalize.contacts import find_contacts
from schemas.document import Document, Line, Page, Paragraph


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(c.kind, c.value, c.owner) for c in find_contacts(plain(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gửi về Sở GDĐT qua email thuvien@hoason.edu.vn trước ngày 5/6/2024.",
            [("email", "thuvien@hoason.edu.vn", "Sở GDĐT")],
        ),
        (
            "báo cáo về Sở GDĐT (qua Phòng GDTrH, ĐT 02913.555123 - 0900000123) để được hướng dẫn",
            [("phone", "02913.555123", "Phòng GDTrH"), ("phone", "0900000123", "Phòng GDTrH")],
        ),
        ("Điện thoại: 0291 3 555 123", [("phone", "0291 3 555 123", None)]),
        (
            "Truy cập https://thuvien.hoason.edu.vn/dang-ky để đăng ký.",
            [("url", "https://thuvien.hoason.edu.vn/dang-ky", None)],
        ),
        ("Cổng thông tin hoason.edu.vn.", [("url", "hoason.edu.vn", None)]),
        ("gửi qua email thuvien@ hoason.edu.vn để tổng hợp", [("email", "thuvien@hoason.edu.vn", None)]),
        ("Hotline 1900 5511 (giờ hành chính)", [("phone", "1900 5511", None)]),
        ("Tổng số tiền 1900 5511 đồng", []),
        (
            "liên hệ ông Trần An, điện thoại: 0900000124",
            [("person", "Trần An", None), ("phone", "0900000124", "ông Trần An")],
        ),
        (
            "liên hệ chuyên viên Lê Thị Mẫu, số 0900000124/0900000125",
            [
                ("person", "Lê Thị Mẫu", None),
                ("phone", "0900000124", "chuyên viên Lê Thị Mẫu"),
                ("phone", "0900000125", "chuyên viên Lê Thị Mẫu"),
            ],
        ),
        ("Điện thoại (+84)900.000.124 (cô Hoa)", [("phone", "(+84)900.000.124", None), ("person", "Hoa", None)]),
        (
            "Tham gia nhóm zalo.me/g/ab12 hoặc bit.ly/xy3.",
            [("url", "zalo.me/g/ab12", None), ("url", "bit.ly/xy3", None)],
        ),
        ("tổng kinh phí 0900000124 đồng", []),
        ("báo ban trực thi 0208.3000.600 để xử lý", [("phone", "0208.3000.600", None)]),
    ],
)
def test_contacts(text, expected):
    assert found(text) == expected


def test_an_address_named_twice_is_one_contact():
    contacts = find_contacts(plain("Gửi về a@b.vn.\nSở GDĐT nhận qua email a@b.vn."))
    assert [(c.value, c.owner, len(c.evidence)) for c in contacts] == [("a@b.vn", "Sở GDĐT", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số 0123456789012 đồng",
        "Số: 0912/QĐ-UBND ngày 01/02/2024",
        "mã số V.07.02.06",
        "có dạng tendonvi. @hoason.edu.vn, tên miền @hoason.edu.vn hoặc @lamson.edu.vn",
        "kinh phí 1.500.000.000 đồng",
        "ngày 01/02/2024 - 05/02/2024",
        "Điều 12.3.4 của quy chế",
    ],
)
def test_no_contacts(text):
    assert found(text) == []


def test_a_web_address_cut_by_a_line_end_is_put_together():
    lines = (Line("Đăng ký tại https://docs.hoason.edu.vn/forms/d/"), Line("1FAIp-Q_x/viewform trước ngày 5/6."))
    doc = Document("a.pdf", "0" * 64, "application/pdf", (Page(1, (Paragraph(lines),)),))
    part = build(items(doc), doc)
    assert [c.value for c in find_contacts(part)] == ["https://docs.hoason.edu.vn/forms/d/1FAIp-Q_x/viewform"]
    lines = (Line("Xem https://hoason.edu.vn"), Line("trước ngày 5/6."))
    doc = Document("a.pdf", "0" * 64, "application/pdf", (Page(1, (Paragraph(lines),)),))
    assert [c.value for c in find_contacts(build(items(doc), doc))] == ["https://hoason.edu.vn"]
