"""Inside a Word paragraph: runs, fields, breaks, tracked changes, text boxes and notes, down to lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from lxml import etree

from extract.docx_package import W, flag, number, val
from extract.docx_styles import Look, Styles
from extract.symbols import symbol
from schemas.document import Line
from schemas.document import Run as FontRun
from vietnamese.old_fonts import old_font

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# What a revision took away (w:del, w:moveFrom) and properties; all other elements are entered in search of runs.
_SKIPPED: Final = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "sdtPr", "rt")
)
_BOXES: Final = (f"{W}drawing", f"{W}pict", f"{W}object")


class Break(Enum):
    """Where a line of a paragraph ends before its right margin."""

    LINE = "line"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Run:
    """Text set in one way."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Note:
    """A reference to a footnote or endnote; `kind` is "footnote" or "endnote"."""

    kind: str
    id: str


@dataclass
class Inline:
    """A paragraph's content in order, and the text boxes anchored in it."""

    pieces: list[Run | Break | Note] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Whether nothing of it prints as text."""
        return not any(
            isinstance(piece, Note) or (isinstance(piece, Run) and piece.text.strip()) for piece in self.pieces
        )


class InlineReader:
    """Reads one paragraph; fields opened in it are followed to its end."""

    def __init__(self, styles: Styles, style: str | None, table_style: str | None) -> None:
        self._styles = styles
        self._style = style
        self._table_style = table_style
        self._fields: list[bool] = []  # open fields, outermost first: True while in the instruction, before the result
        self.inline = Inline()

    def read(self, paragraph: etree._Element) -> Inline:
        """The content of `paragraph` (`w:p`)."""
        self._enter(paragraph)
        return self.inline

    def _enter(self, node: etree._Element) -> None:
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == f"{W}r":
                self._run(child)
            elif tag == f"{_MC}AlternateContent":
                for branch in chosen(child):
                    self._enter(branch)
            elif tag in _BOXES:
                self.inline.boxes.extend(text_boxes(child))
            elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
                self._say(formula(child), self._styles.look(None, self._style, self._table_style))
            else:
                self._enter(child)

    def _run(self, run: etree._Element) -> None:
        look = self._styles.look(run.find(f"{W}rPr"), self._style, self._table_style)
        for child in run:
            if isinstance(child.tag, str) and child.tag != f"{W}rPr":
                self._content(child, look)

    def _content(self, node: etree._Element, look: Look) -> None:
        tag = node.tag
        if (text := _text(node, look)) is not None:
            self._say(text, look)
        elif tag in (f"{W}br", f"{W}cr"):
            self._break(node, look)
        elif tag == f"{W}fldChar":
            self._field(node, look)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self._note(node, look)
        elif tag in _BOXES:
            self.inline.boxes.extend(text_boxes(node))
        elif tag == f"{_MC}AlternateContent":
            for branch in chosen(node):
                for child in branch:
                    self._content(child, look)
        elif tag == f"{W}ruby":
            for base in node.iterfind(f"{W}rubyBase"):
                self._enter(base)

    def _say(self, text: str, look: Look) -> None:
        if not text or look.hidden or any(self._fields):
            return
        if look.caps and not _legacy(look):
            text = text.upper()
        if look.raised and text.strip().isdigit() and self._last().isdigit():
            text = f"[{text.strip()}]"  # a mark set by hand must not lengthen the number that it stands on
        self.inline.pieces.append(Run(text, look))

    def _last(self) -> str:
        last = self.inline.pieces[-1] if self.inline.pieces else None
        return last.text[-1:] if isinstance(last, Run) else ""

    def _break(self, node: etree._Element, look: Look) -> None:
        if not look.hidden and not any(self._fields):
            kind = node.get(f"{W}type")
            self.inline.pieces.append(Break.PAGE if kind in ("page", "column") else Break.LINE)

    def _field(self, node: etree._Element, look: Look) -> None:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            form = node.find(f"{W}ffData")
            if form is not None:
                self._say(form_value(form), look)
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, node: etree._Element, look: Look) -> None:
        if look.hidden or any(self._fields) or _is_on(node, "customMarkFollows"):
            return
        kind = "footnote" if node.tag == f"{W}footnoteReference" else "endnote"
        self.inline.pieces.append(Note(kind, node.get(f"{W}id", "")))


def _text(node: etree._Element, look: Look) -> str | None:
    """What an element inside a run prints as characters; None for one that is no text."""
    tag = node.tag
    if tag == f"{W}t":
        return node.text or ""
    if tag in (f"{W}tab", f"{W}ptab"):
        return "\t"
    if tag == f"{W}noBreakHyphen":
        return "-"
    if tag == f"{W}softHyphen":
        # In a pre-Unicode font this code is a letter; elsewhere it prints only where a line breaks.
        return "\u00ad" if _legacy(look) else ""
    if tag == f"{W}sym":
        code = node.get(f"{W}char", "")
        return symbol(int(code, 16), node.get(f"{W}font")) if code else ""
    return None


def _is_on(node: etree._Element, name: str) -> bool:
    """Whether the on/off attribute `w:name` of `node` is on."""
    return node.get(f"{W}{name}", "false") in ("1", "true", "on")


def chosen(alternatives: etree._Element) -> Iterator[etree._Element]:
    """The one branch of `mc:AlternateContent` to read: the first that Word would choose, else the fallback."""
    choice = alternatives.find(f"{_MC}Choice")
    branch = alternatives.find(f"{_MC}Fallback") if choice is None else choice
    if branch is not None:
        yield branch


def text_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes (`w:txbxContent`) of a drawing, each once, whatever its branches hold."""
    for child in drawing:
        if child.tag == f"{_MC}AlternateContent":
            for branch in chosen(child):
                yield from text_boxes(branch)
        elif child.tag == f"{W}txbxContent":
            yield child
        elif isinstance(child.tag, str):
            yield from text_boxes(child)


