"""One line in an old encoding, decoded: run by run where its fonts are known, word by word where they are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from normalize.encodings import viqr
from normalize.encodings.judge import MOJIBAKE, UNICODE, VIQR, Survey, run_charset
from normalize.encodings.marks import has_loose_marks, reattach
from normalize.encodings.mojibake import unmix
from schemas.document import Line, Run, Word
from vietnamese.charsets import charset
from vietnamese.letters import is_marked, nfc
from vietnamese.old_fonts import old_font
from vietnamese.syllables import is_syllable
from vietnamese.wrong_letters import straighten


def decode(line: Line, verdict: str | None, found: Survey) -> tuple[Line, str]:
    """The line in NFC Unicode, what stood there in `raw`, and the encoding it was in (`unicode` where it was none)."""
    text, encoding = line.text, UNICODE
    runs = _runs_of(line)
    if runs:
        text, encoding = _by_runs(runs, found)
    elif verdict == MOJIBAKE:
        text, encoding = unmix(text), MOJIBAKE
    elif verdict == VIQR:
        text, encoding = viqr.decode(text), VIQR
    elif verdict is not None and verdict != UNICODE:
        text, encoding = _by_words(text, verdict), verdict
    elif found.charsets:
        text, encoding = _strays(text, found)
    text = tidy(text)
    if text == line.text:
        return (replace(line, runs=()) if line.runs else line), UNICODE
    same = "".join(text.split()) == "".join(nfc(line.text).split())
    raw = line.raw if line.raw is not None or same else line.text  # spaces and composition are no repair of letters
    return replace(line, text=text, raw=raw, runs=(), words=_words(line, text)), encoding


def tidy(text: str) -> str:
    """`text` in NFC with loose marks on their letters and letters of other alphabets put right."""
    text = straighten(text)
    return reattach(text) if has_loose_marks(text) else text


def _words(line: Line, text: str) -> tuple[Word, ...]:
    """The line's words with their new text, where they still agree with it one by one."""
    parts = text.split()
    if len(parts) != len(line.words):
        return line.words
    return tuple(replace(word, text=part) for word, part in zip(line.words, parts, strict=True))


def _runs_of(line: Line) -> tuple[Run, ...]:
    """The line's runs cut to its text as it now is.

    Spaces may have changed since the runs were read (tabs, columns cut apart), and a label may stand before them: the
    letters tell which run each belongs to. Empty where they do not agree.
    """
    if not line.runs:
        return ()
    letters = [(c, run.font) for run in line.runs for c in run.text if not c.isspace()]
    given, wanted = "".join(c for c, _ in letters), "".join(line.text.split())
    at = given.find(wanted)
    label = 0
    if at < 0 and given and wanted.endswith(given):
        at, label = 0, len(wanted) - len(given)
    if at < 0:
        return ()
    fonts = iter([None] * label + [font for _, font in letters[at:]])
    found: list[Run] = []
    font: str | None = None
    for character in line.text:
        if not character.isspace():
            font = next(fonts)
        if found and found[-1].font == font:
            found[-1] = replace(found[-1], text=found[-1].text + character)
        else:
            found.append(Run(character, font))
    return tuple(found)


def _by_runs(runs: Sequence[Run], found: Survey) -> tuple[str, str]:
    """Runs decoded each by its encoding; those of one encoding that follow each other as one, for codes may be parted."""
    groups: list[tuple[str | None, list[Run]]] = []
    for run in runs:
        name = run_charset(run, found)
        if groups and (groups[-1][0] == name or not run.text.strip()):
            groups[-1][1].append(run)
        else:
            groups.append((name, [run]))
    text = "".join(_group(name, members) for name, members in groups)
    used = [name for name, members in groups if name is not None and any(not r.text.isascii() for r in members)]
    return text, max(sorted(set(used)), key=used.count) if used else UNICODE


