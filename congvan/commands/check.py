"""`congvan check`: who has completed under the rules of plans, why, and what is left to do by when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from congvan.asking import DAY, day_of
from congvan.errors import ExitCode

if TYPE_CHECKING:
    from rules_core.report import PlanReport, Report

FORMATS = ("xlsx", "docx", "json")
_SHOWN = 20  # lines of a kind that the summary prints; the report has them all
_ANSWERS = {"có": True, "co": True, "x": True, "yes": True, "không": False, "khong": False, "no": False}


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or '(rỗng)'}; có: {', '.join(FORMATS)}")
    return names


def _confirmed(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for value in values:
        name, sign, answer = value.rpartition("=")
        if not sign or answer.strip().lower() not in _ANSWERS:
            raise click.BadParameter(f"«{value}»: cần dạng «tên cột=có» hoặc «tên cột=không»")
        found[" ".join(name.split())] = _ANSWERS[answer.strip().lower()]
    return found


@click.command()
@click.argument("plans", nargs=-1, required=True, metavar="KẾ-HOẠCH…")
@click.option("--roster", required=True, metavar="TỆP", help="Danh sách người được bồi dưỡng: xlsx hoặc csv.")
@click.option("--as-of", type=DAY, default=None, help="Xét đến ngày (mặc định: hôm nay).")
@click.option("--unit", default=None, metavar="TÊN", help="Chỉ báo cáo một đơn vị.")
@click.option("--out", default="out", show_default=True, metavar="DIR", help="Thư mục ghi báo cáo.")
@click.option("--format", "formats", default="xlsx", show_default=True, callback=_formats, help="xlsx, docx, json.")
@click.option(
    "--confirm",
    multiple=True,
    callback=_confirmed,
    metavar="CỘT=có|không",
    help="Xác nhận một điều cho mọi người mà danh sách chưa ghi, ví dụ «sắp nghỉ hưu=không».",
)
@click.option("--person", "identity", default=None, metavar="MÃ", help="In đầy đủ lý do của một người.")
def check(
    plans: tuple[str, ...],
    roster: str,
    as_of: Any,  # noqa: ANN401
    unit: str | None,
    out: str,
    formats: tuple[str, ...],
    confirm: dict[str, bool],
    identity: str | None,
) -> None:
    """Kiểm tra ai đã hoàn thành bồi dưỡng theo kế hoạch, vì sao, còn phải làm gì và hạn nào.

    KẾ-HOẠCH là tệp JSON của «congvan convert», bộ quy tắc (congvan-rules/1), hoặc chính tệp văn bản (pdf, docx …).
    """
    from congvan.rule_sources import load_sources
    from rules_core.engine import compiled, evaluate

    sources = load_sources(plans)
    asked = [need.key for need in compiled(sources)[2] if need.kind == "flag"]
    people = _read(roster, asked).confirm(_named_flags(confirm, asked))
    report = evaluate(sources, people, day_of(as_of) or date.today())
    if unit is not None:
        unit = _named(report, unit)
    _print(report, unit)
    if identity is not None:
        _print_person(report, identity)
    _write(report, unit, Path(out), formats, Path(roster).stem)
    raise SystemExit(ExitCode.PARTIAL if any(p.severity == "error" for p in report.problems) else ExitCode.OK)


def _named_flags(confirmed: dict[str, bool], asked: list[str]) -> dict[str, bool]:
    """Return what was confirmed under the names that the rules use; a name that no rule asks for is a mistake."""
    from rules_core.interpret import flags_in
    from rules_core.words import fold

    found = {}
    for name, answer in confirmed.items():
        named = [flag for flag in asked if fold(flag) == fold(name)] or [f for f in flags_in(name) if f in asked]
        if len(named) != 1:
            raise click.UsageError(
                f"--confirm: không quy tắc nào hỏi «{name}»; có: {'; '.join(asked) or 'không có cột nào'}"
            )
        found[named[0]] = answer
    return found


def _read(path: str, asked: list[str]) -> Any:  # noqa: ANN401 - Roster, imported when it is needed
    from rules_core.rosters import UnreadableRoster, read_roster

    try:
        return read_roster(Path(path).name, Path(path).read_bytes(), asked=asked)
    except OSError as error:
        reason = f"Không đọc được danh sách «{path}» ({error.strerror or error}). Hãy kiểm tra đường dẫn, đóng tệp nếu đang mở."
    except UnreadableRoster as error:
        reason = str(error)
    click.echo(f"✗ {reason}", err=True)
    raise SystemExit(ExitCode.FAILED)


def _named(report: Report, unit: str) -> str:
    """Return the roster's own spelling of a unit."""
    from rules_core.words import fold

    found = [name for name in report.units if fold(name) == fold(unit)] or [
        n for n in report.units if fold(unit) in fold(n)
    ]
    if len(found) == 1:
        return found[0]
    names = "; ".join((found or list(report.units))[:_SHOWN])
    click.echo(f"✗ {'Nhiều' if found else 'Không có'} đơn vị khớp «{unit}» trong danh sách. Có: {names}", err=True)
    raise SystemExit(ExitCode.FAILED)


