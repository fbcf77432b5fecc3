"""One page's picture read whole: cleaned, reduced to the best size, recognised, laid out."""

from __future__ import annotations

from dataclasses import dataclass

from extract.ocr.clean import Picture, clean
from extract.ocr.layout import blocks
from extract.ocr.scale import to_best
from extract.ocr.tesseract import PAGE_SECONDS, read
from extract.ocr.words import found
from schemas.document import Block


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands on a page's picture: blocks in points of a page `width` × `height`, and how sure they are (0..1)."""

    blocks: tuple[Block, ...]
    width: float
    height: float
    quality: float
    dpi: float


def read_page(picture: Picture, *, seconds: float = PAGE_SECONDS) -> Reading:
    """Read a page's picture. Raises `tesseract.TooSlow`, `tesseract.Failed` or `extract.source.MissingProgram`."""
    cleaned = clean(picture)
    best = to_best(cleaned.picture)
    words = found(read(best, seconds=seconds), best, cleaned.slope)
    wide, high = picture.size
    width, height = wide * 72 / picture.dpi, high * 72 / picture.dpi
    return Reading(tuple(blocks(words, width, height)), width, height, words.quality, picture.dpi)
