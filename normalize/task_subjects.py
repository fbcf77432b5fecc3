"""The subject of a sentence that lays an obligation, and the verb that opens it, after what leads them in.

«Trước ngày 20/5, các trường gửi …», «Bản đăng ký: Mỗi đơn vị lập …», «Thực hiện Kế hoạch số 12, Phòng GDĐT triển khai …».
"""

from __future__ import annotations

import re

from normalize.actors import Subject, bare_name, carriers, match_name, subject_at
from normalize.task_sentences import opens_with_document, verbs

_ADVERBIAL = re.compile(
    r"(?:cuối|đầu|trước|chậm\s+nhất|muộn\s+nhất|sau|từ|đến|trong|khi|nếu|căn\s+cứ|theo|để|nhằm|ngay|hằng|hàng|định\s+kỳ|vào|đối\s+với|riêng|"
    r"nhận\s+được|thực\s+hiện\s+(?:công\s+văn|kế\s+hoạch|chỉ\s+thị|quyết\s+định|nghị\s+quyết|thông\s+tư|hướng\s+dẫn|văn\s+bản|ý\s+kiến|sự|chỉ\s+đạo|chương\s+trình|nhiệm\s+vụ)|"
    r"trên\s+cơ\s+sở|qua|do|với|bên\s+cạnh|cùng\s+với|ngoài|thông\s+qua|nhằm|tiếp\s+tục|hiện\s+nay|ngoài\s+ra|đồng\s+thời|vì\s+vậy|kết\s+thúc|trường\s+hợp|tùy|tuỳ|kể\s+từ|hết)\s",
    re.IGNORECASE,
)
# «Thời gian báo cáo viên hoàn thành …:»
_TIME_OF = re.compile(r"(?:thời\s+gian|thời\s+hạn|hạn)\s+(?:để\s+)?(?=\w)", re.IGNORECASE)
_TOPIC = re.compile(r"[^,.;:]{3,60}:\s+(?=[A-ZĐÀ-Ỹ]|các\s|mỗi\s|từng\s)")
_WHEN = re.compile(
    r"(?:từ\s+|đến\s+)?(?:tháng|tuần|ngày|đợt|buổi|sáng|chiều|quý|học\s+k[ỳì]|giai\s+đoạn)\s[^.;]{1,60}?:\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^,.;:]{3,60}:\s+")
