"""Fonts that draw Vietnamese letters at the places of other ones: their names tell the encoding of the text set in them."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple


class OldFont(NamedTuple):
    """The encoding of text set in a font (`vietnamese.charsets.NAMES`), and whether it draws capitals only."""

    charset: str
    capitals: bool


@lru_cache(maxsize=1024)
def old_font(name: str | None) -> OldFont | None:
    """What the font `name` tells, without regard to a PDF's prefix («ABCDEF+») and style («,Bold»); None for others."""
    if not name:
        return None
    family = name.rpartition("+")[2].split(",")[0].removesuffix("-Bold").strip()
    for start, charset, capitals in _families():
        if family.lower().startswith(start):
            return OldFont(charset, capitals != "-" and family.endswith(capitals))
    return None


@cache
def _families() -> tuple[tuple[str, str, str], ...]:
    lines = files("vietnamese").joinpath("old_fonts.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return tuple((start, charset, capitals) for start, charset, capitals in rows)
