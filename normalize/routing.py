"""How an obligation is carried out: with whom, to whom it is reported, through which channel, on which form, if what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalize.actors import in_name, match_name, named_list, subject_at
from normalize.lexicon import any_of
from vietnamese.letters import fold


@dataclass(frozen=True, slots=True)
class Routing:
    """Partners, addressees, channels (e-mail addresses, web addresses, systems), forms and condition of a task."""

    coordinate_with: tuple[str, ...] = ()
    submit_to: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    condition: str | None = None


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s,;)»”]+")
_FORM = re.compile(
    r"(?:Phụ\s+lục|phụ\s+lục|Mẫu|mẫu|Biểu\s+mẫu|biểu\s+mẫu|Biểu)\s+(?:số\s+)?(?P<label>\d{1,3}[a-zđ]?|[IVXLC]{1,6})(?!\w)"
    r"(?:\s*(?:,|và)\s*\d{1,2}[a-zđ]?(?!\w))*"
)
_CONDITION = re.compile(
    r"(?<!\w)(?:[Nn]ếu|[Tt]rong\s+trường\s+hợp|[Kk]hi\s+có|[Tt]rường\s+hợp)\s[^,.;:()]{3,160}(?=,)|\((?P<note>nếu\s[^()]{1,80})\)"
)


def routing(text: str, actor: str | None = None) -> Routing:
    """Read the routing of one obligation of `actor` out of its words."""
    note = _CONDITION.search(text)
    own = fold(actor or "")
    return Routing(
        coordinate_with=tuple(name for name in partners(text) if fold(name) != own),
        submit_to=tuple(name for name in _addressees(text) if fold(name) != own),
        channels=tuple(dict.fromkeys([m.rstrip(".") for m in _EMAIL.findall(text) + _URL.findall(text)])),
        forms=tuple(dict.fromkeys(" ".join(m.group().split()) for m in _FORM.finditer(text))),
        condition=(note.group("note") or note.group()) if note else None,
    )


# «phối hợp (chặt chẽ) với X», «phối hợp công tác kết nối với X»; «phối hợp X tổ chức» names an office, else it is a verb's object.
_TOGETHER = re.compile(
    r"(?<!\w)phối(?:\s*,\s*|\s+)(?:kết\s+)?hợp(?:\s+(?:chặt\s+chẽ|tốt|đồng\s+bộ|thường\s+xuyên|hiệu\s+quả))*"
    r"(?:(?P<object>[^.;:,]{0,60}?)\s+(?:với|cùng)\s+|\s+(?P<many>(?=(?:các|những)\s+(?!hoạt|nội|giải|biện|nguồn|hình|phương|nhiệm|"
    r"công\s+(?:việc|tác)|chương|kế|chính\s+sách)))|\s+(?=[A-ZĐÀ-Ỹ]|(?:phòng|sở|trường|ban|cơ\s+quan|đơn\s+vị|chính\s+quyền|"
    r"gia\s+đình|nhà\s+trường|cha\s+mẹ|phụ\s+huynh|công\s+an|đoàn|ủy\s+ban|uỷ\s+ban)\s))",
    re.IGNORECASE,
)


def partners(text: str) -> tuple[str, ...]:
    """Those with whom the actor works: any noun phrase after «với», an office's name where no preposition leads to it."""
    found: list[str] = []
    for match in _TOGETHER.finditer(text):
        plain = match["object"] == "" or match["many"] is not None  # «phối hợp với …», «phối hợp các …»
        if plain or match_name(text, match.end()):
            found += _names(text, match.end())
    return tuple(dict.fromkeys(found))


@cache
def _sending() -> re.Pattern[str]:
    """Return the pattern of what sends: `verb` with a preposition later on, or `direct` to the office that it names."""
    return re.compile(
        r"(?<!\w)(?:(?P<verb>gửi|nộp|"
        r"(?<!quá )(?<!chương )(?<!quy )(?<!lịch )(?<!tiến )(?<!công )(?<!lộ )(?<!giáo )trình(?!\s+(?:bày|độ|tự|diễn|chiếu))|"
        r"báo\s+cáo(?!\s+viên)|(?<!thông )báo(?=\s+(?:ngay\s+)?(?:cho|về|với|lên)\s)|"
        r"thông\s+báo(?=\s+(?:bằng\s+văn\s+bản\s+)?(?:cho|đến|tới|về|với)\s+(?-i:Bộ|Sở|Phòng|UBND|Ủy\s+ban|Uỷ\s+ban|Cục|Tổng\s+cục)\s)|"
        r"chuyển(?!\s+(?:trường|lớp|công|ngành|đổi|tiếp|biến|hạng))|đăng\s+k[ýí]|phản\s+hồi|phản\s+ánh|"
        r"thông\s+tin(?=\s+(?:về|cho|đến|tới|với)\s)|"
        r"(?<!nhà )cung\s+cấp|bàn\s+giao)"
        r"|(?P<direct>tham\s+mưu|xin\s+ý\s+kiến))(?!\w)",
        re.IGNORECASE,
    )


