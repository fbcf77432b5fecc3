"""Text layer or OCR, page by page, from what each gives: `complete` puts OCR pages where the layer is missing or bad."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from extract.pdf_flow import flow
from extract.quality import LOW_QUALITY_TEXT, NO_TEXT_LAYER
from extract.source import MissingProgram, Source
from schemas.document import Block, Document, Method, Page, Problem, Table, Zone
from vietnamese.letters import mark_density, strip_marks
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from extract.ocr.clean import Picture
    from extract.ocr.page import Seen
    from extract.pdf_flow import Draft

Mode = Literal["auto", "force", "never"]
PDF: Final = "application/pdf"
_FEW_LETTERS = 40  # a page with fewer holds at most a page number, or the words of a signature's stamp
_GOOD = 0.85  # a layer as good as this is kept, its picture unread
_USUAL_DENSITY = 0.17  # share of marked letters, low in good administrative text
_WORD = re.compile(r"[^\W\d_]{2,}")
_HEAD_BLOCKS = 14  # among which a letterhead stands
_MOTTO = re.compile(r"d\s?oc lap\b.{0,4}t\s?u do")
_NUMBER = re.compile(r"^\W{0,3}s[o6].{0,3}?\d+[a-z]?\s*/|\d/(?:19|20)\d\d/", re.MULTILINE)
_DAY = re.compile(r"ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+(?:19|20)\d\d")
_FOR_A_HEAD = (
    0.05  # of goodness: what a layer may be the better by and yet give way to a reading of its blank letterhead
)
_SETTLED = (NO_TEXT_LAYER, LOW_QUALITY_TEXT)  # problems of a text layer that a good reading does away with


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
        document = _with_stamps(document, file)
        jobs = list(_jobs(document, file, mode))
        return _with_readings(document, file, jobs) if jobs else document
    finally:
        with PDFIUM:
            file.close()


def _with_stamps(document: Document, file: pdfium.PdfDocument) -> Document:
    """The document with its stamped numbers and dates read where they are pictures; without Tesseract, as it is."""
    from pypdfium2 import PdfiumError

    from extract.ocr.stamps import is_unread, read_stamps
    from extract.ocr.tesseract import Failed, TooSlow

    pages = list(document.pages)
    for index, page in enumerate(pages):
        height = page.height or 0.0
        if not any(is_unread(a, height) for a in page.annotations):
            continue
        try:
            read = read_stamps(file[page.number - 1], page.annotations, height)
        except (MissingProgram, Failed, TooSlow, PdfiumError):
            continue
        pages[index] = replace(page, annotations=read)
    return replace(document, pages=tuple(pages)) if pages != list(document.pages) else document


def goodness(text: str) -> float:
    """How much `text` is like Vietnamese print, 0..1: share of syllables that exist, times density of marks."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    real = sum(map(is_syllable, words)) / len(words)
    return real * min(mark_density(text) / _USUAL_DENSITY, 1.0)


def text_of(blocks: Iterable[Block]) -> str:
    """All words of the body in `blocks`, a paragraph a line."""
    return "\n".join(_texts(blocks))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.zone in (Zone.HEADER, Zone.FOOTER):
            continue
        if isinstance(block, Table):
            yield from (cell.text for cell in block.cells)
        else:
            yield block.text


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _jobs(document: Document, file: pdfium.PdfDocument, mode: Mode) -> Iterator[_Job]:
    """The pages that must be read, and why."""
    from extract.ocr.rasterise import PDFIUM, scan

    told = {(problem.page, problem.code) for problem in document.problems}
    for page in document.pages:
        if mode == "force":
            yield _Job(page.number, "đọc ảnh theo yêu cầu")
            continue
        text = text_of(page.blocks)
        letters, good = _letters(text), goodness(text)
        well_read = letters >= _FEW_LETTERS and good >= _GOOD
        if well_read and not _lacks_number_or_day(page):
            continue
        try:
            with PDFIUM:
                image = scan(file[page.number - 1])
        except Exception:  # a page that can't be opened has been told of by who read its text
            continue
        if well_read:
            if image:
                yield _Job(page.number, "đầu văn bản không có số hoặc ngày")
        elif letters < _FEW_LETTERS:
            if image or (page.number, NO_TEXT_LAYER) in told:
                yield _Job(page.number, "không có lớp chữ")
        elif image or "không đọc được" in page.why:  # letters without names: the print is good where the layer is not
            yield _Job(page.number, f"lớp chữ kém ({good:.2f})")


def _lacks_number_or_day(page: Page) -> bool:
    """Whether a letterhead stands on the page whose number or day its text layer has not got."""
    head = strip_marks("\n".join(_texts(page.blocks[:_HEAD_BLOCKS]))).lower()
    return bool(_MOTTO.search(head)) and not (_NUMBER.search(head) and _DAY.search(head))


