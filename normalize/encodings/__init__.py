"""Text from before Unicode, and text that lost its encoding on the way, turned into NFC Unicode, line by line.

`repair` knows TCVN3 (ABC), VNI, VISCII, VPS, VIQR, UTF-8 read as Latin-1 or Windows-1252, decomposed letters and marks
apart from their letters, and letters of other alphabets that look Vietnamese. It is led by the fonts where a file names
them and by the words everywhere: nothing is changed that is Vietnamese as it stands, or that would not become so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from normalize.encodings.judge import UNICODE, chief, survey, verdicts
from normalize.encodings.lines import decode
from schemas.document import Block, Cell, Document, Line, Page, Paragraph

_REPAIRED = "legacy_encoding"  # the readers' problem, solved here


def repair(document: Document) -> Document:
    """The document with every line in NFC Unicode, what stood there kept in `Line.raw`; the same object if all was.

    `encoding` is that of most repaired lines (`tcvn3`, `vni`, `viscii`, `vps`, `viqr`, `mojibake`), else as it was; the
    problem `legacy_encoding` goes where text was repaired.
    """
    lines = list(_lines(document))
    found = survey(lines)
    if not found and all(line.text.isascii() and "\x00" not in line.text for line in lines):
        return document
    judged = verdicts(lines, found) if found else [None] * len(lines)
    decoded = [decode(line, verdict, found) for line, verdict in zip(lines, judged, strict=True)]
    if all(new is old for old, (new, _) in zip(lines, decoded, strict=True)):
        return document
    fresh = iter([line for line, _ in decoded])
    pages = tuple(replace(page, blocks=tuple(_block(block, fresh) for block in page.blocks)) for page in document.pages)
    used = [encoding for _, encoding in decoded if encoding != UNICODE]
    if not used:
        return replace(document, pages=pages)
    problems = tuple(problem for problem in document.problems if problem.code != _REPAIRED)
    return replace(document, pages=pages, encoding=chief(used), problems=problems)


def _lines(document: Document) -> Iterator[Line]:
    """All lines in the order in which `_block` meets them."""
    for page in document.pages:
        for paragraph in _paragraphs(page):
            yield from paragraph.lines


def _paragraphs(page: Page) -> Iterator[Paragraph]:
    for block in page.blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from cell.paragraphs


def _block(block: Block, fresh: Iterator[Line]) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, fresh)
    return replace(block, cells=tuple(_cell(cell, fresh) for cell in block.cells))


def _cell(cell: Cell, fresh: Iterator[Line]) -> Cell:
    return replace(cell, paragraphs=tuple(_paragraph(paragraph, fresh) for paragraph in cell.paragraphs))


def _paragraph(paragraph: Paragraph, fresh: Iterator[Line]) -> Paragraph:
    return replace(paragraph, lines=tuple(next(fresh) for _ in paragraph.lines))
