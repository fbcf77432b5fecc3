"""The noisy channel: what an OCR that knows no Vietnamese makes of printed syllables, and back from there.

A syllable is onset + rime (with its tone); a rime is nucleus + coda. The tables tell how often each part was read as
which letters; a reading of a syllable is a way to cut what was read into parts. They are learned from pages that were
printed and read for the purpose (`channel_fit`), so that «ctr», «cir» and «c#» all lead back to «cứ».
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from math import log

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from normalize.restore.model import Model
from normalize.restore.tokens import shape
from vietnamese.letters import strip_marks
from vietnamese.syllables import Syllable, bare_syllables, parse_syllable

Parts = tuple[str, str, str]  # onset, nucleus with tone, coda
_CODA = re.compile(r"(?:ng|nh|ch|[cmnpt])$")
_BACKOFF = 4.0  # how many sightings of a whole rime outweigh its parts
_FAR = -5.0  # log-probability below which a part is not thought to be read so
_ALIKE = -4.0  # of each letter changed in a way never seen, and of one more
_ODD, _ODD_SIGN = -7.0, -4.5  # of a nucleus read in a way never seen: as other letters, with signs or figures
_ODD_SYLLABLE = -2.0  # more where what was read could be a syllable
_ODD_LETTER = -2.0  # of each letter of it that differs
_LOOKALIKE = {"5": "s", "8": "s", "$": "s", "§": "s", "1": "l", "|": "l", "6": "b", "¢": "c", "€": "c", "(": "c"}
_LOOKS = -3.0  # of a first letter read as a sign or figure that looks like it
_LETTER = -1.0  # of a letter that stands alone
_LOST_ONSET = -9.0  # of a vowel whose onset was not read at all («i» for «lí»)
_POOR = -6.5  # readings less likely than this leave room for others that look alike
_STRAY = re.compile(r"['’‘`´~°?·,¬¥©®_^]")  # strokes that an OCR makes of marks above and below letters
_ONE = re.compile(r"(?<=[a-z])1")
_STROKE = -1.5
_COMMON = 5000  # words that such a reading may lead to
_KEEP = 22
_WINDOW = 13.0  # readings less likely than the best by more are dropped
# How a printed Đ is read in an abbreviation.
_D_BAR = {"Đ": 0.0, "D": -0.1, "Ð": -0.5, "P": -2.5, "B": -3.5, "b": -4.5, "p": -4.5, "DP": -5.0, "DD": -6.0}
_UNKNOWN, _UNKNOWN_LETTER = -5.0, -2.0  # what an unknown word costs: names, foreign words
_UNKNOWN_SYLLABLE, _UNKNOWN_SMALL = -8.0, -4.0  # more where it could be a syllable, where it has no capital


def rime_parts(syllable: Syllable) -> tuple[str, str, str]:
    """Onset, nucleus + tone letter, and coda of a syllable («ương» + x gives «ươx», «ng»)."""
    found = _CODA.search(syllable.rime)
    coda = found.group() if found and found.start() else ""
    return syllable.onset, syllable.rime[: len(syllable.rime) - len(coda)] + syllable.tone.upper(), coda


def plain_case(read: str) -> str:
    """What was read, its case out of the way: capitals throughout or at the head become small, others tell something."""
    return read.lower() if read.isupper() and len(read) > 1 else read[:1].lower() + read[1:]


class Channel:
    """The readings of what an OCR read, as word numbers of a model with log-probabilities."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._onsets = _inverse(model.channel["onset"])
        self._rimes = _inverse(model.channel["rime"])
        self._nuclei = _inverse(model.channel["nucleus"])
        self._codas = _inverse(model.channel["coda"])
        self._seen = model.channel["seen"]
        self._cache: dict[str, tuple[tuple[int, float], ...]] = {}
        self._candidates: dict[str, tuple[tuple[int, ...], tuple[float, ...]]] = {}
        self._distances: dict[tuple[str, str], int] = {}

    @cached_property
    def _syllables(self) -> dict[tuple[str, str], list[int]]:
        """Word numbers by onset and by rime with tone."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, word in enumerate(self.model.words):
            syllable = parse_syllable(word) if word.islower() else None
            if syllable:
                found.setdefault((syllable.onset, syllable.rime + syllable.tone.upper()), []).append(number)
        return found

    @cached_property
    def _abbreviations(self) -> dict[str, list[tuple[int, float]]]:
        """Abbreviations by what may be read for them; only Đ is misread there in a way that can be undone."""
        found: dict[str, list[tuple[int, float]]] = {}
        for number, word in enumerate(self.model.words):
            if not word.islower() and word[0].isalpha():
                forms = {"": 0.0}
                for letter in word:
                    options = _D_BAR if letter == "Đ" and len(forms) < 50 else {strip_marks(letter): 0.0}
                    forms = {form + o: cost + c for form, cost in forms.items() for o, c in options.items()}
                for form, cost in forms.items():
                    found.setdefault(form, []).append((number, cost))
        return found

    def readings(self, read: str) -> tuple[tuple[int, float], ...]:
        """The likeliest words for what was read, best first; empty where none fits."""
        found = self._cache.get(read)
        if found is None:
            found = self._cache[read] = self._find(read)
        return found

    def candidates(self, read: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
        """Words and log-probabilities for what was read, stray strokes out of the way too; 0 stands for an unknown word."""
        known = self._candidates.get(read)
        if known is None:
            best = {0: self.unknown(read)}
            forms = (
                (read, 0.0),
                (_STRAY.sub("", read), _STROKE),
                (_ONE.sub("i", read), _STROKE),
                (read.lstrip("&"), 2 * _STROKE),
            )
            for form, cost in forms:
                for number, chance in self.readings(form) if form and (not cost or form != read) else ():
                    best[number] = max(best.get(number, -99.0), chance + cost)
            known = self._candidates[read] = tuple(best), tuple(best.values())
        return known

    def _find(self, read: str) -> tuple[tuple[int, float], ...]:
        text = plain_case(read)
        capitals = (
            shape(read) == "a" and read.isalpha() and read.isupper() and (len(read) > 2 or read in self._abbreviations)
        )
        chances = {} if capitals else self._compose(text)
        if text[0] in _LOOKALIKE:
            for number, chance in self._compose(_LOOKALIKE[text[0]] + text[1:]).items():
                chances[number] = max(chances.get(number, -99.0), chance + _LOOKS)
        for number, chance in self._abbreviations.get(read, ()):
            chances[number] = max(chances.get(number, -99.0), chance - 0.1)
        numbers = self.model.numbers
        if text in numbers and len(text) == 1:
            chances[numbers[text]] = _LETTER
        elif text in numbers and text not in bare_syllables() and parse_syllable(text) is None:
            chances[numbers[text]] = -0.1  # a foreign word that the model knows
        short = len(text) == 1 or (len(text) == 2 and max(chances.values(), default=-99.0) < _FAR)
        if not capitals:
            cost = 0.0 if short or text not in bare_syllables() else _ODD_SYLLABLE
            for number, chance in self._odd(text).items():
                chances[number] = max(chances.get(number, -99.0), chance + cost)
        if (
            not capitals
            and len(text) > 2
            and text not in bare_syllables()
            and max(chances.values(), default=-99.0) < _POOR
        ):
            for number, chance in self._near(text):
                chances[number] = max(chances.get(number, -99.0), chance)
        unigram = self.model.log_unigram
        ranked = sorted(((c + float(unigram[n]), n) for n, c in chances.items()), reverse=True)[:_KEEP]
        if not ranked:
            return ()
        least = ranked[0][0] - _WINDOW
        return tuple((number, chances[number]) for score, number in ranked if score >= least)

    def unknown(self, read: str) -> float:
        """Log-probability to read this where a word stands that the model does not know."""
        cost = _UNKNOWN + _UNKNOWN_LETTER * min(len(read), 6)
        if plain_case(read) in bare_syllables():
            cost += _UNKNOWN_SYLLABLE
        return cost if any(letter.isupper() for letter in read) else cost + _UNKNOWN_SMALL

    def _compose(self, text: str) -> dict[int, float]:
        """Syllables whose parts, as they are read, make up `text`."""
        found: dict[int, float] = {}
        for cut in range(min(len(text), 5)):
            onsets = self._onsets.get(text[:cut])
            if not onsets:
                continue
            rimes = self._rimes_of(text[cut:])
            for onset, first in onsets:
                for rime, second in rimes.items():
                    for number in self._syllables.get((onset, rime), ()):
                        chance = first + second
                        if chance > found.get(number, -30.0):
                            found[number] = chance
        return found

    def _rimes_of(self, text: str) -> dict[str, float]:
        known = self._rime_cache.get(text)
        if known is not None:
            return known
        found = dict(self._rimes.get(text, ()))
        for cut in range(1, len(text) + 1):
            codas = self._codas.get(text[cut:])
            if not codas:
                continue
            for nucleus, first in self._nuclei.get(text[:cut], ()):
                vowels, tone = (nucleus[:-1], nucleus[-1]) if nucleus[-1:].isupper() else (nucleus, "")
                for coda, second in codas:
                    rime = vowels + coda + tone
                    chance = first + second + log(_BACKOFF / (self._seen.get(rime, 0.0) + _BACKOFF))
                    if chance > found.get(rime, -30.0):
                        found[rime] = chance
        self._rime_cache[text] = found
        return found

    def _odd(self, text: str) -> dict[int, float]:
        """Syllables whose onset and coda are read as usual, but whose vowels in a way never seen («s&», «b» for «bộ»)."""
        found: dict[int, float] = {}
        most = 2 if len(text) > 1 and text in bare_syllables() else 3
        start = _ODD if text.isalpha() and len(text) > 1 else _ODD_SIGN
        for cut in range(min(len(text), 3) + 1):
            onsets = [(o, c) for o, c in self._onsets.get(text[:cut], ()) if c > _FAR] if cut or len(text) < 3 else []
            for end in range(max(cut, len(text) - 2), min(len(text), cut + 3) + 1) if onsets else ():
                middle = text[cut:end]
                for coda, last in self._codas.get(text[end:], ()):
                    for onset, first in onsets if last > _FAR else ():
                        chance = start + first + last
                        for bare, number in self._by_frame.get((onset, coda), ()):
                            differ = self._differ(middle, bare)
                            if differ < most:
                                found[number] = max(found.get(number, -30.0), chance + _ODD_LETTER * differ)
        if len(text) == 1:
            for (_, coda), words in self._by_frame.items():
                for bare, number in words if not coda else ():
                    if bare == text:
                        found[number] = max(found.get(number, -30.0), _LOST_ONSET)
        return found

    def _differ(self, read: str, bare: str) -> int:
        known = self._distances.get((read, bare))
        if known is None:
            known = self._distances[read, bare] = Levenshtein.distance(read, bare)
        return known

    @cached_property
    def _by_frame(self) -> dict[tuple[str, str], list[tuple[str, int]]]:
        """Bare nuclei and word numbers by onset and coda, for the words that are not rare."""
        found: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for number, word in enumerate(self.model.words[:_COMMON]):
            syllable = parse_syllable(word) if word.islower() else None
            if syllable:
                onset, nucleus, coda = rime_parts(syllable)
                found.setdefault((onset, coda), []).append((strip_marks(nucleus.rstrip("FRXSJ")), number))
        return found

    @cached_property
    def _rime_cache(self) -> dict[str, dict[str, float]]:
        return {}

    @cached_property
    def _bases(self) -> list[str]:
        return [base for base in sorted(bare_syllables()) if base in self.model.readings]

    def _near(self, text: str) -> list[tuple[int, float]]:
        """Words whose bare letters are few changes away: for what no part of the tables explains."""
        bare = strip_marks(text)
        limit = 1 if len(bare) < 4 else 2
        near = process.extract(bare, self._bases, scorer=Levenshtein.distance, score_cutoff=limit, limit=40)
        return [(n, _ALIKE * (1 + d)) for base, d, _ in near for n in self.model.readings[base]]


def _inverse(table: Mapping[str, float]) -> dict[str, list[tuple[str, float]]]:
    """From «part TAB read → log-probability» to the parts of each reading."""
    found: dict[str, list[tuple[str, float]]] = {}
    for key, chance in table.items():
        part, _, read = key.partition("\t")
        found.setdefault(read, []).append((part, chance))
    return found
