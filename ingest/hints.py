"""What sub-folders say of a file: whether it came in or went out, the year, the unit. Hints only: no fact is made of them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_YEAR = re.compile(r"(?:nam(?: hoc)? )?((?:19|20)\d\d)(?: ?- ?((?:19|20)\d\d))?")
_NUMBER = re.compile(r"(?:[0-9ivx]+[ .-]*)*")


@dataclass(frozen=True, slots=True)
class Hints:
    """`direction`: `incoming` or `outgoing`; `year`: «2024», or a school year «2023-2024»; `unit`: the folder's name."""

    direction: str = ""
    year: str = ""
    unit: str = ""


def hints(folders: Sequence[str]) -> Hints:
    """Read the names of the folders in which a file lies, from the outermost; inner ones go first."""
    direction = year = unit = ""
    for name in reversed(folders):
        plain = _plain(name)
        meaning = _words().get(plain)
        if found := _YEAR.fullmatch(plain):
            year = year or (f"{found[1]}-{found[2]}" if found[2] else found[1])
        elif meaning in ("incoming", "outgoing"):
            direction = direction or meaning
        elif meaning is None and not _is_counted(plain):
            unit = unit or name
    return Hints(direction, year, unit)


def _is_counted(plain: str) -> bool:
    """Whether a name is a number, or a month's or a quarter's: «03», «tháng 3»."""
    word, _, rest = plain.partition(" ")
    return bool(_NUMBER.fullmatch(plain) or (rest and _words().get(word) == "-" and _NUMBER.fullmatch(rest)))


def _plain(name: str) -> str:
    """A folder's name in small bare letters; `_`, `.` and several spaces are one space."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\s_.]+", " ", bare.replace("đ", "d")).strip()


@cache
def _words() -> dict[str, str]:
    text = files("ingest").joinpath("folder_words.tsv").read_text(encoding="utf-8")
    return {_plain(row["word"]): row["meaning"] for row in csv.DictReader(text.splitlines(), delimiter="\t")}