def _with_readings(document: Document, file: pdfium.PdfDocument, jobs: Sequence[_Job]) -> Document:
    from extract.ocr.handwriting import hand_on
    from extract.ocr.layout import draft
    from extract.ocr.mended import mended
    from extract.ocr.tesseract import program

    try:
        program()
    except MissingProgram as error:
        if not any(text_of(page.blocks).strip() for page in document.pages):
            raise
        missing = tuple(Problem("missing_program", str(error), job.number) for job in jobs)
        return replace(document, problems=(*document.problems, *missing))
    pages = {page.number: page for page in document.pages}
    problems = list(document.problems)
    drafts: list[Draft] = []
    with ThreadPoolExecutor(_workers(len(jobs)), thread_name_prefix="ocr") as pool:
        for job, seen in zip(jobs, pool.map(lambda job: _read(file, document.sha256, job), jobs), strict=True):
            if isinstance(seen, Problem):
                problems.append(seen)
            else:
                why = f"{job.why}; OCR {seen.dpi:.0f} dpi, độ tin {seen.words.quality:.2f}"
                hand = hand_on(_picture_of(file, job.number), seen.width, seen.height)
                drafts.append(draft(seen, job.number, why, pages[job.number].annotations, hand))
    read = {n: _with_slots(page, file) for n, page in _read_pages(mended(drafts), pages).items()}
    kept = [p for p in problems if p.page not in read or p.code not in _SETTLED]
    return replace(document, pages=tuple(read.get(n, page) for n, page in pages.items()), problems=tuple(kept))


def _workers(pages: int) -> int:
    """As many pages at once as there are cores, one where this process is itself one of several."""
    import multiprocessing

    if multiprocessing.parent_process() is not None or "CONGVAN_WORKER" in os.environ:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, pages))


def _read(file: pdfium.PdfDocument, sha256: str, job: _Job) -> Seen | Problem:
    """What stands on a page; a page that can't be read costs that page alone."""
    from extract.ocr.cache import kept
    from extract.ocr.tesseract import TooSlow

    try:
        return kept(sha256, job.number, _picture_of(file, job.number))
    except TooSlow as error:
        return Problem("unreadable_page", f"Trang {job.number}: đọc ảnh quá {error} nên bỏ qua.", job.number)
    except Exception as error:  # whatever breaks on a page must not cost the others
        told = f"Trang {job.number}: không đọc được ảnh ({type(error).__name__}: {error})."
        return Problem("unreadable_page", told, job.number)


def _picture_of(file: pdfium.PdfDocument, number: int) -> Callable[[], Picture]:
    """What draws a page when it is called, without its annotations: what they say is in the layer."""
    from extract.ocr.rasterise import PDFIUM, page_picture

    def picture() -> Picture:
        with PDFIUM:
            return page_picture(file[number - 1], annotations=False)

    return picture


def _read_pages(drafts: Sequence[Draft], pages: dict[int, Page]) -> dict[int, Page]:
    """The pages that `drafts` make where they are better than the text layer; page breaks between them are closed."""
    better = [d for d in drafts if not _layer_is_better(pages[d.number], d)]
    read: dict[int, Page] = {}
    for run in _runs(better):
        for page in flow(run):
            layer = pages[page.number]
            laid = (*layer.annotations, *page.annotations)
            read[page.number] = replace(page, method=Method.OCR, annotations=laid)
    return read


def _with_slots(page: Page, file: pdfium.PdfDocument) -> Page:
    from extract.ocr.layout import SLOTS
    from extract.ocr.slot_pictures import from_pdf

    if not any(a.kind in SLOTS.values() for a in page.annotations):
        return page
    size = (page.width or 0.0, page.height or 0.0)
    return replace(page, annotations=from_pdf(page.annotations, size, file[page.number - 1]))


def _layer_is_better(layer: Page, made: Draft) -> bool:
    text = text_of(layer.blocks)
    if _letters(text) < _FEW_LETTERS:
        return not made.items
    allowed = _FOR_A_HEAD if _lacks_number_or_day(layer) else 0.0
    return goodness(text) - allowed >= goodness(_draft_text(made))


def _draft_text(made: Draft) -> str:
    found: list[str] = []
    for item in made.items:
        if isinstance(item, list):
            found.extend(line.text for line in item)
        else:
            found.extend(_texts([item]))
    return "\n".join(found)


def _runs(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Pages that follow each other."""
    run: list[Draft] = []
    for one in drafts:
        if run and one.number != run[-1].number + 1:
            yield run
            run = []
        run.append(one)
    if run:
        yield run
