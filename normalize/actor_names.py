"""Names of those who act: the nouns that head them, the verbs that are part of them, where they end, and what they name."""

from __future__ import annotations

import re
from functools import cache

from normalize.lexicon import any_of, rows, spaced
from normalize.rows import UPPER
from schemas.facts import Actor, ActorKind

_QUANTIFIER = (
    r"(?:(?:tất\s+cả|toàn\s+thể|toàn\s+bộ|từng|mỗi|mọi|những|các|100\s?%|\d{1,3}|quý|đề\s+nghị|"
    r"ông\s*(?:\(\s*bà\s*\)|[,/]\s*bà))\s+)"
)


@cache
def _head() -> re.Pattern[str]:
    heads = []
    for row in sorted(rows("actor_heads"), key=lambda r: -len(r["head"])):
        unless = row["not_before"]
        guard = rf"(?!\s*(?:{unless})(?!\w))" if unless else ""
        # «Ông», «Bà», «Thầy», «Cô» name an actor only before a person's name.
        name = r"(?=\s+[A-ZĐÀ-Ỹ])" if row["head"] in ("Ông", "Bà", "Thầy", "Cô", "Đồng chí") else ""
        head = f"(?-i:{row['head']})" if row["head"] == "Báo" else spaced(row["head"])  # «báo» is a verb
        heads.append(head + r"(?!\w)" + guard + name)
    # «các tổ chức, cá nhân»: after «các» and the like «tổ chức» is a noun.
    heads.append(r"tổ\s+chức(?=,\s+(?:cá\s+nhân|đơn\s+vị|hộ)(?!\w))")
    heads += [rf"(?<={many}\s)tổ\s+chức(?!\w)" for many in ("các", "những", "mỗi", "mọi")]
    return re.compile(rf"{_QUANTIFIER}{{0,3}}(?P<head>(?:{'|'.join(heads)}))", re.IGNORECASE)


def match_name(text: str, start: int) -> re.Match[str] | None:
    """Match an actor's head noun (with «các», «tất cả» before it) at `start`."""
    return _head().match(text, start)


@cache
def _named_duty() -> re.Pattern[str]:
    """Return the pattern of verbs inside names: «Ban chỉ đạo», «cán bộ quản lý», «công nghệ thông tin»."""
    rules = (f"(?:{row['nouns']}) (?:{row['verbs']})" for row in rows("named_duties"))
    return re.compile(rf"(?<!\w)(?<!chuyên )(?<!bộ )(?<!tổ chức )(?<!nhà )(?:{'|'.join(rules)})$", re.IGNORECASE)


# After these nouns a verb names what is done («công tác kiểm tra»), it does not tell what the subject does.
_NOUN_BEFORE = re.compile(
    r"(?:bài|điểm|đợt|kỳ|(?<![Dd]u )lịch|phiếu|mẫu|biểu|sổ|buổi|công tác|hoạt động|việc|chương trình|kế hoạch|nhiệm vụ|kết quả|hồ sơ)\s$",
)
_LEVEL = re.compile(
    r"\s+(?:[A-ZĐ]|học(?!\s+(?:bổng|bạ|phí|liệu|phẩm))|"
    r"trên|dưới|quốc|quận|cụm|ngành|liên|trung ương|tỉnh|huyện|xã|trung|tiểu|mầm|phòng|sở|cơ sở|trường|ủy|uỷ)"
)  # «cấp THCS»


