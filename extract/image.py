"""Reader of page pictures: png, jpg, tiff with any number of pages. Every picture is a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.pdf_flow import Draft, flow
from extract.quality import Quality
from extract.source import Damaged, Empty, Source, TooLarge
from schemas.document import Document, Method, Problem

if TYPE_CHECKING:
    from PIL import Image

    from extract.ocr.clean import Picture

MEDIA_TYPES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jfif": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
_MOST_PIXELS = 120_000_000  # a page: A3 at 600 dots an inch
_MOST_PAGES = 500
_A4 = 8.27, 11.69  # inches
_LEAST_DPI, _MOST_DPI = 100, 650  # what a file states beyond these is a screen's resolution or nonsense


def read(source: Source) -> Document:
    """Read every picture of `source` as a page.

    Raises `Empty`, `Damaged`, `TooLarge`, or `MissingProgram` where OCR is not installed.
    """
    if not source.data:
        raise Empty("Tệp rỗng. Hãy quét hoặc tải lại tệp.")
    from extract.ocr.mended import mended
    from extract.ocr.tesseract import program

    program()
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for number, picture in enumerate(_pictures(source), start=1):
        made = _read_page(source, picture, number)
        if isinstance(made, Problem):
            problems.append(made)
            made = Draft(number, quality=Quality(0.0, made.message))
        drafts.append(made)
    pages = tuple(replace(page, method=Method.OCR) for page in flow(mended(drafts)))
    media_type = MEDIA_TYPES.get(source.suffix, "image/png")
    return Document(source.name, source.sha256, media_type, pages, problems=tuple(problems))


def _read_page(source: Source, picture: Picture, number: int) -> Draft | Problem:
    from extract.ocr.cache import kept
    from extract.ocr.handwriting import hand_on
    from extract.ocr.layout import draft
    from extract.ocr.slot_pictures import from_picture
    from extract.ocr.tesseract import Failed, TooSlow

    try:
        seen = kept(source.sha256, number, lambda: picture)
    except TooSlow as error:
        return Problem("unreadable_page", f"Trang {number}: đọc ảnh quá {error} nên bỏ qua.", number)
    except Failed as error:
        return Problem("unreadable_page", f"Trang {number}: không đọc được ảnh ({error}).", number)
    hand = hand_on(lambda: picture, seen.width, seen.height)
    made = draft(seen, number, f"ảnh; OCR {seen.dpi:.0f} dpi, độ tin {seen.words.quality:.2f}", hand=hand)
    made.annotations = from_picture(made.annotations, (seen.width, seen.height), picture)
    return made


def _pictures(source: Source) -> Iterator[Picture]:
    """The pictures of a file, upright as its camera says."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(source.data)) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file)):
                if number >= _MOST_PAGES:
                    raise TooLarge(f"Tệp ảnh có hơn {_MOST_PAGES} trang. Hãy tách tệp thành nhiều phần.")
                if frame.width * frame.height > _MOST_PIXELS:
                    raise TooLarge("Ảnh quá lớn. Hãy quét lại ở 300 dpi.")
                yield _picture(frame)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Damaged("Tệp ảnh hỏng hoặc tải chưa xong. Hãy quét hoặc tải lại tệp.") from error


def _picture(frame: Image.Image) -> Picture:
    import numpy as np
    from PIL import ImageOps

    from extract.ocr.clean import Picture

    stated = frame.info.get("dpi", (0, 0))[0]
    bilevel = frame.mode == "1"
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = _on_white(upright.convert("RGBA"))
    pixels = np.asarray(upright.convert("L" if upright.mode in ("1", "L", "I;16") else "RGB"))
    shorter, longer = sorted(upright.size)
    dpi = float(stated) if _LEAST_DPI <= stated <= _MOST_DPI else min(shorter / _A4[0], longer / _A4[1])
    return Picture(pixels, max(dpi, 50.0), bilevel)


def _on_white(picture: Image.Image) -> Image.Image:
    from PIL import Image

    page = Image.new("RGB", picture.size, "white")
    page.paste(picture, mask=picture.getchannel("A"))
    return page
