"""Exemptions (miễn, không phải, không áp dụng) and reductions (giảm): who has no duty, or less of it.

Two modes that are never mixed. A rule names persons or units, in its own sentence («Giáo viên nghỉ thai sản được miễn …»,
«Miễn thi ngoại ngữ đối với …») or in a list below («Các trường hợp được miễn:»); what merely speaks of such rules
(applications, decisions, lists of those who are exempt) lays none down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.lexicon import any_of
from normalize.rule_text import Scene, Stretch, listed
from normalize.sentences import label_end
from schemas.rules import Exemption, Reduction, Rule

_HINT = re.compile(
    r"miễn|giảm|không\s+(?:phải|tham|cần|bắt|dự|thi|áp|yêu|thu|phụ|xếp|triệu|phân|điều|cử|đánh|xét|tính|thuộc)|(?:chỉ|trừ)\s|\d\s*tiết",
    re.IGNORECASE,
)
_NOT_EXEMPT = (
    r"(?!\s*(?:nhiệm(?!\s+vụ)|dịch|cưỡng|tố|sao|là\b|thiểu|dần|bớt|sút|tải|nghèo|nhẹ|phát\s+thải|trừ|trách\s+nhiệm|truy\s+cứu|hình\s+phạt|án|chấp\s+hành"
    r"|thời\s+hạn\s+chấp|thị\s+thực|gọi|tội|xuống|còn|so\s+với|điểm))"
)
_PERSON = (
    r"(?:(?:đối\s+với|các|những|mỗi|cả|riêng|cấp|toàn\s+bộ|trường\s+hợp)\s+)*"
    rf"(?:{any_of('exempt_people')}(?<!trường)|trường(?!\s+hợp))(?!\w)"
)
# «GV nuôi con nhỏ giảm 50 % số tiết»: what is lessened is work, not a count of persons
_LESSENED = (
    r"giảm\s+\d[\d.,]*\s*(?:%\s+(?:số\s+)?(?:tiết|giờ|thời\s+lượng|định\s+mức|khối\s+lượng|học\s+phí|lệ\s+phí)"
    r"|(?:tiết|giờ|m[ôo]\s?-?đun|module|chuyên\s+đề|ngày)(?!\w))"
)
_PEOPLE = re.compile(rf"(?<!\w){_PERSON}", re.IGNORECASE)
_STARTS = re.compile(rf"(?:(?:tất\s+cả|việc)\s+)?{_PERSON}", re.IGNORECASE)
_LIST = re.compile(
    rf"(?:đối\s+tượng|trường\s+hợp|người|những\s+ai)(?:[^.;:\n]{{0,40}}?được)?\s+(?P<kind>miễn|giảm){_NOT_EXEMPT}(?P<what>[^.;:\n]{{0,80}}?)"
    r"\s*(?::|(?:gồm(?:\s+có)?|là)\s*:)\s*(?P<who>[^\n]{4,400}?)\.?$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"^(?:(?:[^.;:\n]{{0,80}}\s)?(?:đối\s+tượng|trường\s+hợp|người|những\s+ai)[^.;:\n]{{0,60}}?\s(?:được\s+)?(?:xét\s+)?|{_PERSON}[^.;:\n]{{0,120}}?\s+được\s+(?:xét\s+)?"
    rf"|(?:được\s+|xét\s+|chế\s+độ\s+|quyết\s+định\s+)*)(?P<kind>miễn|giảm){_NOT_EXEMPT}(?P<what>[^.;:\n]{{0,120}}?)"
    r"(?:\s+(?:cho|đối\s+với|khi|nếu)[^.;:\n]{0,80})?(?:\s+(?:gồm|sau|sau\s+đây))?\s*:$",
    re.IGNORECASE,
)
_BELOW_NOT = re.compile(
    r"^(?!đối\s+với)(?:[^.;:\n]{0,40}?(?:đối\s+tượng|trường\s+hợp|người|những\s+ai)\s+(?:sau\s+(?:đây\s+)?)?)?"
    r"không\s+(?:phải|triệu\s+tập|cử|tham\s+gia|tham\s+dự|bắt\s+buộc|xếp\s+loại|đánh\s+giá|xét|áp\s+dụng|thuộc\s+(?:diện|đối\s+tượng))(?!\w)[^.;:\n]{0,100}:$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?:(?:các|những)\s+)?(?:đối\s+tượng|trường\s+hợp)\s[^.;:,\n]{0,80}$", re.IGNORECASE)
_NO_LIST = re.compile(
    r"(?<!\w)(?:trừ|không\s+thuộc|mà|nhằm|để|hỗ\s+trợ|hồ\s+sơ|thủ\s+tục|trình\s+tự|thuế\s+giá\s+trị|thông\s+báo|văn\s+bản)(?!\w)",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"^(?:[^.;:\n]{{2,40}}:\s+)?(?:(?:quyết\s+định|xem\s+xét|thực\s+hiện|được|xét)\s+)*(?P<kind>miễn|giảm){_NOT_EXEMPT}\s+(?P<what>[^.;:\n]{{2,160}}?)(?:\s+(?:cho|đối\s+với)\s*:?\s+|\s*:\s+)(?P<who>[^.;\n]{{3,300}})",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"^(?:\(?[a-z]\)\s+|[^.;:\n]{{3,60}}:\s+)?(?P<who>{_PERSON}(?:[^.;:\n]|\.(?=\d)){{0,320}}?)(?<!và)(?<!hoặc)(?<!diện)(?<!tượng)(?<!hợp)(?<!để)(?<!việc)(?<!được)(?<!đã)(?<!đang)(?<!không)(?<!chưa)(?<!chỉ)(?<!điều\skiện)(?:\s*:|,)?\s+(?:(?:thì|sẽ|đều|cũng|còn|và|có\s+thể|(?:mỗi|hằng|hàng)\s+(?:tuần|năm|tháng))\s+)*"
    rf"(?:được\s+(?:(?:xét|xem\s+xét|hưởng\s+chế\s+độ|nhà\s+trường|ưu\s+tiên)\s+)*|(?=miễn\s+(?:thi|học|dự|tập|phần))|(?<=:\s)(?=(?:miễn|giảm)(?!\w))|(?={_LESSENED}))(?P<kind>miễn|giảm){_NOT_EXEMPT}(?P<what>[^.;:\n]{{1,160}}|(?=\s*[.;]?$))",
    re.IGNORECASE,
)
_NEXT = re.compile(rf",\s+(?:còn\s+|riêng\s+)?(?={_PERSON}[^.;:,]{{0,120}}?\s+được\s+(?:miễn|giảm))", re.IGNORECASE)
_GRANTED = re.compile(r"được\s+(?:miễn|giảm)", re.IGNORECASE)
_BOTH = re.compile(
    r"^(?:(?:chế\s+độ|chính\s+sách|việc|xem|xét|được|thực\s+hiện|(?:các\s+)?(?:đối\s+tượng|trường\s+hợp)|những\s+người)\s+)*(?:miễn\s*(?:,|/|hoặc|và)?\s*giảm|giảm\s*(?:,|/|hoặc|và)\s*miễn)",
    re.IGNORECASE,
)
# «Miễn, giảm thời lượng cho GV nữ nuôi con nhỏ», «Các trường hợp được xét miễn, giảm: …»
_OF_BOTH = re.compile(
    rf"^(?:(?:[^.;:\n]{{0,30}}(?:đối\s+tượng|trường\s+hợp|người)[^.;:\n]{{0,20}}?|xem|được|xét)\s+)*miễn\s*(?:,|/|hoặc|và)?\s*giảm(?P<what>[^.;:\n]{{0,120}}?)(?:\s*:\s*|\s+(?:cho|đối\s+với)\s+)(?P<who>{_PERSON}[^.;\n]{{4,240}})",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\s*Điều\s+\d+[a-z]?\s*[.:]")
_NOBODY = re.compile(r"^(?:những|các)?\s*(?:người|đối\s+tượng|trường\s+hợp)$", re.IGNORECASE)
_EXCUSED = re.compile(
    r"^(?:riêng\s+)?đối\s+với\s+(?P<who>[^.;:\n]{4,200}?)\s*(?::|,)\s*(?:thì\s+)?không\s+(?:phải\s+|cần\s+|bắt\s+buộc\s+)?(?P<what>(?:tham\s+gia|tham\s+dự|dự|thực\s+hiện|học|thi|nộp|kiểm\s+tra|đóng|tập\s+sự)\s[^.;\n]{2,160})",
    re.IGNORECASE,
)
_STUDIES = (
    r"(?:học|thi(?!\s+hành)|dự|nộp|tham\s+gia|tham\s+dự|thực\s+hiện(?!\s+lại)|đóng"
    r"|tuân\s+(?:theo|thủ)|theo\s+(?:phân\s+)?(?:tuyến|địa\s+bàn)|phụ\s+thuộc|bồi\s+dưỡng|kiểm\s+tra|làm|viết|tập\s+sự|trả|qua|dạy|xét|trực|có)(?!\w)"
)
# «Không phải nộp lệ phí: trẻ mồ côi», «Không yêu cầu học lại … đối với người …»
_NOT_OBLIGED = re.compile(
    rf"^(?:(?:những|các)\s+[^.;:,\n]{{3,50}}?(?:sau|sau\s+đây)\s+)?không\s+(?:phải|bắt\s+buộc|yêu\s+cầu|cần|thu|tổ\s+chức)\s+(?:phải\s+)?(?P<what>(?:{_STUDIES}|học\s+phí|lệ\s+phí)[^.;:\n]{{0,100}}?)(?:\s*:\s*|\s+(?:đối\s+với|cho)\s+)(?P<who>[^.;\n]{{4,200}})",
    re.IGNORECASE,
)
# «Người đã có chứng chỉ … không phải học chương trình 2», «Giáo viên từng … thì được bảo lưu …, không phải dự phần này»
_NEED_NOT = re.compile(
    rf"^(?:[^.;:\n]{{3,60}}:\s+)?(?P<who>{_PERSON}(?:[^.;:\n]|\.(?=\d)){{0,240}}?)(?<!nhưng)(?<!mà)(?<!hàng)(?:\s*,)?(?:\s+(?:thì|cũng))*(?:\s+được\s+[^.;:\n]{{3,80}}(?:,|(?=\s+và\s)))?(?:\s+(?:và|mà))?\s+(?:không\s+(?:phải|bắt\s+buộc|(?=phụ\s+thuộc\s+(?:vào\s+)?(?:phân\s+)?(?:tuyến|địa\s+bàn)))|(?<=\w\s)không\s+cần)\s*(?:phải\s+)?(?P<what>{_STUDIES}(?:\s[^.;\n]{{2,160}})?)",
    re.IGNORECASE,
)
# «Người có thâm niên … chỉ phải thực hiện một nửa số tiết», «Giáo viên đang nuôi con nhỏ học giảm 20 tiết»
_LESS = re.compile(
    rf"^(?:[^.;:\n]{{3,60}}:\s+)?(?P<who>{_PERSON}[^.;:\n]{{0,200}}?)(?:\s*,)?\s+(?:(?:thì\s+)?chỉ\s+(?:(?:phải|cần)\s+(?:hoàn\s+thành|bồi\s+dưỡng)|(?:phải\s+)?{_STUDIES}|cần\s+(?:học|dạy|thực\s+hiện))\s+(?=[^.;:\n]{{0,20}}(?:một\s+nửa|\d))|(?:{_STUDIES}|dạy)\s+giảm\s+(?=\d|một))(?P<what>[^.;:\n]{{2,120}})",
    re.IGNORECASE,
)
# «người mới tuyển dưới 06 tháng không xếp loại», «những người đã dự lớp này thì không triệu tập»
_CALLED = (
    r"(?:đánh\s+giá(?:,\s+xếp\s+loại)?|xếp\s+loại|triệu\s+tập|phân\s+công|điều\s+động|(?:chọn\s+)?cử|xét(?:\s+(?:thi\s+đua|danh\s+hiệu|khen\s+thưởng))?)"
    r"(?:\s+(?:lại|tham\s+gia|tham\s+dự|dự|đi|học|bồi\s+dưỡng|tập\s+huấn|thi|lớp|kh[oó][aá]|này|thi\s+đua))*"
)
_LEFT_OUT = re.compile(
    rf"^(?:[^.;:\n]{{3,60}}:\s+)?(?P<who>{_PERSON}[^.;:\n]{{3,160}}?)\s+(?:thì\s+)?(?:không\s+(?P<what>{_CALLED})\s*[.;]?$"
    r"|không\s+tính\s+(?:vào|trong)\s+(?:(?:tổng\s+)?số|t[ỷỉ]\s+lệ|chỉ\s+tiêu|định\s+mức)"
    r"|không\s+thuộc\s+(?:diện|đối\s+tượng)\s+(?:phải\s+)?(?:bồi\s+dưỡng|tham\s+gia|tham\s+dự|học|triệu\s+tập|đánh\s+giá|xếp\s+loại|thực\s+hiện|kiểm\s+tra|áp\s+dụng))",
    re.IGNORECASE,
)
# «Không triệu tập: GV sắp nghỉ hưu; GV nghỉ thai sản», «Không cử những giáo viên đã dự lớp năm trước»
_NOT_CALLED = re.compile(
    rf"^(?:(?:(?:các\s+)?(?:đối\s+tượng|trường\s+hợp)|những\s+người)\s+)?không\s+(?:{_CALLED}|(?:thuộc\s+(?:diện|đối\s+tượng)|tham\s+gia|tham\s+dự|bắt\s+buộc|áp\s+dụng|tính\s+vào)(?:\s+[^.;:\n]{{2,60}}?)?)"
    rf"(?:\s+(?:(?:các\s+)?(?:đối\s+tượng|trường\s+hợp)\s+)?(?:sau|sau\s+đây|gồm|là))?(?:\s*:\s*|\s+(?:đối\s+với|với)\s+|\s+(?=(?:những|các)\s))(?P<who>{_PERSON}[^.;\n]{{4,240}})",
    re.IGNORECASE,
)
_MORE = re.compile(rf"\s*;?\s*(?P<who>{_PERSON}[^.;:\n]{{3,160}})", re.IGNORECASE)
_OWN_VERB = re.compile(
    r"(?<!\w)(?:miễn|giảm|phải|không(?!\s+(?:còn|đủ|đạt|có|đi|hoàn))|(?<!đã\s)(?<!chưa\s)(?<!mới\s)(?<!đang\s)được)(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s*\(\s*\d+\s+[^()\d]{1,20}\)\s*$")  # «GV nghỉ hưu trong năm học (03 người)»
_OF_SOME = re.compile(
    r"(?<!\w)(?:đã|từng|có|đang|là|thuộc|bị|mắc|đạt|trên|dưới|từ|nghỉ|tốt\s+nghiệp|khuyết\s+tật|mồ\s+côi|kiêm|nuôi|cốt\s+cán|lớn\s+tuổi|nữ|học|dạy|tuổi|mới|hợp\s+đồng|tập\s+sự|chưa|không|được|nghèo|cấp|nào|sau)(?!\w)",
    re.IGNORECASE,
)
_NOT_FOR = re.compile(
    r"(?:^|(?<=\s))không\s+áp\s+dụng\s+(?:[^.;:,\n]{3,40}?\s+)?(?:đối\s+với|cho|với)\s*(?P<who>[^.;:\n]{4,240}(?::\s[^.;:\n]{4,200})?)",
    re.IGNORECASE,
)
# «Đối tượng: toàn thể giáo viên, trừ những người nghỉ hưu trong năm học»
_BUT = re.compile(
    rf"^(?:[^.;:\n]{{0,40}}(?:đối\s+tượng|thành\s+phần)[^.;:\n]{{0,40}}:\s*[^.;\n]{{0,200}}?|(?:toàn\s+thể|tất\s+cả|toàn\s+bộ|100\s*%)\s[^.;:\n]{{3,200}}?)[,(]?\s*(?<!\w)trừ\s+(?P<who>{_PERSON}\s+(?:sẽ|đã|đang|sắp|nghỉ|có|chuẩn|mới|hợp|trong|không)[^.;:()\n]{{2,160}})",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"bồi\s+dưỡng|BDTX|chương\s+trình|tập\s+huấn|thi|thời\s+lượng|môn|học\s+phí|giảng\s+dạy|bài\s+|\d\s*%|kiểm\s+tra|học|kế\s+hoạch|nhiệm\s+vụ|định\s+mức"
    r"|tiết|đóng|nộp|tham\s+gia|thuế|phí|tiền|đánh\s+giá|thực\s+hiện|tập\s+sự|nghĩa\s+vụ|giờ|công\s+tác|phần|nội\s+dung|thực\s+hành|phỏng\s+vấn|giá|vé|thực\s+tập"
    r"|ngoại\s+ngữ|tin\s+học|sát\s+hạch|điều\s+kiện|thủ\s+tục|hồ\s+sơ|trực|đào\s+tạo|đồng\s+phục|khoản|yêu\s+cầu|tiêu\s+chí|m[ôo]\s?-?đun|module",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:riêng\s+)?(?:(?:đối\s+với|cho)\s+)?", re.IGNORECASE)
_FOLLOWS = re.compile(r"(?:sau|sau\s+đây|dưới\s+đây)\s*:?$", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:\d+(?:[.,]\d+)?\s*(?:-|–|đến)\s*)?(?:\d+(?:[.,]\d+)?\s*(?:%|(?:tiết|giờ|buổi|ngày|tuần|m[ôo]\s?-?đun|module|chuyên\s+đề|nội\s+dung)(?!\w))|1/[234]|2/3|một\s+nửa|(?:một|hai|ba|bốn|năm)\s+(?:tiết|giờ|buổi)(?!\w))"
    r"(?:\s*/\s*(?:(?:một|1)\s+)?(?:tuần|ngày|năm\s+học|năm|tháng|lớp|phòng|môn|học\s+kỳ|người))*(?:\s+(?:mỗi|một|trên)\s+tuần)?",
    re.IGNORECASE,
)
_AMOUNT_OF = re.compile(
    rf"^(?:(?P<who>{_PERSON}[^.;:\n\d]{{0,100}}?)\s*:?\s+(?:được\s+)?(?P<less>{_AMOUNT.pattern})|(?P<amount>{_AMOUNT.pattern})\s+(?:đối\s+với|cho)\s+(?P<whose>{_PERSON}[^.;:\n]{{0,120}}))\s*[.;,]?$",
    re.IGNORECASE,
)
_LESS_BY = re.compile(rf"(?<!\w)giảm\s+(?:trừ\s+)?{_AMOUNT.pattern}[^.]*$", re.IGNORECASE)
_CASES = re.compile(r"(?:(?:các|những|mọi|tất\s+cả)\s+)*(?:trường\s+hợp|đối\s+tượng|điều\s+kiện)", re.IGNORECASE)
_CASES_TOLD = re.compile(r"trường\s+hợp|đối\s+tượng|điều\s+kiện", re.IGNORECASE)
_WHEN = re.compile(
    r"(?:trong\s+)?(?:năm\s+học\s+\d{4}\s*[–-]\s*\d{4}|năm\s+\d{4})"
    r"|trong\s+(?:suốt\s+)?(?:thời\s+gian|năm\s+học|thời\s+hạn)(?:\s+(?!được|thì|phải|không)[^\s,.;()]+){1,8}",
    re.IGNORECASE,
)
_GAINS = re.compile(r"\s+(?:thì\s+)?được\s", re.IGNORECASE)
_BARE = re.compile(rf"^(?P<kind>miễn|giảm)\s*:\s*(?P<who>{_PERSON}[^.;\n]{{3,300}})", re.IGNORECASE)


def exemptions(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """The exemptions and reductions that a clause lays down."""
    words = scene.text(stretch.index)
    title = _TITLE.match(words) and words.rstrip()[-1:] not in ".;:"
    if not _HINT.search(stretch.text) or title:
        return
    if _BOTH.match(stretch.text):
        yield from _of_both(scene, stretch)
        return
    at = 0
    seams = [m for m in _NEXT.finditer(stretch.text) if _GRANTED.search(stretch.text[: m.start()])]
    for match in [*seams, None]:
        end = match.start() if match else len(stretch.text)
        piece = stretch.text[at:end]
        if piece.strip():
            yield from _of_piece(scene, Stretch(piece, stretch.start + at, stretch.index, stretch.first and at == 0))
        at = match.end() if match else end


def _of_piece(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    text = stretch.text
    yield from (found := list(_below(scene, stretch)))
    if found:
        return
    bare = _BARE.match(text)
    if bare:
        yield from _each(scene, stretch, bare["kind"].lower(), bare)
        return
    for pattern in (_LIST, _OF, _WHO):
        match = pattern.search(text)
        if not match or not (pattern is _LIST or _sound(match)):
            continue
        if _NOBODY.match(match["who"]):
            continue
        if pattern is _OF and (_NO_LIST.search(match["what"]) or not _early(match["who"])):
            continue
        if _names_people(match["who"]) or (pattern is _OF and _CASES.search(match["who"])):
            kind = match["kind"].lower()
            if pattern is _WHO:
                yield _rule(scene, stretch, kind, _shared(match))
            else:
                yield from _each(scene, stretch, kind, match)
            return
    yield from _excused(scene, stretch)


def _excused(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """Who need not do what others do, or less of it, told without «miễn» and «giảm»."""
    text = stretch.text
    for pattern, kind in (
        (_LESS, "giảm"),
        (_NOT_OBLIGED, "miễn"),
        (_NEED_NOT, "miễn"),
        (_LEFT_OUT, "miễn"),
        (_NOT_CALLED, "miễn"),
    ):
        match = pattern.match(text)
        if match and _names_people(match["who"]) and (pattern is _NOT_OBLIGED or _OF_SOME.search(match["who"])):
            yield from _each(scene, stretch, kind, match)
            return
    before = scene.text(stretch.index - 1).rstrip()
    if stretch.first and before.endswith(":"):  # «Đối với …:», and what holds for them in the next paragraph
        text = f"{before[label_end(before, 0, len(before)) :]} {text}"
    yield from _also_less(scene, stretch)
    none = _NOT_FOR.search(text) or _BUT.match(text)
    if none and _STARTS.match(_LEADING.sub("", none["who"].strip())):
        yield _rule(scene, stretch, "miễn", none["who"])
        return
    match = _EXCUSED.match(text)
    if match and _names_people(match["who"]) and _DUTY.search(match["what"]):
        yield _rule(scene, stretch, "miễn", match["who"])


def _of_both(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«Miễn, giảm … cho …» leaves open which of the two: told as a reduction, the lesser of them."""
    match = _OF_BOTH.match(stretch.text)
    if match and _OF_SOME.search(match["who"]) and not _NO_LIST.search(match.group()):
        yield from _each(scene, stretch, "giảm", match)


