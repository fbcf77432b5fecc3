"""Restoring text: what needs it gets its Vietnamese back, all else passes unchanged, byte for byte."""

from __future__ import annotations

from functools import cache

from normalize.restore import noisy, stripped
from normalize.restore.channel import Channel
from normalize.restore.edits import Edit, Restored, apply
from normalize.restore.gate import stretches, suspect
from normalize.restore.model import model


@cache
def channel() -> Channel:
    """The noisy channel of the model that ships with the package; it remembers what it has read."""
    return Channel(model())


def restore(text: str) -> Restored:
    """Give back to Vietnamese in `text` (NFC) the diacritics it lost; line breaks stay where they are.

    Good Vietnamese and other languages come out as they went in. Every change is recorded with what stood there and a
    calibrated confidence; what is less likely than the threshold stays as it was and is counted as unsure.
    """
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
