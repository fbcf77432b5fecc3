"""Alembic's entry: migrations run on the connection that `corpus.store.connect` gives, inside its transaction."""

from alembic import context

from corpus.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
