"""The inbox: files that were dropped into a folder are converted, once each; originals stay where and as they are.

One loop, one thread, one ledger: look, take what stands still, settle what is ready, tell. Whatever is away (the share, room
on the disk) is waited for; nothing is forgotten: what was done is in the ledger, what is to be done is in the folder.
"""

from __future__ import annotations

import queue
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ingest import asked_again, journal, reasons, status
from ingest.batch import forget_results, free_stem, sweep, twin
from ingest.bell import Bell
from ingest.engines import Engine, Promise, record_of
from ingest.hints import hints
from ingest.inputs import Found
from ingest.ledger import Entry, Ledger
from ingest.places import identity
from ingest.settled import Clock, Seen, Settling, Stamp, Vanished, look, opens
from ingest.work import DONE, PASSING, Job, Record, failed

_FIRST_AGAIN, _LAST_AGAIN = 60.0, 1800.0  # seconds until what may have passed is tried again, doubled each time
_PAUSE = 15.0  # seconds of rest when results can't be written
_BUSY = 1.0  # seconds between looks at what the workers have done, at most
_WRITTEN = "TRANG-THAI"
STANDING, OPEN, QUEUED, WORKING, AGAIN = (
    "đợi chép xong", "đang mở trong chương trình khác", "đợi đến lượt", "đang chuyển", "sẽ tự thử lại",
)  # fmt: skip
VANISHED = "Không thấy thư mục «{inbox}». Hãy kiểm tra ổ mạng; khi thư mục trở lại, chương trình tự làm tiếp."
FULL = "Không ghi được vào «{out}»: {reason}. Hãy giải phóng chỗ trống; chương trình tự thử lại, không mất tệp nào."


@dataclass(frozen=True, slots=True)
class Habits:
    """How to watch: `settle` seconds must a file stand still, `poll` seconds pass between looks, `once`: until nothing waits."""

    settle: float = 5.0
    poll: float = 10.0
    once: bool = False


