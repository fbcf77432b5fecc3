"""The text that the citation grammar reads: marks stripped, case kept, one character for each of the clean text.

Matching on stripped text makes the grammar blind to where tone marks stand («hòa», «hoà») and to marks that were lost,
while every offset stays that of the clean text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from normalize.part import Block, Part
from vietnamese.letters import strip_marks

BREAK = "\u00b6"  # a border that no mention crosses; neither a space nor a letter to a pattern


@dataclass(frozen=True, slots=True)
class Flat:
    """A part's clean text (`content`) and its stripped twin (`plain`); `stretches` are paragraphs that run on."""

    content: str
    plain: str
    stretches: tuple[tuple[int, int], ...]

    def printed(self, start: int, end: int) -> str:
        """The words at `[start, end)` as printed, white space made single."""
        return " ".join(self.content[start:end].split())


def flatten(part: Part) -> Flat:
    """Return the text of `part` for the grammar; a paragraph cut in two by a page or column end runs on."""
    content = part.content
    plain = strip_marks(content.replace(BREAK, " "))
    if len(plain) != len(content):  # a letter without a twin of length one: rather no folding than wrong offsets
        plain = content
    characters = list(plain)
    for at, soft in _borders(part):
        characters[at] = " " if soft else BREAK
    plain = "".join(characters)
    return Flat(content, plain, tuple(_stretches(plain)))


def _borders(part: Part) -> Iterator[tuple[int, bool]]:
    """All line breaks and tabs of the text, each with whether the sentence runs on over it."""
    blocks = part.blocks
    soft = {
        a.end
        for a, b in pairwise(blocks)
        if b.start == a.end + 1 and _same_place(a, b) and _runs_on(part.words(a), part.words(b))
    }
    for match in re.finditer(r"[\n\t\f\v]", part.content):
        yield match.start(), match.start() in soft


def _same_place(a: Block, b: Block) -> bool:
    return a.cell == b.cell and a.column == b.column and a.zone == b.zone


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    unfinished = re.compile(
        r"(?:\b(?:so|ngay|thang|nam|cua|va|tai|theo|dieu|khoan|bo|so|phong|ubnd|uy ban|tinh|huyen|thong tu|nghi dinh|"
        r"quyet dinh|cong van|ke hoach|to trinh|nghi quyet|chi thi|can cu|thuc hien|luat|giao duc)|[-–/&(])\s*$",
        re.IGNORECASE,
    )
    label = re.compile(r"\s*(?:[-–—+*•·○▪]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]{1,2}|[ivxIVX]{1,5})[.)/])\s")
    return unfinished, label


def _runs_on(before: str, after: str) -> bool:
    """Whether a sentence goes on from one block to the next."""
    unfinished, label = _marks()
    before, after = before.rstrip(), strip_marks(after.lstrip())
    if not before or not after or before[-1] in ".;:!?…" or before.isupper() or label.match(after):
        return False
    return after[0].islower() or unfinished.search(strip_marks(before[-20:])) is not None


def _stretches(plain: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in plain.split(BREAK):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1
