"""The log of a results' folder: one line a file, JSON Lines, for whoever looks after the machine.

No personal data: neither the file's own name nor words of a dispatch are in it; `file` is the beginning of the contents' SHA-256, as the
status page shows it beside the name.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

from ingest.hints import Hints
from ingest.ledger import Entry

NAME: Final = "nhat-ky.jsonl"
SHOWN: Final = 12  # letters of a hash that tell files apart


def now() -> str:
    """The time of day with its zone, for people; nothing is reckoned from it, since clocks jump."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def write(out: Path, entry: Entry, hints: Hints | None = None) -> None:
    """Add what became of a file. Raises OSError."""
    record = entry.record
    line = {
        "at": entry.at,
        "file": entry.identity[:SHOWN],
        "kind": Path(entry.name).suffix.lower(),
        "bytes": entry.size,
        "state": entry.state,
        "codes": sorted({reason.code for reason in record.reasons}),
        "plans": record.plans,
        "tasks": record.tasks,
        "deadlines": record.deadlines,
        "seconds": round(record.seconds, 2),
        "version": entry.version,
        **{name: value for name, value in (asdict(hints) if hints else {}).items() if value},
    }
    with (out / NAME).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")
