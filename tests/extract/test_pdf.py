"""PDF as a whole: text and places, pages that fail, files that cannot be read, memory and sameness."""

import dataclasses

import pypdfium2 as pdfium
import pytest

from extract import pdf as reader
from extract.pdf import read
from extract.source import Damaged, Empty, Encrypted, Source
from schemas.document import Method, Paragraph, Zone
from tests.extract.pdfs import INDENT, LEFT, RIGHT, STEP, Sheet, document, pdf, texts, width


def full(start: str, fill: str = " và") -> str:
    """`start` made as long as a full line from the left margin."""
    letters = int((RIGHT - LEFT) / 7)
    return (start + fill * 60)[:letters]


def source(data: bytes) -> Source:
    return Source("vb.pdf", data)


def test_text_with_places_and_type():
    found = document(Sheet().text(100, 200, "Điều khoản", 13, bold=True).text(100, 240, "thường", 12, italic=True))
    page = found.pages[0]
    first, second = (b.lines[0] for b in page.blocks if isinstance(b, Paragraph))
    assert (first.text, first.size, first.bold, first.italic) == ("Điều khoản", 13, True, False)
    assert first.box == pytest.approx((100.0, 188.4, 100 + width("Điều khoản", 13), 202.9), abs=0.6)
    assert (second.bold, second.italic) == (False, True)
    assert (page.number, page.width, page.height, page.method) == (1, 595.0, 842.0, Method.TEXT_LAYER)
    assert (found.media_type, found.paged, found.encoding) == ("application/pdf", True, "unicode")


def test_lines_in_any_order_of_drawing_are_read_from_top_to_bottom():
    sheet = Sheet().text(LEFT, 300, "Dòng ba.").text(LEFT, 260, "Dòng một.").text(LEFT, 280, "Dòng hai.")
    assert texts(document(sheet)) == ["Dòng một.", "Dòng hai.", "Dòng ba."]


def test_a_page_shown_turned_is_read_upright():
    sheet = Sheet(size=(842.0, 595.0), turns=1)
    for x, line in ((100, "Dòng một của trang xoay."), (140, "Dòng hai.")):  # runs up the sheet, which is turned
        code = line.encode("utf-16-be").hex()
        sheet.drawn.append(f"BT /F1 14 Tf 0 1 -1 0 {x} 50 Tm <{code}> Tj ET")
    found = document(sheet)
    assert texts(found) == ["Dòng một của trang xoay.", "Dòng hai."]
    assert (found.pages[0].width, found.pages[0].height) == (595.0, 842.0)


def test_text_off_the_page_and_slanting_watermarks_are_left_out():
    sheet = Sheet().text(LEFT, 200, "Trong trang.").text(LEFT, 900, "Ngoài trang.").text(700, 300, "Ngoài lề.")
    sheet.drawn.append(f"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{'SAO'.encode('utf-16-be').hex()}> Tj ET")
    assert texts(document(sheet)) == ["Trong trang."]


def test_words_drawn_twice_to_look_bold_come_once():
    sheet = Sheet().text(LEFT, 200, "QUYẾT ĐỊNH").text(LEFT + 0.4, 200, "QUYẾT ĐỊNH")
    for at, letter in enumerate("THÔNGBÁO"):
        sheet.text(LEFT + 7 * at, 240, letter).text(LEFT + 7 * at + 0.4, 240, letter)
    assert texts(document(sheet)) == ["QUYẾT ĐỊNH", "THÔNGBÁO"]


@pytest.mark.parametrize(
    ("drawn", "good"),
    [
        ("TRƢỞNG PHÒNG", "TRƯỞNG PHÒNG"),
        ("Tru\u031bo\u031b\u0300ng học", "Trường học"),
        ("hiê\u0323u lực", "hiệu lực"),
        ("nghỉ\u200b hè", "nghỉ hè"),
    ],
)
def test_letters_that_the_file_encodes_wrongly_are_put_right(drawn, good):
    (paragraph,) = document(Sheet().text(LEFT, 200, drawn)).pages[0].blocks
    assert paragraph.text == good
    assert paragraph.lines[0].raw == drawn


