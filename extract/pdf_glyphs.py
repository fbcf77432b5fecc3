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
from itertools import pairwise
from typing import NamedTuple, cast

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract import pdfium_calls
from extract.broken_syllables import may_be_two
from extract.pdf_marks import reunite
from extract.pdfium_calls import Handle
from extract.repair import has_loose_marks, is_wrong, raised, repair
from extract.symbols import symbol
from schemas.document import Box

_TOKEN = re.compile(r"[^\s\x00\ufffe\u00ad]+[\ufffe\u00ad]?|\ufffe")  # pdfium marks hyphens at a line's end
_NOTE_SIGN = re.compile(r".(\d{1,2})[.,;:)\]”\"]*$")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_BOLD_NAME = re.compile(r"bold|black|heavy|(?:^|[-,+ ])b(?:d|i)?(?:mt)?$", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|(?:^|[-,+ ])b?it?(?:mt)?$", re.IGNORECASE)
_SYMBOL_NAME = re.compile(r"symbol|wingdings(?: ?[23])?", re.IGNORECASE)
_INVISIBLE = 3  # text render mode of a hidden OCR layer
_ITALIC_FLAG = 1 << 6
_SPACE = 0.14  # of the type size: letters of one word stand nearer
_SMALL = 0.8  # of the type before it: figures no larger that stand higher are a footnote's sign
ASCENT, DESCENT = 0.89, 0.22  # of the type size, over and under the baseline (Times New Roman)


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
        self._key = pdfium_calls.address_of(self._handle)
        self._x, self._y, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._box = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._at_x, self._at_y = ctypes.addressof(self._x), ctypes.addressof(self._y)
        self._at_box, self._at_matrix = ctypes.addressof(self._box), ctypes.addressof(self._matrix)
        self._styles: dict[int | None, Style] = {}
        self._fonts: dict[int | None, tuple[bool, bool]] = {}
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
            pdfium_calls.origin(self._key, index, self._at_x, self._at_y)
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
        origin, loose_box, key = pdfium_calls.origin, pdfium_calls.loose_box, self._key
        x, y, box, at_x, at_y, at_box = self._x, self._y, self._box, self._at_x, self._at_y, self._at_box
        left, top, turned = self._frame.left, self._frame.top, self._frame.turns
        clean = not is_wrong(text) and not _PRIVATE.search(text)
        for match in _TOKEN.finditer(text, start, stop):
            first, end = match.span()
            origin(key, first, at_x, at_y)
            loose_box(key, end - 1, at_box)
            x0, x1, base = x.value, box.right, y.value
            if turned or (end - first > 1 and (x1 < x0 or not box.bottom <= base <= box.top)):
                found.extend(self._in_pieces(text, first, end))
                continue
            word = match.group()
            if may_be_two(word) and (cuts := self._lost_spaces(first, end)):
                found.extend(self._cut(text, [first, *cuts, end]))
                continue
            good = word if clean or word.isascii() else self._repaired(word, first)
            if not good[-1:].isalpha():
                good = self._with_note_sign(good, first)
            spaced = first > 0 and text[first - 1] in " \t\xa0"
            before = word if good != word else None
            found.append(Glyphs(good, x0 - left, max(x0, x1) - left, top - base, self._style(first), spaced, before))
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

    def _lost_spaces(self, start: int, end: int) -> list[int]:
        """Where words run together in the file stand apart on the page («THPTngày»); nowhere if letters are spread."""
        boxes = self._boxes(start, end)
        least = _SPACE * self._style(start).size
        cuts = [start + i for i in range(1, len(boxes)) if boxes[i][0] - boxes[i - 1][2] > least]
        return cuts if 3 * len(cuts) < end - start else []

    def _cut(self, text: str, at: list[int]) -> Iterator[Glyphs]:
        """The words between the indexes `at`, all on one line."""
        for first, end in pairwise(at):
            boxes = self._boxes(first, end)
            base = self._origin(first)[1]
            yield self._word(text[first:end], first, boxes[0][0], boxes[-1][2], base, spaced=first > at[0])

    def _is_turned(self, index: int) -> bool:
        """Whether the character is drawn slanting over the page or upright along it: a watermark, a note in a margin."""
        angle = raw.FPDFText_GetCharAngle(self._handle, index) + self._frame.turns * math.pi / 2
        return abs(math.sin(angle)) > 0.2

    def _origin(self, index: int) -> tuple[float, float]:
        """Where the character stands on its baseline."""
        pdfium_calls.origin(self._key, index, self._at_x, self._at_y)
        return self._frame.point(self._x.value, self._y.value)

    def _boxes(self, start: int, end: int) -> list[Box]:
        """The advance boxes of characters."""
        key, box, at_box, shown = self._key, self._box, self._at_box, self._frame
        left, top = shown.left, shown.top
        found: list[Box] = []
        for index in range(start, end):
            pdfium_calls.loose_box(key, index, at_box)
            if shown.turns:
                found.append(shown.box(box.left, box.bottom, box.right, box.top))
            else:
                found.append((box.left - left, top - box.top, box.right - left, top - box.bottom))
        return found

    def _word(self, text: str, index: int, x0: float, x1: float, base: float, spaced: bool) -> Glyphs:
        """The word `text` whose first character is `index`."""
        good = self._with_note_sign(text if text.isascii() else self._repaired(text, index), index)
        return Glyphs(good, x0, x1, base, self._style(index), spaced, text if good != text else None)

    def _repaired(self, text: str, index: int) -> str:
        if _PRIVATE.search(text):
            family = _SYMBOL_NAME.search(_name(pdfium_calls.font(pdfium_calls.text_object(self._key, index))))
            text = _PRIVATE.sub(lambda m: symbol(ord(m.group()), family.group() if family else None), text)
        return repair(text)

    def _with_note_sign(self, text: str, index: int) -> str:
        """`text` with the small raised figures of a footnote's sign as such («2021³»), so that no number eats them."""
        sign = _NOTE_SIGN.search(text)
        if sign is None:
            return text
        size = pdfium_calls.font_size(self._key, index)
        base = self._origin(index)[1]
        at = sign.start(1)
        while at < sign.end(1) and not self._is_raised(index + at, size, base):
            at += 1
        return text[:at] + raised(text[at : sign.end(1)]) + text[sign.end(1) :]

    def _is_raised(self, index: int, size: float, base: float) -> bool:
        small = pdfium_calls.font_size(self._key, index) < _SMALL * size
        return bool(small) and self._origin(index)[1] < base - 0.1 * size

    def _style(self, index: int) -> Style:
        address = pdfium_calls.text_object(self._key, index)
        return self._styles.get(address) or self._read_style(address, index)

    def _read_style(self, address: int | None, index: int) -> Style:
        if address is None:
            return Style(pdfium_calls.font_size(self._key, index), bold=False, italic=False)
        font = pdfium_calls.font(address)
        if font not in self._fonts:
            self._fonts[font] = _weight_and_slope(font)
        bold, italic = self._fonts[font]
        size = pdfium_calls.font_size(self._key, index)
        if pdfium_calls.text_matrix(self._key, index, self._at_matrix):
            size *= (self._matrix.c**2 + self._matrix.d**2) ** 0.5 or 1.0
        style = Style(round(size, 1), bold, italic, pdfium_calls.render_mode(address) == _INVISIBLE)
        self._styles[address] = style
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


def _name(font: int | None) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = raw.FPDFFont_GetBaseFontName(_as_font(font), buffer, 128) if font else 0
    return buffer.value.decode("utf-8", "replace") if 0 < length <= 128 else ""


def _as_font(address: int) -> Handle:
    return cast("Handle", ctypes.cast(address, raw.FPDF_FONT))


def _weight_and_slope(font: int | None) -> tuple[bool, bool]:
    if not font:
        return False, False
    name = _name(font)
    flags = raw.FPDFFont_GetFlags(_as_font(font))
    bold = bool(_BOLD_NAME.search(name)) or raw.FPDFFont_GetWeight(_as_font(font)) >= 700
    return bold, bool(_ITALIC_NAME.search(name)) or bool(flags > 0 and flags & _ITALIC_FLAG)
