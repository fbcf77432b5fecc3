"""Showing what restoration did, line by line, for people who check it."""

from __future__ import annotations

from normalize.restore.edits import Restored

_DOUBTFUL = 0.8  # changes less sure than this are pointed out


def explained(text: str, result: Restored) -> str:
    """Each changed line as it stood and as it was restored, doubtful words with their confidence; then a summary.

    Messages are in Vietnamese, for staff.
    """
    before, after = text.split("\n"), result.text.split("\n")
    doubts: dict[int, list[str]] = {}
    line = at = 0
    for change in result.changes:
        line += result.text.count("\n", at, change.start)
        at = change.start
        if change.confidence < _DOUBTFUL:
            new = result.text[change.start : change.end]
            doubts.setdefault(line, []).append(f"«{change.raw}» → «{new}» ({change.confidence:.2f})")
    parts = []
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            parts.append(f"{number + 1:>4} - {old}\n     + {new}")
            if number in doubts:
                parts.append(f"     ? {'; '.join(doubts[number])}")
    sure = sum(change.confidence >= _DOUBTFUL for change in result.changes)
    parts.append(
        f"Đã sửa {result.changed} âm tiết, trong đó {result.changed - sure} cần kiểm tra; "
        f"{result.unsure} âm tiết để nguyên vì không đủ chắc chắn."
    )
    return "\n".join(parts) + "\n"
