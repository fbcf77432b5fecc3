"""Learning how Tesseract `vie` slips, from pairs of printed and read words with the confidence of each (training only).

`python -m normalize.restore.slips_fit --text FOLDER --out FILE [--scans PAIRS]` prints and reads pages that are worn as
old scans are; `--scans` adds pairs from real ones (`benchmarks.restore_scans --pairs`), each counted `_SCAN` times.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log
from pathlib import Path

from normalize.restore.channel_fit import bare_pair
from normalize.restore.pairs import make_pairs
from normalize.restore.slips import EDGES, siblings
from normalize.restore.texts import for_print
from vietnamese.letters import nfc, strip_marks

LINES, SEED = 5_000, 23
_CAPITALS = (
    6  # one paragraph in so many is printed in capitals, whose marks are read otherwise than those of small letters
)
_SCAN = 3  # how often a pair from a real scan counts
_ROOM = 200.0  # letters that each letter's counts are eked out with
_OTHER_MARKS = 3e-4  # share of them that is read as the same letter with given other marks
_LEAST = 2  # how often a letter must have been taken for one of another shape

Seen = tuple[str, str, float]  # printed, read, how sure the reading was


class Counts:
    """How often letters were printed, and read as others; how often words of each confidence were wrong."""

    def __init__(self) -> None:
        self.printed: Counter[str] = Counter()
        self.read: Counter[tuple[str, str]] = Counter()
        self.words: Counter[int] = Counter()
        self.wrong: Counter[int] = Counter()

    def add(self, pairs: Iterable[Seen], times: int = 1) -> None:
        """Count pairs; words that were read as longer or shorter ones tell of confidence only."""
        for printed, read, sure in pairs:
            word, seen = bare_pair(printed, read)
            if not word.isalpha():
                continue
            if not (word.isupper() and len(word) > 1):
                word, seen = word.lower(), seen.lower()
            band = sum(sure >= edge for edge in EDGES)
            self.words[band] += times
            self.wrong[band] += times * (word != seen)
            for letter in word:
                self.printed[letter] += times
            if len(word) == len(seen):
                for letter, other in zip(word, seen, strict=True):
                    if letter != other:
                        self.read[letter, other] += times

    def rows(self) -> Iterator[str]:
        """The rows of `slips.tsv`."""
        rates = [self._rate(band) for band in range(len(EDGES) + 1)]
        total = sum(self.wrong.values()) / max(sum(self.words.values()), 1)
        yield f"wrong\tall\t{total:.4f}"
        for band, edge in enumerate((0.0, *EDGES)):
            yield f"wrong\t{edge:.2f}\t{max(rates[band:]):.4f}"
        for letter, forms in sorted(siblings().items()):
            small = {other: _OTHER_MARKS for other in forms if other != letter}
            small = self._chances(letter, forms, small)
            large = self._chances(
                letter.upper(), [other.upper() for other in forms], {o.upper(): c for o, c in small.items()}
            )
            for written, chances in ((letter, small), (letter.upper(), large)):
                for other, chance in sorted(chances.items()):
                    yield f"letter\t{written}\t{other}\t{log(chance):.2f}"

    def _chances(self, letter: str, forms: Sequence[str], usual: dict[str, float]) -> dict[str, float]:
        """How likely `letter` is read as others: as was seen, eked out with what is `usual`; other shapes if seen at all."""
        base = self.printed[letter] + _ROOM
        chances = {other: (self.read[letter, other] + _ROOM * chance) / base for other, chance in usual.items()}
        for (printed, other), times in sorted(self.read.items()):
            if printed == letter and other not in forms and times >= _LEAST * _SCAN:
                chances[other] = (times - 0.5) / base
        return chances

    def _rate(self, band: int) -> float:
        return (self.wrong[band] + 0.1) / (self.words[band] + 1)


def printed_pairs(text: Path, lines: int, seed: int) -> Iterator[Seen]:
    """Words of pages printed, worn and read with Tesseract `vie`."""
    for page in make_pairs(_some_in_capitals(for_print(text, seed)), lines, seed, "vie", worn=True):
        for pair in page:
            if len(pair.printed) == len(pair.read) == 1:
                yield pair.printed[0], nfc(pair.read[0]), pair.confidence


def _some_in_capitals(paragraphs: Iterable[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        yield paragraph.upper() if number % _CAPITALS == 0 else paragraph


def kept_pairs(path: Path, made: Iterator[Seen]) -> Iterator[Seen]:
    """The pairs in `path`; where there is no such file, those `made`, which are kept there."""
    if not path.exists():
        rows = (f"{printed}\t{read}\t{sure:.3f}\n" for printed, read, sure in made)
        path.write_text("".join(rows), encoding="utf-8", newline="\n")
    yield from _rows(path)


def _rows(path: Path) -> Iterator[Seen]:
    for row in path.read_text(encoding="utf-8").splitlines():
        printed, read, sure = row.split("\t")
        yield printed, read, float(sure)


def scanned_pairs(path: Path) -> Iterator[Seen]:
    """The pairs of a file of `printed TAB read TAB confidence`; words of another text than the scan's are passed over."""
    for printed, read, sure in _rows(path):
        word, seen = (strip_marks(part.lower()) for part in bare_pair(printed, read))
        differ = sum(a != b for a, b in zip(word, seen, strict=False))
        if word == seen or (len(word) == len(seen) > 3 and differ == 1):
            yield printed, read, sure


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line of the fit; a quarter of an hour for the usual number of lines."""
    parser = argparse.ArgumentParser(prog="python -m normalize.restore.slips_fit", description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="folder of *.txt.xz, a paragraph a line")
    parser.add_argument("--out", type=Path, required=True, help="table to write (.tsv)")
    parser.add_argument("--scans", type=Path, help="pairs from real scans")
    parser.add_argument("--pairs", type=Path, help="file that keeps the printed words (default: beside --out)")
    parser.add_argument("--lines", type=int, default=LINES, help="printed lines to read")
    options = parser.parse_args(arguments)
    counts = Counts()
    kept = options.pairs or options.out.with_suffix(".pairs.tsv")
    counts.add(kept_pairs(kept, printed_pairs(options.text, options.lines, SEED)))
    if options.scans:
        counts.add(scanned_pairs(options.scans), _SCAN)
    head = "# How Tesseract `vie` slips; made by normalize.restore.slips_fit (docs/restore-model-card.md). wrong: confidence"
    rows = [head + " of a word from\tshare of wrong words. letter: printed\tread\tlog-probability.", *counts.rows()]
    options.out.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
