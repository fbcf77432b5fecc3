"""Tables as grids: every place filled, merged heads told column by column, the rows of the body apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from normalize.part import Block, Part
from vietnamese.numbers import parse_figure

_FIGURE = re.compile(
    r"^(?P<figure>\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s*(?:%|[^\W\d_]{1,8}(?:\s[^\W\d_]{1,8})?)?\.?$"
)
_BROKEN = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
_COUNTER = re.compile(r"^\(?[\dA-Z]{1,2}\)?(?:\s*=.*)?$")


@dataclass(frozen=True)
class Grid:
    """A table: `heads[c]` are the heads over column c from the top down, `rows` the rows below them by column."""

    part: Part
    heads: dict[int, tuple[str, ...]]
    rows: tuple[dict[int, tuple[Block, ...]], ...]

    def text(self, row: int, column: int) -> str:
        """The words at a place, on one line; empty where the cell is blank or missing."""
        return " ".join(" ".join(self.part.words(b).split()) for b in self.rows[row].get(column, ())).strip()

    def value(self, row: int, column: int) -> Decimal | None:
        """The figure at a place («3.359», «07», «15 tiết»), or None where there is none."""
        return figure(self.text(row, column))

    def head(self, column: int) -> str:
        """All heads over a column in lower case, from the top down."""
        return " / ".join(self.heads.get(column, ())).lower()

    def leaf(self, column: int) -> str:
        """The lowest head of a column in lower case."""
        return self.heads[column][-1].lower() if self.heads.get(column) else ""


def figure(text: str) -> Decimal | None:
    """The value of a cell that holds one figure and at most its unit, or None."""
    match = _FIGURE.match(text.strip())
    if match:
        return parse_figure(match["figure"])
    joined = "".join(text.split())  # «12.500.00 0»: a narrow column broke the figure
    return parse_figure(joined) if _BROKEN.match(joined) else None


def grid(part: Part, number: int) -> Grid:
    """Read the table `number` of a part. Heads are the rows that its reader marked or that its shape tells, else the first row."""
    lines = [{c: tuple(blocks) for c, blocks in cells.items()} for _, cells in part.rows(number)]
    marked = 0
    while marked < len(lines) and all(b.cell and b.cell.header for blocks in lines[marked].values() for b in blocks):
        marked += 1
    top = max(marked, _deep(part, lines))
    heads: dict[int, list[str]] = {}
    for line in lines[:top]:
        for column, blocks in _spread(line):
            text = " ".join(" ".join(part.words(b).split()) for b in blocks)
            own = heads.setdefault(column, [])
            if text and text not in own:
                own.append(text)
    body = [line for line in lines[top:] if not _counts(part, line)]
    return Grid(part, {c: tuple(h) for c, h in heads.items()}, tuple(body))


def _deep(part: Part, lines: list[dict[int, tuple[Block, ...]]]) -> int:
    """How many rows at the top are heads by their own shape: a row below a head over several columns names their parts."""
    depth = min(1, len(lines))
    while 0 < depth < len(lines) - 1:
        over = {
            c
            for column, blocks in lines[depth - 1].items()
            if _wide(blocks)
            for c in range(column, column + _wide(blocks))
        }
        own = {c: blocks for c, blocks in lines[depth].items() if blocks[0].cell and blocks[0].cell.row == depth}
        words = [" ".join(part.words(b) for b in blocks).strip() for blocks in own.values()]
        if not over or not any(words) or not all(c in over for c, w in zip(own, words, strict=True) if w):
            break
        if any(any(ch.isdigit() for ch in w) for w in words):
            break
        depth += 1
    return depth


def _wide(blocks: tuple[Block, ...]) -> int:
    """Over how many columns a head reaches; 0 for one."""
    span = blocks[0].cell.column_span if blocks[0].cell else 1
    return span if span > 1 else 0


def _spread(line: dict[int, tuple[Block, ...]]) -> Iterator[tuple[int, tuple[Block, ...]]]:
    """Each cell of a row at every column that it covers."""
    for column, blocks in line.items():
        span = blocks[0].cell.column_span if blocks[0].cell else 1
        for offset in range(span):
            yield column + offset, blocks


def _counts(part: Part, line: dict[int, tuple[Block, ...]]) -> bool:
    """Whether a row only numbers the columns: «(1) (2) (3)», «A B 1 2=3+4»."""
    texts = [" ".join(part.words(b).strip() for b in blocks) for blocks in line.values()]
    marks = [t for t in texts if t]
    bare = [t.strip("()") for t in marks]
    if len(marks) < 3 or not all(_COUNTER.match(t) for t in marks):
        return False
    numbers = [int(t) for t in bare if t.isdigit()]
    return len(numbers) >= 2 and all(b == a + 1 for a, b in pairwise(numbers))
