"""From a file's bytes to sheets of cells: xlsx and csv in the encodings and with the separators that offices use."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

Cell = Any
"""str, int, float, bool, datetime, date, time, `Formula`, or None."""

_SEPARATORS = ";\t,|"
_OLD = {".xls", ".ods", ".doc", ".docx", ".pdf", ".et"}
_TRIED = 20  # lines by which a separator is told


class UnreadableRoster(ValueError):
    """A roster file that can't be read at all; the message (Vietnamese) says what to do."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose result was never computed, so that there is no value to read."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass
class Table:
    """A sheet: its name, its rows from the first on, whether it is hidden; `spans`: merged areas (row, column, rows, columns)."""

    sheet: str
    rows: list[Sequence[Cell]]
    hidden: bool = False
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_tables(name: str, data: bytes) -> list[Table]:
    """Return the sheets of a roster file. Raises UnreadableRoster."""
    suffix = PurePath(name).suffix.lower()
    if not data.strip():
        raise UnreadableRoster(f"Danh sách «{name}» rỗng. Hãy kiểm tra lại tệp.")
    if data[:4] == b"PK\x03\x04" and suffix not in (".ods", ".docx"):
        return _workbook(name, data)
    if suffix in _OLD or data[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableRoster(
            f"Danh sách «{name}» không phải xlsx hay csv (hoặc có mật khẩu). Hãy mở bằng Excel hoặc LibreOffice rồi lưu thành "
            "xlsx không mật khẩu."
        )
    text = decode(data, name)
    return [Table("", _csv_rows(text))]


def _workbook(name: str, data: bytes) -> list[Table]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
        formulas = load_workbook(io.BytesIO(data)) if _has_formulas(data) else None
    except Exception as error:
        raise UnreadableRoster(
            f"Danh sách «{name}» hỏng hoặc không phải xlsx ({type(error).__name__}). Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại."
        ) from None
    tables = []
    for sheet in book.worksheets:
        rows: list[Sequence[Cell]] = [tuple(row) for row in sheet.iter_rows(values_only=True)]
        if formulas is not None:
            rows = _with_formulas(rows, list(formulas[sheet.title].iter_rows(values_only=True)))
        spans = [
            (r.min_row - 1, r.min_col - 1, r.max_row - r.min_row + 1, r.max_col - r.min_col + 1)
            for r in sheet.merged_cells.ranges
        ]
        tables.append(Table(sheet.title, rows, sheet.sheet_state != "visible", spans))
    return tables


def _has_formulas(data: bytes) -> bool:
    """Whether any sheet has one, so that the second reading, which shows what was not computed, is worth its time."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
        return any(re.search(rb"<f[ >/]", package.read(n)) for n in sheets)


def _with_formulas(rows: list[Sequence[Cell]], written: list[tuple[Cell, ...]]) -> list[Sequence[Cell]]:
    """A cell whose formula has no stored result is that formula, so that it can be told and is not taken for a blank."""
    return [
        tuple(
            Formula(str(shown)) if value is None and isinstance(shown, str) and shown.startswith("=") else value
            for value, shown in zip(row, other, strict=False)
        )
        for row, other in zip(rows, written, strict=False)
    ]


def decode(data: bytes, name: str) -> str:
    """Return a text in UTF-8, UTF-16 or Windows-1258, composed (NFC). Raises UnreadableRoster."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    if b"\x00" in data[:200]:  # UTF-16 without its mark: the zeros of ASCII letters tell the order of bytes
        return _decoded(data, "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be", name)
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decoded(data, "cp1258", name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return unicodedata.normalize("NFC", data.decode(encoding))
    except UnicodeDecodeError:
        raise UnreadableRoster(
            f"Không đọc được bảng mã của «{name}». Hãy lưu lại bằng Excel với kiểu «CSV UTF-8», hoặc lưu thành xlsx."
        ) from None


def _csv_rows(text: str) -> list[Sequence[Cell]]:
    told = re.match(r"sep=(.)\r?\n", text)
    if told:  # Excel's own hint
        text = "\n" + text[told.end() :]  # keeps the numbers of the lines
    separator = told[1] if told else _separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [tuple(value.strip() or None for value in row) for row in rows]


def _separator(text: str) -> str:
    """Return what parts the fields: the sign that gives the most lines with the same, largest number of fields."""
    lines = [line for line in text.splitlines() if line.strip()][:_TRIED]

    def weight(sign: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(counts), key=lambda n: (counts.count(n), n)) if counts else 1
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=weight)
