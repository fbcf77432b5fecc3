"""Which units of study a clause requires first and which it unlocks, told by the words that govern their numbers.

Modules, courses (học phần), topics (chuyên đề), stages and rounds that are named by code or number each stand behind a
verb («hoàn thành mô đun 1, 2», «đăng ký học phần 3») or before a predicate («mô đun 5 chỉ dành cho …»). A clause that
names two sets of them, one as done and one as to be studied, and that bears a word of condition, tells their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalize.module_codes import HEAD, read_codes

_CODED = re.compile(r"(?<!\w)(?!(?:TT|QĐ|KH|CV|THCS|THPT|TH|CT|ND|NĐ|NQ|BC|TB)\s?\d)[A-ZĐ]{2,8}\s?\d{1,2}(?![\d/])")
_UNIT = re.compile(
    r"(?<!\w)(?:học\s+phần|chuyên\s+đề|bài|chương\s+trình|đợt|giai\s+đoạn|vòng)\s+(?:số\s+)?(?P<numbers>\d{1,2}(?![\d/%])(?:\s*(?:,|và)\s*\d{1,2}(?![\d/%]|\s*(?:tiết|ngày|người|điểm)))*)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?:các\s+|hai\s+)?")
# «hai mô đun này», «các học phần trên»: what the sentence before named
_THESE = re.compile(
    r"(?<!\w)(?:hai|ba|các|những|cả\s+\w+|0?\d)\s+(?:m[ôo]\s?-?\s?[đd]un|mo[đd]ule?|học\s+phần|chuyên\s+đề)\s+(?:này|trên|đó|nói\s+trên|nêu\s+trên)(?!\w)",
    re.IGNORECASE,
)
_SOME = (
    r"(?:\s+(?:các|những|đủ|đầy\s+đủ|chương\s+trình|nội\s+dung|chứng\s+chỉ|chứng\s+nhận|cả|hết"
    r"|yêu\s+cầu|bồi\s+dưỡng|kết\s+quả|phần|tất\s+cả|hoàn\s+thành)){0,4}\s*:?\s*"
)
_DONE = re.compile(
    rf"(?:hoàn\s+thành|thi\s+đạt|đạt|học\s+(?:xong|đạt|hết|qua|bù|bổ\s+sung)|(?:đã|chưa)\s+(?:được\s+)?(?:học|tham\s+gia|bồi\s+dưỡng|tập\s+huấn|dự|có)|học\s+trước|tích\s+lũy|tích\s+luỹ|qua|xong|thi\s+đỗ|đỗ|vượt\s+qua"
    rf"|tiên\s+quyết\s*(?:là)?|(?:sau|đứng\s+sau)){_SOME}$",
    re.IGNORECASE,
)
_TO_STUDY = re.compile(
    rf"(?:(?<!đã\s)(?<!chưa\s)(?:học(?:\s+tập|\s+tiếp)?|tham\s+gia(?:\s+(?:học|bồi\s+dưỡng|thi))?|tham\s+dự|đăng\s+k[ýí](?:\s+(?:học|tham\s+gia))?|dự(?:\s+thi)?|vào|thi|bồi\s+dưỡng|tập\s+huấn|mở|chuyển\s+sang|sang|tiếp\s+tục|triển\s+khai|thực\s+hiện|làm|chọn|xếp\s+lớp))"
    rf"(?:\s+(?:lớp|kh[oó][aá]))?{_SOME}$|(?:tiên\s+quyết|điều\s+kiện)\s+(?:của|để\s+(?:được\s+)?(?:học|tham\s+gia|dự))\s*$|(?<!\w)trước\s*$",
    re.IGNORECASE,
)
_FIRST_BEHIND = re.compile(
    r"\s*(?:(?:phải\s+)?(?:được\s+)?(?:hoàn\s+thành|học|bồi\s+dưỡng)\s+trước(?!\s+(?:ngày|khi\s+kết))|là\s+(?:điều\s+kiện|m[ôo]\s?-?\s?[đd]un|học\s+phần)(?:\s+tiên\s+quyết)?)",
    re.IGNORECASE,
)
_THEN_BEHIND = re.compile(
    r"[^,.;:()]{0,40}?\s*(?:chỉ\s+(?:được\s+|dành|mở|áp|tổ|học|thực)|dành\s+cho|học\s+sau|được\s+(?:học|bố\s+trí|thực\s+hiện)\s+sau|sau\s+khi|\(?\s*(?:điều\s+kiện|yêu\s+cầu|(?:học\s+phần|m[ôo]\s?-?\s?đun|môn)\s+(?:tiên\s+quyết|học\s+trước)))",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?<!\w)(?:mới|chỉ|trước\s+khi|sau\s+khi\s+(?:đã\s+)?(?:hoàn|học|đạt)|học\s+sau|điều\s+kiện|tiên\s+quyết|chưa|dành\s+cho|muốn|để\s+(?:được|tham|học|dự)|khi\s+đã|nếu\s+đã|yêu\s+cầu|(?:phải|cần)\s+(?:được\s+|đã\s+)?(?:hoàn|học|đạt|có)|là\s+(?:những\s+|các\s+)?[^\W\d_]+(?:\s+[^\W\d_]+)?\s+đã|đối\s+tượng|được\s+(?:tham\s+)?(?:dự|vào|học)|cho\s+[^.;,]{2,30}\sđã)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Units named one after the other, as one list."""

    start: int
    end: int
    names: tuple[str, ...]


