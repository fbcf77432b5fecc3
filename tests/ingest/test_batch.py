"""An archive: every file is accounted for, once; what stopped goes on, after `kill -9` too."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from ingest.batch import Run, Stopped
from ingest.engines import Pool
from ingest.inputs import find_inputs, with_stems
from ingest.ledger import Ledger
from ingest.places import members
from ingest.report import HTML, XLSX, write
from ingest.work import Limits
from tests.ingest.workers import Copying

KNOWN = {".txt"}


def archive(folder, count, broken=()):
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = "broken" if number in broken else f"văn bản {number}"
        (folder / f"{number:04}.txt").write_text(text + f" {number}", encoding="utf-8")


def convert(inbox, out, *, resume=True, workers=2, recipe="r", again=frozenset(), pause=0.0, files=None):
    told = Counter()
    files = files or find_inputs([str(inbox)], KNOWN).files
    with Ledger(out) as ledger, Pool(Copying(str(out), pause), workers, Limits(memory=1 << 30)) as pool:
        run = Run(ledger, recipe, "1", resume, lambda entry, skipped: told.update([(entry.state, skipped)]), again)
        run.convert(files, pool)
        write(ledger, str(inbox))
    return told


def test_three_hundred_files_with_one_in_a_hundred_broken(tmp_path):
    archive(tmp_path / "in", 300, broken={7, 100, 299})
    (tmp_path / "in" / "zz.txt").write_text("văn bản 5 5", encoding="utf-8")
    out = tmp_path / "out"
    assert convert(tmp_path / "in", out) == {("ok", False): 297, ("failed", False): 3, ("duplicate", False): 1}
    assert len(list(out.glob("*.json"))) == 297
    assert {p.name for p in out.glob("*.loi.txt")} == {"0007.txt.loi.txt", "0100.txt.loi.txt", "0299.txt.loi.txt"}
    lines = [json.loads(line) for line in (out / "nhat-ky.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 301
    assert {tuple(line) for line in lines} == {
        ("at", "file", "kind", "bytes", "state", "codes", "plans", "tasks", "deadlines", "seconds", "version")
    }  # no name of a file, no words of a dispatch
    assert "0100.txt" in (out / HTML).read_text(encoding="utf-8")
    assert (out / XLSX).stat().st_size > 0
    again = convert(tmp_path / "in", out)
    assert again == {("ok", True): 297, ("failed", True): 3, ("duplicate", False): 1}


def test_what_changed_or_lost_its_results_is_done_again(tmp_path):
    archive(tmp_path / "in", 6, broken={1})
    out = tmp_path / "out"
    convert(tmp_path / "in", out, workers=1)
    (tmp_path / "in" / "0001.txt").write_text("lành", encoding="utf-8")
    (tmp_path / "in" / "0002.txt").write_text("khác", encoding="utf-8")
    (out / "0003.json").unlink()
    assert convert(tmp_path / "in", out, workers=1) == {("ok", True): 3, ("ok", False): 3}
    assert (out / "0002.json").read_text(encoding="utf-8") == "khác"
    assert not (out / "0001.txt.loi.txt").exists()
    assert convert(tmp_path / "in", out, workers=1, recipe="other version") == {("ok", False): 6}


def test_failed_files_are_done_again_when_asked(tmp_path):
    archive(tmp_path / "in", 2, broken={1})
    out = tmp_path / "out"
    convert(tmp_path / "in", out, workers=1)
    name = str(tmp_path / "in" / "0001.txt")
    assert convert(tmp_path / "in", out, workers=1, again={name}) == {("ok", True): 1, ("failed", False): 1}


def test_a_full_disk_stops_the_run_and_what_was_done_stays(tmp_path):
    archive(tmp_path / "in", 3)
    (tmp_path / "in" / "0001.txt").write_text("full", encoding="utf-8")
    out = tmp_path / "out"
    with pytest.raises(Stopped, match="đầy"):
        convert(tmp_path / "in", out, workers=1)
    (tmp_path / "in" / "0001.txt").write_text("có chỗ", encoding="utf-8")
    told = convert(tmp_path / "in", out, workers=1)
    assert told[("ok", True)] >= 1
    assert sum(told.values()) == 3
    assert len(list(out.glob("*.json"))) == 3


def test_what_a_killed_worker_left_is_swept_and_nothing_else(tmp_path):
    archive(tmp_path / "in", 1)
    out = tmp_path / "out"
    (out / ".congvan-của-tôi").mkdir(parents=True)
    for name in (".congvan-abc123_x", ".congvan-ghi-chu.txt", "a.congvan-abc123_x"):
        (out / name).write_text("x", encoding="utf-8")
    convert(tmp_path / "in", out, workers=1)
    left = {path.name for path in out.iterdir() if "congvan-" in path.name}
    assert left == {".congvan-của-tôi", ".congvan-ghi-chu.txt", "a.congvan-abc123_x"}


def test_members_of_an_archive_are_files_of_their_own(tmp_path):
    path = tmp_path / "đợt 1.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name in ("a.txt", "b/a.txt", "b/~$x.txt", "c.css"):
            package.writestr(name, name)
    (found,) = find_inputs([str(path)], KNOWN).files
    inside = with_stems(members(found, KNOWN))
    assert [f.stem.replace("\\", "/") for f in inside] == ["đợt 1/a", "đợt 1/b/a"]
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("../a.txt", "ra ngoài")
    assert members(found, KNOWN) == []


_SCRIPT = """
from pathlib import Path
from tests.ingest.test_batch import convert
if __name__ == "__main__":
    convert(Path({inbox!r}), Path({out!r}), pause=0.01)
"""


def test_killed_at_random_moments_nothing_is_lost_and_nothing_done_twice(tmp_path):
    archive(tmp_path / "in", 60, broken={3, 40})
    out = tmp_path / "out"
    script = tmp_path / "run.py"
    script.write_text(_SCRIPT.format(inbox=str(tmp_path / "in"), out=str(out)), encoding="utf-8")
    root = str(Path(__file__).parents[2])
    dice = random.Random(5)
    kills = 0
    for _ in range(4):
        process = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": root})
        log, seen = out / "nhat-ky.jsonl", _lines(out)
        until = time.monotonic() + 30
        while process.poll() is None and _lines(out) < seen + dice.randrange(1, 12) and time.monotonic() < until:
            time.sleep(0.005)
        if process.poll() is None:
            process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            kills += 1
        process.wait()
        assert log.exists()
    assert kills > 0
    told = convert(tmp_path / "in", out)
    assert sum(told.values()) == 60
    assert told[("failed", False)] + told[("failed", True)] == 2
    assert len(list(out.glob("*.json"))) == 58
    assert not list(out.glob(".congvan-*"))
    settled = Counter(json.loads(line)["file"] for line in log.read_text(encoding="utf-8").splitlines())
    assert len(settled) == 60
    assert sum(settled.values()) <= 60 + kills  # at most the row that was being written when the blow fell


def _lines(out):
    log = out / "nhat-ky.jsonl"
    return log.read_text(encoding="utf-8").count("\n") if log.exists() else 0
