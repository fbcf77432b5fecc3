"""Dates: every date, partial date and range that a dispatch prints, as typed mentions with their spans.

Others use them: calendar tables, findings. Whether a date is a deadline is asked in `normalize.deadlines`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from normalize.date_grammar import parse
from normalize.date_lexer import LOST_BELOW, Kind, Token, canonical, lex
from normalize.date_phrases import Phrase
from normalize.moments import Moment, Precision, moment_of
from normalize.part import Part
from normalize.ranges import Spans
from vietnamese.letters import mark_density


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
    mask = Spans(masked)
    found: list[DateMention] = []
    for block in part.blocks:
        text = canonical(part.content[block.start : block.end], lost=lost)
        tokens = [t for t in lex(text, lost=lost) if mask.leave_free(block.start + t.start, block.start + t.end)]
        phrases = [*parse(tokens, text, lost=lost), *_blanks(tokens)]
        found.extend(
            _mention(phrase, phrase.moment, block.start, part.content)
            for phrase in sorted(phrases, key=lambda p: p.start)
            if phrase.moment is not None and phrase.moment.precision is not Precision.VAGUE
        )
    return found


def _blanks(tokens: Sequence[Token]) -> Iterator[Phrase]:
    """Dates with a blank for their day: «ngày      tháng 7 năm 2023»."""
    for token in tokens:
        moment = moment_of(token) if token.kind is Kind.BLANK else None
        if isinstance(moment, Moment):
            yield Phrase(token.start, token.end, moment=moment)


def _mention(phrase: Phrase, first: Moment, offset: int, content: str) -> DateMention:
    start, end = phrase.start + offset, phrase.end + offset
    last = phrase.until or first
    opening, closing = first.interval(), last.interval()
    ranged = phrase.until is not None
    both = f"{first.edtf}/{last.edtf}" if first.edtf and last.edtf else None
    return DateMention(
        start,
        end,
        content[start:end],
        Precision.RANGE if ranged else first.precision,
        both if ranged else first.edtf,
        opening[0] if opening else None,
        closing[1] if closing else None,
        phrase.clock,
        bool(phrase.every),
        first,
    )
