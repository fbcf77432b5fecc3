"""Nơi nhận: who gets a copy and why, one entry a line (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II phần 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from normalize.closing import capacity_line, person_name, position_line, receivers_line
from normalize.marks import is_caps
from normalize.marks import pattern as mark_pattern
from normalize.part import Part
from normalize.rows import UPPER, Row, match_key
from normalize.structure import Zones
from schemas.facts import Recipient


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    known = r"để\s|để(?=[a-z])|báo cáo|phối hợp|thực hiện|b/c|bc|t/h|th/h|p/h|k/t|c/đ|b/cáo|theo dõi|chỉ đạo|thay báo cáo|biết|lưu"
    return {
        "gap": re.compile(r"\t|\s{3,}|\s\|\s"),
        "dash": re.compile(r"\s*[-–—+•*·]\s?"),
        "heading": re.compile(r"\W*ban (?:dien tu|giay)\W*$"),
        "purpose": re.compile(rf"\s*\((?P<why>(?:{known})[^()]*)\)\s*(?P<rest>.*)$"),
        "lost_purpose": re.compile(r"\s*\((?P<why>d\w (?:b/c|t/h|p/h|k/t|c/d)[^()]*)\)\s*(?P<rest>)$"),
        "copies": re.compile(r"\(?\b(?P<copies>\d{1,3})\s*(?:bản|b)\b\)?|\((?P<bare>\d{1,3})\)$"),
        "signer": re.compile(rf"\s+(?:TM|KT|TL|TUQ|Q)\s?\.\s?[{UPPER}]{{2}}"),
        "next": re.compile(r"(?<=[;.,:)])\s*[-–+]\s+(?=[^\W\d_])"),
        "signing": re.compile(r"da ky|ky boi|gio ky|ngay ky|thoi gian ky|nguoi ky|\d{4}[.-]\d\d[.-]\d\d|@"),
    }


@dataclass(slots=True)
class _Entry:
    """A line of the list while it is being put together."""

    text: str
    start: int
    end: int


def find_distribution(part: Part, zones: Zones) -> list[Recipient]:
    """The lines of Nơi nhận in order; lines joined by «;» are taken apart where each names a receiver."""
    found = []
    for entry in _entries(zones.rows_of(zones.closing)):
        recipient = _recipient(part, entry)
        if recipient is not None:
            found.append(recipient)
    return found


def _entries(rows: tuple[Row, ...]) -> Iterator[_Entry]:
    """The list's lines: dashed ones, their continuations, and undashed ones in the list's own column."""
    opened: Row | None = None
    current: _Entry | None = None
    for row in rows:
        for start, text in _stretches(row):
            if receivers_line(row) and mark_pattern("receivers").match(match_key(text)):
                opened = row
                rest = text[mark_pattern("receivers").match(match_key(text)).end() :]  # type: ignore[union-attr]
                start, text = start + len(text) - len(rest.lstrip(" *_")), rest.strip(" *_")
                if not text or capacity_line(text) or position_line(text, match_key(text)):
                    continue
            if opened is None or not text or _patterns()["heading"].match(match_key(text)):
                continue
            if row.side != opened.side and not _patterns()["dash"].match(text):
                continue
            if _patterns()["dash"].match(text):
                if current:
                    yield current
                current = None
                for piece in _inline(start, text):
                    if current:
                        yield current
                    current = piece
            elif _foreign(text):
                continue
            elif current and (not current.text.endswith((";", ".")) or text[:1].islower()):
                current.text, current.end = f"{current.text} {text}", start + len(text)
            else:
                if current:
                    yield current
                current = _Entry(text, start, start + len(text))
    if current:
        yield current


def _stretches(row: Row) -> Iterator[tuple[int, str]]:
    """Offsets and texts of the line's columns."""
    at = 0
    for gap in [*_patterns()["gap"].finditer(row.text), None]:
        stop = gap.start() if gap else len(row.text)
        text = row.text[at:stop]
        if text.strip(" *_|"):
            yield row.start + at + len(text) - len(text.lstrip(" *_|")), text.strip(" *_|")
        at = gap.end() if gap else stop


def _foreign(text: str) -> bool:
    """Whether a line among the list's is the signatory's: an office of a person, a name, a signing note."""
    key = match_key(text)
    signed = _patterns()["signing"].search(key)
    return bool(signed or capacity_line(text) or position_line(text, key) or person_name(text)) or (
        is_caps(text) and len(text) > 8
    )


def _inline(start: int, text: str) -> Iterator[_Entry]:
    """«- Như trên; - Lưu: VT.» on one line gives two entries; what a person's office follows is cut off."""
    cut = _patterns()["signer"].search(text)
    text = text[: cut.start()] if cut else text
    at = 0
    for found in [*_patterns()["next"].finditer(text), None]:
        stop = found.start() if found else len(text)
        piece = text[at:stop]
        dash = _patterns()["dash"].match(piece)
        left = dash.end() if dash else len(piece) - len(piece.lstrip())
        if piece[left:].strip():
            yield _Entry(piece[left:].strip(), start + at + left, start + at + len(piece.rstrip()))
        at = found.start() if found else stop


def _recipient(part: Part, entry: _Entry) -> Recipient | None:
    text = " ".join(entry.text.split()).strip(" ;.,")
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
    if not any(c.isalpha() for c in text) or entry.end <= entry.start:
        return None
    return Recipient(name=text, purpose=purpose, copies=copies, evidence=[part.evidence(entry.start, entry.end)])
