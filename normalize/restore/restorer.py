"""Restoring text: what needs it gets its Vietnamese back, all else passes unchanged, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from normalize.restore import noisy, stripped
from normalize.restore.channel import Channel
from normalize.restore.edits import Change, Edit, Restored, apply
from normalize.restore.gate import stretches, suspect
from normalize.restore.model import model
from vietnamese.letters import nfc

_PART = 100_000  # characters worked on at once: bounds memory


@cache
def channel() -> Channel:
    """The noisy channel of the model that ships with the package; it remembers what it has read."""
    return Channel(model())


def restore(text: str) -> Restored:
    """Give back to Vietnamese in `text` the diacritics it lost; line breaks stay where they are.

    Good Vietnamese and other languages come out as they went in. Every change is recorded with what stood there and a
    calibrated confidence; what is less likely than the threshold stays as it was and is counted as unsure.
    """
    done = [made for _, made in restored_parts(text)]
    if len(done) == 1:
        return done[0]
    changes: list[Change] = []
    at = 0
    for made in done:
        changes.extend(replace(change, start=change.start + at, end=change.end + at) for change in made.changes)
        at += len(made.text)
    return Restored(
        "".join(made.text for made in done), tuple(changes), len(changes), sum(made.unsure for made in done)
    )


def restored_parts(text: str) -> Iterator[tuple[str, Restored]]:
    """A text part by part, cut at ends of lines, and what becomes of each: for long texts, of which none is kept."""
    start = 0
    while start < len(text) or not start:
        end = _cut(text, start)
        part = text[start:end]
        yield part, _restored(part)
        start = max(end, 1)


def _cut(text: str, start: int) -> int:
    """Where the part that begins at `start` ends: behind a line, or else a space."""
    limit = start + _PART
    if limit >= len(text):
        return len(text)
    for mark in ("\n", " "):
        found = text.rfind(mark, start, limit)
        if found > start:
            return found + 1
    return limit


def _restored(text: str) -> Restored:
    composed = nfc(text)
    made = _composed(composed)
    if composed == text or not made.changes:
        return made if composed == text else Restored(text, unsure=made.unsure)
    return _as_it_was(text, composed, made)


def _composed(text: str) -> Restored:
    if not suspect(text):
        return Restored(text)
    loaded = model()
    found, misread = stretches(text, loaded)
    edits: list[Edit] = []
    for stretch in found:
        part = text[stretch.start : stretch.end]
        made = noisy.edits(part, channel()) if misread else stripped.edits(part, loaded)
        edits.extend(e._replace(start=e.start + stretch.start, end=e.end + stretch.start) for e in made)
    return apply(text, edits)


def _as_it_was(text: str, composed: str, made: Restored) -> Restored:
    """`made` of the composed text, but lines in which nothing changed in the letters and marks in which they stood."""
    rows: list[str] = []
    changes: list[Change] = []
    at = was = number = 0  # offsets in the new text and in that of `made`, and the change that comes next
    lines = zip(text.split("\n"), composed.split("\n"), made.text.split("\n"), strict=True)
    for raw, before, after in lines:
        rows.append(raw if before == after else after)
        while number < len(made.changes) and made.changes[number].start <= was + len(after):
            change = made.changes[number]
            changes.append(replace(change, start=change.start - was + at, end=change.end - was + at))
            number += 1
        at += len(rows[-1]) + 1
        was += len(after) + 1
    return replace(made, text="\n".join(rows), changes=tuple(changes))
