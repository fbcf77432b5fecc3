"""Deadlines: what somebody must do or finish by, before, on or within a time; recurring and relative ones.

The road: a paragraph's tokens (`date_lexer`), its phrases (`date_grammar`), which of them are deadlines (`deadline_judge`), the day
each is due and the rule that tells it (`deadline_resolver`). Nothing is filled in by guess: what the words do not tell is null.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from normalize.date_grammar import parse
from normalize.date_lexer import LOST_BELOW, Kind, canonical, lex
from normalize.date_phrases import Phrase
from normalize.deadline_context import Given, Scene
from normalize.deadline_judge import judge, may_hold
from normalize.deadline_resolver import Reading, resolve
from normalize.moments import Precision
from normalize.part import Block, Part
from normalize.ranges import Spans
from normalize.sentences import sentences
from normalize.structure import Zones
from schemas.document import Zone
from schemas.facts import Deadline
from schemas.plan import Header
from vietnamese.letters import mark_density

_GENERAL = frozenset({"HP", "L", "PL", "NĐ", "TT", "TTLT"})  # types of documents that make rules for all years
_RECENT = 6  # deadlines of a sentence among which a repetition is sought
_LOST_SURE = 0.9  # factor of confidence for dates read in such text


def find_deadlines(
    part: Part,
    *,
    masked: Sequence[tuple[int, int]] = (),
    header: Header | None = None,
    zones: Zones | None = None,
) -> list[Deadline]:
    """All deadlines of a dispatch in reading order, `d1`, `d2` …; `actor` and `task` are left to the finder of tasks.

    `masked` are the spans of citations with their dates, which are never deadlines. `header` tells the dispatch's own date
    (for years that are not printed and for past events), `zones` where its main text stands; both may be missing.
    """
    return list(_Finder(part, masked, given_by(header), zones).deadlines())


def given_by(header: Header | None) -> Given:
    """What the header tells of time; a month of issue counts from its first day."""
    if header is None:
        return Given()
    issued = header.issued_on
    received = header.received.date if header.received else None
    school_year = int(header.school_year[:4]) if header.school_year else None
    return Given(_day(issued), _day(received), school_year, header.doc_type in _GENERAL)


def _day(edtf: str | None) -> date | None:
    if edtf is None or "/" in edtf:
        return None
    return date.fromisoformat(edtf if len(edtf) == 10 else f"{edtf[:7]}-01" if len(edtf) == 7 else f"{edtf[:4]}-01-01")


class _Finder:
    """Walks the blocks of a part; carries what a list's leading sentence says to its items."""

    def __init__(self, part: Part, masked: Sequence[tuple[int, int]], given: Given, zones: Zones | None) -> None:
        self.part, self.given, self.zones = part, given, zones
        self.mask = Spans(masked)
        self.lost = mark_density(part.content) < LOST_BELOW
        self.columns = _columns(part)
        self.carried: tuple[str, ...] = ()
        self.count = 0

    def deadlines(self) -> Iterator[Deadline]:
        for block in self.part.blocks:
            if self._read(block):
                yield from self._block(block)

    def _read(self, block: Block) -> bool:
        if block.zone in (Zone.HEADER, Zone.FOOTER):
            return False
        if self.zones is None:
            return True
        outside = (self.zones.letterhead, self.zones.closing)
        return not any(start <= block.start < end for start, end in outside)

    def _block(self, block: Block) -> Iterator[Deadline]:
        text = canonical(self.part.content[block.start : block.end], lost=self.lost)
        tokens = [
            t for t in lex(text, lost=self.lost) if self.mask.leave_free(block.start + t.start, block.start + t.end)
        ]
        phrases = parse(tokens, text, lost=self.lost) if tokens and may_hold(text, lost=self.lost) else []
        spans = [
            (start - block.start, end - block.start)
            for start, end in sentences(self.part.content, block.start, block.end)
        ] if phrases else []  # fmt: skip
        for start, end in spans:
            inside = [p for p in phrases if start <= p.start < end]
            told: list[Deadline] = []
            for phrase in _joined(inside, text, start, self.carried, general=self.given.general):
                for deadline in self._deadline(block, text, phrase, start, end):
                    if not any(_repeats(earlier, deadline, self.part.content) for earlier in told[-_RECENT:]):
                        told.append(deadline)
            for deadline in told:
                self.count += 1
                yield deadline.model_copy(update={"id": f"d{self.count}"})
        self._carry(text, phrases)

    def _carry(self, text: str, phrases: Sequence[Phrase]) -> None:
        """«Định kỳ hằng năm báo cáo như sau:» makes the days of the items below it recur."""
        if text.rstrip().endswith(":"):
            every = [p.every for p in phrases if p.every and p.moment is None]
            self.carried = every[-1][-1:] if every else ()
        elif text.lstrip()[:1] not in ("-", "+", "*", "•") and not text.lstrip()[:1].isdigit():
            self.carried = ()

    def _deadline(self, block: Block, text: str, phrase: Phrase, start: int, end: int) -> Iterator[Deadline]:
        cell = block.cell if block.cell is not None and block.cell.ruled else None
        column = self.columns.get((cell.table, cell.column)) if cell else None
        shouted = self.part.content[block.start + phrase.start : block.start + phrase.end].isupper()
        scene = Scene(text, phrase, start, end, self.given, column, self.lost, cell is not None, shouted)
        verdict = judge(scene)
        if verdict is None or (self.lost and not _plain(phrase)):
            return
        bound, sure = verdict
        anchor = None
        if phrase.anchor is not None:
            words = self.part.content[block.start + phrase.anchor[0] : block.start + phrase.anchor[1]]
            anchor = " ".join(words.split())
        for reading in resolve(phrase, bound, self.given, anchor):
            confidence = sure * reading.sure * (_LOST_SURE if self.lost else 1.0)
            yield self._build(block, phrase, reading, round(confidence, 3))

    def _build(self, block: Block, phrase: Phrase, reading: Reading, confidence: float) -> Deadline:
        start, end = block.start + phrase.start, block.start + phrase.end
        due, safe = reading.due, reading.safe
        return Deadline(
            id="d",
            text=self.part.content[start:end],
            bound=reading.bound,
            date=reading.date,
            due=due.isoformat() if due else None,
            time=reading.time,
            recurrence=reading.recurrence,
            offset=reading.offset,
            unit=reading.unit,
            anchor=reading.anchor,
            qualifier=reading.qualifier,
            basis=reading.basis,
            safe=safe.isoformat() if safe else None,
            evidence=[self.part.evidence(start, end, confidence)],
        )


