"""What each cited document is to the dispatch: the role of a mention, read from the words that govern it.

A paragraph is read sentence by sentence. The cue nearest before a mention tells its role; a document that follows
another in a list («Căn cứ A; B; C») has the role of the list; an item of a list of documents takes that of its lead
(«Căn cứ:», «1. Quán triệt các văn bản …»). A document named in the title of another («Công văn A về việc triển khai Nghị
định B») is a reference: it is A that carries out B. What stands beside the căn cứ («Xét Tờ trình …», «Theo đề nghị …»)
is part of the legal basis (Nghị định 30/2020/NĐ-CP, Phụ lục I: căn cứ ban hành văn bản).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from normalize.citation_subjects import begins_subject
from normalize.citation_text import Flat
from normalize.lexicon import rows
from schemas.facts import Role
from vietnamese.letters import strip_marks

_FAR, _MID = 320, 90  # characters over which a cue governs: one that begins its sentence, one of reach «mid»
_NEAR = 260  # characters before a mention in which a near cue and what it issued stand
_IDLE = 2  # paragraphs without a document after which a list's lead is forgotten
_SAME = "same"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: with its provisions (`start`), itself (`mention`), and its end.

    `proposal` tells that it is a tờ trình or báo cáo.
    """

    start: int
    mention: int
    end: int
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    role: Role
    mid: bool


@dataclass(slots=True)
class _Sentence:
    """What is known while a sentence is read: where the next gap opens, and the roles given so far in it."""

    opening: int
    first: bool = True
    head: Role | None = None  # of the list that goes on
    last: Role | None = None  # of the mention before


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, dict[str, str]]]:
    """The pattern of cues that govern from afar, that of near ones right before a mention, and the rows by phrase."""
    known = {strip_marks(row["phrase"]): row for row in rows("citation_cues")}
    afar = _one_of(p for p, row in known.items() if row["reach"] != "near")
    near = _one_of(p for p, row in known.items() if row["reach"] == "near")
    # Between a near cue and its document: parts of it, and small words.
    filler = (
        r"(?:[\s,:(]|\b(?:mot\s+so|cac|nhung|noi\s+dung|dieu|khoan|diem|phu\s+luc|cua|tai|trong|vao|cho|toan\s+bo|mot\s+phan|"
        r"boi|theo|bang|so|van\s+ban|thong\s+tu|quyet\s+dinh|cong\s+van|nghi\s+dinh|\d{1,3})\b)*"
    )
    return (
        re.compile(rf"(?<!\w)(?<!kem )(?:{afar})(?!\w)"),
        re.compile(rf"(?<!\w)(?P<cue>{near})(?!\w){filler}$"),
        known,
    )


def _one_of(phrases: Iterator[str]) -> str:
    return "|".join(_phrase(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))


def _phrase(phrase: str) -> str:
    """The pattern of a cue phrase; `*` stands for up to four words."""
    before, star, after = phrase.partition("*")
    words = r"\s+".join(map(re.escape, before.split()))
    return rf"{words}\s+(?:\S+\s+){{0,4}}?{_phrase(after.strip())}" if star else words


def roles(flat: Flat, places: Sequence[Place]) -> list[Role]:
    """The role of each mention; `places` are in reading order."""
    reader = _Reader(flat)
    found: list[Role] = []
    lead: Role | None = None
    at = idle = 0
    preamble = False
    for start, end in flat.stretches:
        inside = []
        while at < len(places) and places[at].start < end:
            inside.append(places[at])
            at += 1
        text = reader.low[start:end].rstrip()
        if inside:
            item = _is_item(reader.low[start : inside[0].start])
            here = list(reader.paragraph(start, end, inside, lead if item else None, preamble))
            found += here
            # A paragraph that ends with a comma, semicolon or colon goes on as a list; a list of items goes on anyway.
            lead = here[0] if item or text.endswith((",", ";", ":")) else None
            preamble = here[0] is Role.LEGAL_BASIS
        else:
            preamble = preamble and (_proposed(text) or re.match(r"\W*can cu\b", text) is not None)
            given = _lead(text)
            lead, idle = (given, 0) if given else (lead, idle + 1)
            lead = lead if idle <= _IDLE else None
    return found


def _is_item(before: str) -> bool:
    """Whether a paragraph begins with its first mention, but for a list mark and «các», «số»."""
    mark = r"(?:[-–—+*•·○▪]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]{1,2}|[ivx]{1,5})[.)/])"
    return re.fullmatch(rf"\s*{mark}?\s*(?:cac\s+|so\s+)?", before) is not None


def _lead(paragraph: str) -> Role | None:
    """The role that a paragraph gives to a list of documents after it: it is a short heading or ends with a colon."""
    if len(paragraph) > 160 and not paragraph.endswith(":"):
        return None
    near = _near(paragraph.rstrip(" :"), None, first=True)
    if near is not None:
        return near
    cues = list(_afar(paragraph))
    return cues[-1].role if cues and cues[-1].role in (Role.LEGAL_BASIS, Role.IMPLEMENTS) else None


