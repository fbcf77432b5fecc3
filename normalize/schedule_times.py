"""When a schedule item is: the words of time that open a line or fill a cell, read into days, months and hours.

A year that is not printed is told by the dispatch's own date, by its school year, or by the line above, at lower confidence;
none is told where none of these is there.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from normalize.dates import DateMention
from normalize.moments import Precision
from schemas.plan import Header

_CLOCK = re.compile(
    r"(?<![\d/.,-])(?P<hour>[01]?\d|2[0-3])\s*(?:(?:giờ|h|g)(?![^\W\d_])\s*(?:(?P<minute>[0-5]\d)(?!\d)(?:\s*(?:phút|p|['’])(?!\w))?)?|:(?P<colon>[0-5]\d)(?!\d))",
    re.IGNORECASE,
)
# Words that stand in the time of a line and tell no day themselves.
_FILLER = re.compile(
    r"(?:từ|kể\s+từ|đến\s+hết|đến\s+trước|đến|tới|hết|các\s+ngày|ngày\s+thứ\s+(?:nhất|hai|ba|tư|năm|\d)|ngày|vào\s+lúc|vào\s+hồi|vào|lúc|khoảng|dự\s+kiến"
    r"|trong|ngay|buổi|sáng|trưa|chiều|tối|cả\s+ngày|thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])(?!\d)|chủ\s+nhật|CN|và|bắt\s+đầu|trước|chậm\s+nhất|muộn\s+nhất"
    r"|sau|đầu|giữa|cuối|của|tháng|năm|nay|giờ|phút|thời\s+gian|thời\s+điểm|hạn\s+cuối|là|đúng|âm\s+lịch)(?!\w)|[→&]",
    re.IGNORECASE,
)
# Names of stretches that a plan counts: they tell no day, but a line that begins with one is a row of its calendar.
_COUNTED = re.compile(
    r"(?:tuần|ca|đợt|giai\s+đoạn|vòng|lần|kỳ|phần)\s+(?:thứ\s+)?(?P<number>\d{1,2}|[IVX]{1,4}|nhất|hai|ba|tư|năm|một|đầu(?:\s+tiên)?|cuối)(?!\w)",
    re.IGNORECASE,
)
# «05 ngày đầu», «2 ngày tiếp theo»: phases of a course, counted from a day that is told elsewhere.
_PHASE = re.compile(
    r"(?:trong\s+)?\d{1,2}\s*(?:\([^()\d]{2,20}\)\s*)?(?:ngày|tuần|buổi|tháng)\s+(?:đầu(?:\s+tiên)?|tiếp\s+theo|kế\s+tiếp|cuối(?:\s+cùng)?|sau|còn\s+lại)(?!\w)",
    re.IGNORECASE,
)
_SESSION = re.compile(r"(?:buổi\s+)?(?:sáng|trưa|chiều|tối)(?!\w)|cả\s+ngày", re.IGNORECASE)
_NOW = re.compile(r"(?:kể\s+)?từ\s+nay", re.IGNORECASE)
# «15-21/11», «29/11-05/12»: two days in the brackets of a week, with the year where it is printed.
_DAYS = re.compile(
    r"(?<![\d/])(?P<a>\d{1,2})(?:\s?/\s?(?P<am>\d{1,2}))?(?:\s?/\s?(?P<ay>\d{4}))?\s*(?:-|–|→|đến)\s*(?:ngày\s+)?(?P<b>\d{1,2})\s?/\s?(?P<bm>\d{1,2})(?:\s?/\s?(?P<by>\d{4}))?(?![\d/])"
)
_UNTIL = re.compile(r"(?<!\w)(?:đến|tới|hết)(?!\w)", re.IGNORECASE)
# «24, 25 và 26 tháng 8 năm 2026»: the first of several days; the last is a date of its own.
_FIRST_OF = re.compile(r"(?<![\d/])(?P<day>\d{1,2})(?:\s*(?:,|và|&)\s*\d{1,2})*\s*(?:,|và|&)\s*$")
_LISTED = re.compile(r"\d{1,2}\s*(?=,|và|&)")  # «24, 25 và 26 tháng 8»
_GAP = re.compile(r"[\s,().]+")
# «Tháng 11+12», «Tháng 1, 2, 3/2026»: the months behind the first, with the year where it is printed.
_MORE_MONTHS = re.compile(
    r"(?:\s*(?:(?:\+|,|&|và)\s*(?:tháng\s*)?|[-–]\s*tháng\s*)\d{1,2}(?!\s*/\s*\d{1,2}(?!\d)))+(?:\s*/\s*(?P<year>\d{4}))?(?![\d/])",
    re.IGNORECASE,
)
_ONLY_TIME = re.compile(
    rf"(?:{_FILLER.pattern}|{_CLOCK.pattern}|(?:tuần|đợt)\s+\d{{1,2}}|\d{{1,2}}\s*(?=,|và|&)|,\s*\d{{1,2}}(?=\s*\()|[\s,()])*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?::(?!\d)|[–-](?=\s+\S)|,(?=\s+[A-ZĐÀ-Ỹ])|(?<=\d)\.(?=\s+[A-ZĐÀ-Ỹ]))\s*")
_BACK, _AHEAD = 75, 290  # days before and after the dispatch within which a day without a year is meant
_LONGEST = 130  # characters of the words of time that open a line


@dataclass(frozen=True, slots=True)
class When:
    """Days as EDTF, hours as HH:MM, and how sure they are.

    `counted` is the number of a counted stretch («Tuần 2»), `session` tells of «buổi sáng», `phase` of «05 ngày đầu».
    """

    start: str | None = None
    end: str | None = None
    time: str | None = None
    time_end: str | None = None
    sure: float = 0.9
    counted: str | None = None
    session: bool = False
    phase: bool = False

    @property
    def told(self) -> bool:
        """Whether anything is told."""
        return bool(self.start or self.end or self.time)


@dataclass(frozen=True, slots=True)
class Opening:
    """The words of time that open a line: when, where they end, where the content begins, whether a mark parts them."""

    when: When
    stop: int
    content: int
    parted: bool


def only_time(text: str) -> bool:
    """Whether `text` holds nothing but words of time and hours («dự kiến», «vào lúc 8h00, thứ Bảy,»)."""
    return bool(_ONLY_TIME.fullmatch(text))


def clocks(text: str) -> tuple[str | None, str | None]:
    """The first hour of `text` and, where a second follows it («8h30 - 8h35»), that one."""
    found = list(_CLOCK.finditer(text))[:2]
    hours = [f"{int(m['hour']):02d}:{m['minute'] or m['colon'] or '00'}" for m in found]
    if len(found) == 2 and not re.fullmatch(r"\s*(?:-|–|→|đến|tới)\s*", text[found[0].end() : found[1].start()]):
        return hours[0], None
    return (hours[0] if hours else None), (hours[1] if len(hours) > 1 else None)


def read_when(text: str, mentions: Sequence[DateMention], offset: int, header: Header, near: str | None = None) -> When:
    """When `text` (at `offset` in the part) says something is, by the dates in it; `near` is a day of the line above."""
    time, until = clocks(text)
    days = _DAYS.search(text)
    if days and not any(m.start <= offset + days.start("b") < m.end and m.edtf for m in mentions):
        told = _span(days, header, near)
        if told:
            return When(told[0], told[1], time, until, told[2])
    if not mentions:
        return When(time=time, time_end=until, sure=0.7)
    first, last = mentions[0], mentions[-1]
    start, sure = edtf(first, header, near)
    end: str | None = None
    if start and "/" in start:
        start, _, end = start.partition("/")
    elif last is not first:
        ending, surer = edtf(last, header, start or near)
        end, sure = (ending or "").rpartition("/")[2] or None, min(sure, surer)
    else:
        before = text[: first.start - offset] if first.start >= offset else ""
        several = _FIRST_OF.search(before)
        day = int(several["day"]) if several else 0
        if several and start and len(start) == 10 and 0 < day < int(start[8:]):
            start, end = f"{start[:8]}{day:02d}", start
        elif _NOW.search(before[-12:]) or _NOW.search(first.text):
            start, end = header.issued_on, start
        elif until is None and not first.time and _UNTIL.search(before[-12:] + first.text[:12]):
            start, end = None, start
    if start and end and end <= start:
        end = None
    hour = time if until or first.precision is Precision.RANGE else first.time or time
    return When(start, end, hour, until, sure)


def edtf(mention: DateMention, header: Header, near: str | None = None) -> tuple[str | None, float]:
    """The mention's date; a day or month without a year takes the year that lies nearest to the dispatch's own date."""
    moment = mention.moment
    if mention.edtf or moment is None or not moment.month:
        return mention.edtf, 0.9
    year = year_of(moment.month, moment.day, header, near)
    if year is None:
        return None, 0.5
    if moment.day is None:
        told = re.findall(r"\d{1,2}", mention.text) if mention.precision is Precision.RANGE else []
        last = int(told[-1]) if told else moment.month
        if 1 <= last <= 12 and last != moment.month:  # «Từ tháng 9 đến hết tháng 12»
            return f"{year}-{moment.month:02d}/{year + (last < moment.month)}-{last:02d}", 0.7
        return f"{year}-{moment.month:02d}", 0.7
    try:
        return date(year, moment.month, moment.day).isoformat(), 0.75
    except ValueError:
        return None, 0.5


def year_of(month: int, day: int | None, header: Header, near: str | None = None) -> int | None:
    """The year of a month (and day) that prints none: nearest to `near`, else about the dispatch's date, else its school year."""
    if near and len(near) >= 7:
        here = date(int(near[:4]), int(near[5:7]), 15)
        return min(range(here.year - 1, here.year + 2), key=lambda y: abs((date(y, month, 15) - here).days))
    issued = header.issued_on
    if issued and len(issued) >= 7:
        own = date.fromisoformat(issued) if len(issued) == 10 else date(int(issued[:4]), int(issued[5:7]), 1)
        for year in (own.year, own.year + 1, own.year - 1):
            last = day or monthrange(year, month)[1]
            if last > monthrange(year, month)[1]:
                continue
            if -_BACK <= (date(year, month, last) - own) / timedelta(days=1) <= _AHEAD:
                return year
    if header.school_year:
        first = int(header.school_year[:4])
        return first if month >= 7 else first + 1
    return int(issued[:4]) if issued and len(issued) >= 4 else None


