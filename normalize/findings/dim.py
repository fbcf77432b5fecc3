"""Places of a scanned page that were read unsurely: under stamps, on worn paper, by hand. Each is worth a look."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from normalize.findings.base import View, finding, listing, quoted
from schemas.document import Method
from schemas.facts import Finding
from schemas.spans import Piece

_UNSURE = 0.8  # mean confidence of a line; those of clean print lie at .9 and above (34 scanned pages)
_LEAST = 8  # letters and figures: less is a speck or a page number
_EACH_PAGE, _ALL = 3, 6
_SHOWN = 40  # letters of a place that are quoted


def find_dim_places(view: View) -> Iterator[Finding]:
    """Find `low_quality_text` once, at the lines that were read least surely, with their places on the pages."""
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
    shown = sorted(worst[:_ALL], key=lambda place: place[0].start)
    if not shown:
        return
    pages = list(dict.fromkeys(place[0].page for place in shown))
    words = [quoted(_text(view, place)) for place in shown]
    where = f"Trang {pages[0]}" if len(pages) == 1 else f"Các trang {', '.join(map(str, pages))}"
    many = f"{len(shown)} chỗ" if len(shown) > 1 else "chỗ"
    yield finding(
        "low_quality_text",
        f"{where} có {many} đọc từ ảnh chưa chắc: {listing(words, 4)}; hãy đối chiếu với bản gốc.",
        f"text.pages[{pages[0]}]",
        [view.part.evidence(place[0].start, place[-1].end, _sure(place)) for place in shown],
    )


def _text(view: View, place: list[Piece]) -> str:
    text = " ".join(view.part.content[place[0].start : place[-1].end].split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


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
