"""From Tesseract's tokens to words in points: noise dropped, lines laid level, baseline and type size measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from extract.ocr.clean import Picture
from extract.ocr.figures import figures
from extract.ocr.tesseract import Token
from extract.pdf_glyphs import Glyphs, Style
from extract.pdf_lines import Row
from schemas.document import Line, Word
from vietnamese.letters import strip_marks

_NOISE = re.compile(r"[^\w.,;:()/\-–—+*%&@\"“”'‘’?!§°=<>…•]+|[|_~^`'‘’°=<>\\]+")
_RECIPIENTS = re.compile(r"^\W{0,2}\w{0,2}oi nhan[:;.,]?$")
_BULLET = re.compile(r"(?=.*[~_])[~_.\-–—=]{1,3}")  # a dash on a worn page
_SURE = 0.6
_HOPELESS = 0.35  # mean confidence of a line that is no print: a stamp's rim, a signature
_TALL = frozenset("bdfhklt0123456789ABCDEFGHIKLMNOPQRSTUVXYZWJ")
_SMALL = frozenset("acemnorsuvxz")
_HANGING = frozenset("gjpqy,;()Q/|[]{}_@§ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ")
_CAPITAL, _X = 0.67, 0.45  # of the type size: heights of a capital and of an «x» (Times New Roman)
_SAME_BASE = 0.38  # of the type size: lines whose baselines are nearer stand at one height
_TOUCH = 2.0  # points: what boxes of neighbours may overlap
_NEAR = 3  # rows above among which a line's own is sought
_SAME_SIZE = 0.18  # sizes measured on a picture differ by as much for the same type


@dataclass(frozen=True, slots=True)
class Found:
    """The words of a page in points, in Tesseract's order, and how sure each is."""

    lines: tuple[tuple[Glyphs, ...], ...]
    confidence: dict[Glyphs, float]

    @property
    def words(self) -> list[Glyphs]:
        """All words, line by line."""
        return [word for line in self.lines for word in line]

    def rows(self) -> list[Row]:
        """Lines of one height put side by side, from top to bottom; lines that would overlap stay apart."""
        made: list[Row] = []
        for line in sorted(self.lines, key=lambda line: line[0].base):
            for row in made[-_NEAR:]:
                if _side_by_side(row, line):
                    row.extend(line)
                    row.sort(key=lambda word: word.x0)
                    break
            else:
                made.append(list(line))
        return made

    def line(self, words: Sequence[Glyphs]) -> Line:
        """A printed line of the page; its confidence is its words', weighed by their letters."""
        made = tuple(Word(w.text, _rounded(w), round(self.confidence[w], 3)) for w in words)
        letters = sum(len(w.text) for w in made)
        x0, top, x1, bottom = zip(*(w.box for w in made), strict=True)
        return Line(
            text=" ".join(w.text for w in made),
            raw=" ".join(w.raw or w.text for w in words) if any(w.raw for w in words) else None,
            box=(min(x0), min(top), max(x1), max(bottom)),
            words=made,
            confidence=round(sum(w.confidence * len(w.text) for w in made) / letters, 3),
            size=words[0].style.size,
        )

    @property
    def quality(self) -> float:
        """The confidence of the whole page, weighed by letters; 0 where nothing was read."""
        words = self.words
        letters = sum(len(w.text) for w in words)
        return sum(self.confidence[w] * len(w.text) for w in words) / letters if letters else 0.0


def _side_by_side(row: Row, line: Sequence[Glyphs]) -> bool:
    """Whether `line` stands at the height of `row`, in its gap or beside it."""
    size = max(row[0].style.size, line[0].style.size)
    if abs(row[0].base - line[0].base) > _SAME_BASE * size:
        return False
    return all(a.x1 <= b.x0 + _TOUCH or b.x1 <= a.x0 + _TOUCH for a in row for b in line)


def _rounded(word: Glyphs) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = word.box
    return (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))


