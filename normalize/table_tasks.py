"""Obligations in table rows: what is to be done, and who does it, told by the columns' heads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.part import Block, Part

_WHO = re.compile(
    r"(?:đơn\s+vị|bộ\s+phận|cơ\s+quan|người|cá\s+nhân|chủ\s+trì|phụ\s+trách|chịu\s+trách\s+nhiệm|phân\s+công|thực\s+hiện|lực\s+lượng)",
    re.IGNORECASE,
)
_WHEN = re.compile(r"(?:thời\s+gian|thời\s+hạn|tiến\s+độ|ngày|tháng|hoàn\s+thành|hạn)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowObligation:
    """The cell that says what is to be done, and the name in the column that says who does it."""

    start: int
    end: int
    actor: str | None


def row_obligation(part: Part, block: Block) -> RowObligation:
    """Read the obligation of the table row in which `block` (a cell that holds a deadline) stands."""
    cell = block.cell
    assert cell is not None
    rows = dict(part.rows(cell.table))
    heads = {
        column: " ".join(part.words(b) for b in blocks) for column, blocks in next(iter(rows.values()), {}).items()
    }
    row = rows.get(cell.row, {cell.column: [block]})
    who = next(
        (c for c in row if c != cell.column and _WHO.search(heads.get(c, "")) and not _WHEN.search(heads.get(c, ""))),
        None,
    )
    name = " ".join(part.words(b) for b in row[who]).strip() if who is not None else None
    others = {c: blocks for c, blocks in row.items() if c not in (who, cell.column)}
    what = max(others.values(), key=lambda blocks: sum(b.end - b.start for b in blocks), default=[block])
    longest = sum(b.end - b.start for b in what)
    own = heads.get(cell.column, "")
    if (
        not _WHEN.search(own) or longest < block.end - block.start or longest < 12
    ):  # its own cell says what is to be done
        what = [block]
    return RowObligation(what[0].start, what[-1].end, name[:160] if name else None)
