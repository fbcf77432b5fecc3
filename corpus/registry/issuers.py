"""Issuing bodies by the code that document symbols carry («BGDĐT», «TTg»), and the full names behind abbreviations.

The table is `issuers.tsv`; each row says where its name was checked and, where known, from when to when the body was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.registry.tables import table
from corpus.registry.units import provinces
from vietnamese.letters import fold

_NATIONAL = frozenset({"state", "ministry", "agency"})


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents: code («BGDĐT»), full name, kind, other codes, validity (ISO dates or None).

    `kind`: state, ministry, agency, local, party, organisation, department (sở), division (phòng), or field, which is
    no body but the words after Bộ, Sở or Phòng («GDĐT» is «Giáo dục và Đào tạo»). `successor`: who has its duties since.
    """

    code: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    source: str = ""
    successor: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The code and its other spellings."""
        return (self.code, *self.aliases)

    @property
    def unique(self) -> bool:
        """Whether there is one such body in the country, so that its code alone tells who issued a document."""
        return self.kind in _NATIONAL


@cache
def issuers() -> tuple[Issuer, ...]:
    """All rows of the registry."""
    return tuple(
        Issuer(
            row["code"],
            row["name"],
            row["kind"],
            tuple(a for a in row["aliases"].split("|") if a),
            row["valid_from"] or None,
            row["valid_to"] or None,
            row["source"],
            row["successor"] or None,
        )
        for row in table("issuers")
    )


@cache
def _by_code() -> dict[str, Issuer]:
    return {_key(code): body for body in issuers() if body.kind != "field" for code in body.codes}


def issuer_by_code(code: str) -> Issuer | None:
    """The body of a code as symbols carry it («BGDĐT», «BGD&ĐT»), blind to &, hyphens and spaces; None if unknown."""
    return _by_code().get(_key(code))


def _key(code: str) -> str:
    return re.sub(r"[&\-–.,\s]", "", code).upper()


def _squeeze(code: str) -> str:
    return re.sub(r"\s+", "", code).upper()


@cache
def _fields() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {_squeeze(code): f.name for f in issuers() if f.kind == "field" for code in f.codes}
    spelled = sorted((code for f in issuers() if f.kind == "field" for code in f.codes), key=len, reverse=True)
    one_of = "|".join(re.escape(code).replace(r"\ ", r"\s?").replace(r"\&", r"\s?&\s?") for code in spelled)
    return re.compile(rf"\b(Bộ|Sở|Phòng)\s+({one_of})(?![\w&])", re.IGNORECASE), names


def expand(name: str) -> str:
    """An issuer's name with the abbreviation after Bộ, Sở or Phòng written out; other names are given back as they are.

    «Bộ GD&ĐT» gives «Bộ Giáo dục và Đào tạo»; «UBND tỉnh A» stays, since offices print it so themselves.
    """
    pattern, names = _fields()
    return pattern.sub(lambda m: f"{m[1]} {names[_squeeze(m[2])]}", name)


@cache
def issuer_by_name(name: str) -> Issuer | None:
    """The body with this full name or abbreviated name, blind to case and marks; None if unknown."""
    wanted = fold(expand(name))
    return next((body for body in issuers() if body.kind != "field" and fold(body.name) == wanted), None)


_NEAR = 88.0  # likeness (rapidfuzz, 0..100) from which a name read badly is a body's
_SHORTEST = 14  # letters under which one slip makes a name like its neighbours


@cache
def nearest_issuer(name: str) -> tuple[Issuer, float] | None:
    """The body whose name a badly read one is nearest to, and the likeness (0..1); None where none is near enough.

    Its first word must have been read right («Bộ», «Sở»: one letter tells them apart). What follows the name is taken
    for what the reading ran into, unless a place is named in it («Sở Giáo dục và Đào tạo Bắc Giang» stays).
    """
    from rapidfuzz import fuzz

    wanted = fold(expand(name)).replace("&", "va").split()
    best: tuple[Issuer, float] | None = None
    for body in issuers():
        words = fold(body.name).split()
        if body.kind == "field" or len(fold(body.name)) < _SHORTEST or words[:1] != wanted[:1]:
            continue
        likeness = fuzz.ratio(" ".join(words), " ".join(wanted[: len(words)]), score_cutoff=_NEAR)
        if likeness and (best is None or likeness / 100 > best[1]) and not _place_in(" ".join(wanted[len(words) :])):
            best = (body, likeness / 100)
    return best


def _place_in(rest: str) -> bool:
    return any(re.search(rf"\b{re.escape(key)}\b", rest) for key in provinces()) if rest else False
