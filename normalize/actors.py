"""Who must act: the noun phrase that names an office, a person or a class of either.

An obligation names its actor in one of four ways: as the subject of its sentence («Các Phòng GDĐT gửi …»), as the
object of an order («Giao Văn phòng Sở …», «Đề nghị các trường …»), as the heading above it («5. Các trường THPT»), or in
the sentence that leads a list in («… yêu cầu Hiệu trưởng các trường thực hiện các nội dung sau:»).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from normalize.actor_names import actor, in_name, inside_brackets, match_name, named_list, trim_name
from normalize.lexicon import any_of
from normalize.rows import UPPER

__all__ = [
    "Subject",
    "actor",
    "bare_name",
    "carriers",
    "heading_actor",
    "in_name",
    "match_name",
    "named_list",
    "ordered",
    "subject_at",
]

_MODALS = (
    r"(?:hoàn\s+toàn|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|cần\s+phải|bắt\s+buộc|phải|cần|sẽ|nên|không\s+được(?!\s+(?:đánh|xếp|công|hưởng|cấp|xét|tính|dự|tham|đăng)(?!\w))|"
    r"tuyệt\s+đối|nghiêm\s+túc|khẩn\s+trương|kịp\s+thời|thường\s+xuyên|tích\s+cực|căn\s+cứ|có\s+kế\s+hoạch|"
    r"không(?=\s+(?:đi|ra|đến|để|cho|thu|dạy|mang|giao|tổ\s+chức)(?!\w))|cho(?=\s+(?:học\s+sinh|trẻ|phép)(?!\w))|"
    r"(?<!quản lý )(?<!cấp trên )trực\s+tiếp(?=\s+(?:chỉ|phụ|chịu|theo|làm|điều|quản|lãnh|kiểm|hướng)(?!\w))|"
    r"thực\s+hiện|làm|nhắc|tự|kết\s+hợp|cùng|sớm|quan\s+tâm|lưu)"
)
_LONGEST_VERB = 24  # characters
_MAX_NAME = 260  # characters; a longer «subject» is a sentence that was misread


@dataclass(frozen=True, slots=True)
class Subject:
    """An actor found in text: its name's span, and where what it must do begins."""

    start: int
    end: int
    action: int
    verb: str
    order: str | None = None  # the word of the order whose object it is («giao», «đề nghị»), None for a subject


@cache
def _predicate() -> re.Pattern[str]:
    """Return the pattern of where a subject ends and its predicate begins: lower-case verbs and modals."""
    word = r"(?<!\w)(?!(?:(?<=phổ )|(?<=iao )|(?<=ruyền ))thông)"  # not «thông báo» in «các trường phổ thông báo cáo …»
    verbs = any_of("obligation_verbs")
    return re.compile(rf"{word}(?P<verb>{_MODALS}|{verbs}|được|có|là|đã|bị|do|để|khi|nếu)(?!\w)")


# «Bộ Y tế theo chức năng, nhiệm vụ được giao chủ trì …»: in what capacity the subject acts, before its verb.
_CAPACITY = re.compile(
    r"\s(?:theo|trong)\s+(?:chức\s+năng|nhiệm\s+vụ|thẩm\s+quyền|lĩnh\s+vực|phạm\s+vi|trách\s+nhiệm)[^.;:]*$",
    re.IGNORECASE,
)
_CAPACITY_WORD = re.compile(
    r"được\s+(?:giao|phân\s+công|phân\s+cấp)(?!\w)|quản\s+l[ýí](?!\w)|phụ\s+trách(?!\w)|phân\s+công(?!\w)|phân\s+cấp(?!\w)"
)


@cache
def _order() -> re.Pattern[str]:
    # Not «theo yêu cầu của …», «xét đề nghị …», «giao ban», «giao thông».
    return re.compile(
        r"(?<!\w)(?<!xét )(?<!theo )(?<!của )(?<!các )(?<!những )(?<!đáp ứng )(?<!đã )(?<!được )"
        rf"(?P<order>{any_of('orders')})(?!\s+(?:(?-i:ban)|lưu|thông|tiếp|dịch|nhận|diện|ước)(?!\w))\s*:?\s+",
        re.IGNORECASE,
    )


