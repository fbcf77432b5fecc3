"""Phiếu giải quyết văn bản đến: Nghị định 30/2020/NĐ-CP, Phụ lục IV, mẫu VII, with what the dispatch asks as a proposal."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from exporters.checklist import checklist
from exporters.lines import in_brackets, last_day, place
from exporters.model import Checklist, Item, When
from exporters.package import repack
from exporters.tables import label
from exporters.templates import fill
from exporters.word_parts import add, add_row, add_table, center, keep_whole, new_document, rule_under, write
from exporters.wording import one_line, shorten
from schemas.plan import Plan

_TITLE = "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN"
_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
# The words of mẫu VII; after each line that asks for something, lines to write on.
_HEADS = (
    "1. Ý kiến của lãnh đạo cơ quan, tổ chức",
    "2. Ý kiến của lãnh đạo đơn vị",
    "3. Ý kiến đề xuất của người giải quyết",
)
_LEADERS = (
    "- Giao đơn vị, cá nhân chủ trì;",
    "- Giao các đơn vị, cá nhân tham gia phối hợp giải quyết văn bản đến (nếu có);",
    "- Thời hạn giải quyết đối với mỗi đơn vị, cá nhân (nếu có);",
    "- Ngày tháng cho ý kiến phân phối, giải quyết.",
)
_DIVISION = (
    "- Giao cho cá nhân; thời hạn giải quyết đối với cá nhân (nếu có);",
    "- Ngày, tháng, năm cho ý kiến.",
)
_DAY = "- Ngày"  # a day needs no line of its own
_OWN = ("- Ý kiến đề xuất giải quyết văn bản đến của cá nhân;", "- Ngày, tháng, năm đề xuất ý kiến.")
_WIDTH = 165  # mm between the margins
_MOST, _LENGTH = 5, 120  # tasks that a slip proposes, and characters of each; the checklist has them whole


def export(plans: Sequence[Plan], *, unit: str | None = None, lang: str = "vi", template: bytes | None = None) -> bytes:
    """Return one Word file with a slip for each plan, in an office's own `template` where there is one.

    `unit` is the office that received the dispatch; what it is asked is proposed under 3. Raises
    `exporters.templates.BadTemplate`.
    """
    if template is not None:
        return fill(template, plans, unit=unit, lang=lang)
    document = new_document(landscape=False)
    lists = [checklist(plan, unit) for plan in plans]
    for number, (plan, made) in enumerate(zip(plans, lists, strict=True)):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _write(document, plan, made)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), title=_TITLE, subject="; ".join(made.title for made in lists))


def _write(document: Document, plan: Plan, made: Checklist) -> None:
    _letterhead(document, made.unit or "TÊN CƠ QUAN, TỔ CHỨC")
    _spaced(add(center(document.add_paragraph()), _TITLE, bold=True, size=14), 18)
    if made.urgency:
        add(center(document.add_paragraph()), made.urgency, bold=True)
    add(center(document.add_paragraph()), _named(plan, made))
    rule_under(document.add_paragraph(), 65)
    for head, lines in zip(_HEADS, (_LEADERS, _DIVISION, _OWN), strict=True):
        paragraph = _spaced(add(document.add_paragraph(), head), 10)
        paragraph.paragraph_format.keep_with_next = True
        for line in lines:
            paragraph = _body(document, line)
            if line is _OWN[0]:
                _proposal(document, made)
            _dots(paragraph if line.startswith(_DAY) else document.add_paragraph())


def _letterhead(document: Document, office: str) -> None:
    table = add_table(document, (67, _WIDTH - 67), ruled=False)
    row = add_row(table)
    write(row.cells[0], [(office.upper(), True, False)], centered=True)
    date = "................, ngày … tháng … năm…"
    write(row.cells[1], [*((line, True, False) for line in _NATION), (date, False, True)], centered=True)
    row.cells[0].paragraphs[0].runs[0].font.size = Pt(12)
    row.cells[1].paragraphs[0].runs[0].font.size = Pt(12)
    rule_under(row.cells[0].add_paragraph(), 22)
    rule_under(row.cells[1].paragraphs[2].insert_paragraph_before(), 20)
    keep_whole(row)


def _named(plan: Plan, made: Checklist) -> str:
    """Name the dispatch as mẫu VII asks: tên loại; số và ký hiệu; ngày, tháng, năm; cơ quan ban hành và trích yếu."""
    received = dict(made.facts).get("received", "")
    subject = one_line(plan.header.subject or "")
    return f"{made.title}{': ' if subject else ''}{subject}" + in_brackets(
        f"văn bản đến {received}" if received else ""
    )


def _proposal(document: Document, made: Checklist) -> None:
    """Propose what the dispatch asks; marked as a machine's, since the slip is signed by a person."""
    items = sorted(made.items, key=lambda item: not item.whens)  # what has a time limit first
    if not items:
        return
    _body(document, "(Dự thảo do máy lập từ văn bản, người giải quyết đối chiếu và sửa)", italic=True)
    for item in items[:_MOST]:
        _body(document, f"+ {_asked(item)}")
    if len(items) > _MOST:
        _body(document, f"+ … và {len(items) - _MOST} việc khác (xem {label('title', 'vi').lower()}).", italic=True)


def _asked(item: Item) -> str:
    doubt = label("doubtful", "vi") if item.doubts else ""
    said = [part for part in ("; ".join(map(_limit, item.whens)), doubt, place(item, "vi")) if part]
    return shorten(item.what, _LENGTH).rstrip(".;") + in_brackets("; ".join(said))


def _limit(when: When) -> str:
    return last_day(when, "vi") or f"“{when.words}”"


def _body(document: Document, text: str, *, italic: bool = False) -> Paragraph:
    paragraph = add(document.add_paragraph(), text, italic=italic)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    return _spaced(paragraph, 2)


def _dots(paragraph: Paragraph) -> None:
    """Go on with dots to write on, up to the margin."""
    add(paragraph, " \t" if paragraph.text else "\t")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    _spaced(paragraph, 3)


def _spaced(paragraph: Paragraph, before: float) -> Paragraph:
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph
