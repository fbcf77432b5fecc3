"""What travels between the one who hands out work and those who do it: a job there, a small record back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

State = Literal["waiting", "ok", "partial", "failed", "secret", "duplicate"]
DONE: frozenset[str] = frozenset({"ok", "partial", "secret"})
# Reasons that may be gone the next time, so that nobody need ask for another try.
PASSING: frozenset[str] = frozenset({"locked", "unreachable", "changed", "lost_worker"})


@dataclass(frozen=True, slots=True)
class Job:
    """A file to convert: its path or URL, and where its results go (relative to their folder, without ending).

    `member` names a file in the zip archive at `place`; `size` is in bytes, `identity` tells its contents.
    """

    place: str
    stem: str
    size: int = 0
    member: str = ""
    identity: str = ""

    @property
    def name(self) -> str:
        """How the job is called in the ledger: its place and member."""
        return f"{self.place}!{self.member}" if self.member else self.place


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file, or a member or page of it, gave nothing: a code of `docs/errors.md`, Vietnamese words for staff."""

    code: str
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a job. `outputs`: name (relative to the results' folder, `/` between) and size of each result.

    `stopped`: results can't be written at all (full disk, store gone); the file itself is not to blame and waits.
    """

    state: Literal["ok", "partial", "failed", "secret", "stopped"]
    reasons: tuple[Reason, ...] = ()
    outputs: tuple[tuple[str, int], ...] = ()
    plans: int = 0
    pages: int = 0
    tasks: int = 0
    deadlines: int = 0
    seconds: float = 0.0
    sha256: str = ""
    title: str = ""


Work = Callable[[Job], Record]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds, further seconds for each megabyte of it, and bytes of memory (None: a share)."""

    seconds: float = 600.0
    seconds_per_megabyte: float = 200.0
    memory: int | None = None

    def seconds_for(self, job: Job) -> float:
        """The time that a file of this size may take."""
        return self.seconds + self.seconds_per_megabyte * job.size / 2**20


def failed(code: str, message: str, seconds: float = 0.0) -> Record:
    """A record of a file that gave nothing."""
    return Record("failed", (Reason(code, message),), seconds=seconds)
