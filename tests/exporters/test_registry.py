import subprocess
import sys

import pytest

from exporters.registry import FORMATS, exporter
from tests.factories import make_plan


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


def test_office_libraries_are_imported_only_when_asked_for():
    code = (
        "import sys; from exporters.registry import exporter; exporter('json'); exporter('md');"
        "assert not {'docx', 'openpyxl'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
