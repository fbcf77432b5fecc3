"""Precision, recall and F1 a fact kind against the gold: `python -m benchmarks.accuracy [--split dev|blind|all] [--show]`.

Header fields that only the page picture shows (stamped, handwritten) are counted apart, as `header (stamped)`.
`--save` writes the figures to `benchmarks/accuracy.json`; a later run prints what changed since then, fact by fact.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from benchmarks.gold import GoldFile, load
from benchmarks.matching import (
    Fact,
    Score,
    key,
    pair,
    same_citation,
    same_deadline,
    same_module,
    same_name,
    same_rule,
    same_start,
    same_total,
)
from congvan.pipeline import convert

SAVED = Path(__file__).with_name("accuracy.json")
HEADER_FIELDS = ("issuer", "issuer_parent", "number", "symbol", "place", "issued_on", "doc_type", "subject", "to")
_LISTS = ("citations", "modules", "deadlines", "tasks", "schedule", "rules", "totals", "contacts", "distribution")
Scores = dict[str, Score]


def main() -> None:
    """Run the measurement and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["dev", "blind", "all"], default="all")
    parser.add_argument("--kind", default="text", help="text, lost, scan, legacy; comma-separated")
    parser.add_argument("--only", default="", help="part of the gold file's name")
    parser.add_argument("--show", nargs="?", const="all", default="", help="print misses and extras (of one fact kind)")
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    totals: Scores = defaultdict(Score)
    files = [g for g in load(tuple(arguments.kind.split(",")), arguments.split) if arguments.only in g.path.name]
    for gold in files:
        scores = measure(gold)
        for name, score in scores.items():
            totals[name].add(score)
            if arguments.show in ("all", name.split(" ")[0]) and (score.misses or score.extras):
                print(f"\n{gold.path.stem}: {name}")
                print(
                    *(f"  - missed {miss}" for miss in score.misses),
                    *(f"  + extra  {x}" for x in score.extras),
                    sep="\n",
                )
    print(f"\n{len(files)} files, split {arguments.split}, kind {arguments.kind}")
    print(f"{'fact':34s} {'precision':>9s} {'recall':>7s} {'F1':>6s} {'right':>6s} {'found':>6s} {'gold':>6s}")
    for name, score in totals.items():
        print(
            f"{name:34s} {score.precision:9.3f} {score.recall:7.3f} {score.f1:6.3f} {score.right:6d} {score.found:6d} {score.wanted:6d}"
        )
    _report_changes(totals, f"{arguments.split}/{arguments.kind}", save=arguments.save and not arguments.only)


def measure(gold: GoldFile) -> Scores:
    """Convert a gold file's source and score its plans."""
    outcome = convert(gold.source)
    if outcome.failure:
        print(f"{gold.path.stem}: no plan: {outcome.failure.message} {outcome.failure.detail}", file=sys.stderr)
    plans: list[dict[str, Any]] = [plan.model_dump(mode="json") for plan in outcome.plans]
    scores: Scores = defaultdict(Score)
    scores["plans"] = Score(min(len(plans), len(gold.plans)), len(plans), len(gold.plans))
    if len(plans) != len(gold.plans):
        scores["plans"].misses.append(f"{len(gold.plans)} plans wanted, {len(plans)} made")
    for index, facts in enumerate(gold.plans):
        plan = plans[index] if index < len(plans) else None
        for name, score in _score_plan(plan or _empty(), facts).items():
            scores[name].add(score)
    return scores


def _empty() -> dict[str, Any]:
    return {
        "header": {},
        **{k: [] for k in _LISTS},
        "signature": None,
    }


def _score_plan(plan: dict[str, Any], gold: Fact) -> Scores:
    scores: Scores = {}
    scores.update(_score_header(plan["header"], gold["header"], set(gold.get("header_not_in_text", []))))
    scores["citations"], cited = pair(
        _seen(plan["citations"], gold),
        gold["citations"],
        same_citation,
        lambda c: f"{c['number_symbol'] or c.get('name')} {c['issued_on']}",
    )
    scores["citations: role"] = _attribute(cited, lambda f, g: f["role"] in (g["role"], g.get("role_alt")), "role")
    scores["citations: issuer"] = _attribute(
        cited, lambda f, g: not g.get("issuer") or same_name(f["issuer"], g["issuer"]), "issuer"
    )
    scores["deadlines"], due = pair(
        _seen(plan["deadlines"], gold),
        gold["deadlines"],
        same_deadline,
        lambda d: f"«{d['text']}» {d.get('date')} {d.get('recurrence') or ''}{d.get('offset') or ''}",
    )
    scores["deadlines: bound"] = _attribute(due, lambda f, g: f["bound"] == g["bound"], "bound")
    scores["deadlines: due"] = _attribute(due, lambda f, g: f["due"] == g["due"], "due")
    scores["deadlines: actor"] = _attribute(due, lambda f, g: same_name(f["actor"], g["actor"]), "actor")
    if "tasks" in gold:
        scores["tasks"], done = pair(
            _seen(plan["tasks"], gold), gold["tasks"], lambda f, g: same_start(f, g, "action"), _show_task
        )
        scores["tasks: actor"] = _attribute(
            done, lambda f, g: same_name((f["actor"] or {}).get("name"), g["actor"]), "actor"
        )
    if "schedule" in gold:
        scores["schedule"], _ = pair(
            plan["schedule"],
            gold["schedule"],
            _same_row,
            lambda s: f"{s['start']} {s.get('starts') or s.get('content')}"[:90],
        )
    scores.update(_score_study(plan, gold))
    if "contacts" in gold:
        scores["contacts"], _ = pair(
            plan["contacts"], gold["contacts"], _same_contact, lambda c: f"{c['kind']} {c['value'][:-4]}…"
        )
    if "distribution" in gold:
        scores["distribution"], _ = pair(
            plan["distribution"],
            gold["distribution"],
            lambda f, g: same_name(f["name"], g["name"]),
            lambda r: str(r["name"]),
        )
    if "signature" in gold:
        scores["signature"] = _score_signature(plan["signature"] or {}, gold["signature"] or {})
    return scores


