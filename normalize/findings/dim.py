"""Places of a scanned page that were read unsurely: under stamps, on worn paper, by hand. Each is worth a look."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from normalize.findings.base import View, finding, quoted
from schemas.document import Method
from schemas.facts import Finding
from schemas.spans import Piece

_UNSURE = 0.8  # mean confidence of a line; those of clean print lie at .9 and above (34 scanned pages)
_LEAST = 8  # letters and figures: less is a speck or a page number
_EACH_PAGE, _ALL = 3, 8
_SHOWN = 60  # letters of a place that are quoted


def find_dim_places(view: View) -> Iterator[Finding]:
    """Find `low_quality_text` at the lines that were read least surely, with the place on the page."""
    pictures = {page.number for page in view.part.pages if page.method is Method.OCR}
    dim = [piece for piece in view.part.text.pieces if piece.page in pictures and _is_dim(view, piece)]
    places = sorted(_together(dim), key=lambda place: (_sure(place), place[0].start))
    told: dict[int, int] = {}
    worst = []
    for place in places:
        page = place[0].page
        told[page] = told.get(page, 0) + 1
        if told[page] <= _EACH_PAGE:
            worst.append(place)
    for place in sorted(worst[:_ALL], key=lambda place: place[0].start):
        page, start, end = place[0].page, place[0].start, place[-1].end
        text = " ".join(view.part.content[start:end].split())
        shown = quoted(text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …")
        yield finding(
            "low_quality_text",
            f"Trang {page} có chỗ đọc từ ảnh chưa chắc: {shown}; hãy đối chiếu với bản gốc.",
            f"text.pages[{page}]",
            [view.part.evidence(start, end, _sure(place))],
        )


def _is_dim(view: View, piece: Piece) -> bool:
    text = view.part.content[piece.start : piece.end]
    return piece.confidence < _UNSURE and sum(map(str.isalnum, text)) >= _LEAST


def _together(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Lines that follow each other on a page are one place."""
    if not pieces:
        return
    place = [pieces[0]]
    for before, piece in pairwise(pieces):
        if piece.page == before.page and piece.start <= before.end + 1:
            place.append(piece)
        else:
            yield place
            place = [piece]
    yield place


def _sure(place: list[Piece]) -> float:
    letters = sum(piece.end - piece.start for piece in place)
    return round(sum(piece.confidence * (piece.end - piece.start) for piece in place) / letters, 3)
