"""Text as the language model sees it: words in lower case, abbreviations in their own case, classes of numbers and marks.

A heading in capitals reads as lower case; «QĐ», «GDĐT», «GDTrH» keep their case, so that «ĐA» (đề án) and «đa» are two
words. The decision rests on the shape of the word and its neighbours only, never on diacritics: text that lost them
gives the same tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vietnamese.letters import strip_marks
from vietnamese.syllables import is_bare_syllable

STOP, COMMA, DASH, SLASH, NUMBER, YEAR, DATE, UNKNOWN = ".", ",", "-", "/", "<n>", "<y>", "<d>", "<unk>"
SPECIAL = (UNKNOWN, STOP, COMMA, DASH, SLASH, NUMBER, YEAR, DATE)

_TOKEN = re.compile(
    r"(?P<line>[ \t]*[\n\f\v\r]\s*)|(?P<word>[^\W\d_]+)|(?P<number>\d+(?:[./,:\-–]\d+)*)"
    r"|(?P<stop>[.;:!?…\t]+)|(?P<comma>,)|(?P<dash>[-–—+*•])|(?P<slash>/)"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SHORT = 0.6  # a line shorter than this share of a full one ends what it says


@dataclass(frozen=True, slots=True)
class Token:
    """A word (or, where `word` is false, a class of numbers or marks): its place and its key in the model."""

    start: int
    end: int
    key: str
    word: bool


@lru_cache(maxsize=65536)
def shape(word: str) -> str:
    """`l` lower case or capitalised, `u` capitals that spell bare syllables, `a` any other capitals or mixture."""
    if len(word) == 1 or word.islower() or (word[0].isupper() and word[1:].islower()):
        return "l"
    return "u" if word.isupper() and is_bare_syllable(strip_marks(word)) else "a"


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`; the end of a short line ends a sentence, that of a full one is a space."""
    full = full_line(text)
    found: list[tuple[int, int, str, str]] = []  # start, end, kind, text
    line_start = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind == "line":
            if sentence_ends(text, match, line_start, full):
                found.append((start, start, "stop", ""))
            line_start = end
        else:
            found.append((start, end, kind, match.group()))
    return _keyed(found)


def sentence_ends(text: str, gap: re.Match[str], line_start: int, full: int) -> bool:
    """Whether the line breaks in `gap` end what the line said: it is short, or a blank line follows, and no small letter."""
    short = gap.start() - line_start < full * _SHORT or gap.group().count("\n") > 1
    return short and not text[gap.end() : gap.end() + 1].islower()


def full_line(text: str) -> int:
    """The length of a full line of `text`, in characters."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    return min(lengths[len(lengths) * 3 // 4], 400) if lengths else 0


def _keyed(found: Sequence[tuple[int, int, str, str]]) -> list[Token]:
    shapes = [shape(text) if kind == "word" else "" for _, _, kind, text in found]
    shapes.append("")
    tokens: list[Token] = []
    stopped = True
    for i, (start, end, kind, text) in enumerate(found):
        if kind == "word":
            lower = shapes[i] == "l" or (shapes[i] == "u" and "u" in (shapes[i - 1], shapes[i + 1]))
            tokens.append(Token(start, end, text.lower() if lower else text, True))
        elif kind == "stop" and stopped:
            continue
        else:
            tokens.append(Token(start, end, _class(kind, text), False))
        stopped = kind == "stop"
    return tokens


def _class(kind: str, text: str) -> str:
    if kind == "number":
        return DATE if "/" in text else YEAR if _YEAR.match(text) else NUMBER
    return {"stop": STOP, "comma": COMMA, "dash": DASH, "slash": SLASH}[kind]
