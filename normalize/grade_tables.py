"""Grading scales in ruled tables: a name and a range in each row, or names in one row above their ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from normalize.grades import COMPONENT, following, grade_of, rest_of
from normalize.part import Block, Part
from normalize.rule_text import decimal
from normalize.score_ranges import FIGURE, Range, ranges
from schemas.rules import Grade, Grading, Rule

_LEAST = re.compile(rf"(?P<min>{FIGURE})(?:\s*điểm)?")
_OF_PARTS = re.compile(r"thành\s+phần|dưới|thấp\s+nhất|tối\s+thiểu|từng|mỗi", re.IGNORECASE)
_OTHERS = re.compile(r"trường\s+hợp\s+(?:khác|còn\s+lại)", re.IGNORECASE)
_ROWS = 40  # a scale has few rows; of longer tables, data, only so many are looked at
_REST = 12  # characters beside a range in its cell («điểm», «Từ … trở lên»)


def table_gradings(part: Part) -> Iterator[Rule]:
    """The grading scales of a part's ruled tables, each with the cells of its grades as evidence."""
    for table, blocks in part.tables.items():
        grid = _joined(
            part, [cells for _, cells in zip(range(_ROWS), (cells for _, cells in part.rows(table)), strict=False)]
        )
        heads = {column: _text(part, cell) for column, cell in grid[0].items()} if grid else {}
        found = _scale(part, grid, heads)
        for above, below in pairwise(grid):
            found = found or _scale(part, [{0: above[c], 1: below[c]} for c in above if c in below], {})
        if found:
            behind = next((b for b in part.paragraphs if b.start >= blocks[-1].end), None)
            rest = found.otherwise or (rest_of(part.words(behind)) if behind else None)
            yield found.model_copy(update={"otherwise": rest})


def _joined(part: Part, rows: Sequence[Mapping[int, list[Block]]]) -> list[dict[int, list[Block]]]:
    """The rows of a table; one that goes on in small letters («Hoàn thành xuất sắc nhiệm | vụ») belongs to that above."""
    found: list[dict[int, list[Block]]] = []
    for cells in rows:
        first = next((text for blocks in cells.values() if (text := _text(part, blocks))), "")
        if found and first[:1].islower():
            for column, blocks in cells.items():
                found[-1][column] = [*found[-1].get(column, []), *blocks]
        else:
            found.append({column: list(blocks) for column, blocks in cells.items()})
    return found


def _text(part: Part, blocks: Sequence[Block]) -> str:
    """The words of a cell."""
    return " ".join(" ".join(part.words(block).split()) for block in blocks)


def _scale(part: Part, rows: Sequence[Mapping[int, list[Block]]], heads: Mapping[int, str]) -> Grading | None:
    """A scale of rows of cells; the heads tell which column is what every component must reach."""
    grades: list[Grade] = []
    share = False
    rest: str | None = None
    places: list[Block] = []
    for cells in rows:
        name: str | None = None
        told: Range | None = None
        least: str | None = None
        for column, blocks in cells.items():
            text = _text(part, blocks)
            component = COMPONENT.search(text) or (
                _LEAST.fullmatch(text) if _OF_PARTS.search(heads.get(column, "")) else None
            )
            if component:
                least = decimal(component["min"])
            elif name is None and (own := grade_of(text)):
                name = own
            elif told is None:
                told = _range(text)
        if name and not told and any(_OTHERS.search(_text(part, blocks)) for blocks in cells.values()):
            rest = name
        if not (name and told) or name.lower() in {grade.name.lower() for grade in grades}:
            continue
        share = share or told.share
        grades.append(Grade(name=name, min=told.min, below=told.below, max=told.max, component_min=least))
        places += [
            block for blocks in cells.values() for block in blocks if block.start < block.end and block not in places
        ]
    if len(grades) < 2 or not following(grades, share):
        return None
    return Grading(
        id="r", grades=grades, otherwise=rest, evidence=[part.evidence(b.start, b.end, 0.85) for b in places]
    )


def _range(text: str) -> Range | None:
    """The range that a cell consists of."""
    found = list(ranges(text))
    if len(found) != 1 or len(re.sub(r"\s", "", text[: found[0].start] + text[found[0].end :])) > _REST:
        return None
    return found[0]
