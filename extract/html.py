"""Reader of web pages: what a browser prints of them, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from extract.docx_numbering import spell
from extract.html_tables import read_grid, styles
from extract.layout import blocks as laid_out
from extract.layout import flat, is_letterhead
from extract.paragraphs import join
from extract.plain_page import page
from extract.repair import repair
from extract.soft_breaks import paragraphs
from extract.source import Empty, Source
from extract.text_columns import split_paragraphs
from extract.text_encoding import decode
from schemas.document import Align, Block, Document, Line, Method, Zone

MEDIA_TYPE: Final = "text/html"

# fmt: off
_SKIPPED: Final = frozenset({
    "script", "style", "noscript", "template", "head", "nav", "aside", "svg", "math", "iframe", "object", "select",
    "button", "textarea", "del", "s", "strike",
})
_BLOCK: Final = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main",
    "ol", "p", "pre", "section", "summary", "table", "ul",
})
# fmt: on
_BOLD: Final = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_ITALIC: Final = frozenset(["i", "em", "cite"])
_ALIGN: Final = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT, "justify": Align.JUSTIFY}
_LIST_FORMS: Final = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero", "none": "none",
}  # fmt: skip


def read(source: Source) -> Document:
    """Read a web page. Raises Empty."""
    stated = _charset().search(source.data[:4096])
    text = decode(source.data, stated[1].decode("ascii") if stated else None)
    found = blocks(text.content)
    if not found:
        raise Empty("Trang web không có chữ nào: hãy kiểm tra lại tệp gốc.")
    only = page(found, Method.PLAIN, "chữ trên trang web")
    return Document(
        source.name, source.sha256, MEDIA_TYPE, (only,), encoding=text.encoding, problems=text.problems, paged=False
    )


def blocks(content: str) -> list[Block]:
    """Paragraphs and tables of a page or a piece of one."""
    content = _declaration().sub("", content)
    if not content.strip():
        return []
    tree = html.document_fromstring(content, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    body = tree.find("body")
    flow = _Flow()
    flow.enter(_main(tree if body is None else body), _Look())
    flow.close()
    return split_paragraphs(flow.blocks)


def _main(body: HtmlElement) -> HtmlElement:
    """The page's own text where the page marks it (`<main>`, its only `<article>`), else all of it."""
    for name in ("main", "article"):
        found = body.findall(f".//{name}")
        if len(found) == 1 and found[0].text_content().strip():
            return found[0]
    return body


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element inherits."""

    bold: bool = False
    italic: bool = False
    upper: bool = False
    size: float | None = None
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    look: _Look


@dataclass
class _Flow:
    """Text on its way into paragraphs: the runs of the line being read, the lines of the paragraph being read."""

    blocks: list[Block] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    label: str = ""
    align: Align | None = None

    def enter(self, node: HtmlElement, look: _Look) -> None:
        """Read an element and all inside it."""
        if node.tag in _SKIPPED or _is_hidden(node):
            return
        look = _inherit(node, look)
        apart = node.tag in _BLOCK or "page-break-before" in styles(node)
        if apart:
            self.close()
        if node.tag == "br":
            self.end_line()
        elif node.tag == "table":
            self._table(node, look)
        elif node.tag in ("ol", "ul", "menu", "dir"):
            self._list(node, look)
        elif node.tag == "pre":
            self._preformatted(node, look)
        elif node.tag in ("header", "footer"):
            self._margin(node, look)
        else:
            self.inside(node, look)
        if apart:
            self.close()

    def inside(self, node: HtmlElement, look: _Look) -> None:
        """Read what an element holds: its text and its children with the text after each."""
        self._say(node.text, look, raised=node.tag == "sup")
        for child in node:
            self.enter(child, look)
            self._say(child.tail, look)

    def close(self) -> None:
        """End the paragraph."""
        self.end_line()
        self.blocks.extend(paragraphs(self.lines, self.align))
        self.lines = []
        self.align = None

    def end_line(self) -> None:
        """End the line."""
        text = _spaces().sub(" ", "".join(run.text for run in self.runs)).strip(" ")
        if text.strip():
            filled = [run for run in self.runs if run.text.strip()]
            fixed = repair(text)
            line = Line(
                self.label + fixed.strip() if self.label else fixed,
                size=max((run.look.size for run in filled if run.look.size), default=None),
                bold=all(run.look.bold for run in filled),
                italic=all(run.look.italic for run in filled),
            )
            self.lines.append(line)
            self.align = self.align or filled[0].look.align
            self.label = ""
        self.runs = []

    def _say(self, text: str | None, look: _Look, raised: bool = False) -> None:
        if not text:
            return
        if raised and text.strip().isdigit() and self.runs and self.runs[-1].text[-1:].isdigit():
            text = f"[{text.strip()}]"  # a note's mark must not lengthen the number that it stands on
        self.runs.append(_Run(text.upper() if look.upper else text, look))

    def _nested(self, node: HtmlElement, look: _Look) -> list[Block]:
        flow = _Flow()
        flow.inside(node, look)
        flow.close()
        return flow.blocks

    def _table(self, node: HtmlElement, look: _Look) -> None:
        for caption in node.findall("caption"):
            self.enter(caption, look)
        plain = replace(look, align=None)
        self.blocks.extend(laid_out(read_grid(node, lambda cell: self._nested(cell, _inherit(cell, plain)))))

    def _list(self, node: HtmlElement, look: _Look) -> None:
        ordered = node.tag == "ol"
        items = [child for child in node if child.tag == "li"]
        down = ordered and node.get("reversed") is not None
        at = _number(node.get("start")) or (len(items) if down else 1)
        for child in node:
            if child.tag == "li" and not _is_hidden(child):
                at = _number(child.get("value")) or at
                self.close()
                self.label = _label(child, at, ordered)
                self.enter(child, look)
                self.label = ""
                at += -1 if down else 1
            else:
                self.enter(child, look)

    def _preformatted(self, node: HtmlElement, look: _Look) -> None:
        texts = node.text_content().split("\n")
        self.blocks.extend(split_paragraphs(join([Line(repair(text), bold=look.bold) for text in texts])))

    def _margin(self, node: HtmlElement, look: _Look) -> None:
        """A page's own header or footer, kept apart from the text unless the letterhead stands in it."""
        found = self._nested(node, look)
        if not any(is_letterhead(paragraph.text) for paragraph in flat(found)):
            zone = Zone.HEADER if node.tag == "header" else Zone.FOOTER
            found = [replace(block, zone=zone) for block in found]
        self.blocks.extend(found)


