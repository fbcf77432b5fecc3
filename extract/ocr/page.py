"""One page's picture read whole: cleaned, reduced to the best size, recognised, ruled tables cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.lattice import Lattice, lattices
from extract.ocr import again, cells, line_ends, short_cells, signer, unread
from extract.ocr.choices import chosen
from extract.ocr.clean import Picture, clean
from extract.ocr.ruling import ruled
from extract.ocr.scale import to_best, to_height
from extract.ocr.tesseract import BLOCK, PAGE, PAGE_SECONDS, SPARSE, Token, read
from extract.ocr.unfold import unfold
from extract.ocr.upright import is_doubtful, quarter_turns
from extract.ocr.words import Found, found
from extract.pdf_rules import Drawn

_MOST_CELLS = 600  # a page with more is a drawing on squared paper


@dataclass(frozen=True, slots=True)
class Seen:
    """What was recognised on a page `width` × `height` points: words, and the lines of its ruled tables."""

    width: float
    height: float
    dpi: float
    words: Found
    lines: Drawn


def recognise(picture: Picture, *, seconds: float = PAGE_SECONDS) -> Seen:
    """Read a page's picture. Raises `tesseract.TooSlow`, `tesseract.Failed` or `extract.source.MissingProgram`.

    A page that lies on its side or stands on its head is turned; its width and height are then those of the turned page.
    """
    seen, doubtful = _recognise(picture, seconds)
    if doubtful and (turns := quarter_turns(clean(picture).picture, seconds)):
        import numpy as np

        upright = Picture(np.ascontiguousarray(np.rot90(picture.pixels, turns)), picture.dpi, picture.bilevel)
        seen, _ = _recognise(upright, seconds)
    return seen


def _recognise(picture: Picture, seconds: float) -> tuple[Seen, bool]:
    """What is read on the picture as it stands, and whether it may not stand upright."""
    cleaned = clean(picture)
    page, slope = cleaned.picture, cleaned.slope
    table = ruled(page, slope)
    grids = lattices(table.lines.level, table.lines.upright) if table.lines.upright else []
    if sum(len(grid.places) for grid in grids) > _MOST_CELLS:
        grids = []
    sheet_of_text = unfold(cells.without(page, grids) if grids else page)
    tokens = list(sheet_of_text.on_page(_read(sheet_of_text.picture, PAGE, seconds)))
    tokens.extend(_in_cells(table.picture, grids, slope, seconds, _block_after(tokens)))
    if ends := line_ends.places(table.picture, tokens):
        strips = short_cells.strips(table.picture, [p for pair in ends for p in pair], a_line=2, apart=line_ends.SPACE)
        readings = strips.readings(_read(strips.picture, BLOCK, seconds))[1::2]
        tokens.extend(line_ends.believable(readings, _block_after(tokens)))
    if patches := unread.patches(table.picture, tokens):
        sheet = cells.sheet(table.picture, patches)
        seen_now = sheet.on_page(_read(sheet.picture, BLOCK, seconds), _block_after(tokens))
        tokens.extend(unread.believable(list(seen_now), tokens))
    tokens = _looked_at_again(_with_signer(tokens, table.picture, seconds), table.picture, seconds)
    wide, high = picture.size
    points = 72 / picture.dpi
    lines = table.lines if grids else Drawn()
    seen = Seen(wide * points, high * points, picture.dpi, found(tokens, page, slope), lines)
    return seen, is_doubtful(tokens)


def _in_cells(
    page: Picture, grids: Sequence[Lattice], slope: float, seconds: float, first_block: int
) -> Iterator[Token]:
    """The words of the tables of a page, a cell a block; short cells that were read unsurely are read side by side."""
    known: list[tuple[cells.Patch, list[Token]]] = []
    for sheet in cells.sheets(page, grids, slope):
        start = len(known)
        known.extend((cell, []) for _, cell in sheet.cells)
        for token in sheet.on_page(_read(sheet.picture, BLOCK, seconds), start):
            known[token.line[0]][1].append(token)
    others: dict[int, list[list[Token]]] = {number: [] for number in range(len(known))}
    short = short_cells.doubtful(page, known)
    for layout in (BLOCK, SPARSE):
        if short:
            strips = short_cells.strips(page, [ink for _, ink in short])
            for (number, _), words in zip(short, strips.readings(_read(strips.picture, layout, seconds)), strict=True):
                others[number].append(words)
            short = [(number, ink) for number, ink in short if not short_cells.is_sure(others[number][-1])]
    known = [(cell, list(short_cells.best(words, others[n]))) for n, (cell, words) in enumerate(known)]
    for number, (_, words) in enumerate(known):
        yield from (replace(token, line=(first_block + number, *token.line[1:])) for token in words)


def _with_signer(tokens: list[Token], page: Picture, seconds: float) -> list[Token]:
    """The words of a page, those of a signer read once more by themselves."""
    place = signer.place(page, tokens)
    if place is None:
        return tokens
    picture, left, top = place
    readings = [read(picture, layout=BLOCK, seconds=seconds)]
    if not signer.is_whole(readings[0]):
        readings.append(read(signer.without_thin(picture), layout=BLOCK, seconds=seconds))
    return signer.merged(tokens, page, [[_moved(t, left, top) for t in reading] for reading in readings])


def _moved(token: Token, right: int, down: int) -> Token:
    left, top = token.left + right, token.top + down
    return replace(token, left=left, right=token.right + right, top=top, bottom=token.bottom + down)


def _looked_at_again(tokens: list[Token], page: Picture, seconds: float) -> list[Token]:
    """The words of a page, its doubtful lines read once more at a larger size."""
    lines = again.doubtful(tokens)
    if not lines:
        return tokens
    sheet = again.sheet(page, lines)
    large = to_height(sheet.picture, page, again.HEIGHT)
    read_again: list[list[Token]] = [[] for _ in lines]
    for token in sheet.on_page(
        _enlarged(read(large, layout=BLOCK, seconds=seconds, choices=True), page.dpi / large.dpi), 0
    ):
        read_again[token.line[0]].append(token)
    return chosen(again.merged(tokens, lines, read_again))


def _block_after(tokens: list[Token]) -> int:
    """A number for the next block of words."""
    return max((token.line[0] for token in tokens), default=0) + 1


def _read(page: Picture, layout: int, seconds: float) -> Iterator[Token]:
    """The words of a picture in its own pixels, read at the best size."""
    best = to_best(page)
    yield from _enlarged(chosen(read(best, layout=layout, seconds=seconds, choices=True)), page.dpi / best.dpi)


def _enlarged(tokens: Iterable[Token], factor: float) -> Iterator[Token]:
    for t in tokens:
        yield replace(
            t,
            left=round(t.left * factor),
            top=round(t.top * factor),
            right=round(t.right * factor),
            bottom=round(t.bottom * factor),
        )
