"""What is laid over a PDF page: stamps, form fields, signatures, comments, and the text drawn in them.

Offices that sign electronically stamp number and date onto the finished file; no text layer holds them. pdfium draws
such appearances into the page's content («flatten») in memory, the file is never changed: the characters that were not
there before are the stamped ones. Those that fill a gap of a printed line («Số:   /KH-UBND») are read into it.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf_glyphs import Frame, Glyphs, PageText
from extract.pdf_lines import Row, bounds, line, rows
from extract.pdfium_calls import Handle
from schemas.document import Annotation, Box

_KINDS = {
    raw.FPDF_ANNOT_TEXT: "text",
    raw.FPDF_ANNOT_FREETEXT: "freetext",
    raw.FPDF_ANNOT_LINE: "line",
    raw.FPDF_ANNOT_SQUARE: "square",
    raw.FPDF_ANNOT_CIRCLE: "circle",
    raw.FPDF_ANNOT_POLYGON: "polygon",
    raw.FPDF_ANNOT_POLYLINE: "polyline",
    raw.FPDF_ANNOT_HIGHLIGHT: "highlight",
    raw.FPDF_ANNOT_UNDERLINE: "underline",
    raw.FPDF_ANNOT_SQUIGGLY: "squiggly",
    raw.FPDF_ANNOT_STRIKEOUT: "strikeout",
    raw.FPDF_ANNOT_STAMP: "stamp",
    raw.FPDF_ANNOT_CARET: "caret",
    raw.FPDF_ANNOT_INK: "ink",
    raw.FPDF_ANNOT_FILEATTACHMENT: "fileattachment",
    raw.FPDF_ANNOT_WIDGET: "widget",
    raw.FPDF_ANNOT_WATERMARK: "watermark",
    raw.FPDF_ANNOT_REDACT: "redact",
}  # links and pop-ups carry nothing of the dispatch
_DRAWN = ("freetext", "stamp", "widget", "signature", "watermark")
_HIDDEN = 1 << 1  # annotation flag
_FILLS = 24  # characters: what fills a gap in a line is short
_PLACEHOLDERS = set("….·_- /")


class Characters(NamedTuple):
    """A page's own characters, before anything is drawn over them, and where each stands."""

    text: str
    places: list[tuple[str, int, int]]


class Laid(NamedTuple):
    """An annotation as the file states it."""

    kind: str
    box: Box
    note: str | None


def laid_over(page: pdfium.PdfPage, shown: Frame) -> list[Laid]:
    """The annotations of `page`, without links, pop-ups and hidden ones."""
    found = []
    for index in range(max(raw.FPDFPage_GetAnnotCount(page), 0)):
        handle = raw.FPDFPage_GetAnnot(page, index)
        if not handle:
            continue
        try:
            kind = _KINDS.get(raw.FPDFAnnot_GetSubtype(handle))
            if kind and not raw.FPDFAnnot_GetFlags(handle) & _HIDDEN:
                found.append(_laid(handle, kind, shown))
        finally:
            raw.FPDFPage_CloseAnnot(handle)
    return found


def are_drawn(annotations: Sequence[Laid]) -> bool:
    """Whether any of them may draw text over the page, so that the page must be flattened to see it."""
    return any(a.kind in _DRAWN for a in annotations)


def _laid(handle: Handle, kind: str, shown: Frame) -> Laid:
    rectangle = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(handle, rectangle)
    box = shown.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    if kind == "widget" and _value(handle, b"FT") == "Sig":
        kind = "signature"
    note = _value(handle, b"Contents") or (_value(handle, b"V") if kind == "widget" else "")
    return Laid(kind, (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)), note.strip() or None)


