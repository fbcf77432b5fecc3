"""Cases that a lawyer can read: rules, a few people, what must come out and why. Run by `congvan rules test`.

A file of cases is YAML; `docs/rules.md` shows one. Every scalar is taken as text, so that 6.95 is that figure and no binary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rules_core.book import BadRules, Source, read_rules
from rules_core.engine import evaluate
from rules_core.report import PlanReport, Report
from rules_core.roster import Done, Person, Roster, Truth
from rules_core.rosters.cells import read_day, read_flag, read_result, read_score
from rules_core.rosters.read import role_of
from rules_core.units import levels_of
from rules_core.words import module_key

_PERSON = {"mã", "họ tên", "đơn vị", "vai trò", "cấp học", "mô đun", "đăng ký", "điểm", "diện", "mong đợi"}
_EXPECTED = {"kết quả", "xếp loại", "ĐTB", "vì", "quy tắc", "cờ", "việc còn lại", "hạn"}
_CASE = {"tên", "ghi chú", "quy tắc", "kế hoạch", "ngày", "xác nhận", "đã làm", "danh sách", "mong đợi"}
_WHOLE = {"chỉ tiêu", "cử người", "tổng", "thời hạn", "khác nhau", "cần sửa", "ghi chú"}
_ANSWERS: dict[str, Truth] = {"có": True, "không": False, "chưa rõ": None}


class BadCase(ValueError):
    """A file of cases that can't be run; the message (Vietnamese) names the place."""


@dataclass(frozen=True)
class CaseResult:
    """A case: what did not come out as expected, line by line; none where all did."""

    name: str
    failures: list[str] = field(default_factory=list)


def run_file(path: Path) -> list[CaseResult]:
    """Run the cases of a file. Raises BadCase."""
    try:
        import yaml
    except ImportError as error:  # pragma: no cover - the extra is there wherever tests run
        raise BadCase("Thiếu gói pyyaml: hãy cài «uv pip install 'congvan[rules]'».") from error
    try:
        data = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadCase(f"«{path.name}»: không đọc được YAML ({error}).") from None
    if not isinstance(data, Mapping) or not isinstance(data.get("tình huống"), list):
        raise BadCase(f"«{path.name}»: cần mục «tình huống» là một danh sách.")
    shared = {key: value for key, value in data.items() if key != "tình huống"}
    return [_run(path, {**shared, **case}, number) for number, case in enumerate(data["tình huống"], start=1)]


def _run(path: Path, case: Mapping[str, Any], number: int) -> CaseResult:
    name = str(case.get("tên") or f"tình huống {number}")
    _known(case, _CASE | {"tiêu đề"}, f"«{path.name}», «{name}»")
    try:
        sources = _sources(path, case)
        persons = [_person(raw, at) for at, raw in enumerate(case.get("danh sách", []), start=1)]
        confirmed = {key: _ANSWERS[value] is True for key, value in case.get("xác nhận", {}).items()}
        done = [Done(d["hạn"], d.get("đơn vị"), read_day(d.get("ngày"))[0]) for d in case.get("đã làm", [])]
        roster = Roster(persons, done=done, confirmed=confirmed)
        report = evaluate(sources, roster, _day(case.get("ngày")))
    except (BadRules, BadCase, KeyError, TypeError) as error:
        raise BadCase(f"«{path.name}», «{name}»: {error}") from None
    failures = [line for at, raw in enumerate(case.get("danh sách", [])) for line in _check_person(report, at, raw)]
    return CaseResult(name, failures + _check_whole(report, case.get("mong đợi", {})))


def _known(raw: Mapping[str, Any], keys: set[str], where: str) -> None:
    unknown = set(raw) - keys
    if unknown:
        raise BadCase(f"{where}: không biết mục {', '.join(sorted(unknown))}; có: {', '.join(sorted(keys))}.")


def _sources(path: Path, case: Mapping[str, Any]) -> list[Source]:
    found: list[Source] = []
    for key in ("quy tắc", "kế hoạch"):
        value = case.get(key, [])
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Mapping):
                found.append(item)
            else:
                file = path.parent / str(item)
                found += read_rules(file.read_text(encoding="utf-8-sig"), file.name)
    if not found:
        raise BadCase("cần «quy tắc» (congvan-rules/1) hoặc «kế hoạch» (congvan-plan/1)")
    return found


def _day(value: object) -> date:
    day, _ = read_day(value)
    if day is None:
        raise BadCase("cần «ngày» (ngày xét, ví dụ 01/6/2024)")
    return day


def _person(raw: Mapping[str, Any], number: int) -> Person:
    _known(raw, _PERSON, f"người thứ {number}")
    person = Person(str(raw.get("mã", number)), str(raw.get("họ tên", "")), raw.get("đơn vị"), place=f"!{number}")
    person.role = role_of(raw["vai trò"]) if raw.get("vai trò") else None
    person.levels = levels_of(raw["cấp học"]) if raw.get("cấp học") else ()
    person.modules = {_module(key): read_result(value)[0] for key, value in raw.get("mô đun", {}).items()}
    person.registered = tuple(_module(key) for key in raw.get("đăng ký", []))
    person.scores = {key: read_score(value)[0] for key, value in raw.get("điểm", {}).items()}
    person.flags = {
        key: None if value == "chưa rõ" else read_flag(value)[0] for key, value in raw.get("diện", {}).items()
    }
    return person


def _module(words: str) -> str:
    key = module_key(words)
    if key is None:
        raise BadCase(f"không hiểu mô đun «{words}»")
    return key


def _check_person(report: Report, index: int, raw: Mapping[str, Any]) -> list[str]:
    wanted = raw.get("mong đợi")
    if wanted is None:
        return []
    failures = []
    by_plan = wanted if isinstance(wanted, list) else [wanted] * len(report.plans)
    for plan, expected in zip(report.plans, by_plan, strict=True):
        _known(expected, _EXPECTED, "mong đợi")
        who = f"{raw.get('họ tên') or raw.get('mã') or index + 1}"
        who += f" ({plan.label})" if len(report.plans) > 1 else ""
        failures += [f"{who}: {line}" for line in _differences(plan, index, expected)]
    return failures


def _differences(plan: PlanReport, index: int, expected: Mapping[str, Any]) -> list[str]:
    result = plan.explain(index)
    average = result.average_words or "chưa có"
    told: list[str] = []
    for key, found in (("kết quả", result.outcome.value), ("xếp loại", result.grade or "chưa có"), ("ĐTB", average)):
        if key in expected and expected[key] != found:
            told.append(f"{key} là «{found}», mong đợi «{expected[key]}»")
    reasons = [
        " | ".join([step.rule, step.result, step.quote, *step.values, *step.notes]) for step in result.steps
    ] + [result.reason]  # fmt: skip
    lists = {
        "vì": reasons,
        "cờ": [f"{flag.code}: {flag.message}" for flag in result.flags],
        "việc còn lại": [todo.what for todo in result.todo],
        "hạn": [f"{due.due:%d/%m/%Y} {due.status}" for todo in result.todo for due in todo.by if due.due],
    }
    for key, found_in in lists.items():
        told += _lacking(key, expected.get(key), found_in)
    for rule, answer in expected.get("quy tắc", {}).items():
        answers = [step.answer for step in result.steps if step.rule == rule]
        if _ANSWERS[answer] not in answers:
            told.append(f"quy tắc {rule} trả lời {answers or 'không có'}, mong đợi «{answer}»")
    return told


def _lacking(key: str, wanted: object, found: Sequence[str]) -> list[str]:
    """Each phrase expected must stand in one line; an empty list expects no line at all."""
    if wanted is None:
        return []
    phrases = wanted if isinstance(wanted, list) else [wanted]
    if not phrases:
        return [f"{key} có {list(found)}, mong đợi không có"] if found else []
    shown = " / ".join(found) or "không có"
    return [
        f"{key} không thấy «{phrase}» trong: {shown}"
        for phrase in phrases
        if not any(str(phrase) in line for line in found)
    ]


def _check_whole(report: Report, expected: Mapping[str, Any]) -> list[str]:
    _known(expected, _WHOLE, "mong đợi")
    plans = report.plans
    lines = {
        "chỉ tiêu": [
            f"{t.unit or 'tất cả'}: {t.asked}: {t.yes}/{t.of}, chưa rõ {t.unknown}: {t.status}"
            for plan in plans
            for unit in (None, *plan.units)
            for t in plan.targets(unit)
        ],
        "cử người": [f"{q.unit}: {q.sent}/{q.each}: {q.status}" for plan in plans for q in plan.quotas()],
        "tổng": [
            f"{t.arithmetic}; văn bản ghi {t.stated}: {'khớp' if t.holds else 'không khớp'}"
            for plan in plans
            for t in plan.quota_totals
        ],
        "thời hạn": [
            f"{unit}: {d.id}: {f'{d.due:%d/%m/%Y}' if d.due else d.text}: {d.status}"
            for plan in plans
            for unit in plan.units
            for d in plan.deadlines(unit)
        ],
        "khác nhau": [f"{c.kind}: {c.message}" for c in report.conflicts],
        "cần sửa": [str(p) for p in report.problems],
        "ghi chú": [note for plan in plans for note in plan.notes],
    }
    return [line for key, found in lines.items() for line in _lacking(key, expected.get(key), found)]
