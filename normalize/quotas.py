"""Quotas: how many persons each unit sends («Các trường THPT (27 trường): Mỗi trường cử 03 GV; riêng … cử 02»).

A group is a heading that states a total («Cấp THPT: 127 CB, GV, cụ thể:») with its items; what the items give is compared
with the heading by `normalize.totals`, while each item is a rule of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from normalize.lexicon import any_of
from normalize.part import Block, Part
from normalize.sentences import label_end
from normalize.structure import Zones

_HEADING = re.compile(
    r"(?<![\w.,/])(?P<total>\d{1,3}(?:\.\d{3})+|\d+)\s+[^\d:]{2,50}?(?:,\s*)?(?:cụ\s+thể|trong\s+đó|gồm)?(?:\s+như\s+sau)?\s*:?\s*$"
)
_UNITS = re.compile(r"\(\s*(?P<count>\d{1,4})\s+(?P<unit>[^\W\d_][^()\d]{1,40}?)\s*\)")
_SEND = re.compile(r"(?<!\w)(?:cử|chọn|đăng\s+k[ýí]|tham\s+(?:dự|gia)|dự|gửi|nộp|giới\s+thiệu|bố\s+trí|mời)(?!\w)")
_NO_UNIT = re.compile(r"(?<!\w)(?:chỉ|tham\s+gia|có|là|được|phải|không|gồm|năm|tháng|tuần|buổi|lần|ngày)(?!\w)")
_LISTS = re.compile(
    r"(?:thành\s+phần|số\s+lượng|phân\s+bổ)[^.;]{0,60}$", re.IGNORECASE
)  # «Thành phần: mỗi đơn vị 02 người»
_CLAUSE = re.compile(r"[.;]\s")
_TAIL = 50  # characters behind a quota in which its verb may stand («mỗi trường 02 giáo viên tham dự»)
_FEW = 8  # paragraphs between a heading and its last item


@dataclass(frozen=True, slots=True)
class QuotaItem:
    """One quota; `units` is the number of units where the text counts them. `start`, `end` are offsets of the text."""

    unit: str
    units: int | None
    each: int
    exceptions: tuple[tuple[str, int], ...]
    start: int
    end: int

    @property
    def total(self) -> int | None:
        """What the units send together; each exception is one unit of them."""
        if self.units is None:
            return None
        return self.units * self.each + sum(each - self.each for _, each in self.exceptions)


@dataclass
class QuotaGroup:
    """Items below one heading; `stated` is the heading's figure at `start`–`end`, None where there is no such heading."""

    items: list[QuotaItem] = field(default_factory=list)
    stated: int | None = None
    label: str | None = None
    start: int = 0
    end: int = 0


def _pattern() -> re.Pattern[str]:
    who = any_of("quota_people")
    least = r"thêm|ít\s+nhất|tối\s+thiểu|tối\s+đa|không\s+quá|không\s+ít\s+hơn|không\s+dưới|nhiều\s+nhất|từ"
    count = rf"(?:(?:{least})\s+)?" r"(?P<{0}>\d{{1,3}})\s*(?:\([^()\d]{{2,20}}\)\s*)?"
    verb = r"(?:cử|chọn\s+cử|chọn|lựa\s+chọn|đăng\s+k[ýí]|bố\s+trí|gửi|giới\s+thiệu|mời)"
    return re.compile(
        rf"(?:[Mm]ỗi\s+(?P<unit>[^\W\d_][^\d:;.()]{{1,50}}?)\s*(?:\(\s*(?P<counted>\d{{1,4}})\s+[^\d()]{{2,40}}\)\s*)?(?::|,)?\s+(?:(?:được\s+|phải\s+)?{verb}\s+)?{count.format('each')}{who}(?!\w))"
        rf"|(?:{verb}\s+{count.format('each2')}{who}[^\d/;.]{{0,30}}/\s*(?:01\s+)?(?P<unit2>trường|đơn\s+vị|phòng|lớp|xã|huyện|cơ\s+sở|tổ|khối|chi\s+đoàn)(?!\w))",
    )


def _exception() -> re.Pattern[str]:
    return re.compile(
        rf"[Rr]iêng\s+(?P<unit>[^\d:;()]{{3,100}}?)\s*:?\s+(?:cử\s+)?(?P<each>\d{{1,3}})\s*{any_of('quota_people')}(?!\w)"
    )


