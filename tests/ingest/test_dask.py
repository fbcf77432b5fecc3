"""A Dask cluster gives what this machine gives, though a worker is killed and a file is poisoned."""

import os
import signal
import threading
import time
from collections import Counter

import pytest

from ingest.batch import Run
from ingest.engines import Pool
from ingest.inputs import find_inputs
from ingest.ledger import Ledger
from ingest.places import find_remote, local_copy, results_folder
from ingest.work import Job, Limits
from tests.ingest.workers import Copying, poison

pytest.importorskip("distributed")
LIMITS = Limits(seconds=20, memory=1 << 30)


@pytest.fixture(scope="module")
def cluster():
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=60
    ) as cluster:
        yield cluster


def convert(files, out, engine):
    told = Counter()
    with Ledger(out) as ledger, engine:
        Run(ledger, "r", "1", True, lambda entry, _: told.update([entry.state])).convert(files, engine)
    return told, {path.name: path.read_bytes() for path in out.glob("*.json")}


def test_the_same_results_as_here_though_a_worker_is_killed(cluster, tmp_path):
    from ingest.dask_engine import Cluster

    for number in range(24):
        text = "broken" if number == 5 else f"văn bản {number}"
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    files = find_inputs([str(tmp_path)], {".txt"}).files
    here = convert(files, tmp_path / "here", Pool(Copying(str(tmp_path / "here")), 1, LIMITS))
    victim = next(iter(cluster.workers.values())).pid

    def kill():
        while not list((tmp_path / "there").glob("*.json")):
            time.sleep(0.01)
        os.kill(victim, getattr(signal, "SIGKILL", signal.SIGTERM))

    murder = threading.Thread(target=kill)
    murder.start()
    engine = Cluster(cluster.scheduler_address, Copying(str(tmp_path / "there"), pause=0.05), LIMITS)
    there = convert(files, tmp_path / "there", engine)
    murder.join()
    assert there == here
    assert here[0] == {"ok": 23, "failed": 1}


def test_a_poisoned_file_ends_no_worker_of_the_cluster(cluster):
    from ingest.dask_engine import Cluster

    with Cluster(cluster.scheduler_address, poison, LIMITS) as engine:
        assert engine.submit(Job("abort", "abort")).result().reasons[0].code == "crashed"
        assert engine.submit(Job("good", "good")).result().state == "ok"


def test_sources_and_results_may_be_urls(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for name in ("vào/a.txt", "vào/b/c.txt", "vào/~$d.txt", "vào/e.css"):
        memory.pipe_file(f"/{tmp_path.name}/{name}", name.encode())
    found = find_remote(f"memory://{tmp_path.name}/vào", {".txt"})
    assert [f.stem for f in found] == ["a.txt", "b/c.txt"]
    with local_copy(Job(found[1].place, "b/c")) as path:
        assert (path.name, path.read_bytes()) == ("c.txt", "vào/b/c.txt".encode())
    with results_folder(f"memory://{tmp_path.name}/ra") as folder:
        (folder / "b").mkdir()
        (folder / "b" / "c.json").write_text("{}", encoding="utf-8")
    assert memory.cat_file(f"/{tmp_path.name}/ra/b/c.json") == b"{}"
    assert [name.rpartition("/")[2] for name in memory.find(f"/{tmp_path.name}/ra")] == ["c.json"]
