"""Which rules of regular training (bồi dưỡng thường xuyên) hold: told by the school year of the plan, never by today's date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from rules_core.book import Book, RuleBook, open_book, read_rules
from rules_core.words import fold, school_year_of

_TOPIC = re.compile(r"boi duong thuong xuyen|\bbdtx\b")
_ACTS = ("26/2012/TT-BGDĐT", "19/2019/TT-BGDĐT", "93/2026/NĐ-CP")


@dataclass(frozen=True)
class Regime:
    """The regime of a plan: its book of rules (None where the plan is of another matter) and why it was chosen."""

    book: Book | None
    why: str
    notes: tuple[str, ...] = ()


@cache
def regimes() -> tuple[tuple[RuleBook, Book], ...]:
    """Return the regimes, the oldest first."""
    folder = files("rules_core").joinpath("data", "regimes")
    found: list[tuple[RuleBook, Book]] = []
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        for source in read_rules(path.read_text(encoding="utf-8"), path.name):
            assert isinstance(source, RuleBook)
            found.append((source, open_book(source)))
    return tuple(found)


def years_of(book: Book) -> tuple[str, ...]:
    """Return the school years that a plan may concern: the one it names, else those of its day or month of issue."""
    if book.school_year:
        return (book.school_year,)
    issued = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", book.issued_on or "")
    if not issued:
        return ()
    year, month = int(issued[1]), issued[2]
    if month is None:
        return (f"{year - 1}/{year}", f"{year}/{year + 1}")
    here = school_year_of(date(year, int(month), int(issued[3] or 1)))
    # in summer, offices plan the year to come
    return (here, f"{year}/{year + 1}") if int(month) in (5, 6, 7) else (here,)


def regime_of(book: Book) -> Regime:
    """Return the regime under which a plan of regular training is judged."""
    if not is_regular_training(book):
        return Regime(None, "kế hoạch không thuộc bồi dưỡng thường xuyên nên chỉ xét theo quy tắc của chính kế hoạch")
    years = years_of(book)
    if not years:
        return Regime(
            None, "không rõ năm học của kế hoạch nên chưa chọn được quy chế; chỉ xét theo quy tắc của kế hoạch"
        )
    found = {act.id: (act, opened) for year in years for act, opened in regimes() if _holds(act, year)}
    if len(found) != 1:
        return Regime(None, f"năm học {' hoặc '.join(years)} thuộc hai quy chế; chỉ xét theo quy tắc của kế hoạch")
    act, opened = next(iter(found.values()))
    told = f"năm học {years[0]}" if book.school_year else f"ngày ban hành {book.issued_on}"
    return Regime(opened, f"{told}: áp dụng {act.title}", _other_acts(book, act))


def is_regular_training(book: Book) -> bool:
    """Tell whether a plan is about regular training: by its subject, or by the act it rests on."""
    if book.id in {act.id for act, _ in regimes()}:
        return False
    cited = {citation.number_symbol for citation in book.citations}
    subject = fold(f"{book.title} " + " ".join(e.text for rule in book.rules for e in rule.evidence))
    return bool(_TOPIC.search(subject)) or bool(cited & set(_ACTS))


def _holds(act: RuleBook, year: str) -> bool:
    return (act.from_year or "") <= year <= (act.to_year or "9999/9999")


def _other_acts(book: Book, act: RuleBook) -> tuple[str, ...]:
    """Name what does not fit: the act of another regime cited without this one's, or a scale of grades that it does not know."""
    cited = {citation.number_symbol for citation in book.citations} & set(_ACTS)
    notes = []
    if cited and act.number_symbol not in cited:
        notes.append(
            f"kế hoạch dẫn {', '.join(sorted(c for c in cited if c))} nhưng năm học {years_of(book)[0]} "
            f"thuộc thời gian áp dụng {act.number_symbol}"
        )
    if act.id != "bdtx-2012" and any(rule.kind == "grading" and len(rule.grades) > 2 for rule in book.rules):
        notes.append(
            f"kế hoạch xếp loại theo nhiều mức (như Thông tư 26/2012/TT-BGDĐT) trong khi {act.number_symbol} chỉ có hoàn thành "
            "và không hoàn thành"
        )
    return tuple(notes)
