"""Builds PDF files by hand, so that each test says exactly what is drawn where.

Places are given as readers see them: points from the top left corner, text by its baseline. Every letter is half its
type size wide. Fonts are not embedded: a table tells which Unicode letter each code stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.pdf import read
from extract.source import Source
from schemas.document import Document, Paragraph, Table, Zone

A4 = (595.0, 842.0)
LEFT, RIGHT, INDENT = 85.0, 540.0, 121.0  # the margins and first lines of a usual dispatch
STEP = 18.0
FONTS = {(False, False): "F1", (True, False): "F2", (False, True): "F3", (True, True): "F4"}
NAMES = {
    "F1": "TimesNewRomanPSMT",
    "F2": "TimesNewRomanPS-BoldMT",
    "F3": "TimesNewRomanPS-ItalicMT",
    "F4": "TimesNewRomanPS-BoldItalicMT",
}


def width(text: str, size: float = 14.0) -> float:
    """How wide `text` comes out."""
    return len(text) * size / 2


@dataclass
class Sheet:
    """A page under construction."""

    size: tuple[float, float] = A4
    turns: int = 0
    drawn: list[str] = field(default_factory=list)
    annotations: list[tuple[str, tuple[float, float, float, float], str, dict[str, str]]] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 14.0,
        *,
        bold: bool = False,
        italic: bool = False,
        hidden: bool = False,
    ) -> Sheet:
        """Draw `text` from `x` on the baseline `y`."""
        font = FONTS[bold, italic]
        mode = "3 Tr " if hidden else ""
        place = f"1 0 0 1 {x} {self.size[1] - y} Tm"
        self.drawn.append(f"BT {mode}/{font} {size} Tf {place} <{text.encode('utf-16-be').hex()}> Tj ET")
        return self

    def centred(self, middle: float, y: float, text: str, size: float = 14.0, **style: bool) -> Sheet:
        """Draw `text` around `middle`."""
        return self.text(middle - width(text, size) / 2, y, text, size, **style)

    def lines(self, y: float, *texts: str, x: float = LEFT, size: float = 14.0, step: float = STEP) -> float:
        """Draw lines one under the other; gives the next baseline. A line that begins with «>» is indented."""
        for text in texts:
            start = INDENT if text.startswith(">") else x
            self.text(start, y, text.removeprefix(">"), size)
            y += step
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Draw a line."""
        self.drawn.append(f"0.5 w {x0} {self.size[1] - y0} m {x1} {self.size[1] - y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Sheet:
        """Draw the lines of a table without merged cells."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        return self

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Draw a picture: one grey dot, stretched."""
        matrix = f"{x1 - x0} 0 0 {y1 - y0} {x0} {self.size[1] - y1}"
        self.drawn.append(f"q {matrix} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
        return self

    def lay(self, kind: str, box: tuple[float, float, float, float], text: str = "", **keys: str) -> Sheet:
        """Lay an annotation over the page whose appearance draws `text` 12 points high from its lower left corner."""
        self.annotations.append((kind, box, text, keys))
        return self


def pdf(*sheets: Sheet) -> bytes:
    """The file that holds `sheets`."""
    return _Writer().file(sheets)


def document(*sheets: Sheet) -> Document:
    """What the reader makes of `sheets`."""
    return read(Source("vb.pdf", pdf(*sheets)))


def texts(read_document: Document, zone: Zone = Zone.BODY) -> list[str]:
    """The paragraphs of a zone outside tables, all pages."""
    return [b.text for page in read_document.pages for b in page.blocks if isinstance(b, Paragraph) and b.zone is zone]


def tables(read_document: Document) -> list[Table]:
    """The tables of all pages."""
    return [b for page in read_document.pages for b in page.blocks if isinstance(b, Table)]


class _Writer:
    """Numbers objects and writes them with their table of places."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, body: str | bytes) -> int:
        self.objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, content: str, keys: str = "") -> int:
        data = content.encode("latin-1")
        return self.add(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (keys.encode(), len(data), data))

    def file(self, sheets: tuple[Sheet, ...]) -> bytes:
        root, pages = self.add(b""), self.add(b"")
        fonts = " ".join(f"/{key} {self.font(name)} 0 R" for key, name in NAMES.items())
        resources = f"<< /Font << {fonts} >> >>"
        kids = [self.page(sheet, pages, resources) for sheet in sheets]
        self.objects[root - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % pages
        links = " ".join(f"{kid} 0 R" for kid in kids)
        self.objects[pages - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{links}] >>".encode()
        return self.written(root)

    def page(self, sheet: Sheet, parent: int, resources: str) -> int:
        content = self.stream("\n".join(sheet.drawn))
        laid = " ".join(f"{self.annotation(sheet, *one, resources)} 0 R" for one in sheet.annotations)
        box = f"[0 0 {sheet.size[0]} {sheet.size[1]}]"
        return self.add(
            f"<< /Type /Page /Parent {parent} 0 R /MediaBox {box} /Rotate {90 * sheet.turns} /Resources {resources} "
            f"/Contents {content} 0 R /Annots [{laid}] >>"
        )

    def annotation(
        self,
        sheet: Sheet,
        kind: str,
        box: tuple[float, float, float, float],
        text: str,
        keys: dict[str, str],
        resources: str,
    ) -> int:
        height = sheet.size[1]
        rectangle = f"[{box[0]} {height - box[3]} {box[2]} {height - box[1]}]"
        wide, high = box[2] - box[0], box[3] - box[1]
        drawing = f"BT /F1 12 Tf 0 3 Td <{text.encode('utf-16-be').hex()}> Tj ET" if text else ""
        form = f"/Type /XObject /Subtype /Form /BBox [0 0 {wide} {high}] /Resources {resources}"
        look = f"/AP << /N {self.stream(drawing, form)} 0 R >>" if text else ""
        more = " ".join(f"/{key} {value}" for key, value in keys.items())
        return self.add(f"<< /Type /Annot /Subtype /{kind} /Rect {rectangle} /F 4 {look} {more} >>")

    def font(self, name: str) -> int:
        ranges = "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in (*range(0x22), 0xF0, 0xFF))
        table = self.stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{ranges.count(chr(10)) + 1} beginbfrange\n{ranges}\nendbfrange endcmap end end"
        )
        look = self.add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [0 -216 1000 891] /ItalicAngle 0 "
            "/Ascent 891 /Descent -216 /CapHeight 660 /StemV 80 >>"
        )
        inner = self.add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 500 /FontDescriptor {look} 0 R "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity >>"
        )
        return self.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{inner} 0 R] "
            f"/ToUnicode {table} 0 R >>"
        )

    def written(self, root: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n")
        places = []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(self.objects) + 1)
        for place in places:
            out += b"%010d 00000 n \n" % place
        out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(self.objects) + 1, root, start)
        return bytes(out)
