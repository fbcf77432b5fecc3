"""Printed lines made of a page's words, whatever order the file draws them in."""

from __future__ import annotations

from collections.abc import Sequence

from extract.broken_syllables import Side, is_half, side
from extract.pdf_glyphs import ASCENT, DESCENT, Glyphs
from extract.repair import raised
from schemas.document import Box, Line

Row = list[Glyphs]  # the words of one height on the page, left to right; may span two columns

_SAME_BASE = 0.38  # of the type size: baselines nearer than this are one row (indexes and footnote marks are)
_GLUE = 0.1  # of the type size: a narrower gap is none
_SMALL = 0.8  # of the row's type: figures no larger that stand higher are a footnote's sign
_APART = 0.7  # of the type size: halves of one syllable stand no further apart
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
    last = row[0]
    kept = [last]
    for word in row[1:]:
        if word.x0 - last.x0 > _DOUBLE or word.text != last.text or word.x1 - last.x1 > _DOUBLE:
            kept.append(word)
            last = word
    kept = _whole(kept)
    return _with_note_signs(kept) if any(w.style.size != last.style.size for w in kept) else kept


def _whole(row: Row) -> Row:
    """Syllables that the file breaks in two put together."""
    if not any(is_half(w.text) for w in row[1:]):
        return row
    made = [row[0]]
    for i, word in enumerate(row[1:], start=1):
        last = made[-1]
        if (i > 1 and _side(row, i - 1) is Side.AFTER) or _side(row, i) is Side.BEFORE:
            made[-1] = _together(last, word)
        else:
            made.append(word)
    return made


def _side(row: Row, index: int) -> Side:
    before, half = row[index - 1], row[index]
    if not is_half(half.text):
        return Side.NEITHER
    size = half.style.size or 1.0
    left = (half.x0 - before.x1) / size
    after = row[index + 1] if index + 1 < len(row) else None
    right = (after.x0 - half.x1) / size if after else _APART
    found = side(before.text, half.text, after.text if after else "", left, right)
    return found if (left if found is Side.BEFORE else right) < _APART else Side.NEITHER


def _together(a: Glyphs, b: Glyphs) -> Glyphs:
    return a._replace(text=a.text + b.text, x1=b.x1, raw=f"{a.raw or a.text} {b.raw or b.text}")


def _with_note_signs(row: Row) -> Row:
    """Small figures that stand higher than the row («¹ Xem …») as the raised figures that they are."""
    size = max(w.style.size for w in row)
    base = max(w.base for w in row if w.style.size == size)
    return [
        w._replace(text=raised(w.text), raw=w.raw or w.text)
        if w.style.size < _SMALL * size and w.base < base - 0.1 * size and len(w.text) < 3 and w.text.isdigit()
        else w
        for w in row
    ]


def _left(word: Glyphs) -> float:
    return word.x0


def line(words: Sequence[Glyphs]) -> Line:
    """One printed line; `raw` is set where a word was repaired. Raises ValueError without words."""
    if not words:
        raise ValueError("a line needs a word")
    parts: list[str] = []
    sizes: dict[float, int] = {}
    edge = 0.0
    bold = italic = True
    repaired = False
    for word in words:
        text, x0, _, _, style, spaced, raw = word
        if parts and (spaced or not -2 < x0 - edge < _GLUE * style.size):
            parts.append(" ")
        parts.append(text)
        sizes[style.size] = sizes.get(style.size, 0) + len(text)
        edge = word.x1
        bold = bold and style.bold
        italic = italic and style.italic
        repaired = repaired or raw is not None
    size = max(sizes, key=lambda s: (sizes[s], s)) if len(sizes) > 1 else words[0].style.size
    raw = _raw(words) if repaired else None
    return Line("".join(parts), bounds(words), (), raw, 1.0, size, bold, italic)


def _raw(words: Sequence[Glyphs]) -> str:
    """What the file has for `words`, one space between them; nothing for a word that was stamped on later."""
    return " ".join(" ".join(w.text if w.raw is None else w.raw for w in words).split())


def bounds(words: Sequence[Glyphs]) -> Box:
    """The box around `words` that stand in one row or more, to a tenth of a point."""
    x0 = min([w.x0 for w in words])
    x1 = max([w.x1 for w in words])
    top = min([w.base - ASCENT * w.style.size for w in words])
    bottom = max([w.base + DESCENT * w.style.size for w in words])
    return (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))
