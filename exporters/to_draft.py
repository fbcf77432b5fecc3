"""A draft of a unit's own kế hoạch, made from a directive: Nghị định 30/2020/NĐ-CP, Phụ lục I and mẫu 1.4 of Phụ lục III.

Taken over are the legal basis and what the directive asks of the unit, each with its place in the directive; the unit's own
time limits are earlier by a margin. All else (purpose, people, money, signer) is a marked blank for staff: nothing is invented.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table

from exporters.checklist import checklist
from exporters.lines import details, in_brackets, last_day, page_label, place, recurrence, sending
from exporters.model import Checklist, Item
from exporters.package import repack
from exporters.personal import masked
from exporters.secrecy import refuse_secret
from exporters.templates import Context, fill
from exporters.to_draft_days import OwnDay, Working, own_day
from exporters.to_draft_look import (
    GREY,
    RED,
    SMALL,
    boxed,
    centred,
    lined,
    spaced,
    stretch,
    write_body,
    write_heading,
    write_source,
)
from exporters.word_parts import add, add_row, add_table, center, keep_whole, new_document, rule_under, shade
from exporters.wording import clock, long_date, one_line
from schemas.plan import Plan, Section

_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_MARK = "DỰ THẢO"
_WIDTH = 165  # mm between the margins
_COLUMNS = (("TT", 10), ("Nội dung công việc", 58), ("Người phụ trách", 23), ("Thời hạn của đơn vị", 25),
            ("Thời hạn của văn bản", 31), ("Căn cứ", 18))  # fmt: skip
_DOTS = "………………"
_HEAD, _CHECK = "E7E6E6", "FCE4D6"
_PURPOSE = re.compile(r"mục\s+đích|mục\s+tiêu|yêu\s+cầu", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the plan: a task, with the unit's own days beside the directive's."""

    item: Item
    days: tuple[OwnDay, ...]

    @property
    def order(self) -> tuple[int, int]:
        first = min((own.day for own in self.days if own.day), default=None)
        return (0, first.toordinal()) if first else (1, 0)


def draft(
    plan: Plan,
    unit: str,
    *,
    working: Working,
    margin: int = 2,
    template: bytes | None = None,
    show_personal: bool = False,
) -> bytes:
    """Return the draft as a Word file, in an office's own `template` where there is one.

    `margin` is how many working days earlier than the directive the unit wants to be done; `working` tells whether offices
    work on a day. Personal data are masked unless `show_personal`. Raises `exporters.secrecy.Refused` for a directive marked
    mật, `exporters.templates.BadTemplate`, and ValueError for a negative margin.
    """
    if margin < 0:
        raise ValueError("margin must not be negative: no own time limit is later than the directive's")
    refuse_secret([plan])
    plan = plan if show_personal else masked(plan)
    made = checklist(plan, unit)
    rows = {item.number: _row(item, plan, margin, working) for item in made.items}
    if template is not None:
        return fill(template, [plan], unit=unit, lang="vi", extend=lambda found: _with_own_days(found, rows))
    document = new_document(landscape=False)
    _mark_pages(document, made)
    _letterhead(document, unit)
    _title(document, plan, made)
    _basis(document, plan, made, unit)
    _purpose(document, plan)
    _contents(document, made, rows, margin)
    _calendar(document, made)
    _organisation(document)
    _ending(document, unit)
    _to_check(document, made, rows)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), title=f"Dự thảo kế hoạch: {unit}", subject=made.title)


def _row(item: Item, plan: Plan, margin: int, working: Working) -> _Row:
    return _Row(item, tuple(own_day(when, plan.header, margin, working) for when in item.whens))


def _with_own_days(found: Context, rows: dict[int, _Row]) -> Context:
    """Add to each task of a template's context `han_don_vi`, the unit's own last days in words."""
    lists = [found["viec"], found["can_kiem_tra"], *(group["viec"] for group in found["nhom"])]
    for item in (item for listed in lists for item in listed):
        item["han_don_vi"] = "; ".join(line for line in _own_lines(rows[int(item["tt"])]) if line)
    return found


def _own_lines(row: _Row) -> Iterator[str]:
    """Yield the unit's own time limit for each of the directive's; what recurs or counts from an event stays in words."""
    for when, own in zip(row.item.whens, row.days, strict=True):
        if own.day is None:
            relative = f"“{when.words}”" if when.fact and when.fact.anchor and when.last is None else ""
            yield ((when.last_each or when.recurrence) if when.firm else "") or relative
            continue
        hour = clock(when.time) if own.day == when.last else ""
        yield ", ".join(part for part in (hour, ("đúng ngày " if own.fixed else "") + long_date(own.day)) if part)


