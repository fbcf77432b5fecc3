"""Exports from the command line: what goes into one file, what is refused, what is masked."""

import json

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from congvan.cli import main
from tests.conftest import ROOT
from tests.congvan.test_cli import NOTICE
from tests.factories import make_header, make_plan, make_task


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(a) for a in arguments], **options)


def names(folder):
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "kế hoạch 45.json"
    path.write_text(make_plan().model_dump_json(), encoding="utf-8")
    return path


@pytest.fixture
def dispatches(tmp_path):
    folder = tmp_path / "vào"
    folder.mkdir()
    for number in (215, 216):
        (folder / f"cv {number}.txt").write_text(NOTICE.replace("215", str(number)), encoding="utf-8")
    return folder


def test_what_holds_a_whole_run_is_one_file(dispatches, tmp_path):
    done = run("convert", dispatches, "--out", tmp_path / "ra", "--format", "so-den,ics,csv,phieu")
    assert done.exit_code == 0, done.output
    assert names(tmp_path / "ra") == {
        "so-dang-ky-van-ban-den.xlsx", "viec-can-lam.ics", "viec-can-lam.csv", "cv 215-phieu.docx", "cv 216-phieu.docx",
    }  # fmt: skip
    calendar = Calendar.from_ical((tmp_path / "ra" / "viec-can-lam.ics").read_bytes())
    said = " ".join(str(todo["summary"]) for todo in calendar.walk("VTODO"))
    assert "215/SGDĐT-GDTrH" in said
    assert "216/SGDĐT-GDTrH" in said


def test_a_secret_dispatch_is_refused_and_the_others_are_written(dispatches, tmp_path):
    secret = NOTICE.replace("V/v báo cáo", "MẬT\nV/v báo cáo").replace("215", "217")
    (dispatches / "cv 217.txt").write_text(secret, encoding="utf-8")
    done = run("convert", dispatches, "--out", tmp_path / "ra", "--format", "json,csv")
    assert done.exit_code == 8
    assert "mang dấu MẬT" in done.stderr
    assert names(tmp_path / "ra") == {"cv 215.json", "cv 216.json", "viec-can-lam.csv"}
    assert "217/SGDĐT" not in (tmp_path / "ra" / "viec-can-lam.csv").read_text(encoding="utf-8")
    streamed = run("convert", dispatches, "--out", "-")
    assert streamed.exit_code == 8
    assert len(streamed.stdout.splitlines()) == 2


def test_plans_are_exported_again_without_the_dispatch(plan_file, tmp_path):
    done = run("export", plan_file, "--out", tmp_path / "ra", "--format", "docx,html,svg,so-theo-doi-docx")
    assert done.exit_code == 0, done.output
    assert names(tmp_path / "ra") == {
        "kế hoạch 45.docx", "kế hoạch 45.html", "kế hoạch 45.svg", "so-theo-doi-giai-quyet.docx",
    }  # fmt: skip


def test_json_lines_arrays_and_standard_input_are_plans_too(tmp_path):
    one = make_plan().model_dump(mode="json")
    other = one | {"id": "1" * 32}
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(plan) for plan in (one, other)), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps([one, other]), encoding="utf-8-sig")
    for arguments, text in (((tmp_path / "a.jsonl",), ""), ((tmp_path / "b.json",), ""), (("-",), json.dumps(one))):
        done = run("export", *arguments, "--out", tmp_path / "ra", "--format", "csv", input=text)
        assert done.exit_code == 0, done.output
        rows = (tmp_path / "ra" / "viec-can-lam.csv").read_text(encoding="utf-8").splitlines()
        assert len(rows) == 1 + 9 * (1 if text else 2)


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"format": "other"}', "chữ thường"])
def test_what_is_no_plan_is_named_and_the_others_are_written(plan_file, tmp_path, text):
    bad = tmp_path / "hỏng.json"
    bad.write_text(text, encoding="utf-8")
    done = run("export", bad, tmp_path / "không có.json", plan_file, "--out", tmp_path / "ra", "--format", "md")
    assert done.exit_code == 3
    assert "không có.json" in done.stderr
    assert names(tmp_path / "ra") == {"kế hoạch 45.md"}
    assert "hỏng.json: không phải kế hoạch" in done.stderr


