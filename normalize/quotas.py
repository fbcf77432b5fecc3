"""Quotas: how many persons each unit sends («Các trường THPT (27 trường): Mỗi trường cử 03 GV; riêng … cử 02»).

A group is a heading that states a total («Cấp THPT: 127 CB, GV, cụ thể:») with its items; what the items give is compared
with the heading by `normalize.totals`, while each item is a rule of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from normalize.part import Block, Part
from normalize.quota_patterns import (
    DOES,
    LEAST,
    NUMBERED_BEFORE,
    STATED,
    VERB,
    also,
    and_other,
    besides_before,
    exception,
    figure,
    of_each,
    other,
    patterns,
    row,
    sized_row,
)
from normalize.sentences import label_end
from normalize.structure import Zones

_HEADING = re.compile(
    r"(?<![\w.,/])(?P<total>\d{1,3}(?:\.\d{3})+|\d+)\s+[^\d:]{2,50}?(?:,\s*)?(?:cụ\s+thể|trong\s+đó|gồm)?(?:\s+như\s+sau)?\s*:?\s*$"
)
_UNITS = re.compile(r"\(\s*(?P<count>\d{1,4})\s+(?P<unit>[^\W\d_][^()\d]{1,40}?)\s*\)")
_PAST = re.compile(
    r"(?<!\w)(?:đã|hiện(?:\s+(?:nay|có|tại|đang))|trước\s+đây|năm\s+học\s+qua|giảm|tăng)(?!\w)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[.;](?=\s|$)")
_LISTS = re.compile(
    r"(?<!\w)(?:thành\s+phần|số\s+lượng|phân\s+bổ|chỉ\s+tiêu|định\s+mức|bố\s+trí|biên\s+chế|cử|triệu\s+tập|cơ\s+cấu)(?!\w)",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(r"(?<!\w)(?:chỉ|tham\s+gia|là|được|phải|không|gồm|năm|tháng|tuần|buổi|lần|ngày)(?!\w)")
_SHORT = 60  # characters of a quota in which every word is about what is sent
_TAIL = 30
_AFTER = 90  # characters behind a quota that may make it a condition
_THEN = re.compile(r"[^.;]*?\sthì\s")
_ONE_EACH = re.compile(r"mỗi\s+(?:xã|phường|làng|xã,\s+phường)\s+một\s+sản\s+phẩm", re.IGNORECASE)  # a programme's name
_TIMES = re.compile(
    r"\s*(?:[x×*]\s*|\(\s*)(?P<units>\d{1,4})\s+(?P<noun>[^\W\d_]+)(?:[^;.:,=()\d]{0,40}?\s*=\s*(?P<total>\d{1,3}(?:\.\d{3})+|\d+)(?![\w,]))?",
    re.IGNORECASE,
)
_PER = re.compile(r"\s*/")  # «…; bình quân 35 học sinh/lớp» names its unit itself
_STOP = re.compile(r"\.(?:\s|$)(?!\s*Riêng)")
_EACH = re.compile(r"(?:mỗi|từng)\s", re.IGNORECASE)
_TASK = re.compile(
    r"(?<!\w)(?:hoàn\s+thành|(?:phải|cần)\s+(?:làm|học|dự|đạt))(?!\w)"
)  # «mỗi người học phải hoàn thành 02 bài tập» is a condition
_GETS = re.compile(r"\s(?:được|phải|thì)\s")
_PLANNED = re.compile(r"chỉ\s+tiêu|định\s+mức|kế\s+hoạch\s+tuyển|sĩ\s+số", re.IGNORECASE)
_GO_ON = re.compile(r"(?:\s[^\d;.:,()]{0,40})?[,;]\s+(?:còn\s+|và\s+)?(?:đối\s+với\s+)?(?:các\s+)?")
_MAYBE = re.compile(r"\d|một|hai|ba")
_ROW = re.compile(r"[^;:]{2,200}:\s")
_FEW = 8  # paragraphs between a heading and its last item


@dataclass(frozen=True, slots=True)
class QuotaItem:
    """One quota; `units` is the number of units where the text counts them. `start`, `end` are offsets of the text."""

    unit: str
    units: int | None
    each: Decimal
    exceptions: tuple[tuple[str, Decimal], ...]
    start: int
    end: int
    own: tuple[int, int] | None = None  # the words of one group of several («02 GV»)
    stated: int | None = (
        None  # the sum that the clause itself names («Cử 245 giáo viên: mỗi trường 05 người × 33 trường»)
    )

    @property
    def total(self) -> int | None:
        """What the units send together; each exception is one unit of them."""
        if self.units is None:
            return None
        whole = self.units * self.each + sum(each - self.each for _, each in self.exceptions)
        return int(whole) if whole == int(whole) else None


@dataclass
class QuotaGroup:
    """Items below one heading; `stated` is the heading's figure at `start`–`end`, None where there is no such heading."""

    items: list[QuotaItem] = field(default_factory=list)
    stated: int | None = None
    label: str | None = None
    start: int = 0
    end: int = 0


