"""The report of `congvan check` as plain tables, which the workbook and the Word file lay out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from rules_core.outcomes import Due, Outcome, PersonResult
from rules_core.report import Report
from rules_core.roster import Problem
from rules_core.shares import TargetResult
from rules_core.words import say_day

Value = str | int | date | None

INTERNAL = "TÀI LIỆU NỘI BỘ: có dữ liệu cá nhân của người được bồi dưỡng, không gửi ra ngoài cơ quan."
BASIS = "Kết quả do máy tính theo đúng chữ của văn bản; chỗ ghi «chưa đủ dữ liệu» hoặc «cần xem» phải do người có trách nhiệm kết luận."
ALL = "Tất cả"
_SEVERITY = {"error": "cần sửa", "warning": "nên xem", "info": "để biết"}


@dataclass
class Sheet:
    """A table with its heading; `widths` in characters."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: list[tuple[Value, ...]] = field(default_factory=list)

    def trimmed(self, *, keep: int = 0) -> Sheet:
        """Return the table without columns that hold nothing, and without the plan's where all rows are of one plan.

        The first `keep` columns stay.
        """
        wanted = [
            at
            for at, name in enumerate(self.columns)
            if at < keep or (any(row[at] not in (None, "") for row in self.rows) and not self._one_plan(name, at))
        ]
        return self.without(*(name for at, name in enumerate(self.columns) if at not in wanted))

    def without(self, *names: str) -> Sheet:
        """Return the table without these columns, which paper has no room for."""
        kept = [at for at, name in enumerate(self.columns) if name not in names]
        rows = [tuple(row[at] for at in kept) for row in self.rows]
        return Sheet(self.title, tuple(self.columns[at] for at in kept), tuple(self.widths[at] for at in kept), rows)

    def _one_plan(self, name: str, at: int) -> bool:
        return name == "Kế hoạch" and len({row[at] for row in self.rows}) == 1


def title(report: Report) -> str:
    """Return the report's title."""
    return f"KẾT QUẢ KIỂM TRA BỒI DƯỠNG ĐẾN NGÀY {say_day(report.as_of)}"


def under(report: Report) -> str:
    """Return what was checked: the plans and the roster."""
    return f"Theo {'; '.join(plan.label for plan in report.plans)}. Danh sách: {report.roster.name or 'không tên'}."


def summary(report: Report, unit: str | None = None) -> list[Sheet]:
    """Return the tables of counts, targets, quotas and deadlines, of all units or of one."""
    made = [counts(report, unit), targets(report, unit), quotas(report, unit), deadlines(report, unit)]
    if unit is None:
        made.insert(3, quota_totals(report))
    return [sheet for sheet in made if sheet.rows]


def counts(report: Report, unit: str | None = None) -> Sheet:
    """Return how many persons have which outcome, unit by unit."""
    sheet = Sheet("Số người theo kết quả", ("Kế hoạch", "Đơn vị", "Số người", *(o.value.capitalize() for o in Outcome)),
                  (26, 34, 10, *([13] * len(Outcome))))  # fmt: skip
    for plan in report.plans:
        for name in [unit] if unit else [None, *plan.units]:
            found = plan.counts(name)
            sheet.rows.append((plan.label, name or ALL, sum(found.values()), *(found[outcome] for outcome in Outcome)))
    return sheet


def targets(report: Report, unit: str | None = None) -> Sheet:
    """Return the targets with what was reached, for all and unit by unit."""
    sheet = Sheet("Chỉ tiêu", ("Kế hoạch", "Đơn vị", "Chỉ tiêu", "Nội dung", "Chắc chắn đạt", "Chưa rõ", "Tổng số", "Tỷ lệ chắc chắn",
                               "Kết luận", "Quy tắc", "Trang"), (26, 30, 16, 40, 12, 10, 10, 12, 18, 10, 12))  # fmt: skip
    for plan in report.plans:
        for name in [unit] if unit else [None, *plan.units]:
            sheet.rows += [(plan.label, name or ALL, *_target(found)) for found in plan.targets(name)]
    return sheet


def _target(found: TargetResult) -> tuple[Value, ...]:
    return (
        found.asked,
        found.what,
        found.yes,
        found.unknown,
        found.of,
        found.percent,
        found.status,
        found.rule,
        found.page,
    )


def quotas(report: Report, unit: str | None = None) -> Sheet:
    """Return how many each unit sends and has sent."""
    sheet = Sheet("Cử người tham dự, theo đơn vị", ("Kế hoạch", "Đơn vị", "Phải cử", "Đã cử", "Chưa rõ", "Kết luận", "Ngoại lệ", "Quy tắc",
                                                     "Trích văn bản", "Trang"), (26, 34, 10, 10, 10, 16, 11, 11, 56, 12))  # fmt: skip
    for plan in report.plans:
        for r in plan.quotas(unit):
            exception = "có" if r.exception else ""
            sheet.rows.append((r.book, r.unit, r.each, r.sent, r.unknown, r.status, exception, r.rule, r.quote, r.page))
    return sheet


