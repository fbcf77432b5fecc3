"""Targets in tables: a column of aims («Chỉ tiêu», «Kế hoạch năm 2026») whose cells are shares of what the row names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from normalize.grids import Grid, grid
from normalize.part import Part
from normalize.rule_text import decimal
from normalize.target_shares import SHARE, Member, subject
from schemas.rules import Rule, Target

_AIM = re.compile(r"chỉ\s+tiêu|kế\s+hoạch|mục\s+tiêu|phấn\s+đấu|đăng\s+k[ýí]|cần\s+đạt|giao", re.IGNORECASE)
_NO_AIM = re.compile(
    r"thực\s+hiện|kết\s+quả|đạt\s+được|năm\s+(?:học\s+)?trước|so\s+(?:với|sánh)|tăng|giảm|ghi\s+chú|đơn\s+vị\s+tính|đvt|thời\s+gian|kinh\s+phí|nguồn|hiện\s+(?:có|nay|trạng)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|tỷ\s+lệ|tỉ\s+lệ", re.IGNORECASE)
_YEAR = re.compile(r"^(?:năm\s+(?:học\s+)?)?20\d\d(?:\s*[–-]\s*20\d\d)?$", re.IGNORECASE)
_GROUPS = re.compile(r"khối|lớp|trường|đơn\s+vị|môn", re.IGNORECASE)
_BARE = re.compile(r"^\d{1,3}(?:[.,]\d{1,2})?$")


def table_targets(part: Part, aimed: Callable[[int], bool]) -> Iterator[Rule]:
    """The targets of a part's tables; `aimed` tells whether an offset stands among aims."""
    for number, blocks in part.tables.items():
        if "%" not in part.content[blocks[0].start : blocks[-1].end]:
            continue
        table = grid(part, number)
        name = _names(table)
        if name is not None:
            wanted = [c for c in table.heads if c > name and _wanted(table, c, aimed=aimed(blocks[0].start))]
            years = (
                [c for c in table.heads if c > name and _YEAR.match(table.leaf(c))]
                if _AIM.search(table.head(name))
                else []
            )
            yield from _rows(table, name, wanted or years)


def _names(table: Grid) -> int | None:
    """The column that names what is measured: the first whose cells are mostly words."""
    for column in sorted(table.heads):
        texts = [table.text(row, column) for row in range(len(table.rows))]
        if sum(bool(re.search(r"[^\W\d_]{2}", text)) for text in texts) * 2 > len(texts):
            return column
    return next((c for c in sorted(table.heads) if _GROUPS.search(table.head(c))), None)


def _wanted(table: Grid, column: int, *, aimed: bool) -> bool:
    """Whether a column tells what is to be reached."""
    head = table.head(column)
    if _NO_AIM.search(head):
        return False
    cells = [table.text(row, column) for row in range(len(table.rows))]
    return (aimed or bool(_AIM.search(head))) and (
        _PERCENT.search(head) is not None or any("%" in cell for cell in cells)
    )


def _rows(table: Grid, name: int, columns: list[int]) -> Iterator[Rule]:
    for row in range(len(table.rows)):
        label = table.text(row, name)
        for column in columns:
            text, cells = table.text(row, column), table.rows[row].get(column, ())
            whole = f"{text}%" if _BARE.match(text) and _in_percent(table, row, column) else text
            match = SHARE.search(whole)
            if not match or not label or not cells or len(whole) > len(match.group()) + 30:
                continue
            member = Member("", match, whole[match.end() :], opens=False, end=len(whole))
            if not 0 < member.percent <= Decimal(100):
                continue
            leaf = table.heads[column][-1]
            of, what = subject(label)
            if len(columns) > 1 and not _PERCENT.fullmatch(leaf):
                of, what = "", f"{label} ({leaf})"
            elif len(columns) > 1:
                of, what = "", f"{label}: {' '.join(table.heads[column][:-1]) or leaf}"
            first = table.rows[row][name][0]
            yield Target(
                id="r",
                percent=decimal(match["low"] or match["percent"]),
                comparison=member.comparison,
                of=of if what and of else None,
                what=what or label,
                evidence=[
                    table.part.evidence(first.start, first.end, 0.8),
                    table.part.evidence(cells[0].start, cells[-1].end, 0.8),
                ],
            )


def _in_percent(table: Grid, row: int, column: int) -> bool:
    """Whether a bare figure is a share: its head says so, or a cell of its row that gives the unit."""
    return bool(_PERCENT.search(table.leaf(column))) or any(
        table.text(row, c) == "%" for c in table.heads if c != column
    )
