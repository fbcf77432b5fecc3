"""What stands on the pages of a text dump but is no part of its text: page numbers, running heads, link targets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

_BODY: Final = 40  # characters from which a line is running text and not a cell of a flattened table
_PAGE: Final = (10, 90)  # fewest and most lines with text that a page holds


def furniture(pages: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """The lines that are furniture, as (page, line) from 0. `pages` are the lines of each page.

    Where form feeds part the pages, numbers and heads stand at their edges; where the dump lost them, a number alone
    is taken for a page's only if it stands in running text and counts up as pages would.
    """
    found = {
        (number, index)
        for number, page in enumerate(pages)
        for index, text in enumerate(page)
        if _link().fullmatch(text.strip())
    }
    if len(pages) == 1:
        return found | {(0, index) for index in _numbers(pages[0])}
    return found | _edges(pages)


def _numbers(texts: Sequence[str]) -> list[int]:
    """Indices of lines that are page numbers in a dump without form feeds."""
    filled = [index for index, text in enumerate(texts) if text.strip()]
    lengths = [len(texts[index].strip()) for index in filled]
    values = [_page_number(texts[index]) for index in filled]
    found: list[int] = []
    last = 0
    for at, value in enumerate(values):
        around = [*range(max(at - 1, 0), at), *range(at + 1, min(at + 2, len(filled)))]
        if value is None or value <= last or not any(lengths[i] >= _BODY for i in around):
            continue
        counts = (value - 1) * _PAGE[0] <= at <= (value + 1) * _PAGE[1]
        if counts and all(values[i] is None for i in around):
            found.append(filled[at])
            last = value
    return found


def _edges(pages: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Numbers and repeated lines at the top and the bottom of pages: of two lines at each, the outer one first."""
    edges: list[list[tuple[int, int]]] = []
    for number, page in enumerate(pages):
        filled = [(number, index) for index, text in enumerate(page) if text.strip()]
        edges += [filled[:2], filled[:1:-1][:2]]
    same = Counter(_shape(pages[number][index]) for edge in edges for number, index in edge)
    often = max(3, len(pages) // 2)
    found: set[tuple[int, int]] = set()
    for edge in edges:
        for number, index in edge:
            text = pages[number][index]
            if _page_number(text) is None and same[_shape(text)] < often:
                break
            found.add((number, index))
    return found


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _page_number(text: str) -> int | None:
    match = _number().fullmatch(text.strip())
    return int(match[1] or match[2] or match[3]) if match else None


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        r"(\d{1,3})|[-–—] ?(\d{1,3}) ?[-–—]|(?:[Tt]rang|TRANG|[Pp]age) ?:? ?(\d{1,3})(?: ?(?:/|of) ?\d{1,3})?"
    )


@cache
def _link() -> re.Pattern[str]:
    """The target of a link, which some converters write on a line of its own."""
    return re.compile(r"mailto:\S+@\S+")
