import io
import shutil

import pytest
from PIL import Image

from extract import image
from extract.ocr import cache, choose, tesseract
from extract.ocr.page import Seen
from extract.ocr.words import found
from extract.pdf_rules import Drawn
from extract.source import Damaged, Empty, MissingProgram, Source
from schemas.document import Document, Method, Page, Paragraph, Problem
from schemas.document import Line as PrintedLine
from tests.extract.ocr_pages import drawn, tokens

needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
WORDS = [(150, 300, "Ban hanh kem theo Thong bao"), (150, 400, "trong nam hoc moi")]


def file(*pictures: Image.Image, kind: str = "PNG", **options) -> bytes:
    out = io.BytesIO()
    pictures[0].save(
        out, kind, **({"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}), **options
    )
    return out.getvalue()


def picture(mode: str = "L") -> Image.Image:
    return Image.fromarray(drawn(WORDS, size=44).pixels).convert(mode)


def readable(monkeypatch, text: str = "Trường Tiểu học Hàm An thông báo"):
    monkeypatch.setenv("CONGVAN_CACHE", "off")
    monkeypatch.setattr(tesseract, "program", lambda: "tesseract")

    def kept(sha256, number, picture, **_):
        given = picture()
        return Seen(595, 842, given.dpi, found(tokens((60, 100, text)), given), Drawn())

    monkeypatch.setattr(cache, "kept", kept)


@needs_tesseract
@pytest.mark.parametrize(("mode", "kind"), [("L", "PNG"), ("RGB", "JPEG"), ("1", "TIFF"), ("RGBA", "PNG")])
def test_a_picture_is_read(monkeypatch, mode, kind):
    monkeypatch.setenv("CONGVAN_CACHE", "off")
    document = image.read(Source(f"a.{kind.lower()}", file(picture(mode), kind=kind)))
    (page,) = document.pages
    assert page.method is Method.OCR
    assert "hoc" in " ".join(b.text for b in page.blocks) or "học" in " ".join(b.text for b in page.blocks)
    assert page.width == pytest.approx(595, abs=6)  # no resolution stated: A4
    assert page.quality > 0.5


def test_every_frame_is_a_page(monkeypatch):
    readable(monkeypatch)
    document = image.read(Source("a.tif", file(picture("1"), picture("1"), kind="TIFF", dpi=(200, 200))))
    assert [p.number for p in document.pages] == [1, 2]
    assert document.media_type == "image/tiff"


@pytest.mark.parametrize(
    ("data", "error"), [(b"", Empty), (b"\x89PNG\r\n\x1a\nxx", Damaged), (file(picture())[:900], Damaged)]
)
def test_what_is_no_picture_is_refused(monkeypatch, data, error):
    readable(monkeypatch)
    with pytest.raises(error):
        image.read(Source("a.png", data))


def test_a_page_that_cannot_be_read_costs_itself_alone(monkeypatch):
    readable(monkeypatch)
    asked = []

    def kept(sha256, number, picture, **_):
        given = picture()
        asked.append(given)
        if len(asked) == 1:
            raise tesseract.TooSlow("60 s")
        return Seen(595, 842, 72, found(tokens((60, 100, "Thông báo")), given), Drawn())

    monkeypatch.setattr(cache, "kept", kept)
    document = image.read(Source("a.tif", file(picture("1"), picture("1"), kind="TIFF")))
    assert [bool(p.blocks) for p in document.pages] == [False, True]
    assert [(p.code, p.page) for p in document.problems] == [("unreadable_page", 1)]


def scanned(pages: int = 2) -> Source:
    out = io.BytesIO()
    first, *rest = [picture() for _ in range(pages)]
    first.save(out, "PDF", resolution=200, save_all=True, append_images=rest)
    return Source("a.pdf", out.getvalue())


def layer(*texts: str, problems=()) -> Document:
    pages = tuple(
        Page(i, (Paragraph((PrintedLine(t),)),) if t else (), 595, 842, Method.TEXT_LAYER, 0.9 if t else 0.0)
        for i, t in enumerate(texts, start=1)
    )
    return Document("a.pdf", "0", choose.PDF, pages, problems=tuple(problems))


GOOD = "Căn cứ Kế hoạch của Sở, nhà trường đề nghị các tổ chuyên môn thực hiện tốt những nhiệm vụ sau đây"
LOST = "Can ct Ke hoach cua So, nha truong de nghi cac to chuyen mon thuc hien tot nhung nhiem vu sau day"


def test_each_page_takes_the_better_text(monkeypatch):
    readable(monkeypatch, GOOD)
    told = [Problem("no_text_layer", "…", 1), Problem("low_quality_text", "…", 2), Problem("other", "…", 2)]
    document = choose.complete(layer("", LOST, GOOD, problems=told), scanned(3))
    assert [p.method for p in document.pages] == [Method.OCR, Method.OCR, Method.TEXT_LAYER]
    assert [p.code for p in document.problems] == ["other"]
    assert "OCR" in document.pages[0].why


def test_a_worse_reading_does_not_replace_the_layer(monkeypatch):
    readable(monkeypatch, "Cn c K hch s")
    document = choose.complete(layer("Căn cứ Ke hoach, nhà truong đề nghi các to chuyen môn thuc hien"), scanned(1))
    assert document.pages[0].method is Method.TEXT_LAYER


def test_modes(monkeypatch):
    readable(monkeypatch, GOOD)
    before = layer("", GOOD)
    assert choose.complete(before, scanned(), mode="never") is before
    forced = choose.complete(layer("", LOST), scanned(), mode="force")
    assert {p.method for p in forced.pages} == {Method.OCR}


def test_without_tesseract_good_pages_remain(monkeypatch):
    def missing():
        raise MissingProgram("Hãy cài Tesseract")

    monkeypatch.setattr(tesseract, "program", missing)
    document = choose.complete(layer("", GOOD), scanned())
    assert [(p.code, p.page) for p in document.problems] == [("missing_program", 1)]
    with pytest.raises(MissingProgram):
        choose.complete(layer("", ""), scanned())


def test_a_page_whose_picture_fails_keeps_its_layer(monkeypatch):
    readable(monkeypatch)

    def kept(sha256, number, picture, **_):
        picture()
        raise tesseract.Failed("no")

    monkeypatch.setattr(cache, "kept", kept)
    document = choose.complete(layer("", GOOD), scanned())
    assert not document.pages[0].blocks
    assert [(p.code, p.page) for p in document.problems] == [("unreadable_page", 1)]


HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
BLANK, FULL = "Số:   /KH-SGDĐT", "Số: 12/KH-SGDĐT Hà Nam, ngày 04 tháng 4 năm 2031"


def test_a_letterhead_without_number_or_day_is_read_from_its_picture(monkeypatch):
    readable(monkeypatch, GOOD)
    document = choose.complete(layer(f"{HEAD}\n{BLANK}\n{GOOD}", f"{HEAD}\n{FULL}\n{GOOD}", GOOD), scanned(3))
    assert [p.method for p in document.pages] == [Method.OCR, Method.TEXT_LAYER, Method.TEXT_LAYER]
    assert "số hoặc ngày" in document.pages[0].why


def test_a_letterhead_whose_picture_reads_far_worse_keeps_its_layer(monkeypatch):
    readable(monkeypatch, "Cn c K hch s")
    document = choose.complete(layer(f"{HEAD}\n{BLANK}\n{GOOD}"), scanned(1))
    assert document.pages[0].method is Method.TEXT_LAYER
