"""What a worker is given to do: convert one file, write its results, store its plans, and tell of it in a few words."""

from __future__ import annotations

import errno
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from congvan.settings import Settings
from exporters.registry import format_of
from ingest.child import MEMORY
from ingest.ledger import FOLDER
from ingest.places import local_copy, results_folder
from ingest.work import Job, Reason, Record, failed

if TYPE_CHECKING:
    from congvan.pipeline import Outcome
    from corpus.store import Store
    from schemas.plan import Plan

PLANS = f"{FOLDER}/ke-hoach"  # where plans are kept for the formats of a whole run, if nobody asked for their JSON
_MOST_REASONS = 20
_OF_THIS_FILE = frozenset(
    {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ENOTDIR, errno.EEXIST, errno.EISDIR}
)  # what the system says of one name, not of the disk
BAD_NAME = "Tên tệp quá dài hoặc có ký tự hỏng nên không đặt tên kết quả được. Hãy đổi tên tệp rồi thử lại."
UNREACHABLE = "Không đọc được tệp từ ổ đĩa. Hãy kiểm tra ổ đĩa hoặc đường mạng rồi thử lại."
RESULT_OPEN = (
    "Không ghi đè được kết quả cũ vì đang mở trong chương trình khác, hoặc không có quyền ghi. Hãy đóng rồi thử lại."
)
NO_ROOM = "Không ghi được kết quả vào «{out}»: {reason}. Hãy kiểm tra chỗ trống trên ổ đĩa và quyền ghi rồi chạy lại."


@dataclass(frozen=True)
class Converting:
    """Converts files into a folder or URL `out`; the same options as `congvan.output.Writer` has."""

    out: str
    formats: tuple[str, ...]
    unit: str | None = None
    lang: str = "vi"
    options: Mapping[str, object] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    store: str | None = None

    def __call__(self, job: Job) -> Record:
        """Convert one file. What goes wrong is in the record."""
        from congvan.pipeline import convert

        start = time.perf_counter()
        try:
            with local_copy(job) as path:
                outcome = convert(path, self.settings)
        except OSError:
            return failed("unreachable", UNREACHABLE, time.perf_counter() - start)
        state, reasons = outcome.status, _reasons(outcome)
        outputs: tuple[tuple[str, int], ...] = ()
        if outcome.plans:
            try:
                outputs, refused = self._write(job, outcome.plans)
                self._keep(job, outcome.plans)
            except Exception as error:
                return self._not_written(error, time.perf_counter() - start)
            if refused:
                state, reasons = "secret", (Reason("secret", refused), *reasons)
        return Record(
            state=state,  # type: ignore[arg-type]
            reasons=reasons[:_MOST_REASONS],
            outputs=outputs,
            plans=len(outcome.plans),
            pages=sum(plan.source.pages or 0 for plan in {plan.source.sha256: plan for plan in outcome.plans}.values()),
            tasks=sum(len(plan.tasks) for plan in outcome.plans),
            deadlines=sum(len(plan.deadlines) for plan in outcome.plans),
            seconds=time.perf_counter() - start,
            sha256=outcome.plans[0].source.sha256 if outcome.plans else "",
            title=_title(outcome.plans) if state != "secret" else "",
        )

    @property
    def whole_run(self) -> tuple[str, ...]:
        """The formats that hold a whole run."""
        return tuple(name for name in self.formats if format_of(name).whole_run)

    def _write(self, job: Job, plans: tuple[Plan, ...]) -> tuple[tuple[tuple[str, int], ...], str]:
        """Write the results; returns their names and sizes, and why some were refused (marked mật)."""
        from congvan.output import Writer
        from exporters.secrecy import Refused

        each = tuple(name for name in self.formats if not format_of(name).whole_run)
        refused = ""
        with results_folder(self.out) as folder:
            writers = [Writer(str(folder), each, unit=self.unit, lang=self.lang, options=self.options)]
            if self.whole_run and "json" not in each:
                writers.append(Writer(str(folder / PLANS), ("json",), unit=None, lang=self.lang))
            for writer in writers:
                try:
                    writer.write(job.stem, plans)
                except Refused as refusal:
                    refused = str(refusal)
            written = [path for writer in writers for path in writer.written]
            outputs = [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in written]
        return tuple(outputs), refused

    def _keep(self, job: Job, plans: tuple[Plan, ...]) -> None:
        if self.store is None:
            return
        from congvan.asking import keep

        keep(_store(self.store), Path(job.name), plans)

    def _not_written(self, error: Exception, seconds: float) -> Record:
        from exporters.templates import BadTemplate

        if isinstance(error, UnicodeError) or (isinstance(error, OSError) and error.errno in _OF_THIS_FILE):
            return failed("bad_name", BAD_NAME, seconds)
        if isinstance(error, PermissionError):
            return failed("output_locked", RESULT_OPEN, seconds)
        if isinstance(error, OSError):
            told = NO_ROOM.format(out=self.out, reason=error.strerror or type(error).__name__)
            return Record("stopped", (Reason("output", told),), seconds=seconds)
        if isinstance(error, BadTemplate):
            return failed("template", str(error), seconds)
        if self.store is not None:
            from corpus.store import StoreError

            if isinstance(error, StoreError):
                return Record("stopped", (Reason(error.code, str(error)),), seconds=seconds)
        raise error


_STORES: dict[str, Store] = {}  # one a process: opening it costs more than adding to it


def _store(place: str) -> Store:
    if place not in _STORES:
        from corpus.store import open_store

        _STORES[place] = open_store(place)
    return _STORES[place]


def _reasons(outcome: Outcome) -> tuple[Reason, ...]:
    failures = outcome.failures or ((outcome.failure,) if outcome.failure else ())
    of_files = [
        Reason("memory", MEMORY) if failure.detail.startswith("MemoryError")
        else Reason(failure.code, failure.message, failure.path if failure.path != str(outcome.path) else "")
        for failure in failures
    ]  # fmt: skip
    of_pages = [Reason(problem.code, problem.message) for plan in outcome.plans for problem in plan.problems]
    return tuple(of_files + of_pages)


def _title(plans: tuple[Plan, ...]) -> str:
    from congvan.asking import shown_title

    if not plans:
        return ""
    header = plans[0].header
    title = shown_title(header.number_symbol, header.doc_type, header.issued_on, header.subject)
    return title if len(plans) == 1 else f"{title} (và {len(plans) - 1} văn bản khác)"
