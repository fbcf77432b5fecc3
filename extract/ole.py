"""OLE compound files, which Outlook's .msg is: streams by their path ([MS-CFB], Microsoft's open specification)."""

from __future__ import annotations

import struct
from functools import cached_property
from typing import Final, NamedTuple

_SIGN: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_END: Final = 0xFFFFFFFA  # sector numbers from here on are signs, not sectors
_NONE: Final = 0xFFFFFFFF
_ENTRY: Final = 128  # bytes of a directory entry
_STREAM, _STORAGE, _ROOT = 2, 1, 5


class Broken(ValueError):
    """The file breaks the rules of its format."""


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """A compound file. Raises Broken where its tables lead nowhere or round in circles."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(_SIGN):
            raise Broken("no compound file")
        self._data = data
        shift, self._mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or self._mini_shift != 6:
            raise Broken("sector size")
        self._size = 1 << shift
        self._first_directory, self._cutoff, self._first_mini = (
            struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60)
        )

    @cached_property
    def streams(self) -> dict[str, _Entry]:
        """Paths («storage/stream») to the entries of all streams."""
        entries = self._entries
        found: dict[str, _Entry] = {}
        seen: set[int] = set()
        waiting = [("", entries[0].child)] if entries else []
        while waiting:
            path, number = waiting.pop()
            if number == _NONE or number >= len(entries) or number in seen:
                continue
            seen.add(number)
            entry = entries[number]
            waiting += [(path, entry.left), (path, entry.right)]
            if entry.kind == _STREAM:
                found[path + entry.name] = entry
            elif entry.kind == _STORAGE:
                waiting.append((f"{path}{entry.name}/", entry.child))
        return dict(sorted(found.items()))

    def read(self, path: str) -> bytes:
        """The bytes of a stream; empty where there is none of that path."""
        entry = self.streams.get(path)
        if entry is None:
            return b""
        if entry.size < self._cutoff:
            size = 1 << self._mini_shift
            parts = [self._small[at * size : (at + 1) * size] for at in self._chain(self._mini_table, entry.start)]
            return b"".join(parts)[: entry.size]
        return self._stream(entry.start)[: entry.size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _stream(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(self._table, start)))

    def _chain(self, table: tuple[int, ...], start: int) -> list[int]:
        found: list[int] = []
        while start < _END:
            if start >= len(table) or len(found) > len(table):
                raise Broken("a chain of sectors without end")
            found.append(start)
            start = table[start]
        return found

    @cached_property
    def _table(self) -> tuple[int, ...]:
        """For each sector the one that follows it."""
        places = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        most = len(self._data) // self._size + 1
        while following < _END:
            numbers = _numbers(self._sector(following))
            if not numbers or len(places) > most + 109:
                raise Broken("table of sectors")
            places += numbers[:-1]
            following = numbers[-1]
        return tuple(number for place in places if place < _END for number in _numbers(self._sector(place)))

    @cached_property
    def _mini_table(self) -> tuple[int, ...]:
        return _numbers(self._stream(self._first_mini))

    @cached_property
    def _small(self) -> bytes:
        """The stream in which all small streams lie."""
        return self._stream(self._entries[0].start) if self._entries else b""

    @cached_property
    def _entries(self) -> list[_Entry]:
        data = self._stream(self._first_directory)
        return [_entry(data[at : at + _ENTRY]) for at in range(0, len(data) - _ENTRY + 1, _ENTRY)]


def _entry(data: bytes) -> _Entry:
    length = min(struct.unpack_from("<H", data, 64)[0], 64)
    left, right, child = struct.unpack_from("<3I", data, 68)
    start, size = struct.unpack_from("<II", data, 116)
    return _Entry(data[: max(length - 2, 0)].decode("utf-16-le", "replace"), data[66], left, right, child, start, size)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