def units(text: str) -> list[str]:
    """Every unit of study named in `text` by code or number, without repetition."""
    return list(dict.fromkeys(name for group in _groups(text, "") for name in group.names))


def study_order(text: str, before: str) -> tuple[list[str], list[str]] | None:
    """What a clause requires and what that unlocks; `before` is the text that «hai mô đun này» points back to."""
    groups = list(_groups(text, before))
    if len(groups) < 2 or not _CONDITION.search(text):
        return None
    first: list[str] = []
    then: list[str] = []
    end = 0
    for group in groups:
        near, behind = text[max(end, group.start - 70) : group.start], group.end
        near = re.split(r"[.;:,()]\s", near)[-1] if not near.rstrip().endswith(":") else near
        if _FIRST_BEHIND.match(text, behind) or _DONE.search(near):
            first += [name for name in group.names if name not in first]
        elif _TO_STUDY.search(near) or (not then and _THEN_BEHIND.match(text, behind)):
            then += [name for name in group.names if name not in then]
        end = group.end
    return (first, then) if first and then and not set(first) & set(then) else None


def _groups(text: str, before: str) -> Iterator[_Group]:
    """The lists of units in a text, in its order."""
    found: list[_Group] = []
    for head in HEAD.finditer(text):
        codes, end = read_codes(text, head.end())
        found += [_Group(head.start(), end, tuple(c.text or c.number or "" for c in codes))] if codes else []
    for match in () if found else _UNIT.finditer(text):  # «đợt 2 của mô đun 4» is named by its module
        names = tuple(str(int(n)) for n in re.findall(r"\d+", match["numbers"]))
        found.append(_Group(match.start(), match.end(), names))
    for match in _CODED.finditer(text):
        if not any(group.start <= match.start() < group.end for group in found):
            found.append(_Group(match.start(), match.end(), (" ".join(match.group().split()),)))
    for match in _THESE.finditer(text) if before else ():
        told = next(iter(_groups(before, "")), None)
        found += [_Group(match.start(), match.end(), told.names)] if told else []
    held: _Group | None = None
    for group in sorted(found, key=lambda g: g.start):
        if held and _JOINT.fullmatch(text, held.end, group.start):
            held = _Group(held.start, group.end, held.names + tuple(n for n in group.names if n not in held.names))
            continue
        if held:
            yield held
        held = group
    if held:
        yield held
