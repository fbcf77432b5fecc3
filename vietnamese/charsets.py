"""The byte encodings in which Vietnamese was written before Unicode, and how a text in one of them is told.

Text in such an encoding reaches us as the characters that Windows-1252 or Latin-1 have for its bytes («§iÒu» is «Điều» in
TCVN3), or as what PDF and Word make of them (`charset_surfaces.tsv`). Which encoding it is shows in its words: how many
become Vietnamese syllables that were none, and the reverse. Tables: `charsets.tsv`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from vietnamese.letters import is_marked, mark_density
from vietnamese.syllables import is_syllable

NAMES: Final = ("tcvn3", "vni", "viscii", "vps")
_SOFT: Final = (
    "\xa0\xad\u2212\u2219·•–—‘’“”…«»´`°"  # punctuation as often as letters: letters only where a syllable results
)
_LETTER_ALONE: Final = ("«", "»", "·")  # with a space on either side inside a line, for punctuation leans on a word
_ENOUGH: Final = 3  # different words that only an encoding explains, before a text is taken to be in it
_ETH: Final = {0xD0: "Đ", 0xF0: "đ"}  # written for đ in Unicode too
_USUAL_MARKS: Final = 0.12  # share of marked letters that Vietnamese always reaches; a bad OCR's stray letters do not


class Word(NamedTuple):
    """A stretch of letters and codes: place in the text, what it decodes to."""

    start: int
    end: int
    decoded: str


class Evidence(NamedTuple):
    """What speaks for an encoding: words that only it makes syllables, that it spoils, and that are none either way."""

    gained: frozenset[str] = frozenset()
    lost: int = 0
    unread: int = 0

    @property
    def value(self) -> float:
        """How much more there is for the encoding than against it."""
        return len(self.gained) - self.lost - self.unread / 2


@dataclass(frozen=True)
class Charset:
    """An encoding: `codes` gives the letter of each sequence of bytes, the bytes as characters below U+0100."""

    name: str
    codes: dict[str, str]

    @cached_property
    def _sequence(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.codes, key=len, reverse=True))))

    @cached_property
    def _special(self) -> str:
        """The characters beyond ASCII that may stand for codes, in any of their surfaces."""
        bytes_ = {c for code in self.codes for c in code if not c.isascii() or c < " "}
        return "".join(sorted(bytes_ | {chr(s) for s, c in _surfaces().items() if c in bytes_}))

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile(rf"(?:[^\W\d_]|[{re.escape(self._special)}])+")

    @cached_property
    def _coded(self) -> re.Pattern[str]:
        return re.compile(f"[{re.escape(self._special)}]")

    def words(self, text: str) -> Iterator[Word]:
        """The words of `text` in which codes stand, decoded."""
        for match in self._words.finditer(text):
            word = match.group()
            if not word.isascii() or self._coded.search(word):
                alone = word in _LETTER_ALONE and text[match.start() - 1 : match.end() + 1] == f" {word} "
                yield Word(
                    match.start(), match.end(), self.raw(word, soft=True) if alone else _decoded(self.name, word)
                )

    def decode(self, text: str) -> str:
        """`text` in Unicode; punctuation that has the code of a letter is left where no syllable results."""
        parts: list[str] = []
        at = 0
        for word in self.words(text):
            parts += text[at : word.start], word.decoded
            at = word.end
        return "".join((*parts, text[at:]))

    def encode(self, text: str) -> str:
        """Unicode `text` in this encoding, a character below U+0100 a byte; capitals it lacks become small letters."""
        letters: dict[str, str] = {}
        for code, letter in self.codes.items():
            letters.setdefault(letter, code)
        return "".join(letters.get(c) or letters.get(c.lower()) or c for c in unicodedata.normalize("NFC", text))

    def evidence(self, texts: Iterable[str]) -> Evidence:
        """What the words of `texts` say for and against this encoding."""
        gained: set[str] = set()
        lost = unread = 0
        for text in texts:
            for word in self.words(text):
                plain = text[word.start : word.end]
                if plain == word.decoded:
                    continue
                before, after = _reads(plain.translate(_ETH)), _reads(word.decoded)
                if after and not before and len(word.decoded) > 1:  # a sign by itself is a sign
                    gained.add(word.decoded.lower())
                elif before and not after:
                    lost += 1
                elif not before:
                    unread += 1
        return Evidence(frozenset(gained), lost, unread)

    def raw(self, word: str, *, soft: bool) -> str:
        """`word` decoded letter by letter; `soft` says whether doubtful punctuation counts as letters."""
        given = word.translate(_surfaces())
        parts: list[str] = []
        at = 0
        for match in self._sequence.finditer(given):
            start, end = match.span()
            keep = not soft and any(c in _SOFT for c in word[start:end]) and not _inside(word, start, end)
            parts += word[at:start], word[start:end] if keep else self.codes[match.group()]
            at = end
        return unicodedata.normalize("NFC", "".join((*parts, word[at:])))


@cache
def charset(name: str) -> Charset:
    """The encoding `name`, one of `NAMES`."""
    column = 1 + NAMES.index(name)
    codes: dict[str, str] = {}
    for row in _table("charsets.tsv"):
        if row[column] != "-":
            code = "".join(chr(int(byte, 16)) for byte in row[column].split())
            codes[code] = row[0]
            if len(code) > 1:  # a capital with the small letter's mark and the reverse: both are typed
                codes.setdefault(code[0] + code[1:].swapcase(), row[0])
            elif code == "\xad":
                codes["\xad\xad"] = row[0]  # Word's own optional hyphen beside the letter
    return Charset(name, codes)


def guess(texts: Iterable[str]) -> str | None:
    """The encoding in which `texts` surely are as a whole, or None: Unicode, another language, or too little to tell."""
    signed = [text for text in texts if has_signs(text)]
    if not signed:
        return None
    best = max(NAMES, key=lambda name: charset(name).evidence(signed).value)
    found = charset(best).evidence(signed)
    enough = len(found.gained) >= _ENOUGH and len(found.gained) > 2 * found.lost and found.value > 0
    return best if enough and reads_well(best, signed) else None


def reads_well(name: str, texts: Iterable[str]) -> bool:
    """Whether `texts` decoded from the encoding `name` are Vietnamese with its usual share of marks."""
    return mark_density(charset(name).decode("\n".join(texts))) >= _USUAL_MARKS


def has_signs(text: str) -> bool:
    """Whether `text` holds characters that Vietnamese in Unicode has no use for but the old encodings have."""
    return not (text.isascii() and text.isprintable()) and _signs().search(text) is not None


@cache
def _signs() -> re.Pattern[str]:
    codes = {c for name in NAMES for code in charset(name).codes for c in code if not c.isascii() or c < " "}
    shown = codes | {chr(s) for s, c in _surfaces().items() if c in codes}
    return re.compile(
        f"[{re.escape(''.join(c for c in shown if not is_marked(c) and c not in _SOFT and ord(c) not in _ETH))}]|[\xad\u2212]\\w"
    )


@cache
def _surfaces() -> dict[int, str]:
    """What a byte may show as, beside the character of its number: as Windows-1252 has it, or as a program made it."""
    found: dict[int, str] = {}
    for byte in range(0x20, 0x100):
        found[0xF000 + byte] = chr(byte)
        if 0x80 <= byte < 0xA0:
            shown = bytes([byte]).decode("cp1252", errors="ignore")
            found.update({ord(c): chr(byte) for c in shown})
    found.update({int(seen, 16): chr(int(byte, 16)) for seen, byte, *_ in _table("charset_surfaces.tsv")})
    return found


def _table(name: str) -> list[list[str]]:
    lines = files("vietnamese").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


@lru_cache(maxsize=32768)
def _decoded(name: str, word: str) -> str:
    whole = charset(name).raw(word, soft=True)
    if not any(c in _SOFT for c in word) or (len(word) > 1 and is_syllable(whole)):
        return whole
    return charset(name).raw(word, soft=False)


def _inside(word: str, start: int, end: int) -> bool:
    """Whether doubtful punctuation stands within a word: between letters of which one at least is no ASCII capital."""
    if start == 0 or end == len(word):
        return False
    sides = word[start - 1], word[end]
    return not any(c in _SOFT for c in sides) and not all(c.isascii() and c.isupper() for c in sides)


def _reads(word: str) -> bool:
    """Whether `word` reads as Vietnamese: a syllable whose capitals stand first or throughout."""
    return is_syllable(word) and (word[1:].islower() or word.isupper() or len(word) == 1)