_NOT_SUBJECT_VERBS = frozenset({"được", "có", "là", "đã", "bị", "do", "để", "khi", "nếu"})
_ENDS_NAME = frozenset({"được", "là", "đã", "bị", "để", "khi", "nếu"})  # after these only a plain duty makes a subject


_MAY = re.compile(r"có\s+(?:thể|quyền)(?!\w)")  # a permission is no obligation
_HAS_DUTY = re.compile(
    r"được\s+(?:giao|phân\s+công|yêu\s+cầu|chỉ\s+định|ủy\s+quyền|uỷ\s+quyền)(?!\w)|"
    r"được\s+[A-ZĐÀ-Ỹ][^,.;:()]{1,60}?\s(?:giao|phân\s+công|ủy\s+quyền|uỷ\s+quyền)(?!\w)|"
    r"là\s+(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s+(?:thường\s+trực|đầu\s+mối|chủ\s+trì|chịu\s+trách\s+nhiệm)|là\s+đầu\s+mối|"
    r"có\s+(?:chức\s+năng|bản|văn\s+bản|kế\s+hoạch|biện\s+pháp|giải\s+pháp|báo\s+cáo|công\s+văn|hình\s+thức|phương\s+án|mặt)(?!\w)"
)


# «Cá nhân được giao phụ trách … chịu trách nhiệm …»: the duty stands behind what tells which person it is.
_GIVEN_WORK = re.compile(
    r"được\s+(?:giao|phân\s+công)\s+(?:nhiệm\s+vụ\s+)?(?:phụ\s+trách|chủ\s+trì|dạy|quản\s+l[ýí]|theo\s+dõi|làm|thực\s+hiện|tổ\s+chức)[^,.;:()]{1,80}?\s"
    r"(?:(?:có|chịu)\s+trách\s+nhiệm|phải|cần)(?!\w)"
)
_NOT_IN_NAME = re.compile(
    r"\.\s|(?<!Sở)(?<!sở):(?!\s+[A-ZĐÀ-Ỹ][^,;:.()]{1,40},\s+[A-ZĐÀ-Ỹ])"
)  # «Giám đốc các Sở: Tài chính, Nội vụ» goes on
# «Yêu cầu từ ngày 6/8/2020 các trường …»: when stands between the order and whom it is given
_WHEN = re.compile(r"(?:(?:kể\s+)?từ|trước|trong|đến|vào)\s+(?:[^,;:.]|(?<=\d)[.](?=\d)){3,40}?\s+(?=[^\W\d_])")


_IN_DOING = re.compile(
    r"\strong\s+việc(?!\w)|(?<!lý)(?<!lí)(?<!tự)\sdo(?!\w)"
)  # «vai trò của các cơ quan, đơn vị trong việc tổ chức …»


def _unbalanced(name: str) -> bool:
    """Tell whether a bracket in a name has no partner: the name began or ended inside it."""
    return name.count("(") != name.count(")")


# «Giáo viên được cử đi học phải …»: a duty after what tells of the subject.
_DUTY_AFTER = re.compile(
    r"(?:[^.;:()]|\([^()]{1,80}\)){1,200}?(?<!\w)(?<!không )(?<!khi )(?<!nếu )"
    r"(?P<verb>(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|phải|cần|chủ\s+động|khẩn\s+trương|nghiêm\s+túc)(?!\w)"
)


_COMMA = re.compile(r",\s+")
_SEMICOLON = re.compile(r";\s*(?:và\s+)?")
_LEADS_ON = (" và", " hoặc", " theo", " của", " về", " tại", " trong", " với", " cho", " đến", " từ")  # no name ends so
_DASHED = re.compile(r"\s[–-]\s+(?=[A-ZĐÀ-Ỹ])")  # «Ông A – Chỉ đạo chung»


def subject_at(text: str, start: int, end: int, *, told: bool = False) -> Subject | None:
    """Find the subject of the clause that begins at `start`: an actor followed by what it must do, before `end`.

    With `told` also an actor of whom is only told what it may do, is given or has («Thí sinh được sửa nguyện vọng …»).
    """
    head = match_name(text, start)
    if head is None or head.end() > end:
        return None
    limit = min(end, start + _MAX_NAME)
    at = head.end()
    while True:
        predicate = _predicate().search(text, at, limit)
        dashed = _dashed(text, start, head.end(), predicate.start() if predicate else limit)
        if dashed or predicate is None:
            return dashed
        skip = _skipped(text, start, head.end(), predicate)
        if skip is not None:
            at = skip
            continue
        word = predicate["verb"]
        if found := _meanwhile(text, start, head.end(), predicate, limit):
            return found
        if word in _NOT_SUBJECT_VERBS and (
            not _HAS_DUTY.match(text, predicate.start()) or _GIVEN_WORK.match(text, predicate.start())
        ):
            # «Các đơn vị có học sinh tham gia gửi …»: a relative clause; the real verb follows, if any does.
            if word not in _ENDS_NAME and not _MAY.match(text, predicate.start()):
                at = predicate.end()
                continue
            after = _duty_after(text, predicate.end(), end)
            if after is None and not told:
                return None
            predicate = (_predicate().match(text, after.start("verb"), end) if after else None) or predicate
        name_end = trim_name(text, start, predicate.start())
        if text.endswith(
            (" không", " chưa"), start, name_end
        ):  # «GV không tham gia phải có lý do»: the duty stands behind
            at = predicate.end()
            continue
        if not told and _PEOPLE.search(head.group()) and _GRANTED.match(text, predicate.start()):
            return None  # «Giáo viên đang học tập trung … được miễn»
        if (
            _NOT_IN_NAME.search(
                text[start:name_end].replace(":", "") if _lists(text, start, name_end) else text[start:name_end]
            )
            or not _listed(text, start, name_end)
            or _unbalanced(text[start:name_end])
            or _IN_DOING.search(text, head.end() - 1, name_end)
            or text.endswith(_LEADS_ON, start, name_end)
        ):
            return None
        return Subject(start, name_end, predicate.start(), predicate["verb"])


def _lists(text: str, start: int, end: int) -> bool:
    """Whether the colon in a name leads the list of those it names: «các Bộ: Tài chính, Y tế, Nội vụ»."""
    colon = text.find(":", start, end)
    return colon >= 0 and named_list(text, start, colon) is not None


def _listed(text: str, start: int, end: int) -> bool:
    """Whether a name follows each semicolon: «các đại học, học viện; các trường đại học» is one list."""
    return all(match_name(text, mark.end()) for mark in _SEMICOLON.finditer(text, start, end))


# «Giáo viên cốt cán sau khi được bồi dưỡng hỗ trợ …»: when the subject acts stands between its name and its verb.
_MEANWHILE = re.compile(r"\s(?:ngay\s+)?(?:sau|trước|trong)\s+(?=(?:khi|lúc)$)")


def _meanwhile(text: str, start: int, name: int, predicate: re.Match[str], end: int) -> Subject | None:
    """The subject before an adverbial clause of time: its own verb is the one that follows the verbs of that clause."""
    opens = _MEANWHILE.search(text[name : predicate.end()]) if predicate["verb"] in ("khi", "lúc") else None
    if opens is None:
        return None
    at, inner = predicate.end(), 0
    while verb := _predicate().search(text, at, end):
        between = text[at : verb.start()]
        if "." in between or ";" in between:
            return None
        adjacent = not between.strip() or verb["verb"] in _NOT_SUBJECT_VERBS
        if inner and (not adjacent or "," in between) and not in_name(text, at, verb.start(), verb.end()):
            return Subject(start, name + opens.start(), verb.start(), verb["verb"])
        if inner and not between.strip() and text[:at].endswith(_NOUNS_TOO):
            return Subject(start, name + opens.start(), verb.start(), verb["verb"])
        inner += verb["verb"] not in _NOT_SUBJECT_VERBS
        at = verb.end()
    return None


