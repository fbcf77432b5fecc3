"""The whole road: a file goes in, its plans come out.

    file ─► extract.read ─► Document ─► extract.ocr.complete (pages without good text) ─► normalize.parse ─► list[Plan]

Each stage takes the previous stage's object and gives its own; nobody reaches back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from congvan.errors import Failure
from congvan.settings import Settings

if TYPE_CHECKING:
    from schemas.plan import Plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its plans, or why there are none."""

    path: Path
    plans: tuple[Plan, ...] = ()
    failure: Failure | None = None

    @property
    def status(self) -> str:
        """`ok`, `partial` (a page was lost) or `failed`."""
        if self.failure:
            return "failed"
        return "partial" if any(plan.status == "partial" for plan in self.plans) else "ok"


def convert_bytes(data: bytes, name: str, settings: Settings | None = None) -> list[Plan]:
    """Read and parse one file's bytes. Raises `extract.source.Unreadable` where no plan can be made."""
    from extract.registry import read
    from extract.source import Source
    from normalize.parse import parse

    settings = settings or Settings()
    _check_size(len(data), settings)
    source = Source(name, data)
    document = read(source)
    if document.media_type == "application/pdf" and settings.ocr != "never":
        from extract.ocr.choose import complete

        document = complete(document, source, mode=settings.ocr)
    return parse(document)


def convert(path: Path, settings: Settings | None = None) -> Outcome:
    """Convert one file; whatever goes wrong with it is in the outcome, so that one bad file never stops the others."""
    from extract.source import Unreadable

    settings = settings or Settings()
    try:
        _check_size(path.stat().st_size, settings)  # before the bytes are in memory
        return Outcome(path, tuple(convert_bytes(path.read_bytes(), path.name, settings)))
    except Unreadable as error:
        return _failed(path, error.code, str(error))
    except PermissionError as error:
        message = "Không mở được tệp vì không có quyền đọc, hoặc chương trình khác đang giữ. Hãy đóng tệp rồi thử lại."
        return _failed(path, "locked", message, repr(error))
    except OSError as error:
        message = "Không đọc được tệp từ ổ đĩa. Hãy kiểm tra ổ đĩa hoặc đường mạng rồi thử lại."
        return _failed(path, "unreachable", message, repr(error))
    except Exception as error:
        message = "Chương trình gặp lỗi khi xử lý tệp này; tệp gốc vẫn nguyên vẹn. Hãy gửi tệp cho người phát triển."
        return _failed(path, "internal", message, repr(error))


def _check_size(size: int, settings: Settings) -> None:
    if size > settings.max_megabytes * 2**20:
        from extract.source import TooLarge

        raise TooLarge(
            f"Tệp lớn hơn {settings.max_megabytes} MB. Hãy tách tệp thành nhiều phần, "
            "hoặc nâng giới hạn bằng biến môi trường CONGVAN_MAX_MB."
        )


def _failed(path: Path, code: str, message: str, detail: str = "") -> Outcome:
    return Outcome(path, failure=Failure(str(path), code, message, detail))
