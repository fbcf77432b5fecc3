"""The letterhead and the end, each side read whole."""

import pytest

from schemas.document import Paragraph
from tests.extract.pdfs import LEFT, Sheet, document


def columns(sheet: Sheet) -> tuple[list[str], list[str], list[str]]:
    """Lines on the left, on the right, and the body's paragraphs."""
    blocks = [b for b in document(sheet).pages[0].blocks if isinstance(b, Paragraph)]
    return tuple([b.text for b in blocks if b.column == side] for side in (0, 1, None))  # type: ignore[return-value]


def letterhead(sheet: Sheet, *, shift: float = 0.0, top: float = 60.0) -> Sheet:
    """A usual letterhead; `shift` is how far the right side stands lower than the left."""
    for i, line in enumerate(("UBND HUYỆN X", "PHÒNG Y", "Số: 12/PY")):
        sheet.centred(160, top + 17 * i, line, 12)
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "X, ngày 05 tháng 3 năm 2031")
    for i, line in enumerate(right):
        sheet.centred(420, top + shift + 17 * i, line, 10)
    return sheet


LEFT_HEAD = ["UBND HUYỆN X", "PHÒNG Y", "Số: 12/PY"]
RIGHT_HEAD = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "X, ngày 05 tháng 3 năm 2031"]


@pytest.mark.parametrize("shift", [0.0, 3.0, 8.0, -4.0])
def test_letterhead_whatever_the_heights_of_its_sides(shift):
    sheet = letterhead(Sheet(), shift=shift)
    sheet.centred(310, 150, "QUYẾT ĐỊNH", bold=True)
    assert columns(sheet) == (LEFT_HEAD, RIGHT_HEAD, ["QUYẾT ĐỊNH"])


def test_a_date_takes_the_year_that_had_no_room_on_its_line():
    sheet = Sheet()
    for i, line in enumerate(("UBND HUYỆN X", "PHÒNG Y", "Số: 12/PY")):
        sheet.centred(160, 60 + 17 * i, line, 12)
    for i, line in enumerate((*RIGHT_HEAD[:2], "Xã A, ngày 05 tháng 3 năm", "2031")):
        sheet.centred(420, 60 + 17 * i, line, 10)
    sheet.centred(310, 150, "QUYẾT ĐỊNH", bold=True)
    right = [*RIGHT_HEAD[:2], "Xã A, ngày 05 tháng 3 năm 2031"]
    assert columns(sheet) == (LEFT_HEAD, right, ["QUYẾT ĐỊNH"])


def test_each_printed_line_is_a_paragraph_and_the_left_side_comes_first():
    blocks = document(letterhead(Sheet())).pages[0].blocks
    assert [b.column for b in blocks if isinstance(b, Paragraph)] == [0, 0, 0, 1, 1, 1]
    assert all(isinstance(b, Paragraph) and len(b.lines) == 1 for b in blocks)


def test_the_subject_of_a_letter_belongs_to_the_left_side_and_the_address_to_the_body():
    sheet = letterhead(Sheet())
    sheet.centred(160, 120, "V/v báo cáo kết quả", 11).centred(160, 134, "công tác năm học", 11)
    sheet.centred(310, 170, "Kính gửi: Các trường trực thuộc.")
    left, right, body = columns(sheet)
    assert left == [*LEFT_HEAD, "V/v báo cáo kết quả", "công tác năm học"]
    assert (right, body) == (RIGHT_HEAD, ["Kính gửi: Các trường trực thuộc."])


def test_gaps_for_day_and_month_do_not_part_the_date():
    sheet = letterhead(Sheet(), top=60)
    sheet.drawn = [d for d in sheet.drawn if "ngày 05".encode("utf-16-be").hex() not in d]
    sheet.text(330, 97, "X, ngày", 10).text(410, 97, "tháng", 10).text(480, 97, "năm 2031", 10)
    assert columns(sheet)[1] == [*RIGHT_HEAD[:2], "X, ngày tháng năm 2031"]


def test_a_title_in_the_middle_of_a_form_is_no_column():
    sheet = Sheet().centred(310, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11)
    sheet.centred(310, 78, "Độc lập - Tự do - Hạnh phúc", 11).centred(310, 120, "ĐƠN XIN PHÉP")
    left, right, body = columns(sheet)
    assert (left, right, len(body)) == ([], [], 3)


def test_words_of_the_title_inside_a_sentence_are_text():
    sheet = Sheet()
    sheet.lines(200, ">Tổ chức Đảng Cộng sản Việt Nam trong trường học lãnh đạo nhà", "trường theo quy định.")
    assert columns(sheet)[2] == ["Tổ chức Đảng Cộng sản Việt Nam trong trường học lãnh đạo nhà trường theo quy định."]


def test_number_and_date_alone_make_a_letterhead():
    sheet = Sheet().centred(160, 60, "CÔNG TY X", 12).centred(160, 80, "Số: 12/TB-X", 12)
    sheet.centred(420, 80, "Y, ngày 05 tháng 3 năm 2031", 12)
    assert columns(sheet)[:2] == (["CÔNG TY X", "Số: 12/TB-X"], ["Y, ngày 05 tháng 3 năm 2031"])


