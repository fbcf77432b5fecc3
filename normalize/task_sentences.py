"""The sentences and clauses of a paragraph that each may lay an obligation on somebody, and those that lay none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from normalize.actors import Subject, carriers, match_name, ordered, subject_at
from normalize.lexicon import any_of
from normalize.no_duties import describes
from normalize.sentences import sentences
from schemas.facts import Deadline

LEAD_IN = re.compile(
    r"(?:sau|sau\s+đây|như\s+sau|cụ\s+thể|nội\s+dung|công\s+việc|nhiệm\s+vụ)[^.;]{0,20}:\s*$", re.IGNORECASE
)
"""The end of a sentence that leads a list in."""

# «Sở GDĐT có trách nhiệm:», «Hiệu trưởng các trường thực hiện:» say nothing without the list below.
_ONLY_LEADS = re.compile(
    r"(?:^|\s)(?:(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|cần|phải|thực\s+hiện)(?:\s+(?:tổ\s+chức|triển\s+khai|thực\s+hiện|tốt|các|một\s+số|những|nội\s+dung|nhiệm\s+vụ|công\s+việc|sau|sau\s+đây))*\s*:\s*$",
    re.IGNORECASE,
)
# «… chủ trì rà soát số liệu, cụ thể:» says what to do, and the list below only in what parts.
_DUTY_ITSELF = re.compile(r"\w{3,}[^.;:]{30,},\s*cụ\s+thể(?:\s+như\s+sau)?\s*:\s*$", re.IGNORECASE)
_RIGHT = re.compile(r"(?:được|có\s+quyền)\s", re.IGNORECASE)
# What a dispatch says of itself, and where its items tell when, where and with what money.
_ITSELF = re.compile(
    r"\(?(?:(?:trên|sau)\s+đây\s+là|trên\s+là|(?:kế\s+hoạch|công\s+văn|quyết\s+định|thông\s+tư|hướng\s+dẫn|chỉ\s+thị|thông\s+báo|văn\s+bản|quy\s+chế|nghị\s+quyết)"
    r"\s+này\s+(?:thay|có\s+hiệu|được|gồm|quy\s+định)|kinh\s+phí\s+[^:.]{0,60}:\s*(?:sử\s+dụng|từ|do))",
    re.IGNORECASE,
)
# «Thực hiện Chỉ thị số 11/CT-UBND …;»: what a dispatch goes by, before its own sentence.
_CITED = re.compile(
    r"(?:thực\s+hiện|căn\s+cứ|theo)\s+(?:\w+\s+){0,2}?(?:chỉ\s+thị|công\s+văn|kế\s+hoạch|quyết\s+định|nghị\s+quyết|thông\s+tư|nghị\s+định|hướng\s+dẫn|chương\s+trình)\s+"
    r"(?:liên\s+tịch\s+)?số[^;.]*;\s*$",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:quyết\s+định|thông\s+báo|hướng\s+dẫn|chỉ\s+thị|báo\s+cáo|công\s+văn|kế\s+hoạch|thông\s+tư)\s+(?:liên\s+tịch\s+)?số\s+\d",
    re.IGNORECASE,
)
_CUT = re.compile(r";\s+(?!\d)")
_COMMA = re.compile(r"[,;]\s+|\s+và\s+(?=(?:giao|yêu\s+cầu|đề\s+nghị)\s)")
_TIME_FIRST = re.compile(
    r"(?:trong|trước|sau|từ|kể\s+từ|chậm\s+nhất|muộn\s+nhất|ngay|vào|hằng|hàng|định\s+kỳ|khi|đến|cuối|đầu)\s",
    re.IGNORECASE,
)
# A clause that only tells when the one before it is to be done: «…; hoàn thành trong tháng 10».
_SAME_DUTY = re.compile(
    r"(?:và\s+)?(?:(?:gửi|nộp|báo\s+cáo)\s+(?:về|cho|lên|qua|trước)(?!\w)|(?:phải\s+)?hoàn\s+(?:thành|tất)(?=\s+(?:trước|trong|vào|chậm|muộn|xong|từ|đến|ngày|tháng|quý|và\s+(?:gửi|trình|nộp|báo))|\s*[.;,]|$)|xong|thời\s+(?:gian|hạn)|hạn|chậm\s+nhất|muộn\s+nhất|trước|trong|vào|đến)(?!\w)(?!\s+(?:việc|công|các|hồ|báo))",
    re.IGNORECASE,
)
# «…; …; hoàn thành trước ngày 25/11»: a bare clause before the only time of a sentence tells it of all that stands before
_ALL_DONE = re.compile(
    r";\s+(?:và\s+|tất\s+cả\s+|phải\s+|bảo\s+đảm\s+|đảm\s+bảo\s+)*(?:hoàn\s+(?:thành|tất)|xong|thời\s+(?:gian|hạn)(?:\s+hoàn\s+thành)?)\s*:?\s*$",
    re.IGNORECASE,
)
_NEAR = 120  # characters in which a clause's subject has its verb
_BY = re.compile(r"[–-]\s+(?P<name>[^\W\d_][^.;:()\n]{3,90}?)\s*$")
_DOES = re.compile(
    r"\s+(?:hỗ\s+trợ\s+|tổ\s+chức\s+|phối\s+hợp\s+)?(?:thực\s+hiện|phụ\s+trách|chủ\s+trì|chuẩn\s+bị|cho\s+ý\s+kiến[^.;]{0,30}|báo\s+cáo|trình\s+bày)\s*[.;]?\s*$",
    re.IGNORECASE,
)
_DONE_BY = re.compile(r"^(?:do|giao)\s+", re.IGNORECASE)


@cache
def verbs() -> re.Pattern[str]:
    """The pattern of a verb that opens an obligation, with the adverbs before it."""
    return re.compile(
        rf"(?:(?:phải|cần|sẽ|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|thường\s+xuyên|chủ\s+động|kịp\s+thời|nghiêm\s+túc|tích\s+cực|đồng\s+thời|định\s+kỳ|trực\s+tiếp|khẩn\s+trương|nghiêm\s+chỉnh|quyết\s+liệt|tuyệt\s+đối|gương\s+mẫu)\s+(?:và\s+)?)*"
        rf"(?P<verb>{any_of('obligation_verbs')}|{any_of('opening_verbs')}(?!\s+(?:sinh|viên|k[ỳì]|tập|nhập|thức|phí|hành\s+nghề))|"
        rf"(?:yêu\s+cầu|đề\s+nghị)(?!\s*:|\s+(?:về|đối|của|chung|cụ|cần|kỹ|kĩ)(?!\w)))(?!\w)",
        re.IGNORECASE,
    )


def opens_with_document(text: str, at: int) -> bool:
    """Whether the words at `at` name a document («Quyết định số 550/QĐ-UBND …») and are no verb."""
    return bool(_DOCUMENT.match(text, at))


def is_no_duty(text: str, at: int, end: int, *, item: bool = False) -> bool:
    """Tell whether a sentence gives a right, speaks of the dispatch itself, or only leads a list in («… như sau:», «Lưu ý:»).

    `item`: it stands in a list itself, so that it may be a duty though it leads a list in.
    """
    if (
        describes(text, at, end)
        or _RIGHT.match(text, at)
        or _CITED.match(text, at, end)
        or (_ITSELF.match(text, at) and ordered(text, at, end) is None)
    ):
        return True
    if not text[at:end].rstrip().endswith(":"):
        return False
    if item and _DUTY_ITSELF.search(text, at, end):
        return False
    return end - at < 24 or bool(LEAD_IN.search(text, at, end)) or bool(_ONLY_LEADS.search(text, at, end))


def duty_spans(text: str, start: int, end: int, deadlines: Sequence[Deadline]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that may each be an obligation: sentences, cut where clauses differ in subject or in time.

    An order stays together with the list of those it names («yêu cầu A; B; C thực hiện …»).
    """
    for at, stop in _sentences(text, start, end):
        inside = [d.evidence[0].start for d in deadlines if at <= d.evidence[0].start < stop]
        order = ordered(text, at, stop) if inside else None
        listing = order is not None and (
            order.action == order.end or ";" in text[order.start : order.end]
        )  # «yêu cầu A; B thực hiện …»
        cuts = [] if listing else _cuts(text, at, stop, inside)
        for left, right in zip([at, *cuts], [*cuts, stop], strict=True):
            if text[left:right].strip():
                yield left, right


