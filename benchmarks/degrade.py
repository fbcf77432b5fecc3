"""What printing, handling and scanning do to a page, in software; seeds are fixed, so that a run can be repeated."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from extract.ocr.clean import Picture

Page = Image.Image
_DPI = 300.0


def _at(page: Page, dpi: float) -> Page:
    factor = dpi / _DPI
    return page.resize((round(page.width * factor), round(page.height * factor)), Image.Resampling.LANCZOS)


def _turned(page: Page, degrees: float) -> Page:
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def _jpeg(page: Page, quality: int) -> Page:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def _salt(page: Page, share: float, random: np.random.Generator) -> Page:
    pixels = np.array(page)
    speck = random.random(pixels.shape[:2]) < share
    pixels[speck] = random.integers(0, 2, int(speck.sum()))[:, None] * 255
    return Image.fromarray(pixels)


def _stamp(page: Page) -> Page:
    """A round red seal over the text, as wide as a real one (36 mm)."""
    over = Image.new("RGBA", page.size)
    pen = ImageDraw.Draw(over)
    radius = round(18 / 25.4 * _DPI)
    x, y = round(0.6 * page.width), round(0.45 * page.height)
    red = (205, 32, 40, 190)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=10)
    pen.ellipse((x - radius // 2, y - radius // 2, x + radius // 2, y + radius // 2), outline=red, width=6)
    for turn in range(0, 360, 20):
        angle = np.radians(turn)
        near, far = 0.62 * radius, 0.9 * radius
        ends = [(x + r * np.cos(angle), y + r * np.sin(angle)) for r in (near, far)]
        pen.line([c for end in ends for c in end], fill=red, width=9)
    return Image.alpha_composite(page.convert("RGBA"), over).convert("RGB")


def _shadow(page: Page) -> Page:
    shade = np.linspace(1.0, 0.35, page.width)[None, :, None]
    return Image.fromarray((np.asarray(page) * shade).astype(np.uint8))


def _bilevel(page: Page, threshold: int) -> Page:
    return page.convert("L").point(lambda v: 255 * (v > threshold)).convert("1")


def _worn(page: Page, random: np.random.Generator) -> Page:
    """A copy of a copy: blurred, thinned in patches, cut to black and white."""
    grey = np.asarray(page.convert("L").filter(ImageFilter.GaussianBlur(1.6))).astype(np.float32)
    coarse = random.normal(0, 1, (page.height // 12 + 1, page.width // 12 + 1)).astype(np.float32)
    patches = np.asarray(Image.fromarray(coarse).resize(page.size, Image.Resampling.BICUBIC))
    return Image.fromarray(np.where(grey + 14 * patches > 150, 255, 0).astype(np.uint8)).convert("1")


def _noisy(page: Page, sigma: float, random: np.random.Generator) -> Page:
    """Grey paper and the noise of a scanner's cells."""
    grey = np.asarray(page.convert("L").filter(ImageFilter.GaussianBlur(0.5))).astype(np.float32)
    return Image.fromarray(np.clip(0.82 * grey + 38 + random.normal(0, sigma, grey.shape), 0, 255).astype(np.uint8))


Degrade = Callable[[Page, np.random.Generator], tuple[Page, float]]

CONDITIONS: Final[dict[str, Degrade]] = {
    "clean 300": lambda page, random: (page, 300),
    "clean 200": lambda page, random: (_at(page, 200), 200),
    "turned 0.7°, JPEG q40": lambda page, random: (_jpeg(_turned(page, 0.7), 40), 300),
    "turned 2°, salt, 200": lambda page, random: (_salt(_turned(_at(page, 200), 2), 0.004, random), 200),
    "red stamp": lambda page, random: (_stamp(page), 300),
    "fax 150, 1 bit": lambda page, random: (_bilevel(_at(page, 150), 150), 150),
    "shadow": lambda page, random: (_shadow(page), 300),
    "office 200, grey": lambda page, random: (_jpeg(_noisy(_at(_turned(page, -0.4), 200), 7, random), 60), 200),
    "office 300, 1 bit": lambda page, random: (_bilevel(_noisy(_turned(page, 0.3), 16, random), 165), 300),
    "worn copy, 1 bit": lambda page, random: (_worn(page, random), 300),
}


def degraded(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], name: str, seed: int) -> Picture:
    """The page `pixels` (300 dots an inch, RGB) under the condition `name`."""
    page, dpi = CONDITIONS[name](Image.fromarray(pixels), np.random.default_rng(seed))
    bilevel = page.mode == "1"
    return Picture(np.asarray(page.convert("L" if bilevel else "RGB")), dpi, bilevel)
