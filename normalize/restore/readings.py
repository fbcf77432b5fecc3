"""Repairing what an OCR read of pages: the slips of each page undone where the language model is sure, or left as read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from normalize.restore.edits import Edit, apply
from normalize.restore.gate import dense_blocks
from normalize.restore.pages import Place, joined, restored_lines, with_lines
from normalize.restore.pages import lines as lines_of
from normalize.restore.slips import edits, slips
from schemas.document import Document, Line, Method, Page
from vietnamese.letters import nfc

_GARBAGE = 0.25  # share of words to be changed above which a page was not read well enough to be repaired at all


def repair_readings(document: Document) -> Document:
    """`document` with the slips on its pages read by OCR repaired; a page where there are none is the same object.

    Words are changed one letter at a time, where the other word is all but sure; numbers, symbols and dates never, and
    only in good Vietnamese: text that lost its marks and other languages are not for this. A repaired line keeps its
    box and words, and what was read in `raw`; it is as sure as its least sure change.
    """
    read = [page for page in document.pages if page.method is Method.OCR]
    places = joined(read)
    text = "\n".join(place.text for place in places)
    if not read or nfc(text) != text:  # decomposed letters: `encodings.repair` was not asked
        return document
    blocks = dense_blocks(text)
    found = [edit for edit in edits(text, _Trust(places).of, slips()) if _inside(edit, blocks)]
    changed, told = _by_page(read, places, found)
    pages = tuple(
        with_lines(page, changed, told[page.number]) if page.number in told else page for page in document.pages
    )
    return replace(document, pages=pages) if told else document


def _by_page(
    pages: Sequence[Page], places: Sequence[Place], found: Sequence[Edit]
) -> tuple[dict[int, Line], dict[int, str]]:
    """The repaired lines, and what was done on each page by its number; hopeless pages are left as read."""
    changed: dict[int, Line] = {}
    told: dict[int, str] = {}
    first = 0
    for page in pages:
        own = places[first : first + sum(1 for _ in lines_of(page))]
        first += len(own)
        if not own:
            continue
        start, text = own[0].start, "\n".join(place.text for place in own)
        here = [
            e._replace(start=e.start - start, end=e.end - start) for e in found if start <= e.start < start + len(text)
        ]
        if 0 < len(here) <= _GARBAGE * len(text.split()):
            changed |= restored_lines(own, apply(text, here))
            told[page.number] = f"đã sửa {len(here)} chữ đọc sai"
    return changed, told


def _inside(edit: Edit, blocks: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(blocks, (edit.start, float("inf"))) - 1
    return place >= 0 and edit.start < blocks[place][1]


class _Trust:
    """How sure the OCR was of each word by its offset in the joined text."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._starts: list[int] = [0]
        self._sure: list[float] = [1.0]
        for place in places:
            words, line = place.text.split(), place.line
            known = [word.confidence for word in line.words] if len(line.words) == len(words) else []
            at = place.start
            for number, word in enumerate(words):
                self._starts.append(at)
                self._sure.append(known[number] if known else line.confidence)
                at += len(word) + 1

    def of(self, offset: int) -> float:
        """Confidence of the word at an offset."""
        return self._sure[bisect_right(self._starts, offset) - 1]
