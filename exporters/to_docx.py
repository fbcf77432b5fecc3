"""The checklist as a Word file that an office can print, tick and file (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from exporters.checklist import checklist
from exporters.lines import details, in_brackets, last_day, page_label, place, recurrence, safe_day, sending
from exporters.model import Checklist, Item, When
from exporters.package import repack
from exporters.tables import label
from exporters.templates import fill
from exporters.timeline import FEWEST, WIDTH, Point, can_draw, pictures, points
from exporters.word_parts import add, add_row, add_table, center, keep_whole, new_document, rule_under, shade, write
from exporters.wording import short_date
from schemas.plan import Plan

# Column widths in mm; landscape A4 between the margins is 252 wide.
_TASKS = (12, 15, 66, 54, 65, 22, 18)
_CHECK = (12, 15, 66, 36, 56, 49, 18)
_FACTS = (42, 84, 42, 84)
_SHORT_FACTS = ("number_symbol", "issued_on", "school_year", "received", "urgency")  # two on a line
_EVENTS = (42, 92, 52, 46, 20)
_BOX = "☐"
_SLOT = 9  # millimetres: height of the picture of a slot
_CELL, _ADDRESS = 12, 10  # points: in ruled tables, and of e-mail addresses, most of which then fit a line
_PICTURE_LINES = 20  # days of a picture that fits a page beneath its heading
_GROUP_SHADE, _HEAD_SHADE = "F2F2F2", "E7E6E6"
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_Line = tuple[str, bool, bool]  # text, bold, italic


def export(plans: Sequence[Plan], *, unit: str | None = None, lang: str = "vi", template: bytes | None = None) -> bytes:
    """Return one Word file with the checklist of each plan, in an office's own `template` where there is one.

    Raises `exporters.templates.BadTemplate`.
    """
    if template is not None:
        return fill(template, plans, unit=unit, lang=lang)
    document = new_document(landscape=True)
    lists = [checklist(plan, unit, lang) for plan in plans]
    for number, made in enumerate(lists):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _write(document, made, lang)
    out = io.BytesIO()
    document.save(out)
    subject = "; ".join(made.title for made in lists)
    return repack(out.getvalue(), title=label("title", lang), subject=subject)


def _write(document: Document, made: Checklist, lang: str) -> None:
    _title(document, made, lang)
    _facts(document, made, lang)
    numbers = iter(_ROMAN)
    _heading(document, f"{next(numbers)}. {label('tasks', lang)}")
    _tasks(document, made, lang)
    if made.to_check:
        _heading(document, f"{next(numbers)}. {label('to_check', lang)}")
        _body(document, label("to_check_why", lang), italic=True).paragraph_format.keep_with_next = True
        _to_check(document, made.to_check, lang)
    days = points(made)
    if len(days) >= FEWEST and can_draw():
        _heading(document, f"{next(numbers)}. {label('timeline', lang)}")
        _timeline(document, days, lang)
    if made.events:
        _heading(document, f"{next(numbers)}. {label('schedule', lang)}")
        _events(document, made, lang)
    if made.basis:
        _heading(document, f"{next(numbers)}. {label('basis', lang)}")
        for line in made.basis:
            end = "." if line is made.basis[-1] else ";"
            _body(document, f"- {line.text}{in_brackets(page_label(line.page, lang))}{end}")
    if made.notes:
        _heading(document, f"{next(numbers)}. {label('notes', lang)}")
        _notes(document, made, lang)
    _signing(document, made, lang)


def _title(document: Document, made: Checklist, lang: str) -> None:
    if made.urgency:
        paragraph = add(document.add_paragraph(), made.urgency, bold=True, size=14)
        paragraph.runs[0].font.color.rgb = RGBColor(0xC0, 0x00, 0x00)
    add(center(document.add_paragraph()), label("title", lang), bold=True, size=14)
    if made.unit:
        add(center(document.add_paragraph()), label("for_unit", lang, unit=made.unit), bold=True)
    add(center(document.add_paragraph()), label("under", lang, document=made.title), italic=True)
    rule_under(document.add_paragraph(), 100)


def _facts(document: Document, made: Checklist, lang: str) -> None:
    table = add_table(document, _FACTS, ruled=False)
    short = [fact for fact in made.facts if fact[0] in _SHORT_FACTS]
    long = [fact for fact in made.facts if fact[0] not in _SHORT_FACTS and fact[0] != "doc_type"]  # the title says it
    for pair in [*(short[at : at + 2] for at in range(0, len(short), 2)), *([fact] for fact in long)]:
        row = add_row(table)
        cells = list(row.cells)
        if pair[0] in long:
            cells = [cells[0], cells[1].merge(cells[3])]
        for at, (key, value) in enumerate(pair):
            write(cells[2 * at], [(f"{label(key, lang)}:", True, False)])
            write(cells[2 * at + 1], [(value or label("not_given", lang), False, not value)])
            if slot := made.slot(key):
                picture = cells[2 * at + 1].add_paragraph().add_run().add_picture(io.BytesIO(slot), height=Mm(_SLOT))
                picture._inline.docPr.set("descr", label("slot_of", lang, fact=label(key, lang)))
        keep_whole(row)


def _heading(document: Document, text: str) -> None:
    paragraph = add(document.add_paragraph(), text, bold=True)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(12), Pt(6)
    paragraph.paragraph_format.keep_with_next = True


def _body(document: Document, text: str, *, italic: bool = False) -> Paragraph:
    paragraph = add(document.add_paragraph(), text, italic=italic)
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    return paragraph


def _head(document: Document, widths: Sequence[float], keys: Sequence[str], lang: str) -> Table:
    table = add_table(document, widths)
    row = add_row(table, head=True)
    for cell, key in zip(row.cells, keys, strict=True):
        write(cell, [(label(key, lang), True, False)], centered=True, size=_CELL)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        shade(cell, _HEAD_SHADE)
    return table


def _tasks(document: Document, made: Checklist, lang: str) -> None:
    if not made.groups:
        key = "no_tasks_unit" if made.unit else "no_tasks"
        _body(document, label(key, lang, unit=made.unit), italic=True)
        return
    table = _head(document, _TASKS, ("n", "done", "task", "send", "when", "in_charge", "where"), lang)
    for number, group in enumerate(made.groups, start=1):
        only_undated = "" if group.dated else f" ({label('undated', lang).lower()})"
        _band(table, f"{number}. {group.title}{only_undated}", bold=True)
        for item in group.dated:
            _task_row(table, item, lang)
        if group.dated and group.undated:
            _band(table, label("undated", lang), bold=False)
        for item in group.undated:
            _task_row(table, item, lang)


def _band(table: Table, text: str, *, bold: bool) -> None:
    """Add a row across the table that heads those below it, and stays with the first of them."""
    row = add_row(table)
    cell = row.cells[0].merge(row.cells[-1])
    write(cell, [(text, bold, not bold)], size=_CELL)
    cell.paragraphs[0].paragraph_format.keep_with_next = True
    if bold:
        shade(cell, _GROUP_SHADE)
    keep_whole(row)


def _task_row(table: Table, item: Item, lang: str) -> None:
    row = add_row(table)
    cells, send = row.cells, sending(item, lang)
    write(cells[0], [(str(item.number), False, False)], centered=True, size=_CELL)
    write(cells[1], [(_BOX, False, False)], centered=True, size=_CELL)
    what = cells[2] if send or item.whens else cells[2].merge(cells[4])  # words take the room of what there is not
    write(what, [(item.what, False, False), *((line, False, True) for line in details(item, lang))], size=_CELL)
    for number, line in enumerate(send):
        paragraph = cells[3].add_paragraph() if number else cells[3].paragraphs[0]
        add(paragraph, line, size=_ADDRESS if "@" in line else _CELL)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    write(cells[4], list(_whens(item.whens, lang)), size=_CELL)
    write(cells[6], [(place(item, lang), False, False)], centered=True, size=_CELL)
    keep_whole(row)


def _timeline(document: Document, days: Sequence[Point], lang: str) -> None:
    """Add the picture of the time limits, in pieces that fit a page."""
    words = label("timeline_of", lang, days=len(days), first=short_date(days[0].day), last=short_date(days[-1].day))
    for number, picture in enumerate(pictures(days, _PICTURE_LINES), start=1):
        paragraph = center(document.add_paragraph())
        inline = paragraph.add_run().add_picture(io.BytesIO(picture), width=Mm(WIDTH))
        properties = inline._inline.docPr
        properties.set("descr", words)
        properties.set("name", f"{label('timeline', lang)} {number}")


def _whens(whens: Sequence[When], lang: str) -> Iterator[_Line]:
    for when in whens:
        yield f"“{when.words}”", False, False
        if recurs := recurrence(when):
            yield f"({recurs})", False, True
        if last := last_day(when, lang):
            yield last, when.firm, False
        if safe := safe_day(when, lang):
            yield safe, False, False
        if not when.firm and any(other.firm for other in whens):
            yield f"({label('doubtful', lang)})", False, True


def _to_check(document: Document, items: Sequence[Item], lang: str) -> None:
    table = _head(document, _CHECK, ("n", "done", "task", "actor", "when", "why", "where"), lang)
    for item in items:
        row = add_row(table)
        write(row.cells[0], [(str(item.number), False, False)], centered=True, size=_CELL)
        write(row.cells[1], [(_BOX, False, False)], centered=True, size=_CELL)
        extra = details(item, lang)[1 if item.note else 0 :]
        if send := sending(item, lang):
            extra.append(f"{label('send', lang)}: {'; '.join(send)}")
        write(row.cells[2], [(item.what, False, False), *((line, False, True) for line in extra)], size=_CELL)
        write(row.cells[3], [(item.actor or "", False, False)], size=_CELL)
        write(row.cells[4], list(_whens(item.whens, lang)), size=_CELL)
        write(row.cells[5], [(doubt[:1].upper() + doubt[1:], False, False) for doubt in item.doubts], size=_CELL)
        write(row.cells[6], [(place(item, lang), False, False)], centered=True, size=_CELL)
        keep_whole(row)


def _events(document: Document, made: Checklist, lang: str) -> None:
    table = _head(document, _EVENTS, ("time", "content", "responsible", "place", "where"), lang)
    for event in made.events:
        row = add_row(table)
        who = "\n".join(text for text in (event.responsible, event.participants) if text)
        texts = (event.when, event.content, who, event.place, page_label(event.page, lang))
        for cell, text in zip(row.cells, texts, strict=True):
            write(cell, [(line, False, False) for line in text.split("\n")], size=_CELL)
        keep_whole(row)


def _notes(document: Document, made: Checklist, lang: str) -> None:
    for note in made.notes:
        name = label("info_note" if note.severity == "info" else note.severity, lang)
        paragraph = add(document.add_paragraph(), f"- {name}: ", bold=True)
        add(paragraph, note.message.rstrip(".") + in_brackets(page_label(note.page, lang)) + ".")
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.first_line_indent = Mm(10)


def _signing(document: Document, made: Checklist, lang: str) -> None:
    """Say that a machine made this, and give room for those who check and approve it."""
    masked = f" {label('masked', lang)}" if made.masked else ""
    paragraph = add(document.add_paragraph(), label("machine", lang) + masked, italic=True)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(12)
    paragraph.paragraph_format.keep_with_next = True
    table = add_table(document, (126, 126), ruled=False)
    row = add_row(table)
    for cell, key in zip(row.cells, ("check_by", "approve_by"), strict=True):
        write(cell, [(label(key, lang).upper(), True, False), (label("sign_here", lang), False, True)], centered=True)
        cell.add_paragraph().paragraph_format.space_after = Pt(40)
    keep_whole(row)
