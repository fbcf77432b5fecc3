"""The gold: facts read by eye from dispatches, real and invented.

`tests/gold/*.json` were read from real dispatches, which are not in git; `tests/gold/made/*.json` from invented ones that
stand beside their gold; `tests/gold/text-*.json` from stretches (`lines`: first and last) of the held-out corpora.
"""

from __future__ import annotations

import json
import lzma
import os
import sys
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from platformdirs import user_cache_dir

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
MADE = GOLD / "made"
Facts = dict[str, Any]
_SPLITS = {"dev": "development.txt", "blind": "blind.txt"}


def shared() -> Path:
    """Return the folder of real dispatches (`CONGVAN_SHARED`, else `../shared`)."""
    return Path(os.environ.get("CONGVAN_SHARED", ROOT.parent / "shared"))


@cache
def split_of(stem: str) -> str:
    """Return `dev` or `blind`, whichever of `development.txt` and `blind.txt` lists the gold file `stem`.

    Patterns are developed on `dev`; of `blind` only sums are looked at. Raises KeyError for gold that neither lists.
    """
    for split, name in _SPLITS.items():
        if stem in (GOLD / name).read_text(encoding="utf-8").splitlines():
            return split
    raise KeyError(f"{stem} is neither in tests/gold/development.txt nor in blind.txt")


@dataclass(frozen=True)
class GoldFile:
    """One gold file: the source it was read from, its kind (text, lost, scan, legacy) and the facts of each plan."""

    path: Path
    source: Path
    kind: str
    plans: tuple[Facts, ...]

    @property
    def split(self) -> str:
        """`dev` (patterns are developed on it) or `blind`."""
        return split_of(self.path.stem)

    @property
    def invented(self) -> bool:
        """Whether the dispatch was written for the gold; all kinds of facts were then examined."""
        return self.path.parent == MADE

    @property
    def present(self) -> bool:
        """Whether the source is at hand."""
        return self.source.exists()


def _stretch(corpus: Path, name: str, first: int, last: int) -> Path:
    """Write the lines `first` to `last` of a packed corpus as a text file and return it."""
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        stretch = "".join(islice(lines, first - 1, last))
    path = Path(user_cache_dir("congvan", appauthor=False)) / "benchmarks" / f"{name}.txt"
    if not path.exists() or path.read_text(encoding="utf-8") != stretch:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stretch, encoding="utf-8")
    return path


def load(kinds: tuple[str, ...] = ("text",), split: str = "all") -> list[GoldFile]:
    """Load the gold whose kind is among `kinds` and whose split is `split` (or `all`)."""
    found = []
    listed = {stem for name in _SPLITS.values() for stem in (GOLD / name).read_text(encoding="utf-8").splitlines()}
    for path in [*sorted(GOLD.glob("*.json")), *sorted(MADE.glob("*.json"))]:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["kind"] == "paragraphs":  # see benchmarks.paragraphs
            continue
        if path.stem not in listed:
            print(f"{path.name} is left out: list it in development.txt or blind.txt", file=sys.stderr)
            continue
        folder = MADE if path.parent == MADE else shared()
        source = folder / data["source"]
        if "lines" in data and source.exists():
            source = _stretch(source, path.stem, *data["lines"])
        gold = GoldFile(path, source, data["kind"], tuple(data["plans"]))
        if gold.kind in kinds and split in ("all", gold.split):
            found.append(gold)
    return found
