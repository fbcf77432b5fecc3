"""Word's styles: what a run or a paragraph looks like once all it inherits is counted in (ISO/IEC 29500-1, §17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from extract.docx_package import W, flag, number, val
from schemas.document import Align

_ALIGN: Final = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "center": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.JUSTIFY,
    "distribute": Align.JUSTIFY,
    "thaiDistribute": Align.JUSTIFY,
    "lowKashida": Align.JUSTIFY,
    "mediumKashida": Align.JUSTIFY,
    "highKashida": Align.JUSTIFY,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set; `size` in points."""

    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    raised: bool = False  # superscript
    size: float | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paragraph inherits: its place between the margins and its list."""

    style: str | None
    align: Align | None
    list_id: str | None  # w:numId; "0" and None both mean no list
    level: int  # of the list, from 0
    level_own: bool = False  # the paragraph itself says the level, not its style


class Styles:
    """The styles of a document; answers are cached by the styles involved."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self._base_run: etree._Element | None = None
        self._base_paragraph: etree._Element | None = None
        self._chains: dict[str | None, tuple[etree._Element, ...]] = {}
        self._looks: dict[tuple[str | None, str | None, str | None], Look] = {}
        if root is None:
            return
        self._base_run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._base_paragraph = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
        for style in root.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._styles[name] = style
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._defaults.setdefault(style.get(f"{W}type", ""), name)

    def chain(self, name: str | None) -> tuple[etree._Element, ...]:
        """The style and those that it is based on, nearest first; a circle is cut."""
        if name not in self._chains:
            found: list[etree._Element] = []
            at = name
            while at is not None and (style := self._styles.get(at)) is not None and style not in found:
                found.append(style)
                at = val(style, "basedOn")
            self._chains[name] = tuple(found)
        return self._chains[name]

    def setting(self, properties: etree._Element | None, table_style: str | None = None) -> Setting:
        """What holds for a paragraph whose own properties are `properties` (`w:pPr`)."""
        style = val(properties, "pStyle")
        if style not in self._styles:
            style = self._defaults.get("paragraph")
        align = None
        for holder in self._paragraph_holders(properties, style, table_style):
            if (word := val(holder, "jc")) is not None:
                align = _ALIGN.get(word)
                break
        own = None if properties is None else properties.find(f"{W}numPr")
        holders = [own, *(node.find(f"{W}pPr/{W}numPr") for node in self.chain(style))]
        list_id = next((name for holder in holders if (name := val(holder, "numId")) is not None), None)
        level = next((at for holder in holders if (at := number(val(holder, "ilvl"))) is not None), 0)
        return Setting(style, align, list_id, min(max(level, 0), 8), level_own=val(own, "ilvl") is not None)

    def look(self, properties: etree._Element | None, style: str | None, table_style: str | None = None) -> Look:
        """How a run is set whose own properties are `properties` (`w:rPr`), in a paragraph of style `style`."""
        character = val(properties, "rStyle")
        key = (style, character, table_style)
        if key not in self._looks:
            self._looks[key] = self._inherited(*key)
        inherited = self._looks[key]
        if properties is None or not len(properties):
            return inherited
        return _overlay(inherited, properties)

    def _paragraph_holders(
        self, properties: etree._Element | None, style: str | None, table_style: str | None
    ) -> Iterator[etree._Element | None]:
        yield properties
        for name in (style, table_style):
            for node in self.chain(name):
                yield node.find(f"{W}pPr")
        yield self._base_paragraph

    def _inherited(self, style: str | None, character: str | None, table_style: str | None) -> Look:
        """What a run inherits. Toggle properties of several style hierarchies cancel each other (§17.7.3)."""
        hierarchies = [
            [node.find(f"{W}rPr") for node in self.chain(name)]
            for name in (character or self._defaults.get("character"), style, table_style)
        ]
        everything = [holder for hierarchy in hierarchies for holder in hierarchy] + [self._base_run]

        def toggled(name: str) -> bool:
            on = False
            for hierarchy in hierarchies:
                on ^= bool(_nearest(hierarchy, name))
            return on or bool(_nearest([self._base_run], name))

        sizes = (number(val(holder, "sz")) for holder in everything)
        fonts = (_font(holder) for holder in everything)
        size = next((found for found in sizes if found), None)
        return Look(
            bold=toggled("b"),
            italic=toggled("i"),
            caps=toggled("caps"),
            hidden=toggled("vanish"),
            raised=next((word for holder in everything if (word := val(holder, "vertAlign"))), "") == "superscript",
            size=size / 2 if size else None,
            font=next((found for found in fonts if found), None),
        )


def _nearest(holders: list[etree._Element | None], name: str) -> bool | None:
    for holder in holders:
        if holder is not None and (found := flag(holder.find(f"{W}{name}"))) is not None:
            return found
    return None


def _font(properties: etree._Element | None) -> str | None:
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")


def _overlay(look: Look, properties: etree._Element) -> Look:
    size = number(val(properties, "sz"))
    place = val(properties, "vertAlign")
    return Look(
        bold=bool(flag(properties.find(f"{W}b"), look.bold)),
        italic=bool(flag(properties.find(f"{W}i"), look.italic)),
        caps=bool(flag(properties.find(f"{W}caps"), look.caps)),
        hidden=bool(flag(properties.find(f"{W}vanish"), look.hidden)),
        raised=look.raised if place is None else place == "superscript",
        size=size / 2 if size else look.size,
        font=_font(properties) or look.font,
    )
