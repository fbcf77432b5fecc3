"""Dispatches with good text and gold, printed and scanned in software: `python -m benchmarks.accuracy --scanned`.

Real scans with gold are few. What an office would print is made from each source (a text as Word would set it: letterhead
and sign-off in two columns, tables ruled), its pages are spoilt by `benchmarks.degrade` as printing and scanning do, and put
into a PDF of pictures alone. Measured against the source's own gold, it tells what recognition and layout cost.
What was made is kept, under a hash of the source and of this code, in the user's cache.
"""

from __future__ import annotations

import hashlib
import io
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from platformdirs import user_cache_dir

from benchmarks.degrade import degraded
from benchmarks.gold import GoldFile, load
from extract.office import convert
from extract.registry import read
from extract.source import Source
from schemas.document import Block, Document, Paragraph, Table, Zone

if TYPE_CHECKING:
    from PIL import Image

CHOICE: Final = (  # starts of names: invented dispatches and real ones, with tables, lists, contacts; some 90 pages
    *(f"dev-{n:02}" for n in (1, 2, 3, 4, 6, 7, 10, 13, 15, 16, 18, 20, 24, 25, 26, 30, 31)),
    *("blind-01", "blind-02", "blind-05", "blind-06"),
    *("010_", "073_", "076_", "081_", "086_"),
)
_CONDITIONS = ("office 200, grey", "office 300, 1 bit", "turned 0.7°, JPEG q40", "turned 2°, salt, 200")
_CENTRED = 13  # spaces before a line that stands in the middle
_BULLET = re.compile(r"[-–+*•]\s")


def files(only: str = "") -> list[GoldFile]:
    """Gold of the development set whose dispatch was printed and scanned; of `CHOICE`, or all whose name holds `only`."""
    chosen = [g for g in load(("text",), "dev") if (only in g.path.name if only else g.path.name.startswith(CHOICE))]
    return [replace(g, source=scanned(g.source), kind="scan") if g.present else g for g in chosen]


def scanned(path: Path) -> Path:
    """The PDF of pictures that `path` becomes when it is printed and scanned; its name tells on what kind of scanner."""
    data, seed = path.read_bytes(), zlib.crc32(path.name.encode())
    condition = _CONDITIONS[seed % len(_CONDITIONS)]
    name = hashlib.sha256(_code() + condition.encode() + data).hexdigest()[:24]
    kept = Path(user_cache_dir("congvan", appauthor=False)) / "benchmarks" / f"scan-{name}.pdf"
    if not kept.exists():
        made = _spoilt(_printed(Source(path.name, data)), condition, seed)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{id(made)}")
        part.write_bytes(made)
        part.replace(kept)
    return kept


@cache
def _code() -> bytes:
    own = Path(__file__)
    return b"".join(hashlib.sha256(p.read_bytes()).digest() for p in (own, own.with_name("degrade.py")))


def _printed(source: Source) -> bytes:
    """The source as a PDF."""
    if source.suffix == ".pdf":
        return source.data
    if source.suffix == ".txt":
        source = Source("typed.docx", _typed(read(source), source.data.decode("utf-8")))
    return convert(source, "pdf")


def _spoilt(pdf: bytes, condition: str, seed: int) -> bytes:
    """The pages of a PDF as a scanner gives them: a PDF of pictures."""
    import pypdfium2 as pdfium
    from PIL import Image

    from extract.ocr.rasterise import render

    pages: list[Image.Image] = []
    with pdfium.PdfDocument(pdf) as file:
        file.init_forms()
        for number, page in enumerate(file):
            picture = degraded(render(page, 300, annotations=True), condition, seed + number)
            shown = Image.fromarray(picture.pixels)
            pages.append(shown.convert("1") if picture.bilevel else shown.convert("L"))
            dpi = picture.dpi
    made = io.BytesIO()
    first, *others = pages
    day = time.gmtime(0)
    first.save(made, "PDF", save_all=True, append_images=others, resolution=dpi, creationDate=day, modDate=day)
    return made.getvalue()


# --- a text set as Word would set it ----------------------------------------------------------------------------------


def _typed(document: Document, text: str) -> bytes:
    """A docx of the document that was read from `text`: what stands in columns in columns, tables ruled."""
    from docx import Document as new
    from docx.shared import Cm, Pt

    made = new()
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.paragraph_format.space_after = Pt(4)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(2)
    depth = _Depths(text)
    blocks = [b for page in document.pages for b in page.blocks if b.zone is Zone.BODY]
    for columns, some in groupby(blocks, key=lambda b: isinstance(b, Paragraph) and b.column is not None):
        if columns:
            _set_columns(made, [b for b in some if isinstance(b, Paragraph)])
            continue
        for block in some:
            if isinstance(block, Table):
                _set_table(made, block)
            else:
                _set_lines(made, _lines(block, depth))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


