"""The one place that calls Tesseract: is it there, which version, and what it reads in a picture.

pytesseract tells what is installed. For reading, the program is run by itself, the picture going in and the words coming
out through pipes: no temporary file, .1 s less a page, nothing left behind when a page takes too long. One thread a
process (`OMP_THREAD_LIMIT=1`): several cost more than they give.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract.ocr.clean import Picture
from extract.ocr.hocr import Token as Token
from extract.ocr.hocr import tokens
from extract.source import MissingProgram

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGE = "vie"
# Tesseract's page segmentation: a whole page, one block of lines, one line, words wherever they stand
PAGE, BLOCK, LINE, SPARSE = 3, 6, 7, 11
PAGE_SECONDS = 60.0
_CHOICES = {"lstm_choice_mode": "2", "lstm_choice_iterations": "5"}  # a sixth more time; fewer find less
_WINDOWS_HOME = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")


class TooSlow(Exception):
    """The program did not finish in the time it was given; it has been ended."""


class Failed(Exception):
    """The program gave up on a picture; the message is its own."""


@cache
def program() -> str:
    """The path of the program. Raises `MissingProgram` where it, or its Vietnamese data, is not installed."""
    found = os.environ.get("CONGVAN_TESSERACT") or shutil.which("tesseract")
    if found is None and platform.system() == "Windows" and _WINDOWS_HOME.exists():
        found = str(_WINDOWS_HOME)
    if found is None:
        raise MissingProgram(
            "Tệp có trang quét nhưng máy chưa cài Tesseract để đọc ảnh. "
            "Hãy cài Tesseract cùng dữ liệu tiếng Việt (vie); xem «congvan doctor»."
        )
    if LANGUAGE not in _languages(found):
        raise MissingProgram(
            "Tesseract đã cài nhưng thiếu dữ liệu tiếng Việt (vie.traineddata). Hãy cài thêm; xem «congvan doctor»."
        )
    return found


@cache
def version() -> str:
    """The program's version, such as `5.3.0`. Raises `MissingProgram`."""
    import pytesseract

    program()
    return str(pytesseract.get_tesseract_version())


def _languages(found: str) -> list[str]:
    import pytesseract

    pytesseract.pytesseract.tesseract_cmd = found
    try:
        return list(pytesseract.get_languages())
    except (pytesseract.TesseractError, OSError, SystemExit) as error:  # TesseractNotFoundError is an OSError
        raise MissingProgram(f"Không chạy được Tesseract ({found}). Hãy cài lại; xem «congvan doctor».") from error


def read(
    picture: Picture,
    *,
    layout: int = PAGE,
    seconds: float = PAGE_SECONDS,
    settings: Mapping[str, str] | None = None,
    choices: bool = False,
) -> list[Token]:
    """The words of a grey picture, in Tesseract's order; with `choices`, what else their letters may be.

    Raises `TooSlow`, `Failed` or `MissingProgram`.
    """
    options = {"tessedit_do_invert": "0", **(settings or {})}  # no white print on black: saves a reading of bad lines
    if choices:
        options |= _CHOICES
    command = [program(), "stdin", "stdout", "-l", LANGUAGE, "--oem", "1", "--psm", str(layout)]
    command += ["--dpi", str(round(picture.dpi))]
    for name, value in sorted(options.items()):
        command += ["-c", f"{name}={value}"]
    try:
        done = subprocess.run(
            [*command, "hocr"],
            input=_portable(picture),
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlow(f"{seconds:.0f} s") from error
    except OSError as error:
        raise Failed(str(error)) from error
    if done.returncode:
        raise Failed(done.stderr.decode("utf-8", "replace").strip()[-300:])
    return list(tokens(done.stdout.decode("utf-8", "replace")))


def _portable(picture: Picture) -> bytes:
    """The picture as a portable grey map, which every Tesseract reads and nobody has to pack."""
    width, height = picture.size
    return b"P5 %d %d 255\n" % (width, height) + picture.pixels.tobytes()
