"""Names of offices: from the capitals of a letterhead to normal case, with the marks that bad OCR lost where sure.

Case follows Nghị định 30/2020/NĐ-CP, Phụ lục II: the field of an office is capitalised («Giáo dục và Đào tạo»), the
word for a unit is not («tỉnh Bình Phước»), except before a number («Quận 7»).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from corpus.registry.issuers import issuers
from corpus.registry.units import names as unit_names
from corpus.registry.units import provinces
from normalize.lexicon import rows as lexicon_rows
from normalize.lexicon import words
from normalize.marks import is_caps
from vietnamese.letters import fold

_ABBREVIATIONS = frozenset({"TW", "UB", "BCH", "TP", "TX", "TT", "ĐU", "CP", "IOC", "VNPT"})
_LONGEST = 9  # words in a phrase


@cache
def words_of(role: str) -> frozenset[str]:
    """Keys of the words that have this role in names of offices (`data/office_words.tsv`)."""
    return frozenset(fold(row["word"]) for row in lexicon_rows("office_words") if row["role"] == role)


@cache
def _syllable() -> re.Pattern[str]:
    return re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$")


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    """The words of each known phrase in normal case, by its key."""
    found: dict[str, tuple[str, ...]] = {}
    for body in issuers():
        if body.kind != "local":
            found.setdefault(fold(body.name), tuple(body.name.split()))
    for phrase in words("office_phrases"):
        found[fold(phrase)] = tuple(phrase.split())
    spelled = {
        k.replace(" va ", " & "): tuple("&" if w == "và" else w for w in v) for k, v in found.items() if " va " in k
    }
    return {**spelled, **found}


@cache
def _before_places() -> frozenset[str]:
    """Keys of phrases after which a place follows without its kind: «Sở Y tế Hòa Sơn», «Huyện ủy Lâm Thượng»."""
    fields = {fold(b.name) for b in issuers() if b.kind in ("field", "department", "division")}
    party = {fold(w) for w in words("office_phrases") if w.endswith(" ủy")}
    return frozenset({*fields, *party, *(key.replace(" va ", " & ") for key in fields)})


def normal_case(name: str) -> str:
    """A name in normal case; a name that is not in capitals is given back with its spaces put right."""
    name = " ".join(name.split())
    return _Caser(name.split()).run() if is_caps(name) else name


class _Caser:
    """Goes through the words of a name in capitals from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.keys = [fold(t) for t in tokens]
        self.at = 0
        self.proper = False  # the words that follow are somebody's or some place's name
        self.fresh = True  # the next word begins a name
        self.done: list[str] = []

    def run(self) -> str:
        while self.at < len(self.tokens):
            if not (self._unit() or self._phrase() or self._place()):
                self._word()
        return " ".join(self.done)

    def _put(self, length: int, written: list[str]) -> bool:
        self.done.extend(written)
        self.at += length
        return True

    def _key(self, length: int) -> str:
        return " ".join(self.keys[self.at : self.at + length])

    def _unit(self) -> bool:
        for length in (2, 1):
            key = self._key(length)
            if key not in words_of("unit") or self.at + length > len(self.tokens):
                continue
            follows = self.keys[self.at + length] if self.at + length < len(self.keys) else ""
            if follows in ("doan", "uy") or (self.proper and length == 1 and key not in ("tinh", "huyen", "tp", "tp.")):
                return False
            written = [t.lower() for t in self.tokens[self.at : self.at + length]]
            special = follows[:1].isdigit() or self._key(length + 3).endswith("ho chi minh") or not self.done
            if key.startswith(("tp", "tx")):
                written = [t.upper() for t in written]
            elif special:
                written[0] = written[0].capitalize()
            self.proper = True
            return self._put(length, written)
        return False

    def _phrase(self) -> bool:
        for length in range(min(_LONGEST, len(self.tokens) - self.at), 1, -1):
            key = self._key(length)
            known = _phrases().get(key)
            if known is None or (self.proper and length < 3 and key in unit_names()):
                continue
            self.proper = key in words_of("school") or key in _before_places()
            self.fresh = False
            written = [_like(t, k) for t, k in zip(self.tokens[self.at : self.at + length], known, strict=True)]
            if not self.done:
                written[0] = written[0][:1].upper() + written[0][1:]
            return self._put(length, written)
        return False

    def _place(self) -> bool:
        for length in (4, 3, 2):
            if self.at + length <= len(self.tokens) and self._key(length) in unit_names():
                return self._put(length, [t.capitalize() for t in self.tokens[self.at : self.at + length]])
        return False

    def _word(self) -> None:
        token, key = self.tokens[self.at], self.keys[self.at]
        pair = self._key(2) if self.at + 1 < len(self.tokens) else ""
        begins = self.fresh or not self.done or self.keys[self.at - 1] in ("-", "–", "nganh", "doan", *words_of("head"))
        if _is_abbreviation(token):
            self.proper = self.proper or key in words_of("school")
            self.fresh = False
            self._put(1, [token])
            return
        if begins and pair in words_of("head"):
            self._put(2, [self._cased(token), self.tokens[self.at + 1].lower()])
            self.fresh, self.proper = True, False
            return
        if key in words_of("small"):
            self._put(1, [token.lower()])
            self.fresh = False
            return
        self._put(1, [self._cased(token)])
        self.fresh = begins and key in words_of("head")
        self.proper = self.proper and not self.fresh

    def _cased(self, token: str) -> str:
        return token.capitalize() if self.proper or self.fresh or not self.done else token.lower()


