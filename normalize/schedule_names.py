"""What a schedule item is called whose own line tells its time only: «Thời gian: 14 giờ 00 ngày …» under «1. Hội nghị tổng kết»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.actors import heading_actor
from schemas.plan import Header, Section

# A label that names no event: «Thời gian», «Thời gian, địa điểm tổ chức», or the bare time itself.
_ONLY_TIME = re.compile(
    r"(?:dự\s+kiến\s+)?(?:về\s+)?thời\s+(?:gian|điểm)(?:[\s,]+(?:và|địa\s+điểm|hình\s+thức|tổ\s+chức|thực\s+hiện|triển\s+khai|diễn\s+ra|tiến\s+hành|dự\s+kiến|bắt\s+đầu|họp|cụ\s+thể|làm\s+việc))*\s*[:(]"
    r"|(?:vào\s+)?lúc\s+\d|\d{1,2}\s*(?:giờ|h|g)\s*\d{0,2}\s*(?:phút)?\s*,?\s*(?:thứ\s+\w+\s*,?\s*)?(?:\(.{3,12}\)\s*,?\s*)?ngày\s+\d[\d/\s]*(?:tháng\s+\d+\s+năm\s+\d+)?\W*$",
    re.IGNORECASE,
)
# Headings that order a dispatch and name nothing that takes place.
_NO_EVENT = re.compile(
    r"(?:(?:\d{1,3}|một\s+số|các|những|về|dự\s+kiến|công\s+tác)\s+)?(?:thời\s+gian|địa\s+điểm|hình\s+thức|nội\s+dung|mục\s+(?:đích|tiêu)|yêu\s+cầu|thành\s+phần|đối\s+tượng|phạm\s+vi|kế\s+hoạch|tổ\s+chức\s+thực\s+hiện"
    r"|công\s+tác\s+(?:chuẩn|tổ)|tiến\s+độ|lịch|chương\s+trình(?!\s+\w)|phương\s+(?:thức|án|pháp)|cách\s+thức|số\s+lượng|kinh\s+phí|nhiệm\s+vụ|giải\s+pháp|triển\s+khai|thực\s+hiện|phân\s+công|căn\s+cứ"
    r"|quy\s+(?:định|mô|trình)|hồ\s+sơ|đề\s+nghị|giao|phụ\s+lục|phần|chương|mục|điều|sở|phòng|trường|các\s+trường|ban|tổ|ủy\s+ban|ubnd|hiệu\s+trưởng|lưu\s+ý|ghi\s+chú|thông\s+tin|kết\s+quả|đánh\s+giá|giai\s+đoạn\s+\d+$|đợt\s+\d+$)(?!\w)",
    re.IGNORECASE,
)
# What a heading calls a thing that takes place.
_EVENT = re.compile(
    r"(?<!\w)(?:họp|hội\s+(?:nghị|thảo|đàm|thi|diễn|trại|khỏe|khoẻ|giảng|chợ|thao)|tập\s+huấn|bồi\s+dưỡng|khai\s+(?:mạc|giảng)|bế\s+(?:mạc|giảng)|sơ\s+kết|tổng\s+kết|lễ|ngày|tuần|buổi|cuộc|vòng|đợt"
    r"|thi|giải|chương\s+trình|chuyên\s+đề|tham\s+quan|trải\s+nghiệm|kiểm\s+tra|thanh\s+tra|khảo\s+sát|tư\s+vấn|tuyên\s+truyền|phát\s+động|giao\s+lưu|gặp\s+mặt|tọa\s+đàm|lớp|học|ôn|chấm|sinh\s+hoạt|diễn\s+đàn|hành\s+trình|đại\s+hội)(?!\w)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:(?:kế\s+hoạch|v/v|về\s+việc|về)\s+)+", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,;:(]|\s(?:năm\s+học|năm|cho|theo|đối\s+với|trên\s+địa\s+bàn|nhằm|của|với|và)\s)")
_LONGEST, _SHORTEST = 80, 6  # characters of a name
_LABEL = 10  # characters between where a section begins and its own words


def named(content: str, offset: int, outline: Sequence[Section], header: Header) -> str:
    """`content`, with the event's name before it where the line itself only tells when: the heading's, else the dispatch's."""
    if not _ONLY_TIME.match(content):
        return content
    for title in reversed(_path(outline, offset)):
        name = _short(title)
        if name and _EVENT.search(name) and not _NO_EVENT.match(name) and not _ONLY_TIME.match(f"{name}:"):
            return f"{name} – {content}"
    subject = _short(_LEAD.sub("", header.subject or "", count=1))
    return f"{subject} – {content}" if subject else content


def heading_actors(offset: int, outline: Sequence[Section]) -> list[str]:
    """Who the heading right above `offset` names as a whole («1. Ban Thường vụ Công đoàn»): it acts in what stands below."""
    title = next((t for t in reversed(_path(outline, offset)) if t), "").strip(" .:;")
    found = heading_actor(title, 0, len(title)) if title else None
    return [title[found[0] : found[1]]] if found and found[1] == len(title) and len(title) < _LONGEST else []


def _path(outline: Sequence[Section], offset: int) -> list[str]:
    """The titles of the sections around `offset`, the outermost first, without the one that the line itself is."""
    titles: list[str] = []
    level: Sequence[Section] = outline
    while inside := next((s for s in level if s.start <= offset < s.end), None):
        if offset - inside.start > _LABEL:
            titles.append(inside.title or "")
        level = inside.children
    return titles


def _short(title: str) -> str | None:
    """A heading as a name: its words before a colon, cut at a clause where it is long."""
    words = " ".join(title.split()).partition(":")[0].partition(";")[0].strip(" .;,–-")
    if len(words) > _LONGEST:
        ends = [m.start() for m in _ENDS.finditer(words) if _LONGEST // 3 < m.start() <= _LONGEST]
        words = words[: ends[-1]].strip(" .;,–-") if ends else ""
    if words.isupper():
        words = words.capitalize()
    return words if len(words) >= _SHORTEST else None
