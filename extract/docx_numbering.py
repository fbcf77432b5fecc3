"""The labels that Word prints before the paragraphs of its lists (ISO/IEC 29500-1, §17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from lxml import etree

from extract.docx_package import W, flag, number, val
from extract.docx_styles import Setting, Styles
from extract.symbols import bullet

LEVELS: Final = 9
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, its format, and the text in which %1 … %9 stand for numbers."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None  # the level (from 1) whose coming restarts this one; 0 never; None any higher level
    legal: bool = False  # all numbers in Arabic digits
    style: str | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: the counters it shares (`key`), its levels, the levels it starts afresh."""

    key: str
    levels: tuple[Level, ...]
    fresh: dict[int, int]


class Numbering:
    """Counts the paragraphs of all lists in document order and gives each its label."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root, styles)

    def label(self, setting: Setting) -> str:
        """The label of the next paragraph with this setting, as printed, with the space after it; "" for none.

        Counts the paragraph: call once for each, in reading order.
        """
        found = self._lists.get(setting.list_id or "0")
        if found is None:
            return ""
        index = self._level(found, setting)
        counters = self._count(setting.list_id or "0", found, index)
        level = found.levels[index]
        if level.format == "bullet":
            mark = bullet(level.text, level.font)
            return mark + level.suffix if mark else ""
        text = _filled(level.text, lambda at: self._number(found, counters, index, at))
        return text + level.suffix if text.strip() else ""

    @staticmethod
    def _level(found: _List, setting: Setting) -> int:
        """The paragraph's own level; else the one that the list ties to its style; else the style's."""
        if not setting.level_own:
            for index, level in enumerate(found.levels):
                if level.style is not None and level.style == setting.style:
                    return index
        return setting.level

    def _count(self, list_id: str, found: _List, index: int) -> list[int | None]:
        counters = self._counters.setdefault(found.key, [None] * LEVELS)
        now = counters[index]
        if index in found.fresh and (list_id, index) not in self._begun:
            self._begun.add((list_id, index))
            counters[index] = found.fresh[index]
        else:
            counters[index] = found.levels[index].start if now is None else now + 1
        for deeper in range(index + 1, LEVELS):
            restart = found.levels[deeper].restart
            if restart is None or index < restart:
                counters[deeper] = None
        return counters

    @staticmethod
    def _number(found: _List, counters: list[int | None], index: int, at: int) -> str:
        """The number of level `at` in a label of level `index`; a level not met yet shows its first number."""
        level = found.levels[at]
        if at > index or level.format == "bullet":
            return ""
        value = counters[at]
        if value is None:
            value = counters[at] = found.levels[at].start
        return spell(value, "decimal" if found.levels[index].legal else level.format)

    def _read(self, root: etree._Element, styles: Styles) -> None:
        abstracts = {node.get(f"{W}abstractNumId", ""): node for node in root.iterfind(f"{W}abstractNum")}
        nums = {node.get(f"{W}numId", ""): node for node in root.iterfind(f"{W}num")}
        for list_id, num in nums.items():
            key = val(num, "abstractNumId") or ""
            abstract = _through_style(abstracts.get(key), abstracts, nums, styles)
            if abstract is None or list_id == "0":
                continue
            levels = [Level()] * LEVELS
            for node in abstract.iterfind(f"{W}lvl"):
                _put(levels, node)
            fresh: dict[int, int] = {}
            for override in num.iterfind(f"{W}lvlOverride"):
                index = number(override.get(f"{W}ilvl")) or 0
                if (own := override.find(f"{W}lvl")) is not None:
                    _put(levels, own)
                if (start := number(val(override, "startOverride"))) is not None and index < LEVELS:
                    fresh[index] = start
                    levels[index] = replace(levels[index], start=start)
            self._lists[list_id] = _List(abstract.get(f"{W}abstractNumId", key), tuple(levels), fresh)


def _filled(text: str, fill: Callable[[int], str]) -> str:
    return _places().sub(lambda match: fill(int(match[1]) - 1), text)


@cache
def _places() -> re.Pattern[str]:
    return re.compile("%([1-9])")


def _through_style(
    abstract: etree._Element | None,
    abstracts: dict[str, etree._Element],
    nums: dict[str, etree._Element],
    styles: Styles,
) -> etree._Element | None:
    """An abstract list that only names a numbering style is defined where that style's own list is (§17.9.21)."""
    link = val(abstract, "numStyleLink")
    if link is None:
        return abstract
    for style in styles.chain(link):
        list_id = val(style.find(f"{W}pPr/{W}numPr"), "numId")
        if list_id in nums:
            return abstracts.get(val(nums[list_id], "abstractNumId") or "")
    return abstract


def _put(levels: list[Level], node: etree._Element) -> None:
    index = number(node.get(f"{W}ilvl")) or 0
    if not 0 <= index < LEVELS:
        return
    kind = node.find(f"{W}numFmt")
    if kind is None:
        kind = next(iter(node.iter(f"{W}numFmt")), None)  # inside mc:AlternateContent: custom formats
    name = "decimal" if kind is None else kind.get(f"{W}val", "decimal")
    if name == "custom" and kind is not None:
        name = kind.get(f"{W}format", "decimal")
    start = number(val(node, "start"))
    fonts = node.find(f"{W}rPr/{W}rFonts")
    levels[index] = Level(
        start=0 if start is None else start,
        format=name,
        text=val(node, "lvlText") or "",
        suffix="" if val(node, "suff") == "nothing" else " ",
        restart=number(val(node, "lvlRestart")),
        legal=bool(flag(node.find(f"{W}isLgl"), False)),
        style=val(node, "pStyle"),
        font=None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi"),
    )


def spell(value: int, form: str) -> str:
    """`value` in Word's number format `form` («upperRoman»: 4 → «IV»); unknown formats in Arabic digits."""
    if form == "none":
        return ""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(value)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "decimalEnclosedParen":
        return f"({value})"
    if form == "numberInDash":
        return f"- {value} -"
    if re.match(r"0+1, ", form):  # a custom format written as its first numbers: «001, 002, 003, ...»
        return f"{value:0{form.index('1') + 1}d}"
    return str(value)


def _roman(value: int) -> str:
    parts = []
    for worth, letters in _ROMAN:
        count, value = divmod(max(value, 0), worth)
        parts.append(letters * count)
    return "".join(parts)
