"""Restoring the pages of a document: which need it, and how restored text goes back to the lines it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.restore.edits import Restored
from normalize.restore.gate import suspect, tally
from normalize.restore.model import model
from normalize.restore.restorer import restore
from schemas.document import Block, Cell, Document, Line, Page, Paragraph, Table

_LOST, _LEAST_WORDS = 0.3, 8


@dataclass(slots=True)
class Place:
    """A line on its way through restoration: its offset in the joined text."""

    line: Line
    start: int
    text: str


def needs_restoring(page: Page) -> bool:
    """Whether the Vietnamese of a page lost its marks: of those its words should carry, too many are missing."""
    text = "\n".join(line.text for line in lines(page))
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
    places = joined([page for page in document.pages if page.number in wanted])
    changed = restored_lines(places, restore("\n".join(place.text for place in places)))
    why = "đã phục hồi dấu tiếng Việt"
    pages = tuple(with_lines(page, changed, why) if page.number in wanted else page for page in document.pages)
    return replace(document, pages=pages)


def lines(page: Page) -> Iterator[Line]:
    """The lines of a page in reading order, table cells row by row."""
    for block in page.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                for paragraph in cell.paragraphs:
                    yield from paragraph.lines
        else:
            yield from block.lines


def joined(pages: Iterable[Page]) -> list[Place]:
    """The lines of pages on their way through restoration, which reads them as one text, a line a line."""
    places = []
    at = 0
    for page in pages:
        for line in lines(page):
            text = " ".join(line.text.split())
            places.append(Place(line, at, text))
            at += len(text) + 1
    return places


def restored_lines(places: Sequence[Place], result: Restored) -> dict[int, Line]:
    """The lines that `result` changed, by the identity of the lines they replace."""
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


def with_lines(page: Page, changed: dict[int, Line], why: str) -> Page:
    """`page` with its lines changed, and why."""
    return replace(
        page, blocks=tuple(_block(block, changed) for block in page.blocks), why=f"{page.why}; {why}".lstrip("; ")
    )


def _block(block: Block, changed: dict[int, Line]) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, changed)
    return replace(block, cells=tuple(_cell(cell, changed) for cell in block.cells))


def _cell(cell: Cell, changed: dict[int, Line]) -> Cell:
    return replace(cell, paragraphs=tuple(_paragraph(paragraph, changed) for paragraph in cell.paragraphs))


def _paragraph(paragraph: Paragraph, changed: dict[int, Line]) -> Paragraph:
    return replace(paragraph, lines=tuple(changed.get(id(line), line) for line in paragraph.lines))
