"""Stores for the tests: each test that takes `place` or `store` runs over SQLite and over PostgreSQL."""

import uuid

import pytest

from corpus.store import open_store
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
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    yield f"{postgres}&options=-csearch_path%3D{name}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """An empty store's path or URL."""
    return str(tmp_path / "kho.sqlite") if request.param == "sqlite" else request.getfixturevalue("schema")


@pytest.fixture
def store(place):
    """An empty store."""
    with open_store(place, wait=10) as opened:
        yield opened