_NOUNS_TOO = ("bồi dưỡng", "tập huấn", "đào tạo", "kiểm tra", "đánh giá", "báo cáo", "thông báo", "quyết định")


# What is granted is no duty: «… được miễn», «… được tuyển thẳng».
_GRANTED = re.compile(
    r"(?!nộp|gửi|lập|đăng|báo)[^.,;:]{1,120}?(?<!để )(?<!\w)được\s+"
    r"(?:miễn|giảm|hưởng|tuyển\s+thẳng|khen|cộng|xét|tính|công\s+nhận|đặc\s+cách|bảo\s+lưu|thôi\s+học|xem\s+xét)(?!\w)"
)
_PEOPLE = re.compile(
    r"giáo\s+viên|nhà\s+giáo|học\s+(?:sinh|viên)|thí\s+sinh|viên\s+chức|công\s+chức|người|cán\s+bộ|sinh\s+viên|GV|HS|CBQL",
    re.IGNORECASE,
)


def _duty_after(text: str, at: int, end: int) -> re.Match[str] | None:
    """The plain duty of a subject of whom something is told first; not that of another one named after a comma."""
    found = _DUTY_AFTER.match(text, at, end)
    if found and any(match_name(text, comma.end()) for comma in _COMMA.finditer(text, at, found.start("verb"))):
        return None
    return found


def _dashed(text: str, start: int, at: int, end: int) -> Subject | None:
    """The subject of «Ông A – Chỉ đạo chung»."""
    dash = _DASHED.search(text, at, end)
    verb = _predicate().match(text[dash.end() : dash.end() + _LONGEST_VERB].lower()) if dash else None
    return Subject(start, dash.start(), dash.end(), verb["verb"]) if dash and verb else None


def _skipped(text: str, start: int, name: int, predicate: re.Match[str]) -> int | None:
    """Where to search on when what looks like a predicate is part of the name or tells in what capacity it acts."""
    relative = _RELATIVE.match(text, predicate.start())
    if relative and _ROLE.search(text, start, predicate.start()):
        return relative.end()
    capacity = _CAPACITY_WORD.match(text, predicate.start())
    if capacity and _CAPACITY.search(text[name : predicate.start()]):
        return capacity.end()
    named = in_name(text, start, predicate.start(), predicate.end())
    return predicate.end() if named or inside_brackets(text, start, predicate.start()) else None


