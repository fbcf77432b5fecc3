"""Who acts and who takes part in a schedule item: the columns of a calendar table, the names in a cell, the words of a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from normalize.actors import match_name

# Heads over those who answer for a row, surely or where no surer head stands beside them.
_LEADS = re.compile(
    r"phụ\s+trách|chủ\s+trì|chủ\s+tọa|phân\s+công|chịu\s+(?:trách\s+nhiệm|TN(?!\w))|giảng\s+viên|báo\s+cáo\s+viên|trưởng\s+(?:đoàn|nhóm)|giám\s+thị|điều\s+hành|đầu\s+mối|đảm\s+nhiệm"
    r"|(?:người|cán\s+bộ|đơn\s+vị|cá\s+nhân)\s+(?:thực\s+hiện|dạy|phụ|trực|báo|trình|chỉ\s+đạo|phát\s+biểu|chủ|đảm|tổ\s+chức|làm)|^đài(?!\w)",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"thực\s+hiện|^(?:tổ\s+chức\s*/\s*)?(?:các\s+)?(?:bộ\s+phận|đơn\s+vị|cá\s+nhân|cơ\s+quan)(?!\s+(?:được|có))",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"phối\s+hợp|tham\s+(?:gia|dự)|thành\s+phần|đối\s+tượng|lực\s+lượng|học\s+viên|đại\s+biểu", re.IGNORECASE
)
_NOBODY = re.compile(
    r"thời\s+gian|ngày|tháng|nội\s+dung|kết\s+quả|tình\s+hình|kinh\s+phí|biện\s+pháp|giải\s+pháp|hình\s+thức|cách\s+thức|phương\s+(?:thức|pháp|tiện)|tiến\s+độ|sản\s+phẩm|chỉ\s+tiêu"
    r"|điều\s+kiện|ghi\s+chú|số(?!\w)|đánh\s+giá|môn|tên|công\s+(?:việc|tác)|hoạt\s+động|nhiệm\s+vụ|đầu\s+việc|sự\s+kiện|chuyên\s+đề|chương\s+trình|địa\s+điểm|đơn\s+vị\s+(?:tính|được)",
    re.IGNORECASE,
)
# Names that a cell lists, each an office's or a person's: «Ban Giám hiệu, GVCN các lớp»; not «Sở Văn hóa, Thể thao và Du lịch».
_SEVERAL = re.compile(
    r"\s*[;,+\n]\s*(?=(?:và\s+)?(?:Sở|Phòng|Ban|Tổ|Trường|Trung\s+tâm|Đoàn|Đội|Công\s+đoàn|Hội|UBND|Hiệu\s+trưởng|Phó|Giáo\s+viên|Nhân\s+viên|Toàn|Các|Học\s+sinh|Cha\s+mẹ|Phụ\s+huynh"
    r"|Thầy|Cô|Ông|Bà|Đ/c|Đồng\s+chí|Bí\s+thư|Chủ\s+tịch|Kế\s+toán|Văn\s+thư|Thư\s+viện|Y\s+tế|Bảo\s+vệ|giáo\s+viên|các|toàn|học\s+sinh|bộ\s+phận|tổ\s+trưởng|hiệu\s+trưởng|phụ\s+huynh)(?!\w)"
    r"|GV|BGH|HT|PHT|TTCM|TT(?!\w)|TPT|CBQL|HS|VP|CĐ|BCH|CMHS|NV)|\s*[;+\n]\s*(?=[A-ZĐÀ-Ỹ])|\s+và\s+(?=[Cc]ác\s)"
)
_MASS = re.compile(r"(?:toàn(?:\s+thể|\s+bộ)?|tất\s+cả|các|học\s+sinh|đại\s+biểu|khách\s+mời)\s", re.IGNORECASE)
_TRIM = " \t-–+;,.:*•"

_TITLE = r"(?:đ/c|đồng\s+chí|thầy|cô|ông|bà|anh|chị|(?:PGS\.?\s*)?(?:TS|ThS|BS|GS)\.?)"
_ROLE = (
    r"(?:(?:người\s+|đơn\s+vị\s+|bộ\s+phận\s+)?(?:phụ\s+trách(?:\s+chính)?|chủ\s+trì|thực\s+hiện|chịu\s+trách\s+nhiệm"
    r"|chỉ\s+đạo|đảm\s+nhiệm|tổ\s+chức))"
)
# «(Phụ trách: Bí thư Đoàn trường)», «; chủ trì: Hiệu trưởng», «. Người thực hiện: Tổ trưởng»
_LABELLED = re.compile(rf"(?<=[.;,(–-])\s*{_ROLE}\s*:\s*(?P<name>[^.;\n()]{{2,100}}[^.;\s()])", re.IGNORECASE)
# «(đ/c Hà phụ trách)», «do Công đoàn chủ trì»
_CARRIED = re.compile(
    rf"(?:\(\s*(?:do\s+)?|(?<!\w)do\s+|;\s+(?={_TITLE}\s))(?P<name>(?!đó|vậy|ảnh|yêu)[^\W\d_][^().;:,\n]{{1,70}}?)\s+(?:(?:là\s+)?{_ROLE})(?!\w)",
    re.IGNORECASE,
)
# «; phối hợp: Ban đại diện cha mẹ», «Thành phần tham dự: …», «…, GVCN phối hợp)»
_JOINED = re.compile(
    r"(?<=[.;,(–-])\s*(?:(?:đơn\s+vị\s+)?phối\s+hợp|thành\s+phần(?:\s+tham\s+(?:gia|dự))?|tham\s+(?:gia|dự))\s*:\s*(?P<name>[^.;\n()]{2,160}[^.;\s()])",
    re.IGNORECASE,
)
_HELPS = re.compile(r"(?<=,)\s*(?P<name>[^().;:,\n]{2,60}?)\s+(?:cùng\s+)?phối\s+hợp\s*(?=[).;]|$)", re.IGNORECASE)
_BESIDE = re.compile(r"(?:\((?P<name>[^():;\n]{2,60})\)|\s[–-]\s(?P<dashed>[^–\n.;:()]{2,60}))\s*[.;,]?\s*$")
_PERSON = re.compile(
    rf"{_TITLE}\s+(?:[A-ZĐÀ-Ỹ]|Phó|Hiệu)|(?:toàn\s+trường|toàn\s+thể|văn\s+phòng|thư\s+viện|y\s+tế|chuyên\s+môn|đội\s|GVCN|GVBM|TPT|BGH|PHT|HT|TTCM|BTC|CĐ)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\d{2}|^(?:học\s+sinh|đại\s+biểu|trẻ|thí\s+sinh|lớp)(?!\w)|(?<!\w)(?:nếu|khi|theo|bắt\s+buộc|dự\s+kiến|thứ|buổi|sáng|chiều|tối|tại|trực\s+tuyến|mỗi|cả|trừ|lần|kèm|xem|là)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of those who answer for a row, of those who take part, and of both together («Chủ trì, tham gia»)."""

    leads: int | None = None
    joins: int | None = None

    @property
    def mixed(self) -> bool:
        """Whether one column names both."""
        return self.leads is not None and self.leads == self.joins