def _mark_pages(document: Document, made: Checklist) -> None:
    """Mark every page as a draft, at its head and foot."""
    section = document.sections[0]
    for header in (section.first_page_header, section.header):
        paragraph = header.paragraphs[-1]
        if header is section.header:
            paragraph = header.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = add(paragraph, _MARK, bold=True, size=12).runs[-1]
        run.font.color.rgb = RED
        boxed(run)
    for footer in (section.first_page_footer, section.footer):
        words = (
            f"{_MARK} lập từ {made.title}. Chỗ tô vàng do đơn vị điền; đối chiếu với văn bản gốc trước khi trình ký."
        )
        add(center(footer.paragraphs[0]), words, italic=True, size=9).runs[-1].font.color.rgb = GREY


def _letterhead(document: Document, unit: str) -> None:
    table = add_table(document, (70, _WIDTH - 70), ruled=False)
    left, right = add_row(table).cells
    centred(left, "TÊN CƠ QUAN CHỦ QUẢN", size=12, blank=True)
    centred(left, unit.upper(), bold=True, size=12)
    rule_under(left.add_paragraph(), 22)
    number = centred(left, "Số: ", size=13)
    for text, blank in (("……", True), ("/KH-", False), ("……", True)):
        stretch(number, text, blank=blank)
    centred(right, _NATION[0], bold=True, size=12)
    centred(right, _NATION[1], bold=True, size=13)
    rule_under(right.add_paragraph(), 20)
    dated = centred(right, _DOTS, italic=True, blank=True)
    for text, blank in (
        (", ngày ", False),
        ("……", True),
        (" tháng ", False),
        ("……", True),
        (" năm ", False),
        ("……", True),
    ):
        stretch(dated, text, italic=True, blank=blank)


def _title(document: Document, plan: Plan, made: Checklist) -> None:
    spaced(add(center(document.add_paragraph()), "KẾ HOẠCH", bold=True, size=14), 18)
    subject = one_line(plan.header.subject or "")
    add(center(document.add_paragraph()), f"Thực hiện {made.title}", bold=True, size=14)
    if subject:
        add(center(document.add_paragraph()), f"({subject})", bold=True, size=14)
    rule_under(document.add_paragraph(), 58)


def _basis(document: Document, plan: Plan, made: Checklist, unit: str) -> None:
    """Write what the plan rests on: the directive first, then what the directive itself rests on, with the pages."""
    subject = one_line(plan.header.subject or "")
    own = f"{made.title}: {subject}" if subject else made.title
    lines = [(own, ""), *((_lower(basis.text), page_label(basis.page, "vi")) for basis in made.basis)]
    for number, (text, page) in enumerate(lines, start=1):
        end = "." if number == len(lines) else ";"  # Phụ lục I, phần I, II.6b
        paragraph = write_body(document, f"Căn cứ {text.rstrip(' .;,')}{end}", italic=True)
        write_source(paragraph, f"văn bản trên, {page}" if page else "")
    write_body(document, f"{unit} xây dựng Kế hoạch thực hiện như sau:")


def _lower(text: str) -> str:
    return text[0].lower() + text[1:] if re.match(r"(?:Khoản|Điểm)\s", text) else text


def _purpose(document: Document, plan: Plan) -> None:
    write_heading(document, "I. MỤC ĐÍCH, YÊU CẦU")
    found = next(_purposes(plan.outline), None)
    for title in ("1. Mục đích", "2. Yêu cầu"):
        paragraph = write_body(document, f"{title}: ")
        stretch(paragraph, f"{_DOTS} (đơn vị viết)", blank=True)
    if found:
        page = page_label(found.page, "vi") if plan.source.page_range else ""
        where = ", ".join(part for part in (f"mục {found.path}", page) if part)
        write_source(document.add_paragraph(), f"Tham khảo «{one_line(found.title)}» của văn bản ({where}).")


def _purposes(outline: Sequence[Section]) -> Iterator[Section]:
    return (section for section in outline if _PURPOSE.match(section.title))


def _contents(document: Document, made: Checklist, rows: dict[int, _Row], margin: int) -> None:
    write_heading(document, "II. NỘI DUNG VÀ TIẾN ĐỘ")
    early = f"sớm hơn thời hạn của văn bản {margin} ngày làm việc" if margin else "theo thời hạn của văn bản"
    note = f"Thời hạn của đơn vị {early}, vào ngày làm việc, và không muộn hơn thời hạn của văn bản."
    write_body(document, note, italic=True)
    table = add_table(document, [width for _, width in _COLUMNS])
    head = add_row(table, head=True)
    for cell, (title, _) in zip(head.cells, _COLUMNS, strict=True):
        centred(cell, title, bold=True, size=SMALL)
        shade(cell, _HEAD)
    number = 0
    listed = [(group.title, (*group.dated, *group.undated), _HEAD) for group in made.groups]
    listed.append(("Cần kiểm tra, xác định trước khi giao việc", made.to_check, _CHECK))
    for title, items, color in listed:
        if items:
            _group(table, title, color)
        for row in sorted((rows[item.number] for item in items), key=lambda row: row.order):
            number += 1
            _task(table, number, row)
    if not number:
        _group(table, f"Không thấy việc nào giao cho {made.unit} trong văn bản: hãy đọc lại văn bản gốc.", _CHECK)


