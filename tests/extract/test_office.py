"""Old Word and its kin through LibreOffice; skipped where it is not installed."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extract import office
from extract.registry import read
from extract.source import Damaged, MissingProgram, Source

RTF = (
    r"{\rtf1\ansi{\fonttbl{\f0 Times New Roman;}}\f0 "
    r"K\u7871? ho\u7841?ch b\u7891?i d\u432?\u7905?ng\par N\u7897?p tr\u432?\u7899?c 20/3\par}"
)
needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")


def text(document):
    return [block.text for page in document.pages for block in page.blocks]


@needs_office
def test_rtf_is_read():
    source = Source("kế hoạch.rtf", RTF.encode("ascii"))
    document = read(source)
    assert text(document) == ["Kế hoạch bồi dưỡng", "Nộp trước 20/3"]
    assert (document.name, document.sha256) == ("kế hoạch.rtf", source.sha256)


@needs_office
def test_several_at_once_do_not_clash():
    sources = [Source(f"{n}.rtf", RTF.replace("20/3", f"{n}/3").encode("ascii")) for n in (1, 2, 3)]
    with ThreadPoolExecutor(3) as pool:
        documents = list(pool.map(office.read, sources))
    assert [text(d)[1] for d in documents] == ["Nộp trước 1/3", "Nộp trước 2/3", "Nộp trước 3/3"]


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(MissingProgram, match="LibreOffice"):
        office.read(Source("a.doc", b"x"))


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize(("script", "message"), [("exit 1", "không mở được"), ("sleep 60", "trong 1 giây")])
def test_a_program_that_fails_or_hangs(monkeypatch, tmp_path, script, message):
    fake = tmp_path / "soffice"
    fake.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: Path(fake))
    monkeypatch.setenv("CONGVAN_OFFICE_SECONDS", "1")
    with pytest.raises(Damaged, match=message):
        office.convert(Source("a.doc", b"x"), "docx")