def test_letters_are_judged_word_by_word():
    sheet = Sheet().text(LEFT, 200, "Ðiều lệ").text(LEFT, 240, "TRƢỞNG PHÒNG")
    assert texts(document(sheet))[1] == "TRƯỞNG PHÒNG"


def test_a_footnote_sign_is_no_figure_of_the_number_before_it():
    sheet = (
        Sheet()
        .text(LEFT, 200, "trước ngày 20/5/2021")
        .text(LEFT + 20 * 7, 195, "3", 8)
        .text(LEFT + 150, 200, "thì nộp.")
    )
    assert texts(document(sheet)) == ["trước ngày 20/5/2021³ thì nộp."]


def test_paragraphs_over_a_page_break_are_whole_on_their_first_page():
    one, two = Sheet(), Sheet()
    one.lines(200, ">Thứ nhất. " + full("")[:55], full("các đơn vị"), full("báo cáo"))
    one.centred(300, 800, "1")
    two.centred(300, 40, "2")
    two.lines(80, "Sở trước ngày 01 tháng 9.", ">Thứ hai. " + full("")[:55], "hết.")
    first, second = document(one, two).pages
    whole = next(b for b in first.blocks if b.zone is Zone.BODY)
    assert whole.text.endswith("Sở trước ngày 01 tháng 9.")
    assert [line.page for line in whole.lines] == [None, None, None, 2]
    assert [b.text[:8] for b in second.blocks if b.zone is Zone.BODY] == ["Thứ hai."]


def test_a_number_cut_by_a_page_break_is_put_together():
    one, two = Sheet(), Sheet()
    y = one.lines(200, full(""), full(""))
    one.text(RIGHT - width("theo số 27/KH-"), y, "theo số 27/KH-")
    two.lines(80, "UBND thì làm.", full(""), full(""))
    assert "27/KH-UBND thì làm." in texts(document(one, two))[0]


def test_furniture_is_marked_and_footnotes_too():
    sheets = []
    for number in range(1, 4):
        sheet = Sheet().centred(300, 30, str(number)).text(LEFT, 820, "Lưu hành nội bộ", 9)
        sheet.lines(100, *(f">Nội dung số {number}.{i} của văn bản." for i in range(9)))
        sheets.append(sheet)
    sheets[0].text(LEFT, 740, "1 Xem Quy chế làm việc.", 10)
    found = document(*sheets)
    assert texts(found, Zone.HEADER) == ["1", "2", "3"]
    assert texts(found, Zone.FOOTER) == ["Lưu hành nội bộ"] * 3
    assert texts(found, Zone.FOOTNOTE) == ["1 Xem Quy chế làm việc."]


@pytest.mark.parametrize("data", [b"", b"  "])
def test_nothing_to_read(data):
    with pytest.raises((Empty, Damaged)):
        read(source(data))


def test_pages_without_anything_are_an_empty_file():
    with pytest.raises(Empty, match="không có chữ"):
        read(source(pdf(Sheet(), Sheet())))


@pytest.mark.parametrize(
    "data", [b"not a pdf at all", b"%PDF-1.7\n1 0 obj\n<<", pdf(Sheet().text(90, 90, "Chữ"))[:200]]
)
def test_damaged(data):
    with pytest.raises(Damaged, match="bị hỏng"):
        read(source(data))


def test_encrypted():
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Root" % (
        b"11" * 32,
        b"22" * 32,
    )
    data = pdf(Sheet().text(90, 90, "Chữ")).replace(b"/Root", lock)
    with pytest.raises(Encrypted, match="mật khẩu"):
        read(source(data))


