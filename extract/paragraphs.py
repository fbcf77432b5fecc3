"""Joining printed lines into paragraphs; shared by the PDF and plain-text readers.

Where lines have boxes, the page tells: a line that breaks although the next word would have fitted ends its paragraph,
an indent begins one. Where they have none, lengths in characters stand for widths, and words tell the rest: a label
or a closed sentence parts, a small letter goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from extract.line_starts import Start, goes_on, is_closed, is_range, start
from schemas.document import Align, Line, Paragraph

_DESCENT = 0.22  # of the type size: how far a line's box reaches under its baseline
_LONG = 150  # characters: lines longer than this are paragraphs, not printed lines
# Of the width: lines without boxes are measured in characters, which differ in width; how much shorter than the
# widest line one may be and yet be full, where its sentence is closed, is open, is open and began with an indent.
_CLOSED, _OPEN, _OPEN_FIRST = 0.12, 0.2, 0.28
_INDENT = 8.0  # points
_FLUSH = 2.5  # points: a line that ends no further from the edge ends at it
_LEADERS = ("....", "……", "…..", "..…", "____")
_LETTER_HYPHEN = re.compile(r"[^\W_]-$")
_LETTER_SLASH = re.compile(r"[^\W_]/$")
_NUMBER_SYMBOL = re.compile(r"\d+/[^\s/]*[^\W\d_]$")


@dataclass(frozen=True, slots=True)
class Measure:
    """The column in which lines stand: its edges, its usual step between baselines, where first lines begin.

    In points where lines have boxes; where they have none in characters, with `right` 0 where lines are not wrapped.
    """

    left: float
    right: float
    step: float = 0.0
    first: float | None = None  # where the first lines of paragraphs begin, None where they are not indented
    justified: bool = False  # most full lines end at the right edge
    boxed: bool = True
    spaced: bool = False  # a blank line follows every line and parts nothing


class _Seen(NamedTuple):
    line: Line
    text: str
    x0: float
    x1: float
    base: float
    size: float
    letter: float  # average width
    blanks: int  # blank lines before
    label: Start | None

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def only_label(self) -> bool:
        return bool(self.label and self.label.alone and len(self.text.rstrip(" .:")) <= self.label.length)


def join(lines: Sequence[Line], *, width: float | None = None, measured: Measure | None = None) -> list[Paragraph]:
    """Paragraphs made of `lines`, printed lines of one column in reading order.

    A blank line is given as a `Line` whose text is empty or white: it may part paragraphs, and where every printed
    line is followed by one it parts nothing; blank lines never come back. `Line.text` keeps its leading spaces, which
    tell an indent where there is no box, and comes back as it was given. `width` is the column's width in the lines'
    own unit, points where lines have boxes and characters where they have none; None: it is measured. `measured` is
    the column as already known (from a whole page, say); it overrules `width`.

    A number or symbol cut by the line's end («273/KH-» «UBND») is put together on the first of its lines; `raw` tells.
    """
    seen = list(_see(lines))
    if not seen:
        return []
    column = measured or _measure(seen, width, len(lines) - len(seen))
    groups = [[seen[0]]]
    for a, b in pairwise(seen):
        if _parts(a, b, column, column, len(groups[-1])):
            groups.append([b])
        else:
            groups[-1].append(b)
    return [Paragraph(tuple(_glued([s.line for s in group])), _align(group, column)) for group in groups]


def measure(lines: Sequence[Line], *, width: float | None = None) -> Measure:
    """The column in which `lines` stand; see `Measure`."""
    seen = list(_see(lines))
    return _measure(seen, width, len(lines) - len(seen)) if seen else Measure(0, width or 0)


def goes_over(last: Line, first: Line, before: Measure, after: Measure) -> bool:
    """Whether a paragraph that ends a page with the line `last` goes on with `first` on the next page."""
    a, b = next(_see([last]), None), next(_see([first]), None)
    return bool(a and b) and not _parts(a, b, before, after, 1, turned=True)  # type: ignore[arg-type]


def glue(paragraph: Paragraph) -> Paragraph:
    """The paragraph with numbers and symbols that a line's end cuts put together."""
    return replace(paragraph, lines=tuple(_glued(list(paragraph.lines))))


def _see(lines: Sequence[Line]) -> Iterator[_Seen]:
    blanks = 0
    for line in lines:
        text = line.text.strip()
        if not text:
            blanks += 1
            continue
        if line.box is None:
            size, base, letter = 1.0, 0.0, 1.0
            x0 = float(len(line.text.expandtabs()) - len(line.text.expandtabs().lstrip()))
            x1 = x0 + len(text)
        else:
            x0, top, x1, bottom = line.box
            size = line.size or (bottom - top) / 1.11
            base, letter = bottom - _DESCENT * size, (x1 - x0) / len(text)
        yield _Seen(line, text, x0, x1, base, size, letter, blanks, start(text))
        blanks = 0


