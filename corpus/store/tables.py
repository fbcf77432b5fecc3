"""The tables of the store, for SQLite and PostgreSQL alike. A change here needs a migration (`migrations/versions/`).

`document` (a file's content) has `plan`s by version of the program; the current version's plans are each one `dispatch`,
with the rows made from it (`task`, `deadline`, `citation` …) for asking over all of them. `correction` and `review` belong
to the document's content, so a new version of the program does not lose them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

_SHA = String(64)
_KEY = BigInteger().with_variant(Integer, "sqlite")  # SQLite's own row number is an INTEGER PRIMARY KEY


def _dispatch_key() -> Column[int]:
    return Column("key", _KEY, ForeignKey("dispatch.key", ondelete="CASCADE"), nullable=False)


document = Table(
    "document",
    metadata,
    Column("sha256", _SHA, primary_key=True),
    Column("name", Text),  # None: marked secret
    Column("media_type", String(120), nullable=False),
    Column("pages", Integer),
    Column("added_at", String(25), nullable=False),
    Column("version", String(40), nullable=False),  # of the program whose plans are current
    Column("copied", Text),  # where a copy of the file is kept, below the folder of copies
)

sighting = Table(
    "sighting",
    metadata,
    Column("sha256", _SHA, ForeignKey("document.sha256", ondelete="CASCADE"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("seen_at", String(25), nullable=False),
)

plan = Table(
    "plan",
    metadata,
    Column("row", _KEY, primary_key=True, autoincrement=True),
    Column("sha256", _SHA, ForeignKey("document.sha256", ondelete="CASCADE"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("version", String(40), nullable=False),
    Column("plan_id", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),  # the plan without its text, JSON, compressed
    Column("text", LargeBinary, nullable=False),  # the clean text, compressed
    Column("pages", Text, nullable=False),  # JSON: where each page of the text starts, [[page, start], …]
    Column("added_at", String(25), nullable=False),
    UniqueConstraint("sha256", "part", "version"),
)

dispatch = Table(
    "dispatch",
    metadata,
    # Later dispatches have smaller keys, so the index gives the latest first and a span of days is a span of keys.
    Column("key", _KEY, primary_key=True, autoincrement=False),
    Column("sha256", _SHA, ForeignKey("document.sha256", ondelete="CASCADE"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("plan_row", _KEY, ForeignKey("plan.row", ondelete="CASCADE")),  # None: marked secret
    Column("plan_id", String(64), nullable=False),
    Column("number_symbol", Text),
    Column("number_key", Text),
    Column("doc_type", String(8)),
    Column("issuer", Text),
    Column("issuer_parent", Text),
    Column("issued_on", String(24)),  # EDTF
    Column("year", Integer),
    Column("subject", Text),
    Column("secrecy", Text),
    Column("status", String(8), nullable=False),
    Column("length", Integer, nullable=False),  # words of the text
    Column("folded", LargeBinary),  # the text as search counts it, compressed
    Column("facts", _SHA, nullable=False),  # what a review was about: changes when the facts do
    UniqueConstraint("sha256", "part"),
)
LIGHT = tuple(column for column in dispatch.c if column.name != "folded")  # all but the text
Index("dispatch_number", dispatch.c.number_key)
Index("dispatch_plan_id", dispatch.c.plan_id)

actor = Table(
    "actor",
    metadata,
    Column("id", _KEY, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
)

task = Table(
    "task",
    metadata,
    Column("row", _KEY, primary_key=True, autoincrement=True),
    _dispatch_key(),
    Column("fact", String(80), nullable=False),  # the fact's key, stable over versions
    Column("id", String(40), nullable=False),  # the fact's id in its plan
    Column("actor_id", _KEY, ForeignKey("actor.id")),
    Column("action", Text, nullable=False),
    Column("page", Integer),
    Column("done", Boolean, nullable=False),
)
Index("task_key", task.c.key, task.c.done)

deadline = Table(
    "deadline",
    metadata,
    Column("row", _KEY, primary_key=True, autoincrement=True),
    _dispatch_key(),
    Column("fact", String(80), nullable=False),
    Column("id", String(40), nullable=False),
    Column("task", String(40)),
    Column("actor_id", _KEY, ForeignKey("actor.id")),
    Column("text", Text, nullable=False),
    Column("action", Text, nullable=False),  # the task's words, or those around the deadline
    Column("bound", String(8), nullable=False),
    Column("starts", Date),  # the first day of its span, where it has one
    Column("due", Date),
    Column("time", String(5)),
    Column("recurrence", Text),
    Column("dateless", Boolean, nullable=False),  # no day can be told of it, nor a next one
    Column("page", Integer),
    Column("confidence", Float, nullable=False),
    Column("done", Date),  # the day on which somebody said it was done
)
Index("deadline_due", deadline.c.due)
Index("deadline_key", deadline.c.key)

citation = Table(
    "citation",
    metadata,
    Column("row", _KEY, primary_key=True, autoincrement=True),
    _dispatch_key(),
    Column("position", Integer, nullable=False),  # in the plan's citations
    Column("role", String(12), nullable=False),
    Column("doc_type", String(8)),
    Column("number_symbol", Text),
    Column("number_key", Text),
    Column("year", Integer),
    Column("issued_on", String(24)),
    Column("issuer", Text),
    Column("name", Text),
    Column("part", Text),  # which part is meant, in the dispatch's words
    Column("page", Integer),
    Column("text", Text, nullable=False),
    Column("target", _KEY, ForeignKey("dispatch.key", ondelete="SET NULL")),
)
Index("citation_number", citation.c.number_key)
Index("citation_key", citation.c.key)
Index("citation_target", citation.c.target)

sketch = Table(  # bands of a text's MinHash: alike texts share one
    "sketch",
    metadata,
    Column("band", _KEY, primary_key=True),
    Column("key", _KEY, ForeignKey("dispatch.key", ondelete="CASCADE"), primary_key=True),
)
Index("sketch_key", sketch.c.key)

alike = Table(  # pairs of dispatches with nearly the same text
    "alike",
    metadata,
    Column("key", _KEY, ForeignKey("dispatch.key", ondelete="CASCADE"), primary_key=True),
    Column("other", _KEY, ForeignKey("dispatch.key", ondelete="CASCADE"), primary_key=True),
    Column("share", Float, nullable=False),
)
Index("alike_other", alike.c.other)

correction = Table(
    "correction",
    metadata,
    Column("row", _KEY, primary_key=True, autoincrement=True),
    Column("sha256", _SHA, ForeignKey("document.sha256", ondelete="CASCADE"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("fact", String(80), nullable=False),
    Column("field", String(40), nullable=False),
    Column("old", Text),  # JSON
    Column("new", Text),  # JSON
    Column("quote", Text),  # the fact's words, by which it is found again
    Column("who", Text, nullable=False),
    Column("at", String(25), nullable=False),
    Column("note", Text),
)
Index("correction_document", correction.c.sha256, correction.c.part)

review = Table(
    "review",
    metadata,
    Column("sha256", _SHA, ForeignKey("document.sha256", ondelete="CASCADE"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("state", String(10), nullable=False),
    Column("facts", _SHA, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(25), nullable=False),
)

counter = Table(
    "counter", metadata, Column("name", String(20), primary_key=True), Column("value", _KEY, nullable=False)
)
