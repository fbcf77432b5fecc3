"""Migrations make what the tables say, on both databases, and know the newest of themselves."""

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import corpus.store
from corpus.store.connect import REVISION, connect, store_url
from corpus.store.tables import metadata


def test_the_newest_migration_is_the_one_that_open_looks_for():
    config = Config()
    config.set_main_option("script_location", f"{corpus.store.__path__[0]}/migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_migrations_make_the_tables_as_they_are_written(fresh):
    engine = connect(store_url(fresh))
    ours = set(metadata.tables)

    def include(thing, name, kind, _reflected, _compared):
        return name in ours if kind == "table" else True

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": include, "compare_type": connection.dialect.name != "sqlite"}
        )
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def test_opening_again_migrates_nothing(fresh):
    connect(store_url(fresh)).dispose()
    engine = connect(store_url(fresh))
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    engine.dispose()
    assert found == [REVISION]


def test_places():
    assert store_url("postgresql://a@b/c").render_as_string() == "postgresql+psycopg://a@b/c"
    assert store_url("postgres://a@b/c").drivername == "postgresql+psycopg"
    assert store_url("kho.sqlite").drivername == "sqlite"
    assert store_url("sqlite:////tmp/kho.sqlite").database == "/tmp/kho.sqlite"
