"""The gold is whole: each file is in one set, its facts have the form that plans have, invented dispatches match theirs."""

import hashlib
import json
import re
from datetime import date

import pytest
from dateutil.rrule import rrulestr

from benchmarks.gold import GOLD, MADE, load
from tests.gold.made import make

KINDS = ("text", "lost", "scan", "legacy")
EDTF = re.compile(r"^(\d{4}(-\d{2}(-\d{2})?)?)?(/(\d{4}(-\d{2}(-\d{2})?)?|\.\.)?)?$")


def _listed(name):
    return [line for line in (GOLD / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def test_each_gold_file_is_in_one_set():
    listed = _listed("development.txt") + _listed("blind.txt")
    assert len(listed) == len(set(listed))
    assert set(listed) == {gold.path.stem for gold in load(KINDS)}


@pytest.mark.parametrize("gold", load(KINDS), ids=lambda gold: gold.path.stem)
def test_dates_periods_and_recurrences_have_the_form_of_plans(gold):
    for plan in gold.plans:
        for deadline in plan.get("deadlines", []):
            assert EDTF.match(deadline["date"] or ""), deadline
            assert deadline["due"] is None or date.fromisoformat(deadline["due"])
            assert re.match(r"-?P", deadline["offset"] or "P"), deadline
            if deadline["recurrence"]:
                rrulestr(deadline["recurrence"])
        for row in plan.get("schedule", []):
            assert EDTF.match(row["start"] or ""), row
        for cited in plan.get("citations", []):
            assert cited["issued_on"] is None or EDTF.match(cited["issued_on"]), cited


@pytest.mark.parametrize("gold", [g for g in load() if g.invented], ids=lambda gold: gold.path.stem)
def test_invented_dispatches_are_those_that_were_read(gold):
    data = json.loads(gold.path.read_text(encoding="utf-8"))
    assert hashlib.sha256(gold.source.read_bytes()).hexdigest() == data["sha256"]
    if gold.source.suffix == ".txt":
        text = " ".join(gold.source.read_text(encoding="utf-8").split())
        missing = [d["text"] for plan in gold.plans for d in plan["deadlines"] if d["text"] not in text]
        assert not missing


@pytest.mark.parametrize("source", sorted((MADE / "word").glob("*.json")), ids=lambda path: path.stem)
def test_word_files_can_be_made_again(source, tmp_path):
    make.build(source, tmp_path / "made.docx")
    assert (tmp_path / "made.docx").read_bytes() == (MADE / f"{source.stem}.docx").read_bytes()
