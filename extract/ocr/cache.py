"""What was recognised on pages, kept on disk, so that a second run costs nothing.

The key is a hash of the file's bytes, the page, this code's version and those of pdfium and Tesseract: a page need not
even be rasterised to be found again, and no result outlives what made it. `CONGVAN_CACHE` is `off`, or the folder to use
instead of the user's own. The folder is kept under a size: what was used least lately goes first. Several processes may
share it: an entry is written aside and put in place whole. What can't be written or read back is as good as absent.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Final

from extract.ocr.clean import Picture
from extract.ocr.page import Seen, recognise
from extract.ocr.tesseract import PAGE_SECONDS, version
from extract.ocr.words import Found
from extract.pdf_glyphs import Glyphs, Style
from extract.pdf_rules import Drawn

RECIPE: Final = "9"  # to be raised with every change of what `recognise` makes of a picture
_MOST_BYTES = 200 * 2**20
_SWEEP_EACH = 64  # one entry in so many, when written, brings the folder back under its size


def kept(
    sha256: str,
    page: int,
    picture: Callable[[], Picture],
    *,
    seconds: float = PAGE_SECONDS,
    make: Callable[..., Seen] = recognise,
) -> Seen:
    """What `make` recognises on page `page` of the file `sha256`, whose picture `picture` gives where it is needed.

    Raises what `picture` and `make` raise.
    """
    home = folder()
    if home is None:
        return make(picture(), seconds=seconds)
    place = home / f"{_key(sha256, page)}.json"
    known = _load(place)
    if known is None:
        known = make(picture(), seconds=seconds)
        _store(place, known)
    return known


def folder() -> Path | None:
    """Where results are kept; None where they are not."""
    named = os.environ.get("CONGVAN_CACHE", "")
    if named.lower() == "off":
        return None
    if named:
        return Path(named) / "ocr"
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("congvan", appauthor=False)) / "ocr"


def _key(sha256: str, page: int) -> str:
    told = f"{RECIPE} {version()} {metadata.version('pypdfium2')} {sha256} {page}"
    return hashlib.blake2b(told.encode(), digest_size=24).hexdigest()


def _load(place: Path) -> Seen | None:
    try:
        entry = json.loads(place.read_text("utf-8"))
        styles = [Style(size, bold, italic) for size, bold, italic in entry["styles"]]
        confidence: dict[Glyphs, float] = {}
        lines = []
        for line in entry["lines"]:
            words = []
            for text, x0, x1, base, style, sure, read_as in line:
                word = Glyphs(text, x0, x1, base, styles[style], spaced=True, raw=read_as)
                confidence[word] = sure
                words.append(word)
            lines.append(tuple(words))
        rules = Drawn([tuple(s) for s in entry["level"]], [tuple(s) for s in entry["upright"]])
        seen = Seen(entry["width"], entry["height"], entry["dpi"], Found(tuple(lines), confidence), rules)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    with contextlib.suppress(OSError):
        os.utime(place)  # used lately
    return seen


def _store(place: Path, seen: Seen) -> None:
    styles = sorted({word.style for word in seen.words.words})
    entry = {
        "width": seen.width,
        "height": seen.height,
        "dpi": seen.dpi,
        "styles": [(style.size, style.bold, style.italic) for style in styles],
        "lines": [
            [(w.text, w.x0, w.x1, w.base, styles.index(w.style), seen.words.confidence[w], w.raw) for w in line]
            for line in seen.words.lines
        ],
        "level": seen.lines.level,
        "upright": seen.lines.upright,
    }
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".tmp", dir=place.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(entry, file, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(place)
        if int(place.stem[:4], 16) % _SWEEP_EACH == 0:
            sweep(place.parent)
    except OSError:  # a full or read-only disk; on Windows, another process may hold the file
        return


def sweep(home: Path, most: int = _MOST_BYTES) -> None:
    """Bring the folder under `most` bytes; what was used least lately goes first."""
    entries = []
    for place in home.iterdir():
        with contextlib.suppress(OSError):
            state = place.stat()
            entries.append((state.st_mtime, state.st_size, place))
    size = sum(bytes_ for _, bytes_, _ in entries)
    for _, bytes_, place in sorted(entries, key=lambda entry: entry[0]):
        if size <= most:
            return
        with contextlib.suppress(OSError):
            place.unlink()
            size -= bytes_
