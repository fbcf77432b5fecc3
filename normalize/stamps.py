"""Stamps that are no part of a dispatch's own words: the ĐẾN stamp of arrival, and numbers and days laid over blanks.

The ĐẾN stamp holds Số, Ngày, Chuyển (Nghị định 30/2020/NĐ-CP, Điều 22 and Phụ lục IV); its number is none of the
dispatch. An office that signs digitally stamps number and day over the blanks of the printed text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalize.marks import date_mark, is_caps, number_mark
from normalize.rows import Row, match_key
from schemas.document import Annotation, Box


@dataclass(frozen=True, slots=True)
class Stamp:
    """An ĐẾN stamp: the lines it covers (indices), the number and the date of arrival (ISO) that it shows."""

    rows: tuple[int, ...]
    number: str | None = None
    date: str | None = None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    anchor = re.compile(
        r"(?:^|[\t|]|\s{2,}|\b(?:cong van|van ban|c\.?v)\s+|so\s*:?\s*\d{1,6}\s+)den\s*(?=$|[\t|:]|\s{2,}|\s*so\b|\s*ngay\b)"
    )
    field = re.compile(r"\W{0,4}(?:so|ngay|gio|chuy[eê]n|luu ho so|so va ky hieu(?: hs)?|kinh chuyen)\s*[:.…\d]")
    number = re.compile(r"(?<!\w)so\s*[:.]?\s*[.…]{0,10}(\d{1,6})(?!\s*[/\d])")
    date = re.compile(
        r"ngay\s*[:.]?\s*[.…]{0,10}(\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})\s*(?:[/.-]|nam)\s*((?:19|20)\d\d)"
    )
    return anchor, field, number, date


def find_stamp(rows: Sequence[Row]) -> Stamp | None:
    """The ĐẾN stamp in a header's lines, or None."""
    anchor, field, _, _ = _patterns()
    for i, row in enumerate(rows):
        if len(row.text) > 80 or "ĐẾN" not in row.text or not anchor.search(row.key):
            continue
        covered = {i}
        for step in (-1, 1):
            at = i + step
            while 0 <= at < len(rows) and abs(at - i) <= 5 and _field(rows[at], field):
                covered.add(at)
                at += step
        top = min(covered) - 1
        if top >= 0 and _office_of_stamp(rows, top, covered):
            covered.add(top)
        return _read("\n".join(rows[k].key for k in sorted(covered)), tuple(sorted(covered)))
    return None


def _field(row: Row, field: re.Pattern[str]) -> bool:
    if len(row.text) >= 60 or not field.match(row.key) or number_mark(row.text, row.key):
        return False
    date = date_mark(row.text, row.key)
    return date is None or not date.place


def _office_of_stamp(rows: Sequence[Row], at: int, covered: set[int]) -> bool:
    """Whether the line above a stamp is the receiving office's name: capitals, and the dispatch's number stands above it."""
    row = rows[at]
    numbered = any(number_mark(r.text, r.key) for r in rows[:at])
    return (
        numbered
        and is_caps(row.text)
        and len(row.text) < 50
        and len(covered) > 1
        and not number_mark(row.text, row.key)
    )


def _read(key: str, covered: tuple[int, ...]) -> Stamp:
    _, _, number, date = _patterns()
    found, day = number.search(key), date.search(key)
    arrived = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day and int(day[2]) <= 12 and int(day[1]) <= 31 else None
    return Stamp(covered, found[1] if found else None, arrived)


def stamp_of_annotations(annotations: Sequence[Annotation]) -> Stamp | None:
    """The ĐẾN stamp among the things laid over the pages, or None."""
    for note in annotations:
        key = match_key(note.text or "")
        if note.text and "ĐẾN" in note.text and re.search(r"(?<!\w)so\b|ngay\b", key):
            return _read(key, ())
    return None


@dataclass(frozen=True, slots=True)
class Overlay:
    """A stamped text that lies on a printed line: its numbers, and where its middle is between the line's ends (0..1)."""

    numbers: tuple[str, ...]
    at: float


def overlays(row: Row, annotations: Sequence[Annotation]) -> list[Overlay]:
    """What is stamped over a line, from left to right: over «Số     /KH-A» the 25, over «ngày    tháng    » 09 and 07.

    Signing times, addresses and other long texts are none: only a few figures are laid over a blank.
    """
    if row.box is None:
        return []
    x0, _, x1, _ = row.box
    found = []
    for note in annotations:
        if note.page != row.page or not note.box or not note.text or not _lies_on(note.box, note.text, row.box):
            continue
        centre = (note.box[0] + note.box[2]) / 2
        found.append(Overlay(tuple(re.findall(r"\d+", note.text)), (centre - x0) / max(x1 - x0, 1)))
    return sorted((o for o in found if o.numbers), key=lambda o: o.at)


def _lies_on(box: Box, text: str, line: Box) -> bool:
    overlap = min(box[3], line[3]) - max(box[1], line[1])
    height = min(box[3] - box[1], line[3] - line[1])
    centre = (box[0] + box[2]) / 2
    short = len(text) <= 40 and not re.search(r"\d{4}-\d\d-\d\d|@|\d:\d\d", text)
    return short and overlap > 0.4 * height and line[0] - 10 <= centre <= line[2] + 10
