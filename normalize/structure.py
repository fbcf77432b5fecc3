"""The structure of a file and of a dispatch: which stretch is a dispatch of its own, where its zones begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from normalize.annexes import annex_head, annex_label
from normalize.clean import Item
from normalize.closing import Kind, capacity_line, find_closing, person_name, position_line, stretches
from normalize.letterhead import Letterhead, read_letterhead
from normalize.marks import Mark, date_mark, fragments, is_caps, number_mark, type_line
from normalize.marks import pattern as mark_pattern
from normalize.part import Part
from normalize.rows import Row, item_rows, part_rows

Span = tuple[int, int]


class Annex(NamedTuple):
    """What follows the signature: its span, its label («Phụ lục 1»; empty where none is printed) and its title."""

    start: int
    end: int
    label: str
    title: str


@dataclass(frozen=True)
class Zones:
    """Where the parts of a dispatch stand in its clean text.

    `letterhead` reaches to the main text (subject and Kính gửi are in it), `body` is the main text, `closing` Nơi nhận
    and the signature block, `annexes` what follows. A zone that is missing is empty: its start is its end.
    """

    letterhead: Span
    body: Span
    closing: Span
    annexes: tuple[Annex, ...] = ()
    rows: tuple[Row, ...] = field(default=(), repr=False)
    head: Letterhead = field(default=Letterhead(), repr=False)

    def rows_of(self, zone: Span) -> tuple[Row, ...]:
        """The lines of a zone."""
        return tuple(row for row in self.rows if zone[0] <= row.start < zone[1])

    def annex_at(self, offset: int) -> Annex | None:
        """The annex that holds the character at `offset`, or None."""
        return next((a for a in self.annexes if a.start <= offset < a.end), None)


def zones(part: Part) -> Zones:
    """The zones of a dispatch."""
    rows = part_rows(part)
    length = len(part.content)
    if not rows:
        return Zones((0, 0), (0, length), (length, length))
    head = read_letterhead(rows)
    found = find_closing(rows, head.end)
    body_start = _start(rows, head.end, length)
    if found is None:
        first = next((i for i in range(head.end, len(rows)) if _opens_annex(rows, i)), len(rows))
        end = _start(rows, first, length)
        return Zones((0, body_start), (body_start, end), (end, end), _annexes(rows, first, length), rows, head)
    first, last = found
    start, end = rows[first].start, rows[last - 1].end
    annexes = _annexes(rows, last, length)
    return Zones((0, body_start), (body_start, start), (start, end), annexes, rows, head)


def _start(rows: Sequence[Row], index: int, length: int) -> int:
    return rows[index].start if index < len(rows) else length


def _opens_annex(rows: Sequence[Row], i: int) -> bool:
    """Whether an annex begins at line `i` of a dispatch whose closing was not found: a head in capitals, on a new page."""
    row = rows[i]
    capitals = is_caps(row.text[:8])
    return i > 0 and annex_head(row) and capitals and (row.page != rows[i - 1].page or bool(annex_label(row)))


def _annexes(rows: Sequence[Row], first: int, length: int) -> tuple[Annex, ...]:
    """The annexes in `rows[first:]`: what stands before the first head is one without a label."""
    if first >= len(rows):
        return ()
    starts = [first] + [i for i in range(first + 1, len(rows)) if _heads_annex(rows, i)]
    found = []
    for n, i in enumerate(starts):
        stop = starts[n + 1] if n + 1 < len(starts) else len(rows)
        end = rows[stop - 1].end
        label = annex_label(rows[i]) or ""
        found.append(Annex(rows[i].start, end, label, _title(rows[i:stop], label)))
    return tuple(found)


def _heads_annex(rows: Sequence[Row], i: int) -> bool:
    """Whether a further annex begins with line `i`: a labelled head, or a form's letterhead at the top of a page."""
    if annex_head(rows[i]):
        return annex_label(rows[i]) is not None
    new_page = rows[i].page != rows[i - 1].page
    return new_page and any(mark_pattern("state").search(r.key) for r in rows[i : i + 6])


