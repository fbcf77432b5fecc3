"""The slots of number and date in a letterhead: where what stands in one was not read surely, it is left blank.

Clerks write the number and the day by hand, and a recogniser of print makes other digits of them: «102» becomes
«0#.», «18 tháng 8» becomes «16 tháng 8». A blank is asked for; a wrong number or date misleads. Digits in print are
read with a confidence of .90 and more (33 scans measured), handwriting below it, nearly always far below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from extract.ocr.handwriting import Reading, Slot
from schemas.document import Box, Line, Word
from vietnamese.letters import strip_marks

_SURE_NUMBER = 0.8  # a number is read in one word with its symbol, whose slashes and capitals lower its confidence
_SURE_DAY = 0.9
_LABEL = re.compile(r"^\W{0,3}S.{1,2}?(?=\W|\d|$)[\s:.;,]*|^\W{0,3}S[oóòôốồ]", re.IGNORECASE)
_SYMBOL = re.compile(r"(?:/\s*(?:(?:19|20)\d\d\s*/\s*)?|(?<=\d)\s*[-–]\s*)[A-ZĐÐ]{2,}[\w&]*(?:\s*[-–]{1,2}\s*[\w&]+)*")
_BARE_SYMBOL = re.compile(r"[A-ZĐÐ]{2,}(?:-[A-ZĐÐ&]{2,})+")  # its slash read as something else
_AFTER = 24  # characters: what noise may stand after the symbol of a letterhead's number
_WIDEST = 14  # characters read in a slot; a sentence that names another dispatch («Sau khi … số 3474/BNV») is none
_NUMBER = re.compile(r"\d{1,5}[a-zA-Z]?$")
_DATE = re.compile(
    r"^(?P<place>\W{0,3}(?:[a-z][a-z .'’-]{1,32}?[,.;]\s*|(?:[a-z'’]{2,9}\.? ){1,4}))"
    r"n(?:ga.|.?.?.?y)(?P<day>.{0,9}?)t.?.?ng(?P<month>.{0,7}?)(?:[nh].?m|.?am)\s*(?P<year>(?:19|20)\d\d)\W{0,3}$"
)

_SHARE, _WEAKEST = 0.85, 0.7  # a hand-written number is taken as read from these on …
_SHARE_TOO, _WEAKEST_TOO = 0.5, 0.5  # … or from these where the recogniser of print saw the same digits
_WIDTHS = {  # Times New Roman's advance widths, of the type size (Adobe's metrics of Times-Roman)
    **dict.fromkeys("ACDĐGHKNOQRUVXY", 0.722),
    **dict.fromkeys("BEPSLTFZ", 0.6),
    **dict.fromkeys("MW&", 0.85),
    **dict.fromkeys("IJ-", 0.34),
    **dict.fromkeys("/,.;: tilrfj", 0.28),
    **dict.fromkeys("cezs", 0.444),
    "m": 0.778,
}

_GLUED = 0.9  # of the type size: how far an end may be off that was reckoned from widths of letters
_USUAL_SIZE = 13.0  # points (Nghị định 30/2020/NĐ-CP, Phụ lục I: number and date are set in 13)
_LEGAL_BASIS = ("can cu", "theo", "thuc hien")


Hand = Callable[[Slot], Reading | None]  # reads what is written by hand in a slot of the page


@dataclass(frozen=True, slots=True)
class Blank:
    """Where a number or the day and month of a date stand; `text`: the digits read there as handwriting, if all were."""

    what: Literal["number", "date"]
    box: Box
    text: str | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A line of a letterhead as it may be trusted, and its slot where that was not read surely as print."""

    line: Line
    blank: Blank | None = None


@dataclass(frozen=True, slots=True)
class _Span:
    """A slot in a line's text: `start`–`end`, at most `digits` of them, no greater than `most`."""

    start: int
    end: int
    digits: int
    most: int
    slashed: bool = False


def settle(line: Line, hand: Hand | None = None) -> Settled:
    """The line with what stands unsurely in a slot taken out, or read by `hand`; other lines come back as they are.

    `Line.raw` keeps what was read.
    """
    folded = strip_marks(line.text).lower()
    date = _DATE.match(folded)
    if date and not folded.startswith(_LEGAL_BASIS) and _opens_with_capital(line.text):
        return _settle_date(line, date, hand)
    if label := _LABEL.match(line.text):
        return _settle_number(line, label.end(), hand)
    return Settled(line)


