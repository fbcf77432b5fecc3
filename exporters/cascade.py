"""Which task waits for which: a school reports to its division, the division, later, to the department."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from exporters.concern import Concern, concerns
from exporters.tables import rows
from schemas.facts import Deadline, Task


def parents(tasks: Sequence[Task], deadlines: Sequence[Deadline]) -> dict[str, str]:
    """Return, by the id of a task whose result goes to another body, the id of that body's task which needs it.

    The other body's task is due no sooner, passes on something of the same kind (a report, a list), and is the first such.
    """
    due = {task.id: min((d.due for d in deadlines if d.id in task.deadlines and d.due), default=None) for task in tasks}
    found: dict[str, str] = {}
    for task in tasks:
        last = due[task.id]
        later = [(due[other.id] or "", at, other) for at, other in enumerate(tasks) if last and _needs(other, task)]
        later = [candidate for candidate in later if candidate[0] >= (last or "")]
        if later:
            found[task.id] = min(later, key=lambda candidate: candidate[:2])[2].id
    return found


def _needs(later: Task, task: Task) -> bool:
    if later is task or later.actor is None or task.actor is None or not later.submit_to:
        return False
    if later.actor.name == task.actor.name or not (_things(later) & _things(task)):
        return False
    return any(concerns(name, later.actor.name) is Concern.YES for name in task.submit_to)


def _things(task: Task) -> set[str]:
    """Return what a task passes on."""
    action = task.action.casefold()
    return {word for word in _passed_on() if word in action}


@cache
def _passed_on() -> tuple[str, ...]:
    return tuple(row["thing"] for row in rows("passed_on"))
