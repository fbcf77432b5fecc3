"""Totals of tables whose cells were flattened into lines, as PDF text layers and copies from the web have them.

Lines that end in equally many figures are rows; what the figures bear out is a sum. Where a column's head is not known
a wrong cell is told only beside others that hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from normalize.grids import Grid
from normalize.part import Block, Part
from normalize.rows import match_key
from normalize.structure import Zones
from normalize.total_expressions import plain
from normalize.total_tables import grid_totals
from schemas.facts import Part as Summand
from schemas.facts import Total
from vietnamese.numbers import parse_figure

_TOKEN = re.compile(r"\S+")
_CELL = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?%?|[-–]")
_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HK])[.)]?(?=\s+\S)")
_SEVERAL = re.compile(r"(?:(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?%?\s+)+(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?%?")
_ROW_WITHIN = re.compile(r"[^\W\d_]\s+\d[\d.,]*\s+\d[\d.,]*\s+(?:\d[\d.,]*\s+)*[^\W\d_]")
_AMOUNTS = re.compile(r"(?:đơn\s+giá|mức\s+chi|định\s+mức).{0,60}thành\s+tiền", re.IGNORECASE | re.DOTALL)
_ENDS = re.compile(r"[.;:,]$")
_TOTAL_WORD = re.compile(
    r"(?<!\w)(?:tong(?!\s+(?:ket|hop|phu))|cong(?!\s+(?:tac|viec|van|chuc|nghe|doan|lap))|tc|ts)(?!\w)"
)
_WORDS = 3  # words of a label that goes on
_LONG = 200  # characters of a row
_SHORT = 40  # characters of a line that goes on with a label
_GAP = 2  # such lines between two rows
_HEADS = 12  # lines above the rows in which their heads stand
_FEWEST = 3  # rows of a table


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: where it stands, where its label ends, and the cells behind it."""

    start: int
    end: int
    page: int
    text: str
    cells: tuple[tuple[int, int], ...]

    @property
    def joined(self) -> bool:
        """Whether two rows were read as one line."""
        return bool(self.cells and _ROW_WITHIN.search(self.text[: self.cells[0][0] - self.start]))


def flat_totals(part: Part, zones: Zones) -> Iterator[Total]:
    """The sums of the tables of a part that are lines of figures."""
    lines = list(_lines(part, zones))
    for first, run in _runs(lines):
        heads = [line.text for line in lines[max(0, first - _HEADS) : first]]
        rows, skipped = _longest(run, amounts=bool(_AMOUNTS.search(" ".join(heads))))
        if len(rows) < _FEWEST:
            continue
        held = list(grid_totals(_grid(part, rows, heads), whole=False))
        held += _groups(part, rows, heads)
        right = sum(bool(total.holds) for total in held)
        wrong = sum(total.holds is False for total in held)
        sure = right >= 2 and right >= 2 * wrong and not skipped
        yield from (total for total in held if total.holds or (sure and total.holds is False))


def _lines(part: Part, zones: Zones) -> Iterator[_Line]:
    """The printed lines of a part's body; what stands in columns beside each other is one line."""
    held: tuple[int, int, int] | None = None
    broken = {number for number, cells in part.tables.items() if _run_together(part, cells)}
    for block in part.blocks:
        if block.start < zones.body[0] or zones.closing[0] <= block.start < zones.closing[1]:
            continue
        if block.cell and block.cell.ruled and block.cell.table not in broken:
            continue
        if held and block.start == held[1] + 1 and part.content[held[1]] == "\t":
            held = (held[0], block.end, held[2])
            continue
        if held:
            yield from _cut(part, *held)
        held = (block.start, block.end, block.page)
    if held:
        yield from _cut(part, *held)


def _run_together(part: Part, cells: Sequence[Block]) -> bool:
    """Whether the columns of a table were read badly, so that its cells hold several figures each."""
    several = sum(bool(_SEVERAL.fullmatch(part.words(cell).strip())) for cell in cells)
    return several >= _FEWEST


