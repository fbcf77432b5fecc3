"""Findings: recall of those that are named for the seeds, and counts by code: `python -m benchmarks.findings [--show] [FILE …]`.

The named ones stand in `tests/gold/findings/named.json`: a code, and facts that the message must hold; some must not be
found. Whether a finding is true is told by eye only: `--show` prints them all, for the seeds or for the files given.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from benchmarks.gold import GOLD, Facts, shared
from congvan.pipeline import convert
from congvan.settings import Settings
from schemas.facts import Finding
from schemas.plan import Plan

NAMED = GOLD / "findings" / "named.json"


def named() -> list[Facts]:
    """The dispatches whose findings are named: source, part, findings, absent."""
    found: list[Facts] = json.loads(NAMED.read_text(encoding="utf-8"))["dispatches"]
    return found


def plans_of(path: Path) -> tuple[Plan, ...]:
    """The plans of a file, without OCR."""
    return convert(path, Settings(ocr="never")).plans


def matches(wanted: Facts, found: Finding) -> bool:
    """Whether a finding has the code and its message and evidence hold all facts that are named."""
    words = " ".join([found.message, *(evidence.raw or evidence.text for evidence in found.evidence)])
    return found.code == wanted["code"] and all(fact in words for fact in wanted["says"])


def missed(dispatch: Facts, plan: Plan) -> list[Facts]:
    """The named findings that a plan lacks."""
    return [w for w in dispatch["findings"] if not any(matches(w, f) for f in plan.findings)]


def invented(dispatch: Facts, plan: Plan) -> list[Finding]:
    """The findings that are said to be false of the dispatch."""
    return [f for f in plan.findings if any(matches(w, f) for w in dispatch["absent"])]


def main() -> None:
    """Print recall, what is missed or false, and counts by code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    if options.files:
        for path in options.files:
            for plan in plans_of(path):
                _tell(path, plan, counts, show=options.show)
    else:
        _seeds(counts, show=options.show)
    print("\n".join(f"{code:24}{count:5}" for code, count in counts.most_common()))


def _seeds(counts: Counter[str], *, show: bool) -> None:
    total = lost = false = 0
    read: dict[str, tuple[Plan, ...]] = {}
    for dispatch in named():
        source = dispatch["source"]
        plans = read.setdefault(source, plans_of(shared() / source))
        plan = plans[dispatch["part"] - 1]
        lacks, wrong = missed(dispatch, plan), invented(dispatch, plan)
        total, lost, false = total + len(dispatch["findings"]), lost + len(lacks), false + len(wrong)
        for want in lacks:
            print(f"missed   {source} {want['code']} {want['says']}")
        for finding in wrong:
            print(f"false    {source} {finding.code} {finding.message}")
        _tell(Path(source), plan, counts, show=show)
    print(f"named findings of the seeds: {total - lost} of {total} found; {false} found that are false")


def _tell(path: Path, plan: Plan, counts: Counter[str], *, show: bool) -> None:
    counts.update(finding.code for finding in plan.findings)
    if show:
        print(f"\n{path.name} {plan.source.part}: {plan.header.number_symbol} {plan.header.issued_on}")
        for finding in plan.findings:
            print(f"  {finding.severity[0].upper()} {finding.code}: {finding.message}")


if __name__ == "__main__":
    main()
