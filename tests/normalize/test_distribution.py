"""Lines of Nơi nhận."""

import pytest

from normalize.clean import build, items, plain
from normalize.distribution import find_distribution
from normalize.structure import zones
from schemas.document import Cell, Document, Line, Page, Paragraph, Table

BODY = "Căn cứ kế hoạch,\nPhòng đề nghị các trường thực hiện./.\n"


def listed(closing: str) -> list[tuple[str, str | None, int | None]]:
    part = plain(BODY + closing)
    return [(r.name, r.purpose, r.copies) for r in find_distribution(part, zones(part))]


CASES = [
    (
        "Nơi nhận:\n- Phó Thủ tướng TT Trương Hòa Mẫu\n(báo cáo);\n- Bộ Tư pháp;\n- Lưu: VT.\nCHỦ TỊCH\nPhạm Thọ",
        [("Phó Thủ tướng TT Trương Hòa Mẫu", "báo cáo", None), ("Bộ Tư pháp", None, None), ("Lưu: VT", None, None)],
    ),
    (
        "Nơi nhận:\n- Như trên;\n- UBND tỉnh (để b/c);\n- Các trường (t/h);\n- Lưu: VT, TH.\nGIÁM ĐỐC\nTrần An",
        [
            ("Như trên", None, None),
            ("UBND tỉnh", "để b/c", None),
            ("Các trường", "t/h", None),
            ("Lưu: VT, TH", None, None),
        ],
    ),
    (
        "Nơi nhận:\n- Lưu: VT.\nBản điện tử:\n- Lãnh đạo Phòng;\n- Như kính gửi.\nTRƯỞNG PHÒNG\nLê Hà",
        [("Lưu: VT", None, None), ("Lãnh đạo Phòng", None, None), ("Như kính gửi", None, None)],
    ),
    (
        "Nơi nhận:\n1. Như trên;\n2. Giám đốc Sở (để b/c);\n3. Lưu: VT.\nPHÓ GIÁM ĐỐC\nNgô Văn Sỹ",
        [("Như trên", None, None), ("Giám đốc Sở", "để b/c", None), ("Lưu: VT", None, None)],
    ),
    (
        "HIỆU TRƯỞNG\nĐinh Sơn\nNơi gửi:\nNhư kính gửi;\nBan Giám hiệu;\nLưu VT.",
        [("Như kính gửi", None, None), ("Ban Giám hiệu", None, None), ("Lưu VT", None, None)],
    ),
    (
        "HIỆU TRƯỞNG\nĐinh Sơn\nNơi nhận:\n- Các tổ.\n(Kèm theo Kế hoạch số 5/KH-THCS)\nDanh sách giáo viên",
        [("Các tổ", None, None)],
    ),
    (
        "Nơi nhận:\n- Công đoàn ngành, Hội\nCựu giáo chức\ntỉnh (để p/h);\n- Lưu: VT.\nGIÁM ĐỐC\nLê Hà",
        [("Công đoàn ngành, Hội Cựu giáo chức tỉnh", "để p/h", None), ("Lưu: VT", None, None)],
    ),
    (
        "Nơi nhận: - Như trên; -\nLưu: VT.\nGIÁM ĐỐC\nLê Hà",
        [("Như trên", None, None), ("Lưu: VT", None, None)],
    ),
    (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTRƯỞNG PHÒNG\nH’ Linh Niê",
        [("Như trên", None, None), ("Lưu: VT", None, None)],
    ),
    (
        "Nơi nhận: - Như trên; - Sở Nội vụ; - Lưu: VT (02 bản).\nHIỆU TRƯỞNG\nĐỗ Minh",
        [("Như trên", None, None), ("Sở Nội vụ", None, None), ("Lưu: VT", None, 2)],
    ),
    (
        "HIỆU TRƯỞNG\nNơi nhận:\n- Các tổ chuyên môn\n- Lưu, VT.\nPhạm Bình",
        [("Các tổ chuyên môn", None, None), ("Lưu, VT", None, None)],
    ),
    (
        "Nơi nhận:\n- Sở GD&ĐT (b/c)\n- Vụ GDTH, GDTX; Cục CNTT (để thực hiện);\n- VPUB: CVP,\nPCVP;\n- Lưu: VT.\nTRƯỞNG PHÒNG\nHà Lê",
        [
            ("Sở GD&ĐT", "b/c", None),
            ("Vụ GDTH, GDTX; Cục CNTT", "để thực hiện", None),
            ("VPUB: CVP, PCVP", None, None),
            ("Lưu: VT", None, None),
        ],
    ),
    (
        "Nơi nhận:\n- Cổng thông tin (truong.edu.vn);\n- UBND xã (10 bản);\n- Lưu: VT.\nHIỆU TRƯỞNG\nLý An",
        [("Cổng thông tin (truong.edu.vn)", None, None), ("UBND xã", None, 10), ("Lưu: VT", None, None)],
    ),
]


@pytest.mark.parametrize(("closing", "expected"), CASES)
def test_lists(closing, expected):
    assert listed(closing) == expected


def test_lists_on_one_line_and_without_their_heading():
    assert [r[0] for r in listed("GIÁM ĐỐC\nTrần An\nNơi nhận: Như trên; các phòng (t/h); Lưu: VT.")] == [
        "Như trên",
        "các phòng",
        "Lưu: VT",
    ]
    assert [r[0] for r in listed("- Như trên;\n- Lưu: VT.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần An")] == [
        "Như trên",
        "Lưu: VT",
    ]


def test_no_list():
    assert listed("GIÁM ĐỐC\nTrần An") == []


def test_a_list_in_a_layout_table():
    def cell(column: int, *lines: str) -> Cell:
        return Cell(tuple(Paragraph((Line(line),)) for line in lines), 0, column)

    table = Table(
        (
            cell(0, "Nơi nhận:", "- Như trên;", "- Lưu: VT."),
            cell(1, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Vũ Thị Hoa"),
        ),
        1,
        2,
        ruled=False,
    )
    blocks = (*(Paragraph((Line(t),)) for t in BODY.split("\n") if t), table)
    doc = Document("a.docx", "0" * 64, "application/docx", (Page(1, blocks),))
    part = build(items(doc), doc)
    assert [r.name for r in find_distribution(part, zones(part))] == ["Như trên", "Lưu: VT"]
