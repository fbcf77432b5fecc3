"""Where a schedule item takes place: behind «tại», behind «Địa điểm:»."""

from __future__ import annotations

import re

PLACE_LABEL = re.compile(
    r"[\W\d]*(?:[a-zđ]\s*[.)]\s*)?(?:Địa\s+điểm|Nơi\s+họp)(?:\s+[^:.;\n]{0,40})?\s*:\s*(?P<place>[^\n]{3,200})",
    re.IGNORECASE,
)
# A heading alone over its place, or over how a thing is held: «2. Hình thức» and below it «Trực tuyến qua …».
PLACE_HEADING = re.compile(
    r"[\W\d]*(?:[a-zđ]\s*[.)]\s*)?(?:(?P<place>Địa\s+điểm)|Hình\s+thức)(?:\s+[^:.;\n]{0,25})?\s*:?\s*$", re.IGNORECASE
)
ONLINE = re.compile(
    r"[\W\d]*(?:[a-zđ]\s*[.)]\s*)?(?:Hình\s+thức[^:\n]{0,25}:\s*)?(?P<place>(?:họp\s+|tổ\s+chức\s+)?trực\s+tuyến(?:[^.;:,\n()]|\.(?=\d)){3,80})",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:địa\s+điểm\s*:|(?<!\w)tại)\s+(?P<place>(?:[^.;:\n()]|\.(?=\d)|(?<=TP)\.|(?<=Tp)\.|(?<=\WP)\.|(?<=\WQ)\.|(?<=TX)\.|(?<=TT)\.){3,140})",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"(?:tại\s+)?(?:\d+\s+(?:trường|lớp|đơn\s+vị|xã|huyện|tỉnh)|phụ\s+lục|mục|điều|khoản|điểm\s+[a-zđ]|công\s+văn|kế\s+hoạch|thông\s+báo|quyết\s+định|mỗi|từng|các\s+(?:nội|văn)"
    r"|đây|chỗ)(?!\w)",
    re.IGNORECASE,
)
_PLACE_END = re.compile(
    r"[,\s]+(?:từ|lúc|vào|do|để|nhằm|theo|thời\s+gian|bắt\s+đầu|và\s+(?:triển|thực|báo))(?!\w).*$", re.IGNORECASE
)
# «tại nhà trường», «tại các đơn vị»: a class and no place to go to.
_GENERIC = re.compile(
    r"(?:(?:các|những|mỗi|từng|tất\s+cả)\s.*|(?:nhà\s+|trường|lớp|đơn\s+vị|cơ\s+sở|địa\s+phương|gia\s+đình|cơ\s+quan)(?:\s*trường)?(?:\s+(?:học|mình))?)",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?:.*?\W)?tại\s+", re.IGNORECASE)
_BEGINS_WITH_TIME = re.compile(r"(?:\d|từ|lúc|vào|ngày|sáng|chiều|thứ)(?!\w)|\d", re.IGNORECASE)


def place_in(text: str) -> str | None:
    """The place that `text` names behind «tại» or «Địa điểm:», or None."""
    for found in _PLACE.finditer(text):
        place = found["place"]
        if _BEGINS_WITH_TIME.match(place):  # «Thời gian, địa điểm: 8h00 ngày 25/11 tại Hội trường»
            inside = _INSIDE.match(place)
            if inside is None:
                continue
            place = place[inside.end() :]
        place = _PLACE_END.sub("", place).strip(" ,–-")
        if len(place) > 2 and not _GENERIC.fullmatch(place) and not _NO_PLACE.match(place):
            return place
    return None
