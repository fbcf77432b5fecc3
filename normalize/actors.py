"""Who must act: the noun phrase that names an office, a person or a class of either.

An obligation names its actor in one of four ways: as the subject of its sentence («Các Phòng GDĐT gửi …»), as the
object of an order («Giao Văn phòng Sở …», «Đề nghị các trường …»), as the heading above it («5. Các trường THPT»), or in
the sentence that leads a list in («… yêu cầu Hiệu trưởng các trường thực hiện các nội dung sau:»).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from normalize.lexicon import any_of, rows, spaced
from schemas.facts import Actor, ActorKind

_QUANTIFIER = (
    r"(?:(?:tất\s+cả|toàn\s+thể|toàn\s+bộ|từng|mỗi|mọi|những|các|100\s?%|\d{1,3}|quý|đề\s+nghị|"
    r"ông\s*(?:\(\s*bà\s*\)|[,/]\s*bà))\s+)"
)
_MODALS = (
    r"(?:hoàn\s+toàn|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|cần\s+phải|bắt\s+buộc|phải|cần|sẽ|nên|không\s+được(?!\s+(?:đánh|xếp|công|hưởng|cấp|xét|tính|dự|tham)(?!\w))|"
    r"tuyệt\s+đối|nghiêm\s+túc|khẩn\s+trương|kịp\s+thời|thường\s+xuyên|tích\s+cực|căn\s+cứ|có\s+kế\s+hoạch|"
    r"không(?=\s+(?:đi|ra|đến|để|cho|thu|dạy|mang|giao|tổ\s+chức)(?!\w))|cho(?=\s+(?:học\s+sinh|trẻ|phép)(?!\w))|"
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
def _head() -> re.Pattern[str]:
    heads = []
    for row in sorted(rows("actor_heads"), key=lambda r: -len(r["head"])):
        unless = row["not_before"]
        guard = rf"(?!\s*(?:{unless})(?!\w))" if unless else ""
        # «Ông», «Bà», «Thầy», «Cô» name an actor only before a person's name.
        name = r"(?=\s+[A-ZĐÀ-Ỹ])" if row["head"] in ("Ông", "Bà", "Thầy", "Cô", "Đồng chí") else ""
        heads.append(spaced(row["head"]) + r"(?!\w)" + guard + name)
    # «các tổ chức, cá nhân»: after «các» and the like «tổ chức» is a noun.
    heads.append(r"tổ\s+chức(?=,\s+(?:cá\s+nhân|đơn\s+vị|hộ)(?!\w))")
    heads += [rf"(?<={many}\s)tổ\s+chức(?!\w)" for many in ("các", "những", "mỗi", "mọi")]
    return re.compile(rf"{_QUANTIFIER}{{0,3}}(?P<head>(?:{'|'.join(heads)}))", re.IGNORECASE)


@cache
def _predicate() -> re.Pattern[str]:
    """Return the pattern of where a subject ends and its predicate begins: lower-case verbs and modals."""
    return re.compile(rf"(?<!\w)(?P<verb>{_MODALS}|{any_of('obligation_verbs')}|được|có|là|đã|bị|do|để|khi|nếu)(?!\w)")


@cache
def _named_duty() -> re.Pattern[str]:
    """Return the pattern of verbs inside names: «Ban chỉ đạo», «cán bộ quản lý», «công nghệ thông tin»."""
    rules = (f"(?:{row['nouns']}) (?:{row['verbs']})" for row in rows("named_duties"))
    return re.compile(rf"(?<!\w)(?<!chuyên )(?<!bộ )(?:{'|'.join(rules)})$", re.IGNORECASE)


# After these nouns a verb names what is done («công tác kiểm tra»), it does not tell what the subject does.
_NOUN_BEFORE = re.compile(
    r"(?:bài|điểm|đợt|kỳ|lịch|phiếu|mẫu|biểu|sổ|buổi|công tác|hoạt động|việc|chương trình|kế hoạch|nhiệm vụ|kết quả|hồ sơ)\s$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\s+(?:[A-ZĐ]|học|trên|dưới|tỉnh|huyện|xã|trung|tiểu|mầm|phòng|sở|cơ sở|trường|ủy|uỷ)"
)  # «cấp THCS»


# «các tổ chức chính trị - xã hội», «cơ quan, tổ chức, đơn vị», «doanh nghiệp, tổ chức và cá nhân»: a noun, no verb.
_ORGANISATIONS = re.compile(
    r"(?:(?:các|những|mỗi|mọi|một\s+số|nhiều|của)\s+|"
    r"(?:cơ\s+quan|đơn\s+vị|doanh\s+nghiệp|cá\s+nhân|đoàn\s+thể|ngành|địa\s+phương)\s*(?:,|và|/|hoặc)\s*)$",
    re.IGNORECASE,
)
_OF_ORGANISATIONS = re.compile(
    r"\s*(?:[,/]|và|hoặc)?\s*(?:cá\s+nhân|đơn\s+vị|đoàn\s+thể|chính\s+trị|xã\s+hội|có\s+liên|liên\s+quan|khác)(?!\w)",
    re.IGNORECASE,
)
# «Bộ Y tế theo chức năng, nhiệm vụ được giao chủ trì …»: in what capacity the subject acts, before its verb.
_CAPACITY = re.compile(
    r"\s(?:theo|trong)\s+(?:chức\s+năng|nhiệm\s+vụ|thẩm\s+quyền|lĩnh\s+vực|phạm\s+vi|trách\s+nhiệm)[^.;:]*$",
    re.IGNORECASE,
)
_CAPACITY_WORD = re.compile(
    r"được\s+(?:giao|phân\s+công|phân\s+cấp)(?!\w)|quản\s+l[ýí](?!\w)|phụ\s+trách(?!\w)|phân\s+công(?!\w)|phân\s+cấp(?!\w)"
)


def in_name(text: str, start: int, at: int, end: int) -> bool:
    """Tell whether the verb at `at:end` is part of the name that began at `start`."""
    word = text[at:end]
    if word == "cấp" and _LEVEL.match(text, end):
        return True
    if word == "tổ chức" and (
        _ORGANISATIONS.search(text[max(start, at - 24) : at]) or _OF_ORGANISATIONS.match(text, end)
    ):
        return True
    if word == "cử" and text.startswith(" tri", end):
        return True
    if _NOUN_BEFORE.search(text[max(start, at - 14) : at]) or text.startswith(" viên", end):
        return True
    return bool(_named_duty().search(text[max(start, at - 24) : end]))


@cache
def _order() -> re.Pattern[str]:
    # Not «theo yêu cầu của …», «xét đề nghị …», «giao ban», «giao thông».
    return re.compile(
        r"(?<!\w)(?<!xét )(?<!theo )(?<!của )(?<!các )(?<!những )(?<!đáp ứng )(?<!đã )"
        rf"(?P<order>{any_of('orders')})(?!\s+(?:(?-i:ban)|lưu|thông|tiếp|dịch|nhận|diện|ước)(?!\w))\s*:?\s+",
        re.IGNORECASE,
    )


_NOT_SUBJECT_VERBS = frozenset({"được", "có", "là", "đã", "bị", "do", "để", "khi", "nếu"})
_ENDS_NAME = frozenset({"được", "là", "đã", "bị", "để", "khi", "nếu"})  # after these only a plain duty makes a subject


_MAY = re.compile(r"có\s+(?:thể|quyền)(?!\w)")  # a permission is no obligation
_HAS_DUTY = re.compile(
    r"được\s+(?:giao|phân\s+công|yêu\s+cầu|chỉ\s+định|ủy\s+quyền|uỷ\s+quyền)(?!\w)|"
    r"là\s+(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s+(?:thường\s+trực|đầu\s+mối|chủ\s+trì|chịu\s+trách\s+nhiệm)|là\s+đầu\s+mối|"
    r"có\s+(?:bản|văn\s+bản|kế\s+hoạch|biện\s+pháp|giải\s+pháp|báo\s+cáo|công\s+văn|hình\s+thức|phương\s+án|mặt)(?!\w)"
)


_NOT_IN_NAME = re.compile(r"\.\s|;|(?<!Sở)(?<!sở):")  # «Giám đốc các Sở: Tài chính, Nội vụ» goes on
# «Yêu cầu từ ngày 6/8/2020 các trường …»: when stands between the order and whom it is given
_WHEN = re.compile(r"(?:(?:kể\s+)?từ|trước|trong|đến|vào)\s+(?:[^,;:.]|(?<=\d)[.](?=\d)){3,40}?\s+(?=[^\W\d_])")


def match_name(text: str, start: int) -> re.Match[str] | None:
    """Match an actor's head noun (with «các», «tất cả» before it) at `start`."""
    return _head().match(text, start)


