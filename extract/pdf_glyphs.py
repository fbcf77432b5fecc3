"""The words of a PDF page with their places and type, straight from pdfium's character list.

pdfium gives characters in the order of the page's drawing operators, which is no reading order; order is the business
of `extract.pdf_lines`. Here characters become words, marks drawn apart from their letters come back to them, and boxes
are turned into the document's coordinates: points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf_marks import Quad, reunite
from extract.repair import has_loose_marks, repair
from schemas.document import Box

_NONSPACE = re.compile(r"[^\s\x00\ufffe\u00ad]+[\ufffe\u00ad]?|\ufffe")
_BOLD_NAME = re.compile(r"bold|black|heavy|(?:^|[-,+ ])b(?:d|i)?(?:mt)?$", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|(?:^|[-,+ ])b?it?(?:mt)?$", re.IGNORECASE)
_INVISIBLE = 3  # text render mode of a hidden OCR layer
_ITALIC_FLAG = 1 << 6
ASCENT, DESCENT = 0.89, 0.22  # of the type size, over and under the baseline (Times New Roman)


Handle: TypeAlias = "ctypes._Pointer[ctypes.Structure]"  # one of pdfium's objects


class Style(NamedTuple):
    """How a word is set: size in points, weight, slope, and whether it is drawn at all."""

    size: float
    bold: bool
    italic: bool
    hidden: bool = False


class Glyphs(NamedTuple):
    """A word as drawn: text, left and right edge, baseline, type; `raw` where the text was repaired.

    `spaced` says that the file itself sets a space before the word; where it does not (a line of the file begins, a
    hyphen parts the word), only the gap on the page can tell.
    """

    text: str
    x0: float
    x1: float
    base: float
    style: Style
    spaced: bool
    raw: str | None = None

    @property
    def box(self) -> Box:
        """The word's box: as high as its type reaches over and under the baseline."""
        size = self.style.size
        return (self.x0, self.base - ASCENT * size, self.x1, self.base + DESCENT * size)


class Frame(NamedTuple):
    """The page as it is shown: its box in PDF space, and the quarter turns (clockwise) with which it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of PDF space in the document's coordinates."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of PDF space in the document's coordinates."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def frame(page: pdfium.PdfPage) -> Frame:
    """The frame of `page`."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, raw.FPDFPage_GetRotation(page) % 4)


