"""The words of a PDF page with their places and type, straight from pdfium's character list.

pdfium gives characters in the order of the page's drawing operators, which is no reading order; order is the business
of `extract.pdf_lines`. Here characters become words, marks drawn apart from their letters come back to them, and places
are turned into the document's coordinates: points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf_marks import reunite
from extract.repair import has_loose_marks, raised, repair
from extract.symbols import symbol
from schemas.document import Box

_TOKEN = re.compile(r"[^\s\x00\ufffe\u00ad]+[\ufffe\u00ad]?|\ufffe")  # pdfium marks hyphens at a line's end
_NOTE_SIGN = re.compile(r".(\d{1,2})[.,;:)\]”\"]*$")
_DOUBLED = re.compile(r"^(?:(.)\1){3,}$")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_BOLD_NAME = re.compile(r"bold|black|heavy|(?:^|[-,+ ])b(?:d|i)?(?:mt)?$", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|(?:^|[-,+ ])b?it?(?:mt)?$", re.IGNORECASE)
_SYMBOL_NAME = re.compile(r"symbol|wingdings(?: ?[23])?", re.IGNORECASE)
_INVISIBLE = 3  # text render mode of a hidden OCR layer
_ITALIC_FLAG = 1 << 6
_SMALL = 0.8  # of the type before it: figures no larger that stand higher are a footnote's sign
_ADDRESS = ctypes.c_void_p.from_buffer  # a pointer as a number, so that equal ones compare equal
ASCENT, DESCENT = 0.89, 0.22  # of the type size, over and under the baseline (Times New Roman)

Handle: TypeAlias = "ctypes._Pointer[ctypes.Structure]"  # one of pdfium's objects


class Style(NamedTuple):
    """How a word is set: size in points, weight, slope, and whether it is drawn invisibly."""

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
        if written == self.count + 1 and len(text) == self.count:  # no character took two places or none
            return text
        get = raw.FPDFText_GetUnicode
        return "".join(map(chr, (get(self._handle, i) for i in range(self.count))))

    def places(self) -> list[tuple[str, int, int]]:
        """Each character with its place in half points, to be known again."""
        found = []
        for index, character in enumerate(self.characters()):
            raw.FPDFText_GetCharOrigin(self._handle, index, self._x, self._y)
            found.append((character, round(2 * self._x.value), round(2 * self._y.value)))
        return found

    def words(self, start: int = 0, end: int | None = None) -> list[Glyphs]:
        """The words among the characters `start` to `end`, in the order of drawing; those off the page are dropped."""
        text = self.characters()
        stop = self.count if end is None else min(end, self.count)
        found = list(self._joined(text, start, stop)) if has_loose_marks(text) else self._plain(text, start, stop)
        width, height = self._frame.size
        return [w for w in found if -2 < w.x0 + w.x1 < 2 * width + 2 and -2 < w.base < height + 2]

    def _plain(self, text: str, start: int, stop: int) -> list[Glyphs]:
        """Words whose characters follow each other: where the first stands and where the last ends says all."""
        found: list[Glyphs] = []
        origin, last_box, handle = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox, self._handle
        x, y, box = self._x, self._y, self._box
        left, top, turned = self._frame.left, self._frame.top, self._frame.turns
        for match in _TOKEN.finditer(text, start, stop):
            first, end = match.span()
            origin(handle, first, x, y)
            last_box(handle, end - 1, box)
            level = box.bottom <= y.value <= box.top and box.right >= x.value
            if turned or (not level and end - first > 1):
                found.extend(self._in_pieces(text, first, end))
                continue
            spaced = first > 0 and text[first - 1] in " \t\xa0"
            x0 = x.value - left
            found.append(self._word(match.group(), first, x0, max(box.right - left, x0), top - y.value, spaced))
        return found

    def _in_pieces(self, text: str, start: int, end: int) -> Iterator[Glyphs]:
        """A run of characters that may leap (two lines run together) or be turned: a word each time it leaps."""
        if end - start > 1 and self._is_turned(start):
            return
        boxes = self._boxes(start, end)
        first = 0
        spaced = start > 0 and text[start - 1] in " \t\xa0"
        for i in range(1, end - start + 1):
            if i < end - start and not _leaps(boxes[i - 1], boxes[i]):
                continue
            x0, x1 = min(b[0] for b in boxes[first:i]), max(b[2] for b in boxes[first:i])
            piece = text[start + first : start + i]
            yield self._word(piece, start + first, x0, x1, self._origin(start + first)[1], spaced)
            first, spaced = i, False

    def _is_turned(self, index: int) -> bool:
        """Whether the character is drawn slanting over the page or upright along it: a watermark, a note in a margin."""
        angle = raw.FPDFText_GetCharAngle(self._handle, index) + self._frame.turns * math.pi / 2
        return abs(math.sin(angle)) > 0.2

    def _origin(self, index: int) -> tuple[float, float]:
        """Where the character stands on its baseline."""
        raw.FPDFText_GetCharOrigin(self._handle, index, self._x, self._y)
        return self._frame.point(self._x.value, self._y.value)

    def _boxes(self, start: int, end: int) -> list[Box]:
        """The advance boxes of characters."""
        found, box, shown = [], self._box, self._frame
        for index in range(start, end):
            raw.FPDFText_GetLooseCharBox(self._handle, index, box)
            found.append(shown.box(box.left, box.bottom, box.right, box.top))
        return found

    def _word(self, text: str, index: int, x0: float, x1: float, base: float, spaced: bool) -> Glyphs:
        """The word `text` whose first character is `index`."""
        good = text if text.isascii() else self._repaired(text, index)
        good = self._with_note_sign(good, index)
        if len(good) > 5 and _DOUBLED.match(good):  # drawn twice to look bold
            good = good[::2]
        return Glyphs(good, x0, x1, base, self._style(index), spaced, text if good != text else None)

    def _repaired(self, text: str, index: int) -> str:
        if _PRIVATE.search(text):
            font = raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(self._handle, index))
            family = _SYMBOL_NAME.search(_name(font))
            text = _PRIVATE.sub(lambda m: symbol(ord(m.group()), family.group() if family else None), text)
        return repair(text)

    def _with_note_sign(self, text: str, index: int) -> str:
        """`text` with the small raised figures of a footnote's sign as such («2021³»), so that no number eats them."""
        sign = _NOTE_SIGN.search(text)
        if sign is None:
            return text
        size = raw.FPDFText_GetFontSize(self._handle, index)
        base = self._origin(index)[1]
        at = sign.start(1)
        while at < sign.end(1) and not self._is_raised(index + at, size, base):
            at += 1
        return text[:at] + raised(text[at : sign.end(1)]) + text[sign.end(1) :]

    def _is_raised(self, index: int, size: float, base: float) -> bool:
        small = raw.FPDFText_GetFontSize(self._handle, index) < _SMALL * size
        return bool(small) and self._origin(index)[1] < base - 0.1 * size

    def _style(self, index: int) -> Style:
        obj = raw.FPDFText_GetTextObject(self._handle, index)
        key = _ADDRESS(obj).value or 0
        return self._styles.get(key) or self._read_style(obj, key, index)

    def _read_style(self, obj: Handle, key: int, index: int) -> Style:
        font = raw.FPDFTextObj_GetFont(obj)
        address = _ADDRESS(font).value or 0
        if address not in self._fonts:
            self._fonts[address] = _weight_and_slope(font) if address else (False, False)
        bold, italic = self._fonts[address]
        hidden = raw.FPDFTextObj_GetTextRenderMode(obj) == _INVISIBLE
        size = raw.FPDFText_GetFontSize(self._handle, index)
        matrix = self._matrix
        if raw.FPDFText_GetMatrix(self._handle, index, matrix):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        style = Style(round(size, 1), bold, italic, hidden)
        self._styles[key] = style
        return style

    def _joined(self, text: str, start: int, end: int) -> Iterator[Glyphs]:
        """Words of a page whose marks are drawn apart from their letters; see `extract.pdf_marks`."""
        for token in reunite(text[start:end], self._boxes(start, end), self._ink, start):
            index = start + token.first
            word = self._word(token.text, index, token.x0, token.x1, self._origin(index)[1], token.spaced)
            yield word._replace(raw=token.raw if token.raw != word.text else None)

    def _ink(self, index: int) -> float:
        """The middle of what is drawn of a character, from the left."""
        left, right = self._x, self._y
        raw.FPDFText_GetCharBox(self._handle, index, left, right, self._bottom, self._top)
        box = self._frame.box(left.value, self._bottom.value, right.value, self._top.value)
        return (box[0] + box[2]) / 2


def _leaps(a: Box, b: Box) -> bool:
    """Whether the character with box `b` does not go on from the one with box `a`."""
    height = max(a[3] - a[1], 1.0)
    return b[0] < a[0] - height or b[0] > a[2] + height or b[1] >= a[3] or b[3] <= a[1]


def _name(font: Handle) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    return buffer.value.decode("utf-8", "replace") if 0 < length <= 128 else ""


def _weight_and_slope(font: Handle) -> tuple[bool, bool]:
    name = _name(font)
    flags = raw.FPDFFont_GetFlags(font)
    bold = bool(_BOLD_NAME.search(name)) or raw.FPDFFont_GetWeight(font) >= 700
    return bold, bool(_ITALIC_NAME.search(name)) or bool(flags > 0 and flags & _ITALIC_FLAG)
