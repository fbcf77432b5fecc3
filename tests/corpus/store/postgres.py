"""A private PostgreSQL for the tests: one cluster a test session (also under xdist), on a socket, gone when they end."""

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=40"


def binaries():
    """The folder of initdb and pg_ctl of the newest PostgreSQL on this machine; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None


class Cluster:
    """A cluster that the workers of a session share: the first one starts it, the last one stops it."""

    def __init__(self, shared: Path, worker: str, bin_dir: Path):
        self.bin, self.worker = bin_dir, worker
        self.shared = shared / "postgres"
        self.users = self.shared / "users"

    def join(self):
        """Start the cluster unless it runs; returns the folder of its socket. Raises RuntimeError with the server's log."""
        with _lock(self.shared):
            self.users.mkdir(parents=True, exist_ok=True)
            (self.users / self.worker).touch()
            state = self.shared / "state.json"
            if state.exists():
                folder = Path(json.loads(state.read_text())["folder"])
                _own(folder)
                return folder
            self._sweep()
            folder = Path(tempfile.mkdtemp(prefix="congvan-pg-", dir="/tmp"))  # a socket's path must be short
            folder.chmod(0o755)
            self._start(folder)
            _own(folder)
            state.write_text(json.dumps({"folder": str(folder)}))
            return folder

    def leave(self):
        """Stop the cluster when nobody uses it any more."""
        with _lock(self.shared):
            (self.users / self.worker).unlink(missing_ok=True)
            state = self.shared / "state.json"
            if any(self.users.iterdir()) or not state.exists():
                return
            folder = Path(json.loads(state.read_text())["folder"])
            state.unlink()
            self._stop(folder)

    def _sweep(self):
        """Stop clusters whose sessions were killed."""
        for folder in Path("/tmp").glob("congvan-pg-*"):
            owners = [int(path.name) for path in (folder / "owners").glob("*")]
            if owners and not any(Path(f"/proc/{pid}").exists() for pid in owners):
                with contextlib.suppress(RuntimeError):
                    self._stop(folder)

    def _stop(self, folder):
        self._run(folder, "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    def _start(self, folder):
        if _root():
            shutil.chown(folder, "postgres")
        data, log = folder / "data", folder / "log"
        self._run(
            folder, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        started = ("pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "-o", f"{_OPTIONS} -k {folder}", "start")
        self._run(folder, *started)

    def _run(self, folder, program, *arguments):
        command = [str(self.bin / program), *map(str, arguments)]
        if _root():  # PostgreSQL refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        with (folder / "out").open("ab") as out:  # not a pipe: the server would keep it open
            done = subprocess.run(command, cwd=folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL, check=False)
        if done.returncode:
            told = "\n".join(
                path.read_text(errors="replace")[-2000:] for path in (folder / "out", folder / "log") if path.exists()
            )
            raise RuntimeError(f"{program} failed ({done.returncode}); PostgreSQL is needed by these tests:\n{told}")


def _own(folder):
    """Write down that this process uses the cluster."""
    (folder / "owners").mkdir(exist_ok=True)
    (folder / "owners" / str(os.getpid())).touch()


def _root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


class _lock:
    """A lock between processes: a folder that only one can make."""

    def __init__(self, beside: Path):
        self.path = beside.with_suffix(".lock")

    def __enter__(self):
        until = time.monotonic() + 120
        while True:
            try:
                self.path.mkdir(parents=True)
                return
            except FileExistsError:
                if time.monotonic() > until:
                    raise RuntimeError(f"{self.path} was never given back") from None
                time.sleep(0.05)

    def __exit__(self, *_error):
        self.path.rmdir()
