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
    from extract.source import Source
    from schemas.plan import Plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its plans, or why there are none.

    `failure`: why the whole file gave nothing; `failures`: members of an archive or mail that gave nothing.
    """

    path: Path
    plans: tuple[Plan, ...] = ()
    failure: Failure | None = None
    failures: tuple[Failure, ...] = ()

    @property
    def status(self) -> str:
        """`ok`, `partial` (a page or a member was lost) or `failed`."""
        if self.failure:
            return "failed"
        return "partial" if self.failures or any(plan.status == "partial" for plan in self.plans) else "ok"


def convert_bytes(data: bytes, name: str, settings: Settings | None = None) -> list[Plan]:
    """Read and parse one file's bytes. Raises `extract.source.Unreadable` where no plan can be made.

    An archive or a mail is several files: `convert` takes those.
    """
    from extract.source import Source

    settings = settings or Settings()
    _check_size(len(data), settings)
    return _convert_source(Source(name, data), settings)


def convert(path: Path, settings: Settings | None = None) -> Outcome:
    """Convert one file, or each file in an archive or mail.

    Whatever goes wrong is in the outcome, so that one bad file or member never stops the others.
    """
    from extract.registry import open_all
    from extract.source import Source

    settings = settings or Settings()
    plans: list[Plan] = []
    failures: list[Failure] = []
    try:
        _check_size(path.stat().st_size, settings)  # before the bytes are in memory
        source = Source.open(path)
        for member in open_all(source):
            if member is source:
                return Outcome(path, tuple(_convert_source(source, settings)))
            try:
                plans += _convert_source(member, settings)
            except Exception as error:
                failures.append(_failure(str(path.parent / member.name), error))
    except Exception as error:
        failures.append(_failure(str(path), error))
    if plans:
        return Outcome(path, tuple(plans), failures=tuple(failures))
    members = tuple(failures) if len(failures) > 1 or any(failure.path != str(path) for failure in failures) else ()
    return Outcome(path, failure=failures[0] if failures else _nothing(path), failures=members)


def _convert_source(source: Source, settings: Settings) -> list[Plan]:
    from extract.registry import read
    from normalize.parse import parse

    document = read(source)
    if document.media_type == "application/pdf" and settings.ocr != "never":
        from extract.ocr.choose import complete

        document = complete(document, source, mode=settings.ocr)
    return parse(document)


def _failure(path: str, error: Exception) -> Failure:
    """What went wrong, in words for staff."""
    from extract.source import Unreadable

    if isinstance(error, Unreadable):
        return Failure(path, error.code, str(error))
    if isinstance(error, PermissionError):
        message = "Không mở được tệp vì không có quyền đọc, hoặc chương trình khác đang giữ. Hãy đóng tệp rồi thử lại."
        return Failure(path, "locked", message, repr(error))
    if isinstance(error, OSError):
        message = "Không đọc được tệp từ ổ đĩa. Hãy kiểm tra ổ đĩa hoặc đường mạng rồi thử lại."
        return Failure(path, "unreachable", message, repr(error))
    message = "Chương trình gặp lỗi khi xử lý tệp này; tệp gốc vẫn nguyên vẹn. Hãy gửi tệp cho người phát triển."
    return Failure(path, "internal", message, repr(error))


def _nothing(path: Path) -> Failure:
    return Failure(str(path), "empty", "Tệp nén hoặc thư không chứa văn bản nào đọc được. Hãy kiểm tra lại tệp gốc.")


def _check_size(size: int, settings: Settings) -> None:
    if size > settings.max_megabytes * 2**20:
        from extract.source import TooLarge

        raise TooLarge(
            f"Tệp lớn hơn {settings.max_megabytes} MB. Hãy tách tệp thành nhiều phần, "
            "hoặc nâng giới hạn bằng biến môi trường CONGVAN_MAX_MB."
        )