def _like(token: str, model: str) -> str:
    """The document's own letters with the capitals of `model`; `model` itself where the marks were lost."""
    if token.isascii() and not model.isascii():
        return model
    if is_caps(model) and len(model) > 1:
        return token
    return token[:1] + token[1:].lower() if model[:1].isupper() else token.lower()


def _is_abbreviation(token: str) -> bool:
    letters = re.sub(r"[^\w&]", "", token)
    if not letters or not any(c.isalpha() for c in letters):
        return True
    if letters in _ABBREVIATIONS or "&" in letters or any(c.isdigit() for c in letters):
        return True
    return len(letters) > 1 and not _syllable().fullmatch(fold(letters))


@cache
def _lost_names() -> tuple[str, ...]:
    """Keys of all that a letterhead without marks may say: names of offices, units, phrases."""
    return (*_phrases(), *unit_names())


def restore_name(name: str) -> str | None:
    """The marks of a name that OCR lost, where the registry knows one name like it («SO GIAO DUC VA PAO TAO»), or None."""
    from rapidfuzz import fuzz, process

    key = fold(name)
    unit = _unit_prefix().match(key)
    if unit:
        place = restore_place(name.split(maxsplit=len(unit.group().split()))[-1])
        if place:
            return f"{'UBND ' if unit['committee'] else ''}{_unit_names()[unit['unit']]} {place}"
    found = process.extractOne(key, _phrases().keys(), scorer=fuzz.ratio, score_cutoff=85)
    if found and (found[0] == key or (len(key) >= 10 and abs(len(found[0]) - len(key)) <= 1)):
        return " ".join(_phrases()[found[0]])
    return None


@cache
def _unit_names() -> dict[str, str]:
    return {fold(row["word"]): row["word"] for row in lexicon_rows("office_words") if row["role"] == "unit"}


@cache
def _unit_prefix() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, _unit_names()), key=len, reverse=True))
    return re.compile(rf"(?P<committee>ubnd |uy ban nhan dan )?(?P<unit>{units}) (?=\w)")


def restore_place(place: str) -> str | None:
    """The name of the province or district that `place` is without its marks («Binh Phuéc»), or None where none is near."""
    key = fold(place)
    if key in unit_names():
        return unit_names()[key]
    from rapidfuzz import fuzz, process

    for near in ({k: unit.name for k, unit in provinces().items()}, unit_names()):  # the nearest province first
        alike = [k for k in near if len(k) == len(key) >= 7]  # OCR changes letters; a longer name is another place
        found = process.extract(key, alike, scorer=fuzz.ratio, score_cutoff=85, limit=2)
        if len(found) == 1 or (found and found[0][1] - found[1][1] >= 5):
            return near[found[0][0]]
    return None
