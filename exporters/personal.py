"""Personal data masked in what leaves the office (Nghị định 13/2023/NĐ-CP; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).

Masked: mobile telephones, e-mails at public providers that name no office, numbers of identity papers, birth dates of
persons. What an office publishes of itself stays: landlines, service numbers, hotlines, e-mails at its own domain. Each
masked letter or figure becomes one «•», so that every offset of the plan's evidence stays true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import overload

from exporters.tables import rows
from schemas.plan import Plan

_MASK = "•"
MASKED = re.compile(r"•(?:@|[ .\-]?•)")  # one alone may be a list's bullet
_KEPT = 3  # figures of a telephone that stay: they tell the network, not the person
Span = tuple[int, int]

# How ten figures of a mobile telephone are grouped in print (the prefixes 03, 05, 07, 08, 09 since 2018), and the
# eleven of one before (012x, 016x, 018x, 019x). Numbers in other groups are columns of a table more often than not.
_TEN = (
    (10,),
    (4, 3, 3),
    (3, 3, 4),
    (3, 4, 3),
    (4, 2, 2, 2),
    (4, 6),
    (3, 7),
    (4, 4, 2),
    (4, 2, 4),
    (5, 5),
    (3, 3, 2, 2),
)
_ELEVEN = ((11,), (5, 3, 3), (4, 3, 4), (4, 4, 3), (5, 6), (4, 7), (5, 2, 2, 2))


class Masked(Sequence[Plan]):
    """Plans as `masked` gives them, each made when it is asked for: of an archive's thousands only one need be in memory."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._plans = plans
        self._last: tuple[int, Plan] | None = None  # formats of one dispatch ask for it several times

    def __len__(self) -> int:
        return len(self._plans)

    @overload
    def __getitem__(self, index: int) -> Plan: ...
    @overload
    def __getitem__(self, index: slice) -> Masked: ...
    def __getitem__(self, index: int | slice) -> Plan | Masked:
        if isinstance(index, slice):
            return Masked(self._plans[index])
        if self._last is None or self._last[0] != index:
            self._last = (index, masked(self._plans[index]))
        return self._last[1]


def masked(plan: Plan) -> Plan:
    """Return `plan` with the personal data in all its texts masked; `plan` itself where there are none.

    The plan's source (the file's name and hash) stays as it is.
    """
    content = plan.text.content
    spans = _spans(content, issued=plan.header.issued_on, kept=_cited(plan))
    known = {content[start:end] for start, end in spans}
    hidden = _hide(content, spans)
    changed = False

    def clean(text: str) -> str:
        nonlocal changed
        found = _hide(text, [*_found(text), *_known(text, known)])
        changed = changed or found != text
        return found

    data = plan.model_dump(exclude={"source", "text"})
    data = {key: _walk(value, clean, hidden) for key, value in data.items()}
    if not changed and hidden == content:
        return plan
    source, text = plan.source.model_dump(), plan.text.model_dump() | {"content": hidden}
    return Plan.model_validate({**data, "source": source, "text": text})


def _walk(value: object, clean: Callable[[str], str], content: str) -> object:
    """Mask all texts in `value`; what an evidence quotes is taken from the masked `content`."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_walk(part, clean, content) for part in value]
    if isinstance(value, dict):
        walked = {key: _walk(part, clean, content) for key, part in value.items()}
        if {"start", "end", "text", "raw"} <= walked.keys() and len(content[value["start"] : value["end"]]) == len(
            value["text"]
        ):
            walked["text"] = content[value["start"] : value["end"]]
        return walked
    return value


def _cited(plan: Plan) -> list[Span]:
    """Return where dates stand that are no birth dates whatever is near them: documents' dates and time limits."""
    facts = (*plan.citations, *plan.deadlines)
    return [(e.start, e.end) for fact in facts for e in fact.evidence] + [
        (e.start, e.end) for e in plan.header.evidence
    ]


def _spans(content: str, *, issued: str | None, kept: list[Span]) -> list[Span]:
    births = [span for span in _births(content, issued) if not any(a < span[1] and span[0] < b for a, b in kept)]
    return sorted({*_found(content), *births})


def _found(text: str) -> Iterator[Span]:
    """Yield the personal data that tell themselves as such wherever they stand."""
    yield from _phones(text)
    yield from (m.span("local") for m in _patterns()["email"].finditer(text) if _is_persons(m["local"], m["domain"]))
    yield from (m.span("number") for m in _patterns()["paper"].finditer(text))
    for match in _patterns()["citizen"].finditer(text):
        if not _patterns()["account"].search(text, max(match.start() - 40, 0), match.start()):
            yield match.span()
    for name in ("birth", "born"):
        yield from (m.span("date") for m in _patterns()[name].finditer(text))


def _phones(text: str) -> Iterator[Span]:
    for match in (*_patterns()["mobile"].finditer(text), *_patterns()["called"].finditer(text)):
        before = text[max(match.start() - 40, 0) : match.start("number")].casefold()
        if not any(words in before for words in _words("public")):
            yield match.span("number")


