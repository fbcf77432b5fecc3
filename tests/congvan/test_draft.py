import io
import shutil

import pytest
from click.testing import CliRunner
from docx import Document

from congvan.cli import main
from congvan.errors import ExitCode
from tests.conftest import ROOT
from tests.factories import make_header, make_plan

UNIT = "Trường THPT Sông Hương"


@pytest.fixture
def plan(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "kế hoạch.json"
    path.write_text(make_plan().model_dump_json(), encoding="utf-8")
    return path


def run(*words):
    return CliRunner().invoke(main, ["draft", *map(str, words)])


def said(path):
    return "\n".join(cell.text for table in Document(path).tables for row in table.rows for cell in row.cells)


def test_a_plan_becomes_a_draft_beside_it(plan, tmp_path):
    done = run(plan, "--unit", UNIT)
    assert done.exit_code == 0, done.output
    assert "31/05/2024 (thứ Sáu)" in said(tmp_path / "kế hoạch-du-thao.docx")


def test_the_margin_is_the_callers(plan, tmp_path):
    assert run(plan, "--unit", UNIT, "--margin", "0", "--out", tmp_path / "a.docx").exit_code == 0
    assert "04/06/2024 (thứ Ba)" in said(tmp_path / "a.docx")
    assert run(plan, "--unit", UNIT, "--margin", "-1").exit_code == ExitCode.USAGE


def test_a_draft_that_people_may_have_edited_is_not_written_over(plan, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"of a person")
    done = run(plan, "--unit", UNIT, "--out", tmp_path / "a.docx")
    assert done.exit_code == ExitCode.OUTPUT
    assert "--force" in done.output
    assert (tmp_path / "a.docx").read_bytes() == b"of a person"
    assert run(plan, "--unit", UNIT, "--out", tmp_path / "a.docx", "--force").exit_code == 0


def test_a_dispatch_itself_is_read_and_a_bundle_gives_several_drafts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "samples" / "goi-ba-van-ban.txt", tmp_path)
    done = run("goi-ba-van-ban.txt", "--unit", "Sở Giáo dục và Đào tạo", "--out", "x.docx")
    assert done.exit_code == 0, done.output
    assert [path.name for path in sorted(tmp_path.glob("*.docx"))] == ["x-1.docx", "x-2.docx", "x-3.docx"]


def test_a_secret_directive_gives_no_draft(plan):
    plan.write_text(make_plan(header=make_header(secrecy="MẬT")).model_dump_json(), encoding="utf-8")
    assert run(plan, "--unit", UNIT).exit_code == ExitCode.SECRET
    assert list(plan.parent.glob("*.docx")) == []


def test_what_is_no_plan_is_said(plan):
    plan.write_text("{}", encoding="utf-8")
    assert run(plan, "--unit", UNIT).exit_code == ExitCode.FAILED


def test_a_template_that_can_not_be_filled_is_said(plan, tmp_path):
    form = Document()
    form.add_paragraph("{{ khong_co_ten_nay }}")
    out = io.BytesIO()
    form.save(out)
    (tmp_path / "mau.docx").write_bytes(out.getvalue())
    done = run(plan, "--unit", UNIT, "--template", tmp_path / "mau.docx")
    assert done.exit_code == ExitCode.USAGE
    assert "khong_co_ten_nay" in done.output
