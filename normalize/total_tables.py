"""Sums in tables: rows «Tổng cộng» and sections under their columns, columns «Tổng số» beside their parts, products.

How a table adds up is not told by its heads alone (subtotals, sections, «trong đó»); of the readings that its shape allows
the one is taken that the figures bear out. A reading that fails in every row is no reading, and its table says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from normalize.grids import Grid, grid
from normalize.part import Block, Part
from normalize.total_expressions import plain
from normalize.total_lists import Item, make_whole
from normalize.total_matrix import Matrix, matrix
from schemas.facts import Part as Summand
from schemas.facts import Total

_PRICE = re.compile(
    r"đơn\s+giá|giá\s+(?:tiền|một|bán|mua)|mức\s+(?:chi|thu|hỗ\s+trợ|đóng|thưởng|bồi\s+dưỡng|phí|khoán)|định\s+mức"
)
_AMOUNT = re.compile(r"thành\s+tiền|số\s+tiền|tổng\s+tiền|^kinh\s+phí|^tổng(?:\s+(?:cộng|kinh\s+phí))?$|^cộng$")
_COUNT = re.compile(r"số\s+(?:lượng|người|ngày|buổi|lớp|tiết|suất|bài|lượt|bộ|giải)|^sl$|^số\s+lượng")
_NEAR = Decimal("0.1")  # a misprint stays near the sum; farther off, the reading is wrong and not the table
_SURE = Decimal("0.5")  # where other columns prove the reading, a misprint may be this far off
_SEVERAL = 3  # rows of a section that no other section proves
_BLANK = "(ô để trống)"


def table_totals(part: Part) -> Iterator[Total]:
    """The sums that the ruled tables of a part state."""
    for number in part.tables:
        yield from grid_totals(grid(part, number))


def grid_totals(table: Grid, *, whole: bool = True) -> Iterator[Total]:
    """The sums that a table states, down its columns and across its rows; where it may lack rows, no section is wrong."""
    read = matrix(table)
    if read.columns and len(table.rows) >= 2:
        named: set[tuple[int, int]] = set()  # blank cells told once
        yield from list(_across(read, named))
        yield from _down(read, named, whole=whole)
        yield from _products(read)


# ---- down: rows of totals and sections ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Reading:
    """Which rows a row adds up, column by column."""

    row: int
    parts: dict[int, list[int]]
    flat: bool  # whether all the rows have one level, so that nothing is left to doubt


def _down(read: Matrix, named: set[tuple[int, int]], *, whole: bool) -> Iterator[Total]:
    columns = [c for c in read.columns if read.sums_up(c)]
    sections = [
        _Reading(row, {c: read.below(below, c) for c in columns if c in read.values[row]}, flat=False)
        for row, below in read.children.items()
        if row is not None
    ]
    proved = [c for section in sections for c in section.parts if _holds(read, section, c)]
    counts = [c for c in read.columns if c not in columns and read.counts(c)]
    held: list[tuple[int, int]] = []  # the cells that a row of totals was seen to add up
    for row in read.totals:
        best = _best(read, columns, row)
        yield from _audit(read, [best], named, proved)
        held += [(r, c) for c, rows in best.parts.items() if _holds(read, best, c) for r in rows]
        if counts:
            best = _best(read, counts, row)
            yield from (t for t in _audit(read, [best], set(), ()) if t.holds)
            own = [c for c in counts if c in best.parts and _holds(read, best, c)]
            for top in best.parts[own[0]] if own else ():
                below = read.children.get(top, ())
                section = _Reading(top, {c: read.below(below, c) for c in own if c in read.values[top]}, flat=False)
                yield from (t for t in _audit(read, [section], set(), ()) if t.holds)
    if whole and not proved:
        yield from (t for s in sections for c in s.parts if (s.row, c) in held for t in _misadded(read, s, c))
    if proved and 2 * len(proved) >= sum(_fails(read, section, c) for section in sections for c in section.parts):
        yield from (total for total in _audit(read, sections, named, proved) if whole or total.holds)


def _misadded(read: Matrix, section: _Reading, column: int) -> Iterator[Total]:
    """A section that a row of totals counts with, whose numbered rows, each with its figure, do not quite give its own."""
    rows = section.parts[column]
    if (
        len(rows) >= _SEVERAL
        and all(column in read.values[r] and read.marks[r].strip("-–+* ") for r in rows)
        and _fails(read, section, column)
    ):
        total = _total(read, (section.row, column), [(r, column) for r in rows], down=True)
        if _is_near(total):
            yield total


def _best(read: Matrix, columns: Sequence[int], row: int) -> _Reading:
    """Of the ways in which a row may add up others, the likeliest that holds in half of its columns, or in most."""
    own = [c for c in columns if c in read.values[row]]
    choices = [_Reading(row, {c: read.below(rows, c) for c in own}, flat) for rows, flat in _choices(read, row)]
    held = [sum(_holds(read, choice, c) for c in choice.parts) for choice in choices]
    most = next((right for right in held if right and right * 2 >= len(own)), max(held))
    return choices[held.index(most)]


def _choices(read: Matrix, row: int) -> Iterator[tuple[list[int], bool]]:
    """The rows that a row of totals may add up, the likeliest first, and whether they are of one level."""
    at = read.totals.index(row)
    start = read.totals[at - 1] + 1 if at else 0
    stop = read.totals[at + 1] if at + 1 < len(read.totals) else len(read.labels)
    spans = [range(start, row), range(row)] if row > start else []
    if not any(r < row for r in range(row) if r not in read.totals):
        spans = [range(row + 1, stop), range(row + 1, len(read.labels))]
    roots = read.children.get(None, ())
    for span in spans:
        inside = [r for r in span if r not in read.totals]
        outer = [r for r in inside if r in roots]
        leaves = [r for r in inside if r not in read.children]
        flat = outer == inside == leaves
        for rows in (outer, leaves, inside):
            yield rows, flat
        for level in {
            parent for parent, below in read.children.items() if parent is not None and set(below) & set(inside)
        }:
            yield [r for r in read.children[level] if r in inside], False  # «Cộng» that closes a section
    yield list(read.totals[:at]), False
    yield list(read.totals[at + 1 :]), False


def _holds(read: Matrix, reading: _Reading, column: int) -> bool:
    parts = [r for r in reading.parts[column] if column in read.values[r]]
    stated = read.values[reading.row][column]
    return len(parts) >= 2 and stated > 0 and sum(read.values[r][column] for r in parts) == stated


def _fails(read: Matrix, reading: _Reading, column: int) -> bool:
    parts = [r for r in reading.parts[column] if column in read.values[r]]
    return len(parts) >= 2 and sum(read.values[r][column] for r in parts) != read.values[reading.row][column]


def _audit(
    read: Matrix, readings: Sequence[_Reading], named: set[tuple[int, int]], proved: Sequence[int]
) -> Iterator[Total]:
    """Audit readings of one kind; what fails is wrong only where what holds (`proved`: in sections) proves the reading."""
    for reading in readings:
        right = [c for c in reading.parts if _holds(read, reading, c)]
        for column, places in reading.parts.items():
            rows = [r for r in places if column in read.values[r]]
            blank = [r for r in places if column not in read.values[r]]
            proofs = len(right) + len(proved)
            follows = proofs and len(blank) == 1 and rows and (len(rows) >= 2 or proofs >= 2)
            if follows and (blank[0], column) not in named and _follows(read, reading.row, column, rows, blank[0]):
                named.add((blank[0], column))
                places_told = [(reading.row, column), *((r, column) for r in rows)]
                yield _from_rest(read, (blank[0], column), places_told, down=True)
                continue
            if len(rows) < 2:
                continue
            total = _total(read, (reading.row, column), [(r, column) for r in rows], down=True)
            if total.holds or (not blank and _is_wrong(total, reading, proofs)):
                yield total


def _is_wrong(total: Total, reading: _Reading, proofs: int) -> bool:
    """Whether a sum that does not hold is the table's fault and not the reading's."""
    stated, computed = Decimal(total.stated or 0), Decimal(total.computed or 0)
    most = max((Decimal(p.value) for p in total.parts), default=Decimal(0))
    if stated < most or stated == 0:
        return False  # a mean, a share, a greatest
    if proofs >= 2:
        return abs(stated - computed) <= stated * _SURE
    return (proofs > 0 or reading.flat) and _is_near(total)


def _follows(read: Matrix, row: int, column: int, parts: Sequence[int], blank: int) -> bool:
    """Whether a blank cell follows from the sum of its column."""
    rest = read.values[row][column] - sum((read.values[r][column] for r in parts), Decimal(0))
    return rest > 0 and not read.grid.text(blank, column).strip()


def _products(read: Matrix) -> Iterator[Total]:
    """«Số lượng × Đơn giá = Thành tiền», row by row, where the table's rows bear it out; a blank amount is named."""
    heads = {c: read.grid.leaf(c) for c in read.columns}
    price = next((c for c, head in heads.items() if _PRICE.search(head)), None)
    amount = next((c for c, head in reversed(heads.items()) if _AMOUNT.search(head) and c != price), None)
    counts = [c for c, head in heads.items() if _COUNT.search(head) and c not in (price, amount)]
    if price is None or amount is None or not counts:
        return
    rows = [r for r, values in enumerate(read.values) if price in values and all(c in values for c in counts)]
    made = [_product(read, (row, amount), [*counts, price]) for row in rows]
    right, told = sum(bool(total.holds) for total in made), sum(total.stated is not None for total in made)
    if right >= 2 and right * 3 >= told * 2:
        yield from made