def quota_groups(part: Part, zones: Zones) -> Iterator[QuotaGroup]:
    """The quotas of a dispatch, those below one heading together."""
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
        listing = _announced(part, blocks, index) if _ROW.match(text[label_end(text, 0, len(text)) :]) else False
        items = list(_items(text, block, listing=listing))
        items = items or _listed(part, blocks, index)
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


def _announced(part: Part, blocks: Sequence[Block], index: int) -> bool:
    """Whether the list of a paragraph is one of numbers that units send («Số lượng, thành phần:»)."""
    for above in range(index - 1, max(index - _FEW, -1), -1):
        text = part.words(blocks[above]).rstrip()
        if text.endswith(":"):
            return bool(_LISTS.search(text))
        if not label_end(text, 0, len(text)):
            return False
    return False


def _items(text: str, block: Block, *, listing: bool) -> Iterator[QuotaItem]:
    if not _MAYBE.search(text):
        return
    first = label_end(text, 0, len(text))
    taken: list[tuple[int, int]] = []
    for low, high in _clauses(text, first):
        for pattern in [*patterns(), row() if listing else sized_row()]:
            whole = pattern.pattern.startswith("^")
            for match in _at(pattern, text, low, high) if whole else pattern.finditer(text, low, high):
                if any(match.start() < b and match.end() > a for a, b in taken) or not _fits(
                    match, text[low : match.start()]
                ):
                    continue
                told = _exceptions(text, match.end(), of_all=bool(_EACH.match(match.group())))
                taken += [match.span(), *(m.span() for m in told)]
                item = _item(text, block, match, (low, max(high, *(m.end() for m in told)) if told else high), told)
                for found in _besides(text, block.start, match, item):
                    taken += [(found.own[0] - block.start, found.own[1] - block.start)] if found.own else []
                    yield found


def _at(pattern: re.Pattern[str], text: str, low: int, high: int) -> list[re.Match[str]]:
    """The matches of a pattern that begins at the head of a clause, and what goes on behind it in the same form."""
    bare = re.compile(pattern.pattern[1:], pattern.flags)
    found: list[re.Match[str]] = []
    match = bare.match(text, low, high)
    while match:
        found.append(match)
        seam = _GO_ON.match(text, match.end(), high)
        match = bare.match(text, seam.end(), high) if seam else None
    return found


def _exceptions(text: str, at: int, *, of_all: bool) -> list[re.Match[str]]:
    """The units behind a quota, up to the end of its sentence, that send another number."""
    stop = _STOP.search(text, at)
    end = stop.start() if stop else len(text)
    for told in exception():
        if found := list(told.finditer(text, at, end)):
            while more := and_other().match(text, found[-1].end(), end):
                found.append(more)
            return found
    return list(other().finditer(text, at, end)) if of_all else []


