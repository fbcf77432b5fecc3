"""How quotas are told: the patterns of «mỗi trường cử 02 giáo viên», «1,5 giáo viên/lớp», «riêng … 03 giáo viên»."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from normalize.lexicon import any_of

LEAST = (
    r"≤|thêm|bình\s+quân|trung\s+bình|ít\s+nhất|tối\s+thiểu|tối\s+đa|nhiều\s+nhất|từ|đủ|khoảng|là|gồm|có|"
    r"(?:không|chưa)\s+(?:được\s+)?(?:vượt\s+)?quá|không\s+vượt|không\s+(?:ít|nhiều)\s+hơn|không\s+dưới"
)
_RATE = r"(?<![\w.,/])(?P<{0}>\d{{1,4}}(?:,\d{{1,2}})?)\s*(?:\([^()\d]{{2,20}}\)\s*)?"
_COUNT = (
    r"(?<![\w.,/])(?<!mười\s)(?P<{0}>\d{{1,4}}(?:,\d{{1,2}})?|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"(?:\s*(?:-|–|đến|hoặc)\s*\d{{1,3}})?\s*(?:\([^()\d]{{2,20}}\)\s*)?"
)
VERB = (
    r"(?:bố\s+trí|cử|chọn\s+cử|lựa\s+chọn|chọn|đăng\s+k[ýí]|gửi|giới\s+thiệu|mời|nộp|giao|tham\s+(?:gia|dự)|tuyển|biên\s+chế|thành\s+lập"
    r"|xếp|dự\s+thi|hướng\s+dẫn|chủ\s+nhiệm|đề\s+nghị(?:\s+(?:xét|khen|tặng|thưởng))*|xét\s+(?:chọn|tặng)|đề\s+cử|phụ\s+trách|thực\s+hiện|viết|xây\s+dựng|tổ\s+chức|tuyển\s+chọn|lập|nhận|hỗ\s+trợ|chuẩn\s+bị|trình\s+bày|trưng\s+bày|soạn|thiết\s+kế|dàn\s+dựng|góp|phân\s+công|huy\s+động|kết\s+nạp|giúp\s+đỡ|cần|có)"
)
# A class or a grade by its number («lớp 1», «lớp 5A», «khối 10»); in «mỗi lớp 2 giáo viên» the figure counts persons
_NUMBERED = r"(?:khối\s+lớp|khối|lớp)\s+(?:1[0-2]|[1-9])(?:[A-ZĐ]\d{0,2})?(?![\w/]|[.,]\d)"
# The first word of a unit that sends another number than the rest.
_HEAD = r"(?:các\s+)?(?:trường|huyện|thị\s+xã|thành\s+phố|quận|cụm|đơn\s+vị|cơ\s+sở|phòng|trung\s+tâm|xã|phường|khối|tổ|lớp|đoàn|đội|môn)"
_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
DOES = re.compile(
    r"\s(?:phấn\s+đấu|chịu|được|phải|đề\s+nghị|cần|chỉ|sẽ|có\s+thể|thì|có(?!\s+(?:từ|trên|dưới|quy|học|điều|nhiều|\d))|(?<!bầu\s)cử|bố\s+trí)(?!\w)"
)


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """How a quota is told, the surest way first."""
    who, unit = (
        rf"(?P<who>(?i:{any_of('quota_people')}))(?!\w)",
        rf"(?!trường\s+hợp)(?!Trường\s+hợp){any_of('quota_units')}(?!\w)",
    )
    numbered = rf"(?i:{_NUMBERED})(?!\s+(?:{any_of('quota_people')})(?!\w))"
    least = rf"(?:(?:{LEAST})\s+|≤\s*)*"
    helped = r"(?:(?:được|phải|cần|chỉ|sẽ|có\s+thể|bảo\s+đảm|đảm\s+bảo|có|dự\s+thi|tham\s+gia)\s+)*"
    done = rf"{helped}(?:{VERB}\s+)?{helped}{least}"
    counted = r"(?:\(\s*(?P<counted>\d{1,4})\s+[^\d()]{2,40}\)\s*)?"
    return (
        # «Mỗi trường (27 trường) cử 02 giáo viên», «trong một lớp không quá 30 người»
        re.compile(
            rf"(?<!\w)(?:[Mm]ỗi|[Tt]ừng|(?:[Tt]rong|[Ởở]|[Tt]ại)\s+(?:01|1|một))\s+(?:một\s+)?(?P<unit>(?:{numbered}|(?i:{unit}))(?:(?!\s[Rr]iêng\s)[^\d:;.()]){{0,100}}?)\s*{counted}(?::|,|[-–])?\s+"
            rf"{done}{_COUNT.format('each')}{who}"
        ),
        # «1,5 giáo viên/lớp», «tối đa 02 đề tài trên một đơn vị»
        re.compile(
            rf"{_RATE.format('each')}{who}[^\d/;.,:]{{0,30}}?(?:\s*/\s*(?:01\s+|1\s+|một\s+)?|\s+(?:trên|cho|ở|trong|tại)\s+(?:một|mỗi|từng|01|1)\s+|\s+mỗi\s+)(?P<unit>{unit})(?!\s*/)",
            re.IGNORECASE,
        ),
        # «lớp học với số lượng tối đa 18 học sinh», «số lượng thành viên Ban Tổ chức không quá 6 người»
        re.compile(
            rf"(?<!\w)(?P<unit>(?i:{unit}))\s+(?:với|có)\s+(?:số\s+lượng|quy\s+mô|sĩ\s+số)\s+{least}{_COUNT.format('each')}{who}"
        ),
        re.compile(
            rf"(?<!\w)(?i:số\s+lượng|quy\s+mô|sĩ\s+số|thành\s+phần)\s+(?:(?:thành\s+viên|học\s+viên|học\s+sinh|người|của|trong)\s+)*(?P<unit>(?:{numbered}|(?i:{unit}))[^;.:,\d]{{0,60}}?)"
            rf"\s+(?:(?:{LEAST})\s+)+{_COUNT.format('each')}{who}"
        ),
        # «Trường có từ 28 lớp trở lên được bố trí 02 phó hiệu trưởng», «Đối với lớp ghép: không quá 15 học sinh»
        re.compile(
            rf"^(?:(?:đối\s+với|riêng|các|những|với|một|mỗi|01)\s+)*(?P<unit>{unit}[^;.:]{{0,200}}?)(?:\s*:|,)?\s+(?:thì\s+)?(?:được|phải|chỉ\s+được)\s+(?:{VERB}\s+{helped}{least}|(?:[^\W\d_]+\s+){{1,3}}?(?:không\s+quá|tối\s+đa|tối\s+thiểu|ít\s+nhất)\s+){_COUNT.format('each')}{who}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"^(?:(?:đối\s+với|riêng|các|những|với|một|mỗi|01)\s+)*(?P<unit>{unit}[^;.:,]{{0,80}}?)(?:\s*:|,(?=\s+(?:sĩ\s+số|quy\s+mô|số\s)))?\s+(?:(?:sĩ\s+số|quy\s+mô|số\s+(?:lượng|học\s+sinh))\s+)?(?:có\s+)?(?:không\s+quá|tối\s+đa|tối\s+thiểu|ít\s+nhất|bình\s+quân)\s+{least}{_COUNT.format('each')}{who}",
            re.IGNORECASE,
        ),
        # «các trường THPT cử 03 giáo viên», «trường dưới 28 lớp bố trí 01 tổng phụ trách»
        re.compile(
            rf"^(?:(?:đối\s+với|riêng|các|những|với|mỗi)\s+)*(?P<unit>(?!nhà\s+trường){unit}[^;.:]{{0,120}}?)(?:\s*:|,)?\s+(?:thì\s+)?(?:bố\s+trí|chọn\s+cử|cử|đăng\s+k[ýí]|giới\s+thiệu|gửi)\s+{least}{_COUNT.format('each')}{who}",
            re.IGNORECASE,
        ),
        # «Cứ 10 giáo viên dự thi thì cụm được cử 01 giám khảo»
        re.compile(
            rf"^cứ\s+(?P<unit>\d+\s+(?:(?!\sthì\s|\sđược\s)[^;.]){{3,80}}?)\s*,?\s+(?:thì|được|có|bố\s+trí|cử|cần)\s(?:[^;.\d]{{0,80}}?\s)?{_COUNT.format('each')}{who}",
            re.IGNORECASE,
        ),
        # «Trường hợp có trên 40 lớp: được bố trí thêm 01 người», «Nhân viên giáo vụ: bố trí tối đa 02 người»
        re.compile(
            rf"^(?:(?:đối\s+với|riêng|các|những|với|cứ)\s+)*(?P<unit>[^\W\d_][^;.]{{3,200}}?)(?:\s*[:,])?\s+(?:thì\s+)?(?:được\s+bố\s+trí\s+{least}|(?<=:\s)bố\s+trí\s+{least}|bố\s+trí\s+(?:tối\s+đa|tối\s+thiểu|ít\s+nhất)\s+){_COUNT.format('each')}{who}",
            re.IGNORECASE,
        ),
    )


@cache
def sized_row() -> re.Pattern[str]:
    """A line that tells by itself how many a unit of some size or kind has: «Đối với trường từ 28 lớp: 02 cấp phó»."""
    unit = rf"(?!trường\s+hợp){any_of('quota_units')}(?!\w)"
    least = rf"(?:(?:{LEAST})\s+)*"
    return re.compile(
        rf"^(?:(?:đối\s+với|riêng)\s+|(?={unit}[^;:.,]{{0,40}}?\s(?:trên|dưới|từ)\s+\d))(?P<unit>{unit}[^;:.]{{0,120}}?)\s*:\s*"
        rf"(?:{VERB}\s+)?{least}{_COUNT.format('each')}(?P<who>{any_of('quota_people')})(?!\w)(?=\s*(?:[.;,(/]|$))",
        re.IGNORECASE,
    )


@cache
def row() -> re.Pattern[str]:
    """A line of a list that tells how many each kind of unit sends: «- Trường THPT: 02 giáo viên»."""
    unit = rf"(?!trường\s+hợp){any_of('quota_units')}(?!\w)"
    return re.compile(
        rf"^(?:(?:đối\s+với|riêng|các|những|với|mỗi)\s+)*(?P<unit>{unit}[^;:]{{0,160}}?)\s*:\s*(?:{VERB}\s+)?(?:(?:{LEAST})\s+)*{_COUNT.format('each')}(?P<who>{any_of('quota_people')})(?!\w)",
        re.IGNORECASE,
    )


@cache
def exception() -> tuple[re.Pattern[str], ...]:
    """A unit that sends another number: «riêng Trường A cử 03 giáo viên», else «riêng Trường A 03 giáo viên»."""
    verb = (
        r"(?:(?:được|phải|thì|sẽ)\s+)*(?:đề\s+nghị|giới\s+thiệu|cử|bố\s+trí|đăng\s+k[ýí]|chọn|gửi|mời|giao|nộp|xét|tuyển|tham\s+gia|lập|xếp|có)"
        r"(?:\s+(?:đề\s+nghị|khen|tặng|cử|chọn|đăng\s+k[ýí]|tham\s+gia|dự\s+thi|thêm|là))*\s+"
    )
    least = r"(?:(?:tối\s+đa|tối\s+thiểu|ít\s+nhất|không\s+quá|là|đến)\s+)*"
    figure = r"(?P<each>\d{1,3}(?:,\d{1,2})?|hai|ba|bốn|năm|sáu)\s*(?:\([^()\d]{2,20}\)\s*)?"
    people = rf"(?i:{any_of('quota_people')})(?!\w)(?!,\s+\w+\s+trở\s+lên)"
    head = r"(?:[Rr]iêng|[Tt]rừ|[Nn]goại\s+trừ)\s+(?:đối\s+với\s+|với\s+|có\s+)?(?P<unit>[^:;()]{3,100}?)(?:\s*\([^()]*\))?\s*[:,]?\s+"
    return (
        re.compile(rf"{head}{verb}{least}{figure}(?:{people}|(?=\s*(?:[.,;)]|$)))"),
        re.compile(rf"{head}(?<!từ\s)(?<!có\s)(?<!trên\s)(?<!dưới\s)(?:(?:được|thì)\s+)*{least}{figure}{people}"),
        # «(riêng Trường A 02)»: a figure alone, where the clause ends
        re.compile(
            rf"{head}(?<!từ\s)(?<!có\s)(?<!trên\s)(?<!dưới\s)(?<!số\s)(?<!khối\s)(?<!lớp\s)(?:(?:được|thì|là)\s+)*{least}(?P<each>0\d)(?=\s*(?:[.,;)]|$))"
        ),
    )


@cache
def other() -> re.Pattern[str]:
    """Another unit behind «mỗi …» that sends another number: «…, thị xã Hòa An cử 08 giáo viên»."""
    limit = r"(?:tối|ít)\s+(?:đa|thiểu|nhất)|không\s+quá"
    verb = rf"(?:(?:chọn\s+)?cử|(?:lựa\s+)?chọn|đăng\s+k[ýí]|bố\s+trí|gửi|giới\s+thiệu|mời|đề\s+nghị|{limit})"
    some = r"(?:có\s+)?(?:trên|dưới|từ)\s+\d+\s"  # «đoàn có trên 30 thí sinh 02 người»
    return re.compile(
        rf"[,;]\s+(?:đối\s+với\s+)?(?P<unit>{_HEAD}\s(?:[^,:;.()]{{1,80}}?(?=\s*:?\s+(?:thì\s+)?(?:được\s+)?{verb}\s)|{some}[^,:;.()]{{2,60}}?)|{some}[^,:;.()]{{2,60}}?)\s*:?\s+(?:thì\s+)?(?:được\s+)?(?:{verb}\s+)*(?P<each>\d{{1,3}}(?:,\d{{1,2}})?)\s*{any_of('quota_people')}(?!\w)(?!\s+trở\s+lên)",
        re.IGNORECASE,
    )


@cache
def and_other() -> re.Pattern[str]:
    """A further unit behind one that sends another number: «riêng xã A 03 người, xã B 04 người»."""
    return re.compile(
        rf"(?:\s*/\s*\w+)?\s*[,;]\s+(?:(?:và|còn|riêng)\s+)?(?P<unit>{_HEAD}\s(?:(?!mỗi\s)[^,;:.()\d]){{1,60}}?)\s*:?\s+(?:{VERB}\s+)?(?P<each>\d{{1,3}}(?:,\d{{1,2}})?)\s*{any_of('quota_people')}(?!\w)",
        re.IGNORECASE,
    )


@cache
def besides_before() -> re.Pattern[str]:
    """The groups that a rate's words name before its own: «01 CBQL, » of «01 CBQL, 02 GV/trường»."""
    return re.compile(
        rf"(?<![\w.,/])(?P<each>\d{{1,3}})\s*(?P<who>{any_of('quota_people')})(?!\w)[^\d;.:,()/]{{0,30}}?(?:,|\svà)\s+(?:và\s+)?$",
        re.IGNORECASE,
    )


