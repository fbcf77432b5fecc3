"""Reader of Word files (.docx): text as Word prints it, in reading order.

Kept: list labels as printed, tracked insertions, text boxes (after the paragraph that anchors them), results of
fields, footnotes and endnotes (after the paragraph that refers to them, zone FOOTNOTE; the mark is «[1]»), headers and
footers (own zones). Left out: tracked deletions, comments, hidden text, field instructions. Word stores no pages, so
the document is one page of unknown size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from extract.docx_numbering import Numbering, spell
from extract.docx_package import Package, R, W, flag, val
from extract.docx_styles import Styles
from extract.docx_tables import read_grid
from extract.docx_text import Break, InlineReader, Note, Run, chosen, lines
from extract.layout import blocks as laid_out
from extract.layout import flat, is_letterhead
from extract.plain_page import page
from extract.quality import NO_TEXT_LAYER
from extract.soft_breaks import paragraphs
from extract.source import Damaged, Empty, Source
from extract.text_columns import split_paragraphs
from schemas.document import Block, Document, Method, Paragraph, Problem, Zone

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT: Final = (f"{W}del", f"{W}moveFrom", f"{W}sectPr", f"{W}sdtPr", f"{W}tcPr")


def read(source: Source) -> Document:
    """Read a Word file. Raises Damaged, TooLarge, or Empty where it holds neither text nor pictures."""
    package = Package(source)
    root = package.root(package.main)
    body = None if root is None else root.find(f"{W}body")
    if root is None or body is None:
        raise Damaged("Tệp Word không có phần nội dung: hãy mở bằng Word và lưu lại, hoặc xin lại bản khác.")
    story = _Story(package)
    found = story.blocks(body)
    heads, feet = story.margins(root)
    if not found:
        if not package.has_pictures:
            raise Empty("Tệp Word không có chữ và không có hình: hãy kiểm tra lại tệp gốc hoặc xin lại từ nơi gửi.")
        package.problems.append(
            Problem(NO_TEXT_LAYER, "Tệp Word chỉ có hình, không có chữ: cần nhận dạng chữ (OCR) mới đọc được.", 1)
        )
    only = page((*heads, *found, *feet), Method.WORD, "chữ trong tệp Word")
    return Document(source.name, source.sha256, MEDIA_TYPE, (only,), problems=tuple(package.problems), paged=False)


class _Story:
    """Walks the stories of a document (body, headers, notes) and keeps what runs through them: counters, notes."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._links = package.relationships(package.main)
        self._styles = Styles(package.side(self._part("styles")))
        self._numbering = Numbering(package.side(self._part("numbering")), self._styles)
        self._settings = package.side(self._part("settings"))
        self._notes = {kind: self._note_texts(kind) for kind in ("footnote", "endnote")}
        self._noted = {"footnote": 0, "endnote": 0}
        self._carried: list[Run | Break | Note] = []  # text whose paragraph mark was deleted: it joins the next one

    def blocks(self, container: etree._Element, table_style: str | None = None) -> list[Block]:
        """Paragraphs and tables of a container, in order."""
        found = list(self._walk(container, table_style))
        for stretch in lines(self._resolve_notes(self._carried)[0]):
            found.extend(paragraphs(stretch))
        self._carried = []
        return split_paragraphs(found)

    def _walk(self, container: etree._Element, table_style: str | None) -> Iterator[Block]:
        for child in container:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, table_style)
            elif tag == f"{W}tbl":
                yield from laid_out(read_grid(child, self._styles, self.blocks))
            elif tag == f"{_MC}AlternateContent":
                for branch in chosen(child):
                    yield from self._walk(branch, table_style)
            elif tag == f"{W}altChunk":
                self._package.problems.append(
                    Problem("embedded_part", "Tệp Word nhúng một tệp khác bên trong, phần đó chưa đọc được.")
                )
            elif isinstance(tag, str) and tag not in _LEFT_OUT:
                yield from self._walk(child, table_style)

    def _paragraph(self, node: etree._Element, table_style: str | None) -> Iterator[Block]:
        properties = node.find(f"{W}pPr")
        setting = self._styles.setting(properties, table_style)
        inline = InlineReader(self._styles, setting.style, table_style).read(node)
        inline.pieces[:0] = self._carried
        self._carried = []
        if _mark_deleted(properties):
            self._carried = inline.pieces
        elif not (inline.blank and _mark_hidden(properties)):
            label = self._numbering.label(setting)
            pieces, notes = self._resolve_notes(inline.pieces)
            for stretch in lines(pieces, label):
                yield from paragraphs(stretch, setting.align)
            for note in notes:
                yield from note
        for box in inline.boxes:
            yield from self._walk(box, None)

    def _resolve_notes(self, inline: Sequence[Run | Break | Note]) -> tuple[list[Run | Break], list[list[Paragraph]]]:
        """The pieces with marks «[1]» in place of references, and the notes' own paragraphs."""
        pieces: list[Run | Break] = []
        notes: list[list[Paragraph]] = []
        for piece in inline:
            if not isinstance(piece, Note):
                pieces.append(piece)
                continue
            texts = self._notes[piece.kind].get(piece.id)
            if texts is None:
                continue
            self._noted[piece.kind] += 1
            mark = f"[{spell(self._noted[piece.kind], self._note_format(piece.kind))}]"
            before = next((p.look for p in reversed(pieces) if isinstance(p, Run)), None)
            pieces.append(Run(mark, before or self._styles.look(None, None)))
            notes.append(self._note(texts, mark))
        return pieces, notes

    def _note(self, node: etree._Element, mark: str) -> list[Paragraph]:
        found = [replace(paragraph, zone=Zone.FOOTNOTE) for paragraph in flat(self.blocks(node))]
        if found and found[0].lines:
            first, *rest = found[0].lines
            marked = replace(first, text=f"{mark} {first.text.strip()}")
            found[0] = replace(found[0], lines=(marked, *rest))
        return found

    def _note_format(self, kind: str) -> str:
        holder = None if self._settings is None else self._settings.find(f"{W}{kind}Pr")
        return val(holder, "numFmt") or ("decimal" if kind == "footnote" else "lowerRoman")

    def _note_texts(self, kind: str) -> dict[str, etree._Element]:
        root = self._package.side(self._part(f"{kind}s"))
        nodes = () if root is None else root.iterfind(f"{W}{kind}")
        return {node.get(f"{W}id", ""): node for node in nodes if node.get(f"{W}type", "normal") == "normal"}

    def margins(self, root: etree._Element) -> tuple[list[Block], list[Block]]:
        """Headers and footers of all sections, each once. One that holds the letterhead is body text."""
        heads: list[Block] = []
        feet: list[Block] = []
        seen: set[str] = set()
        for reference in root.iter(f"{W}headerReference", f"{W}footerReference"):
            name = self._part_by_id(reference.get(f"{R}id"))
            kind = reference.get(f"{W}type")
            if name is None or name in seen or not self._in_use(reference, kind):
                continue
            seen.add(name)
            part = self._package.side(name)
            if part is None:
                continue
            is_head = reference.tag == f"{W}headerReference"
            zone = Zone.HEADER if is_head else Zone.FOOTER
            (heads if is_head else feet).extend(_in_zone(self.blocks(part), zone))
        return heads, feet

    def _in_use(self, reference: etree._Element, kind: str | None) -> bool:
        """Whether a first-page or even-page header is switched on at all."""
        if kind == "first":
            return bool(flag(reference.find(f"../{W}titlePg"), False))
        if kind == "even":
            switch = None if self._settings is None else self._settings.find(f"{W}evenAndOddHeaders")
            return bool(flag(switch, False))
        return True

    def _part(self, kind: str) -> str | None:
        return next((link.target for link in self._links.values() if link.kind == kind), None)

    def _part_by_id(self, relationship: str | None) -> str | None:
        link = self._links.get(relationship or "")
        return None if link is None else link.target


def _mark_deleted(properties: etree._Element | None) -> bool:
    mark = None if properties is None else properties.find(f"{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def _mark_hidden(properties: etree._Element | None) -> bool:
    return properties is not None and bool(flag(properties.find(f"{W}rPr/{W}vanish"), False))


def _in_zone(found: Sequence[Block], zone: Zone) -> Iterable[Block]:
    if any(is_letterhead(paragraph.text) for paragraph in flat(found)):
        return found
    return [replace(block, zone=zone) for block in found]
