"""Labels of headings and list items: which paragraph begins with one, of what style, and which number it is.

Styles: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II phần 6 (Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm), and those
of plans: I., 1., 1.1., a), Bước 1, -, +, *.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from normalize.marks import is_caps
from normalize.rows import UPPER
from vietnamese.numbers import parse_words


class Style(IntEnum):
    """Kinds of labels; a lower one stands above a higher one where nothing else tells."""

    PART = 1  # Phần
    CHAPTER = 2
    DIVISION = 3  # Mục
    SUBDIVISION = 4  # Tiểu mục
    ARTICLE = 5  # Điều
    CAPITAL = 6  # A.
    ROMAN = 7
    NUMBER = 8  # 1., 1.1. (deeper by its dots)
    STEP = 9  # Bước 1
    ENCLOSED = 10  # (1)
    LETTER = 11  # a)
    STAR = 12
    DASH = 13
    PLUS = 14
    DOT = 15  # • and the like

    @property
    def is_bullet(self) -> bool:
        """Whether labels of this style carry no number."""
        return self >= Style.STAR


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a paragraph: as printed («a)», «Bước 2»), its style, and its number.

    `name` is how a path names it («a», «Điều 5», «2.1»); `numbers` its figures (several in «2.1»); `closer` the mark
    after it, which tells «1.» from «1)»; `end` where the paragraph's own words begin.
    """

    text: str
    name: str
    style: Style
    numbers: tuple[int, ...]
    closer: str
    end: int


_LETTERS = "abcdđeghiklmnopqrstuvxy"
_BULLETS = {"-": Style.DASH, "–": Style.DASH, "—": Style.DASH, "+": Style.PLUS, "*": Style.STAR}
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "named": re.compile(
            r"(?P<word>phần|chương|tiểu mục|mục|điều|bước)\s+(?:thứ\s+)?"
            r"(?P<number>\d{1,3}(?P<letter>[a-zđ]?)(?!\w)|[IVXLC]{1,7}(?!\w)|(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w))"
            r"\s*(?P<closer>[.:)]?)(?!\d)",
            re.IGNORECASE,
        ),
        "number": re.compile(
            r"(?P<number>\d{1,3}(?:\s?\.\s?\d{1,2}){0,4})\s?(?P<closer>[.)/]{1,2}|[-–](?=\s?[^\W\d_])|:(?=\s))"
            r"(?=\s|[^\W\d_]|[“\"(\-–]|$)"
        ),
        "sloppy": re.compile(r"(?P<number>\d{1,2}|[a-zđ])(?P<closer>,)\s+(?=[" + UPPER + r"][^\W\d_])"),
        "roman_bare": re.compile(r"(?P<number>[IVX]{1,5})(?P<closer>)\s+(?=[" + UPPER + r"]{2})"),
        "bare": re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})(?P<closer>)\s+(?=[" + UPPER + r"“\"(])"),
        "enclosed": re.compile(r"\((?P<number>\d{1,2}|[a-zđ])(?P<closer>\))(?=\s|[^\W\d_])"),
        "roman": re.compile(r"(?P<number>[IVXL1l]{1,6})\s?(?P<closer>[.)/:]{1,2}|\s?[-–])(?=\s|[^\W\d_]|$)"),
        "letter": re.compile(r"(?P<number>[a-zđ])\s?(?P<closer>[.)/])(?=\s|[" + UPPER + r"]|$)"),
        "capital": re.compile(r"(?P<number>[A-HĐK])\s?(?P<closer>[.)/-])\s*(?=[" + UPPER + r"][^\W\d_]|$)"),
        "bullet": re.compile(r"(?P<number>[-–—+*•·○●▪■§❖➢✓✔]|o(?=\s))\s*(?=\S)"),
    }  # fmt: skip


def read_label(text: str) -> Label | None:
    """The label that a paragraph begins with, or None: dates, times, sums and «V/v» are none."""
    left = (
        len(text) - len(text.lstrip(" \t\u00a0*_")) if re.match(r"[\s_]*\*\*", text) else len(text) - len(text.lstrip())
    )
    for read in (_named, _roman, _number, _enclosed, _letter, _capital, _bullet):
        label = read(text, left)
        if label:
            return label
    return None


def _make(match: re.Match[str], name: str, style: Style, numbers: tuple[int, ...], text: str) -> Label:
    end = match.end()
    while end < len(text) and text[end] in " \t.:":
        end += 1
    return Label(match.group().strip(), name, style, numbers, match.groupdict().get("closer") or "", end)


_NAMED = {"phần": Style.PART, "chương": Style.CHAPTER, "mục": Style.DIVISION, "tiểu mục": Style.SUBDIVISION,
          "điều": Style.ARTICLE, "bước": Style.STEP}  # fmt: skip


