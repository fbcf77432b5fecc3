"""Showing what restoration did, line by line, for people who check it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalize.restore.edits import Restored

_DOUBTFUL = 0.8  # changes less sure than this are pointed out


def explained(parts: Iterable[tuple[str, Restored]]) -> Iterator[str]:
    """Each changed line as it stood and as it was restored, doubtful words with their confidence; then a summary.

    `parts` are the parts of a text in order. Messages are in Vietnamese, for staff.
    """
    yield "Dòng «-» là chữ gốc, «+» là chữ đã sửa, «?» là chỗ cần kiểm tra (kèm mức tin cậy).\n"
    before = changed = doubtful = unsure = 0
    for text, result in parts:
        yield from _lines(text, result, before)
        before += text.count("\n")
        changed += result.changed
        doubtful += sum(change.confidence < _DOUBTFUL for change in result.changes)
        unsure += result.unsure
    yield (
        f"Đã sửa {changed} chỗ, trong đó {doubtful} chỗ cần kiểm tra; {unsure} chỗ để nguyên vì không đủ chắc chắn.\n"
    )


def _lines(text: str, result: Restored, first: int) -> Iterator[str]:
    """The changed lines of a part, `first` lines behind the text's head."""
    doubts: dict[int, list[str]] = {}
    line = at = 0
    for change in result.changes:
        line += result.text.count("\n", at, change.start)
        at = change.start
        if change.confidence < _DOUBTFUL:
            new = result.text[change.start : change.end]
            doubts.setdefault(line, []).append(f"«{change.raw}» → «{new}» ({change.confidence:.2f})")
    for number, (old, new) in enumerate(zip(text.split("\n"), result.text.split("\n"), strict=True)):
        if old != new:
            yield f"{first + number + 1:>5} - {old.strip()}\n      + {new.strip()}\n"
            if number in doubts:
                yield f"      ? {'; '.join(doubts[number])}\n"
