import io

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from extract.ocr.clean import Picture
from extract.ocr.layout import SLOTS
from extract.ocr.slot_pictures import from_pdf, from_picture
from schemas.document import Annotation

SLOT = Annotation(SLOTS["number", False], 1, (100.0, 50.0, 140.0, 66.0))
OTHER = Annotation("stamp", 1, (10.0, 10.0, 50.0, 20.0), "12")


def page_with_ink() -> Picture:
    pixels = np.full((1100, 800), 255, dtype=np.uint8)
    pixels[160:170, 330:360] = 0  # at 200 dots an inch: 119-130 points across, 58-61 down
    return Picture(pixels, 200.0)


def decoded(annotation: Annotation) -> np.ndarray:
    assert annotation.picture is not None
    return np.asarray(Image.open(io.BytesIO(annotation.picture)).convert("L"))


def test_slot_of_a_picture_is_shown_with_a_little_around_it():
    picture = page_with_ink()
    size = (800 * 72 / 200, 1100 * 72 / 200)
    slot, other = from_picture((SLOT, OTHER), size, picture)
    shown = decoded(slot)
    high, wide = shown.shape
    assert 60 <= wide * 72 / 200 <= 80
    assert 28 <= high * 72 / 200 <= 34
    assert shown.min() < 64 < 200 < shown.max()
    assert other == OTHER


def test_same_picture_same_bytes():
    size = (288.0, 396.0)
    assert from_picture((SLOT,), size, page_with_ink()) == from_picture((SLOT,), size, page_with_ink())


def test_slot_of_a_pdf_page():
    file = pdfium.PdfDocument.new()
    page = file.new_page(300, 400)
    (slot,) = from_pdf((SLOT,), (300.0, 400.0), page)
    assert decoded(slot).min() > 200


def test_page_that_was_turned_when_read_gives_no_picture():
    file = pdfium.PdfDocument.new()
    page = file.new_page(300, 400)
    assert from_pdf((SLOT,), (400.0, 300.0), page) == (SLOT,)
