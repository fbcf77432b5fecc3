"""What restoration found: edits of a text, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """`text[start:end]` reads as `new` with probability `chance`; `sure` is false where it is left as it was."""

    start: int
    end: int
    new: str
    chance: float
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed: `[start, end)` in the restored text, what stood there, and how sure the new reading is."""

    start: int
    end: int
    raw: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Restored:
    """Restored text with its changes; `unsure` syllables were left as they stood because no reading is likely enough."""

    text: str
    changes: tuple[Change, ...] = ()
    changed: int = 0
    unsure: int = 0


def apply(text: str, edits: Sequence[Edit]) -> Restored:
    """`text` with its edits made, from left to right; they must not overlap."""
    parts: list[str] = []
    changes: list[Change] = []
    at = length = unsure = 0
    for edit in sorted(edits):
        if not edit.sure:
            unsure += 1
            continue
        raw = text[edit.start : edit.end]
        if raw == edit.new:
            continue
        parts += (text[at : edit.start], edit.new)
        start = length + edit.start - at
        length = start + len(edit.new)
        at = edit.end
        changes.append(Change(start, length, raw, round(edit.chance, 4)))
    parts.append(text[at:])
    return Restored("".join(parts), tuple(changes), len(changes), unsure)
