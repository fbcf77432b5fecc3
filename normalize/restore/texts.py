"""The text that models are trained on: a folder of `*.txt.xz`, a paragraph a line (see docs/restore-model-card.md)."""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from vietnamese.letters import mark_density, nfc

DOUBTFUL = ("diepxuan-vanban2026",)  # partly OCR: counts only for what the other texts have too
_ASIDE = {"tnt305-vanban": 800, "hrmaster-congbao": 800}  # last paragraphs of these measure confidence, not trained on
_PRINTED = (  # texts that are printed and read for the channel, and how many paragraphs in a hundred come from each
    ("tnt305-vanban", 50), ("hrmaster-congbao", 20), ("diepxuan-phapdien", 15), ("viwiki-underthesea", 15),
)  # fmt: skip
_LENGTH = range(12, 500)


def sources(folder: Path) -> list[Path]:
    """The training texts of a folder, sorted by name; what is held out for tests is never among them."""
    return sorted(path for path in folder.glob("*.txt.xz") if not path.name.startswith("heldout"))


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of a text in NFC."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield nfc(line.strip())


def trained_on(path: Path) -> list[str]:
    """The paragraphs of a text but for those set aside."""
    found = list(paragraphs(path))
    return found[: len(found) - _ASIDE.get(path.name.removesuffix(".txt.xz"), 0)]


def set_aside(folder: Path) -> list[str]:
    """The paragraphs that no model is trained on, to find out how sure it may be of what it reads."""
    return [p for name, count in _ASIDE.items() for p in list(paragraphs(folder / f"{name}.txt.xz"))[-count:]]


def phrases() -> Iterator[str]:
    """The terms of `phrases.txt`, which the training texts hardly have."""
    for line in files("normalize.restore").joinpath("phrases.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield nfc(line.strip())


def for_print(folder: Path, seed: int) -> Iterator[str]:
    """An endless stream of paragraphs to print, drawn from the texts by `seed`."""
    rng = random.Random(seed)
    pools = []
    for name, _ in _PRINTED:
        path = folder / f"{name}.txt.xz"
        pools.append([p for p in trained_on(path) if len(p) in _LENGTH and mark_density(p) > 0.15])
    weights = [weight for _, weight in _PRINTED]
    while True:
        yield rng.choice(rng.choices(pools, weights)[0])
