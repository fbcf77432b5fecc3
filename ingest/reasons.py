"""The reason beside a file's results: `….loi.txt`, in Vietnamese, gone when the file is converted. Never in the inbox."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ingest.ledger import Entry

ENDING: Final = ".loi.txt"


def path_of(out: Path, entry: Entry) -> Path:
    """Where the reason of a file lies: beside its results, by the file's whole name."""
    name = entry.name.replace("\\", "/").rpartition("/")[2]
    return (out / entry.stem).parent / f"{name}{ENDING}"


def write(out: Path, entry: Entry) -> None:
    """Write why a file gave nothing, or take the note away where it gave something. Raises OSError."""
    path = path_of(out, entry)
    if entry.state not in ("failed", "secret"):
        path.unlink(missing_ok=True)
        return
    lines = [f"Tệp: {shown(entry.name)}", f"Lúc: {entry.at}", "", "Chưa chuyển được vì:"]
    for reason in entry.record.reasons:
        where = f" ({shown(reason.where)})" if reason.where else ""
        lines.append(f"- {shown(reason.message)}{where}")
    if entry.state == "failed":
        lines += ["", f'Sửa xong, tệp được thử lại khi thay đổi, hoặc chạy: congvan retry "{shown(str(out))}"']
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def shown(text: str) -> str:
    """Text with what UTF-8 can't say (names from old archives) replaced by «?»."""
    return text.encode("utf-8", "replace").decode("utf-8")
