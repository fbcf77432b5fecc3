"""The signature block: in what capacity, for whom, in which office, and by whom a dispatch is signed.

Form: Nghị định 30/2020/NĐ-CP, Điều 8 khoản 7 and Điều 13 (TM., KT., TL., TUQ., Q.).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from normalize.closing import Kind, Stretch, likely_name, person_name, stretches
from normalize.part import Part
from normalize.rows import UPPER, Row, match_key
from normalize.signer_words import deputy, deputy_seen, head_seen, repaired
from normalize.structure import Zones
from schemas.facts import Signature

_LONG = 5  # words of an office that may not fit on its line


@cache
def _capacity() -> re.Pattern[str]:
    return re.compile(
        rf"\W{{0,3}}(?P<capacity>TM|KT|TL|TUQ|T\.?\s?UQ|Q|T/M|K/T|T/L)(?:\s?[./]\s*|\s+)(?P<rest>[{UPPER}&].*)$"
    )


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(r"da ?ky|\bky boi\b|\bky:|\bnguoi ky\b|\bky ngay\b|\bgio ky\b|\bdigitally signed\b")


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(r"(?:\s(?:VÀ|CỦA|CHO)|[-–,&])$")


@dataclass
class _Block:
    """One signatory's lines; `side` orders blocks from left to right."""

    side: float
    capacity: str | None = None
    on_behalf: str | None = None
    position: str | None = None
    name: str | None = None
    last: str = ""  # the line before
    capitals: str | None = None  # a line in capitals that is no known office of a person
    spans: list[tuple[int, int]] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether the name is still to come: the next office or name is this signatory's."""
        return self.name is None

    def take(self, line: Stretch) -> None:
        """Add a line."""
        text = line.text.strip(" .,")
        before, self.last = self.last, text
        if _unfinished().search(before) and text.isupper():  # «GIÁM ĐỐC SỞ GIÁO DỤC VÀ | ĐÀO TẠO» is no name
            if self.position == before:
                self.position = f"{before} {text}"
        elif line.kind is Kind.CAPACITY:
            self._take_capacity(line)
        elif line.kind is Kind.POSITION:
            self._take_position(text)
        elif line.kind in (Kind.OTHER, Kind.CAPITALS) and (office := self._left(text)):
            self.position = office
        elif line.kind is Kind.OTHER:
            return
        elif line.kind is Kind.NAME:
            self.position = self.position or (None if self.on_behalf else self.capitals)
            self.name = person_name(line.text) or text
        elif self.position == before and len(before.split()) >= _LONG and len(text.split()) <= _LONG and text.isupper():
            self.position = f"{before} {text}"  # «VỤ TRƯỞNG VỤ GIÁO DỤC | TRUNG HỌC» that a column cut
        elif self.on_behalf and not self.position:
            self.on_behalf = f"{self.on_behalf} {text}"  # «TM. ỦY BAN NHÂN DÂN» goes on below
        elif not self.position:
            self.capitals = text

    def _left(self, text: str) -> str | None:
        """The office of which a stamp left the last words, told by the one for which, or in whose place, is signed."""
        if self.name or not self.on_behalf:
            return None
        if self.capacity == "TM." and (head := head_seen(text, self.on_behalf)):
            return f"PHÓ {head}" if self.position == head else head  # of two such lines the second is the deputy's
        return deputy_seen(text, self.on_behalf) if self.capacity == "KT." and not self.position else None

    def _take_capacity(self, line: Stretch) -> None:
        """Add a capacity; of «TL. CHỦ TỊCH, KT. CHÁNH VĂN PHÒNG» the first tells whose word it is."""
        found = _capacity().match(line.text)
        if not found or self.capacity is not None:
            return
        self.capacity, rest = re.sub(r"[\s./]", "", found["capacity"]) + ".", found["rest"].strip(" .,")
        if self.capacity == "Q.":  # an acting head signs for nobody else
            self.position = self.position or rest
        else:
            self.on_behalf = rest

    def _take_position(self, text: str) -> None:
        """Add an office of a person; of several the first, but the deputy's of the one for whom the deputy signs."""
        if self.position and not self.capacity and deputy(text, self.position):  # «KT.» is lost under a stamp
            self.capacity, self.on_behalf, self.position = "KT.", self.position, text
        if self.capacity == "KT." and text == self.on_behalf:  # of «PHÓ …» the first word is lost
            text = deputy_seen(text, self.on_behalf) or text
        self.position = self.position or text


