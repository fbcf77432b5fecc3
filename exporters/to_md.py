"""The checklist as Markdown with boxes to tick, for reading on a screen and for diffs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exporters.checklist import checklist
from exporters.lines import details, in_brackets, last_day, page_label, place, recurrence, safe_day, sending
from exporters.model import Checklist, Event, Item, When
from exporters.package import plain
from exporters.tables import label
from schemas.plan import Plan

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))(?=\s|$)")


def export(plans: Sequence[Plan], *, unit: str | None = None, lang: str = "vi") -> bytes:
    """Return one Markdown file with the checklist of each plan, parted by rules."""
    parts = ["\n".join(_lines(checklist(plan, unit, lang), lang)) for plan in plans]
    return ("\n\n---\n\n".join(parts) + "\n").encode()


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is, on one line."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(plain(text).split()))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", escaped)


def _lines(made: Checklist, lang: str) -> Iterator[str]:
    if made.urgency:
        yield from (f"**{escape(made.urgency)}**", "")
    yield from (f"# {label('title', lang)}", "")
    if made.unit:
        yield from (f"**{escape(label('for_unit', lang, unit=made.unit))}**", "")
    yield from (f"*{escape(label('under', lang, document=made.title))}*", "")
    for key, value in made.facts:
        yield f"- {label(key, lang)}: {escape(value or label('not_given', lang))}"
    if made.basis:
        yield from ("", f"## {label('basis', lang)}", "")
        yield from (f"- {escape(line.text)}{in_brackets(page_label(line.page, lang))}" for line in made.basis)
    yield from ("", f"## {label('tasks', lang)}")
    yield from _groups(made, lang)
    if made.to_check:
        yield from ("", f"## {label('to_check', lang)}", "", f"*{label('to_check_why', lang)}*", "")
        for item in made.to_check:
            yield from _item(item, lang)
    if made.events:
        yield from ("", f"## {label('schedule', lang)}", "")
        yield from _calendar(made.events, lang)
    if made.notes:
        yield from ("", f"## {label('notes', lang)}", "")
        for note in made.notes:
            name = label("info_note" if note.severity == "info" else note.severity, lang)
            yield f"- **{name}:** {escape(note.message.rstrip('.'))}{in_brackets(page_label(note.page, lang))}."
    masked = f" {label('masked', lang)}" if made.masked else ""
    yield from ("", f"*{label('machine', lang)}{masked}*")


def _groups(made: Checklist, lang: str) -> Iterator[str]:
    if not made.groups:
        key = "no_tasks_unit" if made.unit else "no_tasks"
        yield from ("", escape(label(key, lang, unit=made.unit)))
    for number, group in enumerate(made.groups, start=1):
        yield from ("", f"### {number}. {escape(group.title)}", "")
        for item in group.dated:
            yield from _item(item, lang)
        if group.undated:
            yield from (*([""] if group.dated else []), f"*{label('undated', lang)}*", "")
        for item in group.undated:
            yield from _item(item, lang)


def _item(item: Item, lang: str) -> Iterator[str]:
    yield f"- [ ] **{item.number}.** {escape(item.what)}"
    if item.doubts:
        if item.actor:
            yield f"  - {label('actor', lang)}: {escape(item.actor)}"
        yield f"  - {label('why', lang)}: {escape('; '.join(item.doubts))}"
    yield from (f"  - {label('when', lang)}: {_when(when, lang)}" for when in item.whens)
    if send := sending(item, lang):
        yield f"  - {label('send', lang)}: {escape('; '.join(send))}"
    yield from (f"  - {escape(line)}" for line in details(item, lang))
    if where := place(item, lang):
        yield f"  - {label('where', lang)}: {escape(where)}"


def _when(when: When, lang: str) -> str:
    parts = [f"“{escape(when.words)}”"]
    if recurs := recurrence(when):
        parts.append(escape(recurs))
    if last := last_day(when, lang):
        parts.append(f"**{last}**" if when.firm else f"{last} ({label('doubtful', lang)})")
    if safe := safe_day(when, lang):
        parts.append(safe)
    return "; ".join(parts)


def _calendar(events: Sequence[Event], lang: str) -> Iterator[str]:
    keys = ("time", "content", "responsible", "participants", "place", "where")
    yield "| " + " | ".join(label(key, lang) for key in keys) + " |"
    yield "|" + " --- |" * len(keys)
    for event in events:
        page = page_label(event.page, lang)
        cells = (event.when, event.content, event.responsible, event.participants, event.place, page)
        yield "| " + " | ".join(map(escape, cells)) + " |"
