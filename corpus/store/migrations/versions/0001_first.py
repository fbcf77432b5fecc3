"""The first schema: tables of `corpus.store.tables` as they were then, and the full-text index `words`."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables of an empty store."""
    op.create_table(
        "actor",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("value", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "document",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.String(length=25), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("copied", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "correction",
        sa.Column("row", _KEY, autoincrement=True, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=25), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("row"),
    )
    op.create_index("correction_document", "correction", ["sha256", "part"], unique=False)
    op.create_table(
        "plan",
        sa.Column("row", _KEY, autoincrement=True, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("row"),
        sa.UniqueConstraint("sha256", "part", "version"),
    )
    op.create_table(
        "review",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.String(length=64), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", "part"),
    )
    op.create_table(
        "sighting",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", "path"),
    )
    op.create_table(
        "dispatch",
        sa.Column("key", _KEY, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("plan_row", _KEY, nullable=True),
        sa.Column("plan_id", sa.String(length=64), nullable=False),
        sa.Column("number_symbol", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("doc_type", sa.String(length=8), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_parent", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.String(length=24), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("secrecy", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("folded", sa.LargeBinary(), nullable=True),
        sa.Column("facts", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["plan_row"], ["plan.row"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("sha256", "part"),
    )
    op.create_index("dispatch_number", "dispatch", ["number_key"], unique=False)
    op.create_index("dispatch_plan_id", "dispatch", ["plan_id"], unique=False)
    op.create_table(
        "alike",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("other", _KEY, nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["dispatch.key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other"], ["dispatch.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "other"),
    )
    op.create_index("alike_other", "alike", ["other"], unique=False)
    op.create_table(
        "citation",
        sa.Column("row", _KEY, autoincrement=True, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("doc_type", sa.String(length=8), nullable=True),
        sa.Column("number_symbol", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.String(length=24), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("target", _KEY, nullable=True),
        sa.ForeignKeyConstraint(["key"], ["dispatch.key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["target"], ["dispatch.key"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("row"),
    )
    op.create_index("citation_key", "citation", ["key"], unique=False)
    op.create_index("citation_number", "citation", ["number_key"], unique=False)
    op.create_index("citation_target", "citation", ["target"], unique=False)
    op.create_table(
        "deadline",
        sa.Column("row", _KEY, autoincrement=True, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("fact", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("task", sa.String(length=40), nullable=True),
        sa.Column("actor_id", _KEY, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("bound", sa.String(length=8), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("time", sa.String(length=5), nullable=True),
        sa.Column("recurrence", sa.Text(), nullable=True),
        sa.Column("dateless", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("done", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
        ),
        sa.ForeignKeyConstraint(["key"], ["dispatch.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("row"),
    )
    op.create_index("deadline_due", "deadline", ["due"], unique=False)
    op.create_index("deadline_key", "deadline", ["key"], unique=False)
    op.create_table(
        "sketch",
        sa.Column("band", _KEY, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.ForeignKeyConstraint(["key"], ["dispatch.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("band", "key"),
    )
    op.create_index("sketch_key", "sketch", ["key"], unique=False)
    op.create_table(
        "task",
        sa.Column("row", _KEY, autoincrement=True, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("fact", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("actor_id", _KEY, nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
        ),
        sa.ForeignKeyConstraint(["key"], ["dispatch.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("row"),
    )
    op.create_index("task_key", "task", ["key", "done"], unique=False)
    op.execute("INSERT INTO counter(name, value) VALUES ('dispatch', 0)")
    if op.get_bind().dialect.name == "sqlite":
        # Words with the signs of `corpus.store.words`; which dispatches have them, not where.
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5(tokens, content='', detail=none, columnsize=0, "
            "tokenize=\"ascii tokenchars '_^=>!#@`/.-'\")"
        )
        return
    op.execute(
        "CREATE TABLE words (key BIGINT PRIMARY KEY REFERENCES dispatch(key) ON DELETE CASCADE, tokens TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX words_tokens ON words USING gin (tokens)")
