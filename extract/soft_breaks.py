"""Lines that a writer broke by hand inside one paragraph (Shift+Enter): which of them are paragraphs to a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.line_starts import goes_on, is_closed, start
from schemas.document import Align, Line, Paragraph


def paragraphs(lines: Sequence[Line], align: Align | None = None) -> Iterator[Paragraph]:
    """The paragraphs that `lines` of one source paragraph make.

    A new one begins at a label («-», «1.», «a)», «Điều 3.»), after a closed sentence or item, and where the weight,
    slope or size of the letters changes.
    """
    group: list[Line] = []
    for line in lines:
        if group and _begins(group[-1], line):
            yield Paragraph(tuple(group), align)
            group = []
        group.append(line)
    if group:
        yield Paragraph(tuple(group), align)


def _begins(previous: Line, line: Line) -> bool:
    if (previous.bold, previous.italic, previous.size) != (line.bold, line.italic, line.size):
        return True
    return start(line.text) is not None or (is_closed(previous.text) and not goes_on(line.text))
