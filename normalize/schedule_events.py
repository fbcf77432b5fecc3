"""Events that sentences announce: «Thời gian: …», invitations, «Phát hành hồ sơ: từ ngày …», what lasts from a day to a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.actors import subject_at
from normalize.dates import DateMention
from normalize.moments import Precision
from normalize.part import Block, Part
from normalize.ranges import Spans
from normalize.schedule_times import Opening, When, clocks, only_time, read_when
from normalize.sentences import sentences
from normalize.structure import Zones
from schemas.plan import Header

Dates = dict[int, list[DateMention]]
"""The dates of a part by the start of the block they stand in."""

_EVENT = re.compile(
    r"(?:thời\s+(?:gian|điểm)|lịch|lúc|vào\s+(?:lúc|hồi)|(?:ngày\s+)?(?:khai|bế)\s+(?:mạc|giảng)|(?:ngày\s+)?tựu\s+trường|nghỉ|họp|tập\s+trung|tổ\s+chức|buổi|"
    r"bắt\s+đầu|kết\s+thúc|ngày\s+(?:thi|họp|hội)|từ\s+\d)",
    re.IGNORECASE,
)
# What people come together for: «… tổ chức Hội nghị … vào lúc 8 giờ 00 ngày …», «Thời gian kết nối thử từ 16h00, ngày …».
_GATHERING = re.compile(
    r"(?<!\w)(?:họp|hội\s+(?:nghị|thảo|đàm|thi|diễn|trại|khỏe|khoẻ|giảng)|giao\s+ban|tập\s+huấn|khai\s+(?:mạc|giảng)|bế\s+(?:mạc|giảng)|sơ\s+kết|tổng\s+kết|lễ|"
    r"ngày\s+hội|buổi|cuộc\s+thi|(?:kỳ\s+|vòng\s+)?thi(?!\s+(?:hành|đua|công|hài|thể))|làm\s+việc|"
    r"tập\s+trung|có\s+mặt|diễn\s+ra|(?<!quan, )(?<!nhân, )(?<!các )(?<!và )tổ\s+chức|thời\s+gian|tham\s+dự|"
    r"dự(?!\s+(?:báo|kiến|án|thảo|toán|phòng|trữ|thi))|học\s+(?:trực|tập\s+trung)|lớp\s+(?:học|tập|bồi|dành)|chung\s+kết|sơ\s+khảo|"
    r"tập\s+dượt|kết\s+nối|xuất\s+phát|khởi\s+hành|đón|gặp\s+mặt|tọa\s+đàm|toạ\s+đàm|chuyên\s+đề|sinh\s+hoạt)(?!\w)",
    re.IGNORECASE,
)
# What may last several days: «Kiểm tra cuối học kỳ I từ ngày … đến hết ngày …».
_LASTING = re.compile(
    r"(?<!\w)(?:kiểm\s+tra|ôn\s+tập|nghỉ|học\s+k[ỳì]|thi(?!\s+(?:hành|đua|công|hài|thể))|hội\s+(?:thi|diễn|khỏe|khoẻ|giảng|thảo|nghị)|tập\s+huấn|lớp|đợt|vòng|tham\s+quan|diễn\s+ra|triển\s+lãm)(?!\w)",
    re.IGNORECASE,
)
# «Phát hành hồ sơ: từ ngày …»: what a list names, a colon, and when it is; not whose document or birth the date is.
_NAMED = re.compile(r"(?P<label>[^\W\d_][^:;.\n]{2,70}):\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?<!\w)(?:số|căn\s+cứ|sinh|quyết\s+định|nghị\s+quyết|công\s+văn|thông\s+tư|kèm\s+theo|hạn|hiệu\s+lực|ban\s+hành|(?<!đăng\s)ký|(?:thời\s+gian|thời\s+hạn)\s+(?:hỗ\s+trợ|áp\s+dụng|hoàn\s+thành)|ngày\s+(?:thứ\s+)?\d{1,2}|lương|số\s+liệu|báo\s+cáo|kỳ|(?:ngày|nơi)\s+cấp|cấp\s+ngày|ghi\s+chú|lưu\s+ý|v/v)(?!\w)",
    re.IGNORECASE,
)
# The frame of a school year: these are days of its calendar though they read as limits.
_CALENDAR_NAME = re.compile(
    r"tựu\s+trường|khai\s+giảng|bế\s+giảng|(?:kết\s+thúc|bắt\s+đầu)\s+(?:năm\s+học|học\s+k|chương\s+trình)|tổng\s+kết|(?:khai|bế)\s+mạc",
    re.IGNORECASE,
)
# What a day is recalled by: a conference whose conclusions are cited, the moment of a count.
_RECALLS = re.compile(
    r"(?<!\w)(?:kết\s+luận|phát\s+biểu|biên\s+bản)(?!\w)|thời\s+điểm\s*(?:\d{1,2}\s*(?:h|giờ)\s*\d*\s*)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:kể\s+)?từ(?!\w)", re.IGNORECASE)
_OTHER_YEAR = re.compile(
    r"\s*(?:của\s+)?(?:hằng|hàng|mỗi)\s+năm|\s*(?:của\s+)?năm\s+(?:sau|trước|n(?!\w)|kế|liền|báo)", re.IGNORECASE
)
_COUNTS = re.compile(r"(?<!\w)(?:số\s+liệu|chốt|kỳ\s+báo\s+cáo)(?!\w)", re.IGNORECASE)
_TITLE = 30  # characters from which a line in capitals is a title
_SHORT_NAME = 60  # characters of what an item of a list names before its day
# «Thi tốt nghiệp vào tuần thứ 3 của tháng 07/2018 (16/07/2018 đến 20/07/2018)»: when it is, told twice.
_LOOSE_TIME = re.compile(r"\s(?:(?:vào|từ|trong)\s+)?(?:tuần|tháng|đợt)\s+(?:thứ\s+)?\d", re.IGNORECASE)
_HANDS_IN = re.compile(r"(?<!\w)(?:nộp|gửi|báo\s+cáo|đăng\s+ký)(?!\w)", re.IGNORECASE)
_SO_LONG = re.compile(r"\d{1,2}\s*(?:\([^()\d]{2,20}\)\s*)?(?:ngày|buổi|tuần)(?:\s+[^\d,;.:()]{1,25})?\s*")
_BESIDE = 40  # characters beside a date in which its hour may stand
_CALLS = re.compile(r"(?<!\w)(?:mời|dự(?!\s+(?:báo|kiến|án|thảo|toán|phòng|trữ))|triệu\s+tập)(?!\w)", re.IGNORECASE)
_CLAUSE = re.compile(r"[\s,;.)]+(?:và\s+)?")
_AND = re.compile(r"\s*(?:,|và|&|-|–|đến)?\s*(?:ngày\s*)?")
DOCUMENT = re.compile(r"kèm\s+theo|ban\s+hành|số\s+\d", re.IGNORECASE)
_STOPS = re.compile(r"\s*(?:[.;(]|$|,\s+tại(?!\w))", re.MULTILINE)
_AT = re.compile(r"(?:\s*\([^()]{2,20}\))?\s*,?\s*tại\s+(?!điều|khoản|mục|phụ)", re.IGNORECASE)
_LEADS_TO = re.compile(
    r"(?<!\w)(?:vào|trong)\s*(?:\d{1,2}\s+(?=ngày))?(?:(?:\d{1,2}\s*(?:,|và)|buổi|sáng|chiều|tối|các|ngày|thứ\s+\w+|,|\()\s*)*$",
    re.IGNORECASE,
)
_STRETCH = re.compile(
    r"(?:vòng|đợt|giai\s+đoạn|lần|ca|phần|nội\s+dung)\s+(?:\d{1,2}|[IVX]{1,4})\s*[:.–-]\s*", re.IGNORECASE
)
_LIMIT = re.compile(r"(?<!\w)(?:trước|chậm\s+nhất|muộn\s+nhất)\s+(?:lúc\s+)?\d", re.IGNORECASE)
_OCCASION = re.compile(r"(?<!\w)(?:dịp|nhân|kỷ\s+niệm)\s+\w", re.IGNORECASE)
# «Các mốc công tác: họp Hội đồng 08/3; …»: what a list of days is called.
_LIST_LABEL = re.compile(
    r"[^:;.\n]{0,40}(?:mốc|lịch|kế\s+hoạch|tiến\s+độ|hoạt\s+động|dự\s+kiến)[^:;.\n]{0,40}:\s*(?=\D)",
    re.IGNORECASE,
)
_CUT = re.compile(r";\s+(?=\S)")
COUNTED_LINE = re.compile(
    r"[\s\-–+*•\d.)]*(?:ngày)\s+(?:thứ\s+)?(?P<number>nhất|hai|ba|tư|bốn|năm|[1-9])\s*[:.]?\s*", re.IGNORECASE
)
_ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
PAST = re.compile(r"(?<!\w)(?:đã|vừa|trước\s+đó)(?!\w)", re.IGNORECASE)
BOUND = re.compile(r"\s*(?:trước|chậm\s+nhất|muộn\s+nhất|hạn|đến\s+hết|sau)(?!\w)", re.IGNORECASE)
CITING = re.compile(r"[\s+-]*(?:căn\s+cứ|thực\s+hiện|theo|ví\s+dụ)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A paragraph outside tables with the words of time that open it; `at` is where its label ends."""

    index: int
    block: Block
    text: str
    at: int
    opening: Opening | None


