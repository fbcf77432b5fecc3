"""Body text of real scanned pages, ours and bare Tesseract `vie` page by page: `python -m benchmarks.ocr_bodies`.

The truth was read by eye and may not be in git, so `ocr_bodies.json` beside this file keeps hashes of each page's groups of
three words: the share of them that a reading has is printed (about the third power of the share of right syllables).
With `--truth FOLDER`, which holds `<number>-<page>.txt`, character error rate and the share of right syllables are
printed too; `--write` makes the hashes anew from it. `--cores` measures the speed-up of two processes over one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.ocr import READERS, SHARED, _cpu, _plain
from extract.ocr.clean import Picture

KEPT = Path(__file__).with_suffix(".json")
_QUICK = 12  # pages
_CORE_PAGES = 8


@dataclass
class Column:
    """What one reader made of the pages."""

    groups: list[float] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)
    syllables: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def last(self) -> str:
        """The figures of the last page."""
        parts = [f"{self.errors[-1]:.4f} {self.syllables[-1]:.3f}"] if self.errors else []
        return "  ".join([*parts, f"{self.groups[-1]:.3f}", f"{self.seconds[-1]:.2f} s"])

    def mean(self) -> str:
        """The figures of all pages."""
        columns = [("CER", self.errors), ("syllables", self.syllables), ("groups", self.groups), ("s", self.seconds)]
        return "  ".join(f"{name} {sum(values) / len(values):.4f}" for name, values in columns if values)


def pictures(number: str, page: int) -> dict[str, Picture]:
    """The page's picture for each reader: at 300 dots an inch for the bare one, at its own for ours."""
    import pypdfium2 as pdfium
    from PIL import Image

    from extract.image import _picture
    from extract.ocr.rasterise import page_picture, render

    (path,) = (SHARED / "dispatches").glob(f"{number}_*")
    if path.suffix != ".pdf":
        picture = _picture(Image.open(path))
        return dict.fromkeys(READERS, picture)
    with pdfium.PdfDocument(path) as file:
        file.init_forms()
        return {
            "ours": page_picture(file[page - 1], annotations=False),
            "bare": Picture(render(file[page - 1], 300, annotations=True), 300),
        }


def hashed(text: str) -> list[str]:
    """Hashes of the groups of three words of `text`, sorted."""
    words = re.findall(r"\w+", _plain(text).lower())
    groups = zip(words, words[1:], words[2:], strict=False)
    return sorted({hashlib.blake2b(" ".join(group).encode(), digest_size=4).hexdigest() for group in groups})


def compared(truth: str, read: str) -> tuple[float, float]:
    """Character error rate and share of right syllables of the truth where it stands in what was read."""
    from rapidfuzz.distance import Levenshtein

    truth, read = _plain(truth), _plain(read)
    start, end, wrong = _within(truth, read)
    words, found = truth.split(), read[start:end].split()
    same = sum(step.src_end - step.src_start for step in Levenshtein.opcodes(words, found) if step.tag == "equal")
    return wrong / len(truth), same / len(words)


def _within(truth: str, read: str) -> tuple[int, int, int]:
    """Where `truth` stands in `read` with the fewest errors, and how many."""
    wrong, end = _best_end(truth, read)
    _, back = _best_end(truth[::-1], read[::-1])
    return len(read) - back, end, wrong


def _best_end(truth: str, read: str) -> tuple[int, int]:
    import numpy as np

    letters = np.array([ord(letter) for letter in read])
    places = np.arange(len(read) + 1)
    row = np.zeros(len(read) + 1, dtype=np.int64)
    for done, letter in enumerate(truth, start=1):
        following = np.empty_like(row)
        following[0] = done
        following[1:] = np.minimum(row[:-1] + (letters != ord(letter)), row[1:] + 1)
        row = np.minimum.accumulate(following - places) + places
    end = int(row.argmin())
    return int(row[end]), end


def table(pages: list[tuple[str, int]], kept: dict[str, list[str]], truth: Path | None) -> None:
    """Print a line a page: ours, bare; CER and syllables where there is truth, groups found, CPU seconds."""
    columns = {name: Column() for name in READERS}
    worse = 0
    for number, page in pages:
        shown = pictures(number, page)
        body = truth / f"{number}-{page}.txt" if truth else None
        for name, read in READERS.items():
            start = _cpu()
            text = read(shown[name])
            column = columns[name]
            column.seconds.append(_cpu() - start)
            wanted = kept[f"{number}-{page}"]
            column.groups.append(len(set(wanted).intersection(hashed(text))) / len(wanted))
            if body:
                error, syllables = compared(body.read_text("utf-8"), text)
                column.errors.append(error)
                column.syllables.append(syllables)
        ours, bare = columns["ours"], columns["bare"]
        worse += ours.errors[-1] > bare.errors[-1] if body else ours.groups[-1] < bare.groups[-1]
        print(
            f"{number}-{page:<4}" + "   ".join(f"{name} {column.last()}" for name, column in columns.items()),
            flush=True,
        )
    for name, column in columns.items():
        print(f"{name:6}{column.mean()}")
    ratio = sum(columns["ours"].seconds) / sum(columns["bare"].seconds)
    print(f"worse than bare on {worse} of {len(pages)} pages; CPU {ratio:.2f} × bare")


def cores(pages: list[tuple[str, int]]) -> None:
    """Print how many times as fast two processes read the pages as one does."""
    took = {}
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as pool:
            list(pool.map(_read, pages[:workers]))  # started, model loaded
            start = time.perf_counter()
            list(pool.map(_read, pages))
            took[workers] = time.perf_counter() - start
    print(f"{len(pages)} pages: one process {took[1]:.1f} s, two {took[2]:.1f} s: {took[1] / took[2]:.2f} × as fast")


def _read(page: tuple[str, int]) -> int:
    return len(READERS["ours"](pictures(*page)["ours"]))


def _pages(kept: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for name in sorted(kept):
        number, _, page = name.partition("-")
        yield number, int(page)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truth", type=Path, help="folder with what stands on the pages")
    parser.add_argument("--write", action="store_true", help="make the hashes anew from --truth")
    parser.add_argument("--full", action="store_true", help="all pages, not every third")
    parser.add_argument("--cores", action="store_true", help="measure the speed-up of two processes over one")
    given = parser.parse_args()
    if not SHARED.is_dir():
        print("no ../shared here (set CONGVAN_SHARED)")
        return 1
    if given.write and given.truth:
        bodies = {place.stem: hashed(place.read_text("utf-8")) for place in sorted(given.truth.glob("*.txt"))}
        KEPT.write_text(json.dumps(bodies, indent=0) + "\n", "utf-8")
    kept = json.loads(KEPT.read_text("utf-8"))
    pages = list(_pages(kept))
    if given.cores:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
        cores(pages[:_CORE_PAGES])
        return 0
    table(pages if given.full else pages[:: max(1, len(pages) // _QUICK)], kept, given.truth)
    return 0


if __name__ == "__main__":
    sys.exit(main())
