import subprocess
import sys

import pytest

from exporters.registry import FORMATS, exporter, format_of
from exporters.secrecy import Refused
from schemas.facts import Contact
from tests.conftest import ROOT
from tests.factories import evidence, make_header, make_plan, make_task


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_bytes_twice(name):
    first = exporter(name)([make_plan()], unit="Phòng GDĐT", lang="vi")
    second = exporter(name)([make_plan()], unit="Phòng GDĐT", lang="vi")
    assert first == second
    assert first


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("plans", [0, 2])
def test_no_plan_and_several_plans_are_written_too(name, plans):
    assert exporter(name)([make_plan()] * plans)


def test_unknown_format_names_those_there_are():
    with pytest.raises(ValueError, match="json, docx, xlsx, md"):
        exporter("pdf")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("mark", ["MẬT", "Tối mật", "TUYỆT MẬT"])
def test_a_secret_document_goes_into_no_export(name, mark):
    with pytest.raises(Refused, match=mark.upper()):
        exporter(name)([make_plan(), make_plan(header=make_header(secrecy=mark))], show_personal=True)


NO_TASKS = ("so-den", "so-den-docx", "so-theo-doi", "so-theo-doi-docx", "edxml", "akn")  # nor contacts


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("svg", "png")])
def test_personal_data_are_masked_unless_they_are_asked_for(name):
    number = "0912345678"
    plan = make_plan(tasks=[make_task(action=f"Gọi số {number}.")], deadlines=[])
    contact = Contact(kind="phone", value=number, evidence=[evidence(plan.text, "Văn phòng Sở")])
    plan = plan.model_copy(update={"contacts": [contact]})
    assert _text(name, plan, show_personal=False).count(number) == 0
    if name not in NO_TASKS:
        assert number in _text(name, plan, show_personal=True)


def _text(name, plan, **options):
    """All that a file says, whatever its form."""
    data = exporter(name)([plan], **options)
    if name == "parquet":
        import io

        import polars

        return str(polars.read_parquet(io.BytesIO(data)).to_dicts())
    if data[:2] == b"PK":
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "".join(package.read(part).decode("utf-8", "replace") for part in package.namelist())
    return data.decode("utf-8")


def test_a_format_of_a_whole_run_has_a_name_of_its_own():
    assert {name for name in FORMATS if format_of(name).whole_run} >= {"ics", "csv", "parquet", "so-den", "so-theo-doi"}
    assert not any(format_of(name).whole_run for name in ("json", "docx", "phieu", "html"))
    assert len({format_of(name).file for name in FORMATS}) == len(FORMATS)


def test_office_libraries_are_imported_only_when_asked_for():
    code = (
        "import sys; from exporters.registry import exporter; exporter('json'); exporter('md'); exporter('csv');"
        "assert not {'docx', 'openpyxl', 'matplotlib', 'polars', 'icalendar', 'docxtpl'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names_of_formats_cost_no_import():
    code = "import sys; import exporters.registry; assert not {'pydantic', 'schemas.plan'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_page_of_exports_names_every_format_and_its_file():
    said = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for format_ in map(format_of, FORMATS):
        assert f"`{format_.name}`" in said
        assert not format_.whole_run or format_.file.rpartition(".")[0] in said
