"""The word lists of this room (`exporters/data`), which a linguist may edit without touching code."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.tsv` by column name; lines that begin with `#` are comments."""
    text = files("exporters").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _labels() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in rows("labels")}


def label(key: str, lang: str = "vi", **values: object) -> str:
    """Return the heading `key` in `lang` with `values` filled in; the dispatch's own words are never translated."""
    return _labels()[key][lang].format(**values)


@cache
def doc_type_names() -> dict[str, str]:
    """Names of document types by their abbreviation (`KH` → «Kế hoạch»)."""
    return {row["code"]: row["name"] for row in rows("doc_types")}
