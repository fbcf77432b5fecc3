"""The public format: what it refuses, and the JSON Schema kept as a golden file."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from schemas.facts import Citation, Deadline
from schemas.plan import Plan

GOLDEN = Path(__file__).parent / "congvan-plan-1.schema.json"
EVIDENCE = [{"page": 1, "start": 0, "end": 4, "text": "Điều"}]


def test_a_fact_without_evidence_is_refused():
    with pytest.raises(ValidationError):
        Citation(evidence=[])


@pytest.mark.parametrize("date", ["2023-11-10", "2023-07", "2017-08-27/2017-09-07", "2023"])
def test_edtf_dates(date):
    assert Deadline(id="d1", text="x", bound="by", date=date, evidence=EVIDENCE).date == date


@pytest.mark.parametrize("date", ["10/11/2023", "2023-7", "hôm nay"])
def test_other_dates_are_refused(date):
    with pytest.raises(ValidationError):
        Deadline(id="d1", text="x", bound="by", date=date, evidence=EVIDENCE)


def test_the_schema_changes_only_on_purpose():
    schema = json.dumps(Plan.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert schema == GOLDEN.read_text(encoding="utf-8"), "write it anew: python -m tests.schemas.golden"