def _group(table: Table, title: str, color: str) -> None:
    row = add_row(table)
    cell = row.cells[0].merge(row.cells[-1])
    paragraph = centred(cell, title, bold=True, size=SMALL)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.keep_with_next = True
    shade(cell, color)
    keep_whole(row)


def _task(table: Table, number: int, row: _Row) -> None:
    item, line = row.item, add_row(table)
    cells = line.cells
    centred(cells[0], str(number), size=SMALL)
    texts = [item.what, *(f"Gửi: {text}" for text in ["; ".join(sending(item, "vi"))] if text), *details(item, "vi")]
    for at, text in enumerate(texts):
        lined(cells[1], text, italic=at > 0)
    if item.doubts:
        lined(cells[1], f"Cần kiểm tra: {'; '.join(item.doubts)}.", italic=True, color=RED)
    lined(cells[2], "…………", blank=True)
    for words in _own_lines(row) if item.whens else ("",):
        lined(cells[3], words or "…………", blank=not words, bold=bool(words))
    for own in row.days:
        if own.why:
            lined(cells[3], own.why, italic=True, color=RED)
    for when in item.whens:
        lined(cells[4], f"“{when.words}”")
        for text in (last_day(when, "vi") if when.firm else "", recurrence(when)):
            if text:
                lined(cells[4], text, italic=True)
    lined(cells[5], place(item, "vi"))
    keep_whole(line)


def _calendar(document: Document, made: Checklist) -> None:
    """List the days that the directive itself sets for meetings and classes: they are not moved."""
    if made.events:
        write_body(document, "Lịch do văn bản ấn định (giữ nguyên, đơn vị bố trí người dự):", italic=True)
    for event in made.events:
        said = (event.content, event.place, event.responsible, event.participants)
        paragraph = write_body(
            document, f"- {event.when or _DOTS}: {'; '.join(text.rstrip(' .;') for text in said if text)}."
        )
        write_source(paragraph, page_label(event.page, "vi"))


def _organisation(document: Document) -> None:
    write_heading(document, "III. TỔ CHỨC THỰC HIỆN")
    for title in (
        "1. Lãnh đạo đơn vị",
        "2. Các bộ phận, cá nhân được phân công",
        "3. Kinh phí",
        "4. Kiểm tra, báo cáo",
    ):
        stretch(write_body(document, f"{title}: "), _DOTS, blank=True)


def _ending(document: Document, unit: str) -> None:
    write_body(document, f"Trên đây là Kế hoạch thực hiện của {unit}./.")
    document.add_paragraph()
    table = add_table(document, (66, _WIDTH - 66), ruled=False)
    row = add_row(table)
    left, right = row.cells
    lined(left, "Nơi nhận:", bold=True, italic=True, size=12)
    for text, known in ((" (để b/c);", _DOTS), (" (để t/h);", _DOTS), ("", "Lưu: VT, ……")):
        paragraph = lined(left, "- ", size=11)
        stretch(paragraph, known, blank=True, size=11)
        stretch(paragraph, text or ".", size=11)
    centred(right, "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", bold=True, size=13, blank=True)
    for _ in range(4):
        centred(right, "")
    centred(right, "Họ và tên", bold=True, size=13, blank=True)
    keep_whole(row)


def _to_check(document: Document, made: Checklist, rows: dict[int, _Row]) -> None:
    """List, on a page of its own that staff take out, what the draft could not settle."""
    found = [f"{item.what} – {'; '.join(item.doubts)}" for item in made.to_check]
    found += [f"{r.item.what} – {own.why}" for r in rows.values() for own in r.days if own.why and not r.item.doubts]
    notes = [note.message + in_brackets(page_label(note.page, "vi")) for note in made.notes if note.severity != "info"]
    if not found and not notes:
        return
    title = add(document.add_paragraph(), "NHỮNG ĐIỂM CẦN KIỂM TRA (bỏ trang này trước khi trình ký)", bold=True)
    title.paragraph_format.page_break_before = True
    title.runs[0].font.color.rgb = RED
    for head, lines in (("Việc và thời hạn", found), ("Văn bản", notes)):
        if lines:
            spaced(add(document.add_paragraph(), head, bold=True), 8)
        for text in lines:
            write_body(document, f"- {text}")
