"""Sums in tables: a row «Tổng cộng» under its columns, a column «Tổng số» beside its parts, both audited cell by cell.

How a table adds up is not told by its heads alone (subtotals, sections, «trong đó»); of the readings that its shape allows
the one is taken that the figures bear out. A reading that fails in every row is no reading, and its table says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import prod

from normalize.grids import Grid, figure, grid
from normalize.part import Part
from normalize.rows import match_key
from normalize.total_expressions import plain
from schemas.facts import Part as Summand
from schemas.facts import Total

# Matched on text without marks, for OCR reads «Tống cộng» as often as «Tổng cộng».
_TOTAL_ROW = re.compile(
    r"^(?:[*\-+]\s*)?(?:tong(?:\s+(?:cong|so(?:\s+[a-z]+){0,3}|toan\s+\w+|chung|kinh\s+phi))?|cong(?:\s+\([^)]*\))?|toan\s+(?:tinh|huyen|truong|nganh|xa|phuong|quan|thi\s+xa|thanh\s+pho|cap|khoi|quoc|vung|cum|don\s+vi))(?:\s*\([^)]*\)|\s+[a-h\d]{1,3}(?:\s*[+,]\s*[a-h\d]{1,3})+|\s+[ivx]{1,4}(?:\s*[+,]\s*[ivx]{1,4})+)?\s*[:.]?$"
)
_TOTAL_HEAD = re.compile(r"(?<!\w)(?:tong|cong(?!\s+(?:tac|viec|nghe|chuc|lap|dong|an|doan)))(?!\w)")
_NO_SUM = re.compile(
    r"%|tỷ\s+lệ|tỉ\s+lệ|bình\s+quân|trung\s+bình|đơn\s+giá|^stt$|^tt$|^số\s+tt$|năm|ngày|mức|điểm(?!\s+(?:tối\s+đa|chuẩn|cộng|thưởng))|hệ\s+số|ghi\s+chú|điện\s+thoại|^(?:tên\s+)?lớp$"
)
_PRICE = re.compile(
    r"đơn\s+giá|giá\s+(?:tiền|một|bán|mua)|mức\s+(?:chi|thu|hỗ\s+trợ|đóng|thưởng|bồi\s+dưỡng|phí|khoán)|định\s+mức"
)
_AMOUNT = re.compile(r"thành\s+tiền|số\s+tiền|tổng\s+tiền|^kinh\s+phí")
_COUNT = re.compile(r"số\s+(?:lượng|người|ngày|buổi|lớp|tiết|suất|bài)|^sl$")
_SECTION = re.compile(r"^(?:[IVX]{1,5}|[A-H])\.?$")
_NEAR = Decimal("0.1")  # a misprint stays near the sum; farther off, the reading is wrong and not the table


@dataclass
class _Matrix:
    """A table's figures: labels and values of its rows by column, and what can be quoted for a place."""

    grid: Grid
    columns: list[int]
    labels: list[str]
    marks: list[str]
    values: list[dict[int, Decimal]]


def table_totals(part: Part) -> Iterator[Total]:
    """The sums that the ruled tables of a part state."""
    for number, blocks in part.tables.items():
        text = part.content[blocks[0].start : blocks[-1].end]
        if not _TOTAL_HEAD.search(match_key(text)):
            continue
        matrix = _matrix(grid(part, number))
        if matrix.columns:
            yield from _down(matrix)
            yield from _within_sections(matrix)
            yield from _products(matrix)
            yield from _across(matrix)


