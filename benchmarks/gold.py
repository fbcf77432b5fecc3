"""The gold: facts read by eye from real dispatches (`tests/gold/*.json`); the dispatches themselves are not in git."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
Facts = dict[str, Any]


def shared() -> Path:
    """Return the folder of real dispatches (`CONGVAN_SHARED`, else `../shared`)."""
    return Path(os.environ.get("CONGVAN_SHARED", ROOT.parent / "shared"))


@cache
def development() -> frozenset[str]:
    """Return the names of the gold files that patterns were developed on (`tests/gold/development.txt`)."""
    lines = (GOLD / "development.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@dataclass(frozen=True)
class GoldFile:
    """One gold file: the source it was read from, its kind (text, lost, scan, legacy) and the facts of each plan."""

    path: Path
    source: Path
    kind: str
    plans: tuple[Facts, ...]

    @property
    def split(self) -> str:
        """`dev` (patterns were developed on it) or `blind`."""
        return "dev" if self.path.stem in development() else "blind"


def load(kinds: tuple[str, ...] = ("text",), split: str = "all") -> list[GoldFile]:
    """Load the gold whose kind is among `kinds` and whose split is `split` (or `all`)."""
    found = []
    for path in sorted(GOLD.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["kind"] == "paragraphs":  # see benchmarks.paragraphs
            continue
        gold = GoldFile(path, shared() / data["source"], data["kind"], tuple(data["plans"]))
        if gold.kind in kinds and split in ("all", gold.split):
            found.append(gold)
    return found
