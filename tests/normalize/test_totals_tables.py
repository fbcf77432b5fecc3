"""Random tables of invented offices with sums on rows, columns and sections, right and with one wrong figure each."""

from __future__ import annotations

import random

import pytest

from congvan.pipeline import convert_bytes
from tests.normalize.tables import Rows, table
from tests.normalize.test_totals import totals

Sums = dict[tuple[int, int], list[tuple[int, int]]]
_LABELS = ("Tổng cộng", "Cộng", "Tổng số", "TỔNG CỘNG", "Toàn huyện")
_LEVELS = ("MN", "TH", "THCS", "THPT")


def _flat(rng: random.Random) -> tuple[Rows, int, Sums]:
    """Units by levels with a column and a row of sums, on any side."""
    units, levels = rng.randint(3, 7), rng.sample(_LEVELS, rng.randint(2, 4))
    left, top = rng.random() < 0.3, rng.random() < 0.3
    head: list[str | tuple[str, int, int]] = [
        "TT",
        "Đơn vị",
        *(["Tổng số"] if left else []),
        *levels,
        *([] if left else [rng.choice(["Cộng", "TC", "TS"])]),
    ]
    total = 2 if left else len(head) - 1
    parts = [c for c in range(2, len(head)) if c != total]
    rows: Rows = [[str(n + 1), f"Xã {chr(65 + n)}", *[""] * (len(head) - 2)] for n in range(units)]
    last = 0 if top else units
    rows.insert(last, ["", rng.choice(_LABELS), *[""] * (len(head) - 2)])
    body = [r for r in range(units + 1) if r != last]
    sums: Sums = {(r + 1, total): [(r + 1, c) for c in parts] for r in body}
    sums |= {(last + 1, c): [(r + 1, c) for r in body] for c in range(2, len(head))}
    return [head, *rows], 1, sums


def _sections(rng: random.Random) -> tuple[Rows, int, Sums]:
    """Sections «I», «II» with their units and a row for all."""
    rows: Rows = [["TT", "Đơn vị", "CBQL", "GV", "NV"]]
    sums: Sums = {}
    tops = []
    for mark in ("I", "II", "III")[: rng.randint(2, 3)]:
        top = len(rows)
        tops.append(top)
        rows.append([mark, f"Khối {mark}", "", "", ""])
        rows += [[str(n + 1), f"Xã {mark}{n}", "", "", ""] for n in range(rng.randint(2, 4))]
        sums |= {(top, c): [(r, c) for r in range(top + 1, len(rows))] for c in (2, 3, 4)}
    rows.append(["", rng.choice(_LABELS), "", "", ""])
    sums |= {(len(rows) - 1, c): [(r, c) for r in tops] for c in (2, 3, 4)}
    return rows, 1, sums


def _fill(rng: random.Random, rows: Rows, sums: Sums) -> dict[tuple[int, int], int]:
    """Figures for all parts, and the sums that follow."""
    values: dict[tuple[int, int], int] = {}

    def value(place: tuple[int, int]) -> int:
        if place not in values:
            values[place] = sum(map(value, sums[place])) if place in sums else rng.randint(2, 95)
        return values[place]

    for place in [*sums, *(p for parts in sums.values() for p in parts)]:
        value(place)
    return values


def _told(rows: Rows, values: dict[tuple[int, int], int]) -> Rows:
    told = [list(row) for row in rows]
    for (r, c), figure in values.items():
        told[r][c] = f"{figure:,}".replace(",", ".")
    return told


@pytest.mark.parametrize("make", [_flat, _sections])
@pytest.mark.parametrize("seed", range(12))
def test_every_sum_is_found_and_none_invented(make, seed: int) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(seed)
    rows, heads, sums = make(rng)
    values = _fill(rng, rows, sums)
    found = totals(table(_told(rows, values), heads))
    assert all(t.holds for t in found)
    wanted = {(str(values[p]), tuple(sorted(str(values[q]) for q in parts))) for p, parts in sums.items()}
    assert wanted <= {(t.stated, tuple(sorted(p.value for p in t.parts))) for t in found}


@pytest.mark.parametrize("make", [_flat, _sections])
@pytest.mark.parametrize("seed", range(12))
def test_a_wrong_sum_is_told_and_what_holds_is_not(make, seed: int) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(seed)
    rows, heads, sums = make(rng)
    values = _fill(rng, rows, sums)
    wrong = rng.choice(sorted(sums))
    values[wrong] += rng.choice([1, 2, 10])
    found = totals(table(_told(rows, values), heads))
    assert any(t.holds is False and t.stated == str(values[wrong]) for t in found)
    for total in found:
        assert total.holds == (sum(int(p.value) for p in total.parts) == int(total.stated or 0))


def test_a_column_headed_by_a_year_adds_up():
    rows = (
        "Số trường đạt chuẩn như sau:\n"
        "Cấp học\tĐến hết năm 2022\tNăm 2023\tTổng số đến hết năm 2023\n"
        "Mầm non\t78\t11\t89\nTiểu học\t71\t6\t77\nTHCS\t52\t8\t60\nTổng cộng\t201\t25\t226\n"
    )
    [plan] = convert_bytes(rows.encode(), "kh.txt")
    told = {total.label.partition(" – ")[0]: (total.stated, total.holds) for total in plan.totals}
    assert told["Mầm non"] == ("89", True)
    assert told["Tổng cộng"] == ("226", True)
