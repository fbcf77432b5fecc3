"""OCR: ours and bare Tesseract `vie` (300 dots an inch, `--psm 3`) side by side: `python -m benchmarks.ocr [--full]`.

Two parts. Born-digital pages are rasterised and spoilt in software; their text layer is the truth: character and word
error rates, share of the marked letters that come back. Real scans have gold files of kind `scan`: which of their key
phrases, citations, signers and recipients are found in the text that comes out. Both parts count CPU seconds a page.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.degrade import CONDITIONS, degraded
from extract.ocr import tesseract
from extract.ocr.choose import text_of
from extract.ocr.clean import Picture, luminance
from extract.ocr.layout import draft
from extract.ocr.page import recognise
from extract.pdf_flow import flow
from vietnamese.letters import is_marked, nfc

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CONGVAN_SHARED", ROOT.parent / "shared"))
GOLD = ROOT / "tests" / "gold"
BORN_DIGITAL = (  # page of running text: in what order tables and columns are read is no matter of recognition
    ("001_cv1061-bgddt-day-hoc-internet.pdf", (2, 3)),
    ("010_kh12-pgd-hiephoa-tuyen-sinh.pdf", (2, 3)),
    ("027_hd500-pgd-hiephoa-cntt.pdf", (2, 3)),
    ("021_kh21-pgd-hiephoa-phap-che.pdf", (2,)),
    ("003_kh-sgddt-bacgiang-bao-hanh-tre.pdf", (2,)),
)
QUICK = ("clean 300", "turned 2°, salt, 200", "red stamp", "fax 150, 1 bit", "shadow", "worn copy, 1 bit")


@dataclass
class Tally:
    """What one reader made of some pages."""

    letters: int = 0
    wrong: int = 0
    words: int = 0
    words_wrong: int = 0
    marked: int = 0
    marked_right: int = 0
    pages: int = 0
    seconds: float = 0.0
    found: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def add(self, truth: str, read: str) -> None:
        """Count what `read` makes of `truth`."""
        from rapidfuzz.distance import Levenshtein

        truth, read = _plain(truth), _plain(read)
        self.letters += len(truth)
        self.words += len(truth.split())
        self.words_wrong += Levenshtein.distance(truth.split(), read.split())
        right = bytearray(len(truth))
        for step in Levenshtein.opcodes(truth, read):
            if step.tag == "equal":
                right[step.src_start : step.src_end] = b"\1" * (step.src_end - step.src_start)
        self.wrong += Levenshtein.distance(truth, read)
        self.marked += sum(map(is_marked, truth))
        self.marked_right += sum(ok for ok, letter in zip(right, truth, strict=True) if is_marked(letter))

    def row(self) -> str:
        """Error rates and time a page."""
        return (
            f"CER {self.wrong / max(self.letters, 1):.4f}  WER {self.words_wrong / max(self.words, 1):.4f}  "
            f"marks {self.marked_right / max(self.marked, 1):.4f}  {self.seconds / max(self.pages, 1):.2f} s"
        )


Reader = Callable[[Picture], str]


def ours(picture: Picture) -> str:
    """The body as `congvan` reads it."""
    (page,) = flow([draft(recognise(picture), 1, "")])
    return text_of(page.blocks)


def bare(picture: Picture) -> str:
    """What the program gives for the picture as it is, in its own order."""
    grey = luminance(picture.pixels)
    high, wide = grey.shape
    command = [tesseract.program(), "stdin", "stdout", "-l", "vie", "--oem", "1", "--psm", "3"]
    done = subprocess.run(
        [*command, "--dpi", str(round(picture.dpi))],
        input=b"P5 %d %d 255\n" % (wide, high) + grey.tobytes(),
        capture_output=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=True,
    )
    return done.stdout.decode("utf-8")


READERS: dict[str, Reader] = {"ours": ours, "bare": bare}


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _plain(text: str) -> str:
    return re.sub("[“”]", '"', re.sub("[–—‐]", "-", " ".join(nfc(text).split())))


def _timed(tally: Tally, read: Reader, picture: Picture) -> str:
    start = _cpu()
    text = read(picture)
    tally.seconds += _cpu() - start
    tally.pages += 1
    return text


def born_digital(full: bool) -> None:
    """Print the table of spoilt pages."""
    pages = list(_clean_pages(full))
    totals = {name: Tally() for name in READERS}
    for condition in CONDITIONS if full else QUICK:
        tallies = {name: Tally() for name in READERS}
        for seed, (truth, pixels) in enumerate(pages):
            picture = degraded(pixels, condition, seed)
            for name, read in READERS.items():
                text = _timed(tallies[name], read, picture)
                tallies[name].add(truth, text)
                totals[name].add(truth, text)
        _print(condition, tallies)
        for name, tally in tallies.items():
            totals[name].pages += tally.pages
            totals[name].seconds += tally.seconds
    _print("all", totals)


def _print(label: str, tallies: dict[str, Tally]) -> None:
    for name, tally in tallies.items():
        print(f"{label:24}{name:6}{tally.row()}", flush=True)


def _clean_pages(full: bool) -> Iterator[tuple[str, Any]]:
    """Truth and 300-dot picture of each page."""
    import pypdfium2 as pdfium

    from extract import pdf
    from extract.ocr.rasterise import render
    from extract.source import Source

    for name, numbers in BORN_DIGITAL if full else BORN_DIGITAL[:2]:
        source = Source.open(SHARED / "dispatches" / name)
        with pdfium.PdfDocument(source.data) as file:
            for number in numbers:
                with pdfium.PdfDocument.new() as single:  # nothing flows over from the page before
                    single.import_pages(file, [number - 1])
                    import io

                    out = io.BytesIO()
                    single.save(out)
                (page,) = pdf.read(Source(name, out.getvalue())).pages
                yield text_of(page.blocks), render(file[number - 1], 300, annotations=False)


def scans(full: bool) -> None:
    """Print which facts of real scans are found in the text."""
    import json

    import pypdfium2 as pdfium
    from PIL import Image

    from extract.ocr.rasterise import page_picture, render

    totals = {name: Tally() for name in READERS}
    for place in sorted(GOLD.glob("*.json")):
        gold = json.loads(place.read_text("utf-8"))
        if gold.get("kind") != "scan" or not any(plan.get("key_phrases") for plan in gold["plans"]):
            continue
        path = SHARED / gold["source"]
        facts = list(_facts(gold))
        wanted = sorted({page for page, _, _ in facts})[: None if full else 2]
        texts: dict[str, dict[int, str]] = {name: {} for name in READERS}
        if path.suffix == ".pdf":
            with pdfium.PdfDocument(path) as file:
                file.init_forms()
                for number in wanted:
                    at_300 = Picture(render(file[number - 1], 300, annotations=True), 300)
                    own = page_picture(file[number - 1], annotations=False)
                    texts["bare"][number] = _timed(totals["bare"], bare, at_300)
                    texts["ours"][number] = _timed(totals["ours"], ours, own)
        else:
            from extract.image import _picture

            picture = _picture(Image.open(path))
            for name, read in READERS.items():
                texts[name][1] = _timed(totals[name], read, picture)
        here = {name: [0, 0] for name in READERS}
        for page, kind, text in facts:
            if page not in wanted:
                continue
            for name in READERS:
                hit = _squeezed(text) in _squeezed(texts[name][page])
                totals[name].found[kind].append(hit)
                here[name][0] += hit
                here[name][1] += 1
        print(f"{place.stem[:40]:42}" + "  ".join(f"{n} {a}/{b}" for n, (a, b) in here.items()), flush=True)
    for name, tally in totals.items():
        if tally.pages:
            parts = [
                f"{kind} {sum(hits)}/{len(hits)} = {sum(hits) / len(hits):.3f}" for kind, hits in tally.found.items()
            ]
            print(f"{name:6}" + "  ".join(sorted(parts)) + f"  {tally.seconds / tally.pages:.2f} s a page")


def _facts(gold: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Page, kind and text of what a page must hold."""
    for plan in gold["plans"]:
        _, last = plan["pages"]
        for phrase in plan.get("key_phrases", ()):
            yield phrase["page"], "phrases", phrase["text"]
        for citation in plan["citations"]:
            if citation["number_symbol"] and not citation.get("short"):
                yield citation["page"], "citations", citation["number_symbol"]
        signer = plan.get("signature") or {}
        if signer.get("name"):
            yield signer.get("page", last), "signer", signer["name"]
        for one in plan.get("distribution", ()):
            yield one.get("page", signer.get("page", last)), "recipients", one["name"]


def _squeezed(text: str) -> str:
    """For containment: no spaces, one kind of dash, capitals levelled."""
    return re.sub(r"[\s.,;:]", "", _plain(text)).lower()


def main() -> int:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="all pages and conditions (about 20 minutes)")
    parser.add_argument("--only", choices=("born-digital", "scans"))
    given = parser.parse_args()
    if not SHARED.is_dir():
        print("no ../shared here (set CONGVAN_SHARED)")
        return 1
    if given.only != "scans":
        born_digital(given.full)
    if given.only != "born-digital":
        scans(given.full)
    return 0


if __name__ == "__main__":
    sys.exit(main())
