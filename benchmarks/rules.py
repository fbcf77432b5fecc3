"""How fast rules are evaluated: many persons by many rules, in columns, beside the plain evaluation person by person.

    python -m benchmarks.rules [--persons 100000] [--peer 5000]

Prints seconds, peak memory, and the ratio to the plain evaluator on the same machine in the same run (which is run on `--peer` of
the persons, and must give the same outcomes). Persons are made from a fixed seed; what is asked are 20 rules on persons: grading
by a formula with rounding, completions, prerequisites, exemptions and reductions.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date
from decimal import Decimal
from typing import Any

import click

from rules_core import Mark, Person, Roster, evaluate

_LEVELS = ("TH", "THCS", "THPT")
_MODULES = tuple(str(number) for number in range(1, 13))
_AS_OF = date(2024, 6, 1)


def book() -> dict[str, Any]:
    """Return 20 rules on persons, of an invented office."""
    quote = [{"text": "Quy định mẫu.", "page": 1}]
    grades = [
        {"name": "G", "min": "9", "max": "10", "component_min": "7"},
        {"name": "K", "min": "7", "below": "9", "component_min": "6"},
        {"name": "TB", "min": "5", "below": "7", "component_min": "5"},
    ]
    rules: list[dict[str, object]] = [
        {"kind": "formula", "target": "ĐTB", "expression": "(điểm ND1 + điểm ND2 + trung bình các mô đun ND3) : 3",
         "rounding": "làm tròn đến một chữ số thập phân"},
        {"kind": "pass_mark", "min_score": "5", "scale": "10"},
        {"kind": "exemption", "audience": ["GV"], "who": "GV nghỉ hưu trong năm học 2023-2024"},
        {"kind": "exemption", "who": "người biệt phái"},
        {"kind": "reduction", "who": "bệnh không đi lại được, nghỉ thai sản"},
        {"kind": "reduction", "who": "đi học tập trung"},
    ]  # fmt: skip
    for level in _LEVELS:
        rules += [
            {
                "kind": "grading",
                "audience": ["GV"],
                "levels": [level],
                "grades": grades,
                "otherwise": "không hoàn thành",
            },
            {
                "kind": "completion",
                "audience": ["GV", "CBQL"],
                "levels": [level],
                "min_modules": 6,
                "conditions": ["ít nhất 6 mô đun"],
            },
            {"kind": "prerequisite", "levels": [level], "requires": ["1", "2", "3"], "unlocks": ["4", "5", "9"]},
            {"kind": "completion", "levels": [level], "conditions": ["có các điểm thành phần đạt từ 5 điểm trở lên"]},
        ]
    rules += [
        {
            "kind": "grading",
            "audience": ["CBQL"],
            "grades": [{"name": "đạt", "min": "5", "component_min": "5"}],
            "otherwise": "không đạt",
        },
        {"kind": "completion", "audience": ["CBQL"], "conditions": ["thực hiện đầy đủ quy định của khóa bồi dưỡng"]},
    ]
    named = [{"id": f"r{number}", "evidence": quote, **rule} for number, rule in enumerate(rules, start=1)]
    return {"format": "congvan-rules/1", "id": "do", "title": "Kế hoạch mẫu", "rules": named}


def people(count: int, seed: int = 20240601) -> Roster:
    """Return invented persons: marks with up to two decimals, blanks, flags of all three values."""
    dice = random.Random(seed)
    scores = [Decimal(n).scaleb(-2) for n in range(400, 1001, 5)]
    marks = [Mark(), Mark(True), Mark(False), *(Mark(score=score) for score in scores)]
    answers = (True, False, False, False, False, None)
    flags = ("sắp nghỉ hưu", "biệt phái", "nghỉ thai sản", "bệnh không đi lại được", "đang đi học dài hạn",
             "thực hiện đầy đủ quy định của khóa bồi dưỡng")  # fmt: skip
    persons = [
        Person(
            f"{number:06d}", f"Người {number}", f"Trường {number // 60}", dice.choice(("GV", "GV", "GV", "CBQL", None)),
            (dice.choice(_LEVELS),), modules={key: dice.choice(marks) for key in _MODULES},
            scores={"ND1": dice.choice(scores), "ND2": dice.choice([*scores, None])},
            flags={name: dice.choice(answers) for name in flags},
        )
        for number in range(count)
    ]  # fmt: skip
    return Roster(persons)


@click.command()
@click.option("--persons", default=100_000, show_default=True)
@click.option("--peer", default=5_000, show_default=True, help="Persons for the plain evaluator.")
def main(persons: int, peer: int) -> None:
    """Run the benchmark."""
    roster, rules = people(persons), book()
    asked = len(rules["rules"])
    before = _megabytes()
    begun, worked = time.perf_counter(), time.process_time()
    report = evaluate([rules], roster, _AS_OF, engine="columns")
    taken, work = time.perf_counter() - begun, time.process_time() - worked
    peak = _megabytes()
    counts = {outcome.value: count for outcome, count in report.plans[0].counts().items()}
    print(
        f"{persons} persons × {asked} rules in columns: {taken:.2f} s ({work:.2f} s of CPU), peak {peak:.0f} MB (roster {before:.0f} MB)"
    )
    print("  " + "; ".join(f"{name}: {count}" for name, count in counts.items()))
    few = Roster(roster.persons[:peer])
    worked = time.process_time()
    plain = evaluate([rules], few, _AS_OF, engine="persons")
    plain_taken = time.process_time() - worked
    same = plain.plans[0].outcomes == report.plans[0].outcomes[:peer]
    each = plain_taken / peer / (work / persons)
    print(
        f"{peer} persons one by one: {plain_taken:.2f} s of CPU; columns are {each:.1f} times as fast a person; same outcomes: {same}"
    )
    worked = time.process_time()
    reasons = sum(len(report.plans[0].explain(index).steps) for index in range(min(1_000, persons)))
    print(
        f"reasons of 1000 persons ({reasons} steps), made when asked for: {time.process_time() - worked:.2f} s of CPU"
    )


def _megabytes() -> float:
    """Return the most memory that the process has had."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform != "darwin" else most / 2**20


if __name__ == "__main__":
    main()
