"""Restoring text: what needs it gets its Vietnamese back, all else passes unchanged, byte for byte."""

from __future__ import annotations

from normalize.restore import stripped
from normalize.restore.edits import Edit, Restored, apply
from normalize.restore.gate import stretches
from normalize.restore.model import model


def restore(text: str) -> Restored:
    """Give back to Vietnamese in `text` (NFC) the diacritics it lost; line breaks stay where they are.

    Good Vietnamese and other languages come out as they went in. Every change is recorded with what stood there and a
    calibrated confidence; what is less likely than the threshold stays as it was and is counted as unsure.
    """
    loaded = model()
    found, noisy = stretches(text, loaded)
    edits: list[Edit] = []
    for stretch in found:
        part = text[stretch.start : stretch.end]
        for edit in stripped.edits(part, loaded):
            edits.append(edit._replace(start=edit.start + stretch.start, end=edit.end + stretch.start))
    return apply(text, edits)
