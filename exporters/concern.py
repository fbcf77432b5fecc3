"""Does an order to «các cơ sở giáo dục cấp TH, THCS» concern «Trường THPT Sông Hương»? Yes, no, or staff must look.

A unit is concerned by its own name, by a class that it belongs to («các trường», «các đơn vị»), by what names its level,
and by what a part of it must do («Hiệu trưởng các trường THPT»). Whatever is not clearly another's is `MAYBE`: a task
that is shown once too often costs a glance, one that is not shown is missed.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from exporters.naming import Chain, Mention, Run, chains
from exporters.phrases import is_marked, phrases

_ADDRESSED = re.compile(
    r"(?<!\w)(?:đối\s+với|riêng|dành\s+cho|giao\s+cho|áp\s+dụng\s+cho)\s+(?P<whom>[^.;:()\n]{2,120})", re.IGNORECASE
)
_SCHOOLS = frozenset({"school", "centre", "institution"})


class Concern(IntEnum):
    """How surely something concerns a unit."""

    NO = 0
    MAYBE = 1
    YES = 2


@lru_cache(maxsize=4096)
def concerns(unit: str, name: str) -> Concern:
    """Tell whether what is asked of `name` (as a dispatch prints it) is asked of `unit` (as its staff call it)."""
    return _concern(unit, chains(name))


def addressed(unit: str, action: str) -> bool:
    """Tell whether an obligation's own words turn to the unit: «… đối với cấp THPT», «riêng các trường mầm non …»."""
    names = (match.group("whom") for match in _ADDRESSED.finditer(action))
    return any(_concern(unit, chains(name, only_name=True)) is Concern.YES for name in names)


def _concern(unit: str, found: list[Chain]) -> Concern:
    own = _own(unit)
    if own is None or not found:
        return Concern.MAYBE
    return max(_chain_concern(own, chain) for chain in found)


def mentioned(unit: str, action: str) -> bool:
    """Tell whether an obligation calls the unit by a name that is its own alone («… tại Trường THPT Sông Hương»)."""
    own = _own(unit)
    if own is None:
        return False
    names = own.names if own.kind in _SCHOOLS or not own.kind else own.places
    text = tuple(word for phrase in phrases(action) for word in phrase.words)
    return any(_holds(text, name) for name in names)


def part_of(name: str) -> bool:
    """Tell whether a name says only what part of a body acts («Hiệu trưởng», «Giáo viên»), not of which."""
    found = chains(name)
    return bool(found) and all(len(chain) == 1 and chain[0].inner and chain[0].noun_only for chain in found)


@lru_cache(maxsize=64)
def _own(unit: str) -> Mention | None:
    """Read the unit's own name: its first body, with the places that follow it."""
    found = chains(unit)
    if not found:
        return None
    own = found[0][0]
    if not own.kind and own.levels:  # «THPT Sông Hương»
        own.kind, own.covers = "school", frozenset({"school"})
    return own


def _chain_concern(own: Mention, chain: Chain) -> Concern:
    best = Concern.NO
    for place, mention in enumerate(chain):
        inner, outer = chain[:place], chain[place + 1 :]
        if "*" in mention.covers:
            if mention.inner and outer:  # «lãnh đạo Phòng GDĐT» says only whose
                continue
            if any(
                "*" not in part.covers and own.kind not in part.covers for part in inner
            ):  # «Hiệu trưởng các đơn vị»
                continue
        here = _mention_concern(own, mention)
        for body in outer:
            if body.kind in _SCHOOLS and own.kind in body.covers:  # «giáo viên các trường tiểu học»
                here = min(here, _mention_concern(own, body))
        best = max(best, here)
        if not mention.inner:  # «các trường thuộc Phòng GDĐT»: asked of the schools, not of the division
            break
    return best


def _mention_concern(own: Mention, mention: Mention) -> Concern:
    if not mention.kind and mention.levels:
        mention = Mention("institution", frozenset({"school", "centre"}), levels=mention.levels, names=mention.names)
    if not mention.kind or (not own.kind and "*" not in mention.covers):  # a body that the word lists do not know
        same = _same_name(own.names, mention.names)
        return Concern.YES if same and mention.kind == own.kind else Concern(int(same))
    if "*" not in mention.covers and own.kind not in mention.covers and own.kind != mention.kind:
        return Concern.NO
    parts = [
        Concern.YES if mention.sure else Concern.MAYBE,
        _levels(own.levels, mention.levels),
        _levels(own.areas, mention.areas) if own.kind == mention.kind == "committee" else Concern.YES,
        _names(own, mention),
        _places(own, mention),
    ]
    return min(parts)


def _levels(own: set[str], theirs: set[str]) -> Concern:
    if not theirs or own & theirs:
        return Concern.YES
    return Concern.NO if own else Concern.MAYBE


def _names(own: Mention, mention: Mention) -> Concern:
    if own.names and mention.names:
        if _same_name(own.names, mention.names):
            return Concern.YES
        return Concern.MAYBE if mention.narrowed else Concern.NO
    return Concern.MAYBE if mention.names or mention.narrowed else Concern.YES


def _places(own: Mention, mention: Mention) -> Concern:
    if not mention.places:
        return Concern.YES
    if _same_name(own.places + own.names, mention.places):
        return Concern.YES
    if own.kind in _SCHOOLS or not own.places:  # a school's name does not say where it stands
        return Concern.MAYBE
    return Concern.NO


def _same_name(own: list[Run], theirs: list[Run]) -> bool:
    """Tell whether a name of one list holds one of the other («GDĐT» and «GDĐT huyện Phú Vang»), word for word."""
    return any(_holds(a, b) or _holds(b, a) for a in own for b in theirs)


def _holds(whole: Run, part: Run) -> bool:
    marked = is_marked(whole) and is_marked(part)
    long, short = ([w.key if marked else w.bare for w in run] for run in (whole, part))
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
