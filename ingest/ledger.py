"""The ledger of a results' folder: what became of each file, so that work goes on where it stopped, even after `kill -9`.

One SQLite file (`.congvan/so-cong-viec.sqlite`), locked as long as it is open: a second batch or watcher on the same results is
refused, and the system gives the lock back when its holder dies, on Windows too. The write-ahead log is used with that
lock alone, without shared memory, so the folder may lie on a network share. Rows are written after results, never before.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final

from ingest.places import size_of
from ingest.work import DONE, Reason, Record, State

FOLDER: Final = ".congvan"
_FILE: Final = "so-cong-viec.sqlite"
_HOLDER: Final = "dang-chay.txt"
_FORMAT = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS file (
    name BLOB PRIMARY KEY, stem BLOB NOT NULL UNIQUE, identity TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
    recipe TEXT NOT NULL, version TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, record TEXT NOT NULL, same_as BLOB
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_identity ON file (identity);
CREATE INDEX IF NOT EXISTS file_state ON file (state, at);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_COLUMNS = "name, stem, identity, size, mtime, recipe, version, state, at, record, same_as"


class Busy(Exception):
    """Another batch or watcher writes into this folder; the message is Vietnamese and says what to do."""


class Newer(Exception):
    """The ledger was made by a newer version of the program; the message is Vietnamese and says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: a file as it was seen (`identity`: SHA-256 of its bytes), with which recipe, and what became of it.

    `recipe` stands for the program's version and the options that change results. `same_as`: the name of the file with
    the same bytes that was converted for this one. `at`: when, ISO 8601.
    """

    name: str
    stem: str
    identity: str
    size: int
    mtime: int
    recipe: str
    version: str
    state: State
    at: str
    record: Record = field(default_factory=lambda: Record("failed"))
    same_as: str | None = None


class Ledger:
    """The ledger of a folder. A context manager; one object serves one thread. `results`: where results are, if elsewhere.

    Raises `Busy`, `Newer`, and OSError or `sqlite3.OperationalError` where the folder can't be written.
    """

    def __init__(self, out: Path, results: str | None = None) -> None:
        self.out = out
        self.results = results or str(out)
        self.folder = out / FOLDER
        self.folder.mkdir(parents=True, exist_ok=True)
        self._base = self._open(self.folder / _FILE)
        holder = {"machine": platform.node(), "process": os.getpid()}
        (self.folder / _HOLDER).write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._base.close()
        (self.folder / _HOLDER).unlink(missing_ok=True)

    def _open(self, path: Path) -> sqlite3.Connection:
        base = sqlite3.connect(path, timeout=1.0, isolation_level=None)
        try:
            base.execute("PRAGMA locking_mode=EXCLUSIVE")
            base.execute("PRAGMA journal_mode=WAL")
            base.execute("PRAGMA synchronous=NORMAL")
            base.executescript(f"BEGIN IMMEDIATE;{_TABLES}COMMIT;")
            found = base.execute("PRAGMA user_version").fetchone()[0]
            if found > _FORMAT:
                base.close()
                raise Newer(
                    "Thư mục kết quả này do phiên bản congvan mới hơn tạo ra. Hãy cập nhật congvan trên máy này."
                )
            base.execute(f"PRAGMA user_version={_FORMAT}")
        except sqlite3.OperationalError as error:
            base.close()
            if "locked" in str(error) or "busy" in str(error):
                raise Busy(self._who()) from error
            raise
        except sqlite3.DatabaseError:  # damaged: kept beside, and made anew; at worst results are made twice
            base.close()
            path.replace(_free(path))
            for ending in ("-wal", "-shm", "-journal"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            return self._open(path)
        return base

    def _who(self) -> str:
        try:
            holder = json.loads((self.folder / _HOLDER).read_text(encoding="utf-8"))
            who = f" (máy {holder['machine']}, tiến trình {holder['process']})"
        except (OSError, ValueError, KeyError):
            who = ""
        return (
            f"Một lượt congvan khác{who} đang ghi vào thư mục «{self.out}». "
            "Hãy đợi lượt ấy xong hoặc dừng nó, hoặc chọn thư mục kết quả khác bằng --out."
        )

    def get(self, name: str) -> Entry | None:
        """The row of a file."""
        return next(self._rows("WHERE name = ?", os.fsencode(name)), None)

    def put(self, entry: Entry) -> None:
        """Write a file's row."""
        values = (
            os.fsencode(entry.name), os.fsencode(entry.stem), entry.identity, entry.size, entry.mtime, entry.recipe,
            entry.version, entry.state, entry.at, json.dumps(asdict(entry.record)),
            os.fsencode(entry.same_as) if entry.same_as is not None else None,
        )  # fmt: skip
        marks = ", ".join("?" for _ in values)
        self._base.execute(f"INSERT OR REPLACE INTO file ({_COLUMNS}) VALUES ({marks})", values)

    def drop(self, name: str) -> None:
        """Forget a file."""
        self._base.execute("DELETE FROM file WHERE name = ?", (os.fsencode(name),))

    def clear(self) -> None:
        """Forget all files."""
        self._base.execute("DELETE FROM file")

    def same_bytes(self, identity: str, recipe: str | None) -> list[Entry]:
        """The files with these contents that were, or are being, converted by this recipe (None: by any)."""
        wanted = "WHERE identity = ? AND identity != '' AND state != 'duplicate' AND (? IS NULL OR recipe = ?)"
        return list(self._rows(wanted, identity, recipe, recipe))

    def owner(self, stem: str) -> str | None:
        """The name of the file whose results go by `stem`."""
        found = self._base.execute("SELECT name FROM file WHERE stem = ?", (os.fsencode(stem),)).fetchone()
        return os.fsdecode(found[0]) if found else None

    def entries(self, *states: State, latest_first: bool = False, limit: int = -1) -> Iterator[Entry]:
        """Rows in some states (all for none named), by name or the latest first."""
        some = f"WHERE state IN ({', '.join('?' for _ in states)})" if states else ""
        order = "ORDER BY at DESC, name" if latest_first else "ORDER BY name"
        return self._rows(f"{some} {order} LIMIT {int(limit)}", *states)

    def counts(self) -> Counter[str]:
        """How many files are in each state."""
        return Counter(dict(self._base.execute("SELECT state, count(*) FROM file GROUP BY state")))

    def fact(self, name: str) -> str | None:
        """What was remembered under `name`."""
        found = self._base.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else None

    def remember(self, name: str, value: str) -> None:
        """Remember a value."""
        self._base.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def _rows(self, rest: str, *values: object) -> Iterator[Entry]:
        for name, stem, *middle, record, same in self._base.execute(f"SELECT {_COLUMNS} FROM file {rest}", values):
            identity, size, mtime, recipe, version, state, at = middle
            same_as = os.fsdecode(same) if same is not None else None
            made = _record(json.loads(record))
            yield Entry(
                os.fsdecode(name), os.fsdecode(stem), identity, size, mtime, recipe, version, state, at, made, same_as
            )

    def has_results(self, entry: Entry) -> bool:
        """Whether all results of a file are there as they were written (by size)."""
        return entry.state in DONE and all(size_of(self.results, name) == size for name, size in entry.record.outputs)


def _record(data: dict[str, object]) -> Record:
    reasons = tuple(Reason(**reason) for reason in data.pop("reasons"))  # type: ignore[attr-defined]
    outputs = tuple((name, size) for name, size in data.pop("outputs"))  # type: ignore[attr-defined]
    return Record(reasons=reasons, outputs=outputs, **data)  # type: ignore[arg-type]


def _free(path: Path) -> Path:
    number = 1
    while (free := path.with_name(f"{path.stem}.hong-{number}{path.suffix}")).exists():
        number += 1
    return free
