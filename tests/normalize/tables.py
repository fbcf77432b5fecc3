"""Parts with paragraphs and tables, for tests of finders that read both."""

from __future__ import annotations

from normalize.clean import build, items
from normalize.part import Part
from schemas.document import Cell, Document, Line, Page, Paragraph, Table

Rows = list[list[str | tuple[str, int, int]]]
"""A table: a cell is its text, or its text with row span and column span; covered places are left out."""


def table(rows: Rows, header_rows: int = 1) -> Table:
    """A ruled table; a line break in a cell begins a new paragraph."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            text, high, wide = cell if isinstance(cell, tuple) else (cell, 1, 1)
            while (r, c) in taken:
                c += 1
            taken |= {(r + i, c + j) for i in range(high) for j in range(wide)}
            cells.append(Cell(tuple(Paragraph((Line(t),)) for t in text.split("\n")), r, c, high, wide))
            c += wide
    width = max(c for _, c in taken) + 1
    return Table(tuple(cells), len(rows), width, header_rows=header_rows)


def part(*blocks: str | Table) -> Part:
    """A part with one paragraph a line of each text, and the tables between them."""
    made: list[Paragraph | Table] = []
    for block in blocks:
        if isinstance(block, Table):
            made.append(block)
        else:
            made += [Paragraph((Line(line.strip()),)) for line in block.strip().split("\n") if line.strip()]
    document = Document("thu.txt", "0" * 64, "text/plain", (Page(1, tuple(made)),), paged=False)
    return build(items(document), document)
