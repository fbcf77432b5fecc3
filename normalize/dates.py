"""Dates: every date, partial date and range that a dispatch prints, as typed mentions with their spans.

Others use them: calendar tables, findings. Whether a date is a deadline is asked in `normalize.deadlines`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from normalize.date_grammar import Phrase, parse
from normalize.date_lexer import canonical, lex
from normalize.moments import Moment, Precision
from normalize.part import Part
from vietnamese.letters import mark_density

LOST_BELOW = 0.08  # share of marked letters under which a text has lost its diacritics


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in `content[start:end]`.

    `edtf` is what is printed (`2023-07-17`, `2023-07`, `2017-08-27/2017-09-07`), None where no year is; `first` and `last` are
    its first and last day, both inclusive; `time` is the hour printed with it. `every` tells that it recurs.
    """

    start: int
    end: int
    text: str
    precision: Precision
    edtf: str | None = None
    first: date | None = None
    last: date | None = None
    time: str | None = None
    every: bool = False
    moment: Moment | None = None


def find_dates(part: Part, masked: Sequence[tuple[int, int]] = ()) -> list[DateMention]:
    """All dates of a part in reading order, without those in `masked` spans; impossible ones (31/6) are left out."""
    lost = mark_density(part.content) < LOST_BELOW
    found: list[DateMention] = []
    for block in part.blocks:
        text = canonical(part.content[block.start : block.end], lost=lost)
        tokens = [
            token
            for token in lex(text, lost=lost)
            if not any(a < block.start + token.end and block.start + token.start < b for a, b in masked)
        ]
        found.extend(_mention(phrase, block.start, part.content) for phrase in parse(tokens, text, lost=lost) if _dated(phrase))
    return found


def _dated(phrase: Phrase) -> bool:
    moment = phrase.moment
    return moment is not None and moment.precision is not Precision.VAGUE


def _mention(phrase: Phrase, offset: int, content: str) -> DateMention:
    first = phrase.moment
    assert first is not None
    start, end = phrase.start + offset, phrase.end + offset
    span = first.interval()
    if phrase.until is None:
        days = span or (None, None)
        return DateMention(
            start, end, content[start:end], first.precision, first.edtf, *days, phrase.clock, bool(phrase.every), first
        )  # fmt: skip
    last = phrase.until.interval()
    edtf = f"{first.edtf}/{phrase.until.edtf}" if first.edtf and phrase.until.edtf else None
    return DateMention(
        start, end, content[start:end], Precision.RANGE, edtf, span[0] if span else None, last[1] if last else None,
        phrase.clock, bool(phrase.every), first,
    )  # fmt: skip
