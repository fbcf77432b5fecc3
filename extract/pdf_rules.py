"""The straight lines drawn on a PDF page, of which tables are made, and how much of it pictures cover."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf_glyphs import Frame, Handle

_THIN = 2.6  # points: a filled rectangle no thicker is a line
_SHORTEST = 4.0  # points
_MOST_POINTS = 400  # a path with more is a drawing
_MOST_LINES = 20_000  # a page with more is a drawing
_DEEPEST = 4  # forms within forms


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page beside text, in the document's coordinates."""

    level: list[tuple[float, float, float]] = field(default_factory=list)  # y, from x, to x
    upright: list[tuple[float, float, float]] = field(default_factory=list)  # x, from y, to y
    covered: float = 0.0  # share of the page that its largest picture covers
    paths: int = 0


Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawn(page: pdfium.PdfPage, shown: Frame) -> Drawn:
    """The lines and pictures of `page`."""
    found = Drawn()
    walker = _Walker(shown, found)
    count = raw.FPDFPage_CountObjects(page)
    walker.walk((raw.FPDFPage_GetObject(page, i) for i in range(count)), _AS_IT_IS, 0)
    return found


class _Walker:
    """Goes through page objects, into forms too."""

    def __init__(self, shown: Frame, found: Drawn) -> None:
        self._shown = shown
        self._found = found
        self._four = [ctypes.c_float() for _ in range(4)]
        self._fill = ctypes.c_int()
        self._stroke = ctypes.c_int()

    def walk(self, objects: Iterator[Handle], place: Matrix, depth: int) -> None:
        """Collect lines and pictures of `objects`, which `place` sets on the page."""
        kind_of = raw.FPDFPageObj_GetType
        for obj in objects:
            kind = kind_of(obj)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                continue
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._found.paths += 1
                if len(self._found.level) + len(self._found.upright) < _MOST_LINES:
                    self._path(obj, place)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._picture(obj, place)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = _times(_matrix(obj), place)
                count = raw.FPDFFormObj_CountObjects(obj)
                self.walk((raw.FPDFFormObj_GetObject(obj, i) for i in range(count)), inner, depth + 1)

    def _bounds(self, obj: Handle, place: Matrix) -> tuple[float, float, float, float] | None:
        left, bottom, right, top = self._four
        if not raw.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
            return None
        x0, y0 = _apply(place, left.value, bottom.value)
        x1, y1 = _apply(place, right.value, top.value)
        return self._shown.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _picture(self, obj: Handle, place: Matrix) -> None:
        box = self._bounds(obj, place)
        if box:
            width, height = self._shown.size
            across = min(box[2], width) - max(box[0], 0)
            down = min(box[3], height) - max(box[1], 0)
            share = max(across, 0) * max(down, 0) / max(width * height, 1)
            self._found.covered = max(self._found.covered, share)

    def _path(self, obj: Handle, place: Matrix) -> None:
        box = self._bounds(obj, place)
        if box is None:
            return
        x0, top, x1, bottom = box
        if bottom - top <= _THIN or x1 - x0 <= _THIN:
            self._line(x0, top, x1, bottom)
            return
        raw.FPDFPath_GetDrawMode(obj, self._fill, self._stroke)
        if self._stroke.value or raw.FPDFPath_CountSegments(obj) > 5:
            self._segments(obj, place)

    def _line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        if x1 - x0 >= _SHORTEST and bottom - top <= _THIN:
            self._found.level.append(((top + bottom) / 2, x0, x1))
        elif bottom - top >= _SHORTEST and x1 - x0 <= _THIN:
            self._found.upright.append(((x0 + x1) / 2, top, bottom))

    def _segments(self, obj: Handle, place: Matrix) -> None:
        count = raw.FPDFPath_CountSegments(obj)
        if count > _MOST_POINTS:
            return
        whole = _times(_matrix(obj), place)
        x, y = ctypes.c_float(), ctypes.c_float()
        begin = last = None
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(obj, i)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._shown.point(*_apply(whole, x.value, y.value))
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                begin = point
            elif kind == raw.FPDF_SEGMENT_LINETO and last:
                self._stretch(last, point)
            if begin and raw.FPDFPathSegment_GetClose(segment):
                self._stretch(point, begin)
            last = point

    def _stretch(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        self._line(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _matrix(obj: Handle) -> Matrix:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(obj, m) else _AS_IT_IS


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
