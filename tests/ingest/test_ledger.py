"""The ledger: one holder at a time, names of any bytes, nothing lost to damage."""

import os
import subprocess
import sys

import pytest

from ingest.ledger import FOLDER, Busy, Entry, Ledger
from ingest.work import Reason, Record


def entry(name="a.txt", state="ok", stem="a", identity="00"):
    return Entry(name, stem, identity, 1, 2, "recipe", "1", state, "2026-01-01T00:00:00+00:00", Record("ok"))


def test_what_is_put_is_got(tmp_path):
    record = Record("partial", (Reason("x", "vì", "đâu"),), (("a.json", 3),), 1, 2, 3, 4, 0.5, "ab", "tên")
    row = Entry("a", "a", "0", 1, 2, "r", "1", "partial", "t", record, same_as="b")
    with Ledger(tmp_path) as ledger:
        ledger.put(row)
        assert ledger.get("a") == row
    with Ledger(tmp_path) as ledger:
        assert list(ledger.entries()) == [row]


@pytest.mark.skipif(sys.platform == "win32", reason="file names of Windows are Unicode")
def test_a_name_that_is_no_utf8_is_kept(tmp_path):
    name = os.fsdecode(b"/k\xc3\xbf\xff.txt")
    with Ledger(tmp_path) as ledger:
        ledger.put(entry(name))
        assert ledger.get(name).name == name


def test_a_second_holder_is_refused_and_told_who_holds(tmp_path):
    code = f"from pathlib import Path; from ingest.ledger import Ledger; Ledger(Path({str(tmp_path)!r}))"
    with Ledger(tmp_path), pytest.raises(Busy, match=f"tiến trình {os.getpid()}"):
        Ledger(tmp_path)
    with Ledger(tmp_path):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "Busy" in done.stderr
    with Ledger(tmp_path):  # given back: nothing stale
        pass


def test_a_damaged_ledger_is_kept_beside_and_made_anew(tmp_path):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "so-cong-viec.sqlite").write_bytes(b"no database at all, for sure" * 100)
    with Ledger(tmp_path) as ledger:
        assert list(ledger.entries()) == []
    assert (tmp_path / FOLDER / "so-cong-viec.hong-1.sqlite").exists()


def test_results_that_are_gone_or_cut_do_not_count(tmp_path):
    with Ledger(tmp_path) as ledger:
        row = Entry("a", "a", "0", 1, 2, "r", "1", "ok", "t", Record("ok", outputs=(("a.json", 2),)))
        assert not ledger.has_results(row)
        (tmp_path / "a.json").write_text("{", encoding="utf-8")
        assert not ledger.has_results(row)
        (tmp_path / "a.json").write_text("{}", encoding="utf-8")
        assert ledger.has_results(row)
