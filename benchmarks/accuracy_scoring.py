"""Score the plans of one gold file, fact kind by fact kind."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from benchmarks.documents import outcome as converted
from benchmarks.gold import GoldFile
from benchmarks.matching import (
    Fact,
    Score,
    key,
    like_deadline,
    pair,
    same_citation,
    same_contact,
    same_deadline,
    same_finding,
    same_module,
    same_name,
    same_row,
    same_rule,
    same_start,
    same_total,
    spread_findings,
    whole_name,
)
from vietnamese.numbers import parse_figure

HEADER_FIELDS = ("issuer", "issuer_parent", "number", "symbol", "place", "issued_on", "doc_type", "subject", "to")
_LISTS = (
    "citations",
    "modules",
    "deadlines",
    "tasks",
    "schedule",
    "rules",
    "totals",
    "contacts",
    "distribution",
    "findings",
)
# Findings whose gold is complete wherever a plan's findings were examined; of other codes only the gold's own are scored
# (and, in invented dispatches, all that `tests/gold/README.md` lists).
_ALWAYS = ("missing_number", "missing_date", "partial_date")
_LISTED = (
    *_ALWAYS,
    *("date_order", "weekend_deadline", "weekday_mismatch", "deadline_conflict", "cascade_no_gap", "total_mismatch"),
    *(
        "periods_mismatch",
        "missing_value",
        "missing_total",
        "figure_word_mismatch",
        "citation_conflict",
        "citation_malformed",
    ),
    *("annex_missing", "dangling_reference", "personal_data"),
)
Scores = dict[str, Score]


def measure(gold: GoldFile) -> Scores:
    """Convert a gold file's source and score its plans."""
    outcome = converted(gold.source)
    if outcome.failure:
        print(f"{gold.path.stem}: no plan: {outcome.failure.message} {outcome.failure.detail}", file=sys.stderr)
    plans: list[dict[str, Any]] = [plan.model_dump(mode="json") for plan in outcome.plans]
    scores: Scores = defaultdict(Score)
    scores["plans"] = Score(min(len(plans), len(gold.plans)), len(plans), len(gold.plans))
    if len(plans) != len(gold.plans):
        scores["plans"].misses.append(f"{len(gold.plans)} plans wanted, {len(plans)} made")
    for index, facts in enumerate(gold.plans):
        plan = plans[index] if index < len(plans) else {"header": {}, **{k: [] for k in _LISTS}, "signature": None}
        for name, score in score_plan(plan, facts, invented=gold.invented).items():
            scores[name].add(score)
    return scores


def score_plan(plan: dict[str, Any], gold: Fact, *, invented: bool = False) -> Scores:
    """Score a plan against the gold's facts; a kind that the gold did not examine is left out."""
    scores: Scores = {}
    if "header" in gold:  # a stretch of a corpus has none
        unseen, handwritten = set(gold.get("header_not_in_text", [])), set(gold.get("handwritten", []))
        scores.update(_score_header(plan["header"], gold["header"], unseen, handwritten))
    scores.update(_score_citations(plan, gold))
    scores.update(_score_duties(plan, gold))
    scores.update(_score_study(plan, gold))
    if "contacts" in gold:
        scores["contacts"], reached = pair(
            [c for c in plan["contacts"] if c["kind"] != "person"],  # the gold names no natural person but the signer
            list({(c["kind"], c["value"]): c for c in gold["contacts"]}.values()),
            same_contact,
            lambda c: f"{c['kind']} {c['value'][:-4]}…",
        )
        scores["contacts: owner"] = _attribute(
            reached, lambda f, g: not g.get("owner") or whole_name(f["owner"], g["owner"]), "owner"
        )
    if "distribution" in gold:
        scores["distribution"], sent = pair(
            plan["distribution"],
            gold["distribution"],
            lambda f, g: same_name(f["name"], g["name"]),
            lambda r: str(r["name"]),
        )
        scores["distribution: purpose"] = _attribute(
            sent, lambda f, g: key(f["purpose"]) == key(g.get("purpose")), "purpose"
        )
    if "signature" in gold and not (gold["signature"] or {}).get("unsure"):
        scores["signature"] = _score_signature(plan["signature"] or {}, gold["signature"] or {})
    if "findings" in gold:
        codes = {*(_LISTED if invented else _ALWAYS), *(f["code"] for f in gold["findings"])}
        if gold.get("handwritten"):  # what can't be read is told as what is blank
            codes -= set(_ALWAYS)
        scores["findings"], _ = pair(
            spread_findings([f for f in plan["findings"] if f["code"] in codes], gold["findings"], gold),
            gold["findings"],
            lambda f, g: same_finding(f, g, gold),
            lambda f: f"{f['code']} {f.get('about') or f.get('message')}",
            lambda f, g: bool(f["code"] == g["code"]),
        )
    return scores


