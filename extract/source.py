"""What a reader is given, and what it may say when it cannot read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
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

    @property
    def base(self) -> str:
        """The file's own name, without that of the container it came in («thư.eml/kế hoạch.doc»)."""
        return self.name.rpartition("/")[2]

    def member(self, name: str, data: bytes) -> Source:
        """A file that this one holds."""
        return Source(f"{self.name}/{name}", data)

    def refused(self, name: str, error: Unreadable) -> Source:
        """A file in this one that can't be read."""
        return Refused(f"{self.name}/{name}", b"", error)


@dataclass(frozen=True)
class Refused(Source):
    """A member of a container that can't be read; reading it raises `error`, so that the others go on."""

    error: Unreadable


@dataclass
class Budget:
    """What a file from outside may still unfold to, counted over all containers in it."""

    files: int = 1000
    size: int = 1 << 29  # bytes

    def take(self, size: int) -> None:
        """Count a member of `size` bytes. Raises TooLarge where the budget is spent."""
        self.files -= 1
        self.size -= size
        if self.files < 0 or self.size < 0:
            raise TooLarge(
                "Tệp nén hoặc thư chứa quá nhiều tệp hoặc giải nén ra quá lớn: hãy giải nén và chuyển từng phần."
            )


class Container(Protocol):
    """Gives the files that a container (archive, mail) holds, one at a time; the first error ends it."""

    def __call__(self, source: Source, budget: Budget) -> Iterator[Source]:
        """Unfold the source. A member that can't be read comes as `Refused`; raises a subclass of `Unreadable`."""
        ...


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
