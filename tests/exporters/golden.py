"""Golden files: what an export says, as plain text that a person can compare; rewritten with CONGVAN_WRITE_GOLDEN=1."""

import io
import os
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook

FOLDER = Path(__file__).parent / "golden"
WRITING = "CONGVAN_WRITE_GOLDEN"


def check(name: str, text: str) -> None:
    path = FOLDER / name
    if os.environ.get(WRITING):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def docx_text(data: bytes) -> str:
    """Paragraphs and tables of a Word file in their order; a cell over several columns stands once."""
    document = Document(io.BytesIO(data))
    lines = []
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            lines.append("[hình]" if "graphic" in element.xml else _marked(paragraph))
        elif element.tag == qn("w:tbl"):
            lines += ["", *(_row(row) for row in Table(element, document).rows), ""]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _marked(paragraph: Paragraph) -> str:
    return "".join(f"*{run.text}*" if run.bold and run.text.strip() else run.text for run in paragraph.runs)


def _row(row) -> str:
    cells = {cell._tc: cell for cell in row.cells}.values()
    return "| " + " | ".join(cell.text.replace("\n", " / ") for cell in cells) + " |"


def xlsx_text(data: bytes) -> str:
    """Cells of a workbook with what they are: dates as dates, text as text."""
    lines = []
    for sheet in load_workbook(io.BytesIO(data)):
        lines.append(f"== {sheet.title} ==")
        for row in sheet.iter_rows():
            cells = [f"{cell.value:%Y-%m-%d}" if cell.is_date else str(cell.value or "") for cell in row]
            lines.append(("| " + " | ".join(cell.replace("\n", " / ") for cell in cells) + " |").rstrip())
    return "\n".join(lines) + "\n"
