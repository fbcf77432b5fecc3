"""Calendar tables: rows whose time stands in a cell, in a merged cell, in a band above them, or above the table.

A band («Ngày 26/8» across the table) and a filled cell hold for the rows below that print hours only or leave their cell blank;
hours alone take the day that the paragraphs above the table name last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from normalize import schedule_people as people
from normalize.moments import Precision
from normalize.part import Block, Part
from normalize.schedule_cells import read_cell
from normalize.schedule_columns import LETTER, Row, crossed, date_columns, mended, month_of, weekday_of
from normalize.schedule_events import COUNTED_LINE, Dates, ordinal
from normalize.schedule_places import place_in
from normalize.schedule_times import When, clocks, read_when, year_of
from schemas.facts import ScheduleItem
from schemas.plan import Header

_CONTENT_HEAD = re.compile(
    r"nội\s+dung|công\s+việc|hoạt\s+động|nhiệm\s+vụ|môn|chuyên\s+đề|chương\s+trình|tên|sự\s+kiện|công\s+tác|đầu\s+việc", re.IGNORECASE
)  # fmt: skip
_NO_CONTENT_HEAD = re.compile(r"(?:s?tt|số(?!\s+hiệu)|sđt|sĩ\s+số|điện\s+thoại|ghi\s+chú|email)(?!\w)", re.IGNORECASE)
_PLACE_HEAD = re.compile(r"địa\s+điểm|nơi|phòng(?!\s+(?:giáo|gd|ban))", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\s*thứ\s+(?:[2-7]|hai|ba|tư|năm|sáu|bảy)\s*$", re.IGNORECASE
)  # heads of a timetable: days across
_SESSION_HEAD = re.compile(r"(?:buổi\s+)?(?:sáng|trưa|chiều|tối)(?!\w)", re.IGNORECASE)
_BEGINS = re.compile(r"bắt\s+đầu|từ(?!\w)", re.IGNORECASE)
_COUNTED_DAY = re.compile(r"ngày\s+(?:thứ\s+)?\d\s*:", re.IGNORECASE)  # «NGÀY 1: …» counts the days of a course
_BULLET = re.compile(r"\s*(?:[-–+*•]|\d{1,2}[.)]|[a-zđ]\))\s*\S")
_SUM_CELL = re.compile(r"(?:tổng(?:\s+(?:số|cộng))?|cộng)\s*[:.]?\s*(?:\d|$)", re.IGNORECASE)
_SUM = re.compile(r"(?:tổng|cộng)(?!\w)", re.IGNORECASE)
_NEAR = 8  # paragraphs above a table among which its day is looked for
_LATE = timedelta(days=75)  # a table whose every row lies farther back tells what was


def table_items(part: Part, dates: Dates, header: Header) -> Iterator[ScheduleItem]:
    """The rows of the calendar tables of a part."""
    frames = _frames(dates)
    for number in part.tables:
        rows = mended(part, list(part.rows(number)))
        heads = {c: " ".join(part.words(b) for b in blocks) for c, blocks in rows[0][1].items()} if rows else {}
        across = list(crossed(part, rows, heads, dates, header))
        if across:
            yield from across
            continue
        frame = next((f for at, *f in reversed(frames) if at < part.tables[number][0].start), None)
        columns = date_columns(part, rows, heads, dates, header, frame is not None)
        if columns and not any(
            sum(bool(_WEEKDAY.match(part.words(b[0]))) for b in cells.values()) > 2 for _, cells in rows
        ):
            table = _Table(part, heads, columns, dates, header, (frame[0], frame[1]) if frame else None)
            items = list(table.items(rows, _above(part, part.tables[number][0].start, dates, header)))
            if not _all_past(items, header):
                yield from items


def _frames(dates: Dates) -> list[tuple[int, date, date]]:
    """The courses and weeks that a part tells by their first and last day, in order, with where each stands."""
    return [
        (mention.start, mention.first, mention.last)
        for start in sorted(dates)
        for mention in dates[start]
        if mention.precision is Precision.RANGE and mention.first and mention.last
        and timedelta(0) < mention.last - mention.first < timedelta(days=10)
    ]  # fmt: skip


def _all_past(items: Sequence[ScheduleItem], header: Header) -> bool:
    issued = header.issued_on
    if not issued or len(issued) != 10:
        return False
    limit = (date.fromisoformat(issued) - _LATE).isoformat()
    days = [item.end or item.start for item in items if item.end or item.start]
    return bool(days) and all((day or "") < limit[: len(day or "")] for day in days)


def _above(part: Part, start: int, dates: Dates, header: Header) -> When | None:
    """Return the day named last in the few paragraphs above a table («Ngày 24/8/2026:»), for rows that give hours only."""
    near = [b for b in part.blocks if b.end <= start and not (b.cell and b.cell.ruled)][-_NEAR:]
    for block in reversed(near):
        days = [d for d in dates.get(block.start, ()) if d.precision in (Precision.DAY, Precision.YEARLY_DAY)][-1:]
        when = read_when(part.content[days[0].start : days[0].end], days, days[0].start, header) if days else None
        if when and when.start != header.issued_on:  # «(Kèm theo Kế hoạch số … ngày …)» names the dispatch, not the day
            return replace(when, time=None, time_end=None)
    return None


class _Table:
    """One calendar table: its heads, the columns that tell when, and the day that the last band or row told."""

    def __init__(
        self,
        part: Part,
        heads: dict[int, str],
        columns: list[int],
        dates: Dates,
        header: Header,
        frame: tuple[date, date] | None,
    ) -> None:
        self.part, self.heads, self.columns, self.dates, self.header = part, heads, columns, dates, header
        self.frame = frame
        sessions = [c for c, head in heads.items() if _SESSION_HEAD.match(head)]
        self.sessions = sessions if len(sessions) > 1 else []
        self.people = people.columns(heads, columns)

    def items(self, rows: Sequence[Row], band: When | None) -> Iterator[ScheduleItem]:
        """The rows as items; `band` is the day told above the table."""
        began = False
        for row, cells in rows:
            own = self._when([b for c in self.columns for b in cells.get(c, ())], band)
            if len(cells) == 1 or (row == 0 and not own.told):  # a band across the table, or the heads
                told = self._when(next(iter(cells.values())), band)
                band = replace(told, time=None, time_end=None) if told.start else band
                continue
            if self.sessions and own.start:
                band, began = replace(own, time=None, time_end=None), True
                yield from self._sessions(cells, own)
                continue
            content = self._content(cells)
            if not content or content[0].start >= content[-1].end:
                band = replace(own, time=None, time_end=None) if own.start else band  # a day with a blank beside it
                continue
            blank = not any(self.part.words(b).strip() for c in self.columns for b in cells.get(c, ()))
            if any(_SUM_CELL.match(self.part.words(b).lstrip()) for blocks in cells.values() for b in blocks[:1]):
                continue
            if blank and not (began and self._begins(content)):
                continue
            if not own.told and not blank and not (band and self._session(cells)):
                continue
            when = (
                own
                if own.start or own.end or not band
                else replace(band, time=own.time, time_end=own.time_end, sure=min(own.sure, band.sure))
            )
            band = replace(when, time=None, time_end=None) if when.start else band
            began = True
            yield from self._row(cells, content, when)

    def _row(self, cells: dict[int, list[Block]], content: Sequence[Block], when: When) -> Iterator[ScheduleItem]:
        """The items of a row: one, or one a line where each line of the matter has its own line of people."""
        whole = self._item(cells, content, when)
        lines = [b for b in content if b.end > b.start]
        column = self.people.leads
        own = [b for b in cells.get(column, ()) if b.end > b.start] if column is not None else []
        if len(lines) < 2 or len(own) != len(lines) or not all(_BULLET.match(self.part.words(b)) for b in lines):
            yield whole
            return
        for line, who in zip(lines, own, strict=True):
            one = self._item(cells | {column: [who]}, [line], when) if column is not None else whole
            yield one

    def _sessions(self, cells: dict[int, list[Block]], when: When) -> Iterator[ScheduleItem]:
        """The items of a row whose morning and afternoon stand in columns of their own."""
        for column in self.sessions:
            blocks = [b for b in cells.get(column, ()) if b.end > b.start]
            if blocks:
                yield self._item(cells, blocks, when)

    def _session(self, cells: dict[int, list[Block]]) -> bool:
        """Whether the time cells of a row name a morning or an afternoon only, of the day above."""
        texts = [self.part.words(b).strip(" :") for c in self.columns for b in cells.get(c, ())]
        return any(_SESSION_HEAD.fullmatch(text) for text in texts if text)

    def _begins(self, content: Sequence[Block]) -> bool:
        """Whether a row without a time begins a new matter, and does not go on with the row above."""
        words = self.part.words(content[0]).lstrip(" -–+•*")
        return (words[:1].isupper() or words[:1].isdigit()) and not _SUM.match(words)

    def _when(self, blocks: Sequence[Block], band: When | None) -> When:
        """When the time cells of a row say it is."""
        near = band.start if band else None
        told = [self._cell(block, near) for block in self._timely(blocks)]
        if not told:
            return When()
        day = next((w for w in told if w.start or w.end), When())
        end = day.end or next((w.start for w in told if w.start and day.start and w.start > day.start), None)
        hour = next((w for w in told if w.time), When())
        return replace(day, end=end, time=hour.time, time_end=hour.time_end, sure=min(w.sure for w in told))

    def _timely(self, blocks: Sequence[Block]) -> list[Block]:
        """The time cells with the one that tells when a thing begins first: «Giờ phát đề | Giờ bắt đầu»."""
        return sorted((b for b in blocks if b.end > b.start), key=lambda b: not _BEGINS.search(self._head(b)))

    def _head(self, block: Block) -> str:
        return self.heads.get(block.cell.column, "") if block.cell else ""

    def _cell(self, block: Block, near: str | None) -> When:
        """When one paragraph of a time cell says it is."""
        inside = [d for d in self.dates.get(block.start, ()) if not _COUNTED_DAY.match(self.part.content, d.start)]
        month = None if inside else month_of(self.part.words(block), self._head(block))
        year = year_of(month, None, self.header, near) if month else None
        if month and year:
            return When(f"{year}-{month:02d}", sure=0.75)
        text = self.part.words(block)
        short = read_cell(text, self.header, near, monthly=self._head(block).lower().startswith("tháng"))
        return (
            short or (None if inside else self._framed(text)) or read_when(text, inside, block.start, self.header, near)
        )

    def _framed(self, text: str) -> When | None:
        """The day of a weekday, or of «Ngày thứ hai», in the week or course that the paragraphs above tell."""
        if self.frame is None:
            return None
        first, last = self.frame
        weekday, counted = weekday_of(text), COUNTED_LINE.fullmatch(text)
        if counted:
            day = first + timedelta(days=ordinal(counted["number"]) - 1)
        elif weekday is not None and last - first < timedelta(days=7):
            day = first + timedelta(days=(weekday - first.weekday()) % 7)
        else:
            return None
        return When(day.isoformat(), sure=0.8) if day <= last else None

    def _content(self, cells: dict[int, list[Block]]) -> list[Block]:
        heads = {c: self._heads_over(c, blocks) for c, blocks in cells.items()}
        free = [c for c in cells if c not in self.columns and not all(map(_NO_CONTENT_HEAD.match, heads[c]))]
        free = [
            c for c in free if any(LETTER.search(self.part.words(b)) for b in cells[c])
        ]  # «Số lớp: 28» is no matter
        named = [c for c in free if any(map(_CONTENT_HEAD.search, heads[c]))]
        aside = (self.people.leads, self.people.joins)
        others = named or [c for c in free if c not in aside and not _PLACE_HEAD.search(self.heads.get(c, ""))]
        # «Ngày trực | Người trực»: who stands on duty is the matter
        chosen = (cells[c] for c in others or free)
        return max(chosen, key=lambda blocks: sum(b.end - b.start for b in blocks), default=[])

    def _heads_over(self, column: int, blocks: Sequence[Block]) -> list[str]:
        """The heads over a cell: «Ôn tập và thi» in one cell under «STT», «Môn học», «Số tiết» has three."""
        wide = blocks[0].cell.column_span if blocks and blocks[0].cell else 1
        return [
            self.heads.get(column, ""),
            *(self.heads[c] for c in range(column + 1, column + wide) if c in self.heads),
        ]

    def _item(self, cells: dict[int, list[Block]], content: Sequence[Block], when: When) -> ScheduleItem:
        part = self.part
        whole = content[0].cell == content[-1].cell or not content[0].cell
        start, end = content[0].start, content[-1 if whole else 0].end
        if not when.time and (opens := re.match(r"\W*(?=\d)", part.content[start:end])):
            hour = clocks(part.content[start + opens.end() : start + opens.end() + 16])  # «7h00: Chào cờ»
            at_once = part.content[start + opens.end() : end].lower().startswith(tuple("0123456789"))
            when = replace(when, time=hour[0], time_end=hour[1]) if at_once and hour[0] else when
        chief = [b for b in cells.get(self.columns[0], ()) if b.end > b.start][:1]
        leads, joins = self._people(cells, content)
        return ScheduleItem(
            start=when.start, end=when.end, time=when.time, time_end=when.time_end,
            place=self._place(cells, part.content[start:end]),
            content=part.content[start:end] if whole else " ".join(part.words(b).strip() for b in content),
            responsible=leads, participants=joins,
            evidence=[part.evidence(start, end, when.sure)] + [part.evidence(b.start, b.end) for b in chief],
        )  # fmt: skip

    def _people(self, cells: dict[int, list[Block]], content: Sequence[Block]) -> tuple[list[str], list[str]]:
        """Who answers for a row and who takes part in it."""
        found = [
            [] if c is None or cells.get(c) == list(content) else [self.part.words(b) for b in cells.get(c, ())]
            for c in (self.people.leads, self.people.joins)
        ]
        return people.shared(found[0]) if self.people.mixed else (people.names(found[0]), people.names(found[1]))

    def _place(self, cells: dict[int, list[Block]], content: str) -> str | None:
        chosen = next((c for c in cells if c not in self.columns and _PLACE_HEAD.search(self.heads.get(c, ""))), None)
        if chosen is not None:
            return " ".join(self.part.words(b) for b in cells[chosen]).strip() or None
        return place_in(content)
