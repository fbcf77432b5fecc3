"""The inbox under everything that happens to one; time is a number that the tests turn."""

import errno
import json
import os
import sqlite3
from concurrent.futures import Future
from pathlib import Path

import pytest

from ingest import asked_again, status
from ingest.bell import Bell
from ingest.ledger import Ledger
from ingest.settled import Settling, Stamp
from ingest.watcher import Habits, Watcher
from tests.ingest.workers import Copying

KNOWN = {".txt", ".docx", ".pdf"}


class Here:
    """An engine that does a job at once, in this thread."""

    ahead = 4

    def __init__(self, work):
        self.work, self.jobs = work, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def submit(self, job):
        self.jobs.append(job.place)
        promise = Future()
        promise.set_result(self.work(job))
        return promise


class Office:
    """A folder, its results, and a watcher whose clock is turned by hand."""

    def __init__(self, folder, version="1", settle=5.0):
        self.inbox, self.out = folder / "đến", folder / "ra"
        self.inbox.mkdir(exist_ok=True)
        self.time, self.told, self.warned, self.combined = 1000.0, [], [], 0
        self.engine = Here(Copying(str(self.out)))
        self.bell = Bell(self.inbox, native=False)
        self.ledger = Ledger(self.out)
        self.watcher = Watcher(
            self.inbox, KNOWN, self.ledger, self.engine, recipe="r", version=version, habits=Habits(settle, 1.0),
            combine=self.combine, tell=lambda entry: self.told.append((Path(entry.name).name, entry.state)), warn=self.warned.append,
            clock=lambda: self.time,
        )  # fmt: skip
        self.watcher._remember()

    def combine(self):
        self.combined += 1

    def put(self, name, text="văn bản"):
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def pass_time(self, seconds=8):
        for _ in range(int(seconds)):
            self.watcher.turn(self.bell)
            self.time += 1
        self.watcher.turn(self.bell)
        self.watcher.turn(self.bell)

    @property
    def page(self):
        return (self.out / status.NAME).read_text(encoding="utf-8")

    def close(self):
        self.ledger.__exit__(None, None, None)


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    yield made
    made.close()


def test_a_file_is_taken_when_it_has_stood_still(office):
    path = office.put("a.txt", "một")
    office.pass_time(4)
    assert office.told == []
    assert "đợi chép xong" in office.page
    path.write_text("một hai", encoding="utf-8")
    office.pass_time(4)
    assert office.told == []
    office.pass_time(3)
    assert office.told == [("a.txt", "ok")]
    assert (office.out / "a.json").read_text(encoding="utf-8") == "một hai"
    assert path.read_text(encoding="utf-8") == "một hai"
    assert office.combined == 1
    office.pass_time(60)
    assert len(office.engine.jobs) == 1


def test_litter_is_passed_over_and_strange_files_are_named(office):
    for name in (
        "~$a.docx",
        "b.tmp",
        "c.pdf.crdownload",
        "d.part",
        "Thumbs.db",
        "desktop.ini",
        ".ẩn.txt",
        ".git/x.txt",
    ):
        office.put(name)
    office.put("phim.mp4")
    office.pass_time()
    assert office.engine.jobs == []
    assert "phim.mp4" in office.page
    assert "desktop" not in office.page


def test_the_same_bytes_are_converted_once_and_said_so(office):
    office.put("2024/a.txt", "như nhau")
    office.pass_time()
    office.put("b.txt", "như nhau")
    office.pass_time()
    assert office.told == [("a.txt", "ok"), ("b.txt", "duplicate")]
    assert "giống hệt 2024/a.txt" in office.page
    assert len(office.engine.jobs) == 1