def _title(rows: Sequence[Row], label: str) -> str:
    """The title of an annex: what follows the label on its line, or the lines in capitals below it."""
    first = rows[0].text.strip()
    if label:
        rest = first[first.find(label) + len(label) :].strip(" :.-–\t")
        if rest and not rest.startswith("("):
            return rest[:160]
        rows = rows[1:]
    lines: list[str] = []
    for row in rows[:6]:
        text = row.text.strip()
        if text.startswith("(") or mark_pattern("state").search(row.key) or mark_pattern("motto").search(row.key):
            continue
        if not is_caps(text) and lines:
            break
        lines.append(text)
        if not is_caps(text):
            break
    return " ".join(lines)[:160]


def split(found: Sequence[Item]) -> list[Sequence[Item]]:
    """Cut a file's paragraphs into its dispatches, one stretch each; a file of one dispatch gives one stretch.

    A dispatch begins with a number line of its own after another has been closed (Nơi nhận, signature, «./.»), with a
    place and date, and with a type line, V/v or Kính gửi below. Annexes, forms with letterheads to be filled in, and
    regulations «ban hành kèm theo» belong to the dispatch before them.
    """
    rows = item_rows(found)
    numbered = [
        (i, mark) for i, row in enumerate(rows) if _may_number(row) and (mark := number_mark(row.text, row.key))
    ]
    cuts: list[int] = []
    known: set[str] = set()
    last = 0
    closed: tuple[int, int] | None = None
    for n, (i, mark) in enumerate(numbered):
        identity = mark.value.number_symbol or ""
        top = _top_of(rows, i)
        if known and identity not in known and top > last:
            closed = closed or find_closing(rows, last + 1)
            stop = numbered[n + 1][0] if n + 1 < len(numbered) else len(rows)
            if closed and closed[0] < top and _begins_dispatch(rows, top, i, stop, numbered=bool(identity)):
                cuts.append(rows[top].owner)
                last, closed = top, None
                known.add(identity)
        elif not known:
            known.add(identity or " ")
    edges = [0, *cuts, len(found)]
    return [found[a:b] for a, b in pairwise(edges) if b > a] or [found]


def _may_number(row: Row) -> bool:
    """A cheap look before the number line is read in earnest."""
    return (
        not row.ruled
        and len(row.text) < 160
        and bool(re.search(r"(?<!\w)s[o06]\W", row.key))
        and bool(re.search(r"[/-]", row.text))
    )


def _top_of(rows: Sequence[Row], number: int) -> int:
    """The first line of the letterhead that holds the number at line `number`: mottos, offices, dates and stamps above it."""
    top = number
    for i in range(number - 1, max(number - 12, -1), -1):
        row = rows[i]
        marks = {f.mark for f in fragments(i, row)}
        office = is_caps(row.text) and len(row.text) < 90 and not _closes(row)
        if row.ruled or not (Mark.MOTTO in marks or Mark.DATE in marks or office):
            if row.text.strip(" -–_*=."):
                break
            continue
        top = i
    return top


def _closes(row: Row) -> bool:
    """Whether a line in capitals closes the dispatch before: an office of a person, or a name."""
    return capacity_line(row.text) or position_line(row.text) or person_name(row.text) is not None


def _begins_dispatch(rows: Sequence[Row], top: int, number: int, stop: int, *, numbered: bool) -> bool:
    """Whether the letterhead from `top` with its number at `number` opens a new dispatch; `stop` is the next number."""
    if any(annex_head(r) or mark_pattern("attached").match(r.key) for r in rows[max(top - 3, 0) : top + 1]):
        return False
    dates = [d for r in rows[top : number + 8] if (d := date_mark(r.text, r.key))]
    titled = any(
        type_line(r.text, r.key) or mark_pattern("about").search(r.key) or mark_pattern("to").search(r.key)
        for r in rows[top : number + 16]
    )
    if not titled or not dates or len(dates[0].year) != 4 or re.search(r"…|\.\.", dates[0].place):
        return False
    return numbered or bool(dates[0].day and dates[0].month) or _is_signed(rows, number, stop)


def _is_signed(rows: Sequence[Row], number: int, stop: int) -> bool:
    """Whether a person's name closes the lines up to `stop`: a draft has no number yet, but a form has no signatory."""
    closing = find_closing(rows[:stop], number + 1)
    return closing is not None and any(s.kind is Kind.NAME for r in rows[slice(*closing)] for s in stretches(r))