def _product(read: Matrix, place: tuple[int, int], factors: Sequence[int]) -> Total:
    row, _ = place
    total = _total(read, place, [(row, c) for c in factors], down=False)
    computed = prod((read.values[row][c] for c in factors), start=Decimal(1))
    blank = total.stated is None
    return total.model_copy(
        update={
            "computed": plain(computed),
            "holds": None if blank else Decimal(total.stated or 0) == computed,
            "label": f"{total.label} {_BLANK}" if blank else total.label,
        }
    )


# ---- across: a column «Tổng số» ------------------------------------------------------------------------------------


def _across(read: Matrix, named: set[tuple[int, int]]) -> Iterator[Total]:
    used: set[int] = set()
    columns = [c for c in read.columns if read.sums_up(c)]
    for column in sorted(columns, key=lambda c: (not read.is_total(c), c)):
        told = read.is_total(column)
        if used and not told and column in used:
            continue  # a part of a sum that the table names is no sum of the others by chance
        best: tuple[list[int], int] | None = None
        for sources in _sources(read, column) if told else _silent_sources(read, column):
            known = told or _whole(read, sources)
            score = 0 if not told and used & set(sources) else _score(read, column, sources, told=known)
            if score and (best is None or score > best[1]):
                best = (sources, score)
        if best:
            used |= {column, *best[0]}
            yield from _row_sums(read, column, best[0], named)


