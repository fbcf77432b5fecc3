"""`congvan due`: what is overdue, due and coming over all dispatches of the store."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from congvan.asking import DAY, duty_of, opened, shown_day, shown_title, store_option

if TYPE_CHECKING:
    from corpus.store.due import Due

_TITLES = {"overdue": "QUÁ HẠN", "today": "HẠN HÔM NAY", "coming": "SẮP TỚI", "undated": "CHƯA TÍNH ĐƯỢC NGÀY"}


def _span(_context: click.Context, _parameter: click.Parameter, value: str) -> timedelta | None:
    found = re.fullmatch(r"(\d+)\s*([dwm]?)", value)
    if value == "all":
        return None
    if not found:
        raise click.BadParameter("viết số ngày, ví dụ 30 hoặc 30d (d: ngày, w: tuần, m: tháng 30 ngày), hoặc all")
    return timedelta(days=int(found[1]) * {"": 1, "d": 1, "w": 7, "m": 30}[found[2]])


@click.command()
@store_option
@click.option("--unit", default=None, metavar="TÊN", help="Chỉ những việc của, hoặc có thể của, một đơn vị.")
@click.option("--as-of", "day", type=DAY, default=None, help="Tính đến ngày này thay vì hôm nay.")
@click.option("--within", default="30d", show_default=True, callback=_span, help="Sắp tới trong bao lâu; all: tất cả.")
@click.option("--past", default="90d", show_default=True, callback=_span, help="Quá hạn trong bao lâu; all: tất cả.")
@click.option("--undated", is_flag=True, help="Cả những thời hạn chưa tính được ngày.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
def due(
    place: str | None,
    unit: str | None,
    day: datetime | None,
    within: timedelta | None,
    past: timedelta | None,
    undated: bool,
    output: str,
) -> None:
    """Việc quá hạn, đến hạn và sắp đến hạn trong mọi văn bản của kho, theo ngày.

    Thời hạn lặp lại hiện ở lần tới. Việc đã đánh dấu xong («congvan correct … --done») không hiện nữa.
    """
    as_of = day.date() if day else date.today()
    with opened(place) as store:
        found = store.due(as_of, concerns=duty_of(unit), within=within, past=past, undated=undated)
        rest = store.due_left_out(as_of, within=within, past=past)
    if output == "json":
        click.echo(json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=2, default=str))
        return
    whom = f" của {unit}" if unit else ""
    click.echo(click.style(f"Thời hạn{whom}, tính đến ngày {shown_day(as_of)}", bold=True))
    for state, title in _TITLES.items():
        items = [item for item in found if item.state == state]
        if items:
            click.echo(click.style(f"\n{title} ({len(items)})", bold=True))
            for item in items:
                _print(item, as_of)
    _print_rest(*rest[:2], 0 if undated else rest[2])


def _print(item: Due, as_of: date) -> None:
    when = "          "
    if item.due:
        days = (item.due - as_of).days
        far = "hôm nay" if days == 0 else f"còn {days} ngày" if days > 0 else f"quá {-days} ngày"
        clock = f" {item.time}" if item.time else ""
        when = f"{shown_day(item.due)}{clock} ({far}{', lặp lại' if item.recurs else ''})"
    click.echo(f"• {when.strip() or item.text} – {item.actor or 'chưa rõ đơn vị'}")
    click.echo(f"    {_short(item.action)}")
    if item.due:
        from exporters.limits import SURE

        doubt = " – máy đọc chưa chắc" if item.confidence < SURE else ""
        click.echo(f"    thời hạn: “{_short(item.text, 120)}”{doubt}")
    for source in item.sources:
        page = f", tr. {source.page}" if source.page else ""
        click.echo(
            f"    {_short(shown_title(source.number_symbol, None, source.issued_on, source.subject), 110)}{page} [{source.plan_id[:12]}]"
        )
        for name in source.replaced_by:
            click.echo(f"    ! đã có văn bản thay thế: {name}")


def _print_rest(older: int, later: int, undated: int) -> None:
    rest = [
        (older, "thời hạn đã qua lâu hơn (xem: --past all)"),
        (later, "thời hạn xa hơn (xem: --within all)"),
        (undated, "thời hạn chưa tính được ngày (xem: --undated)"),
    ]
    if told := [f"{count} {words}" for count, words in rest if count]:
        click.echo("\nNgoài ra, cả kho còn: " + "; ".join(told) + ".")


def _short(text: str, longest: int = 240) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
