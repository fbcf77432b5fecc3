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
from normalize.restore.edits import Edit
from normalize.restore.lattice import NOTHING, Floats, Ints, Lattice, posteriors
from normalize.restore.model import Model
from normalize.restore.tokens import (
    COMMA,
    DASH,
    DATE,
    NUMBER,
    SLASH,
    SPECIAL,
    STOP,
    YEAR,
    full_line,
    sentence_ends,
    shape,
)

THRESHOLD = 0.35  # a reading less sure than this is not written
_BLOCK = 2000
_PAD = 4
_ADDRESS = r"\S*@\S+\.\S+|(?:https?:|www\.)\S+|\S+\.(?:vn|com|org|net|gov|edu)\b\S*"
_PIECE = re.compile(
    rf"(?P<address>{_ADDRESS})|(?P<number>(?<!\w)\d+(?:[./,:\-–]\d+)*(?![^\W_]))|(?P<line>[ \t]*[\n\f\v\r]\s*)"
    r"|(?P<stop>[.;:!…\t]+(?=[\s\"”»)]|$)|[;:])|(?P<comma>,)|(?P<dash>[-–—+*•](?!\w*[’'`]))|(?P<slash>/)"
    r"|(?P<word>(?:(?![/\-–—,;:()\[\]\"“«»…|+*•]|[.!…]+(?:[\s\"”»)]|$))\S)+)"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_EDGE = '.!"“”«»()[]{}|~_^=<>*'  # marks at a word's edges that belong to no letter
_STRAY = re.compile(r"['’‘`´~°?·,¬¥©®_^]")  # strokes that an OCR makes of marks above and below letters
_SIGNS = frozenset("&@¢")  # what «ở» may be read as
_ALIKE = frozenset("XKVZ")  # capitals that differ from small letters in size only and are taken for them
_RARELY_CAPITAL = 0.03
_SURE = 0.9
_HEARD, _MOST_HEARD = 1.0, 3.0  # bonus for a pair of words that the same text has elsewhere, and its limit


class _Slot(NamedTuple):
    """What stands in one place: its span, the candidates as word numbers with log-probabilities; `word`: may change."""

    start: int
    end: int
    numbers: Sequence[int]
    given: Sequence[float]
    word: bool


def edits(text: str, channel: Channel) -> Iterator[Edit]:
    """The edits that undo an OCR's misreadings in `text`.

    The text is read twice: pairs of words of which the first reading is sure make the same pair likelier elsewhere.
    """
    fixed = sorted(templates.edits(text))
    slots = list(_slots(text, channel, fixed))
    yield from fixed
    model = channel.model
    blocks = [slots[start : start + _BLOCK] for start in range(0, len(slots), _BLOCK)]
    lattices = [_lattice(text, block, model) for block in blocks]
    first = [_decide(lattice, model) for lattice in lattices]
    heard = _pairs(first)
    for block, lattice, (words, _) in zip(blocks, lattices, first, strict=True):
        yield from _edits(text, block, *_decide(_consistent(lattice, words, heard), model), model)


def _decide(lattice: Lattice, model: Model) -> tuple[Ints, Floats]:
    """The likeliest word of each slot and its probability."""
    index, chances = posteriors(lattice, model)
    rows = np.arange(len(index))
    best = chances.argmax(1)
    return lattice.words[rows, index[rows, best]], chances[rows, best]


def _pairs(decided: Sequence[tuple[Ints, Floats]]) -> tuple[Ints, Ints]:
    """The neighbouring words that were read for sure, as one number a pair, and how often each pair was."""
    found = []
    for words, chances in decided:
        sure = (chances > _SURE) & (words >= len(SPECIAL))
        found.append(((words[:-1] << 16) | words[1:])[sure[:-1] & sure[1:]])
    pairs, counts = np.unique(np.concatenate(found) if found else np.zeros(0, np.int64), return_counts=True)
    return pairs, counts


def _consistent(lattice: Lattice, words: Ints, heard: tuple[Ints, Ints]) -> Lattice:
    """The lattice with a bonus for readings that make a pair heard elsewhere with the word before or behind."""
    pairs, counts = heard
    if not len(pairs):
        return lattice
    given = lattice.given.copy()
    before = np.roll(words, 1)[:, None]
    behind = np.roll(words, -1)[:, None]
    for key in ((before << 16) | lattice.words, (lattice.words << 16) | behind):
        place = np.minimum(np.searchsorted(pairs, key), len(pairs) - 1)
        times = np.where(pairs[place] == key, counts[place], 0)
        given += np.minimum(_HEARD * np.log1p(np.maximum(times - 1, 0)), _MOST_HEARD).astype(np.float32)
    return Lattice(lattice.words, given)


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
    if kind == "address":
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
    found = [*channel.readings(read)]
    plain = _STRAY.sub("", read)
    if plain != read and plain:
        found += [(number, chance - 1.5) for number, chance in channel.readings(plain)]
    best: dict[int, float] = {0: channel.unknown(read)}
    for number, chance in found:
        best[number] = max(best.get(number, -99.0), chance)
    return _Slot(start, end, tuple(best), tuple(best.values()), True)


def _edits(text: str, slots: Sequence[_Slot], words: Ints, chances: Floats, model: Model) -> Iterator[Edit]:
    chosen = words[_PAD:-_PAD].tolist()
    sure = calibrated(chances[_PAD:-_PAD], model.calibration["noisy"]).tolist()
    raws = [text[slot.start : slot.end] if slot.word else "" for slot in slots]
    capitals = [len(raw) > 2 and shape(raw) == "u" for raw in raws] + [False]
    inside = False
    for place, (slot, number, chance) in enumerate(zip(slots, chosen, sure, strict=True)):
        if slot.word:
            raw = raws[place]
            if number:
                among = capitals[place - 1] or capitals[place + 1]
                new = read_case(model.words[number], raw, inside, among)
                if (
                    inside
                    and not among
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
        inside = slot.word


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
