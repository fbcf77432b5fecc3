"""Phrases: temporal expressions of a paragraph, and what phrases that stand together lend each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalize.date_lexer import Kind, Token
from normalize.moments import Moment, Precision
from normalize.patterns import named
from normalize.time_units import Length, length_of

_CLAUSE_END = re.compile(r"\s*(?:[,;.()]|$)")
_BRACKET = re.compile(r"\s*\)")
_LIMITS = frozenset({Kind.LEAST, Kind.LATEST, Kind.MOST, Kind.WITHIN, Kind.PERIOD})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A temporal expression of one paragraph; offsets are into the paragraph.

    `binds` are the kinds of the words before it, in order. `until` is a range's end. `every` holds the units after
    which it recurs («năm», «6 tháng»). `relation` and `anchor` (a span) tell from what event a `length` is counted, or the
    event itself where there is no length; `anchor_moment` is that event where it is a date.
    """

    start: int
    end: int
    binds: tuple[Kind, ...] = ()
    moment: Moment | None = None
    until: Moment | None = None
    clock: str | None = None
    weekday: str | None = None
    every: tuple[str, ...] = ()
    length: Length | None = None
    relation: Kind | None = None
    anchor: tuple[int, int] | None = None
    anchor_moment: Moment | None = None
    next_year: bool = False
    until_excluded: bool = False  # «đến trước ngày …»
    other_year: bool = False  # «trước ngày 31/7 của năm xét tặng»: of a year that the sentence knows, not the calendar
    quarter_months: tuple[int, ...] = ()
    hurried: bool = False  # ngay sau khi, ngay khi
    next_day: bool = False


def cycles(found: list[Phrase], text: str) -> list[Phrase]:
    """In «6 tháng (trước ngày 20/6), năm (trước ngày 15/12)» the period before the bracket makes the day recur."""
    kept: list[Phrase] = []
    for phrase in found:
        last = kept[-1] if kept else None
        label = last is not None and last.length is not None and not last.binds and last.relation is None
        if label and last is not None and "(" in text[last.end : phrase.start] and phrase.moment is not None:
            kept.pop()
            if phrase.moment.precision is Precision.YEARLY_DAY and not phrase.every:
                phrase = replace(phrase, every=("1 năm",))
        kept.append(phrase)
    return kept


def inherit(found: list[Phrase]) -> list[Phrase]:
    """In «trước 30/6 và 31/12 hằng năm» the first day leans on the last for its year or recurrence."""
    for index in range(len(found) - 2, -1, -1):
        here, after = found[index], found[index + 1]
        if here.clock and after.clock and here.moment is None and here.binds == after.binds and not here.every:
            found[index] = replace(
                here, moment=after.moment, every=after.every
            )  # «trước 9 giờ và trước 15 giờ hằng ngày»
        if here.moment is None or after.moment is None or here.binds != after.binds or here.every:
            continue
        found[index] = replace(here, moment=lean(here.moment, after.moment), every=after.every)
    return found


def lean(first: Moment, last: Moment) -> Moment:
    """`first` with the month and year that only `last` prints."""
    if first.precision is Precision.MONTHLY_DAY and last.month is not None:
        first = replace(first, month=last.month, precision=Precision.YEARLY_DAY)
    if first.year is None and last.year is not None and first.precision in (
        Precision.YEARLY_DAY, Precision.MONTH, Precision.QUARTER
    ):  # fmt: skip
        year = last.year - 1 if (first.month or 0) > (last.month or 12) else last.year
        leaned = first.in_year(year)
        return leaned if leaned is not None else first
    return first


def beside_event(tokens: Sequence[Token], text: str, found: list[Phrase], lost: bool) -> list[Phrase]:
    """Lengths that stand after their event: «trước khi họp 02 ngày», «sau khi kết thúc, trong vòng 05 ngày»."""
    more: list[Phrase] = []
    for index, token in enumerate(tokens):
        if token.kind not in (Kind.BEFORE, Kind.AFTER):
            continue
        for place in range(index + 1, min(index + 5, len(tokens))):
            if tokens[place].kind is Kind.LENGTH:
                phrase = _counted(token, tokens[place - 1], tokens[place], text, lost)
                if phrase is not None and not _within(found, tokens[place]):
                    more.append(phrase)
                break
    return more


def _counted(relation: Token, before: Token, length: Token, text: str, lost: bool) -> Phrase | None:
    stated = before.kind in _LIMITS
    edge = before.start if stated else length.start
    name = "before_event" if relation.kind is Kind.BEFORE else "after_event"
    match = named("deadline_patterns", name, lost).match(text, relation.end, edge)
    measure = length_of(length)
    if match is None or measure is None or not (stated or _CLAUSE_END.match(text, length.end)):
        return None
    binds: tuple[Kind, ...]
    if relation.kind is Kind.BEFORE:
        binds, start = (Kind.BEFORE, Kind.LEAST), relation.start
    else:
        # What is asked stands with the length: «trong vòng 05 ngày»; the event before it is its anchor.
        binds, start = ((before.kind,), before.start) if stated else ((Kind.AFTER,), relation.start)
    return Phrase(start, length.end, binds, length=measure, relation=relation.kind, anchor=match.span("event"))


def _within(found: list[Phrase], token: Token) -> bool:
    return any(p.start <= token.start < p.end and p.relation is not None and p.anchor is not None for p in found)


def outer(found: list[Phrase]) -> list[Phrase]:
    """Without the phrases that lie inside another."""
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.end > kept[-1].end:
            kept.append(phrase)
    return kept


def close(text: str, start: int, end: int) -> int:
    """`end`, or past a bracket that was opened since `start`: «(thứ Hai)»."""
    inside = text[start:end]
    match = _BRACKET.match(text, end)
    return match.end() if match and inside.count("(") > inside.count(")") else end
