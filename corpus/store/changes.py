"""What changed between two directives: headers, duties, deadlines and rules, matched by their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.store.facts import actor_of, page_of, sentence_at, task_actor
from schemas.facts import Deadline
from schemas.plan import Plan
from vietnamese.letters import fold

_SAME = 62.0  # rapidfuzz's token ratio, days left out, from which two duties are one that changed
_DATES = re.compile(
    r"\b\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?\b|\bngay \d+ thang \d+(?: nam \d+)?|\bthang \d+(?:[/ ]nam |/)?\d*"
)
_HEADER = (
    "issuer",
    "issuer_parent",
    "number_symbol",
    "issued_on",
    "doc_type",
    "subject",
    "to",
    "urgency",
    "school_year",
)


@dataclass(frozen=True, slots=True)
class Duty:
    """A task, a deadline that belongs to none, or a rule, as `changes` compares them."""

    kind: str  # task | deadline | rule
    actor: str | None
    text: str
    days: tuple[str, ...]  # what is said of time: the last day, else its words
    page: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """`what`: added, dropped, moved (another time), reworded; `old` or `new` is None where there is none."""

    what: str
    old: Duty | None
    new: Duty | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes from one dispatch to another; `header`: field, old, new; `same`: duties that did not change."""

    header: tuple[tuple[str, object, object], ...]
    duties: tuple[Change, ...]
    same: int


def compare(old: Plan, new: Plan, concerns: Callable[[str | None, str], bool] | None = None) -> Changes:
    """Compare two plans; with `concerns(actor, action)` only the duties that it says yes to, on either side."""
    header = tuple(
        (name, a, b)
        for name in _HEADER
        if _plain(a := getattr(old.header, name)) != _plain(b := getattr(new.header, name))
    )
    before, after = ([d for d in _duties(plan) if not concerns or concerns(d.actor, d.text)] for plan in (old, new))
    pairs = _matched(before, after)
    found = []
    for mine, theirs in pairs:
        fields = _differ(mine, theirs)
        if fields:
            found.append(Change("moved" if "days" in fields else "reworded", mine, theirs, fields))
    taken = {id(duty) for pair in pairs for duty in pair}
    found += [Change("dropped", duty, None) for duty in before if id(duty) not in taken]
    found += [Change("added", None, duty) for duty in after if id(duty) not in taken]
    return Changes(header, tuple(found), len(pairs) - sum(change.what in ("moved", "reworded") for change in found))


def _duties(plan: Plan) -> list[Duty]:
    deadlines = {deadline.id: deadline for deadline in plan.deadlines}
    owned = {identity for task in plan.tasks for identity in task.deadlines}
    owned |= {deadline.id for deadline in plan.deadlines if any(deadline.task == task.id for task in plan.tasks)}
    found = []
    for task in plan.tasks:
        times = [deadlines[i] for i in task.deadlines if i in deadlines]
        times += [d for d in plan.deadlines if d.task == task.id and d.id not in task.deadlines]
        found.append(Duty("task", task_actor(task), _line(task.action), _days(times), page_of(plan, task)))
    for deadline in plan.deadlines:
        if deadline.id not in owned:
            text = sentence_at(plan.text.content, deadline.evidence[0].start)
            found.append(Duty("deadline", actor_of(plan, deadline), text, _days([deadline]), page_of(plan, deadline)))
    found += [Duty("rule", None, _line(rule.evidence[0].text), (), page_of(plan, rule)) for rule in plan.rules]
    return found


def _days(deadlines: Sequence[Deadline]) -> tuple[str, ...]:
    said = (d.due or d.recurrence or d.text for d in deadlines)
    return tuple(sorted(f"{day} {d.time}" if d.time else day for d, day in zip(deadlines, said, strict=True)))


def _matched(before: Sequence[Duty], after: Sequence[Duty]) -> list[tuple[Duty, Duty]]:
    """Pairs of duties with the most alike words, each duty once; the days in them do not count."""
    from rapidfuzz import fuzz, process

    if not before or not after:
        return []
    keys = [[_key(duty) for duty in duties] for duties in (before, after)]
    table = process.cdist(keys[0], keys[1], scorer=fuzz.token_sort_ratio, score_cutoff=_SAME)
    scored = [
        (float(table[i][j]) + (2.0 if _plain(a.actor) == _plain(b.actor) else 0.0), i, j)
        for i, a in enumerate(before)
        for j, b in enumerate(after)
        if table[i][j] and a.kind == b.kind
    ]
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, i, j in sorted(scored, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1], s[2])):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append((i, j))
    return [(before[i], after[j]) for i, j in sorted(found)]


def _differ(old: Duty, new: Duty) -> tuple[str, ...]:
    found = []
    if old.days != new.days:
        found.append("days")
    if _plain(old.actor) != _plain(new.actor):
        found.append("actor")
    if _key(old) != _key(new) or (old.days == new.days and _plain(old.text) != _plain(new.text)):
        found.append("text")
    return tuple(found)


def _key(duty: Duty) -> str:
    return " ".join(_DATES.sub(" ", _plain(duty.text)).split())


def _plain(value: object) -> str:
    return " ".join(
        re.findall(r"\w+(?:[/.-]\w+)*", fold(" ".join(value) if isinstance(value, list) else str(value or "")))
    )


def _line(text: str) -> str:
    return " ".join(text.split())
