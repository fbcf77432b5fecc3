"""Grids made of lines."""

from hypothesis import given
from hypothesis import strategies as st

from extract.lattice import Place, lattices


def full_grid(
    xs: list[float], ys: list[float]
) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    return [(y, xs[0], xs[-1]) for y in ys], [(x, ys[0], ys[-1]) for x in xs]


steps = st.lists(st.floats(8, 90), min_size=2, max_size=7)


@given(steps, steps)
def test_a_full_grid_has_a_cell_a_place(across, down):
    xs = [50 + sum(across[:i]) for i in range(len(across) + 1)]
    ys = [60 + sum(down[:i]) for i in range(len(down) + 1)]
    (found,) = lattices(*full_grid(xs, ys))
    assert len(found.places) == len(across) * len(down)
    assert all(p.rows == p.columns == 1 for p in found.places)
    for index, place in enumerate(found.places):
        x0, top, x1, bottom = found.box_of(place)
        assert found.cell_at((x0 + x1) / 2, (top + bottom) / 2) == index
    assert found.cell_at(xs[0] - 5, ys[0] + 1) is None


def test_lines_in_pieces_and_a_little_apart_are_one():
    level, upright = full_grid([0, 100, 200], [0, 50, 100])
    pieces = [(y + 0.4, 0.0, 99.0) for y, _, _ in level] + [(y, 100.5, 200.0) for y, _, _ in level]
    (found,) = lattices(pieces, upright)
    assert len(found.places) == 4


def test_two_tables_apart_are_two():
    first, second = full_grid([0, 50, 100], [0, 20, 40]), full_grid([0, 50, 100], [100, 120, 140])
    found = lattices(first[0] + second[0], first[1] + second[1])
    assert [round(one.box[1]) for one in found] == [0, 100]


def test_merged_cells():
    level = [(0.0, 0.0, 100.0), (20.0, 50.0, 100.0), (40.0, 0.0, 100.0)]
    upright = [(0.0, 0.0, 40.0), (50.0, 0.0, 40.0), (100.0, 0.0, 40.0)]
    (found,) = lattices(level, upright)
    assert found.places == (Place(0, 0, 2, 1), Place(0, 1, 1, 1), Place(1, 1, 1, 1))


def test_no_table_without_columns():
    assert lattices([(0, 0, 100), (20, 0, 100)], [(0, 0, 20), (100, 0, 20)]) == []
    assert lattices([(0, 0, 100), (20, 0, 100)], []) == []
