"""Administrative units of Viet Nam: its provinces, and the districts that ended on 30/6/2025."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vietnamese.letters import fold


@dataclass(frozen=True, slots=True)
class AdministrativeUnit:
    """A unit: name without its kind («Bình Phước»), kind («tỉnh»), province it lies in, validity (ISO days or None).

    `successor`: the province that took a province in.
    """

    name: str
    kind: str
    province: str | None
    valid_from: str | None
    valid_to: str | None
    successor: str | None = None

    @property
    def is_province(self) -> bool:
        """Whether it is a province or a city of that rank."""
        return self.province is None


@cache
def units() -> tuple[AdministrativeUnit, ...]:
    """All rows of `units.tsv`, provinces first."""
    text = files("corpus.registry").joinpath("units.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = []
    for line in lines[1:]:
        name, kind, province, since, until, successor = line.split("\t")
        found.append(AdministrativeUnit(name, kind, province or None, since or None, until or None, successor or None))
    return tuple(found)


@cache
def provinces() -> Mapping[str, AdministrativeUnit]:
    """The provinces of all times by folded name."""
    return {fold(unit.name): unit for unit in units() if unit.is_province}


@cache
def names() -> Mapping[str, str]:
    """The name of each province and district by folded name; a name that two spell differently is left out."""
    found: dict[str, str] = {}
    doubtful = set()
    for unit in units():
        key = fold(unit.name)
        if found.setdefault(key, unit.name) != unit.name:
            doubtful.add(key)
    return {key: name for key, name in found.items() if key not in doubtful}
