"""Rules of study: how long it takes, when it counts as completed, what must be passed before what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from normalize.module_codes import HEAD, read_codes
from normalize.rule_text import BLOCK, Scene, Stretch, any_word, block_name, listed
from schemas.rules import Completion, Duration, PeriodPart, Prerequisite, Rule

Per = Literal["module", "year", "block"]
_PER: dict[str, Per] = {
    "năm": "year",
    "mô": "module",
    "mo": "module",
    "nội": "block",
    "chương": "block",
    "chuyên": "block",
    "học": "module",
}
_PERIODS_PER = re.compile(
    r"(?<![\w.,/-])(?P<periods>\d{1,3})\s*tiết\s*(?:học\s*)?/\s*(?:(?:01\s+|1\s+)?(?:giáo\s+viên|người|học\s+viên|GV|CBQL)\s*/\s*)?(?:01\s+|1\s+)?(?P<per>năm(?:\s+học)?|m[ôo]\s?-?đun|mo[đd]ule?|nội\s+dung|chương\s+trình|chuyên\s+đề|lớp|kh[oó][aá]|người|giáo\s+viên)",
    re.IGNORECASE,
)
_DAYS_PER = re.compile(
    r"(?<![\w.,/-])(?P<days>\d{1,3})\s*ngày\s*/\s*(?:01\s+|1\s+)?(?P<per>năm(?:\s+học)?|m[ôo]\s?-?đun|mo[đd]ule?|lớp|kh[oó][aá])",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?<!\w)(?:mỗi|một|01|từng)\s+(?P<per>m[ôo]\s?-?đun|mo[đd]ule?|năm\s+học|nội\s+dung\s+bồi\s+dưỡng|chương\s+trình\s+bồi\s+dưỡng|học\s+phần|chuyên\s+đề)",
    re.IGNORECASE,
)
_PERIODS = re.compile(r"(?<![\w.,/-])(?P<periods>\d{1,3})\s*tiết(?!\s*/)", re.IGNORECASE)
_DAYS = re.compile(
    r"(?:trong|là|không\s+quá|khoảng|:)\s*(?P<days>\d{1,3})\s*ngày(?!\s*(?:làm\s+việc|\d|sau|trước|kể|tiếp|đầu|nghỉ))",
    re.IGNORECASE,
)
_YEAR_TOTAL = re.compile(
    r"(?:tổng\s+số\s+tiết|tổng\s+thời\s+lượng|thời\s+lượng)[^.;\n]{0,60}?(?:năm\s+học|trong\s+năm)[^.;\n]{0,30}?(?:là|:|đủ|ít\s+nhất|tối\s+thiểu)\s*(?P<periods>\d{1,3})\s*tiết"
    r"|\d{1,2}\s*tuần[^.;:\d\n]{0,30}?(?:năm\s+học|trong\s+năm)[^.;:\d\n]{0,20}?(?:tương\s+đương|tức|bằng|\()\s*(?:với\s+)?(?P<weeks>\d{1,3})\s*tiết",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"^(?:tổng\s+)?(?:thời\s+gian|thời\s+lượng)(?:\s+(?:bồi\s+dưỡng|tập\s+huấn|học(?:\s+tập)?|khóa\s+học|lớp\s+học|đào\s+tạo|toàn\s+khóa|của\s+khóa\s+\w+))?\s*:\s*(?:khoảng\s+)?(?P<value>\d{1,3})\s*(?:\([^()\d]{2,20}\)\s*)?(?P<unit>ngày|tiết)(?!\s*(?:làm\s+việc|kể|sau|trước|/))(?!\w)"
    r"(?!\s*[,:(]?\s*(?:là\s+)?(?:từ\s+)?(?:các\s+)?(?:ngày\s+\d|\d{1,2}(?:\s*(?:,|và|-|–)\s*\d{1,2})*\s*/\s*\d))",
    re.IGNORECASE,
)
# «Khóa học kéo dài 05 ngày», «Tổng số 80 tiết, trong đó …», «… với tổng thời lượng 240 tiết»
_LASTS = re.compile(
    r"(?:kh[oó][aá]|lớp|đợt)\s+(?:học|bồi\s+dưỡng|tập\s+huấn)(?:\s+[^.;:,\d\n]{1,30}?)?\s+(?:kéo\s+dài|diễn\s+ra)\s+(?:trong\s+)?(?P<value>\d{1,3})\s*(?P<unit>ngày)"
    r"|tổng\s+(?:số|thời\s+lượng)\s*(?:là\s+|:\s*)?(?P<periods>\d{1,3})\s*(?P<of>tiết)(?!\s*/)",
    re.IGNORECASE,
)
_STUDY = (
    r"kế\s+hoạch|chương\s+trình|kh[oó][aá]|m[ôo]\s?-?đun|mo[đd]ule|bồi\s+dưỡng|học|tập\s+sự|tập\s+huấn"
    r"|nội\s+dung|môn|lớp|đào\s+tạo|BDTX"
)
_DONE = re.compile(
    r"(?<!\w)(?:công\s+nhận|coi\s+là|xem\s+là|xếp\s+loại|đánh\s+giá\s+là|xác\s+nhận|tính\s+là)\s+(?P<what>[^.;:()\n]{0,60}?(?<!không\s)(?<!chưa\s)"
    rf"hoàn\s+thành(?=[^.;:()\n]{{0,60}}?(?:{_STUDY}))[^.;:()\n]{{0,120}}?)\s*(?::\s*)?"
    r"(?<!sau\s)(?<!trước\s)(?<!trong\s)(?<!và\s)(?:khi|nếu)(?!\w)\s*(?P<when>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_THEN = re.compile(
    r"^(?P<when>.{10,400}?)\s*,?\s*thì\s+(?:được|sẽ\s+được)\s+(?:công\s+nhận|coi\s+là|xếp\s+loại|xác\s+nhận)\s+(?:là\s+)?(?<!không\s)hoàn\s+thành",
    re.IGNORECASE | re.DOTALL,
)
# «Giáo viên hoàn thành kế hoạch bồi dưỡng nếu …», «Nhà giáo hoàn thành bồi dưỡng trong năm học khi tích lũy đủ 120 tiết»
_IS_DONE = re.compile(
    rf"^(?P<who>[^\W\d_][^.;:\n,]{{1,80}}?)\s+(?:được\s+(?:coi|xem)\s+là\s+)?(?<!không\s)(?<!chưa\s)hoàn\s+thành(?=[^.;:()\n]{{0,60}}?(?:{_STUDY}))[^.;:()\n,]{{0,80}}?"
    r"\s+(?<!trước\s)(?<!sau\s)(?:khi|nếu)\s*(?::\s*|\s(?=(?:[a-e]\)|các|học|điểm|tích|có|đạt|đủ|đáp|bảo|đảm|thực|được|dự|hội|nộp|xếp|tham)))(?P<when>[^\n]{5,300})$",
    re.IGNORECASE | re.DOTALL,
)
# «Học sinh được lên lớp khi hội đủ các yêu cầu sau:», «được cấp chứng chỉ nếu đáp ứng các điều kiện sau đây:»
_ON_CONDITIONS = re.compile(
    r"(?<!không\s)(?<!chưa\s)được\s+(?:lên\s+lớp|cấp\s+(?:giấy\s+)?chứng\s+(?:nhận|chỉ)|cấp\s+bằng|tốt\s+nghiệp|(?:công\s+nhận|xét)\s+(?:hoàn\s+thành|đạt|tốt\s+nghiệp))[^.;:\n]{0,80}?"
    r"\s+(?:khi|nếu)\s+(?P<when>(?:hội\s+đủ|có\s+đủ|đáp\s+ứng|đảm\s+bảo|bảo\s+đảm|thỏa\s+mãn|đủ|đạt)\s+[^.;:\n]{0,40}?(?:yêu\s+cầu|điều\s+kiện|tiêu\s+chí|tiêu\s+chuẩn)[^.;:\n]{0,20}:.*)$",
    re.IGNORECASE | re.DOTALL,
)
# «Điều kiện cấp chứng chỉ: …», «Để được cấp giấy chứng nhận, học viên phải …»
_CONDITIONS = re.compile(
    r"^điều\s+kiện\s+(?:được\s+|để\s+(?:được\s+)?)?(?:cấp\s+(?:giấy\s+)?chứng|hoàn\s+thành|công\s+nhận\s+hoàn|lên\s+lớp|tốt\s+nghiệp)[^:.;\n]{0,80}:\s*(?P<when>.*)$"
    r"|^để\s+(?:được\s+)?(?:cấp\s+(?:giấy\s+)?chứng|công\s+nhận\s+hoàn|hoàn\s+thành\s+(?:chương|kh[oó]|m[ôo]))[^,.;\n]{0,80},\s*[^,.;\n]{2,40}?\s+phải\s+(?P<then>[^\n]{5,300})$",
    re.IGNORECASE | re.DOTALL,
)
# «tự chọn ít nhất 02 mô đun của chương trình 3»
_CHOSEN = re.compile(
    r"(?<!\w)(?:chọn|hoàn\s+thành|học|tích\s+lũy|bồi\s+dưỡng)\s+(?:đủ\s+)?(?:ít\s+nhất|tối\s+thiểu|không\s+ít\s+hơn|từ)\s+0?(?P<count>\d{1,2})\s+(?:\([^()\d]{2,20}\)\s+)?m[ôo]\s?-?đun",
    re.IGNORECASE,
)
_LEAST = re.compile(r"(?:ít\s+nhất|tối\s+thiểu|đủ|từ)\s+0?(?P<count>\d{1,2})\s+m[ôo]\s?-?đun", re.IGNORECASE)
_MEETS = re.compile(
    r"^(?:học\s+viên\s+|người\s+học\s+|giáo\s+viên\s+)?(?:hội\s+đủ|đáp\s+ứng|đảm\s+bảo|bảo\s+đảm|có|đạt|thỏa\s+mãn)\s+(?:được\s+)?(?:đầy\s+đủ\s+|đủ\s+|đồng\s+thời\s+)?(?:các\s+|những\s+|\d+\s+)?(?:yêu\s+cầu|điều\s+kiện|tiêu\s+chí|tiêu\s+chuẩn)(?:\s+sau(?:\s+đây)?)?\s*:?\s*",
    re.IGNORECASE,
)
_OTHER = re.compile(r";\s+(?=[A-ZĐÀ-Ỹ])")  # what begins with a capital is another sentence, not another condition
_NUMBERED = re.compile(r"\(\s*(?:i{1,3}|iv|v|\d|[a-d])\s*\)\s*|(?<![\w(])[a-e]\)\s+")
_CLAUSE = re.compile(
    r";\s+|,\s+(?=(?:điểm\s+(?:mỗi|các|trung|bài|thi|kiểm)|dự|nộp|vắng|có|đã|đạt|được|không|tham\s+gia|hoàn\s+thành)\s)|\s+và\s+(?=(?:có|đã|đạt|được|không|tham\s+gia|hoàn\s+thành|các\s+bài|kết\s+quả)\s)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:phải|bắt\s+buộc|cần)(?!\w)[^.;\n]{0,80}?(?P<first>m[ôo]\s?-?đun[^.;\n]{1,40}?)\s+(?:rồi\s+mới|xong\s+mới|trước\s+khi)\s+[^.;\n]{0,60}?(?P<then>m[ôo]\s?-?đun\s*[^.;\n]{1,40})",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(
    r"(?:phải|bắt\s+buộc|cần)(?!\w)[^.;\n]{0,80}?(?P<first>m[ôo]\s?-?đun[^.;\n]{1,40}?)\s+trước\s+khi\s+(?:tham\s+gia|học|dự|bồi\s+dưỡng)(?!\w)",
    re.IGNORECASE,
)
_CONDITION_OF = re.compile(
    r"điều\s+kiện\s+(?:để\s+)?(?:tham\s+gia|học|dự|đăng\s+k[ýí]|bồi\s+dưỡng)\s+(?P<then>m[ôo]\s?-?đun[^:.;\n]{1,40}?)\s*(?::|là)\s*(?P<first>[^.;\n]{3,120})",
    re.IGNORECASE,
)
_ONLY_THEN = re.compile(
    r"(?:phải|cần|sau\s+khi|chỉ(?:\s+(?:những|các))?(?:\s+[^\W\d_]+){0,3}?)\s+(?P<first>(?:đã\s+)?(?:hoàn\s+thành|đạt|thi\s+đạt|học\s+xong|tốt\s+nghiệp|tích\s+lũy|qua|đỗ|có\s+chứng)\s+[^.;:\n]{3,120}?)\s*,?\s+(?:thì\s+)?mới\s+được\s+(?P<then>[^.;:\n]{3,120})",
    re.IGNORECASE,
)

# «chỉ được đăng ký học phần 5 sau khi đã đạt học phần 2»
_ONLY_AFTER = re.compile(
    r"chỉ\s+được\s+(?P<then>[^.;:\n]{3,120}?)\s+(?:sau\s+khi|khi)\s+đã\s+(?P<first>(?:hoàn\s+thành|đạt|thi\s+đạt|học\s+xong|tốt\s+nghiệp|tích\s+lũy|qua|đỗ|có\s+chứng)\s+[^.;:\n]{3,120})",
    re.IGNORECASE,
)
# «Chưa hoàn thành mô đun 1 thì không được học mô đun 2», «Mô đun 6 được học sau khi hoàn thành mô đun 5»
_NOT_BEFORE = re.compile(
    r"chưa\s+(?:hoàn\s+thành|đạt|học|tích\s+lũy|qua)\s+(?P<first>[^.;:,\n]{3,80}?),?\s+(?:thì\s+)?không\s+được\s+(?P<then>[^.;:\n]{3,120})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<then>(?:m[ôo]\s?-?đun|học\s+phần|chuyên\s+đề)\s[^.;:\n]{1,60}?)\s+(?:chỉ\s+)?(?:được\s+)?(?:học|đăng\s+k[ýí]|thực\s+hiện|tổ\s+chức)?\s*sau\s+khi\s+(?:đã\s+)?(?:hoàn\s+thành|đạt|học\s+xong|tích\s+lũy|qua)\s+(?P<first>[^.;:\n]{3,80})",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:học\s+phần|chuyên\s+đề|bài)\s+(?:số\s+)?(?P<numbers>\d{1,2}(?:\s*(?:,|và)\s*\d{1,2}(?!\d))*)", re.IGNORECASE
)


def _units(text: str) -> list[str]:
    """The numbers of learning units that are no modules («học phần 1 và học phần 2»)."""
    return [str(int(n)) for m in _UNIT.finditer(text) for n in re.findall(r"\d+", m["numbers"])]


@cache
def _mode() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_word('mode')}(?!\w)", re.IGNORECASE)


def durations(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """How many periods or days a module, a year or a block takes."""
    text = stretch.text
    if "tiết" not in text and "ngày" not in text:
        return
    blocks, text = _each_block(scene, stretch)
    yield from blocks
    whole = _PERIODS.search(text) if blocks else None
    if whole and int(whole["periods"]) == sum(block.periods or 0 for block in blocks):
        # «với thời lượng 120 tiết: Chương trình 01 … 40 tiết, …»: the blocks of a year together are the year's training
        yield Duration(id="r", periods=int(whole["periods"]), per="year", evidence=scene.evidence(stretch, 0.85))
        return
    block = _block(text)
    per, periods, days = _measure(text)
    counted = _SEVERAL.search(text)  # «gồm 03 chương trình» counts them and names none
    if per == "year" and not block and not counted:
        before = scene.text(stretch.index).partition(stretch.text)[0]
        block = _block(before) or (scene.module_block if HEAD.search(text) else None)
    if counted and (each := _EACH_BLOCK.search(text, counted.end())) and periods:
        yield Duration(id="r", periods=int(each["periods"]), per="block", evidence=scene.evidence(stretch, 0.85))
    parts: list[PeriodPart] = _inline(text, periods) if periods else []
    if block and periods is None and per is None and (told := _alone(text)):
        per, periods = "block", told
        parts = _parts(scene, stretch.index, told)
    if periods is None and days is None:
        length = _LENGTH.match(text) or _LASTS.search(text)
        if not length:
            return
        words = length.groupdict()
        value = int(words.get("value") or words["periods"])
        periods, days = (value, None) if (words.get("unit") or words["of"]).lower() == "tiết" else (None, value)
        parts = _inline(text, periods) if periods else []
    yield Duration(
        id="r", periods=periods, per=per, block=block, parts=parts, days=days, evidence=scene.evidence(stretch, 0.85)
    )


def _each_block(scene: Scene, stretch: Stretch) -> tuple[list[Duration], str]:
    """The periods of every block that a sentence tells, and the sentence without them."""

    def block(match: re.Match[str], name: str, per: Per) -> Duration:
        own = Stretch(match.group(), stretch.start + match.start(), stretch.index, False)
        return Duration(id="r", periods=int(match["periods"]), per=per, block=name, evidence=scene.evidence(own, 0.85))

    found: list[Duration] = []
    text = stretch.text
    for match in _BLOCKS_EACH.finditer(text):  # «chương trình 1 và chương trình 2 mỗi chương trình 40 tiết»
        prefix = "ND" if match["kind"].lower().startswith("n") else "0"
        found += [block(match, prefix + n, "block") for n in re.findall(r"(?<!\d)0?([123])(?!\d)", match["numbers"])]
    text = _BLOCKS_EACH.sub(lambda m: " " * len(m.group()), text)
    several = list(_BLOCK_PERIODS.finditer(text))
    if len(several) > 1:  # «(Chương trình 1: 40 tiết; Chương trình 2: 40 tiết; …)»
        found += [block(m, block_name(m), "year" if m["yearly"] else "block") for m in several]
        text = text[: several[0].start()]
    return found, text


_SEVERAL = re.compile(
    r"(?<![\w.,/])0?[2-9]\s+(?:\([^()\d]{2,20}\)\s+)?(?:nội\s+dung|chương\s+trình)(?!\s+(?:bồi\s+dưỡng\s+)?0?[123](?!\d))",
    re.IGNORECASE,
)
_EACH_BLOCK = re.compile(
    r"(?<!\w)mỗi\s+(?:nội\s+dung|chương\s+trình)(?:\s+bồi\s+dưỡng)?\s*(?:là|có|gồm|:)?\s*(?P<periods>\d{1,3})\s*tiết(?!\s*/)",
    re.IGNORECASE,
)
_BLOCK_PERIODS = re.compile(
    rf"{BLOCK.pattern}\s*:?\s*(?:là|có|gồm)?\s*(?:(?:khoảng\s+)?\d{{1,2}}\s*tuần(?P<yearly>\s*/\s*năm(?:\s+học)?)?\s*)?\(?\s*(?P<periods>\d{{1,3}})\s*tiết",
    re.IGNORECASE,
)
_WEEKS = r"(?:\d{1,2}\s*tuần[^.;:\d()\n]{0,20}\(\s*(?:tương\s+đương\s+)?)?"
_BLOCKS_EACH = re.compile(
    rf"(?P<kind>nội\s+dung|chương\s+trình)\s+(?P<numbers>(?:bồi\s+dưỡng\s+)?0?[123](?!\d)(?:\s*(?:,|và)\s*(?:(?:nội\s+dung|chương\s+trình)\s+)?(?:bồi\s+dưỡng\s+)?0?[123](?!\d))+)"
    rf"\s*,?\s*mỗi\s+(?:nội\s+dung|chương\s+trình)\s*(?:bồi\s+dưỡng\s*)?(?:là|có|gồm|:)?\s*{_WEEKS}(?P<periods>\d{{1,3}})\s*tiết",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?:trong\s+đó|chia\s+(?:ra|thành)|gồm|bao\s+gồm|:|\()\s*(?:có\s+)?(?P<list>(?:[^.;:\d]{0,40}\d{1,3}\s*tiết[^.;:\d]{0,40}(?:,|và|;|$|\.|\)))+)",
    re.IGNORECASE,
)
_BEFORE_MODE = re.compile(r"(?P<mode>[^\W\d_][^\d,;]{2,40}?)\s*:?\s*(?<!\d)(?P<periods>\d{1,3})\s*tiết", re.IGNORECASE)
_AFTER_MODE = re.compile(
    r"(?<!\d)(?P<periods>\d{1,3})\s*tiết\s+(?P<mode>[^\W\d_][^\d,;.)]{2,40}?)\s*(?=,|;|\.|\)|và\s+\d|$)", re.IGNORECASE
)


def _inline(text: str, total: int) -> list[PeriodPart]:
    """«40 tiết, trong đó tập trung 16 tiết, tự học 24 tiết»: the modes and their periods, where they give the whole."""
    for opening in _INLINE.finditer(text):
        for pattern in (_AFTER_MODE, _BEFORE_MODE):
            found = [
                PeriodPart(
                    mode=re.sub(
                        r"^(?:(?:và|trong\s+đó|bao\s+gồm|gồm|có)\s+)+", "", " ".join(m["mode"].lower().split())
                    ),
                    periods=int(m["periods"]),
                )
                for m in pattern.finditer(opening["list"])
            ]
            if len(found) >= 2 and sum(part.periods for part in found) == total:
                return found
    return []


def _measure(text: str) -> tuple[Per | None, int | None, int | None]:
    """Per what, how many periods, how many days; a «mỗi mô đun» before them says what «/lớp» is a part of."""
    each = _EACH.search(text)
    if each and _modules(re.split(r"[.;:]", text[: each.start()])[-1]):
        return None, None, None  # «mô đun 4, 5 mỗi mô đun 40 tiết» tells of these modules, not of every one
    scope = _per(each["per"]) if each else None
    periods, days = _PERIODS_PER.search(text), _DAYS_PER.search(text)
    total = _YEAR_TOTAL.search(text)
    if periods or days:
        match = periods or days
        assert match is not None
        own = _per(match["per"])
        loose = _DAYS.search(text) if scope and not days else None
        found = days or loose
        return scope or own, int(periods["periods"]) if periods else None, int(found["days"]) if found else None
    if total:
        return "year", int(total["periods"] or total["weeks"]), None
    if each and scope:
        tail = text[each.end() : each.end() + 90]
        some, time = _PERIODS.search(tail), _DAYS.search(tail)
        if some or time:
            return scope, int(some["periods"]) if some else None, int(time["days"]) if time else None
    return None, None, None


def _per(word: str) -> Per | None:
    return _PER.get(word.lower().split()[0].split("-")[0].replace("môđun", "mô").replace("module", "mo"))


def _block(text: str) -> str | None:
    """«Nội dung bồi dưỡng 1» is ND1, «Chương trình bồi dưỡng 03» is 03; None where several are named."""
    found = {block_name(m) for m in BLOCK.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _alone(text: str) -> int | None:
    """The periods of a heading that tells one figure only («Nội dung bồi dưỡng 1: (30 tiết)»)."""
    found = _PERIODS.findall(text)
    return int(found[0]) if len(found) == 1 and len(text) < 120 else None


def _parts(scene: Scene, index: int, total: int) -> list[PeriodPart]:
    """The modes listed below a block's heading, where their periods add up to it."""
    found: list[PeriodPart] = []
    for below in range(index + 1, index + 6):
        text = scene.text(below)
        periods, mode = _PERIODS.search(text), _mode().search(text)
        if not periods or not mode:
            break
        found.append(PeriodPart(mode=" ".join(mode.group().lower().split()), periods=int(periods["periods"])))
    return found if sum(part.periods for part in found) == total else []


