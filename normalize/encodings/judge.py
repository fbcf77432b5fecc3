"""Which of a document's lines are in which encoding from before Unicode, told by fonts and by the words themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalize.encodings import viqr
from normalize.encodings.mojibake import unmix
from schemas.document import Line, Run
from vietnamese.charsets import NAMES, Evidence, charset, has_signs, reads_well
from vietnamese.letters import is_marked
from vietnamese.old_fonts import old_font
from vietnamese.syllables import is_syllable

MOJIBAKE = "mojibake"
VIQR = "viqr"
UNICODE = "unicode"
_SURE = 3  # different words that only an encoding explains, before any line is taken to be in it
_ASCII = frozenset(map(chr, range(128)))
_UNICODE = 3  # letters that no byte encoding shows (ạ … ỹ), from which on a line is Unicode whatever else it holds
_MINOR = 0.05  # of the words of the chief encoding: one with fewer is chance


@dataclass(frozen=True)
class Survey:
    """What a document as a whole is written in.

    `charsets`: byte encodings that surely occur, chief first; `fonts`: the old fonts whose text is in their encoding.
    """

    charsets: tuple[str, ...] = ()
    fonts: frozenset[str] = frozenset()
    mojibake: bool = False
    viqr: bool = False

    def __bool__(self) -> bool:
        return bool(self.charsets or self.fonts or self.mojibake or self.viqr)


def survey(lines: Sequence[Line]) -> Survey:
    """Look at all lines of a document once; cheap where every line is plain Unicode."""
    signed = [line.text for line in lines if has_signs(line.text)]
    fonts = _fonts(lines)
    mixed = bool(signed) and _gain_of_unmixing(signed) >= _SURE
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    votes: dict[str, list[str]] = {name: [] for name in NAMES}
    for text in signed:
        if mixed and unmix(text) != text:
            continue
        verdict = _best(text, NAMES)
        if verdict is not None:
            found[verdict] |= charset(verdict).evidence((text,)).gained
            votes[verdict].append(text)
    for name in fonts:
        font = old_font(name)
        if font is not None:
            found[font.charset] |= set(charset(font.charset).evidence(_texts(lines, name)).gained)
    most = max(map(len, found.values()))
    named = {font.charset for name in fonts if (font := old_font(name))}
    present = [
        name
        for name in NAMES
        if name in named or (len(found[name]) >= max(_SURE, _MINOR * most) and reads_well(name, votes[name]))
    ]
    plain = [line.text for line in lines if line.text.isascii()]
    return Survey(
        tuple(sorted(present, key=lambda name: -len(found[name]))),
        fonts,
        mixed,
        len(plain) * 2 > len(lines) and viqr.is_viqr(plain),
    )


def verdicts(lines: Sequence[Line], found: Survey) -> list[str | None]:
    """The encoding of each line: a byte encoding's name, MOJIBAKE, VIQR, UNICODE; None where its letters tell nothing.

    A line that tells nothing of itself but holds letters that an encoding would change goes with the lines before it
    (the encoding changes between sections, seldom within), at the beginning with those after.
    """
    own = [_verdict(line.text, found) for line in lines]
    filled: list[str | None] = []
    last = next((v for v in own if v is not None), None)
    for verdict in own:
        last = verdict or last
        filled.append(last)
    return filled


def chief(encodings: Sequence[str]) -> str:
    """The name for `Document.encoding`: the encoding of most of what was repaired."""
    return Counter(encodings).most_common(1)[0][0] if encodings else UNICODE


def run_charset(run: Run, found: Survey) -> str | None:
    """The encoding of a run's text: its font's, unless its letters speak for another one; None for Unicode."""
    if not run.text.isascii() and not set(run.text) - _ASCII - set("đĐ"):
        return None  # a lone Đ typed in Unicode over an old font («N» .VnTime, «Đ» Times)
    font = old_font(run.font)
    told = _best(run.text, found.charsets) if has_signs(run.text) else None
    if font is None or run.font not in found.fonts:
        return told
    if told is not None and told != font.charset:
        mine, other = (charset(name).evidence((run.text,)) for name in (font.charset, told))
        return told if other.value > mine.value + 1 else font.charset
    against = charset(font.charset).evidence((run.text,))
    return None if against.lost > len(against.gained) else font.charset


def _verdict(text: str, found: Survey) -> str | None:
    if text.isascii() and not has_signs(text):
        return VIQR if found.viqr and viqr.decode(text) != text else None
    if found.mojibake and _gain_of_unmixing((text,)) > 0:
        return MOJIBAKE
    if sum("\u1ea0" <= c <= "\u1ef9" for c in text) >= _UNICODE:
        return UNICODE
    if any(is_marked(c) and c > "\xff" and c not in "đĐ" for c in text):
        told = _best(text, found.charsets) if has_signs(text) else None
        return told or UNICODE
    if has_signs(text):
        return _best(text, found.charsets) or (None if _undecided(text, found) else UNICODE)
    return None


def _undecided(text: str, found: Survey) -> bool:
    """Whether nothing in the text speaks against the document's encodings."""
    return any(charset(name).evidence((text,)).lost == 0 for name in found.charsets)


def _best(text: str, names: Sequence[str]) -> str | None:
    """The encoding that explains `text` best, or None where none does better than Unicode."""
    seen: list[tuple[float, str, Evidence]] = []
    for name in names:
        evidence = charset(name).evidence((text,))
        if evidence.gained and len(evidence.gained) > evidence.lost:
            seen.append((evidence.value, name, evidence))
    if not seen:
        return None
    value, name, evidence = max(seen, key=lambda s: (s[0], -names.index(s[1])))
    return name if value > 0 or len(evidence.gained) >= 2 * evidence.lost + 1 else None


def _fonts(lines: Sequence[Line]) -> frozenset[str]:
    """Old fonts whose text is in their encoding; a font that stayed when the text was converted is none."""
    names = {run.font for line in lines for run in line.runs if run.font and old_font(run.font)}
    found = set()
    for name in names:
        font = old_font(name)
        evidence = charset(font.charset).evidence(_texts(lines, name)) if font else Evidence()
        if len(evidence.gained) >= evidence.lost and not _is_unicode(_texts(lines, name)):
            found.add(name)
    return frozenset(found)


def _is_unicode(texts: Sequence[str]) -> bool:
    """Whether the marked letters of `texts` are mostly such as no old encoding shows."""
    beyond = sum(is_marked(c) and c > "\xff" and c not in "đĐ" for text in texts for c in text)
    return beyond * 4 > sum(c > "\x7f" for text in texts for c in text) > 0


def _texts(lines: Sequence[Line], font: str) -> list[str]:
    return [run.text for line in lines for run in line.runs if run.font == font]


def _gain_of_unmixing(texts: Sequence[str]) -> int:
    """How many words become Vietnamese syllables when misread UTF-8 is turned back, less those that are spoilt."""
    gain = 0
    for text in texts:
        fixed = unmix(text)
        if fixed != text:
            gain += _syllables(fixed) - _syllables(text)
    return gain


def _syllables(text: str) -> int:
    """Words of `text`, punctuation stripped, that are syllables with a mark."""
    words = (_edges().sub("", word) for word in text.split())
    return sum(not word.isascii() and is_syllable(word) for word in words)


@cache
def _edges() -> re.Pattern[str]:
    return re.compile(r"^[\s!-/:-@\[-`{-~“”‘’«»…–]+|[\s!-/:-@\[-`{-~“”‘’«»…–]+$")
