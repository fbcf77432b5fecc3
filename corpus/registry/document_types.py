"""Document types and their codes: Nghị định 30/2020/NĐ-CP, Phụ lục III, and the law on promulgating legal documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.registry.tables import table


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type: its code («KH»), its name («Kế hoạch»), other names, and whether it is normative (yes, no, both)."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    normative: str = "no"

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


@cache
def document_types() -> tuple[DocumentType, ...]:
    """All document types of the registry."""
    return tuple(
        DocumentType(
            row["code"], row["name"], tuple(a for a in (row["aliases"] or "").split("|") if a), row["normative"]
        )
        for row in table("document_types")
    )


@cache
def type_by_code(code: str) -> DocumentType | None:
    """The type with this exact code, or None."""
    return next((t for t in document_types() if t.code == code), None)
