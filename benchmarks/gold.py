"""The gold: facts read by eye from real dispatches (`tests/gold/*.json`); the dispatches themselves are not in git."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
# The dispatches that patterns were developed on; all other gold is looked at only as a sum (the blind set).
DEVELOPMENT = (  # noqa: RUF005
    ("000_0dbe", "001_1142", "002_a994", "003_1086", "004_6b64", "001_cv10", "003_kh-s", "010_kh12", "011_cv36")
    + ("012_cv99", "013_cv40", "016_cv45", "017_cv45", "021_kh21", "022_cv-h", "027_hd50", "088_ttr-", "100_cv-u")
)  # fmt: skip
Facts = dict[str, Any]


def shared() -> Path:
    """Return the folder of real dispatches (`CONGVAN_SHARED`, else `../shared`)."""
    return Path(os.environ.get("CONGVAN_SHARED", ROOT.parent / "shared"))


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
        return "dev" if self.path.name[:8] in DEVELOPMENT else "blind"


def load(kinds: tuple[str, ...] = ("text",), split: str = "all") -> list[GoldFile]:
    """Load the gold whose kind is among `kinds` and whose split is `split` (or `all`)."""
    found = []
    for path in sorted(GOLD.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        gold = GoldFile(path, shared() / data["source"], data["kind"], tuple(data["plans"]))
        if gold.kind in kinds and split in ("all", gold.split):
            found.append(gold)
    return found
