"""Sentences that lay no duty on anybody: grades and points, rights and sanctions, targets, tales, ways to get in touch.

What a finder of rules, grades or contacts owns is no task, though it stands in a list of duties (`data/no_duty_patterns.tsv`).
"""

from __future__ import annotations

from normalize.patterns import named, sources

_FILE = "no_duty_patterns"


def is_target(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence sets a share to be reached: «Phấn đấu 100% giáo viên hoàn thành trước khai giảng»."""
    return named(_FILE, "target").search(text[start:end].lower()) is not None


def describes(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence only describes: what grade or points are, what somebody is granted or suffers, what was done."""
    if text[start:end].isupper():
        return True  # a heading
    sentence = text[start:end].lower()
    return any(named(_FILE, name).search(sentence) for name in sources(_FILE) if name != "target")
