"""Reader of plain text: dispatches typed as text, or dumped from PDF, Word and OCR."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extract.emphasis import unmark
from extract.layout import blocks as laid_out
from extract.paragraphs import Measure, goes_over, join, measure
from extract.plain_page import page
from extract.repair import repair
from extract.source import Empty, Source
from extract.text_aligned import aligned_tables
from extract.text_columns import rowed, side_by_side, stretches, untabbed
from extract.text_encoding import decode
from extract.text_furniture import furniture
from extract.text_tables import row_tables, tables
from schemas.document import Block, Document, Line, Method, Paragraph, Zone
from vietnamese.letters import nfc

MEDIA_TYPE: Final = "text/plain"


def read(source: Source) -> Document:
    """Read plain text; form feeds part pages. Raises Empty."""
    text = decode(source.data)
    if not text.content.strip():
        raise Empty("Tệp không có chữ nào: hãy kiểm tra lại tệp gốc.")
    pages = _pages(text.content)
    left_out = furniture([[line.text for line in lines] for lines in pages])
    kept = [_kept(lines, _of(left_out, number)) for number, lines in enumerate(pages)]
    column = measure([line for lines in kept for line in lines])
    if not column.right:  # paragraphs a line each: blank lines between them do part them
        column = replace(column, spaced=False)
    bodies = _joined_over_pages([_blocks(lines, column) for lines in kept], column)
    return Document(
        source.name,
        source.sha256,
        MEDIA_TYPE,
        tuple(
            page((*body, *_furniture(lines, _of(left_out, number - 1))), Method.PLAIN, "chữ trong tệp", number)
            for number, (lines, body) in enumerate(zip(pages, bodies, strict=True), start=1)
        ),
        encoding=text.encoding,
        problems=text.problems,
        paged=len(pages) > 1,
    )


def _pages(content: str) -> list[list[Line]]:
    pages = [texts.split("\n") for texts in content.split("\f")]
    while len(pages) > 1 and not any(text.strip() for text in pages[-1]):
        pages.pop()
    return [list(_lines(texts)) for texts in pages]


def _lines(texts: Sequence[str]) -> Iterator[Line]:
    """Lines with wrong letters put right and Markdown's marks of bold type (`**`) taken off; `raw` where changed."""
    for text, (plain, bold) in zip(texts, unmark(texts), strict=True):
        fixed = repair(plain)
        yield Line(fixed, raw=text.strip() if fixed.strip() != nfc(text.strip()) else None, bold=bold)


def _kept(lines: Sequence[Line], left_out: set[int]) -> list[Line]:
    """The lines without furniture; of the blank lines round it one stays, so that sentences go on over it."""
    kept: list[Line] = []
    skipping = False
    for index, line in enumerate(lines):
        if index in left_out:
            while len(kept) > 1 and not kept[-1].text.strip() and not kept[-2].text.strip():
                kept.pop()
        skipping = index in left_out or (skipping and not line.text.strip())
        if not skipping:
            kept.append(line)
    return kept


def _of(left_out: set[tuple[int, int]], number: int) -> set[int]:
    return {index for at, index in left_out if at == number}


def _furniture(lines: Sequence[Line], indices: set[int]) -> Iterator[Paragraph]:
    for index in sorted(indices):
        yield Paragraph((replace(lines[index], text=lines[index].text.strip()),), zone=Zone.FOOTER)


def _blocks(lines: Sequence[Line], column: Measure) -> list[Block]:
    """Tables first, then two-column stretches, then tables with a row a line; what is left is joined to paragraphs."""
    found: list[Block] = []
    at = 0
    for table in tables(lines):
        found.extend(flow(lines[at : table.start], column))
        found.extend(laid_out(table.grid))
        at = table.end
    found.extend(flow(lines[at:], column))
    return found


def flow(lines: Sequence[Line], column: Measure) -> Iterator[Block]:
    """Lines of text as blocks: two-column stretches cut apart, rows of tabbed cells as tables, the rest joined."""
    at = 0
    for stretch in stretches([line.text for line in lines]):
        yield from _row_tables(lines[at : stretch.start], column)
        yield from side_by_side(lines[stretch.start : stretch.end], stretch)
        at = stretch.end
    yield from _row_tables(lines[at:], column)


def _row_tables(lines: Sequence[Line], column: Measure) -> Iterator[Block]:
    at = 0
    for table in row_tables(lines):
        yield from _aligned(lines[at : table.start], column)
        yield from laid_out(table.grid)
        at = table.end
    yield from _aligned(lines[at:], column)


def _aligned(lines: Sequence[Line], column: Measure) -> Iterator[Block]:
    at = 0
    for table in aligned_tables(lines):
        yield from _joined(lines[at : table.start], column)
        yield from laid_out(table.grid)
        at = table.end
    yield from _joined(lines[at:], column)


def _joined(lines: Sequence[Line], column: Measure) -> Iterator[Block]:
    return map(untabbed, join([rowed(line) for line in lines], measured=column))


def _joined_over_pages(bodies: Sequence[list[Block]], column: Measure) -> list[list[Block]]:
    """Bodies of pages, a paragraph that goes on over a page's end put together on the page where it begins."""
    done: list[list[Block]] = []
    for number, body in enumerate(bodies, start=1):
        before = next((page for page in reversed(done) if page), None)
        last, first = before[-1] if before else None, body[0] if body else None
        if (
            before
            and isinstance(last, Paragraph)
            and isinstance(first, Paragraph)
            and last.column is first.column is None
            and goes_over(last.lines[-1], first.lines[0], column, column)
        ):
            moved = (line if line.page else replace(line, page=number) for line in first.lines)
            before[-1] = replace(last, lines=(*last.lines, *moved))
            body = body[1:]
        done.append(body)
    return done
