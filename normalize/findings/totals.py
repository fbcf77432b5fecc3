"""Sums that don't hold and sums left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import prod

from normalize.findings.base import View, finding, listing, quoted
from schemas.facts import Evidence, Finding, Module, Total

_ALONE = 4
_HEAD = 1500  # characters before a module in which the head of its list stands
_NEAR = 40  # characters between a module's name and its periods
_MODES = ("self_study", "theory", "practice")


def find_total_faults(view: View) -> Iterator[Finding]:
    """Find `total_mismatch`, `periods_mismatch` and `missing_value`."""
    taken: list[Evidence] = []
    of_modules = list(_modules(view, taken))
    yield from of_modules
    yield from _totals(view, taken, {found.subject for found in of_modules})


def _modules(view: View, taken: list[Evidence]) -> Iterator[Finding]:
    columns: dict[str, set[str]] = {}  # by family, which a table mostly is: the modes that any of its modules prints
    for module in view.plan.modules:
        columns.setdefault(_family(module), set()).update(m for m in _MODES if getattr(module, m) is not None)
    for index, module in enumerate(view.plan.modules):
        parts = [n for name in _MODES if (n := getattr(module, name)) is not None]
        if len(parts) < 2:
            continue
        summed, name = sum(parts), module.code or module.title or f"mô đun {module.number}"
        sums = " + ".join(map(str, parts))
        if module.total is None and len(parts) < len(columns[_family(module)]):
            continue
        told = _each(view, module) if module.total is None else None
        if told and told != summed:
            taken += module.evidence
            yield _periods(module, index, sums, summed, name, told)
        elif module.total is None:
            if not view.clean or not _totalled(view, module):
                continue  # a cell that a scan's reader lost, or a table without such a column
            place = view.part.block_at(module.evidence[0].start)
            if place is None or place.cell is None:
                continue  # a sentence has no cell to leave blank
            taken += module.evidence
            yield finding(
                "missing_value",
                f"{quoted(name)} để trống tổng số tiết; cộng các phần được {sums} = {summed}.",
                f"modules[{index}].total",
                module.evidence,
            )
        elif module.total < summed or (module.total > summed and len(parts) == len(columns[_family(module)])):
            # a cell that is blank may hide what the total counts
            taken += module.evidence
            yield _periods(module, index, sums, summed, name)


def _totalled(view: View, module: Module) -> bool:
    """Whether most modules of its family print a total, so that this one lacks it."""
    family = [other for other in view.plan.modules if _family(other) == _family(module)]
    return sum(other.total is not None for other in family) >= len(family) / 2


def _family(module: Module) -> str:
    return re.sub(r"\d+", "", module.code or "")


def _each(view: View, module: Module) -> int | None:
    """The periods of every module that the head of its list tells («…, mỗi mô đun 15 tiết:»), for one in a sentence."""
    start = module.evidence[0].start
    block = view.part.block_at(start)
    if block is None or block.cell is not None:
        return None
    before = view.part.content[max(start - _HEAD, 0) : block.start]
    told = list(re.finditer(r"[Mm]ỗi\s+mô[ -]?đun\s+(?:là\s+|gồm\s+|có\s+)?(\d{1,3})\s+tiết", before))
    return int(told[-1][1]) if told else None


def _periods(module: Module, index: int, sums: str, summed: int, name: str, total: int | None = None) -> Finding:
    return finding(
        "periods_mismatch",
        f"{quoted(name)} ghi tổng {total or module.total} tiết nhưng các phần cộng lại là {sums} = {summed}.",
        f"modules[{index}].total",
        module.evidence,
    )


def _totals(view: View, taken: list[Evidence], told: set[str | None]) -> Iterator[Finding]:
    wrong = [
        (index, total)
        for index, total in enumerate(view.plan.totals)
        if (total.holds is False or (total.stated is None and total.computed))
        and not _overlap(total, taken)
        and not _rate(total)
    ]
    wrong = [(index, total) for index, total in wrong if not any(_explains(other, total) for _, other in wrong)]
    for index, total in wrong[:_ALONE]:
        label = quoted(total.label.removesuffix("(ô để trống)").strip()) if total.label else "Tổng"
        if total.stated is None:
            how = (
                "lấy tổng trừ các phần còn lại"
                if any(p.value.startswith("-") for p in total.parts)
                else "cộng các phần"
            )
            message = f"{label} để trống; {how} được {_figure(total.computed)}."
            yield finding("missing_value", message, f"totals[{index}]", total.evidence)
            continue
        sign, how = _operation(total)
        parts = sign.join(_figure(part.value) for part in total.parts[:8])
        module = _of_module(view, total)
        if module is not None:
            if f"modules[{module}].total" in told:
                continue
            name = view.plan.modules[module].code or view.plan.modules[module].title or total.label or "mô đun"
            yield _periods(view.plan.modules[module], module, parts, int(total.computed or 0), name)
            continue
        if _modes_only(total):
            yield finding(
                "periods_mismatch",
                f"{label} ghi {_figure(total.stated)} tiết nhưng các phần cộng lại là {parts} = {_figure(total.computed)}.",
                f"totals[{index}]",
                total.evidence,
            )
            continue
        tail = f" ({parts})" if 1 < len(total.parts) <= 8 else ""
        yield finding(
            "total_mismatch",
            f"{label} ghi {_figure(total.stated)} nhưng {how} được {_figure(total.computed)}{tail}.",
            f"totals[{index}]",
            total.evidence,
        )
    if len(wrong) > _ALONE:
        rest = wrong[_ALONE:]
        labels = listing([quoted(total.label or "tổng", 40) for _, total in rest], 4)
        yield finding(
            "total_mismatch",
            f"Còn {len(rest)} tổng khác không khớp hoặc để trống: {labels}.",
            f"totals[{rest[0][0]}]",
            [total.evidence[0] for _, total in rest],
        )


def _operation(total: Total) -> tuple[str, str]:
    """The sign between a total's parts, and the words for what it does: a sum, a product, a share of a whole."""
    values = [Decimal(part.value) for part in total.parts]
    computed = Decimal(total.computed or 0)
    if sum(values) == computed:
        return " + ", "cộng các phần"
    if prod(values) == computed:
        return " × ", "nhân ra"
    return " / ", "tính ra"


