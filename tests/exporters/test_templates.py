import io
import re
from pathlib import Path

import pytest
from docx import Document

from exporters.checklist import checklist
from exporters.templates import BadTemplate, context, fill
from exporters.to_docx import export as checklist_docx
from exporters.to_slip import export as slip_docx
from scripts.make_templates import main as make_templates
from tests.exporters.golden import check, docx_text
from tests.factories import make_plan, make_task

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "mau"


def _template(text):
    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _filled(text, plan=None, unit=None):
    data = fill(_template(text), [plan or make_plan()], unit=unit, lang="vi")
    return "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)


@pytest.mark.parametrize(("name", "export"), [("mau-danh-muc", checklist_docx), ("mau-phieu", slip_docx)])
def test_sample_templates_are_filled(name, export):
    template = (SAMPLES / f"{name}.docx").read_bytes()
    data = export([make_plan()], unit="Trường THPT Sông Hương", template=template)
    check(f"{name}.txt", docx_text(data))
    assert data == export([make_plan()], unit="Trường THPT Sông Hương", template=template)


def test_sample_templates_are_what_the_script_makes(tmp_path):
    make_templates(tmp_path)
    for path in SAMPLES.glob("*.docx"):
        assert docx_text((tmp_path / path.name).read_bytes()) == docx_text(path.read_bytes())


def test_the_page_names_all_that_a_template_may_name():
    made = context(checklist(make_plan()), make_plan(), "vi")
    names = set(made) | {key for value in made.values() if isinstance(value, list) for part in value for key in part}
    said = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")))
    assert names | {"van_ban"} <= said


def test_words_of_a_dispatch_are_text_in_word():
    plan = make_plan(tasks=[make_task(action="A & B <w:p/> \x0c{{ x }}")], deadlines=[])
    assert _filled("{% for v in viec %}{{ v.noi_dung }}{% endfor %}", plan) == "A & B <w:p/> {{ x }}"


def test_several_dispatches_are_a_list():
    data = fill(
        _template("{% for b in van_ban %}[{{ b.so_ky_hieu }}]{% endfor %}"), [make_plan()] * 2, unit=None, lang="vi"
    )
    assert Document(io.BytesIO(data)).paragraphs[0].text == "[45/KH-SGDĐT][45/KH-SGDĐT]"


@pytest.mark.parametrize(
    "text",
    [
        "{{ khong_co }}",
        "{% for v in viec %}",
        "{{ viec[0].khong_co }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ 1/0 }}",
    ],
)
def test_a_template_that_cannot_be_filled_says_so(text):
    with pytest.raises(BadTemplate, match=r"docs/templates\.md"):
        _filled(text)


@pytest.mark.parametrize("data", [b"", b"not a docx", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_docx_says_so(data):
    with pytest.raises(BadTemplate, match="docx"):
        fill(data, [make_plan()], unit=None, lang="vi")
