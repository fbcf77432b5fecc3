"""`congvan duplicates`: copies in the store, and what differs between them."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import combinations
from typing import TYPE_CHECKING

import click

from congvan.asking import opened, store_option

if TYPE_CHECKING:
    from corpus.store import Store
    from corpus.store.duplicates import Duplicate

_KINDS = {
    "bytes": "Cùng một tệp ở nhiều nơi",
    "number": "Trùng số, ký hiệu, cơ quan và năm (Nghị định 30/2020/NĐ-CP, Phụ lục VI)",
    "text": "Nội dung gần như nhau",
}


@click.command()
@click.argument("ref", required=False, metavar="[VĂN BẢN]")
@store_option
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
def duplicates(ref: str | None, place: str | None, output: str) -> None:
    """Những bản trùng nhau trong kho: cùng tệp, cùng số và cơ quan, hoặc nội dung gần như nhau; khác nhau chỗ nào."""
    with opened(place) as store:
        found = store.duplicates(store.get(ref).plan_id if ref else None)
        if output == "json":
            click.echo(json.dumps([asdict(copy) for copy in found], ensure_ascii=False, indent=2))
            return
        for copy in found:
            _print(store, copy)
    if not found:
        click.echo("Không có bản trùng.")


def _print(store: Store, copy: Duplicate) -> None:
    share = f" ({copy.share:.0%} nội dung chung)" if copy.share else ""
    click.echo(click.style(f"{_KINDS[copy.kind]}{share}: {copy.number_symbol or ''}".rstrip(": "), bold=True))
    for path in copy.paths:
        click.echo(f"  {path}")
    if copy.kind == "bytes":
        return
    for one, other in combinations(copy.plan_ids, 2):
        for line in _differences(store, one, other):
            click.echo(f"    {line}")


def _differences(store: Store, one: str, other: str) -> list[str]:
    from congvan.commands.diff import told
    from corpus.store.changes import compare

    if any(store.get(ref).secret for ref in (one, other)):
        return []
    changes = compare(store.plan(one), store.plan(other))
    return told(changes, short=True) or ["không khác nhau về số, ngày, trích yếu, việc và thời hạn"]
