"""Provisions before a mention: «điểm a, b khoản 3 Điều 5 và Điều 6 của Thông tư …», «Phụ lục II ban hành kèm theo …»."""

from __future__ import annotations

import re
from functools import cache

from schemas.facts import Provision

_KINDS = {
    "diem": "point",
    "tiet": "point",
    "khoan": "clause",
    "dieu": "article",
    "phu luc": "annex",
    "chuong": "chapter",
}
_INNER_FIRST = ("point", "clause", "article")
REACH = 220  # characters before a mention in which its provisions stand


@cache
def _pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def several(label: str) -> str:
        return rf"{label}(?!\w)(?:\s*(?:,|;|\bva\b|\bden\b|\bhoac\b|-|–)\s*{label}(?!\w))*"

    # Letters number points alone: «Điều lệ» is no Điều.
    point = rf"(?P<point>(?i:diem|tiet))\s+(?P<letters>{several(r'(?:[a-z]{1,2}|[0-9]{1,3}(?:[.][0-9]{1,2})*)')})"
    figure = rf"(?P<kind>(?i:khoan|dieu))\s+(?:so\s+)?(?P<figures>{several('[0-9]{1,3}[a-z]?')})"
    larger = several("(?:[0-9]{1,3}[a-z]?|[IVXLC]{1,5}|[A-Z])")
    division = rf"(?P<division>(?i:phu\s+luc|chuong|muc|phan))\s+(?:so\s+)?(?P<numerals>{larger})"
    unit = rf"(?:{point}|{figure}|{division})"
    nameless = re.sub(r"\?P<\w+>", "?:", unit)
    words = "Quy che|Quy dinh|Dieu le|Quy trinh|Chuong trinh|Danh muc|Huong dan|De an|Nghi quyet|Ke hoach|Bo tieu chi"
    act = rf"(?i:{words.replace(' ', chr(92) + 's+')})"
    attached = rf"(?:{act}[^;¶]{{0,140}}?)?(?i:(?:duoc\s+)?(?:ban\s+hanh\s+)?(?:kem\s+theo|dinh\s+kem|theo))\s+"
    joint = r"\s*(?:,|;|\bva\b|\bhoac\b|\bcua\b)?\s*"
    sequence = rf"{nameless}(?:{joint}{nameless})*"
    before = re.compile(
        rf"(?<!\w)(?P<all>{sequence})\s*,?\s*(?:(?i:cua|tai|thuoc|trong|theo)\s+)?(?:cac\s+)?(?:{attached})?$"
    )
    return before, re.compile(unit)


def provisions_before(plain: str, content: str, start: int, limit: int) -> tuple[int, list[Provision]]:
    """The provisions named right before `start` and where they begin; `limit` is the paragraph's begin."""
    before, _ = _pattern()
    begin = max(limit, start - REACH)
    match = before.search(plain[begin:start])
    if match is None:
        return start, []
    first, last = begin + match.start("all"), begin + match.end("all")
    return first, read_provisions(plain[first:last], content[first:last])


def read_provisions(plain: str, content: str) -> list[Provision]:
    """The provisions that `content` lists, inner before outer («khoản 1 Điều 5») or outer first («Điều 5 khoản 1»)."""
    _, unit = _pattern()
    found: list[dict[str, str]] = []
    end = 0
    for match in unit.finditer(plain):
        word = match["point"] or match["kind"] or match["division"]
        kind = _KINDS.get(re.sub(r"\s+", " ", word.lower()))
        group = "letters" if match["point"] else "figures" if match["kind"] else "numerals"
        labels = _labels(content[match.start(group) : match.end(group)])
        close = bool(found) and not plain[end : match.start()].strip()
        end = match.end()
        if kind in ("annex", "chapter"):
            found += [{kind: label} for label in labels]
        elif kind:
            _place(found, kind, labels, close)
    return [Provision.model_validate(place) for place in found]


def _place(found: list[dict[str, str]], kind: str, labels: list[str], close: bool) -> None:
    """Add a unit: it qualifies the inner units before it, narrows an outer one that it follows closely, or is new."""
    rank = _INNER_FIRST.index(kind)
    inner, outer_kinds = set(_INNER_FIRST[:rank]), set(_INNER_FIRST[rank + 1 :])
    waiting = [p for p in found if kind not in p and p.keys() & inner and not p.keys() & outer_kinds]
    if waiting:
        for place in waiting:
            place[kind] = labels[0]
        labels = labels[1:]
    elif close and found[-1].keys() <= outer_kinds:
        outer = found.pop()
        found += [{**outer, kind: label} for label in labels]
        return
    found += [{kind: label} for label in labels]


def _labels(printed: str) -> list[str]:
    return [label for label in re.split(r"\s*(?:[,;–-]|\bvà\b|\bđến\b|\bhoặc\b)\s*", printed.strip()) if label]