def _value(handle: Handle, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(handle, key, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(handle, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def stamped_words(document: pdfium.PdfDocument, index: int, shown: Frame, own: Characters) -> list[Glyphs]:
    """The words that annotations draw over page `index`, whose own characters are `own`.

    The page must be closed. Changes the open document in memory, never the file.
    """
    page = document[index]
    try:
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    finally:
        page.close()
    page = document[index]
    try:
        text = PageText(page, shown)
        try:
            return [w for start, end in _added(text, own) for w in text.words(start, end)]
        finally:
            text.close()
    finally:
        page.close()


def _added(text: PageText, own: Characters) -> list[tuple[int, int]]:
    """Stretches of the flattened page's characters that are not its own: mostly one after them, else in between."""
    now = text.characters()
    if now.startswith(own.text):
        return [(len(own.text), len(now))]
    left = Counter(own.places)
    found: list[tuple[int, int]] = []
    for index, place in enumerate(text.places()):
        if place[0].isspace() or left[place]:
            left[place] -= not place[0].isspace()
        elif found and not now[found[-1][1] : index].strip():
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def read_annotations(laid: Sequence[Laid], stamped: Sequence[Glyphs], number: int) -> tuple[Annotation, ...]:
    """The annotations of page `number`: drawn text a run of words each, else the annotation with its note or none."""
    owners: dict[int, list[Glyphs]] = {}
    for run in (run for row in rows(stamped) for run in runs(row)):
        owner = _owner(laid, run)
        if owner is not None:
            owners.setdefault(owner, []).extend(run)
    found: list[Annotation] = []
    for i, one in enumerate(laid):
        drawn = rows(owners.get(i, []))
        if not drawn:
            found.append(Annotation(one.kind, number, one.box, one.note))
        elif len(drawn) == 1:
            found.extend(Annotation(one.kind, number, bounds(run), line(run).text) for run in runs(drawn[0]))
        else:
            words = [w for row in drawn for w in row]
            text = "\n".join(line(row).text for row in drawn)
            found.append(Annotation(one.kind, number, bounds(words), text))
    return tuple(found)


def _owner(laid: Sequence[Laid], run: Row) -> int | None:
    """The smallest annotation in whose box all words of the run stand by their middles."""
    y = run[0].base - run[0].style.size / 3
    x0, x1 = (run[0].x0 + run[0].x1) / 2, (run[-1].x0 + run[-1].x1) / 2
    held = [
        i for i, a in enumerate(laid) if a.box[0] - 1 <= x0 and x1 <= a.box[2] + 1 and a.box[1] - 1 <= y <= a.box[3] + 1
    ]
    return min(held, key=lambda i: (laid[i].box[2] - laid[i].box[0]) * (laid[i].box[3] - laid[i].box[1]), default=None)


def runs(row: Row) -> list[Row]:
    """The words of a row parted where the gap is wider than the type: day and month stamped apart."""
    found = [[row[0]]]
    for word in row[1:]:
        if word.x0 - found[-1][-1].x1 > word.style.size:
            found.append([])
        found[-1].append(word)
    return found


def filled(printed: list[Row], stamped: Sequence[Glyphs]) -> list[Row]:
    """`printed` with the stamped words that fill a gap of a printed line in their places.

    A dotted placeholder («…») under a stamp gives way to it; the word's `raw` keeps what the file itself has there.
    """
    for row in rows(stamped):
        for run in runs(row):
            if sum(len(w.text) for w in run) <= _FILLS and len(row) <= 4:
                _fill(printed, run)
    return printed


def _fill(printed: list[Row], run: Row) -> None:
    size = run[0].style.size
    near = [row for row in printed if abs(row[0].base - run[0].base) < 0.75 * max(size, row[0].style.size)]
    if not near:
        return
    row = min(near, key=lambda r: (abs(r[0].base - run[0].base), r[0].base))
    x0, x1 = run[0].x0, run[-1].x1
    reach = 3 * size
    if x1 < row[0].x0 - reach or x0 > row[-1].x1 + reach:
        return
    under = [w for w in row if min(w.x1, x1) - max(w.x0, x0) > 0.35 * min(w.x1 - w.x0, x1 - x0)]
    if not all(set(w.text) <= _PLACEHOLDERS for w in under):
        return
    gone = " ".join(w.text for w in under)
    row[:] = [w for w in row if w not in under]
    style = (row or under)[0].style
    base = (row or under)[0].base
    row.extend(w._replace(base=base, style=style, spaced=True, raw="" if i else gone) for i, w in enumerate(run))
    row.sort(key=lambda w: w.x0)
