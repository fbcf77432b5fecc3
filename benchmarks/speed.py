"""How fast PDF is read, beside pdfplumber's bare `extract_text`, and how much memory it takes: one run, one table.

    python -m benchmarks.speed [FILES…]

Without files: the born-digital PDFs of ../shared/dispatches where they are, else the samples that ship with the
project. Times are CPU seconds of one process; each measure of memory is taken in a process of its own.
"""

from __future__ import annotations

import csv
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_PAGES = 500  # of the long document whose memory is measured


class Timing(NamedTuple):
    """Pages read, and the CPU seconds it took."""

    pages: int
    seconds: float

    @property
    def rate(self) -> float:
        """Pages per CPU second."""
        return self.pages / self.seconds if self.seconds else 0.0


def default_files() -> list[Path]:
    """The born-digital PDFs of the shared folder, else the samples."""
    shared = Path(os.environ.get("CONGVAN_SHARED", ROOT.parent / "shared")) / "dispatches"
    manifest = shared / "MANIFEST.tsv"
    if not manifest.is_file():
        return sorted((ROOT / "samples").glob("*.pdf"))
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    names = [row["file"] for row in rows if row["kind"] == "born-digital"]
    return [shared / name for name in names if name.endswith(".pdf")]


def clock(files: Sequence[Path], read: Callable[[Path], int]) -> Timing:
    """Run `read`, which gives a number of pages, over `files`, warmed up on the first."""
    read(files[0])
    start = time.process_time()
    pages = sum(read(file) for file in files)
    return Timing(pages, time.process_time() - start)


def read_only(file: Path) -> int:
    """Pages of `file` as the PDF reader reads them."""
    from extract.pdf import read
    from extract.source import Source

    return len(read(Source.open(file)).pages)


def read_and_parse(file: Path) -> int:
    """Pages of `file` on the whole road to its plans."""
    from extract.pdf import read
    from extract.source import Source
    from normalize.parse import parse

    document = read(Source.open(file))
    parse(document)
    return len(document.pages)


def pdfplumber_text(file: Path) -> int:
    """Pages of `file` as pdfplumber's `extract_text` reads them, each closed after it."""
    import pdfplumber

    with pdfplumber.open(file) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


READERS: dict[str, Callable[[Path], int]] = {
    "read": read_only,
    "plans": read_and_parse,
    "pdfplumber": pdfplumber_text,
}


def memory(reader: str, files: Sequence[Path]) -> float:
    """Peak memory, in megabytes, of a process that reads `files` and does nothing else."""
    command = [sys.executable, "-m", "benchmarks.speed", "--child", reader, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def peak() -> float:
    """Peak memory of this process in megabytes; not a number on Windows, which does not tell it so."""
    status = Path("/proc/self/status")
    if status.is_file():  # getrusage would count what the parent held when it started this process
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return float(fields["VmHWM"].split()[0]) / 2**10
    try:
        import resource
    except ImportError:
        return math.nan
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def long_document(files: Sequence[Path], folder: Path) -> Path:
    """A PDF of 500 pages in `folder`, made of the pages of `files` over and over."""
    import pypdfium2 as pdfium

    made = pdfium.PdfDocument.new()
    while len(made) < _PAGES:
        for file in files:
            with pdfium.PdfDocument(file) as source:
                made.import_pages(source, list(range(min(len(source), _PAGES - len(made)))))
            if len(made) >= _PAGES:
                break
    path = folder / "long.pdf"
    made.save(path)
    made.close()
    return path


def report(files: Sequence[Path]) -> None:
    """Print the table for `files`."""
    labels = {
        "read": "congvan, reading",
        "plans": "congvan, reading and parsing",
        "pdfplumber": "pdfplumber extract_text",
    }
    timings = {name: clock(files, read) for name, read in READERS.items()}
    base = timings["pdfplumber"].rate
    print(f"{len(files)} files, {timings['read'].pages} pages")
    print(f"{'':32}{'pages/CPU s':>12}{'ms/page':>9}{'ratio':>7}{'peak MB':>9}")
    for name, timing in timings.items():
        cost = 1000 / timing.rate if timing.rate else 0.0
        print(f"{labels[name]:32}{timing.rate:12.1f}{cost:9.1f}{timing.rate / base:7.1f}{memory(name, files):9.0f}")
    with tempfile.TemporaryDirectory() as folder:
        long = long_document(files, Path(folder))
        for name in ("read", "plans"):
            print(f"{labels[name] + f', {_PAGES} pages':41}{'':19}{memory(name, [long]):9.0f}")


def main(arguments: Sequence[str]) -> None:
    """Entry point; `--child READER FILES…` reads files and prints the memory it took."""
    if arguments[:1] == ["--child"]:
        for file in arguments[2:]:
            READERS[arguments[1]](Path(file))
        print(peak())
        return
    files = [Path(a) for a in arguments] or default_files()
    if not files:
        raise SystemExit("no PDF to read: name files")
    report(files)


if __name__ == "__main__":
    main(sys.argv[1:])
