"""Make the invented Word dispatches from their data: `python tests/gold/made/make.py`.

`word/<stem>.json` lists the blocks of a dispatch: paragraphs (`p`), two columns side by side (`two`: letterhead, Nơi nhận
beside the signature), tables (`table`, with merged cells as [row, column, last row, last column]) and page breaks (`page`).
The same data gives the same bytes: the gold keeps the file's SHA-256.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

HERE = Path(__file__).parent
_CENTER, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT


def build(data: Path, target: Path) -> None:
    """Write the Word file that `data` describes to `target`."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for section in document.sections:  # Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20–25, 30–35, 15–20 mm
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
            Mm(30),
            Mm(15),
            Mm(20),
            Mm(20),
        )
    for block in json.loads(data.read_text(encoding="utf-8")):
        _BUILDERS[block["k"]](document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    target.write_bytes(_undated(buffer.getvalue()))


def _paragraph(document: Document, block: dict[str, Any]) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(block["t"])
    run.bold = block.get("bold", False)
    if block.get("center"):
        paragraph.alignment = _CENTER
    else:
        paragraph.paragraph_format.first_line_indent = Mm(10)


def _two(document: Document, block: dict[str, Any]) -> None:
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, name in enumerate(("left", "right")):
        lines = list(block[name])
        if name == "right" and not block["head"]:
            lines[-1:] = [""] * block.get("space", 0) + lines[-1:]
        cell = table.cell(0, column)
        for index, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.add_run(line).bold = name == "right" or (block["head"] and index == 1)
            paragraph.alignment = _CENTER if block["head"] or name == "right" else _LEFT


def _table(document: Document, block: dict[str, Any]) -> None:
    rows = block["rows"]
    table = document.add_table(rows=len(rows), cols=len(block["widths"]))
    table.style = "Table Grid"
    for first_row, first_column, last_row, last_column in block["merges"]:
        table.cell(first_row, first_column).merge(table.cell(last_row, last_column))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text:
                table.cell(r, c).text = text
    document.add_paragraph()


def _page(document: Document, block: dict[str, Any]) -> None:
    document.add_page_break()


_BUILDERS = {"p": _paragraph, "two": _two, "table": _table, "page": _page}


def _undated(package: bytes) -> bytes:
    """Return the package with all its parts dated 1 January 1980, the first day a zip file can tell."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


if __name__ == "__main__":
    for source in sorted((HERE / "word").glob("*.json")):
        build(source, HERE / f"{source.stem}.docx")