def found(tokens: Iterable[Token], picture: Picture, slope: float = 0.0) -> Found:
    """The words that `tokens` of `picture` stand for; lines that fall by `slope` a pixel are laid level."""
    lines = [kept for _, line in groupby(tokens, key=lambda t: t.line) if (kept := _without_noise(list(line)))]
    points, middle = 72 / picture.dpi, picture.size[0] / 2
    sizes = [_size(line) for line in lines]
    usual = _usual(lines, sizes)
    made: list[tuple[Glyphs, ...]] = []
    confidence: dict[Glyphs, float] = {}
    for line, size in zip(lines, sizes, strict=True):
        height = usual if size is None or abs(size - usual) < _SAME_SIZE * usual else size
        style = Style(round(2 * height * points) / 2 or 0.5, bold=False, italic=False)
        base = _base(line, slope, middle)
        words = [
            Glyphs(text, t.left * points, t.right * points, base * points, style, spaced=True, raw=raw)
            for t, (text, raw) in zip(line, _known_words([t.text for t in line]), strict=True)
        ]
        confidence.update(zip(words, (t.confidence for t in line), strict=True))
        made.append(tuple(words))
    return Found(tuple(made), confidence)


def _known_words(texts: Sequence[str]) -> list[tuple[str, str | None]]:
    """Each word, and what was read where the form tells better: «Nơi nhận:», bold and slanted, is often misread."""
    pairs: list[tuple[str, str | None]] = [
        (made, None if made == text else text) for made, text in zip(figures(texts), texts, strict=True)
    ]
    if len(texts) > 1 and _RECIPIENTS.match(strip_marks(f"{texts[0]} {texts[1]}").lower()) and texts[0] != "Nơi":
        pairs[0] = ("Nơi", texts[0])
    if len(texts) > 1 and _BULLET.fullmatch(texts[0]):
        pairs[0] = ("-", texts[0])
    return pairs


def _without_noise(line: list[Token]) -> list[Token]:
    """The line without specks read as signs; nothing where the whole line is no print."""
    kept = [t for t in line if not (_NOISE.fullmatch(t.text) and t.confidence < _SURE)]
    letters = sum(len(t.text) for t in kept)
    if not letters:
        return []
    sure = sum(t.confidence * len(t.text) for t in kept) / letters
    if sure < _HOPELESS and not any(t.confidence > 0.8 and len(t.text) > 1 for t in kept):
        return []
    return kept if any(c.isalnum() for t in kept for c in t.text) else []


def _size(line: Sequence[Token]) -> float | None:
    """Type size in pixels, from the words whose letters tell it; None where none does."""
    sizes = []
    for token in line:
        letters = strip_marks(token.text)
        if any(c in _HANGING for c in token.text) or letters != token.text:
            continue
        if any(c in _TALL for c in letters):
            sizes.append(token.height / _CAPITAL)
        elif letters and all(c in _SMALL for c in letters):
            sizes.append(token.height / _X)
    return median(sizes) if sizes else None


def _usual(lines: Sequence[Sequence[Token]], sizes: Sequence[float | None]) -> float:
    """The type size of most letters of the page, in pixels."""
    weighed = sorted((s, sum(len(t.text) for t in line)) for s, line in zip(sizes, lines, strict=True) if s)
    half = sum(n for _, n in weighed) / 2
    passed = 0
    for size, letters in weighed:
        passed += letters
        if passed >= half:
            return size
    heights = [t.height for line in lines for t in line]
    return median(heights) if heights else 1.0


def _base(line: Sequence[Token], slope: float, middle: float) -> float:
    """The height of the line's baseline, in pixels, where it crosses the middle of the page."""
    standing = [t for t in line if not any(c in _HANGING for c in t.text) and any(c.isalnum() for c in t.text)]
    if standing:
        return median(t.bottom - slope * ((t.left + t.right) / 2 - middle) for t in standing)
    return median(t.bottom - 0.22 * t.height - slope * ((t.left + t.right) / 2 - middle) for t in line)