def form_value(form: etree._Element) -> str:
    """What a form field (`w:ffData`) shows that is not stored as text: a check box, the entry of a list."""
    box = form.find(f"{W}checkBox")
    if box is not None:
        checked = flag(box.find(f"{W}checked"), flag(box.find(f"{W}default"), False))
        return "☑" if checked else "☐"
    entries = [node.get(f"{W}val", "") for node in form.iterfind(f"{W}ddList/{W}listEntry")]
    at = number(val(form.find(f"{W}ddList"), "result")) or 0
    return entries[at] if at < len(entries) else ""


def formula(node: etree._Element) -> str:
    """An equation on one line: «(a + b)/3» for a fraction, other parts in order."""
    if node.tag == f"{_M}t":
        return node.text or ""
    if node.tag == f"{_M}f":
        above, below = (formula(part) if (part := node.find(_M + name)) is not None else "" for name in ("num", "den"))
        return "/".join(f"({part})" if len(part.split()) > 1 else part for part in (above, below))
    return "".join(formula(child) for child in node if isinstance(child.tag, str))


def lines(pieces: list[Run | Break], label: str = "") -> list[list[Line]]:
    """The printed lines, a list for each stretch between page breaks; `label` opens the first line with text.

    Tabs stay in the text: they tell columns apart later. Blank lines are left out, but a number prints without text
    beside it too: columns «STT» are filled that way.
    """
    pages: list[list[Line]] = [[]]
    runs: list[Run] = []

    def close() -> None:
        nonlocal label
        if (line := _line(runs)) is not None:
            pages[-1].append(replace(line, text=label + line.text.lstrip()) if label else line)
            label = ""
        runs.clear()

    for piece in pieces:
        if isinstance(piece, Run):
            runs.append(piece)
            continue
        close()
        if piece is Break.PAGE and pages[-1]:
            pages.append([])
    close()
    if any(c.isalnum() for c in label):
        pages[-1].append(Line(label.strip()))
    return [page for page in pages if page]


def _line(runs: list[Run]) -> Line | None:
    text = "".join(run.text for run in runs)
    if not text.strip():
        return None
    sizes: dict[float, int] = {}
    bold = italic = True
    for run in runs:
        if weight := len(run.text.strip()):
            bold &= run.look.bold
            italic &= run.look.italic
            if run.look.size:
                sizes[run.look.size] = sizes.get(run.look.size, 0) + weight
    size = max(sizes, key=lambda s: (sizes[s], s), default=None)
    fonts = tuple(FontRun(run.text, run.look.font) for run in runs) if any(_legacy(run.look) for run in runs) else ()
    return Line(text.rstrip(), size=size, bold=bold, italic=italic, runs=fonts)


def _legacy(look: Look) -> bool:
    """Whether the font is one from before Unicode, whose letters must not be touched."""
    return old_font(look.font) is not None