# «Giáo viên được cử đi học phải …»: a duty after what tells of the subject.
_DUTY_AFTER = re.compile(
    r"(?:[^.,;:()]|\([^()]{1,80}\)){1,160}?(?<!\w)(?<!không )(?<!khi )(?<!nếu )"
    r"(?P<verb>(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|phải|cần|chủ\s+động|khẩn\s+trương|nghiêm\s+túc)(?!\w)"
)


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
        if word in _NOT_SUBJECT_VERBS and not _HAS_DUTY.match(text, predicate.start()):
            # «Các đơn vị có học sinh tham gia gửi …»: a relative clause; the real verb follows, if any does.
            if word not in _ENDS_NAME and not _MAY.match(text, predicate.start()):
                at = predicate.end()
                continue
            after = _DUTY_AFTER.match(text, predicate.end(), end)
            if after is None and not told:
                return None
            predicate = (_predicate().match(text, after.start("verb"), end) if after else None) or predicate
        name_end = _trim(text, start, predicate.start())
        if text.endswith(
            (" không", " chưa"), start, name_end
        ):  # «GV không tham gia phải có lý do»: the duty stands behind
            at = predicate.end()
            continue
        if _NOT_IN_NAME.search(text[start:name_end]) or text.endswith((" và", " hoặc"), start, name_end):
            return None
        return Subject(start, name_end, predicate.start(), predicate["verb"])


