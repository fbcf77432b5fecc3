"""Calendars, agendas and meetings that stand in sentences and lists: lines that open with a time, «Thời gian: …», invitations.

A line that holds nothing but a time («Ngày 05/10 (thứ Bảy):», «Buổi chiều:») is a band: the hours below it are hours of that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.actors import subject_at
from normalize.dates import DateMention
from normalize.moments import Precision
from normalize.part import Block, Part
from normalize.ranges import Spans
from normalize.schedule_times import Opening, When, clocks, read_opening, read_when
from normalize.sentences import label_end, sentences
from normalize.structure import Zones
from schemas.facts import ScheduleItem
from schemas.plan import Header

Dates = dict[int, list[DateMention]]
"""The dates of a part by the start of the block they stand in."""

_STEP = re.compile(r"Bước\s+(?P<number>\d{1,2}|[IVX]{1,4})\s*[.:)–-]?\s*(?=\S)")
_EVENT = re.compile(
    r"(?:thời\s+(?:gian|điểm)|lịch|lúc|vào\s+(?:lúc|hồi)|(?:ngày\s+)?(?:khai|bế)\s+(?:mạc|giảng)|(?:ngày\s+)?tựu\s+trường|nghỉ|họp|tập\s+trung|tổ\s+chức|buổi|"
    r"bắt\s+đầu|kết\s+thúc|ngày\s+(?:thi|họp|hội)|từ\s+\d)",
    re.IGNORECASE,
)
_WHEN_TITLE = re.compile(r"(?:thời\s+(?:gian|điểm)|lịch)(?!\w)", re.IGNORECASE)
# What people come together for: «… tổ chức Hội nghị … vào lúc 8 giờ 00 ngày …», «Thời gian kết nối thử từ 16h00, ngày …».
_GATHERING = re.compile(
    r"(?<!\w)(?:họp|hội\s+(?:nghị|thảo|đàm|thi|diễn|trại|khỏe|khoẻ|giảng)|giao\s+ban|tập\s+huấn|khai\s+(?:mạc|giảng)|bế\s+(?:mạc|giảng)|sơ\s+kết|tổng\s+kết|lễ|"
    r"ngày\s+hội|buổi|cuộc\s+thi|(?:kỳ\s+|vòng\s+)?thi|làm\s+việc|tập\s+trung|có\s+mặt|diễn\s+ra|tổ\s+chức|thời\s+gian|tham\s+dự|dự|chung\s+kết|sơ\s+khảo|"
    r"tập\s+dượt|kết\s+nối|xuất\s+phát|khởi\s+hành|đón|gặp\s+mặt|tọa\s+đàm|toạ\s+đàm|chuyên\s+đề|sinh\s+hoạt)(?!\w)",
    re.IGNORECASE,
)
# What may last several days: «Kiểm tra cuối học kỳ I từ ngày … đến hết ngày …».
_LASTING = re.compile(
    r"(?<!\w)(?:kiểm\s+tra|ôn\s+tập|nghỉ|học\s+k[ỳì]|thi|hội\s+(?:thi|diễn|khỏe|khoẻ|giảng|thảo|nghị)|tập\s+huấn|lớp|đợt|vòng|tham\s+quan|diễn\s+ra|triển\s+lãm)(?!\w)",
    re.IGNORECASE,
)
_PAST = re.compile(r"(?<!\w)(?:đã|vừa|trước\s+đó)(?!\w)", re.IGNORECASE)
_BOUND = re.compile(r"\s*(?:trước|chậm\s+nhất|muộn\s+nhất|hạn|đến\s+hết|sau)(?!\w)", re.IGNORECASE)
_PLACE_LABEL = re.compile(
    r"[\W\d]*(?:Địa\s+điểm|Nơi\s+họp)(?:\s+[^:.;\n]{0,40})?\s*:\s*(?P<place>[^\n]{3,200})", re.IGNORECASE
)
_PLACE = re.compile(r"(?:địa\s+điểm\s*:|(?<!\w)tại)\s+(?P<place>(?:[^.;:\n()]|\.(?=\d)){3,140})", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"(?:tại\s+)?(?:phụ\s+lục|mục|điều|khoản|điểm|công\s+văn|kế\s+hoạch|thông\s+báo|quyết\s+định|mỗi|từng|các\s+(?:nội|văn)"
    r"|đây|chỗ)(?!\w)",
    re.IGNORECASE,
)
_PLACE_END = re.compile(
    r"[,\s]+(?:từ|lúc|vào|để|nhằm|theo|thời\s+gian|bắt\s+đầu|và\s+(?:triển|thực|báo))(?!\w).*$", re.IGNORECASE
)
# «Phát hành hồ sơ: từ ngày …»: what a list names, a colon, and when it is; not whose document or birth the date is.
_NAMED = re.compile(r"(?P<label>[^\W\d_][^:;.\n]{2,70}):\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?<!\w)(?:số|căn\s+cứ|sinh|quyết\s+định|nghị\s+quyết|công\s+văn|thông\s+tư|kèm\s+theo|hạn|hiệu\s+lực|ban\s+hành|ký|cấp|ghi\s+chú|lưu\s+ý|v/v)(?!\w)",
    re.IGNORECASE,
)
_SO_LONG = re.compile(r"\d{1,2}\s*(?:\([^()\d]{2,20}\)\s*)?(?:ngày|buổi|tuần)(?:\s+[^\d,;.:()]{1,25})?\s*")
_DOTS = re.compile(r"[.…_]{5,}")
_AFTER = 400  # characters of a paragraph behind a date in which its place may be named
_HEAD = 90  # characters of a step in which its own time may stand
_BESIDE = 40  # characters beside a date in which its hour may stand
_REPORT = "BC"  # a report tells what was
_MARKS = " .;:–-()"
_CITING = re.compile(r"[\s+-]*(?:căn\s+cứ|thực\s+hiện|theo)\s", re.IGNORECASE)
_CALLS = re.compile(r"(?<!\w)(?:mời|dự|triệu\s+tập)(?!\w)", re.IGNORECASE)
_COUNTED_DAY = re.compile(r"ngày\s+(?:thứ\s+)?\d\s*:", re.IGNORECASE)
_CLAUSE = re.compile(r"[\s,;.)]+(?:và\s+)?")
_AND = re.compile(r"\s*(?:,|và|&|-|–|đến)?\s*(?:ngày\s*)?")
_DOCUMENT = re.compile(r"kèm\s+theo|ban\s+hành|số\s+\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph outside tables with the words of time that open it; `at` is where its label ends."""

    index: int
    block: Block
    text: str
    at: int
    opening: Opening | None