class Watcher:
    """Watches `inbox`.

    `combine` writes the formats that hold all dispatches (may raise OSError), `tell` says what became of a file, `warn` what is wrong
    with the disk or the share.
    """

    def __init__(
        self,
        inbox: Path,
        known: Collection[str],
        ledger: Ledger,
        engine: Engine,
        *,
        recipe: str,
        version: str,
        habits: Habits,
        combine: Callable[[], None],
        tell: Callable[[Entry], None],
        warn: Callable[[str], None],
        clock: Clock = time.monotonic,
    ) -> None:
        self._inbox, self._known, self._ledger, self._engine = inbox, known, ledger, engine
        self._recipe, self._version, self._habits = recipe, version, habits
        self._combine, self._tell_of, self._warn, self._clock = combine, tell, warn, clock
        self._settling = Settling(habits.settle, clock)
        self._seen = Seen({}, ())
        self._handled: dict[str, Stamp] = {}  # as each file was when it was converted, or failed
        self._open: set[str] = set()
        self._ready: deque[str] = deque()
        self._flying: dict[str, tuple[Job, Stamp]] = {}
        self._finished: queue.SimpleQueue[tuple[str, Promise]] = queue.SimpleQueue()
        self._unsaved: deque[Entry] = deque()  # results are there, the ledger could not be written yet
        self._later: dict[str, tuple[float, float]] = {}  # name -> when again, and the wait before that
        self._next_look = self._resume_at = float("-inf")
        self._vanished, self._trouble, self._fresh = False, "", False
        self._page: tuple[object, float] = ((), float("-inf"))

    def run(self, bell: Bell) -> None:
        """Watch until interrupted, or with `once` until nothing waits."""
        sweep(self._ledger.out)
        self._remember()
        try:
            while True:
                self.turn(bell)
                if self._habits.once and self._is_idle():
                    return
                bell.mend()
                if bell.wait(self._rest()):
                    self._next_look = min(self._next_look, self._clock() + min(1.0, self._habits.settle))
        finally:
            self._show(bell, running=False)

    def turn(self, bell: Bell) -> None:
        """One turn of the loop: everything that can be done now."""
        self._collect()
        self._save()
        now = self._clock()
        if now >= self._next_look:
            self._look()
            spent = self._clock() - now
            self._next_look = self._clock() + max(
                self._habits.poll, 5 * spent
            )  # a slow share is not looked at all the time
            if self._is_waiting():
                self._next_look = min(self._next_look, self._clock() + max(self._habits.settle, 5 * spent))
        self._take_requests()
        if now >= self._resume_at:
            self._guard(partial(self._feed, bell))
        if self._fresh and not self._flying and not self._ready:
            self._guard(self._combine_now)
        self._show(bell, running=True)

    def _remember(self) -> None:
        """What was settled before this start; what failed under another version, or may have passed, is done again."""
        for entry in self._ledger.entries():
            if self._is_settled(entry):
                self._handled[entry.name] = Stamp(entry.size, entry.mtime)

    def _is_settled(self, entry: Entry) -> bool:
        if entry.state == "duplicate":  # of a file that was never converted, and may be gone: then this one is
            origin = self._ledger.get(entry.same_as or "")
            return origin is not None and origin.state in DONE
        if entry.state == "failed":
            passing = any(reason.code in PASSING for reason in entry.record.reasons)
            return entry.version == self._version and not passing
        return entry.state in DONE

    def _look(self) -> None:
        try:
            self._seen = look(self._inbox, self._known, self._ledger.out)
            self._vanished = False
        except Vanished:
            if not self._vanished:
                self._warn(VANISHED.format(inbox=self._inbox))
            self._vanished = True
            return
        queued = set(self._ready)
        fresh = {
            name: stamp
            for name, stamp in self._seen.files.items()
            if name not in self._flying and name not in queued and not self._is_handled(name, stamp)
        }
        self._open.clear()
        for name in self._settling.update(fresh):
            if name in self._later and self._clock() < self._later[name][0]:
                continue
            if opens(Path(name)):
                self._ready.append(name)
            else:
                self._open.add(name)

    def _is_handled(self, name: str, stamp: Stamp) -> bool:
        before = self._handled.get(name)
        return before is not None and (before.size, before.mtime) == (stamp.size, stamp.mtime)

    def _feed(self, bell: Bell) -> None:
        """Give the engine what it has room for."""
        while self._ready and len(self._flying) < self._engine.ahead:
            name = self._ready[0]
            self._take(name, bell)
            self._ready.popleft()

    def _take(self, name: str, bell: Bell) -> None:
        path = Path(name)
        try:
            content, size, mtime = identity(Found(path, ""))
        except OSError:  # gone or held again: the next look tells
            return
        before = self._ledger.get(name)
        stem = before.stem if before else free_stem(self._ledger, self._stem(path), name)
        entry = Entry(
            name, stem, content, size, mtime, self._recipe, self._version, "waiting", journal.now(),
            before.record if before else Record("failed"),
        )  # fmt: skip
        if (
            before and before.identity == content and before.state != "failed" and self._is_settled(before)
        ):  # touched only
            self._ledger.put(replace(before, mtime=mtime))
            self._handled[name] = Stamp(size, mtime)
            return
        flying = next((other for other, (job, _) in self._flying.items() if job.identity == content), None)
        same = flying or twin(self._ledger, entry, None)
        if same:
            self._settle(replace(entry, state="duplicate", same_as=same, record=Record("ok")))
            return
        self._ledger.put(entry)
        job = Job(name, stem, size, identity=content)
        self._flying[name] = (job, Stamp(size, mtime))

        def hand_over(promise: Promise) -> None:
            self._finished.put((name, promise))
            bell.ring()

        self._engine.submit(job).add_done_callback(hand_over)

    def _stem(self, path: Path) -> str:
        """Where results go: the path in the inbox, without ending unless another file's results could meet them."""
        relative = path.relative_to(self._inbox)
        bare = relative.with_suffix("")
        numbered = bare.name.rpartition("-")[2].isdecimal()  # «x-1» may be the first plan of «x»
        taken = self._ledger.owner(str(bare)) or bare.name.upper() == _WRITTEN
        return str(relative if numbered or taken else bare)

    def _collect(self) -> None:
        while True:
            try:
                name, promise = self._finished.get_nowait()
            except queue.Empty:
                return
            job, stamp = self._flying.pop(name)
            self._unsaved.append(self._entry(job, stamp, record_of(promise)))

    def _entry(self, job: Job, stamp: Stamp, record: Record) -> Entry:
        state = "waiting" if record.state == "stopped" else record.state
        if record.state == "stopped":
            self._pause(record.reasons[0].message)
        elif not self._stands(job.place, stamp):
            state = "waiting"  # it was changed meanwhile: when it stands still again, it is converted again
        return Entry(
            job.name, job.stem, job.identity, stamp.size, stamp.mtime, self._recipe, self._version, state,
            journal.now(), record,
        )  # fmt: skip

    def _stands(self, place: str, stamp: Stamp) -> bool:
        try:
            stat = Path(place).stat()
        except OSError:
            return True  # gone after it was read: what was read stays
        return (stat.st_size, stat.st_mtime_ns) == (stamp.size, stamp.mtime)

    def _save(self) -> None:
        while self._unsaved and self._clock() >= self._resume_at:
            if not self._guard(partial(self._settle, self._unsaved[0])):
                return
            self._unsaved.popleft()

    def _settle(self, entry: Entry) -> None:
        before = self._ledger.get(entry.name)
        if entry.state == "waiting":
            entry = replace(entry, record=before.record if before else failed("waiting", ""))
            self._ledger.put(entry)
            return
        if before is not None:
            forget_results(self._ledger.results, before, entry)
        folders = Path(entry.name).relative_to(self._inbox).parts[:-1]
        reasons.write(self._ledger.out, entry)
        journal.write(self._ledger.out, entry, hints(folders))
        self._ledger.put(entry)  # last: whoever has a row has all the rest
        self._handled[entry.name] = Stamp(entry.size, entry.mtime)
        self._try_later(entry)
        self._fresh = self._fresh or entry.state in DONE
        self._tell_of(entry)

    def _try_later(self, entry: Entry) -> None:
        if entry.state == "failed" and any(reason.code in PASSING for reason in entry.record.reasons):
            wait = min(self._later.get(entry.name, (0.0, _FIRST_AGAIN / 2))[1] * 2, _LAST_AGAIN)
            self._later[entry.name] = (self._clock() + wait, wait)
            del self._handled[entry.name]
        else:
            self._later.pop(entry.name, None)

    def _take_requests(self) -> None:
        for names in asked_again.take(self._ledger.out):
            for entry in list(self._ledger.entries("failed")):
                if asked_again.meant(entry, names):
                    self._handled.pop(entry.name, None)
                    self._later.pop(entry.name, None)
                    self._next_look = float("-inf")

    def _combine_now(self) -> None:
        self._combine()
        self._fresh = False

    def _guard(self, call: Callable[[], None]) -> bool:
        """Do what writes; where that is not possible now, rest and say so. True where it was done."""
        try:
            call()
        except (OSError, sqlite3.OperationalError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
            self._pause(FULL.format(out=self._ledger.out, reason=reason))
            return False
        if self._clock() >= self._resume_at:
            self._trouble = ""
        return True

    def _pause(self, message: str) -> None:
        if message != self._trouble:
            self._warn(message)
        self._trouble, self._resume_at = message, self._clock() + _PAUSE

    def _is_waiting(self) -> bool:
        return any(name not in self._later for name in self._waiting())

    def _is_idle(self) -> bool:
        return not (self._is_waiting() or self._unsaved or self._fresh or self._vanished)

    def _rest(self) -> float:
        """Seconds until there is something to do if nobody rings."""
        until = self._next_look
        if self._flying or self._unsaved or self._ready:
            until = min(until, self._clock() + _BUSY)
        return max(0.0, until - self._clock())

    def _waiting(self) -> dict[str, str]:
        queued = set(self._ready)
        found = {}
        for name, stamp in self._seen.files.items():
            if name in self._flying:
                found[name] = WORKING
            elif name in queued:
                found[name] = QUEUED
            elif not self._is_handled(name, stamp):
                found[name] = AGAIN if name in self._later else OPEN if name in self._open or stamp.owned else STANDING
        return found

    def _show(self, bell: Bell, *, running: bool) -> None:
        """Write the page where it would say something else than before, or has grown old."""
        line = "Đã dừng theo dõi."
        if running:
            how = "hệ thống báo thay đổi, và" if bell.is_native else ""
            line = f"Đang theo dõi ({how} xem lại mỗi {self._habits.poll:g} giây).".replace("( ", "(")
        trouble = VANISHED.format(inbox=self._inbox) if self._vanished else self._trouble
        now = status.Now(line, trouble, running, self._waiting(), self._seen.strange)
        try:
            said = (now, self._ledger.counts())
            if said != self._page[0] or self._clock() - self._page[1] > status.BEAT:
                status.write(self._ledger, self._inbox, now)
                self._page = (said, self._clock())
        except (OSError, sqlite3.OperationalError) as error:
            if not self._trouble:
                self._pause(FULL.format(out=self._ledger.out, reason=str(error)))
