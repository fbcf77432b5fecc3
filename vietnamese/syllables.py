"""The grammar of the written syllable: onset + rime + tone. It tells Vietnamese words from noise and foreign words.

Tone marks may stand in the old or the new place («hoà», «hòa»); i and y may change places where offices differ
(«quản lí», «quản lý»). Source of the inventory: Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977), and the spelling rules of
Quyết định 240/QĐ (5/3/1984) for tone placement and i/y.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from vietnamese.letters import TONES, strip_marks

ONSETS = ("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx")  # longest first
_FRONT = "eêi"  # letters before which c, g, ng are written k, gh, ngh
_STOPS = ("p", "t", "c", "ch")


@cache
def _rimes(after: str) -> frozenset[str]:
    """The rimes that may follow `qu`, `gi`, or any other onset (`any`); the table is `rimes.tsv`."""
    lines = files("vietnamese").joinpath("rimes.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    found = frozenset(rime for kind, rimes in rows[1:] if kind == after for rime in rimes.split())
    return (found | _rimes("any")) - {"i", "y"} if after == "gi" else found


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable in its parts; `tone` is one of f (huyền), r (hỏi), x (ngã), s (sắc), j (nặng), or empty (ngang)."""

    onset: str
    rime: str
    tone: str


def take_tone(word: str) -> tuple[str, str]:
    """`word` without its tone mark, and the tone's letter («trường» → «trương», f); vowel marks stay."""
    tone = ""
    kept = []
    for letter in unicodedata.normalize("NFD", word):
        if letter in TONES:
            tone = TONES[letter]
        else:
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)), tone


@lru_cache(maxsize=65536)
def parse_syllable(word: str) -> Syllable | None:
    """The parts of a Vietnamese syllable in any case, or None where `word` is none."""
    bare, tone = take_tone(word.lower())
    if bare in ("gi", "gin"):
        return Syllable("gi", bare[1:], tone)
    for onset in ("", *ONSETS):
        rime = bare[len(onset) :]
        if bare.startswith(onset) and _fits(onset, rime) and (tone in ("s", "j") or not rime.endswith(_STOPS)):
            return Syllable(onset, rime, tone)
    return None


def _fits(onset: str, rime: str) -> bool:
    """Whether the rime may follow the onset in writing."""
    if onset == "qu":
        return rime in _rimes("qu")
    if onset == "gi":
        return rime in _rimes("gi")
    if rime not in _rimes("any"):
        return False
    front = rime[0] in _FRONT
    if onset in ("gh", "ngh"):
        return front
    if onset == "k":
        return front or rime[0] == "y"
    if onset in ("c", "g", "ng"):
        return not front and rime[0] != "y"
    return rime[0] != "y" or rime == "y" or onset == ""


def is_syllable(word: str) -> bool:
    """Whether `word` is written as a Vietnamese syllable is («điều», «hoà», «QUẢN»), in any case."""
    return parse_syllable(word) is not None


@cache
def bare_syllables() -> frozenset[str]:
    """All syllables in lower case without any mark: what is left of Vietnamese that lost its diacritics («dieu»)."""
    special = {"qu": _rimes("qu"), "gi": _rimes("gi") | {"", "n"}}
    return frozenset(
        strip_marks(onset + rime)
        for onset in ("", *ONSETS)
        for rime in special.get(onset, _rimes("any"))
        if onset in special or _fits(onset, rime)
    )


def is_bare_syllable(word: str) -> bool:
    """Whether `word`, in any case, could be a Vietnamese syllable that lost its marks («dieu», «UBND» not)."""
    return word.lower() in bare_syllables()
