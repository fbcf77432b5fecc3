"""Calendar tables: rows whose time stands in a cell, in a merged cell, in a band above them, or above the table.

A band («Ngày 26/8» across the table) and a filled cell hold for the rows below that print hours only or leave their cell blank;
hours alone take the day that the paragraphs above the table name last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from normalize.dates import DateMention
from normalize.moments import Precision
from normalize.part import Block, Part
from normalize.schedule_events import COUNTED_LINE, Dates, ordinal
from normalize.schedule_places import place_in
from normalize.schedule_times import When, clocks, read_when, year_of
from schemas.facts import ScheduleItem
from schemas.plan import Header

_DATE_HEAD = re.compile(
    r"^(?:dự\s+kiến\s+)?(?:thời\s+(?:gian|điểm|hạn)|ngày|thứ|tháng|buổi|giờ|lịch|tuần|tiến\s+độ|mốc|từ(?!\w)|đến(?!\w)|bắt\s+đầu|kết\s+thúc|hạn)",
    re.IGNORECASE,
)
_OTHER_DATE = re.compile(
    r"sinh|ký|cấp|ban\s+hành|tuyển\s+dụng|bổ\s+nhiệm|hưởng|vào\s+(?:ngành|đảng|trường)|thành\s+lập|văn\s+bản|công\s+tác|nghỉ|mất|nhận\s+(?:lương|quyết\s+định)|ngày\s+công",
    re.IGNORECASE,
)
_CONTENT_HEAD = re.compile(
    r"nội\s+dung|công\s+việc|hoạt\s+động|nhiệm\s+vụ|môn|chuyên\s+đề|chương\s+trình|tên|sự\s+kiện|công\s+tác|đầu\s+việc", re.IGNORECASE
)  # fmt: skip
_NO_CONTENT_HEAD = re.compile(r"(?:s?tt|số\s+(?:thứ|lượng|điện)|sđt|điện\s+thoại|ghi\s+chú|email)(?!\w)", re.IGNORECASE)
_WHO_HEAD = re.compile(
    r"phụ\s+trách|chủ\s+trì|người\s+thực\s+hiện|phân\s+công|chịu\s+trách\s+nhiệm|đơn\s+vị\s+thực\s+hiện|giảng\s+viên|báo\s+cáo\s+viên|người\s+dạy|người\s+(?:phụ|trực|báo)|chịu\s+TN|^đài(?!\w)",
    re.IGNORECASE,
)
_WITH_HEAD = re.compile(r"phối\s+hợp|tham\s+(?:gia|dự)|thành\s+phần|bộ\s+phận|đối\s+tượng|thực\s+hiện", re.IGNORECASE)
_PLACE_HEAD = re.compile(r"địa\s+điểm|nơi|phòng(?!\s+(?:giáo|gd|ban))", re.IGNORECASE)
_MONTH = re.compile(r"(?:tháng\s*)?0?(?P<month>\d{1,2})", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\s*thứ\s+(?:[2-7]|hai|ba|tư|năm|sáu|bảy)\s*$", re.IGNORECASE
)  # heads of a timetable: days across
_DAY_OF_WEEK = re.compile(r"(?:thứ\s*)?(?P<day>[2-7]|hai|ba|tư|năm|sáu|bảy|bẩy)|(?:chủ\s*nhật|cn)", re.IGNORECASE)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5} | {str(n): n - 2 for n in range(2, 8)}
_SESSION_HEAD = re.compile(r"(?:buổi\s+)?(?:sáng|trưa|chiều|tối)(?!\w)", re.IGNORECASE)
_BEGINS = re.compile(r"bắt\s+đầu|từ(?!\w)", re.IGNORECASE)
_COUNTED_DAY = re.compile(r"ngày\s+(?:thứ\s+)?\d\s*:", re.IGNORECASE)  # «NGÀY 1: …» counts the days of a course
# Names that a cell lists, each an office's or a person's: «Ban Giám hiệu, GVCN các lớp»; not «Sở Văn hóa, Thể thao và Du lịch».
_SEVERAL = re.compile(
    r"[;,+]\s*(?=(?:Sở|Phòng|Ban|Tổ|Trường|Trung\s+tâm|Đoàn|Đội|Công\s+đoàn|Hội|UBND|Hiệu\s+trưởng|Phó|Giáo\s+viên|Nhân\s+viên|Toàn|Các)\s|(?:giáo\s+viên|các|toàn)\s|GV|BGH|HT|PHT|TTCM|TPT|CBQL|HS|VP)"
)
_SUM_CELL = re.compile(r"(?:tổng(?:\s+(?:số|cộng))?|cộng)\s*[:.]?\s*(?:\d|$)", re.IGNORECASE)
_SUM = re.compile(r"(?:tổng|cộng)(?!\w)", re.IGNORECASE)
_NEAR = 8  # paragraphs above a table among which its day is looked for
_LATE = timedelta(days=75)  # a table whose every row lies farther back tells what was

_Row = tuple[int, dict[int, list[Block]]]


def table_items(part: Part, dates: Dates, header: Header) -> Iterator[ScheduleItem]:
    """The rows of the calendar tables of a part."""
    frames = _frames(dates)
    for number in part.tables:
        rows = list(part.rows(number))
        heads = {c: " ".join(part.words(b) for b in blocks) for c, blocks in rows[0][1].items()} if rows else {}
        frame = next((f for at, *f in reversed(frames) if at < part.tables[number][0].start), None)
        columns = _date_columns(part, rows, heads, dates, frame is not None)
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


def _weekday(text: str) -> int | None:
    """The weekday that a cell names alone, Monday being 0."""
    match = _DAY_OF_WEEK.fullmatch(text.strip(" .:"))
    return None if match is None else _WEEKDAYS[match["day"].lower()] if match["day"] else 6


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


def _date_columns(part: Part, rows: list[_Row], heads: dict[int, str], dates: Dates, framed: bool) -> list[int]:
    """Return the columns that tell when, the chief one first: by heads and cells, in a table with at least two such cells."""
    counts: dict[int, int] = {}
    for _, cells in rows[1:]:
        for column, blocks in cells.items():
            if _tells_when(part, blocks, _inside(dates, blocks), heads.get(column, ""), framed):
                counts[column] = counts.get(column, 0) + 1
    counts = {c: n for c, n in counts.items() if not _OTHER_DATE.search(heads.get(c, ""))}
    likely = [c for c, n in counts.items() if n >= 2 or (n == 1 and _DATE_HEAD.match(heads.get(c, "")))]
    chief = min(likely, key=lambda c: (not _DATE_HEAD.match(heads.get(c, "")), -counts[c], c), default=None)
    if chief is None:
        return []
    return [
        chief,
        *(c for c in sorted(heads) if c != chief and _DATE_HEAD.match(heads[c]) and not _OTHER_DATE.search(heads[c])),
    ]


def _tells_when(part: Part, blocks: Sequence[Block], inside: Sequence[DateMention], head: str, framed: bool) -> bool:
    """Tell whether a cell is mainly a date, or holds an hour (a month's number) under a head such as «Thời gian»."""
    if sum(d.end - d.start for d in inside) * 2 >= max(1, sum(b.end - b.start for b in blocks)):
        return True
    if not _DATE_HEAD.match(head):
        return False
    texts = [part.words(b) for b in blocks]
    if framed and any(_weekday(t) is not None or COUNTED_LINE.fullmatch(t) for t in texts):
        return True
    return any(clocks(t)[0] or _month(t, head) for t in texts)


def _month(text: str, head: str) -> int | None:
    """The month that a cell names by its bare number under «Tháng»."""
    match = _MONTH.fullmatch(text.strip()) if head.lower().startswith("tháng") else None
    return int(match["month"]) if match and 1 <= int(match["month"]) <= 12 else None


def _inside(dates: Dates, blocks: Sequence[Block]) -> list[DateMention]:
    return [d for b in blocks if b.end > b.start for d in dates.get(b.start, ())]


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

    def items(self, rows: Sequence[_Row], band: When | None) -> Iterator[ScheduleItem]:
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
            yield self._item(cells, content, when)

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
        month = None if inside else _month(self.part.words(block), self._head(block))
        year = year_of(month, None, self.header, near) if month else None
        if month and year:
            return When(f"{year}-{month:02d}", sure=0.75)
        text = self.part.words(block)
        return (None if inside else self._framed(text)) or read_when(text, inside, block.start, self.header, near)

    def _framed(self, text: str) -> When | None:
        """The day of a weekday, or of «Ngày thứ hai», in the week or course that the paragraphs above tell."""
        if self.frame is None:
            return None
        first, last = self.frame
        weekday, counted = _weekday(text), COUNTED_LINE.fullmatch(text)
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
        named = [c for c in free if any(map(_CONTENT_HEAD.search, heads[c]))]
        aside = (_WHO_HEAD, _WITH_HEAD, _PLACE_HEAD)
        others = named or [c for c in free if not any(p.search(self.heads.get(c, "")) for p in aside)]
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
        start, end = content[0].start, content[-1].end
        if not when.time and (opens := re.match(r"\W*(?=\d)", part.content[start:end])):
            hour = clocks(part.content[start + opens.end() : start + opens.end() + 16])  # «7h00: Chào cờ»
            at_once = part.content[start + opens.end() : end].lower().startswith(tuple("0123456789"))
            when = replace(when, time=hour[0], time_end=hour[1]) if at_once and hour[0] else when
        chief = [b for b in cells.get(self.columns[0], ()) if b.end > b.start][:1]
        return ScheduleItem(
            start=when.start, end=when.end, time=when.time, time_end=when.time_end,
            place=self._place(cells, part.content[start:end]), content=part.content[start:end],
            responsible=self._names(cells, _WHO_HEAD), participants=self._names(cells, _WITH_HEAD),
            evidence=[part.evidence(start, end, when.sure)] + [part.evidence(b.start, b.end) for b in chief],
        )  # fmt: skip

    def _names(self, cells: dict[int, list[Block]], pattern: re.Pattern[str]) -> list[str]:
        chosen = next(
            (
                c
                for c in cells
                if c not in self.columns and pattern.search(self.heads.get(c, "")) and not _CONTENT_HEAD.search(self.heads.get(c, ""))
            ),
            None,
        )  # fmt: skip
        if chosen is None or (pattern is _WITH_HEAD and _WHO_HEAD.search(self.heads.get(chosen, ""))):
            return []
        texts = [part for b in cells[chosen] for part in _SEVERAL.split(self.part.words(b))]
        return [name for text in texts if (name := text.strip(" -–+;,"))]

    def _place(self, cells: dict[int, list[Block]], content: str) -> str | None:
        chosen = next((c for c in cells if c not in self.columns and _PLACE_HEAD.search(self.heads.get(c, ""))), None)
        if chosen is not None:
            return " ".join(self.part.words(b) for b in cells[chosen]).strip() or None
        return place_in(content)
