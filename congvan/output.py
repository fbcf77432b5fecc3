"""Writing results: one set of files a plan, or JSON Lines on standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.plan import Plan


class Writer:
    """Writes the plans of each file in the chosen formats under a folder, or (`out` «-») as JSON Lines to stdout."""

    def __init__(self, out: str, formats: Sequence[str], *, unit: str | None, lang: str) -> None:
        self.folder = None if out == "-" else Path(out)
        self.formats = formats
        self.unit = unit
        self.lang = lang

    def write(self, stem: str, plans: Sequence[Plan]) -> None:
        """Write the plans of one file; a bundle's plans are numbered -1, -2 … Raises OSError where it can't."""
        if self.folder is None:
            for plan in plans:
                sys.stdout.buffer.write(plan.model_dump_json().encode() + b"\n")
            sys.stdout.buffer.flush()
            return
        from exporters.registry import exporter

        for number, plan in enumerate(plans, start=1):
            name = f"{stem}-{number}" if len(plans) > 1 else stem
            for format_name in self.formats:
                data = exporter(format_name)([plan], unit=self.unit, lang=self.lang)
                _write_whole(self.folder / f"{name}.{format_name}", data)


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".congvan-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary = Path(name)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
