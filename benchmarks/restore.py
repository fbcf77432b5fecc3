"""How well lost Vietnamese is restored: `python -m benchmarks.restore [--shared ../shared] [--lines 300]`.

Stripped text (held-out texts and good seeds without their marks) and misread text (held-out paragraphs printed and read
with Tesseract `eng`): syllables right with their case, marked letters right, what confidence is worth, syllables per CPU
second. Beside ours stand the text as it is, our model cut to trigrams, and pyvi where it is installed.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np

from benchmarks.restore_layers import Layer, layers, scored
from normalize.restore import consistency, noisy
from normalize.restore import stripped as stripped_text
from normalize.restore.edits import Restored
from normalize.restore.pairs import Pair, make_pairs
from normalize.restore.restorer import channel, restore
from normalize.restore.texts import paragraphs
from vietnamese.letters import is_marked, nfc, strip_marks

_WORD = re.compile(r"[^\W\d_]+")
_BANDS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 1.01)
Restorer = Callable[[str], Restored]


@dataclass
class Score:
    """What was right of a text, and in what time."""

    syllables: int = 0
    right: int = 0
    marked: int = 0
    marked_right: int = 0
    seconds: float = 0.0
    confidence: list[tuple[float, bool]] = field(default_factory=list)

    def row(self, text: str, way: str) -> str:
        """A line of the table."""
        speed = f"{self.syllables / self.seconds:>9,.0f}" if self.seconds > 0.001 else f"{'':>9}"
        marks = f"{self.marked_right / self.marked:.4f}" if self.marked else "   –  "
        return f"{text:<26} {way:<15} {self.right / self.syllables:.4f}  {marks}  {speed}  {self.syllables:>6}"


def stripped(truth: str, way: Restorer) -> Score:
    """Score the way back from `truth` without its marks; it must keep length, as restoring marks does."""
    score = Score()
    bare = strip_marks(truth)
    start = time.process_time()
    result = way(bare)
    score.seconds = time.process_time() - start
    if len(result.text) != len(truth):
        raise ValueError("restoring marks changed the length of the text")
    for match in _WORD.finditer(truth):
        score.syllables += 1
        score.right += match.group() == result.text[match.start() : match.end()]
    for good, got in zip(truth, result.text, strict=True):
        if is_marked(good):
            score.marked += 1
            score.marked_right += good == got
    score.confidence = [(c.confidence, truth[c.start : c.end] == result.text[c.start : c.end]) for c in result.changes]
    return score


def misread(pages: list[list[Pair]], way: Restorer) -> Score:
    """Score what becomes of printed pages that were misread; words are compared without the marks around them."""
    score = Score()
    printed: list[str] = []
    lines: list[str] = []
    for page in pages:
        for number in sorted({pair.line for pair in page}):
            pairs = [p for p in page if p.line == number and len(p.printed) == len(p.read) == 1]
            printed += [pair.printed[0] for pair in pairs]
            lines.append(" ".join(pair.read[0] for pair in pairs))
    text = nfc("\n".join(lines))
    start = time.process_time()
    result = way(text)
    score.seconds = time.process_time() - start
    spans = [match.span() for match in re.finditer(r"\S+", result.text)]
    changes = {}
    for change in result.changes:
        changes[change.start] = change.confidence
    for (begin, end), word in zip(spans, printed, strict=True):
        if not _WORD.search(word):
            continue
        got = result.text[begin:end]
        right = re.sub(r"^\W+|\W+$", "", got) == re.sub(r"^\W+|\W+$", "", word)
        score.syllables += 1
        score.right += right
        score.marked += any(map(is_marked, word))
        score.marked_right += right and any(map(is_marked, word))
        inside = [changes[at] for at in range(begin, end) if at in changes]
        if inside:
            score.confidence.append((min(inside), right))
    return score


def layered(pages: list[Layer], way: Restorer) -> Score:
    """Score what becomes of bad text layers, judged by our own reading of the pages' pictures (silver)."""
    score = Score()
    for page in pages:
        start = time.process_time()
        result = way(page.text)
        score.seconds += time.process_time() - start
        changes = {change.start: change.confidence for change in result.changes}
        for true, word, begin in scored(page, result.text):
            good, got = (re.sub(r"^\W+|\W+$", "", part) for part in (true, word))
            if not _WORD.search(good):
                continue
            score.syllables += 1
            score.right += good == got
            score.marked += any(map(is_marked, good))
            score.marked_right += good == got and any(map(is_marked, good))
            inside = [changes[at] for at in range(begin, begin + len(word)) if at in changes]
            if inside:
                score.confidence.append((min(inside), good == got))
    return score