def _span(days: re.Match[str], header: Header, near: str | None) -> tuple[str, str, float] | None:
    last_month = int(days["bm"])
    if not 1 <= last_month <= 12:
        return None
    printed = days["by"]
    year = int(printed) if printed else year_of(last_month, None, header, near)
    month = int(days["am"] or last_month)
    if year is None or not 1 <= month <= 12:
        return None
    begin = int(days["ay"]) if days["ay"] else year - (month > last_month)
    try:
        first, last = date(begin, month, int(days["a"])), date(year, last_month, int(days["b"]))
    except ValueError:
        return None
    return (first.isoformat(), last.isoformat(), 0.9 if printed else 0.75) if first <= last else None


def read_opening(
    text: str, at: int, offset: int, mentions: Sequence[DateMention], header: Header, near: str | None = None
) -> Opening | None:
    """The words of time that open `text[at:]` (a line whose own offset is `offset`), or None where it opens with others.

    «Ngày 05/10 (thứ Bảy):», «7h30 – 8h00:», «Tuần 2 (22-28/11) –», «Đợt 1: Từ … đến …:», «Buổi sáng:», «Từ nay đến hết tháng 9:».
    """
    reader = _Reader(text, at, {m.start - offset: m for m in mentions}, offset)
    reader.read()
    when = read_when(text[at : reader.at], reader.used, offset + at, header, near)
    if not (when.told or reader.counted or reader.session or reader.phase):
        return None
    when = replace(
        reader.months(when, header, near), counted=reader.counted, session=reader.session, phase=reader.phase
    )
    separator = _SEPARATOR.match(text, reader.at)
    return Opening(when, reader.at, separator.end() if separator else reader.at, bool(separator))


