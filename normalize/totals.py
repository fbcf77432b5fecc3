"""Totals that a dispatch states with their parts, checked by exact arithmetic (`Total.holds`).

Nothing is added up that the text or a table does not add up itself. A list behind «trong đó» may leave things out, so that
it counts as a total only where its parts give it, or where it is plain that they should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.part import Block, Part
from normalize.quotas import QuotaGroup, quota_groups
from normalize.sentences import label_end, sentences
from normalize.structure import Zones
from normalize.total_expressions import Sum, defined, each_behind, each_times, expressions, means, paired, plain, shares
from normalize.total_flat import flat_totals
from normalize.total_lines import line_totals, quota_totals
from normalize.total_lists import counted
from normalize.total_sentences import GOES_ON, gathered, sentence_totals
from normalize.total_tables import table_totals
from schemas.facts import Part as Summand
from schemas.facts import Total

_MEAN = re.compile(r"bình\s+quân|trung\s+bình", re.IGNORECASE)
_TIMES = re.compile(r"\d[^:;=]{0,40}\s[xX×*]\s")
_WORTH = re.compile(r"\d\D+\d")
_SUMS_UP = re.compile(r"(?:tổng\s+cộng|tổng\s+số|tổng|cộng)(?!\w)", re.IGNORECASE)
_NAMED = re.compile(r"\d\s*:$")  # «…, khối 7:» with its figure on the next line
_TERM = re.compile(r"[+=×xX]\s*\d[^:;]{0,60}=|=\s*\d")
_LONGEST = 3000  # characters of paragraphs put together
_REACH = 300  # characters at a paragraph's end that tell whether it goes on
_PARTS = 12  # figures before «tổng cộng» that may be its parts


def find_totals(part: Part, zones: Zones, groups: Sequence[QuotaGroup] | None = None) -> list[Total]:
    """Find the totals of a dispatch in reading order, in sentences, lists and tables.

    `groups`: the dispatch's quotas where they are known (`quota_groups`).
    """
    groups = list(quota_groups(part, zones)) if groups is None else groups
    lines = (*line_totals(part, zones), *quota_totals(part, groups))
    found = [*_paragraphs(part, zones), *lines, *flat_totals(part, zones), *table_totals(part)]
    unique: dict[tuple[int, tuple[str, ...]], Total] = {}
    for total in found:
        unique.setdefault((total.evidence[0].start, tuple(p.value for p in total.parts)), total)
    return sorted(unique.values(), key=lambda t: t.evidence[0].start)


def _paragraphs(part: Part, zones: Zones) -> Iterator[Total]:
    for block in _whole(part):
        if (
            zones.letterhead[0] <= block.start < zones.letterhead[1]
            or zones.closing[0] <= block.start < zones.closing[1]
        ):
            continue
        text = part.content[block.start : block.end]
        if not _WORTH.search(text):
            continue
        for found in _written_out(text):
            yield _of_sum(part, block, found)
        for start, end in _stretches(text):
            if _WORTH.search(text, start, end):
                yield from sentence_totals(part, block, text, (start, end))
            if start and _SUMS_UP.match(text, start):
                yield from _summed(part, block, text, start, end)


def _whole(part: Part) -> Iterator[Block]:
    """The paragraphs of a part; those that a printed line's end cut within a sentence are put together."""
    held: Block | None = None
    for block in part.paragraphs:
        if held and block.start == held.end + 1 and block.end - held.start <= _LONGEST and _goes_on(part, held, block):
            held = replace(held, end=block.end)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _goes_on(part: Part, block: Block, following: Block) -> bool:
    """Whether a sentence of a paragraph goes on in the one right below it: a bracket is open, a number named and not told."""
    text = part.content[max(block.start, block.end - _REACH) : block.end].rstrip()
    below = part.words(following)
    if _TERM.match(below) and text[-1:].isdigit():
        return True  # «… + 08 x 400.000» goes on with «+ 10 x 200.000 = …»
    if label_end(below, 0, len(below)) or not below[:1].strip():
        return False
    if text.rfind("(") > text.rfind(")"):
        return True
    return bool(_NAMED.search(text) and below[0].isdigit()) or (text[-1:] in ",+=" and not below[0].isupper())


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; one that opens a list («Trong đó: …») belongs to the one before it."""
    held: tuple[int, int] | None = None
    for start, end in _sentences(text):
        if held and GOES_ON.match(text, start):
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; what a semicolon parts stays together, for it parts the items of a list."""
    begin: int | None = None
    for start, end in sentences(text, label_end(text, 0, len(text)), len(text)):
        begin = start if begin is None else begin
        if not text[:end].rstrip().endswith(";") or end >= len(text.rstrip()):
            yield begin, end
            begin = None


def _written_out(text: str) -> Iterator[Sum]:
    """The sums, products, means and shares that a paragraph writes out with all their numbers."""
    if "=" in text or "bằng" in text or (":" in text and _TIMES.search(text)):
        yield from expressions(text)
    if "=" in text or "×" in text or "*" in text or " x " in text:
        yield from defined(text)
    if "ỗi" in text or "đồng/" in text or "đ/" in text:
        yield from each_times(text)
        yield from each_behind(text)
    if "/" in text or " - " in text or "–" in text:
        yield from paired(text)
    if "/" in text:
        yield from means(text) if _MEAN.search(text) else ()
        yield from shares(text) if "%" in text else ()


def _of_sum(part: Part, block: Block, found: Sum) -> Total:
    return Total(
        label=found.label,
        stated=found.stated,
        parts=[Summand(label=words, value=value) for words, value in found.parts],
        computed=plain(found.computed),
        holds=found.holds,
        evidence=[part.evidence(block.start + found.start, block.start + found.end, 0.95)],
    )


def _summed(part: Part, block: Block, text: str, start: int, end: int) -> Iterator[Total]:
    """«… tài liệu: 45 triệu đồng; … 12 triệu đồng. Tổng cộng: 57 triệu đồng»: a sentence that sums up the one before it."""
    figure = next(iter(counted(text, start, end)), None)
    total = gathered(part, block, text, counted(text, 0, start)[-_PARTS:], figure) if figure else None
    if total is not None:
        yield total
