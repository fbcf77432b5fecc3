"""Running a batch for the commands: the recipe of a run, its engine, the formats of the whole run, what is told at the end."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, overload

import click

from congvan import __version__
from congvan.errors import ExitCode
from congvan.messages import say
from congvan.settings import Settings
from congvan.working import Converting
from ingest import report
from ingest.batch import Run, Stopped
from ingest.engines import Engine, Pool
from ingest.ledger import Busy, Entry, Ledger, Newer
from ingest.places import is_url, read, results_folder, size_of
from ingest.reasons import shown
from ingest.system import cores
from ingest.work import DONE, Limits

if TYPE_CHECKING:
    from ingest.inputs import Found, Inputs
    from schemas.plan import Plan

FULL = (
    "Không ghi được vào «{out}»: {reason}. Hãy kiểm tra chỗ trống trên ổ đĩa và quyền ghi, rồi chạy lại với --resume."
)
_OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class Means:
    """With what a batch is run: worker processes (None: as many as cores), limits, or a Dask cluster's address."""

    workers: int | None = None
    limits: Limits = field(default_factory=Limits)
    engine: str | None = None


def recipe(converting: Converting) -> str:
    """What stands for the program's version and the options that change results."""
    kept = json.loads(saved(converting, Means()))
    told = {name: value for name, value in kept.items() if name not in ("out", "store", "means")}
    return hashlib.sha256(json.dumps([__version__, told], sort_keys=True).encode()).hexdigest()[:16]


def saved(converting: Converting, means: Means) -> str:
    """The options of a run as JSON, for `congvan retry`."""
    values = asdict(converting) | {"means": asdict(means)}
    template = values["options"].get("template")
    if isinstance(template, bytes):
        values["options"]["template"] = base64.b64encode(template).decode()
    return json.dumps(values, ensure_ascii=False)


def loaded(text: str) -> tuple[Converting, Means]:
    """The reverse of `saved`."""
    values = json.loads(text)
    means = values.pop("means")
    if values["options"].get("template"):
        values["options"]["template"] = base64.b64decode(values["options"]["template"])
    values["formats"] = tuple(values["formats"])
    values["settings"] = Settings(**values["settings"])
    return Converting(**values), Means(means["workers"], Limits(**means["limits"]), means["engine"])


