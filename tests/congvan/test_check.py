"""`congvan check`, `roster-template` and `rules`, used as staff use them."""

import io
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import Workbook, load_workbook

from congvan.cli import main
from tests.rules_core.people import book, rule

SAMPLES = Path(__file__).parents[2] / "samples"
_CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,4"  # of the fourth sheet
EVIL = '=HYPERLINK("http://x.example";"a")'


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "quy-tac.json"
    deadline = {"id": "d1", "text": "trước ngày 05/6/2024", "bound": "before", "due": "2024-06-04", "actor": "Các trường THPT",
                "evidence": [{"text": "Các trường THPT báo cáo kết quả.", "page": 2}]}  # fmt: skip
    rules = book(
        rule("completion", "=Hoàn thành mô đun 4, 5.", 3, modules=["4", "5"], audience=["GV", "CBQL"]),
        rule("exemption", "Miễn cho người nghỉ hưu.", 3, who="nghỉ hưu"),
        rule("target", "Trên 98 %.", 1, percent="98", comparison="more_than", what="hoàn thành"),
        deadlines=[deadline],
    )
    path.write_text(json.dumps(rules, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "danh sách.csv"
    rows = (
        "Mã;Họ và tên;Đơn vị;Vai trò;Mô đun 4;Mô đun 5;Sắp nghỉ hưu",
        f"01;{EVIL.replace(';', ',')};Trường THPT [Sông]: Hương/1;GV;Đạt;Đạt;",
        "02;+84 Bình;Trường THPT [Sông]: Hương/1;GV;Đạt;Không đạt;",
        "03;Chi;Trường THCS Đồi Thông có một cái tên dài hơn ba mươi mốt chữ;CBQL;Đạt;hỏng?;x",
    )
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_a_report_in_every_form_and_a_summary(plan, roster, tmp_path):
    done = run(
        "check",
        plan,
        "--roster",
        roster,
        "--as-of",
        "2024-06-10",
        "--out",
        tmp_path / "ra",
        "--format",
        "xlsx,docx,json",
    )
    assert done.exit_code == 4, done.output  # a cell is to be mended
    assert "hoàn thành: 1; không hoàn thành: 1; miễn: 1 (tổng 3 người)" in done.output
    assert "Chỉ tiêu trên 98 % hoàn thành: 50,00 % (1/2), chưa đạt chỉ tiêu" in done.output
    assert "Hạn 04/06/2024: quá hạn" in done.output
    assert "dòng 4, cột «Mô đun 5», giá trị «hỏng?»" in done.output
    names = {path.name for path in (tmp_path / "ra").iterdir()}
    assert names == {f"danh sách-ket-qua.{suffix}" for suffix in ("xlsx", "docx", "json")}


def sheets(path):
    return load_workbook(path)


def test_no_cell_is_a_formula_and_each_unit_has_a_sheet(plan, roster, tmp_path):
    run("check", plan, "--roster", roster, "--as-of", "2024-06-10", "--out", tmp_path)
    made = sheets(tmp_path / "danh sách-ket-qua.xlsx")
    assert made.sheetnames == [
        "Tổng hợp", "Chỉ tiêu", "Thời hạn", "Trường THPT  Sông   Hương 1", "Trường THCS Đồi Thông có một cá", "Lý do", "Danh sách cần sửa",
    ]  # fmt: skip
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    dangerous = [cell for cell in cells if str(cell.value).startswith(("=", "+"))]
    assert len(dangerous) >= 4
    assert all(cell.quotePrefix for cell in dangerous)
    assert made["Lý do"].cell(5, 8).value == "=Hoàn thành mô đun 4, 5."


def test_every_paper_says_that_it_is_internal(plan, roster, tmp_path):
    run("check", plan, "--roster", roster, "--as-of", "2024-06-10", "--out", tmp_path, "--format", "xlsx,docx,json")
    assert all("NỘI BỘ" in str(sheet.cell(2, 1).value) for sheet in sheets(tmp_path / "danh sách-ket-qua.xlsx"))
    assert "NỘI BỘ" in Document(str(tmp_path / "danh sách-ket-qua.docx")).paragraphs[0].text
    assert "NỘI BỘ" in json.loads((tmp_path / "danh sách-ket-qua.json").read_text(encoding="utf-8"))["notice"]


def test_json_tells_why(plan, roster, tmp_path):
    run("check", plan, "--roster", roster, "--as-of", "2024-06-10", "--out", tmp_path, "--format", "json")
    data = json.loads((tmp_path / "danh sách-ket-qua.json").read_text(encoding="utf-8"))
    assert data["format"] == "congvan-check/1"
    second = data["plans"][0]["persons"][1]
    assert (second["outcome"], second["todo"][0]["what"]) == ("không hoàn thành", "hoàn thành mô đun 5")
    assert second["todo"][0]["by"][0]["due"] == "2024-06-04"
    assert second["steps"][0]["values"] == ["mô đun 4: đạt", "mô đun 5: không đạt"]


def test_the_same_bytes_every_time(plan, roster, tmp_path):
    for folder in ("a", "b"):
        run(
            "check",
            plan,
            "--roster",
            roster,
            "--as-of",
            "2024-06-10",
            "--out",
            tmp_path / folder,
            "--format",
            "xlsx,docx,json",
        )
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_one_unit_only(plan, roster, tmp_path):
    done = run(
        "check",
        plan,
        "--roster",
        roster,
        "--as-of",
        "10/06/2024",
        "--out",
        tmp_path,
        "--unit",
        "thcs đồi thông",
        "--format",
        "json",
    )
    assert "(tổng 1 người)" in done.output
    data = json.loads((tmp_path / "danh sách-ket-qua.json").read_text(encoding="utf-8"))
    assert [p["id"] for p in data["plans"][0]["persons"]] == ["03"]
    refused = run("check", plan, "--roster", roster, "--out", tmp_path, "--unit", "trường")
    assert refused.exit_code == 3
    assert "Nhiều đơn vị khớp" in refused.output


def test_reasons_of_one_person_on_the_screen(plan, roster, tmp_path):
    done = run("check", plan, "--roster", roster, "--as-of", "2024-06-10", "--out", tmp_path, "--person", "02")
    assert "KHÔNG HOÀN THÀNH" in done.output
    assert "«=Hoàn thành mô đun 4, 5.» (Kế hoạch mẫu, trang 3)" in done.output
    assert "Còn phải: hoàn thành mô đun 5 - 04/06/2024 (quá hạn; hạn của đơn vị)" in done.output


def test_what_is_confirmed_for_all(plan, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Mã;Họ tên;Vai trò;Mô đun 4;Mô đun 5\n1;An;GV;Đạt;Không đạt\n", encoding="utf-8")
    assert "chưa đủ dữ liệu: 1" in run("check", plan, "--roster", path, "--out", tmp_path).output
    done = run("check", plan, "--roster", path, "--out", tmp_path, "--confirm", "sắp nghỉ hưu=không")
    assert done.exit_code == 0
    assert "không hoàn thành: 1" in done.output
    spelled = run("check", plan, "--roster", path, "--out", tmp_path, "--confirm", "Sap nghi huu = KHÔNG")
    assert "không hoàn thành: 1" in spelled.output
    assert run("check", plan, "--roster", path, "--confirm", "gì đó").exit_code == 2
    unknown = run("check", plan, "--roster", path, "--confirm", "gì đó=có")
    assert unknown.exit_code == 2
    assert "sắp nghỉ hưu" in unknown.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["không-có.json"], "Không có tệp"),
        (["hỏng.json"], "không phải JSON"),
        (["quy-tac.json", "--roster", "không-có.xlsx"], "Không đọc được danh sách"),
        (["quy-tac.json", "--roster", "hỏng.json"], "dòng tiêu đề"),
    ],
)
def test_what_is_wrong_is_said(plan, roster, tmp_path, arguments, told, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("hỏng.json").write_text("{ hỏng", encoding="utf-8")
    done = run("check", *arguments, *([] if "--roster" in arguments else ["--roster", roster]))
    assert done.exit_code == 3
    assert told in done.output


def test_a_dispatch_is_converted_on_the_way(tmp_path):
    done = run(
        "check",
        SAMPLES / "ke-hoach-boi-duong.docx",
        "--roster",
        SAMPLES / "mau" / "danh-sach-mau.xlsx",
        "--as-of",
        "2025-06-05",
        "--out",
        tmp_path,
    )
    assert done.exit_code == 0, done.output
    assert "áp dụng Quy chế bồi dưỡng thường xuyên theo Thông tư 19/2019/TT-BGDĐT" in done.output
    assert "không hoàn thành: 3; miễn: 1" in done.output
    assert "(tổng 12 người)" in done.output


def test_a_template_filled_in_is_read_back(plan, tmp_path):
    path = tmp_path / "mẫu.xlsx"
    assert run("roster-template", plan, "--out", path).exit_code == 0
    assert run("roster-template", plan, "--out", path).exit_code == 6  # nothing is overwritten unasked
    made: Workbook = load_workbook(path)
    assert made.sheetnames == ["Danh sách", "Thời hạn", "Hướng dẫn"]
    sheet = made["Danh sách"]
    head = [cell.value for cell in sheet[1]]
    assert head == ["Mã", "Họ và tên", "Đơn vị", "Vai trò", "Cấp học", "Môn", "Mô đun 4", "Mô đun 5", "Sắp nghỉ hưu"]
    assert len(sheet.data_validations.dataValidation) == 3
    for at, value in enumerate(("007", "An", "Trường THPT Sông", "GV", "THPT", None, "Đạt", "8", None), start=1):
        sheet.cell(2, at).value = value
    made["Thời hạn"].cell(3, 7).value = "01/06/2024"
    out = io.BytesIO()
    made.save(out)
    path.write_bytes(out.getvalue())
    done = run("check", plan, "--roster", path, "--as-of", "2024-06-10", "--out", tmp_path, "--format", "json")
    assert done.exit_code == 0, done.output
    assert "Hạn 04/06/2024: đã hoàn thành" in done.output
    data = json.loads((tmp_path / "mẫu-ket-qua.json").read_text(encoding="utf-8"))
    assert [(p["id"], p["outcome"]) for p in data["plans"][0]["persons"]] == [
        ("007", "chưa đủ dữ liệu")
    ]  # 8 of an unknown scale


def test_rules_are_tested_shown_and_described(plan, tmp_path):
    cases = Path(__file__).parents[2] / "rules_core" / "cases"
    assert run("rules", "test", cases).exit_code == 0
    bad = tmp_path / "sai.yaml"
    person = "{mô đun: {4: đạt}, mong đợi: {kết quả: miễn}}"
    text = f"ngày: 1/6/2024\nquy tắc: {plan.name}\ntình huống:\n- tên: sai\n  danh sách:\n  - {person}\n"
    bad.write_text(text, encoding="utf-8")
    done = run("rules", "test", bad)
    assert done.exit_code == 3
    assert "mong đợi «miễn»" in done.output
    assert run("rules", "test", tmp_path / "không-có.yaml").exit_code == 3
    shown = run("rules", "show", plan).output
    assert "r1 [completion] điều kiện hoàn thành: «=Hoàn thành mô đun 4, 5.» (trang 3)" in shown
    assert "Mô đun 5 (quy tắc r1)" in shown
    assert json.loads(run("rules", "schema").output)["title"] == "congvan-rules/1"


def test_a_dispatch_marked_secret_is_refused(tmp_path, roster):
    path = tmp_path / "mat.json"
    path.write_text(json.dumps({"header": {"secrecy": "Mật"}, "rules": []}), encoding="utf-8")
    done = run("check", path, "--roster", roster)
    assert done.exit_code == 8
    assert "MẬT" in done.output


def test_libreoffice_opens_the_report(plan, roster, tmp_path):
    run("check", plan, "--roster", roster, "--as-of", "2024-06-10", "--out", tmp_path, "--format", "xlsx")
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--convert-to", _CSV]
    try:
        subprocess.run(
            [*command, "--outdir", str(tmp_path), str(tmp_path / "danh sách-ket-qua.xlsx")],
            check=True,
            capture_output=True,
            timeout=120,
        )
    except FileNotFoundError:
        pytest.skip("no LibreOffice here")
    (made,) = tmp_path.glob("*ket-qua*.csv")
    assert EVIL.replace(";", ",").replace('"', '""') in made.read_text(encoding="utf-8")
