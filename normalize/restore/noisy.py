"""Text that an OCR misread: each word is what the noisy channel and the language model together make of it.

Numbers, e-mails and web addresses are left alone. Symbols of documents («TT-BGDDT») are read piece by piece, each piece
an abbreviation that the model knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from normalize.restore import abbreviations, templates
from normalize.restore.calibration import calibrated
from normalize.restore.casing import read_case
from normalize.restore.channel import Channel
from normalize.restore.consistency import decide
from normalize.restore.edits import Edit
from normalize.restore.lattice import NOTHING, Floats, Ints, Lattice
from normalize.restore.model import Model
from normalize.restore.tokens import (
    COMMA,
    DASH,
    DATE,
    NUMBER,
    SLASH,
    STOP,
    YEAR,
    full_line,
    sentence_ends,
    shape,
)

THRESHOLD = 0.35  # a reading less sure than this is not written
_BLOCK = 1200
_PAD = 4
_ADDRESS = (
    r"[^\s@]{1,64}@[^\s@]{1,64}\.\w{2,12}|(?:https?:|www\.)\S{1,300}"
    r"|[^\s.@]{1,40}(?:\.[^\s.@]{1,40}){0,4}\.(?:vn|com|org|net|gov|edu)\b\S{0,200}"
)
_GARBAGE = r"[^\s(]{1,24}[^\W_][(){}\[\]‘’“”]{2,8}[^\W_]\S{0,24}|[^\s(]{1,24}[^\W_]\)[^\W_]\S{0,24}"
_PIECE = re.compile(
    rf"(?P<address>{_ADDRESS})|(?P<garbage>{_GARBAGE})|(?P<number>(?<!\w)\d+(?:[./,:\-–]\d+)*(?![^\W_]))"
    r"|(?P<line>[ \t]*[\n\f\v\r]\s*)|(?P<stop>[.;:!…\t]+(?=[\s\"”»)]|$)|[;:])|(?P<comma>,)|(?P<dash>[-–—+*•](?!\w*[’'`]))"
    r"|(?P<slash>/)|(?P<word>(?:(?![/\-–—,;:()\[\]\"“«»…|+*•]|[.!…]+(?:[\s\"”»)]|$)|(?<=[A-ZĐ])&(?=[A-ZĐ]{2}))\S)+)"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_EDGE = '.!"“”«»()[]{}|~_^=<>*'  # marks at a word's edges that belong to no letter
_LONGEST = 24  # letters of a word that is worth reading
_SIGNS = frozenset("&@¢")  # what «ở» may be read as
_ALIKE = frozenset("XKVZ")  # capitals that differ from small letters in size only and are taken for them
_RARELY_CAPITAL = 0.03


class _Slot(NamedTuple):
    """What stands in one place: its span, the candidates as word numbers with log-probabilities; `word`: may change."""

    start: int
    end: int
    numbers: Sequence[int]
    given: Sequence[float]
    word: bool


def edits(text: str, channel: Channel) -> Iterator[Edit]:
    """The edits that undo an OCR's misreadings in `text`."""
    fixed = sorted(templates.edits(text))
    slots = list(_slots(text, channel, fixed))
    yield from fixed
    model = channel.model
    blocks = [slots[start : start + _BLOCK] for start in range(0, len(slots), _BLOCK)]
    decided = decide((_lattice(text, block, model) for block in blocks), model)
    for block, (words, chances) in zip(blocks, decided, strict=True):
        yield from _edits(text, block, words, chances, model)


def _slots(text: str, channel: Channel, fixed: Sequence[Edit]) -> Iterator[_Slot]:
    """The slots of `text`; where a formula was read as a whole, its words are fixed."""
    at = 0
    for edit in fixed:
        yield from _free_slots(text, at, edit.start, channel)
        yield _Slot(edit.start, edit.end, (_fixed(edit.new, channel.model.numbers),), (0.0,), False)
        at = edit.end
    yield from _free_slots(text, at, len(text), channel)


def _fixed(word: str, numbers: dict[str, int]) -> int:
    return numbers[NUMBER] if word.strip().isdigit() else numbers.get(word.lower(), 0)