class _Depths:
    """How far each line of a text is set in, asked for in the text's order."""

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\f", "\n").split("\n")
        self.at = 0
        set_in = sum(1 for line in self.lines if line[:1] == " " and len(line) - len(line.lstrip()) < _CENTRED)
        self.flush = 5 * set_in < len(self.lines)  # paragraphs begin at the margin

    def of(self, line: str) -> int:
        """Spaces before `line`, the next one that reads so."""
        wanted = "".join(line.split())
        for at in range(self.at, len(self.lines)):
            if "".join(self.lines[at].split()) == wanted:
                self.at = at + 1
                return len(self.lines[at]) - len(self.lines[at].lstrip())
        return 0


def _lines(block: Paragraph, depth: _Depths) -> Iterator[tuple[str, str]]:
    """The lines of a block, each with how it stands: in the middle, as the first of a paragraph, or as one more."""
    for number, line in enumerate(block.lines):
        deep = depth.of(line.text)
        if deep >= _CENTRED:
            yield line.text.strip(), "centred"
        else:
            first = deep or _BULLET.match(line.text) or (number == 0 and depth.flush)
            yield line.text.strip(), "first" if first else "more"


def _set_lines(made: Any, lines: Iterator[tuple[str, str]]) -> None:
    for text, stands in lines:
        if stands == "more" and made.paragraphs and made.paragraphs[-1].runs:
            made.paragraphs[-1].add_run(f" {text}")
        else:
            _set(made.add_paragraph(), text, centred=stands == "centred")


def _set(paragraph: Any, text: str, *, centred: bool = False, indented: bool = True, bold: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    run = paragraph.add_run(text)
    run.bold = bold or text.isupper()
    form = paragraph.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    if indented and not centred:
        form.first_line_indent = Cm(1.27)


def _set_columns(made: Any, blocks: Sequence[Paragraph]) -> None:
    """Letterhead, or Nơi nhận and signature, in a table without lines."""
    from docx.shared import Cm, Pt

    table = made.add_table(1, 2)
    table.autofit = False
    closing = any(b.text.startswith("Nơi nhận") for b in blocks)
    for number, cell in enumerate(table.rows[0].cells):
        cell.width = table.columns[number].width = Cm((8.6, 7.7)[number] if closing else (6.9, 9.4)[number])
        own = [b.text for b in blocks if b.column == number]
        paragraph = cell.paragraphs[0]
        for place, text in enumerate(own):
            if closing and number == 1 and place == len(own) - 1:  # the name stands under the signature
                for _ in range(3):
                    cell.add_paragraph()
            paragraph = paragraph if place == 0 else cell.add_paragraph()
            listed = closing and number == 0
            _set(paragraph, text, centred=not listed, indented=False, bold=closing and (number == 1 or place == 0))
            paragraph.paragraph_format.space_after = Pt(0)
            if listed:
                paragraph.paragraph_format.alignment = 0
                paragraph.runs[0].font.size = Pt(12 if place == 0 else 11)
                paragraph.runs[0].italic = place == 0
            elif not closing:
                paragraph.runs[0].font.size = Pt(12)


def _set_table(made: Any, block: Block) -> None:
    """A ruled table; a column is as wide as its longest text asks."""
    from docx.shared import Cm, Pt

    assert isinstance(block, Table)
    table = made.add_table(block.rows, block.columns)
    table.style = "Table Grid"
    table.autofit = False
    longest = [2.0] * block.columns
    for cell in block.cells:
        word = max(map(len, cell.text.split()), default=0)
        for column in range(cell.column, cell.column + cell.column_span):
            longest[column] = max(longest[column], min(len(cell.text), 40) / cell.column_span, 1.5 * word)
    weights = [most + 3 for most in longest]
    for column, weight in enumerate(weights):
        table.columns[column].width = Cm(16.3 * weight / sum(weights))
    for cell in block.cells:
        place = table.cell(cell.row, cell.column)
        if cell.row_span > 1 or cell.column_span > 1:
            place = place.merge(table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
        number = len(cell.text) < 8
        for at, text in enumerate(cell.text.split("\n")):
            paragraph = place.paragraphs[0] if at == 0 else place.add_paragraph()
            head = cell.row < block.header_rows
            _set(paragraph, text, centred=head or number, indented=False, bold=head)
            paragraph.paragraph_format.space_after = Pt(0)
            if not head and not number:
                paragraph.paragraph_format.alignment = 0
            for run in paragraph.runs:
                run.font.size = Pt(12)
