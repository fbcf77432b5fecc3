"""Nơi nhận: who gets a copy and why, one entry a line (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II phần 9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from normalize.closing import Kind, Stretch, likely_name, stretches
from normalize.part import Part
from normalize.rows import Row, match_key
from normalize.structure import Zones
from schemas.facts import Recipient
from vietnamese.syllables import is_syllable


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    known = r"để\s|để(?=[a-z])|báo cáo|phối hợp|thực hiện|b/c|bc|t/h|th/h|p/h|k/t|c/đ|b/cáo|theo dõi|chỉ đạo|thay báo cáo|biết|lưu"
    return {
        "dash": re.compile(r"\s*(?:[-–—+•*·]\s?|\d{1,2}[.)]\s*(?=[^\W\d_]))"),
        "heading": re.compile(r"\W*ban (?:dien tu|giay)\W*$"),
        "purpose": re.compile(rf"\s*\((?P<why>(?:{known})[^()]*)\)\s*(?P<rest>.*)$"),
        "lost_purpose": re.compile(r"\s*\((?P<why>d\w (?:b/c|t/h|p/h|k/t|c/d)[^()]*)\)\s*(?P<rest>)$"),
        "end": re.compile(r"[;.](?=[^\w)]|\d+\D{0,2}$)\s*"),
        "copies": re.compile(r"\(?\b(?P<copies>\d{1,3})\s*(?:bản|b)\b\)?|\((?P<bare>\d{1,3})\)$"),
    }


@dataclass(slots=True)
class _Entry:
    """A line of the list while it is being put together."""

    text: str
    start: int
    end: int


def find_distribution(part: Part, zones: Zones) -> list[Recipient]:
    """The lines of Nơi nhận in order; «Lưu: …» is one, and so is each of several that stand on one line."""
    found = (_recipient(part, entry) for entry in _entries(zones.rows_of(zones.closing)))
    return [recipient for recipient in found if recipient is not None]


def _entries(rows: Sequence[Row]) -> list[_Entry]:
    """The list's lines: dashed ones, undashed ones in the list's own column, and what goes on below them."""
    opened: Row | None = (
        rows[0] if rows and stretches(rows[0])[:1] and stretches(rows[0])[0].kind is Kind.LIST else None
    )
    entries: list[_Entry] = []
    for row in rows:
        for line in stretches(row):
            if line.kind is Kind.RECEIVERS:
                opened = row
            elif opened is None or _patterns()["heading"].match(match_key(line.text)):
                continue
            elif line.kind is Kind.LIST and not (row.column and opened.column == 0):  # right stands the signer
                entries.extend(_on_one_line(row, line) if row is opened else [_entry(row, line)])
            elif line.kind is Kind.OTHER and row.side == opened.side and not _signs(entries, line):
                _go_on(entries, _entry(row, line))
    return entries


def _on_one_line(row: Row, line: Stretch) -> list[_Entry]:
    """The receivers of «Nơi nhận: Như trên; các phòng (t/h); Lưu: VT.», one each."""
    pieces = re.finditer(r"[^;]+(?:;|$)", line.text)
    return [
        _entry(row, replace(line, text=p.group(), start=line.start + p.start())) for p in pieces if p.group().strip()
    ]


def _signs(entries: list[_Entry], line: Stretch) -> bool:
    """Whether a line below a list that has ended is a signatory of an unlisted surname («H’ Linh Niê»)."""
    dated = re.search(r", ngay .{1,12}thang", match_key(line.text))  # of a copy («SAO Y»)
    return bool(entries) and entries[-1].text.endswith(".") and (likely_name(line.text) or bool(dated))


def _entry(row: Row, line: Stretch) -> _Entry:
    dash = _patterns()["dash"].match(line.text)
    left = dash.end() if dash else len(line.text) - len(line.text.lstrip())
    return _Entry(line.text[left:], row.start + line.start + left, row.start + line.end)


def _go_on(entries: list[_Entry], entry: _Entry) -> None:
    """Add an undashed line: to the one above where that has not ended, else as one of its own."""
    if entries and (not entries[-1].text.endswith((";", ".")) or entry.text[:1].islower()):
        entries[-1].text, entries[-1].end = f"{entries[-1].text} {entry.text}", entry.end
    else:
        entries.append(entry)


def _without_specks(text: str) -> str:
    """An entry without what a pen or a stamp left behind its end: «Vụ Pháp chế. ¿ ¡72»."""
    end = _patterns()["end"].search(text)
    if not end or _patterns()["copies"].search(text, end.end()):
        return text
    words = re.findall(r"[^\W\d_]{2,}", text[end.end() :])
    return text if any(word.isupper() or is_syllable(word) for word in words) else text[: end.start()]


def _recipient(part: Part, entry: _Entry) -> Recipient | None:
    text = re.sub(r"[;.,]\s*[-–]$", "", " ".join(entry.text.split())).strip(" ;.,")
    if part.doubtful(entry.start, entry.end):
        text = _without_specks(text)
    purpose, copies = None, None
    for name in ("purpose", "lost_purpose"):
        why = _patterns()[name].search(text)
        if why:
            purpose = why["why"].strip(" ;.,")
            text = f"{text[: why.start()]} {why['rest']}".strip(" ;.,")
            break
    counted = _patterns()["copies"].search(text)
    if counted:
        copies = int(counted["copies"] or counted["bare"])
        text = f"{text[: counted.start()]}{text[counted.end() :]}".strip(" ;.,")
    if sum(c.isalpha() for c in text) < 2 or entry.end <= entry.start:
        return None
    return Recipient(name=text, purpose=purpose, copies=copies, evidence=[part.evidence(entry.start, entry.end)])
