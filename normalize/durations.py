"""How long study takes: periods (tiết) or days a module, a year, a block of the yearly training, a course."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from normalize.module_codes import HEAD
from normalize.period_parts import listed_parts, parts_before, parts_behind
from normalize.prerequisites import modules
from normalize.rule_text import BLOCK, Scene, Stretch, block_name
from schemas.rules import Duration, PeriodPart, Rule

Per = Literal["module", "year", "block"]
_PER: dict[str, Per] = {
    "năm": "year",
    "mô": "module",
    "mo": "module",
    "nội": "block",
    "chương": "block",
    "chuyên": "module",
    "học": "module",
}
_MODULE = r"(?:m[ôo]\s?-?\s?[đd]un|mo[đd]ule?)"
_ONE_YEAR = r"năm(?:\s+học)?"
_PERIODS_PER = re.compile(
    rf"(?<![\w.,/-])(?P<periods>\d{{1,3}})\s*tiết(?:\s+(?:học|bồi\s+dưỡng|BDTX|tự\s+học))?\s*(?:\([^()]{{1,40}}\))?\)?\s*(?:/\s*(?:(?:01\s+|1\s+)?(?:giáo\s+viên|người(?:\s+học)?|học\s+viên|nhà\s+giáo|GV|CBQL|HV)\s*/\s*)?(?:01\s+|1\s+)?|(?:(?:cho|trong)\s+)?(?:mỗi|từng|một|01)\s+|trong\s+(?:cả\s+)?(?=năm))(?P<per>{_ONE_YEAR}|{_MODULE}|nội\s+dung|chương\s+trình|chuyên\s+đề|lớp|kh[oó][aá]|đợt|người|giáo\s+viên|GV|học\s+viên)(?!\w)",
    re.IGNORECASE,
)
_DAYS_PER = re.compile(
    rf"(?<![\w.,/-])(?P<days>\d{{1,3}})\s*ngày\s*(?:/\s*(?:01\s+|1\s+)?(?P<per>{_ONE_YEAR}|{_MODULE}|lớp|kh[oó][aá]|đợt)|(?:cho\s+)?(?:mỗi|một|từng)\s+(?P<each>{_MODULE}|lớp|kh[oó][aá]|đợt))(?!\w)",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"(?<!\w)(?<!sau\s)(?<!kết\sthúc\s)(?:mỗi|một|01|từng)\s+(?P<per>{_MODULE}|năm\s+học|nội\s+dung(?:\s+bồi\s+dưỡng)?(?=[^.;]{{0,40}}\d\s*tiết)|chương\s+trình(?:\s+bồi\s+dưỡng)?(?=[^.;]{{0,40}}\d\s*tiết)|học\s+phần|chuyên\s+đề)",
    re.IGNORECASE,
)
_PERIODS = re.compile(r"(?<![\w.,/-])(?P<periods>\d{1,3})\s*tiết(?!\s*/)", re.IGNORECASE)
_NOT_LENGTH = r"(?!\s*(?:làm\s+việc(?!\s*\()|\d|sau|trước|kể|tiếp|đầu|nghỉ|cuối|tính|trở\s+lên|/\s*tuần))"
_DAYS = re.compile(
    rf"(?:trong(?:\s+thời\s+gian)?|là|không\s+quá|khoảng|tương\s+đương(?:\s+với)?|:)\s*(?P<days>\d{{1,3}})\s*ngày{_NOT_LENGTH}",
    re.IGNORECASE,
)
_YEAR_TOTAL = re.compile(
    r"(?:tổng\s+số\s+tiết|số\s+tiết|tổng\s+thời\s+lượng|thời\s+lượng)[^.;\n]{0,60}?(?:năm\s+học|trong\s+năm|cả\s+năm)[^.;\n]{0,30}?(?:là|:|đủ|ít\s+nhất|tối\s+thiểu)\s*(?P<periods>\d{1,3})\s*(?:tiết|(?=[.;]?$))"
    r"|\d{1,2}\s*tuần[^.;:\d\n]{0,30}?(?:năm\s+học|trong\s+năm)[^.;:\d\n]{0,20}?(?:tương\s+đương|tức|bằng|\()\s*(?:với\s+)?(?P<weeks>\d{1,3})\s*tiết",
    re.IGNORECASE,
)
_APPROX = r"(?:\s*(?:là|gồm|khoảng|tối\s+thiểu|ít\s+nhất|tối\s+đa|không\s+quá|không\s+dưới|từ|trong|đủ|:|=|\())*\s*"
_TAUGHT = (
    r"(?:bồi\s+dưỡng|tập\s+huấn|học|đào\s+tạo|huấn\s+luyện|kh[oó][aá]|lớp|chương\s+trình|BDTX|kiến\s+thức|thực\s+tập"
    r"|mỗi\s+(?:đợt|lớp|kh[oó][aá]))"
)
_ON_A_DAY = (
    r"(?!\s*[,:(]?\s*(?:là\s+)?(?:bắt\s+đầu\s+)?(?:từ\s+)?(?:các\s+)?"
    r"(?:ngày\s+\d|\d{1,2}(?:\s*(?:,|và|-|–)\s*\d{1,2})*\s*/\s*\d))"
)
# «Thời gian tập huấn: 03 ngày», «Thời lượng: 40 tiết», «Khối lượng kiến thức: 320 tiết, gồm …»
_LENGTH = re.compile(
    rf"(?:^|[:;,(]\s*|(?<!sao\scho)(?<!để)(?<!tổng)\s)(?:tổng\s+(?:cộng\s+)?)?(?:(?:thời\s+gian|thời\s+lượng)(?=\s*:|\s+(?:[^\W\d_]+\s+){{0,5}}?{_TAUGHT}(?!\w)|[^.;\d\n]{{0,60}}\d+\s*tiết)|thời\s+lượng(?=[^.;\d\n]{{0,30}}\d+\s*ngày)|khối\s+lượng(?:\s+(?:kiến\s+thức|học\s+tập|chương\s+trình))|số\s+tiết)[^.;:\d\n]{{0,70}}?{_APPROX}(?P<value>\d{{1,3}})\s*(?:\([^()\d]{{2,20}}\)\s*)?(?P<unit>ngày|tiết){_NOT_LENGTH}(?!\s*(?:/\s*(?:tuần|ngày|buổi|lớp|tháng)|dạy|lên))(?!\w){_ON_A_DAY}",
    re.IGNORECASE,
)
# «Khóa học kéo dài 05 ngày», «lớp tập huấn tổ chức trong 03 ngày», «Mỗi đợt tập huấn 02 ngày», «… với tổng thời lượng 240 tiết»
_LASTS = re.compile(
    rf"(?:kh[oó][aá]|lớp|đợt)\s+(?:học|bồi\s+dưỡng|tập\s+huấn|huấn\s+luyện|đào\s+tạo)[^.;:\d\n]{{0,80}}?thời\s+(?:gian|lượng){_APPROX}(?P<days>\d{{1,3}})\s*(?P<named>ngày){_NOT_LENGTH}{_ON_A_DAY}|"
    rf"(?:kh[oó][aá]|lớp|đợt)(?:\s+(?:học|bồi\s+dưỡng|tập\s+huấn|huấn\s+luyện))(?:\s+[^.;:,\d\n]{{1,30}}?)?(?:\s+(?:kéo\s+dài|diễn\s+ra|(?:được\s+)?tổ\s+chức|thực\s+hiện)(?:\s+(?:trong|là|khoảng))?)?\s+(?P<value>\d{{1,3}})\s*(?P<unit>ngày){_NOT_LENGTH}{_ON_A_DAY}"
    r"|(?:tổng(?:\s+(?:số|thời\s+lượng|cộng))?|thời\s+lượng|cập\s+nhật\s+kiến\s+thức[^.;\d]{0,60}?(?:tối\s+thiểu|ít\s+nhất))\s*(?:là\s+|:\s*)?(?P<periods>\d{1,3})\s*(?P<of>tiết)(?!\s*(?:/|dạy|thực\s+dạy))",
    re.IGNORECASE,
)
# «bảo đảm đủ 40 tiết», «Khóa bồi dưỡng gồm 160 tiết», «Học trực tiếp: 3 ngày», «số tiết: 20 (LT: 8, TH: 12)»
_STUDIED = re.compile(
    r"(?:học(?:\s+(?:tập|tập\s+bồi\s+dưỡng))?|bồi\s+dưỡng|tích\s+lũy|tích\s+luỹ|bảo\s+đảm|đảm\s+bảo|hoàn\s+thành|thực\s+hiện|tham\s+gia)\s+(?:đủ|ít\s+nhất|tối\s+thiểu|không\s+dưới)\s+(?P<periods>\d{1,3})\s*(?:\([^()\d]{2,20}\)\s*)?(?P<of>tiết)(?!\s*(?:/|dạy|thực\s+dạy))"
    rf"|(?:{_TAUGHT}|chuyên\s+đề|học\s+phần)[^.;:,()\d\n]{{0,60}}?\s(?:gồm|có|với|là|dài)\s*:?\s*(?P<value>\d{{1,3}})\s*(?P<unit>tiết)(?!\s*(?:/|dạy|thực\s+dạy))"
    r"|(?:bồi\s+dưỡng|BDTX)\s+(?P<taught>\d{2,3})\s*tiết(?!\s*(?:/|dạy|thực\s+dạy))"
    r"|\d\s*(?:buổi|tuần|tháng|tín\s+chỉ)\s*\(\s*(?:tương\s+đương\s+)?(?P<same>\d{1,3})\s*tiết\s*\)"
    r"|số\s+tiết\s*:\s*(?P<number>\d{1,3})(?=\s*\(\s*(?:l[ýí]\s+thuyết|thực\s+hành|LT|TH)(?!\w))"
    r"|(?:trực\s+tiếp|trực\s+tuyến|tập\s+trung|tự\s+học|từ\s+xa)[^.;:\d\n]{0,30}:\s*(?P<days>\d{1,2})\s*(?P<named>ngày)(?!\s*(?:làm|sau|trước|kể|/|\d))",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"(?:hằng|hàng|mỗi|một|trong)\s+năm(?:\s+học)?", re.IGNORECASE)
_OF_MODULE = re.compile(r"l[ýí]\s+thuyết|thực\s+hành|thảo\s+luận|^tự\s+học$", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"gửi|báo\s+cáo|thông\s+báo|nằm|nghỉ|điều\s+trị|đăng\s+k[ýí]|giải\s+quyết|niêm\s+yết|hợp\s+đồng|hồ\s+sơ|xử\s+lý|thẩm\s+định|bệnh|(?<!không\s)dưới\s+\d|trước\s",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"=\s*(?P<value>\d{1,3})\s*(?P<unit>tiết)(?!\s*/)", re.IGNORECASE)
_BESIDE = re.compile(
    r"[^.;:\d]{0,12}[(,;]\s*(?:tương\s+đương\s+|khoảng\s+|tổng\s+(?:số\s+)?)?(?P<value>\d{1,3})\s*(?P<unit>tiết|ngày)(?!\s*(?:/\s*(?:ngày|buổi|tuần)|(?!x(?!\w))[^\W\d_]))",
    re.IGNORECASE,
)
# Periods that are taught or planned for pupils are a timetable, paid ones a price.
_TIMETABLE = re.compile(
    r"tiết\s*/\s*tuần|tiết\s+dạy|định\s+mức|đồng\s*/|(?:kh[ốo]i\s+)?lớp\s+\d|tiết\s*/\s*(?:ngày|buổi)\s*$|sinh\s+hoạt"
    r"|môn\s+(?:học\s+)?(?-i:[A-ZĐ])",
    re.IGNORECASE,
)


_FIGURE = re.compile(r"\d\s*\)?\s*(?:\([^()\d]{2,20}\)\s*)?(?:tiết|ngày)|tiết[^.;]{0,40}\d")


def durations(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """How many periods or days a module, a year or a block takes."""
    text = stretch.text
    if "tiết" not in text and "ngày" not in text:
        return
    if not _FIGURE.search(text):
        return
    blocks, text = _each_block(scene, stretch)
    yield from blocks
    whole = _PERIODS.search(text) if blocks else None
    if whole and int(whole["periods"]) == sum(block.periods or 0 for block in blocks):
        # «với thời lượng 120 tiết: Chương trình 01 … 40 tiết, …»: the blocks of a year together are the year's training
        yield Duration(id="r", periods=int(whole["periods"]), per="year", evidence=scene.evidence(stretch, 0.85))
    else:
        yield from _main(scene, stretch, text)


def _main(scene: Scene, stretch: Stretch, text: str) -> Iterator[Rule]:
    """The periods or days that a sentence tells besides those of several blocks."""
    block = _block(text)
    per, periods, days = _measure(text)
    counted = _SEVERAL.search(text)  # «gồm 03 chương trình» counts them and names none
    if per == "year" and not block and not counted:
        before = scene.text(stretch.index).partition(stretch.text)[0]
        block = _block(before) or (scene.module_block if HEAD.search(text) else None)
    if counted and (each := _EACH_BLOCK.search(text, counted.end())) and periods:
        yield Duration(id="r", periods=int(each["periods"]), per="block", evidence=scene.evidence(stretch, 0.85))
    near = _of_block(text, None) if per == "module" else None
    if near:  # «Nội dung 3: 60 tiết (mỗi mô đun 15 tiết)»
        block = None
        yield Duration(id="r", periods=near[1], per="block", block=near[0], evidence=scene.evidence(stretch, 0.8))
    parts: list[PeriodPart] = parts_behind(text, periods) if periods else []
    modes, each = parts_before(text), _EACH.search(text)
    if modes and (per or each):  # «tập trung 12 tiết, tự học 28 tiết/mô đun»
        per = per or (_per(each["per"]) if each else None)
        parts, periods = modes, sum(part.periods for part in modes)
    if periods is None and per is None and (told := _of_block(text, block)):
        per, (block, periods) = "block", told
        parts = listed_parts(scene, stretch.index, periods)
    if periods is None and days is None:
        told_of = _length(text)
        if not told_of:
            yield from _by_mode(scene, stretch, text)
            return
        per, periods, days = told_of
        parts = parts_behind(text, periods) if periods else []
    if periods and not parts and stretch.text.rstrip().endswith((":", "tiết", "tiết.", ")", ").")):
        parts = listed_parts(scene, stretch.index, periods)
    yield Duration(
        id="r", periods=periods, per=per, block=block, parts=parts, days=days, evidence=scene.evidence(stretch, 0.85)
    )
    if not parts:
        yield from _more(scene, stretch, text)


def _more(scene: Scene, stretch: Stretch, text: str) -> Iterator[Rule]:
    """What the clauses behind the first that bears a figure tell («GV: 40 tiết/năm học; CBQL: 30 tiết/năm học»)."""
    told = [clause for clause in re.split(r";\s+", text) if _FIGURE.search(clause)]
    for clause in told[1:]:
        per, periods, days = _measure(clause)
        if not (per and (periods or days)):
            per, periods, days = _length(clause) or (None, None, None)
        if periods or days:
            parts = parts_behind(clause, periods) if periods else []
            own = Stretch(clause, stretch.start + max(0, stretch.text.find(clause)), stretch.index, False)
            yield Duration(id="r", periods=periods, per=per, days=days, parts=parts, evidence=scene.evidence(own, 0.8))


def _length(text: str) -> tuple[Per | None, int | None, int | None] | None:
    """Per what, the periods and the days of a course, or of what else is studied; None where a sentence tells none."""
    length = _PRODUCT.search(text) or _LENGTH.search(text) or _LASTS.search(text) or _STUDIED.search(text)
    if not length or _TIMETABLE.search(text):
        return None
    words = length.groupdict()
    value = int(next(words[key] for key in ("value", "periods", "number", "taught", "same", "days") if words.get(key)))
    unit = (words.get("unit") or words.get("of") or words.get("named") or "tiết").lower()
    periods, days = (value, None) if unit == "tiết" else (None, value)
    if days and _OTHER_TIME.search(text[max(0, length.start() - 30) : length.end()]):
        return None
    beside = _BESIDE.match(text, length.end())
    if beside and (beside["unit"].lower() == "ngày") != bool(days):  # «05 ngày (40 tiết)», «40 tiết (05 ngày)»
        periods, days = periods or int(beside["value"]), days or int(beside["value"])
    yearly = periods and _YEARLY.search(text[: length.end()])
    return ("year" if yearly else None), periods, days


def _by_mode(scene: Scene, stretch: Stretch, text: str) -> Iterator[Rule]:
    """Periods with their modes, where they are others than the theory and practice that a module has itself."""
    for whole in islice(_PERIODS.finditer(text), 4):
        parts = parts_behind(text, int(whole["periods"]))
        if parts and not all(_OF_MODULE.search(part.mode) for part in parts):
            yield Duration(id="r", periods=int(whole["periods"]), parts=parts, evidence=scene.evidence(stretch, 0.75))
            return


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
    if several and len(several) + len(found) > 1:  # «(Chương trình 1: 40 tiết; Chương trình 2: 40 tiết; …)»
        found += [block(m, block_name(m), "year" if m["yearly"] or m["each"] else "block") for m in several]
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
    rf"{BLOCK.pattern}\s*[:,]?\s*(?:(?:là|có|gồm|thời\s+lượng|khoảng|đủ|\()\s*:?\s*)*(?:\d{{1,2}}\s*tuần(?P<yearly>\s*/\s*năm(?:\s+học)?)?\s*)?\(?\s*(?:khoảng\s+)?(?P<periods>\d{{1,3}})\s*tiết"
    r"(?P<each>\s*(?:/\s*(?:(?:GV|giáo\s+viên|người|CBQL|học\s+viên)\s*/\s*)?năm|\(\s*\d{1,2}\s*tuần\s*/\s*năm))?",
    re.IGNORECASE,
)
_WEEKS = r"(?:\d{1,2}\s*tuần[^.;:\d()\n]{0,20}\(\s*(?:tương\s+đương\s+)?)?"
_BLOCKS_EACH = re.compile(
    rf"(?P<kind>nội\s+dung|chương\s+trình)\s+(?P<numbers>(?:bồi\s+dưỡng\s+)?0?[123](?!\d)(?:\s*(?:,|và)\s*(?:(?:nội\s+dung|chương\s+trình)\s+)?(?:bồi\s+dưỡng\s+)?0?[123](?!\d))+)"
    rf"[^.;\d\n]{{0,80}}?\s*[,(]?\s*mỗi\s+(?:nội\s+dung|chương\s+trình)\s*(?:bồi\s+dưỡng\s*)?(?:là|có|gồm|:)?\s*{_WEEKS}(?P<periods>\d{{1,3}})\s*tiết",
    re.IGNORECASE,
)


def _measure(text: str) -> tuple[Per | None, int | None, int | None]:
    """Per what, how many periods, how many days; a «mỗi mô đun» before them says what «/lớp» is a part of."""
    each = _EACH.search(text)
    if each and HEAD.match(text) and modules(re.split(r"[.;:]", text[: each.start()])[-1]):
        return None, None, None  # a list of modules: «mô đun 4, 5 mỗi mô đun 40 tiết» tells of these, not of every one
    scope = _per(each["per"]) if each else None
    periods, days = _PERIODS_PER.search(text), _DAYS_PER.search(text)
    total = _YEAR_TOTAL.search(text)
    if days and not periods and _OTHER_TIME.search(text[: days.end()]):
        return None, None, None
    if periods or days:
        match = periods or days
        assert match is not None
        own = _per(match.group("per") or match.group("each"))
        scope = scope if each and each.start() < match.start() else None
        loose = _DAYS.search(text) if scope and not days else None
        found = days or loose
        beside = _BESIDE.match(text, days.end()) if days and not periods else None  # «02 ngày/lớp (16 tiết)»
        told = (
            periods["periods"] if periods else beside["value"] if beside and beside["unit"].lower() == "tiết" else None
        )
        own = own or ("year" if total and told and total["periods"] == told else None)
        return scope or own, int(told) if told else None, int(found["days"]) if found else None
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


def _of_block(text: str, block: str | None) -> tuple[str, int] | None:
    """The periods of the one block that a sentence tells them of («… nội dung bồi dưỡng 3 (60 tiết) trước ngày …»)."""
    near = list(_BLOCK_PERIODS.finditer(text))
    if len(near) == 1:
        return block_name(near[0]), int(near[0]["periods"])
    alone = _alone(text)
    return (block, alone) if block and alone else None


def _alone(text: str) -> int | None:
    """The periods of a heading that tells one figure only («Nội dung bồi dưỡng 1: (30 tiết)»)."""
    found = _PERIODS.findall(text)
    return int(found[0]) if len(found) == 1 and len(text) < 120 else None
