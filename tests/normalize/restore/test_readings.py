"""Pages read by OCR: what their lines keep after repair, and which pages are left as read."""

from dataclasses import replace

from normalize.parse import parse
from normalize.restore import repair_readings
from schemas.document import Document, Line, Method, Page, Paragraph, Word

ROWS = (
    "Phòng Giáo dục và Đào tạo yêu câu các trường tô chức thực hiện",
    "nghiêm túc kê hoạch này trước ngày 05/6/2031.",
)
BOX = (50.0, 60.0, 500.0, 74.0)


def line(text, sure=0.95):
    words = tuple(Word(word, BOX, sure) for word in text.split())
    return Line(text, box=BOX, words=words, confidence=sure)


def page(*rows, number=1, method=Method.OCR):
    return Page(number, (Paragraph(tuple(line(row) for row in rows)),), method=method, why="OCR 300 dpi")


def document(*pages):
    return Document("a.pdf", "0" * 64, "application/pdf", pages)


def test_a_repaired_line_keeps_its_place_and_what_was_read():
    before = document(page(*ROWS))
    first, second = repair_readings(before).pages[0].blocks[0].lines
    assert first.text == "Phòng Giáo dục và Đào tạo yêu cầu các trường tổ chức thực hiện"
    assert (first.raw, first.box, first.words) == (ROWS[0], BOX, before.pages[0].blocks[0].lines[0].words)
    assert 0.85 < first.confidence <= 0.95
    assert second.text == "nghiêm túc kế hoạch này trước ngày 05/6/2031."
    assert repair_readings(before).pages[0].why == "OCR 300 dpi; đã sửa 3 chữ đọc sai"


def test_only_pages_read_from_pictures_are_repaired():
    layer = document(page(*ROWS, method=Method.TEXT_LAYER))
    assert repair_readings(layer) is layer


def test_a_page_without_slips_and_one_beyond_help_are_left_as_read():
    good = page("Phòng Giáo dục và Đào tạo yêu cầu các trường tổ chức thực hiện.")
    garbage = page("tố chúc thức hiến kê hoach đây mạnh yêu câu chât lương", number=2)
    foreign = page("The head of the district office shall do this and can bring an order.", number=3)
    before = document(good, garbage, foreign)
    assert repair_readings(before) is before


def test_decomposed_text_and_empty_pages_pass():
    odd = document(page("Phòng Giáo du\u0323c yêu câu các trường"), Page(2, (), method=Method.OCR))
    assert repair_readings(odd) is odd


def test_facts_are_found_in_the_repaired_text_and_evidence_keeps_the_raw():
    rows = ("UBND HUYỆN AN BÌNH", "KÉ HOẠCH", "Tô chức Hội thi", *ROWS)
    paragraphs = tuple(Paragraph((line(row),)) for row in rows)
    (plan,) = parse(document(replace(page(), blocks=paragraphs)))
    assert "KẾ HOẠCH\nTổ chức Hội thi" in plan.text.content
    assert not plan.text.restored
    told = [(evidence.text, evidence.raw, evidence.bbox) for evidence in plan.header.evidence]
    assert ("KẾ HOẠCH", "KÉ HOẠCH", BOX) in told