def _opens_with_capital(text: str) -> bool:
    """Whether a line opens as a place does; the middle of a sentence («chính quyền địa phương ngày …») does not."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return first.isupper()


def _settle_number(line: Line, start: int, hand: Hand | None) -> Settled:
    symbol = _SYMBOL.search(line.text, start) or _BARE_SYMBOL.search(line.text, start)
    if symbol is None or symbol.start() - start > _WIDEST or len(line.text) - symbol.end() > _AFTER:
        return Settled(line)
    if " ngày" in line.text:
        return Settled(line)
    slot = line.text[start : symbol.start()].strip()
    held = _words(line, start, symbol.start())
    if _NUMBER.match(slot) and min((w.confidence for w in held), default=0) >= _SURE_NUMBER:
        return Settled(line)
    span = _Span(start, symbol.start(), digits=5, most=99999, slashed=True)
    written = _written(line, span, hand)
    text = f"Số: {written.text if written else ''}/{line.text[symbol.start() :].lstrip(' /-–')}"
    return _settled(line, text, "number", [(span, written)])


def _settle_date(line: Line, date: re.Match[str], hand: Hand | None) -> Settled:
    values: dict[str, str] = {}
    unsure: list[tuple[_Span, Reading | None]] = []
    for name, last in (("day", 31), ("month", 12)):
        start, end = date.span(name)
        slot, held = line.text[start:end].strip(" .,"), _words(line, start, end)
        if slot.isdecimal() and 1 <= int(slot) <= last and min(w.confidence for w in held) >= _SURE_DAY:
            values[name] = f" {slot} "
            continue
        span = _Span(start, end, digits=2, most=last)
        written = _written(line, span, hand)
        values[name] = f" {written.text} " if written else "   "
        unsure.append((span, written))
    if not unsure:
        return Settled(line)
    place = line.text[: date.end("place")].rstrip()
    text = f"{place} ngày{values['day']}tháng{values['month']}năm {date['year']}"
    return _settled(line, text, "date", unsure)


def _written(line: Line, span: _Span, hand: Hand | None) -> Reading | None:
    """What is written in the slot by hand, where that is sure."""
    if hand is None:
        return None
    em = _type_size(line)
    x0, x1 = _after(line, span.start, em), _before(line, span.end, em)
    if line.box is None or x1.inner - x0.inner < 0.2 * em:
        return None
    _, top, _, bottom = line.box
    read = hand(Slot(x0.outer, x0.inner, top, x1.inner, x1.outer, bottom, em, span.digits, span.slashed))
    if read is None or not 1 <= int(read.text) <= span.most:
        return None
    printed = "".join(filter(str.isdecimal, line.text[span.start : span.end]))
    share, weakest = (_SHARE_TOO, _WEAKEST_TOO) if printed == read.text else (_SHARE, _WEAKEST)
    return read if read.share >= share and read.weakest >= weakest else None


def _type_size(line: Line) -> float:
    """The line's type size in points, from the width of the words in it that are surely read, else their height."""
    sizes = [
        (w.box[2] - w.box[0]) / _width(w.text)
        for w in line.words
        if w.confidence > 0.9 and len(w.text) > 2 and w.text[0] not in ".,"
    ]
    return median(sizes) if sizes else line.size or _USUAL_SIZE


def _width(text: str) -> float:
    """The width of `text` in Times New Roman, in units of the type size."""
    return sum(_WIDTHS.get(letter, 0.5) for letter in strip_marks(text))


@dataclass(frozen=True, slots=True)
class _Edge:
    """An end of a slot: `inner` within it, `outer` where it may reach to."""

    inner: float
    outer: float


def _after(line: Line, at: int, em: float) -> _Edge:
    """Where the letters before `line.text[at]` end on the page."""
    for start, word in _placed(line):
        if start >= at:
            return _Edge(word.box[0], word.box[0])
        if at < start + len(word.text):
            inner = min(word.box[0] + _width(word.text[: at - start]) * em, word.box[2])
            return _Edge(inner, inner - _GLUED * em)
        if at == start + len(word.text):
            return _Edge(word.box[2], word.box[2])
    return _Edge(line.words[-1].box[2], line.words[-1].box[2])


def _before(line: Line, at: int, em: float) -> _Edge:
    """Where the letters from `line.text[at]` begin on the page."""
    for start, word in _placed(line):
        if start >= at:
            return _Edge(word.box[0], word.box[0])
        if at < start + len(word.text):
            inner = max(word.box[2] - _width(word.text[at - start :]) * em, word.box[0])
            return _Edge(inner, inner + _GLUED * em)
    return _Edge(line.words[-1].box[2], line.words[-1].box[2])


def _placed(line: Line) -> Iterator[tuple[int, Word]]:
    """Each word, and where in the line's text it begins."""
    at = 0
    for word in line.words:
        at = line.text.index(word.text, at)
        yield at, word
        at += len(word.text)


def _words(line: Line, start: int, end: int) -> list[Word]:
    """The words of which some letters stand in `line.text[start:end]`."""
    return [word for at, word in _placed(line) if at < end and at + len(word.text) > start]


def _settled(
    line: Line, text: str, what: Literal["number", "date"], unsure: list[tuple[_Span, Reading | None]]
) -> Settled:
    """The line with other words, and where its slots are: between their neighbours where nothing was read in them."""
    boxes: list[Box] = []
    hand: list[Word] = []
    for span, written in unsure:
        start, end = span.start, span.end
        about = _words(line, 0, start)[-1:] + _words(line, end, len(line.text))[:1]
        boxes.append(_around(w.box for w in _words(line, start, end) or about or line.words))
        if written:
            hand.append(Word(written.text, boxes[-1], round(written.share, 3)))
    remaining = set(text.split())
    words = tuple(sorted([*(w for w in line.words if w.text in remaining), *hand], key=lambda w: w.box[0]))
    confidence = round(sum(w.confidence for w in words) / len(words), 3) if words else line.confidence
    made = replace(line, text=text, words=words, raw=line.raw or line.text, confidence=confidence)
    read = "/".join(word.text for word in hand) if len(hand) == len(unsure) else None
    return Settled(made, Blank(what, _around(boxes), read))


def _around(boxes: Iterable[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)
