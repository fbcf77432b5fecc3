"""The form of official documents (thể thức, Nghị định 30/2020/NĐ-CP, Phụ lục I), for dispatches since 05/3/2020."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.findings.base import View, finding
from schemas.facts import Evidence, Finding
from vietnamese.letters import fold

_SINCE = "2020-03-05"  # Nghị định 30/2020/NĐ-CP, Điều 37
_HEAD = 900  # characters within which a letterhead stands
_Fault = tuple[str, Evidence | None]


def find_layout_faults(view: View) -> Iterator[Finding]:
    """Find `layout`: one finding that lists what departs from the decree, each with its place in Phụ lục I."""
    header = view.plan.header
    if not view.clean or not header.issuer or (header.issued_on or "") < _SINCE:
        return
    faults = [*_day(view), *_number(view), *_motto(view), *_copies(view)]
    if faults:
        yield finding(
            "layout",
            f"Thể thức chưa đúng Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II: {'; '.join(words for words, _ in faults)}.",
            "header",
            [evidence for _, evidence in faults if evidence],
        )


@cache
def _place_line() -> re.Pattern[str]:
    return re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)


def _day(view: View) -> Iterator[_Fault]:
    """Days under 10 and months 1 and 2 begin with a zero (khoản 4)."""
    start, end = view.zones.letterhead
    match = _place_line().search(view.part.content, start, end)
    if match and view.issued and (int(match[1]), int(match[3])) == (view.issued.day, view.issued.year):
        short = [word for word in (match[1],) if len(word) == 1] + [m for m in (match[2],) if m in ("1", "2")]
        if short:
            yield (
                "ngày nhỏ hơn 10 và tháng 1, 2 phải thêm số 0 phía trước (khoản 4)",
                view.part.evidence(match.start(), match.end()),
            )


@cache
def _number_line() -> re.Pattern[str]:
    return re.compile(r"Số\s*(?P<colon>:?)\s*(?P<number>\d+)(?P<gap>\s*)/(?P<symbol>[^\n\t]{2,40})")


def _number(view: View) -> Iterator[_Fault]:
    """A colon after «Số», a zero before numbers under 10, no blanks around the hyphens of the symbol (khoản 3)."""
    start, end = view.zones.letterhead
    match = _number_line().search(view.part.content, start, end)
    if not match or match["number"] != view.plan.header.number:
        return
    where = view.part.evidence(match.start(), match.end())
    if len(match["number"]) == 1:
        yield "số nhỏ hơn 10 phải thêm số 0 phía trước (khoản 3)", where
    if view.plan.text.method == "text-layer":
        return  # what stands between the letters of a PDF is guessed from their places
    if not match["colon"]:
        yield "sau từ «Số» phải có dấu hai chấm (khoản 3)", where
    if re.search(r"\s[-–]\s?\w|\w\s?[-–]\s\w", match["symbol"]):
        yield "dấu gạch nối trong ký hiệu không cách chữ (khoản 3)", where


@cache
def _own_form() -> re.Pattern[str]:
    """Bodies whose documents have a form of their own: Party, Youth Union, unions, associations."""
    return re.compile(r"\b(?:dang|doan|doi|cong doan|hoi|uy ban mat tran|tinh uy|huyen uy|thanh uy|dang uy|chi bo)\b")


def _motto(view: View) -> Iterator[_Fault]:
    head = fold(view.part.content[:_HEAD])
    issuer = fold(view.plan.header.issuer or "")
    if issuer not in head or _own_form().search(issuer):
        return  # a letterhead that was lost is no fault of form
    if "cong hoa xa hoi chu nghia" not in head:
        yield "thiếu Quốc hiệu (khoản 1)", None
    elif "doc lap" not in head:
        yield "thiếu Tiêu ngữ (khoản 1)", None


def _copies(view: View) -> Iterator[_Fault]:
    """The last of Nơi nhận is «Lưu: VT, …» (khoản 9)."""
    lines = view.plan.distribution
    if lines and not any(re.match(r"\W*luu\b", fold(line.name)) for line in lines):
        yield "Nơi nhận thiếu dòng «Lưu:» (khoản 9)", lines[-1].evidence[0]