def completions(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """When study counts as completed, with the conditions that the sentence or the list below it names."""
    chosen = _CHOSEN.search(stretch.text)
    if not chosen and not re.search(r"oàn thành|được|iều kiện", stretch.text):
        return
    match = (
        _DONE.search(stretch.text)
        or _IS_DONE.match(stretch.text)
        or _ON_CONDITIONS.search(stretch.text)
        or _CONDITIONS.match(stretch.text)
    )
    whole = None if match else _THEN.search(stretch.text)
    if match:
        rest = match["when"] or match.groupdict().get("then") or ""
        when = " ".join(_OTHER.split(rest)[0].split())
        bare = _MEETS.sub("", when).strip(" :")
        conditions = listed(scene, stretch) if len(bare) < 4 else _split(bare)
    elif whole:
        when = " ".join(whole["when"].split())
        conditions = [when]
    elif chosen:
        when = " ".join(stretch.text.split())
        conditions = [when.rstrip(" .;")]
    else:
        return
    least = _LEAST.search(when) or _CHOSEN.search(when)
    if conditions:
        yield Completion(
            id="r",
            min_modules=int(least["count"]) if least else None,
            conditions=conditions,
            evidence=scene.evidence(stretch, 0.85),
        )


def _split(text: str) -> list[str]:
    """A sentence's conditions: numbered ones («(i) …; (ii) …»), else its clauses."""
    pieces = (_NUMBERED if len(_NUMBERED.findall(text)) >= 2 else _CLAUSE).split(text)
    return [clean for piece in pieces if len(clean := piece.strip(" ;,.:")) > 3]


def prerequisites(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«phải học mô đun 1, 2, 3 trước khi học mô đun 4»; «phải hoàn thành … mới được …»."""
    match = _BEFORE.search(stretch.text)
    if match:
        first, then = _modules(match["first"]), _modules(match["then"])
        if first and then:
            yield Prerequisite(id="r", requires=first, unlocks=then, evidence=scene.evidence(stretch, 0.9))
        return
    match = _BEFORE_IT.search(stretch.text)
    if match:  # «… các mô đun 4, 5. Học viên phải hoàn thành mô đun 1 trước khi tham gia.»
        first = _modules(match["first"])
        told = scene.text(stretch.index)
        then = [m for m in _modules(told[: told.find(stretch.text)]) if m not in first]
        if first and then:
            yield Prerequisite(
                id="r", requires=first, unlocks=list(dict.fromkeys(then)), evidence=scene.evidence(stretch, 0.75)
            )
        return
    match = _CONDITION_OF.search(stretch.text)
    if match and (first := _modules(match["first"])):
        yield Prerequisite(
            id="r", requires=first, unlocks=_modules(match["then"]), evidence=scene.evidence(stretch, 0.85)
        )
        return
    match = _NOT_BEFORE.search(stretch.text) or _AFTER.search(stretch.text)
    if match:
        first, then = (_modules(match[name]) or _units(match[name]) for name in ("first", "then"))
        if first and then:
            yield Prerequisite(id="r", requires=first, unlocks=then, evidence=scene.evidence(stretch, 0.8))
            return
    match = _ONLY_THEN.search(stretch.text) or _ONLY_AFTER.search(stretch.text)
    if match:
        yield Prerequisite(
            id="r",
            requires=_modules(match["first"]) or _units(match["first"]) or [" ".join(match["first"].split())],
            unlocks=_modules(match["then"]) or _units(match["then"]) or [" ".join(match["then"].split())],
            evidence=scene.evidence(stretch, 0.75),
        )


def _modules(text: str) -> list[str]:
    """The modules named in `text`: codes where they have one, else numbers."""
    return [code.text or code.number for head in HEAD.finditer(text) for code in read_codes(text, head.end())[0]]
