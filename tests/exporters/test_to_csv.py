import csv
import io

import pytest

from exporters.to_csv import export, safe
from tests.factories import make_deadline, make_plan, make_task


def _rows(*plans, **options):
    return list(csv.DictReader(io.StringIO(export(plans, **options).decode("utf-8-sig"), newline="")))


def test_excel_sees_its_letters_and_every_cell_is_quoted():
    data = export([make_plan()])
    assert data.startswith(b'\xef\xbb\xbf"')
    assert all(line.startswith(b'"') and line.endswith(b'"') for line in data[3:].split(b"\r\n")[:-1])


def test_a_line_a_task_and_time_limit():
    deadlines = [make_deadline(id="d1"), make_deadline(id="d2", due="2024-12-08", safe=None)]
    rows = _rows(make_plan(tasks=[make_task(deadlines=["d1", "d2"]), make_task(id="t2")], deadlines=deadlines))
    assert [(row["TT"], row["Hạn cuối (ISO)"]) for row in rows] == [("1", "2024-06-08"), ("1", "2024-12-08"), ("2", "")]


def test_a_day_cannot_be_taken_for_another():
    row = _rows(make_plan())[0]
    assert row["Hạn cuối"] == "08/06/2024 (thứ Bảy)"  # no machine reads this as 6 August
    assert row["Ngày ban hành"] == "ngày 04/03/2024"
    assert row["Hạn cuối (ISO)"] == "2024-06-08"
    assert row["Mục"] == "Mục III.1"


def test_what_must_be_checked_says_why():
    why = {row["Việc cần làm"]: row["Vì sao cần kiểm tra"] for row in _rows(make_plan())}
    assert "mỗi mô đun" in why["Nộp bài thu hoạch chậm nhất 10 ngày sau mỗi mô đun."]
    assert why["Hoàn thành báo cáo tổng hợp."] == ""


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 912",
        "-2+3",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "\t=1+1",
        " =1",
        "\u00a0=1",
        "＝1+1",
        "|x",
        "%x",
        "\n-1",
    ],
)
def test_no_cell_is_taken_for_a_formula(text):
    row = _rows(make_plan(tasks=[make_task(action=text, actor=text)], deadlines=[]))[0]
    for name in ("Việc cần làm", "Đơn vị thực hiện"):
        assert row[name].startswith("'")
        assert row[name][1:] == " ".join(text.split())


@pytest.mark.parametrize("text", ["Gửi = nhận", "1-2", "a@b.vn", "'đã có", ""])
def test_other_text_stays_as_it_is(text):
    assert safe(text) == text


def test_a_cell_is_one_line_so_that_no_row_breaks():
    rows = _rows(make_plan(tasks=[make_task(action='Gửi "báo cáo";\r\n=1+1,\x00 rồi')], deadlines=[]))
    assert rows[0]["Việc cần làm"] == 'Gửi "báo cáo"; =1+1, rồi'


def test_all_dispatches_of_a_run_are_in_one_table():
    assert len(_rows(make_plan(), make_plan())) == 2 * len(_rows(make_plan()))
