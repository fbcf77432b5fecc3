"""Signature blocks."""

import pytest

from normalize.clean import build, items, plain
from normalize.closing import person_name
from normalize.signature import find_signature
from normalize.structure import zones
from schemas.document import Annotation, Document, Line, Page, Paragraph
from schemas.facts import Signature

BODY = "Căn cứ kế hoạch,\nPhòng đề nghị các trường thực hiện./.\n"


def sign(closing: str) -> Signature | None:
    part = plain(BODY + closing)
    return find_signature(part, zones(part))


CASES = [
    ("GIÁM ĐỐC\nTrần Văn Bình", (None, None, "GIÁM ĐỐC", "Trần Văn Bình")),
    ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Thị Hạnh", ("KT.", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hạnh")),
    ("KT.HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\nTS. Ngô An", ("KT.", "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "Ngô An")),
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nĐỗ Cường", ("TM.", "ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đỗ Cường")),
    (
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nVũ Thị Mai Hương",
        ("TM.", "ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Vũ Thị Mai Hương"),
    ),
    (
        "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nHồ Sơn",
        ("TL.", "CHỦ TỊCH", "PHÓ CHÁNH VĂN PHÒNG", "Hồ Sơn"),
    ),
    ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG\nMai Lan", ("TUQ.", "GIÁM ĐỐC", "TRƯỞNG PHÒNG", "Mai Lan")),
    ("T/M CHI BỘ\nBÍ THƯ\nKiều Oanh", ("TM.", "CHI BỘ", "BÍ THƯ", "Kiều Oanh")),
    ("QUYỀN HIỆU TRƯỞNG\nĐỗ Thị Lan", (None, None, "QUYỀN HIỆU TRƯỞNG", "Đỗ Thị Lan")),
    ("P. HIỆU TRƯỞNG\n[daky]\nTạ Hương", (None, None, "P. HIỆU TRƯỞNG", "Tạ Hương")),
    ("Nơi nhận:\n- Các tổ;\n- Lưu: VT.\nHiệu trưởng\nLê Thị Bình", (None, None, "Hiệu trưởng", "Lê Thị Bình")),
    ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hà Lan Anh", ("KT.", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hà Lan Anh")),
    (
        "KT. BỘ TRƯỞNG THỨ TRƯỞNG Thượng tướng Vũ Hải Sơn",
        ("KT.", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "Vũ Hải Sơn"),
    ),
    (
        "TL. CỤC TRƯỞNG TRƯỞNG BAN GIÁM SÁT QUẢN LÝ Đào Tám",
        ("TL.", "CỤC TRƯỞNG", "TRƯỞNG BAN GIÁM SÁT QUẢN LÝ", "Đào Tám"),
    ),
    (
        "KT. TRƯỞNG THUẾ TỈNH\nPHÓ TRƯỞNG THUẾ TỈNH\nHồ Lợi",
        ("KT.", "TRƯỞNG THUẾ TỈNH", "PHÓ TRƯỞNG THUẾ TỈNH", "Hồ Lợi"),
    ),
    (
        "Nơi nhận:\n- Như trên;\n- Cục KT VB (Bộ TP);\n- Lưu: VT.\nGIÁM ĐỐC\nLê Hà",
        (None, None, "GIÁM ĐỐC", "Lê Hà"),
    ),
    (
        "TL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ GIÁO DỤC\nTRUNG HỌC\nVũ Thành",
        ("TL.", "BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ GIÁO DỤC TRUNG HỌC", "Vũ Thành"),
    ),
    ("Q. HIỆU TRƯỞNG\nPhan Tú", ("Q.", None, "HIỆU TRƯỞNG", "Phan Tú")),
    (
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Bùi Thị Hòa",
        ("TM.", "ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Bùi Thị Hòa"),
    ),
    (
        "TM. HỘI ĐỒNG\nCHỦ TỊCH\nCHỦ TỊCH UBND HUYỆN\nĐinh Công Thành",
        ("TM.", "HỘI ĐỒNG", "CHỦ TỊCH", "Đinh Công Thành"),
    ),
    (
        "TM. HỘI ĐỒNG\nCHỦ TỊCH\nGIÁM ĐỐC SỞ GIÁO DỤC VÀ\nĐÀO TẠO\nLê Quang Mẫu",
        ("TM.", "HỘI ĐỒNG", "CHỦ TỊCH", "Lê Quang Mẫu"),
    ),
    ("GIÁM ĐỐC SỞ GIÁO DỤC VÀ\nĐÀO TẠO\nLê Hòa", (None, None, "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Lê Hòa")),
    ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nHIỆU TRƯỞNG\nLưu Thị Mẫu", (None, None, "HIỆU TRƯỞNG", "Lưu Thị Mẫu")),
    ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nPhạm Văn Mẫu", (None, None, None, "Phạm Văn Mẫu")),
    ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTRƯỞNG PHÒNG\nĐã ký: Hồ Thị Mẫu", (None, None, "TRƯỞNG PHÒNG", "Hồ Thị Mẫu")),
    ("NGƯỜI LẬP HIỆU TRƯỞNG\n(Ký tên)\nTrần Văn Nam Lý Thị Mẫu", (None, None, "HIỆU TRƯỞNG", "Lý Thị Mẫu")),
    (
        "Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nKý bởi: Sở X\nNgày ký: 04-09-2031 10:12\nHà Mẫu",
        (None, None, "GIÁM ĐỐC", "Hà Mẫu"),
    ),
    (
        "KT. GIÁM ĐỐC SỞ A KT. GIÁM ĐỐC SỞ B\nPHÓ GIÁM ĐỐC PHÓ GIÁM ĐỐC\nNguyễn Văn Ba Lê Thị Mẫu",
        ("KT.", "GIÁM ĐỐC SỞ B", "PHÓ GIÁM ĐỐC", "Lê Thị Mẫu"),
    ),
    ("KT. CHỦ TỊCH\nTỊCH\nĐỗ Cường", ("KT.", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đỗ Cường")),
    ("TM. CHÍNH PHỦ\nTƯỚNG\nTrần Văn Mẫu", ("TM.", "CHÍNH PHỦ", "THỦ TƯỚNG", "Trần Văn Mẫu")),
    ("TM. ỦY BAN NHÂN DÂN\nTỊCH\nTỊCH\nĐỗ Cường", ("TM.", "ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Đỗ Cường")),
    ("HIỆU TRƯỞNG\nXơrlăng Mới", (None, None, "HIỆU TRƯỞNG", "Xơrlăng Mới")),
    ("TRƯỞNG PHÒNG\n(Đã ký)", (None, None, "TRƯỞNG PHÒNG", None)),
    ("HỘI CHA MẸ HỌC SINH\tBÍ THƯ ĐOÀN TRƯỜNG\nTrần Hà\tLê Hương", (None, None, "BÍ THƯ ĐOÀN TRƯỜNG", "Lê Hương")),
    ("Nơi nhận:\tTRƯỞNG PHÒNG\n- Như trên;\n- Lưu: VT.\tPhạm Hải", (None, None, "TRƯỞNG PHÒNG", "Phạm Hải")),
    ("HIỆU TRƯỞNG\nNơi nhận:\n- Các tổ;\n- Lưu: VT.\nTạ Thu Thảo", (None, None, "HIỆU TRƯỞNG", "Tạ Thu Thảo")),
]


@pytest.mark.parametrize(("closing", "expected"), CASES)
def test_signatures(closing, expected):
    found = sign(closing)
    assert found is not None
    assert (found.capacity, found.on_behalf, found.position, found.name) == expected
    assert found.evidence


def test_no_signature():
    assert sign("") is None
    assert sign("Nơi nhận:\n- Như trên;\n- Lưu: VT.") is None


def test_signed_where_it_says_so_or_a_signature_lies_on_the_page():
    assert sign("GIÁM ĐỐC\n(Đã ký)\nTrần Văn Bình").signed
    assert not sign("GIÁM ĐỐC\nTrần Văn Bình").signed
    blocks = tuple(Paragraph((Line(t),)) for t in (BODY + "GIÁM ĐỐC\nTrần Văn Bình").split("\n") if t)
    note = Annotation("signature", 1, (300, 500, 400, 560), "Ký bởi: Sở Y tế\nNgày ký: 2024-03-27T14:26:14+07:00")
    doc = Document("a.pdf", "0" * 64, "application/pdf", (Page(1, blocks, annotations=(note,)),))
    part = build(items(doc), doc)
    assert find_signature(part, zones(part)).signed


def test_two_columns_give_the_right_hand_signatory():
    lines = [("Nơi nhận:", 0), ("- Lưu: VT.", 0), ("KT. GIÁM ĐỐC", 1), ("PHÓ GIÁM ĐỐC", 1), ("Cao Thị Bích", 1)]
    blocks = [Paragraph((Line(t),)) for t in BODY.split("\n") if t]
    blocks += [Paragraph((Line(text),), column=column) for text, column in lines]
    doc = Document("a.pdf", "0" * 64, "application/pdf", (Page(1, tuple(blocks)),))
    part = build(items(doc), doc)
    found = find_signature(part, zones(part))
    assert (found.position, found.name) == ("PHÓ GIÁM ĐỐC", "Cao Thị Bích")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("TS. Trần Thị Kim Chi", "Trần Thị Kim Chi"),
        ("NGUYỄN VĂN BÌNH", "NGUYỄN VĂN BÌNH"),
        ("Sở Y tế", None),
        ("GIÁM ĐỐC", None),
        ("Lê lợi", None),
        ("Nguyễn Văn A đã ký", None),
        ("Hà", None),
    ],
)
def test_person_names(text, name):
    assert person_name(text) == name