def test_a_copy_of_what_was_never_converted_is_converted_when_the_first_is_gone(tmp_path):
    office = Office(tmp_path)
    first = office.put("a.txt", "như nhau")
    office.put("b.txt", "như nhau")
    office.engine.submit = lambda _job: Future()  # never done: the program is killed
    office.pass_time()
    assert office.told == [("b.txt", "duplicate")]
    office.close()
    first.unlink()
    again = Office(tmp_path)
    again.pass_time()
    assert again.told == [("b.txt", "ok")]
    again.close()


def test_files_of_one_name_do_not_meet(office):
    for name in ("x.txt", "x.docx", "x-1.txt", "TRANG-THAI.txt"):
        office.put(name, name)
        office.pass_time()
    made = {path.name for path in office.out.glob("*.json")}
    assert made == {"x.json", "x.docx.json", "x-1.txt.json", "TRANG-THAI.txt.json"}


def test_a_failed_file_has_its_reason_beside_the_results_and_is_done_again_when_it_changes(office):
    path = office.put("đến/hỏng.pdf", "broken")
    office.pass_time()
    note = office.out / "đến" / "hỏng.pdf.loi.txt"
    assert "hãy tải lại" in note.read_text(encoding="utf-8")
    assert "hãy tải lại" in office.page
    assert [p.name for p in path.parent.iterdir()] == ["hỏng.pdf"]
    office.pass_time(30)
    assert len(office.engine.jobs) == 1
    path.write_text("lành", encoding="utf-8")
    office.pass_time()
    assert office.told[-1] == ("hỏng.pdf", "ok")
    assert not note.exists()


def test_failed_files_are_done_again_on_request_and_by_a_new_version(tmp_path):
    office = Office(tmp_path)
    office.put("a.txt", "broken 1")
    office.put("b.txt", "broken 2")
    office.put("c.txt", "lành")
    office.pass_time()
    asked_again.ask(office.out, ["b.txt.loi.txt"])
    office.pass_time()
    assert [Path(job).name for job in office.engine.jobs] == ["a.txt", "b.txt", "c.txt", "b.txt"]
    office.close()
    same = Office(tmp_path)
    same.pass_time()
    assert same.engine.jobs == []
    same.close()
    newer = Office(tmp_path, version="2")
    newer.pass_time()
    assert [Path(job).name for job in newer.engine.jobs] == ["a.txt", "b.txt"]
    newer.close()


def test_a_share_that_vanishes_is_waited_for_and_nothing_is_done_twice(office):
    office.put("a.txt")
    office.pass_time()
    away = office.inbox.rename(office.inbox.with_name("away"))
    office.pass_time()
    assert "Không thấy thư mục" in office.page
    away.rename(office.inbox)
    office.put("b.txt", "mới")
    office.pass_time()
    assert "Không thấy thư mục" not in office.page
    assert office.told == [("a.txt", "ok"), ("b.txt", "ok")]


def test_a_full_disk_is_waited_for_and_no_file_is_blamed(office, monkeypatch):
    office.put("a.txt", "full")
    office.pass_time()
    assert office.told == []
    assert "Ổ đĩa đầy" in office.page
    office.engine.work = lambda job: Copying(str(office.out))(job)
    (office.inbox / "a.txt").write_text("có chỗ", encoding="utf-8")
    office.pass_time(40)
    assert office.told == [("a.txt", "ok")]
    assert "Ổ đĩa đầy" not in office.page


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left"), sqlite3.OperationalError("database or disk is full")]
)
def test_a_ledger_that_cannot_be_written_loses_no_result(office, monkeypatch, error):
    put = office.ledger.put

    def full(entry):
        if entry.state != "waiting":
            raise error
        put(entry)

    monkeypatch.setattr(office.ledger, "put", full)
    office.put("a.txt")
    office.pass_time()
    assert office.told == []
    monkeypatch.undo()
    office.pass_time(40)
    assert office.told == [("a.txt", "ok")]
    assert len(office.engine.jobs) == 1