def _matrix(table: Grid) -> _Matrix:
    """Read a grid's figures; a column counts where most of its filled cells are figures."""
    columns = []
    values: list[dict[int, Decimal]] = [{} for _ in table.rows]
    width = max(table.heads, default=-1) + 1
    for column in range(width):
        filled = [(r, table.value(r, column)) for r in range(len(table.rows)) if table.text(r, column).strip(" -–")]
        read = [(r, value) for r, value in filled if value is not None]
        headed = any(_TOTAL_ROW.match(match_key(table.text(r, column))) for r, _ in filled)  # a column of labels
        if (
            not headed
            and len(read) >= 2
            and len(read) * 4 >= len(filled) * 3
            and not _counts_rows(read, table.leaf(column))
        ):
            columns.append(column)
            for r, value in read:
                values[r][column] = value
    first = min(columns, default=width)
    labels, marks = [], []
    for r in range(len(table.rows)):
        texts = [table.text(r, c) for c in range(width) if c not in columns and c in table.rows[r]]
        named = [t for t in texts if t and figure(t) is None and not _SECTION.match(t)]
        codes = [t for t in named if len(t) <= 20]
        labels.append((codes or named or [""])[0])
        marks.append(table.text(r, 0) if first else "")
    return _Matrix(table, columns, labels, marks, values)


def _counts_rows(read: Sequence[tuple[int, Decimal]], head: str) -> bool:
    """Whether a column only numbers the rows."""
    if re.match(r"(?:stt|tt|số\s+tt)$", head):
        return True
    numbers = [value for _, value in read]
    return len(numbers) >= 3 and numbers == [Decimal(n) for n in range(1, len(numbers) + 1)]


# ---- down: a row «Tổng cộng» ---------------------------------------------------------------------------------------


def _down(matrix: _Matrix) -> Iterator[Total]:
    rows = [r for r, label in enumerate(matrix.labels) if _TOTAL_ROW.match(match_key(label))]
    for index, row in enumerate(rows):
        above = list(range(rows[index - 1] + 1 if index else 0, row))
        before = [r for r in range(row) if r not in rows]
        below = list(range(row + 1, rows[index + 1] if index + 1 < len(rows) else len(matrix.labels)))
        choices = [above, _sections(matrix, above), _plain(matrix, above)]
        choices += [before, _sections(matrix, before), _plain(matrix, before), rows[:index]] if index else []
        if not above or row == 0:
            choices = [below, _sections(matrix, below), _plain(matrix, below)]
        yield from _column_sums(matrix, row, [c for c in choices if len(c) >= 2])


def _within_sections(matrix: _Matrix) -> Iterator[Total]:
    """The sums that section rows («A», «II») state of the rows below them, where the figures bear them out."""
    heads = _sections(matrix, range(len(matrix.marks)))
    for column in matrix.columns:
        if _NO_SUM.search(matrix.grid.leaf(column)):
            continue
        told: list[Total] = []
        for row, following in pairwise([*heads, len(matrix.marks)]):
            below = [r for r in range(row + 1, following) if not _TOTAL_ROW.match(match_key(matrix.labels[r]))]
            parts = [r for r in below if column in matrix.values[r]]
            if column in matrix.values[row] and len(parts) >= 2:
                told.append(_total(matrix, (row, column), [(r, column) for r in parts], down=True))
        # a section that fails beside others that hold is wrong; where all fail, sections are no sums
        proved = any(total.holds for total in told)
        yield from (total for total in told if total.holds or (proved and _is_near(total)))


def _products(matrix: _Matrix) -> Iterator[Total]:
    """«Số lượng × Đơn giá = Thành tiền», row by row, where the table's rows bear it out; a blank amount is named."""
    heads = {c: matrix.grid.leaf(c) for c in matrix.columns}
    price = next((c for c, head in heads.items() if _PRICE.search(head)), None)
    amount = next((c for c, head in heads.items() if _AMOUNT.search(head)), None)
    counts = [c for c, head in heads.items() if _COUNT.search(head)]
    if price is None or amount is None or not counts:
        return
    rows = [r for r, values in enumerate(matrix.values) if price in values and all(c in values for c in counts)]
    made = [_product(matrix, (row, amount), [*counts, price]) for row in rows]
    right, told = sum(bool(total.holds) for total in made), sum(total.stated is not None for total in made)
    if right >= 2 and right * 3 >= told * 2:
        yield from made


