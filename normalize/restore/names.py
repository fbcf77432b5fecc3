"""Which words of a text must be left as they were read: names of persons, which no language model knows, and symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from normalize.lexicon import words
from normalize.restore.tokens import Token

_FULL = (
    3  # words with capitals in a row that are a name whatever the first is; two are one if they begin with a surname
)
_CAPITALS = re.compile(r"^[ \t]*([^\W\d_]+(?: [^\W\d_]+){1,4})[ \t]*$", re.MULTILINE)
_CALLED = re.compile(r"\b(?:ông|bà|đồng chí|đ/c|thầy|cô|em)[: ]+([^\W\d_]+(?: [^\W\d_]+){1,4})", re.IGNORECASE)
_MIDDLE = ("VĂN", "THỊ")
_CHUNK, _LETTERS = re.compile(r"\S+"), re.compile(r"[^\W\d_]+")


@cache
def _surnames(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words(name))


def names(text: str, tokens: Sequence[Token]) -> set[int]:
    """The offsets of the words that are parts of names: «ông Vừ Văn An», «Trần Quý», a line «NGUYỄN THỊ HÀ»."""
    found: set[int] = set()
    for run in _runs(text, tokens):
        first = text[run[0].start : run[0].end].lower()
        if len(run) >= _FULL or (len(run) == 2 and first in _surnames("surnames")):
            found.update(token.start for token in run)
    spelled = [match for match in _CAPITALS.finditer(text) if _in_capitals(match.group(1))]
    spelled += [match for match in _CALLED.finditer(text) if match.group(1).isupper()]
    for match in spelled:
        found.update(match.start(1) + word.start() for word in re.finditer(r"\S+", match.group(1)))
    return found


def symbols(text: str) -> set[int]:
    """The offsets of words that are written together with figures: numbers and symbols of documents, dates, codes."""
    chunks = (match for match in _CHUNK.finditer(text) if any(map(str.isdigit, match.group())))
    return {chunk.start() + word.start() for chunk in chunks for word in _LETTERS.finditer(chunk.group())}


def _in_capitals(line: str) -> bool:
    """Whether a line is a name in capitals, not a heading: many surnames are common words too («TÔ», «DANH»)."""
    first, second, *_ = line.split()
    return line.isupper() and (
        first.lower() in _surnames("surnames_common") or (second in _MIDDLE and first.lower() in _surnames("surnames"))
    )


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Words with a capital and small letters that follow each other on one line."""
    run: list[Token] = []
    for token in tokens:
        raw = text[token.start : token.end]
        titled = token.word and raw[0].isupper() and (raw[1:].islower() or len(raw) == 1)
        if run and (not titled or text[run[-1].end : token.start] != " "):
            yield run
            run = []
        if titled:
            run.append(token)
    if run:
        yield run
