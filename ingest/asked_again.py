"""Asking a running watcher to try files again: a request is a small file in the results' folder, taken away when it is done."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ingest.journal import SHOWN
from ingest.ledger import FOLDER, Entry
from ingest.whole import write_whole

_PREFIX: Final = "thu-lai-"


def ask(out: Path, names: Sequence[str]) -> None:
    """Leave a request: `names` as `meant` takes them, none for all that failed. Raises OSError."""
    request = out / FOLDER / f"{_PREFIX}{os.getpid()}-{time.monotonic_ns()}.json"
    write_whole(request, json.dumps(list(names)).encode())


def take(out: Path) -> list[list[str]]:
    """The requests that were left, which are taken away."""
    found = []
    for path in sorted((out / FOLDER).glob(f"{_PREFIX}*.json")):
        try:
            found.append([str(name) for name in json.loads(path.read_bytes())])
            path.unlink()
        except (OSError, ValueError):
            continue
    return found


def meant(entry: Entry, names: Sequence[str]) -> bool:
    """Whether a file is meant by one of `names`: its path or the end of it, or the beginning of its hash; by none: always."""
    if not names:
        return True
    path = entry.name.replace("\\", "/")
    return any(_means(entry, path, name.replace("\\", "/").removesuffix(".loi.txt")) for name in names)


def _means(entry: Entry, path: str, name: str) -> bool:
    if len(name) >= SHOWN and entry.identity.startswith(name.lower()):
        return True
    return path == name or path.endswith(f"/{name.removeprefix('./')}") or entry.name == os.path.abspath(name)  # noqa: PTH100
