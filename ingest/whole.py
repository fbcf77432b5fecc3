"""Files are written whole: a reader, or whoever comes after `kill -9`, sees the old or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

PREFIX: Final = ".congvan-"  # of what is being written


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to a file, whose folder is made if need be. Raises OSError; then the old file stands."""

    def fill(temporary: Path) -> None:
        temporary.write_bytes(data)

    fill_whole(path, fill)


def fill_whole(path: Path, fill: Callable[[Path], object]) -> None:
    """Have `fill` write a temporary file beside `path`, and give it its name when it is whole. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=PREFIX, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        fill(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