def _label(item: HtmlElement, at: int, ordered: bool) -> str:
    """What a browser prints before a list's item."""
    parent = item.getparent()
    holders = (item,) if parent is None else (item, parent)
    form = next((f for node in holders if (f := styles(node).get("list-style-type") or node.get("type"))), None)
    if form is None and any("none" in styles(node).get("list-style", "") for node in holders):
        form = "none"
    if form == "none":
        return ""
    return f"{spell(at, _LIST_FORMS.get(form or '', 'decimal'))}. " if ordered else "• "


def _inherit(node: HtmlElement, look: _Look) -> _Look:
    style = styles(node)
    weight = style.get("font-weight", "")
    slope = style.get("font-style", "")
    align = "center" if node.tag == "center" else style.get("text-align", node.get("align", "")).lower()
    bold = node.tag in _BOLD or (look.bold if not weight else False)
    return _Look(
        bold=bold or weight.startswith("bold") or (weight.isdigit() and int(weight) >= 600),
        italic=slope in ("italic", "oblique") if slope else look.italic or node.tag in _ITALIC,
        upper=style["text-transform"] == "uppercase" if "text-transform" in style else look.upper,
        size=_points(style.get("font-size", "")) or look.size,
        align=_ALIGN.get(align, look.align),
    )


def _is_hidden(node: HtmlElement) -> bool:
    style = styles(node)
    return (
        node.get("hidden") is not None
        or style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
    )


def _points(text: str) -> float | None:
    match = re.match(r"([\d.]+)(pt|px)", text)
    if match is None or match[1].count(".") > 1 or match[1] == ".":
        return None
    return float(match[1]) * (0.75 if match[2] == "px" else 1.0) or None


def _number(text: str | None) -> int | None:
    match = re.match(r"\s*(-?\d{1,9})", text or "")
    return int(match[1]) if match else None


@cache
def _charset() -> re.Pattern[bytes]:
    return re.compile(rb"""(?i)(?:charset\s*=|<\?xml[^>]*encoding\s*=)\s*["']?\s*([\w-]+)""")


@cache
def _declaration() -> re.Pattern[str]:
    return re.compile(r"^\s*<\?xml[^>]*\?>")


@cache
def _spaces() -> re.Pattern[str]:
    """What browsers make one space of: not the no-break spaces with which columns are set."""
    return re.compile(r"[ \t\n\r\f]+")