class PageText:
    """pdfium's characters of one page; use `words`. Must be closed before its page."""

    def __init__(self, page: pdfium.PdfPage, shown: Frame) -> None:
        self._textpage = page.get_textpage()
        self._handle: Handle = self._textpage.raw
        self._frame = shown
        self._x, self._y, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._box = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self.count: int = max(self._textpage.count_chars(), 0)

    def close(self) -> None:
        """Give the text page back."""
        self._textpage.close()

    def characters(self) -> str:
        """The page's characters, one a pdfium character, so that indexes agree."""
        if not self.count:
            return ""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        written = raw.FPDFText_GetText(self._handle, 0, self.count, buffer)
        text = bytes(buffer).decode("utf-16-le", "surrogatepass")[: self.count]
        if written == self.count + 1 and len(text) == self.count and not _has_surrogate(text):
            return text
        get = raw.FPDFText_GetUnicode
        return "".join(map(chr, (get(self._handle, i) for i in range(self.count))))

    def words(self, start: int = 0, end: int | None = None) -> list[Glyphs]:
        """The words among the characters `start` to `end`, in the order of drawing; those off the page are dropped."""
        text = self.characters()
        stop = self.count if end is None else min(end, self.count)
        if has_loose_marks(text):
            found = list(self._joined(text, start, stop))
        else:
            found = self._plain(text, [m.span() for m in _NONSPACE.finditer(text, start, stop)])
        width, height = self._frame.size
        return [w for w in found if -2 < w.x0 + w.x1 < 2 * width + 2 and -2 < w.base < height + 2]

    def _plain(self, text: str, spans: list[tuple[int, int]]) -> list[Glyphs]:
        """Words whose characters follow each other: where the first stands and where the last ends says all."""
        found: list[Glyphs] = []
        origin, last_box, handle = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox, self._handle
        x, y, box = self._x, self._y, self._box
        for start, end in spans:
            origin(handle, start, x, y)
            last_box(handle, end - 1, box)
            left, base, right = x.value, y.value, box.right
            if end - start > 1 and (right <= left or not box.bottom <= base <= box.top):
                found.extend(self._broken(text, start, end))
                continue
            spaced = start > 0 and text[start - 1] in " \t\xa0"
            found.append(self._word(text[start:end], start, left, max(right, left), base, spaced))
        return found

    def _broken(self, text: str, start: int, end: int) -> Iterator[Glyphs]:
        """A run of characters that leaps (turned text, two lines run together): a word each time it leaps."""
        boxes = self._boxes(start, end)
        first = 0
        for i in range(1, end - start + 1):
            if i < end - start and not _leaps(boxes[i - 1], boxes[i]):
                continue
            raw.FPDFText_GetCharOrigin(self._handle, start + first, self._x, self._y)
            left, right = min(b[0] for b in boxes[first:i]), max(b[2] for b in boxes[first:i])
            yield self._word(text[start + first : start + i], start + first, left, right, self._y.value, spaced=False)
            first = i

    def _boxes(self, start: int, end: int) -> list[Quad]:
        """The advance boxes of characters: left, bottom, right, top in PDF space."""
        found, box = [], self._box
        for index in range(start, end):
            raw.FPDFText_GetLooseCharBox(self._handle, index, box)
            found.append((box.left, box.bottom, box.right, box.top))
        return found

    def _word(self, text: str, index: int, left: float, right: float, base: float, spaced: bool) -> Glyphs:
        """The word `text` whose first character is `index`, from `left` to `right` on `base` in PDF space."""
        shown = self._frame
        if shown.turns:
            x0, base0 = shown.point(left, base)
            x1, base1 = shown.point(right, base)
            x0, x1, base = min(x0, x1), max(x0, x1), max(base0, base1)
        else:
            x0, x1, base = left - shown.left, right - shown.left, shown.top - base
        good = text if text.isascii() else repair(text)
        return Glyphs(good, x0, x1, base, self._style(index), spaced, text if good != text else None)

    def _style(self, index: int) -> Style:
        obj = raw.FPDFText_GetTextObject(self._handle, index)
        key = ctypes.c_void_p.from_buffer(obj).value or 0
        found = self._styles.get(key)
        if found is None:
            found = self._styles[key] = self._read_style(obj, index) if key else Style(0.0, False, False)
        return found

    def _read_style(self, obj: Handle, index: int) -> Style:
        font = raw.FPDFTextObj_GetFont(obj)
        key = ctypes.c_void_p.from_buffer(font).value or 0
        if key not in self._fonts:
            self._fonts[key] = _weight_and_slope(font) if key else (False, False)
        bold, italic = self._fonts[key]
        hidden = raw.FPDFTextObj_GetTextRenderMode(obj) == _INVISIBLE
        size = raw.FPDFText_GetFontSize(self._handle, index)
        matrix = self._matrix
        if raw.FPDFText_GetMatrix(self._handle, index, matrix):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        return Style(round(size, 1), bold, italic, hidden)

    def _joined(self, text: str, start: int, end: int) -> Iterator[Glyphs]:
        """Words of a page whose marks are drawn apart from their letters; see `extract.pdf_marks`."""
        for token in reunite(text[start:end], self._boxes(start, end), self._ink, start):
            index = start + token.first
            raw.FPDFText_GetCharOrigin(self._handle, index, self._x, self._y)
            word = self._word(token.text, index, token.left, token.right, self._y.value, token.spaced)
            yield word._replace(raw=token.raw if token.raw != word.text else None)

    def _ink(self, index: int) -> float:
        """The middle of what is drawn of a character, in PDF space."""
        raw.FPDFText_GetCharBox(self._handle, index, self._x, self._y, self._bottom, self._top)
        return (self._x.value + self._y.value) / 2


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" or c > "\uffff" for c in text) if not text.isascii() else False


def _leaps(a: Quad, b: Quad) -> bool:
    """Whether the character with box `b` does not go on from the one with box `a`."""
    height = max(a[3] - a[1], 1.0)
    return b[0] < a[0] - height or b[0] > a[2] + height or b[1] >= a[3] or b[3] <= a[1]


def _weight_and_slope(font: Handle) -> tuple[bool, bool]:
    buffer = ctypes.create_string_buffer(128)
    length = raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
    flags = raw.FPDFFont_GetFlags(font)
    bold = bool(_BOLD_NAME.search(name)) or raw.FPDFFont_GetWeight(font) >= 700
    return bold, bool(_ITALIC_NAME.search(name)) or bool(flags > 0 and flags & _ITALIC_FLAG)
