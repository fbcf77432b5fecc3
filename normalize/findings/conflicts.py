"""Two last days for one duty or one report, in whatever words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from normalize.findings.base import View, finding, quoted
from normalize.findings.cascade import levels_of
from normalize.lexicon import words
from schemas.facts import Deadline, Finding
from vietnamese.letters import fold

_ALIKE = 0.8  # share of words that makes two duties one
_LEAST = 3  # words of a matter
_TWO = 2
_DAY = len("2024-06-08")
_FOLLOWING = 40  # duties that one is held against, so that long lists cost no square
_REACH = 160  # characters before a deadline in which what is due is named


def find_conflicts(view: View) -> Iterator[Finding]:
    """Find `deadline_conflict` between duties and between reports."""
    if view.clean:
        yield from _reports(view)
        yield from _matters(view)


@cache
def _phases() -> re.Pattern[str]:
    """What makes two duties of the same words two: a phase, term, class or place of its own."""
    level = r"cap (?:truong|huyen|quan|tinh|thanh pho|quoc gia|cum|xa|phuong|khoa|bo|so)"
    kind = (
        r"(?:lan|dot|giai doan|vong|hoc ky|hoc ki|hk|quy|thang|lop|khoi|cap|ky|tuan|nam hoc|truong|mon|lan thu|noi dung|nhom|"
        r"bang|buoc)"
    )
    return re.compile(rf"\b(?:{level}|{kind}\s+(?:so\s+)?[\divx]+[a-d]?)\b")


@dataclass(frozen=True, slots=True)
class _Duty:
    """What is due on a last day, in the words of its duty or of the line that announces it."""

    index: int
    deadline: Deadline
    words: str
    actor: str | None
    towards: frozenset[int]
    matter: frozenset[str]

    @property
    def phases(self) -> set[str]:
        return set(_phases().findall(fold(self.words)))


@cache
def _handing() -> frozenset[str]:
    return frozenset(words("handing_words"))


@cache
def _aside() -> re.Pattern[str]:
    """What is said beside a matter and makes it no other: brackets, «của trường», «phê duyệt và», «thường xuyên»."""
    return re.compile(
        r"\([^()]{0,60}\)|\bcua (?:nha truong|truong|don vi)(?: minh)?\b|\b(?:phe|ky) duyet va\b|(?<=boi duong )thuong xuyen\b"
    )


def _matter(text: str) -> frozenset[str]:
    """The words that say what a duty is about."""
    bare = re.sub(r"\d[\d/.-]*", " ", _aside().sub(" ", fold(text)))
    return frozenset(re.findall(r"\w{2,}", bare)) - _handing()


def _duties(view: View) -> Iterator[_Duty]:
    tasks = {number: task for task in view.plan.tasks for number in task.deadlines}
    for index, deadline in enumerate(view.plan.deadlines):
        task = tasks.get(deadline.id)
        if not deadline.due or deadline.recurrence or len(deadline.date or "") != _DAY:
            continue
        if task and len(task.deadlines) > 1:
            continue
        text = task.action if task else _announced(view, deadline)
        towards = frozenset().union(*(levels_of(name) for name in task.submit_to)) if task else frozenset()
        actor = task.actor.name if task and task.actor else deadline.actor
        yield _Duty(index, deadline, text, actor, towards, _matter(text))


def _announced(view: View, deadline: Deadline) -> str:
    """The clause before a last day that no duty holds: «Thời hạn đăng ký dự thi: đến hết ngày …»."""
    end = deadline.evidence[0].start
    return _clause_end().split(view.part.content[max(end - _REACH, 0) : end])[-1]


def _matters(view: View) -> Iterator[Finding]:
    """One matter by its own words with two last days, where its levels don't tell two duties apart."""
    told: list[_Duty] = []
    for duty in _duties(view):
        if len(duty.matter) < _LEAST:
            continue
        for other in told[-_FOLLOWING:]:
            alike = len(other.matter & duty.matter) >= _ALIKE * len(other.matter | duty.matter)
            if alike and other.deadline.due != duty.deadline.due and _one(duty, other):
                first, second = other.deadline, duty.deadline
                what = quoted(duty.words if len(duty.words) > len(other.words) else other.words, 50)
                yield finding(
                    "deadline_conflict",
                    f"Cùng một việc {what} nhưng có hai thời hạn: {quoted(first.text)} và {quoted(second.text)}.",
                    f"deadlines[{duty.index}]",
                    [first.evidence[0], second.evidence[0]],
                )
                break
        told.append(duty)


def _one(one: _Duty, two: _Duty) -> bool:
    """Whether two duties may be one: nobody else's, towards nobody else, of no other phase."""
    names = {fold(duty.actor) for duty in (one, two) if duty.actor}
    levels = [levels_of(duty.actor or "") for duty in (one, two)]
    if len(names) > 1 and (levels[0] != levels[1] or not levels[0]):
        return False
    towards = one.towards and two.towards and one.towards != two.towards
    return not towards and one.phases == two.phases


@cache
def _report() -> re.Pattern[str]:
    """A report by its name, which a dispatch gives once a period."""
    term = r"nam hoc|hoc k[yi] (?:i{1,2}|[12])|dau nam|cuoi nam|nam \d{4}|quy (?:i{1,3}|iv|[1-4])|6 thang|giua ky"
    return re.compile(
        rf"bao cao (?:ket qua )?(?:(?:tong ket |so ket |dau |cuoi )?(?:{term})(?!\w)|tong ket(?=\s?:?\s*$))"
    )


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile(r"[;.]\s|\n(?=\s*[^\s\na-zà-ỹđ])")  # a line that goes on begins with a small letter


def _reports(view: View) -> Iterator[Finding]:
    """One report of one level with two last days, in whatever words."""
    named: dict[tuple[str, frozenset[int]], list[tuple[int, Deadline]]] = {}
    for index, deadline in enumerate(view.plan.deadlines):
        levels, end = levels_of(deadline.actor or ""), deadline.evidence[0].start
        if not deadline.due or deadline.recurrence or not levels:
            continue
        clause = fold(_clause_end().split(view.part.content[max(end - _REACH, 0) : end])[-1])
        names = {name if name != "bao cao tong ket" else f"{name} nam hoc" for name in _report().findall(clause)}
        if len(names) == 1:
            named.setdefault((names.pop(), levels), []).append((index, deadline))
    for places in named.values():
        if len({deadline.due for _, deadline in places}) == _TWO:
            (_, first), (index, second) = places[0], next(p for p in places if p[1].due != places[0][1].due)
            yield finding(
                "deadline_conflict",
                f"Cùng một báo cáo nhưng có hai thời hạn: {quoted(first.text)} và {quoted(second.text)}.",
                f"deadlines[{index}]",
                [first.evidence[0], second.evidence[0]],
            )
