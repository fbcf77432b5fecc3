"""Opening a store: SQLite in one file or PostgreSQL by URL, its schema brought up to date, errors in words for staff."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url

from corpus.store import errors

REVISION = "0001"  # the newest migration; a test holds it against the scripts
WAIT = 30.0  # seconds for another process's transaction to end
_LOCK = 0x636F6E67  # «cong»: PostgreSQL's advisory lock that puts writers in a row
_SIGNS = (  # what the database says, and what it means
    (("disk is full", "no space left", "disk full"), errors.StoreFull, errors.FULL),
    (("locked", "busy", "lock timeout", "deadlock"), errors.StoreLocked, errors.LOCKED),
    (("not a database", "malformed", "disk image", "corrupt", "invalid page"), errors.StoreDamaged, errors.DAMAGED),
)


def default_path() -> Path:
    """Where the store lies when nobody names one: the user's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("congvan", appauthor=False) / "kho.sqlite"


def store_url(place: str | Path | None) -> URL:
    """The database's address: a `postgresql://` URL as it is, anything else is a file; None is the default file."""
    text = str(place) if place is not None else str(default_path())
    if text.startswith(("postgresql:", "postgres:", "postgresql+psycopg:")):
        return make_url("postgresql+psycopg:" + text.partition(":")[2])
    path = text.removeprefix("sqlite:///")
    return URL.create("sqlite", database=str(Path(path).expanduser().absolute()))


def connect(url: URL, *, wait: float = WAIT) -> Engine:
    """Open the database and bring its schema up to date. `wait`: seconds to wait for other processes' transactions.

    Raises a `StoreError` that says what to do.
    """
    with speaking():
        engine = _sqlite(url, wait) if url.get_backend_name() == "sqlite" else _postgres(url, wait)
        try:
            _migrate(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine


@contextmanager
def speaking() -> Iterator[None]:
    """Turn what the database raises into a `StoreError`; statements and their values (personal data) are left out."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        reason = getattr(error, "orig", None) or error
        text = str(reason).lower()
        for signs, kind, message in _SIGNS:
            if any(sign in text for sign in signs):
                raise kind(message) from None
        if isinstance(error, sa.exc.OperationalError | sqlite3.OperationalError):
            raise errors.StoreUnreachable(errors.UNREACHABLE) from None
        raise errors.StoreError(
            f"Kho báo lỗi ({type(reason).__name__}). Hãy gửi tên lỗi này cho người phát triển."
        ) from None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes; writers stand in a row, readers are not held up."""
    with speaking(), engine.connect().execution_options(congvan_write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One view of the store that others' writing does not change."""
    with speaking(), engine.connect() as connection, connection.begin():
        yield connection


def _sqlite(url: URL, wait: float) -> Engine:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.StoreUnreachable(errors.UNREACHABLE) from error
    engine = sa.create_engine(url, connect_args={"timeout": wait, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver's guess
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection, wait)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("congvan_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _write_ahead(connection: sqlite3.Connection, wait: float) -> None:
    """Turn on the write-ahead log; SQLite does not wait by itself where another process is just doing so."""
    until = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _postgres(url: URL, wait: float) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise errors.StoreMissing(errors.MISSING.format(package="psycopg", extra="postgres")) from error
    milliseconds = int(wait * 1000)
    engine = sa.create_engine(url, connect_args={"connect_timeout": 10}, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.execute(f"SET lock_timeout = {milliseconds}")
        connection.execute("SET timezone = 'UTC'")
        connection.commit()

    return engine


def _migrate(engine: Engine) -> None:
    """Bring the schema up to date; alembic, which is slow to import, only where that is needed."""
    with engine.connect() as connection, connection.begin():
        found = _revision(connection)
    if found == REVISION:
        return
    from alembic import command
    from alembic.config import Config

    with as_file(files("corpus.store").joinpath("migrations")) as scripts, writing(engine) as connection:
        if _revision(connection) == REVISION:  # another process was faster
            return
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    """The schema's revision, None in an empty database. Raises for one that is not ours or is newer than we are."""
    names = set(sa.inspect(connection).get_table_names())
    if "alembic_version" not in names:
        if names and connection.dialect.name == "sqlite":
            raise errors.StoreDamaged(errors.DAMAGED)
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and str(found) > REVISION:
        raise errors.StoreNewer(errors.NEWER.format(revision=found))
    return str(found) if found else None