class _Reader:
    """A cursor over the words of time that open a line; it stops before the mark that parts them from the content."""

    def __init__(self, text: str, at: int, dates: dict[int, DateMention], offset: int) -> None:
        self.text, self.begin, self.at, self.dates, self.offset = text, at, at, dates, offset
        self.used: list[DateMention] = []
        self.counted: str | None = None
        self.session = self.phase = self.told = False
        self.more: tuple[int, int | None] | None = None  # the last of several months, and the year printed with it

    def read(self) -> None:
        """Go over dates, hours and words of time as far as they reach."""
        limit = min(len(self.text), self.begin + _LONGEST)
        while self.at < limit and (self._date() or self._mark() or self._word()):
            pass
        if len(self.used) > 1 and self.used[0].precision is Precision.SEMESTER:
            self.counted = self.counted or "học kỳ"  # «Học kỳ I: từ … đến …» names the stretch that the days bound
            del self.used[0]

    def months(self, when: When, header: Header, near: str | None) -> When:
        """`when` with all months of «Tháng 1, 2, 3/2026»."""
        if self.more is None or not self.used or (first := self.used[0].moment) is None or not first.month:
            return when
        last, printed = self.more
        year = printed - (first.month > last) if printed else first.year or year_of(first.month, None, header, near)
        if year is None:
            return when
        start, end = f"{year}-{first.month:02d}", f"{year + (last < first.month)}-{last:02d}"
        return replace(when, start=start, end=end)

    def _date(self) -> bool:
        mention = self.dates.get(self.at)
        if mention is None or mention.end - self.offset <= self.at:
            return False
        self.used.append(mention)
        self.at, self.told = mention.end - self.offset, True
        more = _MORE_MONTHS.match(self.text, self.at) if mention.precision is Precision.MONTH else None
        if more and 1 <= (last := int(re.findall(r"\d{1,2}", more[0].partition("/")[0])[-1])) <= 12:
            self.more, self.at = (last, int(more["year"]) if more["year"] else None), more.end()
        return True

    def _mark(self) -> bool:
        """A gap or a mark; one that parts the words of time from the content ends them."""
        separator = _SEPARATOR.match(self.text, self.at)
        if separator:
            # «Đợt 1: Từ ngày …», «8h30 - 8h35», «Từ 01/9 – 15/9»: the mark stands inside the words of time
            named = self.told or self.counted or self.session or self.phase
            if not named or not self._goes_on(separator.end()):
                return False
            self.at = separator.end()
            return True
        gap = _GAP.match(self.text, self.at)
        if gap:
            self.at = gap.end()
        return bool(gap)

    def _word(self) -> bool:
        if match := _CLOCK.match(self.text, self.at) or _DAYS.match(self.text, self.at):
            self.told = True
        elif match := _PHASE.match(self.text, self.at):
            self.phase = True
        elif match := _COUNTED.match(self.text, self.at):
            self.counted = self.counted or match["number"]
        elif match := _FILLER.match(self.text, self.at):
            inside = [at for at in self.dates if self.at < at < match.end()]
            if inside:  # «Ngày thứ hai (25/11)»: the date is read with its weekday
                self.at = min(inside)
                return True
            self.session = self.session or bool(_SESSION.match(self.text, self.at))
            self.told = self.told or bool(_NOW.match(self.text, self.at))
        else:
            match = _LISTED.match(self.text, self.at)
        if match:
            self.at = match.end()
        return bool(match)

    def _goes_on(self, at: int) -> bool:
        """Whether more words of time, and a date or an hour among them, follow a mark."""
        for _ in range(4):
            if at in self.dates or _CLOCK.match(self.text, at) or _DAYS.match(self.text, at):
                return True
            word = _FILLER.match(self.text, at) or _GAP.match(self.text, at)
            if word is None:
                return False
            at = word.end()
        return at in self.dates