# «Phó Hiệu trưởng phụ trách chuyên môn lập …», «Đơn vị cử giáo viên chi trả …»: what tells which one it is.
_ROLE = re.compile(
    r"(?:hiệu\s+trưởng|phó\s+giám\s+đốc|lãnh\s+đạo(?:\s+\w+)?|cán\s+bộ|giáo\s+viên|chuyên\s+viên|viên\s+chức|công\s+chức|nhân\s+viên|"
    r"người|đơn\s+vị|cơ\s+quan|trường|bộ\s+phận)\s+$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"phụ\s+trách(?:\s+(?!việc|công\s+tác|các|và)[^\W\d_]+){1,4}?(?=\s+(?:lập|xây\s+dựng|tổng\s+hợp|kiểm\s+tra|theo\s+dõi|tham\s+mưu|báo\s+cáo|"
    r"chịu\s+trách\s+nhiệm|có\s+trách\s+nhiệm|chỉ\s+đạo|hướng\s+dẫn|phối\s+hợp|chủ\s+trì|duyệt|phê\s+duyệt|triển\s+khai|gửi|nộp|cập\s+nhật|rà\s+soát)(?!\w))|"
    r"cử\s+(?:[^\W\d_]+\s+){1,6}?(?=(?:chi\s+trả|thanh\s+toán|chịu\s+trách\s+nhiệm|có\s+trách\s+nhiệm|phải|bảo\s+đảm|đảm\s+bảo)(?!\w))"
)


def ordered(text: str, start: int, end: int) -> Subject | None:
    """Find the object of an order («giao X …», «đề nghị X …») between `start` and `end`."""
    for order in _order().finditer(text, start, end):
        head = match_name(text, order.end())
        when = None if head else _WHEN.match(text, order.end(), end)
        while when and not match_name(text, when.end()) and when.end() - order.end() < 60:
            when = re.compile(r"\S+\s+").match(text, when.end(), end)
        begin = when.end() if when else order.end()
        head = head or (match_name(text, begin) if when else None)
        if head is None:
            continue
        found = subject_at(text, begin, end)
        word = order.group("order").lower()
        if found:
            return replace(found, order=word)
        # «Giao Phòng Giáo dục Trung học: …», «đề nghị các đơn vị, trường học: …»
        stop = re.compile(r"[:.;]|$").search(text, head.end(), end)
        name_end = trim_name(text, begin, stop.start() if stop else end)
        if name_end - begin <= _MAX_NAME:
            return Subject(begin, name_end, name_end, word, word)
    return None


# Words that go on with a name after its head: «giáo viên chủ nhiệm lớp 1», «các trường tiểu học trên địa bàn huyện».
_GOES_ON = re.compile(
    rf"(?:\s+(?:[{UPPER}][^\s,;:.()]*|đơn\s+vị|\d{{1,3}}(?!\w)|chủ\s+nhiệm|bộ\s+môn|chuyên\s+môn|phụ\s+trách|(?:các\s+)?(?:trường|lớp|khối|cấp)|tiểu\s+học|mầm\s+non|"
    r"trung\s+học|phổ\s+thông|trên\s+địa\s+bàn|huyện|xã|phường|tỉnh|thành\s+phố|trực\s+thuộc|liên\s+quan|có\s+liên\s+quan|dự\s+thi|cốt\s+cán))*"
)


def bare_name(text: str, start: int, end: int) -> Subject | None:
    """The actor named at `start` by its head alone, where no verb after it is known («Giáo viên vào điểm xong trước …»)."""
    head = match_name(text, start)
    if head is None or head.end() >= end or not text[head.end()].isspace():
        return None
    more = _GOES_ON.match(text, head.end(), end)
    stop = more.end() if more else head.end()
    following = text[stop:end].lstrip()
    return Subject(start, stop, stop, "") if following[:1].islower() and text[stop : stop + 1].isspace() else None


# «Chánh Văn phòng; Giám đốc các Sở: A, B; … chịu trách nhiệm thi hành Quyết định này.»
_CARRIES_OUT = re.compile(
    r"\s*,?\s+(?P<verb>(?:có|chịu)\s+trách\s+nhiệm\s+(?:tổ\s+chức\s+|triển\s+khai\s+)?(?:thi\s+hành|thực\s+hiện)|"
    r"căn\s+cứ\s+(?:vào\s+)?Quyết\s+định(?:\s+này)?\s+(?:tổ\s+chức\s+)?(?:thi\s+hành|thực\s+hiện))(?!\w)"
)
_CARRIERS = 900  # characters of the longest list of those who carry a decision out


def carriers(text: str, start: int, end: int) -> Subject | None:
    """Those who carry a decision out, a list of any length: «A; B, C và D chịu trách nhiệm thi hành Quyết định này»."""
    found = _CARRIES_OUT.search(text, start, min(end, start + _CARRIERS)) if match_name(text, start) else None
    if found is None or ". " in text[start : found.start()]:
        return None
    return Subject(start, found.start(), found.start("verb"), found["verb"])


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:đối\s+với|về\s+phía|giao(?:\s+cho)?|đề\s+nghị|yêu\s+cầu|phân\s+công|"
        r"(?:thẩm\s+quyền|trách\s+nhiệm|nhiệm\s+vụ|quyền\s+hạn|quyền\s+lợi|quyền|chức\s+trách)(?:(?:\s*,\s*|\s+và\s+)(?:thẩm\s+quyền|trách\s+nhiệm|nhiệm\s+vụ|quyền\s+hạn|quyền\s+lợi|quyền))*"
        r"(?:\s+của)?)\s*:?\s+)?",
        re.IGNORECASE,
    )


_DELEGATES = re.compile(
    r"\s(?:ủy\s+quyền|uỷ\s+quyền|phân\s+cấp|giao(?!\s+(?:ban|lưu)\s)(?:\s+nhiệm\s+vụ)?)\s+(?:cho\s+)?"
)
_ABOUT = re.compile(
    r"\s+trong\s+(?:việc|công\s+tác|hoạt\s+động|quá\s+trình|thực\s+hiện|tổ\s+chức|quản\s+lý|lĩnh\s+vực)(?!\w)"
)


# «1.5. Trách nhiệm của đối tượng thực hiện kiểm kê»: parties that only such a heading names as actors
_PARTY = re.compile(r"(?:(?:các|mỗi)\s+)?(?:đối\s+tượng|bên|chủ|hộ|tác\s+giả|tổ\s+chức)(?=\s+[^\W\d_])", re.IGNORECASE)


def heading_actor(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the actor that a heading names as a whole («5. Các trường THPT», «a) Trách nhiệm của Hiệu trưởng:»).

    Returns the name's span, or None where the line is no such heading. A colon ends the heading: what follows it is an
    obligation of that actor.
    """
    prefix = _heading().match(text, start, end)
    begin = prefix.end() if prefix else start
    head = match_name(text, begin)
    if head is None and prefix and prefix.group().rstrip(" :").lower().endswith("của"):
        head = _PARTY.match(text, begin)
    if head is None or head.end() > end:
        return None
    colon = text.find(":", head.end(), end)
    if colon >= 0 and (last := named_list(text, begin, colon)):
        colon = text.find(":", last, end)  # «Chủ tịch UBND các tỉnh: Đắk Lắk, Khánh Hòa chỉ đạo …»
    given = _DELEGATES.search(text, head.end(), colon if colon >= 0 else end)
    if given and match_name(text, given.end()) and not _predicate().search(text, head.end(), given.start()):
        # «UBND tỉnh ủy quyền cho Giám đốc Sở Nội vụ:»
        return heading_actor(text, given.end(), end)
    about = _ABOUT.search(text, head.end(), colon if colon >= 0 else end) if prefix and prefix.group() else None
    stop = trim_name(text, begin, about.start() if about else colon if colon >= 0 else end)
    if colon < 0 and not about and text.startswith("theo ", stop + 1):
        return None  # «Bộ Y tế theo chức năng, nhiệm vụ được giao chủ trì …»
    if stop - begin > 160 or ". " in text[begin:stop] or text.endswith((" khi", " nếu", " gồm", " là"), begin, stop):
        return None
    if text[begin:stop].isupper():  # «V. ĐƠN VỊ PHỐI HỢP, TRUYỀN THÔNG» names no actor
        return None if _predicate().search(text[begin:stop].lower(), head.end() - begin) else (begin, stop)
    predicate = _predicate().search(text, head.end(), stop)
    while predicate and (
        inside_brackets(text, begin, predicate.start())
        or in_name(text, begin, predicate.start(), predicate.end())
        or predicate.group("verb") in ("có", "được", "do", "khi", "để", "tham gia", "phụ trách", "quản lý")
        or (
            colon >= 0 and prefix and prefix.group().lower().startswith(("đối", "về"))
        )  # «Đối với cán bộ đã bồi dưỡng …:»
    ):
        predicate = _predicate().search(text, predicate.end(), stop)
    return None if predicate else (begin, stop)
