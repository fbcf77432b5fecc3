"""From words to a draft of the page: letterhead and sign-off column by column, tables, lines still to be joined.

The same code that orders the text layer of a PDF orders words read from a picture: a page is a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extract.columns import stretches
from extract.ocr.page import Seen
from extract.ocr.slots import Blank, Hand, settle
from extract.ocr.words import Found
from extract.pdf_annotations import filled
from extract.pdf_flow import Draft, Item
from extract.pdf_glyphs import ASCENT, DESCENT, Glyphs, Style
from extract.pdf_lines import Row
from extract.pdf_tables import tables
from extract.quality import Quality
from schemas.document import Annotation, Block, Cell, Line, Paragraph, Table

SLOTS: Final = {  # kinds of annotations: slots of a letterhead that were not read surely, and those read as handwriting
    ("number", False): "unread-number",
    ("date", False): "unread-date",
    ("number", True): "handwritten-number",
    ("date", True): "handwritten-date",
}


def draft(seen: Seen, number: int, why: str, stamped: Sequence[Annotation] = (), hand: Hand | None = None) -> Draft:
    """Page `number` as read from its picture; `extract.pdf_flow.flow` makes pages of drafts.

    The texts of `stamped` fill the gaps of the printed lines on which they lie («Số:   /KH-UBND»). `hand` reads what
    is written by hand in the slots of a letterhead.
    """
    over = _stamps(stamped)
    found = replace(seen.words, confidence={**seen.words.confidence, **dict.fromkeys(over, 1.0)})
    in_tables, rest = tables(found.words, seen.lines)
    outside = replace(found, lines=_lines_of(found, rest))
    slots: list[Annotation] = []
    items: list[Item] = []
    printed = _filled(outside, over)
    at = 0
    for box, blocks in in_tables:
        above = at
        while at < len(printed) and printed[at][0].base < box[1]:
            at += 1
        items.extend(_text(found, printed[above:at], seen.width, number, slots, hand))
        items.extend(_sure(block, found) for block in blocks)
    items.extend(_text(found, printed[at:], seen.width, number, slots, hand))
    return Draft(
        number=number,
        width=round(seen.width, 1),
        height=round(seen.height, 1),
        items=items,
        annotations=tuple(slots),
        quality=Quality(round(found.quality, 3), why),
    )


def _stamps(stamped: Sequence[Annotation]) -> list[Glyphs]:
    """The words of annotations of one line, as they lie on the page."""
    words = []
    for one in stamped:
        if one.box is None or not one.text or "\n" in one.text:
            continue
        x0, top, x1, bottom = one.box
        size = (bottom - top) / (ASCENT + DESCENT)
        words.append(Glyphs(one.text, x0, x1, bottom - DESCENT * size, Style(size, False, False), spaced=True))
    return words


def _filled(found: Found, over: list[Glyphs]) -> list[Row]:
    """The rows of the page with stamped words in their gaps; the stamped words take the line's type and are sure."""
    rows = filled(found.rows(), over)
    for row in rows:
        found.confidence.update((word, 1.0) for word in row if word not in found.confidence)
    return rows


def _lines_of(found: Found, rest: Sequence[Glyphs]) -> tuple[tuple[Glyphs, ...], ...]:
    """The lines of the page with the words of `rest` alone."""
    kept = set(rest)
    lines = (tuple(word for word in line if word in kept) for line in found.lines)
    return tuple(line for line in lines if line)


def _text(
    found: Found,
    printed: Sequence[Row],
    width: float,
    number: int,
    slots: list[Annotation],
    hand: Hand | None,
) -> Iterator[Item]:
    for stretch in stretches(printed, width):
        for place, column in enumerate(stretch.columns or [stretch.rows]):
            settled = [settle(found.line(row), hand) for row in column]
            slots.extend(_slot(number, one.blank) for one in settled if one.blank)
            lines = [one.line for one in settled]
            if stretch.columns:
                yield from (Paragraph((line,), column=place) for line in lines)
            else:
                yield lines


def _slot(number: int, blank: Blank) -> Annotation:
    return Annotation(SLOTS[blank.what, bool(blank.text)], number, blank.box, blank.text)


def _sure(block: Block, found: Found) -> Block:
    """The block, made by code that knows born-digital words, with the words and confidence of each line."""
    if isinstance(block, Table):
        return replace(block, cells=tuple(_sure_cell(cell, found) for cell in block.cells))
    return replace(block, lines=tuple(_sure_line(line, found) for line in block.lines))


def _sure_cell(cell: Cell, found: Found) -> Cell:
    paragraphs = tuple(replace(p, lines=tuple(_sure_line(line, found) for line in p.lines)) for p in cell.paragraphs)
    return replace(cell, paragraphs=paragraphs)


def _sure_line(line: Line, found: Found) -> Line:
    if line.box is None:
        return line
    x0, top, x1, bottom = line.box
    held = [
        w
        for w in found.words
        if top <= w.base - w.style.size / 3 <= bottom and x0 - 1 <= w.x0 and w.x1 <= x1 + 1 and w.text in line.text
    ]
    if not held:
        return line
    known = found.line(held)
    return replace(line, words=known.words, confidence=known.confidence)
