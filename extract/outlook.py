"""Outlook's letters (.msg): the letter's text and what is attached ([MS-OXMSG]), each a file to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extract.mail import LETTER, numbered
from extract.ole import Broken, Compound
from extract.source import Budget, Damaged, Empty, Source
from extract.text_encoding import decode

_BODY, _HTML, _DATA, _LONG_NAME, _SHORT_NAME, _TITLE = "1000", "1013", "3701", "3707", "3704", "3001"
_LETTERS_DEEP: Final = 3  # letters attached to letters that are opened
_ATTACHMENT: Final = "__attach_version1.0_"


def members(source: Source, budget: Budget) -> Iterator[Source]:
    """The letter's text, where it has any, then its attachments. Raises Damaged, Empty or TooLarge."""
    try:
        found = list(_files(Compound(source.data), "", 0))
    except (Broken, IndexError, RecursionError) as error:
        raise Damaged(
            "Thư Outlook hỏng, không mở được: hãy lưu lại thư từ Outlook, hoặc chuyển các tệp đính kèm."
        ) from error
    if not found:
        raise Empty("Thư không có nội dung và không có tệp đính kèm: hãy kiểm tra lại thư gốc.")
    for name, data in numbered(found):
        budget.take(len(data))
        yield source.member(name, data)


def _files(file: Compound, at: str, depth: int) -> Iterator[tuple[str, bytes]]:
    """The files of the letter whose properties lie under the storage path `at`."""
    body = _text(file, at, _BODY)
    html = (
        file.read(_path(at, _HTML, "0102"))
        or file.read(_path(at, _HTML, "001F")).decode("utf-16-le", "replace").encode()
    )
    if body.strip():
        yield f"{LETTER}.txt", body.encode("utf-8", "replace")
    elif html.strip():
        yield f"{LETTER}.html", html
    for storage in _attachments(file, at):
        name = next(filter(None, (_text(file, storage, kind) for kind in (_LONG_NAME, _SHORT_NAME, _TITLE))), "tệp kèm")
        name = name.replace("\\", "/").rpartition("/")[2].strip("\x00 ")
        data = file.read(_path(storage, _DATA, "0102"))
        letter = f"{storage}{_name(_DATA, '000D')}/"
        if data:
            yield name, data
        elif depth < _LETTERS_DEEP and any(path.startswith(letter) for path in file.streams):
            for inner, inner_data in _files(file, letter, depth + 1):
                yield f"{name}.msg/{inner}", inner_data


def _attachments(file: Compound, at: str) -> list[str]:
    """Storage paths of the letter's attachments, in their order."""
    start = at + _ATTACHMENT
    return sorted({path[: path.index("/", len(at)) + 1] for path in file.streams if path.startswith(start)})


def _text(file: Compound, at: str, kind: str) -> str:
    """A text property: UTF-16, else in the sender's code page."""
    wide = file.read(_path(at, kind, "001F"))
    return wide.decode("utf-16-le", "replace") if wide else decode(file.read(_path(at, kind, "001E"))).content


def _path(at: str, kind: str, form: str) -> str:
    return at + _name(kind, form)


def _name(kind: str, form: str) -> str:
    return f"__substg1.0_{kind}{form}"
