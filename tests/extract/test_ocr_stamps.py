import shutil
import zlib
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from extract.ocr.layout import draft
from extract.ocr.page import Seen
from extract.ocr.rasterise import page_picture, scan
from extract.ocr.stamps import is_unread, read_stamps
from extract.ocr.words import found
from extract.pdf_flow import flow
from extract.pdf_rules import Drawn
from schemas.document import Annotation
from tests.extract.ocr_pages import drawn, paper, tokens

needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
BOX = (130.0, 100.0, 170.0, 120.0)  # points from the top left
HEIGHT = 842.0


def image(pixels) -> bytes:
    data = zlib.compress(pixels.tobytes())
    high, wide = pixels.shape
    keys = f"/Type /XObject /Subtype /Image /Width {wide} /Height {high} /ColorSpace /DeviceGray /BitsPerComponent 8"
    return f"<< {keys} /Filter /FlateDecode /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def stream(content: str, keys: str = "") -> bytes:
    return f"<< {keys} /Length {len(content)} >>\nstream\n{content}\nendstream".encode()


def file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


@pytest.fixture
def stamped() -> pdfium.PdfDocument:
    """A scanned page with a picture of «2858» stamped as an annotation over it."""
    wide, high = BOX[2] - BOX[0], BOX[3] - BOX[1]
    rect = f"[{BOX[0]} {HEIGHT - BOX[3]} {BOX[2]} {HEIGHT - BOX[1]}]"
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595.4 842] /Contents 4 0 R /Annots [6 0 R]"
    return pdfium.PdfDocument(
        file(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
                f"<< {page} /Resources << /XObject << /Im 5 0 R >> >> >>".encode(),
                stream("q 595.4 0 0 842 0 0 cm /Im Do Q"),
                image(drawn([(100, 900, "Thong bao ve viec")]).pixels),
                f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect {rect} /AP << /N 7 0 R >> >>".encode(),
                stream(
                    f"q {wide} 0 0 {high} 0 0 cm /Im Do Q",
                    f"/Type /XObject /Subtype /Form /BBox [0 0 {wide} {high}] /Resources << /XObject << /Im 8 0 R >> >>",
                ),
                image(drawn([(8, 4, "2858")], size=64, width=160, height=80).pixels),
            ]
        )
    )


@needs_tesseract
def test_a_number_stamped_as_a_picture_is_read(stamped):
    seal = Annotation("signature", 1, (350.0, 500.0, 480.0, 590.0))
    known = Annotation("stamp", 1, (300.0, 100.0, 320.0, 112.0), "07")
    read = read_stamps(stamped[0], [seal, Annotation("stamp", 1, BOX), known], HEIGHT)
    assert [a.text for a in read] == [None, "2858", "07"]


@pytest.mark.parametrize(
    ("kind", "box", "text", "unread"),
    [
        ("stamp", BOX, None, True),
        ("stamp", BOX, "12", False),
        ("highlight", BOX, None, False),
        ("stamp", None, None, False),
        ("signature", (130.0, 600.0, 170.0, 620.0), None, False),
        ("signature", (100.0, 100.0, 240.0, 220.0), None, False),
    ],
)
def test_small_pictures_in_the_letterhead_may_be_numbers(kind, box, text, unread):
    assert is_unread(Annotation(kind, 1, box, text), HEIGHT) is unread


def test_a_scan_tells_its_resolution(stamped):
    assert scan(stamped[0]) == (pytest.approx(200, abs=1), False)
    picture = page_picture(stamped[0])
    assert picture.dpi == pytest.approx(200, abs=1)
    assert picture.size == pytest.approx((1654, 2339), abs=2)
    empty = pdfium.PdfDocument.new()
    assert scan(empty.new_page(595, 842)) is None


def test_stamped_words_fill_the_gap_of_their_line():
    number, symbol = tokens((60, 115, "Số: /QĐ-UBND"))
    words = [number, replace(symbol, left=130, right=190)]
    seen = Seen(595, 842, 200, found(words, paper(595, 842, 72)), Drawn())
    note = Annotation("signature", 1, (100.0, 101.0, 125.0, 118.0), "2858")
    (page,) = flow([draft(seen, 1, "", [note])])
    assert [b.text for b in page.blocks] == ["Số: 2858 /QĐ-UBND"]
    assert not page.annotations
