"""The signature block: in what capacity, for whom, in which office, and by whom a dispatch is signed.

Form: Nghị định 30/2020/NĐ-CP, Điều 8 khoản 7 and Điều 13 (TM., KT., TL., TUQ., Q.).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from normalize.closing import person_name, position_line
from normalize.marks import is_caps
from normalize.marks import pattern as mark_pattern
from normalize.part import Part
from normalize.rows import LOWER, UPPER, Row, match_key
from normalize.structure import Zones
from schemas.facts import Signature


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    name = rf"[{UPPER}][{LOWER}]+"
    return {
        "capacity": re.compile(
            rf"(?:\W{{0,3}}|.{{1,2}}\s)(?P<capacity>TM|KT|TL|TUQ|T\.?\s?UQ|Q)(?:\s?[./]\s*|\s+)(?P<rest>[{UPPER}&].*)$"
        ),
        "signed": re.compile(r"da ky|\bky boi\b|\bnguoi ky\b|\bky ngay\b|\bgio ky\b|\bdigitally signed\b"),
        "gap": re.compile(r"\t|\s{3,}|\s\|\s"),
        "next": re.compile(rf"\s+(?=(?:KT|TL|TUQ|Q)\.\s?[{UPPER}]{{2}})"),
        "name": re.compile(rf"(?<=[{UPPER}]{{2}})\s+(?=(?:{name}\s){{1,4}}{name}$)"),
        "deputy": re.compile(rf"((?:KT|TUQ|TL)\.\s*[{UPPER} ,]+?)\s+((?:PHÓ|THỨ) .*)$"),
    }


@dataclass
class _Block:
    """One signatory's lines; `side` orders blocks from left to right."""

    capacity: str | None = None
    on_behalf: str | None = None
    position: str | None = None
    name: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    side: float = 0.0
    open: bool = True  # no name yet: the next office or name is still this signatory's
    capitals: str | None = None  # a line in capitals that is no known office of a person

    @property
    def empty(self) -> bool:
        """Whether nothing yet tells that somebody signs here."""
        return self.position is None and self.on_behalf is None and self.capitals is None

    def take_capacity(self, found: re.Match[str]) -> None:
        """«KT. GIÁM ĐỐC»; of «TL. CHỦ TỊCH, KT. CHÁNH VĂN PHÒNG» the first tells whose word it is."""
        if self.capacity is None:
            self.capacity = re.sub(r"[\s.]", "", found["capacity"]) + "."
            self.on_behalf = found["rest"].strip(" .,")

    def take_capitals(self, text: str) -> None:
        """Capitals below «TM. ỦY BAN NHÂN DÂN» go on with its name; elsewhere they may be an office nobody listed."""
        if self.on_behalf:
            self.on_behalf = f"{self.on_behalf} {text.strip(' .,')}"
        else:
            self.capitals = text.strip(" .,")

    def take_name(self, name: str) -> None:
        """The name closes a signatory; capitals right above it were the office."""
        self.position = self.position or (self.capitals if self.on_behalf is None else None)
        self.name, self.open = name, False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a closing line: text, offsets, and how far right it stands."""

    text: str
    start: int
    end: int
    side: float


def find_signature(part: Part, zones: Zones) -> Signature | None:
    """The leading signatory; of several, the one on the right (who signs for the issuing office), or None."""
    rows = zones.rows_of(zones.closing)
    blocks: list[_Block] = []
    for piece in _pieces(rows):
        _take(piece, blocks)
    found = [b for b in blocks if b.position or b.on_behalf]
    if not found:
        return None
    chosen = max(reversed(found), key=lambda b: b.side) if any(b.side for b in found) else found[-1]
    return Signature(
        capacity=chosen.capacity,
        on_behalf=chosen.on_behalf,
        position=chosen.position,
        name=chosen.name,
        signed=_is_signed(part, zones, rows),
        evidence=[part.evidence(start, end) for start, end in sorted(set(chosen.spans))],
    )


def _is_signed(part: Part, zones: Zones, rows: Sequence[Row]) -> bool:
    """Whether «(Đã ký)» is printed, or a digital signature lies on a page of the closing or of the letterhead."""
    if any(_patterns()["signed"].search(row.key) for row in rows):
        return True
    pages = {row.page for row in rows}
    return any(
        n.page in pages and (n.kind == "signature" or _patterns()["signed"].search(match_key(n.text or "")))
        for n in part.annotations
    )


def _pieces(rows: Sequence[Row]) -> Iterator[_Piece]:
    """The stretches of the closing that may belong to a signatory: Nơi nhận and its list are passed over."""
    for row in rows:
        at = 0
        for lane, gap in enumerate([*_patterns()["gap"].finditer(row.text), None]):
            stop = gap.start() if gap else len(row.text)
            text = row.text[at:stop]
            start = at + len(text) - len(text.lstrip(" *_|"))
            text = text.strip(" *_|")
            if text and not re.match(r"[-–+•]", text):
                side = _side(row, lane)
                yield _Piece(text, row.start + start, row.start + start + len(text), side)
            at = gap.end() if gap else stop


def _side(row: Row, lane: int) -> float:
    """How far right a stretch stands: by column, table cell, gap on its line, or not at all."""
    if row.column is not None:
        return float(row.column)
    if row.cell is not None:
        return float(row.cell.column)
    return float(lane)


def _take(piece: _Piece, blocks: list[_Block]) -> None:
    """Give a stretch to the block it belongs to, or open a new one."""
    opened = mark_pattern("receivers").match(match_key(piece.text))
    text = piece.text[opened.end() :] if opened else piece.text
    for part in _inline(text):
        _take_part(part, piece, blocks)


def _inline(text: str) -> list[str]:
    """«TM. ỦY BAN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Vũ Văn A» cut into its lines."""
    cut = _patterns()["name"].sub("\n", _patterns()["next"].sub("\n", text))
    lines: list[str] = []
    for line in cut.split("\n"):
        deputy = _patterns()["deputy"].match(line)
        lines.extend(deputy.groups() if deputy else [line])
    return lines


def _take_part(text: str, piece: _Piece, blocks: list[_Block]) -> None:
    """Add a line to the signatory on its side, or begin a new signatory."""
    found = _patterns()["capacity"].match(text)
    capacity = found if found and is_caps(found["rest"]) else None
    office = position_line(text, match_key(text))
    name = person_name(text)
    block = next((b for b in reversed(blocks) if b.side == piece.side and b.open), None)
    if block is None:
        if not (capacity or office or is_caps(text)):
            return
        block = _Block(side=piece.side)
        blocks.append(block)
    if capacity:
        block.take_capacity(capacity)
    elif office:
        block.position = block.position or text.strip(" .,")
    elif name and not (is_caps(text) and block.empty):
        block.take_name(name)
    elif is_caps(text) and len(text) <= 70 and not block.position:
        block.take_capitals(text)
    else:
        return
    block.spans.append((piece.start, piece.end))
