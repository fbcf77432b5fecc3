"""Pairs (what is printed, what OCR made of it): good text is rendered, degraded, read with Tesseract and aligned.

Only training and benchmarks come here; Pillow and Tesseract are needed. Words are aligned by where they stand on the
page, so that words run together or torn apart come out as such. The same arguments give the same pages.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_FONTS = (  # with how often a page is set in them; the first has the metrics of Times New Roman
    ("Tinos-Regular.ttf", 50), ("Tinos-Italic.ttf", 18), ("Tinos-Bold.ttf", 14), ("Tinos-BoldItalic.ttf", 6),
    ("Arimo-Regular.ttf", 6), ("DejaVuSerif.ttf", 3), ("Arimo-Bold.ttf", 3),
)  # fmt: skip
_DPI = (150, 200, 200, 200, 250, 300)
_WORN_DPI = (100, 110, 120, 130, 150)
_READ_DPI = 300  # a coarse picture is enlarged before it is read, as `extract.ocr` does
_INCH_WIDTH, _INCH_HEIGHT, _MARGIN = 8.27, 11.69, 0.9


@dataclass(frozen=True, slots=True)
class Printed:
    """A word as printed: its text, line number, and the pixels from `left` to `right`."""

    text: str
    line: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rendered page: image, words, and the vertical middle of each line in pixels."""

    image: Image
    words: tuple[Printed, ...]
    middles: tuple[float, ...]
    height: float  # of a line, pixels
    dpi: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Words that stand in the same place: as printed and as read (each may be several, or none), and their line.

    `confidence` is that of the least sure word read.
    """

    printed: tuple[str, ...]
    read: tuple[str, ...]
    line: int
    confidence: float = 1.0


def render(paragraphs: Iterator[str], rng: random.Random, *, worn: bool = False) -> Sheet | None:
    """Set paragraphs until a page is full, and degrade its image a little; None where no paragraph is left.

    A `worn` page is scanned coarsely and blurred.
    """
    from PIL import Image, ImageDraw

    dpi = rng.choice(_WORN_DPI if worn else _DPI)
    names, weights = zip(*_FONTS, strict=True)
    size = rng.choice((12, 13, 13, 14, 14)) * dpi / 72
    font = _font(rng.choices(names, weights)[0], round(size))
    width, height, margin = round(_INCH_WIDTH * dpi), round(_INCH_HEIGHT * dpi), round(_MARGIN * dpi)
    step = size * rng.uniform(1.25, 1.5)
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    words: list[Printed] = []
    middles: list[float] = []
    top = float(margin)
    space = font.getlength(" ") * rng.uniform(0.95, 1.5)
    ink = rng.choice((0, 0, 20, 50))
    while top + step < height - margin:
        paragraph = next(paragraphs, None)
        if paragraph is None:
            break
        if len(paragraph) < 90 and rng.random() < 0.25:
            paragraph = paragraph.upper()
        left = margin + 0.4 * dpi
        for word in paragraph.split():
            length = font.getlength(word)
            if left + length > width - margin and left > margin:
                left, top = float(margin), top + step
            if top + step > height - margin:
                break
            line = len(middles)
            if not middles or middles[-1] != top + size / 2:
                middles.append(top + size / 2)
            else:
                line -= 1
            draw.text((left, top), word, font=font, fill=ink)
            words.append(Printed(word, line, left, left + length))
            left += length + space
        top += step * 1.2
    if not words:
        return None
    return Sheet((_wear if worn else _degrade)(image, rng), tuple(words), tuple(middles), step, dpi)


def _font(name: str, pixels: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(name, pixels)


def _degrade(image: Image, rng: random.Random) -> Image:
    from io import BytesIO

    from PIL import Image as Images
    from PIL import ImageFilter

    blur = rng.choice((0.0, 0.3, 0.5, 0.7))
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur * image.width / 1654))
    image = _noisy(image, rng.choice((0, 0, 8, 16)), rng)
    if rng.random() < 0.25:  # one bit, as copiers and fax send
        cut = rng.choice((120, 150, 180))
        image = image.point([0 if level < cut else 255 for level in range(256)])
    if rng.random() < 0.5:
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=rng.choice((35, 55, 75)))
        image = Images.open(buffer).convert("L")
    return image


def _wear(image: Image, rng: random.Random) -> Image:
    from io import BytesIO

    from PIL import Image as Images
    from PIL import ImageFilter

    image = image.filter(ImageFilter.GaussianBlur(rng.choice((0.5, 0.8, 1.0)) * image.width / 1270))
    image = _noisy(image, rng.choice((0, 6, 12)), rng)
    if rng.random() < 0.5:
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=rng.choice((30, 45, 60)))
        image = Images.open(buffer).convert("L")
    size = (round(_INCH_WIDTH * _READ_DPI), round(_INCH_HEIGHT * _READ_DPI))
    image = image.resize(size, Images.Resampling.BICUBIC)
    if rng.random() < 0.35:
        cut = rng.choice((140, 160, 185))
        image = image.point([0 if level < cut else 255 for level in range(256)])
    return image


def _noisy(image: Image, noise: int, rng: random.Random) -> Image:
    import numpy as np
    from PIL import Image as Images

    if not noise:
        return image
    field = np.random.default_rng(rng.getrandbits(32)).normal(0, noise, (image.height, image.width))
    return Images.fromarray(np.clip(np.asarray(image, dtype=np.float32) + field, 0, 255).astype(np.uint8))


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    left: float
    right: float
    middle: float
    confidence: float = 1.0


def read(sheet: Sheet, language: str = "eng") -> list[_Read]:
    """Read a sheet with Tesseract in `language`; raises CalledProcessError where Tesseract fails."""
    scale = sheet.image.width / round(_INCH_WIDTH * sheet.dpi)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        sheet.image.save(path, compress_level=1)
        command = [
            "tesseract",
            str(path),
            "stdout",
            "-l",
            language,
            "--psm",
            "6",
            "--dpi",
            str(round(sheet.dpi * scale)),
            "tsv",
        ]
        done = subprocess.run(
            command,
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"},
        )
    found = []
    for row in done.stdout.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = (int(c) / scale for c in cells[6:10])
            found.append(_Read(cells[11].strip(), left, left + width, top + height / 2, float(cells[10]) / 100))
    return found


def align(sheet: Sheet, seen: Sequence[_Read]) -> list[Pair]:
    """Pair printed and read words of a sheet by their place, line by line from left to right."""
    lines: list[list[_Read]] = [[] for _ in sheet.middles]
    for word in seen:
        line = min(range(len(lines)), key=lambda i: abs(sheet.middles[i] - word.middle))
        if abs(sheet.middles[line] - word.middle) < sheet.height * 0.6:
            lines[line].append(word)
    pairs: list[Pair] = []
    for number, line_words in enumerate(lines):
        printed = [w for w in sheet.words if w.line == number]
        pairs.extend(_align_line(number, printed, sorted(line_words, key=lambda w: w.left)))
    return pairs


def _align_line(number: int, printed: Sequence[Printed], seen: Sequence[_Read]) -> Iterator[Pair]:
    """Group words whose places overlap, from left to right."""
    i = j = 0
    while i < len(printed):
        first, start = i, j
        right = printed[i].right
        i += 1
        while j < len(seen) and seen[j].right < printed[first].left:
            j += 1
        start = j
        moved = True
        while moved:
            moved = False
            while j < len(seen) and (seen[j].left + seen[j].right) / 2 < right:
                right, j, moved = max(right, seen[j].right), j + 1, True
            while i < len(printed) and (printed[i].left + printed[i].right) / 2 < right:
                right, i, moved = max(right, printed[i].right), i + 1, True
        held = seen[start:j]
        least = min((w.confidence for w in held), default=1.0)
        yield Pair(tuple(w.text for w in printed[first:i]), tuple(w.text for w in held), number, least)


def make_pairs(
    paragraphs: Iterable[str], lines: int, seed: int, language: str = "eng", *, worn: bool = False
) -> Iterator[list[Pair]]:
    """Pages of pairs, until about `lines` printed lines are read or the paragraphs end."""
    rng = random.Random(seed)
    stream = iter(paragraphs)
    done = 0
    while done < lines and (sheet := render(stream, rng, worn=worn)) is not None:
        yield align(sheet, read(sheet, language))
        done += len(sheet.middles)


def write_pairs(pages: Iterable[Sequence[Pair]], path: Path) -> int:
    """Write pairs as lines of `printed TAB read`, a blank line after each printed line; returns how many pairs."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for page in pages:
            line = 0
            for pair in page:
                if pair.line != line:
                    file.write("\n")
                    line = pair.line
                file.write(f"{' '.join(pair.printed)}\t{' '.join(pair.read)}\n")
                count += 1
            file.write("\n\f\n")
            file.flush()
    return count


def read_pairs(path: Path) -> Iterator[tuple[str, str] | None]:
    """The pairs of a file of `write_pairs`; None where a printed line ends."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for row in file:
            printed, tab, seen = row.rstrip("\n").partition("\t")
            if tab:
                yield printed, seen
            else:
                yield None
