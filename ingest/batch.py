"""An archive is converted: each file once, in the ledger before and after, on an engine; what stopped goes on.

Results are written by the workers, whole; then the file's row says so. After `kill -9` a file without a row, or a row without its
results, is converted again, which writes the same results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest import journal, reasons
from ingest.engines import Engine, as_they_come
from ingest.inputs import Found
from ingest.ledger import Entry, Ledger
from ingest.places import identity, is_url, name_of, remove
from ingest.whole import PREFIX
from ingest.work import DONE, PASSING, Job, Record, failed

GONE = "Không đọc được tệp từ ổ đĩa. Hãy kiểm tra ổ đĩa hoặc đường mạng rồi thử lại."
CHANGED = "Tệp thay đổi trong khi đang đọc. Hãy đợi chép xong rồi chạy lại với --resume."


class Stopped(Exception):
    """Results can't be written (full disk, store gone); all that was done is kept. The message says what to do."""


@dataclass(slots=True)
class Run:
    """A run over an archive: what to do and for whom it is told. `tell(entry, skipped)` is called once a file."""

    ledger: Ledger
    recipe: str
    version: str
    resume: bool
    tell: Callable[[Entry, bool], None]
    again: frozenset[str] = frozenset()  # names of files that are done again even where they failed
    _flying: dict[str, str] = field(default_factory=dict)  # identity -> name, of what the engine has

    def convert(self, files: Sequence[Found], engine: Engine) -> None:
        """Convert the files that are not done yet. Raises `Stopped`, OSError and `sqlite3.Error`."""
        if not self.resume:
            self.ledger.clear()
        sweep(self.ledger.out)
        stamps: dict[str, tuple[int, int]] = {}
        for job, record in as_they_come(engine, self._jobs(files, stamps)):
            self._flying.pop(job.identity, None)
            if record.state == "stopped":
                raise Stopped(record.reasons[0].message)
            self._settle(job, record, stamps.pop(job.name))

    def _jobs(self, files: Iterable[Found], stamps: dict[str, tuple[int, int]]) -> Iterator[Job]:
        for found in files:
            name = name_of(found)
            before = self.ledger.get(name)
            try:
                content, size, mtime = identity(found)
            except OSError:
                stem = before.stem if before else self._stem(found, name)
                self._tell(self._entry(name, stem, ("", 0, 0), failed("unreachable", GONE)))
                continue
            if before is not None and self._is_settled(before, content):
                self.tell(before, True)
                continue
            entry = self._entry(name, before.stem if before else self._stem(found, name), (content, size, mtime), None)
            entry = replace(entry, record=before.record if before else entry.record)  # results that may be left over
            if same := self._flying.get(content) or twin(self.ledger, entry, self.recipe):
                self._tell(replace(entry, state="duplicate", same_as=same, record=Record("ok")))
                continue
            self.ledger.put(entry)
            self._flying[content] = name
            stamps[name] = (size, mtime)
            yield Job(found.place, entry.stem, size, found.member, content)

    def _is_settled(self, before: Entry, content: str) -> bool:
        """Whether a file with these contents needs no more work."""
        if before.identity != content or before.recipe != self.recipe or before.name in self.again:
            return False
        if before.state == "failed":
            return not any(reason.code in PASSING for reason in before.record.reasons)
        return before.state in DONE and self.ledger.has_results(before)

    def _stem(self, found: Found, name: str) -> str:
        return free_stem(self.ledger, found.stem, name)

    def _settle(self, job: Job, record: Record, stamp: tuple[int, int]) -> None:
        if not is_url(job.place) and not _stands(Path(job.place), stamp, member=bool(job.member)):
            record = replace(failed("changed", CHANGED), outputs=record.outputs)
        self._tell(self._entry(job.name, job.stem, (job.identity, *stamp), record))

    def _tell(self, entry: Entry) -> None:
        before = self.ledger.get(entry.name)
        if before is not None:
            forget_results(self.ledger.results, before, entry)
        reasons.write(self.ledger.out, entry)
        journal.write(self.ledger.out, entry)
        self.ledger.put(entry)  # last: whoever has a row has all the rest
        self.tell(entry, False)

    def _entry(self, name: str, stem: str, seen: tuple[str, int, int], record: Record | None) -> Entry:
        state = "waiting" if record is None or record.state == "stopped" else record.state
        made = record or Record("failed")
        return Entry(name, stem, *seen, self.recipe, self.version, state, journal.now(), made)


def twin(ledger: Ledger, entry: Entry, recipe: str | None) -> str | None:
    """The file with the same bytes, converted by this recipe (None: any), whose results are there and serve for `entry` too."""
    for other in ledger.same_bytes(entry.identity, recipe):
        if other.name != entry.name and ledger.has_results(other):
            return other.name
    return None


def free_stem(ledger: Ledger, stem: str, name: str) -> str:
    """`stem`, or one like it, where another file's results have that name already."""
    number, chosen = 1, stem
    while ledger.owner(chosen) not in (None, name):
        number += 1
        chosen = f"{stem} ({number})"
    return chosen


def forget_results(out: str, before: Entry, after: Entry) -> None:
    """Delete results of a file's earlier conversion that the new one did not make, so that none is mistaken for current."""
    kept = {name for name, _ in after.record.outputs}
    for name, _ in before.record.outputs if after.state in DONE else ():
        if name not in kept:
            remove(out, name)


def sweep(out: Path) -> None:
    """Delete half-written results that a killed worker left behind; nobody else writes here while we hold the ledger."""
    for path in out.rglob(f"{PREFIX}{'?' * 8}"):  # as `tempfile` calls them
        if path.is_file():
            path.unlink(missing_ok=True)


def _stands(path: Path, stamp: tuple[int, int], *, member: bool) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return True  # gone after it was read: what was read stays
    return stat.st_mtime_ns == stamp[1] and (member or stat.st_size == stamp[0])
