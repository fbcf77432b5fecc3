"""Text from before Unicode: diacritic accuracy of ours beside viparse's on the same files, and round trips.

    python -m benchmarks.legacy [--viparse PYTHON]

`--viparse`: a Python in whose environment `viparse` is installed (it is no dependency of ours); without it that column
is left out. Real files: those of ../shared/dispatches whose manifest says that their font is from before Unicode. Their
truth is decoded from the very characters that LibreOffice or pdfium give, letter by letter, by glibc's `iconv` for
TCVN3, without any code of ours, and by viparse's table for VNI, which iconv does not know; it has no capitals with
tones, so letters are compared blind to case. Round trips: held-out paragraphs encoded by our tables and repaired.

Diacritic accuracy as in viparse-corpus/METRIC.md: both sides without marks are aligned, and of the truth's marked
letters those that come back exactly are counted.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import json
import lzma
import os
import random
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from extract.registry import read
from extract.source import Source
from extract.text import read as read_text
from normalize.encodings import repair, viqr
from normalize.encodings.judge import MOJIBAKE
from schemas.document import Document, Paragraph
from vietnamese.charsets import NAMES, charset
from vietnamese.letters import is_marked, nfc, strip_marks

ROOT = Path(__file__).resolve().parent.parent
_SHARED = Path(os.environ.get("CONGVAN_SHARED", ROOT.parent / "shared"))
_PARAGRAPHS = 400  # of each held-out file, in each round trip
_TABLES = {"tcvn3": "TCVN5712-1"}


def accuracy(truth: str, found: str, *, fold: bool = False) -> tuple[int, int]:
    """Marked letters of `truth` that `found` has exactly, and how many there are."""
    truth, found = (" ".join(nfc(text).split()) for text in (truth, found))
    if fold:
        truth, found = truth.lower(), found.lower()
    right = 0
    for a, b in zip(truth.split(" "), found.split(" "), strict=False):
        if a != b:
            break
    else:
        if len(truth) == len(found):
            marked = sum(map(is_marked, truth))
            return marked, marked
    matcher = difflib.SequenceMatcher(None, strip_marks(truth).split(), strip_marks(found).split(), autojunk=False)
    given, got = truth.split(), found.split()
    for i, j, size in matcher.get_matching_blocks():
        for one, other in zip(given[i : i + size], got[j : j + size], strict=True):
            right += sum(x == y for x, y in zip(one, other, strict=True) if is_marked(x))
    return right, sum(map(is_marked, truth))


def lines(document: Document) -> list[str]:
    """All lines of a document."""
    found: list[str] = []
    for page in document.pages:
        for block in page.blocks:
            paragraphs = (block,) if isinstance(block, Paragraph) else [p for c in block.cells for p in c.paragraphs]
            found += (line.text for paragraph in paragraphs for line in paragraph.lines)
    return found


def independent(text: str, name: str) -> str:
    """`text` decoded without our tables: by glibc's iconv, character by character."""
    table = _iconv(_TABLES[name])
    seen = text.translate({0x2212: "\xad", 0x2219: "\xb7"}).replace("\xad\xad", "\xad")
    return nfc("".join(table.get(c, c) if c > "\x9f" else c for c in seen))


def _iconv(encoding: str) -> dict[str, str]:
    found = {}
    for byte in range(0xA1, 0xFF):
        done = subprocess.run(["iconv", "-f", encoding, "-t", "UTF-8"], input=bytes([byte]), capture_output=True)
        if done.returncode == 0:
            found[chr(byte)] = nfc(done.stdout.decode())
    return found


def _viparse(python: str, path: Path) -> tuple[str, float]:
    """The text that viparse gives, and its seconds."""
    code = (
        "import sys, json, time\nstart = time.perf_counter()\nimport viparse\n"
        "text = '\\n'.join(d.text for d in viparse.load(sys.argv[1], encoding='auto'))\n"
        "print(json.dumps([text, time.perf_counter() - start]))"
    )
    done = subprocess.run([python, "-c", code, str(path)], capture_output=True, text=True, timeout=300)
    if done.returncode:
        print(done.stderr.strip().split("\n")[-1], file=sys.stderr)
        return "", 0.0
    text, seconds = json.loads(done.stdout.strip().split("\n")[-1])
    return re.sub(r"<br>|[|#*]", " ", str(text)), float(seconds)  # its Markdown is no part of the words


