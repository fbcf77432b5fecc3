"""Which reader reads a file: told by its first bytes, then by its name. The table of types is `data/formats.tsv`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from importlib.resources import files
from typing import Final, cast
from urllib.parse import unquote

from extract.source import (
    Budget,
    Container,
    Damaged,
    Empty,
    Encrypted,
    Reader,
    Refused,
    Source,
    UnknownType,
    Unreadable,
)
from extract.text_encoding import decode
from schemas.document import Document

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP: Final = b"PK\x03\x04"
_DEEPEST: Final = 3  # containers within each other that are unfolded
_NEAR: Final = 1024
_WORD_LOCK: Final = "~$"  # what Word lays beside a file that is open


@dataclass(frozen=True, slots=True)
class Format:
    """A type of file: how it is told, and the reader's import path or, where there is none, what staff are told.

    `members` is the import path of what unfolds a container; a container has no reader of its own.
    """

    media_type: str
    name: str
    suffixes: tuple[str, ...]
    signs: tuple[str, ...]
    reader: str | None
    in_folders: bool
    members: str | None
    refusal: str


def read(source: Source) -> Document:
    """Read a file with the reader of its type.

    Raises a subclass of `extract.source.Unreadable` with one Vietnamese sentence that says what is wrong and what to
    do: Empty, Encrypted, Damaged, TooLarge, UnknownType (a type without a reader).
    """
    if isinstance(source, Refused):
        raise source.error
    found = recognise(source)
    if found.reader is None:
        raise UnknownType(found.refusal)
    return cast("Reader", _import(found.reader))(source)


def open_all(source: Source) -> Iterator[Source]:
    """The files to read in `source`: the members of an archive or mail, down to three containers deep, else itself.

    Names tell the way («thư.eml/tệp.zip/kế hoạch.doc»). What can't be read comes as `Refused`, or as itself, so that
    reading it says why; members of types that are no documents are passed over, as in folders. Raises a subclass of
    `Unreadable` where the file itself can't be unfolded, whole or from some member on.
    """
    return _open(source, Budget(), 0)


def _open(source: Source, budget: Budget, depth: int) -> Iterator[Source]:
    found = None if isinstance(source, Refused) else _known(source)
    if found is None or found.members is None:
        if depth == 0 or isinstance(source, Refused) or _may_be_read(source, found):
            yield source
        return
    if depth == _DEEPEST:
        yield Refused(source.name, b"", UnknownType(found.refusal))
        return
    unfold = cast("Container", _import(found.members))
    try:
        for member in unfold(source, budget):
            yield from _open(member, budget, depth + 1)
    except Unreadable as error:
        if depth == 0:
            raise
        yield Refused(source.name, b"", error)


def _known(source: Source) -> Format | None:
    try:
        return recognise(source)
    except Unreadable:
        return None


def _may_be_read(member: Source, found: Format | None) -> bool:
    """Whether a container's member is taken up: it has a reader, or its name says that it is a document."""
    return (found is not None and found.reader is not None) or member.suffix in known_suffixes()


def recognise(source: Source) -> Format:
    """The type of a file. Raises Empty, Encrypted, Damaged (the name belies the bytes) or UnknownType."""
    if not source.data.strip(b"\x00\t\n\r\x0c "):
        raise Empty("Tệp rỗng: hãy tải hoặc sao chép lại tệp từ nơi gửi.")
    if source.base.startswith(_WORD_LOCK):
        raise UnknownType("Đây là tệp tạm mà Word tạo ra khi đang mở văn bản: hãy đóng Word và chọn tệp gốc.")
    content = _Content(source.data)
    if {"EncryptedPackage", "DRMEncryptedDataSpace"} & content.streams:
        raise Encrypted("Tệp có mật khẩu: hãy mở bằng mật khẩu, gỡ mật khẩu, lưu lại rồi chuyển tệp mới.")
    for known in formats():
        if any(content.holds(sign) for sign in known.signs):
            return _beside_name(known, source)
    return _by_name(source, content)


