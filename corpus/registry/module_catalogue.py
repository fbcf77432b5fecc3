"""The official training modules: Thông tư 17/2019/TT-BGDĐT (teachers) and 18/2019/TT-BGDĐT (managers) of general schools."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.registry.tables import table
from vietnamese.letters import fold

_ALIKE = (
    85  # per cent: titles of one module in a plan and in the circular differ by «trong nhà trường», «THCS» and the like
)
_SAME = 92  # per cent: a title in running text, letter for letter but for slips
_TELLING = 24  # letters from which a title is no common phrase
_SCHOOLS = re.compile(
    r"\b(?:(?:o|tai|trong|cua|cac|truong|cap|co so giao duc pho thong|co so gdpt|nha truong|tieu hoc|trung hoc co so"
    r"|trung hoc pho thong|thcs|thpt|th)\b[\s,/&]*)+"
)


@dataclass(frozen=True, slots=True)
class CatalogueModule:
    """A module of the catalogue. Periods are tiết as printed; `source` and `page` say where it was read."""

    code: str
    number: str
    title: str
    audience: str
    levels: tuple[str, ...]
    theory: int
    practice: int
    source: str
    page: int
    valid_from: str

    @property
    def total(self) -> int:
        """Periods in all; the circulars print theory and practice only."""
        return self.theory + self.practice


@cache
def catalogue() -> tuple[CatalogueModule, ...]:
    """All modules of the catalogue in their order."""
    return tuple(
        CatalogueModule(
            row["code"],
            row["number"],
            row["title"],
            row["audience"],
            tuple(row["levels"].split("|")),
            int(row["theory"]),
            int(row["practice"]),
            row["source"],
            int(row["page"]),
            row["valid_from"],
        )
        for row in table("module_catalogue")
    )


@cache
def _by_code() -> dict[str, CatalogueModule]:
    return {_key(module.code): module for module in catalogue()}


def _key(code: str) -> str:
    """«GVPT 05», «GVPT05» and «gvpt 5» are one code."""
    letters, digits = re.match(r"(\D*)(\d*)", fold(code).replace(" ", "")).groups()  # type: ignore[union-attr]
    return f"{letters}{int(digits)}" if digits else letters


def by_code(code: str) -> CatalogueModule | None:
    """The module with this code, however it is spaced or padded («GVPT5»), or None."""
    return _by_code().get(_key(code))


def by_title(number: str, title: str, audience: list[str]) -> CatalogueModule | None:
    """The module that fits a plan's module without a code: the same number and audience, and a title that is alike.

    The number alone is not enough: the modules of Quyết định 4660/QĐ-BGDĐT are numbered from 1 too and are others.
    """
    if not (title and audience and number.isdigit()):
        return None
    from rapidfuzz import fuzz

    for module in catalogue():
        if int(module.number) == int(number) and audience == [module.audience]:
            alike = fuzz.ratio(_bare(module.title), _bare(title)) >= _ALIKE
            return module if alike else None
    return None


@cache
def _openings() -> dict[str, list[tuple[str, CatalogueModule]]]:
    """The titles by their first two words, whole and without the words that only say which schools they are for."""
    found: dict[str, list[tuple[str, CatalogueModule]]] = {}
    for module in catalogue():
        for form in sorted({fold(module.title), _bare(module.title)}):
            if len(form) < _TELLING:
                continue
            found.setdefault(" ".join(form.split()[:2]), []).append((form, module))
    return found


def title_at(text: str, start: int) -> tuple[int, tuple[CatalogueModule, ...]] | None:
    """Where a title of the catalogue that begins at `text[start]` ends, and the modules so titled; None where none does."""
    known = _openings().get(" ".join(fold(text[start : start + 40]).split()[:2]))
    if not known:
        return None
    from rapidfuzz import fuzz

    best = 0
    modules: list[CatalogueModule] = []
    for form, module in known:
        end = _word_end(text, start + len(form))
        if fuzz.ratio(fold(" ".join(text[start:end].split())), form) < _SAME:
            continue
        if len(form) > best:
            best, modules = len(form), [module]
        elif len(form) == best and module not in modules:
            modules.append(module)
    return (_word_end(text, start + best), tuple(modules)) if modules else None


def _word_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return min(at, len(text))


def _bare(title: str) -> str:
    """A title without the words that only say which schools it is for."""
    return " ".join(_SCHOOLS.sub(" ", fold(title)).split())
