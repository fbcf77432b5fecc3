"""From the lines of all pages to blocks: furniture told apart, lines joined, paragraphs and tables over page breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from statistics import median

from extract import pdf_tables
from extract.furniture import Sheet, zones
from extract.paragraphs import Measure, glue, goes_over, join, measure
from extract.quality import Quality
from schemas.document import Annotation, Block, Line, Method, Page, Paragraph, Table, Zone

Item = list[Line] | Block  # lines of the body not yet joined, or a block that is ready

_ENOUGH = 8  # lines of a page that tell its column's edges
_SAME_EDGE = 4.0  # points
_GOOD = 0.8  # pages of less quality are read again from their picture: nothing is joined over their edges


_UNKNOWN = Quality(1.0, "")


@dataclass(slots=True)
class Draft:
    """A page as read, before its lines are joined."""

    number: int
    width: float = 0.0
    height: float = 0.0
    items: list[Item] = field(default_factory=list)
    annotations: tuple[Annotation, ...] = ()
    quality: Quality = _UNKNOWN
    blank: bool = False

    def lines(self) -> list[Line]:
        """The lines of the body and its furniture, from top to bottom."""
        return [line for item in self.items if isinstance(item, list) for line in item]


def flow(drafts: Sequence[Draft]) -> Iterator[Page]:
    """The pages that `drafts` make, in order."""
    told = zones([Sheet(draft.lines(), draft.height) for draft in drafts])
    columns = _columns(drafts, told)
    pages = [_blocks(draft, zone, column) for draft, zone, column in zip(drafts, told, columns, strict=True)]
    _join_over_pages(drafts, pages, columns)
    for draft, blocks in zip(drafts, pages, strict=True):
        yield Page(
            number=draft.number,
            blocks=tuple(glue(b) if isinstance(b, Paragraph) else b for b in blocks),
            width=draft.width or None,
            height=draft.height or None,
            method=Method.TEXT_LAYER,
            quality=draft.quality.value,
            why=draft.quality.why,
            annotations=draft.annotations,
        )


def _columns(drafts: Sequence[Draft], told: Sequence[Sequence[Zone]]) -> list[Measure]:
    """The column of each page's body; where its own lines tell too little, as is usual in pages of its size."""
    measured: list[tuple[Measure, int]] = []
    usual: dict[tuple[float, float], list[Measure]] = {}
    for draft, zone in zip(drafts, told, strict=True):
        body = [line for line, z in zip(draft.lines(), zone, strict=True) if z is Zone.BODY]
        measured.append((measure(body), len(body)))
        if len(body) >= _ENOUGH:
            usual.setdefault((draft.width, draft.height), []).append(measured[-1][0])
    return [
        _likely(own, count, usual.get((draft.width, draft.height), []), draft.width)
        for draft, (own, count) in zip(drafts, measured, strict=True)
    ]


def _likely(own: Measure, count: int, others: list[Measure], width: float) -> Measure:
    """The page's own column made wider where its lines are too few or too short to show how wide it is."""
    if not count:
        return own
    if not others:  # margins are even, or the wider one is on the left, where papers are bound
        return replace(own, right=max(own.right, width - own.left))
    left, right = median(m.left for m in others), median(m.right for m in others)
    justified = 2 * sum(m.justified for m in others) > len(others)
    if count >= _ENOUGH:
        alike = abs(own.left - left) < _SAME_EDGE
        return replace(own, right=max(own.right, right), justified=own.justified or justified) if alike else own
    first = [m.first for m in others if m.first is not None]
    return Measure(
        min(own.left, left),
        max(own.right, right),
        median(m.step for m in others),
        median(first) if 2 * len(first) >= len(others) else None,
        justified,
    )


def _blocks(draft: Draft, told: Sequence[Zone], column: Measure) -> list[Block]:
    """The blocks of one page; heads come first, then the text, footnotes and feet where they stand."""
    found: list[Block] = []
    at = 0
    for item in draft.items:
        if not isinstance(item, list):
            found.append(item)
            continue
        marked = zip(item, told[at : at + len(item)], strict=True)
        for zone, group in groupby(marked, key=lambda pair: pair[1]):
            lines = [line for line, _ in group]
            if zone in (Zone.HEADER, Zone.FOOTER):
                found.extend(Paragraph((line,), zone=zone) for line in lines)
            elif zone is Zone.FOOTNOTE:
                found.extend(replace(p, zone=zone) for p in join(lines))
            else:
                found.extend(join(lines, measured=column))
        at += len(item)
    return found


def _join_over_pages(drafts: Sequence[Draft], pages: list[list[Block]], columns: Sequence[Measure]) -> None:
    """Put paragraphs and tables that a page break cuts together on their first page."""
    open_page = open_block = -1  # where the text so far ends
    for index, blocks in enumerate(pages):
        if drafts[index].quality.value < _GOOD:
            open_page = -1
            continue
        body = [i for i, block in enumerate(blocks) if block.zone is Zone.BODY]
        if body and open_page >= 0:
            last, before = pages[open_page][open_block], columns[index - 1]
            whole = _whole(last, blocks[body[0]], before, columns[index], drafts[index].number)
            if whole is not None:
                pages[open_page][open_block] = whole
                del blocks[body[0]]
                body = [i - 1 for i in body[1:]]
        if body:
            open_page, open_block = index, body[-1]


def _whole(last: Block, first: Block, before: Measure, after: Measure, page: int) -> Block | None:
    """`last`, with which the text of a page ends, and `first` on `page` as one block, or None where they are two."""
    if isinstance(last, Table) and isinstance(first, Table):
        return pdf_tables.appended(last, first, page) if pdf_tables.goes_on(last, first) else None
    if not isinstance(last, Paragraph) or not isinstance(first, Paragraph):
        return None
    if last.column is not None or first.column is not None or not last.lines or not first.lines:
        return None
    if not goes_over(last.lines[-1], first.lines[0], before, after):
        return None
    moved = tuple(replace(line, page=line.page or page) for line in first.lines)
    return replace(last, lines=(*last.lines, *moved))
