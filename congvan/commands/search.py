"""`congvan search`: full-text search over the store."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

import click

from congvan.asking import DAY, day_of, named_for, opened, shown_title, store_option
from congvan.errors import ExitCode


@click.command()
@click.argument("words", nargs=-1, metavar="TỪ…")
@store_option
@click.option("--type", "doc_type", default=None, metavar="MÃ", help="Loại văn bản: KH, CV, TT, QĐ …")
@click.option("--issuer", default=None, metavar="TÊN", help="Cơ quan ban hành, ví dụ «Sở Giáo dục».")
@click.option("--number", default=None, metavar="SỐ", help="Số, hoặc số và ký hiệu của chính văn bản.")
@click.option("--from", "since", type=DAY, default=None, help="Ban hành từ ngày.")
@click.option("--to", "until", type=DAY, default=None, help="Ban hành đến hết ngày.")
@click.option("--unit", default=None, metavar="TÊN", help="Văn bản giao việc cho hoặc gửi tới đơn vị này.")
@click.option("--due-before", type=DAY, default=None, help="Có thời hạn trước ngày này.")
@click.option("--open", "open_tasks", is_flag=True, help="Còn việc chưa đánh dấu xong.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Số kết quả.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
def search(
    words: tuple[str, ...],
    place: str | None,
    doc_type: str | None,
    issuer: str | None,
    number: str | None,
    since: datetime | None,
    until: datetime | None,
    unit: str | None,
    due_before: datetime | None,
    open_tasks: bool,
    limit: int,
    output: str,
) -> None:
    """Tìm trong kho: từ không cần dấu, "cụm từ" trong ngoặc kép, phần đầu của từ (bồi*), số ký hiệu.

    Từ gõ có dấu: văn bản viết đúng như thế đứng trước. Không có từ nào: văn bản mới nhất hợp các điều kiện.
    """
    with opened(place) as store:
        from corpus.store import Filters

        filters = Filters(
            doc_type, issuer, number, day_of(since), day_of(until), named_for(unit), day_of(due_before), open_tasks
        )
        found = store.search(" ".join(words), filters, limit)
    if output == "json":
        click.echo(json.dumps([asdict(hit) for hit in found.hits], ensure_ascii=False, indent=2))
        return
    for hit in found.hits:
        click.echo(click.style(shown_title(hit.number_symbol, hit.doc_type, hit.issued_on, hit.subject), bold=True))
        where = f", tr. {hit.snippet.page}" if hit.snippet and hit.snippet.page else ""
        click.echo(f"  {hit.issuer or 'chưa rõ cơ quan'} · mã {hit.plan_id[:12]}{where}")
        if hit.lacks:
            click.echo(f"  (không có từ «{hit.lacks}»)")
        if hit.snippet:
            click.echo(f"  … {hit.snippet.marked(*_marks())} …")
    if not found.hits:
        click.echo("Không tìm thấy văn bản nào. Hãy thử ít từ hơn, hoặc bỏ bớt điều kiện.", err=True)
        raise SystemExit(ExitCode.NOTHING)
    if found.more:
        click.echo(f"Còn nữa; thêm --limit {limit * 5} để xem thêm.", err=True)


def _marks() -> tuple[str, str]:
    """What stands before and after a word found: bold on a screen, brackets elsewhere."""
    import sys

    return ("\x1b[1;4m", "\x1b[0m") if sys.stdout.isatty() else ("[", "]")
