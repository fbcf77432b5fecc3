"""What `congvan` says to people, in Vietnamese and English; the texts are in `messages.tsv`."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = files("congvan").joinpath("messages.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["key"]: row for row in rows}


def say(key: str, lang: str, *, default: str | None = None, **values: object) -> str:
    """Return the message `key` in `lang` with `values` filled in; `default` where the catalogue has no such key."""
    row = _catalogue().get(key)
    if row is None:
        if default is None:
            raise KeyError(key)
        return default
    return row[lang].format(**values)
