"""Facts by a key that stays the same from version to version, and the words around them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from schemas.facts import Deadline, Fact, Task
from schemas.plan import Plan
from schemas.rules import Rule
from vietnamese.letters import fold

KINDS = ("citations", "modules", "deadlines", "tasks", "schedule", "rules", "totals", "contacts", "distribution")
_AROUND = 40  # letters of text on each side that tell two facts with the same words apart


def keyed(plan: Plan, kind: str) -> Iterator[tuple[str, Fact]]:
    """The facts of a kind with their keys: `kind:` and a digest of the fact's words and of those around them.

    Ids («d3») and offsets change when a version finds one fact more; the document's words do not.
    """
    seen: Counter[str] = Counter()
    for fact in getattr(plan, kind):
        evidence = fact.evidence[0]
        content = plan.text.content
        around = (
            content[max(evidence.start - _AROUND, 0) : evidence.start],
            content[evidence.end : evidence.end + _AROUND],
        )
        words = "\n".join((fold(evidence.text), *(fold(re.sub(r"\W+", " ", side)) for side in around)))
        key = f"{kind}:{hashlib.sha256(words.encode()).hexdigest()[:20]}"
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}:{seen[key]}"), fact


def action_of(plan: Plan, deadline: Deadline) -> str:
    """What must be done by a deadline: its task's words, else the line of text in which it stands."""
    task = next((task for task in plan.tasks if task.id == deadline.task), None)
    return " ".join((task.action if task else sentence_at(plan.text.content, deadline.evidence[0].start)).split())


def actor_of(plan: Plan, deadline: Deadline) -> str | None:
    """Who must act: the deadline's actor, else its task's."""
    if deadline.actor:
        return deadline.actor
    task = next((task for task in plan.tasks if task.id == deadline.task), None)
    return task_actor(task) if task else None


def task_actor(task: Task) -> str | None:
    """A task's actor, with the body that it belongs to after it where its own name does not say («Hiệu trưởng»)."""
    if task.actor is None:
        return None
    name, parent = task.actor.name, task.actor.parent
    known = not parent or fold(parent) in fold(name) or fold(name) in fold(parent)
    return name if known else f"{name} {parent}"


def sentence_at(content: str, place: int, longest: int = 400) -> str:
    """The sentence around a place of a text, on one line; `longest` letters on each side at most."""
    before = list(re.finditer(r"[.;:!?]\s+(?=\S)|\n\s*\n", content[max(place - longest, 0) : place]))
    start = max(place - longest, 0) + (before[-1].end() if before else 0)
    after = re.search(r"[.;!?](?=\s|$)|\n\s*\n", content[place : place + longest])
    end = place + (after.start() + 1 if after else longest)
    return " ".join(content[start:end].split())


def page_of(plan: Plan, fact: Fact | Rule) -> int | None:
    """The page of a fact, None where the file has no pages (plain text, Word)."""
    return fact.evidence[0].page if _paged(plan) else None


def page_starts(plan: Plan) -> list[tuple[int, int]]:
    """Pages and where each starts in the text; none where the file has no pages."""
    return [(page.page, page.start) for page in plan.text.pages] if _paged(plan) else []


def _paged(plan: Plan) -> bool:
    return plan.source.page_range is not None or plan.source.pages is not None


def digest(plan: Plan) -> str:
    """A digest of a plan's facts, by which one sees whether what a person confirmed is still what is stored."""
    body = plan.model_dump_json(exclude={"text", "source", "findings", "id", "revision", "problems", "status"})
    return hashlib.sha256(body.encode()).hexdigest()
