"""`Part`: one dispatch's clean text with its blocks; what every finder of facts is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from schemas.document import Align, Annotation, Page, Problem, Zone
from schemas.facts import Evidence
from schemas.spans import SpanMap


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table cell stands: table number in the part, grid place and spans."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the clean text: `content[start:end]`, its page, how it is set; `cell` where it is in a table."""

    start: int
    end: int
    page: int
    align: Align | None = None
    bold: bool = False
    italic: bool = False
    size: float | None = None
    column: int | None = None  # 0 left, 1 right in two-column stretches (letterhead; Nơi nhận | signature)
    zone: Zone = Zone.BODY
    cell: Place | None = None


@dataclass(frozen=True)
class Part:
    """One dispatch of a file: all that finders of facts see. Offsets are into `text.content`.

    In `content` a paragraph is a line; the cells of a table row are separated by tabs, and a cell's own paragraphs by
    line breaks; a table ends with a line break. Blocks tell paragraphs and cells apart for sure.
    """

    text: SpanMap
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def content(self) -> str:
        """The clean text."""
        return self.text.content

    def doubtful(self, start: int, end: int) -> bool:
        """Whether `content[start:end]` was read from a picture or restored, so that a name in it may be misspelt."""
        pictures = {page.number for page in self.pages if page.method == "ocr"}
        return any(piece.raw is not None or piece.page in pictures for piece in self.text.pieces_of(start, end))

    def words(self, block: Block) -> str:
        """The text of a block."""
        return self.text.content[block.start : block.end]

    def evidence(self, start: int, end: int, confidence: float = 1.0) -> Evidence:
        """Evidence for `content[start:end]`; see `SpanMap.evidence`."""
        return self.text.evidence(start, end, confidence)

    @cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        """Blocks outside ruled tables, in reading order."""
        return tuple(b for b in self.blocks if b.cell is None or not b.cell.ruled)

    @cached_property
    def tables(self) -> dict[int, tuple[Block, ...]]:
        """Blocks of each ruled table, by table number."""
        found: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.cell is not None and block.cell.ruled:
                found.setdefault(block.cell.table, []).append(block)
        return {number: tuple(blocks) for number, blocks in found.items()}

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the character at `offset`."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.blocks) and self.blocks[low].start <= offset:
            return self.blocks[low]
        return None

    def rows(self, table: int) -> Iterator[tuple[int, dict[int, list[Block]]]]:
        """The rows of a table: row number and its blocks by column; a merged cell appears in each row it covers."""
        blocks = self.tables[table]
        last = max(b.cell.row + b.cell.row_span for b in blocks if b.cell)
        for row in range(last):
            cells: dict[int, list[Block]] = {}
            for block in blocks:
                cell = block.cell
                if cell and cell.row <= row < cell.row + cell.row_span:
                    cells.setdefault(cell.column, []).append(block)
            if cells:
                yield row, cells
