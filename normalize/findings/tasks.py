"""Duties that don't say who, by when or how («6 rõ»), and guidance that is promised for later; each told once a dispatch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.findings.base import View, finding, listing, quoted
from normalize.lexicon import any_of
from schemas.facts import Finding, Task

_FEW = 5  # duties under which a count says nothing
_SEVERAL = 3
_MOST = 0.8  # share of duties without a time from which a plan lacks times
_HALF = 0.5
_PLANS = frozenset({"KH", "CTr", "ĐA", "PA", "HD", "CT"})
_RULES = frozenset({"L", "PL", "HP", "NĐ", "TT", "TTLT", "QC", "QyĐ"})  # texts that rule for good and set no days


def find_vague_tasks(view: View) -> Iterator[Finding]:
    """Find `vague_tasks` and `pending_guidance`."""
    if view.readable:
        yield from _vague(view)
    if view.clean:
        yield from _pending(view)


@cache
def _vague_words() -> re.Pattern[str]:
    law = r"(?<!xử phạt )(?<!xử lý )(?<!xử lí )(?<!hưởng )"  # what follows the law's own rule is not left open
    return re.compile(rf"(?<!\w){law}{any_of('vague_words')}(?!\w)(?! của (?:pháp )?luật)", re.IGNORECASE)


@cache
def _no_duty() -> re.Pattern[str]:
    """What labels, aims and headings begin with, and the sentence that ends every dispatch («nếu có vướng mắc, …»)."""
    return re.compile(
        r"(?:Thời (?:gian|hạn|lượng)|Lịch|Địa điểm|Chỉ tiêu|Nội dung|Kinh phí|Thành phần|Trường hợp)\b|[^a-zà-ỹ]+$"
        r"|.{0,120}vướng mắc"
    )


@cache
def _timed() -> re.Pattern[str]:
    """A time that is no last day of its own, yet tells when."""
    day = r"\d{1,2}\s?[/.-]\s?\d{1,2}(?!\d)|(?:ngày|tháng|năm|tuần|quý|học k[ỳìyi])\s+(?:\d|[IVX]+\b)"
    often = r"(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần|ngày|học)|định kỳ|(?:đầu|giữa|cuối) (?:năm|tháng|học|quý)"
    return re.compile(rf"{day}|{often}", re.IGNORECASE)


def _vague(view: View) -> Iterator[Finding]:
    """How many duties lack a person or a time, and which words stand in a time's place."""
    tasks = [task for task in view.plan.tasks if not _no_duty().match(task.action)]
    timeless = [task for task in tasks if not task.deadlines and not _timed().search(task.action)]
    if len(tasks) < _FEW or view.plan.header.doc_type in _RULES:
        return
    nobody = [task for task in tasks if task.actor is None]
    if len(nobody) > _HALF * len(tasks):
        nobody = []  # a list of aims and measures, whose duties are given to somebody as a whole
    vague = [(task, words) for task in timeless if (words := _vague_words().search(task.action))]
    if len(timeless) < _MOST * len(tasks) and max(len(nobody), len(vague)) < _SEVERAL:
        return
    if not (nobody or vague) and view.plan.header.doc_type not in _PLANS:
        return  # a letter's one day governs all that it asks
    lacks = [f"{len(timeless)} việc không ghi thời hạn"]
    if nobody:
        lacks.append(f"{len(nobody)} việc chưa rõ ai thực hiện")
    tail = ""
    if vague:
        said = list(dict.fromkeys(quoted(match.group().lower()) for _, match in vague))
        tail = f"; {len(vague)} việc chỉ nói chung {listing(said, 4)}"
    yield finding(
        "vague_tasks",
        f"Trong {len(tasks)} việc được giao, {listing(lacks)}{tail}.",
        f"tasks[{view.plan.tasks.index(nobody[0] if nobody else timeless[0])}]",
        [task.evidence[0] for task in _worst(nobody, [task for task, _ in vague]) or timeless[:3]],
    )


def _worst(nobody: list[Task], vague: list[Task]) -> list[Task]:
    return list({task.id: task for task in (*nobody[:3], *vague[:3])}.values())


@cache
def _promise() -> re.Pattern[str]:
    ends = r"(?=\s*[.;,)\n]|$)"
    return re.compile(
        r"\b(?:sẽ\s+(?:có|ban hành|gửi|ra)\s+(?:\w+\s+){0,8}?(?:sau|thêm|riêng|cụ thể|thay thế)(?!\w)"
        rf"|(?:[Tt]hông báo|báo|hướng dẫn|quy định)\s+(?:cụ thể\s+|chi tiết\s+)?sau{ends}"
        rf"|[Cc]ó\s+(?:công văn|văn bản|kế hoạch|hướng dẫn|thông báo)\s+(?:hướng dẫn\s+)?(?:riêng|sau){ends}"
        rf"|[Tt]heo\s+[Kk]ế hoạch\s+riêng(?:\s+của\s+(?:Sở|Bộ|Phòng|UBND|Ban|trường|nhà trường)(?!\w)[^.;,()\n]{{0,30}}?)?{ends})"
    )


def _pending(view: View) -> Iterator[Finding]:
    start, end = view.zones.body
    found = list(_promise().finditer(view.part.content, start, end))
    if found:
        places = [view.part.evidence(_sentence(view.part.content, m.start()), m.end()) for m in found]
        yield finding(
            "pending_guidance",
            f"Còn chờ văn bản hoặc thông báo sau ({len(found)} chỗ): {listing([quoted(e.text, 60) for e in places], 3)}.",
            None,
            places,
        )


def _sentence(content: str, at: int) -> int:
    """Where the clause begins in which a promise stands, at most 80 characters before it."""
    left = max(at - 80, 0)
    cut = max(content.rfind(mark, left, at) for mark in ".;:\n(-")
    start = cut + 1 if cut >= 0 else content.find(" ", left, at) + 1
    return start + len(content[start:at]) - len(content[start:at].lstrip())
