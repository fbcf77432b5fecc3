"""Builds Word files part by part, so that each test says in XML exactly what stands in the file."""

from __future__ import annotations

import io
import zipfile

from extract.docx import read
from extract.source import Source
from normalize.clean import build, items
from schemas.document import Document, Paragraph, Table

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ROOTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes"}


def package(body: str, **parts: str) -> bytes:
    """A Word file with this body; `parts` are the insides of styles, numbering, settings, footnotes, header1 …"""
    links = "".join(
        f'<Relationship Id="{name}" Type="{_TYPES}{name.rstrip("0123456789")}" Target="{name}.xml"/>' for name in parts
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="a" Type="{_TYPES}officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        file.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
        file.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, inside in parts.items():
            kind = name.rstrip("0123456789")
            root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
            file.writestr(f"word/{name}.xml", f"<w:{root} {SPACES}>{inside}</w:{root}>")
    return out.getvalue()


def document(body: str, **parts: str) -> Document:
    """What the reader makes of such a file."""
    return read(Source("thu.docx", package(body, **parts)))


def blocks(body: str, **parts: str) -> tuple[Paragraph | Table, ...]:
    """The blocks of its one page."""
    return document(body, **parts).pages[0].blocks


def texts(body: str, **parts: str) -> list[str]:
    """The clean text of such a file, line by line."""
    found = document(body, **parts)
    return build(items(found), found).content.split("\n")


def p(text: str = "", props: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{props}</w:pPr>{r(text, run)}</w:p>" if text else f"<w:p><w:pPr>{props}</w:pPr></w:p>"


def r(text: str, props: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(index: int, text: str, form: str = "decimal", start: int = 1, more: str = "") -> str:
    """A level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*abstract: str, nums: str = "") -> str:
    """A numbering part: abstract lists 1, 2 …, each used by the list of the same number; `nums` adds others."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{i}">{a}</w:abstractNum>' for i, a in enumerate(abstract, 1))
    used = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(1, len(abstract) + 1))
    return made + used + nums


BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table(*rows: str, borders: str = BORDERS, grid: str = "") -> str:
    """A table of rows."""
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def tr(*cells: str, props: str = "") -> str:
    """A row of cells; plain text is made a cell."""
    made = "".join(cell if cell.startswith("<w:") else tc(p(cell) if cell else p()) for cell in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{made}</w:tr>"


def tc(content: str, props: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{content}</w:tc>"
