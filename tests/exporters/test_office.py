"""Every Word and Excel file opens in LibreOffice, the program that staff without Microsoft Office have, with no word of complaint."""

import shutil
import subprocess

import pypdfium2
import pytest

from exporters.registry import FORMATS, exporter, format_of
from exporters.to_draft import draft
from normalize.calendars import is_working_day
from tests.factories import make_plan

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
NAMES = [name for name in FORMATS if format_of(name).file.endswith((".docx", ".xlsx"))]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The text of each file's pages, as LibreOffice prints it; all in one run, for it starts slowly."""
    if PROGRAM is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    files = []
    for name in NAMES:
        path = folder / f"{name}{format_of(name).file[-5:]}"
        path.write_bytes(exporter(name)([make_plan()], unit="Trường THPT Sông Hương"))
        files.append(path)
    files.append(folder / "du-thao.docx")
    files[-1].write_bytes(draft(make_plan(), "Trường THPT Sông Hương", working=is_working_day))
    profile = (folder / "profile").as_uri()
    command = [
        PROGRAM,
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        *files,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0
    complaints = [line for line in done.stderr.splitlines() if "javaldx" not in line and line.strip()]
    assert complaints == []
    return {path.stem: _texts(path.with_suffix(".pdf")) for path in files}


def _texts(path):
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_and_prints(pages, name):
    said = " ".join(pages[name])
    assert {"docx": "Việc cần làm", "xlsx": "Việc cần làm", "phieu": "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN"}.get(
        name, "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" if name.startswith("so-den") else "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN"
    ) in said
    assert "####" not in said  # a column too narrow for its day


def test_a_slip_is_one_page_and_a_register_a_cover_and_its_page(pages):
    assert len(pages["phieu"]) == 1
    assert len(pages["so-den-docx"]) == len(pages["so-theo-doi-docx"]) == 2
    assert len(pages["so-den"]) == len(pages["so-theo-doi"]) == 1


def test_every_page_of_a_draft_prints_as_one(pages):
    assert len(pages["du-thao"]) > 1
    assert all("DỰ THẢO" in page for page in pages["du-thao"])
    assert "31/05/2024 (thứ Sáu)" in " ".join(pages["du-thao"])
