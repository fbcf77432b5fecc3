"""VIQR: Vietnamese typed in ASCII with signs after the letters («ddie^`u» for «điều»). Source: RFC 1456 (1993)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from vietnamese.letters import TONES
from vietnamese.syllables import is_syllable

_VOWEL_SIGNS = {"(": "\u0306", "^": "\u0302", "+": "\u031b", "*": "\u031b"}
_TONE_SIGNS = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323", "\u2019": "\u0301"}
_TELLING = 4  # words with a vowel sign or dd that become syllables, before a text is taken to be VIQR


def decode(text: str) -> str:
    """`text` in Unicode. A backslash before a sign keeps it; a stop or question mark that ends a sentence stays one."""
    return _unit()[1].sub("", _unit()[0].sub(_letter, text))


def encode(text: str) -> str:
    """Unicode `text` in VIQR, signs that would be read as marks escaped."""
    parts: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in "đĐ":
            parts.append("dd" if letter == "đ" else "DD")
            continue
        parted = unicodedata.normalize("NFD", letter)
        base, marks = parted[0], parted[1:]
        signs = {mark: sign for sign, mark in reversed([*_VOWEL_SIGNS.items(), *_TONE_SIGNS.items()])}
        if not marks and letter in _VOWEL_SIGNS.keys() | _TONE_SIGNS.keys() and parts and parts[-1][-1:].isalnum():
            parts.append("\\")
        parts.append(
            letter
            if any(m not in signs for m in marks)
            else base + "".join(signs[m] for m in sorted(marks, key=lambda m: m in TONES))
        )
    return "".join(parts)


def is_viqr(texts: list[str]) -> bool:
    """Whether `texts` as a whole are VIQR: several words of theirs are Vietnamese only so."""
    telling: set[str] = set()
    for text in texts:
        if not _unit()[2].search(text):
            continue
        for token in text.split():
            word = token.strip("\"'(),;:.!?[]")
            if "/" in word or "@" in word or not _unit()[2].search(word):
                continue
            decoded = decode(word)
            if decoded != word and is_syllable(decoded):
                telling.add(decoded.lower())
        if len(telling) >= _TELLING:
            return True
    return False


@cache
def _unit() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A letter with its signs; the escape; what tells VIQR from text with stops and quotes."""
    letter = re.compile(
        r"(?<!\\)(?:(?P<d>[dD])(?P<d2>[dD])(?![dD])"
        r"|(?P<base>[aAeEiIoOuUyY])(?P<vowel>(?:(?<=[aA])[(^]|(?<=[eE])\^|(?<=[oO])[\^+*]|(?<=[uU])[+*])?)"
        r"(?P<tone>['`?~.’]?))"
    )
    return letter, re.compile(r"\\(?=['`?~.(^+*])"), re.compile(r"[aAeEoO]\^|[aA]\(|[oOuU][+*]|\b[dD][dD][a-zA-Z]")


def _letter(match: re.Match[str]) -> str:
    if match["d"]:
        return "Đ" if match["d"] == "D" else "đ"
    vowel, tone = match["vowel"], match["tone"]
    if tone in (".", "?") and _ends_sentence(match):
        return unicodedata.normalize("NFC", match["base"] + _VOWEL_SIGNS.get(vowel, "")) + tone
    return unicodedata.normalize("NFC", match["base"] + _VOWEL_SIGNS.get(vowel, "") + _TONE_SIGNS.get(tone, ""))


def _ends_sentence(match: re.Match[str]) -> bool:
    """Whether a stop after a vowel is punctuation: nothing follows, or it labels an item («a. »)."""
    text, start, end = match.string, match.start(), match.end()
    if end >= len(text.rstrip()):
        return True
    alone = start == 0 or not text[start - 1].isalpha()
    return match["tone"] == "." and alone and text[end].isspace() and not text[:start].strip()