def _seen(facts: list[Fact], gold: Fact) -> list[Fact]:
    """Leave out the facts of pages that the gold's reader did not examine."""
    examined = gold.get("examined_pages")
    if not examined:
        return facts
    pages = range(examined[0], examined[1] + 1) if len(examined) == 2 else examined  # two numbers are a range
    return [f for f in facts if (f["evidence"][0]["page"] or 1) in pages]


def _score_study(plan: dict[str, Any], gold: Fact) -> Scores:
    """Modules with their periods, rules with their values, totals with their proof, where the gold examined them."""
    scores: Scores = {}
    if "modules" in gold:
        scores["modules"], known = pair(
            plan["modules"],
            gold["modules"],
            same_module,
            lambda m: f"{m['code'] or m['number']} {m['audience']} {m['title']}",
        )
        scores["modules: total"] = _attribute(known, lambda f, g: f["total"] == g.get("total"), "total")
    if "rules" in gold:
        scores["rules"], _ = pair(
            plan["rules"],
            gold["rules"],
            same_rule,
            lambda r: f"{r['kind']} {r.get('values') or r['evidence'][0]['text'][:80]}",
        )
    if "totals" in gold:
        stated = [t for t in plan["totals"] if t["stated"] is not None]  # a blank total that follows is no stated one
        scores["totals"], _ = pair(
            stated, gold["totals"], same_total, lambda t: f"{t['label']} {t['stated']} {t.get('holds')}"
        )
    return scores


def _score_header(found: Fact, gold: Fact, unseen: set[str]) -> Scores:
    scores: Scores = {}
    for name in HEADER_FIELDS:
        wanted, got = gold.get(name), found.get(name)
        stamped = (
            name in unseen
            or (name == "issued_on" and "date" in unseen)
            or (name == "number" and "number_symbol" in unseen)
        )
        score = scores.setdefault("header (stamped)" if stamped else f"header: {name}", Score())
        right = _same_field(name, got, wanted)
        score.wanted += bool(wanted)
        score.found += bool(got)
        score.right += bool(wanted and right)
        if not right:
            score.misses.append(f"{name}: wanted {wanted!r}, got {got!r}")
    return scores


def _same_field(name: str, got: Any, wanted: Any) -> bool:
    if name == "to":
        return len(got or []) == len(wanted or []) and all(map(same_name, got or [], wanted or []))
    if name == "subject":
        return fuzz.ratio(key(got), key(wanted)) >= 95
    if name in ("issuer", "issuer_parent", "place"):
        return key(got) == key(wanted)
    return bool((got or None) == (wanted or None))


def _attribute(pairs: list[tuple[Fact, Fact]], right: Any, name: str) -> Score:
    sure = [(f, g) for f, g in pairs if not g.get("unsure")]
    score = Score(sum(bool(right(f, g)) for f, g in sure), len(sure), len(sure))
    score.misses = [
        f"{name}: wanted {g.get(name)!r}, got {f.get(name)!r} ({g.get('text') or g.get('number_symbol') or g.get('starts')})"
        for f, g in sure
        if not right(f, g)
    ]
    return score


def _show_task(task: Fact) -> str:
    actor = task["actor"]["name"] if isinstance(task["actor"], dict) else task["actor"]
    return f"{task['section']} {actor}: {(task.get('starts') or task.get('action') or '')[:70]}"


def _same_row(found: Fact, gold: Fact) -> bool:
    return found["start"] == gold.get("start") and same_start(found, gold, "content")


def _same_contact(found: Fact, gold: Fact) -> bool:
    if found["kind"] != gold["kind"]:
        return False
    value = gold["value"]
    return found["value"][:-4] == value[:-4] if value.endswith("xxxx") else key(found["value"]) == key(value)


def _score_signature(found: Fact, gold: Fact) -> Score:
    score = Score()
    for name in ("capacity", "position", "name"):
        wanted, got = gold.get(name), found.get(name)
        score.wanted += bool(wanted)
        score.found += bool(got)
        score.right += bool(wanted and key(wanted) == key(got))
        if key(wanted) != key(got):
            score.misses.append(f"{name}: wanted {wanted!r}, got {got!r}")
    return score


def _report_changes(totals: Scores, label: str, *, save: bool) -> None:
    """Print what was lost and gained since the last saved figures, so that no improvement hides a loss.

    Facts are saved as hashes: words of dispatches never come into git.
    """
    saved: dict[str, dict[str, dict[str, Any]]] = (
        json.loads(SAVED.read_text(encoding="utf-8")) if SAVED.exists() else {}
    )
    before = saved.get(label, {})
    now: dict[str, dict[str, Any]] = {}
    for name, score in totals.items():
        missed = {hashlib.sha256(miss.encode()).hexdigest()[:12]: miss for miss in score.misses}
        now[name] = {"right": score.right, "found": score.found, "gold": score.wanted, "missed": sorted(missed)}
        old = before.get(name)
        if old is None:
            continue
        lost, gained = set(missed) - set(old["missed"]), set(old["missed"]) - set(missed)
        for fact in sorted(missed[digest] for digest in lost):
            print(f"since the saved figures, newly missed in {name}: {fact}")
        if gained:
            print(f"since the saved figures, newly right in {name}: {len(gained)}")
    if save:
        saved[label] = now
        SAVED.write_text(json.dumps(saved, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
