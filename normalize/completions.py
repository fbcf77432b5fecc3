"""When study, a test or a title counts as completed: the conditions of a sentence, or of the list below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from normalize.rows import LOWER, UPPER
from normalize.rule_text import Scene, Stretch, listed
from schemas.rules import Completion, Rule

_MODULE = r"(?:m[ôo]\s?-?\s?[đd]un|mo[đd]ule?s?|MĐ(?!\w))"
_STUDY = (
    rf"kế\s+hoạch|chương\s+trình|kh[oó][aá]|{_MODULE}|bồi\s+dưỡng|học|tập\s+sự|tập\s+huấn"
    r"|nội\s+dung|môn|lớp|đào\s+tạo|BDTX|huấn\s+luyện|chuyên\s+đề"
)
# What a person or a unit gets or is when the conditions hold; permits of trade and the like are no matter of study.
_GRANTED = (
    rf"(?:lên\s+lớp|tốt\s+nghiệp|trúng\s+tuyển|(?:xét\s+)?công\s+nhận\s+(?:(?:là\s+)?(?:hoàn\s+thành|đạt|tốt\s+nghiệp|danh\s+hiệu|giáo\s+viên|học\s+sinh|trường|đơn\s+vị|trúng|kết\s+quả\s+(?:học|bồi|tập))|[^.;:\n]{{0,60}}?(?:hoàn\s+thành|đạt\s+chuẩn|danh\s+hiệu|tốt\s+nghiệp))"
    rf"|(?:coi|xem|đánh\s+giá|xác\s+nhận|tính|xếp\s+loại|xếp)\s+(?:chất\s+lượng\s+)?(?:ở\s+)?(?:mức\s+)?(?:là\s+)?(?:đã\s+)?(?:hoàn\s+thành(?=[^.;:()\n]{{0,60}}?(?:{_STUDY}|khi|nếu))|đạt\s+(?:yêu\s+cầu|chuẩn))"
    r"|cấp\s+(?:(?:giấy\s+)?chứng\s+(?:chỉ|nhận)(?!\s+(?:đăng|đủ\s+điều\s+kiện\s+(?!thi|dự|học)|quyền|kiểm|xuất|đầu|lưu|an\s+toàn|hành\s+nghề|năng\s+lực|chất\s+lượng|phù\s+hợp))|(?:văn\s+)?bằng\s+(?:tốt|cử|thạc|tiến|trung))"
    r"|xét\s+(?:tốt\s+nghiệp|hoàn\s+thành|lên\s+lớp|thăng\s+hạng|nâng\s+(?:ngạch|hạng|bậc|lương)|tuyển|đặc\s+cách|danh\s+hiệu|tặng|khen\s+thưởng|công\s+nhận|cấp\s+(?:học\s+bổng|chứng)|bổ\s+nhiệm)"
    r"|(?:tham\s+)?dự\s+(?:thi|xét|tuyển|sát\s+hạch|kiểm\s+tra|đánh\s+giá)|tham\s+gia\s+(?:đánh\s+giá|kiểm\s+tra|thi)|(?:đăng\s+k[ýí]\s+)?(?:tham\s+gia\s+)?(?:dự\s+)?(?:thi|xét)\s+(?:tốt\s+nghiệp|thăng\s+hạng|nâng\s+ngạch|tuyển|kết\s+thúc|lại)|bảo\s+vệ\s+(?:luận|khóa|đồ|chuyên)"
    r"|bổ\s+nhiệm\s+(?:vào\s+)?(?:chức\s+danh|hạng|ngạch)|(?:tặng|nhận)\s+(?:danh\s+hiệu|giấy\s+khen|bằng\s+khen|cờ\s+(?:thi\s+đua|của)|kỷ\s+niệm\s+chương|học\s+bổng)|tuyển\s+thẳng|chuyển\s+(?:cấp|trường)|học\s+(?:vượt|tiếp))"
)
_GETS = rf"(?<!không\s)(?<!chưa\s)(?:(?:được|sẽ|phải)\s+){{0,2}}(?<!không\s)(?<!chưa\s){_GRANTED}"
_IF = r"(?<!sau\s)(?<!trước\s)(?<!trong\s)(?<!và\s)(?<!ngay\s)(?:(?:chỉ\s+)?khi|nếu|với\s+điều\s+kiện)(?!\w)"
_MUST = r"(?:hội\s+(?:đủ|tụ)|có\s+đủ|có|đáp\s+ứng|đảm\s+bảo|bảo\s+đảm|th[ỏo]a?[ảã]?\s+mãn|đạt|đủ|thuộc)"
_NAMED = r"(?:yêu\s+cầu|điều\s+kiện|tiêu\s+ch[íi]|tiêu\s+chuẩn)"
_MANY = r"(?:được\s+)?(?:đầy\s+đủ\s+|đủ\s+|đồng\s+thời\s+|tất\s+cả\s+)*(?:các\s+|những\s+|\d+\s+)?"

# «… được công nhận hoàn thành … khi …», «… được lên lớp nếu đáp ứng các yêu cầu sau:»
_GRANTED_IF = re.compile(
    rf"(?:(?<!\w)được\s+(?:[^.;:\n]{{0,30}}?\s)?|(?<!\w)(?=công\s+nhận|coi\s+là|xem\s+là|xếp\s+loại|đánh\s+giá\s+là|xác\s+nhận|tính\s+là|cấp\s+(?:giấy\s+)?chứng|(?<!không\s)đủ\s+điều\s+kiện)(?:đủ\s+điều\s+kiện\s+)?){_GETS}[^.;:()\n]{{0,140}}?\s*:?\s*{_IF}\s*(?P<when>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# «Nhà giáo hoàn thành bồi dưỡng trong năm học khi tích lũy đủ 120 tiết»
_IS_DONE = re.compile(
    rf"^(?:(?P<who>[^\W\d_][^.;:\n,]{{1,80}}?)\s+)?(?:được\s+(?:coi|xem)\s+là\s+)?(?<!không\s)(?<!chưa\s)(?:hoàn\s+thành(?=[^.;:()\n]{{0,60}}?(?:{_STUDY}))|đạt\s+(?:yêu\s+cầu|chuẩn|danh\s+hiệu|(?:mức|loại)\s+(?:đạt|khá|giỏi|tốt))|trúng\s+tuyển)[^.;:()\n,]{{0,80}}?"
    r"\s+(?<!trước\s)(?<!sau\s)(?:khi|nếu)\s*(?::\s*|\s*(?=(?:[a-e]\)|các|học|điểm|tích|có|đạt|đủ|đáp|bảo|đảm|thực|được|dự|hội|nộp|xếp|tham|hoàn|đã|thỏa|thoả|trả\s+lời|làm|xem|vượt|không)))(?P<when>[^\n]{5,400})$",
    re.IGNORECASE | re.DOTALL,
)
# «Học sinh có đủ các điều kiện dưới đây thì được lên lớp …:»
_BELOW_THEN = re.compile(
    rf"{_MUST}\s+{_MANY}{_NAMED}\s*(?:sau(?:\s+đây)?|dưới\s+đây)\s*,?\s*(?:thì\s+)?(?:được|sẽ|đủ\s+điều\s+kiện)\s+(?:được\s+)?{_GETS}[^\n]{{0,200}}:\s*(?P<when>)$",
    re.IGNORECASE,
)
# «Thí sinh dự thi phải bảo đảm các điều kiện sau:», «Người trúng tuyển phải có đủ các điều kiện sau đây:»
_WHO_MUST = re.compile(
    rf"(?:hoàn\s+thành\s+(?:{_STUDY})|dự\s+(?:thi|xét|tuyển|sát\s+hạch)|trúng\s+tuyển|xét\s+(?:thăng|nâng|tuyển|công\s+nhận|chọn|tặng)|(?:được|đề\s+nghị|khen)\s+(?:xét\s+)?(?:khen\s+)?(?:tặng|thưởng)(?!\w)|tốt\s+nghiệp|tham\s+(?:gia|dự)\s+(?:thi|xét|hội\s+thi|dự|bồi|tập|kh[oó]|đánh\s+giá)|công\s+nhận|đạt\s+chuẩn|lựa\s+chọn|được\s+(?:chọn|cử|cấp\s+chứng))[^.:;\n]{{0,140}}?\s(?:(?:phải|cần)\s+{_MUST}|(?:hội\s+đủ|có\s+đủ|đáp\s+ứng|đảm\s+bảo|bảo\s+đảm|đạt)(?=\s+{_MANY}{_NAMED}))\s+(?:{_MANY}{_NAMED}[^.;:\n]{{0,50}}|(?:được\s+)?(?:đồng\s+thời|đầy\s+đủ|đủ|(?=:)))\s*:\s*(?P<when>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# «Điều kiện cấp chứng chỉ: …», «Tiêu chuẩn, điều kiện dự thi:»
_CONDITIONS = re.compile(
    rf"^(?:(?:tiêu\s+chuẩn|yêu\s+cầu)(?:\s*,|\s+và)\s+)?(?:điều\s+kiện|tiêu\s+chuẩn)\s+(?:(?:được|để|xét|cần)\s+){{0,2}}(?:được\s+)?(?:[^\W\d_]+\s+){{0,3}}?{_GRANTED}[^:.;\n]{{0,100}}?(?:\s+(?:như\s+sau|sau\s+đây|gồm|là))?\s*:\s*(?P<when>.*)$"
    r"|^(?:(?:xếp\s+)?loại\s+|mức\s+)?hoàn\s+thành(?:\s+[^:.;\n]{0,60})?:\s*(?P<told>(?:có|tham|học|dự|đạt|đủ|điểm|bài|thực\s+hiện\s+đầy)\s.*)$"
    rf"|^(?:điều\s+kiện|tiêu\s+ch[íi]|yêu\s+cầu)\s+(?:được\s+|để\s+(?:được\s+)?|xác\s+nhận\s+|đánh\s+giá\s+)?(?:hoàn\s+thành(?=\s+(?:{_STUDY}|:))|công\s+nhận)[^:.;\n]{{0,80}}:\s*(?P<done>.*)$"
    rf"|^để\s+(?:được\s+)?(?:{_GRANTED}|hoàn\s+thành\s+(?:chương|kh[oó]|{_MODULE}))[^,.;\n]{{0,100}},\s*[^,.;\n]{{2,60}}?\s+(?:phải|cần)\s+(?P<then>[^\n]{{5,400}})$",
    re.IGNORECASE | re.DOTALL,
)
# «Người học được dự thi kết thúc môn học phải đảm bảo tham dự ít nhất 80% thời gian học»
_MAY_MUST = re.compile(
    rf"(?<!\w)được\s+{_GRANTED}[^.:;\n]{{0,100}}?\s(?<!không\s)(?:phải|cần)\s+(?P<when>(?:(?:đảm\s+bảo|bảo\s+đảm|đáp\s+ứng)\s+)?(?:đã\s+)?(?:tham\s+(?:dự|gia)|dự|học|có|đạt|hoàn\s+thành|tích\s+lũy|nộp)\s[^\n]{{5,300}})$",
    re.IGNORECASE | re.DOTALL,
)
# «Khen thưởng danh hiệu “Học sinh Giỏi” đối với học sinh có kết quả học tập mức Tốt …»
_AWARDED = re.compile(
    r"^(?![^.;]*(?:kinh\s+phí|áp\s+dụng|dự\s+toán))[^.;:\n]{0,60}?(?:danh\s+hiệu|giấy\s+khen|giấy\s+chứng\s+nhận|học\s+bổng)(?!\s+(?:đã|cho\s+\d))[^.;:\n]{0,80}?\s(?:đối\s+với|cho)\s+(?:(?:những|các|mỗi)\s+)?"
    r"(?:học\s+sinh|học\s+viên|sinh\s+viên|giáo\s+viên|cá\s+nhân|tập\s+thể|HS|GV|em|thí\s+sinh|nhà\s+giáo|người(?:\s+học)?)(?:\s+[^\W\d_]+){0,3}?\s+"
    r"(?P<when>(?=[^.\n]*(?:mức|loại|điểm|trở\s+lên|ít\s+nhất|tối\s+thiểu|hoàn\s+thành|\d\s*%))(?:có|đạt|được\s+(?:đánh|xếp|công)|hoàn\s+thành)\s[^.:\n]{10,300})\.?$",
    re.IGNORECASE | re.DOTALL,
)
# «Chỉ công nhận hoàn thành đối với học viên học đủ số tiết và nộp sản phẩm»
_ONLY_WHO = re.compile(
    rf"chỉ\s+(?=công|xác|cấp|đánh|xếp|tính){_GRANTED}[^.:;\n]{{0,80}}?\s(?:đối\s+với|cho)\s+(?:(?:những|các)\s+)?(?:học\s+viên|người(?:\s+học)?|giáo\s+viên|GV|CBQL|thí\s+sinh|học\s+sinh|nhà\s+giáo)\s+(?:đã\s+)?(?P<when>(?:có|đủ|đạt|học|dự|tham|hoàn|nộp|không)\s[^.\n]{{5,300}})\.?$",
    re.IGNORECASE | re.DOTALL,
)
# «1. Điều kiện dự thi kết thúc môn học» above a list, without a colon
_HEADING = re.compile(
    rf"(?:điều\s+kiện|tiêu\s+chuẩn)\s+(?:(?:để|xét)\s+)?(?:được\s+)?(?:{_GRANTED}|hoàn\s+thành)[^:.;\n]{{0,80}}",
    re.IGNORECASE,
)
_CONSEQUENCE = re.compile(r"\sthì\s|^(?:trường\s+hợp|nếu)(?!\w)", re.IGNORECASE)
_NOT_ENTITLED = re.compile(r"^[^,;:]{0,40}không\s+đủ\s+điều\s+kiện", re.IGNORECASE)
_DONE = (
    r"(?:công\s+nhận|coi|xem|đánh\s+giá|xếp\s+loại|xác\s+nhận|tính\s+(?:là\s+)?(?=hoàn)|cấp\s+(?:(?:giấy\s+)?chứng|bằng|văn\s+bằng)|lên\s+lớp|tốt\s+nghiệp"
    r"|xét\s+(?:công\s+nhận|tốt\s+nghiệp|hoàn\s+thành|lên\s+lớp|danh\s+hiệu)|trúng\s+tuyển|tính\s+vào)"
)
# «Học viên dự đủ số buổi, có bài thu hoạch đạt yêu cầu thì được cấp chứng chỉ.»
_THEN = re.compile(
    rf"^(?:(?:nếu|khi|những|trường\s+hợp)\s+)?(?P<when>.{{10,500}}?)\s*,?\s*(?:thì\s+(?:được|sẽ\s+được|sẽ)|(?:sẽ|mới)\s+được)\s+(?={_DONE}){_GRANTED}",
    re.IGNORECASE | re.DOTALL,
)
# «… được xếp loại hoàn thành thì được cấp chứng chỉ»: what follows from completion is no condition of it
_ALREADY = re.compile(
    r"hoàn\s+thành(?:\s+(?:kế\s+hoạch|chương\s+trình|kh[oó][aá]|lớp|BDTX|bồi\s+dưỡng)(?![^,;]*(?:đủ|đạt|điểm|\d))[^,;]*|\s*)$",
    re.IGNORECASE,
)
# «tự chọn ít nhất 02 mô đun của chương trình 3», «hoàn thành 03/05 mô đun»
_CHOSEN = re.compile(
    rf"(?<!\w)(?:mỗi\s+(?:giáo\s+viên|GV|CBQL|nhà\s+giáo|người|học\s+viên)(?:\s+[^\W\d_]+){{0,3}}?|chọn|hoàn\s+thành|học(?:\s+tập)?|tích\s+lũy|bồi\s+dưỡng|tham\s+gia|thực\s+hiện|đạt)\s+(?:được\s+)?(?:đủ\s+)?(?:(?<=chọn\s)(?=0?\d{{1,2}}\s)|(?<=chọn\sđủ\s)(?=0?\d{{1,2}}\s)|(?=0?\d{{1,2}}\s+{_MODULE}\s*/\s*năm)|ít\s+nhất|tối\s+thiểu|không\s+ít\s+hơn|không\s+dưới|từ|≥)\s*(?:là\s+)?0?(?P<count>\d{{1,2}})\s+(?:\([^()\d]{{2,20}}\)\s+)?(?:trong\s+(?:số\s+)?\d{{1,2}}\s+)?{_MODULE}",
    re.IGNORECASE,
)
_LEAST = re.compile(
    rf"(?:ít\s+nhất|tối\s+thiểu|không\s+dưới|đủ|từ|≥)\s*0?(?P<count>\d{{1,2}})\s+(?:\([^()\d]{{2,20}}\)\s+)?{_MODULE}",
    re.IGNORECASE,
)
_MEETS = re.compile(
    rf"^(?:(?:học\s+viên|người\s+học|giáo\s+viên|học\s+sinh|thí\s+sinh|người\s+dự\s+thi|GV|HS|HV)\s+)?(?:phải\s+)?{_MUST}\s+{_MANY}{_NAMED}[^.;:,\n]{{0,40}}?(?:\s+sau(?:\s+đây)?|\s+dưới\s+đây)?\s*(?::\s*|$)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf";\s+(?=[{UPPER}][{LOWER}])"
)  # what begins with a capital is another sentence, not another condition
# «Danh hiệu … được tặng cho cá nhân đạt các tiêu chuẩn sau:»
_GRANTED_WHO = re.compile(
    rf"(?=[^.;\n]*{_GRANTED})[^.;\n]*?\s{_MUST}\s+{_MANY}{_NAMED}[^.;:\n]{{0,40}}?(?:sau(?:\s+đây)?|dưới\s+đây)\s*:\s*(?P<when>)$",
    re.IGNORECASE,
)
# A condition says what somebody has, is or does; a list of names is none.
_CONDITION = re.compile(
    r"(?<!\w)(?:có|được|đã|đạt|không|hoàn\s+thành|đủ|trở\s+lên|tham\s+(?:gia|dự)|đáp\s+ứng|tốt\s+nghiệp|(?:bảo|đảm)\s+(?:đảm|bảo)|phải|là|tự\s+nguyện|chấp\s+hành|nộp|dự(?!\s+án)|học|tích\s+lũy|thực\s+hiện|vắng|xếp\s+loại|từ)(?!\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\(\s*(?:i{1,3}|iv|v|\d|[a-d])\s*\)\s*|(?<![\w(])[a-eđ]\)\s+|(?<![\w(])\d\)\s+")
# «tham gia và được công nhận hoàn thành …» is one condition: the first verb has no object of its own.
_AND = (
    r"(?<!tham\sgia)(?<!tham\sdự)(?<!\sdự)(?<!\shọc)\s+và\s+"
    r"(?=(?:có|đã|đạt|được|không|tham\s+gia|hoàn\s+thành|nộp|các\s+bài|bài|tiết\s+dạy|kết\s+quả|điểm)\s)"
)
_CLAUSE = re.compile(
    rf";\s+|,\s+(?:và\s+)?(?=(?:điểm\s+(?:mỗi|các|trung|TB|tổng|bài|thi|kiểm)|dự|nộp|vắng|có|đã|đạt|được|không|tham\s+gia|tham\s+dự|hoàn\s+thành|thực\s+hiện|chấp\s+hành|xếp\s+loại|bài)\s)|{_AND}",
    re.IGNORECASE,
)
# where semicolons part the conditions, commas part the words of one
_SEMICOLON = re.compile(rf";\s+(?:và\s+)?|{_AND}", re.IGNORECASE)
# A certificate is one of learning only where the sentence speaks of learners, study or tests.
_PAPER = re.compile(r"chứng\s+nhận", re.IGNORECASE)
_LEARNING = re.compile(
    r"học|thi(?!\w)|bồi\s+dưỡng|tập\s+huấn|huấn\s+luyện|đào\s+tạo|giáo\s+viên|GV|HV|kiểm\s+tra|sát\s+hạch|tập\s+sự|danh\s+hiệu|bài|nhà\s+giáo|(?:viên|công)\s+chức|cán\s+bộ|thí\s+sinh|giáo\s+dục|trường(?!\s+hợp)",
    re.IGNORECASE,
)
_LIKELY = re.compile(r"oàn thành|được|iều kiện|phải|iêu chuẩn|đạt|rúng tuyển|khi|hen\s|ọc bổng|anh hiệu")


def completions(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """When study counts as completed, with the conditions that the sentence or the list below it names."""
    text = stretch.text
    chosen = _CHOSEN.search(text)
    if not chosen and not _LIKELY.search(text):
        return
    conditions, when = _conditions(scene, stretch)
    if not conditions and chosen:
        when = " ".join(text.split())
        conditions = [when.rstrip(" .;")]
    least = _LEAST.search(when) or _CHOSEN.search(when)
    if conditions:
        yield Completion(
            id="r",
            min_modules=int(least["count"]) if least else None,
            conditions=conditions,
            evidence=scene.evidence(stretch, 0.85),
        )


def _conditions(scene: Scene, stretch: Stretch) -> tuple[list[str], str]:
    """The conditions of a sentence and the words that they were read from; none where it lays down none."""
    text = stretch.text
    if _NOT_ENTITLED.search(text):
        return [], ""
    if _HEADING.fullmatch(text) and not scene.text(stretch.index).startswith("Điều "):
        found = _items(scene, stretch)
        return (found, " ".join(found)) if len(found) > 1 else ([], "")
    match = (
        _BELOW_THEN.search(text)
        or _GRANTED_IF.search(text)
        or _IS_DONE.match(text)
        or _WHO_MUST.search(text)
        or _CONDITIONS.match(text)
        or _GRANTED_WHO.match(text)
        or _MAY_MUST.search(text)
        or _ONLY_WHO.search(text)
        or _AWARDED.match(text)
    )
    if match and not (_PAPER.search(match.group()) and not _LEARNING.search(text)):
        told = match.groupdict()
        rest = told.get("when") or told.get("told") or told.get("done") or told.get("then") or ""
        when = " ".join(_OTHER.split(rest)[0].split())
        bare = _MEETS.sub("", when).strip(" :")
        if len(bare) >= 4 and not text.rstrip().endswith(":"):
            return _split(bare), when
        found = _items(scene, stretch)
        sound = 2 * sum(bool(_CONDITION.search(item)) for item in found) >= len(found)
        return (found, " ".join(found)) if sound else ([], "")
    whole = _THEN.search(text)
    if whole and not _ALREADY.search(whole["when"]) and not re.search(r"không|chưa", whole["when"][-8:]):
        when = " ".join(whole["when"].split())
        return _split(when), when
    return [], ""


def _items(scene: Scene, stretch: Stretch) -> list[str]:
    """The conditions listed below a sentence, up to the first item that tells what becomes of whom instead."""
    return list(takewhile(lambda item: not _CONSEQUENCE.search(item), listed(scene, stretch)))


def _split(text: str) -> list[str]:
    """A sentence's conditions: numbered ones («(i) …; (ii) …»), else its clauses."""
    parted = _SEMICOLON if text.count("; ") >= 2 else _CLAUSE
    pieces = (_NUMBERED if len(_NUMBERED.findall(text)) >= 2 else parted).split(text)
    return [clean for piece in pieces if len(clean := piece.strip(" ;,.:")) > 3]