def quota_totals(report: Report) -> Sheet:
    """Return the quotas' sums as arithmetic, as stated, as sent."""
    sheet = Sheet("Cử người tham dự, cộng chung", ("Kế hoạch", "Quy tắc", "Phép tính", "Văn bản ghi", "Khớp", "Số đơn vị theo văn bản",
                                                    "Số đơn vị trong danh sách", "Đã cử"), (26, 12, 52, 12, 10, 14, 14, 10))  # fmt: skip
    for plan in report.plans:
        for r in plan.quota_totals:
            holds = {True: "khớp", False: "KHÔNG KHỚP", None: ""}[r.holds]
            sheet.rows.append(
                (r.book, ", ".join(r.rules), r.arithmetic, r.stated, holds, r.units_stated, r.units_found, r.sent)
            )
    return sheet


def deadlines(report: Report, unit: str | None = None) -> Sheet:
    """Return the plans' deadlines with how they stand."""
    columns = (
        "Kế hoạch",
        "Mã",
        "Hạn cuối",
        "Tình trạng",
        "Dành cho",
        "Việc (trích văn bản)",
        "Chữ trong văn bản",
        "Trang",
    )
    sheet = Sheet("Thời hạn", columns, (26, 9, 17, 20, 28, 62, 26, 13))
    for plan in report.plans:
        for due in plan.deadlines(unit):
            whom = f"{due.actor} ({due.progress})" if due.own else due.actor
            sheet.rows.append((due.book, due.id, due.due, due.status, whom, due.quote, due.text, due.page))
    return sheet


def persons(report: Report, unit: str) -> Sheet:
    """Return a unit's persons with their outcomes."""
    sheet = Sheet(unit, ("STT", "Mã", "Họ và tên", "Vai trò", "Cấp học", "Kế hoạch", "Kết quả", "Xếp loại", "ĐTB", "Lý do", "Việc còn lại",
                         "Hạn", "Cần xem"), (8, 13, 24, 12, 12, 20, 15, 14, 9, 44, 34, 26, 40))  # fmt: skip
    number = 0
    for plan in report.plans:
        for index in plan.units.get(unit, []):
            number += 1
            result = plan.explain(index)
            person = report.roster.persons[index]
            sheet.rows.append(
                (number, person.id, person.name, person.role, ", ".join(person.levels), plan.label, result.outcome.value,
                 result.grade, result.average_words, result.reason, "\n".join(t.what for t in result.todo), _by(result),
                 "\n".join(flag.message for flag in result.flags))
            )  # fmt: skip
    return sheet


def _by(result: PersonResult) -> str:
    found = {due: None for todo in result.todo for due in todo.by}
    return "\n".join(say_due(due) for due in found)


def say_due(due: Due) -> str:
    """Return «04/06/2024 (quá hạn; hạn của đơn vị)»; a deadline without a day in its own words."""
    whose = "hạn của cá nhân" if due.own else "hạn của đơn vị"
    day = say_day(due.due) if due.due else f"«{due.text}»"
    return f"{day} ({due.status.partition(',')[0]}; {whose})"


REASONS = (
    "Mã",
    "Họ và tên",
    "Đơn vị",
    "Kế hoạch",
    "Quy tắc",
    "Kết luận của quy tắc",
    "Giá trị đã dùng",
    "Trích văn bản",
    "Trang",
    "Lưu ý",
)
REASON_WIDTHS = (10, 20, 22, 18, 9, 24, 40, 48, 7, 30)


def reasons(report: Report) -> Iterator[tuple[Value, ...]]:
    """Return each step of each person's reasons."""
    for plan in report.plans:
        for result in plan.results():
            person = report.roster.persons[result.index]
            for step in result.steps:
                yield (person.id, person.name, person.unit, step.book, step.rule, step.result, "; ".join(step.values),
                       step.quote, step.page, "\n".join(step.notes))  # fmt: skip


def problems(report: Report) -> Sheet:
    """Return what is to be mended in the roster."""
    columns = ("Mức", "Trang", "Dòng", "Cột", "Giá trị", "Vấn đề", "Cách sửa")
    sheet = Sheet("Danh sách cần sửa", columns, (12, 18, 13, 24, 20, 60, 60))
    order = {"error": 0, "warning": 1, "info": 2}
    for p in sorted(report.problems, key=lambda problem: order[problem.severity]):
        sheet.rows.append((_SEVERITY[p.severity], p.sheet, p.row, p.column, p.value, p.message, p.remedy))
    return sheet


def conflicts(report: Report) -> Sheet:
    """Return where rules differ."""
    sheet = Sheet("Quy định khác nhau giữa các văn bản", ("Cách xử lý", "Nội dung", "Trích văn bản"), (22, 80, 80))  # fmt: skip
    for c in report.conflicts:
        sheet.rows.append((_KINDS[c.kind], c.message, "\n".join(f"«{q}»" for q in c.quotes)))
    return sheet


_KINDS = {
    "special": "áp dụng quy định riêng",
    "newer": "áp dụng văn bản sau",
    "replaced": "văn bản bị thay thế",
    "unresolved": "CHƯA XỬ LÝ ĐƯỢC",
}


def notes(report: Report) -> list[str]:
    """Return what a reader of the report must know, plan by plan."""
    return [f"{plan.label}: {note.rstrip('.')}." for plan in report.plans for note in plan.notes]


def mended(problem: Problem) -> str:
    """Return a problem as a line with its severity."""
    return f"[{_SEVERITY[problem.severity]}] {problem}"


def cut(text: str, most: int = 110) -> str:
    """Return the beginning of a text, whole words, with «…» where more follows."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
