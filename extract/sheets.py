"""Spreadsheets as tables, and slides as the pages that they print: Excel itself, all else through LibreOffice.

A sheet is a page. Its rows are cut where a row is blank; a stretch in which each row has one filled cell is text (title,
letterhead, notes), any other is a table. Hidden sheets, rows and columns are left out, as on paper.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from extract.layout import Grid, GridCell
from extract.layout import blocks as laid_out
from extract.plain_page import page
from extract.source import Damaged, Empty, Source, TooLarge
from schemas.document import Block, Document, Line, Method, Page, Paragraph, Problem

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNPACKED: Final = 64 * 2**20  # bytes of all parts together
_ROWS, _COLUMNS = 5000, 100  # of a sheet: what lies beyond is no dispatch's annex
_DAMAGED: Final = "Tệp bảng tính hỏng, không mở được: hãy mở bằng Excel rồi lưu lại, hoặc xin lại tệp từ nơi gửi."

Row = dict[int, str]  # column (from 0) to what the cell shows


def read(source: Source) -> Document:
    """Read an Excel workbook (.xlsx). Raises Damaged, Empty or TooLarge."""
    problems: list[Problem] = []
    pages = tuple(_pages(source, problems))
    if not any(found.blocks for found in pages):
        raise Empty("Bảng tính không có chữ nào: hãy kiểm tra lại tệp gốc.")
    return Document(source.name, source.sha256, MEDIA_TYPE, pages, problems=tuple(problems), paged=len(pages) > 1)


def read_old(source: Source) -> Document:
    """Read a spreadsheet of another program or time (.xls, .ods) as LibreOffice turns it to Excel."""
    from extract.office import convert

    return replace(read(Source(source.name, convert(source, "xlsx"))), sha256=source.sha256)


def read_slides(source: Source) -> Document:
    """Read slides (.ppt, .pptx, .odp) as LibreOffice prints them."""
    from extract.office import convert
    from extract.pdf import read as read_pdf

    return replace(read_pdf(Source(source.name, convert(source, "pdf"))), sha256=source.sha256)


def _pages(source: Source, problems: list[Problem]) -> Iterator[Page]:
    """The shown sheets that hold anything."""
    import openpyxl

    _guard(source)
    try:
        book = openpyxl.load_workbook(io.BytesIO(source.data), data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise Damaged(_DAMAGED) from error
    number = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or not sheet.max_row:
            continue
        found = list(_blocks(_rows(sheet), _merged(sheet)))
        if not found:
            continue
        number += 1
        if sheet.max_row > _ROWS or sheet.max_column > _COLUMNS:
            message = f"Trang tính «{sheet.title}» quá lớn: chỉ đọc {_ROWS} dòng và {_COLUMNS} cột đầu."
            problems.append(Problem("sheet_cut", message, number))
        yield page(found, Method.PLAIN, f"bảng tính «{sheet.title}»", number)


def _guard(source: Source) -> None:
    """Refuse a workbook that unpacks to more than memory should hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            size = sum(info.file_size for info in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Damaged(_DAMAGED) from error
    if size > _UNPACKED:
        raise TooLarge(
            "Bảng tính giải nén ra quá lớn: hãy tách thành nhiều tệp nhỏ hơn hoặc lưu phần cần đọc thành PDF."
        )


def _rows(sheet: Worksheet) -> list[tuple[int, Row]]:
    """Row numbers (from 1) and what their shown cells show; blank rows have no cells."""
    hidden = {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min and dimension.max
        for number in range(dimension.min, min(dimension.max, _COLUMNS) + 1)
    }
    found: list[tuple[int, Row]] = []
    last = (min(sheet.max_row, _ROWS), min(sheet.max_column, _COLUMNS))
    for number, cells in enumerate(sheet.iter_rows(max_row=last[0], max_col=last[1]), start=1):
        if not sheet.row_dimensions[number].hidden:
            shown = ((at, _shown(cell)) for at, cell in enumerate(cells) if at + 1 not in hidden)
            found.append((number, {at: text for at, text in shown if text}))
    return found


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Top left place (row from 1, column from 0) of merged cells to the rows and columns that they cover."""
    return {
        (area.min_row, area.min_col - 1): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }


def _blocks(rows: Sequence[tuple[int, Row]], merged: dict[tuple[int, int], tuple[int, int]]) -> Iterator[Block]:
    """Text and tables of a sheet, from top to bottom; rows of one cell above a table are its title, text all the same."""
    for blank, stretch in groupby(rows, key=lambda row: not row[1]):
        if blank:
            continue
        filled = list(stretch)
        start = next((i for i, (_, row) in enumerate(filled) if len(row) > 1), len(filled))
        end = max((i for i, (_, row) in enumerate(filled) if len(row) > 1), default=start - 1) + 1
        yield from _texts(filled[:start])
        if start < end:
            yield from laid_out(_grid(filled[start:end], merged))
        yield from _texts(filled[max(end, start) :])


def _texts(rows: Iterable[tuple[int, Row]]) -> Iterator[Paragraph]:
    for _, row in rows:
        for text in row.values():
            yield from _paragraphs(text)


def _grid(rows: Sequence[tuple[int, Row]], merged: dict[tuple[int, int], tuple[int, int]]) -> Grid:
    """The rows as a grid; a merged cell covers what the sheet says, cut to these rows."""
    last = rows[-1][0]
    cells = []
    taken: set[tuple[int, int]] = set()
    width = range(max(max(row) for _, row in rows) + 1)
    for place, (number, row) in enumerate(rows):
        for column in width:
            if (number, column) in taken:
                continue
            high, wide = merged.get((number, column), (1, 1))
            high, wide = min(high, last - number + 1), min(wide, len(width) - column)
            taken |= {(number + i, column + j) for i in range(high) for j in range(wide)}
            text = row.get(column, "")
            high = sum(number <= other < number + high for other, _ in rows[place : place + high])
            cells.append(GridCell(tuple(_paragraphs(text)), place, column, high, wide))
    return Grid(tuple(cells))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph((Line(line.strip()),))


def _shown(cell: Any) -> str:  # noqa: ANN401  openpyxl's cells are of many classes
    """What the cell shows on paper, as Vietnamese writes it: 15/03/2024, 0,5, 40%."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{value:%d/%m/%Y}" if value.time() == datetime.time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, int | float):
        percent = str(cell.number_format).endswith("%")
        return f"{value * 100 if percent else value:.10g}".replace(".", ",") + ("%" if percent else "")
    return str(value).strip()
