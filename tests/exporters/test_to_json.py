import json

from exporters.to_json import export
from schemas.plan import Plan
from tests.factories import make_plan


def test_one_plan_is_an_object_that_reads_back():
    data = export([make_plan()])
    assert data.endswith(b"}\n")
    assert "Sông Hương".encode() in data
    assert Plan.model_validate_json(data) == make_plan()


def test_several_plans_are_an_array():
    assert len(json.loads(export([make_plan(), make_plan()]))) == 2


def test_a_plan_is_whole_whatever_the_unit():
    assert export([make_plan()], unit="Phòng GDĐT", lang="en") == export([make_plan()])
