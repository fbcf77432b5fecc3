"""Text layer or OCR, page by page, from what each gives: `complete` puts OCR pages where the layer is missing or bad."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from extract.source import MissingProgram, Source
from schemas.document import Block, Document, Method, Page, Paragraph, Problem, Table, Zone
from vietnamese.letters import mark_density
from vietnamese.syllables import parse_syllable

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from extract.ocr.page import Reading

Mode = Literal["auto", "force", "never"]
PDF: Final = "application/pdf"
_FEW_LETTERS = 40  # a page with fewer holds at most a page number, or the words of a signature's stamp
_GOOD = 0.8  # a layer this good is kept unread
_USUAL_DENSITY = 0.17  # share of marked letters, low in good administrative text
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Job:
    """A page to read: its number, and why."""

    number: int
    why: str


def complete(document: Document, source: Source, *, mode: Mode = "auto") -> Document:
    """`document` with its PDF pages read from their picture where the text layer is missing or bad.

    Where both can be read, the better one stays, and `Page.why` tells of both. A page that can't be read keeps its
    layer and is named in `problems`. Raises `MissingProgram` where no page holds any text and OCR is not installed.
    """
    if mode == "never" or document.media_type != PDF:
        return document
    import pypdfium2 as pdfium

    from extract.ocr.rasterise import PDFIUM

    with PDFIUM:
        file = pdfium.PdfDocument(source.data)
        file.init_forms()
    try:
        jobs = list(_jobs(document, file, mode))
        return _with_readings(document, file, jobs) if jobs else document
    finally:
        with PDFIUM:
            file.close()


def goodness(text: str) -> float:
    """How much `text` is like Vietnamese print, 0..1: share of syllables that exist, times density of marks."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    real = sum(parse_syllable(word) is not None for word in words) / len(words)
    return real * min(mark_density(text) / _USUAL_DENSITY, 1.0)


def text_of(blocks: Iterable[Block]) -> str:
    """All words of `blocks`, a paragraph a line, page furniture left out."""
    return "\n".join(p.text for b in blocks if b.zone is not Zone.HEADER for p in _paragraphs(b))


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Table):
        for cell in block.cells:
            yield from cell.paragraphs
    else:
        yield block


def _jobs(document: Document, file: pdfium.PdfDocument, mode: Mode) -> Iterator[_Job]:
    """The pages that must be read, and why."""
    from extract.ocr.rasterise import PDFIUM, scan

    for page in document.pages:
        if mode == "force":
            yield _Job(page.number, "đọc ảnh theo yêu cầu")
            continue
        text = text_of(page.blocks)
        letters = sum(c.isalpha() for c in text)
        good = goodness(text)
        if letters >= _FEW_LETTERS and good >= _GOOD:
            continue
        with PDFIUM:
            image = scan(file[page.number - 1])
        if letters < _FEW_LETTERS:
            if image or not letters:
                yield _Job(page.number, "không có lớp chữ")
        elif image or page.quality < _GOOD:
            yield _Job(page.number, f"lớp chữ xấu ({good:.2f})")


def _with_readings(document: Document, file: pdfium.PdfDocument, jobs: list[_Job]) -> Document:
    from extract.ocr.tesseract import program

    try:
        program()
    except MissingProgram as error:
        if not any(text_of(page.blocks).strip() for page in document.pages):
            raise
        missing = tuple(Problem("missing_program", str(error), job.number) for job in jobs)
        return replace(document, problems=(*document.problems, *missing))
    pages = {page.number: page for page in document.pages}
    problems: list[Problem] = []
    with ThreadPoolExecutor(_workers(len(jobs)), thread_name_prefix="ocr") as pool:
        for job, outcome in zip(jobs, pool.map(lambda job: _read(file, job), jobs), strict=True):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                pages[job.number] = _better(pages[job.number], outcome, job)
    return replace(document, pages=tuple(pages.values()), problems=(*document.problems, *problems))


def _workers(pages: int) -> int:
    """As many pages at once as there are cores, one where this process is itself one of several."""
    import multiprocessing

    if multiprocessing.parent_process() is not None:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, pages))


def _read(file: pdfium.PdfDocument, job: _Job) -> Reading | Problem:
    """The reading of a page; a page that can't be read costs that page alone."""
    from extract.ocr.page import read_page
    from extract.ocr.rasterise import PDFIUM, page_picture
    from extract.ocr.tesseract import Failed, TooSlow

    try:
        with PDFIUM:
            picture = page_picture(file[job.number - 1])
        return read_page(picture)
    except TooSlow as error:
        return Problem("unreadable_page", f"Trang {job.number}: đọc ảnh quá {error} nên bỏ qua.", job.number)
    except (Failed, ValueError, MemoryError, RuntimeError) as error:
        return Problem("unreadable_page", f"Trang {job.number}: không đọc được ảnh ({error}).", job.number)


def _better(page: Page, reading: Reading, job: _Job) -> Page:
    """The page as its picture reads, or as its layer does where that is better."""
    layer, read = goodness(text_of(page.blocks)), goodness(text_of(reading.blocks))
    told = f"{job.why}; OCR {reading.dpi:.0f} dpi, độ tin {reading.quality:.2f}"
    if not reading.blocks or (layer > read and sum(c.isalpha() for c in text_of(page.blocks)) >= _FEW_LETTERS):
        return replace(page, why="; ".join(filter(None, (page.why, told, "giữ lớp chữ"))))
    return replace(
        page,
        blocks=reading.blocks,
        width=page.width or reading.width,
        height=page.height or reading.height,
        method=Method.OCR,
        quality=round(reading.quality, 3),
        why=told,
    )
