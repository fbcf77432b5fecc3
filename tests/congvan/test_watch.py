"""The inbox and the archive from the command line, with the real road."""

import json
import zipfile
from pathlib import Path

import pytest

from ingest.ledger import Ledger
from tests.congvan.test_cli import NOTICE, run


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "Công văn"
    (folder / "đến" / "2024").mkdir(parents=True)
    (folder / "đến" / "2024" / "cv 215.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "cv 216.txt").write_text(NOTICE.replace("215", "216"), encoding="utf-8")
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.7 broken")
    return folder


def test_what_was_dropped_becomes_checklists_and_the_page_says_so(inbox, tmp_path):
    out = tmp_path / "kết quả"
    done = run(
        "watch", inbox, "--out", out, "--once", "--settle", "0", "--poll", "0.2", "--format", "json,so-den,csv",
        "--workers", "1", "--store", tmp_path / "kho.sqlite",
    )  # fmt: skip
    assert done.exit_code == 3, done.output
    plan = json.loads((out / "đến" / "2024" / "cv 215.json").read_text(encoding="utf-8"))
    assert plan["deadlines"][0]["due"] == "2024-03-19"
    assert (out / "so-dang-ky-van-ban-den.xlsx").exists()
    assert "cv 216" not in (out / "nhat-ky.jsonl").read_text(encoding="utf-8")
    page = (out / "TRANG-THAI.html").read_text(encoding="utf-8")
    for words in ("hỏng.pdf", "không phải PDF", "216/SGDĐT-GDTrH", "Đã dừng theo dõi"):
        assert words in page
    assert "không phải PDF" in (out / "hỏng.pdf.loi.txt").read_text(encoding="utf-8")
    assert sorted(p.name for p in inbox.rglob("*.*")) == ["cv 215.txt", "cv 216.txt", "hỏng.pdf"]
    assert "216/SGDĐT-GDTrH" in run("store", "list", "--store", tmp_path / "kho.sqlite").output

    (inbox / "hỏng.pdf").write_text(NOTICE.replace("215", "219"), encoding="utf-8")
    again = run("retry", out, "hỏng.pdf")
    assert "không phải PDF" in again.output
    assert run("retry", out, "không có.pdf").exit_code == 3
    with Ledger(out):
        asked = run("retry", out)
    assert asked.exit_code == 0
    assert "Đã yêu cầu" in asked.output


def test_the_results_folder_is_another_one(inbox):
    assert run("watch", inbox, "--out", inbox).exit_code == 2
    assert run("watch", inbox, "--out", "-").exit_code == 2
    assert run("retry", inbox).exit_code == 2


def test_an_archive_and_its_zip_are_converted_resumed_and_reported(inbox, tmp_path):
    out, package = tmp_path / "ra", tmp_path / "đợt 1.zip"
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("a.txt", NOTICE.replace("215", "217"))
        made.writestr("b/bản sao.txt", NOTICE)
    arguments = ("convert", inbox, package, "--out", out, "--workers", "1", "--resume", "--format", "so-den,xlsx")
    done = run(*arguments)
    assert done.exit_code == 3, done.output
    assert "5 tệp: 3 tệp đã chuyển, 1 tệp chưa chuyển được, 1 tệp trùng với tệp khác" in done.stderr
    assert (out / "đợt 1" / "a.xlsx").exists()
    import openpyxl

    register = openpyxl.load_workbook(out / "so-dang-ky-van-ban-den.xlsx").active
    assert sum("SGDĐT-GDTrH" in str(row) for row in register.iter_rows(values_only=True)) == 3
    report = openpyxl.load_workbook(out / "BAO-CAO.xlsx").active
    assert report.max_row == 6
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.xlsx") if "BAO-CAO" not in path.name}
    again = run(*arguments)
    assert again.exit_code == 3
    kept = {path: path.stat().st_mtime_ns for path in before if "so-dang-ky" not in path.name}
    assert kept.items() <= before.items()
    assert "BAO-CAO.html" in again.stderr


def test_a_secret_dispatch_in_an_archive_leaves_nothing(inbox, tmp_path):
    secret = NOTICE.replace("Số: 215", "MẬT\nSố: 218")
    (inbox / "m.txt").write_text(secret, encoding="utf-8")
    done = run("convert", inbox / "m.txt", "--out", tmp_path / "ra", "--report", "--format", "json,so-den")
    assert done.exit_code == 8, done.output
    assert not list((tmp_path / "ra").rglob("*.json"))
    for name in ("BAO-CAO.html", "nhat-ky.jsonl"):
        assert "bồi dưỡng" not in (tmp_path / "ra" / name).read_text(encoding="utf-8")


def test_batches_need_a_folder_and_an_address(inbox):
    assert run("convert", inbox, "--out", "-", "--resume").exit_code == 2
    assert run("convert", inbox, "--engine", "máy:8786").exit_code == 2
    assert run("convert", inbox, "--engine", "dask://127.0.0.1:1", "--workers", "0").exit_code == 2


def test_options_are_kept_for_retry(tmp_path):
    from congvan.batching import Means, loaded, recipe, saved
    from congvan.working import Converting
    from ingest.work import Limits

    made = Converting(str(tmp_path), ("json", "docx"), "Phòng", options={"template": b"\xff", "as_events": True})
    means = Means(3, Limits(5, 6, 7), None)
    assert loaded(saved(made, means)) == (made, means)
    other = Converting(
        "elsewhere", ("json", "docx"), "Phòng", options={"template": b"\xff", "as_events": True}, store="x"
    )
    assert recipe(other) == recipe(made)
    assert recipe(Converting(str(tmp_path), ("json",), "Phòng")) != recipe(made)
    assert Path(made.out) == tmp_path
