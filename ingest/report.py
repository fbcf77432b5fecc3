"""The report of a run over an archive, from its ledger: a page to read (html) and a table to sort (xlsx)."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ingest.ledger import Entry, Ledger
from ingest.reasons import shown
from ingest.whole import fill_whole
from ingest.work import State

HTML: Final = "BAO-CAO.html"
XLSX: Final = "BAO-CAO.xlsx"
STATES: Final = {
    "ok": "đã chuyển",
    "partial": "chuyển được một phần",
    "failed": "chưa chuyển được",
    "secret": "mang dấu mật, không xuất",
    "duplicate": "trùng với tệp khác",
    "waiting": "đang chờ",
}
_SLOWEST = 10
_LISTED = 2000  # rows of a list on the page; the table has them all


@dataclass(slots=True)
class Totals:
    """What a ledger adds up to. `seconds`: work of all workers together; `slowest`: seconds and name."""

    files: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    plans: int = 0
    pages: int = 0
    tasks: int = 0
    deadlines: int = 0
    seconds: float = 0.0
    slowest: list[tuple[float, str]] = field(default_factory=list)


def totals(ledger: Ledger) -> Totals:
    """Add up a ledger, a row at a time."""
    sums = Totals()
    for entry in ledger.entries():
        record = entry.record
        sums.files[entry.state] += 1
        if entry.state == "failed":
            sums.codes.update({reason.code for reason in record.reasons})
        sums.plans += record.plans
        sums.pages += record.pages
        sums.tasks += record.tasks
        sums.deadlines += record.deadlines
        sums.seconds += record.seconds
        heapq.heappush(sums.slowest, (record.seconds, entry.name))
        if len(sums.slowest) > _SLOWEST:
            heapq.heappop(sums.slowest)
    sums.slowest.sort(reverse=True)
    return sums


def summary(sums: Totals, out: str) -> list[str]:
    """The end of a run in a few lines."""
    lines = [f"{count} tệp {STATES[state]}" for state in STATES if (count := sums.files[state])]
    first = f"{sum(sums.files.values())} tệp: {', '.join(lines)}." if lines else "Không có tệp nào."
    second = f"{sums.plans} văn bản, {sums.pages} trang, {sums.tasks} việc, {sums.deadlines} thời hạn."
    found = [first, second]
    if sums.codes:
        found.append(
            "Vì sao chưa chuyển được: " + ", ".join(f"{code} {n}" for code, n in sums.codes.most_common()) + "."
        )
        found.append(f"Sửa xong, chạy: congvan retry {out}")
    return found


def write(ledger: Ledger, source: str) -> Totals:
    """Write both reports into the results' folder, a row at a time; `source` says what was converted. Raises OSError."""
    sums = totals(ledger)
    fill_whole(ledger.out / HTML, lambda path: _write_lines(path, _page(ledger, sums, source)))
    fill_whole(ledger.out / XLSX, lambda path: _table(path, ledger))
    return sums


def _write_lines(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def head(title: str) -> str:
    """The beginning of a page for staff."""
    style = files("ingest").joinpath("page.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head><body><h1>{escape(title)}</h1>'
    )


def boxes(files: Counter[str]) -> str:
    """How many files are in each state, as boxes."""
    made = "".join(f'<div class="{s}"><b>{files[s]}</b>{escape(STATES[s])}</div>' for s in STATES if files[s])
    return f'<div class="so">{made}</div>'


def why(entry: Entry) -> str:
    """The reasons of a file, as HTML."""
    told = []
    for reason in entry.record.reasons:
        where = f" <span class=nho>({escape(shown(reason.where))})</span>" if reason.where else ""
        told.append(escape(shown(reason.message)) + where)
    return "<br>".join(dict.fromkeys(told))


def _page(ledger: Ledger, sums: Totals, source: str) -> Iterator[str]:
    yield head("Báo cáo chuyển văn bản")
    yield f"<p class=nho>Nguồn: {escape(shown(source))}</p>"
    yield boxes(sums.files)
    yield f"<p>{sums.plans} văn bản, {sums.pages} trang, {sums.tasks} việc, {sums.deadlines} thời hạn.</p>"
    yield from _list(ledger, "failed", "Chưa chuyển được: vì sao và cần làm gì")
    yield from _list(ledger, "secret", "Văn bản mang dấu mật")
    yield from _list(ledger, "partial", "Chuyển được một phần")
    yield from _list(ledger, "waiting", "Chưa làm đến")
    yield from _list(ledger, "duplicate", "Tệp trùng: chỉ chuyển một lần")
    yield "<h2>Lâu nhất</h2><table>"
    for seconds, name in sums.slowest:
        yield f"<tr><td>{escape(shown(name))}<td>{_number(seconds)} giây"
    yield "</table></body></html>"


def _list(ledger: Ledger, state: State, title: str) -> Iterator[str]:
    count = ledger.counts()[state]
    if not count:
        return
    yield f"<h2>{escape(title)}</h2><table>"
    for entry in islice(ledger.entries(state), _LISTED):
        told = f"giống hệt {escape(shown(entry.same_as))}" if entry.same_as else why(entry)
        yield f"<tr><td>{escape(shown(entry.name))}<td>{told}"
    if count > _LISTED:
        yield f"<tr><td colspan=2>… còn {count - _LISTED} tệp nữa: xem {XLSX}"
    yield "</table>"


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _table(path: Path, ledger: Ledger) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tệp")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0  # A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    plain, bold_, wrapped = Font(), Font(bold=True), Alignment(wrap_text=True, vertical="top")
    widths = (60, 24, 70, 40, 10, 8, 8, 10, 10, 50, 22)
    for column, width in zip("ABCDEFGHIJK", widths, strict=True):
        sheet.column_dimensions[column].width = width
    names = (
        "Tệp", "Kết quả", "Lý do, việc cần làm", "Văn bản", "Số văn bản", "Trang", "Việc", "Thời hạn", "Giây", "Tệp kết quả",
        "Lúc",
    )  # fmt: skip

    def cell(value: str | float, *, bold: bool = False) -> Any:  # noqa: ANN401
        text = ILLEGAL_CHARACTERS_RE.sub("", shown(value)) if isinstance(value, str) else value
        made = WriteOnlyCell(sheet, text)
        if isinstance(value, str):
            made.data_type = "s"  # a name that begins with «=» is no formula
        made.font, made.alignment = (bold_ if bold else plain), wrapped
        return made

    sheet.append([cell(name, bold=True) for name in names])
    count = 1
    for entry in ledger.entries():
        record, count = entry.record, count + 1
        told = f"giống hệt {entry.same_as}" if entry.same_as else "\n".join(r.message for r in record.reasons)
        results = "\n".join(name for name, _ in record.outputs)
        values = (
            entry.name, STATES[entry.state], told, record.title, record.plans, record.pages, record.tasks, record.deadlines,
            round(record.seconds, 1), results, entry.at,
        )  # fmt: skip
        sheet.append([cell(value) for value in values])
    sheet.auto_filter.ref = f"A1:K{count}"
    book.save(path)