def _cuts(text: str, start: int, end: int, times: Sequence[int]) -> list[int]:
    """Where a sentence's clauses part: a semicolon or, between two times, a comma before another subject."""
    if not times:
        return [] if carriers(text, start, end) else _other_subjects(text, start, end)
    found: list[int] = []
    last = start
    for mark in _COMMA.finditer(text, start, end):
        at = mark.end()
        before = [t for t in times if last <= t < at]
        after = [t for t in times if t >= at]
        if _SAME_DUTY.match(text, at) or text.count("(", last, at) > text.count(")", last, at):
            continue
        if _TIME_FIRST.match(text, last) and text.find(",", last, at) == mark.start():
            continue  # «Trong thời hạn 02 ngày kể từ ngày nhận hồ sơ, cơ sở giáo dục …»: it is the time of what follows
        if text[mark.start()] == ";":
            subject = subject_at(text, at, min(end, at + _NEAR))
            if subject is None and not before and len(after) == 1 and _ALL_DONE.search(text[at - 1 : after[0]]):
                continue
            opens = verbs().match(text, at, end) or subject
            if (opens and bool(before) != bool(after)) or (opens and before and after):
                found.append(at)
                last = at
        elif (
            before
            and not after
            and _ends_at(text, before[-1], mark.start())
            and subject_at(text, at, min(end, at + _NEAR))
        ):
            found.append(at)  # «… xong trước 25/9, kế toán làm thủ tục»
            last = at
        elif before and after and (subject_at(text, at, min(end, after[0])) or text[mark.start()] == " "):
            found.append(at)
            last = at
    return found