@cache
def of_each() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """«Mỗi trường cử:» and a line below it («- 01 cán bộ quản lý;»)."""
    unit = rf"{any_of('quota_units')}(?!\w)"
    return (
        re.compile(
            rf"(?:^|.*[:;,.]\s+)mỗi\s+(?P<unit>{unit}[^:;.,\d]{{0,60}}?)\s*(?:{VERB}|gồm(?:\s+có)?|\s)*\s*:\s*$",
            re.IGNORECASE | re.DOTALL,
        ),
        re.compile(rf"(?:{_COUNT.format('each')})(?P<who>{any_of('quota_people')})(?!\w)", re.IGNORECASE),
    )


# «lớp 6: tối đa » of «lớp 6: tối đa 45 học sinh/lớp»
NUMBERED_BEFORE = re.compile(
    rf"(?<!\w)(?P<unit>{_NUMBERED})(?:\s*:|\s+(?:được|phải|bố\s+trí|{LEAST}))*\s*$", re.IGNORECASE
)
# «245 giáo viên cốt cán: », «120 người, gồm: », «90 học viên (»: what products behind it make together
STATED = re.compile(
    r"(?<![\w.,/])(?P<total>\d{1,3}(?:\.\d{3})+|\d+)\s+[^\W\d_][^\d:;.()%]{1,60}?(?:\s*[:(]|,?\s+(?:gồm|trong\s+đó|cụ\s+thể)(?!\w))"
)


def figure(words: str) -> Decimal:
    """«02» is 2, «1,50» is 1.5, «hai» is 2."""
    known = _WORDS.get(words.lower())
    return Decimal(known) if known else Decimal(words.replace(",", "."))


@cache
def also() -> re.Pattern[str]:
    """What the same unit sends besides: «… không quá 24 học sinh, bố trí 02 giám thị»."""
    return re.compile(
        rf"[^\d;.:,()]{{0,50}}?(?:,|;|\s+và)\s+(?!có\s+(?:từ|trên|dưới)\s)(?:và\s+)?(?:(?:được\s+|phải\s+)?{VERB}\s+)?(?:(?:{LEAST})\s+)*{_COUNT.format('each')}(?P<who>(?i:{any_of('quota_people')}))(?!\w)"
    )
