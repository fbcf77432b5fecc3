"""The report as JSON (`congvan-check/1`): for programs; `docs/rules.md` names every field."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from congvan.reports.rows import INTERNAL
from rules_core.outcomes import Due, PersonResult
from rules_core.report import PlanReport, Report

FORMAT = "congvan-check/1"


def write_json(report: Report, unit: str | None = None) -> bytes:
    """Return the report as JSON; `unit` narrows persons and counts to one unit."""
    data = {
        "format": FORMAT,
        "as_of": report.as_of.isoformat(),
        "notice": INTERNAL,
        "roster": report.roster.name,
        "confirmed": report.roster.confirmed,
        "plans": [_plan(plan, unit) for plan in report.plans],
        "conflicts": [asdict(conflict) for conflict in report.conflicts],
        "problems": [asdict(problem) for problem in report.problems],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _plan(plan: PlanReport, unit: str | None) -> dict[str, Any]:
    units = [name for name in plan.units if unit in (None, name)]
    book = plan.programme.regime.book
    return {
        "plan": plan.label,
        "id": plan.programme.book.id,
        "school_year": plan.programme.book.school_year,
        "regime": book.number_symbol if book else None,
        "notes": plan.notes,
        "whole": None if unit else _counted(plan, None),
        "units": [{"unit": name, **_counted(plan, name)} for name in units],
        "quota_totals": [asdict(total) for total in plan.quota_totals],
        "persons": [_person(plan, plan.explain(index)) for name in units for index in plan.units[name]],
    }


def _counted(plan: PlanReport, unit: str | None) -> dict[str, Any]:
    return {
        "outcomes": {outcome.value: count for outcome, count in sorted(plan.counts(unit).items())},
        "targets": [{**asdict(target), "percent": target.percent} for target in plan.targets(unit)],
        "quotas": [asdict(quota) for quota in plan.quotas(unit)],
        "deadlines": [_due(due) for due in plan.deadlines(unit)],
    }


def _due(due: Due) -> dict[str, Any]:
    return {**asdict(due), "due": due.due.isoformat() if due.due else None}


def _person(plan: PlanReport, result: PersonResult) -> dict[str, Any]:
    person = plan.roster.persons[result.index]
    return {
        "id": person.id,
        "name": person.name,
        "unit": person.unit,
        "place": person.place,
        "outcome": result.outcome.value,
        "grade": result.grade,
        "average": result.average_words,
        "reason": result.reason,
        "steps": [asdict(step) for step in result.steps],
        "flags": [asdict(flag) for flag in result.flags],
        "todo": [{"what": todo.what, "by": [_due(due) for due in todo.by]} for todo in result.todo],
    }
