"""Sổ đăng ký văn bản đến and sổ theo dõi giải quyết văn bản đến as Word files: cover and pages of Phụ lục IV, to print and bind."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt

from exporters.package import repack
from exporters.registers import Register, arrivals, follow_up
from exporters.word_parts import add, add_row, add_table, center, keep_whole, new_document, write
from schemas.plan import Plan

_PARENT, _OFFICE = "TÊN CƠ QUAN CHỦ QUẢN TRỰC TIẾP", "TÊN CƠ QUAN/ĐƠN VỊ"
_SIZE = 12  # points: a table of ten columns
_ROW = 12  # mm: room for a line of handwriting


def export_arrivals(plans: Sequence[Plan], *, unit: str | None = None) -> bytes:
    """Return sổ đăng ký văn bản đến (mẫu VI) of all `plans`, kept by `unit`."""
    return _book(arrivals(plans, unit))


def export_follow_up(plans: Sequence[Plan], *, unit: str | None = None) -> bytes:
    """Return sổ theo dõi giải quyết văn bản đến (mẫu VIII) of all `plans`, with the time limits of `unit`."""
    return _book(follow_up(plans, unit))


def _book(register: Register) -> bytes:
    document = new_document(landscape=True)
    _cover(document, register)
    table = add_table(document, [column.width for column in register.columns])
    for texts in ([c.head for c in register.columns], [f"({n})" for n in range(1, len(register.columns) + 1)]):
        row = add_row(table, head=True)
        for cell, text in zip(row.cells, texts, strict=True):
            write(cell, [(text, not text.startswith("("), False)], centered=True, size=_SIZE)
    for values in register.rows:
        row = add_row(table)
        for cell, value, column in zip(row.cells, values, register.columns, strict=True):
            write(cell, [(line, False, False) for line in value.split("\n")], centered=column.centered, size=_SIZE)
        row.height, row.height_rule = Mm(_ROW), WD_ROW_HEIGHT_RULE.AT_LEAST
        keep_whole(row)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), title=register.title, subject=register.office)


def _cover(document: Document, register: Register) -> None:
    """Write «Bìa và trang đầu» as the annex prints it; what is not known is dotted."""
    lines: list[tuple[str, bool, bool, float]] = [  # text, bold, italic, points before
        (_PARENT, False, False, 24),
        (register.office.upper() or _OFFICE, True, False, 0),
        (register.title, True, False, 96),
        (f"Năm: {register.year or '……..'}", False, True, 36),
        ("Từ ngày {} đến ngày {}".format(*_dotted(register.days)), False, True, 24),
    ]
    if register.numbers is not None:
        lines.append(("Từ số {} đến số {}".format(*_dotted(register.numbers)), False, True, 0))
    for text, bold, italic, before in lines:
        paragraph = add(center(document.add_paragraph()), text, bold=bold, italic=italic, size=14)
        paragraph.paragraph_format.space_before = Pt(before)
    last = add(center(document.add_paragraph()), "Quyển số: ", bold=True, size=14)
    add(last, "....", size=14).paragraph_format.space_before = Pt(84)
    last.add_run().add_break(WD_BREAK.PAGE)


def _dotted(values: tuple[str, str]) -> tuple[str, str]:
    return values[0] or "...........", values[1] or "..........."