_ONLY = re.compile(r"riêng\s+(?!đối\s+với)", re.IGNORECASE)
_TEMPORAL = re.compile(
    r"(?:trước|sau|từ|đến|trong|ngay|mỗi|chậm\s+nhất|muộn\s+nhất|hằng|hàng|định\s+kỳ|vào|cuối|đầu|khi|kết\s+thúc)\s[^,]{1,170},",
    re.IGNORECASE,
)
_COLLECTIVE = re.compile(
    r"(?:100%|các|tất\s+cả|mỗi|từng|toàn\s+thể|nhà\s+trường|đơn\s+vị|hiệu\s+trưởng|thủ\s+trưởng|phòng\s|sở\s)",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(r"[,:]\s+")
_FARTHEST = 320  # characters of what may stand before a subject
# The end of a clause whose names go on after the comma: «… phối hợp với Sở A, Sở B …», «của các trường, các phòng …».
_LISTS = re.compile(
    r"(?<!\w)(?:phối\s+(?:kết\s+)?hợp(?:\s+(?:chặt\s+chẽ|tốt))?(?:\s+(?:với|cùng))?|(?:đề\s+nghị|yêu\s+cầu|ý\s+kiến|hướng\s+dẫn|chỉ\s+đạo)\s+của)\s+[^.;:]*$",
    re.IGNORECASE,
)


def subject_of(text: str, start: int, end: int, *, told: bool = False) -> Subject | None:
    """Find the subject of a sentence, at its start or after a leading adverbial («Trước ngày …, các trường gửi …»).

    `told`: see `subject_at`.
    """
    only = _ONLY.match(text, start, end)  # «Riêng Trường A chuẩn bị …»
    start = only.end() if only else start
    head = _TIME_OF.match(text, start, end)
    at = head.end() if head else start
    found = carriers(text, at, end) or subject_at(text, at, end, told=told)
    if found:
        return found
    for named in (_TOPIC.match(text, start, end), _WHEN.match(text, start, end)):
        # «Bản đăng ký dự thi: Mỗi đơn vị lập 01 bản …», «Tháng 9: giáo viên đăng ký»
        if named and (found := subject_at(text, named.end(), end, told=told)):
            return found
    return _after_adverbial(text, start, end, told=told)


def _after_adverbial(text: str, start: int, end: int, *, told: bool) -> Subject | None:
    if not _ADVERBIAL.match(text, start):
        return None
    begin = start
    for comma in _NEXT_CLAUSE.finditer(text, start, min(end, start + _FARTHEST)):
        at = comma.end()
        # A name in lower case after a comma goes on with a list («… giáo viên, cán bộ quản lý tham gia …»), but not
        # after a time («Hằng tuần, giáo viên …»).
        if text[at].isupper() or _COLLECTIVE.match(text, at) or _TEMPORAL.match(text, start):
            found = (
                None
                if _goes_on(text, begin, comma.start(), at, first=begin == start)
                else subject_at(text, at, end, told=told)
            )
            if found:
                return found
        begin = begin if match_name(text, at) else at
    return None


_PREPOSITION = re.compile(r"(?<!\w)(?:tại|với|cho|cùng|giữa|gồm|về|đến|tới|của)\s+")
_SEVERAL = re.compile(r"(?:100\s?%|các|tất\s+cả|mỗi|từng|toàn\s+thể)\s", re.IGNORECASE)


def _goes_on(text: str, begin: int, comma: int, at: int, *, first: bool) -> bool:
    """Tell whether the name at `at` goes on with a list before the comma: «tại các trường THPT, trung tâm GDTX …»."""
    before = text[begin:comma]
    if not first and _LISTS.search(before):
        return True
    if text[at].isupper() or _SEVERAL.match(text, at):
        return False
    lists = [m for m in _PREPOSITION.finditer(before) if match_name(text, begin + m.end())]
    return bool(lists) and not text[at:].startswith(("hiệu trưởng", "nhà trường", "thủ trưởng"))


# «Công tác bán trú do Hiệu trưởng chỉ đạo», «Kế hoạch được tổ trưởng phê duyệt trước ngày …»
_PASSIVE = re.compile(r"(?<!\w)(?:do|được)\s+(?=[^\W\d_])")
_DONE_BY = re.compile(
    r"(?:sẽ\s+)?(?:thực\s+hiện|chủ\s+trì|phụ\s+trách|đảm\s+nhiệm|đảm\s+nhận|chịu\s+trách\s+nhiệm|chỉ\s+đạo|phê\s+duyệt|quyết\s+định|xây\s+dựng|tổ\s+chức|duyệt|chuẩn\s+bị)(?!\w)"
)


def doer_in_passive(text: str, start: int, end: int) -> Subject | None:
    """Who does what is told in the passive: «Đề thi do tổ chuyên môn xây dựng»."""
    if verb_of(text, start, end):
        return None
    for by in _PASSIVE.finditer(text, start, end):
        found = subject_at(text, by.end(), end)
        if found and _DONE_BY.match(text, found.action):
            return found
    return None


def doer_of_deadline(text: str, start: int, end: int) -> Subject | None:
    """Whose a deadline is where no verb of duty tells it: «Thí sinh được sửa nguyện vọng …», «Giáo viên vào sổ xong trước …»."""
    topic = _LABEL.match(text, start, end)  # «Phúc khảo: thí sinh nộp đơn …»
    found = subject_of(text, start, end, told=True) or bare_name(text, start, end)
    found = found or (subject_at(text, topic.end(), end, told=True) if topic else None)
    if found or not _ADVERBIAL.match(text, start):
        return found
    for comma in _NEXT_CLAUSE.finditer(text, start, min(end, start + _FARTHEST)):
        if found := bare_name(text, comma.end(), end):
            return found
    return None


def verb_of(text: str, start: int, end: int) -> str | None:
    """Return the verb that opens the obligation at `start`, after a leading adverbial if there is one."""
    match = None if opens_with_document(text, start) else verbs().match(text, start, end)
    if match is None and _ADVERBIAL.match(text, start):
        for comma in _NEXT_CLAUSE.finditer(text, start, min(end, start + 240)):
            match = verbs().match(text, comma.end(), end)
            if match:
                break
    return match.group("verb").lower() if match else None
