"""Documents read once: a benchmark that only parses need not extract, recognise and ask LibreOffice at each run.

A cached `Document` is of the same bytes, read by the same code: the key holds the source's hash and that of every file that
reading depends on, so a change there reads anew.
"""

from __future__ import annotations

import hashlib
import pickle
from functools import cache
from pathlib import Path

from platformdirs import user_cache_dir

from benchmarks.gold import ROOT
from congvan.pipeline import Outcome, convert
from extract.registry import open_all, read
from extract.source import Source
from normalize.parse import parse
from schemas.document import Document


@cache
def _code() -> bytes:
    digest = hashlib.sha256()
    paths = [path for room in ("extract", "vietnamese") for path in sorted((ROOT / room).rglob("*"))]
    for path in (*paths, ROOT / "schemas" / "document.py"):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.digest()


def document(path: Path) -> Document:
    """Read `path`, or take it from the cache where it was read before. Raises what reading raises, ValueError for several files."""
    data = path.read_bytes()
    name = hashlib.sha256(_code() + data + path.name.encode()).hexdigest()
    kept = Path(user_cache_dir("congvan", appauthor=False)) / "benchmarks" / f"{name}.pickle"
    if not kept.exists():
        source = Source(path.name, data)
        if [*open_all(source)] != [source]:
            raise ValueError(f"{path.name} holds several files")
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{id(path)}")
        part.write_bytes(pickle.dumps(_read(source)))
        part.replace(kept)
    loaded: Document = pickle.loads(kept.read_bytes())
    return loaded


def _read(source: Source) -> Document:
    from extract.ocr.choose import complete

    found = read(source)
    return complete(found, source, mode="auto") if found.media_type == "application/pdf" else found


def outcome(path: Path) -> Outcome:
    """Convert `path` as `congvan.pipeline.convert` does, taking the document from the cache where it was read before."""
    try:
        loaded = document(path)
    except Exception:
        return convert(path)  # takes several files, and tells what is wrong with one
    return Outcome(path, tuple(parse(loaded)))
