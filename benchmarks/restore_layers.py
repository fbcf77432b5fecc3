"""The bad text layers among the dispatches beside a reading of the same pages with Tesseract `vie`: a silver truth.

The pages were read by an OCR that knew no Vietnamese, and its text laid under their pictures. What our own OCR makes of
the pictures is right but for a few words in a thousand (benchmarks.restore_scans), so it tells what restoration is worth
on real noise. Words are paired page by page, whatever either reading lost or tore apart left out.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from extract.ocr.choose import complete
from extract.registry import read
from extract.source import Source
from normalize.encodings import repair
from normalize.restore import needs_restoring, repair_readings
from normalize.restore.pages import joined
from schemas.document import Method
from vietnamese.letters import strip_marks

_WORD = re.compile(r"\S+")
_PAGES = 4  # of each document
_GAP = 0.3  # what leaving out a word of each side costs; words less alike are not paired


@dataclass(frozen=True, slots=True)
class Layer:
    """A page's text layer, a printed line a line; its words by number beside the true ones."""

    name: str
    page: int
    text: str
    truth: dict[int, str]


def layers(shared: Path) -> Iterator[Layer]:
    """The pages whose layer lost its marks, and what stands on them."""
    with (shared / "dispatches" / "MANIFEST.tsv").open(encoding="utf-8") as file:
        names = [row["file"] for row in csv.DictReader(file, delimiter="\t") if "diacritics lost" in row["text_layer"]]
    for name in names:
        source = Source.open(shared / "dispatches" / name)
        document = repair(read(source))
        bad = [page for page in document.pages if needs_restoring(page)][:_PAGES]
        seen = complete(replace(document, pages=tuple(bad)), source, mode="force")
        for layer, page in zip(bad, repair_readings(repair(seen)).pages, strict=True):
            if page.method is Method.OCR:
                text = "\n".join(place.text for place in joined([layer]) if place.text)
                true = " ".join(place.text for place in joined([page])).split()
                yield Layer(name, layer.number, text, dict(paired(text.split(), true)))


def paired(read_words: list[str], true: list[str]) -> Iterator[tuple[int, str]]:
    """Numbers of words read, each with the true one: the pairing in which they look most alike without their marks."""
    if not read_words or not true:
        return
    rows, columns = ([strip_marks(word.lower()) for word in found] for found in (read_words, true))
    alike = cdist(rows, columns, scorer=Levenshtein.normalized_similarity) - _GAP
    best = np.zeros((len(rows) + 1, len(columns) + 1))
    for i, row in enumerate(alike, start=1):
        taken = np.maximum(best[i - 1, :-1] + row, best[i - 1, 1:])
        best[i, 1:] = np.maximum.accumulate(np.maximum(taken, 0))
    i, j = len(rows), len(columns)
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            yield i, true[j]


def scored(layer: Layer, restored: str) -> Iterator[tuple[str, str, int]]:
    """Of each paired word the true one, the restored one, and where that begins in the restored text.

    Where words of a line were torn apart or joined, those behind count as they then stand.
    """
    number = start = 0
    for line, made in zip(layer.text.split("\n"), restored.split("\n"), strict=True):
        found = list(_WORD.finditer(made))
        for place in range(len(line.split())):
            true = layer.truth.get(number + place)
            if true is not None and place < len(found):
                yield true, found[place].group(), start + found[place].start()
        number += len(line.split())
        start += len(made) + 1


def main() -> int:
    """Write the words of the layers beside the true ones, for `normalize.restore.train --layers`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.restore_layers", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--pairs", type=Path, required=True, help="file to write: printed, read; a blank line ends a line"
    )
    options = parser.parse_args()
    rows: list[str] = []
    for layer in layers(options.shared):
        number = 0
        for line in layer.text.split("\n"):
            for word in line.split():
                rows.append(f"{layer.truth.get(number, '')}\t{word}")
                number += 1
            rows.append("")
    options.pairs.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
