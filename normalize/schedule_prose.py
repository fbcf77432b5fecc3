"""Calendars, agendas and meetings that stand in sentences and lists: lines that open with a time, «Thời gian: …», invitations.

A line that holds nothing but a time («Ngày 05/10 (thứ Bảy):», «Buổi chiều:») is a band: the hours below it are hours of that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from normalize import schedule_people as people
from normalize.dates import DateMention
from normalize.moments import Precision
from normalize.part import Block, Part
from normalize.ranges import Spans
from normalize.schedule_events import (
    BOUND,
    CITING,
    COUNTED_LINE,
    DOCUMENT,
    PAST,
    Dates,
    Events,
    PrintedLine,
    gone,
    ordinal,
    other_year,
)
from normalize.schedule_places import ONLINE, PLACE_HEADING, PLACE_LABEL, place_in
from normalize.schedule_steps import STEP, step_item, subjects
from normalize.schedule_times import Opening, When, clocks, only_time, read_opening, read_when
from normalize.sentences import label_end
from normalize.structure import Zones
from schemas.facts import ScheduleItem
from schemas.plan import Header

_WHEN_TITLE = re.compile(r"(?:thời\s+(?:gian|điểm)|lịch)(?!\w)", re.IGNORECASE)
_LONGEST_COURSE = 10  # days
_DOTS = re.compile(r"[.…_]{5,}")
_SINCE = re.compile(r"\s*(?:kể\s+)?từ(?!\w)", re.IGNORECASE)
_EVER_SINCE = re.compile(r"\s*(?:kể\s+từ|bắt\s+đầu\s+từ)\s+(?!nay)", re.IGNORECASE)
_AIM = re.compile(r"\s*(?:phấn\s+đấu\s+)?đến\s+(?:hết\s+)?năm\s+\d{4}", re.IGNORECASE)
# What is told of a day that is no event of its plan.
_NOT_HELD = re.compile(
    r"(?:của|là|và|hoặc|nêu|trở|đến|nay|có\s+(?:hiệu|công)|(?:[^\W\d_]+\s+){0,8}?(?:ban\s+hành|hiệu\s+lực|ký|nhận\s+được|có\s+(?:công|văn|tờ|vb|báo|ý)))(?!\w)",
    re.IGNORECASE,
)
# «2. Tập huấn: từ 9 giờ 00 đến 16 giờ 30 cùng ngày», «14h00 cùng ngày: Bế mạc»
_SAME_DAY = re.compile(
    r"(?:[^\d:;.\n]{2,70}:\s*)?(?P<hours>[^:;.,\n]{0,12}?\d{1,2}\s*(?:giờ|h|g)[^;.,\n]{0,40}?)\s*,?\s*cùng\s+ngày(?!\w)",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"của\s*$", re.IGNORECASE)
_NEXT_PIECE = re.compile(r"[;.]\s+")
_ROMAN = re.compile(r"[IVX]{1,5}[.)]\s")
_BULLETS = frozenset("-+*•○▪·")
_SHORT = 260  # characters of a line that opens with a day and goes on without a mark
_AFTER = 400  # characters of a paragraph behind a date in which its place may be named
_LONGEST_PLACE = 160  # characters of a paragraph that is a place
_TITLE_ABOVE = 140  # characters of a title over a list of hours
_REPORT = "BC"  # a report tells what was
_MARKS = " .;:–-()"
_COUNTED_DAY = re.compile(r"ngày\s+(?:thứ\s+)?\d\s*:", re.IGNORECASE)


@dataclass(slots=True)
class _Band:
    """A line that holds nothing but a month or a day («Tháng 9/2023:»); `kind` is its label's, `child` that of its items."""

    when: When
    kind: str
    child: str | None = None


def prose_items(part: Part, zones: Zones, dates: Dates, header: Header, taken: Spans) -> list[ScheduleItem]:
    """The schedule items of paragraphs in reading order; `taken` are the spans of deadlines."""
    scan = _Scan(part, zones, dates, header, taken)
    return [item for line in scan.lines() for item in scan.items(line)]


