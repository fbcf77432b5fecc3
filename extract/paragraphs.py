"""Joining printed lines into paragraphs; shared by the PDF and plain-text readers."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Line, Paragraph


def join(lines: Sequence[Line], *, width: float | None = None) -> list[Paragraph]:
    """Paragraphs made of `lines` (see the PDF reader's owner for the rules)."""
    raise NotImplementedError