def test_a_bad_page_costs_itself_alone(monkeypatch):
    good = reader.read_page

    def fails_on_the_second(opened, index):
        if index == 1:
            raise pdfium.PdfiumError("broken")
        return good(opened, index)

    monkeypatch.setattr(reader, "read_page", fails_on_the_second)
    found = document(*(Sheet().text(LEFT, 200, f"Trang {n} của tệp.") for n in (1, 2, 3)))
    assert texts(found) == ["Trang 1 của tệp.", "Trang 3 của tệp."]
    assert [(p.code, p.page) for p in found.problems] == [("unreadable_page", 2)]
    assert (found.pages[1].blocks, found.pages[1].quality) == ((), 0.0)


def test_a_page_that_is_a_picture_says_so():
    sheet = Sheet().picture(0, 0, 595, 842)
    found = document(Sheet().text(LEFT, 200, "Có chữ."), sheet)
    assert [(p.code, p.page) for p in found.problems] == [("no_text_layer", 2)]
    assert found.pages[1].quality == 0.0
    assert "ảnh" in found.pages[1].why


def test_a_hidden_layer_under_a_picture_is_read_and_said():
    sheet = Sheet().picture(0, 0, 595, 842)
    sheet.text(LEFT, 200, "Can cu Thong tu so 12 cua Bo truong Bo Giao duc va Dao tao ve viec ban hanh", hidden=True)
    sheet.text(LEFT, 220, "chuong trinh boi duong thuong xuyen giao vien co so giao duc pho thong nam hoc", hidden=True)
    sheet.text(LEFT, 240, "nay cua cac don vi truc thuoc So Giao duc va Dao tao trong tinh", hidden=True)
    found = document(sheet)
    assert [p.code for p in found.problems] == ["low_quality_text"]
    assert texts(found)[0].startswith("Can cu Thong tu")


def test_hidden_words_on_a_page_that_is_no_picture_are_not_read():
    sheet = Sheet().text(LEFT, 200, "Chữ nhìn thấy.").text(LEFT, 240, "Chữ ẩn.", hidden=True)
    assert texts(document(sheet)) == ["Chữ nhìn thấy."]


def test_long_files_are_opened_anew_without_a_seam(monkeypatch):
    monkeypatch.setattr(reader, "_AT_ONCE", 2)
    found = document(*(Sheet().text(LEFT, 200, f"Trang {n}.") for n in range(1, 6)))
    assert [page.number for page in found.pages] == [1, 2, 3, 4, 5]
    assert texts(found) == [f"Trang {n}." for n in range(1, 6)]


def test_every_page_and_text_page_is_closed(monkeypatch):
    closed = []
    close = pdfium.PdfPage.close

    def count(page, *arguments, **keys):
        closed.append(page)
        return close(page, *arguments, **keys)

    monkeypatch.setattr(pdfium.PdfPage, "close", count)
    stamped = Sheet().text(LEFT, 200, "Số:").lay("Stamp", (200, 190, 240, 204), "12")
    document(Sheet().text(LEFT, 200, "Chữ."), stamped)
    assert len(closed) >= 4  # the stamped page is loaded three times


def test_the_same_bytes_give_the_same_document():
    sheet = Sheet().text(INDENT, 200, full("Các đơn vị")).text(LEFT, 200 + STEP, "thực hiện.")
    data = pdf(sheet)
    assert dataclasses.asdict(read(source(data))) == dataclasses.asdict(read(source(data)))


@pytest.mark.parametrize("name", ["001", "003", "010", "046", "083", "100"])
def test_real_dispatches_come_whole(shared, name):
    """No page is lost, none is of low quality, hardly a paragraph begins with a small letter."""
    (path,) = (shared / "dispatches").glob(f"{name}_*.pdf")
    found = read(Source.open(path))
    assert found.problems == ()
    assert min(page.quality for page in found.pages) > 0.9
    body = [b for p in found.pages for b in p.blocks if isinstance(b, Paragraph) and b.zone is Zone.BODY]
    cut = [b.text for b in body if b.column is None and b.text[0].islower() and b.text[1] not in ").ềeúí"]
    assert len(cut) <= 3
