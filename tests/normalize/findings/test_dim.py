from normalize.parse import parse
from schemas.document import Document, Line, Method, Page, Paragraph
from tests.normalize.parts import HEAD, TAIL


def scanned(*lines: tuple[str, float], method: Method = Method.OCR):
    body = [*((text, 0.95) for text in HEAD.split("\n")), *lines, *((text, 0.95) for text in TAIL.split("\n"))]
    blocks = tuple(
        Paragraph((Line(text, (70.0, 20.0 * at, 500.0, 20.0 * at + 14), confidence=sure),))
        for at, (text, sure) in enumerate(body)
    )
    page = Page(1, blocks, 595, 842, method, 0.9)
    (plan,) = parse(Document("quét.pdf", "0" * 64, "application/pdf", (page,)))
    return [found for found in plan.findings if found.code == "low_quality_text"]


def test_the_line_read_least_surely_is_shown_with_its_place():
    (found,) = scanned(("Các trường nộp báo cáo về Sở.", 0.94), ("trườug nộq bao cao vê Sớ đúuq hạn", 0.55))
    assert "Trang 1" in found.message
    assert found.evidence[0].text.startswith("trườug nộq")
    assert found.evidence[0].page == 1
    assert found.evidence[0].bbox is not None
    assert found.evidence[0].confidence < 0.8


def test_lines_that_follow_each_other_are_one_place_and_a_page_shows_three():
    (one,) = scanned(("một chỗ đọc chưa chắc", 0.5), ("chỗ ngay dưới cũng thế", 0.6))
    assert len(one.evidence) == 1
    apart = [
        (text, sure) for n in range(6) for text, sure in ((f"dòng mờ thứ {n} ở đây", 0.5), (f"Dòng rõ thứ {n}.", 0.95))
    ]
    (told,) = scanned(*apart)
    assert len(told.evidence) == 3 and "3 chỗ" in told.message


def test_clean_print_specks_and_text_layers_are_not_told_of():
    assert not scanned(("Các trường nộp báo cáo về Sở.", 0.94), ("ab 1", 0.2))
    assert not scanned(("dòng này không phải ảnh quét", 0.5), method=Method.TEXT_LAYER)