def columns(heads: Mapping[int, str], taken: Sequence[int]) -> Columns:
    """Tell by their heads which columns name people; `taken` are the columns of time and matter."""
    named = {c: " ".join(head.split()) for c, head in heads.items() if c not in taken}
    people = {c: head for c, head in named.items() if not _NOBODY.match(head) or _LEADS.match(head)}
    leads = next((c for c, head in people.items() if _LEADS.search(head)), None)
    if leads is None:
        leads = next((c for c, head in people.items() if _ACTS.search(head) and not _JOINS.search(head)), None)
    joins = next((c for c, head in people.items() if c != leads and _JOINS.search(head)), None)
    if joins is None and leads is not None and _JOINS.search(people[leads]):
        joins = leads
    if joins is None:
        joins = next((c for c, head in people.items() if c != leads and _ACTS.search(head)), None)
    return Columns(leads, joins)


def names(texts: Sequence[str]) -> list[str]:
    """The names that the paragraphs of a cell list, each by itself."""
    found = (name.strip(_TRIM) for text in texts for name in _SEVERAL.split(text))
    return [re.sub(r"^và\s+", "", name) for name in found if name]


def shared(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Who leads and who takes part in a cell that names both, those who lead first: «Trưởng phòng; Hiệu trưởng các trường»."""
    pieces = [p for text in texts for p in re.split(r"[;\n]", text) if p.strip(_TRIM)]
    if not pieces:
        return [], []
    first = names(pieces[:1])
    if all(map(_MASS.match, first)):
        return [], names(pieces)
    return first, names(pieces[1:])


def labelled(text: str, *, first: bool = False) -> list[str]:
    """The names behind labels such as «Phụ trách:»; with `first` only where `text` begins with one."""
    found = [_LABELLED.match(text, 1)] if first else _LABELLED.finditer(text)
    return [name for match in found if match for name in names([match["name"]])]


def joined(text: str) -> list[str]:
    """Who takes part in what a line tells, behind a label or before «phối hợp»."""
    found = [name for match in _JOINED.finditer(text) for name in names([match["name"]])]
    return found + [match["name"].strip() for match in _HELPS.finditer(text) if _is_name(match["name"])]


def told(text: str) -> list[str]:
    """Who answers for what a line tells: behind a label, in brackets, behind «do», behind a last dash."""
    found = labelled(text)
    found += [match["name"].strip() for match in _CARRIED.finditer(text) if _is_name(match["name"])]
    if not found and (beside := _BESIDE.search(text)):
        listed = (beside["name"] or beside["dashed"]).strip()
        if _is_name(listed):
            found = names([listed])
    return list(dict.fromkeys(found))


def _is_name(text: str) -> bool:
    """Whether words name an office, a post or a person and nothing else."""
    words = text.strip()
    if not words or _NO_NAME.search(words):
        return False
    return bool(_PERSON.match(words) or match_name(words, 0))