def _dashed(text: str, start: int, at: int, end: int) -> Subject | None:
    """The subject of «Ông A – Chỉ đạo chung»."""
    dash = _DASHED.search(text, at, end)
    verb = _predicate().match(text[dash.end() : dash.end() + _LONGEST_VERB].lower()) if dash else None
    return Subject(start, dash.start(), dash.end(), verb["verb"]) if dash and verb else None


def _skipped(text: str, start: int, name: int, predicate: re.Match[str]) -> int | None:
    """Where to search on when what looks like a predicate is part of the name or tells in what capacity it acts."""
    capacity = _CAPACITY_WORD.match(text, predicate.start())
    if capacity and _CAPACITY.search(text[name : predicate.start()]):
        return capacity.end()
    named = in_name(text, start, predicate.start(), predicate.end())
    return predicate.end() if named or _inside_brackets(text, start, predicate.start()) else None


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
        name_end = _trim(text, begin, stop.start() if stop else end)
        if name_end - begin <= _MAX_NAME:
            return Subject(begin, name_end, name_end, word, word)
    return None


# Words that go on with a name after its head: «giáo viên chủ nhiệm lớp 1», «các trường tiểu học trên địa bàn huyện».
_GOES_ON = re.compile(
    r"(?:\s+(?:[A-ZĐÀ-Ỹ][^\s,;:.()]*|\d{1,3}(?!\w)|chủ\s+nhiệm|bộ\s+môn|chuyên\s+môn|phụ\s+trách|(?:các\s+)?(?:trường|lớp|khối|cấp)|tiểu\s+học|mầm\s+non|"
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


def heading_actor(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the actor that a heading names as a whole («5. Các trường THPT», «a) Trách nhiệm của Hiệu trưởng:»).

    Returns the name's span, or None where the line is no such heading. A colon ends the heading: what follows it is an
    obligation of that actor.
    """
    prefix = _heading().match(text, start, end)
    begin = prefix.end() if prefix else start
    head = match_name(text, begin)
    if head is None or head.end() > end:
        return None
    colon = text.find(":", head.end(), end)
    given = _DELEGATES.search(text, head.end(), colon if colon >= 0 else end)
    if given and match_name(text, given.end()) and not _predicate().search(text, head.end(), given.start()):
        # «UBND tỉnh ủy quyền cho Giám đốc Sở Nội vụ:»
        return heading_actor(text, given.end(), end)
    about = _ABOUT.search(text, head.end(), colon if colon >= 0 else end) if prefix and prefix.group() else None
    stop = _trim(text, begin, about.start() if about else colon if colon >= 0 else end)
    if colon < 0 and not about and text.startswith("theo ", stop + 1):
        return None  # «Bộ Y tế theo chức năng, nhiệm vụ được giao chủ trì …»
    if stop - begin > 160 or ". " in text[begin:stop]:
        return None
    if text[begin:stop].isupper():  # «V. ĐƠN VỊ PHỐI HỢP, TRUYỀN THÔNG» names no actor
        return None if _predicate().search(text[begin:stop].lower(), head.end() - begin) else (begin, stop)
    predicate = _predicate().search(text, head.end(), stop)
    while predicate and (
        _inside_brackets(text, begin, predicate.start())
        or in_name(text, begin, predicate.start(), predicate.end())
        or predicate.group("verb") in ("có", "được", "do", "khi", "để", "tham gia", "phụ trách", "quản lý")
        or (
            colon >= 0 and prefix and prefix.group().lower().startswith(("đối", "về"))
        )  # «Đối với cán bộ đã bồi dưỡng …:»
    ):
        predicate = _predicate().search(text, predicate.end(), stop)
    return None if predicate else (begin, stop)


def _inside_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


# «… thành phố theo chức năng, nhiệm vụ cần:» — what follows the name tells how or that, not who.
_NO_NAME = re.compile(
    r"\s+(?:theo\s+(?:chức\s+năng|nhiệm\s+vụ|thẩm\s+quyền|lĩnh\s+vực|phạm\s+vi|phân\s+cấp)(?!\w).*|cần|phải|ngoài\s+(?:các\s+)?(?:nhiệm\s+vụ|nội\s+dung).*)$"
)


def _trim(text: str, start: int, end: int) -> int:
    """Return where a name that ends before `end` really ends: without closing remarks, commas and white space."""
    name = text[start:end].rstrip(" \t\n,;:.–-/")
    if name.endswith(")") and (open_at := name.rfind("(")) > 0:
        name = name[:open_at].rstrip(" ,;:–-")
    tail = _NO_NAME.search(name)
    return start + (tail.start() if tail else len(name))


_LEVELS = (
    (re.compile(r"\b(?:bộ|trung ương|chính phủ)\b", re.IGNORECASE), "trung ương"),
    (re.compile(r"\b(?:sở|tỉnh|thành phố trực thuộc)\b", re.IGNORECASE), "tỉnh"),
    (re.compile(r"\b(?:phòng gdđt|phòng gd&đt|phòng giáo dục|huyện|quận|thị xã)\b", re.IGNORECASE), "huyện"),
    (re.compile(r"\b(?:xã|phường|thị trấn)\b", re.IGNORECASE), "xã"),
    (re.compile(r"\b(?:trường|hiệu trưởng|giáo viên|học sinh|cơ sở giáo dục)\b", re.IGNORECASE), "trường"),
)
_PLURAL = re.compile(r"^(?:tất\s+cả|toàn\s+thể|toàn\s+bộ|từng|mỗi|mọi|những|các|100%|quý)\s", re.IGNORECASE)
_PERSON = re.compile(r"\s*(?:tất\s+cả|toàn\s+thể|toàn\s+bộ|từng|mỗi|mọi|những|các|100%|quý)\s+", re.IGNORECASE)


# «đồng chí Hiệu trưởng», «các đ/c Tổ trưởng chuyên môn»: the office held tells who acts
_COMRADE = re.compile(
    r"^(?:các\s+)?(?:đồng\s+chí|đ/c)\s+(?=(?:phó\s+)?(?:hiệu|tổ|nhóm|đội|cụm|trưởng|phó|giám|chủ|thủ|bí|thư|kế|nhân|giáo|văn)\s)",
    re.IGNORECASE,
)


def actor(name: str, parent: str | None = None) -> Actor:
    """Describe the actor called `name`: one unit, one person, or a class of either; its level where the name tells."""
    name = _COMRADE.sub("", " ".join(name.split()))
    bare = name
    while (match := _PERSON.match(bare)) and match.end():
        bare = bare[match.end() :]
    head = _head().match(bare)
    word = " ".join(head.group("head").lower().split()) if head else ""
    row = next((r for r in rows("actor_heads") if r["head"].lower() == word), None)
    kind = ActorKind.PERSON if row and row["kind"] == "person" else ActorKind.UNIT
    if _PLURAL.match(name) or "," in name or " và " in name:
        kind = ActorKind.CLASS
    level = (row["level"] if row else None) or next((lv for pattern, lv in _LEVELS if pattern.search(bare)), None)
    return Actor(name=name, kind=kind, level=level, parent=parent)
