"""Training modules: tables with merged heads, lists, sentences, codes and what only looks like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalize.header import find_header
from normalize.module_codes import read_cell, read_codes
from normalize.modules import find_modules
from normalize.outline import find_outline
from normalize.part import Part
from normalize.structure import zones
from schemas.facts import Module
from tests.normalize.tables import Rows, part, table

HEADS: Rows = [
    [("Yêu cầu theo Chuẩn", 3, 1), ("Mã mô đun", 3, 1), ("Tên và nội dung mô đun", 3, 1), ("Mục tiêu", 3, 1), ("Số tiết", 1, 4)],
    [("Tự học", 2, 1), ("Học tập trung", 1, 2), ("Tổng số tiết", 2, 1)],
    ["LT", "Thực hành"],
]  # fmt: skip


def modules(given: Part) -> list[Module]:
    place = zones(given)
    return find_modules(given, place, find_outline(given, place), find_header(given, place))


def test_a_table_with_merged_heads() -> None:
    rows: Rows = [
        *HEADS,
        [
            ("I. Dạy học", 2, 1),
            "THPT 7",
            "Đọc sách cùng học sinh\n1. Chọn sách.\n2. Kể lại.",
            "- Biết chọn sách",
            "9",
            "2",
            "4",
            "15",
        ],
        ["THPT 8", "Thư viện xanh", "", "15", "0", "0", ""],
    ]
    first, second = modules(part("Nội dung dành cho giáo viên:", table(rows, 3)))
    assert (first.code, first.number, first.title) == ("THPT 7", "7", "Đọc sách cùng học sinh")
    assert (first.self_study, first.theory, first.practice, first.total) == (9, 2, 4, 15)
    assert first.topics == ["Chọn sách", "Kể lại"] and first.objectives == "- Biết chọn sách"
    assert (first.audience, first.levels) == (["GV"], ["THPT"])
    assert (second.theory, second.total) == (0, None)


def test_a_row_that_goes_on_over_a_page_break() -> None:
    rows: Rows = [
        ["Mã mô đun", "Tên và nội dung chính của mô đun", "Lý thuyết", "Thực hành"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["QLPT\n07", "Quản trị tổ chức, hành chính trong nhà", "16", "24"],
        ["", "trường\n1. Vấn đề chung.", "", ""],
        ["QLPT 08", "Quản trị tài chính\n1. Thu chi.", "16", "24"],
    ]
    seven, eight = modules(part(table(rows)))
    assert seven.title == "Quản trị tổ chức, hành chính trong nhà trường"
    assert seven.topics == ["Vấn đề chung"] and seven.audience == ["CBQL"]
    assert (eight.theory, eight.practice, eight.total, eight.catalogue) == (16, 24, None, "QLPT 08")


def test_lists_below_headings_of_two_audiences() -> None:
    found = modules(
        part("""1. Nội dung bồi dưỡng
