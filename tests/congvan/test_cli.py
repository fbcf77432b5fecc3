"""The command line, used as staff and scripts use it."""

import json
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from congvan.cli import main

NOTICE = """UBND TỈNH SÔNG HƯƠNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO\tĐộc lập - Tự do - Hạnh phúc
Số: 215/SGDĐT-GDTrH\tSông Hương, ngày 04 tháng 3 năm 2024
V/v báo cáo công tác bồi dưỡng thường xuyên

Kính gửi: Các Phòng Giáo dục và Đào tạo.

Căn cứ Thông tư số 19/2019/TT-BGDĐT ngày 12/11/2019 của Bộ Giáo dục và Đào tạo ban hành Quy chế bồi dưỡng thường xuyên;
Sở Giáo dục và Đào tạo đề nghị các Phòng Giáo dục và Đào tạo gửi báo cáo về Sở trước ngày 20/3/2024./.

Nơi nhận:
- Như trên;
- Lưu: VT, GDTrH.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Trần Thị Mẫu
"""


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / "vào" / "công văn 215.txt"
    path.parent.mkdir()
    path.write_text(NOTICE, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_a_dispatch_becomes_a_plan_and_a_checklist(notice, tmp_path):
    done = run("convert", notice.parent, "--out", tmp_path / "ra", "--format", "json,docx,xlsx,md")
    assert done.exit_code == 0, done.output
    plan = json.loads((tmp_path / "ra" / "công văn 215.json").read_text(encoding="utf-8"))
    assert plan["header"]["number_symbol"] == "215/SGDĐT-GDTrH"
    assert [c["number_symbol"] for c in plan["citations"]] == ["19/2019/TT-BGDĐT"]
    assert [(d["bound"], d["date"], d["due"]) for d in plan["deadlines"]] == [("before", "2024-03-20", "2024-03-19")]
    assert "Phòng Giáo dục và Đào tạo" in plan["deadlines"][0]["actor"]
    assert {p.suffix for p in (tmp_path / "ra").iterdir()} == {".json", ".docx", ".xlsx", ".md"}


def test_json_lines_alone_go_to_standard_output(notice):
    done = run("convert", notice, "--out", "-")
    assert done.exit_code == 0
    assert [json.loads(line)["format"] for line in done.stdout.splitlines()] == ["congvan-plan/1"]


def test_one_bad_file_does_not_stop_the_others(notice, tmp_path):
    (notice.parent / "hỏng.pdf").write_bytes(b"%PDF-1.7 broken")
    (notice.parent / "rỗng.docx").write_bytes(b"")
    done = run("convert", notice.parent, "--out", tmp_path / "ra", "--format", "json")
    assert done.exit_code == 3
    assert (tmp_path / "ra" / "công văn 215.json").exists()
    assert "hỏng.pdf" in done.stderr
    assert "rỗng" in done.stderr


def test_a_path_that_is_not_there(notice, tmp_path):
    assert run("convert", tmp_path / "không có").exit_code == 5
    done = run("convert", notice, tmp_path / "không có", "--out", "-")
    assert done.exit_code == 3
    assert len(done.stdout.splitlines()) == 1


def test_two_files_of_one_name_keep_both_results(notice, tmp_path):
    notice.with_suffix(".md").write_text(NOTICE, encoding="utf-8")
    run("convert", notice.parent, "--out", tmp_path / "ra", "--format", "json")
    assert {p.name for p in (tmp_path / "ra").iterdir()} == {"công văn 215.txt.json", "công văn 215.md.json"}


def test_the_same_bytes_give_the_same_plan(notice):
    first, second = run("convert", notice, "--out", "-"), run("convert", notice, "--out", "-")
    assert first.stdout_bytes == second.stdout_bytes != b""


def test_schema_is_json_schema():
    assert "deadlines" in json.loads(run("schema").stdout)["properties"]


def test_unknown_format_is_refused(notice):
    assert run("convert", notice, "--format", "pdf").exit_code == 2


def test_doctor_names_what_it_looked_for():
    assert "Tesseract" in run("doctor").output


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['congvan', '--help']\n"
        "from congvan.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'pydantic', 'docx', 'openpyxl', 'pdfplumber', 'pypdfium2', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_converting_text_imports_nothing_it_does_not_need(notice):
    code = (
        "import sys\nfrom pathlib import Path\nfrom congvan.pipeline import convert\n"
        f"assert convert(Path({str(notice)!r})).status == 'ok'\n"
        "heavy = {'spacy', 'openpyxl', 'pdfplumber', 'pypdfium2', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_archive_gives_the_plans_of_its_members_and_names_the_bad_one(notice, tmp_path):
    path = tmp_path / "đợt 1.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", NOTICE)
        package.writestr("hỏng.pdf", b"%PDF-1.7 broken")
        package.writestr("z/b.txt", NOTICE.replace("215", "216"))
    done = run("convert", path, "--out", tmp_path / "ra", "--format", "json")
    assert done.exit_code == 4, done.output
    plans = [json.loads((tmp_path / "ra" / f"đợt 1-{n}.json").read_text(encoding="utf-8")) for n in (1, 2)]
    assert [plan["source"]["name"] for plan in plans] == ["đợt 1.zip/a.txt", "đợt 1.zip/z/b.txt"]
    assert [plan["header"]["number_symbol"] for plan in plans] == ["215/SGDĐT-GDTrH", "216/SGDĐT-GDTrH"]
    assert "hỏng.pdf" in done.stderr


def test_an_archive_without_documents_fails(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.css", "p {}")
    done = run("convert", path, "--out", "-")
    assert done.exit_code == 3
    assert "không chứa văn bản" in done.stderr


def test_ctrl_c_ends_with_its_own_code_and_no_half_file(notice, tmp_path, monkeypatch):
    def stopped(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("congvan.pipeline.convert", stopped)
    done = run("convert", notice, "--out", tmp_path / "ra")
    assert done.exit_code == 130
    assert not (tmp_path / "ra").exists()