def find_signature(part: Part, zones: Zones) -> Signature | None:
    """The leading signatory; of several, the one on the right (who signs for the issuing office), or None."""
    rows = zones.rows_of(zones.closing)
    found = [b for b in _blocks(part, rows) if b.position or b.on_behalf]
    if not found:
        return _name_alone(part, rows)
    chosen = max(reversed(found), key=lambda b: b.side)
    return Signature(
        capacity=chosen.capacity,
        on_behalf=chosen.on_behalf,
        position=chosen.position,
        name=chosen.name,
        signed=_is_signed(part, rows),
        evidence=[part.evidence(start, end) for start, end in sorted(set(chosen.spans))],
    )


def _name_alone(part: Part, rows: Sequence[Row]) -> Signature | None:
    """The name of a signatory whose office a stamp hides; its office stays None."""
    for row in reversed(rows):
        for line in stretches(row):
            span = row.start + line.start, row.start + line.end
            if part.doubtful(*span):
                line = repaired(line)
            name = person_name(line.text) if line.kind is Kind.NAME and line.lane == 0 else None
            if name:
                return Signature(name=name, signed=_is_signed(part, rows), evidence=[part.evidence(*span, 0.6)])
    return None


def _is_signed(part: Part, rows: Sequence[Row]) -> bool:
    """Whether «(Đã ký)» is printed, or a digital signature (no stamped figure) lies on a page of the closing."""
    if any(_signed().search(row.key) for row in rows):
        return True
    pages = {row.page for row in rows}
    for note in part.annotations:
        if note.page not in pages:
            continue
        if _signed().search(match_key(note.text or "")) or (note.kind == "signature" and not _figure(note.text)):
            return True
    return False


def _figure(text: str | None) -> bool:
    return bool(text) and not any(c.isalpha() for c in text or "")


def _blocks(part: Part, rows: Sequence[Row]) -> list[_Block]:
    blocks: list[_Block] = []
    for row in rows:
        signing = list(_signing(part, row))
        for line, side in signing:
            block = _owner(blocks, side, alone=len(signing) == 1 and row.side == (None, None))
            if block is None:
                if line.kind in (Kind.NAME, Kind.OTHER):
                    continue
                block = _Block(side)
                blocks.append(block)
            block.take(line)
            block.spans.append((row.start + line.start, row.start + line.end))
    return blocks


def _signing(part: Part, row: Row) -> Iterator[tuple[Stretch, float]]:
    """The stretches of a line that may belong to a signatory, and how far right they stand."""
    for line in stretches(row):
        doubtful = part.doubtful(row.start + line.start, row.start + line.end)
        if doubtful and (line.kind is not Kind.LIST or row.column):
            line = repaired(line)
        if line.kind is Kind.OTHER and likely_name(line.text) and not doubtful:  # half a name is none
            line = replace(line, kind=Kind.NAME)
        left_over = doubtful and line.kind is Kind.OTHER and bool(row.column)
        if left_over or line.kind in (Kind.CAPACITY, Kind.POSITION, Kind.NAME, Kind.CAPITALS):
            side = row.column if row.column is not None else row.cell.column if row.cell else line.lane
            yield line, float(side)


def _owner(blocks: Sequence[_Block], side: float, *, alone: bool) -> _Block | None:
    """The signatory to whom the next line on this side belongs: one whose name is still to come."""
    waiting = [b for b in blocks if b.open]
    same = [b for b in waiting if b.side == side]
    if same:
        return same[-1]
    return waiting[-1] if waiting and alone else None