def _other_subjects(text: str, start: int, end: int) -> list[int]:
    """Where the clauses of other subjects begin: «Sở chi trả tài liệu; các đơn vị chi công tác phí»."""
    named = ordered(text, start, end) or subject_at(text, start, end)
    return [
        mark.end()
        for mark in _COMMA.finditer(text, start, end)
        if text[mark.start()] == ";"
        and not (named and named.start <= mark.start() < named.end)  # «yêu cầu A, B; C thực hiện …»
        and text.count("(", start, mark.start()) == text.count(")", start, mark.start())
        and subject_at(text, mark.end(), min(end, mark.end() + _NEAR))
    ]


def _ends_at(text: str, time: int, comma: int) -> bool:
    """Tell whether nothing but the time itself stands between its beginning and the comma."""
    return comma - time <= 40 and "," not in text[time:comma] and bool(re.search(r"\d$", text[time:comma]))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences without the white space that opens them."""
    begin: int | None = None
    for at, stop in sentences(text, start, end):
        at = at + len(text[at:stop]) - len(text[at:stop].lstrip()) if begin is None else begin
        order = ordered(text, at, stop)
        named = order is None and match_name(text, at) is not None and subject_at(text, at, stop) is None
        waits = text[at:stop].rstrip().endswith(";") and (named or (order is not None and order.action == order.end))
        if waits and match_name(text, stop + len(text[stop:end]) - len(text[stop:end].lstrip())):
            begin = at
            continue
        begin = None
        yield at, stop
    if begin is not None:
        yield begin, end


def nearest_subject(text: str, at: int, time: int, end: int) -> Subject | None:
    """The subject of the clause in which a time stands: «…, hiệu trưởng phê duyệt chậm nhất …»."""
    for mark in reversed(list(_COMMA.finditer(text, at, time))):
        found = subject_at(text, mark.end(), end)
        if found and found.action < time:
            return found
    return None


def trailing_actor(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Who is to do an item that names its doer last: «Phân tích đề thi – Trường A thực hiện», «Do Phòng B tổ chức thực hiện»."""
    does = _DOES.search(text, at, end)
    stop = does.start() if does else None
    if stop is None:
        return None
    named = _BY.search(text[at:stop])
    if named:
        begin = at + named.start("name")
    else:
        opened = _DONE_BY.match(text[at:stop])
        if opened is None:
            return None
        begin = at + opened.end()
    head = match_name(text, begin)
    return (begin, stop) if head and head.end() <= stop else None