def prose_items(part: Part, zones: Zones, dates: Dates, header: Header, taken: Spans) -> list[ScheduleItem]:
    """The schedule items of paragraphs in reading order; `taken` are the spans of deadlines."""
    scan = _Scan(part, zones, dates, header, taken)
    return [item for line in scan.lines() for item in scan.items(line)]


class _Scan:
    """Walks the paragraphs of a part; keeps the day that the last band told."""

    def __init__(self, part: Part, zones: Zones, dates: Dates, header: Header, taken: Spans) -> None:
        self.part, self.zones, self.dates, self.header, self.taken = part, zones, dates, header, taken
        self.day: When | None = None
        self.run = 0  # how many lines in a row opened with a time

    def lines(self) -> list[_Line]:
        """The paragraphs that may tell of a schedule: main text and annexes, no tables and no blank forms."""
        found: list[_Line] = []
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
            found.append(_Line(index, block, text, at, opening))
        return found

    def _days(self, block: Block) -> list[DateMention]:
        """The dates of a paragraph; «NGÀY 1: …» counts the days of a course."""
        content = self.part.content
        found = self.dates.get(block.start, ())
        return [
            m for m in found if m.precision is not Precision.MONTHLY_DAY and not _COUNTED_DAY.match(content, m.start)
        ]

    def items(self, line: _Line) -> Iterator[ScheduleItem]:
        """The items that one paragraph tells."""
        step = _STEP.match(line.text)
        if step:
            yield self._step(line, step)
            return
        if line.opening is None:
            self.run = 0
        elif self._reads(line, line.opening):
            yield from self._row(line, line.opening)
            return
        yield from self._events(line)

    # ---- lines that open with a time ---------------------------------------------------------------------------------

    def _reads(self, line: _Line, opening: Opening) -> bool:
        """Whether a line that opens with words of time is a row of a calendar (or a band), and not a plain sentence."""
        when = opening.when
        self.run += 1
        if self.header.doc_type == _REPORT or _CITING.match(line.text):
            return False
        if not line.text[opening.stop :].strip(_MARKS):
            return True
        if not opening.parted or (_BOUND.match(line.text, line.at) and self.run < 2):
            return False  # «Trước ngày 15/9: nộp …» alone is a deadline
        return when.told or when.phase or (when.session and self.day is not None)

    def _row(self, line: _Line, opening: Opening) -> Iterator[ScheduleItem]:
        """The item of a line that opens with a time; a line that holds nothing else is the band of what follows."""
        when = opening.when
        whole = not line.text[opening.content :].strip(_MARKS)
        if self.day and not when.start and not when.end and (when.time or when.session):
            when = replace(when, start=self.day.start, sure=min(when.sure, self.day.sure, 0.8))
        elif when.start and (whole or line.text.rstrip().endswith(":")):
            self.day = when  # «Ngày 05/10:», «Tuần 1 (15-21/11) – Giai đoạn …:»
        if whole and not self._titled(line, when):
            return
        if when.told or when.phase:
            yield self._item(line, when, line.at, len(line.text))

    def _titled(self, line: _Line, when: When) -> bool:
        """Whether a line that is only a time is an event of its own: under a heading «Thời gian», or with its hour."""
        if not (when.start or when.end) or line.text.rstrip().endswith(":"):
            return False
        following = self.part.blocks[line.index + 1 : line.index + 2]
        if following and following[0].cell and following[0].cell.ruled:
            return False  # «NGÀY 1: THỨ HAI, NGÀY 24/8/2026» above a table of hours
        above = self.part.words(self.part.blocks[line.index - 1]) if line.index else ""
        return bool(when.time) or (len(above) < 60 and bool(_WHEN_TITLE.match(above, label_end(above, 0, len(above)))))

    # ---- «Thời gian: …», invitations ---------------------------------------------------------------------------------

    def _events(self, line: _Line) -> Iterator[ScheduleItem]:
        """The events that a paragraph's first announcing sentence tells; a sentence may tell several ranges."""
        block = line.block
        inside = [m for m in self.dates.get(block.start, ()) if not m.every]
        if not inside or block.start >= self.zones.body[1]:
            return
        if _CITING.match(line.text) and not _CALLS.search(line.text):
            return
        for at, end in sentences(self.part.content, block.start + line.at, block.end):
            own = [m for m in inside if at <= m.start < end]
            told = [(i, m) for i, m in enumerate(own) if self._announces(m, at, end)]
            if len(told) > 1:  # «Khai mạc 8h00 ngày …, bế mạc … ngày …» is one event with its end
                told = [told[0], *(t for t in told[1:] if t[1].precision is Precision.RANGE)]
            for number, (index, mention) in enumerate(told):
                joined = self._joined(own[index:])
                lead = max(at, mention.start - 60)
                when = read_when(
                    self.part.content[lead : min(end, joined[-1].end + _BESIDE)], joined, lead, self.header
                )
                if when.start is None or len(when.start) < 7 or self._gone(when.start):
                    continue
                begin = at if number == 0 else self._clause(told[number - 1][1].end)
                stop = end if number == len(told) - 1 else joined[-1].end
                yield self._item(line, when, begin - block.start, stop - block.start)
            if told:
                return

    def _clause(self, at: int) -> int:
        """Where the clause after a date begins."""
        match = _CLAUSE.match(self.part.content, at)
        return match.end() if match else at

    def _joined(self, mentions: Sequence[DateMention]) -> list[DateMention]:
        """The mentions that go on with the first: «ngày 24/8, 25/8 và 26/8»."""
        joined = [mentions[0]]
        for mention in mentions[1:]:
            between = self.part.content[joined[-1].end : mention.start]
            if not _AND.fullmatch(between) or mention.precision is not Precision.DAY:
                break
            joined.append(mention)
        return joined

    def _gone(self, start: str) -> bool:
        issued = self.header.issued_on or ""
        return start < issued[: len(start)]

    def _announces(self, mention: DateMention, at: int, end: int) -> bool:
        """Tell whether the sentence `content[at:end]` announces an event on the mentioned day.

        «Thời gian: 14h00 ngày …», «Phát hành hồ sơ: từ ngày …» do; so does a sentence that calls people together at an hour
        («… tổ chức Hội nghị vào lúc 8 giờ 00 ngày …»), and one that tells how long something goes on.
        """
        content = self.part.content
        lead = content[at : mention.start]
        if _DOCUMENT.search(lead[-80:]) or _PAST.search(lead[-60:]):
            return False
        ranged = mention.precision is Precision.RANGE
        day = ranged or mention.precision in (Precision.DAY, Precision.YEARLY_DAY)
        named = _NAMED.match(content, at, mention.start)
        counted = named is not None and bool(
            _SO_LONG.fullmatch(content[named.end() : mention.start])
        )  # «học trực tiếp: 05 ngày trong tháng 4/2019»
        if named and ((day and named.end() == mention.start) or counted) and not _NO_NAME.search(named["label"]):
            return not _BOUND.match(mention.text) and (ranged or self._free(mention))
        if not self._free(mention):
            return False
        time = mention.time or clocks(content[max(at, mention.start - _BESIDE) : min(end, mention.end + _BESIDE)])[0]
        if len(lead) <= 60 and _EVENT.match(content, at) and ((time and day) or ":" in lead):
            return True
        if ranged and _LASTING.search(re.split(r"[,;:]", lead[-90:])[-1]):
            return True
        return bool(time and day and _GATHERING.search(re.split(r"[;:]", lead[-160:])[-1]))

    def _free(self, mention: DateMention) -> bool:
        return self.taken.leave_free(mention.start, mention.end)

    # ---- both --------------------------------------------------------------------------------------------------------

    def _step(self, line: _Line, step: re.Match[str]) -> ScheduleItem:
        """A step of a procedure, with the time that its own head tells («Bước 1 (từ … đến …): …»)."""
        begin = step.end()
        stop = begin + len(re.split(r":(?!\d)", line.text[begin : begin + _HEAD])[0])
        start, end = line.block.start + begin, line.block.end
        early = [m for m in self.dates.get(line.block.start, ()) if m.end <= line.block.start + stop]
        when = read_when(line.text[begin:stop], early, start, self.header) if early else When()
        actor = subject_at(self.part.content, start, end)
        return ScheduleItem(
            start=when.start, end=when.end, step=step["number"], content=self.part.content[start:end],
            responsible=[self.part.content[actor.start : actor.end]] if actor else [],
            evidence=[self.part.evidence(start, end, 0.9)],
        )  # fmt: skip

    def _item(self, line: _Line, when: When, at: int, stop: int) -> ScheduleItem:
        words = line.text[at:stop].rstrip()
        start = line.block.start + at
        end = start + len(words)
        return ScheduleItem(
            start=when.start, end=when.end, time=when.time, time_end=when.time_end, place=self._place(line, words),
            step=when.counted if when.counted and when.counted.isdigit() else None, content=words,
            evidence=[self.part.evidence(start, end, round(0.85 * when.sure, 3))],
        )  # fmt: skip

    def _place(self, line: _Line, text: str) -> str | None:
        """The place named in the line itself, or in the «Địa điểm» line next to it."""
        own = place_in(text[:_AFTER])
        if own:
            return own
        for block in self.part.blocks[line.index + 1 : line.index + 4]:
            found = _PLACE_LABEL.match(self.part.words(block))
            if found:
                return place_in("tại " + re.sub(r"^tại\s+", "", found["place"], flags=re.IGNORECASE))
        return None


def place_in(text: str) -> str | None:
    """The place that `text` names behind «tại» or «Địa điểm:», or None."""
    for found in _PLACE.finditer(text):
        place = _PLACE_END.sub("", found["place"]).strip(" ,–-")
        if len(place) > 2 and not _NO_PLACE.match(place):
            return place
    return None
