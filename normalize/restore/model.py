"""The model file: vocabulary, n-gram tables and what OCR does to words; loaded once, without network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalize.restore import channel_table
from normalize.restore.hashed import HashedMap
from normalize.restore.lattice import Floats, Ints
from vietnamese.letters import strip_marks

FILE = "model.npz"
LOG_STEP = 1 / 16  # natural logarithms are kept in steps of this size
BOW_SHIFT = 32  # back-off weights may lie a little above 1: stored as log / LOG_STEP + BOW_SHIFT
BITS = {2: (8, 8), 3: (6, 0)}  # of each order: bits of a probability, of a back-off weight
_READINGS = 16


@dataclass(frozen=True)
class Model:
    """What training made. Words are numbers; `words[number]` spells one, its key in the sense of `tokens`."""

    words: tuple[str, ...]
    log_unigram: Floats
    first_bow: Floats
    capital: Floats  # share of each word's uses inside sentences that are capitalised
    tables: Mapping[int, HashedMap]
    calibration: Mapping[str, Floats]  # what the model's probabilities are worth: see `calibration`
    abbreviations: Mapping[str, float]  # see `abbreviations`
    channel: channel_table.Tables = field(default_factory=dict)  # tables of the noisy channel

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def readings(self) -> dict[str, tuple[int, ...]]:
        """Word numbers by the word without its marks, commonest first («ban» → bản, ban, bán, bạn …)."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(strip_marks(word), []).append(number)
        return {base: tuple(numbers[:_READINGS]) for base, numbers in found.items()}

    @cached_property
    def log_capital(self) -> tuple[Floats, Floats]:
        """Log-probability of each word to stand in lower case, and capitalised, inside a sentence."""
        return np.log(1 - self.capital), np.log(self.capital)

    @cached_property
    def marked_share(self) -> dict[str, float]:
        """By the word without marks: how often it is written with some («cua» .99, «ban» .9, «email» 0)."""
        shares = {}
        for base, numbers in self.readings.items():
            weights = np.exp(self.log_unigram[list(numbers)])
            marked = [self.words[number] != base for number in numbers]
            shares[base] = float(weights[marked].sum() / weights.sum())
        return shares

    def unigrams(self, words: Ints) -> tuple[Floats, Floats]:
        """Log-probability and back-off of single words."""
        return self.log_unigram[words], self.first_bow[words]

    def longer(self, grams: list[Ints]) -> tuple[NDArray[np.bool_], Floats, Floats]:
        """For n-grams given word by word: which are known, their log-probabilities and back-offs."""
        keys = np.zeros(len(grams[0]), np.uint64)
        for words in grams:
            keys = (keys << np.uint64(16)) | words.astype(np.uint64)
        known, value = self.tables[len(grams)].get(keys)
        prob_bits, bow_bits = BITS[len(grams)]
        log = (value >> bow_bits).astype(np.float32) * np.float32(-LOG_STEP * 2 ** (8 - prob_bits))
        if not bow_bits:
            return known, log, np.zeros(len(keys), np.float32)
        bow = ((value & ((1 << bow_bits) - 1)) - BOW_SHIFT).astype(np.float32) * np.float32(LOG_STEP)
        return known, log, np.where(known, bow, np.float32(0))


def pack(model: Model) -> dict[str, NDArray[Any]]:
    """A model as named arrays, but for its channel, which has a file of its own; `unpack` is the way back."""
    arrays: dict[str, NDArray[Any]] = {
        "words": _bytes("\n".join(model.words)),
        "log_unigram": model.log_unigram.astype(np.float16),
        "first_bow": model.first_bow.astype(np.float16),
        "capital": np.round(model.capital * 255).astype(np.uint8),
    }
    arrays |= {f"cells{order}": table.cells for order, table in model.tables.items()}
    arrays |= {f"calibration_{kind}": curve for kind, curve in model.calibration.items()}
    arrays["json"] = _bytes(json.dumps({"abbreviations": model.abbreviations}, ensure_ascii=False))
    return arrays


def unpack(arrays: Mapping[str, NDArray[Any]]) -> Model:
    """A model from the arrays that `pack` made."""
    return Model(
        words=tuple(_text(arrays["words"]).split("\n")),
        log_unigram=arrays["log_unigram"].astype(np.float32),
        first_bow=arrays["first_bow"].astype(np.float32),
        capital=np.clip(arrays["capital"].astype(np.float32) / 255, 0.002, 0.998),
        tables={order: HashedMap(arrays[f"cells{order}"], sum(bits)) for order, bits in BITS.items()},
        calibration={name[12:]: arrays[name] for name in arrays if name.startswith("calibration_")},
        abbreviations=json.loads(_text(arrays["json"]))["abbreviations"],
    )


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), np.uint8)


def _text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode("utf-8")


def with_channel(model: Model, tables: channel_table.Tables, curve: Floats) -> Model:
    """`model` with a channel, and what confidence in misread text is worth with it."""
    return replace(model, channel=tables, calibration={**model.calibration, "noisy": curve})


@cache
def model() -> Model:
    """The model that ships with the package, loaded at its first use."""
    content = BytesIO(files("normalize.restore").joinpath(FILE).read_bytes())
    with np.load(content) as arrays:
        return with_channel(unpack({name: arrays[name] for name in arrays.files}), *channel_table.shipped())
