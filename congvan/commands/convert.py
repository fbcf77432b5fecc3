"""`congvan convert`: files, folders or patterns become plans and checklists; an archive of thousands in one go."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from congvan.asking import keep, opened
from congvan.errors import ExitCode
from congvan.messages import say
from congvan.writing import check_template, keep_option, ocr_option, output_options, save

if TYPE_CHECKING:
    from congvan.output import Writer
    from congvan.pipeline import Outcome
    from congvan.settings import Settings
    from ingest.inputs import Inputs

_MANY = 20  # files from which on worker processes are worth their start


def batch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--workers --engine --timeout --memory`."""
    for option in (
        click.option(
            "--memory", type=click.IntRange(64), default=None, metavar="MB", help="Bộ nhớ tối đa cho mỗi tệp."
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=600.0,
            show_default=True,
            metavar="GIÂY",
            help="Thời gian tối đa cho mỗi tệp (tệp lớn được thêm).",
        ),
        click.option(
            "--engine",
            default=None,
            metavar="dask://MÁY:CỔNG",
            callback=_engine,
            help="Chạy trên cụm Dask; nguồn và kết quả có thể là URL (s3://…).",
        ),
        click.option(
            "--workers",
            type=click.IntRange(1),
            default=None,
            metavar="SỐ",
            help="Số tệp xử lý cùng lúc (mặc định: số nhân).",
        ),
    ):
        command = option(command)
    return command


def _engine(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.startswith("dask://"):
        raise click.BadParameter("cần dạng dask://MÁY:CỔNG")
    return value


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@output_options(default="json,docx")
@ocr_option
@keep_option
@click.option("--resume", is_flag=True, help="Làm tiếp lượt trước: bỏ qua tệp đã xong, theo nội dung.")
@click.option("--report", is_flag=True, help="Ghi báo cáo BAO-CAO.html, BAO-CAO.xlsx (luôn có khi nhiều tệp).")
@batch_options
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
    resume: bool,
    report: bool,
    workers: int | None,
    engine: str | None,
    timeout: float,
    memory: int | None,
) -> None:
    """Chuyển tệp, thư mục hoặc mẫu tên (*.pdf) thành kế hoạch (JSON) và danh mục việc.

    Mỗi văn bản một kế hoạch; tệp gộp ba văn bản cho ba kế hoạch. Một tệp hỏng không làm dừng các tệp khác. Sổ, lịch, csv và
    parquet gộp mọi văn bản của lượt chạy vào một tệp.

    Kho lưu trữ (từ 20 tệp, hoặc với --resume, --workers, --engine, --report): nhiều tệp một lúc, mỗi tệp có giới hạn thời gian và
    bộ nhớ; có sổ công việc để làm tiếp khi bị ngắt, báo cáo BAO-CAO.html và BAO-CAO.xlsx; tệp trùng chỉ chuyển một lần.
    """
    from congvan.output import Writer
    from congvan.settings import Settings
    from extract.registry import known_suffixes
    from ingest.inputs import find_inputs

    check_template(formats, template)
    asked = resume or report or workers is not None or engine is not None
    if asked and out == "-":
        raise click.UsageError("--resume, --report, --workers, --engine cần thư mục kết quả (--out).")
    settings = Settings(lang=lang, unit=unit, ocr=ocr)
    options = {"as_events": as_events, "show_personal": show_personal, "template": template}
    remote = tuple(path for path in (*paths, out) if "://" in path)
    inputs = find_inputs([path for path in paths if path not in remote], known_suffixes())
    for missing in inputs.missing:
        click.echo(say("not_found", lang, path=missing), err=True)
    if not inputs.files and not remote:
        click.echo(say("nothing", lang), err=True)
        raise SystemExit(ExitCode.NOTHING)
    if asked or remote or (out != "-" and len(inputs.files) >= _MANY):
        from congvan.batching import Means, convert_archive
        from congvan.working import Converting
        from ingest.work import Limits

        limits = Limits(seconds=timeout, memory=memory << 20 if memory else None)
        converting = Converting(out, formats, unit, lang, options, settings, place)
        code = convert_archive(paths, inputs, converting, Means(workers, limits, engine), resume=resume)
        raise SystemExit(ExitCode.FAILED if inputs.missing else code)
    _convert_here(inputs, Writer(out, formats, unit=unit, lang=lang, options=options), settings, place)


def _convert_here(inputs: Inputs, writer: Writer, settings: Settings, place: str | None) -> None:
    """Convert a few files in this process, which spares the start of others. Ends the program with its exit code."""
    from congvan.pipeline import convert as convert_file

    lang = settings.lang
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
    _report([o for o in outcomes if o.path not in dict(refused)], lang, quiet=writer.folder is None)
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
