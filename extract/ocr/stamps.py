"""Numbers and dates stamped onto a page as pictures: read from what each annotation alone draws.

Most signing programs stamp letters, which `extract.pdf_annotations` reads. Some stamp a picture of them. The page is
drawn with its annotations and without: what differs is the stamp by itself, with none of the print around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.ocr import cells
from extract.ocr.cells import Patch
from extract.ocr.clean import Picture, luminance
from extract.ocr.rasterise import PDFIUM, render
from extract.ocr.tesseract import BLOCK, Token, read
from schemas.document import Annotation, Box

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from extract.ocr.clean import Pixels

_DPI = 200.0
_HEADER = 0.45  # of the page's height: letterheads end above
_WIDEST, _HIGHEST = 190.0, 34.0  # points; what is larger is a seal or a signature
_KINDS = ("stamp", "signature", "widget", "freetext", "ink", "watermark")
_SURE = 0.8


def is_unread(annotation: Annotation, height: float) -> bool:
    """Whether the annotation may be a stamped number or date that has no letters; `height` is the page's, in points."""
    if annotation.text or annotation.box is None or annotation.kind not in _KINDS:
        return False
    x0, top, x1, bottom = annotation.box
    return bottom < _HEADER * height and 4 < x1 - x0 < _WIDEST and 4 < bottom - top < _HIGHEST


def read_stamps(
    page: pdfium.PdfPage, annotations: Sequence[Annotation], height: float, seconds: float = 20.0
) -> tuple[Annotation, ...]:
    """`annotations` of a page, those that are pictures of a number or date with the text that they show.

    What is not read surely stays without text. Raises what `tesseract.read` raises.
    """
    wanted = [a for a in annotations if is_unread(a, height)]
    if not wanted:
        return tuple(annotations)
    stamped = _difference(page)
    patches = [_patch(a.box, stamped) for a in wanted if a.box is not None]
    sheet = cells.sheet(stamped, patches)
    found: dict[int, list[Token]] = {}
    for token in sheet.on_page(read(sheet.picture, layout=BLOCK, seconds=seconds), 0):
        found.setdefault(token.line[0], []).append(token)
    texts = {id(a): _text(found.get(i, [])) for i, a in enumerate(wanted)}
    return tuple(replace(a, text=texts[id(a)]) if id(a) in texts else a for a in annotations)


def _difference(page: pdfium.PdfPage) -> Picture:
    """What the annotations draw, on white."""
    import numpy as np

    with PDFIUM:
        plain = luminance(render(page, _DPI, annotations=False)).astype(np.int16)
        stamped = luminance(render(page, _DPI, annotations=True)).astype(np.int16)
    drawn: Pixels = np.where(np.abs(stamped - plain) > 24, stamped, 255).astype(np.uint8)
    return Picture(drawn, _DPI)


def _patch(box: Box, page: Picture) -> Patch:
    points = page.dpi / 72
    x0, top, x1, bottom = (round(v * points) for v in box)
    return Patch(max(x0, 0), max(top, 0), min(x1, page.size[0]), min(bottom, page.size[1]))


def _text(tokens: Sequence[Token]) -> str | None:
    """The words of a stamp where all are sure and hold a figure."""
    text = " ".join(t.text for t in tokens)
    sure = min((t.confidence for t in tokens), default=0.0)
    return text if sure >= _SURE and any(c.isdigit() for c in text) else None
