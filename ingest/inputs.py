"""Which files a command line names: files, folders (with their sub-folders) and glob patterns, each file once."""

from __future__ import annotations

import glob
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

# What Word, download managers and file systems leave lying about is no dispatch.
IGNORED_PREFIXES = ("~$", ".", "._")
IGNORED_SUFFIXES = (".tmp", ".part", ".crdownload", ".download", ".lnk", ".ini")
IGNORED_NAMES = ("thumbs.db", "desktop.ini")
_NUMBERED = re.compile(r"(.+)-\d+")  # how the plans of a bundle are called: «x-1», «x-2»


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and the path without ending (relative to the results' folder) under which its results are written.

    `member` names a file in the zip archive at `path`; of a file that lies elsewhere `url` tells where.
    """

    path: Path
    stem: str
    member: str = ""
    url: str = ""

    @property
    def place(self) -> str:
        """Where the file lies: its URL or absolute path."""
        return self.url or str(self.path.absolute())


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files found, in the order of their paths, and the arguments that named nothing."""

    files: tuple[Found, ...]
    missing: tuple[str, ...] = ()


def find_inputs(arguments: Sequence[str], known: Collection[str]) -> Inputs:
    """Find the files that `arguments` name. A folder's files keep their sub-folders in the results.

    `known` are the endings of names (lower case, with their dot) that are taken up when a folder is walked through; a file
    named outright is always taken, and refused later with a message if no reader knows it. Patterns that the shell did
    not expand (Windows) are expanded here.
    """
    seen: dict[Path, Path] = {}  # absolute path -> path relative to what named it
    missing = []
    for argument in arguments:
        named = _named(argument, known)
        if not named:
            missing.append(argument)
        for path, relative in named:
            seen.setdefault(path.resolve(), relative)
    ordered = sorted(seen.items(), key=lambda item: (str(item[1]), str(item[0])))
    return Inputs(with_stems(Found(path, str(relative)) for path, relative in ordered), tuple(missing))


def with_stems(files: Iterable[Found]) -> tuple[Found, ...]:
    """The same files, each with a stem of its own: the name without ending where no other file's results would meet it.

    `stem` comes as the file's relative path. Names are compared as Windows does, and «x-1» may be the first plan of «x».
    """
    files = list(files)
    short = Counter(_plain(Path(found.stem).with_suffix("")) for found in files)
    used: Counter[str] = Counter()
    chosen = []
    for found in files:
        bare = Path(found.stem).with_suffix("")
        numbered = _NUMBERED.fullmatch(_plain(bare))
        alone = short[_plain(bare)] == 1 and not (numbered and numbered[1] in short)
        stem = str(bare) if alone else found.stem
        used[_plain(Path(stem))] += 1
        again = used[_plain(Path(stem))]  # two folders that were named hold files of one name
        chosen.append(replace(found, stem=stem if again == 1 else f"{stem} ({again})"))
    return tuple(chosen)


def ignored(parts: Sequence[str]) -> bool:
    """Whether a path (given in its parts) is litter: hidden, temporary, half downloaded, or the system's own."""
    name = parts[-1].lower() if parts else ""
    return (
        any(part.startswith(IGNORED_PREFIXES) for part in parts)
        or name.endswith(IGNORED_SUFFIXES)
        or name in IGNORED_NAMES
    )


def _plain(path: Path) -> str:
    return str(path).casefold()


def _named(argument: str, known: Collection[str]) -> list[tuple[Path, Path]]:
    if Path(argument).exists():
        return _expand(Path(argument), known)
    names = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207  Path.glob takes no absolute patterns
    return [found for name in names for found in _expand(Path(name), known)]


def _expand(path: Path, known: Collection[str]) -> list[tuple[Path, Path]]:
    if path.is_dir():
        return [(file, file.relative_to(path)) for file in _walk(path, known)]
    return [(path, Path(path.name))]


def _walk(folder: Path, known: Collection[str]) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in known and not ignored(path.relative_to(folder).parts) and path.is_file()
    ]