def _plain(phrase: Phrase) -> bool:
    """In text without marks only days bound by «trước», «chậm nhất» are read: too many other words look alike there."""
    binds = {Kind.BEFORE, Kind.LATEST} & set(phrase.binds)
    return bool(binds) and phrase.moment is not None and phrase.moment.precision is Precision.DAY


def _columns(part: Part) -> dict[tuple[int, int], str]:
    """The canonical heads of the columns of ruled tables, by table and column."""
    heads: dict[tuple[int, int], str] = {}
    for number, blocks in part.tables.items():
        for block in blocks:
            cell = block.cell
            if cell is not None and (cell.row == 0 or cell.header):
                for column in range(cell.column, cell.column + cell.column_span):
                    words = canonical(part.words(block)).strip()
                    heads[number, column] = f"{heads.get((number, column), '')} {words}".strip()
    return heads


def _joined(
    phrases: list[Phrase], text: str, start: int, carried: tuple[str, ...], *, general: bool = False
) -> list[Phrase]:
    """Phrases of a sentence with what they lend each other.

    «Hằng năm, các trường tổng kết … trước ngày 31/5»: the day recurs, and «hằng năm» is no deadline of its own.
    «… cuối tháng 5 (ngay sau khi năm học kết thúc)»: the event in brackets is the day's anchor.
    """
    kept: list[Phrase] = []
    for phrase in phrases:
        last = kept[-1] if kept else None
        if last is not None and _explains(phrase, last, text):
            kept[-1] = replace(last, anchor=phrase.anchor)
            continue
        if phrase.clock and phrase.moment is None and phrase.length is None and not phrase.every:
            # «hằng ngày cập nhật sĩ số trước 8 giờ»: the hour is that of every day
            daily = next(
                (p for p in reversed(kept[-_RECENT:]) if p.every[-1:] == ("1 ngày",) and p.moment is None), None
            )
            if daily is not None and not daily.clock and phrase.binds:
                kept.remove(daily)
                phrase = replace(phrase, every=daily.every[-1:])
        if _lacks_year(phrase):
            source = next((p for p in reversed(kept[-_RECENT:]) if _lends(p, phrase, text[start : p.start])), None)
            if source is not None:
                kept.remove(source)
                phrase = replace(phrase, every=source.every[-1:] or (f"1 {_unit_of(phrase)[0]}",))
            elif Kind.REGULAR in phrase.binds:
                phrase = replace(phrase, every=(f"1 {_unit_of(phrase)[0]}",))
            elif carried and carried[0].endswith(_unit_of(phrase)):
                phrase = replace(phrase, every=carried)
            elif (
                general
                and phrase.binds
                and phrase.moment
                and phrase.moment.precision in (Precision.YEARLY_DAY, Precision.MONTH)
            ):
                phrase = replace(
                    phrase, every=("1 năm",)
                )  # a rule for all years: «báo cáo 06 tháng gửi trước ngày 15 tháng 7»
        kept.append(phrase)
    return kept


