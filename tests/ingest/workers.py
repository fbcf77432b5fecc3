"""Work that tests give to engines: copies a file's text into the results' folder, or goes wrong as the text says."""

import ctypes
import os
import time
from dataclasses import dataclass
from pathlib import Path

from ingest.whole import write_whole
from ingest.work import Reason, Record, failed


@dataclass(frozen=True)
class Copying:
    out: str
    pause: float = 0.0

    def __call__(self, job):
        text = Path(job.place).read_text(encoding="utf-8")
        if text.startswith("broken"):
            return failed("damaged", "Tệp hỏng: hãy tải lại.")
        if text.startswith("full"):
            return Record("stopped", (Reason("output", "Ổ đĩa đầy."),))
        time.sleep(self.pause)
        path = Path(self.out) / f"{job.stem}.json"
        write_whole(path, text.encode())
        return Record("ok", outputs=((path.relative_to(self.out).as_posix(), path.stat().st_size),), plans=1)


def poison(job):
    """Does to its process what the job's name says."""
    match job.place:
        case "slow":
            time.sleep(60)
        case "hog":
            held = []
            while True:
                held.append(os.urandom(1 << 20) * 8)
        case "abort":
            os.abort()
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(0)
        case "raise":
            raise ValueError("no")
        case "print":
            os.write(1, b"noise on standard output" * 1000)
    return Record("ok", sha256=str(os.getpid()))
