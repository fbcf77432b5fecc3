"""From a `Document`'s blocks to clean text with its span map: the text in which all facts are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from normalize.part import Block, Part, Place
from schemas.document import Document, Line, Page, Paragraph, Table, Zone
from schemas.spans import Piece, SpanMap
from vietnamese.letters import nfc


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of the document on its way into clean text: its page, and its table cell where it has one."""

    paragraph: Paragraph
    page: int
    cell: Place | None = None


def items(document: Document) -> list[Item]:
    """All body paragraphs of a document in reading order, table cells row by row."""
    found: list[Item] = []
    table = 0
    for page in document.pages:
        for block in page.blocks:
            if block.zone in (Zone.HEADER, Zone.FOOTER):
                continue
            if isinstance(block, Table):
                found.extend(_cells(block, table, page))
                table += 1
            elif block.text:
                found.append(Item(block, _page(block, page)))
    return found


def _cells(table: Table, number: int, page: Page) -> Iterator[Item]:
    for cell in table.cells:
        place = Place(
            number, cell.row, cell.column, cell.row_span, cell.column_span, cell.row < table.header_rows, table.ruled
        )
        paragraphs = [p for p in cell.paragraphs if p.text] or [Paragraph(())]
        for paragraph in paragraphs:
            yield Item(paragraph, _page(paragraph, page), place)


def _page(paragraph: Paragraph, page: Page) -> int:
    """The page on which a paragraph begins: its own, or, in a table that runs over a page break, a later one."""
    return (paragraph.lines[0].page if paragraph.lines else None) or page.number


def build(found: Sequence[Item], document: Document) -> Part:
    """The part made of `found`, a stretch of `items(document)`; offsets start at 0."""
    writer = _Writer()
    previous: Item | None = None
    for item in found:
        writer.separate(previous, item)
        writer.write(item)
        previous = item
    numbers = {piece.page for piece in writer.pieces} | {item.page for item in found}
    return Part(
        text=SpanMap("".join(writer.parts), tuple(writer.pieces)),
        blocks=tuple(writer.blocks),
        pages=tuple(page for page in document.pages if page.number in numbers),
        annotations=tuple(a for page in document.pages if page.number in numbers for a in page.annotations),
        problems=tuple(p for p in document.problems if p.page is None or p.page in numbers),
    )


class _Writer:
    """Collects clean text, and the pieces and blocks that lead back from it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.blocks: list[Block] = []
        self.at = 0

    def separate(self, previous: Item | None, item: Item) -> None:
        """Write what stands between two paragraphs: a tab between the cells of a row, a line break elsewhere."""
        if previous is None:
            return
        a, b = previous.cell, item.cell
        same_row = a and b and (a.table, a.row) == (b.table, b.row) and a.column != b.column
        self._put("\t" if same_row else "\n")

    def write(self, item: Item) -> None:
        """Write a paragraph: its lines joined by one space, each a piece."""
        start = self.at
        for line in item.paragraph.lines:
            text = nfc(" ".join(line.text.split()))
            if not text:
                continue
            if self.at > start:
                self._put(" ")
            self._piece(line, text, item.page)
            self._put(text)
        if self.at == start and item.cell is None:
            return
        self.blocks.append(_block(item, start, self.at))

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def _piece(self, line: Line, text: str, page: int) -> None:
        raw = line.raw if line.raw is not None and line.raw != text else None
        self.pieces.append(Piece(self.at, self.at + len(text), line.page or page, line.box, raw, line.confidence))


def _block(item: Item, start: int, end: int) -> Block:
    paragraph = item.paragraph
    lines = paragraph.lines
    return Block(
        start=start,
        end=end,
        page=item.page,
        align=paragraph.align,
        bold=bool(lines) and all(line.bold for line in lines),
        italic=bool(lines) and all(line.italic for line in lines),
        size=max((line.size for line in lines if line.size), default=None),
        column=paragraph.column,
        zone=paragraph.zone,
        cell=item.cell,
    )


def plain(text: str) -> Part:
    """A part made of plain text, a paragraph a line: for tests and for anybody's spaCy pipeline."""
    lines: Iterable[str] = text.split("\n")
    blocks, pieces, at = [], [], 0
    for line in lines:
        if line.strip():
            blocks.append(Block(at, at + len(line), 1))
            pieces.append(Piece(at, at + len(line), 1))
        at += len(line) + 1
    return Part(SpanMap(text, tuple(pieces)), tuple(blocks))