a) Đối với cán bộ quản lí cấp tiểu học
- Mô đun 2: Quản trị thư viện ở trường tiểu học.
- Mô đun 3: Quản trị sân trường.
b) Đối với giáo viên cấp tiểu học
- Mô đun 2: Xây dựng góc đọc (15 tiết, lý thuyết 5, thực hành 10);
2. Thời gian: mô đun 2, 3 học trong tháng 7. Thời gian mô đun 2: Trong năm 2024.""")
    )
    assert [(m.number, m.audience, m.levels) for m in found] == [
        ("2", ["CBQL"], ["TH"]),
        ("3", ["CBQL"], ["TH"]),
        ("2", ["GV"], ["TH"]),
    ]
    assert found[2].title == "Xây dựng góc đọc"
    assert (found[2].theory, found[2].practice, found[2].total) == (5, 10, 15)
    assert len(found[0].evidence) == 3  # its title and two later mentions


def test_titles_in_quotation_marks_inside_sentences() -> None:
    (found,) = modules(part("- Đối với giáo viên: Tổ chức học mô đun 1 “Dạy đọc ở thư viện” (theo Kế hoạch)."))
    assert (found.number, found.title, found.audience) == ("1", "Dạy đọc ở thư viện", ["GV"])


def test_bare_numbers_make_modules_where_none_is_titled() -> None:
    found = modules(
        part("Năm 2024 bồi dưỡng các mô đun 6, 7 và 8 (mỗi mô đun 40 tiết) cho người đã học mô đun 1, 2, 3.")
    )
    assert [(m.number, m.total) for m in found] == [("6", 40), ("7", 40), ("8", 40)]


def test_an_official_code_is_linked_to_the_catalogue() -> None:
    found = modules(part("- GVPT 05, 06: học trong hè.\n- Module THCS 12-14 tự chọn."))
    assert [m.code for m in found] == ["GVPT 05", "GVPT 06", "THCS 12", "THCS 13", "THCS 14"]
    assert [m.catalogue for m in found] == ["GVPT 05", "GVPT 06", None, None, None]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số học viên: TH 24; THCS 12; THPT 17.",
        "Sinh viên tích lũy đủ số mô đun theo quy định.",
        "Có 01 mô-đun phải thi lại; học ít nhất 03 mô đun.",
        "Mô đun 2024 chưa có; mô đun 15 tiết.",
        "",
    ],
)
def test_what_is_no_module(text: str) -> None:
    assert modules(part(text or "Không có gì.")) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (" 4, 5, 9 năm 2023", ["4", "5", "9"]),
        (" 2,6,12,14 để", ["2", "6", "12", "14"]),
        (" 1 và 3", ["1", "3"]),
        (" số 01; 02", ["1", "2"]),
        (" THPT 17, 19", ["17", "19"]),
        (" 3-5", ["3", "4", "5"]),
        (" 4, 120 học viên", ["4"]),
        (" 4, 5 lớp", ["4"]),
        (" nâng cao", []),
    ],
)
def test_lists_of_codes(text: str, codes: list[str]) -> None:
    assert [code.number for code in read_codes(text, 0)[0]] == codes


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("QLTrH 2", "QLTrH 2"),
        ("GVPT\n05", "GVPT 05"),
        ("Mô đun TH 3", "TH 3"),
        ("gvpt05", "GVPT 05"),
        ("THPT", None),
        ("344", None),
    ],
)
def test_codes_in_cells(cell: str, code: str | None) -> None:
    read = read_cell(cell)
    assert (read.text if read else None) == code


def test_modules_of_the_seeds(shared: Path) -> None:
    from congvan.pipeline import convert

    def plan(stem: str) -> list[Module]:
        (path,) = (shared / "seeds").glob(f"{stem}_*.txt")
        return convert(path).plans[-1].modules

    assert [m.total for m in plan("003")] == [15, 15, 15, None, *[15] * 6]
    assert [(m.number, m.audience) for m in plan("004")] == [(n, [w]) for w in ("CBQL", "GV") for n in ("4", "5", "9")]
    assert [m.title is not None for m in plan("002")] == [True, True]


def test_heads_told_by_the_shape_of_the_table() -> None:
    rows: Rows = [
        [("TT", 2, 1), ("Mã mô đun", 2, 1), ("Tên mô đun", 2, 1), ("Tự học (tiết)", 2, 1), ("Tập trung", 1, 2), ("Tổng", 2, 1)],
        ["Lý thuyết", "Thực hành"],
        ["1", "THPT 7", "Đọc sách cùng học sinh", "10", "2", "3", "15"],
    ]  # fmt: skip
    (module,) = modules(part(table(rows, 0)))
    assert (module.self_study, module.theory, module.practice, module.total) == (10, 2, 3, 15)


def test_periods_of_every_module_alike() -> None:
    text = "Giáo viên học các mô đun 4, 5; mỗi mô đun 40 tiết, gồm 24 tiết tự học và 16 tiết trao đổi."
    assert [(m.number, m.total, m.self_study) for m in modules(part(text))] == [("4", 40, 24), ("5", 40, 24)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mô đun GVPT 04: Xây dựng kế hoạch (lý thuyết 16 tiết, thực hành 24 tiết)", [("4", 16, 24, None, None)]),
        ("- Mô đun 1: Đọc sách cùng học sinh (40 tiết: 12 tiết lý thuyết, 28 tiết thực hành);", [("1", 12, 28, None, 40)]),
        ("Mô đun 3 (Kiểm tra học sinh): 40 tiết, trong đó 24 tiết tự học.", [("3", None, None, 24, 40)]),
        (
            "Mô đun QLMN 7 “Tài chính” và mô đun QLMN 16 “Phối hợp”, mỗi mô đun 20 tiết.",
            [("7", None, None, None, 20), ("16", None, None, None, 20)],
        ),
    ],
)  # fmt: skip
def test_periods_told_by_mode(text: str, wanted: list[tuple[object, ...]]) -> None:
    assert [(m.number, m.theory, m.practice, m.self_study, m.total) for m in modules(part(text))] == wanted


def test_a_list_of_codes_below_its_leading_words() -> None:
    found = modules(
        part("Giáo viên chọn các mô đun sau:\n- MN 3 – Phát triển ngôn ngữ (15 tiết);\n- THPT 7: Đọc sách.")
    )
    assert [(m.code, m.title) for m in found] == [("MN 3", "Phát triển ngôn ngữ"), ("THPT 7", "Đọc sách")]


def test_levels_and_counts_are_no_codes() -> None:
    assert modules(part("Cấp THPT 17 trường tham gia mô đun.\n- THPT 17: 25 giáo viên")) == []


def test_periods_behind_a_module_are_its_own() -> None:
    text = (
        "Chọn mô đun GVMN 02, GVMN 06 và GVMN 11. "
        "Mô đun GVMN 02, GVMN 06 mỗi mô đun 30 tiết; mô đun GVMN 11: 10 tiết (lí thuyết 04 tiết, thực hành 06 tiết)."
    )
    assert [(m.number, m.theory, m.practice) for m in modules(part(text))] == [
        ("2", None, None), ("6", None, None), ("11", 4, 6),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Giáo viên học từ mô đun 1 đến mô đun 3 trong hè.", [(None, "1"), (None, "2"), (None, "3")]),
        ("Học các mô đun từ 4 đến 6.", [(None, "4"), (None, "5"), (None, "6")]),
        ("Mô đun tự chọn.\n- Bà Lê Thị Mẫu: TH 4, TH 9; TH 15.", [("TH 4", "4"), ("TH 9", "9"), ("TH 15", "15")]),
        ("Các mô đun 1, 2 đã học năm 2021; năm nay học mô đun 4.", [(None, "4")]),
    ],
)
def test_ranges_and_registrations_in_sentences(text: str, wanted: list[tuple[str | None, str]]) -> None:
    assert [(m.code, m.number) for m in modules(part(text))] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Cán bộ quản lý học mô đun QLPT 06: Quản trị nhân sự.", [("QLPT 06", "Quản trị nhân sự", None)]),
        ("- Mô đun GVPT 07 về tư vấn cho học sinh: 40 tiết.", [("GVPT 07", "tư vấn cho học sinh", 40)]),
        ('Học mô đun "Chơi cùng trẻ" (GVMN 12, 20 tiết).', [("GVMN 12", "Chơi cùng trẻ", 20)]),
        ("Học mô đun QLMN 6 có tên Quản trị sân chơi.", [("QLMN 6", "Quản trị sân chơi", None)]),
        ("- Mô đun 07 (40 tiết): Hỗ trợ học sinh", [(None, "Hỗ trợ học sinh", 40)]),
        ("Mô đun bắt buộc: GVMN 1 (Đạo đức nhà giáo) 20 tiết.", [("GVMN 1", "Đạo đức nhà giáo", 20)]),
        ("Nội dung: mô đun 4 (đại trà).", [(None, None, None)]),
        ("MĐ 2: Đọc sách cùng học sinh", [(None, "Đọc sách cùng học sinh", None)]),
        ("Mã mô đun: GVMN 6\nTên mô đun: Chơi cùng trẻ\nThời lượng: 20 tiết", [("GVMN 6", "Chơi cùng trẻ", 20)]),
        ("Mô đun THCS 18: Dạy học tích cực (Lý thuyết: 9 tiết; thực hành: 6 tiết)", [("THCS 18", "Dạy học tích cực", None)]),
        ("- Chuyên đề 3: Kể chuyện theo tranh (04 tiết).", [(None, "Kể chuyện theo tranh", 4)]),
        ("- Chuyên đề 3: Kể chuyện theo tranh.", []),
    ],
)  # fmt: skip
def test_where_titles_stand(text: str, wanted: list[tuple[str | None, str | None, int | None]]) -> None:
    assert [(m.code, m.title, m.total) for m in modules(part(text))] == wanted


def test_an_official_title_without_a_number() -> None:
    text = """Chọn mô đun Xây dựng văn hóa nhà trường trong các cơ sở giáo dục phổ thông (GVPT08) để học.
