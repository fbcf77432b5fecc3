"""Counting for the language model: vocabulary and n-grams of the training texts, with numpy (training only)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from normalize.restore.texts import DOUBTFUL, phrases, sources, trained_on
from normalize.restore.tokens import SPECIAL, STOP, UNKNOWN, tokenize
from vietnamese.letters import is_marked, strip_marks
from vietnamese.syllables import is_syllable

Ids = NDArray[np.uint16]
Keys = NDArray[np.uint64]
PHRASE_WEIGHT = 6
_MAX_WORDS = 60_000
_MIN_SYLLABLE, _MIN_OTHER = 2, 5
_RARE_SYLLABLE, _RARE_OTHER = 1e-5, 2e-2  # share of the commonest reading below which a reading is a slip


@dataclass(frozen=True)
class Stream:
    """The training text as numbers: `ids` of the trusted texts, `doubtful` of the others; `words[id]` spells a token."""

    words: list[str]
    counts: list[int]
    capitals: list[int]  # how often each word stood capitalised inside a sentence
    ids: Ids
    doubtful: Ids


def read_stream(folder: Path) -> Stream:
    """Read all training texts of a folder; a word that is rare, or a slip of a common one, becomes UNKNOWN."""
    index: dict[str, int] = {}
    capitals: Counter[int] = Counter()
    raw: dict[bool, list[NDArray[np.uint32]]] = {False: [], True: []}
    for path in sources(folder):
        doubtful = path.name.removesuffix(".txt.xz") in DOUBTFUL
        raw[doubtful].append(_number(trained_on(path), index, capitals))
    terms = _number(list(phrases()), index, capitals, UNKNOWN)
    raw[False].extend([terms] * PHRASE_WEIGHT)
    trusted = np.concatenate(raw[False])
    words = list(index)
    totals = np.bincount(trusted, minlength=len(words))
    kept = _vocabulary(words, totals, set(terms.tolist()))
    new = np.zeros(len(words), np.uint16)
    for number, old in enumerate(kept, start=len(SPECIAL)):
        new[old] = number
    for number, special in enumerate(SPECIAL):
        if special in index:
            new[index[special]] = number
    return Stream(
        words=[*SPECIAL, *(words[old] for old in kept)],
        counts=[*(int(totals[index[s]]) if s in index else 1 for s in SPECIAL), *(int(totals[old]) for old in kept)],
        capitals=[*(0 for _ in SPECIAL), *(capitals[old] for old in kept)],
        ids=new[trusted],
        doubtful=new[np.concatenate([*raw[True], np.zeros(0, np.uint32)])],
    )


def _number(block: list[str], index: dict[str, int], capitals: Counter[int], end: str = STOP) -> NDArray[np.uint32]:
    numbers: list[int] = []
    stop = index.setdefault(end, len(index))
    for paragraph in block:
        inside = False
        for token in tokenize(paragraph):
            number = index.setdefault(token.key, len(index))
            if (
                inside
                and token.word
                and token.end - token.start > 1
                and paragraph[token.start].isupper()
                and token.key.islower()
            ):
                capitals[number] += 1
            inside = token.word
            numbers.append(number)
        if numbers and numbers[-1] != stop:
            numbers.append(stop)
    return np.array(numbers, np.uint32)


def _vocabulary(words: list[str], totals: NDArray[np.int64], terms: set[int]) -> list[int]:
    """The numbers of the words to keep, commonest first; those of `terms` are kept in any case."""
    best: dict[str, int] = {}
    bases = [strip_marks(word) for word in words]
    for base, total in zip(bases, totals.tolist(), strict=True):
        best[base] = max(best.get(base, 0), total)
    kept = []
    for number, (word, base, total) in enumerate(zip(words, bases, totals.tolist(), strict=True)):
        if word in SPECIAL:
            continue
        syllable = is_syllable(word)
        slip = not syllable and (not word.islower() or any(is_marked(letter) for letter in word))
        rare = _RARE_OTHER if slip else _RARE_SYLLABLE
        common = total >= (_MIN_SYLLABLE if syllable else _MIN_OTHER) and total >= rare * best[base]
        if common or number in terms:
            kept.append(number)
    kept.sort(key=lambda n: (-totals[n], words[n]))
    return kept[: _MAX_WORDS - len(SPECIAL)]


def ngrams(ids: Ids, order: int) -> Keys:
    """All n-grams of a stream, each packed into one number, 16 bits a word, the last word lowest."""
    keys = np.zeros(max(len(ids) - order + 1, 0), np.uint64)
    for place in range(order):
        keys <<= np.uint64(16)
        keys |= ids[place : place + len(keys)].astype(np.uint64)
    return keys


def count(ids: Ids, doubtful: Ids, order: int) -> tuple[Keys, NDArray[np.int64]]:
    """Distinct n-grams of the trusted stream, sorted, with counts; doubtful text adds only to those."""
    keys, counts = np.unique(ngrams(ids, order), return_counts=True)
    more, extra = np.unique(ngrams(doubtful, order), return_counts=True)
    place = np.searchsorted(keys, more)
    known = (place < len(keys)) & (keys[np.minimum(place, len(keys) - 1)] == more)
    counts[place[known]] += extra[known]
    return keys, counts
