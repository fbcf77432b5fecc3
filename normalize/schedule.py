"""Schedules: rows of calendar tables, the steps of a procedure («Bước n»), meetings and sessions with time and place.

A row's date may stand in a band above it («Ngày 26/8» across the table) or in a merged cell; a year that is not printed
is that of the dispatch's own date, at lower confidence, and none is told where the dispatch has no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from normalize.actors import subject_at
from normalize.dates import DateMention, find_dates
from normalize.moments import Precision
from normalize.part import Block, Part
from normalize.ranges import Spans
from normalize.sentences import label_end
from normalize.structure import Zones
from schemas.facts import Deadline, ScheduleItem
from schemas.plan import Header

_DATE_HEAD = re.compile(r"^(?:thời\s+(?:gian|điểm|hạn)|ngày|tháng|buổi|giờ|lịch|tuần|tiến\s+độ|mốc)", re.IGNORECASE)
_CONTENT_HEAD = re.compile(
    r"nội\s+dung|công\s+việc|hoạt\s+động|nhiệm\s+vụ|môn|chuyên\s+đề|chương\s+trình|tên|sự\s+kiện", re.IGNORECASE
)
_WHO_HEAD = re.compile(
    r"phụ\s+trách|chủ\s+trì|người\s+thực\s+hiện|phân\s+công|chịu\s+trách\s+nhiệm|đơn\s+vị\s+thực\s+hiện|giảng\s+viên",
    re.IGNORECASE,
)
_WITH_HEAD = re.compile(r"phối\s+hợp|tham\s+(?:gia|dự)|thành\s+phần|bộ\s+phận|đối\s+tượng|thực\s+hiện", re.IGNORECASE)
_PLACE_HEAD = re.compile(r"địa\s+điểm|nơi|phòng", re.IGNORECASE)
_STEP = re.compile(r"Bước\s+(?P<number>\d{1,2}|[IVX]{1,4})\s*[.:)–-]?\s*(?=\S)")
_EVENT = re.compile(
    r"(?:[Tt]hời\s+gian|[Ll]ịch|[Ll]úc|[Kk]hai\s+mạc|[Bb]ế\s+mạc|[Hh]ọp|[Tt]ập\s+trung|[Tt]ổ\s+chức|[Bb]uổi|[Bb]ắt\s+đầu|[Nn]gày\s+thi|[Tt]ừ\s+\d)"
)
_PLACE = re.compile(r"(?:[Đđ]ịa\s+điểm(?:\s+[^:.;\n]{0,30})?\s*:|(?<!\w)tại)\s+(?P<place>[^.;\n(]{3,140})")
_NEAR = 8  # paragraphs above a table among which its day is looked for
_TIME_ONLY = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-3])\s*(?:giờ|h|g(?!i)|:)\s*(?P<minute>[0-5]\d)?(?!\d)")


_Dates = Mapping[int, Sequence[DateMention]]  # by the start of the block they stand in


@dataclass(frozen=True, slots=True)
class _When:
    start: str | None
    end: str | None
    time: str | None
    sure: float


def find_schedule(
    part: Part,
    zones: Zones,
    header: Header,
    *,
    masked: Sequence[tuple[int, int]] = (),
    deadlines: Sequence[Deadline] = (),
) -> list[ScheduleItem]:
    """Find schedule items in reading order; `masked` are citation spans, `deadlines` what is a deadline already."""
    dates = _by_block(part, find_dates(part, masked))
    taken = Spans((d.evidence[0].start, d.evidence[0].end) for d in deadlines)
    found = [*_tables(part, dates, header), *_steps(part, zones), *_events(part, zones, dates, header, taken)]
    return sorted(found, key=lambda item: item.evidence[0].start)


def _tables(part: Part, dates: _Dates, header: Header) -> Iterator[ScheduleItem]:
    for number in part.tables:
        rows = list(part.rows(number))
        heads = {c: " ".join(part.words(b) for b in blocks) for c, blocks in rows[0][1].items()} if rows else {}
        column = _date_column(part, rows, heads, dates)
        if column is not None:
            above = _above(part, part.tables[number][0].start, dates, header)
            yield from _rows(part, rows, heads, column, dates, header, above)


def _above(part: Part, start: int, dates: _Dates, header: Header) -> _When | None:
    """Return the day named last in the few paragraphs above a table («Ngày 24/8/2026:»), for rows that give hours only."""
    near = [b for b in part.blocks if b.end <= start and not (b.cell and b.cell.ruled)][-_NEAR:]
    for block in reversed(near):
        days = [d for d in _inside(dates, [block]) if d.precision in (Precision.DAY, Precision.YEARLY_DAY)]
        when = _when(part, [block], days[-1:], header) if days else None
        if when and when.start != header.issued_on:  # «(Kèm theo Kế hoạch số … ngày …)» names the dispatch, not the day
            return when
    return None


_Row = tuple[int, dict[int, list[Block]]]


def _date_column(part: Part, rows: list[_Row], heads: dict[int, str], dates: _Dates) -> int | None:
    """Return the column whose cells are dates: by its head and its cells, in a table with at least two such cells."""
    counts: dict[int, int] = {}
    for _, cells in rows[1:]:
        for column, blocks in cells.items():
            if _tells_when(part, blocks, _inside(dates, blocks), heads.get(column, "")):
                counts[column] = counts.get(column, 0) + 1
    likely = [c for c, n in counts.items() if n >= 2 or (n == 1 and _DATE_HEAD.match(heads.get(c, "")))]
    return min(likely, key=lambda c: (not _DATE_HEAD.match(heads.get(c, "")), -counts[c], c), default=None)


def _tells_when(part: Part, blocks: Sequence[Block], inside: Sequence[DateMention], head: str) -> bool:
    """Tell whether a cell is mainly a date, or holds an hour under a head such as «Thời gian»."""
    if sum(d.end - d.start for d in inside) * 2 >= max(1, sum(b.end - b.start for b in blocks)):
        return True
    return bool(_DATE_HEAD.match(head)) and any(_TIME_ONLY.search(part.words(b)) for b in blocks)


def _rows(
    part: Part,
    rows: list[_Row],
    heads: dict[int, str],
    column: int,
    dates: _Dates,
    header: Header,
    band: _When | None,
) -> Iterator[ScheduleItem]:
    for row, cells in rows:
        blocks = cells.get(column, [])
        inside = _inside(dates, blocks)
        own = _when(part, blocks, inside, header)
        if len(cells) == 1 or (row == 0 and not own):  # a band across the table, or the heads
            across = next(iter(cells.values()))
            told = _when(part, across, _inside(dates, across), header)
            band = told if told and told.start else band
            continue
        when = _joined(own, band)
        content = _content(part, cells, heads, column)
        if when is None or not content:
            continue
        if own and own.start:
            band = own
        start, end = content[0].start, content[-1].end
        if start >= end:
            continue
        yield ScheduleItem(
            start=when.start, end=when.end, time=when.time,
            place=_place(part, cells, heads, part.content[start:end]),
            content=part.content[start:end],
            responsible=_names(part, cells, heads, _WHO_HEAD, column),
            participants=_names(part, cells, heads, _WITH_HEAD, column),
            evidence=[part.evidence(start, end, when.sure)] + [part.evidence(b.start, b.end) for b in blocks[:1] if b.end > b.start],
        )  # fmt: skip


def _joined(own: _When | None, band: _When | None) -> _When | None:
    if own and (own.start or not band):
        return own
    if own and band:  # an hour under a band that tells the day
        return _When(band.start, band.end, own.time, min(own.sure, band.sure))
    return None


def _content(part: Part, cells: dict[int, list[Block]], heads: dict[int, str], column: int) -> list[Block]:
    named = [c for c in cells if c != column and _CONTENT_HEAD.search(heads.get(c, ""))]
    others = named or [
        c
        for c in cells
        if c != column and not any(p.search(heads.get(c, "")) for p in (_WHO_HEAD, _WITH_HEAD, _PLACE_HEAD))
    ]
    if not others:
        return []
    return max((cells[c] for c in others), key=lambda blocks: sum(b.end - b.start for b in blocks))


def _names(
    part: Part, cells: dict[int, list[Block]], heads: dict[int, str], pattern: re.Pattern[str], column: int
) -> list[str]:
    chosen = next(
        (
            c
            for c in cells
            if c != column and pattern.search(heads.get(c, "")) and not _CONTENT_HEAD.search(heads.get(c, ""))
        ),
        None,
    )
    if chosen is None or (pattern is _WITH_HEAD and _WHO_HEAD.search(heads.get(chosen, ""))):
        return []
    return [name for b in cells[chosen] if (name := part.words(b).strip(" -–+;,"))]


def _place(part: Part, cells: dict[int, list[Block]], heads: dict[int, str], content: str) -> str | None:
    chosen = next((c for c in cells if _PLACE_HEAD.search(heads.get(c, ""))), None)
    if chosen is not None:
        return " ".join(part.words(b) for b in cells[chosen]).strip() or None
    found = _PLACE.search(content)
    return found.group("place").strip(" ,") if found else None


def _by_block(part: Part, mentions: Sequence[DateMention]) -> _Dates:
    """Return the mentions by the start of their block, so that each look-up costs the same in a long dispatch."""
    found: dict[int, list[DateMention]] = {}
    for mention in mentions:
        block = part.block_at(mention.start)
        if block is not None:
            found.setdefault(block.start, []).append(mention)
    return found


def _inside(dates: _Dates, blocks: Sequence[Block]) -> list[DateMention]:
    return [d for b in blocks if b.end > b.start for d in dates.get(b.start, ())]


def _when(part: Part, blocks: Sequence[Block], inside: Sequence[DateMention], header: Header) -> _When | None:
    text = "\n".join(part.words(b) for b in blocks)
    clock = _TIME_ONLY.search(text)
    hour = f"{int(clock.group('hour')):02d}:{clock.group('minute') or '00'}" if clock else None
    if not inside:
        return _When(None, None, hour, 0.7) if hour else None
    first, last = inside[0], inside[-1]
    start, sure = _edtf(first, header)
    if "/" in (start or ""):
        begin, _, finish = (start or "").partition("/")
        return _When(begin, finish, first.time or hour, sure)
    end, _ = _edtf(last, header) if last is not first and last.precision is Precision.DAY else (None, sure)
    return _When(start, end if end != start else None, first.time or hour, sure)


def _edtf(mention: DateMention, header: Header) -> tuple[str | None, float]:
    """Return the mention's date; a day and month without a year take the first such day from the dispatch's own date on."""
    moment = mention.moment
    if mention.edtf or moment is None or not (moment.month and moment.day):
        return mention.edtf, 0.9
    issued = header.issued_on
    if issued is None or len(issued) < 4:
        return None, 0.5
    year = int(issued[:4])
    try:
        day = date(year, moment.month, moment.day)
        if len(issued) == 10 and day < date.fromisoformat(issued):
            day = day.replace(year=year + 1)
    except ValueError:
        return None, 0.5
    return day.isoformat(), 0.7


def _steps(part: Part, zones: Zones) -> Iterator[ScheduleItem]:
    for block in part.paragraphs:
        if not zones.body[0] <= block.start < zones.body[1]:
            continue
        label = _STEP.match(part.content, block.start, block.end)
        if label is None:
            continue
        start, end = label.end(), block.end
        actor = subject_at(part.content, start, end)
        yield ScheduleItem(
            step=label.group("number"),
            content=part.content[start:end],
            responsible=[part.content[actor.start : actor.end]] if actor else [],
            evidence=[part.evidence(start, end, 0.9)],
        )


def _events(part: Part, zones: Zones, dates: _Dates, header: Header, taken: Spans) -> Iterator[ScheduleItem]:
    """Find meetings and sessions: a paragraph that tells a day with its hour, or «Thời gian: ngày …» of an event."""
    issued = header.issued_on or ""
    for index, block in enumerate(part.blocks):
        if (block.cell and block.cell.ruled) or not zones.body[0] <= block.start < zones.body[1]:
            continue
        at = label_end(part.content, block.start, block.end)
        for mention in _inside(dates, [block])[:1]:
            if mention.every or not taken.leave_free(mention.start, mention.end):
                continue
            when = _when(part, [block], [mention], header)
            if when is None or when.start is None or len(when.start) < 7 or when.start < issued[: len(when.start)]:
                continue
            if not _announces(part, at, block.end, mention, when):
                continue
            yield ScheduleItem(
                start=when.start, end=when.end, time=mention.time or when.time,
                place=_event_place(part, index),
                content=part.content[at : block.end],
                evidence=[part.evidence(at, block.end, 0.8 * when.sure)],
            )  # fmt: skip


def _announces(part: Part, at: int, end: int, mention: DateMention, when: _When) -> bool:
    """Tell whether the paragraph `content[at:end]` announces an event on the mentioned day.

    «Thời gian: 14h00 ngày …», «Lúc 8 giờ ngày …», «Khai mạc: …» do; so does a list item that opens with the day and a
    colon («15/11: Phát động …»).
    """
    lead, rest = part.content[at : mention.start], part.content[mention.end : end]
    if not lead.strip(" –-("):  # «Ngày 24/8:» with nothing after it heads what follows
        return rest[:2].lstrip(" )").startswith((":", "–", "-")) and bool(rest.strip(" :–-.;)"))
    hour = mention.time or (when.time if len(when.start or "") == 10 else None)
    return len(lead) <= 60 and bool(_EVENT.match(part.content, at)) and bool(hour or ":" in lead)


def _event_place(part: Part, index: int) -> str | None:
    """Return the place named in the paragraph itself, or in the «Địa điểm» paragraph next to it."""
    own = _PLACE.search(part.words(part.blocks[index]))
    if own:
        return own.group("place").strip(" ,")
    for block in part.blocks[index + 1 : index + 3]:
        words = part.words(block)
        found = _PLACE.search(words)
        if found and re.match(r"[\W\d]*[Đđ]ịa\s+điểm", words):
            return found.group("place").strip(" ,")
    return None
