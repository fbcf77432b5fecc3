"""A dispatch's text as Akoma Ntoso elements: every line once and in order, sections with their numbers, citations as references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from exporters.akn_parts import Span, line_start, lines
from exporters.package import plain
from exporters.wording import one_line
from schemas.facts import Citation
from schemas.plan import Section

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
Element: TypeAlias = etree._Element
# What a label makes of a section: element, and how its eId begins (akn-nc v1.0, 5.2). «Khoản» and «điểm» are so called
# only within a Điều; elsewhere a number or letter is an item of a plan, of which the standard has no element.
_KINDS = (
    (re.compile(r"phần(?!\w)", re.IGNORECASE), "part", "part"),
    (re.compile(r"chương(?!\w)", re.IGNORECASE), "chapter", "chp"),
    (re.compile(r"tiểu\s+mục(?!\w)", re.IGNORECASE), "subsection", "subsec"),
    (re.compile(r"mục(?!\w)", re.IGNORECASE), "section", "sec"),
    (re.compile(r"điều(?!\w)", re.IGNORECASE), "article", "art"),
)
_STEP = re.compile(r"bước(?!\w)", re.IGNORECASE)
_CLOSER = re.compile(r"\s*[.:)/]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is an inline element. `fact` is the citation it was made from."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str]
    fact: Citation | None = None


@dataclass(slots=True)
class Writer:
    """Writes parts of one plan's text. `marks` overlap nowhere and are in order; `prefix` goes before every eId.

    `sources` tells, when all is written, the eId of the reference that each citation (by `id`) became.
    """

    content: str
    marks: Sequence[Mark]
    prefix: str = ""
    sources: dict[int, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def preface(self, parent: Element, span: Span) -> None:
        """Write the letterhead, number, date, title and addressees."""
        if self.content[slice(*span)].strip():
            self._lines(add(parent, "preface"), span)

    def preamble(self, parent: Element, span: Span) -> None:
        """Write the legal basis: a `citation` for each line «Căn cứ …», with the lines that go on from it."""
        found = list(lines(self.content, *span))
        if not found:
            return
        preamble = add(parent, "preamble")
        first = next((n for n, line in enumerate(found) if self._cites(line)), len(found))
        last = max((n for n, line in enumerate(found) if self._cites(line)), default=-1)
        for line in found[:first]:
            self._paragraph(preamble, line)
        if first < len(found):
            citations = add(preamble, "citations", self._id("cits"))
            citation = citations
            for line in found[first : last + 1]:
                if self._cites(line):
                    citation = add(citations, "citation", self._id("cits__cit"))
                self._paragraph(citation, line)
        for line in found[last + 1 :] if last >= 0 else ():
            formula = add(preamble, "formula", self._id("formula"), name="enactingFormula")
            self._paragraph(formula, line)

    def body(self, parent: Element, span: Span, sections: Sequence[Section], *, act: bool) -> None:
        """Write the main text: what stands before the first section, then the sections."""
        start, end = span
        first = min((s.start for s in sections), default=end)
        if act:
            if not sections:  # an act's body holds sections only
                lone = add(parent, "hcontainer", self._id("hcontainer"), name="noidung")
                self._lines(add(lone, "content"), span)
        elif self.content[start:first].strip():
            self._lines(parent, (start, first))
        elif not sections:
            add(parent, "p")
        for section, stop in _stretched(sections, end):
            self._section(parent, section, stop, "", in_article=False)

    def conclusions(self, parent: Element, span: Span) -> None:
        """Write the signature and Nơi nhận."""
        if self.content[slice(*span)].strip():
            self._lines(add(parent, "conclusions"), span)

    def _section(self, parent: Element, section: Section, end: int, above: str, *, in_article: bool) -> None:
        tag, short, name = _kind(section, parent, in_article=in_article)
        number = "-".join(re.findall(r"\w+", section.label.split()[-1])) if section.label.split() else ""
        eid = self._id(f"{above}{short}", number)
        element = add(parent, tag, eid, **({"name": name} if name else {}))
        at = self._num(element, section, end)
        at = self._heading(element, section, at, end)
        children = [child for child in section.children if at <= child.start < end]
        if not children:
            self._lines(add(element, "content", f"{eid}__content"), (at, end))
            return
        if self.content[at : children[0].start].strip():
            self._lines(add(element, "intro", f"{eid}__intro"), (at, children[0].start))
        for child, stop in _stretched(children, end):
            self._section(
                element, child, stop, f"{eid.removeprefix(self.prefix)}__", in_article=in_article or tag == "article"
            )

    def _num(self, element: Element, section: Section, end: int) -> int:
        """Write a section's printed number («1.», «a)», «Bước 1.», «-»); return where the rest begins."""
        words = [re.escape(word) for word in section.label.split()]
        start = section.start
        found = (
            re.compile(r"\s*" + r"\s*".join(words), re.IGNORECASE).match(self.content, start, end) if words else None
        )
        if found is None:
            return start
        closer = _CLOSER.match(self.content, found.end(), end)
        stop = closer.end() if closer else found.end()
        self._inline(add(element, "num"), start, stop, element.get("eId", ""))
        return stop

    def _heading(self, element: Element, section: Section, at: int, end: int) -> int:
        """Write the rest of a section's first line as its heading where it is one, and more follows; return where."""
        stop = self.content.find("\n", at, end)
        if stop < 0 or not self.content[stop:end].strip() or not section.title:
            return at
        if one_line(self.content[at:stop]) != one_line(section.title):
            return at
        self._inline(add(element, "heading"), at, stop, element.get("eId", ""))
        return stop

    def _cites(self, line: Span) -> bool:
        marks = (m for m in self.marks if m.fact is not None and m.start < line[1] and m.end > line[0])
        return any(line_start(self.content, mark.start) == line[0] for mark in marks)

    def _lines(self, parent: Element, span: Span) -> None:
        for line in lines(self.content, *span):
            self._paragraph(parent, line)

    def _paragraph(self, parent: Element, line: Span) -> None:
        above = next((e.get("eId") for e in (parent, *parent.iterancestors()) if e.get("eId")), "")
        self._inline(add(parent, "p"), *line, above or self.prefix.rstrip("_"))

    def _inline(self, element: Element, start: int, end: int, above: str) -> None:
        """Write a stretch of text into `element`, its marks as elements; a mark that goes beyond it is cut."""
        found = self.content[start:end]
        start, end = start + len(found) - len(found.lstrip()), start + len(found.rstrip())
        at, last = start, None
        for mark in self._marks(start, end):
            _tail(element, last, self.content[at : max(mark.start, start)])
            last = add(element, mark.tag, **mark.attributes)
            if mark.fact is not None:
                short = f"{above.removeprefix(self.prefix)}__ref" if above else "ref"
                last.set("eId", self._id(short))
                self.sources.setdefault(id(mark.fact), last.get("eId", ""))
            at = min(mark.end, end)
            last.text = plain(self.content[max(mark.start, start) : at])
        _tail(element, last, self.content[at:end])

    def _marks(self, start: int, end: int) -> Iterator[Mark]:
        return (mark for mark in self.marks if mark.start < end and mark.end > start)

    def _id(self, name: str, number: str = "") -> str:
        """Return an eId that is not used yet: with the number that is printed, else by counting."""
        single = name in ("cits", "formula")
        stem = f"{self.prefix}{name}_{number}" if number else f"{self.prefix}{name}"
        count = self._counts.get(stem, 0)
        while True:
            count += 1
            found = f"{stem}_{count}" if not number and not single else stem if count == 1 else f"{stem}-{count}"
            if found not in self._used:
                break
        self._counts[stem] = count
        self._used.add(found)
        return found