def _cut(part: Part, start: int, end: int, page: int) -> Iterator[_Line]:
    """The lines of a stretch with the figures at their ends."""
    at = start
    for text in part.content[start:end].split("\n"):
        cells: list[tuple[int, int]] = []
        if len(text) <= _LONG and any(c.isdigit() for c in text):
            tokens = list(_TOKEN.finditer(text))
            tail = next((n for n, token in enumerate(reversed(tokens)) if _CELL.fullmatch(token.group())), 0)
            for token in reversed(tokens[: len(tokens) - tail]):
                if tail > _WORDS or not _CELL.fullmatch(token.group()):
                    break
                cells.append((at + token.start(), at + token.end()))
            if tail and (len(cells) < 2 or not text[-1].isalpha()):
                cells = []  # «I Khối 73 125 51 huyện»: a label that goes on was set behind its figures
        yield _Line(at, at + len(text), page, text.strip(), tuple(reversed(cells)))
        at += len(text) + 1


def _runs(lines: Sequence[_Line]) -> Iterator[tuple[int, list[_Line]]]:
    """Rows in a row, among them at most a few short lines on which a label goes on; with where they begin."""
    run: list[_Line] = []
    first = gap = 0
    for index, line in enumerate(lines):
        if line.cells:
            first = first if run else index
            run.append(line)
            gap = 0
        elif run and gap < _GAP and len(line.text) <= _SHORT and not _ENDS.search(line.text):
            gap += 1
        else:
            if len(run) >= _FEWEST:
                yield first, run
            run, gap = [], 0
    if len(run) >= _FEWEST:
        yield first, run


def _longest(run: Sequence[_Line], *, amounts: bool = False) -> tuple[list[tuple[_Line, int]], bool]:
    """The longest stretch of rows with equally many figures; a first figure more is the label or its end.

    Short lines with fewer figures may be labels that go on («THCS 03») or rows with blank cells: told by the flag.
    Where counts and prices stand before `amounts`, a row with one figure tells its amount alone («I. In ấn 300.000»).
    """
    best: tuple[list[tuple[_Line, int]], bool] = ([], False)
    widths = Counter(len(line.cells) for line in run)
    for width in [widths.most_common(1)[0][0]] if amounts else sorted(widths):
        stretch: list[tuple[_Line, int]] = []
        passed = skipped = 0
        for line in [*run, None]:
            extra = len(line.cells) - width if line else -width
            if line and amounts and extra < 0 and line.cells[-1][0] > line.start:
                stretch.append((line, extra))
            elif line and (extra == 1 or (extra == 0 and line.cells[0][0] > line.start)):
                stretch.append((line, extra))
                skipped, passed = skipped + passed + line.joined, 0
            elif line and stretch and extra < 0 and passed < _GAP and len(line.text) <= _SHORT:
                passed += 1
            else:
                if len(stretch) > len(best[0]) or (stretch and len(stretch) == len(best[0])):
                    best = (stretch, skipped > 0)
                stretch, passed, skipped = [], 0, 0
    return best


