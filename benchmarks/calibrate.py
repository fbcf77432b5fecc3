"""What confidence is worth, and its fit: `python -m benchmarks.calibrate [--write]`.

The road runs over the gold; each found fact is right or wrong (`benchmarks.calibrate_samples`), and by its clues a confidence is
fitted (`benchmarks.calibrate_fit`). Printed is how often facts of each band of confidence are right: in the development set out
of sample (each dispatch is judged by a fit that has not seen it), in the blind set by the fit on the development set, in
sums only. `--write` puts the fit into `normalize/data/confidence.tsv`; nothing of the blind set is in it.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from benchmarks.calibrate_fit import Fit, fit
from benchmarks.calibrate_samples import Sample, samples
from benchmarks.documents import document
from benchmarks.gold import ROOT, GoldFile, load
from normalize.confidence import CLUES, KINDS, estimate_of, within
from normalize.parse import parse
from schemas.plan import Plan

TABLE = ROOT / "normalize" / "data" / "confidence.tsv"
_GOLD = ("text", "legacy", "lost", "scan")
_FOLDS = 10
_BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
Judged = list[tuple[float, bool]]  # what was said of a fact, and whether it is right


def main() -> None:
    """Measure, print the tables and, where asked, write the fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.relative_to(ROOT).as_posix()}")
    arguments = parser.parse_args()
    found = [sample for gold in load(_GOLD) if gold.present for sample in samples(gold, _plans(gold))]
    known, blind = ([s for s in found if s.split == split] for split in ("dev", "blind"))
    fitted = fit(known)
    out_of_sample = _cross_validated(known)
    said_blind = [(within(fitted.odds(s)), s.right) for s in blind]
    for title, facts, said in (
        ("development set, out of sample", known, out_of_sample),
        ("blind set", blind, said_blind),
    ):
        print(f"\n{title}: {len(facts)} facts of {len({s.dispatch for s in facts})} dispatches")
        _print_bands(said, [(estimate_of(s.clues), s.right) for s in facts])
        _print_kinds(facts, said)
    if arguments.write:
        _write(fitted, known)


def _plans(gold: GoldFile) -> list[Plan]:
    """The plans of a gold file's source with the finders' own estimates."""
    print(gold.path.stem, file=sys.stderr)
    return parse(document(gold.source), calibrated=False)


def _cross_validated(found: Sequence[Sample]) -> Judged:
    """What is said of each fact by a fit on other dispatches."""
    fold = {name: at % _FOLDS for at, name in enumerate(sorted({s.dispatch for s in found}))}
    fits = [fit([s for s in found if fold[s.dispatch] != at]) for at in range(_FOLDS)]
    return [(within(fits[fold[s.dispatch]].odds(s)), s.right) for s in found]


def _band(said: float) -> int:
    return next(at for at, (low, high) in enumerate(pairwise(_BANDS)) if low <= said < high or high == _BANDS[-1])


def error(judged: Judged) -> float:
    """Return the expected calibration error: how far, in the mean over facts, what is said in a band is from what is right."""
    bands: dict[int, Judged] = {}
    for said, right in judged:
        bands.setdefault(_band(said), []).append((said, right))
    return sum(abs(math.fsum(said - right for said, right in band)) for band in bands.values()) / max(len(judged), 1)


def log_loss(judged: Judged) -> float:
    """Return the mean surprise at what is right and wrong: lower is better, also in telling good facts from bad ones."""
    return -math.fsum(math.log(said if right else 1 - said) for said, right in judged) / max(len(judged), 1)


def _print_bands(judged: Judged, before: Judged) -> None:
    print(
        f"{'confidence':12s} {'said':>6s} {'right':>6s} {'facts':>6s}   {'estimate: said':>14s} {'right':>6s} {'facts':>6s}"
    )
    for at, (low, high) in enumerate(pairwise(_BANDS)):
        cells = []
        for known in (judged, before):
            band = [(said, right) for said, right in known if _band(said) == at]
            said, right = (
                sum(values) / max(len(band), 1) for values in (zip(*band, strict=True) if band else ((), ()))
            )
            cells.append((said, right, len(band)))
        (said, right, count), (told, held, number) = cells
        print(f"{low:.2f}–{high:.2f}    {said:6.3f} {right:6.3f} {count:6d}   {told:14.3f} {held:6.3f} {number:6d}")
    print(f"expected calibration error {error(judged):.3f}; of the finders' estimates {error(before):.3f}")
    print(f"log loss of a fact {log_loss(judged):.3f}; by the finders' estimates {log_loss(before):.3f}")


def _print_kinds(found: Sequence[Sample], judged: Judged) -> None:
    print(f"{'kind':18s} {'said':>6s} {'right':>6s} {'facts':>6s} {'error':>6s}")
    for kind in KINDS:
        own = [one for sample, one in zip(found, judged, strict=True) if sample.kind == kind]
        if own:
            said, right = (sum(values) / len(own) for values in zip(*own, strict=True))
            print(f"{kind:18s} {said:6.3f} {right:6.3f} {len(own):6d} {error(own):6.3f}")


def _write(fitted: Fit, known: Sequence[Sample], path: Path = TABLE) -> None:
    """Write the table that `normalize.confidence` reads."""
    lines = [
        "# Log-odds that a fact is right where nothing speaks against it, and what each clue costs (normalize.confidence).",
        f"# Made by `python -m benchmarks.calibrate --write` on {date.today()} from {len(known)} found facts of",
        f"# {len({s.dispatch for s in known})} dispatches of the gold (tests/gold/development.txt); not to be edited by hand.",
        "\t".join(("kind", "facts", "right", "dispatches", "base", *CLUES)),
    ]
    for at, kind in enumerate(KINDS):
        own = [s for s in known if s.kind == kind]
        counts = (len(own), sum(s.right for s in own), len({s.dispatch for s in own}))
        values = (fitted.base[at], *fitted.cost[at])
        lines.append("\t".join((kind, *map(str, counts), *(f"{value:.3f}" for value in values))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