def _product(matrix: _Matrix, place: tuple[int, int], factors: Sequence[int]) -> Total:
    row, _ = place
    total = _total(matrix, place, [(row, c) for c in factors], down=False)
    computed = prod((matrix.values[row][c] for c in factors), start=Decimal(1))
    blank = total.stated is None
    return total.model_copy(
        update={
            "computed": plain(computed),
            "holds": None if blank else Decimal(total.stated or 0) == computed,
            "label": f"{total.label} (ô để trống)" if blank else total.label,
        }
    )


def _sections(matrix: _Matrix, rows: Sequence[int]) -> list[int]:
    """The rows that head a section («I», «A»)."""
    return [r for r in rows if _SECTION.match(matrix.marks[r])]


def _plain(matrix: _Matrix, rows: Sequence[int]) -> list[int]:
    """The rows that head no section."""
    return [r for r in rows if not _SECTION.match(matrix.marks[r])]


def _column_sums(matrix: _Matrix, row: int, choices: Sequence[Sequence[int]]) -> Iterator[Total]:
    """Audit each column of a total row; it is wrong only where the table is flat and its other columns are right."""
    held: list[Total] = []
    failed: list[tuple[int, Sequence[int]]] = []
    for column in matrix.columns:
        stated = matrix.values[row].get(column)
        if stated is None or _NO_SUM.search(matrix.grid.leaf(column)):
            continue
        for rows in choices:
            parts = [r for r in rows if column in matrix.values[r]]
            if len(parts) >= 2 and sum(matrix.values[r][column] for r in parts) == stated:
                held.append(_total(matrix, (row, column), [(r, column) for r in parts], down=True))
                break
        else:
            failed.append((column, choices[0] if choices else []))
    yield from held
    for column, rows in failed:
        if held and (missing := _one_blank(matrix, row, column, rows)):
            yield missing
            continue
        if len(rows) < 2 or _sections(matrix, rows) or any(column not in matrix.values[r] for r in rows):
            continue
        total = _total(matrix, (row, column), [(r, column) for r in rows], down=True)
        if held or _is_near(total):
            yield total


def _one_blank(matrix: _Matrix, row: int, column: int, rows: Sequence[int]) -> Total | None:
    """The one blank cell of a column whose total and other parts are told: named with what it must be, not filled in."""
    if len(rows) < 3 or _sections(matrix, rows):
        return None
    blank = [r for r in rows if column not in matrix.values[r]]
    parts = [r for r in rows if column in matrix.values[r]]
    rest = matrix.values[row][column] - sum((matrix.values[r][column] for r in parts), Decimal(0))
    if len(blank) != 1 or len(parts) < 2 or rest <= 0 or matrix.grid.text(blank[0], column).strip():
        return None
    total = _total(matrix, (blank[0], column), [(row, column), *((r, column) for r in parts)], down=True)
    own = [
        part if n == 0 else part.model_copy(update={"value": f"-{part.value}"}) for n, part in enumerate(total.parts)
    ]
    return total.model_copy(
        update={"parts": own, "computed": plain(rest), "holds": None, "label": f"{total.label} (ô để trống)"}
    )


# ---- across: a column «Tổng số» ------------------------------------------------------------------------------------


def _across(matrix: _Matrix) -> Iterator[Total]:
    for column in matrix.columns:
        heads = matrix.grid.heads.get(column, ())
        if not any(_TOTAL_HEAD.search(match_key(head)) for head in heads):
            continue
        best: tuple[list[int], int] | None = None
        for sources in _sources(matrix, column, heads):
            score = _score(matrix, column, sources)
            if score and (best is None or score > best[1]):
                best = (sources, score)
        if best:
            yield from _row_sums(matrix, column, best[0])