def _sources(read: Matrix, column: int) -> Iterator[list[int]]:
    """The columns that a total column may be the sum of, the likeliest first."""
    heads = read.grid.heads.get(column, ())
    others = [c for c in read.columns if c != column and read.sums_up(c)]
    totals = {c for c in others if read.is_total(c)}
    if len(heads) >= 2:  # «Tổng cộng» over the same heads as the groups before it
        yield [c for c in others if c not in totals and read.grid.leaf(c) == heads[-1].lower()]
    for depth in range(len(heads) - 1, 0, -1):  # columns below one common head
        yield [c for c in others if c not in totals and read.grid.heads.get(c, ())[:depth] == heads[:depth]]
    before = [c for c in others if c < column]
    after = [c for c in others if c > column]
    for side in (before, after):
        for leaf in dict.fromkeys(
            read.grid.leaf(c) for c in side
        ):  # «Số lớp | Số HS» under each level: the pupils alone
            yield [c for c in side if c not in totals and read.grid.leaf(c) == leaf]
    yield [c for c in before if c not in totals and not any(t < column and c <= t for t in totals)]
    yield [c for c in after if not any(column < t <= c for t in totals)]
    yield [c for c in others if c not in totals]
    for count in range(len(before) - 1, 1, -1):  # «Số tín chỉ | Lý thuyết | Thực hành | Tổng số tiết»
        yield before[-count:]
    for count in range(len(after) - 1, 1, -1):
        yield after[:count]
    yield [c for c in others if c in totals]  # «Tổng cộng» of the sums of the groups


def _silent_sources(read: Matrix, column: int) -> Iterator[list[int]]:
    """The columns that a column without «tổng» in its head may add up: all that stand under one head, or right behind it."""
    after = [c for c in read.columns if c > column and read.sums_up(c)]
    for group in dict.fromkeys((read.grid.heads.get(c) or ("",))[0] for c in after):
        yield [c for c in after if (read.grid.heads.get(c) or ("",))[0] == group]
    for leaf in dict.fromkeys(read.grid.leaf(c) for c in after):
        yield [c for c in after if read.grid.leaf(c) == leaf]
    for count in range(len(after), 1, -1):  # «Số tiết | Lý thuyết | Thực hành | Số bài»
        yield after[:count]