def _also_less(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """By how much others have less in a list that one verb opens: «Tổ trưởng được giảm 3 tiết/tuần; tổ phó: 1 tiết/tuần»."""
    match = _AMOUNT_OF.match(stretch.text)
    before = scene.part.content[scene.blocks[stretch.index].start : stretch.start]
    verb = _LESS_BY.search(before) if match and before.rstrip()[-1:] in ";," else None
    if match and verb:
        who = match["who"] or match["whose"]
        found = Stretch(f"giảm {match['amount'] or match['less']}", stretch.start, stretch.index, first=False)
        named = _rule(scene, found, "giảm", who)
        yield named.model_copy(update={"evidence": scene.evidence(stretch, 0.8)})


def _below(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """A rule for each of the list below «Các trường hợp được miễn:», «Không triệu tập:», or such a heading without a colon."""
    text = stretch.text.rstrip()
    heading = stretch.first and text[-1:] not in ".;:," and bool(_HEADING.match(text))
    line = f"{text}:" if heading else text
    sure = None if heading else _BELOW.search(line)
    match = sure or _BELOW.search(line) or _BELOW_NOT.match(line)
    if not match or _NO_LIST.search(text):
        return
    for who in listed(scene, stretch):
        named = (
            _names_people(who) or _CASES_TOLD.search(text) if sure else _STARTS.match(who) and not _OWN_VERB.search(who)
        )
        if named:
            yield _rule(scene, stretch, (match.groupdict().get("kind") or "miễn").lower(), who)


def _sound(match: re.Match[str]) -> bool:
    """Whether a match tells which duty is left out, or at least which persons («GV nghỉ hưu trong năm học được miễn»)."""
    what = match["what"].strip(" .;")
    return bool(_DUTY.search(what)) if what else bool(_OF_SOME.search(match["who"]))


def _each(scene: Scene, stretch: Stretch, kind: str, match: re.Match[str]) -> Iterator[Rule]:
    """A rule for each clause of a list behind a colon; whom one clause names are exempt together."""
    yield _rule(scene, stretch, kind, match["who"])
    if ":" in match.string[: match.start("who")]:
        yield from _others(scene, stretch, kind)


def _shared(match: re.Match[str]) -> str:
    """Who a match names; of «học sinh đạt giải được tuyển thẳng và miễn thi» the words before the first of both gains."""
    who = match["who"]
    between = match.string[match.end("who") : match.start("kind")] if match.start("kind") > match.end("who") else ""
    return _GAINS.split(who)[0] if re.search(r"(?<!\w)và(?!\w)", between) else who


def _others(scene: Scene, stretch: Stretch, kind: str) -> Iterator[Rule]:
    """Whom the clauses behind a list's first one name: «Không phải học: người A; người B»."""
    content, at = scene.part.content, stretch.end
    limit = scene.blocks[stretch.index].end
    while (match := _MORE.match(content, at, limit)) and ";" in content[at : match.start("who")]:
        if _OWN_VERB.search(match["who"]):
            return
        yield _rule(scene, Stretch(match["who"], match.start("who"), stretch.index, False), kind, match["who"])
        at = match.end()


def _early(who: str) -> bool:
    """Whether the words name persons, units or cases at once, and not what belongs to them («thu nhập của …»)."""
    return bool(_STARTS.match(who) or _CASES.match(who))


def _names_people(who: str) -> bool:
    """Whether the words name persons or units, and not only «các trường hợp»."""
    return bool(_PEOPLE.search(who))


def _rule(scene: Scene, stretch: Stretch, kind: str, who: str) -> Rule:
    named = _LEADING.sub("", _COUNTED.sub("", " ".join(who.split()))).strip(" ,:;")
    if _FOLLOWS.search(named):  # «… thuộc một trong các trường hợp sau:» and the list below
        named = ": ".join([named, "; ".join(listed(scene, stretch))]).strip(" :")
    found = _WHEN.search(stretch.text)
    when = " ".join(found.group().split()) if found else None
    evidence = scene.evidence(stretch, 0.8)
    if kind == "giảm":
        said = re.search(r"giảm|chỉ", stretch.text, re.IGNORECASE)
        amount = _AMOUNT.search(stretch.text, said.start() if said else 0)
        left = said is not None and said.group().lower() == "chỉ"  # «chỉ phải học 02 mô đun» tells what is left
        half = amount is not None and re.match(r"một\s+nửa|1/2|50\s*%", amount.group())
        less = " ".join(amount.group().split()) if amount and (half or not left) else None
        return Reduction(id="r", who=named, amount=less, when=when, evidence=evidence)
    return Exemption(id="r", who=named, when=when, evidence=evidence)
