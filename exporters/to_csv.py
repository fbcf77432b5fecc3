"""All tasks as CSV for Excel in Vietnam: UTF-8 with BOM, every cell quoted, and text that stays text.

Excel reads a cell as it likes, whatever is quoted. So no cell looks like a formula (an apostrophe stands before it), a
day is written twice, once so that no program takes it for another day («08/06/2024 (thứ Bảy)», where a machine set to
English would read 6 August) and once by ISO 8601 for sorting, and a section («1.10») says that it is one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from exporters.checklist import checklist
from exporters.lines import details, last_day, safe_day, sending
from exporters.model import Checklist, Item, When
from exporters.package import plain
from exporters.tables import label
from exporters.wording import edtf_words
from schemas.plan import Plan

_KEYS = (
    "document", "issued_on", "issuer", "n", "actor", "task", "words", "last_day", "last_day_iso", "safe_day", "send",
    "coordinator", "remark", "section", "page_number", "why", "file",
)  # fmt: skip
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# What begins a formula in spreadsheets (OWASP, «CSV Injection»), also in its full-width form.
_FORMULA = re.compile(r"^[\s\u00a0]*[=+\-@|%＝＋－＠]")


def export(plans: Sequence[Plan], *, unit: str | None = None, lang: str = "vi") -> bytes:
    """Return one table of all plans' tasks, a line a task and time limit, those to be checked too."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")  # RFC 4180
    writer.writerow([label(key, lang) for key in _KEYS])
    for plan in plans:
        made = checklist(plan, unit, lang)
        for item in made.items:
            for when in item.whens or (None,):
                writer.writerow([safe(cell) for cell in _row(plan, made, item, when, lang)])
    return (_BOM + out.getvalue()).encode()


def safe(text: str) -> str:
    """Return `text` on one line, so that no spreadsheet takes it for a formula."""
    line = " ".join(plain(text).split())
    return f"'{line}" if _FORMULA.match(line) else line


def _row(plan: Plan, made: Checklist, item: Item, when: When | None, lang: str) -> Iterator[str]:
    yield made.document
    yield _long(edtf_words(plan.header.issued_on))
    yield plan.header.issuer or ""
    yield str(item.number)
    yield item.actor or ""
    yield item.what
    yield when.words if when else ""
    yield last_day(when, lang).partition(": ")[2] if when else ""
    yield when.last.isoformat() if when and when.last else ""
    yield safe_day(when, lang).partition(": ")[2] if when else ""
    yield "; ".join(sending(item, lang))
    yield "; ".join(item.partners)
    yield "; ".join(details(item, lang))
    yield f"{label('section', lang)} {item.section}" if item.section else ""
    yield str(item.page or "")
    yield "; ".join(dict.fromkeys((*item.doubts, *(when.doubts if when else ()))))
    yield plan.source.name


def _long(day: str) -> str:
    """Return a day in words that no program takes for another."""
    return f"ngày {day}" if day else ""
