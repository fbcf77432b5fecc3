"""Lines that a writer broke by hand inside one paragraph (Shift+Enter): which of them are paragraphs to a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from schemas.document import Align, Line, Paragraph


def paragraphs(lines: Sequence[Line], align: Align | None = None) -> Iterator[Paragraph]:
    """The paragraphs that `lines` of one source paragraph make.

    A new one begins at a list mark («-», «1.», «a)», «Điều 3.»), after a line that ends a sentence or an item before
    a capital, and where the weight, slope or size of the letters changes.
    """
    group: list[Line] = []
    for line in lines:
        if group and _begins(group[-1], line):
            yield Paragraph(tuple(group), align)
            group = []
        group.append(line)
    if group:
        yield Paragraph(tuple(group), align)


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:[-–—+*•●○▪■□☐☑✓➢❖]\s*\S|\(?\d{1,3}(?:\.\d{1,3})*[.)/:]\s|\(?[a-zđ]{1,2}[.)]\s|(?:[IVX]{1,5}|[A-ZĐ])[.)/]\s"
        r"|(?:Điều|Chương|Phần|Mục|Bước|Phụ lục)\s+[\dIVX]+|(?:Nơi nhận|Kính gửi)\s*:|V/v)",
        re.IGNORECASE,
    )


def _begins(previous: Line, line: Line) -> bool:
    if (previous.bold, previous.italic, previous.size) != (line.bold, line.italic, line.size):
        return True
    if _mark().match(line.text):
        return True
    end, start = previous.text.rstrip()[-1:], line.text.lstrip()[:1]
    return end in ".;:!?…" and (start.isupper() or start.isdigit() or start in '“"«(')
