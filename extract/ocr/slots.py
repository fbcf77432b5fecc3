"""The slots of number and date in a letterhead: where what stands in one was not read surely, it is left blank.

Clerks write the number and the day by hand, and a recogniser of print makes other digits of them: «102» becomes
«0#.», «18 tháng 8» becomes «16 tháng 8». A blank is asked for; a wrong number or date misleads. Digits in print are
read with a confidence of .90 and more (33 scans measured), handwriting below it, nearly always far below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from schemas.document import Box, Line, Word
from vietnamese.letters import strip_marks

_SURE_NUMBER = 0.8  # a number is read in one word with its symbol, whose slashes and capitals lower its confidence
_SURE_DAY = 0.9
_LABEL = re.compile(r"^\W{0,3}S.{1,2}?(?=\W|\d|$)[\s:.;,]*|^\W{0,3}S[oóòôốồ]", re.IGNORECASE)
_SYMBOL = re.compile(r"(?:/\s*(?:(?:19|20)\d\d\s*/\s*)?|(?<=\d)\s*[-–]\s*)[A-ZĐÐ]{2,}[\w&]*(?:\s*[-–]{1,2}\s*[\w&]+)*")
_BARE_SYMBOL = re.compile(r"[A-ZĐÐ]{2,}(?:-[A-ZĐÐ&]{2,})+")  # its slash read as something else
_AFTER = 24  # characters: what noise may stand after the symbol of a letterhead's number
_WIDEST = 14  # characters: what is read in a slot; a sentence that names another dispatch («Sau khi … số 3474/BNV») is none
_NUMBER = re.compile(r"\d{1,5}[a-zA-Z]?$")
_DATE = re.compile(
    r"^(?P<place>\W{0,3}(?:[a-z][a-z .'’-]{1,32}?[,.;]\s*|(?:[a-z'’]{2,9}\.? ){1,4}))n.?.?.?y(?P<day>.{0,9}?)t.?.?ng(?P<month>.{0,7}?)"
    r"(?:[nh].?m|.?am)\s*(?P<year>(?:19|20)\d\d)\W{0,3}$"
)

_LEGAL_BASIS = ("can cu", "theo", "thuc hien")


@dataclass(frozen=True, slots=True)
class Settled:
    """A line of a letterhead as it may be trusted, and the boxes of the slots that were left blank."""

    line: Line
    blanks: tuple[Box, ...] = ()


def settle(line: Line) -> Settled:
    """The line with what stands unsurely in a slot taken out; `Line.raw` keeps what was read. Other lines come back."""
    folded = strip_marks(line.text).lower()
    date = _DATE.match(folded)
    if date and not folded.startswith(_LEGAL_BASIS):
        return _settle_date(line, date)
    if label := _LABEL.match(line.text):
        return _settle_number(line, label.end())
    return Settled(line)


def _settle_number(line: Line, start: int) -> Settled:
    symbol = _SYMBOL.search(line.text, start) or _BARE_SYMBOL.search(line.text, start)
    if symbol is None or symbol.start() - start > _WIDEST or len(line.text) - symbol.end() > _AFTER:
        return Settled(line)
    if " ngày" in line.text:
        return Settled(line)
    slot = line.text[start : symbol.start()].strip()
    held = _words(line, start, symbol.start())
    if _NUMBER.match(slot) and min((w.confidence for w in held), default=0) >= _SURE_NUMBER:
        return Settled(line)
    text = f"Số: /{line.text[symbol.start() :].lstrip(' /-–')}"
    return _blanked(line, text, [(start, symbol.start())])


def _settle_date(line: Line, date: re.Match[str]) -> Settled:
    values: dict[str, str] = {}
    blanks = []
    for name, last in (("day", 31), ("month", 12)):
        start, end = date.span(name)
        slot, held = line.text[start:end].strip(" .,"), _words(line, start, end)
        if slot.isdecimal() and 1 <= int(slot) <= last and min(w.confidence for w in held) >= _SURE_DAY:
            values[name] = f" {slot} "
        else:
            values[name] = "   "
            blanks.append((start, end))
    if not blanks:
        return Settled(line)
    place = line.text[: date.end("place")].rstrip()
    text = f"{place} ngày{values['day']}tháng{values['month']}năm {date['year']}"
    return _blanked(line, text, blanks)


def _words(line: Line, start: int, end: int) -> list[Word]:
    """The words of which some letters stand in `line.text[start:end]`."""
    found, at = [], 0
    for word in line.words:
        at = line.text.index(word.text, at)
        if at < end and at + len(word.text) > start:
            found.append(word)
        at += len(word.text)
    return found


def _blanked(line: Line, text: str, blanks: list[tuple[int, int]]) -> Settled:
    """The line with other words, and where its blanks are: between their neighbours where nothing was read in them."""
    boxes = []
    for start, end in blanks:
        about = _words(line, 0, start)[-1:] + _words(line, end, len(line.text))[:1]
        x0, top, x1, bottom = zip(*(w.box for w in _words(line, start, end) or about or line.words), strict=True)
        boxes.append((min(x0), min(top), max(x1), max(bottom)))
    remaining = set(text.split())
    words = tuple(w for w in line.words if w.text in remaining)
    confidence = round(sum(w.confidence for w in words) / len(words), 3) if words else line.confidence
    return Settled(
        replace(line, text=text, words=words, raw=line.raw or line.text, confidence=confidence), tuple(boxes)
    )
