"""A finder's fault costs its own facts only, and is told."""

import pytest

from congvan.pipeline import convert_bytes
from normalize import parse as road
from normalize.guarded import Guard

_TEXT = "Kính gửi: Các trường trực thuộc.\nCác trường gửi báo cáo về Phòng GDĐT trước ngày 05/9/2023.\n"


def _fail(*_: object, **__: object) -> list[object]:
    raise ZeroDivisionError("two finders")


def test_the_rest_of_the_plan_stands(monkeypatch):
    monkeypatch.delenv("CONGVAN_STRICT")
    monkeypatch.setattr(road, "find_rules", _fail)
    monkeypatch.setattr(road, "find_totals", _fail)
    [plan] = convert_bytes(_TEXT.encode(), "cv.txt")
    assert plan.status == "partial"
    assert (plan.rules, plan.totals) == ([], [])
    assert [d.due for d in plan.deadlines] == ["2023-09-04"]
    [told] = [f for f in plan.findings if f.code == "finder_failed"]
    assert told.severity == "error"
    assert "quy tắc, số liệu tổng cộng" in told.message
    assert "ZeroDivisionError: two finders" in told.message
    assert [p.code for p in plan.problems] == ["finder_failed"]


def test_developers_see_the_fault():
    with pytest.raises(ZeroDivisionError):
        Guard().listed("quy tắc", _fail)