def ending(sheet: Sheet, top: float = 400.0, shift: float = 0.0) -> Sheet:
    for i, line in enumerate(("Nơi nhận:", "- Như trên;", "- UBND huyện (để b/c);", "- Lưu: VT.")):
        sheet.text(LEFT, top + 14 * i, line, 11)
    for y, line in ((0, "KT. TRƯỞNG PHÒNG"), (18, "PHÓ TRƯỞNG PHÒNG"), (110, "Nguyễn Văn Mẫu")):
        sheet.centred(430, top + shift + y, line, 13, bold=True)
    return sheet


LEFT_END = ["Nơi nhận:", "- Như trên;", "- UBND huyện (để b/c);", "- Lưu: VT."]
RIGHT_END = ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Nguyễn Văn Mẫu"]


@pytest.mark.parametrize(("top", "shift"), [(400.0, 0.0), (120.0, -12.0), (600.0, 9.0)])
def test_recipients_and_signer_wherever_they_stand(top, shift):
    sheet = Sheet()
    sheet.lines(top - 60, ">Yêu cầu các đơn vị nghiêm túc thực hiện./.")
    left, right, body = columns(ending(sheet, top, shift))
    assert (left, right) == (LEFT_END, RIGHT_END)
    assert body == ["Yêu cầu các đơn vị nghiêm túc thực hiện./."]


def test_recipients_alone_and_a_signer_alone():
    sheet = Sheet()
    for i, line in enumerate(LEFT_END):
        sheet.text(LEFT, 300 + 14 * i, line, 11)
    assert columns(sheet)[:2] == (LEFT_END, [])
    sheet = Sheet().centred(430, 300, "HIỆU TRƯỞNG", bold=True).centred(430, 400, "Lê Thị Mẫu", bold=True)
    assert columns(sheet)[:2] == ([], ["HIỆU TRƯỞNG", "Lê Thị Mẫu"])


def test_what_a_stamp_leaves_beside_the_list_is_no_part_of_it():
    sheet = Sheet().text(LEFT, 100, "Nơi nhận:", 11).centred(430, 100, "GIÁM ĐỐC", 12)
    for i, (entry, left_over) in enumerate([("- Như trên;", ""), ("- Các phòng;", "x%"), ("- Lưu: VT.", "")]):
        sheet.text(LEFT, 114 + 14 * i, entry, 11)
        if left_over:
            sheet.text(330, 114 + 14 * i, left_over, 11)
    sheet.centred(430, 180, "Trần Văn Mẫu", 12)
    left, right, body = columns(sheet)
    assert left == ["Nơi nhận:", "- Như trên;", "- Các phòng;", "- Lưu: VT."]
    assert (right, body) == (["GIÁM ĐỐC", "x%", "Trần Văn Mẫu"], [])


def test_two_signers_side_by_side():
    sheet = Sheet()
    for x, lines in ((170, ("BÍ THƯ ĐOÀN", "Trần Văn Một")), (430, ("HIỆU TRƯỞNG", "Lê Thị Hai"))):
        sheet.centred(x, 300, lines[0], bold=True).centred(x, 390, lines[1], bold=True)
    assert columns(sheet)[:2] == (["BÍ THƯ ĐOÀN", "Trần Văn Một"], ["HIỆU TRƯỞNG", "Lê Thị Hai"])


def test_letterhead_body_and_end_of_two_dispatches_on_one_page():
    sheet = letterhead(Sheet(), top=40)
    sheet.lines(150, ">Nội dung thứ nhất.")
    ending(sheet, 190)
    letterhead(sheet, top=420)
    sheet.lines(540, ">Nội dung thứ hai.")
    left, right, body = columns(sheet)
    assert left == [*LEFT_HEAD, *LEFT_END, *LEFT_HEAD]
    assert right == [*RIGHT_HEAD, *RIGHT_END, *RIGHT_HEAD]
    assert body == ["Nội dung thứ nhất.", "Nội dung thứ hai."]


def test_a_heading_under_the_end_is_not_drawn_into_it():
    sheet = ending(Sheet(), 200)
    sheet.centred(310, 360, "PHỤ LỤC").centred(310, 380, "DANH SÁCH CÁC TRƯỜNG THAM GIA")
    assert columns(sheet)[2] == ["PHỤ LỤC", "DANH SÁCH CÁC TRƯỜNG THAM GIA"]


@pytest.mark.parametrize("name", ["001", "003", "010", "011", "013", "016", "017", "021", "022", "027", "088", "100"])
def test_real_letterheads(shared, name):
    """Both sides are there, each with its own: the number left, the date right."""
    from extract.pdf import read
    from extract.source import Source

    (path,) = (shared / "dispatches").glob(f"{name}_*.pdf")
    blocks = [b for b in read(Source.open(path)).pages[0].blocks if isinstance(b, Paragraph)]
    left = [b.text for b in blocks if b.column == 0]
    right = [b.text for b in blocks if b.column == 1]
    assert any(t.startswith("Số") for t in left) and not any(", ngày" in t for t in left)
    assert any("tháng" in t for t in right) and not any(t.startswith("Số") for t in right)
