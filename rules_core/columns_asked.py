"""What rules ask of a roster: which columns there must be, and by which rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rules_core.roster import Roster
from rules_core.words import same_module

NeedKind = Literal["role", "level", "module", "score", "flag"]


@dataclass
class Need:
    """A column that some rule asks for.

    `day`: results count only in a certain time, so their day is asked for; `choice`: one of several modules to choose from, so
    that a roster may lack it.
    """

    kind: NeedKind
    key: str
    rules: list[str] = field(default_factory=list)
    day: bool = False
    choice: bool = False


@dataclass
class Shape:
    """The columns of a roster, or (`roster` None) every column that a rule might ask for; keeps what was asked."""

    roster: Roster | None
    asked: dict[tuple[NeedKind, str], Need] = field(default_factory=dict)

    def ask(self, kind: NeedKind, key: str, rule: str, *, day: bool = False, choice: bool = False) -> None:
        """Note that a rule asks for a column."""
        need = self.asked.setdefault((kind, key), Need(kind, key, choice=choice))
        need.day, need.choice = need.day or day, need.choice and choice
        if rule not in need.rules:
            need.rules.append(rule)

    def module(self, key: str, rule: str, *, day: bool = False, choice: bool = False) -> str | None:
        """Return the roster's own key of a module, None where it has no such column."""
        self.ask("module", key, rule, day=day, choice=choice)
        return key if self.roster is None else same_module(key, self.roster.modules)

    def score(self, name: str, rule: str) -> bool:
        """Tell whether the roster has the marks of a block."""
        self.ask("score", name, rule)
        return self.roster is None or name in self.roster.scores

    def flag(self, name: str, rule: str) -> bool:
        """Tell whether the roster has the flag."""
        self.ask("flag", name, rule)
        return self.roster is None or name in self.roster.flags

    def confirmed(self, name: str) -> bool | None:
        """Return what was confirmed for everybody."""
        return self.roster.confirmed.get(name) if self.roster else None

    def missing(self) -> list[Need]:
        """Return what was asked for and is not there."""
        return [need for need in self.asked.values() if self.roster and not _has(self.roster, need)]


def _has(roster: Roster, need: Need) -> bool:
    match need.kind:
        case "module":
            return same_module(need.key, roster.modules) is not None
        case "score":
            return need.key in roster.scores
        case "flag":
            return need.key in roster.flags or need.key in roster.confirmed
        case "role":
            return any(person.role for person in roster.persons)
    return any(person.levels for person in roster.persons)
