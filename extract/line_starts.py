"""How a printed line begins and ends: labels of lists and headings, closed sentences. Data: `data/line_starts.tsv`."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from vietnamese.letters import strip_marks

_OPENING = "\"'“‘«([…. "
_END = re.compile(r"[.;:!?][\s\"'”’»)\]]*$|[.:;]/?\.?/?\s*$")
_SHORT = re.compile(r"(?:^|[\s(])(?:TP|Tp|tp|ThS|Ths|TS|PGS|GS|BS|Ông|Bà|P|Q|TT|St|vv|[A-ZĐ])\.$")
_FIGURE_END = re.compile(r"\d(?:h|g|giờ|%)?$")
_FIGURE_START = re.compile(r"[-–—]\s*\d")
_LOOK = 48  # letters at a line's start that a label can take


class Start(NamedTuple):
    """The label that opens a line: its kind, its length, and whether it can be a whole paragraph."""

    kind: str
    length: int
    alone: bool


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[str, bool], ...]]:
    text = files("extract").joinpath("data/line_starts.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    union = "|".join(f"(?P<r{i}>{row['pattern']})" for i, row in enumerate(rows))
    return re.compile(union), tuple((row["kind"], row["alone"] == "yes") for row in rows)


def start(text: str) -> Start | None:
    """The label with which `text` begins, or None. Leading spaces are passed over."""
    head = strip_marks(text.lstrip()[:_LOOK])
    if not head:
        return None
    pattern, kinds = _patterns()
    match = pattern.match(head)
    if match is None or match.lastgroup is None:
        return None
    kind, alone = kinds[int(match.lastgroup[1:])]
    return Start(kind, match.end(), alone)


def is_closed(text: str) -> bool:
    """Whether `text` ends as a sentence, a list item or an introduction does (. ; : ! ? and «./.»)."""
    text = text.rstrip()
    return bool(_END.search(text[-12:])) and not _SHORT.search(text[-8:])


def is_range(above: str, below: str) -> bool:
    """Whether a line's end cuts a range of times or numbers («7h00» «- 7h15»), so that its dash is no list mark."""
    return bool(_FIGURE_END.search(above.rstrip()[-8:])) and bool(_FIGURE_START.match(below.lstrip()))


def goes_on(text: str) -> bool:
    """Whether `text` begins in the middle of a sentence: with a small letter."""
    text = text.lstrip(_OPENING)
    return bool(text) and text[0].islower()
