"""One PDF page: its words, lines, tables, columns and what is laid over it, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

from extract import pdf_annotations as overlay
from extract.columns import Stretch, stretches
from extract.pdf_flow import Draft, Item
from extract.pdf_glyphs import Frame, Glyphs, PageText, frame
from extract.pdf_lines import Row, line, rows
from extract.pdf_rules import drawn
from extract.pdf_tables import tables
from extract.quality import measure
from schemas.document import Block, Box, Paragraph

_PICTURE = 0.5  # of the page: text hidden under a picture that covers more is the page's text layer
_OUTLINES = 100  # paths: a page with more and no letters is written in outlines, a picture to us


def read_page(document: pdfium.PdfDocument, index: int) -> Draft:
    """Page `index` (from 0) of `document`, its lines not yet joined. The page is closed again, come what may."""
    page = document[index]
    try:
        shown = frame(page)
        laid = overlay.laid_over(page, shown)
        ruled = drawn(page, shown)
        words, own = _words(page, shown, placed=overlay.are_drawn(laid))
    finally:
        page.close()
    stamped = overlay.stamped_words(document, index, shown, own) if own else []
    words, hidden = _seen(words, ruled.covered)
    covered = 1.0 if not words and ruled.paths > _OUTLINES else ruled.covered
    found, rest = tables(words, ruled)
    width, height = shown.size
    return Draft(
        number=index + 1,
        width=round(width, 1),
        height=round(height, 1),
        items=list(_items(overlay.filled(rows(rest), stamped), found, width)),
        annotations=overlay.read_annotations(laid, stamped, index + 1),
        quality=measure([w.text for w in words], covered=covered, hidden=hidden),
        blank=not (words or stamped or laid or ruled.paths or ruled.covered),
    )


def _words(page: pdfium.PdfPage, shown: Frame, *, placed: bool) -> tuple[list[Glyphs], overlay.Characters | None]:
    """The page's words; its characters and their places too, where they must be known again."""
    text = PageText(page, shown)
    try:
        return text.words(), overlay.Characters(text.characters(), text.places()) if placed else None
    finally:
        text.close()


def _seen(words: list[Glyphs], covered: float) -> tuple[list[Glyphs], bool]:
    """The words that count, and whether they are the hidden layer of a scanned picture.

    Hidden words on a page that is no picture are not for readers and are left out.
    """
    hidden = sum(len(w.text) for w in words if w.style.hidden)
    if not hidden:
        return words, False
    if covered >= _PICTURE:
        return words, 2 * hidden > sum(len(w.text) for w in words)
    shown = [w for w in words if not w.style.hidden]
    return shown or words, not shown


def _items(printed: list[Row], found: Sequence[tuple[Box, list[Block]]], width: float) -> Iterator[Item]:
    """Lines and blocks of the page from top to bottom: what stands above each table, the table, what stands below."""
    at = 0
    for box, blocks in found:
        above = at
        while at < len(printed) and printed[at][0].base < box[1]:
            at += 1
        yield from _text(printed[above:at], width)
        yield from blocks
    yield from _text(printed[at:], width)


def _text(printed: list[Row], width: float) -> Iterator[Item]:
    for stretch in stretches(printed, width):
        if stretch.columns:
            yield from _columns(stretch)
        else:
            yield [line(row) for row in stretch.rows]


def _columns(stretch: Stretch) -> Iterator[Paragraph]:
    """What is set in columns, column by column; a printed line is a paragraph there."""
    for number, column in enumerate(stretch.columns):
        for row in column:
            yield Paragraph((line(row),), column=number)