def _explains(phrase: Phrase, last: Phrase, text: str) -> bool:
    """Whether an event in brackets tells when the day before it comes."""
    bracketed = text[last.end : phrase.start].strip() == "("
    return (
        bracketed and phrase.hurried and phrase.anchor is not None and last.anchor is None and last.moment is not None
    )


def _lacks_year(phrase: Phrase) -> bool:
    moment = phrase.moment
    return (
        moment is not None
        and moment.year is None
        and not phrase.every
        and phrase.until is None
        and moment.precision in (Precision.YEARLY_DAY, Precision.MONTHLY_DAY, Precision.MONTH)
        and not (moment.precision is Precision.MONTHLY_DAY and moment.day is None)
    )


def _unit_of(phrase: Phrase) -> tuple[str, ...]:
    monthly = phrase.moment is not None and phrase.moment.precision is Precision.MONTHLY_DAY
    return ("tháng", "quý") if monthly else ("năm",)


def _lends(source: Phrase, phrase: Phrase, before: str) -> bool:
    """Whether a recurrence named earlier in the sentence is that of `phrase`; not the one in «kế hoạch kiểm tra hằng năm»."""
    if Kind.REGULAR not in source.binds and re.search(r"[^\W\d]\s*$", before):
        return False
    if source.moment is not None or source.length is not None or source.relation is not None:
        return False
    if not source.every:
        return Kind.REGULAR in source.binds and _unit_of(phrase) == ("năm",)
    return source.every[-1].endswith(_unit_of(phrase))


def _repeats(first: Deadline, second: Deadline, content: str) -> bool:
    """Whether the second says the first once more: «trước ngày 15/5 (chậm nhất ngày 14/5)», «định kỳ hằng năm … hằng năm»."""
    if first.date is None and first.offset is None and first.anchor is None and second.anchor is None:
        same = (
            first.recurrence == second.recurrence and first.qualifier == second.qualifier and first.time == second.time
        )
        return first.recurrence is not None and "BY" not in first.recurrence and same
    between = content[first.evidence[0].end : second.evidence[0].start].strip()
    hours = {first.time, second.time} - {None}  # «trước 8h, trước 10h30 ngày 12/6» are two
    return first.due is not None and first.due == second.due and len(hours) < 2 and between in ("(", "", ",", "-")
