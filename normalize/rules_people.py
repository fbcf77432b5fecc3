"""Quota rules: how many each unit sends, has or may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from normalize.part import Part
from normalize.quotas import QuotaGroup
from normalize.total_expressions import plain
from schemas.rules import Quota, QuotaException, Rule


def quotas(part: Part, groups: Iterable[QuotaGroup]) -> Iterator[Rule]:
    """How many each unit sends, with its exceptions; `total` is the sum that the clause or the heading above names."""
    for group in groups:
        for item in group.items:
            yield Quota(
                id="r",
                unit=item.unit,
                units=item.units,
                each=_count(item.each),
                exceptions=[QuotaException(unit=unit, each=_count(each)) for unit, each in item.exceptions],
                total=group.stated if item.stated is None else item.stated,
                evidence=[
                    part.evidence(*span, 0.85) for span in ((item.own,) if item.own else ()) + ((item.start, item.end),)
                ],
            )


def _count(each: Decimal) -> int | str:
    """A whole number, or an exact decimal string."""
    return int(each) if each == int(each) else plain(each)
