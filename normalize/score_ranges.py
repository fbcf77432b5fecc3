"""Ranges of marks: «từ 8,0 đến dưới 9,0 điểm», «8,0 - 8,9», «≥ 5», «dưới 50 %», «6,5 ≤ ĐTB < 8»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalize.rule_text import decimal

FIGURE = r"(?<![\w.,/])\d{1,3}(?:[.,]\d{1,2})?(?![.,]?\d)"
"""A mark or a share: «5», «05», «9,0», «3.60»."""

LEAST = r"(?:không\s+(?:dưới|thấp\s+hơn|nhỏ\s+hơn|ít\s+hơn)|tối\s+thiểu|ít\s+nhất|≥|>=)(?:\s+(?:là|đạt|phải\s+đạt|từ))?"
"""«Not under», however said."""


def unit(share: str) -> str:
    """What may follow a figure that is a mark: of what scale, the figure in words, its unit; group `share` is «%»."""
    return (
        r"(?:\s*/\s*(?:10{1,3}|4|20|30|40|50)(?!\d))?(?:\s*\([^()\d]{2,30}\))?"
        rf"(?:\s*(?P<{share}>%)|\s*(?:điểm|đ)(?!\w))?"
    )


_TO = r"(?:-+>|=>|→|đến|tới|-|–|—|÷|và|,|nhưng)"
_UNDER = r"(?:cận\s+dưới|dưới|cận|nhỏ\s+hơn|thấp\s+hơn|bé\s+hơn|chưa\s+đến|<)"
_FROM = (
    rf"(?:từ(?:\s+(?:đủ|bằng|trên))?|{LEAST}|(?:bằng\s+hoặc\s+)?(?:trên|lớn\s+hơn|cao\s+hơn|>)(?:\s+hoặc\s+bằng)?|đủ)"
)
# Nothing that is counted may follow: «từ 3 giải», «ít nhất 06 môn», «dưới 5 năm».
_NOTHING_COUNTED = (
    r"(?!\s*(?:%\s*)?(?:/\s*\d|[^\W\d_]))"
    r"|(?=\s*(?:%\s*)?(?:(?:tổng\s+)?(?:số\s+)?(?:điểm|câu)|tổng|trở|thì|là|xếp|được|đạt|trong|và|hoặc|nhưng|ở|cho|theo"
    r"|tính|khi|nếu|với|không|các|loại|mức|hạng|đối|có|đ(?!\w)|so|hoàn|tương|mới|để|sẽ|mỗi|của|đều|còn|một|từng|quy|này|hay|vào|thang)(?!\w))"
)
_RANGE = re.compile(
    rf"(?:từ\s+(?:đủ\s+|trên\s+)?)?(?:điểm\s+)?(?P<low>{FIGURE}){unit('p1')}\s*(?:trở\s+lên\s*)?{_TO}\s*(?:đến\s+)?(?P<under>{_UNDER}\s*)?(?:điểm\s+)?(?P<high>{FIGURE}){unit('p2')}"
    rf"|(?P<low2>{FIGURE})\s*(?:≤|<=|<)\s*[^\W\d][\w ]{{0,24}}\s*(?P<under2><(?!=)|≤|<=)\s*(?P<high2>{FIGURE})"
    rf"|{_FROM}\s*(?:điểm\s+|(?:[^\W\d_]+\s+){{1,4}}\(\s*(?=\d+\s*\)))?(?P<least>{FIGURE})\)?{unit('p3')}(?:\s*(?:tổng\s+)?(?:số\s+)?điểm)?(?:\s*trở\s+lên)?(?!\s*(?:trở\s+xuống|{_TO}\s*{_UNDER}?\s*\d))"
    rf"|(?<!\w)(?P<up>{FIGURE}){unit('p4')}(?:\s+(?:tổng\s+)?(?:số\s+)?(?:điểm|tiêu\s+ch[íi]|nội\s+dung|chỉ\s+tiêu|câu(?:\s+hỏi)?))?\s*trở\s+lên"
    rf"|(?:từ\s+)?(?P<max>{FIGURE}){unit('p5')}\s*trở\s+xuống|(?:không\s+(?:quá|vượt\s+quá)|tối\s+đa|≤|<=)\s*(?P<max2>{FIGURE}){unit('p6')}"
    rf"|(?<!không\s)(?<!\w)(?:dưới|nhỏ\s+hơn|thấp\s+hơn|chưa\s+đạt|chưa\s+đến|<(?!=))\s*(?:điểm\s+)?(?P<below>{FIGURE}){unit('p7')}",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:điểm|đ)$", re.IGNORECASE)
# «≥ 5 điểm bài thi», «từ 5 điểm môn Toán»: what is marked may follow the unit
_MARKED = re.compile(r"\s*(?:bài(?=\s+(?:thi|kiểm|làm))|vòng|phần|môn|thang|chấm|tối|cộng|sau|do)(?!\w)", re.IGNORECASE)
_FOLLOWS = re.compile(_NOTHING_COUNTED, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """A range of marks as exact decimal strings, with its place in the text; `share` where it is told in percent."""

    start: int
    end: int
    min: str | None
    below: str | None
    max: str | None
    share: bool


def ranges(text: str) -> Iterator[Range]:
    """The ranges of marks in `text`, in their order; what counts things («từ 3 giải») is none."""
    for match in _RANGE.finditer(text):
        told = match.groupdict()
        marked = _UNIT.search(match.group()) and _MARKED.match(text, match.end())
        if not marked and not _FOLLOWS.match(text, match.end()):
            continue
        low = told["low"] or told["low2"] or told["least"] or told["up"]
        high = told["high"] or told["high2"] or told["max"] or told["max2"]
        under = told["under"] or (told["under2"] == "<")
        below = told["below"] or (high if under else None)
        yield Range(
            match.start(),
            match.end(),
            decimal(low) if low else None,
            decimal(below) if below else None,
            decimal(high) if high and not under else None,
            any(told[f"p{n}"] for n in range(1, 8)),
        )
