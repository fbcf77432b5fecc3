"""`congvan diff`: what changed from one directive to another, for everyone or for one unit."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from congvan.asking import duty_of, opened, shown_day, shown_title, store_option

if TYPE_CHECKING:
    from corpus.store.changes import Change, Changes, Duty

_HEADER = {
    "issuer": "Cơ quan ban hành", "issuer_parent": "Cơ quan chủ quản", "number_symbol": "Số, ký hiệu", "issued_on": "Ngày",
    "doc_type": "Loại", "subject": "Trích yếu", "to": "Kính gửi", "urgency": "Độ khẩn", "school_year": "Năm học",
}  # fmt: skip
_WHAT = {"moved": "ĐỔI THỜI HẠN", "added": "THÊM", "dropped": "KHÔNG CÒN", "reworded": "ĐỔI NỘI DUNG HOẶC ĐƠN VỊ"}
_KIND = {"task": "việc", "deadline": "thời hạn", "rule": "quy định"}


@click.command()
@click.argument("old", metavar="CŨ")
@click.argument("new", metavar="MỚI")
@store_option
@click.option("--unit", default=None, metavar="TÊN", help="Chỉ những gì của, hoặc có thể của, một đơn vị.")
@click.option("--format", "output", type=click.Choice(["text", "md", "json"]), default="text", show_default=True)
def diff(old: str, new: str, place: str | None, unit: str | None, output: str) -> None:
    """Văn bản mới khác văn bản cũ chỗ nào: việc, thời hạn, quy định thêm, bớt, đổi.

    CŨ và MỚI là số ký hiệu, đường dẫn của tệp đã có trong kho, hoặc mã văn bản.
    """
    with opened(place) as store:
        from corpus.store.changes import compare

        plans = [store.plan(ref) for ref in (old, new)]
    changes = compare(plans[0], plans[1], duty_of(unit))
    if output == "json":
        click.echo(json.dumps(asdict(changes), ensure_ascii=False, indent=2, default=str))
        return
    titles = [
        shown_title(p.header.number_symbol, p.header.doc_type, p.header.issued_on, p.header.subject) for p in plans
    ]
    mark = "# " if output == "md" else ""
    click.echo(f"{mark}Thay đổi{f' đối với {unit}' if unit else ''}\n\nTừ:  {titles[0]}\nSang: {titles[1]}\n")
    click.echo("\n".join(told(changes, markdown=output == "md")) or "Không có gì thay đổi.")


def told(changes: Changes, *, markdown: bool = False, short: bool = False) -> list[str]:
    """The changes in lines for people; `short`: without the words of what stayed alike."""
    head = "## {}" if markdown else "{}"
    lines = [f"- {_HEADER[name]}: {_value(name, a)} → {_value(name, b)}" for name, a, b in changes.header]
    if lines and not short:
        lines.insert(0, head.format("PHẦN ĐẦU"))
    for what, title in _WHAT.items():
        found = [change for change in changes.duties if change.what == what]
        if found:
            lines += ["" if not short else None, head.format(f"{title} ({len(found)})")]  # type: ignore[list-item]
            lines += [line for change in found for line in _lines(change, short=short)]
    if changes.same and not short:
        lines += ["", f"Giữ nguyên: {changes.same} mục."]
    return [line for line in lines if line is not None]


def _lines(change: Change, *, short: bool) -> list[str]:
    duty = change.new or change.old
    assert duty is not None
    lines = [f"- {_KIND[duty.kind].capitalize()}{_whose(duty)}: {_cut(duty.text, 160 if short else 400)}{_page(duty)}"]
    if change.old and change.new:
        if "days" in change.fields:
            lines.append(f"    thời hạn: {_days(change.old)} → {_days(change.new)}")
        if "actor" in change.fields:
            lines.append(f"    đơn vị: {change.old.actor or 'không nêu'} → {change.new.actor or 'không nêu'}")
        if "text" in change.fields and not short:
            lines.append(f"    trước đây: {_cut(change.old.text, 400)}{_page(change.old)}")
    elif duty.days:
        lines.append(f"    thời hạn: {_days(duty)}")
    return lines


def _whose(duty: Duty) -> str:
    return f" ({duty.actor})" if duty.actor else ""


def _page(duty: Duty) -> str:
    return f" (tr. {duty.page})" if duty.page else ""


def _days(duty: Duty) -> str:
    from exporters.wording import recurrence_words

    said = [
        recurrence_words(d)
        if d.startswith("FREQ")
        else " ".join(map(shown_day, d.split(" ", 1)))
        if d[:4].isdigit()
        else d
        for d in duty.days
    ]
    return ", ".join(said) or "không có"


def _value(name: str, value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "không có"
    return shown_day(str(value)) if name == "issued_on" and value else str(value or "không có")


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