@cache
def formats() -> tuple[Format, ...]:
    """All known types, in the order in which signs are tried."""
    lines = (files("extract") / "data" / "formats.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(
        Format(
            media_type,
            name,
            tuple("" if suffix == "-" else suffix for suffix in suffixes.split()),
            tuple(unquote(sign) for sign in signs.split()),
            None if reader == "-" else reader,
            folder == "yes",
            None if members == "-" else members,
            refusal,
        )
        for media_type, name, suffixes, signs, reader, folder, members, refusal in rows[1:]
    )


@cache
def known_suffixes() -> frozenset[str]:
    """The endings of names that are taken up when a folder is walked through: what may be a dispatch.

    Types that can't be read yet (.doc, pictures) are among them, so that none is passed over in silence.
    """
    return frozenset(suffix for known in formats() if known.in_folders for suffix in known.suffixes if suffix)


def _beside_name(known: Format, source: Source) -> Format:
    """The type that the bytes tell, but for a zip that its name calls a document: its middle may be lost."""
    named = _named(source.suffix)
    if known.media_type == "application/zip" and named is not None and named.reader and named.signs:
        return named
    return known


def _by_name(source: Source, content: _Content) -> Format:
    named = _named(source.suffix)
    if content.is_text and (named is None or named.media_type.startswith("text/")):
        return named or _plain()
    if named is None or named.media_type.startswith("text/"):
        raise UnknownType(
            "Không nhận ra loại tệp này: hãy mở bằng chương trình gốc, lưu thành PDF hoặc Word (.docx) rồi chuyển lại."
        )
    if not named.signs:
        return named
    raise Damaged(
        f"Tên tệp là {source.suffix} nhưng bên trong không phải {named.name}: tệp hỏng hoặc tải chưa xong, hãy tải lại."
    )


@cache
def _named(suffix: str) -> Format | None:
    return next((known for known in formats() if suffix in known.suffixes), None)


@cache
def _plain() -> Format:
    return next(known for known in formats() if known.media_type == "text/plain")


@cache
def _import(path: str) -> object:
    """What `module:name` names."""
    module, _, name = path.partition(":")
    found: object = getattr(import_module(module), name)
    return found


class _Content:
    """What a file's bytes tell of its type; each thing is looked up once, and only when asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._head = data[:_NEAR]

    def holds(self, sign: str) -> bool:
        """Whether a sign of `formats.tsv` holds."""
        kind, _, what = sign.partition(":")
        if kind == "zip":
            return any(name.startswith(what) for name in self.members)
        if kind == "ole":
            return what in self.streams
        if kind == "near":
            # what stands near the start of a package is a member's, not its own
            return not self._head.startswith((_ZIP, _OLE)) and what.lower().encode() in self._head.lower()
        if kind == "at":
            place, _, what = what.partition(":")
            return self._head[int(place) :].startswith(what.encode())
        return self._head.startswith(bytes.fromhex(what) if kind == "hex" else what.encode())

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Names inside a zip; none where its directory is lost."""
        if not self._head.startswith(_ZIP):
            return ()
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as package:
                return tuple(package.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return ()

    @cached_property
    def streams(self) -> frozenset[str]:
        """Those of the streams that signs ask for which an OLE file has; names stand in it as UTF-16."""
        if not self._head.startswith(_OLE):
            return frozenset()
        asked = {sign[4:] for known in formats() for sign in known.signs if sign.startswith("ole:")}
        asked |= {"EncryptedPackage", "DRMEncryptedDataSpace"}
        return frozenset(name for name in asked if name.encode("utf-16-le") + b"\x00\x00" in self._data)

    @cached_property
    def is_text(self) -> bool:
        """Whether the bytes read as text in some encoding: hardly any control characters."""
        text = decode(self._data[: 1 << 16]).content
        control = sum(c < " " and c not in "\t\n\f\x1a\x1b" for c in text)
        return control * 100 <= len(text)