def _label_kind(line: PrintedLine) -> str:
    """What labels a line: its bullet, «1» for «3.», «1.1» for «2.4.», «a» for letters, nothing."""
    label = line.text[: line.at].strip()
    if label.startswith(("–", "—")):
        return "-"
    if label[:1] in _BULLETS:
        return label[0]
    return re.sub(r"\d+", "1", re.sub(r"[^\W\d_]+", "a", label))


class _Scan:
    """Walks the paragraphs of a part; keeps the day that the last band told."""

    def __init__(self, part: Part, zones: Zones, dates: Dates, header: Header, taken: Spans) -> None:
        self.part, self.zones, self.dates, self.header, self.taken = part, zones, dates, header, taken
        self.events = Events(part, zones, dates, header, taken)
        self.day: When | None = None
        self.band: _Band | None = None
        self.course: date | None = None  # the first day of the event that the dispatch told of last
        self.last: str | None = None  # the day of the last item
        self.run = 0  # how many lines in a row opened with a time

    def lines(self) -> list[PrintedLine]:
        """The paragraphs that may tell of a schedule: main text and annexes, no tables and no blank forms."""
        found: list[PrintedLine] = []
        near: str | None = None
        for index, block in enumerate(self.part.blocks):
            closing = self.zones.closing[0] <= block.start < self.zones.closing[1]
            ruled = block.cell is not None and block.cell.ruled
            text = self.part.words(block)
            if ruled or closing or block.start < self.zones.body[0] or not text.strip() or _DOTS.search(text):
                continue
            at = label_end(text, 0, len(text))
            opening = read_opening(text, at, block.start, self._days(block), self.header, near)
            if opening and opening.when.start:
                near = opening.when.start
            found.append(PrintedLine(index, block, text, at, opening))
        return found

    def _days(self, block: Block) -> list[DateMention]:
        """The dates of a paragraph; «NGÀY 1: …» counts the days of a course."""
        content = self.part.content
        found = self.dates.get(block.start, ())
        return [
            m
            for m in found
            if m.precision is not Precision.MONTHLY_DAY
            and not other_year(content, m)
            and not _COUNTED_DAY.match(content, m.start)
        ]

    def items(self, line: PrintedLine) -> Iterator[ScheduleItem]:
        """The items that one paragraph tells."""
        step = STEP.match(line.text)
        if step:
            self.band = None
            yield step_item(self.part, line, step, self.dates, self.header)
            return
        counted = COUNTED_LINE.fullmatch(line.text)
        if counted and self.course and not (line.opening and line.opening.when.start):
            day = self.course + timedelta(days=ordinal(counted["number"]) - 1)
            self.day = When(day.isoformat(), sure=0.8)
            self.band = _Band(self.day, _label_kind(line))
            return
        if line.opening is None:
            self.run = 0
        elif self._reads(line, line.opening):
            yield from self._row(line, line.opening)
            return
        same = _SAME_DAY.match(line.text, line.at)
        if same and self.last and (hours := clocks(same["hours"]))[0]:
            yield self._item(line, When(self.last, None, hours[0], hours[1], 0.8), line.at, len(line.text))
            return
        under = self._below(line)
        told = [] if self._heads_table(line) else [self._item(line, *event) for event in self.events.told(line)]
        if told or under is None:
            yield from told
        else:
            yield self._item(line, under, line.at, len(line.text), line.at)

    def _heads_table(self, line: PrintedLine) -> bool:
        """Whether a line is the title of the table below it: «Chương trình tập huấn ngày 12/8/2025:»."""
        following = self.part.blocks[line.index + 1 : line.index + 2]
        return line.text.rstrip().endswith(":") and bool(following and following[0].cell and following[0].cell.ruled)

    # ---- lines that open with a time ---------------------------------------------------------------------------------

    def _reads(self, line: PrintedLine, opening: Opening) -> bool:
        """Whether a line that opens with words of time is a row of a calendar (or a band), and not a plain sentence."""
        when = opening.when
        self.run += 1
        if (
            CITING.match(line.text)
            or self._long_ago(when)
            or (self.header.doc_type == _REPORT and not self._to_come(when))
        ):
            return False
        if not line.text[opening.stop :].strip(_MARKS):
            return True
        if _EVER_SINCE.match(line.text, line.at) or (_AIM.match(line.text, line.at) and not when.start):
            return False  # «Kể từ ngày …: …» tells from when a rule holds, «Đến năm 2030: …» an aim
        if line.text[opening.stop :].startswith(";"):
            return bool(when.counted and when.start)  # «Đợt 1: từ … đến …; Đợt 2: từ … đến …»
        comma = line.text[opening.stop : opening.content].strip() == ","
        if comma and when.start and not when.end and _SINCE.match(line.text, line.at):
            return False  # «Từ ngày 01/12/2025, Trung tâm … thực hiện …» tells from when
        if (comma or not opening.parted) and (line.text[line.at].islower() or len(when.start or "0000-00") < 7):
            return False  # a line that was broken; «Năm 2002, …» tells a story
        if comma and BOUND.match(line.text, line.at):
            return False
        if not opening.parted or (comma and when.start and len(when.start) == 10 and not when.end):
            return self._unparted(line, opening)
        if BOUND.match(line.text, line.at) and self.run < 2:
            return False  # «Trước ngày 15/9: nộp …» alone is a deadline
        return when.told or when.phase or (when.session and self.day is not None)

    def _long_ago(self, when: When) -> bool:
        """Whether a time ended before the year that came before the dispatch's own: history and no plan."""
        issued, last = self.header.issued_on or "", when.end or when.start
        return bool(issued and last) and int((last or "")[:4]) < int(issued[:4]) - 1

    def _to_come(self, when: When) -> bool:
        """Whether a time lies after the dispatch's own date: what a report plans, not what it tells."""
        return bool(when.start and self.header.issued_on) and not gone(when.start or "", self.header)

    def _unparted(self, line: PrintedLine, opening: Opening) -> bool:
        """Whether a line goes on from its time without a mark: «8h00 Chào cờ», «Ngày 05/12/2025 khai mạc Hội khỏe …»."""
        when, rest = opening.when, line.text[opening.stop :].lstrip(" ,")
        if rest[:1].isupper() and (when.time or (self.run > 1 and when.start and len(when.start) > 4)):
            return bool(when.start or self.day)  # the second too: rows of a table that lost its lines
        if len(line.text) > _SHORT or not rest[:1].isalpha() or not when.start or len(when.start) < 10:
            return False
        if (
            _WHOSE.search(line.text[line.at : opening.stop])
            or gone(when.start, self.header)
            or _NOT_HELD.match(rest)
            or PAST.search(rest[:60])
        ):
            return False
        if when.end:
            return True  # «Từ ngày 15/11 - 20/11/2025, các trường tổ chức …»
        bounded = BOUND.match(line.text, line.at) or _SINCE.match(line.text, line.at)
        return not bounded and self.taken.leave_free(line.block.start + line.at, line.block.start + opening.stop)

    def _row(self, line: PrintedLine, opening: Opening) -> Iterator[ScheduleItem]:
        """The items of a line that opens with a time; a line that holds nothing else is the band of what follows."""
        pieces = self._pieces(line, opening)
        ends = [*(at for at, _ in pieces[1:]), len(line.text)]
        day = self.day
        for (at, piece), stop in zip(pieces, ends, strict=True):
            when = piece.when
            whole = not line.text[piece.content : stop].strip(_MARKS)
            if not when.start and not when.end and (when.time or when.session):
                told = day or self._named_later(line, piece.content, stop) or self._day_above(line)
                when = replace(when, start=told.start, sure=min(when.sure, told.sure, 0.8)) if told else when
            elif when.start and (whole or len(pieces) > 1 or line.text.rstrip().endswith(":")):
                day = when
                if at == line.at and (whole or line.text.rstrip().endswith(":")):
                    self.day = when  # «Ngày 05/10:», «Tuần 1 (15-21/11) – Giai đoạn …:»
            if whole and at == line.at:
                self.band = self._opens(line, when)
            if whole and not self._titled(line, when):
                continue
            if when.told or when.phase:
                yield self._item(line, when, at, stop, piece.content if piece.content < stop else None)

    def _named_later(self, line: PrintedLine, at: int, stop: int) -> When | None:
        """The day that a row names behind its matter: «14h00: Họp Ban giám hiệu (thứ Hai, 17/11/2025)»."""
        offset = line.block.start
        days = [
            m for m in self._days(line.block) if offset + at <= m.start < offset + stop and m.precision is Precision.DAY
        ]
        return read_when(days[0].text, days[:1], days[0].start, self.header) if len(days) == 1 else None

    def _day_above(self, line: PrintedLine) -> When | None:
        """The one day that the title right above a list of hours names: «Chương trình hội thảo ngày 20/4/2024»."""
        for block in reversed(self.part.blocks[max(0, line.index - 2) : line.index]):
            days = [m for m in self._days(block) if m.precision is Precision.DAY]
            if len(days) == 1 and block.end - block.start < _TITLE_ABOVE and not CITING.match(self.part.words(block)):
                if DOCUMENT.search(self.part.content, block.start, days[0].start):
                    return None
                self.day = read_when(days[0].text, days, days[0].start, self.header)
                return self.day
        return None

    def _pieces(self, line: PrintedLine, opening: Opening) -> list[tuple[int, Opening]]:
        """The rows of one line by where they begin: «Sáng 20/11: mít tinh; chiều 20/11: giao lưu»."""
        found = [(line.at, opening)]
        for match in _NEXT_PIECE.finditer(line.text, opening.content):
            more = read_opening(
                line.text, match.end(), line.block.start, self._days(line.block), self.header, opening.when.start
            )
            if more is None or not (more.when.told or more.when.session):
                continue
            named = bool(more.when.counted) and not line.text[more.stop :].strip(_MARKS)
            if (
                named
                or (more.when.counted and more.when.start and opening.when.counted)
                or (more.parted and not BOUND.match(line.text, match.end()))
                or (more.when.time and line.text[more.stop :].lstrip()[:1].isupper())
            ):
                found.append((match.end(), more))
        return found

    def _opens(self, line: PrintedLine, when: When) -> _Band | None:
        """The band that a line of nothing but a time opens for the items in the list below it."""
        start, end = when.start or "", when.end or ""
        titled = line.text.rstrip().endswith(":") or not line.text.rstrip().endswith((".", ";", ","))
        since = _SINCE.match(line.text, line.at) and not end
        if (
            len(start) < 7
            or not titled
            or since
            or BOUND.match(line.text, line.at)
            or _WHEN_TITLE.match(line.text, line.at)
        ):
            return None
        return _Band(replace(when, counted=None), _label_kind(line))

    def _below(self, line: PrintedLine) -> When | None:
        """When an item without a time of its own is, by the band above its list; a heading ends the band."""
        band, kind = self.band, _label_kind(line)
        if band is None:
            return None
        if line.text[line.at :].isupper() or _ROMAN.match(line.text):  # the next section's heading
            self.band = None
            return None
        if band.child is None and kind and kind != band.kind:
            band.child = kind
        if kind != band.child:
            if kind not in _BULLETS or kind == band.kind or band.child is None:
                self.band = None
            return None
        return None if PAST.search(line.text[:80]) else band.when

    def _titled(self, line: PrintedLine, when: When) -> bool:
        """Whether a line that is only a time is an event of its own: under a heading «Thời gian», or with its hour."""
        if not (when.start or when.end) or line.text.rstrip().endswith(":"):
            return False
        following = self.part.blocks[line.index + 1 : line.index + 2]
        if following and following[0].cell and following[0].cell.ruled:
            return False  # «NGÀY 1: THỨ HAI, NGÀY 24/8/2026» above a table of hours
        above = self.part.words(self.part.blocks[line.index - 1]) if line.index else ""
        return bool(when.time or when.counted) or (
            len(above) < 60 and bool(_WHEN_TITLE.match(above, label_end(above, 0, len(above))))
        )

    # ---- both --------------------------------------------------------------------------------------------------------

    def _item(self, line: PrintedLine, when: When, at: int, stop: int, matter: int | None = None) -> ScheduleItem:
        if when.start and when.end and len(when.start) == len(when.end) == 10:
            first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
            self.course = first if last - first < timedelta(days=_LONGEST_COURSE) else self.course
        self.last = when.start if when.start and len(when.start) == 10 and not when.end else None
        words = line.text[at:stop].rstrip()
        start = line.block.start + at
        end = start + len(words)
        leads = self._leads(line, words, stop)
        if not leads and matter is not None:
            leads = subjects(self.part, line.block.start + matter, end)
        return ScheduleItem(
            start=when.start, end=when.end, time=when.time, time_end=when.time_end, place=self._place(line, words),
            step=when.counted if when.counted and when.counted.isdigit() else None, content=words,
            responsible=leads, participants=self._joins(line, words, stop),
            evidence=[self.part.evidence(start, end, round(0.85 * when.sure, 3))],
        )  # fmt: skip

    def _leads(self, line: PrintedLine, words: str, stop: int) -> list[str]:
        """Who answers for a line: named in it, in the sentence behind it, or in the line «Chủ trì: …» next to it."""
        behind = line.text[stop:].lstrip(" .;")
        own = people.told(words) or people.labelled(f". {behind}", first=True) or people.told(f"; {behind[:_AFTER]}")
        if own or not _WHEN_TITLE.match(words):
            return own
        near = (self.part.words(b) for b in self.part.blocks[line.index + 1 : line.index + 4])
        return next(
            (
                found
                for text in near
                if (found := people.labelled(f". {text[label_end(text, 0, len(text)) :]}", first=True))
            ),
            [],
        )

    def _joins(self, line: PrintedLine, words: str, stop: int) -> list[str]:
        """Who takes part: named in the line or in the line «Thành phần: …» next to one that tells a time only."""
        own = people.joined(words)
        if own or not _WHEN_TITLE.match(words):
            return own
        near = (self.part.words(b) for b in self.part.blocks[line.index + 1 : line.index + 4])
        texts = (f". {text[label_end(text, 0, len(text)) :]}" for text in near)
        return next((found for text in texts if (found := people.joined(text))), [])

    def _place(self, line: PrintedLine, text: str) -> str | None:
        """The place named in the line itself, or in the «Địa điểm» line next to it."""
        behind = line.text[line.text.find(text) + len(text) :] if text in line.text else ""
        own = place_in(text[:_AFTER]) or (place_in(behind[:_AFTER]) if PLACE_LABEL.match(behind) else None)
        if own:
            return own
        heading: re.Match[str] | None = None
        for block in self.part.blocks[line.index + 1 : line.index + 4]:
            words = self.part.words(block)
            found = PLACE_LABEL.match(words)
            if found:
                return place_in("tại " + re.sub(r"^tại\s+", "", found["place"], flags=re.IGNORECASE))
            if _WHEN_TITLE.search(text[:40]) or only_time(text[:20]):
                online = ONLINE.match(words)
                if online:
                    return online["place"].strip(" ,")
                if heading is not None and heading["place"] and len(words) < _LONGEST_PLACE:
                    return words.strip(_MARKS + "+*•")
            heading = PLACE_HEADING.match(words)
        return None
