"""Words of an addressee's name, abbreviations written out, and the phrases of the word lists found in them.

Words are compared blind to case, to the placement of tone marks («hoà», «hòa») and to i or y («lí», «lý»); where a text
has lost its marks, blind to all marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from exporters.tables import rows

Key = tuple[str, ...]
_TOKEN = re.compile(r"[^\W_]+|[,;:()/\n.]")  # hyphens and «&» join: «GD&ĐT», «GDNN-GDTX»
_BREAKS = frozenset(",;:()/\n.")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: `key` keeps the marks (each tone at the syllable's end), `bare` has none."""

    key: str
    bare: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a name and what they are: `body`, `schooling`, `area`, `name`, `filler`, `and`, `of`; else `word`."""

    what: str
    words: tuple[Word, ...]
    row: dict[str, str]


def phrases(text: str) -> Iterator[Phrase]:
    """Read `text` from left to right, the longest phrase of the lists first; punctuation parts like «và»."""
    tokens = [_word(token) for token in _TOKEN.findall(unicodedata.normalize("NFC", text))]
    marked = is_marked(tokens)
    tokens = _expanded(tokens)
    table = _table() if marked else _bare_table()
    at = 0
    while at < len(tokens):
        size = 1
        entry: _Entry = ("and" if tokens[at].key in _BREAKS else "word", {})
        for longer in range(min(_longest(), len(tokens) - at), 0, -1):
            key = tuple(w.key if marked else w.bare for w in tokens[at : at + longer])
            if key in table:
                size, entry = longer, table[key]
                break
        yield Phrase(entry[0], tuple(tokens[at : at + size]), entry[1])
        at += size


def is_marked(words: list[Word] | tuple[Word, ...]) -> bool:
    """Tell whether any of `words` carries a Vietnamese mark; where none does, the text may have lost them."""
    return any(not word.key.isascii() for word in words)


def _word(token: str) -> Word:
    key = _key(token)
    return Word(key, _bare(key), token[:1].isupper())


@cache
def _key(token: str) -> str:
    letters = unicodedata.normalize("NFD", token.lower())
    tone = "".join(c for c in letters if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)).replace("y", "i") + tone


def _bare(key: str) -> str:
    letters = unicodedata.normalize("NFD", key)
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("đ", "d").replace("ð", "d")


def _keys(phrase: str) -> Key:
    return tuple(_key(token) for token in _TOKEN.findall(phrase) if token not in _BREAKS)


@cache
def _abbreviations() -> dict[Key, tuple[Word, ...]]:
    """Full forms by the abbreviation's words, and by the same without marks («GDDT»)."""
    table: dict[Key, tuple[Word, ...]] = {}
    for row in rows("abbreviations"):
        full = tuple(_word(t) for t in _TOKEN.findall(row["full"]) if t not in _BREAKS)
        table[_keys(row["short"])] = full
        table.setdefault(tuple(_bare(k) for k in _keys(row["short"])), full)
    return table


def _expanded(words: list[Word]) -> list[Word]:
    table = _abbreviations()
    longest = max(len(key) for key in table)
    found: list[Word] = []
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            run = words[at : at + size]
            if full := table.get(tuple(word.key for word in run)):
                capital = any(word.capital for word in run)
                found += [Word(w.key, w.bare, w.capital and capital) for w in full]
                at += size
                break
        else:
            found.append(words[at])
            at += 1
    return found


_Entry = tuple[str, dict[str, str]]


@cache
def _table() -> dict[Key, _Entry]:
    """All phrases of the lists; of two with the same words the first is kept (bodies before fillers)."""
    table: dict[Key, _Entry] = {}
    for row in rows("bodies"):
        table.setdefault(_keys(row["phrase"]), ("body", row))
    for row in rows("levels"):
        table.setdefault(_keys(row["phrase"]), (row["of"], row))
    for row in rows("abbreviations"):
        if row["name"] == "yes":
            full = _keys(row["full"])
            table.setdefault(full, ("name", row))
            table.setdefault(tuple(key for key in full if key != _key("và")), ("name", row))
    for what, words in (("and", ("và", "hoặc")), ("of", ("thuộc", "trực thuộc", "của")), ("filler", _fillers())):
        for word in words:
            table.setdefault(_keys(word), (what, {}))
    return table


def _fillers() -> list[str]:
    text = files("exporters").joinpath("data", "fillers.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def _bare_table() -> dict[Key, _Entry]:
    table: dict[Key, _Entry] = {}
    for key, entry in _table().items():
        table.setdefault(tuple(_bare(k) for k in key), entry)
    return table


@cache
def _longest() -> int:
    return max(len(key) for key in _table())
