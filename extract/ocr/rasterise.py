"""A PDF page's picture, at the resolution that its own images have: more costs time and shows nothing more."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from extract.ocr.clean import Picture

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from extract.ocr.clean import Pixels

MOST_DPI = 300.0
_VECTOR_DPI = 200.0  # print drawn as outlines, or with fonts whose letters have no names
_WHOLE_PAGE = 0.7  # of the page's area: an image that covers more than this is the page
_MOST_PIXELS = 40_000_000
PDFIUM = threading.Lock()  # pdfium is not safe for threads


def scan(page: pdfium.PdfPage) -> tuple[float, bool] | None:
    """Resolution (dots an inch) and whether it is 1-bit, of the image that is the page; None where none covers it."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    covered, best, bits = 0.0, 0.0, 1
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            left, bottom, right, top = item.get_bounds()
            meta = item.get_metadata()
        except Exception:  # an image that pdfium can't measure is none that it can draw
            continue
        wide, high = min(right, width) - max(left, 0), min(top, height) - max(bottom, 0)
        if wide <= 0 or high <= 0:
            continue
        covered += wide * high
        if wide * high > 0.05 * width * height:
            longer, shorter = max(meta.width, meta.height), min(meta.width, meta.height)
            best = max(best, 72 * min(longer / max(wide, high), shorter / min(wide, high)))
            bits = max(bits, meta.bits_per_pixel)
    if covered < _WHOLE_PAGE * width * height or best <= 0:
        return None
    return best, bits == 1


def page_picture(page: pdfium.PdfPage, *, annotations: bool = True) -> Picture:
    """The whole page in colour, as it is shown, stamps and form fields drawn."""
    found = scan(page)
    dpi, bilevel = (min(found[0], MOST_DPI), found[1]) if found else (_VECTOR_DPI, False)
    width, height = page.get_size()
    dpi = min(dpi, 72 * (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    return Picture(render(page, dpi, annotations=annotations), dpi, bilevel)


def render(
    page: pdfium.PdfPage, dpi: float, *, annotations: bool, crop: tuple[float, float, float, float] | None = None
) -> Pixels:
    """Pixels (height, width, 3) of the page, or of `crop`: points cut off left, bottom, right and top."""
    bitmap = page.render(scale=dpi / 72, crop=crop or (0, 0, 0, 0), may_draw_forms=annotations, draw_annots=annotations)
    pixels: Pixels = bitmap.to_numpy()
    return pixels[..., 2::-1].copy() if pixels.ndim == 3 else pixels.copy()  # pdfium gives blue first
