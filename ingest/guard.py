"""A worker process seen from outside: it does one job at a time within limits of time and memory, and is replaced when it dies.

A poisoned file (endless, huge, crashing a native library) costs itself alone.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import replace
from types import TracebackType
from typing import IO, Final

from ingest import child, system
from ingest.work import Job, Limits, Record, Work, failed

WORKER: Final = "CONGVAN_WORKER"  # set in a worker's environment: it is one of several and takes one core
_TICK = 0.1  # seconds between looks at the worker's own memory
_FAMILY = 10  # ticks between looks at the programs it started
_LIFE = 1000  # jobs after which a worker is replaced, so that what libraries leak does not add up
_TRIES = 2  # a crash may be due to the worker's past: the file gets one more try on a fresh one

TOO_SLOW = (
    "Xử lý quá {minutes} nên đã dừng riêng tệp này; các tệp khác không bị ảnh hưởng. "
    "Hãy tách tệp thành nhiều phần, hoặc chạy lại với --timeout lớn hơn."
)
CRASHED = (
    "Tệp làm chương trình đọc bị sập (tệp có thể hỏng hoặc cố ý gây lỗi); các tệp khác không bị ảnh hưởng. "
    "Hãy mở tệp bằng chương trình gốc, lưu lại rồi thử lại."
)


class Guarded:
    """Does jobs in a child process. A context manager; one object serves one thread at a time."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self._work = work
        self._limits = limits if limits.memory else replace(limits, memory=system.memory_share(1))
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.SimpleQueue[Record | None] = queue.SimpleQueue()
        self._age = 0
        self._closed = False

    def __enter__(self) -> Guarded:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def __call__(self, job: Job) -> Record:
        """Do a job; the record says so where it took too long, too much memory, or crashed the process."""
        start = time.monotonic()
        for _ in range(_TRIES):
            record = self._once(job)
            if record is not None or self._closed:
                break
        spent = time.monotonic() - start
        return failed("crashed", CRASHED, spent) if record is None else record

    def close(self) -> None:
        """End the process at once, whatever it does."""
        self._closed = True
        self._end()

    def _once(self, job: Job) -> Record | None:
        """Do a job; None where the process died of it."""
        if self._process is None or self._age >= _LIFE:
            self._end()
            self._start()
        process, self._age = self._process, self._age + 1
        assert process is not None and process.stdin is not None
        try:
            child.send(process.stdin, job)
        except OSError:  # it died between two jobs
            self._end()
            return None
        record = self._wait(process, job)
        if record is None or (record.reasons and record.reasons[0].code in ("too_slow", "memory")):
            self._end()
        return record

    def _wait(self, process: subprocess.Popen[bytes], job: Job) -> Record | None:
        start, limit = time.monotonic(), self._limits.seconds_for(job)
        memory = system.MemoryWatch(process.pid)
        tick = 0
        while True:
            with contextlib.suppress(queue.Empty):
                return self._replies.get(timeout=_TICK)
            tick += 1
            spent = time.monotonic() - start
            if spent > limit:
                minutes = f"{limit / 60:.0f} phút" if limit >= 60 else f"{limit:.0f} giây"
                return failed("too_slow", TOO_SLOW.format(minutes=minutes), spent)
            if memory.held(children=tick % _FAMILY == 0) > (self._limits.memory or 0):
                return failed("memory", child.MEMORY, spent)

    def _start(self) -> None:
        if self._closed:
            raise RuntimeError("this worker is closed")
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", "ingest.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, WORKER: "1", "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"},
            **system.own_group(),
        )
        self._age, self._replies = 0, queue.SimpleQueue()
        assert process.stdin is not None and process.stdout is not None
        threading.Thread(target=_listen, args=(process.stdout, self._replies), daemon=True).start()
        with contextlib.suppress(OSError):  # a worker that dies at once is seen when it is given a job
            child.send(process.stdin, sys.path)
            child.send(process.stdin, (self._work, self._limits))

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        system.kill_tree(process)
        with contextlib.suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()


def _listen(stream: IO[bytes], replies: queue.SimpleQueue[Record | None]) -> None:
    """Pass a worker's answers on; None when it is gone."""
    with stream:
        try:
            while True:
                replies.put(child.receive(stream))
        except (EOFError, OSError):
            replies.put(None)
