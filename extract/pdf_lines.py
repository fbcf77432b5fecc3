"""Printed lines made of a page's words, whatever order the file draws them in."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf_glyphs import ASCENT, DESCENT, Glyphs
from schemas.document import Line

Row = list[Glyphs]  # the words of one height on the page, left to right; may span two columns

_SAME_BASE = 0.38  # of the type size: baselines nearer than this are one row (indexes and footnote marks are)
_GLUE = 0.1  # of the type size: a narrower gap is none
_DOUBLE = 1.6  # points: the same word nearer than this is drawn twice to look bold


def rows(words: Sequence[Glyphs]) -> list[Row]:
    """The rows of a page from top to bottom; words drawn twice for boldness come once."""
    found: list[Row] = []
    base = size = -1e9
    for word in sorted(words, key=_down_then_right):
        own = word.style.size
        if found and word.base - base <= _SAME_BASE * max(size, own):
            found[-1].append(word)
            if own > size:
                base, size = word.base, own
        else:
            found.append([word])
            base, size = word.base, own
    return [_across(row) for row in found]


def _down_then_right(word: Glyphs) -> tuple[float, float]:
    return (word.base, word.x0)


def _across(row: Row) -> Row:
    row.sort(key=_left)
    kept = [row[0]]
    for word in row[1:]:
        if not any(w.text == word.text and _on_top(w, word) for w in kept[-3:]):
            kept.append(word)
    return kept


def _left(word: Glyphs) -> float:
    return word.x0


def _on_top(a: Glyphs, b: Glyphs) -> bool:
    return abs(a.x0 - b.x0) < _DOUBLE and abs(a.x1 - b.x1) < _DOUBLE and abs(a.base - b.base) < _DOUBLE


def line(words: Sequence[Glyphs]) -> Line:
    """One printed line; `raw` is set where a word was repaired. Raises ValueError without words."""
    if not words:
        raise ValueError("a line needs a word")
    parts: list[str] = []
    size: dict[float, int] = {}
    previous = words[0]
    for word in words:
        if parts and (word.spaced or not -2 < word.x0 - previous.x1 < _GLUE * word.style.size):
            parts.append(" ")
        parts.append(word.text)
        size[word.style.size] = size.get(word.style.size, 0) + len(word.text)
        previous = word
    return Line(
        text="".join(parts),
        box=bounds(words),
        raw=_raw(words) if any(w.raw is not None for w in words) else None,
        size=max(size, key=lambda s: (size[s], s)),
        bold=all(w.style.bold for w in words),
        italic=all(w.style.italic for w in words),
    )


def _raw(words: Sequence[Glyphs]) -> str:
    """What the file has for `words`, one space between them; nothing for a word that was stamped on later."""
    return " ".join(" ".join(w.text if w.raw is None else w.raw for w in words).split())


def bounds(words: Sequence[Glyphs]) -> tuple[float, float, float, float]:
    """The box around `words`, to a tenth of a point."""
    return (
        round(min(w.x0 for w in words), 1),
        round(min(w.base - ASCENT * w.style.size for w in words), 1),
        round(max(w.x1 for w in words), 1),
        round(max(w.base + DESCENT * w.style.size for w in words), 1),
    )