def _seen(facts: list[Fact], gold: Fact) -> list[Fact]:
    """Leave out the facts of pages that the gold's reader did not examine."""
    examined = gold.get("examined_pages")
    if not examined:
        return facts
    pages = range(examined[0], examined[1] + 1) if len(examined) == 2 else examined  # two numbers are a range
    return [f for f in facts if (f["evidence"][0]["page"] or 1) in pages]


def _score_citations(plan: dict[str, Any], gold: Fact) -> Scores:
    if "citations" not in gold:
        return {}
    scores: Scores = {}
    scores["citations"], cited = pair(
        _seen(plan["citations"], gold),
        gold["citations"],
        same_citation,
        lambda c: f"{c['number_symbol'] or c.get('name')} {c['issued_on']}",
        lambda f, g: fuzz.ratio(key(f["number_symbol"] or f["name"]), key(g["number_symbol"] or g.get("name"))) >= 80,
    )
    scores["citations: role"] = _attribute(cited, lambda f, g: f["role"] in (g["role"], g.get("role_alt")), "role")
    scores["citations: issuer"] = _attribute(
        cited, lambda f, g: not g.get("issuer") or same_name(f["issuer"], g["issuer"]), "issuer"
    )
    return scores


def _score_duties(plan: dict[str, Any], gold: Fact) -> Scores:
    """Deadlines, tasks and schedule rows."""
    scores: Scores = {}
    if "deadlines" in gold:
        scores["deadlines"], due = pair(
            _seen(plan["deadlines"], gold),
            gold["deadlines"],
            same_deadline,
            lambda d: f"«{d['text']}» {d.get('date')} {d.get('recurrence') or ''}{d.get('offset') or ''}",
            like_deadline,
        )
        for name in ("bound", "due", "time"):
            scores[f"deadlines: {name}"] = _attribute(due, lambda f, g, n=name: f[n] == g.get(n), name)
        scores["deadlines: actor"] = _attribute(due, lambda f, g: same_name(f["actor"], g["actor"]), "actor")
    if "tasks" in gold:
        scores["tasks"], done = pair(
            _seen(plan["tasks"], gold),
            gold["tasks"],
            lambda f, g: same_start(f, g, "action") or same_start({"task": f"{_actor(f)} {f['action']}"}, g, "task"),
            _show_task,
        )
        scores["tasks: actor"] = _attribute(done, lambda f, g: same_name(_actor(f), g["actor"]), "actor")
        scores["tasks: actor, whole"] = _attribute(done, lambda f, g: whole_name(_actor(f), g["actor"]), "actor")
        for name in ("coordinate_with", "submit_to"):
            scores[f"tasks: {name}"] = _names(done, name)
        scores["tasks: deadlines"] = _times(plan, gold, done)
    if "schedule" in gold:
        scores["schedule"], rows = pair(
            _seen(plan["schedule"], gold),
            gold["schedule"],
            same_row,
            lambda s: f"{s['start']} {s.get('starts') or s.get('content')}"[:90],
            lambda f, g: same_start(f, g, "content"),
        )
        scores["schedule: end"] = _attribute(rows, lambda f, g: f["end"] == g.get("end"), "end")
        scores["schedule: place"] = _attribute(rows, lambda f, g: same_name(f["place"], g.get("place")), "place")
        scores["schedule: responsible"] = _names(rows, "responsible")
    return scores


def _score_study(plan: dict[str, Any], gold: Fact) -> Scores:
    """Modules with their periods, rules with their values, totals with their proof."""
    scores: Scores = {}
    if "modules" in gold:
        scores["modules"], known = pair(
            _seen(plan["modules"], gold),
            gold["modules"],
            same_module,
            lambda m: f"{m['code'] or m['number']} {m['audience']} {m['title']}",
            lambda f, g: f["number"] == g["number"],
        )
        for name in ("total", "theory", "practice", "self_study"):
            scores[f"modules: {name}"] = _attribute(known, lambda f, g, n=name: f[n] == g.get(n), name)
    if "rules" in gold:
        scores["rules"], _ = pair(
            _seen(plan["rules"], gold),
            gold["rules"],
            same_rule,
            lambda r: f"{r['kind']} {r['values'] if 'values' in r else r['evidence'][0]['text'][:80]}",
            lambda f, g: f["kind"] == g["kind"],
        )
    if "totals" in gold:
        stated = [
            t for t in _seen(plan["totals"], gold) if t["stated"] is not None
        ]  # a blank total that follows is no stated one
        scores["totals"], _ = pair(
            stated,
            gold["totals"],
            same_total,
            lambda t: f"{t['label']} {t['stated']} {t.get('holds')}",
            lambda f, g: Decimal(f["stated"]) == parse_figure(g["stated"]),
        )
    return scores