def _print(report: Report, unit: str | None) -> None:
    from congvan.reports import rows

    click.echo(rows.title(report) + (f" - {unit}" if unit else ""))
    click.echo(rows.INTERNAL)
    for plan in report.plans:
        _print_plan(plan, unit)
    for conflict in report.conflicts:
        click.echo(f"! {conflict.message}.")
    shown = [p for p in report.problems if p.severity != "info"]
    for problem in shown[:_SHOWN]:
        click.echo(f"! {rows.mended(problem)}")
    if len(shown) > _SHOWN:
        click.echo(f"! … còn {len(shown) - _SHOWN} chỗ nữa, xem trang «Danh sách cần sửa» của báo cáo.")


def _print_plan(plan: PlanReport, unit: str | None) -> None:
    from congvan.reports import rows

    click.echo(f"\n{plan.label}")
    for note in plan.notes:
        click.echo(f"  ({note})")
    counts = plan.counts(unit)
    click.echo(
        "  "
        + "; ".join(f"{outcome.value}: {counts[outcome]}" for outcome in counts)
        + f" (tổng {sum(counts.values())} người)"
    )
    for target in plan.targets(unit):
        click.echo(
            f"  Chỉ tiêu {target.asked} {target.what}: {target.percent} ({target.yes}/{target.of}), {target.status}"
        )
    for total in plan.quota_totals if unit is None else ():
        stated = f"; văn bản ghi {total.stated}" if total.stated is not None else ""
        click.echo(f"  Cử người: {total.arithmetic or ', '.join(total.rules)}{stated}; đã cử {total.sent}")
    short = [q for q in plan.quotas(unit) if q.status != "đủ"]
    for quota in short[:_SHOWN]:
        click.echo(f"  Cử người: {quota.unit}: {quota.sent}/{quota.each}, {quota.status}")
    for due in plan.deadlines(unit):
        day = f"{due.due:%d/%m/%Y}" if due.due else f"«{due.text}»"
        progress = f" ({due.progress})" if due.progress else ""
        click.echo(f"  Hạn {day}: {due.status}{progress}: {rows.cut(due.quote)}")


def _print_person(report: Report, identity: str) -> None:
    from congvan.reports import rows

    results = report.person(identity)
    if not results:
        click.echo(f"! Không có người mang mã «{identity}» trong danh sách.", err=True)
    for result in results:
        person = report.roster.persons[result.index]
        click.echo(f"\n{person.name or person.id} - {result.plan}: {result.outcome.value.upper()}")
        for step in result.steps:
            click.echo(f"  {step.rule}: {step.result}")
            click.echo(f"    giá trị: {'; '.join(step.values) or 'không dùng giá trị nào'}")
            click.echo(f"    văn bản: «{step.quote}» ({step.book}{f', trang {step.page}' if step.page else ''})")
            for note in step.notes:
                click.echo(f"    lưu ý: {note}")
        for flag in result.flags:
            click.echo(f"  CẦN XEM: {flag.message}")
        for todo in result.todo:
            by = "; ".join(rows.say_due(due) for due in todo.by) or "kế hoạch không ghi hạn"
            click.echo(f"  Còn phải: {todo.what} - {by}")


def _write(report: Report, unit: str | None, folder: Path, formats: tuple[str, ...], stem: str) -> None:
    from importlib import import_module

    from congvan.output import write_whole

    for name in formats:
        data = getattr(import_module(f"congvan.reports.to_{name}"), f"write_{name}")(report, unit)
        path = folder / f"{stem}-ket-qua.{name}"
        try:
            write_whole(path, data)
        except OSError as error:
            click.echo(
                f"✗ Không ghi được «{path}» ({error.strerror or error}). Hãy đóng tệp nếu đang mở, kiểm tra quyền ghi.",
                err=True,
            )
            raise SystemExit(ExitCode.OUTPUT) from None
        click.echo(f"✓ {path}", err=True)
