"""Which document a citation means.

A number starts anew each year and in each office (Nghị định 30/2020/NĐ-CP, Điều 15 and
Phụ lục I), so a document is its number, symbol, office and year; documents of unknown year are never taken for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.registry.issuers import expand, issuer_by_name, issuers
from corpus.store.dating import full_day, year_of
from vietnamese.letters import fold

_UBND = re.compile(r"\bUBND\b", re.IGNORECASE)
_KINDS = frozenset({"tinh", "thanh", "pho", "huyen", "quan", "thi", "xa", "phuong", "tran"})


@dataclass(frozen=True, slots=True)
class Name:
    """What is known of a document's name, of a stored one or of one that is cited. `year`: in its symbol, else of its date."""

    number_key: str
    year: int | None
    issued_on: str | None
    issuer: str | None
    parent: str | None = None


def year_in(number_key: str) -> int | None:
    """The year that a symbol carries («19/2019/tt-bgddt»), None for «3785/kh-sgddt»."""
    found = re.match(r"\d+[a-z]?/((?:19|20)\d\d)/", number_key)
    return int(found[1]) if found else None


def year_known(number_key: str, issued_on: str | None) -> int | None:
    """The year in which the number was given: that in the symbol, else the date's, else None."""
    return year_in(number_key) or year_of(issued_on)


@lru_cache(maxsize=8192)
def national(number_key: str) -> str | None:
    """The code of the one body in the country that issues under this symbol («bgddt»); None where many offices could."""
    codes = _codes()
    for part in re.split(r"[/-]", number_key)[1:]:
        code = codes.get(part) or codes.get(re.sub(r"\d+$", "", part))
        if code:
            return code
    return None


@cache
def _codes() -> dict[str, str]:
    """Codes of bodies of which the country has one, without marks; a code that another kind of body shares is left out."""
    found: dict[str, set[tuple[str, bool]]] = {}
    for body in issuers():
        for code in body.codes:
            found.setdefault(re.sub(r"[&\s.–-]", "", fold(code)), set()).add((body.code, body.unique))
    return {key: next(iter(bodies))[0] for key, bodies in found.items() if all(unique for _, unique in bodies)}


def work(name: Name) -> str | None:
    """One key for all mentions of a document; None where its year is unknown, so that nothing is merged with it.

    A local number needs its office beside it. Where a mention does not say which, its full date stands for the office.
    """
    if name.year is None or not name.number_key:
        return None
    if national(name.number_key):
        return f"{name.number_key}|{name.year}"
    day = full_day(name.issued_on)
    return f"{name.number_key}|{day.isoformat()}" if day else f"{name.number_key}|{name.year}|{office(name.issuer)}"


@lru_cache(maxsize=8192)
def office(name: str | None) -> str:
    """An office's name for comparison: abbreviations written out, no marks («» for None)."""
    return fold(expand(_UBND.sub("Ủy ban nhân dân", name))) if name else ""


def same_office(cited: str | None, issuer: str | None, parent: str | None) -> bool | None:
    """Whether «Sở GDĐT tỉnh A» is the office that calls itself «Sở Giáo dục và Đào tạo» under «UBND tỉnh A».

    None where the names agree as far as they go, but one does not say where the office is.
    """
    if not cited or not issuer:
        return None
    if (body := issuer_by_name(cited)) is not None and body.unique:
        return body == issuer_by_name(issuer)
    theirs, own, above = office(cited).split(), office(issuer).split(), set(office(parent).split())
    if theirs == own:
        return True if _placed(own) else None
    shorter = min(len(theirs), len(own))
    if theirs[:shorter] != own[:shorter]:
        return False
    rest = [word for word in theirs[shorter:] if word not in _KINDS]
    more = [word for word in own[shorter:] if word not in _KINDS]
    if rest:
        return set(rest) <= above if above else None
    return None if more else True


def _placed(words: list[str]) -> bool:
    """Whether an office's name itself says where it is («… tinh binh phuoc»)."""
    return words[-1] not in _KINDS and any(word in _KINDS for word in words)


def means(cited: Name, stored: Name, citing: Name) -> bool:
    """Whether a citation in `citing` means the `stored` document: surely, never perhaps."""
    if cited.number_key != stored.number_key or cited.year is None or cited.year != stored.year:
        return False
    if national(cited.number_key):
        return True
    same = same_office(cited.issuer, stored.issuer, stored.parent)
    if same is False or (same is None and _elsewhere(citing, stored)):
        return False
    days = full_day(cited.issued_on), full_day(stored.issued_on)
    if None not in days:
        return days[0] == days[1]
    own = bool(citing.issuer) and (office(citing.issuer), office(citing.parent)) == (
        office(stored.issuer),
        office(stored.parent),
    )
    return bool(same) or own


def _elsewhere(one: Name, other: Name) -> bool:
    """Whether two offices are of two provinces, as far as their letterheads say."""
    provinces = (
        re.search(r"\btinh (.+)$", office(f"{name.parent or ''} {name.issuer or ''}".strip())) for name in (one, other)
    )
    first, second = (found[1] if found else None for found in provinces)
    return first is not None and second is not None and not (first.startswith(second) or second.startswith(first))