def _measure(seen: list[_Seen], width: float | None, blanks: int) -> Measure:
    if seen[0].line.box is None:
        spaced = len(seen) > 3 and sum(s.blanks > 0 for s in seen[1:]) > 0.75 * (len(seen) - 1)
        return Measure(0, _characters(seen) if width is None else width, boxed=False, spaced=spaced)
    lefts = sorted(s.x0 for s in seen)
    left = next((x for x, y in pairwise(lefts) if y - x < 3), lefts[0])
    rights = sorted((s.x1 for s in seen), reverse=True)
    right = next((x for x, y in pairwise(rights) if x - y < 4), rights[0])
    if width is not None:
        right = left + width
    steps = Counter(round(2 * (b.base - a.base)) for a, b in pairwise(seen) if b.base > a.base)
    step = steps.most_common(1)[0][0] / 2 if steps else 0.0
    indents = Counter(round(s.x0) for s in seen if _INDENT < s.x0 - left < 70 and s.x1 > left + 0.55 * (right - left))
    first, times = indents.most_common(1)[0] if indents else (0, 0)
    full = [s.x1 for s in seen if s.x1 > left + 0.8 * (right - left)]
    justified = len(full) > 3 and 2 * sum(right - x1 < _FLUSH for x1 in full) > len(full)
    return Measure(left, right, step, first if times >= 2 or times * 4 > len(seen) else None, justified)


def _characters(seen: list[_Seen]) -> float:
    """The width, in characters, at which lines are wrapped; 0 where a paragraph is a line."""
    lengths = sorted(len(s.text) for s in seen)
    if sum(n > _LONG for n in lengths) * 12 > len(lengths) or lengths[-1] < 40:
        return 0.0
    wrapped = [n for n in lengths if n <= _LONG]
    return float(wrapped[int(0.95 * len(wrapped))])


def _parts(a: _Seen, b: _Seen, above: Measure, below: Measure, nth: int, *, turned: bool = False) -> bool:
    """Whether `b` begins a new paragraph after `a`, the `nth` line of its own. `turned`: a page's end is between."""
    if "\t" in a.line.text.strip() or "\t" in b.line.text.strip():
        return True  # a flattened table row
    if a.line.box is None or b.line.box is None:
        return _parts_in_text(a, b, above, nth)
    open_end = goes_on(b.text) and not is_closed(a.text) and not b.label
    if abs(a.size - b.size) > 0.9 and not open_end:
        return True
    if not turned and b.base - a.base > (2.6 if open_end else 2.1) * max(a.size, b.size):
        return True
    if _is_centred(b, below) and (_is_centred(a, above) or _is_full_title(a, b, above)):
        return _parts_in_title(a, b)
    if _is_centred(a, above) != _is_centred(b, below) and not open_end:
        return True
    if _had_room(a, b, above):
        return not open_end or (b.x0 - below.left > 2 * _INDENT and not _is_centred(b, below))
    return _parts_after_full_line(a, b, above, below, nth, turned)


def _parts_after_full_line(a: _Seen, b: _Seen, above: Measure, below: Measure, nth: int, turned: bool) -> bool:
    closed, indent = is_closed(a.text), b.x0 - below.left
    if b.label and is_range(a.text, b.text) and indent <= _INDENT:
        return False
    if b.label:
        if closed or indent > _INDENT:
            return True
        return below.first is None and _same_list(a, b, nth)
    if goes_on(b.text) and (not closed or indent <= _INDENT):
        return False
    if closed and above.justified and above.right - a.x1 > 2 * _FLUSH:
        return True  # in justified text only a paragraph's last line ends short of the edge
    if indent > _INDENT and not _hangs(a, b, above, nth):
        return below.first is not None or closed
    apart = not turned and above.step > 0 and b.base - a.base > above.step + 0.25 * b.size
    if apart and (closed or a.line.bold != b.line.bold):
        return True
    if a.line.bold and not b.line.bold and nth == 1 and a.label:
        return closed
    if a.text.endswith(_LEADERS):
        return True  # a form: dots to write on end each line
    return closed and below.first is None and a.text.endswith((";", ":"))


def _parts_in_text(a: _Seen, b: _Seen, column: Measure, nth: int) -> bool:
    """The same for lines without boxes."""
    closed = is_closed(a.text)
    blank = b.blanks > (1 if column.spaced else 0)
    indented = nth == 1 and not (a.label and a.label.kind != "basis")
    slack = (_CLOSED if closed else _OPEN_FIRST if indented else _OPEN) * column.right
    if a.text.isdigit() or b.text.isdigit():
        return True  # page numbers, cells of a flattened table
    if b.label:
        if a.label and _follows(a, b):
            return True
        coincidence = not blank and not closed and column.right and not _had_room(a, b, column, slack)
        return not (coincidence and b.label.kind in ("number", "letter", "article", "section", "annex", "subject"))
    if goes_on(b.text) and not closed and not a.only_label:
        wrapped = column.right > 0 or len(a.text) > _LONG or not blank
        return not wrapped or b.blanks > 2
    if blank or a.only_label:
        return True
    if a.label and a.label.kind == "subject" and not closed:
        return False
    if a.text.endswith((":", ";")):
        return True
    return not column.right or _had_room(a, b, column, slack)


