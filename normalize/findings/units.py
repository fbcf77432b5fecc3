"""Offices and provinces that ended: told of a later dispatch as a fault, of an earlier one as what became of them since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from corpus.registry.issuers import expand, issuers
from corpus.registry.units import provinces
from normalize.findings.base import View, finding, quoted
from schemas.facts import Evidence, Finding, Severity
from vietnamese.letters import fold

_Office = tuple[str, str, Evidence | None]  # name, path of the fact, evidence
_Ended = tuple[str, bool, str, list[Evidence]]  # what ended, whether before the dispatch, path of the fact, evidence
_DISTRICTS_END = "2025-06-30"  # Luật Tổ chức chính quyền địa phương 72/2025/QH15, Điều 1 và Điều 54


def find_ceased_units(view: View) -> Iterator[Finding]:
    """Find `unit_ceased`: issuer, addressees, actors and those who are reported to, by the dispatch's own day.

    What ended before the dispatch is a fault of its own; what ended since is told in one remark.
    """
    named = list(_named(view))
    since: list[tuple[str, str, list[Evidence]]] = []
    for words, late, path, places in (*_districts(view, named), *_ministries(view, named), *_province(view)):
        if late:
            yield finding(
                "unit_ceased", f"{words[:1].upper()}{words[1:]}, trước ngày ban hành văn bản này.", path, places
            )
        else:
            since.append((words, path, places))
    if since:
        yield finding(
            "unit_ceased",
            f"Đến nay đã thay đổi: {'; '.join(words for words, _, _ in since)}.",
            since[0][1],
            [evidence for _, _, places in since for evidence in places],
            Severity.INFO,
        )


def _named(view: View) -> Iterator[_Office]:
    """Every office that the dispatch comes from or speaks to."""
    plan = view.plan
    for path, name in (("issuer", plan.header.issuer), ("issuer_parent", plan.header.issuer_parent)):
        if name:
            yield name, f"header.{path}", None
    for index, name in enumerate(plan.header.to):
        yield name, f"header.to[{index}]", None
    for index, task in enumerate(plan.tasks):
        for office in (*([task.actor.name] if task.actor else []), *task.submit_to, *task.coordinate_with):
            yield office, f"tasks[{index}]", task.evidence[0]
    for index, recipient in enumerate(plan.distribution):
        yield recipient.name, f"distribution[{index}]", recipient.evidence[0]


@cache
def _district() -> re.Pattern[str]:
    """Offices that only districts had, in a name without marks."""
    field = r"(?:gd\s?(?:&|va)?\s?-?\s?dt|giao duc va dao tao|giao duc (?:&|-) dao tao)"
    return re.compile(
        rf"\bphong {field}(?!\w)(?!\s+(?:tieu hoc|trung hoc|mam non|thuong xuyen))|\bpgd(?:&|-)?dt\b"
        r"|\b(?:ubnd|uy ban nhan dan|huyen uy|hdnd) (?:cac )?(?:huyen|quan|thi xa)(?!\w)"
    )


def _districts(view: View, named: list[_Office]) -> Iterator[_Ended]:
    kinds: dict[str, list[_Office]] = {}
    for office in named:
        match = _district().search(fold(expand(office[0])))
        if match:
            name = "Phòng GDĐT" if match.group().startswith("p") else "UBND, HĐND, cơ quan cấp huyện"
            kinds.setdefault(name, []).append(office)
    if kinds:
        found = [office for offices in kinds.values() for office in offices]
        words = f"từ ngày 01/7/2025 không còn cấp huyện ({', '.join(kinds)}), việc nay thuộc UBND cấp xã hoặc cấp tỉnh"
        yield words, (view.plan.header.issued_on or "") > _DISTRICTS_END, found[0][1], _places(found)


def _places(found: list[_Office]) -> list[Evidence]:
    return list({e.start: e for _, _, e in found if e}.values())


@cache
def _bodies() -> tuple[tuple[str, str, str | None], ...]:
    return tuple(
        (fold(body.name), body.valid_to, body.successor)
        for body in issuers()
        if body.valid_to and body.kind in ("ministry", "agency")
    )


def _ministries(view: View, named: list[_Office]) -> Iterator[_Ended]:
    """Ministries that ended before the dispatch and are yet given something; those that ended since are too many to tell."""
    issued = view.plan.header.issued_on or ""
    for key, until, successor in _bodies():
        found = [office for office in named if key in fold(expand(office[0]))] if until < issued else []
        if found:
            heir = f" (nay là {successor})" if successor else ""
            yield (
                f"từ ngày {_after(until)} không còn {quoted(found[0][0], 60)}{heir}",
                True,
                found[0][1],
                _places(found),
            )


def _province(view: View) -> Iterator[_Ended]:
    """The province of the issuer, where another took it in."""
    header = view.plan.header
    for path, place in (("issuer_parent", header.issuer_parent), ("issuer", header.issuer), ("place", header.place)):
        name = fold(place or "")
        unit = provinces().get(_kind().sub("", name))
        if unit and unit.valid_to and unit.successor and not re.search(r"\b(?:quan|huyen|thi xa)\b", name):
            heir = provinces()[fold(unit.successor)]
            words = f"từ ngày {_after(unit.valid_to)} {unit.kind} {unit.name} thuộc {heir.kind} {heir.name}"
            yield words, (header.issued_on or "") > unit.valid_to, f"header.{path}", header.evidence[:1]
            return


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(r"^.*?\b(?:tinh|thanh pho|tp\.?)\s+")


def _after(last: str) -> str:
    return (date.fromisoformat(last) + timedelta(days=1)).strftime("%d/%m/%Y")
