"""Outlook's letters, made here as compound files."""

import contextlib
import struct

import pytest

from extract.registry import open_all
from extract.source import Damaged, Empty, Source, TooLarge, UnknownType

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
CUTOFF = 4096


def compound(tree):
    """A compound file that holds `tree`: names to bytes, or to trees (storages)."""
    entries = [["Root Entry", 5, FREE, FREE, FREE, END, 0]]
    small, mini, sectors, chains = b"", [], [], []

    def place(data):
        first = len(sectors)
        parts = [data[i : i + SECTOR].ljust(SECTOR, b"\0") for i in range(0, len(data), SECTOR)]
        sectors.extend(parts)
        chains.extend([*range(first + 1, first + len(parts)), END])
        return first if parts else END

    def add(holder, inner):
        nonlocal small
        before = None
        for name, what in inner.items():
            number = len(entries)
            entries.append([name, 2 if isinstance(what, bytes) else 1, FREE, FREE, FREE, END, 0])
            if before is None:
                entries[holder][4] = number
            else:
                entries[before][3] = number
            before = number
            if isinstance(what, dict):
                add(number, what)
            elif len(what) >= CUTOFF:
                entries[number][5:] = [place(what), len(what)]
            elif what:
                units = -(-len(what) // 64)
                entries[number][5:] = [len(mini), len(what)]
                mini.extend([*range(len(mini) + 1, len(mini) + units), END])
                small += what.ljust(units * 64, b"\0")

    add(0, tree)
    entries[0][5:] = [place(small), len(small)]
    first_mini = place(struct.pack(f"<{len(mini)}I", *mini).ljust(-(-len(mini) * 4 // SECTOR) * SECTOR, b"\xff"))
    directory = b""
    for name, kind, left, right, child, start, size in entries:
        wide = name.encode("utf-16-le")
        directory += struct.pack("<64sHBB3I36xIII", wide, len(wide) + 2, kind, 1, left, right, child, start, size, 0)
    first_directory = place(directory)
    fat = len(sectors)
    chains.append(FAT)
    assert len(chains) <= SECTOR // 4
    sectors.append(struct.pack(f"<{len(chains)}I", *chains).ljust(SECTOR, b"\xff"))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, first_directory, 0, CUTOFF, first_mini, 1, END, 0)
    return head + struct.pack("<109I", fat, *[FREE] * 108) + b"".join(sectors)


def text(kind, words):
    return {f"__substg1.0_{kind}001F": words.encode("utf-16-le")}


def attached(number, name, data):
    return {f"__attach_version1.0_#{number:08X}": {**text("3707", name), "__substg1.0_37010102": data}}


def letter(*parts):
    tree = {"__properties_version1.0": bytes(32)}
    for part in parts:
        tree |= part
    return tree


BODY = "Kính gửi các đơn vị: nộp báo cáo trước ngày 15/6/2024."


def opened(tree, name="t.msg"):
    return list(open_all(Source(name, tree if isinstance(tree, bytes) else compound(tree))))


def test_letter_and_attachments():
    members = opened(
        letter(text("1000", BODY), attached(0, "kế hoạch.txt", b"x" * 5000), attached(1, "..\\b.md", b"# y"))
    )
    assert [(m.name, len(m.data)) for m in members[1:]] == [("t.msg/kế hoạch.txt", 5000), ("t.msg/b.md", 3)]
    assert members[0].name == "t.msg/nội dung thư.txt"
    assert members[0].data.decode() == BODY


def test_html_and_old_text():
    assert opened(letter({"__substg1.0_10130102": b"<p>x</p>"}))[0].name == "t.msg/nội dung thư.html"
    assert opened(letter({"__substg1.0_1000001E": "Kế hoạch".encode()}))[0].data.decode() == "Kế hoạch"


def test_letters_in_letters():
    inner = letter(text("1000", BODY), attached(0, "a.txt", b"x"))
    tree = letter({"__attach_version1.0_#00000000": {**text("3001", "Chuyển tiếp"), "__substg1.0_3701000D": inner}})
    assert [m.name for m in opened(tree)] == ["t.msg/Chuyển tiếp.msg/nội dung thư.txt", "t.msg/Chuyển tiếp.msg/a.txt"]


def test_nothing_in_it():
    with pytest.raises(Empty):
        opened(letter())


@pytest.mark.parametrize("step", range(120))
def test_any_damage_ends_in_words(step):
    data = bytearray(compound(letter(text("1000", BODY), attached(0, "a.txt", b"x" * 5000))))
    data[(step * 61) % len(data)] ^= 0xFF
    with contextlib.suppress(Damaged, Empty, TooLarge, UnknownType):
        opened(bytes(data))


def test_circles_end():
    data = bytearray(compound(letter(text("1000", BODY))))
    table = len(data) - SECTOR
    for at in range(0, 40, 4):
        data[table + at : table + at + 4] = struct.pack("<I", 0)
    with pytest.raises(Damaged):
        opened(bytes(data))
