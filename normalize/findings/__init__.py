"""Findings: what a careful reader would notice, each one sentence of plain Vietnamese with its evidence.

A module a subject; `docs/findings.md` says what each code means. What a text lacks is told only of a text that was read well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from normalize.findings.base import View, by_weight, finding
from normalize.findings.cascade import find_cascade
from normalize.findings.citations import find_citation_faults
from normalize.findings.conflicts import find_conflicts
from normalize.findings.deadlines import find_deadline_faults
from normalize.findings.dim import find_dim_places
from normalize.findings.figures import find_figure_faults
from normalize.findings.header import find_header_faults
from normalize.findings.layout import find_layout_faults
from normalize.findings.people import find_people
from normalize.findings.reading import find_reading_faults
from normalize.findings.references import find_reference_faults
from normalize.findings.schedule import find_schedule_faults
from normalize.findings.supersessions import find_supersessions
from normalize.findings.tasks import find_vague_tasks
from normalize.findings.totals import find_total_faults
from normalize.findings.units import find_ceased_units
from normalize.guarded import Guard
from normalize.part import Part
from normalize.structure import Zones, zones
from schemas.facts import Finding
from schemas.plan import Plan

_FINDERS = (
    find_reading_faults,
    find_dim_places,
    find_header_faults,
    find_deadline_faults,
    find_conflicts,
    find_schedule_faults,
    find_cascade,
    find_total_faults,
    find_figure_faults,
    find_citation_faults,
    find_supersessions,
    find_ceased_units,
    find_reference_faults,
    find_vague_tasks,
    find_people,
    find_layout_faults,
)


def find_findings(plan: Plan, part: Part, place: Zones | None = None) -> list[Finding]:
    """Find what is missing, contradicts itself or needs a second look; what matters most comes first."""
    view, guard = View(plan, part, place or zones(part)), Guard()
    found = [f for finder in _FINDERS for f in guard.listed("điều cần lưu ý", partial(_all, finder, view))]
    failed = [finding(p.code, p.message, "findings") for p in guard.problems]
    return by_weight([*found, *failed])


def _all(finder: Callable[[View], Iterable[Finding]], view: View) -> list[Finding]:
    return list(finder(view))