def _named(text: str, at: int) -> Label | None:
    match = _patterns()["named"].match(text, at)
    if match is None:
        return None
    word, number = match["word"].lower(), match["number"]
    if not match["word"][0].isupper():
        return None
    rest = text[match.end() :].lstrip()
    if not match["closer"] and rest and not (rest[0].isupper() or rest[0] in '“"(-–'):
        return None  # «Điều 5 của Thông tư …» in running text
    if not match["closer"] and re.match(
        r"(?:Thông tư|Nghị định|Luật|Quyết định|Quy chế|Điều lệ|Chương|Mục|Nghị quyết)(?!\w)", rest
    ):
        return None
    value = _value(number)
    if value is None:
        return None
    name = f"{word.capitalize()} {number}"
    return _make(match, name, _NAMED[word], (value,), text)


def _value(number: str) -> int | None:
    digits = re.match(r"\d+", number)
    if digits:
        return int(digits.group())
    if number.isupper():
        return roman_value(number)
    ordinal = {"nhất": 1, "tư": 4}.get(number.lower())
    return ordinal or parse_words(number.lower())


def roman_value(number: str) -> int | None:
    """The value of a Roman number, «I1» and «l» read as OCR's I; None where the letters make none."""
    letters = number.replace("1", "I").replace("l", "I")
    total = 0
    for here, after in zip(letters, [*letters[1:], ""], strict=True):
        value = _ROMANS.get(here)
        if value is None:
            return None
        total += -value if after and _ROMANS.get(after, 0) > value else value
    return total if _spelled(total) == letters else None


def _spelled(number: int) -> str:
    parts = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    spelled = ""
    for value, letters in parts:
        while number >= value:
            spelled, number = spelled + letters, number - value
    return spelled


def _roman(text: str, at: int) -> Label | None:
    match = _patterns()["roman"].match(text, at)
    if match is None:
        bare = _patterns()["roman_bare"].match(text, at)
        match = bare if bare and is_caps(text[bare.end() :]) else None
    if match is None or not re.search("[IVXL]", match["number"]) or text[match.end() : match.end() + 2].lower() == "v ":
        return None
    if match["closer"].strip().startswith("/") and text[match.end() : match.end() + 1].islower():
        return None  # «V/v»
    value = roman_value(match["number"])
    spelled = _spelled(value) if value else ""
    return _make(match, spelled, Style.ROMAN, (value,), text) if value else None


def _number(text: str, at: int) -> Label | None:
    match = _patterns()["number"].match(text, at) or _patterns()["bare"].match(text, at)
    match = match or _patterns()["sloppy"].match(text, at)
    if match is None or not match["number"][0].isdigit():
        return None
    figures = tuple(int(n) for n in re.split(r"\s?\.\s?", match["number"]))
    rest = text[match.end() :]
    if any(n == 0 for n in figures[:1]) or (len(figures) == 1 and figures[0] > 199):
        return None
    if match["closer"] == ":" or (match["closer"].startswith("/") and rest[:1].isdigit()):
        return None
    if len(figures) > 1 and rest[:1].islower() and not match["closer"] and not text[match.end() - 1].isspace():
        return None  # «2.5điểm»
    name = ".".join(str(n) for n in figures)
    return _make(match, name, Style.NUMBER, figures, text)


def _enclosed(text: str, at: int) -> Label | None:
    match = _patterns()["enclosed"].match(text, at)
    if match is None:
        return None
    number = match["number"]
    value = int(number) if number.isdigit() else _LETTERS.find(number) + 1
    style = Style.ENCLOSED if number.isdigit() else Style.LETTER
    return _make(match, number, style, (value,), text) if value else None


def _letter(text: str, at: int) -> Label | None:
    match = _patterns()["letter"].match(text, at) or _patterns()["sloppy"].match(text, at)
    if match is None:
        return None
    if match["closer"] == "/" and text[match.end() : match.end() + 1] not in (" ", ""):
        return None  # «v/v», «b/c»
    value = _LETTERS.find(match["number"]) + 1
    return _make(match, match["number"], Style.LETTER, (value,), text) if value else None


def _capital(text: str, at: int) -> Label | None:
    match = _patterns()["capital"].match(text, at)
    if match is None:
        return None
    value = "ABCDEFGHIK".find(match["number"]) + 1
    return _make(match, match["number"], Style.CAPITAL, (value,), text) if value else None


def _bullet(text: str, at: int) -> Label | None:
    match = _patterns()["bullet"].match(text, at)
    if match is None:
        return None
    sign = match["number"]
    style = _BULLETS.get(sign, Style.DOT)
    return _make(match, "-" if style is Style.DASH else sign, style, (), text)
