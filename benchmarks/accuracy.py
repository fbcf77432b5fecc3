"""Precision, recall and F1 a fact kind against the gold: `python -m benchmarks.accuracy [--split dev|blind|all] [--show]`.

Header fields that only the page picture shows (stamped, handwritten) are counted apart, as `header (stamped)`.
`--save` writes the figures to `benchmarks/accuracy.json`; a later run prints what changed since then: facts gained, lost,
read otherwise, invented, for each dispatch. Of the blind set only sums are printed. `--summary` prints one table of F1, split
by set and by kind of source, for the docs. `--scanned` prints and scans dispatches with good text in software, and measures that.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict

from benchmarks import accuracy_changes, scanned
from benchmarks.accuracy_scoring import Scores, measure
from benchmarks.gold import GoldFile, load, split_of
from benchmarks.matching import Score

_KINDS = {"text": ("text",), "lost": ("lost",), "scan": ("scan",), "legacy": ("legacy",)}


def main() -> None:
    """Run the measurement and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["dev", "blind", "all"], default="all")
    parser.add_argument("--kind", default="text", help="text, lost, scan, legacy; comma-separated")
    parser.add_argument("--only", default="", help="part of the gold file's name")
    parser.add_argument("--show", nargs="?", const="all", default="", help="print misses and extras (of one fact kind)")
    parser.add_argument("--open", action="store_true", help="show the blind set too: only for who keeps the gold")
    parser.add_argument("--summary", action="store_true", help="print a table of F1 by set and kind of source")
    parser.add_argument(
        "--scanned", action="store_true", help="print and scan dispatches with good text, and read that"
    )
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    kinds = tuple(_KINDS) if arguments.summary else tuple(arguments.kind.split(","))
    if arguments.scanned:
        files = scanned.files(arguments.only)
    else:
        files = [g for g in load(kinds, arguments.split) if arguments.only in g.path.name]
    absent = [g.path.stem for g in files if not g.present]
    if absent:
        print(f"{len(absent)} gold files left out: their dispatches are not here", file=sys.stderr)
    scores: dict[str, Scores] = {}
    for gold in (g for g in files if g.present):
        scores[gold.path.stem] = measure(gold)
        if arguments.show and (gold.split == "dev" or arguments.open):
            _show(gold, scores[gold.path.stem], arguments.show)
    if arguments.summary:
        _print_summary([g for g in files if g.present], scores)
    else:
        what = "scanned in software" if arguments.scanned else f"split {arguments.split}, kind {arguments.kind}"
        print(f"\n{len(scores)} files, {what}")
        _print_table(_sums(list(scores.values())))
    if arguments.scanned:  # the saved figures are those of the sources themselves
        return
    _print_changes(scores)
    if arguments.save:  # a dispatch that gave no plan at all is a fault of the moment, no figure to measure against
        read = {stem: kinds for stem, kinds in scores.items() if kinds["plans"].found}
        accuracy_changes.save(accuracy_changes.figures(read))


def _show(gold: GoldFile, scores: Scores, wanted: str) -> None:
    for name, score in scores.items():
        if wanted in ("all", name.split(":")[0].split(" ")[0]) and (score.misses or score.extras):
            print(f"\n{gold.path.stem}: {name}")
            print(
                *(f"  - missed {miss}" for miss in score.misses), *(f"  + extra  {x}" for x in score.extras), sep="\n"
            )


def _sums(scores: list[Scores]) -> Scores:
    totals: Scores = defaultdict(Score)
    for one in scores:
        for name, score in one.items():
            totals[name].add(score)
    return totals


def _print_table(totals: Scores) -> None:
    print(f"{'fact':34s} {'precision':>9s} {'recall':>7s} {'F1':>6s} {'right':>6s} {'found':>6s} {'gold':>6s}")
    for name, s in totals.items():
        print(f"{name:34s} {s.precision:9.3f} {s.recall:7.3f} {s.f1:6.3f} {s.right:6d} {s.found:6d} {s.wanted:6d}")


def _print_summary(files: list[GoldFile], scores: dict[str, Scores]) -> None:
    """Print F1 (and how many gold facts it rests on) by set and kind of source, as a table in Markdown."""
    groups: dict[tuple[str, str], list[Scores]] = defaultdict(list)
    for gold in files:
        groups[gold.split, gold.kind].append(scores[gold.path.stem])
    columns = [(split, kind) for split in ("dev", "blind") for kind in _KINDS if (split, kind) in groups]
    sums = {column: _sums(groups[column]) for column in columns}
    names = list(dict.fromkeys(name for column in columns for name in sums[column]))
    heads = " | ".join(f"{split}: {kind} ({len(groups[split, kind])})" for split, kind in columns)
    print(f"\n| F1 (gold facts) | {heads} |\n|---|{'---|' * len(columns)}")
    for name in names:
        cells = [sums[column].get(name) for column in columns]
        print(f"| {name} | " + " | ".join(f"{s.f1:.3f} ({s.wanted})" if s and s.wanted else "" for s in cells) + " |")


_ORDER = ("lost", "invented", "changed", "gained", "no longer invented")


def _print_changes(scores: dict[str, Scores]) -> None:
    """Print what changed since the saved figures, losses first: by name in the development set, in sums in the blind one."""
    found = list(accuracy_changes.changes(scores, accuracy_changes.load()))
    sums: Counter[tuple[str, str, str]] = Counter()
    for stem, kind, what, fact in sorted(found, key=lambda change: _ORDER.index(change[2])):
        sums[split_of(stem), kind, what] += int(fact) if what == "no longer invented" else 1
        if split_of(stem) == "dev" and what != "no longer invented":
            print(f"{what}: {stem}, {kind}: {fact}")
    print(
        "\nsince the saved figures:"
        if sums
        else "\nnothing changed since the saved figures (of the dispatches that they hold)"
    )
    for split, kind in sorted({key[:2] for key in sums}):
        print(f"  {split}, {kind}: " + ", ".join(f"{sums[split, kind, w]} {w}" for w in _ORDER if sums[split, kind, w]))


if __name__ == "__main__":
    main()