def calibration(score: Score) -> Iterator[str]:
    """Of what is said with a confidence in each band, how much is right."""
    values = np.array([value for value, _ in score.confidence])
    right = np.array([good for _, good in score.confidence])
    for low, high in pairwise(_BANDS):
        inside = (values >= low) & (values < high)
        if inside.any():
            said, true = values[inside].mean(), right[inside].mean()
            yield f"    said {low:.2f}–{min(high, 1):.2f}: mean {said:.3f}, right {true:.3f} of {inside.sum()}"


def _unchanged(text: str) -> Restored:
    return Restored(text)


def _one_reading(text: str) -> Restored:
    """Our trigrams without the second reading, which makes a text consistent: a plain trigram model."""
    whole = consistency.decide
    for module in (stripped_text, noisy):
        module.decide = consistency.decide_once  # type: ignore[attr-defined]
    try:
        return restore(text)
    finally:
        for module in (stripped_text, noisy):
            module.decide = whole  # type: ignore[attr-defined]


def _ways() -> dict[str, Restorer]:
    ways: dict[str, Restorer] = {"as it is": _unchanged, "trigrams, once": _one_reading, "ours": restore}
    try:
        from pyvi import ViUtils  # type: ignore[import-not-found]
    except ImportError:
        print("pyvi is not installed: left out (pip install pyvi)", file=sys.stderr)
    else:
        ways["pyvi"] = lambda text: Restored("\n".join(_accented(ViUtils, line) for line in text.split("\n")))
    return ways


def _accented(pyvi: ModuleType, line: str) -> str:
    """A line as pyvi restores it; what makes it crash stays as it was, and so does a line whose length it changes."""
    try:
        made: str = pyvi.add_accents(line)
    except Exception:  # pyvi raises IndexError and others on lines without letters
        return line
    return made if len(made) == len(line) else line


def _held(shared: Path) -> dict[str, Path]:
    return {f"heldout_{name}": shared / "text" / f"heldout_{name}.txt.xz" for name in ("education", "legal")}


def stripped_table(shared: Path) -> None:
    """Print what becomes of good text without its marks."""
    texts = {name: "\n".join(paragraphs(path)) for name, path in _held(shared).items()}
    for path in sorted((shared / "seeds").glob("*.txt")):
        if not path.name.startswith("000"):
            texts[f"seed {path.name[:3]}"] = nfc(path.read_text(encoding="utf-8"))
    print(f"{'stripped text':<26} {'':<15} syll.   marks     syll./s   syll.")
    for name, text in texts.items():
        for way, run in _ways().items():
            score = stripped(text, run)
            print(score.row(name, way), flush=True)
            if way == "ours":
                print(*calibration(score), sep="\n")
        print(f"    good text changed: {restore(text).text != text}")


def misread_table(shared: Path, lines: int) -> None:
    """Print what becomes of printed pages that were read with `eng`."""
    print(f"\n{'misread text (eng)':<26} {'':<15} syll.   marked    syll./s   syll.")
    for name, path in _held(shared).items():
        pages = list(make_pairs(paragraphs(path), lines, seed=7))
        for way, run in _ways().items():
            score = misread(pages, run)
            print(score.row(f"{name} printed", way), flush=True)
            if way == "ours":
                print(*calibration(score), sep="\n")


def layers_table(shared: Path) -> None:
    """Print what becomes of bad text layers."""
    print(f"\n{'bad text layers (silver)':<26} {'':<15} syll.   marked    syll./s   syll.")
    found = list(layers(shared))
    for way, run in _ways().items():
        score = layered(found, run)
        print(score.row(f"{len(found)} pages", way), flush=True)
        if way == "ours":
            print(*calibration(score), sep="\n")


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.restore", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--lines", type=int, default=300, help="printed lines to read with Tesseract for each held-out text"
    )
    parser.add_argument("--only", choices=("stripped", "misread", "layers"), help="one of the tables")
    options = parser.parse_args()
    channel()  # loaded before the clock runs
    if options.only in (None, "stripped"):
        stripped_table(options.shared)
    if options.only in (None, "misread"):
        misread_table(options.shared, options.lines)
    if options.only in (None, "layers"):
        layers_table(options.shared)
    return 0


if __name__ == "__main__":
    sys.exit(main())