def _sources(matrix: _Matrix, column: int, heads: tuple[str, ...]) -> Iterator[list[int]]:
    """The columns that a total column may be the sum of, the likeliest first."""
    others = [c for c in matrix.columns if c != column and not _NO_SUM.search(matrix.grid.leaf(c))]
    totals = {c for c in others if any(_TOTAL_HEAD.search(match_key(h)) for h in matrix.grid.heads.get(c, ()))}
    if len(heads) >= 2 and _TOTAL_HEAD.search(
        match_key(heads[0])
    ):  # «Tổng cộng» over the same heads as the groups before it
        yield [c for c in others if c not in totals and matrix.grid.leaf(c) == heads[-1].lower()]
    for depth in range(len(heads) - 1, 0, -1):  # columns below one common head
        yield [c for c in others if c not in totals and matrix.grid.heads.get(c, ())[:depth] == heads[:depth]]
    before = [c for c in others if c < column]
    for leaf in dict.fromkeys(
        matrix.grid.leaf(c) for c in before
    ):  # «Số lớp | Số HS» under each level: the pupils alone
        yield [c for c in before if c not in totals and matrix.grid.leaf(c) == leaf]
    yield [c for c in before if c not in totals and not any(t < column and c <= t for t in totals)]
    after = [c for c in others if c > column]
    yield [c for c in after if not any(column < t <= c for t in totals)]
    yield [c for c in others if c not in totals]


def _score(matrix: _Matrix, column: int, sources: Sequence[int]) -> int:
    """In how many rows the sum holds; 0 where it does too seldom to be the table's own rule."""
    if len(sources) < 2:
        return 0
    right = wrong = 0
    for label, values in zip(matrix.labels, matrix.values, strict=True):
        if _TOTAL_ROW.match(match_key(label)):
            continue  # the sum of a wrong row is wrong too
        parts = [values[c] for c in sources if c in values]
        if column in values and len(parts) >= 2:
            right, wrong = right + (sum(parts) == values[column]), wrong + (sum(parts) != values[column])
    return right if right >= 2 and wrong * 3 <= right else 0


def _row_sums(matrix: _Matrix, column: int, sources: Sequence[int]) -> Iterator[Total]:
    for row, values in enumerate(matrix.values):
        parts = [(row, c) for c in sources if c in values]
        blank = [c for c in sources if c not in values]
        if column not in values:
            if not blank:
                yield _missing(matrix, row, column, parts)
            continue
        if len(parts) < 2:
            continue
        total = _total(matrix, (row, column), parts, down=False)
        if total.holds or not blank:
            yield total


def _missing(matrix: _Matrix, row: int, column: int, parts: Sequence[tuple[int, int]]) -> Total:
    """A total that the table leaves blank though its parts give it: named with what follows, not filled in."""
    total = _total(matrix, (row, column), parts, down=False)
    return total.model_copy(update={"stated": None, "holds": None, "label": f"{total.label} (ô để trống)"})


# ---- both ----------------------------------------------------------------------------------------------------------


def _total(matrix: _Matrix, place: tuple[int, int], parts: Sequence[tuple[int, int]], *, down: bool) -> Total:
    """The total at `place` with its parts and what they add up to."""
    row, column = place
    table = matrix.grid
    computed = sum((matrix.values[r][c] for r, c in parts), Decimal(0))
    stated = matrix.values[row].get(column)
    spans = [(b.start, b.end) for r, c in [place, *parts] for b in table.rows[r].get(c, ()) if b.end > b.start]
    heads = " ".join(table.heads.get(column, ()))
    return Total(
        label=" – ".join(word for word in (matrix.labels[row], heads) if word) or None,
        stated=plain(stated) if stated is not None else None,
        parts=[
            Summand(
                label=(matrix.labels[r] if down else (table.heads.get(c) or ("",))[-1]) or None,
                value=plain(matrix.values[r][c]),
            )
            for r, c in parts
        ],
        computed=plain(computed),
        holds=computed == stated,
        evidence=[table.part.evidence(start, end, 0.95) for start, end in spans[:12]],
    )


def _is_near(total: Total) -> bool:
    stated, computed = Decimal(total.stated or 0), Decimal(total.computed or 0)
    return stated != 0 and abs(stated - computed) <= abs(stated) * _NEAR
