"""What is installed and what to install: programs, their Vietnamese data, fonts, Python packages by extra."""

from __future__ import annotations

import platform
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for: what was found (None: missing), what it is for, and how to get it."""

    name: str
    found: str | None
    vi: str
    en: str
    remedy: str
    required: bool = False

    def purpose(self, lang: str) -> str:
        """Say what it is for, in `lang`."""
        return self.vi if lang == "vi" else self.en


def check() -> list[Check]:
    """Look at this machine; nothing is changed and no network is used."""
    return [
        Check("Python", platform.python_version(), "chạy chương trình", "runs the program", "", required=True),
        *(_package(*row) for row in _PACKAGES),
        _tesseract(),
        _tesseract_vietnamese(),
        _libreoffice(),
        _font(),
    ]


_PACKAGES = (
    ("pypdfium2", "đọc PDF và bảng trong PDF", "reads PDF and tables in it", True),
    ("python-docx", "ghi Word", "writes Word", True),
    ("openpyxl", "ghi Excel", "writes Excel", True),
    ("pydantic", "kiểm tra kế hoạch", "validates plans", True),
    ("spacy", "dùng trong chuỗi xử lý spaCy", "components for spaCy pipelines", False),
    ("rapidfuzz", "so tên đọc sai", "matches names read badly", False),
    ("icalendar", "ghi lịch (ics)", "writes calendars (ics)", False),
    ("docxtpl", "điền mẫu Word của cơ quan", "fills an office's Word templates", False),
    ("matplotlib", "vẽ trục thời hạn", "draws the line of time limits", False),
    ("polars", "ghi Parquet", "writes Parquet", False),
    ("pytesseract", "nhận dạng chữ (OCR)", "text recognition (OCR)", False),
    ("sqlalchemy", "kho văn bản", "the store", False),
    ("watchfiles", "thấy ngay tệp mới trong thư mục theo dõi", "sees new files in the inbox at once", False),
    ("psutil", "giới hạn bộ nhớ của từng tệp", "watches each file's memory", False),
    ("distributed", "chạy trên cụm Dask", "runs on a Dask cluster", False),
)


def _package(name: str, vi: str, en: str, required: bool) -> Check:
    try:
        found: str | None = metadata.version(name)
    except metadata.PackageNotFoundError:
        found = None
    return Check(name, found, vi, en, "uv pip install 'congvan[all]'", required)


def _run(*command: str) -> str | None:
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        done = subprocess.run([program, *command[1:]], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout + done.stderr


def _install(debian: str, windows: str) -> str:
    return windows if platform.system() == "Windows" else f"sudo apt-get install {debian}"


def _tesseract() -> Check:
    output = _run("tesseract", "--version")
    found = output.split("\n")[0].removeprefix("tesseract ") if output else None
    remedy = _install("tesseract-ocr tesseract-ocr-vie", "winget install UB-Mannheim.TesseractOCR")
    return Check("Tesseract", found, "đọc bản quét", "reads scans", remedy)


def _tesseract_vietnamese() -> Check:
    output = _run("tesseract", "--list-langs") or ""
    found = "vie" if "vie" in output.split() else None
    remedy = _install("tesseract-ocr-vie", "chép vie.traineddata vào thư mục tessdata của Tesseract")
    return Check("Tesseract vie", found, "chữ Việt cho Tesseract", "Vietnamese data for Tesseract", remedy)


def _libreoffice() -> Check:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    remedy = _install(
        "libreoffice-writer-nogui libreoffice-calc-nogui", "winget install TheDocumentFoundation.LibreOffice"
    )
    return Check("LibreOffice", program, "đọc .doc, .rtf, .xls", "reads .doc, .rtf, .xls", remedy)


def _font() -> Check:
    """Times New Roman, as Nghị định 30/2020/NĐ-CP (Phụ lục I) asks, or Tinos, which has its measures."""
    output = _run("fc-list", ":lang=vi", "family") or ""
    found = next((name for name in ("Times New Roman", "Tinos") if name in output), None)
    windows = Path("C:/Windows/Fonts/times.ttf")
    if found is None and windows.exists():
        found = "Times New Roman"
    remedy = "sudo apt-get install fonts-croscore"
    return Check("Times New Roman / Tinos", found, "in danh mục đúng phông", "prints checklists", remedy)
