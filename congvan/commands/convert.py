"""`congvan convert`: files, folders or patterns become plans and checklists."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from congvan.asking import keep, opened
from congvan.errors import ExitCode
from congvan.messages import say
from congvan.writing import check_template, output_options, save

if TYPE_CHECKING:
    from congvan.pipeline import Outcome


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@output_options(default="json,docx")
@click.option(
    "--ocr",
    type=click.Choice(["auto", "force", "never"]),
    default="auto",
    show_default=True,
    help="Nhận dạng chữ từ ảnh trang: khi cần, mọi trang, hoặc không.",
)
@click.option("--store", "place", default=None, metavar="TỆP|URL", help="Lưu cả vào kho này (xem «congvan store»).")
def convert(
    paths: tuple[str, ...],
    out: str,
    formats: tuple[str, ...],
    unit: str | None,
    as_events: bool,
    show_personal: bool,
    template: bytes | None,
    lang: str,
    ocr: Literal["auto", "force", "never"],
    place: str | None,
) -> None:
    """Chuyển tệp, thư mục hoặc mẫu tên (*.pdf) thành kế hoạch (JSON) và danh mục việc.

    Mỗi văn bản một kế hoạch; tệp gộp ba văn bản cho ba kế hoạch. Một tệp hỏng không làm dừng các tệp khác. Sổ, lịch, csv và
    parquet gộp mọi văn bản của lượt chạy vào một tệp.
    """
    from congvan.output import Writer
    from congvan.pipeline import convert as convert_file
    from congvan.settings import Settings
    from extract.registry import known_suffixes
    from ingest.inputs import find_inputs

    check_template(formats, template)
    inputs = find_inputs(paths, known_suffixes())
    for missing in inputs.missing:
        click.echo(say("not_found", lang, path=missing), err=True)
    if not inputs.files:
        click.echo(say("nothing", lang), err=True)
        raise SystemExit(ExitCode.NOTHING)
    settings = Settings(lang=lang, unit=unit, ocr=ocr)
    options = {"as_events": as_events, "show_personal": show_personal, "template": template}
    writer = Writer(out, formats, unit=unit, lang=lang, options=options)
    outcomes: list[Outcome] = []
    refused: list[tuple[Path, str]] = []
    try:
        with (
            opened(place) if place else nullcontext() as store,
            _progress([found.path for found in inputs.files], lang) as files,
        ):
            for found, path in zip(inputs.files, files, strict=True):
                outcome = convert_file(path, settings)
                outcomes.append(outcome)
                if store is not None:
                    keep(store, path, outcome.plans)
                if message := save(writer, found.stem, outcome.plans, lang):
                    refused.append((path, message))
        save(writer, None, (), lang)
    except KeyboardInterrupt:  # what was written stays whole
        raise SystemExit(ExitCode.INTERRUPTED) from None
    _report([o for o in outcomes if o.path not in dict(refused)], lang, quiet=out == "-")
    for path, message in refused:
        click.echo(f"✗ {path}: {message}", err=True)
    raise SystemExit(_exit_code(outcomes, inputs.missing, refused=bool(refused)))


def _progress(files: list[Path], lang: str) -> click._termui_impl.ProgressBar[Path]:
    """Show a bar on standard error when a person watches and there is more than one file."""
    watched = sys.stderr.isatty() and len(files) > 1
    return click.progressbar(
        files, label=say("converting", lang), file=sys.stderr, hidden=not watched, show_pos=True, update_min_steps=1
    )


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


def _exit_code(outcomes: list[Outcome], missing: tuple[str, ...], *, refused: bool) -> ExitCode:
    if missing or any(outcome.status == "failed" for outcome in outcomes):
        return ExitCode.FAILED
    if refused:
        return ExitCode.SECRET
    if any(outcome.status == "partial" for outcome in outcomes):
        return ExitCode.PARTIAL
    return ExitCode.OK
