"""From words to blocks in reading order: letterhead and sign-off column by column, paragraphs, page numbers apart.

The same code that orders the text layer of a PDF orders words read from a picture: a page is a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.columns import stretches
from extract.ocr.words import Found
from extract.paragraphs import join
from extract.pdf_lines import Row
from schemas.document import Block, Paragraph, Zone

_MARGIN = 0.1  # of the page's height: page numbers stand within


def blocks(found: Found, width: float, height: float) -> list[Block]:
    """The blocks of a page `width` × `height` points in reading order."""
    body: list[Row] = []
    furniture: list[Row] = []
    for row in found.rows():
        (furniture if _is_page_number(row, height) else body).append(row)
    made: list[Block] = [Paragraph((found.line(row),), zone=_zone(row, height)) for row in furniture]
    for stretch in stretches(body, width):
        if not stretch.columns:
            made.extend(_paragraphs(found, stretch.rows))
            continue
        for number, column in enumerate(stretch.columns):
            made.extend(replace(paragraph, column=number) for paragraph in _paragraphs(found, column))
    return made


def _paragraphs(found: Found, stretch: Sequence[Row]) -> list[Paragraph]:
    return join([found.line(row) for row in stretch])


def _is_page_number(row: Row, height: float) -> bool:
    """Whether the row is a number alone in the margin."""
    text = "".join(w.text for w in row).strip("-–—. ")
    inside = _MARGIN * height < row[0].base < (1 - _MARGIN) * height
    return len(row) <= 3 and text.isdigit() and len(text) <= 3 and not inside


def _zone(row: Row, height: float) -> Zone:
    return Zone.HEADER if row[0].base < height / 2 else Zone.FOOTER
