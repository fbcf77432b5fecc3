"""Rosters as staff keep them: found headings, told slips, and no line lost."""

import io
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from rules_core import Mark
from rules_core.rosters import UnreadableRoster, read_roster
from rules_core.rosters.columns import Field, recognise

HEAD = "Mã;Họ và tên;Đơn vị;Vai trò;Cấp học;Mô đun 4;Sắp nghỉ hưu\n"
LINE = "001;Nguyễn Văn Mẫu;Trường THPT Sông Hương;Giáo viên;THPT;Đạt;x\n"


def csv(text, encoding="utf-8"):
    return read_roster("danh sách.csv", text.encode(encoding))


def vietnamese_1258(text):
    """Windows-1258 keeps tone marks apart, as Vietnamese Windows types them."""
    out = bytearray()
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out += (base + tones).encode("cp1258")
    return bytes(out)


def workbook(*sheets):
    """Bytes of a workbook; a sheet is (name, rows) or (name, rows, merged ranges)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows, *merged in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), book


def read(*sheets):
    return read_roster("a.xlsx", workbook(*sheets)[0])


def codes(roster):
    return [problem.code for problem in roster.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_csv(encoding):
    (person,) = csv(HEAD + LINE, encoding).persons
    assert (person.id, person.name, person.role, person.levels) == ("001", "Nguyễn Văn Mẫu", "GV", ("THPT",))
    assert person.modules == {"4": Mark(True)}
    assert person.flags == {"sắp nghỉ hưu": True}


def test_windows_1258():
    (person,) = read_roster("a.csv", vietnamese_1258(HEAD + LINE)).persons
    assert person.name == "Nguyễn Văn Mẫu"
    assert person.unit == "Trường THPT Sông Hương"


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_separators(sign):
    assert len(csv((HEAD + LINE).replace(";", sign)).persons) == 1


def test_the_hint_of_excel_keeps_the_numbers_of_lines():
    roster = csv("sep=;\n" + HEAD + LINE.replace("Giáo viên", "???"))
    assert [(p.code, p.row, p.column, p.value) for p in roster.problems] == [("role_unreadable", 3, "Vai trò", "???")]


def test_decimal_commas_survive_a_comma_file():
    roster = csv('Mã,Họ tên,Điểm ND1\n1,An,"8,5"\n')
    assert roster.persons[0].scores == {"ND1": Decimal("8.5")}


def test_headings_renamed_reordered_upper_case_without_diacritics():
    head = "SAP NGHI HUU;DIEM MD 04;HO TEN GIAO VIEN;TRUONG CONG TAC;CHUC VU;MA GV;ngày đạt mô đun 4"
    text = f"KẾT QUẢ\n\n{head}\nx;8,5;An;THCS Đồi;Hieu truong;7;1/3/2024\n"
    (person,) = csv(text).persons
    assert (person.id, person.name, person.unit, person.role) == ("7", "An", "THCS Đồi", "CBQL")
    assert person.modules == {"4": Mark(None, Decimal("8.5"), date(2024, 3, 1))}
    assert person.levels == ("THCS",)  # a school of one level tells its people's
    assert person.flags == {"sắp nghỉ hưu": True}


@pytest.mark.parametrize(
    ("heading", "kind", "key"),
    [
        ("MĐ1", "module", "1"), ("Mô đun 04 (GVPT)", "module", "4"), ("M 4", "module", "4"), ("THPT17", "module", "THPT 17"),
        ("Điểm mô đun 5", "module_score", "5"), ("Ngày hoàn thành MĐ 5", "module_day", "5"), ("ND 1", "score", "ND1"),
        ("Điểm nội dung bồi dưỡng 2", "score", "ND2"), ("Chương trình 01", "score", "01"), ("ĐTB", "score", "ĐTB"),
        ("Trường/Đơn vị", "unit", ""), ("Chức vụ hiện nay", "role", ""), ("Mới tuyển", "flag", "mới tuyển dụng"),
        ("GV cốt cán cấp TW", "flag", "cốt cán"), ("Nghỉ hưu năm học 2023-2024", "flag", "sắp nghỉ hưu"), ("STT", "ignore", ""),
    ],
)  # fmt: skip
def test_headings(heading, kind, key):
    assert recognise(heading) == Field(kind, key)


@pytest.mark.parametrize("heading", ["Cấp THPT", "Số tiết", "Màu", "Kết quả", "2024"])
def test_headings_that_name_no_field(heading):
    assert recognise(heading) is None


def test_a_slip_of_the_pen_in_a_heading():
    assert csv("Mã;Họ và tênn;Đơn vi công tác\n1;An;Trường TH Đồi\n").persons[0].unit == "Trường TH Đồi"


def test_headings_over_two_rows_and_merged():
    rows = [
        ["DANH SÁCH"], ["Mã", "Họ và tên", "Kết quả mô đun", None, "THPT 17", None], [None, None, 4, 5, "Điểm", "Ngày"],
        ["a", "An", "Đạt", 6.5, 7, datetime(2024, 1, 2)],
    ]  # fmt: skip
    for sheet in (("S", rows), ("S", rows, "C2:D2", "E2:F2", "A1:F1")):
        (person,) = read(sheet).persons
        assert person.modules == {
            "4": Mark(True),
            "5": Mark(score=Decimal("6.5")),
            "THPT 17": Mark(score=Decimal(7), on=date(2024, 1, 2)),
        }


def test_a_sheet_a_unit_named_by_sheet_title_or_row():
    head = ["Mã", "Họ và tên", "Vai trò"]
    roster = read(
        ("Trường TH Đồi", [head, ["1", "An", "GV"]]),
        ("Sheet2", [["Đơn vị: Trường THCS Suối"], head, ["2", "Bình", "GV"]]),
        ("Sheet3", [head, ["I. Trường THPT Núi"], ["3", "Chi", "GV"], ["II. Trường THPT Sông"], ["4", "Dung", "GV"]]),
    )
    assert [p.unit for p in roster.persons] == [
        "Trường TH Đồi",
        "Trường THCS Suối",
        "Trường THPT Núi",
        "Trường THPT Sông",
    ]
    assert roster.persons[0].place == "Trường TH Đồi!2"


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("Đạt", Mark(True)), ("đ", Mark(True)), ("X", Mark(True)), ("✓", Mark(True)), ("Hoàn thành", Mark(True)),
        ("Không đạt", Mark(False)), ("KĐ", Mark(False)), ("chưa đạt", Mark(False)), ("", Mark()), ("đang học", Mark()),
        ("-", Mark()), ("8,5", Mark(score=Decimal("8.5"))), ("8.5 điểm", Mark(score=Decimal("8.5"))),
        ("8,5/10", Mark(score=Decimal("8.5"))), ("Đạt (8,5)", Mark(True, Decimal("8.5"))), ("0", Mark(score=Decimal(0))),
        ("Đạt 12/3/2024", Mark(True, None, date(2024, 3, 12))), ("Đạt; 9; 2024-03-12", Mark(True, Decimal(9), date(2024, 3, 12))),
    ],
)  # fmt: skip
def test_results_of_modules(cell, mark):
    roster = csv(f'Mã;Họ tên;Mô đun 4\n1;An;"{cell}"\n')
    assert roster.persons[0].modules["4"] == mark
    assert roster.problems == []


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Mô đun 4", "tốt lắm", "result_unreadable"), ("Mô đun 4", "8,5 7", "result_unreadable"), ("Mô đun 4", "miễn", "module_exempt"),
        ("Mô đun 4", "12/3/2024", "day_as_result"), ("Điểm ND1", "8..5", "score_unreadable"), ("Điểm ND1", "#N/A", "error_cell"),
        ("Điểm ND1", "85/100", "score_unreadable"),
        ("Ngày đạt mô đun 4", "31/2/2024", "day_unreadable"), ("Sắp nghỉ hưu", "có lẽ", "flag_unreadable"),
        ("Cấp học", "đại học", "level_unreadable"), ("Vai trò", "??", "role_unreadable"),
        ("Mô đun đăng ký", "hết", "registered_unreadable"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_unknown_and_told_with_its_place_and_remedy(column, cell, code):
    roster = csv(f"Mã;Họ tên;Đơn vị;{column}\n1;An;Tổ một;{cell}\n2;Bình;Tổ một;\n")
    assert len(roster.persons) == 2
    (problem, *rest) = [p for p in roster.problems if p.code != "missing_role"]
    assert (problem.code, problem.row, problem.column, problem.value) == (code, 2, column, cell)
    assert problem.remedy
    assert rest == []


def test_excel_values_are_taken_as_they_show():
    (person,) = read(
        (
            "S",
            [
                ["Mã", "Họ tên", "Điểm ND1", "Ngày đạt mô đun 4", "Mô đun 4"],
                [12.0, "An", 6.949999999999999, 45363, True],
            ],
        )
    ).persons
    assert person.id == "12"
    assert person.scores == {"ND1": Decimal("6.95")}
    assert person.modules == {"4": Mark(True, None, date(2024, 3, 12))}


def test_a_mark_that_the_sheet_took_for_a_day_is_no_pass():
    roster = read(("S", [["Mã", "Họ tên", "Mô đun 4"], ["1", "An", datetime(2024, 5, 3)], ["2", "Bình", 7.5]]))
    assert roster.persons[0].modules["4"] == Mark()
    assert codes(roster) == ["score_became_date"]


def test_a_formula_without_a_result_is_told():
    roster = read(("S", [["Mã", "Họ tên", "Điểm ND1"], ["1", "An", "=4+4"]]))
    assert roster.persons[0].scores == {"ND1": None}
    assert [(p.code, p.value) for p in roster.problems] == [("formula_without_value", "=4+4")]


def test_hidden_and_headless_sheets_are_told_not_read():
    _, book = workbook(
        ("A", [["Mã", "Họ tên"], ["1", "An"]]), ("B", [["Mã", "Họ tên"], ["2", "Bình"]]), ("C", [["ghi nhớ"]])
    )
    book["B"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    roster = read_roster("a.xlsx", out.getvalue())
    assert [p.id for p in roster.persons] == ["1"]
    assert [(p.code, p.sheet) for p in roster.problems] == [("hidden_sheet", "B"), ("no_heading", "C")]


def test_doubled_ids_are_kept_and_told():
    roster = csv("Mã;Họ tên\n1;An\n1;Bình\n")
    assert [p.name for p in roster.persons] == ["An", "Bình"]
    (problem,) = roster.problems
    assert (problem.code, problem.row, problem.value) == ("duplicate_id", 3, "1")
    assert "dòng 2 (An)" in problem.message


def test_doubled_and_unknown_columns_are_told():
    roster = csv("Mã;Họ tên;Mô đun 4;Module 04;Màu ưa thích\n1;An;Đạt;Không đạt;đỏ\n")
    assert roster.persons[0].modules == {"4": Mark(True)}
    assert codes(roster) == ["duplicate_column", "unknown_column"]


def test_sums_and_signatures_are_no_persons_but_a_nameless_row_is_one():
    roster = csv(
        "STT;Mã;Họ tên;Đơn vị;Mô đun 4\n1;a;An;Trường TH Đồi;Đạt\n2;;;Trường TH Đồi;Đạt\n;;Tổng cộng: 2;;\n;;;Người lập bảng;\n"
    )
    assert [p.id for p in roster.persons] == ["a", "dòng-3"]
    assert codes(roster) == ["missing_id", "no_person", "no_person"]


@pytest.mark.parametrize(("others", "answer"), [("x", False), ("không", None)])
def test_a_blank_flag_is_a_no_in_a_column_of_marks_and_open_where_no_is_written(others, answer):
    roster = csv(f"Mã;Họ tên;Sắp nghỉ hưu\n1;An;\n2;Bình;{others}\n")
    assert roster.persons[0].flags == {"sắp nghỉ hưu": answer}


def test_remarks_tell_flags_but_never_a_no():
    roster = csv("Mã;Họ tên;Ghi chú\n1;An;nghỉ thai sản từ tháng 3\n2;Bình;không nghỉ thai sản\n3;Chi;\n")
    assert [p.flags for p in roster.persons] == [{"nghỉ thai sản": True}, {}, {}]


def test_registered_modules_share_their_family():
    assert csv("Mã;Họ tên;Mô đun đăng ký\n1;An;THPT 17, 19 và 20\n").persons[0].registered == (
        "THPT 17",
        "THPT 19",
        "THPT 20",
    )


def test_a_condition_in_words_of_its_own_may_be_a_column():
    roster = read_roster(
        "a.csv", "Mã;Họ tên;Nộp bài thu hoạch đúng hạn\n1;An;có\n".encode(), asked=["nộp bài thu hoạch đúng hạn"]
    )
    assert roster.persons[0].flags == {"nộp bài thu hoạch đúng hạn": True}


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.csv", b"", "rỗng"), ("a.xls", b"\xd0\xcf\x11\xe0....", "lưu thành xlsx"), ("a.xlsx", b"PK\x03\x04 broken", "hỏng"),
        ("a.csv", "chỉ là một câu\nvà câu nữa\n".encode(), "dòng tiêu đề"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_roster_says_what_to_do(name, data, told):
    with pytest.raises(UnreadableRoster, match=told):
        read_roster(name, data)


def test_a_unit_written_in_capitals_is_the_same_unit():
    roster = csv("Mã;Họ tên;Đơn vị\n1;An;Trường TH Hòa Bình\n2;Bình;TRƯỜNG TH  HÒA BÌNH\n3;Chi;Trường TH Hoa Bình\n")
    assert [p.unit for p in roster.persons] == ["Trường TH Hòa Bình", "Trường TH Hòa Bình", "Trường TH Hoa Bình"]