def _score_header(found: Fact, gold: Fact, stamped: set[str], handwritten: set[str]) -> Scores:
    """Score the header; fields that only the picture shows, stamped or written by hand, are counted apart.

    A month without its day is no wrong answer where the day is written by hand: it is none.
    """
    scores: Scores = {}
    for name in HEADER_FIELDS:
        if name not in gold:
            continue
        wanted, got = gold[name], found.get(name)
        row = f"header: {name}"
        if name in handwritten:
            row = "header (handwritten)"
            got = None if name == "issued_on" and wanted and wanted.startswith(f"{got}-") else got
        elif {"issued_on": "date", "number": "number_symbol"}.get(name, name) in stamped or name in stamped:
            row = "header (stamped)"
        score = scores.setdefault(row, Score())
        right = _same_field(name, got, wanted)
        score.wanted += bool(wanted)
        score.found += bool(got)
        score.right += bool(wanted and right)
        score.judge(name, None if right else f"{name}: wanted {wanted!r}, got {got!r}")
    return scores


def _same_field(name: str, got: Any, wanted: Any) -> bool:
    if name == "to":
        return len(got or []) == len(wanted or []) and all(map(same_name, got or [], wanted or []))
    if name == "subject":
        return fuzz.ratio(key(got), key(wanted)) >= 95
    if name in ("issuer", "issuer_parent", "place"):
        return key(got) == key(wanted)
    return bool((got or None) == (wanted or None))


def _attribute(pairs: list[tuple[Fact, Fact]], right: Callable[..., bool], name: str) -> Score:
    """Score one attribute of the paired facts; `lenient` gold leaves some of them open."""
    sure = [(f, g) for f, g in pairs if not g.get("unsure") and name not in g.get("lenient", ())]
    verdicts = [bool(right(f, g)) for f, g in sure]
    score = Score(sum(verdicts), len(sure), len(sure))
    for (f, g), fits in zip(sure, verdicts, strict=True):
        words = g.get("text") or g.get("number_symbol") or g.get("starts") or g.get("code") or g.get("number")
        miss = f"{name}: wanted {g.get(name)!r}, got {f.get(name)!r} ({words})"
        score.judge(f"{name} of {words}", None if fits else miss)
    return score


def _names(pairs: list[tuple[Fact, Fact]], name: str) -> Score:
    """Score a list of offices of the paired facts, office by office."""
    score = Score()
    for found, gold in pairs:
        if gold.get("unsure") or name in gold.get("lenient", ()):
            continue
        one, _ = pair(
            [{"name": x} for x in found[name]],
            [{"name": x} for x in gold.get(name) or []],
            lambda f, g: same_name(f["name"], g["name"]),
            lambda x: f"{name} {x['name']}",
        )
        score.add(one)
    return score


def _times(plan: dict[str, Any], gold: Fact, pairs: list[tuple[Fact, Fact]]) -> Score:
    """Whether a task bears the deadline that its gold names, or none where the gold names none."""
    told = {d["id"]: d for d in plan["deadlines"]}

    def fits(found: Fact, wanted: Fact) -> bool:
        own = [told[i] for i in found["deadlines"] if i in told]
        if wanted.get("deadline") is None:
            return not own
        meant = gold["deadlines"][wanted["deadline"]]
        return any(like_deadline(d, meant) for d in own)

    return _attribute([(f, g) for f, g in pairs if "deadlines" in gold], fits, "deadlines")


def _actor(task: Fact) -> str | None:
    name: str | None = task["actor"]["name"] if isinstance(task["actor"], dict) else task["actor"]
    return name


def _show_task(task: Fact) -> str:
    return f"{task['section']} {_actor(task)}: {(task.get('starts') or task.get('action') or '')[:70]}"


def _score_signature(found: Fact, gold: Fact) -> Score:
    score = Score()
    for name in ("capacity", "position", "name"):
        wanted, got = gold.get(name), found.get(name)
        right = key(wanted) == key(got) or (bool(got) and key(got) == key(gold.get(f"{name}_alt")))
        score.wanted += bool(wanted)
        score.found += bool(got)
        score.right += bool(wanted and right)
        score.judge(name, None if right else f"{name}: wanted {wanted!r}, got {got!r}")
    return score
