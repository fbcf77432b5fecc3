"""The columns of a table: which tell when, which set a time of their own to each row; rows that a text cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalize.dates import DateMention
from normalize.part import Block, Part
from normalize.schedule_cells import read_cell
from normalize.schedule_events import COUNTED_LINE, Dates
from normalize.schedule_times import clocks, read_when
from schemas.facts import ScheduleItem
from schemas.plan import Header

Row = tuple[int, dict[int, list[Block]]]
"""A row's number and its blocks by column."""

_DATE_HEAD = re.compile(
    r"^(?:dự\s+kiến\s+)?(?:thời\s+(?:gian|điểm|hạn)|ngày|thứ|tháng|buổi|giờ|lịch|tuần|tiến\s+độ|mốc|từ(?!\w)|đến(?!\w)|bắt\s+đầu|kết\s+thúc|hạn)",
    re.IGNORECASE,
)
_OTHER_DATE = re.compile(
    r"sinh|ký|cấp|ban\s+hành|tuyển\s+dụng|bổ\s+nhiệm|hưởng|vào\s+(?:ngành|đảng|trường)|thành\s+lập|văn\s+bản|công\s+tác|nghỉ|mất|nhận\s+(?:lương|quyết\s+định)|ngày\s+công",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:tháng\s*)?0?(?P<month>\d{1,2})", re.IGNORECASE)
_DAY_OF_WEEK = re.compile(r"(?:thứ\s*)?(?P<day>[2-7]|hai|ba|tư|năm|sáu|bảy|bẩy)|(?:chủ\s*nhật|cn)", re.IGNORECASE)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5} | {str(n): n - 2 for n in range(2, 8)}
# Heads of columns that each set another time to the same matters.
_STRETCH = re.compile(
    r"(?:đợt|lần|vòng|giai\s+đoạn|học\s+kỳ|kỳ|lớp|khối|cụm|nhóm|khóa|khoá|cấp|hệ|khu\s+vực|mầm\s+non|tiểu\s+học|trung\s+học|MN|TH|THCS|THPT|GDTX)(?!\w)",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W\d_]")
# A time cell that ends so goes on in the next row of a text that was set by spaces: «Từ 27/3 đến | 31/3».
_GOES_ON = re.compile(r"\d.*(?:\s(?:đến|tới|và|ngày|tháng|năm)|[-–,/])$", re.IGNORECASE | re.DOTALL)


def mended(part: Part, rows: Sequence[Row]) -> list[Row]:
    """The rows, each with the next one where the first cell of that goes on with its own («Từ 27/3 đến | 31/3»)."""
    found: list[Row] = []
    for number, cells in rows:
        first = min(cells, default=0)
        above = found[-1][1].get(first, []) if found else []
        if above and first in cells and _GOES_ON.search(part.words(above[-1]).strip()) and above != cells[first]:
            joined = {c: [*found[-1][1].get(c, []), *cells.get(c, [])] for c in sorted({*found[-1][1], *cells})}
            found[-1] = (found[-1][0], joined)
        else:
            found.append((number, cells))
    return found


def crossed(part: Part, rows: list[Row], heads: dict[int, str], dates: Dates, header: Header) -> Iterator[ScheduleItem]:
    """The items of a table that sets matters down its side and stretches across it: «Nội dung | Đợt 1 | Đợt 2»."""
    across = [c for c in heads if c and _STRETCH.match(heads[c])]
    whens = {
        (row, c): read_cell(part.words(b[0]), header, None)
        or read_when(part.words(b[0]), _inside(dates, b), b[0].start, header)
        for row, cells in rows[1:]
        for c in across
        if (b := cells.get(c)) and tells_when(part, b, _inside(dates, b), "ngày", header, False)
    }
    if len(across) < 2 or any(sum(at[1] == c for at in whens) < 2 for c in across):
        return
    for row, cells in rows[1:]:
        names = [b for c, blocks in cells.items() if c not in across for b in blocks if LETTER.search(part.words(b))]
        for c in across:
            when = whens.get((row, c))
            if names and when and when.told:
                start, end = names[-1].start, names[-1].end
                cell = cells[c][0]
                yield ScheduleItem(
                    start=when.start, end=when.end, time=when.time, time_end=when.time_end,
                    content=f"{part.content[start:end]} – {heads[c]}",
                    evidence=[part.evidence(start, end, when.sure), part.evidence(cell.start, cell.end)],
                )  # fmt: skip


def weekday_of(text: str) -> int | None:
    """The weekday that a cell names alone, Monday being 0."""
    match = _DAY_OF_WEEK.fullmatch(text.strip(" .:"))
    return None if match is None else _WEEKDAYS[match["day"].lower()] if match["day"] else 6


def date_columns(
    part: Part, rows: list[Row], heads: dict[int, str], dates: Dates, header: Header, framed: bool
) -> list[int]:
    """Return the columns that tell when, the chief one first: by heads and cells, in a table with at least two such cells."""
    counts: dict[int, int] = {}
    for _, cells in rows[1:]:
        for column, blocks in cells.items():
            if tells_when(part, blocks, _inside(dates, blocks), heads.get(column, ""), header, framed):
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


def tells_when(
    part: Part, blocks: Sequence[Block], inside: Sequence[DateMention], head: str, header: Header, framed: bool
) -> bool:
    """Tell whether a cell is mainly a date, or holds an hour (a month's number) under a head such as «Thời gian»."""
    if sum(d.end - d.start for d in inside) * 2 >= max(1, sum(b.end - b.start for b in blocks)):
        return True
    if not _DATE_HEAD.match(head):
        return False
    texts = [part.words(b) for b in blocks]
    if any(read_cell(t, header, None) for t in texts):
        return True
    if framed and any(weekday_of(t) is not None or COUNTED_LINE.fullmatch(t) for t in texts):
        return True
    return any(clocks(t)[0] or month_of(t, head) for t in texts)


def month_of(text: str, head: str) -> int | None:
    """The month that a cell names by its bare number under «Tháng»."""
    match = _MONTH.fullmatch(text.strip()) if head.lower().startswith("tháng") else None
    return int(match["month"]) if match and 1 <= int(match["month"]) <= 12 else None


def _inside(dates: Dates, blocks: Sequence[Block]) -> list[DateMention]:
    return [d for b in blocks if b.end > b.start for d in dates.get(b.start, ())]
