"""What offices do to a store: kill it, lock it, fill the disk, damage the file, open it with an old program."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.store import errors, open_store
from tests.corpus.store.dispatches import VERSION, add, dispatch, duty

ROOT = Path(__file__).resolve().parents[3]
ADDING = """
import sys
from corpus.store import open_store
from tests.corpus.store.dispatches import VERSION, dispatch, duty
first, last = int(sys.argv[2]), int(sys.argv[3])
with open_store(sys.argv[1]) as store:
    for number in range(first, last):
        plan = dispatch(f"{number}/KH-A", duties=[duty(f"Việc số {number}.")])
        store.add([plan], program_version=VERSION)
        print(number, flush=True)
"""


def adding(place, first, last):
    command = [sys.executable, "-c", ADDING, place, str(first), str(last)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )


def test_killed_while_adding_nothing_told_is_lost_and_nothing_is_half(place):
    with adding(place, 0, 100_000) as process:
        told = [int(process.stdout.readline()) for _ in range(12)]
        time.sleep(0.013)
        process.kill()
        told += [int(line) for line in process.stdout.read().split("\n") if line.strip().isdigit()]
    with open_store(place, wait=20) as store:
        assert store.check() == []
        stored = {int(e.number_symbol.split("/")[0]) for e in store.entries()}
        assert set(told) <= stored <= set(range(max(told) + 2))
        assert store.summary().tasks == len(stored)
        for number in told:
            assert not store.add(
                [dispatch(f"{number}/KH-A", duties=[duty(f"Việc số {number}.")])], program_version=VERSION
            )
        assert len(store.search("việc", limit=1000).hits) == len(stored)


def test_several_processes_add_to_one_new_store(fresh):
    processes = [adding(fresh, 0, 12), adding(fresh, 6, 18)]
    assert [process.wait(120) for process in processes if process.communicate()] == [0, 0]
    with open_store(fresh) as store:
        assert sorted(int(e.number_symbol.split("/")[0]) for e in store.entries()) == list(range(18))
        assert store.check() == []


def test_a_store_that_another_holds_says_so_and_keeps_nothing(tmp_path):
    path = tmp_path / "kho.sqlite"
    open_store(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_store(path, wait=0.05) as store:
        with pytest.raises(errors.StoreLocked, match="đợi ít phút"):
            add(store, dispatch())
        assert store.entries() == []
        holder.execute("ROLLBACK")
        holder.close()
        add(store, dispatch())
        assert len(store.entries()) == 1


def test_readers_are_not_held_up_by_a_writer(store, place):
    add(store, dispatch("1/KH-A"))
    with store.transaction():
        add(store, dispatch("2/KH-A"))
        with open_store(place, wait=0.5) as other:
            assert [e.number_symbol for e in other.entries()] == ["1/KH-A"]
    assert len(store.entries()) == 2


def test_a_full_disk_says_so_and_keeps_what_was_there(tmp_path):
    path = tmp_path / "kho.sqlite"
    with open_store(path) as store:
        add(store, dispatch("1/KH-A"))
        from sqlalchemy import event

        @event.listens_for(store._engine, "connect")
        def small(connection, _record):
            connection.execute(f"PRAGMA max_page_count={path.stat().st_size // 4096 + 60}")

        store._engine.dispose()
        with pytest.raises(errors.StoreFull, match="giải phóng chỗ trống"):
            for number in range(2, 500):
                add(
                    store,
                    dispatch(
                        f"{number}/KH-A", body=f"Nội dung {number}. " + " ".join(f"chữ{number}x{n}" for n in range(300))
                    ),
                )
    with open_store(path) as store:
        assert store.check() == []
        assert store.get("1/KH-A")
        add(store, dispatch("1000/KH-A"))


def test_a_full_disk_while_copying(tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("corpus.store.copies.shutil.copyfile", full)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"x")
    with open_store(tmp_path / "kho.sqlite", files=tmp_path / "bản sao") as store:
        with pytest.raises(errors.StoreFull):
            store.add([dispatch()], program_version=VERSION, source_path=file)
        assert store.entries() == []
    assert [path for path in (tmp_path / "bản sao").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("content", [b"Day khong phai la kho." * 300, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_says_what_to_do_and_stays_as_it_is(tmp_path, content):
    path = tmp_path / "kho.sqlite"
    path.write_bytes(content)
    with pytest.raises(errors.StoreDamaged, match="bản sao lưu"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_file_with_torn_pages_is_told(tmp_path):
    path = tmp_path / "kho.sqlite"
    with open_store(path) as store, store.transaction():
        add(store, *(dispatch(f"{n}/KH-A", body=f"Nội dung {n}.", duties=[duty(f"Việc {n}.")]) for n in range(80)))
    data = bytearray(path.read_bytes())
    half = len(data) // 2 // 4096 * 4096
    data[half : half + 40 * 4096] = os.urandom(40 * 4096)
    path.write_bytes(data)
    with open_store(path) as store:
        try:
            told = store.check()
        except errors.StoreDamaged as error:
            told = [str(error)]
    assert "Đừng xóa tệp" in told[0]


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "khác.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE hoc_sinh (ten TEXT)")
    other.close()
    with pytest.raises(errors.StoreDamaged, match="không phải là kho"):
        open_store(path)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("hoc_sinh",)]
    other.close()


def test_a_store_of_a_newer_program_is_not_touched(fresh):
    with open_store(fresh) as store, store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(errors.StoreNewer, match="cập nhật congvan"):
        open_store(fresh)


def test_a_folder_that_can_not_be_made(tmp_path):
    (tmp_path / "tệp").write_text("x")
    with pytest.raises(errors.StoreUnreachable, match="quyền ghi"):
        open_store(tmp_path / "tệp" / "kho.sqlite")


def test_a_server_that_is_not_there(tmp_path):
    with pytest.raises(errors.StoreUnreachable, match="PostgreSQL"):
        open_store(f"postgresql://nobody@/none?host={tmp_path}")


def test_errors_hold_no_words_of_a_dispatch(fresh):
    plan = dispatch(body="Bà Nguyễn Thị Kín, điện thoại 0900000000.", subject="x")
    with open_store(fresh) as store:
        with store._engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE citation")
        with pytest.raises(errors.StoreError) as caught:
            add(store, plan)
    told = f"{caught.value} {caught.value.__cause__}"
    assert "Kín" not in told
    assert "0900000000" not in told
