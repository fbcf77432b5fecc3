"""The lawyer's cases come out as they say, and a case that does not is told."""

from pathlib import Path

import pytest

from rules_core.cases import BadCase, run_file

CASES = sorted((Path(__file__).parents[2] / "rules_core" / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_of_the_field_come_out(path):
    results = run_file(path)
    assert results
    assert {r.name: r.failures for r in results if r.failures} == {}


CASE = """
ngày: 01/6/2024
quy tắc: {format: congvan-rules/1, id: a, title: Mẫu, rules: [
  {id: r1, kind: completion, modules: ["4"], evidence: [{text: "Đạt mô đun 4."}]}]}
tình huống:
  - tên: sai
    danh sách:
      - {họ tên: An, mô đun: {4: đạt}, mong đợi: {kết quả: không hoàn thành, vì: [không có chữ này], cờ: [grading-gap]}}
    mong đợi: {khác nhau: [mâu thuẫn]}
"""


def test_what_does_not_come_out_is_told_line_by_line(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(CASE, encoding="utf-8")
    (result,) = run_file(path)
    assert len(result.failures) == 4
    assert "An: kết quả là «hoàn thành», mong đợi «không hoàn thành»" in result.failures


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [", "không đọc được YAML"),
        ("a: 1", "tình huống"),
        (CASE.replace("danh sách", "danh sach"), "không biết mục danh sach"),
        (CASE.replace("vì:", "vi:"), "không biết mục vi"),
        (CASE.replace("ngày: 01/6/2024", ""), "ngày xét"),
        (CASE.replace("kind: completion", "kind: completions"), "rules.0"),
    ],
)
def test_a_bad_file_of_cases_says_where(tmp_path, text, told):
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadCase, match=told):
        run_file(path)
