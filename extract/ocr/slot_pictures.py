"""Pictures of the slots of number and date: what a clerk wrote by hand is shown beside what was read, or the blank."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.ocr.clean import luminance
from extract.ocr.layout import SLOTS
from extract.ocr.rasterise import PDFIUM, render
from schemas.document import Annotation, Box

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from extract.ocr.clean import Picture, Pixels

_DPI = 150.0
_AROUND, _ABOVE = 14.0, 7.0  # points shown beside and above the slot: handwriting leaves its box
_SAME = 1.0  # points by which the page as read and the page of the file may differ in size: a turned one differs more

Laid = tuple[Annotation, ...]
Size = tuple[float, float]  # points: width, height
Crop = Callable[[Box], "Pixels"]


def from_pdf(annotations: Laid, size: Size, source: pdfium.PdfPage) -> Laid:
    """`annotations` of a page read as `size` points, each slot with its picture.

    A page that was turned when it was read is another than the file's, and gets none.
    """
    width, height = source.get_size()

    def crop(box: Box) -> Pixels:
        x0, top, x1, bottom = box
        with PDFIUM:
            return render(source, _DPI, annotations=True, crop=(x0, height - bottom, width - x1, top))

    return _pictured(annotations, size, (width, height), crop)


def from_picture(annotations: Laid, size: Size, picture: Picture) -> Laid:
    """`annotations` of a page read from `picture` as `size` points, each slot with its picture."""
    scale = picture.dpi / 72
    high, wide = picture.pixels.shape[:2]

    def crop(box: Box) -> Pixels:
        x0, top, x1, bottom = (round(v * scale) for v in box)
        step = max(1, int(picture.dpi // _DPI))
        return picture.pixels[top:bottom:step, x0:x1:step]

    return _pictured(annotations, size, (wide / scale, high / scale), crop)


def _pictured(annotations: Laid, size: Size, whole: Size, crop: Crop) -> Laid:
    if any(abs(read - there) > _SAME for read, there in zip(size, whole, strict=True)):
        return annotations
    return tuple(
        replace(a, picture=_png(crop(_around(a.box, size)))) if a.kind in SLOTS.values() and a.box else a
        for a in annotations
    )


def _around(box: Box, size: Size) -> Box:
    x0, top, x1, bottom = box
    return (
        max(x0 - _AROUND, 0.0),
        max(top - _ABOVE, 0.0),
        min(x1 + _AROUND, size[0]),
        min(bottom + _ABOVE, size[1]),
    )


def _png(pixels: Pixels) -> bytes:
    """The slot in sixteen greys: some 2 KB."""
    from PIL import Image

    grey = luminance(pixels) if pixels.ndim == 3 else pixels
    out = io.BytesIO()
    Image.fromarray(grey).quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()