def gone(start: str, header: Header) -> bool:
    """Whether a day or month lies before the dispatch's own date."""
    issued = header.issued_on or ""
    return start < issued[: len(start)]


def ordinal(word: str) -> int:
    """The number of a counted day: «nhất», «hai», «3»."""
    return _ORDINALS.get(word.lower()) or int(word)


def clauses(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch, cut at semicolons too."""
    for at, stop in sentences(content, start, end):
        for match in _CUT.finditer(content, at, stop):
            yield at, match.end()
            at = match.end()
        yield at, stop


def title(text: str) -> bool:
    """Whether a line is a title in capitals («KẾ HOẠCH KIỂM KÊ … THỜI ĐIỂM 0H00 NGÀY …»)."""
    return len(text) > _TITLE and text.isupper()


def other_year(content: str, mention: DateMention) -> bool:
    """Whether a day is one of each year, or of a year that is only told by another («31/3 năm kế tiếp sau năm báo cáo»)."""
    return mention.every or bool(
        _OTHER_YEAR.match(content, mention.end) or _OTHER_YEAR.search(content, mention.start, mention.end)
    )


class Events:
    """Finds what the sentences of a part announce; `taken` are the spans of deadlines."""

    def __init__(self, part: Part, zones: Zones, dates: Dates, header: Header, taken: Spans) -> None:
        self.part, self.zones, self.dates, self.header, self.taken = part, zones, dates, header, taken

    def told(self, line: PrintedLine) -> Iterator[tuple[When, int, int]]:
        """When the events of a paragraph's first announcing clause are, and which stretch of the line tells each."""
        block = line.block
        inside = [m for m in self.dates.get(block.start, ()) if not m.every]
        if not inside:
            return
        if (CITING.match(line.text) and not _CALLS.search(line.text)) or title(line.text):
            return
        bullet, listing = bool(line.text[: line.at].strip()), False
        for at, end in clauses(self.part.content, block.start + line.at, block.end):
            own = [m for m in inside if at <= m.start < end]
            listed = _LIST_LABEL.match(self.part.content, at, end) if self._lists(end) else None
            name = listed.end() if listed else at
            listing = listing or bool(listed)
            told = [
                (i, m)
                for i, m in enumerate(own)
                if self._announces(m, at, end) or ((bullet or listing) and self._itemised(m, name))
            ]
            if len(told) > 1:  # «Khai mạc 8h00 ngày …, bế mạc … ngày …» is one event with its end
                told = [told[0], *(t for t in told[1:] if t[1].precision is Precision.RANGE)]
            for number, (index, mention) in enumerate(told):
                joined = self._joined(own[index:])
                lead = max(at, mention.start - 60)
                when = read_when(
                    self.part.content[lead : min(end, joined[-1].end + _BESIDE)], joined, lead, self.header
                )
                if when.start is None or len(when.start) < 7 or gone(when.start, self.header):
                    continue
                begin = name if number == 0 else self._clause(told[number - 1][1].end)
                stop = end if number == len(told) - 1 else joined[-1].end
                yield when, begin - block.start, stop - block.start
            if told and not self._lists(end):
                return

    def _lists(self, at: int) -> bool:
        """Whether what follows a clause goes on as its list does: «Môn Ngữ văn: 7h30 …; môn Toán: 14h30 …»."""
        return self.part.content[at - 1 : at].isspace() and self.part.content[:at].rstrip().endswith(";")

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

    def _announces(self, mention: DateMention, at: int, end: int) -> bool:
        """Tell whether the sentence `content[at:end]` announces an event on the mentioned day.

        «Thời gian: 14h00 ngày …», «Phát hành hồ sơ: từ ngày …» do; so does a sentence that calls people together at an hour
        («… tổ chức Hội nghị vào lúc 8 giờ 00 ngày …»), and one that tells how long something goes on.
        """
        content = self.part.content
        lead = content[at : mention.start]
        if DOCUMENT.search(lead[-80:]) or PAST.search(lead[-60:]) or _RECALLS.search(lead):
            return False
        if other_year(content, mention) or _COUNTS.search(lead):
            return False
        ranged = mention.precision is Precision.RANGE
        day = ranged or mention.precision in (Precision.DAY, Precision.YEARLY_DAY)
        named = _NAMED.match(content, at, mention.start)
        counted = named is not None and bool(
            _SO_LONG.fullmatch(content[named.end() : mention.start])
        )  # «học trực tiếp: 05 ngày trong tháng 4/2019»
        told = named is not None and only_time(content[named.end() : mention.start])
        dated = day or (mention.precision is Precision.MONTH and _STOPS.match(content, mention.end))
        if named and ((dated and told) or counted) and not _NO_NAME.search(named["label"]):
            if not ranged and _SINCE.match(mention.text) and not _STOPS.match(content, mention.end):
                return False  # «…: Từ ngày 01/01/2021 tiếp tục thực hiện …» tells from when
            always = ranged or _CALENDAR_NAME.search(named["label"])
            return not BOUND.match(mention.text) and bool(always or self._free(mention))
        if not self._free(mention):
            return False
        time = mention.time or clocks(content[max(at, mention.start - _BESIDE) : min(end, mention.end + _BESIDE)])[0]
        opens = named.end() if named else at  # «Lớp 1: Khai giảng ngày 25/11/2025»
        event = _EVENT.match(content, opens, mention.start) if day and named else None
        if named and event and only_time(content[event.end() : mention.start]) and not _NO_NAME.search(named["label"]):
            return True
        if len(lead) <= 60 and _EVENT.match(content, at) and ((time and day) or ":" in lead):
            return True
        if (
            ranged
            and not _HANDS_IN.search(lead[-160:])
            and not _OCCASION.search(lead[-40:])
            and _LASTING.search(re.split(r"[,;:]", lead[-90:])[-1])
        ):
            return True
        if _LIMIT.search(lead[-60:]):
            return False  # «báo cáo nhanh … trước 9h00 và 15h00 trong ngày thi …»
        placed = _AT.match(content, mention.end) or _LEADS_TO.search(lead + mention.text[:5])
        return bool((time or placed) and day and _GATHERING.search(re.split(r"[;:]", lead[-160:])[-1]))

    def _itemised(self, mention: DateMention, at: int) -> bool:
        """Whether a short item of a list names a matter and its day: «- Thi năng khiếu ngày 15/12/2025», «- Nhập học dự kiến …»."""
        content = self.part.content
        stretch = _STRETCH.match(content, at, mention.start)  # «Vòng 1: Thi trắc nghiệm, dự kiến ngày 05/5»
        at = stretch.end() if stretch else at
        lead = content[at : mention.start]
        ranged = mention.precision is Precision.RANGE
        if len(_LOOSE_TIME.split(lead, maxsplit=1)[0]) > _SHORT_NAME or not (
            ranged or mention.precision in (Precision.DAY, Precision.YEARLY_DAY)
        ):
            return False
        after = mention.end + (ranged and content[mention.end : mention.end + 1] == ")")
        if not _STOPS.match(content, after) or BOUND.match(mention.text) or other_year(content, mention):
            return False
        if ":" in lead or any(p.search(lead) for p in (_NO_NAME, PAST, DOCUMENT, _RECALLS)) or mention.text == "24/7":
            return False
        if subject_at(content, at, mention.end):  # what somebody must do on a day is a task
            return False
        return (ranged and not _HANDS_IN.search(lead)) or (not ranged and self._free(mention))

    def _free(self, mention: DateMention) -> bool:
        return self.taken.leave_free(mention.start, mention.end)
