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


def _bare(title: str) -> str:
    """A title without the words that only say which schools it is for."""
    return " ".join(_SCHOOLS.sub(" ", fold(title)).split())
