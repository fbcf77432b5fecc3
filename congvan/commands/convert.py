"""`congvan convert`: files, folders or patterns become plans and checklists."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from congvan.errors import ExitCode
from congvan.messages import say

if TYPE_CHECKING:
    from congvan.output import Writer
    from congvan.pipeline import Outcome

FORMATS = ("json", "docx", "xlsx", "md")


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or '(rỗng)'}; có: {', '.join(FORMATS)}")
    return names


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--out", default="out", show_default=True, metavar="DIR", help="Thư mục kết quả; «-» ghi JSON Lines ra stdout."
)
@click.option(
    "--format", "formats", default="json,docx", show_default=True, callback=_formats, help="json, docx, xlsx, md."
)
@click.option("--unit", default=None, metavar="TÊN", help="Danh mục việc cho riêng một đơn vị, ví dụ «Phòng GDĐT».")
@click.option(
    "--ocr",
    type=click.Choice(["auto", "force", "never"]),
    default="auto",
    show_default=True,
    help="Nhận dạng chữ từ ảnh trang: khi cần, mọi trang, hoặc không.",
)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ thông báo.")
def convert(
    paths: tuple[str, ...],
    out: str,
    formats: tuple[str, ...],
    unit: str | None,
    ocr: Literal["auto", "force", "never"],
    lang: str,
) -> None:
    """Chuyển tệp, thư mục hoặc mẫu tên (*.pdf) thành kế hoạch (JSON) và danh mục việc.

    Mỗi văn bản một kế hoạch; tệp gộp ba văn bản cho ba kế hoạch. Một tệp hỏng không làm dừng các tệp khác.
    """
    from congvan.output import Writer
    from congvan.pipeline import convert as convert_file
    from congvan.settings import Settings
    from extract.registry import known_suffixes
    from ingest.inputs import find_inputs

    inputs = find_inputs(paths, known_suffixes())
    for missing in inputs.missing:
        click.echo(say("not_found", lang, path=missing), err=True)
    if not inputs.files:
        click.echo(say("nothing", lang), err=True)
        raise SystemExit(ExitCode.NOTHING)
    settings = Settings(lang=lang, unit=unit, ocr=ocr)
    writer = Writer(out, formats, unit=unit, lang=lang)
    outcomes = []
    try:
        with _progress([found.path for found in inputs.files], lang) as files:
            for found, path in zip(inputs.files, files, strict=True):
                outcome = convert_file(path, settings)
                _write(writer, found.stem, outcome, lang)
                outcomes.append(outcome)
    except KeyboardInterrupt:  # what was written stays whole
        raise SystemExit(ExitCode.INTERRUPTED) from None
    _report(outcomes, lang, quiet=out == "-")
    raise SystemExit(_exit_code(outcomes, inputs.missing))


def _progress(files: list[Path], lang: str) -> click._termui_impl.ProgressBar[Path]:
    """Show a bar on standard error when a person watches and there is more than one file."""
    watched = sys.stderr.isatty() and len(files) > 1
    return click.progressbar(
        files, label=say("converting", lang), file=sys.stderr, hidden=not watched, show_pos=True, update_min_steps=1
    )


def _write(writer: Writer, stem: str, outcome: Outcome, lang: str) -> None:
    if outcome.failure:
        return
    try:
        writer.write(stem, outcome.plans)
    except BrokenPipeError:  # the reader of our JSON Lines has had enough (`| head`)
        sys.stderr.close()
        raise SystemExit(ExitCode.OK) from None
    except OSError as error:
        click.echo(say("output", lang, path=str(writer.folder or "-"), reason=error.strerror or repr(error)), err=True)
        raise SystemExit(ExitCode.OUTPUT) from error


def _report(outcomes: list[Outcome], lang: str, *, quiet: bool) -> None:
    for outcome in outcomes:
        failures = outcome.failures or ((outcome.failure,) if outcome.failure else ())
        for failure in failures:
            text = failure.message if lang == "vi" else say(failure.code, lang, default=failure.message)
            click.echo(f"✗ {failure.path}: {text}", err=True)
            if failure.detail:
                click.echo(f"  {failure.detail}", err=True)
        if not outcome.failure and not quiet:
            plans = len(outcome.plans)
            deadlines = sum(len(plan.deadlines) for plan in outcome.plans)
            tasks = sum(len(plan.tasks) for plan in outcome.plans)
            mark = "✓" if outcome.status == "ok" else "!"
            click.echo(
                f"{mark} {outcome.path.name}: " + say("converted", lang, plans=plans, tasks=tasks, deadlines=deadlines),
                err=True,
            )
        for problem in (p for plan in outcome.plans for p in plan.problems):
            click.echo(f"! {outcome.path.name}: {problem.message}", err=True)


def _exit_code(outcomes: list[Outcome], missing: tuple[str, ...]) -> ExitCode:
    if missing or any(outcome.status == "failed" for outcome in outcomes):
        return ExitCode.FAILED
    if any(outcome.status == "partial" for outcome in outcomes):
        return ExitCode.PARTIAL
    return ExitCode.OK
