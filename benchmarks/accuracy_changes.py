"""What changed since the last saved figures, fact by fact, so that no improvement hides a loss.

`accuracy.json` keeps, for each gold file and kind of fact, the counts and hashes of the missed gold facts and of the facts
that the gold does not have: words of dispatches never come into git. A fact is named where its gold or plan is at hand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.matching import Score

SAVED = Path(__file__).with_name("accuracy.json")
Figures = dict[str, dict[str, dict[str, list[str] | int]]]  # gold file, kind of fact, counts and hashes


def figures(scores: dict[str, dict[str, Score]]) -> Figures:
    """Return what is saved of the scores of each gold file."""
    return {
        stem: {
            kind: {
                "right": score.right,
                "found": score.found,
                "gold": score.wanted,
                "missed": sorted(f"{_hash(name)}:{_hash(miss)}" for name, miss in score.verdicts.items() if miss),
                "extra": sorted(map(_hash, score.extras)),
            }
            for kind, score in kinds.items()
            if score.wanted or score.found
        }
        for stem, kinds in scores.items()
    }


def changes(scores: dict[str, dict[str, Score]], saved: Figures) -> Iterator[tuple[str, str, str, str]]:
    """Yield (gold file, kind of fact, what happened, the fact): gained, lost, changed, invented, or no longer invented.

    Gold files and kinds that were not saved are not compared; `changed` is a fact that was and is missed in another way.
    """
    for stem, kinds in scores.items():
        for kind, score in kinds.items():
            old = saved.get(stem, {}).get(kind)
            if old is None:
                continue
            before = dict(str(entry).split(":") for entry in _hashes(old["missed"]))
            for name, miss in score.verdicts.items():
                digest = _hash(name)
                if miss is None and digest in before:
                    yield stem, kind, "gained", name
                elif miss is not None and digest not in before:
                    yield stem, kind, "lost", miss
                elif miss is not None and before[digest] != _hash(miss):
                    yield stem, kind, "changed", miss
            extra = _hashes(old["extra"])
            yield from ((stem, kind, "invented", x) for x in score.extras if _hash(x) not in extra)
            gone = len(set(extra) - set(map(_hash, score.extras)))
            if gone:
                yield stem, kind, "no longer invented", str(gone)


def load() -> Figures:
    """Return the saved figures, none where none were saved."""
    if not SAVED.exists():
        return {}
    saved: Figures = json.loads(SAVED.read_text(encoding="utf-8"))
    return saved


def save(new: Figures) -> None:
    """Put the figures of the measured gold files in place of their old ones, one gold file a line."""
    merged = {**load(), **new}
    lines = [f"{json.dumps(stem)}: {json.dumps(merged[stem], sort_keys=True)}" for stem in sorted(merged)]
    SAVED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")


def _hashes(value: list[str] | int) -> list[str]:
    return value if isinstance(value, list) else []


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