def test_a_full_disk_is_told_of_in_the_room_that_was_kept(office, monkeypatch):
    office.pass_time()
    reserve = office.ledger.folder / "du-phong"
    assert reserve.stat().st_size > 100_000
    whole = status.write_whole

    def full(path, data):
        if reserve.exists():
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(path, data)

    monkeypatch.setattr(status, "write_whole", full)
    office.put("a.txt", "full")
    office.pass_time()
    assert "Ổ đĩa đầy" in office.page
    assert office.warned == ["Ổ đĩa đầy."]


def test_what_word_holds_is_waited_for(office, monkeypatch):
    office.put("kế hoạch.docx")
    owner = office.put("~$ hoạch.docx")
    office.pass_time(30)
    assert "đang mở" in office.page
    owner.unlink()
    office.pass_time()
    assert office.told == [("kế hoạch.docx", "ok")]


def test_a_file_that_changes_while_it_is_read_is_read_again(office):
    path = office.put("a.txt", "cũ")

    def meanwhile(job):
        record = Copying(str(office.out))(job)
        path.write_text("mới hơn", encoding="utf-8")
        office.engine.work = Copying(str(office.out))
        return record

    office.engine.work = meanwhile
    office.pass_time(20)
    assert office.told == [("a.txt", "ok")]
    assert (office.out / "a.json").read_text(encoding="utf-8") == "mới hơn"


def test_clocks_that_jump_do_not_matter(office):
    for name, moment in (("a.txt", 0), ("b.txt", 4_000_000_000)):
        os.utime(office.put(name, name), (moment, moment))
    office.pass_time()
    assert sorted(office.told) == [("a.txt", "ok"), ("b.txt", "ok")]


def test_results_inside_the_inbox_are_not_taken_for_dispatches(tmp_path):
    office = Office(tmp_path)
    office.close()
    office.out = office.inbox / "ket-qua"
    office.ledger = Ledger(office.out)
    office.watcher._ledger = office.ledger
    office.engine.work = Copying(str(office.out))
    office.put("a.txt")
    (office.out / "ghi-chu.txt").write_text("của chương trình", encoding="utf-8")
    office.pass_time()
    assert [Path(job).name for job in office.engine.jobs] == ["a.txt"]
    office.close()


def test_folders_say_what_they_say_in_the_log(office):
    office.put("Văn bản đến/Năm 2024/Phòng GDĐT/tháng 3/a.txt")
    office.pass_time()
    (line,) = map(json.loads, (office.out / "nhat-ky.jsonl").read_text(encoding="utf-8").splitlines())
    assert (line["direction"], line["year"], line["unit"]) == ("incoming", "2024", "Phòng GDĐT")
    assert (office.out / "Văn bản đến" / "Năm 2024" / "Phòng GDĐT" / "tháng 3" / "a.json").exists()


def test_empty_files_are_given_time(tmp_path):
    now = [0.0]
    settling = Settling(5, lambda: now[0])
    files = {"a": Stamp(0, 1), "b": Stamp(1, 1), "c": Stamp(1, 1, owned=True)}
    assert settling.update(files) == []
    now[0] = 5
    assert settling.update(files) == ["b"]
    now[0] = 60
    assert settling.update(files) == ["a", "b"]
    now[0] = 300
    assert settling.update(files) == ["a", "b", "c"]


def test_the_bell_rings_when_the_folder_changes(tmp_path):
    pytest.importorskip("watchfiles")
    with Bell(tmp_path) as bell:
        assert bell.is_native
        for number in range(100):  # the system's watcher needs a moment to begin
            (tmp_path / f"{number}.txt").write_text("x", encoding="utf-8")
            if bell.wait(0.2):
                break
        else:
            pytest.fail("it never rang")


def test_a_bell_that_cannot_listen_is_no_bell_but_waits(tmp_path):
    pytest.importorskip("watchfiles")
    with Bell(tmp_path / "không có") as bell:
        bell._thread.join(timeout=10)
        assert not bell.is_native
        assert not bell.wait(0.01)
        bell.ring()
        assert bell.wait(1)
