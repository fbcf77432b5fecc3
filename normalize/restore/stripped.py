"""Text that lost its marks and nothing else: the readings of each word are the words that look the same without marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from normalize.restore import abbreviations, templates
from normalize.restore.calibration import calibrated
from normalize.restore.casing import cased
from normalize.restore.consistency import decide
from normalize.restore.edits import Edit
from normalize.restore.lattice import NOTHING, Floats, Ints, Lattice
from normalize.restore.model import Model
from normalize.restore.tokens import STOP, Token, tokenize
from vietnamese.letters import strip_marks

THRESHOLD = 0.35  # a reading less sure than this is not written
_BLOCK = 3000  # tokens worked on at once: bounds memory
_PAD = 4


def edits(text: str, model: Model) -> Iterator[Edit]:
    """The edits that put marks back on `text`."""
    tokens = tokenize(text)
    labels = templates.labels(text)
    blocks = [tokens[start : start + _BLOCK] for start in range(0, len(tokens), _BLOCK)]
    decided = decide((_lattice(text, block, model) for block in blocks), model)
    for block, (words, chances) in zip(blocks, decided, strict=True):
        yield from _edits(text, block, words, chances, model, labels)


def _edits(
    text: str, tokens: Sequence[Token], chosen: Ints, chances: Floats, model: Model, labels: dict[int, str]
) -> Iterator[Edit]:
    sure = calibrated(chances[_PAD:-_PAD], model.calibration["stripped"]).tolist()
    words = model.words
    for token, number, chance in zip(tokens, chosen[_PAD:-_PAD].tolist(), sure, strict=True):
        if not token.word:
            continue
        raw = text[token.start : token.end]
        if token.start in labels:
            yield Edit(token.start, token.end, labels[token.start], 0.99)
        elif number:
            new = cased(words[number], raw)
            if new != raw:
                yield Edit(token.start, token.end, new, chance, chance >= THRESHOLD)
        elif "D" in raw and raw.isupper() and len(raw) > 1:
            new, chance = abbreviations.read(raw, model.abbreviations)
            yield Edit(token.start, token.end, new, chance, chance >= THRESHOLD)


def _lattice(text: str, tokens: Sequence[Token], model: Model) -> Lattice:
    """The candidates of each token, between sentence ends."""
    readings, numbers = model.readings, model.numbers
    stop = numbers[STOP]
    rows: list[Sequence[int]] = [(stop,)] * _PAD
    small: list[int] = []  # slots inside a sentence, where a capital tells something
    capital: list[int] = []
    inside = False
    for slot, token in enumerate(tokens, start=_PAD):
        key = token.key
        if not token.word:
            rows.append((numbers[key],))
            inside = False
            continue
        rows.append(_readings(key, readings, numbers))
        if inside and len(key) > 1 and key.islower() and not text[token.start + 1].isupper():
            (capital if text[token.start].isupper() else small).append(slot)
        inside = True
    rows += [(stop,)] * _PAD
    width = max(map(len, rows))
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    used = np.arange(width) < sizes[:, None]
    words = np.zeros((len(rows), width), np.int64)
    words[used] = np.fromiter((number for row in rows for number in row), np.int64, int(sizes.sum()))
    given = np.where(used, np.float32(0), NOTHING)
    for slots, log in zip((small, capital), model.log_capital, strict=True):
        given[slots] = np.where(used[slots], log[words[slots]], NOTHING)
    return Lattice(words, given)


def _readings(key: str, readings: dict[str, tuple[int, ...]], numbers: dict[str, int]) -> Sequence[int]:
    bare = strip_marks(key)
    if bare != key:  # it has marks already
        return (numbers.get(key, 0),)
    return readings.get(bare) or (bare.isupper() and readings.get(bare.lower())) or (0,)
