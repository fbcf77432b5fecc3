"""The worker process: `python -m ingest.child` is given a function, then jobs, and answers each with a record.

Messages are pickles on the standard streams, which are then closed to everybody else: a library that prints can't break in. When
the parent is gone, even by `kill -9`, the worker ends; when a job takes far too long, a clock in C ends it.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import queue
import sys
import threading
import time
from typing import IO, Any

from ingest import system
from ingest.work import Job, Limits, Record, Work, failed

MEMORY = (
    "Tệp cần quá nhiều bộ nhớ nên đã bị dừng; các tệp khác không bị ảnh hưởng. Hãy tách tệp thành nhiều phần, "
    "hoặc chạy lại với --memory lớn hơn."
)
INTERNAL = "Chương trình gặp lỗi khi xử lý tệp này; tệp gốc vẫn nguyên vẹn. Hãy gửi tệp cho người phát triển."
_GRACE = 30.0  # seconds that the parent has to end us before we do it ourselves


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises OSError where the other side is gone."""
    body = pickle.dumps(message)
    stream.write(len(body).to_bytes(8, "big") + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:  # noqa: ANN401  what the other side sent
    """Read one message. Raises EOFError where the other side is gone."""
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return pickle.loads(body)


def guarded(work: Work, job: Job) -> Record:
    """Do a job; whatever is raised becomes the job's record."""
    start = time.perf_counter()
    try:
        return work(job)
    except MemoryError:
        return failed("memory", MEMORY, time.perf_counter() - start)
    except Exception as error:
        return failed("internal", f"{INTERNAL} ({type(error).__name__})", time.perf_counter() - start)


def main() -> None:
    """Answer jobs until the parent is gone."""
    commands, replies = _private_streams()
    sys.path[:] = receive(commands)
    work, limits = receive(commands)  # unpickled when its modules can be found
    if limits.memory:
        system.limit_memory(limits.memory)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(commands, jobs), daemon=True).start()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        while True:
            job = jobs.get()
            faulthandler.dump_traceback_later(_last(limits, job), exit=True, file=nowhere)
            record = guarded(work, job)
            faulthandler.cancel_dump_traceback_later()
            try:
                send(replies, record)
            except OSError:
                os._exit(0)


def _last(limits: Limits, job: Job) -> float:
    return limits.seconds_for(job) + _GRACE


def _listen(commands: IO[bytes], jobs: queue.SimpleQueue[Job]) -> None:
    try:
        while True:
            jobs.put(receive(commands))
    except (EOFError, OSError):
        os._exit(0)  # the parent is gone: nobody would read what we find


def _private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes from and to the parent, away from descriptors 0 and 1, which programs that we start would inherit."""
    commands, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return commands, replies


if __name__ == "__main__":
    main()
