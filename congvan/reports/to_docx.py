"""The report as a Word file to print: the summary, each unit's persons, what must be looked at."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt, RGBColor

from congvan.reports import rows
from exporters.package import repack
from exporters.word_parts import add, add_row, add_table, center, keep_whole, new_document, rule_under, shade, write
from rules_core.report import Report

_WIDE = 252  # mm between the margins of landscape A4
_HEAD_SHADE = "E7E6E6"
_SMALL = Pt(11)


def write_docx(report: Report, unit: str | None = None) -> bytes:
    """Return the report as a Word file; `unit` narrows it to one unit. The same report gives the same bytes."""
    document = new_document(landscape=True)
    mark = add(document.add_paragraph(), rows.INTERNAL, bold=True)
    mark.runs[0].font.color.rgb = RGBColor(0xC0, 0x00, 0x00)
    add(center(document.add_paragraph()), rows.title(report), bold=True, size=14)
    if unit:
        add(center(document.add_paragraph()), unit, bold=True)
    add(center(document.add_paragraph()), rows.under(report), italic=True)
    rule_under(document.add_paragraph(), 100)
    for text in (rows.BASIS, *rows.notes(report)):
        _body(document, text)
    for number, made in enumerate(rows.summary(report, unit), start=1):
        _sheet(document, f"{number}. {made.title}", made)
    for made in (rows.conflicts(report), rows.problems(report)):
        if made.rows:
            _sheet(document, made.title, made)
    for name in [unit] if unit else report.units:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        made = rows.persons(report, name)
        _sheet(document, name, made.without("Cấp học", "Cần xem"))
        for row in made.rows:
            if row[-1]:
                _body(document, f"Cần xem - {row[2] or row[1]}: {row[-1]}")
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), title=rows.title(report), subject=rows.under(report))


def _sheet(document: Document, heading: str, made: rows.Sheet) -> None:
    _heading(document, heading)
    made = made.trimmed()
    _table(document, made.columns, made.rows, [width * _WIDE / sum(made.widths) for width in made.widths])


def _heading(document: Document, text: str) -> None:
    paragraph = add(document.add_paragraph(), text, bold=True)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(12), Pt(6)
    paragraph.paragraph_format.keep_with_next = True


def _body(document: Document, text: str) -> None:
    paragraph = add(document.add_paragraph(), text, italic=True)
    paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.space_after = Mm(10), Pt(3)


def _table(
    document: Document, columns: Sequence[str], found: Sequence[Sequence[rows.Value]], widths: Sequence[float]
) -> None:
    table = add_table(document, widths)
    head = add_row(table, head=True)
    for cell, name in zip(head.cells, columns, strict=True):
        write(cell, [(name, True, False)], centered=True)
        shade(cell, _HEAD_SHADE)
    for values in found:
        row = add_row(table)
        for cell, value in zip(row.cells, values, strict=True):
            write(cell, [(part, False, False) for part in _say(value).split("\n")], centered=isinstance(value, int))
        keep_whole(row)
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = _SMALL


def _say(value: rows.Value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m}/{value.year:04d}"
    return "" if value is None else str(value)
