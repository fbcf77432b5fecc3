"""Quotas: how many each unit sends, with its exceptions, unit by unit and in all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules_core.book import Book
from rules_core.roster import Person, Roster, Truth
from rules_core.units import kind_of, levels_of
from rules_core.words import fold
from schemas.rules import Quota

SENT = "được cử tham dự"
ENOUGH, FEW, MANY, OPEN = "đủ", "thiếu", "vượt", "chưa đủ dữ liệu"
_LEVEL = re.compile(r"cấp\s+(MN|TH|THCS|THPT|GDTX)\b")


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """A quota for a unit: how many it sends, how many it has sent, how many may be meant."""

    rule: str
    book: str
    unit: str
    each: int
    sent: int
    unknown: int
    status: str
    exception: bool
    quote: str
    page: int | None


@dataclass(frozen=True, slots=True)
class QuotaTotal:
    """Quotas under one heading: what they give by arithmetic, what the plan states, what the roster has."""

    rules: tuple[str, ...]
    book: str
    arithmetic: str
    computed: int | None
    stated: int | None
    sent: int
    units_stated: int | None
    units_found: int
    holds: bool | None


def quota_results(book: Book, roster: Roster) -> tuple[list[QuotaResult], list[QuotaTotal], list[str]]:
    """Return quotas unit by unit and in all, with notes on how the roster was read."""
    quotas = [rule for rule in book.rules if isinstance(rule, Quota) and isinstance(rule.each, int)]  # nobody sends 1,5
    if not quotas:
        return [], [], []
    by_unit: dict[str, list[Person]] = {}
    for person in roster.persons:
        if person.unit:
            by_unit.setdefault(person.unit, []).append(person)
    told = SENT in roster.flags or SENT in roster.confirmed
    notes = (
        [] if told else [f"Danh sách không có cột «{SENT}» nên mọi người trong danh sách được tính là người được cử."]
    )
    results = [r for quota in quotas for r in _of_quota(book, quota, by_unit, roster, told=told)]
    groups: list[list[Quota]] = []
    for quota in quotas:
        if groups and quota.total is not None and groups[-1][0].total == quota.total:
            groups[-1].append(quota)
        else:
            groups.append([quota])
    return results, [_total(book, group, results) for group in groups] + _larger(book, groups, results), notes


def _whole(each: int | str | None) -> int:
    """How many persons a quota's figure sends: whole ones."""
    return int(Decimal(each or 0))


def _of_quota(
    book: Book, quota: Quota, by_unit: dict[str, list[Person]], roster: Roster, *, told: bool
) -> list[QuotaResult]:
    found = []
    quote = " ".join(quota.evidence[0].text.split())
    for unit, persons in by_unit.items():
        special = next((x for x in quota.exceptions if _named(x.unit, unit)), None)
        if special is None and not unit_fits(quota.unit, unit):
            continue
        each = _whole(special.each if special else quota.each)
        answers = [_counts(quota, quote, person, roster, told=told) for person in persons]
        sent, unknown = answers.count(True), answers.count(None)
        found.append(
            QuotaResult(
                quota.id,
                book.label,
                unit,
                each,
                sent,
                unknown,
                _status(each, sent, unknown),
                special is not None,
                quote,
                quota.evidence[0].page,
            )
        )
    return found


def _status(each: int, sent: int, unknown: int) -> str:
    if sent > each:
        return MANY
    if unknown:
        return OPEN
    return ENOUGH if sent == each else FEW


def _counts(quota: Quota, quote: str, person: Person, roster: Roster, *, told: bool) -> Truth:
    """Whether a person counts to a quota: sent, of its audience («CB, GV» takes managers too) and of the level that it names."""
    sent: Truth = True
    if told:
        value = person.flags.get(SENT)
        sent = value if isinstance(value, bool) else roster.confirmed.get(SENT)
    roles = set(quota.audience) | ({"CBQL"} if re.search(r"\bCB(?:QL)?\b|cán bộ", quote) else set())
    role: Truth = True if not roles else None if person.role is None else person.role in roles
    level = _LEVEL.search(quote)
    at: Truth = True if not level else None if not person.levels else level[1] in person.levels
    answers = (sent, role, at)
    return False if False in answers else None if None in answers else True


def unit_fits(words: str, unit: str) -> bool:
    """Tell whether a unit is of the class that a quota names: «trường THCS, TH&THCS» takes schools of exactly these levels."""
    if kind_of(unit) in ("department", "division", "committee"):
        return kind_of(words) in (kind_of(unit), "any")
    own = levels_of(unit)
    if fold(unit) in fold(words):
        return True
    classes = [levels_of(part) for part in re.split(r"[;,]|\s+và\s+", words)]
    classes = [levels for levels in classes if levels]
    return own in classes if classes else kind_of(words) in ("school", "any")


def _named(name: str, unit: str) -> bool:
    a, b = fold(name), fold(unit)
    return a == b or a in b or b in a


def _total(book: Book, group: list[Quota], results: Sequence[QuotaResult]) -> QuotaTotal:
    parts, computed = [], 0
    for quota in group:
        if quota.units is None or quota.each is None:
            return QuotaTotal(_ids(group), book.label, "", None, group[0].total, *_sent(group, results), None)
        each = _whole(quota.each)
        more = [(x.unit, _whole(x.each) - each) for x in quota.exceptions]
        parts.append(f"{quota.units} × {each}" + "".join(f" {'−' if d < 0 else '+'} {abs(d)} ({u})" for u, d in more))
        computed += quota.units * each + sum(d for _, d in more)
    stated = group[0].total
    told = " + ".join(parts) + f" = {computed}"
    return QuotaTotal(
        _ids(group),
        book.label,
        told,
        computed,
        stated,
        *_sent(group, results),
        None if stated is None else stated == computed,
    )


def _ids(group: Sequence[Quota]) -> tuple[str, ...]:
    return tuple(quota.id for quota in group)


def _sent(group: Sequence[Quota], results: Sequence[QuotaResult]) -> tuple[int, int | None, int]:
    mine = [r for r in results if r.rule in _ids(group)]
    counts = [quota.units for quota in group]
    units = None if None in counts else sum(c for c in counts if c is not None)
    return sum(r.sent for r in mine), units, len({(r.rule, r.unit) for r in mine})


def _larger(book: Book, groups: Sequence[list[Quota]], results: Sequence[QuotaResult]) -> list[QuotaTotal]:
    """Sums in which the plan itself takes a group's total as a part («127 + 7 = 134»)."""
    found = []
    for group in groups:
        stated = group[0].total
        for total in book.totals if stated is not None else ():
            values = [part.value for part in total.parts]
            if str(stated) in values and len(values) > 1 and total.stated and total.stated.isdigit() and total.computed:
                sent, _, units = _sent(group, results)
                told = " + ".join(values) + f" = {total.computed}"
                computed = int(total.computed) if total.computed.isdigit() else None
                found.append(
                    QuotaTotal(
                        _ids(group), book.label, told, computed, int(total.stated), sent, None, units, total.holds
                    )
                )
    return found
