"""Which files of a watched folder may be taken: seen whole, standing still, and not held open by somebody.

Time is reckoned with a clock that never jumps; the files' own times are only compared with what they were.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.inputs import ignored

Clock = Callable[[], float]
_EMPTY = 12  # times as long do empty files stand still: scanners and downloads begin with one
_OWNED = (
    60  # times as long do files stand still beside which Word's or LibreOffice's owner file lies (it may be left over)
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without reading that a file is the same: size in bytes, time of change in ns. `owned`: somebody edits it."""

    size: int
    mtime: int
    owned: bool = False


class Vanished(Exception):
    """The watched folder is not there: a share that is not mounted, a disk that was taken out."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at a folder showed: files of known types, and names of others that are no litter."""

    files: dict[str, Stamp]
    strange: tuple[str, ...]


def look(inbox: Path, known: Collection[str], without: Path) -> Seen:
    """Look at all files under `inbox` but those under `without` (the results, where they lie inside). Raises `Vanished`."""
    files: dict[str, Stamp] = {}
    strange: list[str] = []
    try:
        first = list(os.scandir(inbox))
    except OSError as error:
        raise Vanished(str(inbox)) from error
    for entries in _folders(first, without):
        names = {entry.name for entry in entries}
        for entry in entries:
            if ignored((entry.name,)) or not _is_file(entry):
                continue
            if Path(entry.name).suffix.lower() not in known:
                strange.append(entry.path)
            elif stamp := _stamp(entry, names):
                files[entry.path] = stamp
    return Seen(files, tuple(sorted(strange)))


def _folders(first: list[os.DirEntry[str]], without: Path) -> Iterator[list[os.DirEntry[str]]]:
    todo = [first]
    while todo:
        entries = todo.pop()
        yield entries
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False) and not ignored((entry.name,)) and Path(entry.path) != without:
                    todo.append(list(os.scandir(entry.path)))
            except OSError:
                continue  # a folder that just went, or may not be read: the next look sees it again


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _stamp(entry: os.DirEntry[str], beside: set[str]) -> Stamp | None:
    try:
        stat = Path(entry.path).stat()  # scandir's own figures may be old on Windows
    except OSError:
        return None
    name = entry.name
    owners = {f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"}
    return Stamp(stat.st_size, stat.st_mtime_ns, bool(owners & beside))


class Settling:
    """Tells which files have stood still for `seconds`."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds, self._clock = seconds, clock
        self._since: dict[str, tuple[Stamp, float]] = {}

    def update(self, files: Mapping[str, Stamp]) -> list[str]:
        """Take in a look at the files that wait; returns those that have stood still, by name."""
        now = self._clock()
        for name in self._since.keys() - files.keys():
            del self._since[name]
        ready = []
        for name, stamp in sorted(files.items()):
            before = self._since.get(name)
            if before is None or before[0] != stamp:
                self._since[name] = (stamp, now)
                before = self._since[name]
                if self._seconds > 0:
                    continue
            if now - before[1] >= self._needed(stamp):
                ready.append(name)
        return ready

    def _needed(self, stamp: Stamp) -> float:
        return self._seconds * (_OWNED if stamp.owned else 1 if stamp.size else _EMPTY)


def opens(path: Path) -> bool:
    """Whether a file can be read now; on Windows a program that is still writing holds it."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError:
        return False
    return True
