"""Names of laws, codes and ordinances, by which texts cite them («Luật Giáo dục»)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.registry.tables import table


@dataclass(frozen=True, slots=True)
class LawName:
    """A name with its first word («Luật», «Bộ luật», «Pháp lệnh»), its type (L, PL), and how often public texts use it."""

    name: str
    doc_type: str
    mentions: int


@cache
def law_names() -> tuple[LawName, ...]:
    """All names of the registry; different laws of different years bear the same name."""
    return tuple(LawName(row["name"], row["doc_type"], int(row["mentions"])) for row in table("laws"))
