"""Deadlines and citations in single paragraphs of the held-out texts: `python -m benchmarks.paragraphs [--show]`.

The paragraphs are not in git, only their line numbers and the facts in them (`tests/gold/paragraphs_*.json`); half of
them are traps that must give nothing, so precision here is harsher than on whole dispatches.
"""

from __future__ import annotations

import argparse
import json
import lzma
from functools import cache
from typing import Any

from benchmarks.gold import GOLD, shared
from benchmarks.matching import Fact, Score, key, pair, same_citation
from normalize.citations import find_citations
from normalize.clean import plain
from normalize.deadlines import find_deadlines


@cache
def _lines(name: str) -> list[str]:
    with lzma.open(shared() / "text" / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
        return file.read().split("\n")


def _paragraphs(kind: str) -> list[dict[str, Any]]:
    data = json.loads((GOLD / f"paragraphs_{kind}.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = data["paragraphs"]
    return found


def same_deadline(found: Fact, gold: Fact) -> bool:
    """Overlapping words, and the same date, recurrence and offset, less the fields on which readers may differ."""
    a, b = key(found["text"]), key(gold["text"])
    if not (a in b or b in a):
        return False
    lenient = set(gold.get("lenient", ()))
    return all(
        name in lenient or (found[name] or "").lstrip("-") == (gold.get(name) or "").lstrip("-")
        for name in ("date", "recurrence", "offset")
    )


def deadlines() -> tuple[Score, Score]:
    """Score deadlines, and the bounds of those that are right."""
    score, bounds = Score(), Score()
    for entry in _paragraphs("deadlines"):
        part = plain(_lines(entry["file"])[entry["line"] - 1])
        found = [d.model_dump(mode="json") for d in find_deadlines(part)]
        where = f"{entry['file']}:{entry['line']}"
        one, pairs = pair(found, entry["deadlines"], same_deadline, _what)
        _place(one, where)
        score.add(one)
        sure = [(f, g) for f, g in pairs if not g.get("unsure") and "bound" not in g.get("lenient", ())]
        right = sum(f["bound"] == g["bound"] for f, g in sure)
        bounds.add(Score(right, len(sure), len(sure)))
        bounds.misses += [
            f"{where} «{g['text']}» {g['bound']}, got {f['bound']}" for f, g in sure if f["bound"] != g["bound"]
        ]
    return score, bounds


def citations() -> Score:
    """Score citations; mentions inside the title of another document count like all others."""
    score = Score()
    for entry in _paragraphs("citations"):
        part = plain(_lines(entry["file"])[entry["line"] - 1])
        found = [c.model_dump(mode="json") for c in find_citations(part)]
        where = f"{entry['file']}:{entry['line']}"
        one, _ = pair(found, entry["citations"], same_citation, _which)
        _place(one, where)
        score.add(one)
    return score


def _place(score: Score, where: str) -> None:
    score.misses = [f"{where} {miss}" for miss in score.misses]
    score.extras = [f"{where} {extra}" for extra in score.extras]


def _what(deadline: Fact) -> str:
    values = (str(deadline[name]) for name in ("bound", "date", "recurrence", "offset") if deadline.get(name))
    return f"«{deadline['text']}» {' '.join(values)}"


def _which(citation: Fact) -> str:
    return f"{citation.get('number_symbol') or citation.get('name')} {citation.get('issued_on')}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print misses and extras")
    arguments = parser.parse_args()
    due, bounds = deadlines()
    print(f"{'fact':20s} {'precision':>9s} {'recall':>7s} {'F1':>6s} {'right':>6s} {'found':>6s} {'gold':>6s}")
    for name, score in (("deadlines", due), ("deadlines: bound", bounds), ("citations", citations())):
        print(
            f"{name:20s} {score.precision:9.3f} {score.recall:7.3f} {score.f1:6.3f} "
            f"{score.right:6d} {score.found:6d} {score.wanted:6d}"
        )
        if arguments.show:
            print(*(f"  - missed {x}" for x in score.misses), *(f"  + extra  {x}" for x in score.extras), sep="\n")


if __name__ == "__main__":
    main()
