"""The grammar of temporal expressions: from the lexer's tokens to phrases such as «chậm nhất trước 10 giờ 30, ngày 26/10».

A phrase is: words that bind it, an hour or a weekday, what is named (a moment, a range, a length of time, a recurrence, an
event), and what follows it (hằng năm, năm sau, kể từ ngày …). Whether it is a deadline is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.date_lexer import Kind, Token
from normalize.date_phrases import Phrase, beside_event, close, cycles, inherit, lean, outer
from normalize.moments import Moment, Part, Precision, moment_of
from normalize.patterns import named
from normalize.time_units import hour_of, length_of, quarter_month, units_of, weekday_of

_PREFIXES = frozenset(
    {
        Kind.LATEST, Kind.BEFORE, Kind.UNTIL, Kind.FROM, Kind.AFTER, Kind.AT, Kind.WITHIN, Kind.PERIOD, Kind.MOST,
        Kind.LEAST, Kind.REGULAR, Kind.NOW,
    }
)  # fmt: skip
_PARTS = {Kind.START: Part.START, Kind.MIDDLE: Part.MIDDLE, Kind.END: Part.END}
_POINTS = frozenset(
    {
        Kind.DAY, Kind.DAY_MONTH, Kind.DAY_ONLY, Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR, Kind.SCHOOL_YEAR,
        Kind.SEMESTER, Kind.LUNAR, Kind.BARE, Kind.WEEK,
    }
)  # fmt: skip
_LISTED = frozenset({Kind.DAY, Kind.DAY_MONTH, Kind.DAY_ONLY, Kind.MONTH, Kind.QUARTER})
_RANGES = frozenset({Kind.DAYS, Kind.MONTHS, Kind.YEARS})
_CORES = _POINTS | _RANGES | {*_PARTS, Kind.LENGTH, Kind.QUARTER_MONTH, Kind.NEXT_DAY}
_CYCLES = {Kind.NEXT_MONTH: ("1 tháng",), Kind.REPORT_YEAR: ("1 năm",)}
_REPEATS = frozenset({Kind.EVERY, Kind.LENGTH})
_HOURS = frozenset({Kind.CLOCK, Kind.LENGTH})
_AN_HOUR = re.compile(r"(?:gi[ờo]|\d(?:h|g)?)(?:\s*\d\d)?$|ph[úu]t$")
_RELATIONS = frozenset({Kind.FROM, Kind.AFTER, Kind.BEFORE})


def _named(name: str, lost: bool) -> re.Pattern[str]:
    return named("deadline_patterns", name, lost)


def parse(tokens: Sequence[Token], text: str, *, lost: bool = False) -> list[Phrase]:
    """The phrases of a paragraph, in order; `text` is its canonical form, `tokens` what the lexer read in it."""
    found: list[Phrase] = []
    for run in _runs(tokens, text, lost):
        found.extend(_Run(run, text, lost).phrases())
    found.extend(beside_event(tokens, text, found, lost))
    return outer(sorted(found, key=lambda phrase: (phrase.start, -phrase.end, phrase.anchor is None)))


def _runs(tokens: Sequence[Token], text: str, lost: bool) -> list[list[Token]]:
    """Tokens that stand side by side, with nothing between but glue."""
    runs: list[list[Token]] = []
    glue, both = _named("glue", lost), _named("and", lost)
    for token in tokens:
        if runs:
            last = runs[-1][-1]
            gap = text[last.end : token.start]
            joined = len(gap) < 40 and bool(glue.fullmatch(gap))
            alike = any(last.kind in kinds and token.kind in kinds for kinds in (_POINTS, _REPEATS, _HOURS))
            hours = token.kind is Kind.BEFORE and last.kind in _HOURS and _AN_HOUR.search(last.text)
            if not joined and (alike or hours):  # «trước 9 giờ và trước 15 giờ hằng ngày»
                joined = bool(both.fullmatch(gap))
            if joined and last.kind is not Kind.BLANK:
                runs[-1].append(token)
                continue
        runs.append([token])
    return runs


class _Run:
    """A cursor over side-by-side tokens."""

    def __init__(self, tokens: list[Token], text: str, lost: bool) -> None:
        self.tokens, self.text, self.lost = tokens, text, lost
        self.at = 0
        self.recurs = False  # a recurrence stands before the hour: «hằng ngày trước 8 giờ»

    def phrases(self) -> list[Phrase]:
        found: list[Phrase] = []
        while self.at < len(self.tokens):
            before = self.at
            phrase = self._phrase()
            if phrase is None:
                self.at = max(self.at, before + 1)
            else:
                found.append(phrase)
                found.extend(self._listed(phrase))
        return inherit(cycles(found, self.text))

    def _peek(self, offset: int = 0) -> Token | None:
        index = self.at + offset
        return self.tokens[index] if index < len(self.tokens) else None

    def _kind(self, offset: int = 0) -> Kind | None:
        token = self._peek(offset)
        return token.kind if token else None

    def _take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _phrase(self) -> Phrase | None:
        first = self.at
        binds: list[Kind] = []
        every: list[str] = []
        recurring: tuple[int, int] | None = None
        while True:
            kind = self._kind()
            if kind is Kind.BEFORE and self._kind(1) in (Kind.UNTIL, Kind.FROM):
                self._take()  # «ngày 01/7 năm trước đến hết ngày 30/6»: the year before, no bound
                first, binds = self.at, []
            elif kind in _PREFIXES:
                binds.append(self._take().kind)
            elif self._recurs(binds, every):
                every += units_of(self._take())
                recurring = self.at, len(binds)
            else:
                break
        phrase = self._core(first, tuple(binds), tuple(every))
        if phrase is None and (every or (binds and binds[-1] is Kind.REGULAR)):
            # «Hằng năm, vào thời điểm …»: the words after the recurrence bind nothing that is a date.
            self.at, kept = recurring or (self.at, len(binds))
            start, end = self.tokens[first].start, self.tokens[self.at - 1].end
            return Phrase(start, close(self.text, start, end), tuple(binds[:kept]), every=tuple(every))
        return self._without_adjective(phrase, recurring) if phrase is not None and recurring else phrase

    def _without_adjective(self, phrase: Phrase, recurring: tuple[int, int]) -> Phrase:
        """«trợ cấp hằng tháng trước ngày 01/7/2026»: the recurrence belongs to the noun before it."""
        noun = re.search(r"[^\W\d_]\s*$", self.text[max(phrase.start - 3, 0) : phrase.start]) is not None
        moment = phrase.moment
        if not noun or Kind.REGULAR in phrase.binds or moment is None or recurring[0] >= len(self.tokens):
            return phrase
        yearly = moment.year is None and phrase.every[-1:] == ("1 năm",)
        return phrase if yearly else replace(phrase, start=self.tokens[recurring[0]].start, every=())

    def _recurs(self, binds: list[Kind], every: list[str]) -> bool:
        """Whether the next token is a recurrence: «hằng năm»; «6 tháng» after «định kỳ»."""
        regular = Kind.REGULAR in binds
        token = self._peek()
        if token is not None and token.kind is Kind.EVERY:
            event = bool(binds) and binds[-1] in (Kind.AFTER, Kind.BEFORE) and token.text[0] in "mt"
            return (not every or regular) and not event  # «sau mỗi học kỳ» is an event that comes again
        return self._kind() is Kind.LENGTH and regular and self._recurring_length()

    def _recurring_length(self) -> bool:
        token = self._peek()
        return token is not None and bool(re.search(r"th[áa]ng|n[ăa]m|tu[ầa]n|qu[ýíyi]", token.text))

    def _core(self, first: int, binds: tuple[Kind, ...], every: tuple[str, ...]) -> Phrase | None:
        token = self._peek()
        start = self.tokens[first].start if first < len(self.tokens) else 0
        if token is not None and token.kind is Kind.RIGHT_AFTER:
            self._take()
            return self._event(Phrase(start, token.end, binds, relation=Kind.AFTER, hurried=True), token.end)
        self.recurs = bool(every) and Kind.BEFORE in binds
        clock, weekday = self._hour()
        self.recurs = False
        base = Phrase(start, self.tokens[max(self.at - 1, 0)].end, binds, clock=clock, weekday=weekday, every=every)
        token = self._peek()
        if token is None or token.kind not in _CORES:
            return self._end(base) if clock or weekday else self._each_event(base, binds)
        if token.kind is Kind.LENGTH:
            return self._measured(replace(base, end=token.end))
        if token.kind is Kind.NEXT_DAY:
            self._take()
            return replace(base, end=token.end, next_day=True)
        return self._dated(base)

    def _hour(self) -> tuple[str | None, str | None]:
        clock = weekday = None
        while True:
            kind = self._kind()
            if kind in _HOURS and (self._is_hour() or (kind is Kind.CLOCK and clock is None)):
                hour = hour_of(self._take())
                clock = clock or hour  # «trước 7 giờ và 16 giờ hằng ngày»: the first binds
            elif kind is Kind.WEEKDAY and weekday is None:
                weekday = weekday_of(self._take())
            elif clock and kind is Kind.WITHIN and self._kind(1) in (Kind.DAY, Kind.DAY_MONTH):
                self._take()  # «trước 9h00 và 15h00 trong ngày thi 14/3/2024»
            else:
                return clock, weekday

    def _is_hour(self) -> bool:
        """Whether «17 giờ» is an hour of the day: a day, a weekday or «hằng ngày» follows, other hours between them or not."""
        ahead = 0
        while (token := self._peek(ahead)) is not None and (
            (_AN_HOUR.search(token.text) and token.kind in _HOURS) or (ahead and token.kind is Kind.BEFORE)
        ):
            ahead += 1
        follows = (Kind.DAY, Kind.DAY_MONTH, Kind.DAY_ONLY, Kind.WEEKDAY, Kind.EVERY)
        within = self._kind(ahead) is Kind.WITHIN and self._kind(ahead + 1) in follows[:2]
        return ahead > 0 and (self.recurs or within or self._kind(ahead) in follows)

    def _dated(self, base: Phrase) -> Phrase | None:
        part = None
        if self._kind() in _PARTS:
            opened = self._take()
            part = _PARTS[opened.kind]
            if self._kind() is Kind.EVERY:
                return self._part_of_each(base, part)
            if self._kind() not in _POINTS | {Kind.QUARTER_MONTH}:
                return self._ended(base, opened)
        token = self._take()
        if token.kind is Kind.QUARTER_MONTH:
            moment, months = quarter_month(token, part)
            return self._end(replace(base, end=token.end, moment=moment, quarter_months=months, every=("1 năm",)))
        named = moment_of(token)
        if named is None:
            return None
        if isinstance(named, tuple):
            return self._end(replace(base, end=token.end, moment=named[0], until=named[1]))
        if token.kind is Kind.BARE and part is None and not ({Kind.WITHIN} & set(base.binds)):
            return None
        # «cuối học kỳ I»: the term is the event it hangs on, in the words printed.
        term = token.kind is Kind.SEMESTER or (token.kind is Kind.BARE and " " in token.text)
        anchor = (token.start, token.end) if term and part is not None else None
        phrase = replace(base, end=token.end, moment=replace(named, part=part or named.part), anchor=anchor)
        if token.kind is Kind.WEEK and named.month is None:
            phrase = replace(phrase, every=("1 tháng",))  # «tuần cuối mỗi tháng»
        return self._end(phrase)

    def _part_of_each(self, base: Phrase, part: Part) -> Phrase | None:
        """«cuối mỗi học kỳ», «đầu mỗi năm học»."""
        opened, token = self.tokens[self.at - 1], self._take()
        if "," in self.text[opened.end : token.start] or token.text.endswith(("ngày", "ngay")):
            return None  # «báo cáo kết thúc, hằng năm và đột xuất»; «cuối mỗi ngày» is a routine
        moment = Moment(Precision.VAGUE, unit=" ".join(token.text.split()[1:]), part=part)
        return self._end(
            replace(base, end=token.end, moment=moment, every=units_of(token), anchor=(token.start, token.end))
        )

    def _ended(self, base: Phrase, opened: Token) -> Phrase | None:
        """«Kết thúc mỗi đợt kiểm tra, …»: an event that comes again and again."""
        again = " " in opened.text and _named("each_event", self.lost).match(self.text, opened.end)
        if not again:
            return None
        return self._event(replace(base, end=opened.end, relation=Kind.AFTER), opened.end)

    def _end(self, phrase: Phrase) -> Phrase:
        """Read what may follow a date: an hour, a weekday, a range's end, «hằng năm», «năm sau»."""
        while (token := self._peek()) is not None:
            if token.kind is Kind.CLOCK and phrase.clock is None:
                phrase = replace(phrase, end=token.end, clock=hour_of(self._take()))
            elif token.kind is Kind.WEEKDAY and phrase.weekday is None:
                self._take()
                phrase = replace(phrase, end=close(self.text, phrase.start, token.end), weekday=weekday_of(token))
            elif token.kind is Kind.EVERY:  # nearer than one before it: «định kỳ 6 tháng (trước ngày 20/6 hằng năm)»
                phrase = replace(phrase, end=close(self.text, phrase.start, token.end), every=units_of(self._take()))
            elif token.kind in (Kind.NEXT, Kind.THIS):
                self._take()
                phrase = replace(
                    phrase, end=close(self.text, phrase.start, token.end), next_year=token.kind is Kind.NEXT
                )
            elif token.kind in _CYCLES:
                self._take()
                phrase = replace(phrase, end=close(self.text, phrase.start, token.end), every=_CYCLES[token.kind])
            elif self._closes(token, phrase):
                longer = self._until(phrase)
                if longer is None:
                    break
                phrase = longer
            else:
                break
        other = _named("other_year", self.lost).match(self.text, phrase.end)
        return replace(phrase, end=close(self.text, phrase.start, phrase.end), other_year=other is not None)

    def _closes(self, token: Token, phrase: Phrase) -> bool:
        """Whether a range's end may follow: «đến (hết) ngày …», «đến trước ngày …»."""
        if phrase.until is not None or phrase.moment is None:
            return False
        return token.kind is Kind.UNTIL or (
            token.kind is Kind.BEFORE and " " in token.text and Kind.FROM in phrase.binds
        )

    def _until(self, phrase: Phrase) -> Phrase | None:
        """«(từ) 8 giờ ngày 5/8 | đến (hết) 17 giờ ngày 10/8/2020»."""
        back = self.at
        excluded = self._take().kind is Kind.BEFORE
        while self._kind() in (Kind.UNTIL, Kind.BEFORE):
            self._take()
        clock, _ = self._hour()
        part = _PARTS[self._take().kind] if self._kind() in _PARTS else None
        token = self._peek()
        named = moment_of(token) if token is not None and token.kind in _POINTS else None
        if token is None or not isinstance(named, Moment) or (token.kind is Kind.BARE and part is None):
            self.at = back
            return None
        self._take()
        assert phrase.moment is not None
        first = lean(phrase.moment, named)
        last = replace(named, part=part)
        hour = clock or phrase.clock
        return replace(phrase, end=token.end, moment=first, until=last, clock=hour, until_excluded=excluded)

    def _measured(self, base: Phrase) -> Phrase | None:
        """A length of time, and from what it is counted."""
        token = self._take()
        length = length_of(token)
        if length is None:
            return None
        phrase = replace(base, end=token.end, length=length)
        follows = self._peek()
        joined = follows is not None and "(" not in self.text[token.end : follows.start]
        if follows is not None and follows.kind is Kind.FROM and self._ranged():
            return (
                None  # «02 ngày, từ ngày 24/11 đến ngày 25/11»: the range is told, not what the days are counted from
            )
        if follows is not None and follows.kind is Kind.BEFORE and not base.binds and self._period(token):
            return None  # «gửi báo cáo 6 tháng trước ngày 20/6»: what the report covers
        if follows is not None and joined and follows.kind in _RELATIONS | {Kind.RIGHT_AFTER}:
            self._take()
            relation = Kind.AFTER if follows.kind is Kind.RIGHT_AFTER else follows.kind
            point = self._peek()
            if point is not None and point.kind in (Kind.DAY, Kind.DAY_MONTH):
                named = moment_of(self._take())
                if isinstance(named, Moment):
                    span = (point.start, point.end)
                    return replace(phrase, end=point.end, relation=relation, anchor=span, anchor_moment=named)
            self.at = len(self.tokens)
            return self._event(replace(phrase, end=follows.end, relation=relation), follows.end)
        if phrase.binds and phrase.binds[-1] in (Kind.BEFORE, Kind.LEAST) and Kind.BEFORE in phrase.binds:
            against = _named("against", self.lost).match(self.text, token.end)
            counted = replace(phrase, relation=Kind.BEFORE)
            return self._event(counted, against.end() - 1) if against else counted
        return phrase

    def _period(self, token: Token) -> bool:
        """Whether a length names the period that a report covers, and a day follows it."""
        named_day = self._kind(1) in (Kind.DAY, Kind.DAY_MONTH)
        return named_day and _named("period_report", self.lost).search(self.text[: token.start][-40:]) is not None

    def _ranged(self) -> bool:
        """Whether a range follows the next token: «từ ngày 24-25/11», «từ ngày 24/11 đến ngày 25/11»."""
        if self._kind(1) in _RANGES:
            return True
        return self._kind(1) in (Kind.DAY, Kind.DAY_MONTH) and self._kind(2) is Kind.UNTIL and self._kind(3) in _POINTS

    def _each_event(self, base: Phrase, binds: tuple[Kind, ...]) -> Phrase | None:
        """«trước mỗi đợt bồi dưỡng», «sau mỗi học kỳ»: an event that comes again and again."""
        if not binds or binds[-1] not in (Kind.BEFORE, Kind.AFTER) or self.at == 0:
            return None
        last = self.tokens[self.at - 1]
        known = binds[-1] is Kind.BEFORE and _named("known_event", self.lost).match(self.text, last.end)
        if not known and not _named("each_event", self.lost).match(self.text, last.end):
            return None
        return self._event(replace(base, end=last.end, relation=binds[-1]), last.end)

    def _event(self, phrase: Phrase, at: int) -> Phrase:
        match = _named("anchor", self.lost).match(self.text, at)
        if match is None or len(match["event"]) > 200:
            return phrase
        while self.at < len(self.tokens) and self.tokens[self.at].start < match.end("event"):
            self.at += 1
        return replace(phrase, end=match.end("event"), anchor=match.span("event"))

    def _listed(self, phrase: Phrase) -> list[Phrase]:
        """Further days bound by the same words: «trước ngày 30/6 và 31/12 hằng năm»."""
        found: list[Phrase] = []
        while phrase.moment is not None and self._kind() in _LISTED:
            gap = self.text[phrase.end : self.tokens[self.at].start]
            if "," in gap and phrase.moment.year is not None:
                break  # «trước ngày 30/11/2025, ngày 23/11 …»: a new clause
            token = self._take()
            named = moment_of(token)
            if not isinstance(named, Moment):
                break
            another = replace(phrase, start=token.start, end=token.end, moment=named, until=None)
            found.append(self._end(replace(another, every=(), quarter_months=())))
        return found
