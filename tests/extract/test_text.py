import pytest

from extract.source import Empty, Source
from extract.text import read
from normalize.clean import build, items
from schemas.document import Document, Table, Zone


def document(text: str | bytes) -> Document:
    return read(Source("a.txt", text.encode() if isinstance(text, str) else text))


def texts(text: str) -> list[str]:
    found = document(text)
    return build(items(found), found).content.split("\n")


def columns(text: str) -> list[tuple[int | None, str]]:
    return [(block.column, block.text) for block in document(text).pages[0].blocks]


def only(text: str) -> Table:
    [found] = [block for block in document(text).pages[0].blocks if isinstance(block, Table)]
    return found


BESIDE = """
  UBND HUYỆN SUỐI MƠ           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

 PHÒNG NỘI VỤ                      Độc lập - Tự do - Hạnh phúc

   Số:         /PNV-TC           Suối Mơ, ngày      tháng 6 năm 2031
   V/v báo cáo số liệu
  cán bộ, công chức

             Kính gửi: Ủy ban nhân dân các xã, thị trấn.
"""


def test_a_letterhead_beside_gaps_is_cut_into_columns():
    assert columns(BESIDE) == [
        (0, "UBND HUYỆN SUỐI MƠ"),
        (0, "PHÒNG NỘI VỤ"),
        (0, "Số:         /PNV-TC"),
        (0, "V/v báo cáo số liệu cán bộ, công chức"),
        (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (1, "Độc lập - Tự do - Hạnh phúc"),
        (1, "Suối Mơ, ngày      tháng 6 năm 2031"),
        (None, "Kính gửi: Ủy ban nhân dân các xã, thị trấn."),
    ]


def test_a_letterhead_whose_gaps_ocr_lost_is_cut_too():
    text = (
        "UBND HUYEN SUOI MO CONG HOA XA HOI CHU NGHIA VIET NAM\n"
        "PHONG NOI VU D6c lap - Ty do - Hanh phic\n"
        "S6: 12 /PNV-TC Suoi Mo, ngay 5 thang 6 nam 2031\n"
        "KE HOACH\n"
    )
    assert [side for side, _ in columns(text)] == [0, 0, 0, 1, 1, 1, None]


@pytest.mark.parametrize(
    "line",
    [
        "Nhân dân nước Cộng hòa xã hội chủ nghĩa Việt Nam đoàn kết.",
        "Số lượng:    15 người     gồm cả    cán bộ kiêm nhiệm",
        "Ngày 5   tháng 6 năm 2031",
    ],
)
def test_gaps_elsewhere_are_only_spaces(line):
    assert [side for side, _ in columns(line)] == [None]


def test_the_party_and_unions_set_their_letterheads_alike():
    party = "TỈNH ỦY SUỐI MƠ          ĐẢNG CỘNG SẢN VIỆT NAM\n      *\nSố 12-CV/TU          Suối Mơ, ngày 5 tháng 6 năm 2031\n"
    union = (
        "ĐOÀN HUYỆN SUỐI MƠ          ĐOÀN TNCS HỒ CHÍ MINH\nSố: 7-KH/ĐTN          Suối Mơ, ngày 5 tháng 6 năm 2031\n"
    )
    assert [side for side, _ in columns(party)] == [0, 0, 0, 1, 1]
    assert [side for side, _ in columns(union)] == [0, 0, 1, 1]


def test_a_sign_off_beside_gaps_is_cut_into_columns():
    text = (
        "Nơi nhận:                              KT. TRƯỞNG PHÒNG\n"
        "- Như trên;                          PHÓ TRƯỞNG PHÒNG\n"
        "- Các xã, thị trấn trên địa\n"
        "bàn huyện;\n"
        "- Lưu: VT, TC.\n"
        "\n"
        "                                        Lê Thị Sáu\n"
        "PHỤ LỤC\n"
    )
    assert columns(text) == [
        (0, "Nơi nhận:"),
        (0, "- Như trên;"),
        (0, "- Các xã, thị trấn trên địa bàn huyện;"),
        (0, "- Lưu: VT, TC."),
        (1, "KT. TRƯỞNG PHÒNG"),
        (1, "PHÓ TRƯỞNG PHÒNG"),
        (1, "Lê Thị Sáu"),
        (None, "PHỤ LỤC"),
    ]


def test_a_letterhead_and_a_sign_off_flattened_by_tabs():
    text = (
        "\tUBND XÃ BẾN ĐÁ\n\nSố: 7/UBND-VX\n\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBến Đá, ngày 5 tháng 6 năm 2031\n\n"
        "\tV/v họp giao ban\n\t\n\nKính gửi: Các thôn.\n\n"
        "\tNơi nhận:\n- Như trên;\n\n- Lưu: VT.\n\n\tCHỦ TỊCH\n(Đã ký)\n"
    )
    assert columns(text) == [
        (0, "UBND XÃ BẾN ĐÁ"),
        (0, "Số: 7/UBND-VX"),
        (0, "V/v họp giao ban"),
        (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (1, "Bến Đá, ngày 5 tháng 6 năm 2031"),
        (None, "Kính gửi: Các thôn."),
        (0, "Nơi nhận:"),
        (0, "- Như trên;"),
        (0, "- Lưu: VT."),
        (1, "CHỦ TỊCH"),
        (1, "(Đã ký)"),
    ]


TABBED = (
    "Lịch như sau:\n"
    "\tTháng\n\tNội dung\n\n\tPhụ trách\n\n"  # a blank line inside the head's own cell
    "\t5/2031\n\tHọp\n\nxét duyệt\n\tÔng A\n\n"
    "\t\n\tNộp hồ sơ về Phòng.\n\tBà B\n\n"
    "\t6/2031\n\tBáo cáo\n\t\n\n\n"
    "Trên đây là lịch làm việc.\n"
)


def test_a_table_with_a_tab_before_each_cell():
    found = only(TABBED)
    assert [(c.text, c.row, c.column, c.row_span) for c in found.cells] == [
        ("Tháng", 0, 0, 1),
        ("Nội dung", 0, 1, 1),
        ("Phụ trách", 0, 2, 1),
        ("5/2031", 1, 0, 2),
        ("Họp xét duyệt", 1, 1, 1),
        ("Ông A", 1, 2, 1),
        ("Nộp hồ sơ về Phòng.", 2, 1, 1),
        ("Bà B", 2, 2, 1),
        ("6/2031", 3, 0, 1),
        ("Báo cáo", 3, 1, 1),
        ("", 3, 2, 1),
    ]
    assert (found.header_rows, found.ruled) == (1, True)
    assert texts(TABBED)[-1] == "Trên đây là lịch làm việc."


def test_heads_of_several_rows_get_their_spans_back():
    found = only(
        "\tTT\n\tSố lượng\n\tGhi chú\n\n\t\n\tNam\n\tNữ\n\t\n\n\t1\n\t20\n\t30\n\tđủ\n\n\tTổng cộng\n\t20\n\t30\n\n"
    )
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells] == [
        ("TT", 0, 0, 2, 1),
        ("Số lượng", 0, 1, 1, 2),
        ("Ghi chú", 0, 3, 2, 1),
        ("Nam", 1, 1, 1, 1),
        ("Nữ", 1, 2, 1, 1),
        ("1", 2, 0, 1, 1),
        ("20", 2, 1, 1, 1),
        ("30", 2, 2, 1, 1),
        ("đủ", 2, 3, 1, 1),
        ("Tổng cộng", 3, 0, 1, 2),
        ("20", 3, 2, 1, 1),
        ("30", 3, 3, 1, 1),
    ]
    assert found.header_rows == 2


def test_paragraphs_that_begin_with_a_tab_are_no_table():
    text = (
        "\tCăn cứ Luật số 1 của Quốc hội về tổ chức chính quyền địa phương các cấp hiện hành;\n"
        "\tCăn cứ Nghị định số 2 của Chính phủ về chế độ báo cáo của cơ quan hành chính nhà nước;\n\n"
        "\tTheo đề nghị của Trưởng phòng Nội vụ tại văn bản đã gửi các cơ quan trong tháng này;\n"
        "\tỦy ban nhân dân huyện ban hành kế hoạch sau đây để các đơn vị căn cứ mà thực hiện.\n"
    )
    assert len(texts(text)) == 4
    assert not any(isinstance(block, Table) for block in document(text).pages[0].blocks)


def test_a_table_with_a_row_a_line():
    found = only("TT\tTên\tSố\n1\tLớp A\t20\n2\tLớp B\t30\n")
    assert (found.rows, found.columns, found.header_rows) == (3, 3, 1)


def test_a_stamp_of_two_columns_stays_text():
    assert texts("VĂN PHÒNG\t\nSố: 316\tĐẾN\nNgày: 5/6/2031\tChuyển:") == [
        "VĂN PHÒNG",
        "Số: 316 ĐẾN",
        "Ngày: 5/6/2031 Chuyển:",
    ]


LONG = "Các đơn vị tổng hợp số liệu của mình theo mẫu kèm theo và gửi về Văn phòng trước"


def test_page_numbers_and_link_targets_in_running_text_are_furniture():
    filler = f"{LONG}\n" * 30
    text = f"{filler}{LONG}\n\n\n2 \n \n\nngày 15 tháng 6 năm 2031 để tổng hợp.\n\nmailto:vp@suoimo.vn\n\n{LONG}\n"
    blocks = document(text).pages[0].blocks
    assert [block.text for block in blocks if block.zone is Zone.FOOTER] == ["2", "mailto:vp@suoimo.vn"]
    assert any(block.text.endswith("trước ngày 15 tháng 6 năm 2031 để tổng hợp.") for block in blocks)


def test_numbers_in_flattened_cells_are_no_page_numbers():
    text = "Số lớp\n1\nSố người\n2\nGhi chú\n"
    assert not any(block.zone is Zone.FOOTER for block in document(text).pages[0].blocks)


def test_form_feeds_part_pages_and_paragraphs_go_on_over_them():
    pages = [f"CÔNG BÁO SỐ 12\n{i}\n{LONG[i:]}\nngày 15 tháng 6 năm 2031. Lần {i} {LONG[:-i]}" for i in (1, 2, 3)]
    found = document("\f".join(pages) + "\f")
    assert (found.paged, [page.number for page in found.pages]) == (True, [1, 2, 3])
    furniture = [[b.text for b in page.blocks if b.zone is Zone.FOOTER] for page in found.pages]
    assert furniture == [["CÔNG BÁO SỐ 12", str(i)] for i in (1, 2, 3)]
    part = build(items(found), found)
    assert {piece.page for piece in part.text.pieces} == {1, 2, 3}


def test_a_line_that_goes_on_over_a_page_names_its_page():
    found = document(f"{LONG}\nvà gửi các phòng,\fban chuyên môn để thực hiện.\n{LONG}\n")
    [first] = [block for block in found.pages[0].blocks if block.text.endswith("để thực hiện.")]
    assert [line.page for line in first.lines][-1] == 2


def test_stars_of_bold_type_are_taken_off_and_kept_in_raw():
    [first, second, third] = document("**ỦY BAN NHÂN DÂN\nXÃ BẾN ĐÁ**\n\nGhi chú (**): 2 ** 3").pages[0].blocks
    assert [(b.text, b.lines[0].raw, b.lines[0].bold) for b in (first, second)] == [
        ("ỦY BAN NHÂN DÂN", "**ỦY BAN NHÂN DÂN", True),
        ("XÃ BẾN ĐÁ", "XÃ BẾN ĐÁ**", True),
    ]
    assert third.text == "Ghi chú (**): 2 ** 3"


def test_text_that_lost_its_marks_is_of_low_quality():
    words = "Ủy ban nhân dân các xã tổng hợp số liệu và báo cáo về phòng trước ngày cuối tháng để kịp xử lý. " * 3
    bare = "Uy ban nhan dan cac xa tong hop so lieu va bao cao ve phong truoc ngay cuoi thang de kip xu ly. " * 3
    good, bad = (document(text).pages[0] for text in (words, bare))
    assert good.quality > 0.9 > 0.5 > bad.quality
    assert "chữ có dấu" in bad.why


def test_a_file_without_text_is_refused():
    with pytest.raises(Empty):
        document(" \n\f\n")


@pytest.mark.shared
def test_flattened_tables_of_a_real_plan(shared):
    [path] = (shared / "seeds").glob("003_*.txt")
    tables = [b for b in read(Source.open(path)).pages[0].blocks if isinstance(b, Table)]
    assert [(t.rows, t.columns, t.header_rows) for t in tables] == [(6, 7, 2), (9, 8, 3), (11, 4, 1)]
