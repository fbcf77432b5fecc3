"""One page's picture read whole: cleaned, reduced to the best size, recognised, ruled tables cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.lattice import lattices
from extract.ocr import again, cells, signer, unread
from extract.ocr.choices import chosen
from extract.ocr.clean import Picture, clean
from extract.ocr.ruling import ruled
from extract.ocr.scale import to_best, to_height
from extract.ocr.tesseract import BLOCK, PAGE, PAGE_SECONDS, Token, read
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
    for sheet in cells.sheets(table.picture, grids, slope):
        tokens.extend(sheet.on_page(_read(sheet.picture, BLOCK, seconds), _block_after(tokens)))
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
