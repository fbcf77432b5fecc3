"""Found facts with their clues, and whether the gold says they are right: what confidence is fitted on.

A fact is right when it is in the gold as a whole: with those of its values by which staff act (`_WHOLE`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from benchmarks.accuracy_scoring import score_plan
from benchmarks.gold import GoldFile
from benchmarks.matching import (
    Fact,
    key,
    like_deadline,
    pair,
    same_citation,
    same_contact,
    same_deadline,
    same_module,
    same_name,
    same_row,
    same_rule,
    same_start,
    same_total,
)
from normalize.confidence import FIELDS, LISTS, Clues, Reader, field_of, is_bare
from schemas.plan import Plan

Same = Callable[[Fact, Fact], bool]
# Fields of the gold's header that are told by one field of `normalize.confidence.FIELDS`; «header» stands for the rest.
_HEADER = {
    "header.number": ("number", "symbol"),
    "header.issued_on": ("issued_on", "place"),
    "header.issuer": ("issuer", "issuer_parent"),
    "header.subject": ("subject",),
    "header.to": ("to",),
    "header": ("doc_type",),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A found fact: its kind, where it was found, what speaks against it, and whether it is right."""

    kind: str
    dispatch: str
    split: str
    clues: Clues
    right: bool


def samples(gold: GoldFile, plans: list[Plan]) -> Iterator[Sample]:
    """The facts of a gold file's plans (not calibrated yet) of the kinds that the gold examined."""
    for plan, facts in zip(plans, gold.plans, strict=False):
        for kind, clues, right in _judged(plan, facts):
            yield Sample(kind, gold.path.stem, gold.split, clues, right)


def _judged(plan: Plan, gold: Fact) -> Iterator[tuple[str, Clues, bool]]:
    reader = Reader(plan)
    data = plan.model_dump(mode="json")
    for kind in (k for k in LISTS if k in gold):
        verdicts = _verdicts(kind, data[kind], gold)
        for fact, right in zip(getattr(plan, kind), verdicts, strict=True):
            if right is not None:
                yield kind, reader.clues(fact.evidence, bare=is_bare(fact)), right
    signer = gold.get("signature") or {}
    if "signature" in gold and plan.signature and not signer.get("unsure"):
        score = score_plan(data, {"header": {}, "signature": signer})["signature"]
        yield "signature", reader.clues(plan.signature.evidence, bare=is_bare(plan.signature)), not score.misses
    for field in FIELDS if "header" in gold else ():  # a stretch of a corpus has no header
        evidence = [e for e in plan.header.evidence if field_of(plan.header, e) == field]
        names = [name for name in _HEADER[field] if name in gold["header"] and data["header"].get(name)]
        if evidence and names:
            clues = reader.clues(evidence)
            yield field, clues, all(_same_field(data, gold, name) for name in names)


def _same_field(plan: dict[str, Any], gold: Fact, name: str) -> bool:
    scores = score_plan(plan, {"header": {name: gold["header"][name]}, "handwritten": gold.get("handwritten", [])})
    return not any(score.misses for score in scores.values())


def _verdicts(kind: str, found: list[Fact], gold: Fact) -> list[bool | None]:
    """Whether each found fact is right; None where the gold does not say."""
    same, like, whole = _WHOLE[kind]
    judged = [f for f in found if _examined(kind, f, gold)]
    wanted = list({(g["kind"], g["value"]): g for g in gold[kind]}.values()) if kind == "contacts" else gold[kind]
    met = {id(f): g for f, g in pair(judged, wanted, same, str, like)[1]}
    examined = set(map(id, judged))
    verdicts: list[bool | None] = []
    for fact in found:
        entry = met.get(id(fact))
        unsaid = id(fact) not in examined or (entry is not None and entry.get("unsure"))
        verdicts.append(None if unsaid else entry is not None and whole(fact, entry))
    return verdicts


def _examined(kind: str, fact: Fact, gold: Fact) -> bool:
    if kind == "contacts" and fact["kind"] == "person":  # the gold names no natural person but the signer
        return False
    if kind == "totals" and fact["stated"] is None:
        return False
    pages = gold.get("examined_pages")
    if not pages or kind in ("contacts", "distribution"):
        return True
    span = range(pages[0], pages[1] + 1) if len(pages) == 2 else pages  # two numbers are a range
    return (fact["evidence"][0]["page"] or 1) in span


def _alike(*names: str) -> Same:
    """Make a test whether a found fact has the gold's values of `names`, less those on which readers may differ."""
    return lambda f, g: all(name in g.get("lenient", ()) or f[name] == g.get(name) for name in names)


def _same_task(found: Fact, gold: Fact) -> bool:
    words = {"task": f"{_actor(found)} {found['action']}"}
    return same_start(found, gold, "action") or same_start(words, gold, "task")


def _same_actor(found: Fact, gold: Fact) -> bool:
    return "actor" in gold.get("lenient", ()) or same_name(_actor(found), gold["actor"])


def _actor(task: Fact) -> str | None:
    return task["actor"]["name"] if task["actor"] else None


def _like_citation(found: Fact, gold: Fact) -> bool:
    told, wanted = (key(c["number_symbol"] or c.get("name")) for c in (found, gold))
    return bool(fuzz.ratio(told, wanted) >= 80)


def _any(_found: Fact, _gold: Fact) -> bool:
    return True


# What makes a found fact that of the gold, what makes it speak of the same words, and which values must agree beside.
_WHOLE: dict[str, tuple[Same, Same | None, Same]] = {
    "citations": (same_citation, _like_citation, _any),
    "deadlines": (same_deadline, like_deadline, _alike("due", "time")),
    "tasks": (_same_task, None, _same_actor),
    "schedule": (same_row, lambda f, g: same_start(f, g, "content"), _alike("end")),
    "modules": (
        same_module,
        lambda f, g: bool(f["number"] == g["number"]),
        _alike("total", "theory", "practice", "self_study"),
    ),
    "rules": (same_rule, lambda f, g: bool(f["kind"] == g["kind"]), _any),
    "totals": (same_total, None, _any),
    "contacts": (same_contact, None, _any),
    "distribution": (lambda f, g: same_name(f["name"], g["name"]), None, _any),
}
