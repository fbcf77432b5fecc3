import os

import pytest

from exporters.registry import exporter
from schemas.plan import Received
from tests.exporters.golden import WRITING, check, docx_text, xlsx_text
from tests.factories import make_header, make_plan

READ = {"docx": docx_text, "xlsx": xlsx_text}


def plan():
    return make_plan(header=make_header(received=Received(number="812", date="2024-03-06"), urgency="Khẩn"))


def said(name, unit=None):
    data = exporter(name)([plan()], unit=unit)
    kind = {"phieu": "docx", "so-den": "xlsx", "so-theo-doi": "xlsx"}.get(
        name, name.removeprefix("so-den-").removeprefix("so-theo-doi-")
    )
    return READ[kind](data) if kind in READ else data.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize(
    "name",
    ["docx", "xlsx", "md", "ics", "csv", "phieu", "so-den", "so-den-docx", "so-theo-doi", "so-theo-doi-docx", "edxml"],
)
def test_what_an_export_says(name):
    check(f"{name}.txt", said(name))


@pytest.mark.parametrize("name", ["docx", "ics", "phieu", "so-theo-doi"])
def test_what_an_export_says_to_one_unit(name):
    check(f"{name}-thpt.txt", said(name, "Trường THPT Sông Hương"))


def test_golden_files_are_not_being_rewritten():
    assert not os.environ.get(WRITING), f"{WRITING} was left on: golden files proved nothing"
