"""Hours on offer against hours required: what a plan's own modules and durations add up to."""

from __future__ import annotations

from collections.abc import Sequence

from rules_core.book import Book
from schemas.facts import Module
from schemas.rules import Duration

CHOICE_BLOCKS = ("ND3", "03")
"""Blocks whose modules are chosen: Thông tư 26/2012/TT-BGDĐT (nội dung 3), 19/2019/TT-BGDĐT (chương trình 03)."""


def periods_of(module: Module) -> int | None:
    """Return a module's periods; where the total is left blank, the sum of its parts."""
    parts = [p for p in (module.self_study, module.theory, module.practice) if p is not None]
    return module.total if module.total is not None else sum(parts) if parts else None


def meet(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two lists of audiences or levels have somebody in common; an empty one means everybody."""
    return not one or not other or bool(set(one) & set(other))


def hours_audit(book: Book) -> list[str]:
    """Return what the hours come to, in Vietnamese: offered and required, totals that were blank, parts that do not add up."""
    told = []
    for rule in book.rules:
        if not isinstance(rule, Duration) or not rule.periods or rule.block not in CHOICE_BLOCKS or not rule.audience:
            continue
        offered = [m for m in book.modules if m.audience and meet(m.audience, rule.audience)]
        known = [p for m in offered if (p := periods_of(m)) is not None]
        if not offered or len(known) < len(offered):
            continue
        whom, total = ", ".join(rule.audience), sum(known)
        words = f"{whom}: {len(offered)} mô đun được đưa ra gồm {total} tiết, phải học {rule.periods} tiết ({rule.id})"
        if total < rule.periods:
            words += "; KHÔNG ĐỦ số tiết để chọn"
        told.append(words)
    for module in book.modules:
        parts = [p for p in (module.self_study, module.theory, module.practice) if p is not None]
        name = f"mô đun {module.code or module.number}"
        if module.total is None and parts:
            told.append(f"{name}: ô tổng để trống, tính được {sum(parts)} tiết ({' + '.join(map(str, parts))})")
        elif len(parts) > 1 and module.total is not None and sum(parts) != module.total:
            told.append(f"{name}: các phần cộng lại {sum(parts)} tiết nhưng ghi tổng {module.total} tiết")
    return told
