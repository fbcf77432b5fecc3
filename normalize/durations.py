"""How long study takes: periods (tiết) or days a module, a year, a block of the yearly training, a course."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from normalize.module_codes import HEAD
from normalize.prerequisites import modules
from normalize.rule_text import BLOCK, Scene, Stretch, any_word, block_name
from schemas.rules import Duration, PeriodPart, Rule

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
_MODULE = r"(?:m[ôo]\s?-?\s?[đd]un|mo[đd]ule?)"
_YEARLY = r"năm(?:\s+học)?"
_PERIODS_PER = re.compile(
    rf"(?<![\w.,/-])(?P<periods>\d{{1,3}})\s*tiết(?:\s+(?:học|bồi\s+dưỡng|BDTX|tự\s+học))?\s*(?:\([^()]{{1,40}}\))?\)?\s*(?:/\s*(?:(?:01\s+|1\s+)?(?:giáo\s+viên|người|học\s+viên|GV|CBQL)\s*/\s*)?(?:01\s+|1\s+)?|(?:mỗi|trong\s+(?:một|mỗi|0?1)|một)\s+)(?P<per>{_YEARLY}|{_MODULE}|nội\s+dung|chương\s+trình|chuyên\s+đề|lớp|kh[oó][aá]|đợt|người|giáo\s+viên|GV|học\s+viên)(?!\w)",
    re.IGNORECASE,
)
_DAYS_PER = re.compile(
    rf"(?<![\w.,/-])(?P<days>\d{{1,3}})\s*ngày\s*/\s*(?:01\s+|1\s+)?(?P<per>{_YEARLY}|{_MODULE}|lớp|kh[oó][aá]|đợt)(?!\w)",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"(?<!\w)(?:mỗi|một|01|từng)\s+(?P<per>{_MODULE}|năm\s+học|nội\s+dung(?:\s+bồi\s+dưỡng)?(?=[^.;]{{0,40}}\d\s*tiết)|chương\s+trình(?:\s+bồi\s+dưỡng)?(?=[^.;]{{0,40}}\d\s*tiết)|học\s+phần|chuyên\s+đề)",
    re.IGNORECASE,
)
_PERIODS = re.compile(r"(?<![\w.,/-])(?P<periods>\d{1,3})\s*tiết(?!\s*/)", re.IGNORECASE)
_NOT_LENGTH = r"(?!\s*(?:làm\s+việc(?!\s*\()|\d|sau|trước|kể|tiếp|đầu|nghỉ|cuối|tính|trở\s+lên|/\s*tuần))"
_DAYS = re.compile(rf"(?:trong|là|không\s+quá|khoảng|:)\s*(?P<days>\d{{1,3}})\s*ngày{_NOT_LENGTH}", re.IGNORECASE)
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
_OTHER_TIME = re.compile(
    r"gửi|báo\s+cáo|thông\s+báo|nằm|nghỉ|điều\s+trị|đăng\s+k[ýí]|giải\s+quyết|niêm\s+yết|hợp\s+đồng|hồ\s+sơ|xử\s+lý|thẩm\s+định|bệnh|(?<!không\s)dưới\s+\d|trước\s",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"=\s*(?P<value>\d{1,3})\s*(?P<unit>tiết)(?!\s*/)", re.IGNORECASE)
_BESIDE = re.compile(
    r"[^.;:\d]{0,12}[(,;]\s*(?:tương\s+đương\s+|khoảng\s+|tổng\s+(?:số\s+)?)?(?P<value>\d{1,3})\s*(?P<unit>tiết|ngày)(?!\s*(?:/\s*(?:ngày|buổi|tuần)|[^\W\d_]))",
    re.IGNORECASE,
)
# Periods that are taught or planned for pupils are a timetable, paid ones a price.
_TIMETABLE = re.compile(
    r"tiết\s*/\s*tuần|tiết\s+dạy|định\s+mức|đồng\s*/|(?:kh[ốo]i\s+)?lớp\s+\d|tiết\s*/\s*(?:ngày|buổi)\s*$|sinh\s+hoạt"
    r"|môn\s+(?:học\s+)?(?-i:[A-ZĐ])",
    re.IGNORECASE,
)


_FIGURE = re.compile(r"\d\s*\)?\s*(?:\([^()\d]{2,20}\)\s*)?(?:tiết|ngày)|tiết[^.;]{0,40}\d")


@cache
def _mode() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_word('mode')}(?!\w)", re.IGNORECASE)


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
    if periods and per and (modes := _modes_per(text)):  # «tập trung 12 tiết, tự học 28 tiết/mô đun»
        parts, periods = modes, sum(part.periods for part in modes)
    if periods is None and per is None and (told := _of_block(text, block)):
        per, (block, periods) = "block", told
        parts = _parts(scene, stretch.index, periods)
    if periods is None and days is None:
        length = _PRODUCT.search(text) or _LENGTH.search(text) or _LASTS.search(text)
        if not length or _TIMETABLE.search(text):
            return
        words = length.groupdict()
        value = int(words.get("value") or words.get("periods") or words["days"])
        unit = words.get("unit") or words.get("of") or words["named"]
        periods, days = (value, None) if unit.lower() == "tiết" else (None, value)
        if days and _OTHER_TIME.search(text[max(0, length.start() - 30) : length.end()]):
            return
        beside = _BESIDE.match(text, length.end())
        if beside and (beside["unit"].lower() == "ngày") != bool(days):  # «05 ngày (40 tiết)», «40 tiết (05 ngày)»
            periods, days = periods or int(beside["value"]), days or int(beside["value"])
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
    if several and len(several) + len(found) > 1:  # «(Chương trình 1: 40 tiết; Chương trình 2: 40 tiết; …)»
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
    rf"[^.;\d\n]{{0,80}}?\s*[,(]?\s*mỗi\s+(?:nội\s+dung|chương\s+trình)\s*(?:bồi\s+dưỡng\s*)?(?:là|có|gồm|:)?\s*{_WEEKS}(?P<periods>\d{{1,3}})\s*tiết",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?:trong\s+đó|chia\s+(?:ra|thành)|gồm|bao\s+gồm|:|\()\s*(?:có\s+)?(?P<list>(?:[^.;:\d]{0,40}\d{1,3}\s*tiết[^.;:\d]{0,40}(?:,|và|;|$|\.|\)))+)",
    re.IGNORECASE,
)
_BEFORE_MODE = re.compile(
    r"(?P<mode>[^\W\d_][^\d,;()]{2,40}?)(?:\s+là)?\s*:?\s*(?<!\d)(?P<periods>\d{1,3})\s*tiết", re.IGNORECASE
)
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
            if (
                len(found) >= 2
                and all(len(part.mode) > 3 for part in found)
                and sum(part.periods for part in found) == total
            ):
                return found
    return []


def _modes_per(text: str) -> list[PeriodPart]:
    """The modes that stand one after the other before what they are told of."""
    told = re.search(
        rf"(?:{_mode().pattern}\s+\d{{1,3}}\s*tiết\s*(?:,|và|;)\s*)+{_mode().pattern}\s+\d{{1,3}}\s*tiết(?=\s*/)",
        text,
        re.IGNORECASE,
    )
    return [
        PeriodPart(mode=" ".join(m["mode"].lower().split()), periods=int(m["periods"]))
        for m in (_BEFORE_MODE.finditer(told.group()) if told else ())
    ]


def _measure(text: str) -> tuple[Per | None, int | None, int | None]:
    """Per what, how many periods, how many days; a «mỗi mô đun» before them says what «/lớp» is a part of."""
    each = _EACH.search(text)
    if each and modules(re.split(r"[.;:]", text[: each.start()])[-1]):
        return None, None, None  # «mô đun 4, 5 mỗi mô đun 40 tiết» tells of these modules, not of every one
    scope = _per(each["per"]) if each else None
    periods, days = _PERIODS_PER.search(text), _DAYS_PER.search(text)
    total = _YEAR_TOTAL.search(text)
    if periods or days:
        match = periods or days
        assert match is not None
        own = _per(match["per"])
        scope = scope if each and each.start() < match.start() else None
        loose = _DAYS.search(text) if scope and not days else None
        found = days or loose
        beside = _BESIDE.match(text, days.end()) if days and not periods else None  # «02 ngày/lớp (16 tiết)»
        told = (
            periods["periods"] if periods else beside["value"] if beside and beside["unit"].lower() == "tiết" else None
        )
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
