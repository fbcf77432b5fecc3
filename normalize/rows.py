"""Printed lines as finders of structure see them: text, a key for matching, and how the line is set on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.clean import Item
from normalize.part import Block, Part, Place
from schemas.document import Align, Box
from vietnamese.letters import nfc, strip_marks

UPPER = "A-ZĐĂÂÊÔƠƯÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ"
LOWER = "a-zđăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
"""The letters of Vietnamese for character classes in patterns: capitals and small ones."""


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line. `key` is its text in lower case without marks, letter for letter, so offsets hold in both.

    `start` and `end` are offsets in the part's clean text; `owner` is the index of the paragraph (block or item) it
    belongs to, `first` whether it begins that paragraph.
    """

    text: str
    key: str
    start: int
    end: int
    page: int
    owner: int
    first: bool = True
    align: Align | None = None
    bold: bool = False
    column: int | None = None
    cell: Place | None = None
    box: Box | None = None

    @property
    def ruled(self) -> bool:
        """Whether the line stands in a table with ruled lines, which is data and not layout."""
        return self.cell is not None and self.cell.ruled

    @property
    def side(self) -> tuple[int | None, int | None]:
        """The column or table cell in which the line stands; lines of one side belong together."""
        return self.column, self.cell.column if self.cell else None


def match_key(text: str) -> str:
    """`text` in lower case without marks, of the same length, letter for letter."""
    key = strip_marks(text)
    lowered = key.lower()
    return lowered if len(lowered) == len(key) else "".join(c.lower()[:1] or c for c in key)


def part_rows(part: Part) -> tuple[Row, ...]:
    """The lines of a part in reading order; a paragraph of the source that was not cut into lines is one line."""
    content = part.content
    key = match_key(content)
    found: list[Row] = []
    for owner, block in enumerate(part.blocks):
        for number, (start, end, page, box) in enumerate(_lines(part, block)):
            found.append(
                Row(
                    content[start:end],
                    key[start:end],
                    start,
                    end,
                    page,
                    owner,
                    number == 0,
                    block.align,
                    block.bold,
                    block.column,
                    block.cell,
                    box,
                )
            )
    return tuple(found)


def _lines(part: Part, block: Block) -> Iterator[tuple[int, int, int, Box | None]]:
    """The printed lines of a block; pieces of one line (repaired words) are put together by their height."""
    start, end, page, box = -1, -1, block.page, None
    for piece in part.text.pieces_of(block.start, block.end):
        if start >= 0 and _same_line(box, piece.box):
            end, box = piece.end, _union(box, piece.box)
            continue
        if start >= 0:
            yield start, end, page, box
        start, end, page, box = piece.start, piece.end, piece.page, piece.box
    if start >= 0:
        yield start, end, page, box


def _same_line(a: Box | None, b: Box | None) -> bool:
    if a is None or b is None or b[0] < a[2] - 1:
        return False
    overlap = min(a[3], b[3]) - max(a[1], b[1])
    return overlap > 0.5 * min(a[3] - a[1], b[3] - b[1])


def _union(a: Box | None, b: Box | None) -> Box | None:
    if a is None or b is None:
        return a or b
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def item_rows(found: Sequence[Item]) -> tuple[Row, ...]:
    """The lines of paragraphs that are not yet a part; `owner` is the index into `found`, offsets are not kept."""
    rows: list[Row] = []
    for owner, item in enumerate(found):
        number = 0
        for line in item.paragraph.lines:
            text = nfc(" ".join(line.text.split()))
            if not text:
                continue
            rows.append(
                Row(
                    text,
                    match_key(text),
                    0,
                    0,
                    getattr(line, "page", None) or item.page,
                    owner,
                    number == 0,
                    item.paragraph.align,
                    line.bold,
                    item.paragraph.column,
                    item.cell,
                    line.box,
                )
            )
            number += 1
    return tuple(rows)
