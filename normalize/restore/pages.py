"""Restoring the pages of a document: which need it, and how restored text goes back to the lines it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from normalize.restore.gate import suspect, tally
from normalize.restore.model import model
from normalize.restore.restorer import restore
from schemas.document import Block, Cell, Document, Line, Page, Paragraph, Table

_LOST, _LEAST_WORDS = 0.3, 8


@dataclass(slots=True)
class _Place:
    """A line on its way through restoration: its offset in the joined text."""

    line: Line
    start: int
    text: str


def needs_restoring(page: Page) -> bool:
    """Whether the Vietnamese of a page lost its marks: of those its words should carry, too many are missing."""
    text = "\n".join(line.text for line in _lines(page))
    if not suspect(text):
        return False
    found = tally(text, model())
    return found.words >= _LEAST_WORDS and found.lost > _LOST


def restore_document(document: Document) -> Document:
    """`document` with the pages that need it restored; the others, and a document that needs nothing, are the same objects.

    A restored line keeps what stood there in `raw` and is as sure as its least sure change. Lines are read together,
    page after page, since words and phrases run over their ends.
    """
    wanted = {page.number for page in document.pages if needs_restoring(page)}
    if not wanted:
        return document
    places = _joined(document, wanted)
    lines = _restored(places)
    pages = tuple(_page(page, lines) if page.number in wanted else page for page in document.pages)
    return replace(document, pages=pages)


def _lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                for paragraph in cell.paragraphs:
                    yield from paragraph.lines
        else:
            yield from block.lines


def _joined(document: Document, wanted: set[int]) -> list[_Place]:
    places = []
    at = 0
    for page in document.pages:
        if page.number in wanted:
            for line in _lines(page):
                text = " ".join(line.text.split())
                places.append(_Place(line, at, text))
                at += len(text) + 1
    return places


def _restored(places: list[_Place]) -> dict[int, Line]:
    """The restored lines by the identity of the lines they replace."""
    result = restore("\n".join(place.text for place in places))
    rows = result.text.split("\n")
    found: dict[int, Line] = {}
    at = number = 0
    changes = result.changes
    for place, row in zip(places, rows, strict=True):
        end = at + len(row)
        worst = 1.0
        while number < len(changes) and changes[number].start < end:
            worst = min(worst, changes[number].confidence)
            number += 1
        if row != place.text:
            raw = place.line.text if place.line.raw is None else place.line.raw
            found[id(place.line)] = replace(
                place.line, text=row, raw=raw, confidence=round(place.line.confidence * worst, 4)
            )
        at = end + 1
    return found


def _page(page: Page, lines: dict[int, Line]) -> Page:
    blocks = tuple(_block(block, lines) for block in page.blocks)
    return replace(page, blocks=blocks, why=f"{page.why}; đã phục hồi dấu tiếng Việt".lstrip("; "))


def _block(block: Block, lines: dict[int, Line]) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, lines)
    return replace(block, cells=tuple(_cell(cell, lines) for cell in block.cells))


def _cell(cell: Cell, lines: dict[int, Line]) -> Cell:
    return replace(cell, paragraphs=tuple(_paragraph(paragraph, lines) for paragraph in cell.paragraphs))


def _paragraph(paragraph: Paragraph, lines: dict[int, Line]) -> Paragraph:
    return replace(paragraph, lines=tuple(lines.get(id(line), line) for line in paragraph.lines))
