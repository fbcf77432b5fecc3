import io
import json
from datetime import date

import polars as pl
import pytest

from exporters.to_parquet import days, export
from tests.factories import make_plan


@pytest.fixture(scope="module")
def table():
    return pl.read_parquet(io.BytesIO(export([make_plan()])))


def test_a_row_a_fact(table):
    plan = make_plan()
    counts = dict(table.group_by("kind").len().iter_rows())
    kinds = ("citations", "deadlines", "tasks", "schedule", "findings")
    assert counts == {kind: len(getattr(plan, kind)) for kind in kinds} | {"signature": 1}
    assert set(table["plan"]) == {plan.id}


def test_days_are_days(table):
    row = table.filter(pl.col("id") == "d2", pl.col("kind") == "deadlines").to_dicts()[0]
    assert (row["from_day"], row["to_day"], row["due"]) == (date(2024, 5, 1), date(2024, 5, 31), date(2024, 5, 31))
    assert table.schema["issued_on"] == pl.Date


def test_a_fact_says_where_it_was_read_and_is_there_whole(table):
    plan = make_plan()
    row = table.filter(pl.col("id") == "t3").to_dicts()[0]
    where = plan.tasks[3].evidence[0]
    assert (row["page"], row["start"], row["quote"]) == (where.page, where.start, where.text)
    assert json.loads(row["fact"])["submit_to"] == ["Phòng GDĐT"]


def test_no_plan_gives_an_empty_table_of_the_same_columns(table):
    empty = pl.read_parquet(io.BytesIO(export([])))
    assert (empty.height, empty.schema) == (0, table.schema)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-06-09", date(2024, 6, 9), date(2024, 6, 9)),
        ("2017-08-27/2017-09-07", date(2017, 8, 27), date(2017, 9, 7)),
        ("2024-06-09/..", date(2024, 6, 9), None),
        ("/2024-06", None, date(2024, 6, 30)),
        (None, None, None),
    ],
)
def test_an_edtf_date_is_its_first_and_last_day(edtf, first, last):
    assert days(edtf) == (first, last)
