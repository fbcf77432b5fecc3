"""What differs by operating system when files are handed to worker processes: groups of processes, limits, cores."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from typing import Any

_ROOM = 2 << 30  # bytes of address space above the limit: what programs map without using it


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory_share(workers: int) -> int:
    """Bytes that each of so many workers may use: four fifths of the machine's memory shared out, 1 to 4 GiB."""
    try:
        import psutil

        total = int(psutil.virtual_memory().total)
    except ImportError:
        total = 8 << 30
    return max(1 << 30, min(4 << 30, total * 4 // 5 // max(1, workers)))


def own_group() -> dict[str, Any]:
    """Arguments of `Popen` that put a process into a group of its own, so that Ctrl-C is for us to handle."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """End a process of `own_group` and what it started (Tesseract, LibreOffice), at once."""
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    process.wait()


def limit_memory(memory: int) -> None:
    """Let this process map no more than `memory` bytes and some room; Windows has no such limit, there memory is watched."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = memory + _ROOM
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no core file in somebody's folder


class MemoryWatch:
    """Tells how much memory a process and its children hold; 0 where psutil is not installed."""

    def __init__(self, pid: int) -> None:
        try:
            import psutil
        except ImportError:
            self._process = None
        else:
            try:
                self._process = psutil.Process(pid)
            except psutil.Error:
                self._process = None

    def held(self, *, children: bool) -> int:
        """Bytes of resident memory, of the children too where asked (which costs a look at all processes)."""
        if self._process is None:
            return 0
        import psutil

        total = 0
        with contextlib.suppress(psutil.Error):
            total = int(self._process.memory_info().rss)
            for child in self._process.children(recursive=True) if children else ():
                with contextlib.suppress(psutil.Error):
                    total += int(child.memory_info().rss)
        return total
