"""The store: what was converted can be found again. `open_store(url_or_path)` gives a `Store`; see `docs/store.md`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.store import copies, graph, people, records, saving
from corpus.store.connect import WAIT, connect, reading, speaking, store_url, writing
from corpus.store.corrections import Corrected, Correction
from corpus.store.due import Due, find_due, left_out
from corpus.store.duplicates import Duplicate, duplicates
from corpus.store.graph import Conflict, Edge, Node
from corpus.store.index import index_of
from corpus.store.query import Filters
from corpus.store.records import Entry, State, Summary
from corpus.store.search import Found, search
from corpus.store.tables import citation, deadline, dispatch, document, sighting, task
from corpus.store.words import number_key
from schemas.plan import Plan

_SHORTEST = 6  # letters of an id's beginning that are taken for a reference


def open_store(place: str | Path | None = None, *, wait: float = WAIT, files: Path | None = None) -> Store:
    """Open the store at a path or `postgresql://` URL, made where there is none; None is the user's own store.

    `wait`: seconds to wait for another process's transaction. `files`: a folder into which the files that are added are
    copied; without it files are never copied. Raises a `StoreError` that says what to do.
    """
    return Store(place, wait=wait, files=files)


class Store:
    """Dispatches, their plans, facts and corrections. A context manager; many processes may use one store at a time.

    One object serves one thread. All methods raise a `StoreError` where the store can't be used.
    """

    def __init__(self, place: str | Path | None = None, *, wait: float = WAIT, files: Path | None = None) -> None:
        self._url = store_url(place)
        self._engine = connect(self._url, wait=wait)
        self._files = files
        self._held: Connection | None = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back connections and files."""
        self._engine.dispose()

    # --- putting in

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Group several calls: all is stored or nothing, and the disk is waited for once."""
        with writing(self._engine) as connection:
            self._held = connection
            try:
                yield
            finally:
                self._held = None

    def add(self, plans: Sequence[Plan], *, program_version: str, source_path: str | Path | None = None) -> bool:
        """Store the plans of one file in one transaction; False where this version's were there already.

        A version lower than the one that is current is kept beside it. Corrections stay. What bears a mark of secrecy leaves
        its number, date, type and issuer only. Raises ValueError for no plans, or for plans of several files.
        """
        if len({plan.source.sha256 for plan in plans}) != 1:
            raise ValueError("plans of exactly one file are needed")
        path = Path(source_path).absolute() if source_path is not None else None
        secret = any(plan.header.secrecy for plan in plans)
        copied = copies.keep(path, plans[0].source.sha256, self._files) if path and self._files and not secret else None
        with self._writing() as connection:
            return saving.save(connection, plans, str(path) if path else None, program_version, copied)

    def has(self, sha256: str, version: str) -> bool:
        """Whether the plans that this version of the program made of a file's content are stored."""
        with self._reading() as connection:
            return saving.has(connection, sha256, version)

    # --- finding again

    def find(self, ref: str) -> list[Entry]:
        """The dispatches that a reference means: a plan's id or a file's hash or their beginnings, a number, a path."""
        key = number_key(ref)
        matches = [dispatch.c.number_key == key]
        if key.isdigit():
            matches.append(dispatch.c.number_key.startswith(f"{key}/", autoescape=True))
        if len(ref) >= _SHORTEST and ref.isalnum():
            matches += [
                column.startswith(ref.lower(), autoescape=True) for column in (dispatch.c.plan_id, dispatch.c.sha256)
            ]
        path = str(Path(ref).absolute())
        matches.append(dispatch.c.sha256.in_(sa.select(sighting.c.sha256).where(sighting.c.path == path)))
        with self._reading() as connection:
            return records.entries(connection, sa.or_(*matches))

    def get(self, ref: str) -> Entry:
        """The one dispatch that a reference means; raises `NotFound` for none and for several."""
        return records.only(self.find(ref), ref)

    def entries(self) -> list[Entry]:
        """All dispatches, the latest first."""
        with self._reading() as connection:
            return records.entries(connection, sa.true())

    def plan(self, ref: str) -> Plan:
        """A dispatch's plan as people corrected it; `target`s are filled in, conflicts over the store are among its findings.

        Raises `NotFound`, also for what is marked secret.
        """
        return self.corrected(ref).plan

    def corrected(self, ref: str) -> Corrected:
        """The same with what is done, the keys of its facts, and the corrections whose facts are not found any more."""
        entry = records.with_contents(self.get(ref))
        with self._reading() as connection:
            return graph.joined(connection, saving.stored(connection, entry.plan_id))

    def search(self, text: str, filters: Filters | None = None, limit: int = 20) -> Found:
        """Search all dispatches: words, "phrases", beginnings (bồi*), numbers; blind to marks, those typed go first."""
        with self._reading() as connection:
            return search(connection, index_of(connection), text, filters or Filters(), limit)

    def due(
        self,
        as_of: date,
        *,
        concerns: Callable[[str | None, str], bool] | None = None,
        within: timedelta | None = None,
        past: timedelta | None = None,
        undated: bool = True,
    ) -> list[Due]:
        """What is overdue, due and coming over all dispatches (`due.find_due`)."""
        with self._reading() as connection:
            return find_due(connection, as_of, concerns=concerns, within=within, past=past, undated=undated)

    def due_left_out(
        self, as_of: date, *, within: timedelta | None = None, past: timedelta | None = None
    ) -> tuple[int, int, int]:
        """How many deadlines `due` leaves out by `past`, by `within` and because no day can be told, of all units."""
        with self._reading() as connection:
            return left_out(connection, as_of, within, past)

    def duplicates(self, plan_id: str | None = None) -> list[Duplicate]:
        """Copies by bytes, by number or by text, in the whole store or of one dispatch."""
        with self._reading() as connection:
            return duplicates(connection, plan_id)

    def graph(self, plan_ids: Sequence[str] | None = None) -> tuple[list[Node], list[Edge]]:
        """The citation graph of the whole store, or what some dispatches cite and what cites them."""
        with self._reading() as connection:
            return graph.edges(connection, plan_ids)

    def conflicts(self) -> list[Conflict]:
        """Documents that are cited with different dates over the whole store."""
        with self._reading() as connection:
            return graph.conflicts(connection)

    def summary(self) -> Summary:
        """What the store holds, and its size."""
        with self._reading() as connection:
            counted = (document, dispatch, task, deadline, citation)
            made = [connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in counted]
            resolved = connection.execute(sa.select(sa.func.count(citation.c.target))).scalar_one()
            size = index_of(connection).size(connection)
        place = self._url.render_as_string(hide_password=True)
        return Summary(place, made[0], made[1], made[2], made[3], made[4], resolved, size)

    # --- people

    def correct(self, ref: str, fact: str, field: str, value: object, *, who: str, note: str | None = None) -> None:
        """Correct a field of a fact: `header`, or a key as `corrected(ref).keys` has them. Raises `Refused`.

        Beside a fact's own fields: `dismissed` (True: there is no such fact), `done` (a day, for tasks and deadlines).
        """
        entry = records.with_contents(self.get(ref))
        with self._writing() as connection:
            people.correct(connection, entry, fact, field, value, who, note)

    def add_fact(
        self, ref: str, kind: str, quote: str, values: dict[str, object], *, who: str, note: str | None = None
    ) -> str:
        """Add a fact that the program missed; `quote` are its words in the dispatch. Returns its key. Raises `Refused`."""
        entry = records.with_contents(self.get(ref))
        with self._writing() as connection:
            return people.add_fact(connection, entry, kind, quote, values, who, note)

    def corrections(self, ref: str) -> list[Correction]:
        """All corrections of a dispatch in the order of time: who, when, what was there before."""
        entry = self.get(ref)
        with self._reading() as connection:
            return saving.corrections_of(connection, entry.sha256, entry.part)

    def set_state(self, ref: str, state: State, *, who: str) -> None:
        """Say how far somebody has looked at a dispatch; it falls back when another version reads other facts."""
        entry = self.get(ref)
        with self._writing() as connection:
            people.set_state(connection, entry, state, who)

    # --- keeping it sound

    def check(self) -> list[str]:
        """What is wrong with the store, in words for staff; empty where it is sound."""
        with self._reading() as connection:
            return index_of(connection).faults(connection)

    def compact(self) -> None:
        """Make the index anew from what is stored and give room back to the disk."""
        with self._writing() as connection:
            index = index_of(connection)
            index.clear(connection)
            for content, part in connection.execute(sa.select(dispatch.c.sha256, dispatch.c.part)).all():
                saving.project(connection, content, part)
        with speaking():
            index.shrink(self._engine)

    def _writing(self) -> AbstractContextManager[Connection]:
        return nullcontext(self._held) if self._held is not None else writing(self._engine)

    def _reading(self) -> AbstractContextManager[Connection]:
        return nullcontext(self._held) if self._held is not None else reading(self._engine)
