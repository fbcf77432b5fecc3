"""What a name of an addressee says: which kind of body, of which level, called what, where.

«Các cơ sở giáo dục cấp TH, THCS trực thuộc Phòng GDĐT» is one chain of two mentions: institutions of two levels, and the
division they belong to. The words it goes by are data (`exporters/data`): bodies, levels, abbreviations, fillers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from exporters.phrases import Phrase, Word, phrases

_NAMED_BY_PLACE = frozenset({"department", "division", "committee"})  # «Phòng GDĐT Hiệp Hòa»
Run = tuple[Word, ...]


@dataclass(slots=True)
class Mention:
    """One body in a name; `covers`, `inner`, `named`, `sure` are as the list of bodies says of its noun.

    `names` and `places` are runs of words; `narrowed` tells of words that narrow a class («… có học sinh dự thi»).
    """

    kind: str = ""
    covers: frozenset[str] = frozenset()
    inner: bool = False
    named: bool = False
    sure: bool = True
    levels: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    names: list[Run] = field(default_factory=list)
    places: list[Run] = field(default_factory=list)
    narrowed: bool = False

    @property
    def noun_only(self) -> bool:
        """Whether nothing but the noun is said: no level, name, place or narrowing word."""
        return not (self.levels or self.areas or self.names or self.places or self.narrowed)


Chain = list[Mention]  # a body, then those it belongs to, outwards


def chains(text: str, *, only_name: bool = False) -> list[Chain]:
    """Read the bodies that `text` names, in their order.

    With `only_name`, `text` goes on after the name («các trường THPT gửi …»): it is read up to the first word in lower
    case that no word list holds.
    """
    read = phrases(text)
    if only_name:
        read = takewhile(lambda phrase: phrase.what != "word" or phrase.words[0].capital, read)
    found = list(_Reader(shouted=text.upper() == text).read(read))
    for chain, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        # «CBQL, GV các trường THPT»: what is said of the last is said of all people listed.
        if len(chain) == 1 and chain[0].inner and chain[0].noun_only and following[0].inner:
            chain[0].levels |= following[0].levels
            chain[0].narrowed = following[0].narrowed
            chain += following[1:]
    return found


class _Reader:
    """Reads the phrases of a name from left to right into chains of mentions."""

    def __init__(self, *, shouted: bool) -> None:
        self.shouted = shouted  # the whole text stands in capitals
        self.chain: Chain = []
        self.run: list[Word] = []  # words since the last phrase, which name or narrow the last mention
        self.joined = False  # no comma or «và» since the last mention: the next belongs to it
        self.belongs = False  # … and a word («thuộc») says so
        self.after_noun = False  # the last phrase was the last mention's noun
        self.after_area = False  # the run that follows names a place

    def read(self, name: Iterable[Phrase]) -> Iterator[Chain]:
        """Yield the chains that the phrases of a name make."""
        for phrase in name:
            after_noun, self.after_noun = self.after_noun, False
            if phrase.what == "body" and not self._takes(phrase, after_noun):
                self._end_run()
                if self.chain and not self.joined:
                    yield self.chain
                    self.chain = []
                self.chain.append(_mention(phrase.row))
                self.joined, self.belongs, self.after_noun = True, False, True
            elif phrase.what == "and":
                self._end_run(list_goes_on=True)
                self.joined = self.belongs = False
            elif phrase.what == "of":
                self._end_run()
                self.joined = self.belongs = True
            elif phrase.what != "body":
                self._add(phrase)
        self._end_run()
        if self.chain:
            yield self.chain

    def _takes(self, phrase: Phrase, after_noun: bool) -> bool:
        """Let the last mention take a noun that is no body of its own here; tell whether it did."""
        if not self.joined or self.belongs or not (phrase.row["inner"] == "yes" or phrase.row["kind"] == "any"):
            return False
        last = self.chain[-1]
        if last.named and after_noun:  # «Phòng Tổ chức»
            self.run += phrase.words
            return True
        if not last.inner and phrase.row["kind"] == "person":  # «các trường có học sinh dự thi»
            last.narrowed = True
            return True
        return False

    def _add(self, phrase: Phrase) -> None:
        """Note a phrase that is no body."""
        if phrase.what == "word" or (phrase.what == "filler" and self.run):
            self.run += phrase.words
            return
        if phrase.what == "filler":
            return
        self._end_run()
        mention = self._last()
        if phrase.what == "area":
            mention.areas |= set(phrase.row["levels"].split())
            self.after_area = True
        elif phrase.what == "schooling" and not mention.named:
            mention.levels |= set(phrase.row["levels"].split())
        elif phrase.what == "schooling" and mention.names:  # «Phòng GDTH - MN»
            mention.names[-1] += phrase.words
        else:
            mention.names.append(tuple(word for word in phrase.words if word.bare != "va"))

    def _last(self) -> Mention:
        if not self.chain:
            self.chain.append(Mention())
        return self.chain[-1]

    def _end_run(self, *, list_goes_on: bool = False) -> None:
        """Say what the words since the last phrase are: a place, a name, or words that narrow a class."""
        if self.run:
            mention, run = self._last(), tuple(self.run)
            named = mention.named or run[0].capital
            if self.after_area or (named and mention.names and mention.kind in _NAMED_BY_PLACE):
                mention.places.append(run)
            elif named or not mention.kind:
                mention.names.append(run)
                mention.narrowed |= self.shouted  # where all is capitals they tell no name from a description
            else:
                mention.narrowed = True
            self.run = []
        self.after_area = self.after_area and list_goes_on


def _mention(row: dict[str, str]) -> Mention:
    return Mention(
        kind=row["kind"],
        covers=frozenset(row["covers"].split()),
        inner=row["inner"] == "yes",
        named=row["named"] == "yes",
        sure=row["sure"] == "yes",
    )
