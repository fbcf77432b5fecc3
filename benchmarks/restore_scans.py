"""What repair makes of pages read with Tesseract `vie`: `python -m benchmarks.restore_scans [--shared ../shared] [--pairs FILE]`.

Two truths. Worn print: held-out paragraphs printed, spoilt and read; what was printed is known. Real scans: pages of
../shared/dispatches whose text ../shared/text holds too, word for word (a silver truth: a few words differ in fact, and the
language model has seen that text, the printed one it has not). `--pairs` writes the words of the scans beside the true
ones, for `normalize.restore.slips_fit`.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from extract.ocr.choose import complete
from extract.registry import read
from extract.source import Source
from normalize.encodings import repair
from normalize.restore import repair_readings
from normalize.restore.pages import lines
from normalize.restore.pairs import Pair, make_pairs
from normalize.restore.slips import respelt
from normalize.restore.texts import paragraphs, sources
from schemas.document import Document, Line, Method, Page, Paragraph, Word
from vietnamese.letters import nfc, strip_marks

_KINDS = ("scan", "scan+textlayer", "image")
_GRAM = 5  # words that a paragraph and a scan must share in a row to be laid side by side
_SHARE, _LEAST = 0.45, 8  # share of a paragraph's sequences that must be found; words that it must have
_AGREE = 4  # words in a row that must agree but for marks
_SLACK = 14  # words of a scan beside a paragraph that may belong to it
_WORD = re.compile(r"[^\W\d_]")


@dataclass
class Tally:
    """Words before and after repair."""

    words: int = 0
    before: int = 0
    after: int = 0
    spoilt: list[str] = field(default_factory=list)

    def add(self, true: str, raw: str, made: str) -> None:
        """Count a word; marks around it, capitals and the place of its tone mark do not matter."""
        true, raw, made = (_plain(word) for word in (true, raw, made))
        if _WORD.search(true):
            self.words += 1
            self.before += true == raw
            self.after += true == made
            if true == raw != made:
                self.spoilt.append(f"{raw} → {made}")

    def row(self, name: str) -> str:
        """A line of the table."""
        before, after = self.before / max(self.words, 1), self.after / max(self.words, 1)
        return f"{name:<44} {self.words:>6}  {before:.4f}  {after:.4f}  spoilt {len(self.spoilt)}"


def _plain(word: str) -> str:
    word = re.sub(r"^\W+|\W+$", "", word).lower()
    return min(word, respelt(word))


@dataclass(frozen=True, slots=True)
class Seen:
    """A word of a scan: as read, after repair, page, and how sure the reading was."""

    read: str
    made: str
    page: int
    sure: float


def scans(shared: Path) -> Iterator[tuple[str, Document]]:
    """The scans among the dispatches, as the road reads them."""
    with (shared / "dispatches" / "MANIFEST.tsv").open(encoding="utf-8") as file:
        names = [row["file"] for row in csv.DictReader(file, delimiter="\t") if row["kind"] in _KINDS]
    for name in names:
        source = Source.open(shared / "dispatches" / name)
        document = read(source)
        if document.media_type == "application/pdf":
            document = complete(document, source)
        yield name, repair(document)


def words(document: Document) -> list[Seen]:
    """The words of the pages that were read from pictures, where repair left their number as it was."""
    found: list[Seen] = []
    for page, mended in zip(document.pages, repair_readings(document).pages, strict=True):
        if page.method is Method.OCR:
            for line, other in zip(lines(page), lines(mended), strict=True):
                found.extend(_line(line, other, page.number))
    return found


def _line(line: Line, mended: Line, page: int) -> Iterator[Seen]:
    raw, made = nfc(line.text).split(), mended.text.split()
    if len(raw) != len(made):
        made = raw  # words run together were parted: they count as read
    sure = [word.confidence for word in line.words] if len(line.words) == len(raw) else [line.confidence] * len(raw)
    yield from (Seen(a, b, page, s) for a, b, s in zip(raw, made, sure, strict=True))


def side_by_side(seen: dict[str, list[Seen]], texts: Iterable[Path]) -> dict[str, list[tuple[str, Seen]]]:
    """By scan, its words beside those of the paragraphs that hold the same text."""
    index: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for name, read_words in seen.items():
        for place, gram in enumerate(_grams([word.read for word in read_words])):
            index[gram].append((name, place))
    matched: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for path in texts:
        for paragraph in paragraphs(path):
            true = paragraph.split()
            if len(true) >= _LEAST and (found := _where(_grams(true), index)):
                matched[found[0]].append((found[1], true))
    return {name: list(_aligned(seen[name], found)) for name, found in matched.items()}


def _key(word: str) -> str:
    return re.sub(r"\W", "", strip_marks(word.lower()))


def _grams(found: list[str]) -> list[int]:
    keys = [_key(word) for word in found]
    return [hash(tuple(keys[place : place + _GRAM])) for place in range(len(keys) - _GRAM + 1)]


def _where(grams: list[int], index: dict[int, list[tuple[str, int]]]) -> tuple[str, int] | None:
    """The scan, and the place in it, where a paragraph stands."""
    hits: Counter[tuple[str, int]] = Counter()
    for place, gram in enumerate(grams):
        for name, at in index.get(gram, ()):
            hits[name, (at - place) // 6] += 1
    if not hits:
        return None
    (name, band), count = min(hits.items(), key=lambda item: (-item[1], item[0]))
    count += hits[name, band - 1] + hits[name, band + 1]
    return (name, max(band * 6 - 4, 0)) if count >= max(4, _SHARE * len(grams)) else None


def _aligned(seen: list[Seen], found: list[tuple[int, list[str]]]) -> Iterator[tuple[str, Seen]]:
    """Words of both texts in stretches that agree but for marks; a word that differs counts where such stretches meet."""
    used: set[int] = set()
    for start, true in sorted(found, key=lambda item: (item[0], -len(item[1]), item[1])):
        here = seen[start : start + len(true) + _SLACK]
        steps = list(Levenshtein.opcodes([_key(word) for word in true], [_key(word.read) for word in here]))
        long = [step.tag == "equal" and step.src_end - step.src_start >= _AGREE for step in steps]
        for place, step in enumerate(steps):
            alone = step.tag == "replace" and step.src_end - step.src_start == step.dest_end - step.dest_start == 1
            if not long[place] and not (alone and all(long[place - 1 : place] + long[place + 1 : place + 2])):
                continue
            for i, j in zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True):
                if start + j not in used:
                    used.add(start + j)
                    yield true[i], here[j]


def printed(page: list[Pair]) -> Iterator[tuple[str, Seen]]:
    """The words of a printed page beside what was read and what repair makes of it."""
    rows = defaultdict(list)
    for pair in page:
        if len(pair.printed) == len(pair.read) == 1:
            rows[pair.line].append(pair)
    box = (0.0, 0.0, 1.0, 1.0)
    made = tuple(
        Line(
            " ".join(nfc(pair.read[0]) for pair in row),
            words=tuple(Word(nfc(pair.read[0]), box, pair.confidence) for pair in row),
        )
        for row in rows.values()
    )
    document = Document("", "", "", (Page(1, (Paragraph(made),), method=Method.OCR),))
    true = [pair.printed[0] for row in rows.values() for pair in row]
    yield from zip(true, words(document), strict=True)


def _tally(pairs: Iterable[tuple[str, Seen]]) -> Tally:
    tally = Tally()
    for true, word in pairs:
        tally.add(true, word.read, word.made)
    return tally


def worn(shared: Path, count: int) -> None:
    """Print the table of worn print."""
    print(f"{'worn print, read with vie':<44}  words  as read  repaired")
    for name in ("education", "legal"):
        pages = make_pairs(
            paragraphs(shared / "text" / f"heldout_{name}.txt.xz"), count, seed=21, language="vie", worn=True
        )
        tally = _tally(pair for page in pages for pair in printed(page))
        print(tally.row(f"heldout_{name}"), *tally.spoilt[:5], sep="  ")


def real(shared: Path, pairs: Path | None, show: bool) -> None:
    """Print the table of real scans; write their pairs."""
    seen = {name: words(document) for name, document in scans(shared)}
    found = side_by_side(seen, (path for path in sources(shared / "text") if "wiki" not in path.name))
    print(f"\n{'real scans (silver)':<44}  words  as read  repaired")
    worse = 0
    for name, rows in sorted(found.items()):
        if len(rows) >= 50:
            tally = _tally(rows)
            print(tally.row(name[:44]))
            if show:
                print(*(f"    {spoilt}" for spoilt in tally.spoilt), sep="\n")
        for page in sorted({word.page for _, word in rows}):
            one = _tally(pair for pair in rows if pair[1].page == page)
            worse += one.after < one.before
    print(_tally(pair for rows in found.values() for pair in rows).row("all"), f" pages worse: {worse}")
    if pairs:
        rows = [pair for _, rows in sorted(found.items()) for pair in rows]
        rows += [(word.made, word) for _, held in sorted(seen.items()) for word in held if _is_heading(word.made)]
        told = (f"{true}\t{word.read}\t{word.sure:.3f}" for true, word in rows)
        pairs.write_text("\n".join(told) + "\n", encoding="utf-8", newline="\n")


def _is_heading(word: str) -> bool:
    """Whether a word is in capitals: the texts hardly have headings, so what repair makes of them must tell of them."""
    return len(word) > 1 and word.isalpha() and word.isupper()


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.restore_scans", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--lines", type=int, default=600, help="printed lines to read of each held-out text")
    parser.add_argument("--pairs", type=Path, help="write the words of real scans beside the true ones")
    parser.add_argument("--show", action="store_true", help="name the words that repair spoilt")
    options = parser.parse_args()
    if options.lines:
        worn(options.shared, options.lines)
    real(options.shared, options.pairs, options.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
