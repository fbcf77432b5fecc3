"""Pictures and words of invented pages for the OCR tests."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extract.ocr.clean import Picture
from extract.ocr.tesseract import Token


def paper(width: int = 1654, height: int = 2339, dpi: float = 200) -> Picture:
    return Picture(np.full((height, width), 255, dtype=np.uint8), dpi)


def drawn(
    texts, *, size: int = 40, width: int = 1654, height: int = 2339, mode: str = "L", dpi: float = 200
) -> Picture:
    """A page with `texts`: (x, y, text) in pixels, in the one font that Pillow always has (ASCII letters)."""
    page = Image.new(mode, (width, height), "white")
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size)
    for x, y, text in texts:
        pen.text((x, y), text, fill="black", font=font)
    return Picture(np.asarray(page).copy(), dpi)


def tokens(*lines, dpi: float = 72.0, sure: float = 0.96):
    """Tokens of lines (x, baseline, text[, confidence]) set in 14 points, a letter 7 points wide."""
    made = []
    for number, (x, base, text, *rest) in enumerate(lines):
        confidence = rest[0] if rest else sure
        for word in text.split(" "):
            wide = 7 * len(word)
            made.append(Token(word, x, base - 9, x + wide, base, confidence, (1, 1, number)))
            x += wide + 4
    return made
