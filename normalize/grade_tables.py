"""Grading scales in ruled tables: a name and a range in each row, or names in one row above their ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from normalize.grades import following, grade_of
from normalize.part import Block, Part
from normalize.score_ranges import Range, ranges
from schemas.rules import Grade, Grading, Rule

_ROWS = 40  # a scale has few rows; of longer tables, data, only so many are looked at
_REST = 12  # characters beside a range in its cell («điểm», «Từ … trở lên»)


def table_gradings(part: Part) -> Iterator[Rule]:
    """The grading scales of a part's ruled tables, each with the cells of its grades as evidence."""
    for table in part.tables:
        grid = [cells for _, cells in zip(range(_ROWS), (cells for _, cells in part.rows(table)), strict=False)]
        found = _scale(part, [list(cells.values()) for cells in grid])
        for above, below in pairwise(grid):
            found = found or _scale(part, [[above[c], below[c]] for c in above if c in below])
        if found:
            yield found


def _scale(part: Part, rows: Sequence[Sequence[list[Block]]]) -> Rule | None:
    """A scale of lists of cells, one list a grade."""
    grades: list[Grade] = []
    share = False
    places: list[Block] = []
    for cells in rows:
        name, told = None, None
        for blocks in cells:
            text = " ".join(part.words(block).strip() for block in blocks)
            if name is None and (own := grade_of(text)):
                name, place = own, blocks
            elif told is None:
                told = _range(text)
                place = blocks
            if name and told:
                break
        if not (name and told) or name.lower() in {grade.name.lower() for grade in grades}:
            continue
        share = share or told.share
        grades.append(Grade(name=name, min=told.min, below=told.below, max=told.max))
        places += [block for block in place if block not in places]
    if len(grades) < 2 or not following(grades, share):
        return None
    return Grading(id="r", grades=grades, evidence=[part.evidence(b.start, b.end, 0.85) for b in places])


def _range(text: str) -> Range | None:
    """The range that a cell consists of."""
    found = list(ranges(text))
    if len(found) != 1 or len(re.sub(r"\s", "", text[: found[0].start] + text[found[0].end :])) > _REST:
        return None
    return found[0]
