"""Joining printed lines into paragraphs; shared by the PDF and plain-text readers."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Line, Paragraph


def join(lines: Sequence[Line], *, width: float | None = None) -> list[Paragraph]:
    """Paragraphs made of `lines`, printed lines of one column in reading order.

    A blank line is given as a `Line` whose text is empty or white: it may part paragraphs, and where every printed
    line is followed by one it parts nothing; blank lines never come back. `Line.text` keeps its leading spaces, which
    tell an indent where there is no box, and comes back as it was given. `width` is the column's width in the lines'
    own unit, points where lines have boxes and characters where they have none; None: it is measured.
    """
    raise NotImplementedError
