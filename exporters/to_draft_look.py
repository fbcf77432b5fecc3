"""How a draft's words look: headings, paragraphs, cells, blanks to fill in, where something stands in the directive."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from exporters.word_parts import add, center

SMALL = 11  # points, in tables
GREY, RED = RGBColor(0x76, 0x71, 0x71), RGBColor(0xC0, 0x00, 0x00)
_BLANK = "FFF2CC"


def write_heading(document: Document, text: str) -> None:
    """Write a heading of a part."""
    paragraph = spaced(add(document.add_paragraph(), text, bold=True), 10)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.paragraph_format.keep_with_next = True


def write_body(document: Document, text: str, *, italic: bool = False) -> Paragraph:
    """Write a paragraph of the text, as Phụ lục I, phần I, II.6e sets it."""
    paragraph = add(document.add_paragraph(), text, italic=italic)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_after = Pt(3)
    return spaced(paragraph, 3)


def write_source(paragraph: Paragraph, text: str) -> None:
    """Say in small grey letters where something stands in the directive."""
    if text:
        add(paragraph, f" [{text}]", size=10).runs[-1].font.color.rgb = GREY


def centred(cell: _Cell, text: str, **look: object) -> Paragraph:
    """Add a centred line to a cell, the first in its empty paragraph."""
    first = cell.paragraphs[0]
    paragraph = first if len(cell.paragraphs) == 1 and not first.runs else cell.add_paragraph()
    stretch(center(paragraph), text, **look)  # type: ignore[arg-type]
    return paragraph


def lined(cell: _Cell, text: str, **look: object) -> Paragraph:
    """Add a line to a cell, from its left side."""
    paragraph = centred(cell, text, **{"size": SMALL, **look})
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = Pt(2)
    return paragraph


def stretch(
    paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False, size: float | None = None,
    blank: bool = False, color: RGBColor | None = None,
) -> Run:  # fmt: skip
    """Add a stretch of text; a `blank` is for staff to fill in, and is marked by its ground."""
    run = add(paragraph, text, bold=bold, italic=italic, size=size).runs[-1]
    if color is not None:
        run.font.color.rgb = color
    if blank:
        ground = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _BLANK)):
            ground.set(qn(f"w:{name}"), value)
        run._r.get_or_add_rPr().append(ground)
    return run


def boxed(run: Run) -> None:
    """Draw a box around a stretch of text."""
    border = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "2"), ("color", "C00000")):
        border.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(border)


def spaced(paragraph: Paragraph, before: float) -> Paragraph:
    """Set the space before `paragraph`, in points."""
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph
