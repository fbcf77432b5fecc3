"""Restoring Vietnamese that lost its diacritics: a noisy channel over a language model of administrative writing.

`restore(text)` and `restore_document(document)` are the doors; the model is loaded when something needs it, not before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from normalize.restore.edits import Change, Restored

if TYPE_CHECKING:
    from schemas.document import Document, Page

__all__ = ["Change", "Restored", "needs_restoring", "repair_readings", "restore", "restore_document", "stream"]


def restore(text: str) -> Restored:
    """Give back to Vietnamese in `text` the diacritics it lost; good text and other languages pass unchanged.

    Line breaks stay where they are. Each change tells its place in the restored text, what stood there, and a calibrated
    confidence (of those at .9, nine in ten are right).
    """
    from normalize.restore.restorer import restore as run

    return run(text)


def needs_restoring(page: Page) -> bool:
    """Whether the Vietnamese of a page lost its marks."""
    from normalize.restore.pages import needs_restoring as run

    return run(page)


def restore_document(document: Document) -> Document:
    """`document` with the lines of the pages that need it restored: `raw` keeps what stood there, `confidence` sinks."""
    from normalize.restore.pages import restore_document as run

    return run(document)


def repair_readings(document: Document) -> Document:
    """`document` with the slips of an OCR that knows Vietnamese repaired on the pages that were read from pictures."""
    from normalize.restore.readings import repair_readings as run

    return run(document)


def stream(text: str, *, explain: bool = False) -> Iterator[str]:
    """What `congvan restore` prints, part by part: the restored text, or each change beside what stood there."""
    from normalize.restore.explain import explained
    from normalize.restore.restorer import restored_parts

    parts = restored_parts(text)
    return explained(parts) if explain else (made.text for _, made in parts)