def add(parent: Element, tag: str, eid: str = "", /, **attributes: str) -> Element:
    """Add an element of Akoma Ntoso."""
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    if eid:
        child.set("eId", eid)
    for key, value in attributes.items():
        child.set(key.rstrip("_"), plain(value))
    return child


def _tail(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = plain(text)
    else:
        last.tail = plain(text)


def _stretched(sections: Sequence[Section], end: int) -> Iterator[tuple[Section, int]]:
    """Yield sections, each up to the next one's beginning, so that no text between them is lost."""
    starts = [section.start for section in sections[1:]] + [end]
    return zip(sections, starts, strict=False)  # without sections there is one start too many


def _kind(section: Section, parent: Element, *, in_article: bool) -> tuple[str, str, str]:
    """Return a section's element, the beginning of its eId, and its name where the element needs one."""
    for pattern, tag, short in _KINDS:
        if pattern.match(section.label):
            return tag, short, ""
    if in_article and section.label.isdigit():
        return "paragraph", "para", ""
    if in_article and len(section.label) == 1 and section.label.isalpha():
        return "point", "point", ""
    if _STEP.match(section.label):
        return "hcontainer", "hcontainer", "buoc"
    return "hcontainer", "hcontainer", "muc" if any(c.isalnum() for c in section.label) else "gachdaudong"
