"""Which part of a dispatch's text is letterhead, legal basis, main text, conclusion, annex: ranges that together are the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.facts import Evidence, Role
from schemas.plan import Plan, Section

Span = tuple[int, int]
_ANNEX = re.compile(r"phụ\s+lục|mẫu|biểu|danh\s+(?:sách|mục)", re.IGNORECASE)
_CLOSING = re.compile(r"nơi\s+nhận\s*[:.]?\s*", re.IGNORECASE)
_LEAD = 40  # characters before a citation's number on a line of the legal basis: «Căn cứ khoản 2 Điều 7 của …»


@dataclass(frozen=True, slots=True)
class Parts:
    """Ranges of a plan's text, one after the other without a gap; an empty range is a part that is not there."""

    preface: Span
    preamble: Span
    body: Span
    conclusions: Span
    sections: tuple[Section, ...]  # of the body
    annexes: tuple[tuple[Section, Span], ...]


def parts_of(plan: Plan, *, act: bool) -> Parts:
    """Divide a plan's text. In an act all that stands before its first section belongs to the preamble."""
    text = plan.text.content
    closing = _closing(plan)
    annexes = [s for s in plan.outline if s.start >= closing or (closing == len(text) and _ANNEX.match(s.label))]
    end = min((s.start for s in annexes), default=len(text))
    closing = min(closing, end)
    sections = [s for s in plan.outline if s.start < closing]
    first = min((s.start for s in sections), default=closing)
    basis = _basis(plan, first)
    head = min(max((_line_end(text, at) for at in _heads(plan, basis[0])), default=0), basis[0])
    lead = first if act else _preamble_end(text, basis, first) if basis[0] < basis[1] else head
    starts = [s.start for s in annexes] + [len(text)]
    return Parts(
        (0, head), (head, lead), (lead, closing), (closing, end), tuple(sections),
        tuple((s, (a, b)) for s, a, b in zip(annexes, starts, starts[1:], strict=False)),
    )  # fmt: skip


def line_start(text: str, at: int) -> int:
    """Return where the line of `at` begins."""
    return text.rfind("\n", 0, at) + 1


def lines(text: str, start: int, end: int) -> Iterable[Span]:
    """Yield the ranges of the lines between two offsets that hold more than white space."""
    at = start
    while at < end:
        stop = min(_line_end(text, at), end)
        if text[at:stop].strip():
            yield at, stop
        at = stop


def _line_end(text: str, at: int) -> int:
    """Return where the line after that of `at` begins."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _closing(plan: Plan) -> int:
    """Return where the signature and Nơi nhận begin, the text's end where there are none."""
    text = plan.text.content
    found: list[Evidence] = [*(plan.signature.evidence if plan.signature else ())]
    found += [line.evidence[0] for line in plan.distribution]
    body = min((s.start for s in plan.outline), default=0)  # a signature above all sections is none
    after = [e.start for e in found if e.start > body]
    if not after:
        return len(text)
    start = line_start(text, min(after))
    above = line_start(text, start - 1) if start else 0
    return above if start and _CLOSING.fullmatch(text[above:start]) and above > body else start


def _heads(plan: Plan, before: int) -> list[int]:
    return [e.end - 1 for e in plan.header.evidence if e.end <= before]


def _basis(plan: Plan, before: int) -> Span:
    """Return the lines of the legal basis that stand before the first section; an empty range at `before` without them."""
    text = plan.text.content
    wanted = (Role.LEGAL_BASIS, Role.IMPLEMENTS)
    starts = [
        (line_start(text, e.start), e.end)
        for e in (c.evidence[0] for c in plan.citations if c.role in wanted)
        if e.end <= before and e.start - line_start(text, e.start) <= _LEAD
    ]
    if not starts:
        return before, before
    return min(start for start, _ in starts), min(_line_end(text, max(end for _, end in starts) - 1), before)


def _preamble_end(text: str, basis: Span, first: int) -> int:
    """Return where the preamble ends: after the line that leads over to the contents («… ban hành Kế hoạch như sau:»)."""
    following = next(iter(lines(text, basis[1], first)), None)
    return following[1] if following and text[slice(*following)].rstrip().endswith(":") else basis[1]