def _other() -> re.Pattern[str]:
    """Another unit behind «mỗi …» that sends another number: «…, thị xã Hòa An cử 08 giáo viên»."""
    verb = r"(?:chọn\s+cử|cử|chọn|lựa\s+chọn|đăng\s+k[ýí]|bố\s+trí|gửi|giới\s+thiệu)"
    head = r"(?:các\s+)?(?:trường|huyện|thị\s+xã|thành\s+phố|quận|cụm|đơn\s+vị|cơ\s+sở|phòng|trung\s+tâm|xã|phường|khối|tổ|lớp)"
    return re.compile(
        rf"[,;]\s+(?:đối\s+với\s+)?(?P<unit>{head}\s[^,:;.()]{{1,80}}?)\s*:?\s+(?:thì\s+)?(?:được\s+)?{verb}\s+(?P<each>\d{{1,3}})\s*{any_of('quota_people')}(?!\w)",
        re.IGNORECASE,
    )


def quota_groups(part: Part, zones: Zones) -> Iterator[QuotaGroup]:
    """The quotas of a dispatch, those below one heading together."""
    if not re.search(r"[Mm]ỗi\s|cử\s", part.content):
        return
    pattern, exception, other = _pattern(), _exception(), _other()
    blocks = [b for b in part.paragraphs if not zones.closing[0] <= b.start < zones.closing[1]]
    group: QuotaGroup | None = None
    last = -1
    for index, block in enumerate(blocks):
        text = part.words(block)
        heading = _HEADING.search(text) if index + 1 < len(blocks) and text.rstrip().endswith(":") else None
        if heading:
            if group and group.items:
                yield group
            label = text[label_end(text, 0, len(text)) : heading.start()].strip(" :–-")
            start = block.start + heading.start("total")
            stated = int(heading["total"].replace(".", ""))
            group = QuotaGroup([], stated, label or None, start, block.start + len(text.rstrip(" :")))
            last = index
            continue
        items = list(_items(text, block, pattern, exception, other))
        if items and group is None:
            group = QuotaGroup()
        if group and items:
            group.items += items
            last = index
        elif group and (index - last >= _FEW if not group.items else True):
            if group.items:
                yield group
            group = None
    if group and group.items:
        yield group


def _items(
    text: str, block: Block, pattern: re.Pattern[str], exception: re.Pattern[str], other: re.Pattern[str]
) -> Iterator[QuotaItem]:
    if not ("ỗi" in text or "cử" in text):
        return
    for match in pattern.finditer(text):
        clause = _CLAUSE.split(text[match.start() : match.end() + _TAIL])[0]
        listed = _LISTS.search(text[: match.start()])
        if not (_SEND.search(clause) or listed) or (match["unit"] and _NO_UNIT.search(match["unit"])):
            continue  # «mỗi lớp 35 học sinh» sends nobody
        lead = text[label_end(text, 0, len(text)) : match.start()]
        counted = list(_UNITS.finditer(lead))
        # «(27 trường); … (09 Trung tâm)» counts all the units that the subject names
        units = (
            sum(int(m["count"]) for m in counted) if counted else int(match["counted"]) if match["counted"] else None
        )
        unit = _subject(lead, counted) or " ".join((match["unit"] or match["unit2"]).split())
        told = [*exception.finditer(text, match.end())] or [*other.finditer(text, match.end())]
        others = tuple((" ".join(m["unit"].split()), int(m["each"])) for m in told)
        each = int(match["each"] or match["each2"]) + _more(text, match.end())
        yield QuotaItem(
            unit, units, each, others, block.start + label_end(text, 0, len(text)), block.start + len(text.rstrip())
        )


def _more(text: str, at: int) -> int:
    """How many more each unit sends: «cử 01 cán bộ quản lý và 01 giáo viên»."""
    more = 0
    while match := _and_more().match(text, at):
        more, at = more + int(match["more"]), match.end()
    return more


@cache
def _and_more() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:,|và)\s*(?P<more>\d{{1,3}})\s*{any_of('quota_people')}(?!\w)")


def _subject(lead: str, counted: Sequence[re.Match[str]]) -> str | None:
    """Whom a quota's sentence is about: «Các trường THCS, TH&THCS (108 trường):» without the count and «Các»."""
    if not counted and not re.match(r"(?:các|những|đối\s+với)\s[^:]{3,100}:\s*$", lead, re.IGNORECASE):
        return None
    subject = _UNITS.sub("", lead).strip(" :;,")
    subject = re.sub(r"^(?:các|những|đối\s+với)\s+", "", " ".join(subject.split()), flags=re.IGNORECASE)
    subject = re.sub(r"\s*;\s*các\s+", "; ", subject)
    return subject.replace(" ;", ";") if 2 < len(subject) <= 120 else None
