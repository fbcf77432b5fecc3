"""What python-docx has no call for: decree margins and fonts, page numbers, repeated table heads, fixed widths."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from exporters.package import plain

FONT = "Times New Roman"
SIZE = 13  # points; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, II.6e: 13 to 14
# Margins in mm; Phụ lục I, phần I, I.3: top and bottom 20–25, left 30–35, right 15–20.
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
_LONG = 600  # characters; a row above it may break across pages


def new_document(*, landscape: bool) -> Document:
    """Return an empty A4 document with the decree's font, margins, spacing and page numbers."""
    from docx import Document as make

    document = make()
    _set_defaults(document)
    section = document.sections[0]
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    _number_pages(section)
    return document


def _set_defaults(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    _all_scripts(normal.element.get_or_add_rPr())
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for theme in defaults.iter(qn("w:rFonts")):
        theme.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            theme.set(qn(f"w:{script}"), FONT)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    settings = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")  # else Word opens the file as one of an older version


def _all_scripts(properties: BaseOxmlElement) -> None:
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _number_pages(section: Section) -> None:
    """Number pages in the middle of the top margin, none on the first (Phụ lục I, phần I, I.7)."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(SIZE)
    for kind, text in (("begin", None), (None, "PAGE"), ("separate", None), ("text", "2"), ("end", None)):
        if kind == "text":
            run.add_text(str(text))
        elif kind is None:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def add(
    paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False, size: float | None = None
) -> Paragraph:
    """Add a stretch of text to `paragraph`; characters that XML can't hold are left out."""
    run = paragraph.add_run(plain(text))
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)
    return paragraph


def center(paragraph: Paragraph) -> Paragraph:
    """Centre `paragraph`."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def rule_under(paragraph: Paragraph, indent_mm: float) -> None:
    """Make of the empty `paragraph` a thin line, `indent_mm` from either margin."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent_mm)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.line_spacing = Pt(4), Pt(6)


def add_table(document: Document, widths_mm: Sequence[float], *, ruled: bool = True) -> Table:
    """Add a table without rows whose columns have these widths whatever is in them."""
    table = document.add_table(rows=0, cols=len(widths_mm))
    if ruled:
        table.style = "Table Grid"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    return table


def add_row(table: Table, *, head: bool = False) -> _Row:
    """Add a row whose cells have their columns' widths; a head row is repeated on every page."""
    row = table.add_row()
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    if head:
        mark = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(mark)
        keep_whole(row)
    return row


def keep_whole(row: _Row) -> None:
    """Keep `row` on one page unless it is so long that pages would be left half empty."""
    if sum(len(cell.text) for cell in row.cells) <= _LONG:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def shade(cell: _Cell, color: str) -> None:
    """Give a cell a background (`color` as RRGGBB)."""
    fill = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        fill.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(fill)


def write(
    cell: _Cell, lines: Sequence[tuple[str, bool, bool]], *, centered: bool = False, size: float | None = None
) -> None:
    """Write lines of (text, bold, italic) into an empty cell, one a paragraph; `size` in points."""
    for number, (text, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        add(paragraph, text, bold=bold, italic=italic, size=size)
        if centered:
            center(paragraph)
