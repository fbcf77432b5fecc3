"""Snippets: the words around what was asked for, as the dispatch prints them, with what answers the question marked."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.store.query import Query
from corpus.store.words import WORD, bare, exact, split
from vietnamese.letters import strip_marks

_BEFORE, _AFTER = 60, 180  # letters shown around the first word that answers
_PLACES = 8  # places that are looked at before the best is taken
_BETWEEN = r"[\W_]+"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a dispatch's text on its page; `marks` are offsets in `text` of what answers the question."""

    text: str
    page: int | None
    marks: tuple[tuple[int, int], ...] = ()

    def marked(self, before: str, after: str) -> str:
        """The text with `before` and `after` around each mark."""
        parts, at = [], 0
        for start, end in self.marks:
            parts += [self.text[at:start], before, self.text[start:end], after]
            at = end
        return "".join([*parts, self.text[at:]])


def snippet(text: str, pages: str, question: Query) -> Snippet:
    """The stretch of `text` that answers the question best; its beginning where no word is asked for.

    `pages`: JSON, where each page starts. The words of the longest run asked for count more than scattered ones, words as
    they were spelled more than the same letters with other marks.
    """
    plain = strip_marks(text).lower()
    if len(plain) != len(text):  # a letter whose small form is longer: never in Vietnamese
        plain = strip_marks(text)
    wanted = _wanted(question)
    best: tuple[float, int] = (-1.0, 0)
    for start in _places(plain, wanted):
        found = _found(text, plain, start, min(start + _AFTER, len(text)), wanted)
        best = max(best, (sum(len(want.words) ** 2 * (1 + as_spelled) for want, as_spelled in found.values()), -start))
    return _cut(text, plain, -best[1], pages, wanted)


@dataclass(frozen=True, slots=True)
class _Want:
    """A run of words to be found, its expression over plain text, and how it was spelled."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]  # begins with a letter, so that Python looks for that first; `spans` sees to the border

    def spans(self, plain: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Where the run stands as whole words."""
        for match in self.pattern.finditer(plain, start, len(plain) if end is None else end):
            if not (match.start() and plain[match.start() - 1].isalnum()):
                yield match.span()

    def spelled_in(self, found: str) -> bool:
        """Whether the run stands here with the marks with which it was asked for."""
        return [exact(w) for w in WORD.findall(found)] == [exact(word) for word in self.words]


def _wanted(question: Query) -> list[_Want]:
    """What to find, runs of words before their words; the words of a phrase count together only."""
    numbers = [tuple(split(number)) for number in question.numbers]
    runs = [question.words, *question.phrases, *numbers, *((word,) for word in question.words)]
    found = [
        _Want(run, re.compile(rf"{_BETWEEN.join(re.escape(bare(w)) for w in run)}\b"))
        for run in dict.fromkeys(runs)
        if run
    ]
    return found + [_Want((prefix,), re.compile(rf"{re.escape(prefix)}\w*")) for prefix in question.prefixes]


def _places(plain: str, wanted: list[_Want]) -> list[int]:
    """Where to look: the first places of each run, the longest run's first; single words where no run stands."""
    found: dict[int, None] = {}
    for want in wanted:
        if found and len(want.words) == 1:
            break
        found.update(dict.fromkeys(start for start, _ in islice(want.spans(plain), _PLACES)))
    return list(found)[:_PLACES]


def _found(
    text: str, plain: str, start: int, end: int, wanted: list[_Want]
) -> dict[tuple[int, int], tuple[_Want, bool]]:
    """What stands in a stretch, and whether as spelled; where a run does so, the same letters with other marks are none."""
    found: dict[tuple[int, int], tuple[_Want, bool]] = {}
    for want in wanted:
        spans = list(want.spans(plain, start, end))
        spelled = [want.spelled_in(text[first:last]) for first, last in spans]
        for span, as_spelled in zip(spans, spelled, strict=True):
            if (as_spelled or not any(spelled)) and not any(a <= span[0] < b for a, b in found):
                found[span] = (want, as_spelled)
    return found


def _cut(text: str, plain: str, place: int, pages: str, wanted: list[_Want]) -> Snippet:
    start, end = max(place - _BEFORE, 0), min(place + _AFTER, len(text))
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    shown: list[str] = []
    marks: list[tuple[int, int]] = []
    at, length = start, 0
    for first, last in [*sorted(_found(text, plain, start, end, wanted)), (end, end)]:
        lead = _one_line(text[at:first], length == 0)
        words = _one_line(text[first:last], False)
        shown += [lead, words]
        length += len(lead)
        if words:
            marks.append((length, length + len(words)))
        length += len(words)
        at = last
    return Snippet("".join(shown).rstrip(), _page(pages, place), tuple(marks))


def _one_line(text: str, first: bool) -> str:
    """White space as single spaces, kept at the ends so that pieces join as they stood."""
    line = re.sub(r"\s+", " ", text)
    return line.lstrip() if first else line


def _page(pages: str, place: int) -> int | None:
    starts: list[tuple[int, int]] = [(page, start) for page, start in json.loads(pages)]
    if not starts:
        return None
    return starts[max(bisect_right([start for _, start in starts], place) - 1, 0)][0]
