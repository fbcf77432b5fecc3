"""Where work is done: in this process, in a pool of guarded worker processes, or on a Dask cluster (`dask_engine`)."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any, Protocol, Self

from ingest import system
from ingest.guard import Guarded
from ingest.work import Job, Limits, Record, Work, failed

LOST = "Máy xử lý tệp này bị mất giữa chừng. Hãy chạy lại với --resume; tệp gốc vẫn nguyên vẹn."


class Promise(Protocol):
    """A record that is not there yet."""

    def add_done_callback(self, call: Callable[[Any], object], /) -> object:
        """Have `call` called with the promise when it is kept or broken."""
        ...

    def result(self) -> Record:
        """The record, waited for."""
        ...


class Engine(AbstractContextManager["Engine"], Protocol):
    """Does jobs; leaving it stops what is still being done. `ahead`: how many jobs keep it busy."""

    ahead: int

    def submit(self, job: Job) -> Promise:
        """Have a job done."""
        ...


class Pool:
    """Worker processes on this machine, each with limits; see `guard.Guarded`."""

    def __init__(self, work: Work, workers: int, limits: Limits) -> None:
        limits = limits if limits.memory else replace(limits, memory=system.memory_share(workers))
        self.workers = workers
        self.ahead = 2 * workers
        self._guards = [Guarded(work, limits) for _ in range(workers)]
        self._idle: queue.SimpleQueue[Guarded] = queue.SimpleQueue()
        for guard in self._guards:
            self._idle.put(guard)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="congvan-worker")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for guard in self._guards:
            guard.close()
        self._threads.shutdown()

    def submit(self, job: Job) -> Future[Record]:
        """Have a job done by the next worker that is free."""
        return self._threads.submit(self._run, job)

    def _run(self, job: Job) -> Record:
        guard = self._idle.get()
        try:
            return guard(job)
        finally:
            self._idle.put(guard)


def as_they_come(engine: Engine, jobs: Iterable[Job]) -> Iterator[tuple[Job, Record]]:
    """Do all jobs; records come in the order in which they are ready, and jobs are asked for only when there is room."""
    ready: queue.SimpleQueue[tuple[Job, Promise]] = queue.SimpleQueue()
    flying = 0
    for job in jobs:
        engine.submit(job).add_done_callback(partial(_hand_over, ready, job))
        flying += 1
        while flying >= engine.ahead or not ready.empty():
            flying -= 1
            yield _next(ready)
    for _ in range(flying):
        yield _next(ready)


def _hand_over(ready: queue.SimpleQueue[tuple[Job, Promise]], job: Job, promise: Promise) -> None:
    ready.put((job, promise))


def _next(ready: queue.SimpleQueue[tuple[Job, Promise]]) -> tuple[Job, Record]:
    while True:
        with contextlib.suppress(queue.Empty):
            job, promise = ready.get(timeout=1.0)  # on Windows Ctrl-C is not heard while waiting for ever
            return job, record_of(promise)


def record_of(promise: Promise) -> Record:
    """The record of a promise; where the engine itself broke it, a failure that may be gone the next time."""
    try:
        return promise.result()
    except Exception as error:
        return failed("lost_worker", f"{LOST} ({type(error).__name__})")
