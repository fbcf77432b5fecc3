"""Archives: their members, and what tries to do harm."""

import io
import struct
import zipfile

import pytest

from extract.registry import open_all, read
from extract.source import Damaged, Encrypted, Refused, Source, TooLarge, UnknownType


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def names(data, name="t.zip"):
    return [member.name for member in open_all(Source(name, data))]


def test_a_plain_file_is_itself():
    source = Source("a.txt", b"x")
    assert list(open_all(source)) == [source]
    damaged = Source("a.docx", b"")
    assert list(open_all(damaged)) == [damaged]


def test_members_in_order_with_their_way():
    data = zipped({"b/kế hoạch.txt": "Kế hoạch", "a.txt": "x", "c.zip": zipped({"d.md": "# x"})})
    assert names(data) == ["t.zip/a.txt", "t.zip/b/kế hoạch.txt", "t.zip/c.zip/d.md"]
    assert [m.data for m in open_all(Source("t.zip", data))] == [b"x", "Kế hoạch".encode(), b"# x"]


def test_litter_and_what_is_no_document_is_passed_over():
    files = {
        "__MACOSX/._a.txt": "x",
        ".DS_Store": "x",
        "~$a.docx": "x",
        "a.exe": b"MZ\x00\x01" * 99,
        "a.css": "p {}",
        "a.txt": "x",
    }
    assert names(zipped(files)) == ["t.zip/a.txt"]


@pytest.mark.parametrize("name", ["../a.txt", "b/../../a.txt", "/etc/a.txt", "C:/a.txt", "..\\a.txt"])
def test_paths_that_climb_out_are_refused_and_the_others_read(name):
    members = list(open_all(Source("t.zip", zipped({name: "x", "zz.txt": "y"}))))
    assert isinstance(members[0], Refused) and members[0].name == "t.zip/a.txt"
    with pytest.raises(UnknownType, match="không an toàn"):
        read(members[0])
    assert members[1].data == b"y"


def test_bombs_are_refused():
    members = list(open_all(Source("t.zip", zipped({"a.txt": bytes(1 << 24), "b.txt": "y"}))))
    with pytest.raises(TooLarge, match="bom nén"):
        read(members[0])
    assert members[1].data == b"y"


def test_too_many_files_end_it():
    found = open_all(Source("t.zip", zipped({f"{i:05}.txt": "x" for i in range(1100)})))
    with pytest.raises(TooLarge, match="quá nhiều"):
        list(found)


def test_containers_too_deep_are_refused():
    data = zipped({"a.txt": "x"})
    for _ in range(3):
        data = zipped({"b.zip": data})
    (member,) = open_all(Source("t.zip", data))
    with pytest.raises(UnknownType, match="quá nhiều tệp nén"):
        read(member)


def test_a_size_that_lies_gives_no_more_than_it_says():
    data = bytearray(zipped({"a.txt": "x" * 1000}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)  # the directory's unpacked size
    members = list(open_all(Source("t.zip", bytes(data))))
    assert all(len(member.data) <= 10 for member in members)


def test_a_password_is_asked_for():
    data = bytearray(zipped({"a.txt": "x", "b.txt": "y"}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    members = list(open_all(Source("t.zip", bytes(data))))
    with pytest.raises(Encrypted):
        read(members[0])
    assert members[1].data == b"y"


def test_a_broken_member_costs_itself_alone():
    data = zipped({"a.txt": "x" * 50, "b.txt": "y"}, zipfile.ZIP_STORED)
    data = data.replace(b"x" * 50, b"x" * 20 + b"!" * 30)
    members = list(open_all(Source("t.zip", data)))
    with pytest.raises(Damaged):
        read(members[0])
    assert members[1].data == b"y"


def test_broken_archives_say_so():
    data = zipped({"a.txt": "x" * 500})
    with pytest.raises(Damaged, match="hỏng"):
        list(open_all(Source("t.zip", data[:60])))
    inner = zipped({"b.zip": data[:60], "c.txt": "y"})
    members = list(open_all(Source("t.zip", inner)))
    assert [type(member) for member in members] == [Refused, Source]


@pytest.mark.parametrize("step", range(0, 400, 7))
def test_any_damage_ends_in_words(step):
    data = bytearray(zipped({"a.txt": "Kế hoạch " * 40, "b/c.md": "# x", "d.zip": zipped({"e.txt": "y"})}))
    data[step % len(data)] ^= 0xFF
    try:
        members = list(open_all(Source("t.zip", bytes(data))))
    except (Damaged, TooLarge, UnknownType):
        return
    assert len(members) <= 4


def test_names_without_their_flag_are_utf8():
    data = bytearray(zipped({"kế hoạch.txt": "x"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(sign) + at
        flags = int.from_bytes(data[place : place + 2], "little") & ~0x800
        data[place : place + 2] = flags.to_bytes(2, "little")
    assert names(bytes(data)) == ["t.zip/kế hoạch.txt"]
