"""From the words of rules to questions about a person: who is exempt, what a condition asks, where a school year ends.

What no word list knows is no guess: it becomes a flag of its own name, which a roster may answer in a column so headed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from rules_core.words import fold, table

_ROLE_WORDS = re.compile(
    r"^(?:(?:đối với|các|những|mỗi|trường hợp|cả|riêng)\s+)*"
    r"(?:giáo viên|cán bộ quản l[ýí]|cán bộ|viên chức|nhà giáo|người|GV|CBQL|CB)(?!\w)\s*(?:là\s+)?",
    re.IGNORECASE,
)
_TIME_WORDS = re.compile(r"(?:trong\s+)?(?:năm\s+học\s+\d{4}\s*[–-]\s*\d{4}|năm\s+\d{4})", re.IGNORECASE)
_SPLIT = re.compile(r"\s*;\s*|\s*,(?!\s*\d)\s*|\s+hoặc\s+|\s+và\s+(?=nghỉ|bệnh|đang|mới)", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"năm\s+học\s+(\d{4})\s*[–-]\s*(\d{4})", re.IGNORECASE)
_CALENDAR_YEAR = re.compile(r"trong\s+năm\s+(\d{4})(?!\s*[–-])", re.IGNORECASE)
_BUT = re.compile(r"(?:nhưng|tuy nhiên)\s+(?P<may>(?:vẫn\s+)?có\s+thể\s[^.;]+|được\s[^.;]+)", re.IGNORECASE)


@cache
def _flags() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((row["name"], re.compile(row["patterns"]), row["help"]) for row in table("flags.tsv"))


def flags_in(words: str) -> list[str]:
    """Return the flags that words name («nghỉ thai sản»), in the order of the words."""
    folded = fold(words)
    found = [(match.start(), name) for name, pattern, _ in _flags() if (match := pattern.search(folded))]
    return [name for _, name in sorted(found)]


def flag_help(name: str) -> str:
    """Return what a template says about a flag's column."""
    return next((told for flag, _, told in _flags() if flag == name), "có hoặc không")


def who_is_meant(who: str) -> list[str]:
    """Return the flags any of which makes a person one of those meant («bệnh không đi lại được, nghỉ thai sản»)."""
    found: list[str] = []
    for piece in _SPLIT.split(who):
        words = _TIME_WORDS.sub("", _ROLE_WORDS.sub("", piece.strip())).strip(" ,.:;")
        if not words:
            continue
        found += flags_in(words) or [words]
    return list(dict.fromkeys(found))


def still_allowed(quote: str) -> str | None:
    """Return what those exempt may nevertheless do («nhưng có thể tự tham gia …»), in the rule's own words."""
    match = _BUT.search(quote)
    return " ".join(match["may"].split()) if match else None


@cache
def _conditions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["test"], re.compile(row["pattern"])) for row in table("conditions.tsv"))


def condition_kind(words: str) -> tuple[str, str | None]:
    """Return how a condition is tested (see `data/conditions.tsv`) with its figure; («flag», None) for any other."""
    folded = fold(words)
    for test, pattern in _conditions():
        if match := pattern.search(folded):
            figure = match.groupdict().get("figure")
            return test, figure.replace(",", ".") if figure else None
    return "flag", None


def flag_of(words: str) -> str:
    """Return the flag that a condition amounts to: one of the word list, else its own words."""
    known = flags_in(words)
    return known[0] if len(known) == 1 else " ".join(words.split())


def school_year_bounds(words: str | None) -> tuple[date, date, date, date] | None:
    """Return first and last day of the school year that words name, then of the time around it that may count to it.

    The frame of every year's Quyết định on the school-year plan: from 5 September to 31 May; what falls between the frames is
    for the head to judge.
    """
    match = _SCHOOL_YEAR.search(words or "")
    if not match:
        return None
    first, last = int(match[1]), int(match[2])
    return date(first, 9, 5), date(last, 5, 31), date(first, 6, 1), date(last, 9, 4)


def calendar_window(words: str) -> tuple[date, date] | None:
    """Return the calendar year in which results count («do Sở tổ chức trong năm 2024»), None where none is named."""
    match = _CALENDAR_YEAR.search(words)
    return (date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)) if match else None


@cache
def _grades() -> dict[str, tuple[str, bool]]:
    return {row["word"]: (row["full"], row["complete"] == "yes") for row in table("grades.tsv")}


def grade_name(word: str) -> tuple[str, bool]:
    """Return a grade's full name, and whether whoever gets it has completed; its own word where no list knows it."""
    folded = re.sub(r"^(?:loai|muc|xep loai)\s+", "", fold(word))
    full, complete = _grades().get(folded, (word, not folded.startswith(("khong", "chua"))))
    return full, complete