def _whole(read: Matrix, columns: Sequence[int]) -> bool:
    """Whether columns are by their heads the parts of a whole («Nam | Nữ», «Tốt | Khá | Đạt | Chưa đạt»)."""
    return make_whole([Item(read.grid.leaf(c), Decimal(0), 0, 0, "") for c in columns])


def _score(read: Matrix, column: int, sources: Sequence[int], *, told: bool) -> int:
    """In how many rows the sum holds; 0 where it does too seldom to be the table's own rule."""
    if len(sources) < 2:
        return 0
    right = wrong = 0
    for row, values in enumerate(read.values):
        parts = [values[c] for c in sources if c in values]
        if column not in values or len(parts) < 2 or values[column] == 0:
            continue
        if sum(parts) == values[column]:
            right += 1
        elif row not in read.totals:  # the sum of a wrong row is wrong too
            wrong += 1
    if told:
        return right if right >= 2 and wrong * 2 <= right else 0
    return right if right >= 3 and wrong * 3 <= right else 0


def _row_sums(read: Matrix, column: int, sources: Sequence[int], named: set[tuple[int, int]]) -> Iterator[Total]:
    for row, values in enumerate(read.values):
        parts = [(row, c) for c in sources if c in values]
        blank = [c for c in sources if c not in values]
        if column not in values:
            if not blank and not read.grid.text(row, column):
                named.add((row, column))
                yield _total(read, (row, column), parts, down=False).model_copy(
                    update={"holds": None, "label": f"{_label(read, (row, column))} {_BLANK}"}
                )
            continue
        if len(parts) < 2:
            continue
        total = _total(read, (row, column), parts, down=False)
        if total.holds or not blank:
            yield total
        elif (
            len(blank) == 1
            and (row, blank[0]) not in named
            and Decimal(total.computed or 0) < values[column]
            and not read.grid.text(row, blank[0])
        ):
            named.add((row, blank[0]))
            yield _from_rest(read, (row, blank[0]), [(row, column), *parts], down=False)


# ---- both ----------------------------------------------------------------------------------------------------------


def _label(read: Matrix, place: tuple[int, int]) -> str:
    row, column = place
    return " – ".join(word for word in (read.labels[row], " ".join(read.grid.heads.get(column, ()))) if word)


def _from_rest(read: Matrix, place: tuple[int, int], parts: Sequence[tuple[int, int]], *, down: bool) -> Total:
    """A blank cell that the first of `parts` less the others gives: named with what it must be, not filled in."""
    total = _total(read, place, parts, down=down)
    rest = 2 * Decimal(total.parts[0].value) - sum((Decimal(p.value) for p in total.parts), Decimal(0))
    own = [p if n == 0 else p.model_copy(update={"value": f"-{p.value}"}) for n, p in enumerate(total.parts)]
    return total.model_copy(
        update={"parts": own, "computed": plain(rest), "holds": None, "label": f"{total.label} {_BLANK}"}
    )


def _total(read: Matrix, place: tuple[int, int], parts: Sequence[tuple[int, int]], *, down: bool) -> Total:
    """The total at `place` with its parts and what they add up to."""
    row, column = place
    table = read.grid
    computed = sum((read.values[r][c] for r, c in parts), Decimal(0))
    stated = read.values[row].get(column)
    spans = [(b.start, b.end) for r, c in [place, *parts] for b in _cell(table, r, c) if b.end > b.start]
    return Total(
        label=_label(read, place) or None,
        stated=plain(stated) if stated is not None else None,
        parts=[
            Summand(
                label=(read.labels[r] if down else (table.heads.get(c) or ("",))[-1]) or None,
                value=plain(read.values[r][c]),
            )
            for r, c in parts
        ],
        computed=plain(computed),
        holds=computed == stated,
        evidence=[table.part.evidence(start, end, 0.95) for start, end in spans[:12]],
    )


def _cell(table: Grid, row: int, column: int) -> Sequence[Block]:
    """The blocks of a cell; a figure that its row's label tells («Công tác … (25 điểm)») stands in the label."""
    return table.rows[row].get(column) or next(iter(table.rows[row].values()), ())


def _is_near(total: Total) -> bool:
    stated, computed = Decimal(total.stated or 0), Decimal(total.computed or 0)
    return stated != 0 and abs(stated - computed) <= abs(stated) * _NEAR
