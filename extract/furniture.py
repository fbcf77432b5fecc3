"""Page furniture of paged documents: page numbers, running heads and feet, footnotes. Marked, never deleted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extract.line_starts import start
from schemas.document import Line, Zone
from vietnamese.letters import strip_marks

_EDGE = 0.12  # of the page's height: furniture stands within
_DEPTH = 3  # lines at the top and at the bottom of a page that are looked at
_OFTEN = 3  # pages in a row on which a running line stands
_SAME_HEIGHT = 6.0  # points
_NUMBER = re.compile(
    r"^(?:(?:trang|page|tr)\b\.?\s*)?[-–—(\[/.\s]*(?:\d{1,4}|[ivxlc]{1,6})[-–—)\]/.\s]*"
    r"(?:(?:/|tren|cua|of)\s*\d{1,4})?[-–—\s]*$"
)
_NOTE = re.compile(r"^(?:\[?\(?\d{1,2}[\])]?\s*(?=[^\W\d_])|\*{1,3}\s*\w|[¹²³⁴⁵⁶⁷⁸⁹])")
_SMALLER = 1.4  # points: footnotes are set smaller than the text by as much


class Sheet(NamedTuple):
    """A page's lines from top to bottom (those outside tables and columns), and its height in points."""

    lines: Sequence[Line]
    height: float


def zones(sheets: Sequence[Sheet]) -> list[list[Zone]]:
    """For each line of each page the zone in which it stands."""
    found = [[Zone.BODY] * len(sheet.lines) for sheet in sheets]
    running = _running(sheets)
    for number, sheet in enumerate(sheets):
        for index in _edges(sheet):
            zone = _edge(sheet, index)
            if (number, index) in running or _is_number(sheet, index):
                found[number][index] = zone
        _mark_footnotes(sheet, found[number])
    return found


def _edges(sheet: Sheet) -> list[int]:
    """The lines at the top and at the bottom that stand where furniture does."""
    count = len(sheet.lines)
    first = [i for i in range(min(_DEPTH, count)) if _bottom(sheet.lines[i]) < _EDGE * sheet.height]
    last = [i for i in range(max(count - _DEPTH, 0), count) if _top(sheet.lines[i]) > (1 - _EDGE) * sheet.height]
    return sorted({*first, *last})


def _edge(sheet: Sheet, index: int) -> Zone:
    return Zone.HEADER if _top(sheet.lines[index]) < sheet.height / 2 else Zone.FOOTER


def _top(line: Line) -> float:
    return line.box[1] if line.box else 0.0


def _bottom(line: Line) -> float:
    return line.box[3] if line.box else 0.0


def _is_number(sheet: Sheet, index: int) -> bool:
    """Whether the line is nothing but a page number, and the outermost line of its page."""
    outermost = index == 0 or index == len(sheet.lines) - 1
    return outermost and bool(_NUMBER.match(strip_marks(sheet.lines[index].text.strip()).lower()))


def _running(sheets: Sequence[Sheet]) -> set[tuple[int, int]]:
    """Lines that stand at one height on several pages in a row, figures apart: running heads and feet."""
    seen: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for number, sheet in enumerate(sheets):
        for index in _edges(sheet):
            line = sheet.lines[index]
            opens = start(line.text)
            if opens and opens.kind not in ("bullet", "letter"):
                continue  # headings of annexes made from one form
            shape = re.sub(r"\d+", "#", strip_marks(line.text).lower())
            for height in (0, 1):  # two grids, so that no height falls on a border of both
                seen.setdefault((shape, 2 * int(_top(line) / _SAME_HEIGHT + height / 2) + height), []).append(
                    (number, index)
                )
    return {place for places in seen.values() for place in _in_a_row(places)}


def _in_a_row(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places on pages that follow each other, every one or every other one (left and right pages)."""
    pages = {number for number, _ in places}
    chain: Counter[int] = Counter()
    for number in sorted(pages):
        chain[number] = 1 + max(chain[number - 1], chain[number - 2])
    longest = max(chain.values(), default=0)
    return places if longest >= _OFTEN else []


def _mark_footnotes(sheet: Sheet, zones_of_page: list[Zone]) -> None:
    """Mark the small lines under the text: the last stretch of the page set smaller, if a note's sign opens it."""
    sizes = Counter[float]()
    for line in sheet.lines:
        sizes[line.size or 0.0] += len(line.text)
    if not sizes:
        return
    usual = sizes.most_common(1)[0][0]
    body = [i for i, zone in enumerate(zones_of_page) if zone is Zone.BODY]
    first = len(body)
    while first > 0 and (sheet.lines[body[first - 1]].size or usual) <= usual - _SMALLER:
        first -= 1
    while first < len(body) and not _NOTE.match(sheet.lines[body[first]].text.lstrip()):
        first += 1
    if first < len(body) and _top(sheet.lines[body[first]]) > sheet.height / 3:
        for index in body[first:]:
            zones_of_page[index] = Zone.FOOTNOTE