def _of_module(view: View, total: Total) -> int | None:
    """The module whose periods a wrong row of a table, or the words behind its name, add up; None for any other total."""
    start = total.evidence[0].start
    for index, module in enumerate(view.plan.modules):
        if str(module.total) != total.stated or len(total.parts) > len(_MODES):
            continue
        name = module.evidence[0]
        behind = 0 <= start - name.end <= _NEAR and "\n" not in view.part.content[name.end : start].strip()
        if behind or any(e.start <= start < e.end for e in module.evidence):
            return index
    return None


@cache
def _modes() -> re.Pattern[str]:
    return re.compile(
        r"\btiết\b|lý thuyết|thực hành|tự học|trực tuyến|trực tiếp|qua mạng|tập trung|thảo luận|\b(?:LT|TH)\b",
        re.IGNORECASE,
    )


def _modes_only(total: Total) -> bool:
    """Whether a sum adds up ways of learning: «40 tiết (tự học qua mạng 26 tiết, trực tiếp 16 tiết)»."""
    if re.match(r"(?:Tổng |tổng )?[Cc]ộng\b|[Tt]ổng\b", total.label or "") or not total.parts[1:]:
        return False
    return all(_modes().search(part.label or "") for part in total.parts)


def _explains(other: Total, total: Total) -> bool:
    """Whether a sum fails only for a part that is itself a wrong sum: told there, once."""
    if other is total or None in (other.stated, other.computed, total.stated, total.computed):
        return False
    cell = (other.evidence[0].start, other.evidence[0].end)
    if cell not in [(e.start, e.end) for e in total.evidence[1:]]:
        return False
    amended = Decimal(total.computed or 0) - Decimal(other.stated or 0) + Decimal(other.computed or 0)
    return amended == Decimal(total.stated or 0)


def _rate(total: Total) -> bool:
    """Whether every part is the figure itself: a number that each line repeats is no sum of them."""
    return len(total.parts) > 1 and all(part.value == total.stated for part in total.parts)


def _overlap(total: Total, taken: list[Evidence]) -> bool:
    return any(e.start < t.end and t.start < e.end for e in total.evidence for t in taken)


def _figure(value: str | None) -> str:
    """An exact decimal as Vietnamese print has it: 5.555 and 3,5."""
    whole, _, decimals = (value or "").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if re.fullmatch(r"-?\d+", whole) else whole
    return f"{grouped},{decimals}" if decimals else grouped
