"""What a reader is given, and what it may say when it cannot read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from schemas.document import Document


@dataclass(frozen=True)
class Source:
    """A file's bytes and name. The file itself is never changed."""

    name: str
    data: bytes

    @classmethod
    def open(cls, path: Path) -> Source:
        """Read the file at `path` whole."""
        return cls(path.name, path.read_bytes())

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal: the identity of the document."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        """The file name's ending, lower case, with its dot; empty where it has none."""
        return Path(self.name).suffix.lower()


class Reader(Protocol):
    """Turns a source into a document; raises a subclass of `Unreadable` where it can't."""

    def __call__(self, source: Source) -> Document:
        """Read the source whole."""
        ...


class Unreadable(Exception):
    """A file that can't be read; `code` names why (see `docs/errors.md`), the message says what to do."""

    code = "unreadable"


class Encrypted(Unreadable):
    """The file asks for a password."""

    code = "encrypted"


class Empty(Unreadable):
    """The file holds no bytes, or no text and no picture."""

    code = "empty"


class Damaged(Unreadable):
    """The file breaks off or breaks the rules of its format."""

    code = "damaged"


class UnknownType(Unreadable):
    """No reader knows this type of file."""

    code = "unknown_type"


class TooLarge(Unreadable):
    """The file is larger than the limit."""

    code = "too_large"


class MissingProgram(Unreadable):
    """Reading needs a program that is not installed."""

    code = "missing_program"