def real_files(python: str | None) -> None:
    """Print a row for each real file."""
    manifest = _SHARED / "dispatches" / "MANIFEST.tsv"
    if not manifest.is_file():
        print("no ../shared: real files are left out")
        return
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if "legacy-font" in row["text_layer"]]
    print("file | encoding | marked letters | ours | as it stands | viparse | s ours | s viparse")
    for row in rows:
        path = _SHARED / "dispatches" / row["file"]
        start = time.perf_counter()
        given = read(Source.open(path))
        fixed = repair(given)
        seconds = time.perf_counter() - start
        other, other_seconds = _viparse(python, path) if python else ("", 0.0)
        plain, ours = "\n".join(lines(given)), "\n".join(lines(fixed))
        truth = independent(plain, fixed.encoding) if fixed.encoding in _TABLES else other
        if not truth:
            print(f"{row['file']} | {fixed.encoding} | no independent truth")
            continue
        shares = [_share(*accuracy(truth, text, fold=True)) if text else "–" for text in (ours, plain, other)]
        count = accuracy(truth, truth)[1]
        times = f"{seconds:.1f} | {other_seconds:.1f}"
        print(f"{row['file'][:24]} | {fixed.encoding} | {count} | " + " | ".join(shares) + f" | {times}")


def _share(right: int, count: int) -> str:
    return f"{right / count:.4f}" if count else "–"


def _mixed_up(encoding: str, times: int) -> Callable[[str], str]:
    def mix(text: str) -> str:
        for _ in range(times):
            raw = text.encode()
            text = raw.decode("latin-1")
            if encoding == "cp1252":
                table = {b: bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in range(0x80, 0xA0)}
                text = text.translate(table)
        return text

    return mix


def _detached(text: str) -> str:
    """Decomposed text with a space before every fifth tone mark, as some PDF writers leave it."""
    parts: list[str] = []
    count = 0
    for character in unicodedata.normalize("NFD", text):
        count += unicodedata.combining(character) > 0
        parts.append(" " + character if unicodedata.combining(character) and count % 5 == 0 else character)
    return "".join(parts)


def round_trips() -> None:
    """Print a row for each encoding: held-out paragraphs encoded, repaired as a text file, compared."""
    folder = _SHARED / "text"
    if not folder.is_dir():
        print("no ../shared: round trips are left out")
        return
    makers: dict[str, Callable[[str], str]] = {name: charset(name).encode for name in NAMES}
    makers |= {
        "viqr": viqr.encode,
        f"{MOJIBAKE} latin-1": _mixed_up("latin-1", 1),
        f"{MOJIBAKE} cp1252": _mixed_up("cp1252", 1),
        f"{MOJIBAKE} twice": _mixed_up("cp1252", 2),
        "nfd": lambda text: unicodedata.normalize("NFD", text),
        "marks detached": _detached,
        "eth, Ƣ": lambda text: text.translate(str.maketrans("đĐưƯ", "ðÐƣƢ")),
        "as it stands": lambda text: text,
    }
    print("\nencoding | files of 20 paragraphs told right | diacritic accuracy | words changed though right")
    texts = [p for name in ("heldout_legal", "heldout_education") for p in _sample(folder / f"{name}.txt.xz")]
    for name, make in makers.items():
        right = count = told = files = spoilt = 0
        for at in range(0, len(texts), 20):
            given = [text for text in texts[at : at + 20] if make(text) == make(text).replace("\x0c", "")]
            source = Source("vao.txt", "\n\n".join(map(make, given)).encode())
            fixed = repair(read_text(source))
            wanted = " ".join(given)
            got = " ".join(lines(fixed))
            files += 1
            told += fixed.encoding == (name.split()[0] if name.split()[0] in (*NAMES, "viqr", MOJIBAKE) else "unicode")
            good, all_ = accuracy(wanted, got, fold=name == "tcvn3")
            right, count = right + good, count + all_
            spoilt += (
                sum(a != b for a, b in zip(wanted.split(), got.split(), strict=False)) if name == "as it stands" else 0
            )
        print(f"{name} | {told}/{files} | {_share(right, count)} | {spoilt if name == 'as it stands' else ''}")


def _sample(path: Path) -> list[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        texts = [line.strip() for line in file if len(line) > 40]
    return random.Random(1).sample(texts, min(_PARAGRAPHS, len(texts)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--viparse", metavar="PYTHON", help="a Python that has viparse")
    options = parser.parse_args()
    real_files(options.viparse)
    round_trips()
