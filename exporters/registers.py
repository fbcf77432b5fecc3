"""The registers of incoming documents as data: Nghị định 30/2020/NĐ-CP, Phụ lục IV, mẫu VI and VIII, word for word.

What the dispatch or its ĐẾN stamp does not say (số đến, ngày chuyển, ký nhận …) is left for staff to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exporters.checklist import checklist
from exporters.citing import document_title
from exporters.lines import last_day
from exporters.model import When
from exporters.tables import doc_type_names
from exporters.wording import edtf_words, one_line
from schemas.plan import Plan


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head as the annex prints it, and its width in mm (the widths of a row make 252: A4 lying)."""

    head: str
    width: float
    centered: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A register: what its cover says, its columns, a row a document."""

    title: str
    office: str  # the office that keeps it, «» where it is not known
    year: str
    days: tuple[str, str]  # from the first to the last day of arrival
    numbers: tuple[str, str] | None  # the same of numbers; None: the annex's cover has no such line
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


# Phụ lục IV, mẫu VI.2: «Tối thiểu gồm 10 nội dung».
_ARRIVALS = (
    Column("Ngày đến", 26, True), Column("Số đến", 14, True), Column("Tác giả", 28), Column("Số, ký hiệu văn bản", 33),
    Column("Ngày tháng văn bản", 26, True), Column("Tên loại và trích yếu nội dung văn bản", 54),
    Column("Đơn vị hoặc người nhận", 24), Column("Ngày chuyển", 20), Column("Ký nhận", 14), Column("Ghi chú", 13),
)  # fmt: skip
# Phụ lục IV, mẫu VIII.2: «Tối thiểu gồm 07 nội dung».
_FOLLOW_UP = (
    Column("Số đến", 16, True),
    Column("Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản", 66),
    Column("Đơn vị hoặc người nhận", 34), Column("Thời hạn giải quyết", 56), Column("Tiến độ giải quyết", 26),
    Column("Số, ký hiệu văn bản trả lời", 28), Column("Ghi chú", 26),
)  # fmt: skip


def arrivals(plans: Sequence[Plan], unit: str | None) -> Register:
    """Return sổ đăng ký văn bản đến (mẫu VI) of `plans`; `unit` is the office that keeps it."""
    plans = _by_arrival(plans)
    return Register(
        title="SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
        office=unit or "",
        year=_year(plans),
        days=_span([_arrived(plan) for plan in plans]),
        numbers=_span([_number(plan) for plan in plans]),
        columns=_ARRIVALS,
        rows=tuple(_arrival_row(plan) for plan in plans),
    )


def follow_up(plans: Sequence[Plan], unit: str | None) -> Register:
    """Return sổ theo dõi giải quyết văn bản đến (mẫu VIII): the time limits of `unit`, or, without one, of all named."""
    plans = _by_arrival(plans)
    return Register(
        title="SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN",
        office=unit or "",
        year=_year(plans),
        days=_span([_arrived(plan) for plan in plans]),
        numbers=None,
        columns=_FOLLOW_UP,
        rows=tuple(
            (
                _number(plan),
                document_title(plan.header),
                "",
                "\n".join(_limits(plan, unit)),
                "",
                "",
                _remark(plan),
            )
            for plan in plans
        ),
    )


def _by_arrival(plans: Sequence[Plan]) -> list[Plan]:
    """Order by day of arrival and số đến, which runs through the year (Điều 22 khoản 2); the rest in their order."""

    def key(plan: Plan) -> tuple[str, int]:
        received, number = plan.header.received, _number(plan)
        day = received.date if received else None
        return day or "9999", int(number) if number.isdecimal() else 0

    return sorted({plan.id: plan for plan in plans}.values(), key=key)


def _arrival_row(plan: Plan) -> tuple[str, ...]:
    header = plan.header
    kind = header.doc_type_name or doc_type_names().get(header.doc_type or "", "")
    about = " ".join(part for part in (kind, one_line(header.subject or "")) if part)
    number = header.number_symbol or (f"…/{header.symbol}" if header.symbol else "")
    return (_arrived(plan), _number(plan), header.issuer or "", number, edtf_words(header.issued_on), about, "", "", "",
            _remark(plan))  # fmt: skip


def _limits(plan: Plan, unit: str | None) -> Iterable[str]:
    """Return a document's time limits, each once, by their days; with whose they are where the register is for no unit."""
    found: dict[str, tuple[int, int, str]] = {}
    for item in checklist(plan, unit).items:
        for when in item.whens:
            line = _limit(when) + (f": {item.actor}" if unit is None and item.actor else "")
            found.setdefault(line, when.order)
    return sorted(found, key=lambda line: found[line])


def _limit(when: When) -> str:
    day = last_day(when, "vi").partition(": ")[2]
    if not day:
        return f"“{when.words}”"
    return day if when.firm else f"{day} (“{when.words}”, cần kiểm tra)"


def _arrived(plan: Plan) -> str:
    received = plan.header.received
    return edtf_words(received.date) if received else ""


def _number(plan: Plan) -> str:
    received = plan.header.received
    return (received.number if received else None) or ""


def _remark(plan: Plan) -> str:
    """Return the mark of urgency, and whether the file holds other documents too: an attachment has no number of its own."""
    source = plan.source
    shared = f"Văn bản {source.part}/{source.parts} trong tệp" if source.parts > 1 else ""
    return "; ".join(part for part in (one_line(plan.header.urgency or "").capitalize(), shared) if part)


def _year(plans: Sequence[Plan]) -> str:
    """Return the year of all arrivals, «» where they are of several or none is known."""
    years = {plan.header.received.date[:4] for plan in plans if plan.header.received and plan.header.received.date}
    return years.pop() if len(years) == 1 else ""


def _span(values: Sequence[str]) -> tuple[str, str]:
    known = [value for value in values if value]
    return (known[0], known[-1]) if known else ("", "")
