"""Which files a command line names: files, folders (with their sub-folders) and glob patterns, each file once."""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

# What Word, download managers and file systems leave lying about is no dispatch.
IGNORED_PREFIXES = ("~$", ".", "._")
IGNORED_SUFFIXES = (".tmp", ".part", ".crdownload", ".download", ".lnk", ".ini")
IGNORED_NAMES = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and the path without ending (relative to the results' folder) under which its results are written."""

    path: Path
    stem: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files found, in the order of their paths, and the arguments that named nothing."""

    files: tuple[Found, ...]
    missing: tuple[str, ...] = ()


def find_inputs(arguments: tuple[str, ...], known: Collection[str]) -> Inputs:
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
    clashes = Counter(relative.with_suffix("") for relative in seen.values())
    files = [
        Found(path, str(relative if clashes[relative.with_suffix("")] > 1 else relative.with_suffix("")))
        for path, relative in sorted(seen.items(), key=lambda item: (str(item[1]), str(item[0])))
    ]
    return Inputs(tuple(files), tuple(missing))


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
        if path.is_file() and path.suffix.lower() in known and not _ignored(path.relative_to(folder))
    ]


def _ignored(relative: Path) -> bool:
    name = relative.name.lower()
    return (
        any(part.startswith(IGNORED_PREFIXES) for part in relative.parts)
        or name.endswith(IGNORED_SUFFIXES)
        or name in IGNORED_NAMES
    )
