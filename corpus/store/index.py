"""The full-text index behind one interface: SQLite's FTS5 and PostgreSQL's tsvector hold the same words and find the same.

Both hold only which words a dispatch has (`words.entry`), in the order of the dispatches' keys: the latest come first without
sorting, and a search ends as soon as it has enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from corpus.store import errors
from corpus.store.tables import dispatch


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the index to be found; with `prefix`, any word that begins so."""

    token: str
    prefix: bool = False


Wanted = Sequence[Sequence[Term]]  # all groups must be met, each by any of its terms


class TextIndex(Protocol):
    """What search needs of a full-text index."""

    def put(self, connection: Connection, key: int, tokens: Sequence[str]) -> None:
        """Index a dispatch under a key that was never used before."""

    def drop(self, connection: Connection, key: int) -> None:
        """Forget a dispatch."""

    def asking(self, conditions: Sequence[sa.ColumnElement[bool]], span: range) -> sa.Select[int]:
        """A statement for `find` that keeps to keys of `span` and to these conditions on `dispatch`."""

    def find(self, connection: Connection, asking: sa.Select[int], wanted: Wanted, limit: int) -> list[int]:
        """The smallest keys, at most `limit`, of dispatches that meet `wanted`."""

    def clear(self, connection: Connection) -> None:
        """Forget all."""

    def size(self, connection: Connection) -> int:
        """Bytes of the whole store."""

    def faults(self, connection: Connection) -> list[str]:
        """What the database finds wrong with itself, in words for staff."""

    def shrink(self, engine: Engine) -> None:
        """Give back to the disk what is not used any more; outside of any transaction."""


def index_of(connection: Connection) -> TextIndex:
    """The index that goes with the database."""
    return Fts5() if connection.dialect.name == "sqlite" else TsVector()


class Fts5:
    """SQLite: a contentless FTS5 table, one row a dispatch.

    Keys are never used twice, so forgetting needs no knowledge of what was indexed: the row stays and joins nothing until
    `congvan store compact` makes the index anew.
    """

    def put(self, connection: Connection, key: int, tokens: Sequence[str]) -> None:
        """Index a dispatch under a key that was never used before."""
        connection.exec_driver_sql("INSERT INTO words(rowid, tokens) VALUES (?, ?)", (key, " ".join(tokens)))

    def drop(self, connection: Connection, key: int) -> None:
        """Nothing: rows without a dispatch are passed over."""

    def asking(self, conditions: Sequence[sa.ColumnElement[bool]], span: range) -> sa.Select[int]:
        """A statement for `find` that keeps to keys of `span` and to these conditions on `dispatch`."""
        words = sa.table("words", sa.column("rowid", sa.Integer))
        return (
            sa.select(words.c.rowid)
            .where(sa.text("words MATCH :match"))
            .where(words.c.rowid >= span.start, words.c.rowid < span.stop)
            .where(sa.exists().where(dispatch.c.key == words.c.rowid, *conditions))
            .order_by(words.c.rowid)
            .limit(sa.bindparam("most", type_=sa.Integer))
        )

    def find(self, connection: Connection, asking: sa.Select[int], wanted: Wanted, limit: int) -> list[int]:
        """The smallest keys, at most `limit`, of dispatches that meet `wanted`."""
        match = " AND ".join(f"({' OR '.join(map(self._quoted, group))})" for group in wanted)
        return [key for (key,) in connection.execute(asking, {"match": match, "most": limit})]

    def clear(self, connection: Connection) -> None:
        """Forget all."""
        connection.exec_driver_sql("INSERT INTO words(words) VALUES ('delete-all')")

    def size(self, connection: Connection) -> int:
        """Bytes of the whole store."""
        pages, each = (
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size")
        )
        return int(pages) * int(each)

    def faults(self, connection: Connection) -> list[str]:
        """What the database finds wrong with itself, in words for staff."""
        told = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        found = [] if told == ["ok"] else [errors.DAMAGED]
        return found + (["Có dữ liệu không còn gắn với văn bản nào. Hãy báo người phát triển."] if loose else [])

    def shrink(self, engine: Engine) -> None:
        """Give back to the disk what is not used any more; outside of any transaction."""
        raw = engine.raw_connection()  # beside SQLAlchemy, which would begin a transaction
        try:
            cursor = raw.cursor()
            cursor.execute("INSERT INTO words(words) VALUES ('optimize')")
            cursor.execute("VACUUM")
        finally:
            raw.close()

    @staticmethod
    def _quoted(term: Term) -> str:
        text = term.token.replace('"', '""')
        return f'"{text}"*' if term.prefix else f'"{text}"'


class TsVector:
    """PostgreSQL: a tsvector of the words under a GIN index."""

    def put(self, connection: Connection, key: int, tokens: Sequence[str]) -> None:
        """Index a dispatch under a key that was never used before."""
        statement = sa.text("INSERT INTO words(key, tokens) VALUES (:key, array_to_tsvector(:tokens))")
        connection.execute(statement, {"key": key, "tokens": list(tokens)})

    def drop(self, connection: Connection, key: int) -> None:
        """Forget a dispatch."""
        connection.execute(sa.text("DELETE FROM words WHERE key = :key"), {"key": key})

    def asking(self, conditions: Sequence[sa.ColumnElement[bool]], span: range) -> sa.Select[int]:
        """A statement for `find` that keeps to keys of `span` and to these conditions on `dispatch`."""
        words = sa.table("words", sa.column("key", sa.BigInteger))
        return (
            sa.select(words.c.key)
            .join(dispatch, dispatch.c.key == words.c.key)
            .where(words.c.key >= span.start, words.c.key < span.stop)
            .where(sa.text("words.tokens @@ CAST(:match AS tsquery)"), *conditions)
            .order_by(words.c.key)
            .limit(sa.bindparam("most", type_=sa.Integer))
        )

    def find(self, connection: Connection, asking: sa.Select[int], wanted: Wanted, limit: int) -> list[int]:
        """The smallest keys, at most `limit`, of dispatches that meet `wanted`."""
        match = " & ".join(f"({' | '.join(map(self._quoted, group))})" for group in wanted)
        return [key for (key,) in connection.execute(asking, {"match": match, "most": limit})]

    def clear(self, connection: Connection) -> None:
        """Forget all."""
        connection.execute(sa.text("DELETE FROM words"))

    def size(self, connection: Connection) -> int:
        """Bytes of the whole store."""
        return int(connection.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one())

    def faults(self, connection: Connection) -> list[str]:
        """What the database finds wrong with itself, in words for staff: PostgreSQL's own tools look deeper."""
        lost = "SELECT count(*) FROM dispatch d LEFT JOIN words w ON w.key = d.key WHERE w.key IS NULL"
        missing = connection.execute(sa.text(lost)).scalar_one()
        return [f"{missing} văn bản chưa có trong chỉ mục. Hãy chạy «congvan store compact»."] if missing else []

    def shrink(self, engine: Engine) -> None:
        """Give back to the disk what is not used any more; outside of any transaction."""
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE words"))

    @staticmethod
    def _quoted(term: Term) -> str:
        text = term.token.replace("\\", "\\\\").replace("'", "''")
        return f"'{text}':*" if term.prefix else f"'{text}'"
