import io
import zipfile
from importlib import import_module

import pytest

from extract.registry import formats, known_suffixes, read, recognise
from extract.source import Damaged, Empty, Encrypted, Source, UnknownType
from schemas.document import Method
from tests.extract.word import p, package

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def ole(*names: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") + bytes(64) for name in names)


def zipped(*names: str, first: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        if first:
            file.writestr("mimetype", first)
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.pdf", b"%PDF-1.7\n...", "application/pdf"),
        ("a.bin", b"rac\n%PDF-1.4\n", "application/pdf"),
        ("a.doc", package(p("x")), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.docx", ole("Root Entry", "WordDocument"), "application/msword"),
        ("a.doc", b"{\\rtf1\\ansi x}", "application/rtf"),
        ("a.doc", b"<html><body>x</body></html>", "text/html"),
        ("a.HTM", b"<p>x</p>", "text/html"),
        ("a", b"\xef\xbb\xbf<!DOCTYPE HTML><p>x", "text/html"),
        ("a.xls", ole("Workbook"), "application/vnd.ms-excel"),
        ("a.xlsx", zipped("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.ppt", ole("PowerPoint Document"), "application/vnd.ms-powerpoint"),
        ("a.msg", ole("__properties_version1.0"), "application/vnd.ms-outlook"),
        (
            "a.odt",
            zipped("content.xml", first=b"application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        ("a.zip", zipped("cv.pdf"), "application/zip"),
        ("a.eml", b"Date: x\r\nMIME-Version: 1.0\r\n\r\nx", "message/rfc822"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        ("a.txt", "Kế hoạch".encode(), "text/plain"),
        ("Công văn số 12.2031", "Kế hoạch".encode(), "text/plain"),
        ("Kế hoạch", "BM 01: Kế hoạch".encode("utf-16"), "text/plain"),
        ("a.md", b"# x", "text/markdown"),
        ("a.json", b"{}", "text/x-data"),
    ],
)
def test_types_are_told_by_bytes_first_and_then_by_name(name, data, media_type):
    assert recognise(Source(name, data)).media_type == media_type


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.pdf", b"", Empty, "rỗng"),
        ("a.txt", b"\n \t\n", Empty, "rỗng"),
        ("a.docx", bytes(600), Empty, "rỗng"),
        ("a.docx", ole("EncryptedPackage"), Encrypted, "mật khẩu"),
        ("a.docx", package(p("x"))[:200], Damaged, "hỏng"),
        ("a.docx", b"khong phai Word", Damaged, "không phải Word"),
        ("a.pdf", "Không tìm thấy trang".encode(), Damaged, "không phải PDF"),
        ("a.xlsx", zipped("xl/a"), Damaged, "Excel"),
        ("a.gif", b"GIF89a..........", UnknownType, "nhận dạng chữ"),
        ("a.eml", b"MIME-Version: 1.0\n\nx", UnknownType, "đính kèm"),
        ("a.zip", zipped("a.pdf"), UnknownType, "giải nén"),
        ("~$a.docx", b"\x05Lan" + bytes(20) + b"x", UnknownType, "đóng Word"),
        ("a.csv", b"a,b", UnknownType, "dữ liệu"),
        ("a.dat", bytes(range(256)) * 9, UnknownType, "Không nhận ra"),
        ("a.txt", bytes(range(32)) * 9, UnknownType, "Không nhận ra"),
    ],
)
def test_refusals_say_what_is_wrong_and_what_to_do(name, data, error, words):
    with pytest.raises(error, match=words) as caught:
        read(Source(name, data))
    message = str(caught.value)
    assert type(caught.value) is error
    assert "hãy" in message
    assert message.endswith(".")


def test_every_row_has_a_reader_that_is_there_or_words_for_staff():
    for known in formats():
        assert bool(known.reader) != bool(known.refusal), known.media_type
        if known.reader:
            module, function = known.reader.split(":")
            assert callable(getattr(import_module(module), function))


def test_no_suffix_stands_in_two_rows():
    suffixes = [suffix for known in formats() for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_folders_are_searched_for_what_may_be_a_dispatch():
    assert {".pdf", ".docx", ".doc", ".txt", ".html", ".md", ".jpg", ".zip"} <= known_suffixes()
    assert not {".xlsx", ".json", ".py", ""} & known_suffixes()


def test_reading_goes_to_the_reader():
    assert read(Source("a.docx", package(p("x")))).pages[0].method is Method.WORD
    assert read(Source("a.txt", b"x")).pages[0].method is Method.PLAIN
