"""Citations of the development seeds against the gold read by eye, through the whole road."""

import json
from pathlib import Path

import pytest

from benchmarks.matching import pair, same_citation
from congvan.pipeline import convert_bytes

GOLD = Path(__file__).resolve().parent.parent / "gold"
SEEDS = ["001_11428d04ef702ec2", "002_a9940da683ee680b", "003_1086228b9a799a17", "004_6b64fa9eff7fe812"]


@pytest.mark.shared
@pytest.mark.parametrize("seed", SEEDS)
def test_seed(shared, seed):
    gold = json.loads((GOLD / f"{seed}.json").read_text(encoding="utf-8"))
    source = shared / gold["source"]
    plans = convert_bytes(source.read_bytes(), source.name)
    assert len(plans) == len(gold["plans"])
    for plan, wanted in zip(plans, gold["plans"], strict=True):
        found = [citation.model_dump() for citation in plan.citations]
        score, pairs = pair(
            found, wanted["citations"], same_citation, lambda c: f"{c['number_symbol']} {c['issued_on']}"
        )
        assert (score.misses, score.extras) == ([], [])
        assert [a["role"] for a, b in pairs if not b.get("unsure")] == [
            b["role"] for _, b in pairs if not b.get("unsure")
        ]