_COMPOUND = re.compile(
    r"giới\s+thiệu\s+việc\s+làm|cử\s+(?:tri|nhân|tuyển)(?!\w)|nâng\s+(?:chuẩn|hạng|ngạch|lương)(?!\w)"
)
_COMPOUND_END = re.compile(
    r"(?<!\w)(?:(?:hòa|hoà|thu|gia|sáp|du|xâm)\s+nhập|(?:trung|sơ|cao)\s+cấp|"
    r"(?:chương|quy|lộ|tiến|công|quá|giáo|thuyết|lịch|hành)\s+trình|giấy\s+(?:xác\s+nhận|công\s+nhận|giới\s+thiệu))$",
    re.IGNORECASE,
)
_LEVELS_OF = re.compile(r"(?:các|mọi|cùng|liên|đồng)\s$")  # «Mặt trận Tổ quốc các cấp»
_MANAGING = re.compile(r"\s+(?:trực\s+tiếp|nhà\s+nước|cấp\s+trên)(?!\w)")  # «cơ quan quản lý trực tiếp»
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


def in_name(text: str, start: int, at: int, end: int) -> bool:
    """Tell whether the verb at `at:end` is part of the name that began at `start`."""
    word = text[at:end]
    if word == "cấp" and (_LEVEL.match(text, end) or _LEVELS_OF.search(text, max(start, at - 8), at)):
        return True
    if word in ("quản lý", "quản lí") and _MANAGING.match(text, end):
        return True
    if word == "tổ chức" and (
        _ORGANISATIONS.search(text[max(start, at - 24) : at]) or _OF_ORGANISATIONS.match(text, end)
    ):
        return True
    if _COMPOUND.match(text, at) or _COMPOUND_END.search(text, max(start, at - 7), end):
        return True  # «cử tri», «hòa nhập», «trung cấp», «học nâng chuẩn»
    if _NOUN_BEFORE.search(text[max(start, at - 14) : at]) or text.startswith(" viên", end):
        return True
    return bool(_named_duty().search(text[max(start, at - 24) : end]))


def inside_brackets(text: str, start: int, at: int) -> bool:
    """Tell whether `at` stands in a bracket that opened after `start`."""
    return text.count("(", start, at) > text.count(")", start, at)


_OF_MANY = re.compile(r"(?:các|liên)\s[^,:;.()]{0,40}$", re.IGNORECASE)
_LISTED = re.compile(rf":\s+[{UPPER}][^,;:.()]{{1,40}},\s+[{UPPER}](?:[^,;:.()]{{1,40}},\s+[{UPPER}])*")


def named_list(text: str, start: int, colon: int) -> int | None:
    """Where the last name begins of those that a colon at `colon` lists: «các Bộ: Tài chính, Y tế, Nội vụ khẩn trương …»."""
    found = _LISTED.match(text, colon) if _OF_MANY.search(text, start, colon) else None
    acts = found and _verb().match(text[colon + 1 : colon + 26].lower())  # «Các trường: Tổ chức …, Xây dựng …»
    return found.end() if found and not acts else None


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{any_of('obligation_verbs')}|{any_of('opening_verbs')})(?!\w)")


# «… thành phố theo chức năng, nhiệm vụ cần:» — what follows the name tells how or that, not who.
_NO_NAME = re.compile(
    r"(?<!cấp trên)(?<!quản lý)(?<!quản lí)(?<!kiểm tra)(?<!giám sát)(?<!phụ trách)\s+trực\s+tiếp$|"  # «quản lý trực tiếp» stays
    r"\s+(?:quyết\s+liệt|trân\s+trọng|định\s+kỳ|(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)|đứng\s+ra|cũng|đều|vẫn|luôn|đồng\s+thời|cần|phải|"
    r"theo\s+(?:chức\s+năng|nhiệm\s+vụ|thẩm\s+quyền|lĩnh\s+vực|phạm\s+vi|phân\s+cấp)(?!\w).*|"
    r"ngoài\s+(?:các\s+)?(?:nhiệm\s+vụ|nội\s+dung).*|đang|được|chỉ|cùng\s+nhau|khẩn\s+trương|"
    r"Tập\s+trung|Khẩn\s+trương|Chủ\s+động|Tiếp\s+tục|Thường\s+xuyên|Kịp\s+thời|Nghiêm\s+túc|Tăng\s+cường)$"
)


def trim_name(text: str, start: int, end: int) -> int:
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
