"""Stores for the tests: each test that takes `fresh`, `place` or `store` runs over SQLite and over PostgreSQL."""

import shutil
import uuid
from contextlib import contextmanager

import pytest

from corpus.store import open_store
from corpus.store.tables import metadata
from tests.corpus.store.postgres import Cluster, binaries


@pytest.fixture(scope="session")
def postgres(tmp_path_factory, worker_id):
    """The URL of a running PostgreSQL. Skips only where no PostgreSQL is installed; one that does not start is an error."""
    bin_dir = binaries()
    if bin_dir is None:
        pytest.skip("no PostgreSQL here (scripts/setup.sh dev installs it)")
    base = tmp_path_factory.getbasetemp()
    cluster = Cluster(base if worker_id == "master" else base.parent, worker_id, bin_dir)
    try:
        folder = cluster.join()
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        cluster.leave()


@pytest.fixture
def schema(postgres):
    """The URL of an empty schema of its own."""
    with _schema(postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request, tmp_path):
    """The path or URL of a store that is not there yet."""
    return str(tmp_path / "kho.sqlite") if request.param == "sqlite" else request.getfixturevalue("schema")


@pytest.fixture(scope="session")
def made_file(tmp_path_factory):
    """An empty store in a file, to be copied: migrations need not run for each test."""
    path = tmp_path_factory.mktemp("kho") / "kho.sqlite"
    open_store(path).close()
    return path


@pytest.fixture(scope="session")
def made_schema(postgres):
    """The URL of a schema with an empty store, to be emptied before each test."""
    with _schema(postgres) as url:
        open_store(url).close()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """An empty store's path or URL."""
    if request.param == "sqlite":
        return str(shutil.copy(request.getfixturevalue("made_file"), tmp_path / "kho.sqlite"))
    import psycopg

    url = request.getfixturevalue("made_schema")
    with psycopg.connect(url, autocommit=True) as connection:
        names = ", ".join(name for name in metadata.tables if name != "counter")
        connection.execute(f"TRUNCATE words, {names} RESTART IDENTITY")
    return url


@pytest.fixture
def store(place):
    """An empty store."""
    with open_store(place, wait=10) as opened:
        yield opened


@contextmanager
def _schema(postgres):
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    yield f"{postgres}&options=-csearch_path%3D{name}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {name} CASCADE")
