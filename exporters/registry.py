"""Which module writes which format; a format is one module and one line here."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from schemas.plan import Plan

_MODULES = {
    "json": "exporters.to_json",
    "docx": "exporters.to_docx",
    "xlsx": "exporters.to_xlsx",
    "md": "exporters.to_md",
}
FORMATS = tuple(_MODULES)


class Export(Protocol):
    """Makes one file of plans: the same plans give the same bytes."""

    def __call__(self, plans: Sequence[Plan], *, unit: str | None = None, lang: str = "vi") -> bytes:
        """Return the file; `unit` narrows a checklist to one addressee, `lang` (`vi`, `en`) chooses its headings."""
        ...


def exporter(name: str) -> Export:
    """Return the exporter called `name`; its module, and the libraries it needs, are imported now and not before.

    Raises ValueError for a format that there is none of.
    """
    try:
        module = _MODULES[name]
    except KeyError:
        raise ValueError(f"no exporter {name!r}; there are: {', '.join(FORMATS)}") from None
    return cast("Export", import_module(module).export)
