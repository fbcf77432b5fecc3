"""Old Word, RTF, OpenDocument: LibreOffice turns them into docx, and the docx reader reads that.

LibreOffice is called here and nowhere else: headless, with a profile of its own for each call (so that several may run at
once), with a time limit, in a folder that is removed afterwards. The file itself is never changed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from extract.source import Damaged, MissingProgram, Source
from schemas.document import Document

TIME_LIMIT = 120  # seconds a file may take; CONGVAN_OFFICE_SECONDS overrides
_WINDOWS = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
)
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def program() -> Path | None:
    """The path of LibreOffice's program, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((path for path in (*_WINDOWS, _MAC) if path.exists()), None)


def read(source: Source) -> Document:
    """Read a document that Word or LibreOffice Writer wrote. Raises MissingProgram or Damaged."""
    from extract.docx import read as read_docx

    document = read_docx(Source(source.name, convert(source, "docx")))
    return replace(document, sha256=source.sha256)


def convert(source: Source, target: str) -> bytes:
    """Return the file as LibreOffice writes it in the format `target` (`docx`, `xlsx`, `pdf`).

    Raises MissingProgram where LibreOffice is not installed, Damaged where it can't read the file or takes too long.
    """
    soffice = program()
    if soffice is None:
        raise MissingProgram(
            f"Để đọc tệp {source.suffix or 'này'} cần LibreOffice: hãy cài LibreOffice (chạy «congvan doctor» để biết cách), "
            "hoặc mở tệp bằng Word rồi lưu thành .docx."
        )
    with tempfile.TemporaryDirectory(prefix="congvan-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # A plain name of our own: names from outside may be long, strange or meant as options.
        given = folder / f"source{source.suffix if source.suffix.isascii() else ''}"
        given.write_bytes(source.data)
        _run(
            [str(soffice), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
             "--nodefault", "--convert-to", target, "--outdir", str(folder / "out"), str(given)],
            int(os.environ.get("CONGVAN_OFFICE_SECONDS", TIME_LIMIT)),
        )  # fmt: skip
        written = sorted((folder / "out").glob(f"*.{target}")) if (folder / "out").is_dir() else []
        if not written or not written[0].stat().st_size:
            raise Damaged(
                "LibreOffice không mở được tệp này: tệp hỏng hoặc tải chưa xong, hãy mở bằng Word và lưu lại thành .docx."
            )
        return written[0].read_bytes()


def _run(command: list[str], seconds: int) -> None:
    """Run a command with its children in a group of its own, so that all of them end with it."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Damaged(
            f"LibreOffice không đọc xong tệp này trong {seconds} giây: hãy mở bằng Word, lưu lại thành .docx rồi thử lại."
        ) from None
    finally:
        if process.poll() is None:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