def _clauses(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The spans of the clauses of a paragraph; what stands in brackets or behind «riêng» belongs to its clause."""
    for match in [*_CLAUSE.finditer(text, start), None]:
        end = match.start() if match else len(text)
        behind = text[end + 1 :].lstrip()
        if match and (
            text.count("(", start, end) > text.count(")", start, end)
            or behind.lower().startswith("riêng")
            or (_UNITS.search(text[max(end - 60, start) : end].rstrip(), 0) and behind.startswith("các "))
        ):
            continue
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        if text[start:end].strip():
            yield start + lead, end
        start = end + 1


def _fits(match: re.Match[str], before: str) -> bool:
    """Whether a match tells a quota, and not what was or is, how often, or a sum («58 lớp, mỗi lớp 42 học viên»)."""
    told = match.group()
    if _PAST.search(before[-60:]) or _PAST.search(told if len(told) < _SHORT else told[-_TAIL:]):
        return False
    if re.search(r"(?<!\w)(?:trong\s+đó|do|khi|nếu)(?!\w)", match["unit"]) or _TASK.search(match["unit"]):
        return False
    after = match.string[match.end() : match.end() + _AFTER]
    if _THEN.match(after) and re.search(r"có\s+(?:ít\s+nhất|từ|tối\s+thiểu)", told, re.IGNORECASE):
        return False  # «thí sinh có ít nhất 01 bài không hợp lệ thì …»
    if re.match(r"\s+trở\s+lên", after) and re.match(r"số\s+lượng|khối\s+lượng", told, re.IGNORECASE):
        return False
    if _ONE_EACH.match(told):
        return False
    if re.match(r"\s*[x×*]\s*\d", match.string[match.end() :]) and not _times(match):
        return False  # «(50 người/lớp x 02 lớp)» is a product
    first = re.escape(match["unit"].split()[0])
    if (
        re.search(rf"\d\s+{first}(?!\w)[^,;.]{{0,20}}[,;×x]\s*$", before)
        and not _PLANNED.search(before)
        and not re.search(rf"(?:{LEAST}|{VERB})\s+(?=\d)", told)
    ):
        return False
    if re.search(r"(?:bình\s+quân|trung\s+bình)\s", f"{before[-_TAIL:]}{told}", re.IGNORECASE) and re.search(
        r"\d\s+[^\W\d_]|\($", before.strip()
    ):
        return False
    return not _NO_UNIT.search(re.split(r"\s(?:có|thuộc|trong|ở|đối)\s", DOES.split(match["unit"])[0])[0])


def _times(match: re.Match[str]) -> re.Match[str] | None:
    """The units by which a clause itself multiplies its quota: «mỗi trường THPT 05 người × 33 trường»."""
    times = _TIMES.match(match.string, match.end())
    unit = match["unit"].lower().split()
    if not times or times["noun"].lower() != unit[0].strip(",") or unit[0] in ("lớp", "nhóm", "người"):
        return None
    return times


def _item(
    text: str, block: Block, match: re.Match[str], clause: tuple[int, int], told: Sequence[re.Match[str]]
) -> QuotaItem:
    lead = text[clause[0] : match.start()]
    counted = list(_UNITS.finditer(lead))
    own = match.groupdict().get("counted")
    # «(27 trường); … (09 Trung tâm)» counts all the units that the subject names
    times = _times(match)
    own = times["units"] if times else own
    counted = [] if times else counted  # «mỗi trường 05 người (33 trường), mỗi xã 02 người (40 xã)»: those of another
    units = sum(int(m["count"]) for m in counted) if counted else int(own) if own else None
    all_of = re.match(r"mỗi|từng", match.group(), re.IGNORECASE) or counted
    unit = (_subject(lead, counted) if all_of else None) or DOES.split(" ".join(match["unit"].split()))[0].strip(
        " ,:-–("
    )
    numbered = NUMBERED_BEFORE.search(lead) if unit.lower() in ("lớp", "khối") else None
    unit = numbered["unit"] if numbered else unit  # «lớp 6: tối đa 45 học sinh/lớp»
    sums = [m for m in (times if times and times["total"] else None, STATED.search(lead) if times else None) if m]
    stated = int(sums[0]["total"].replace(".", "")) if sums else None
    if units and stated is not None and stated < units * figure(match["each"]):
        stated = None
    others = tuple((_GETS.split(" ".join(m["unit"].split()))[0], figure(m["each"])) for m in told)
    return QuotaItem(
        unit, units, figure(match["each"]), others, block.start + clause[0], block.start + clause[1], stated=stated
    )


def _besides(text: str, base: int, match: re.Match[str], item: QuotaItem) -> Iterator[QuotaItem]:
    """A quota, and those of the other groups that the same unit sends; an exception is one of the group that it names."""
    found = [match]
    while match.start("unit") > match.start("each"):  # «01 CBQL, 02 GV/trường»
        before = besides_before().search(text, item.start - base, found[0].start("each"))
        if not before or before["who"] in [m["who"] for m in found]:
            break
        found.insert(0, before)
    while (told := also().match(text, found[-1].end())) and not _PER.match(text, told.end()):
        found.append(told)
    if len(found) == 1:
        yield item
        return
    whose = re.compile("|".join(rf"(?<!\w){re.escape(m['who'])}(?!\w)" for m in reversed(found)))
    named = whose.search(text, found[-1].end()) if item.exceptions else None
    owner = named.group() if named else match["who"]
    for told in found:
        yield replace(
            item,
            each=figure(told["each"]),
            exceptions=item.exceptions if told["who"] == owner else (),
            own=(base + told.start("each"), base + told.end("who")),
        )


def _listed(part: Part, blocks: Sequence[Block], index: int) -> list[QuotaItem]:
    """What each unit sends by a list: «Mỗi trường cử:», «- 01 cán bộ quản lý;», «- 02 giáo viên»."""
    head, line = of_each()
    block = blocks[index]
    text = part.words(block)
    match = head.match(text, label_end(text, 0, len(text))) if text.rstrip().endswith(":") else None
    if not match:
        return []
    groups: list[tuple[Decimal, tuple[int, int]]] = []
    end = block.end
    for below in blocks[index + 1 : index + _FEW]:
        words = part.words(below)
        at = label_end(words, 0, len(words))
        told = line.match(words, at) if at else None
        if not told:
            break
        groups.append((figure(told["each"]), (below.start + told.start("each"), below.start + told.end())))
        end = below.start + len(words.rstrip())
    unit = " ".join(DOES.split(match["unit"])[0].split())
    return [QuotaItem(unit, None, each, (), block.start, end, own) for each, own in groups]


def _subject(lead: str, counted: Sequence[re.Match[str]]) -> str | None:
    """Whom a quota's sentence is about: «Các trường THCS, TH&THCS (108 trường):» without the count and «Các»."""
    if not counted and not re.match(r"(?:các|những|đối\s+với)\s[^:]{3,100}:\s*$", lead, re.IGNORECASE):
        return None
    subject = _UNITS.sub("", lead).strip(" :;,")
    subject = re.sub(r"^(?:các|những|đối\s+với)\s+", "", " ".join(subject.split()), flags=re.IGNORECASE)
    subject = re.sub(r"\s*;\s*các\s+", "; ", subject)
    return subject.replace(" ;", ";") if 2 < len(subject) <= 120 else None
