"""What somebody asks for: words, "phrases", beginnings (bồi*), numbers (3785/KH-SGDĐT), and filters beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from corpus.store.index import Term
from corpus.store.words import SHORT, bare, exact, is_marked, number_key, pairs, split
from vietnamese.letters import nfc

_PART = re.compile(r"[\"“”«]([^\"“”»]*)[\"“”»]|(\S+)")
_NUMBER = re.compile(r"(?i)^(?:số:?)?(\d+[a-zđ]?(?:/[\w.&‐-―-]+)+|\d+)$")
_PARTY = re.compile(r"(?i)^\d+[-–](?:CT|NQ|KL|QĐ|HD|TB|QC)/[A-ZĐ]+$")  # «29-NQ/TW»

Groups = tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a dispatch must be beside having the words. `concerns` tells of an actor's name whether it is the unit's."""

    doc_type: str | None = None
    issuer: str | None = None
    number: str | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    concerns: Callable[[str], bool] | None = None
    due_before: date | None = None
    open_tasks: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A question taken apart. `words` are those outside phrases, in their order; all of it must be met."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    prefixes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for, so that filters alone decide."""
        return not (self.words or self.phrases or self.prefixes or self.numbers)

    @property
    def spelled(self) -> tuple[str, ...]:
        """The words that were typed with marks."""
        return tuple(word for word in (*self.words, *(w for p in self.phrases for w in p)) if is_marked(word))

    def without(self, position: int) -> Query:
        """The same without one of its words."""
        return Query(self.words[:position] + self.words[position + 1 :], self.phrases, self.prefixes, self.numbers)


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which dispatches may meet a query; `spelled`: the same with the words as they were typed (empty: none were)."""

    groups: Groups
    spelled: Groups = ()


def parse(text: str) -> Query:
    """Take a question apart. Quotes of any kind make a phrase, a final star a beginning; a number may stand anywhere."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    prefixes: list[str] = []
    numbers: list[str] = []
    for phrase, part in _PART.findall(nfc(text)):
        if phrase:
            phrases.append(tuple(split(phrase)))
        elif _NUMBER.match(part) or _PARTY.match(part):
            numbers.append(number_key(re.sub(r"(?i)^số:?", "", part)))
        elif part.endswith("*") and (found := split(part)):
            words.extend(found[:-1])
            prefixes.append(bare(found[-1]))
        else:
            words.extend(split(part))
    return Query(tuple(words), tuple(p for p in phrases if p), tuple(prefixes), tuple(numbers))


def levels(query: Query, facets: Groups) -> list[Level]:
    """All levels of a query, the strictest first: its number, its title, what it is about, neighbours, scattered words.

    A level names no more words than it needs, since each costs time: a pair has both its words, a title's words are in the text.
    """
    always = _always(query, facets)
    spelled: Groups = _each("=", dict.fromkeys(map(exact, query.spelled)))
    words, near = list(map(bare, query.words)), pairs(query.words)
    if not words:
        words = near = [pair for phrase in query.phrases for pair in (pairs(phrase) or [bare(phrase[0])])]
    ways: list[Groups] = (
        [_each(">", near), _each(">", words), _each("!", near or words), _each("", near)] if words else []
    )
    found = [Level(_numbered(query) + always + _each("", map(bare, query.words)))] if query.numbers else []
    found += [Level(way + always, way + spelled + always if spelled else ()) for way in dict.fromkeys(ways) if way]
    unmarked = [bare(word) for word in query.words if not is_marked(word)]
    last = _each("", map(bare, query.words)) + always
    found.append(Level(last, spelled + _each("", unmarked) + always if spelled else ()))
    return [level for level in found if level.groups]


def _always(query: Query, facets: Groups) -> Groups:
    """What every answer must have: phrases, beginnings, numbers (its own or one that it cites), facets."""
    groups: list[tuple[Term, ...]] = list(facets)
    for phrase in query.phrases:
        groups += _each("", pairs(phrase) or [bare(phrase[0])])
    for prefix in query.prefixes:
        groups.append((Term(f"^{prefix}") if len(prefix) <= SHORT else Term(prefix, prefix=True),))
    for number in query.numbers:
        parts = split(number)
        inside = pairs(parts) or parts
        groups += [(Term(token), Term(f"#{number}")) for token in inside]
    return tuple(groups)


def _numbered(query: Query) -> Groups:
    return tuple((Term(f"#{number}"),) for number in query.numbers)


def _each(sign: str, tokens: Iterable[str]) -> Groups:
    return tuple((Term(f"{sign}{token}"),) for token in tokens)
