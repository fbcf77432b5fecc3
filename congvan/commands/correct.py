"""`congvan correct`: what people put right in a stored dispatch; kept when the file is converted anew."""

from __future__ import annotations

import getpass
import json
from datetime import date
from typing import TYPE_CHECKING

import click

from congvan.asking import opened, shown_title, store_option

if TYPE_CHECKING:
    from corpus.store import Store
    from corpus.store.corrections import Corrected
    from schemas.facts import Fact

_LISTED = ("deadlines", "tasks", "citations")
_NAMES = {"deadlines": "THỜI HẠN", "tasks": "VIỆC", "citations": "VIỆN DẪN"}


@click.command()
@click.argument("ref", metavar="VĂN BẢN")
@click.argument("fact", required=False, metavar="[MỤC]")
@click.argument("values", nargs=-1, metavar="[TRƯỜNG=GIÁ TRỊ]…")
@click.option("--dismiss", is_flag=True, help="Không có mục này trong văn bản (máy đọc sai).")
@click.option("--restore", is_flag=True, help="Bỏ dấu «không có».")
@click.option("--done", is_flag=True, help="Việc hoặc thời hạn này đã xong (hôm nay, hoặc ngày của --on).")
@click.option("--on", "done_on", default=None, metavar="NĂM-THÁNG-NGÀY", help="Ngày xong.")
@click.option("--undone", is_flag=True, help="Bỏ dấu «đã xong».")
@click.option(
    "--add", "quote", default=None, metavar="NGUYÊN VĂN", help="Thêm mục mà máy bỏ sót; MỤC là deadlines hoặc tasks."
)
@click.option(
    "--state", type=click.Choice(["EXTRACTED", "REVIEWED", "CONFIRMED"]), default=None, help="Đã xem tới đâu."
)
@click.option("--who", default=None, metavar="TÊN", help="Người sửa (mặc định: tên đăng nhập).")
@click.option("--note", default=None, metavar="LỜI", help="Ghi chú.")
@store_option
def correct(
    ref: str,
    fact: str | None,
    values: tuple[str, ...],
    dismiss: bool,
    restore: bool,
    done: bool,
    done_on: str | None,
    undone: bool,
    quote: str | None,
    state: str | None,
    who: str | None,
    note: str | None,
    place: str | None,
) -> None:
    """Sửa điều máy đọc sai trong một văn bản đã lưu; giữ lại cả khi chuyển tệp lần nữa.

    Không có MỤC: liệt kê các mục và những lần sửa. MỤC là «header», mã như d3, t12, hoặc số thứ tự của viện dẫn (c0, c1 …).

    \b
    congvan correct 3785/KH-SGDĐT d3 date=2024-06-05
    congvan correct 3785/KH-SGDĐT header subject="Bồi dưỡng thường xuyên"
    congvan correct 3785/KH-SGDĐT d4 --dismiss
    congvan correct 3785/KH-SGDĐT deadlines --add "trước ngày 05/6/2024" bound=before date=2024-06-05
    """  # noqa: D301 (click reads the escape)
    person = who or getpass.getuser()
    given = dict(_value(value) for value in values)
    acts = _acts(dismiss=dismiss, restore=restore, done=done or bool(done_on), done_on=done_on, undone=undone) | given
    with opened(place) as store, store.transaction():
        entry = store.get(ref)
        if fact and quote is not None:
            key = store.add_fact(entry.plan_id, fact, quote, given, who=person, note=note)
            click.echo(f"✓ Đã thêm {key}")
        elif fact:
            key = _key(store.corrected(entry.plan_id), fact)
            for field, value in acts.items():
                store.correct(entry.plan_id, key, field, value, who=person, note=note)
            click.echo(f"✓ Đã ghi {len(acts)} sửa đổi")
        if state:
            from corpus.store import State

            store.set_state(entry.plan_id, State(state), who=person)
            click.echo(f"✓ {entry.number_symbol or entry.plan_id[:12]}: {state}")
        if not fact and not state:
            _list(store, entry.plan_id)


def _value(text: str) -> tuple[str, object]:
    """`date=2024-06-05`; a value that reads as JSON (null, true, ["a"]) is taken so, numbers and all else as words."""
    field, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"«{text}»: viết trường=giá trị, ví dụ date=2024-06-05")
    try:
        read = json.loads(value)
    except ValueError:
        return field, value
    return field, read if isinstance(read, bool | list | dict) or read is None else value


def _acts(*, dismiss: bool, restore: bool, done: bool, done_on: str | None, undone: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    if dismiss or restore:
        found["dismissed"] = dismiss
    if done or undone:
        found["done"] = None if undone else done_on or date.today().isoformat()
    return found


def _key(corrected: Corrected, fact: str) -> str:
    """A fact's key by its id in the plan («d3»), a citation's by its place («c0»)."""
    if fact.startswith("c") and fact[1:].isdigit():
        return corrected.keys["citations"].get(fact[1:], fact)
    return next(
        (keys[fact] for kind, keys in corrected.keys.items() if kind in ("deadlines", "tasks") and fact in keys), fact
    )


def _list(store: Store, ref: str) -> None:
    entry = store.get(ref)
    click.echo(click.style(shown_title(entry.number_symbol, entry.doc_type, entry.issued_on, entry.subject), bold=True))
    click.echo(f"mã {entry.plan_id} · {entry.state}")
    corrected = store.corrected(ref)
    for kind in _LISTED:
        facts = getattr(corrected.plan, kind)
        if facts:
            click.echo(click.style(f"\n{_NAMES[kind]}", bold=True))
        for at, item in enumerate(facts):
            name = getattr(item, "id", f"c{at}")
            done = corrected.done.get(corrected.keys[kind][getattr(item, "id", str(at))])
            click.echo(f"  {name}: {' '.join(_said(item).split())}{f' [xong {done}]' if done else ''}")
    history = store.corrections(ref)
    if history:
        click.echo(click.style("\nNHỮNG LẦN SỬA", bold=True))
    for change in history:
        lost = " (không còn thấy mục này trong bản đọc mới)" if change in corrected.lost else ""
        click.echo(f"  {change.at} {change.who}: {change.fact} {change.field}: {change.old} → {change.new}{lost}")


def _said(fact: Fact) -> str:
    """A fact in one line."""
    from schemas.facts import Citation, Deadline, Task

    if isinstance(fact, Deadline):
        return f"{fact.text} → {fact.due or fact.recurrence or 'chưa rõ ngày'}"
    if isinstance(fact, Citation):
        return f"{fact.number_symbol or fact.name} ({fact.issued_on or 'không ngày'})"
    return fact.action if isinstance(fact, Task) else fact.evidence[0].text
