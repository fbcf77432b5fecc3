"""The picture of a slot that was not read surely stands beside its blank."""

import base64
import io

import pytest
from docx import Document
from PIL import Image

from exporters.checklist import checklist
from exporters.registry import exporter
from schemas.facts import Finding, Severity
from tests.factories import make_header, make_plan


@pytest.fixture(scope="module")
def png() -> bytes:
    out = io.BytesIO()
    Image.new("L", (60, 30), 200).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def plan(png):
    shown = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    blank = Finding(
        code="missing_number", severity=Severity.WARNING, message="Thiếu số.", subject="header.number", picture=shown
    )
    return make_plan(header=make_header(number=None, number_symbol=None), findings=[blank])


def test_checklist_holds_the_picture_by_its_fact(plan, png):
    made = checklist(plan)
    assert made.slot("number_symbol") == png
    assert made.slot("issued_on") is None
    assert checklist(make_plan()).slots == ()


def test_docx_shows_it_and_says_what_it_is(plan):
    document = Document(io.BytesIO(exporter("docx")([plan])))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert any("bản gốc" in words for words in told)


def test_html_shows_it(plan, png):
    page = exporter("html")([plan]).decode()
    assert f'class="slot" src="data:image/png;base64,{base64.b64encode(png).decode()}"' in page
