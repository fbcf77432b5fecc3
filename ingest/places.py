"""Where sources lie and results go: folders, members of zip archives, and URLs that fsspec knows (s3, memory …)."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ingest.inputs import Found, ignored
from ingest.work import Job

if TYPE_CHECKING:
    from ingest.ledger import Entry

_BLOCK = 1 << 20
_IN_ZIP = re.compile(r"(.*?\.zip)!(.+)", re.IGNORECASE | re.DOTALL)
_LARGEST = 1 << 30  # bytes that a member may unpack to; the road has its own, lower limit


def is_url(place: str) -> bool:
    """Whether a place is a URL («s3://…») and no path, of Windows either."""
    return "://" in place


def name_of(found: Found) -> str:
    """How a found file is called in the ledger."""
    place = found.place
    return f"{place}!{found.member}" if found.member else place


def found_of(entry: Entry) -> Found:
    """The file that a row of the ledger is about."""
    if inside := _IN_ZIP.fullmatch(entry.name):
        return Found(Path(inside[1]), entry.stem, member=inside[2])
    return Found(Path(entry.name), entry.stem, url=entry.name if is_url(entry.name) else "")


def identity(found: Found) -> tuple[str, int, int]:
    """SHA-256 of a file's bytes, its size and time (ns); of a URL what its store tells of its version. Raises OSError."""
    if is_url(found.place):
        system, path = _system(found.place)
        info = system.info(path)
        return f"url:{system.ukey(path)}", int(info.get("size") or 0), 0
    stat = Path(found.place).stat()
    digest = hashlib.sha256()
    with opened(found) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    size = _package(found.place).getinfo(found.member).file_size if found.member else stat.st_size
    return digest.hexdigest(), size, stat.st_mtime_ns


@contextmanager
def opened(found: Found) -> Iterator[Any]:
    """A file's bytes as a stream. Raises OSError, also where a member of an archive can't be unpacked."""
    if not found.member:
        with Path(found.place).open("rb") as file:
            yield file
        return
    try:
        with _package(found.place).open(found.member) as file:
            yield file
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, KeyError) as error:
        raise OSError(f"{found.place}: {error}") from error


def _package(place: str) -> zipfile.ZipFile:
    """An archive that stays open: its directory is read once, not once for each of thousands of members."""
    stat = Path(place).stat()
    return _opened_package(place, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=2)
def _opened_package(place: str, _size: int, _mtime: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(place)


def members(archive: Found, known: Collection[str]) -> list[Found]:
    """The files in a zip archive that can be converted each by itself; none where it is better taken whole (locked, unsafe)."""
    try:
        with zipfile.ZipFile(archive.path) as package:
            inside = sorted(package.infolist(), key=lambda info: info.filename)
    except (zipfile.BadZipFile, OSError, ValueError):
        return []
    chosen = [info for info in inside if _wanted(PurePosixPath(info.filename), known) and not info.is_dir()]
    plain = all(info.flag_bits & 1 == 0 and info.file_size <= _LARGEST for info in chosen)
    if not chosen or not plain or any(_outside(info.filename) for info in chosen):
        return []  # the road says what is wrong with it
    stem = Path(archive.stem)
    return [Found(archive.path, str(stem / info.filename), member=info.filename) for info in chosen]


def _wanted(path: PurePosixPath, known: Collection[str]) -> bool:
    return path.suffix.lower() in known and not ignored(path.parts) and "__MACOSX" not in path.parts


def _outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name


@contextmanager
def local_copy(job: Job) -> Iterator[Path]:
    """The job's file on this machine: the original itself, else a copy that is removed. Raises OSError."""
    if not job.member and not is_url(job.place):
        yield Path(job.place)
        return
    with tempfile.TemporaryDirectory(prefix="congvan-") as folder:
        name = (job.member or job.place).replace("\\", "/").rstrip("/").rpartition("/")[2] or "van-ban"
        path = Path(folder) / name
        with path.open("wb") as copy:
            if job.member:
                with opened(Found(Path(job.place), job.stem, member=job.member)) as file:
                    shutil.copyfileobj(file, copy, _BLOCK)
            else:
                system, remote = _system(job.place)
                with system.open(remote, "rb") as file:
                    shutil.copyfileobj(file, copy, _BLOCK)
        yield path


@contextmanager
def results_folder(out: str) -> Iterator[Path]:
    """A local folder for results; those for a URL are put there at the end, each whole. Raises OSError."""
    if not is_url(out):
        yield Path(out)
        return
    with tempfile.TemporaryDirectory(prefix="congvan-") as folder:
        yield Path(folder)
        system, root = _system(out)
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                _put(system, path, f"{root.rstrip('/')}/{path.relative_to(folder).as_posix()}")


def size_of(out: str, name: str) -> int | None:
    """The size of a result in bytes; None where it is not there."""
    try:
        if not is_url(out):
            return (Path(out) / name).stat().st_size
        system, root = _system(out)
        return int(system.size(f"{root.rstrip('/')}/{name}") or 0)
    except OSError:
        return None


def read(out: str, name: str) -> bytes:
    """A result's bytes. Raises OSError."""
    if not is_url(out):
        return (Path(out) / name).read_bytes()
    system, root = _system(out)
    return bytes(system.cat_file(f"{root.rstrip('/')}/{name}"))


def remove(out: str, name: str) -> None:
    """Delete a result, if it is there. Raises OSError."""
    if not is_url(out):
        (Path(out) / name).unlink(missing_ok=True)
    elif size_of(out, name) is not None:
        system, root = _system(out)
        system.rm_file(f"{root.rstrip('/')}/{name}")


def _put(system: Any, path: Path, remote: str) -> None:  # noqa: ANN401  an fsspec file system
    """Upload a file under a name that nobody reads yet, then give it its name; s3 shows objects only when they are whole."""
    system.makedirs(remote.rpartition("/")[0], exist_ok=True)
    if "s3" in system.protocol:
        system.put_file(str(path), remote)
        return
    temporary = f"{remote}.part"
    system.put_file(str(path), temporary)
    system.mv(temporary, remote)


def find_remote(url: str, known: Collection[str]) -> list[Found]:
    """The files under a URL (a file, a folder with its sub-folders, or a pattern). Raises OSError."""
    system, root = _system(url)
    if any(sign in root for sign in "*?["):
        named, base = sorted(system.glob(root)), root.partition("*")[0].rpartition("/")[0]
    elif system.isdir(root):
        named, base = sorted(system.find(root)), root.rstrip("/")
    else:
        named, base = ([root] if system.exists(root) else []), root.rpartition("/")[0]
    found = []
    for path in named:
        relative = PurePosixPath(path.removeprefix(base).lstrip("/"))
        if _wanted(relative, known) or path == root:
            found.append(Found(Path(relative), str(relative), url=system.unstrip_protocol(path)))
    return found


def _system(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it. Raises OSError where there is none of that kind here."""
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise OSError(f"{url}: {error}") from error
    return system, str(path)
