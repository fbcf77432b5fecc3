"""Reader of Markdown: what converters and language models write dispatches down in. Marks go, words and labels stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from typing import Final

from extract.emphasis import unmark
from extract.layout import Grid, GridCell
from extract.layout import blocks as laid_out
from extract.paragraphs import Measure, measure
from extract.plain_page import page
from extract.repair import repair
from extract.source import Empty, Source
from extract.text import flow
from extract.text_encoding import decode
from schemas.document import Block, Document, Line, Method, Paragraph
from vietnamese.letters import nfc

MEDIA_TYPE: Final = "text/markdown"


def read(source: Source) -> Document:
    """Read Markdown. Raises Empty."""
    text = decode(source.data)
    lines = list(_lines(text.content.replace("\f", "\n").split("\n")))
    found = list(_blocks(lines))
    if not found:
        raise Empty("Tệp không có chữ nào: hãy kiểm tra lại tệp gốc.")
    only = page(found, Method.PLAIN, "chữ trong tệp")
    return Document(
        source.name, source.sha256, MEDIA_TYPE, (only,), encoding=text.encoding, problems=text.problems, paged=False
    )


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line and what Markdown says of it: text, a heading, a table's row, a break between paragraphs, a web table."""

    kind: str
    line: Line


def _lines(texts: Sequence[str]) -> Iterator[_Marked]:
    fenced = False
    texts = list(_headed(texts))
    for text, (plain, bold) in zip(texts, unmark([_triple().sub("**", text) for text in texts]), strict=True):
        if _fence().match(text):
            fenced = not fenced
            continue
        if fenced:
            yield _Marked("text", Line(repair(text)))
            continue
        kind, inside = _kind(plain)
        words = inside if kind in ("row", "web") else _inline(inside)
        for number, part in enumerate(words.split("\n")):
            fixed = repair(part)
            raw = text.strip() if number == 0 and fixed.strip() != nfc(text.strip()) else None
            yield _Marked(kind, Line(fixed, raw=raw, bold=bold or kind == "heading"))


def _headed(texts: Sequence[str]) -> Iterator[str]:
    """Headings that are underlined («===», «---») written with «#», so that one rule knows them."""
    skip = False
    for text, below in zip(texts, [*texts[1:], ""], strict=True):
        if skip:
            skip = False
            continue
        plain = text.strip()
        if plain and _underline().match(below) and not _block_start().match(plain):
            skip = True
            yield f"# {plain}"
        else:
            yield text


def _kind(text: str) -> tuple[str, str]:
    text = _quote().sub("", text)
    if not text.strip() or _rule().match(text):
        return "break", ""
    if match := _heading().match(text):
        return "heading", match[1]
    if "|" in text and (text.lstrip().startswith("|") or _delimiter().match(text)):
        return "row", text
    if re.match(r"\s*</?(?:table|thead|tbody|tfoot|tr|td|th)\b", text, re.IGNORECASE):
        return "web", text
    return "text", text


def _inline(text: str) -> str:
    """A line without links, marks of slanted, struck and typed letters, tags and escapes; `<br>` breaks it."""
    text = _break_tag().sub("\n", text)
    text = _image().sub("", text)
    text = _link().sub(r"\1", text)
    text = _address().sub(r"\1", text)
    text = _tag().sub("", text)
    for pattern in _emphasis():
        text = pattern.sub(r"\1", text)
    return unescape(_escape().sub(r"\1", text))


def _blocks(marked: Sequence[_Marked]) -> Iterator[Block]:
    column = replace(measure([m.line for m in marked if m.kind in ("text", "break")]), spaced=False)
    at = 0
    while at < len(marked):
        kind, end = marked[at].kind, at + 1
        while end < len(marked) and marked[end].kind == kind and kind != "heading":
            end += 1
        if kind == "web":
            end = _web_end(marked, at)
        lines = [m.line for m in marked[at:end]]
        yield from _run(kind, lines, column)
        at = end


def _run(kind: str, lines: Sequence[Line], column: Measure) -> Iterator[Block]:
    """The blocks of a run of lines of one kind."""
    if kind == "text":
        yield from flow([replace(line, text=line.text.strip()) for line in lines], column)
    elif kind == "heading":
        yield from (Paragraph((replace(line, text=line.text.strip()),)) for line in lines if line.text.strip())
    elif kind == "row":
        yield from laid_out(_grid(lines))
    elif kind == "web":
        from extract.html import blocks

        yield from blocks("\n".join(line.text for line in lines))


def _web_end(marked: Sequence[_Marked], start: int) -> int:
    """Where a table written in HTML ends: after its last tag, whatever stands between."""
    depth = 0
    for index in range(start, len(marked)):
        text = (marked[index].line.raw or marked[index].line.text).lower()
        depth += text.count("<table") - text.count("</table")
        if depth <= 0:
            return index + 1
    return len(marked)


def _grid(lines: Sequence[Line]) -> Grid:
    """A pipe table; its delimiter row tells which rows are its head."""
    rows: list[list[str]] = []
    header = None
    for line in lines:
        if _delimiter().match(line.text):
            header = len(rows) if header is None else header
            continue
        rows.append(_cell_edge().split(line.text.strip().removeprefix("|").removesuffix("|")))
    if header and not any(cell.strip() for row in rows[:header] for cell in row):
        rows, header = rows[header:], None
    cells = tuple(
        GridCell(tuple(_cell(cell)), number, column)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    )
    return Grid(cells, header_rows=header)


def _cell(text: str) -> Iterator[Paragraph]:
    for part in _inline(text.replace("\\|", "|")).split("\n"):
        [(plain, bold)] = unmark([part])
        if plain.strip():
            yield Paragraph((Line(repair(plain).strip(), bold=bold),))


@cache
def _triple() -> re.Pattern[str]:
    return re.compile(r"(?<!\*)\*{3}(?!\*)")


@cache
def _fence() -> re.Pattern[str]:
    return re.compile(r"\s{0,3}(?:```|~~~)")


@cache
def _underline() -> re.Pattern[str]:
    return re.compile(r"\s{0,3}(?:={3,}|-{3,})\s*$")


@cache
def _block_start() -> re.Pattern[str]:
    return re.compile(r"#|>|\||[-*+]\s|\d+[.)]\s|<|[-=*_]{3,}\s*$|```")


@cache
def _quote() -> re.Pattern[str]:
    return re.compile(r"^\s{0,3}(?:>\s?)+")


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")


@cache
def _delimiter() -> re.Pattern[str]:
    return re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")


@cache
def _cell_edge() -> re.Pattern[str]:
    return re.compile(r"(?<!\\)\|")


@cache
def _break_tag() -> re.Pattern[str]:
    return re.compile(r"<br\s*/?>", re.IGNORECASE)


@cache
def _image() -> re.Pattern[str]:
    return re.compile(r"!\[[^\]]*\]\([^)]*\)")


@cache
def _link() -> re.Pattern[str]:
    return re.compile(r"\[([^\[\]]+)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"<(?:mailto:)?((?:https?://[^\s>]+)|[^\s<>@]+@[^\s<>]+)>")


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"</?[a-zA-Z][^<>]*>")


@cache
def _emphasis() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*\\])\*(?![\w*])"),
        re.compile(r"(?<![\w\\])_{1,3}(?=[^\s_])([^\n]+?)(?<=[^\s_\\])_{1,3}(?!\w)"),
        re.compile(r"~~(?=\S)([^~\n]+?)~~"),
        re.compile(r"`([^`\n]+)`"),
    )


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