_PREPOSITION = re.compile(r"(?<!\w)(?<!đối )(?P<word>về|cho|tới|đến|lên|với|tại)\s+(?=\w)")
_CLAUSE_END = re.compile(r"[;:](?!\w)|\.(?!\w)|\n\s*[-+•]")
_REACH = 160  # characters from the verb to whom it is sent
# «gửi … cho học viên», «đến lớp»: those who are told or taught are no office that a report goes to.
_PEOPLE = re.compile(
    r"(?:(?:tất\s+cả|toàn\s+thể|từng|mỗi|các|những|\d+)\s+)*(?:học\s+(?:viên|sinh)|cán\s+bộ|GV|HS|CBQL|viên\s+chức|phụ\s+huynh|"
    r"cha\s+mẹ|người|nhân\s+dân|cá\s+nhân|thành\s+viên|đại\s+biểu|thí\s+sinh|trẻ|lớp|lãnh\s+đạo(?=\s+[a-zđ])|(?:nhà\s+)?trường(?!\s+\w))(?!\w)",
    re.IGNORECASE,
)
# «báo cáo cơ quan quản lý», «gửi các trường»: lower-case names that no other noun is («báo cáo trung tâm» is a report).
_DIRECT = re.compile(
    r"[A-ZĐÀ-Ỹ]|(?:các|những|cơ\s+quan|cấp|phòng|sở|ủy\s+ban|uỷ\s+ban|hội\s+đồng|ban|lãnh\s+đạo(?=\s+[A-ZĐ])|trường|hiệu\s+trưởng|giám\s+đốc|chủ\s+tịch|"
    r"thủ\s+trưởng|người\s+đứng\s+đầu|thường\s+trực|tổ(?!\s+chức))\s"
)
_PURPOSE = re.compile(r"(?<!\w)để(?!\w)[^.;]*$")


def _addressees(text: str) -> tuple[str, ...]:
    """Offices that a report, file or list goes to; what these pass on («để tổng hợp báo cáo Bộ») is theirs."""
    found: list[str] = []
    for match in _sending().finditer(text):
        if found and _PURPOSE.search(text, max(0, match.start() - 80), match.start()):
            continue
        verb = match["verb"]
        start = _direct(text, match.end()) or (_led_to(text, match.end(), verb.lower()) if verb else None)
        if start is not None:
            found += _names(text, start, clauses=True)
    return tuple(dict.fromkeys(found))


def _direct(text: str, at: int) -> int | None:
    """Where the name begins that follows the verb at once: «báo cáo UBND tỉnh», «tham mưu với Ủy ban nhân dân»."""
    gap = _GAP.match(text, at)
    if gap is None or not _DIRECT.match(text, gap.end()) or _PEOPLE.match(text, gap.end()):
        return None
    return gap.end() if _is_name(text, gap.end()) else None


_GAP = re.compile(r"\s+(?:(?:cho|với|về|lên|đến|tới)\s+)?")


def _led_to(text: str, at: int, verb: str) -> int | None:
    """Where the name begins that a preposition after the verb leads to: «gửi báo cáo kết quả … về Phòng GDĐT»."""
    stop = _CLAUSE_END.search(text, at, at + _REACH)
    end = stop.start() if stop else min(len(text), at + _REACH)
    for preposition in _PREPOSITION.finditer(text, at, end):
        begin = preposition.end()
        school = verb == "nộp" and text.startswith("nhà trường", begin)  # «nộp đơn tại nhà trường»
        if not _is_name(text, begin) or (_PEOPLE.match(text, begin) and not school):
            continue
        if text.startswith(("đồng chí", "đ/c"), begin):
            continue  # «… về Phòng Tổ chức (qua đồng chí …)»: by whose hands
        if (
            preposition["word"] == "với"
            and preposition.start() > at + 1
            and (verb != "báo cáo" or _OTHERS.search(text, at, preposition.start()))
        ):
            continue  # «báo cáo (kết quả) với X» only: «… phối hợp với X» sends nothing
        if preposition["word"] == "tại" and verb != "nộp":
            continue  # «nộp hồ sơ tại trường»
        if _TEACHERS.match(text, begin) and verb not in ("nộp", "gửi", "báo cáo"):
            continue
        return begin
    return None


