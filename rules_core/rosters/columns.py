"""Which column is which: by headings that staff rename, reorder, spread over two rows, or type without diacritics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from rules_core.formulas import block_of
from rules_core.interpret import flags_in
from rules_core.rosters.cells import blank, shown
from rules_core.rosters.tables import Cell, Table
from rules_core.words import fold, module_key, table

_MODULE = re.compile(
    r"(?:mo ?-?dun|modul[eo]?|mo dul|\bmd)\W*(?:gvpt|qlpt|gvmn|qlmn|qltrh|qlth|thpt|thcs|th|mn|gdtx)?\W*\d|"
    r"\b(?:gvpt|qlpt|gvmn|qlmn|qltrh|qlth|thpt|thcs|gdtx)\s*[.-]?\s*\d{1,2}\b"
)
_BLOCK = re.compile(r"\b(?:nd|ct)\s*0?[1-3]\b|(?:noi dung|chuong trinh)(?: boi duong)?\s*0?[1-3]\b")
_AVERAGE = re.compile(r"\bdtb\b|diem trung binh|diem tb")
_NEAR = 88  # of 100; «ho va tenn», «đơn vị công tac» are near, «mã» and «ma tran» are not
_DEPTH = 30  # rows in which a heading is looked for
_LEAST = 2  # fields that make a row a heading


@dataclass(frozen=True, slots=True)
class Field:
    """What a column holds, and of which module, block or flag.

    `kind`: id, name, unit, role, level, subject, registered, remarks, ignore, module, module_score, module_day, score, flag.
    """

    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a sheet: fields by column, the words that stand there, the first row of data."""

    fields: dict[int, Field]
    words: dict[int, str]
    first: int
    row: int


@cache
def _aliases() -> dict[str, str]:
    return {name: row["field"] for row in table("columns.tsv") for name in row["names"].split("|")}


def recognise(heading: str, asked: Sequence[str] = ()) -> Field | None:
    """Return what a heading names; `asked`: flags in words of their own that the plans ask for. None for what nobody asks."""
    folded = re.sub(r"[*:_\n]+", " ", fold(heading)).strip(" .")
    bare = " ".join(re.sub(r"\([^)]*\)", " ", folded).split())
    if not bare:
        return None
    if _MODULE.search(folded):
        return _module(folded)
    if short := re.fullmatch(r"m\s*0*(\d{1,2})", bare):
        return Field("module", short[1])
    if kind := _aliases().get(folded) or _aliases().get(bare):
        return Field(kind)
    for words in asked:
        if fuzz.ratio(fold(words), folded) >= _NEAR:
            return Field("flag", words)
    if _BLOCK.search(folded) and (block := block_of(folded)):
        return Field("score", block)
    if _AVERAGE.search(folded):
        return Field("score", "ĐTB")
    if named := flags_in(heading):
        return Field("flag", named[0])
    near = max(_aliases(), key=lambda name: fuzz.ratio(name, bare))
    if len(near) > 3 and fuzz.ratio(near, bare) >= _NEAR:
        return Field(_aliases()[near])
    leading = max((name for name in _aliases() if len(name) > 5 and bare.startswith(name + " ")), key=len, default=None)
    return Field(_aliases()[leading]) if leading else None


def _module(folded: str) -> Field | None:
    match = _MODULE.search(folded)
    key = module_key(folded[match.start() :]) if match else None
    if not key:
        return None
    if re.search(r"\bngay\b|thoi gian", folded):
        return Field("module_day", key)
    if re.search(r"\bdiem\b", folded) and not re.search(r"ket qua|\bkq\b", folded):
        return Field("module_score", key)
    return Field("module", key)


def find_heading(sheet: Table, asked: Sequence[str]) -> Heading | None:
    """Return the heading of a sheet: the row, or two rows, that name most fields; None where none names a person."""
    best: Heading | None = None
    for row in range(min(len(sheet.rows), _DEPTH)):
        for depth in (1, 2):
            found = _heading_at(sheet, row, depth, asked)
            if found and (best is None or len(set(found.fields.values())) > len(set(best.fields.values()))):
                best = found
    return best


def _heading_at(sheet: Table, row: int, depth: int, asked: Sequence[str]) -> Heading | None:
    if row + depth > len(sheet.rows):
        return None
    words = _words(sheet, row, depth)
    fields = {at: found for at, text in words.items() if (found := recognise(text, asked))}
    kinds = {found.kind for found in fields.values()} - {"ignore"}
    if not kinds & {"id", "name"} or len(set(fields.values())) < _LEAST:
        return None
    return Heading(fields, words, row + depth, row)


def _words(sheet: Table, row: int, depth: int) -> dict[int, str]:
    """The headings of a row, or of two rows read downwards; a group's heading holds for the columns below it."""
    top = _filled(sheet, row) if depth == 2 else [shown(cell) for cell in sheet.rows[row]]
    if depth == 1:
        return {at: text for at, text in enumerate(top) if text}
    below = [shown(cell) for cell in sheet.rows[row + 1]]
    width = max(len(top), len(below))
    top, below = top + [""] * (width - len(top)), below + [""] * (width - len(below))
    return {at: f"{a} {b}".strip() for at, (a, b) in enumerate(zip(top, below, strict=True)) if a or b}


def _filled(sheet: Table, row: int) -> list[str]:
    """A row whose merged cells stand in all their columns; in a file without merged cells, a heading runs on over blanks."""
    cells: list[Cell] = list(sheet.rows[row])
    for first, column, _, columns in sheet.spans:
        if first == row:
            for at in range(column + 1, min(column + columns, len(cells))):
                cells[at] = cells[column]
    if not sheet.spans and row + 1 < len(sheet.rows):
        below = sheet.rows[row + 1]
        for at in range(1, len(cells)):
            if blank(cells[at]) and at < len(below) and not blank(below[at]):
                cells[at] = cells[at - 1]
    return [shown(cell) for cell in cells]