def _is_persons(local: str, domain: str) -> bool:
    if domain.casefold() not in _words("provider"):
        return False
    local = local.casefold()
    tokens = set(re.split(r"[\W_\d]+", local))
    return not (tokens & _words("office") or any(local.startswith(word) for word in _words("office-prefix")))


def _births(content: str, issued: str | None) -> Iterator[Span]:
    """Yield the dates of a table that has a column «Ngày sinh»: all days at least three years before the dispatch."""
    if not _patterns()["column"].search(content):
        return
    latest = int(issued[:4]) - 3 if issued and issued[:4].isdigit() else 2100
    for match in _patterns()["day"].finditer(content):
        if 1930 <= int(match["year"]) <= latest:
            yield match.span()


def _known(text: str, known: Iterable[str]) -> Iterator[Span]:
    """Yield where what was masked in the dispatch's own text stands in another of the plan's texts."""
    for value in known:
        at = text.find(value)
        while at >= 0:
            if not (text[at - 1 : at].isdigit() or text[at + len(value) : at + len(value) + 1].isdigit()):
                yield at, at + len(value)
            at = text.find(value, at + len(value))


def _hide(text: str, spans: Iterable[Span]) -> str:
    letters = list(text)
    for start, end in spans:
        email = text[end : end + 1] == "@"
        shown = 1 if email else (_KEPT if _patterns()["mobile"].match(text, start) else 0)
        for at in range(start, end):
            if text[at].isdigit() or email:
                if shown:
                    shown -= 1
                else:
                    letters[at] = _MASK
    return "".join(letters)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"].casefold() for row in rows("personal") if row["kind"] == kind)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    gap = r"[ .\-\u00a0\u2010\u2013]"
    date = r"(?:ngày\s+)?\d{1,2}\s*(?:[/.-]|tháng)\s*\d{1,2}\s*(?:[/.-]|năm)\s*\d{4}"
    name = r"[A-ZÀ-Ỹ][^\W\d_]*"
    calls = r"(?:điện thoại|di động|đtdđ|đt|sđt|zalo|tel|mobile|phone)"
    call = rf"(?<!\w)(?:(?i:{calls}))[^\d\n(+]{{0,15}}"
    papers = r"CCCD|CMND|CMTND|[Cc]ăn cước(?: công dân)?|[Cc]hứng minh (?:nhân dân|thư)|định danh cá nhân|[Hh]ộ chiếu"
    return {
        "mobile": re.compile(rf"(?<![\d/])(?<!\d[.,\-])(?P<number>{_mobile(gap)})(?![\d/])"),
        # called so, figures are a telephone however they are grouped; 08 and eight figures was the landline of a city
        "called": re.compile(
            rf"{call}(?P<number>(?!08{gap}[2-6]\d{{7}})\(?(?:\+?84\)?|0)(?:{gap}?\)?[35789])(?:{gap}?\d){{8}})(?!\d)"
        ),
        "email": re.compile(r"(?P<local>[\w.+-]{1,64})@(?P<domain>[\w-]{1,63}(?:\.[\w-]{2,63}){1,4})"),
        "paper": re.compile(
            rf"(?<!\w)(?:{papers})[^\d\n]{{0,30}}?(?P<number>(?<!\w)[A-Z]?\d(?:[ .]?\d){{6,11}})(?!\d)"
        ),
        "citizen": re.compile(r"(?<![\w.,/-])0\d{2}[0-3]\d{8}(?![\w/])"),
        "account": re.compile(r"tài khoản|STK|mã số|số máy", re.IGNORECASE),
        "birth": re.compile(
            rf"(?i:(?:ngày(?:,?\s*tháng)?(?:,?\s*năm)?|năm)\s+sinh)\s*[:(]?\s*(?P<date>{date}|(?:19|20)\d\d)(?!\d)"
        ),
        "born": re.compile(
            rf"(?:{name}\s+){{2,5}}{name}[\s,(]{{1,3}}sinh\s+(?:ngày|năm)\s*:?\s*(?P<date>{date}|(?:19|20)\d\d)(?!\d)"
        ),
        "column": re.compile(r"(?<!\w)(?:ngày(?:,?\s*tháng)?(?:,?\s*năm)?|năm)\s+sinh(?!\w)", re.IGNORECASE),
        "day": re.compile(r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}[/.-](?P<year>\d{4})(?![\d/.-])"),
    }


def _mobile(gap: str) -> str:
    forms = []
    for groups in (*_TEN, *_ELEVEN):
        lead = "[35789]" if sum(groups) == 10 else "1[2689]"
        used = 2 if sum(groups) == 10 else 3
        tail = "".join(rf"{gap}\d{{{size}}}" for size in groups[1:])
        forms.append(rf"(?:\(?\+?84\)?{gap}?|0){lead}\d{{{groups[0] - used}}}{tail}")
    return "|".join(sorted(forms, key=len, reverse=True))
