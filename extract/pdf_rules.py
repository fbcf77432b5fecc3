"""The straight lines drawn on a PDF page, of which tables are made, and how much of it pictures cover."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract import pdfium_calls as calls
from extract.pdf_glyphs import Frame

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
_TEXT, _PATH, _IMAGE, _FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_FORM,
)
_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawn(page: pdfium.PdfPage, shown: Frame) -> Drawn:
    """The lines and pictures of `page`."""
    found = Drawn()
    walker = _Walker(shown, found)
    key, get = calls.address_of(page.raw), calls.page_object
    walker.walk((get(key, i) for i in range(raw.FPDFPage_CountObjects(page))), _AS_IT_IS, 0)
    return found


class _Walker:
    """Goes through page objects, into forms too."""

    def __init__(self, shown: Frame, found: Drawn) -> None:
        self._shown = shown
        self._found = found
        self._four = (ctypes.c_float * 4)()
        start, step = ctypes.addressof(self._four), ctypes.sizeof(ctypes.c_float)
        self._places = [start + i * step for i in range(4)]
        self._fill = ctypes.c_int()
        self._stroke = ctypes.c_int()

    def walk(self, objects: Iterator[int], place: Matrix, depth: int) -> None:
        """Collect lines and pictures of `objects`, which `place` sets on the page."""
        kind_of = calls.object_type
        for obj in objects:
            kind = kind_of(obj)
            if kind == _TEXT:
                continue
            if kind == _PATH:
                self._found.paths += 1
                if len(self._found.level) + len(self._found.upright) < _MOST_LINES:
                    self._path(obj, place)
            elif kind == _IMAGE:
                self._picture(obj, place)
            elif kind == _FORM and depth < _DEEPEST:
                inner = _times(_matrix(obj), place)
                inside = (calls.form_object(obj, i) for i in range(calls.form_count(obj)))
                self.walk(inside, inner, depth + 1)

    def _bounds(self, obj: int, place: Matrix) -> tuple[float, float, float, float] | None:
        if not calls.object_bounds(obj, *self._places):
            return None
        left, bottom, right, top = self._four
        if place is _AS_IT_IS:
            return self._shown.box(left, bottom, right, top)
        x0, y0 = _apply(place, left, bottom)
        x1, y1 = _apply(place, right, top)
        return self._shown.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _picture(self, obj: int, place: Matrix) -> None:
        box = self._bounds(obj, place)
        if box:
            width, height = self._shown.size
            across = min(box[2], width) - max(box[0], 0)
            down = min(box[3], height) - max(box[1], 0)
            share = max(across, 0) * max(down, 0) / max(width * height, 1)
            self._found.covered = max(self._found.covered, share)

    def _path(self, obj: int, place: Matrix) -> None:
        box = self._bounds(obj, place)
        if box is None:
            return
        x0, top, x1, bottom = box
        if bottom - top <= _THIN or x1 - x0 <= _THIN:
            self._line(x0, top, x1, bottom)
            return
        path = ctypes.cast(obj, raw.FPDF_PAGEOBJECT)
        raw.FPDFPath_GetDrawMode(path, self._fill, self._stroke)
        if self._stroke.value or raw.FPDFPath_CountSegments(path) > 5:
            self._segments(path, _times(_matrix(obj), place))

    def _line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        if x1 - x0 >= _SHORTEST and bottom - top <= _THIN:
            self._found.level.append(((top + bottom) / 2, x0, x1))
        elif bottom - top >= _SHORTEST and x1 - x0 <= _THIN:
            self._found.upright.append(((x0 + x1) / 2, top, bottom))

    def _segments(self, path: calls.Handle, whole: Matrix) -> None:
        count = raw.FPDFPath_CountSegments(path)
        if count > _MOST_POINTS:
            return
        x, y = ctypes.c_float(), ctypes.c_float()
        begin = last = None
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(path, i)
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


def _matrix(obj: int) -> Matrix:
    m = raw.FS_MATRIX()
    found = calls.object_matrix(obj, ctypes.addressof(m))
    return (m.a, m.b, m.c, m.d, m.e, m.f) if found else _AS_IT_IS


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
