"""Office files (docx, xlsx) whose bytes depend on their content alone: no clock, no machine, no preview picture."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>congvan</dc:creator>"
    "<dc:language>vi-VN</dc:language></cp:coreProperties>"
)
_THUMBNAIL = "docProps/thumbnail.jpeg"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """`text` without the control characters that XML can't hold (a form feed of a PDF's text, a stray surrogate)."""
    return _NOT_XML.sub("", text)


def repack(data: bytes, *, title: str, subject: str) -> bytes:
    """Return the Office file `data` with fixed times and with our own core properties, which bear no date."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == _THUMBNAIL:
                continue
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _CORE.format(title=escape(plain(title)), subject=escape(plain(subject))).encode()
            elif name == "_rels/.rels":
                content = re.sub(rb'<Relationship [^>]*thumbnail\.jpeg"[^>]*/>', b"", content)
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it names the system that we run on
            new.writestr(entry, content)
    return out.getvalue()