def _same_list(a: _Seen, b: _Seen, nth: int) -> bool:
    """Whether `b` begins with the same kind of label as `a`, at the same place: an item under an item."""
    return bool(nth == 1 and a.label and b.label and a.label.kind == b.label.kind and abs(a.x0 - b.x0) < 3)


def _follows(a: _Seen, b: _Seen) -> bool:
    """Whether the number that opens `b` comes next after the one that opens `a`, or goes one level down: 2. 2.1. 3."""
    first, second = (re.findall(r"\d+", s.text[: s.label.length]) if s.label else [] for s in (a, b))
    if not first or not second or b.label is None or b.label.kind != "number":
        return False
    return second == [*first, "1"] or second == [*first[:-1], str(int(first[-1]) + 1)]


def _hangs(a: _Seen, b: _Seen, column: Measure, nth: int) -> bool:
    """Whether `b` stands under the text of an item whose label hangs out to its left."""
    if nth == 1:
        return bool(a.label) and 6 < b.x0 - a.x0 < 50
    return abs(b.x0 - a.x0) < 3 and a.x0 - column.left > _INDENT


def _had_room(a: _Seen, b: _Seen, column: Measure, slack: float = 1.0) -> bool:
    """Whether the first word of `b` would have fitted on the line of `a`, so that the break was meant."""
    words = b.text.split(None, 2)
    first = " ".join(words[:2]) if is_range(a.text, b.text) else words[0]
    wide = 1.45 if column.boxed and first.isupper() and not b.text.isupper() else 1.0
    room = column.right - a.x1
    if column.boxed and a.x0 - column.left > 3 and abs(a.x0 - column.left - room) < 3:
        room += a.x0 - column.left  # centred: what is free stands half on either side
    return 0.25 * a.size + len(first) * b.letter * wide <= room - slack


def _is_centred(s: _Seen, column: Measure) -> bool:
    """Whether the line stands in the middle of its column, well off both edges."""
    left, right = s.x0 - column.left, column.right - s.x1
    if min(left, right) < 1.5 * s.size:
        return False
    if column.first is None:
        return abs(left - right) < 2.2 * s.size
    if abs(s.x0 - column.first) < 3:  # a first line may end as far from the right by chance
        return abs(left - right) < 3 and not (s.label and not s.label.alone)
    indent = column.first - column.left  # a centred paragraph may keep the indent of its first line
    return min(abs(left - right), abs(left - indent - right)) < 2.2 * s.size


def _is_full_title(a: _Seen, b: _Seen, column: Measure) -> bool:
    """Whether `a`, which fills its column, is the first line of a title that goes on centred in `b`."""
    full = a.x0 - column.left < 3 * a.size and abs(a.centre - (column.left + column.right) / 2) < 2 * a.size
    return full and a.line.bold and b.line.bold and not is_closed(a.text)


def _parts_in_title(a: _Seen, b: _Seen) -> bool:
    """Whether two centred lines are two paragraphs: a title's kind and its subject, say, set in other letters."""
    if a.text.count("(") > a.text.count(")"):
        return False
    if a.only_label or b.only_label or b.text.startswith("(") or is_closed(a.text):
        return True
    if a.line.bold != b.line.bold or a.line.italic != b.line.italic:
        return not goes_on(b.text)
    if a.text.isupper() != b.text.isupper() and not goes_on(b.text):
        return True
    return bool(b.label and b.label.kind not in ("number", "subject")) or b.base - a.base > 1.9 * b.size


def _align(group: list[_Seen], column: Measure) -> Align | None:
    if not column.boxed:
        return None
    if all(_is_centred(s, column) for s in group):
        return Align.CENTER
    first = group[0]
    if len(group) == 1 and first.x0 > (column.left + column.right) / 2 and column.right - first.x1 < 3 * first.size:
        return Align.RIGHT
    full = group[:-1]
    return Align.JUSTIFY if full and all(column.right - s.x1 < 3 for s in full) else Align.LEFT


def _glued(lines: list[Line]) -> list[Line]:
    """Lines with the head of a cut number or symbol moved up to where it belongs."""
    for i in range(1, len(lines)):
        above, below = lines[i - 1], lines[i]
        if not _is_cut(above.text.rstrip(), below.text.lstrip()):
            continue
        head, _, rest = below.text.lstrip().partition(" ")
        raw_head, _, raw_rest = (below.raw or below.text).lstrip().partition(" ")
        raw = f"{(above.raw or above.text).rstrip()} {raw_head}"
        lines[i - 1] = replace(above, text=above.text.rstrip() + head, raw=raw)
        lines[i] = replace(below, text=rest, raw=raw_rest if below.raw else None)
    return [line for line in lines if line.text.strip()]


def _is_cut(above: str, below: str) -> bool:
    if not above or not below:
        return False
    if below[0].isalnum():
        return bool(_LETTER_HYPHEN.search(above) or _LETTER_SLASH.search(above))
    token = above.rsplit(None, 1)[-1]
    if below[0] == "/" and below[1:2].isalnum():
        return token[-1].isdigit()
    return below[0] == "-" and below[1:2].isupper() and bool(_NUMBER_SYMBOL.search(token))
