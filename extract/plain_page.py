"""Pages made of text that stands in a file as such: Word, plain text, web pages, Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layout import flat
from extract.quality import measure
from schemas.document import Block, Method, Page


def page(found: Sequence[Block], method: Method, kind: str, number: int = 1) -> Page:
    """The page that holds `found`, its quality measured on its text; `kind` names the file's text in the reasons.

    Text that lost its diacritics or is in a pre-Unicode encoding shows in the quality, whatever file it comes from.
    """
    quality = measure([line.text for paragraph in flat(found) for line in paragraph.lines], kind=kind)
    return Page(number, tuple(found), method=method, quality=quality.value, why=quality.why)