- Quản trị tài chính trong nhà trường;
- Quản trị sân trường;"""
    found = modules(part(text))
    assert [(m.code, m.title, m.catalogue) for m in found] == [
        ("GVPT 08", "Xây dựng văn hóa nhà trường trong các cơ sở giáo dục phổ thông", "GVPT 08"),
        (None, "Quản trị tài chính trong nhà trường", "QLPT 08"),
    ]


def test_the_block_that_a_module_belongs_to() -> None:
    text = "- Nội dung 3 (60 tiết): mô đun THPT 5.\n- Chương trình bồi dưỡng 03: mô đun GVPT 4."
    assert [m.block for m in modules(part(text))] == ["ND3", "03"]


def test_a_table_of_titles_and_periods() -> None:
    rows: Rows = [
        [("STT", 2, 1), ("Học phần", 2, 1), ("Số tiết", 1, 3)],
        ["Lý thuyết", "Thực hành", "Tổng"],
        ["I", "Kiến thức chung", "", "", "20"],
        ["1", "Đọc bản đồ", "6", "4", "10"],
        ["2", "Học phần 2: Vẽ bản đồ", "6", "4", "10"],
        ["", "Tổng cộng", "12", "8", "20"],
    ]
    found = modules(part(table(rows, 2)))
    assert [(m.number, m.title, m.theory, m.practice, m.total) for m in found] == [
        (None, "Đọc bản đồ", 6, 4, 10),
        ("2", "Vẽ bản đồ", 6, 4, 10),
    ]


def test_a_table_of_registrations() -> None:
    rows: Rows = [
        ["Họ và tên", "Mô đun đăng ký", "Số mô đun"],
        ["Nguyễn Văn Mẫu", "TH 4, 7", "2"],
        ["Trần Thị Thử", "TH 7, 9", "2"],
    ]
    assert [m.code for m in modules(part(table(rows)))] == ["TH 4", "TH 7", "TH 9"]


def test_the_audience_in_a_row_above() -> None:
    rows: Rows = [
        ["Mô đun", "Tên mô đun", "Cộng"],
        [("Giáo viên", 1, 3)],
        ["4", "Đọc sách", "40"],
        [("Cán bộ quản lý", 1, 3)],
        ["4", "Quản trị thư viện", "40"],
    ]
    assert [(m.number, m.audience, m.title) for m in modules(part(table(rows)))] == [
        ("4", ["GV"], "Đọc sách"),
        ("4", ["CBQL"], "Quản trị thư viện"),
    ]


def test_topics_are_a_list_of_their_own() -> None:
    found = modules(part("Đăng ký mô đun GVMN 3.\n- Chuyên đề 3: Chơi cùng trẻ (4 tiết)."))
    assert [(m.code, m.title) for m in found] == [("GVMN 3", None), (None, "Chơi cùng trẻ")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Học mô đun 1 (Chơi cùng trẻ theo Chương trình 2021), mô đun 2 theo Quyết định số 11/QĐ-ABC.",
            [("1", "Chơi cùng trẻ theo Chương trình 2021", None, [])],
        ),
        (
            "Nội dung: mô đun 1 - Kể chuyện (08 tiết), mô đun 2 - Vẽ tranh (16 tiết).",
            [("1", "Kể chuyện", 8, []), ("2", "Vẽ tranh", 16, [])],
        ),
        (
            "Mở lớp (mô đun 1: Nấu ăn, 15 tiết; mô đun 2: Đi chợ, 30 tiết).",
            [("1", "Nấu ăn", 15, []), ("2", "Đi chợ", 30, [])],
        ),
        (
            'Giáo viên: mô đun 3 "Đánh giá trẻ", 40 tiết; CBQL: mô đun 3 "Tài chính", 40 tiết.',
            [("3", "Đánh giá trẻ", 40, ["GV"]), ("3", "Tài chính", 40, ["CBQL"])],
        ),
        (
            "Học mô đun 9 “Tin học” cho giáo viên và mô đun 5 “Kho sách” cho cán bộ quản lý.",
            [("9", "Tin học", None, ["GV"]), ("5", "Kho sách", None, ["CBQL"])],
        ),
    ],
)
def test_modules_inside_a_sentence(text, wanted):
    assert [(m.number, m.title, m.total, m.audience) for m in modules(part(text))] == wanted
