"""Ruled tables: from straight lines to the grid of cells that they enclose, merged cells with their spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.document import Box

Stroke = tuple[float, float, float]  # where it stands, from, to

_SAME = 2.6  # points: lines nearer than this are one
_JOINT = 3.2  # points: ends nearer than this touch
_OVERHANG = 12.0  # points: lines that stick out further close a column whose outer border is not drawn


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a grid: its first row and column, and how many it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Lattice:
    """A ruled table's geometry: the x of its columns' borders, the y of its rows', and its cells row by row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[Place, ...]

    @property
    def box(self) -> Box:
        """The box around the table."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, place: Place) -> Box:
        """The box of one cell."""
        return (
            self.xs[place.column],
            self.ys[place.row],
            self.xs[place.column + place.columns],
            self.ys[place.row + place.rows],
        )

    @cached_property
    def _owners(self) -> dict[tuple[int, int], int]:
        return {
            (r, c): i
            for i, p in enumerate(self.places)
            for r in range(p.row, p.row + p.rows)
            for c in range(p.column, p.column + p.columns)
        }

    def cell_at(self, x: float, y: float) -> int | None:
        """The index in `places` of the cell that holds the point, None outside."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self._owners.get((row, column))


def lattices(level: Sequence[Stroke], upright: Sequence[Stroke]) -> list[Lattice]:
    """The tables that the lines of a page make, from top to bottom; frames around one text are none."""
    across, down = _merged(level), _merged(upright)
    found = [grid for h, v in _together(across, down) if (grid := _grid(h, v))]
    return sorted(found, key=lambda g: (g.ys[0], g.xs[0]))


def _merged(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes on one line that touch or overlap as one."""
    lines: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if lines and stroke[0] - lines[-1][0][0] <= _SAME:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    found = []
    for line in lines:
        at = sum(s[0] * (s[2] - s[1]) for s in line) / sum(s[2] - s[1] for s in line)
        line.sort(key=lambda s: s[1])
        start, end = line[0][1], line[0][2]
        for _, a, b in line[1:]:
            if a > end + _JOINT:
                found.append((at, start, end))
                start, end = a, b
            end = max(end, b)
        found.append((at, start, end))
    return found


def _together(level: list[Stroke], upright: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Lines that cross or touch, each set a possible table."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, (x, y0, y1) in enumerate(upright, len(level)):
        for i, (y, x0, x1) in enumerate(level):
            if y0 - _JOINT <= y <= y1 + _JOINT and x0 - _JOINT <= x <= x1 + _JOINT:
                parent[root(i)] = root(j)
    sets: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, stroke in enumerate(level + upright):
        sets.setdefault(root(i), ([], []))[i >= len(level)].append(stroke)
    return [s for s in sets.values() if len(s[0]) > 1 and s[1]]


def _grid(level: list[Stroke], upright: list[Stroke]) -> Lattice | None:
    ys = _places([s[0] for s in level])
    xs = _places([s[0] for s in upright])
    level, upright, xs = _closed_sides(level, upright, xs, ys)
    if len(xs) < 3 or len(ys) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    right_wall = [[_covers(upright, xs[c + 1], _middle(ys, r)) for c in range(columns)] for r in range(rows)]
    lower_wall = [[_covers(level, ys[r + 1], _middle(xs, c)) for c in range(columns)] for r in range(rows)]
    places = _cells(rows, columns, right_wall, lower_wall)
    return Lattice(tuple(xs), tuple(ys), tuple(places)) if len(places) > 1 else None


def _places(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _closed_sides(
    level: list[Stroke], upright: list[Stroke], xs: list[float], ys: list[float]
) -> tuple[list[Stroke], list[Stroke], list[float]]:
    """Add the outer borders of a table that is drawn open at its sides."""
    left, right = min(s[1] for s in level), max(s[2] for s in level)
    for edge, outer, end in ((left, xs[0] - left, 1), (right, right - xs[-1], 2)):
        reach = [s for s in level if abs(s[end] - edge) < _JOINT]
        if outer > _OVERHANG and len(reach) > 1:
            upright = [*upright, (edge, ys[0], ys[-1])]
            xs = sorted([*xs, edge])
    return level, upright, xs


def _middle(values: list[float], i: int) -> float:
    return (values[i] + values[i + 1]) / 2


def _covers(strokes: list[Stroke], at: float, point: float) -> bool:
    return any(abs(s[0] - at) <= _SAME and s[1] <= point <= s[2] for s in strokes)


def _cells(rows: int, columns: int, right_wall: list[list[bool]], lower_wall: list[list[bool]]) -> list[Place]:
    """Cells as rectangles of places with no wall between; each as wide, then as deep as it can be."""
    taken = [[False] * columns for _ in range(rows)]
    found = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = 1
            while column + wide < columns and not right_wall[row][column + wide - 1] and not taken[row][column + wide]:
                wide += 1
            deep = 1
            while row + deep < rows and _open_below(row + deep - 1, column, wide, right_wall, lower_wall):
                deep += 1
            for r in range(row, row + deep):
                for c in range(column, column + wide):
                    taken[r][c] = True
            found.append(Place(row, column, deep, wide))
    return found


def _open_below(row: int, column: int, wide: int, right_wall: list[list[bool]], lower_wall: list[list[bool]]) -> bool:
    """Whether the row of places under `row` belongs to the same cell."""
    if any(lower_wall[row][c] for c in range(column, column + wide)):
        return False
    return not any(right_wall[row + 1][c] for c in range(column, column + wide - 1))