def _free_slots(text: str, at: int, to: int, channel: Channel) -> Iterator[_Slot]:
    numbers = channel.model.numbers
    full = _full_line(text)
    line_start = text.rfind("\n", 0, at) + 1
    stopped = False
    for match in _PIECE.finditer(text, at, to):
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind == "word":
            slot = _word(text, start, end, channel)
            if slot:
                yield slot
                stopped = False
            continue
        if kind == "line":
            ends = sentence_ends(text, match, line_start, full)
            line_start = end
            if not ends:
                continue
        if kind in ("line", "stop"):
            if not stopped:
                yield _Slot(start, start, (numbers[STOP],), (0.0,), False)
            stopped = True
            continue
        stopped = False
        yield _Slot(start, end, (_mark(kind, match.group(), numbers),), (0.0,), False)


@lru_cache(maxsize=4)
def _full_line(text: str) -> int:
    return full_line(text)


def _mark(kind: str, text: str, numbers: dict[str, int]) -> int:
    if kind in ("address", "garbage"):
        return 0
    if kind == "number":
        return numbers[DATE if "/" in text else YEAR if _YEAR.match(text) else NUMBER]
    return numbers[{"comma": COMMA, "dash": DASH, "slash": SLASH}[kind]]


def _word(text: str, start: int, end: int, channel: Channel) -> _Slot | None:
    """The slot of a word; marks at its edges are part of it only where a reading needs them («c#» «cứ»)."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    read = text[start:end]
    if not any(letter.isalnum() for letter in read) and read not in _SIGNS:
        return None
    if len(read) == 1 and text[end : end + 1] in (")", "."):  # a label of a list
        number = channel.model.numbers.get(read.lower(), 0)
        return _Slot(start, end, (number,), (0.0,), False)
    if len(read) > _LONGEST:
        return _Slot(start, end, (0,), (0.0,), False)
    return _Slot(start, end, *channel.candidates(read), True)


def _edits(text: str, slots: Sequence[_Slot], words: Ints, chances: Floats, model: Model) -> Iterator[Edit]:
    chosen = words[_PAD:-_PAD].tolist()
    sure = calibrated(chances[_PAD:-_PAD], model.calibration["noisy"]).tolist()
    raws = [text[slot.start : slot.end] if slot.word else "" for slot in slots]
    capitals = [len(raw) > 2 and shape(raw) == "u" for raw in raws] + [False]
    opening = {model.numbers[STOP], model.numbers[DASH]}  # after these a sentence begins
    inside = False
    for place, (slot, number, chance) in enumerate(zip(slots, chosen, sure, strict=True)):
        if slot.word:
            raw = raws[place]
            if number:
                among = capitals[place - 1] or capitals[place + 1]
                named = raws[place + 1 : place + 2] and raws[place + 1][:1].isupper()
                new = read_case(model.words[number], raw, inside, among)
                if (
                    inside
                    and not among
                    and not named
                    and raw[0] in _ALIKE
                    and new[1:].islower()
                    and model.capital[number] < _RARELY_CAPITAL
                ):
                    new = new.lower()
            elif "D" in raw and raw.isupper() and raw.isalpha() and len(raw) > 2:
                new, chance = abbreviations.read(raw, model.abbreviations)
            else:
                new = raw
            if new != raw:
                yield Edit(slot.start, slot.end, new, chance, chance >= THRESHOLD)
        inside = slot.word or slot.numbers[0] not in opening


def _lattice(text: str, slots: Sequence[_Slot], model: Model) -> Lattice:
    stop = model.numbers[STOP]
    rows = len(slots) + 2 * _PAD
    width = max((len(slot.numbers) for slot in slots), default=1)
    words = np.zeros((rows, width), np.int64)
    given = np.full((rows, width), NOTHING, np.float32)
    words[:, 0], given[:, 0] = stop, 0
    small, capital = model.log_capital
    inside = False
    for row, slot in enumerate(slots, start=_PAD):
        count = len(slot.numbers)
        words[row, :count] = slot.numbers
        given[row, :count] = slot.given
        if slot.word and inside and text[slot.start].isalpha() and text[slot.start] not in "IO":
            log = capital if text[slot.start].isupper() else small
            given[row, :count] += log[words[row, :count]]
        inside = slot.word
    return Lattice(words, given)
