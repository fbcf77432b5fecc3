"""The page that tells staff what the watcher did: what was converted, what failed and what to do, what waits and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from ingest.hints import Hints, hints
from ingest.journal import SHOWN
from ingest.ledger import Entry, Ledger
from ingest.reasons import shown
from ingest.report import boxes, head, why
from ingest.whole import write_whole

NAME: Final = "TRANG-THAI.html"
BEAT: Final = 60.0  # seconds after which the page is written anew even where nothing happened
_RECENT = 200
_LISTED = 500
_RESERVE: Final = "du-phong"  # room on the disk, so that a full disk can still be told of
_ROOM = 1 << 18  # bytes
_DIRECTIONS: Final = {"incoming": "đến", "outgoing": "đi"}
# A page can't know that the watcher was killed; its reader's clock can.
_STALE: Final = (
    "<script>if(Date.now()-{at}>300000)document.getElementById('cu').hidden=false</script>"
    "<p id=cu class=bao hidden>Trang này không được cập nhật hơn 5 phút: chương trình theo dõi có thể đã dừng. "
    "Hãy khởi động lại; tệp trong thư mục không bị mất.</p>"
)


@dataclass(frozen=True, slots=True)
class Now:
    """How the watcher is: a line for staff, what troubles it, what waits (name and why), what is of no known type."""

    line: str
    trouble: str = ""
    running: bool = True
    waiting: Mapping[str, str] = field(default_factory=dict)
    strange: Sequence[str] = ()


def write(ledger: Ledger, inbox: Path, now: Now) -> None:
    """Write the page, whole; on a full disk in the room that was kept for it. Raises OSError."""
    page = "\n".join(_page(ledger, inbox, now)).encode("utf-8", "replace")
    reserve = ledger.folder / _RESERVE
    try:
        write_whole(ledger.out / NAME, page)
        if not now.trouble and not reserve.exists():
            write_whole(reserve, bytes(_ROOM))
    except OSError:
        if not reserve.exists():
            raise
        reserve.unlink()
        write_whole(ledger.out / NAME, page)


def _page(ledger: Ledger, inbox: Path, now: Now) -> Iterator[str]:
    at = datetime.now().astimezone()
    yield head("Tình trạng thư mục công văn").replace("<title>", '<meta http-equiv="refresh" content="30"><title>')
    yield f"<p><b>{escape(now.line)}</b><br>Thư mục: {escape(shown(str(inbox)))}<br>"
    yield f"<span class=nho>Cập nhật lúc {at:%H:%M:%S ngày %d/%m/%Y}</span></p>"
    if now.running:
        yield _STALE.format(at=int(at.timestamp() * 1000))
    if now.trouble:
        yield f"<p class=bao>{escape(shown(now.trouble))}</p>"
    counts = ledger.counts()
    counts["waiting"] = len(now.waiting)
    yield boxes(counts)
    if counts["failed"]:
        yield f"<h2>Chưa chuyển được ({counts['failed']}): vì sao và cần làm gì</h2><table>"
        yield "<tr><th>Tệp<th>Lý do và việc cần làm<th>Lúc"
        for entry in ledger.entries("failed", latest_first=True, limit=_LISTED):
            yield f"<tr><td>{_name(entry, inbox)}<td>{why(entry)}<td class=luc>{_time(entry)}"
        yield "</table><p class=nho>Tệp được thử lại khi có thay đổi, khi có phiên bản mới, hoặc bằng lệnh: "
        yield f"congvan retry &quot;{escape(shown(str(ledger.out)))}&quot;</p>"
    if now.waiting:
        yield f"<h2>Đang chờ ({len(now.waiting)})</h2><table>"
        for name, reason in list(now.waiting.items())[:_LISTED]:
            yield f"<tr><td>{escape(shown(_relative(name, inbox)))}<td>{escape(reason)}"
        yield "</table>"
    if now.strange:
        yield f"<h2>Không tự đọc loại tệp này ({len(now.strange)})</h2><p>"
        yield "<br>".join(escape(shown(_relative(name, inbox))) for name in now.strange[:_LISTED]) + "</p>"
    yield from _recent(ledger, inbox)
    yield "</body></html>"


def _recent(ledger: Ledger, inbox: Path) -> Iterator[str]:
    yield "<h2>Đã chuyển gần đây</h2><table><tr><th>Tệp<th>Văn bản<th>Việc<th>Thời hạn<th>Kết quả<th>Lúc"
    for entry in ledger.entries("ok", "partial", "secret", "duplicate", latest_first=True, limit=_RECENT):
        record = entry.record
        if entry.same_as:
            same = escape(shown(_relative(entry.same_as, inbox)))
            yield f"<tr><td>{_name(entry, inbox)}<td colspan=4>giống hệt {same}, chỉ chuyển một lần<td class=luc>{_time(entry)}"
            continue
        told = escape(shown(record.title)) + (f"<br><span class=nho>{why(entry)}</span>" if record.reasons else "")
        yield f"<tr><td>{_name(entry, inbox)}<td>{told}<td>{record.tasks}<td>{record.deadlines}"
        yield f"<td>{_links(entry)}<td class=luc>{_time(entry)}"
    yield "</table>"


def _links(entry: Entry) -> str:
    names = [name for name, _ in entry.record.outputs if not name.startswith(".")]
    names.sort(key=lambda name: name.endswith(".json"))  # what people open comes first
    if len({Path(name).suffix for name in names}) < len(names):  # a bundle: which plan, which format
        return "<br>".join(_link(name, name.rpartition("/")[2]) for name in names)
    return " ".join(_link(name, Path(name).suffix.lstrip(".")) for name in names)


def _link(name: str, text: str) -> str:
    return f'<a href="{quote(name, errors="replace")}">{escape(shown(text))}</a>'


def _name(entry: Entry, inbox: Path) -> str:
    relative = _relative(entry.name, inbox)
    hint = _hint(hints(Path(relative).parts[:-1]))
    small = " · ".join(filter(None, (hint, entry.identity[:SHOWN])))
    return f"{escape(shown(relative))}<br><span class=nho>{escape(shown(small))}</span>"


def _hint(hint: Hints) -> str:
    return ", ".join(filter(None, (_DIRECTIONS.get(hint.direction, ""), hint.year, hint.unit)))


def _relative(name: str, inbox: Path) -> str:
    try:
        return Path(name).relative_to(inbox).as_posix()
    except ValueError:
        return name


def _time(entry: Entry) -> str:
    try:
        return f"{datetime.fromisoformat(entry.at):%H:%M %d/%m}"
    except ValueError:
        return ""
