"""The periods of the blocks of yearly training in ruled tables («Chương trình bồi dưỡng 01 | 40»)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from normalize.module_codes import HEAD, read_cell
from normalize.part import Block, Part
from normalize.rule_text import block_name
from schemas.rules import Duration, Rule

_BLOCK = re.compile(
    r"(?:thực\s+hiện\s+|học\s+)?(?P<kind>nội\s+dung|chương\s+trình|khối\s+kiến\s+thức|CTBD|CT|ND)\s*"
    r"(?:(?:bồi\s+dưỡng|BDTX|BD|\(\s*CTBD\s*\))\s*)*(?:số\s+)?0?(?P<number>[123])(?P<bare>)(?![\w./]|,\d)",
    re.IGNORECASE,
)
_OF_TRAINING = re.compile(r"bồi\s+dưỡng|BDTX|CTBD", re.IGNORECASE)
_HEAD = re.compile(r"số\s+tiết|thời\s+lượng|tổng\s+(?:số\s+)?tiết", re.IGNORECASE)
_YEARLY = re.compile(r"năm", re.IGNORECASE)
_PERIODS = re.compile(r"(?:khoảng\s+)?(?P<periods>\d{1,3})(?:\s*tiết)?(?P<each>\s*/\s*năm(?:\s+học)?)?", re.IGNORECASE)
_ROWS = 40  # the blocks are few; of longer tables, data, only so many rows are looked at


def table_durations(part: Part) -> Iterator[Rule]:
    """The periods that a table's column of periods gives to each block, with the cells of its row as evidence."""
    if not part.tables or not _OF_TRAINING.search(part.content):
        return
    for table in part.tables:
        rows = [cells for _, (_, cells) in zip(range(_ROWS), part.rows(table), strict=False)]
        heads = {column: _text(part, blocks) for column, blocks in rows[0].items()} if rows else {}
        columns = {column: bool(_YEARLY.search(text)) for column, text in heads.items() if _HEAD.search(text)}
        found = [rule for cells in rows[1:] if columns and (rule := _row(part, cells, columns))]
        names = [rule.block for rule in found]  # several rows of one block are what it consists of
        yield from (rule for rule in found if names.count(rule.block) == 1)


def _row(part: Part, cells: Mapping[int, list[Block]], columns: Mapping[int, bool]) -> Duration | None:
    """A block's periods; a row of a module tells the module's. The columns say whether they are a year's."""
    texts = {column: _text(part, blocks) for column, blocks in cells.items()}
    name = next((match for text in texts.values() if (match := _BLOCK.match(text))), None)
    told = next((c for c in columns if c in texts and _PERIODS.fullmatch(texts[c])), None)
    if not name or told is None:
        return None
    if any(HEAD.match(text) or (read_cell(text) and not text.isdigit()) for text in texts.values()):
        return None
    periods = _PERIODS.fullmatch(texts[told])
    assert periods is not None
    return Duration(
        id="r",
        periods=int(periods["periods"]),
        per="year" if periods["each"] or columns[told] else "block",
        block=block_name(name),
        evidence=[part.evidence(block.start, block.end, 0.8) for blocks in cells.values() for block in blocks],
    )


def _text(part: Part, blocks: list[Block]) -> str:
    """The words of a cell."""
    return " ".join(" ".join(part.words(block).split()) for block in blocks).strip(" .:;-")