_OTHERS = re.compile(r"(?<!\w)(?:phối|hợp|kết|làm|trao|đối|so|gắn|ký|cùng|và|liên)(?!\w)|,")
_TEACHERS = re.compile(r"(?:(?:các|những)\s+)?(?:giáo\s+viên|GV)(?!\w)")


# «cấp ủy», «cơ quan quản lý cấp trên», «thường trực Công đoàn»: who is reported to, but acts in no plan.
_HIGHER = re.compile(
    r"(?:cơ\s+quan|cấp(?=\s+(?:có|trên|[uủ]|thẩm|trung|tỉnh|huyện|xã|quản|chính|phòng|sở))|thường\s+trực|người\s+đứng\s+đầu)\s|(?-i:(?:Phó\s+)?Thủ\s+tướng|Chính\s+phủ|Quốc\s+hội)(?!\w)",
    re.IGNORECASE,
)
_HIGHER_NAMED = re.compile(
    r"(?:Phó\s+)?Thủ\s+tướng|Thứ\s+trưởng|Chính\s+phủ|Quốc\s+hội|Thường\s+trực|(?:Tỉnh|Thành|Huyện|Đảng)\s+[uủ]y"
)
_INITIALS = re.compile(r"[A-ZĐ]{2,6}(?=[,;.]|\s+[a-zđà-ỹ])")  # «Tập đoàn FPT, CMC»


def _is_name(text: str, at: int) -> bool:
    return match_name(text, at) is not None or _HIGHER.match(text, at) is not None


@cache
def _name_stop() -> re.Pattern[str]:
    return re.compile(
        rf",(?!\s+Thể\s+thao(?!\w))|[;:()\n/]|\.(?!\w)|\s-\s(?=(?i:{any_of('obligation_verbs')})\s)|(?<!\w)(?:{any_of('obligation_verbs')}|"
        r"và\s+(?:tổ\s+chức|triển\s+khai|báo\s+cáo)|trước|chậm\s+nhất|muộn\s+nhất|vào|theo|qua|bằng|để|được|khi|nếu|trong|danh\s+sách|"
        r"kết\s+quả|sau|ngày|hằng|hàng|định\s+kỳ|đúng|kèm|những|hạn|tại|về|biết|kịp\s+thời|đầy\s+đủ|thẩm\s+định|phê\s+duyệt|xem\s+xét|"
        r"đồng\s+chí|bố\s+trí|xong|dự\s+trù|các\s+tài\s+liệu|trên\s+các|sửa\s+đổi|ngay|giải\s+quyết|kịch\s+bản|sĩ\s+số|phương\s+án|"
        r"hồ\s+sơ|việc|tình\s+hình|đề\s+án|tờ\s+trình|thì|bổ\s+nhiệm|cho\s+phép|thông\s+qua|chấp\s+thuận|làm\s+tốt|căn\s+cứ|"
        r"[Qq]uyết\s+định|(?<!cơ quan )(?<!đơn vị )(?<!tổ chức )(?<!người )đề\s+nghị|"
        r"số\s+(?:liệu|lượng)|nội\s+dung|chủ\s+trương|kinh\s+phí|kế\s+hoạch|tiến\s+độ|biên\s+bản|"
        r"(?:các|một\s+số)\s+(?:giải|biện|nội|văn|vấn|nhiệm|chính|cơ\s+chế|phương|kế|thông|số\s+liệu))(?!\w)"
    )


