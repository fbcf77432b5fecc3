"""Copies of the files that were added, where somebody asked for them; by content hash, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from corpus.store import errors


def keep(path: Path, sha256: str, folder: Path) -> str:
    """Copy a file into `folder` unless its content is there; returns where, below the folder. The original is only read."""
    name = f"{sha256[:2]}/{sha256}{path.suffix.lower()}"
    target = folder / name
    if target.exists():
        return name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".congvan-")
        os.close(handle)
        try:
            shutil.copyfile(path, temporary)
            Path(temporary).replace(target)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except OSError as error:
        full = error.errno in _FULL
        raise (errors.StoreFull(errors.FULL) if full else errors.StoreUnreachable(errors.UNREACHABLE)) from error
    return name


_FULL = frozenset({28, 122})  # ENOSPC, EDQUOT; Windows' «disk full» is mapped to 28 by Python