@contextmanager
def ledger_of(out: str) -> Iterator[Ledger]:
    """The ledger of a results' folder (of a URL: kept with the user's data); what goes wrong is told, with its exit code."""
    try:
        with Ledger(ledger_folder(out), out) as ledger:
            yield ledger
    except (Busy, Newer) as error:
        click.echo(f"✗ {error}", err=True)
        raise SystemExit(ExitCode.OUTPUT) from error
    except (OSError, sqlite3.OperationalError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        click.echo(FULL.format(out=out, reason=reason), err=True)
        raise SystemExit(ExitCode.OUTPUT) from error


def ledger_folder(out: str) -> Path:
    """Where a run's ledger and report lie: in the results' folder, or for a URL in a folder of this user."""
    if not is_url(out):
        return Path(out)
    from platformdirs import user_state_path

    return user_state_path("congvan", appauthor=False) / hashlib.sha256(out.encode()).hexdigest()[:16]


def engine_of(converting: Converting, means: Means, files: int | None = None) -> Engine:
    """The engine that `means` names, for so many files (None: who knows).

    Ends the program where Dask is not installed or its cluster can't be reached.
    """
    if means.engine is None:
        workers = means.workers or cores()
        return Pool(converting, workers if files is None else max(1, min(workers, files)), means.limits)
    try:
        from ingest.dask_engine import Cluster

        return Cluster(means.engine.removeprefix("dask://"), converting, means.limits)
    except ImportError as error:
        click.echo("✗ Thiếu gói dask. Hãy chạy: uv pip install 'congvan[dask]'", err=True)
        raise SystemExit(ExitCode.MISSING) from error
    except OSError as error:
        click.echo(f"✗ Không nối được cụm Dask «{means.engine}». Hãy kiểm tra địa chỉ và cụm máy.", err=True)
        raise SystemExit(ExitCode.USAGE) from error


def convert_archive(
    paths: Sequence[str], inputs: Inputs, converting: Converting, means: Means, *, resume: bool
) -> ExitCode:
    """Convert all that `congvan convert` was given: `inputs`, in them each member of a zip archive, and URLs among `paths`."""
    from extract.registry import known_suffixes
    from ingest.inputs import with_stems
    from ingest.places import find_remote, members

    known = known_suffixes()
    files: list[Found] = []
    for found in inputs.files:
        inside = members(found, known) if found.path.suffix.lower() == ".zip" else []
        files += with_stems(inside) if inside else [found]
    try:
        for url in filter(is_url, paths):
            files += with_stems(find_remote(url, known))
    except OSError as error:
        click.echo(f"✗ Không đọc được nguồn: {error}. Hãy kiểm tra địa chỉ và gói fsspec (s3 cần s3fs).", err=True)
        return ExitCode.NOTHING
    if not files:
        click.echo(say("nothing", converting.lang), err=True)
        return ExitCode.NOTHING
    with ledger_of(converting.out) as ledger:
        return run(files, converting, means, ledger, source=", ".join(paths), resume=resume)


def again(ledger: Ledger, failed: Sequence[Entry]) -> ExitCode:
    """Convert files that failed once more, with the options of the run before."""
    from ingest.places import found_of

    options = ledger.fact(_OPTIONS)
    if options is None:
        return ExitCode.NOTHING
    converting, means = loaded(options)
    files = [found_of(entry) for entry in failed]
    names = frozenset(entry.name for entry in failed)
    return run(files, converting, means, ledger, source=converting.out, resume=True, again=names)


def remember(ledger: Ledger, converting: Converting, means: Means) -> None:
    """Keep a run's options for `congvan retry`."""
    ledger.remember(_OPTIONS, saved(converting, means))


def run(
    files: Sequence[Found],
    converting: Converting,
    means: Means,
    ledger: Ledger,
    *,
    source: str,
    resume: bool,
    again: frozenset[str] = frozenset(),
) -> ExitCode:
    """Convert files, write the formats of the whole run and the report; tell of it on standard error."""
    remember(ledger, converting, means)
    with (
        click.progressbar(
            length=len(files),
            label=say("converting", converting.lang),
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
            show_pos=True,
            update_min_steps=max(1, len(files) // 1000),
        ) as bar,
        engine_of(converting, means, len(files)) as engine,
    ):

        def progress(entry: Entry, skipped: bool) -> None:
            bar.update(1)
            if not skipped:
                tell(entry)

        job = Run(ledger, recipe(converting), __version__, resume, progress, again)
        try:
            job.convert(files, engine)
        except Stopped as stopped:
            click.echo(f"\n✗ {stopped}", err=True)
            raise SystemExit(ExitCode.OUTPUT) from stopped
        except KeyboardInterrupt:
            click.echo("\n" + say("interrupted", converting.lang), err=True)
            raise SystemExit(ExitCode.INTERRUPTED) from None
    combine(ledger, converting)
    sums = report.write(ledger, source)
    publish_reports(ledger, converting.out)
    for line in report.summary(sums, converting.out):
        click.echo(line, err=True)
    click.echo(f"Báo cáo: {ledger.out / report.HTML}", err=True)
    return exit_code(sums)


def publish_reports(ledger: Ledger, out: str) -> None:
    """Put the reports where the results are, if that is a URL. Raises OSError."""
    if is_url(out):
        with results_folder(out) as folder:
            for name in (report.HTML, report.XLSX):
                shutil.copyfile(ledger.out / name, folder / name)


def combine(ledger: Ledger, converting: Converting) -> None:
    """Write the formats that hold a whole run, from the plans at hand, which are read one at a time. Raises OSError."""
    if not converting.whole_run:
        return
    from congvan.output import Writer

    plans = Plans(converting.out, list(_plan_files(ledger)))
    with results_folder(converting.out) as folder:
        writer = Writer(
            str(folder),
            converting.whole_run,
            unit=converting.unit,
            lang=converting.lang,
            options=converting.options,
        )
        writer.finish(plans)


def _plan_files(ledger: Ledger) -> Iterator[str]:
    for entry in ledger.entries("ok", "partial", "secret"):
        for name, size in entry.record.outputs:
            if name.endswith(".json") and size_of(ledger.results, name) == size:
                yield name


class Plans(Sequence["Plan"]):
    """Plans among the results at `out`, each read when it is asked for: of thousands of them only one need be in memory."""

    def __init__(self, out: str, names: Sequence[str]) -> None:
        self._out, self._names = out, names

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, index: int) -> Plan: ...
    @overload
    def __getitem__(self, index: slice) -> Plans: ...
    def __getitem__(self, index: int | slice) -> Plan | Plans:
        from schemas.plan import Plan

        if isinstance(index, slice):
            return Plans(self._out, self._names[index])
        return Plan.model_validate_json(read(self._out, self._names[index]))


def exit_code(sums: report.Totals) -> ExitCode:
    """What the shell is told."""
    if sums.files["failed"]:
        return ExitCode.FAILED
    if sums.files["secret"]:
        return ExitCode.SECRET
    return ExitCode.PARTIAL if sums.files["partial"] else ExitCode.OK


def tell(entry: Entry, *, quiet: bool = True) -> None:
    """Say on standard error what became of a file; `quiet`: nothing of what went well."""
    name, record = shown(entry.name), entry.record
    if entry.state == "duplicate":
        click.echo(f"= {name}: giống hệt {shown(entry.same_as or '')}, chỉ chuyển một lần", err=True)
    for reason in record.reasons:
        click.echo(f"{'!' if entry.state in DONE else '✗'} {name}: {shown(reason.message)}", err=True)
    if entry.state == "ok" and not quiet:
        counted = say("converted", "vi", plans=record.plans, tasks=record.tasks, deadlines=record.deadlines)
        click.echo(f"✓ {name}: {counted}", err=True)
