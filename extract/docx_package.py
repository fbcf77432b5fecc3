"""The zip of parts that a Word file is: opened safely, parsed part by part."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from lxml import etree

from extract.source import Damaged, Source, TooLarge
from schemas.document import Problem

PART_LIMIT: Final = 128 * 1024 * 1024  # bytes of one part, unpacked: a bomb, not a dispatch, is larger

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# ISO/IEC 29500 Strict names the same elements by other URIs; they are read as their Transitional twins.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_DAMAGED: Final = "Tệp Word bị hỏng ({why}): hãy mở bằng Word để Word tự sửa rồi lưu lại, hoặc xin lại bản khác."


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points at: its kind (the last word of the type's URI) and the target part's name."""

    kind: str
    target: str


@dataclass
class Package:
    """The parts of a Word file. `problems` collects what could be read only in part."""

    source: Source
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(self.source.data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Damaged(_DAMAGED.format(why="gói nén không trọn vẹn")) from error

    def data(self, name: str) -> bytes | None:
        """The bytes of the part `name`, or None where the package has no such part."""
        try:
            if self._zip.getinfo(name).file_size > PART_LIMIT:
                raise TooLarge("Tệp Word quá lớn khi giải nén: hãy tách thành nhiều tệp nhỏ hơn.")
            return self._zip.read(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Damaged(_DAMAGED.format(why=f"phần {name} không giải nén được")) from error

    def root(self, name: str) -> etree._Element | None:
        """The parsed part `name`; None where there is none. Raises Damaged where its XML is broken."""
        data = self.data(name)
        if data is None:
            return None
        try:
            return _parse(data, recover=False)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Damaged(_DAMAGED.format(why=f"phần {name} viết sai")) from error

    def side(self, name: str | None) -> etree._Element | None:
        """Like `root` for a part that the text can do without: broken XML is read as far as it goes and noted."""
        if name is None:
            return None
        try:
            return self.root(name)
        except Damaged:
            self.problems.append(
                Problem("damaged_part", f"Phần {name} của tệp Word bị hỏng: số thứ tự hoặc định dạng có thể thiếu.")
            )
        try:
            data = self.data(name)
            return None if data is None else _parse(data, recover=True)
        except (Damaged, etree.XMLSyntaxError, ValueError):
            return None

    def relationships(self, name: str) -> dict[str, Relationship]:
        """By id, what the part `name` points at inside the package."""
        folder, base = posixpath.split(name)
        root = self.side(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relationship] = {}
        for node in () if root is None else root:
            if isinstance(node.tag, str) and node.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip("/")
                found[node.get("Id", "")] = Relationship(node.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    @property
    def has_pictures(self) -> bool:
        """Whether the file holds pictures."""
        return any("/media/" in name for name in self._zip.namelist())

    @cached_property
    def main(self) -> str:
        """The name of the main document's part."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument":
                return relationship.target
        return "word/document.xml"


def _parse(data: bytes, *, recover: bool) -> etree._Element:
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=recover)
    root: etree._Element | None = etree.fromstring(data, parser)
    if root is None:  # a part of which nothing can be saved
        raise ValueError("no element")
    return root


def flag(node: etree._Element | None, default: bool | None = None) -> bool | None:
    """An on/off property such as `w:b`: True, False, or `default` where the element is absent."""
    if node is None:
        return default
    return node.get(f"{W}val", "true") not in ("false", "0", "off", "none")


def val(parent: etree._Element | None, name: str) -> str | None:
    """The `w:val` of `parent`'s child `w:name`, or None."""
    node = None if parent is None else parent.find(f"{W}{name}")
    return None if node is None else node.get(f"{W}val")


def number(text: str | None) -> int | None:
    """A whole number as Word writes it («12», «12.0»), or None."""
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None