def _grid(part: Part, rows: Sequence[tuple[_Line, int]], heads: Sequence[str]) -> Grid:
    """Rows of figures as a table: marks, labels, figures. Of the heads is told which column is a sum and which a share."""
    width = len(rows[0][0].cells) - rows[0][1]
    cells: list[dict[int, tuple[Block, ...]]] = []
    for line, extra in rows:
        figures = line.cells[extra:] if extra >= 0 else line.cells[-1:]
        label_end = figures[0][0]
        while label_end > line.start and part.content[label_end - 1].isspace():
            label_end -= 1
        mark = _MARK.match(part.content, line.start, label_end)
        split = mark.end() if mark else line.start
        while split < label_end and part.content[split].isspace():
            split += 1
        blank = [(line.start, line.start)] * (width - len(figures))
        spans: list[tuple[int, int]] = [
            (line.start, mark.end() if mark else line.start),
            (split, label_end),
            *blank,
            *figures,
        ]
        row: dict[int, tuple[Block, ...]] = {c: (Block(a, b, line.page),) for c, (a, b) in enumerate(spans) if b > a}
        if part.content[line.end - 1].isalpha():  # «Toàn 823 216 trường»
            row[1] = (*row.get(1, ()), Block(figures[-1][1] + 1, line.end, line.page))
        cells.append(row)
    names: dict[int, tuple[str, ...]] = {0: ("TT",), 1: ("TT",)}
    for column in range(width):
        own = [line.cells[extra:][column] for line, extra in rows if extra >= 0]
        names[column + 2] = ("%",) if _is_share(part, own) else ("",)
    told = _total_at(heads)
    if width >= 3 and _AMOUNTS.search(" ".join(heads)):
        names |= {width - 1: ("Số lượng",), width: ("Đơn giá",), width + 1: ("Thành tiền",)}
    elif told is not None and width >= 3:
        names[2 if told == 0 else width + 1] = ("Tổng số",)
    numbered = [row for row in cells if not _only_counts(part, row)]
    return Grid(part, names, tuple(numbered))


def _is_share(part: Part, cells: Sequence[tuple[int, int]]) -> bool:
    """Whether a column holds shares: figures with a percent sign, or up to 100 and mostly with decimals."""
    texts = [part.content[a:b] for a, b in cells]
    if any(text.endswith("%") for text in texts):
        return True
    values = [value for text in texts if (value := parse_figure(text)) is not None]
    broken = sum("," in text for text in texts)
    return 2 * broken >= len(texts) and all(value <= 100 for value in values)


def _total_at(heads: Sequence[str]) -> int | None:
    """Whether the heads name a sum on their left (0) or right (1) side; None where they name none."""
    words = match_key(" ".join(heads[-2:])).split()
    at = [n for n, word in enumerate(words) if _TOTAL_WORD.match(word)]
    return None if not at else int(at[-1] * 2 >= len(words))


def _only_counts(part: Part, row: dict[int, tuple[Block, ...]]) -> bool:
    """Whether a row only numbers the columns: «A 1 2 3 4»."""
    values = [parse_figure(part.words(blocks[0])) for column, blocks in row.items() if column >= 2]
    known = [v for v in values if v is not None]
    return len(known) >= 2 and len(known) == len(values) and all(b - a == 1 for a, b in pairwise(known))


def _groups(part: Part, rows: Sequence[tuple[_Line, int]], heads: Sequence[str]) -> list[Total]:
    """Rows whose last columns are the sums of the groups of columns before them, where that holds in every row."""
    if not any(_TOTAL_WORD.search(match_key(head)) for head in heads) or any(extra < 0 for _, extra in rows):
        return []
    values = [[parse_figure(part.content[a:b]) for a, b in line.cells[extra:]] for line, extra in rows]
    width = len(values[0])
    for group in range(2, width // 3 + 1):
        if width % group or any(v is None for row in values for v in row):
            continue
        figures = [[v or Decimal(0) for v in row] for row in values]
        inner = range(width - group)
        if all(
            sum(v[c] for c in inner if c % group == o) == v[width - group + o] for v in figures for o in range(group)
        ):
            return [
                _grouped(part, line, extra, v, width - group + o, [c for c in inner if c % group == o])
                for (line, extra), v in zip(rows, figures, strict=True)
                for o in range(group)
            ]
    return []


def _grouped(
    part: Part, line: _Line, extra: int, values: Sequence[Decimal], column: int, parts: Sequence[int]
) -> Total:
    start, end = line.cells[extra:][column]
    return Total(
        label=" ".join(part.content[line.start : line.cells[extra:][0][0]].split()) or None,
        stated=plain(values[column]),
        parts=[Summand(value=plain(values[c])) for c in parts],
        computed=plain(values[column]),
        holds=True,
        evidence=[part.evidence(start, end, 0.85)],
    )
