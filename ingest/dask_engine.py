"""Work on a Dask cluster that exists: the same function, in the same guarded process, on the cluster's machines.

Dask runs a job again where its worker was lost (`_RETRIES`); a poisoned file ends only the guarded process beside the worker.
"""

from __future__ import annotations

import atexit
import queue
import threading
from dataclasses import replace
from types import TracebackType
from typing import Any, Final, Self

from ingest import system
from ingest.guard import Guarded
from ingest.work import Job, Limits, Record, Work

_RETRIES: Final = 3
_CONNECT = 30  # seconds


class Cluster:
    """A Dask cluster by its scheduler's address. Raises OSError where it can't be reached."""

    def __init__(self, address: str, work: Work, limits: Limits) -> None:
        from distributed import Client

        url = address if "://" in address else f"tcp://{address}"
        self._client: Any = Client(url, timeout=_CONNECT, set_as_default=False)
        self._work, self._limits = work, limits
        threads = sum(self._client.nthreads().values())
        self.ahead = max(4, 4 * threads)
        self._futures: set[Any] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._client.cancel(list(self._futures), force=True)
        self._client.close()

    def submit(self, job: Job) -> Any:  # noqa: ANN401  a Dask future
        """Have a job done on the cluster."""
        future = self._client.submit(
            run_guarded,
            self._work,
            self._limits,
            job,
            key=f"congvan-{job.name}-{job.identity}",
            pure=False,
            retries=_RETRIES,
        )
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        return future


_IDLE: dict[
    tuple[str, Limits], queue.SimpleQueue[Guarded]
] = {}  # in a Dask worker: guarded processes that wait for work
_LOCK = threading.Lock()
_ALL: list[Guarded] = []


def run_guarded(work: Work, limits: Limits, job: Job) -> Record:
    """Do a job in a guarded process of this machine, which is kept for the next."""
    with _LOCK:
        idle = _IDLE.setdefault((repr(work), limits), queue.SimpleQueue())
    try:
        guard = idle.get_nowait()
    except queue.Empty:
        share = limits if limits.memory else replace(limits, memory=system.memory_share(system.cores()))
        guard = Guarded(work, share)
        _ALL.append(guard)
    try:
        return guard(job)
    finally:
        idle.put(guard)


@atexit.register
def _close() -> None:
    for guard in _ALL:
        guard.close()
