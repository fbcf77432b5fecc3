"""The grammar of the written syllable: onset + rime + tone. It tells Vietnamese words from noise and foreign words.

Tone marks may stand in the old or the new place («hoà», «hòa»); i and y may change places where offices differ
(«quản lí», «quản lý»). Source of the inventory: Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977), and the spelling rules of
Quyết định 240/QĐ (5/3/1984) for tone placement and i/y.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from vietnamese.letters import TONES, strip_marks

ONSETS = tuple(
    "ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x".split()  # longest first
)
_RIMES = frozenset(
    """
    a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âu ây âc âm ân âng âp ât
    e eo ec em en eng ep et ê êu êch êm ên ênh êp êt
    i ia iu ich im in inh ip it iêu iêc iêm iên iêng iêp iêt y yêu yêm yên yêng yêt
    o oi oc om on ong op ot oong ooc oa oai oao oay oac oach oam oan oang oanh oap oat oăc oăm oăn oăng oăt oe oeo oen oet
    ô ôi ôc ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua ui uc um un ung up ut uân uâng uât uây uê uêch uênh uôi uôc uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt uyu
    uyên uyêt ư ưa ưi ưu ưc ưm ưng ưt ươi ươu ươc ươm ươn ương ươp ươt
    """.split()
)
_AFTER_QU = frozenset(
    """
    a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âc ân âng âp ât ây âu e en eo et ê ên êt êu ênh êch
    i in inh it ich ip y yn ynh yt ych yên yêt ơ ơi ơn ôc ôt
    """.split()
)
_AFTER_GI = (_RIMES | {"êng", "ên", "êt", "êm", "êc"}) - {"i", "y"}
_FRONT = "eêi"  # letters before which c, g, ng are written k, gh, ngh
_STOPS = ("p", "t", "c", "ch")


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
        return rime in _AFTER_QU
    if onset == "gi":
        return rime in _AFTER_GI
    if rime not in _RIMES:
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
    rimes = {"qu": _AFTER_QU, "gi": _AFTER_GI | {"", "n"}}
    return frozenset(
        strip_marks(onset + rime)
        for onset in ("", *ONSETS)
        for rime in rimes.get(onset, _RIMES)
        if onset in rimes or _fits(onset, rime)
    )


def is_bare_syllable(word: str) -> bool:
    """Whether `word`, in any case, could be a Vietnamese syllable that lost its marks («dieu», «UBND» not)."""
    return word.lower() in bare_syllables()