_AND_LEFT = re.compile(r"\s+(?:và|hoặc|để)$")  # what led on to the next verb
_NOTE = re.compile(
    r"(?:\s*\([^()]*\)|\s+tại\s+địa\s+phương|\s+trên\s+địa\s+bàn(?:\s+(?:xã|huyện|tỉnh|quận|thành\s+phố))?(?!\w))+"
)
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:và\s+|cùng\s+)?|/\s*|(?:và|hoặc|cùng(?:\s+với)?)\s+)")
# «các xã, phường, thị trấn», «các huyện, thành phố», «sở, ban, ngành»: the list inside one name.
_NEW = re.compile(r"các|những|mỗi|từng|tất")
_TAIL = re.compile(
    r"(?:xã|phường|thị\s+trấn|thị\s+xã|huyện|quận|thành\s+phố|đặc\s+khu|ban|ngành|đoàn\s+thể|địa\s+phương|đơn\s+vị|"
    r"tổ\s+chức(?=\s*(?:[,/.;:)]|$|(?:và|hoặc|cá|có|liên|chính|xã|đoàn|trên|tại|thuộc|khác|Hội)(?!\w)))|doanh\s+nghiệp|cá\s+nhân)(?!\w)"
)
_ALL_LEVELS = re.compile(r"(?:các|mọi)\s+cấp(?!\s+(?:học|[uủ]))(?!\w)")
_AND_NAME = re.compile(r"\s+(?:và|hoặc|cùng(?:\s+với)?)\s+(?=[A-ZĐÀ-Ỹ]|các\s|những\s)")
_LONGEST = 160  # characters of one name


def _names(text: str, start: int, *, clauses: bool = False) -> list[str]:
    """Read the name at `start` and those that go on from it: «Phòng GDĐT (cấp THCS), Sở GDĐT (cấp THPT)» are two.

    With `clauses` a comma may lead to the next clause: «nộp tại trường, Phòng GDĐT kiểm tra hồ sơ».
    """
    found: list[str] = []
    at = begin = start
    while True:
        head = match_name(text, at)
        end = _name_end(text, begin, head.end() if head else at + 1)
        if listing := named_list(text, begin, end):
            end = _name_end(text, begin, listing)
        note = _NOTE.match(text, end)
        gap = _SEPARATOR.match(text, note.end() if note else end)
        more = gap.end() if gap else None
        if more is not None and not note and (_TAIL.match(text, more) or _goes_on(text, more)):
            at = more
            continue
        found += _apart(text[begin:end])
        if more is not None and not clauses and (levels := _ALL_LEVELS.match(text, more)):
            return [*found, levels.group()]  # «phối hợp với các ngành, các cấp»
        if more is not None and not clauses and (initials := _INITIALS.match(text, more)):
            found.append(initials.group())
            return found
        higher = more is not None and _HIGHER_NAMED.match(text, more)
        if more is None or not (higher or match_name(text, more)) or _PEOPLE.match(text, more):
            return found
        if clauses and gap and gap.group().strip() == "," and not note and _acts(text, more):
            return found
        at = begin = more


def _goes_on(text: str, at: int) -> bool:
    """Tell whether what follows a comma is a lower-case noun of the same name: «các trường tiểu học, trung tâm»."""
    return text[at : at + 1].islower() and not _NEW.match(text, at) and match_name(text, at) is not None


def _acts(text: str, at: int) -> bool:
    """Tell whether the office named at `at` is the subject of a clause of its own."""
    subject = subject_at(text, at, min(len(text), at + _LONGEST))
    return subject is not None and "," not in text[at : subject.end] and " và " not in text[at : subject.end]


def _apart(name: str) -> list[str]:
    """Split «Văn phòng Sở và Phòng Kế hoạch - Tài chính»; «Sở Giáo dục và Đào tạo» is one."""
    pieces, begin = [], 0
    for joint in _AND_NAME.finditer(name):
        if match_name(name, joint.end()) or _HIGHER_NAMED.match(name, joint.end()):
            pieces.append(name[begin : joint.start()])
            begin = joint.end()
    pieces.append(name[begin:])
    named = (_AND_LEFT.sub("", " ".join(piece.split()).strip(" ,;:.-")) for piece in pieces)
    return [piece for piece in named if piece and len(piece) <= _LONGEST]


# «chuyên môn đồng cấp», «Ủy ban nhân dân cấp quận», «cơ quan quản lý»: no verbs.
_NAMED = re.compile(r"(?:(?:đồng|cùng|mọi|liên|các|nhân dân|UBND|HĐND|cơ quan)\s+cấp|cơ\s+quan\s+quản\s+l[ýí])$")


def _name_end(text: str, start: int, at: int) -> int:
    stop = _name_stop().search(text, at)
    while stop and (
        in_name(text, start, stop.start(), stop.end()) or _NAMED.search(text, max(start, stop.start() - 10), stop.end())
    ):
        stop = _name_stop().search(text, stop.end())
    return stop.start() if stop else len(text)
