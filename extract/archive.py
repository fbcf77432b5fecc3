"""Zip archives: their members one at a time, in memory; nothing is written to disk, whatever their names say."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from extract.source import Budget, Damaged, Encrypted, Source, TooLarge, UnknownType

_RATIO = 200  # unpacked to packed: text comes to 20, pictures of one colour to 150
_SMALL = 1 << 23  # bytes: a member that unpacks to less is harmless at any ratio
_LITTER = ("~$", ".", "__MACOSX")
_ENCRYPTED = 1  # flag bit
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def members(source: Source, budget: Budget) -> Iterator[Source]:
    """The files in a zip archive, by name. Raises Damaged, or TooLarge where it unpacks to more than `budget`."""
    try:
        package = zipfile.ZipFile(io.BytesIO(source.data))
        found = sorted(package.infolist(), key=lambda info: info.filename)
    except _BROKEN as error:
        raise Damaged("Tệp nén hỏng hoặc tải chưa xong: hãy tải lại, hoặc giải nén rồi chuyển thư mục.") from error
    with package:
        for info in found:
            path = PurePosixPath(_name(info).replace("\\", "/"))
            if not info.is_dir() and not any(part.startswith(_LITTER) for part in path.parts if part != ".."):
                yield _member(source, package, info, path, budget)


def _member(
    source: Source, package: zipfile.ZipFile, info: zipfile.ZipInfo, path: PurePosixPath, budget: Budget
) -> Source:
    name = str(path)
    if path.is_absolute() or ".." in path.parts or ":" in name:
        message = (
            "Tên tệp trong tệp nén chỉ ra ngoài thư mục giải nén (tệp nén không an toàn): hãy xin lại tệp từ nơi gửi."
        )
        return source.refused(path.name or "?", UnknownType(message))
    if info.flag_bits & _ENCRYPTED:
        return source.refused(name, Encrypted("Tệp nén có mật khẩu: hãy giải nén bằng mật khẩu rồi chuyển thư mục."))
    if info.file_size > max(_SMALL, _RATIO * info.compress_size):
        message = "Tệp giải nén ra lớn bất thường (có thể là bom nén): hãy xin lại tệp từ nơi gửi."
        return source.refused(name, TooLarge(message))
    budget.take(info.file_size)
    try:
        with package.open(info) as file:
            data = file.read(info.file_size + 1)
    except _BROKEN:
        return source.refused(name, Damaged("Tệp này trong tệp nén bị hỏng: hãy tải lại tệp nén."))
    return source.member(name, data[: info.file_size])


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name: many programs write UTF-8 without saying so, and zipfile then reads code page 437."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