class _Reader:
    """Reads the roles of the mentions of a paragraph."""

    def __init__(self, flat: Flat) -> None:
        self.plain, self.low = flat.plain, flat.plain.lower()

    def paragraph(
        self, start: int, end: int, places: Sequence[Place], lead: Role | None, preamble: bool
    ) -> Iterator[Role]:
        """The roles of `places`, which stand in the paragraph.

        `lead` is the role of the list that it is an item of; `preamble` tells that it follows the căn cứ.
        """
        sentence = _Sentence(start, head=lead)
        for place in places:
            begin = self._sentence_begin(sentence.opening, place.start)
            if begin is not None:
                sentence = _Sentence(begin)
            role = self._role(sentence, place) or (lead if sentence.first and lead else Role.REFERENCE)
            if role is Role.REFERENCE and self._voided(place.end, end):
                role = Role.REPLACES
            gap = self.low[sentence.opening : place.start]
            if (preamble or sentence.head is Role.LEGAL_BASIS) and _proposed(gap):
                role = Role.LEGAL_BASIS
            if place.proposal and role is Role.IMPLEMENTS and "de nghi" not in gap:
                role = Role.REFERENCE  # nobody implements a proposal or a report
            sentence.head = sentence.head or role
            sentence.opening, sentence.last, sentence.first = place.end, role, False
            yield role

    def _sentence_begin(self, start: int, end: int) -> int | None:
        """Where the sentence begins that holds `end`, if another ends after `start`."""
        stop = re.compile(r"(?<![\s.(]\w)(?<!\bTP)(?<!\bTp)(?<!\bThS)[.!?]\s+(?=[“\"(]?[A-Z])|\./\.?\s*")
        ends = [match.end() for match in stop.finditer(self.plain, start, end)]
        return ends[-1] if ends else None

    def _role(self, sentence: _Sentence, place: Place) -> Role | None:
        near = _near(self.low[sentence.opening : place.mention], sentence.last, first=sentence.first)
        if near is not None:
            return near
        gap = self.low[sentence.opening : place.start]
        title = not sentence.first and begins_subject(gap)
        if not sentence.first:
            if _continues(gap):
                return sentence.last
            if re.search(r"(?:[,;]|(?<!\w)va)\s*(?:(?:cac|so|cung)\s+)*$", gap):
                return sentence.head
        cue = _governing(gap, sentence.first)
        if cue is None:
            return None
        if re.search(r"[;,]\s*$", gap[: cue.start]):
            sentence.head = cue.role  # «Căn cứ A; thực hiện B; C»: a new list begins
        elif title:
            return Role.REFERENCE
        return cue.role

    def _voided(self, at: int, end: int) -> bool:
        """Whether the words after a mention say that it is no longer in force."""
        after = self.low[at : min(end, at + _NEAR)].partition(". ")[0]
        words = r"\b(?:het hieu luc|bi bai bo|duoc thay the bang|bi thay the|duoc bai bo)\b"
        return re.search(words, after) is not None


def _proposed(text: str) -> bool:
    """Whether an item begins with what may stand among the căn cứ beside «Căn cứ …»."""
    return (
        re.search(r"(?:^|[;.])\W*(?:xet|theo\s+(?:de\s+nghi|y\s+kien)|tren\s+co\s+so|duoc\s+su|sau\s+khi)\b", text)
        is not None
    )


def _continues(gap: str) -> bool:
    """Whether nothing but a separator stands between two mentions, or «, của B tại» after «của A tại»."""
    bare = r"[\s,;:()]*(?:\b(?:va|cung|hoac|voi|cac|so|cung\s+ngay)\b[\s:]*)*"
    other = r"[\s,;]*(?:va\s+)?(?:(?:y\s+kien\s+)?(?:chi\s+dao\s+)?cua\b[^;.]{0,120}?)?\btai(?:\s+cac)?\s*"
    return re.fullmatch(bare, gap) is not None or re.fullmatch(other, gap) is not None


def _governing(gap: str, first: bool) -> _Cue | None:
    """The cue in `gap`, the text before a mention, that governs it."""
    cues = [c for c in _afar(gap) if not c.mid or len(gap) - c.end <= _MID]
    if not cues:
        return None
    cue = cues[-1]
    opens = not gap[: cue.start].strip(" -–+*•.0123456789")
    reach = _FAR if first and len(cues) == 1 else _FAR // 2
    return cue if len(gap) - cue.end <= reach or (opens and cue.role is Role.LEGAL_BASIS) else None


def _near(gap: str, last: Role | None, *, first: bool) -> Role | None:
    """The role that a cue right before a mention gives it."""
    _, pattern, known = _cues()
    gap, begins = gap[-_NEAR:], len(gap) <= _NEAR
    match = pattern.search(gap)
    if match is None:
        return None
    role, before = known[" ".join(match["cue"].split())]["role"], gap[: match.start()]
    if role == _SAME:
        return last
    if role == Role.ATTACHES:  # what was issued with it may be what the dispatch acts on
        if re.search(r"\b(?:thay the|bai bo|huy bo)\b[^;.]*$", before):
            return Role.REPLACES
        if first and re.search(r"\b(?:sua doi|bo sung)\b[^;.]*$", before) and not _draft(before):
            return Role.AMENDS
        if first and begins and re.match(r"\W*can cu\b", before):
            return Role.LEGAL_BASIS
    another = not first and re.search(r"[;,]|\bnay\b", before) is None
    if role in (Role.AMENDS, Role.REPLACES) and (another or _draft(before)):
        return Role.REFERENCE  # «Thông tư A thay thế Thông tư B» is the act of A; a draft does nothing yet
    return Role(role)


def _draft(before: str) -> bool:
    """Whether a draft is spoken of, which amends nothing yet."""
    return re.search(r"\bdu thao\b[^;.]*$", before) is not None


def _afar(text: str) -> Iterator[_Cue]:
    """The cues in `text` that govern from afar."""
    pattern, _, known = _cues()
    for match in pattern.finditer(text):
        words = " ".join(match[0].split())
        row = known.get(words) or next(r for p, r in known.items() if "*" in p and re.fullmatch(_phrase(p), words))
        yield _Cue(match.start(), match.end(), Role(row["role"]), row["reach"] == "mid")
