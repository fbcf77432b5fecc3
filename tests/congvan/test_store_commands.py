"""The commands that ask the store, used as staff use them."""

import json
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from congvan.cli import main
from tests.congvan.test_cli import NOTICE

PLAN = """UBND TỈNH SÔNG HƯƠNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO\tĐộc lập - Tự do - Hạnh phúc
Số: 230/SGDĐT-GDTrH\tSông Hương, ngày 02 tháng 4 năm 2024
V/v báo cáo công tác bồi dưỡng thường xuyên

Kính gửi: Các Phòng Giáo dục và Đào tạo.

Thực hiện Công văn số 215/SGDĐT-GDTrH ngày 04/3/2024 của Sở Giáo dục và Đào tạo về báo cáo công tác bồi dưỡng thường xuyên;
Sở Giáo dục và Đào tạo đề nghị các Phòng Giáo dục và Đào tạo gửi báo cáo về Sở trước ngày 25/4/2024./.

Nơi nhận:
- Như trên;
- Lưu: VT, GDTrH.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Trần Thị Mẫu
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("CONGVAN_STORE", str(tmp_path / "kho.sqlite"))
    monkeypatch.setenv("COLUMNS", "120")
    return lambda *arguments: CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def full(run, tmp_path):
    for name, text in (("215.txt", NOTICE), ("230.txt", PLAN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("store", "add", tmp_path / "215.txt", tmp_path / "230.txt")
    assert done.exit_code == 0, done.output
    return run


def test_files_are_added_once(full, tmp_path):
    done = full("store", "add", tmp_path / "215.txt")
    assert "đã có trong kho" in done.output
    assert "2 tệp, 2 văn bản" in full("store", "info").output
    assert "Kho nguyên vẹn" in full("store", "check").output
    assert full("store", "list").output.count("SGDĐT-GDTrH") == 2


def test_a_file_that_can_not_be_read_is_told(run, tmp_path):
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.4 x")
    done = run("store", "add", tmp_path / "hỏng.pdf", tmp_path / "không có.pdf")
    assert done.exit_code == 3
    assert "hỏng.pdf" in done.output
    assert "không có.pdf" in done.output


def test_search(full):
    done = full("search", "215")
    assert done.exit_code == 0
    assert done.output.startswith("215/SGDĐT-GDTrH (04/03/2024)")
    assert "[bồi dưỡng thường xuyên]" in full("search", "boi duong thuong xuyen").output
    hits = json.loads(full("search", "báo cáo", "--from", "01/04/2024", "--format", "json").output)
    assert [hit["number_symbol"] for hit in hits] == ["230/SGDĐT-GDTrH"]
    assert full("search", "báo cáo", "--unit", "Phòng GDĐT Phú Lộc", "--limit", "1").exit_code == 0
    assert full("search", "không hề có").exit_code == 5


def test_due(full):
    done = full("due", "--as-of", "2024-04-20")
    assert "QUÁ HẠN (1)" in done.output
    assert "SẮP TỚI (1)" in done.output
    assert "24/04/2024 (còn 4 ngày)" in done.output
    assert "QUÁ HẠN" not in full("due", "--as-of", "20/04/2024", "--past", "1w", "--unit", "Phòng GDĐT Phú Lộc").output
    listed = json.loads(full("due", "--as-of", "2024-04-20", "--within", "all", "--format", "json").output)
    assert [d["due"] for d in listed] == ["2024-03-19", "2024-04-24"]
    assert full("due", "--within", "mai").exit_code == 2


def test_graph(full, tmp_path):
    assert "thực hiện 215/SGDĐT-GDTrH (04/03/2024)" in full("graph").output
    assert full("graph", "--document", "230", "--out", tmp_path / "g.svg").exit_code == 0
    assert "215/SGDĐT-GDTrH" in "".join(ET.parse(tmp_path / "g.svg").getroot().itertext())
    assert full("graph", "--out", tmp_path / "g.graphml").exit_code == 0
    assert "graphml" in (tmp_path / "g.graphml").read_text(encoding="utf-8")
    assert full("graph", "--out", tmp_path / "g.png").exit_code == 2
    assert full("graph", "--out", tmp_path / "không" / "g.svg").exit_code == 6
    assert "Không có văn bản nào" in full("graph", "--conflicts").output


def test_diff(full):
    done = full("diff", "215", "230", "--unit", "Phòng GDĐT Phú Lộc")
    assert done.exit_code == 0, done.output
    assert "ĐỔI THỜI HẠN (1)" in done.output
    assert "19/03/2024 → 24/04/2024" in done.output
    assert json.loads(full("diff", "215", "230", "--format", "json").output)["duties"]
    assert full("diff", "215", "230", "--format", "md").output.startswith("# Thay đổi")


def test_correct(full):
    assert "d1:" in full("correct", "215").output
    done = full("correct", "215", "d1", "date=2024-03-22", "--who", "Lan")
    assert done.exit_code == 0, done.output
    assert "21/03/2024" in full("due", "--as-of", "2024-03-20").output
    assert "Lan" in full("correct", "215").output
    assert full("correct", "215", "t1", "--done").exit_code == 0
    assert "21/03/2024" not in full("due", "--as-of", "2024-03-20").output
    assert "CONFIRMED" in full("correct", "215", "--state", "CONFIRMED").output
    refused = full("correct", "215", "d1", "due=mai")
    assert refused.exit_code == 9
    assert "năm-tháng-ngày" in refused.output
    added = full("correct", "215", "deadlines", "--add", "trước ngày 20/3/2024", "bound=before", "due=2024-03-18")
    assert added.exit_code == 0, added.output
    assert json.loads(full("store", "show", "215").output)["deadlines"][-1]["due"] == "2024-03-18"
    assert full("correct", "215", "d1", "vô nghĩa").exit_code == 2


def test_duplicates(full, tmp_path):
    assert "Không có bản trùng" in full("duplicates").output
    (tmp_path / "sửa.txt").write_text(NOTICE.replace("trước ngày 20/3/2024", "trước ngày 22/3/2024"), encoding="utf-8")
    added = full("store", "add", tmp_path / "sửa.txt")
    assert "trùng số, ký hiệu, cơ quan và năm" in added.output
    done = full("duplicates")
    assert "Nghị định 30/2020/NĐ-CP" in done.output
    assert "19/03/2024 → 21/03/2024" in done.output
    assert json.loads(full("duplicates", "--format", "json").output)[0]["kind"] == "number"


def test_a_damaged_store_says_what_to_do(run, tmp_path):
    (tmp_path / "kho.sqlite").write_bytes(b"x" * 9000)
    for command in (["due"], ["search", "a"], ["graph"], ["duplicates"], ["store", "info"]):
        done = run(*command)
        assert done.exit_code == 9
        assert "Đừng xóa tệp" in done.output


def test_an_unknown_dispatch(full):
    done = full("diff", "215", "999/KH")
    assert done.exit_code == 9
    assert "congvan search" in done.output


def test_convert_puts_into_the_store(run, tmp_path):
    (tmp_path / "215.txt").write_text(NOTICE, encoding="utf-8")
    done = run("convert", tmp_path / "215.txt", "--out", tmp_path / "ra", "--store", tmp_path / "kho.sqlite")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "ra" / "215.json").exists()
    assert "1 tệp, 1 văn bản" in run("store", "info").output
