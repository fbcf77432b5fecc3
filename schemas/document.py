"""The `Document`: what a reader saw on the pages, before anyone asks what it means.

Lengths are in points (1/72 inch); boxes are `(x0, top, x1, bottom)` with the origin at the page's top left.
Formats without pages (docx, txt, html, md) give one page whose size is `None`, or one page a form feed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Box = tuple[float, float, float, float]


class Method(StrEnum):
    """How a page's text was obtained (`text.pages[].method` of a plan)."""

    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    WORD = "word"
    PLAIN = "plain"


class Align(StrEnum):
    """How a paragraph stands between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Zone(StrEnum):
    """Where on the page a block stands; only `BODY` is read for facts, the rest is kept as evidence."""

    BODY = "body"
    HEADER = "header"  # running head, page number
    FOOTER = "footer"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word, its place, and how sure the reader is of it (1.0 for born-digital text)."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line's text that is set in one font; `font` is its name as the file gives it."""

    text: str
    font: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `raw` is what stood in the source where `text` was repaired (encoding), else None.

    `page` is set only where the line stands on another page than the `Page` that holds it: a paragraph or table that
    runs over a page break is whole on its first page. `box` is then on that page.

    `runs` is filled only where a font draws other letters than the text says (`vietnamese.old_fonts`); together they
    are the line's text but for spaces at its ends and a list label before it.
    """

    text: str
    box: Box | None = None
    words: tuple[Word, ...] = ()
    raw: str | None = None
    confidence: float = 1.0
    size: float | None = None  # font size in points
    bold: bool = False
    italic: bool = False
    page: int | None = None
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; a list label that Word generates is part of the first line's text."""

    lines: tuple[Line, ...]
    align: Align | None = None
    zone: Zone = Zone.BODY
    column: int | None = None  # 0 left, 1 right, in two-column stretches (letterhead, Nơi nhận | signature); else None

    @property
    def text(self) -> str:
        """The paragraph as one line of text, the lines' edges joined by one space."""
        return " ".join(line.text.strip() for line in self.lines if line.text.strip())


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell at `row`, `column` (from 0), covering `row_span` × `column_span` grid places."""

    paragraphs: tuple[Paragraph, ...]
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None

    @property
    def text(self) -> str:
        """The cell's paragraphs, one a line."""
        return "\n".join(p.text for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `ruled` is False for tables without lines, which offices use for layout (letterhead, signature)."""

    cells: tuple[Cell, ...]  # by row, then column; a merged cell once, at its top left place
    rows: int
    columns: int
    ruled: bool = True
    header_rows: int = 0
    box: Box | None = None
    zone: Zone = Zone.BODY


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something laid over the page that no text extraction sees: a stamp, a form field, a comment, a signature.

    `kind` is the format's own name in lower case (`freetext`, `stamp`, `widget`, `signature` …); `text` is its
    content where it has one, else None. Four kinds are none of the file's: `unread-number` and `unread-date`, where a
    letterhead's number, or its day and month, could not be read surely, `handwritten-number` and `handwritten-date`,
    where they were read from a clerk's hand (`text`); each with its `picture` (PNG).
    """

    kind: str
    page: int
    box: Box | None = None
    text: str | None = None
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong on a page (or, with `page` None, in the whole file), in Vietnamese, for staff."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page in reading order. `quality` is 0..1; `why` says what the method and the quality rest on."""

    number: int  # from 1
    blocks: tuple[Block, ...]
    width: float | None = None
    height: float | None = None
    method: Method = Method.PLAIN
    quality: float = 1.0
    why: str = ""
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file as its reader saw it."""

    name: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    encoding: str = "unicode"
    problems: tuple[Problem, ...] = field(default=())
    paged: bool = True  # False where the source has no pages of its own