def _group(name: str | None, runs: Sequence[Run]) -> str:
    given = "".join(run.text for run in runs)
    capitals: list[bool] = []
    for run in runs:
        font = old_font(run.font)
        capitals += [font is not None and font.capitals and name is not None] * len(run.text)
    parts: list[str] = []
    at = 0
    for start, end, decoded in _decoded(given, name):
        parts += (given[i].upper() if capitals[i] else given[i] for i in range(at, start))
        if len(set(capitals[start:end])) > 1:  # a word of which the font draws only the first letter as a capital
            upper = capitals[start:end].count(True)
            decoded = decoded[:upper].upper() + decoded[upper:] if capitals[start] else decoded
        elif capitals[start]:
            decoded = decoded.upper()
        parts.append(decoded)
        at = end
    parts += (given[i].upper() if capitals[i] else given[i] for i in range(at, len(given)))
    return nfc("".join(parts))


def _by_words(text: str, name: str) -> str:
    parts: list[str] = []
    at = 0
    for start, end, decoded in _decoded(text, name):
        parts += text[at:start], decoded
        at = end
    return nfc("".join((*parts, text[at:])))


def _strays(text: str, found: Survey) -> tuple[str, str]:
    """A line of Unicode in a document that has old encodings too: words that only those explain, if several."""
    for name in found.charsets:
        words = [
            (word.start, word.end, word.decoded)
            for word in charset(name).words(text)
            if is_syllable(word.decoded) and not _may_be_unicode(text[word.start : word.end])
        ]
        if len(words) >= 2:
            parts: list[str] = []
            at = 0
            for start, end, decoded in words:
                parts += text[at:start], decoded
                at = end
            return "".join((*parts, text[at:])), name
    return text, UNICODE


def _may_be_unicode(word: str) -> bool:
    """Whether a word can be right as it stands: a syllable, or capitals with Đ as in symbols («NĐ» of «NĐ-CP», «QĐ»)."""
    return is_syllable(word) or not (set(word) - set("đĐ") - {c for c in word if c.isascii()})


def _decoded(text: str, name: str | None) -> list[tuple[int, int, str]]:
    """Words of `text` that the encoding changes: place and Unicode. A word that is Vietnamese only as it stands stays."""
    if name is None:
        return []
    found = []
    for word in charset(name).words(text):
        plain = text[word.start : word.end]
        if is_syllable(plain) and not is_syllable(word.decoded) and any(is_marked(c) for c in plain):
            continue
        decoded = _recased(plain, word.decoded, text, word.start, word.end) if name == "tcvn3" else word.decoded
        found.append((word.start, word.end, decoded))
    return found


def _recased(plain: str, decoded: str, text: str, start: int, end: int) -> str:
    """TCVN3 has no capitals with tones: a word among whose plain letters all are capitals was meant in capitals."""
    small = any(c.isascii() and c.islower() for c in plain)
    if small or decoded == decoded.upper():
        return decoded
    capitals = sum(c.isascii() and c.isupper() for c in plain)
    if capitals >= 2 or (capitals and any(c.isascii() and c.isupper() for c in plain[1:])):
        return decoded.upper()
    return decoded.upper() if _among_capitals(text, start, end) else decoded


def _among_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides are in capitals; one side is enough where the line begins or holds no small one."""
    before = text[:start].split(" ")[-2:-1] if text[:start].endswith(" ") else []
    after = text[end:].split(" ")[1:2] if text[end:].startswith(" ") else []
    near = [word for word in (*before, *after) if word]
    if not near or not all(_capitals().fullmatch(word) for word in near):
        return False
    return len(near) == 2 or not text[:start].strip() or not any(c.isascii() and c.islower() for c in text)


@cache
def _capitals() -> re.Pattern[str]:
    """A word with two plain capitals, its other letters in an old encoding."""
    return re.compile(r"[^\Wa-z\d]*[A-Z][^\Wa-z\d]*[A-Z][^\sa-z\d]*|[^\sa-z\d]*[A-Z][^\sa-z\d]+[A-Z][^\sa-z\d]*")