def test_a_secret_plan_is_refused(tmp_path):
    path = tmp_path / "mật.json"
    path.write_text(make_plan(header=make_header(secrecy="Tối mật")).model_dump_json(), encoding="utf-8")
    done = run("export", path, "--out", tmp_path / "ra", "--format", "json,docx")
    assert done.exit_code == 8
    assert "TỐI MẬT" in done.stderr
    assert not (tmp_path / "ra").exists()


def test_the_offices_own_record_is_whole_and_what_leaves_it_is_masked(dispatches, tmp_path):
    path = dispatches / "cv 215.txt"
    path.write_text(NOTICE.replace("trước ngày", "(gọi 0912 345 678) trước ngày"), encoding="utf-8")
    run("convert", path, "--out", tmp_path / "ra", "--format", "json,md")
    assert "0912 345 678" in (tmp_path / "ra" / "cv 215.json").read_text(encoding="utf-8")
    assert "091• ••• •••" in (tmp_path / "ra" / "cv 215.md").read_text(encoding="utf-8")
    run("export", tmp_path / "ra" / "cv 215.json", "--out", tmp_path / "gửi", "--format", "json,md")
    assert "0912 345 678" not in (tmp_path / "gửi" / "cv 215.json").read_text(encoding="utf-8")
    run("export", tmp_path / "ra" / "cv 215.json", "--out", tmp_path / "gửi", "--format", "json,md", "--show-personal")
    for name in ("cv 215.json", "cv 215.md"):
        assert "0912 345 678" in (tmp_path / "gửi" / name).read_text(encoding="utf-8")


def test_calendars_of_events(plan_file, tmp_path):
    run("export", plan_file, "--out", tmp_path, "--format", "ics", "--as-events", "--unit", "Trường THPT Sông Hương")
    calendar = Calendar.from_ical((tmp_path / "viec-can-lam.ics").read_bytes())
    assert not calendar.walk("VTODO")
    assert calendar.walk("VEVENT")


def test_a_template_is_for_one_format(plan_file, tmp_path):
    template = ROOT / "samples" / "mau" / "mau-phieu.docx"
    for formats in ("docx,phieu", "md"):
        done = run("export", plan_file, "--out", tmp_path, "--format", formats, "--template", template)
        assert done.exit_code == 2
        assert "--template" in done.stderr
    assert run("export", plan_file, "--out", tmp_path, "--format", "phieu", "--template", template).exit_code == 0
    bad = tmp_path / "mẫu.docx"
    bad.write_bytes(b"no Word file")
    done = run("export", plan_file, "--out", tmp_path, "--format", "docx", "--template", bad)
    assert done.exit_code == 2
    assert "không phải tệp Word" in done.stderr


def test_a_package_that_is_missing_is_named_before_any_work(plan_file, tmp_path, monkeypatch):
    import exporters.registry

    monkeypatch.setattr(exporters.registry, "find_spec", lambda name: None)
    done = run("export", plan_file, "--out", tmp_path / "ra", "--format", "ics")
    assert done.exit_code == 7
    assert "congvan[exports]" in done.stderr


def test_a_task_that_looks_like_a_formula_is_text_in_every_table(tmp_path):
    path = tmp_path / "p.json"
    path.write_text(make_plan(tasks=[make_task(action="=1+1")], deadlines=[]).model_dump_json(), encoding="utf-8")
    assert run("export", path, "--out", tmp_path, "--format", "csv").exit_code == 0
    assert '"\'=1+1"' in (tmp_path / "viec-can-lam.csv").read_text(encoding="utf-8")
