"""What each cited document is to the dispatch: the role of a mention, read from the words that govern it.

A paragraph is read sentence by sentence. The cue nearest before a mention tells its role; a document that follows
another in a list («Căn cứ A; B; C») has the role of the list; an item of a list of documents takes that of its lead
(«Căn cứ:», «1. Quán triệt các văn bản …»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from normalize.citation_text import Flat
from normalize.lexicon import rows
from schemas.facts import Role
from vietnamese.letters import strip_marks

_FAR = 320  # characters over which a cue at a sentence's begin governs; a cue inside it reaches half as far
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


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """The pattern of far cues, that of near ones right before a mention, and the role of each cue phrase."""
    roles: dict[str, str] = {}
    reach: dict[str, list[str]] = {"far": [], "near": []}
    for row in rows("citation_cues"):
        phrase = strip_marks(row["phrase"])
        if phrase not in roles:
            reach[row["reach"]].append(phrase)
        roles[phrase] = row["role"]
    far = "|".join(_phrase(p) for p in sorted(reach["far"], key=len, reverse=True))
    near = "|".join(_phrase(p) for p in sorted(reach["near"], key=len, reverse=True))
    # Between a near cue and its document: parts of it, what it issued, and small words.
    filler = (
        r"(?:[\s,:(]|\b(?:mot\s+so|cac|nhung|noi\s+dung|dieu|khoan|diem|cua|tai|trong|cho|toan\s+bo|mot\s+phan|boi|theo|bang|so|"
        r"van\s+ban|thong\s+tu|quyet\s+dinh|cong\s+van|nghi\s+dinh|\d{1,3})\b)*"
    )
    return (
        re.compile(rf"(?<!\w)(?<!kem )(?<!\+)(?:{far})(?!\w)"),
        re.compile(rf"(?<!\w)(?P<cue>{near})(?!\w){filler}$"),
        roles,
    )


def _phrase(phrase: str) -> str:
    return r"\s+".join(r"(?:\S+\s+){0,4}?" if w == "*" else re.escape(w) for w in phrase.split()).replace(
        r"}?\s+", "}?"
    )


def roles(flat: Flat, places: Sequence[Place]) -> list[Role]:
    """The role of each mention; `places` are in reading order."""
    low = flat.plain.lower()
    found: list[Role] = []
    lead: Role | None = None
    at = idle = 0
    for start, end in flat.stretches:
        inside = []
        while at < len(places) and places[at].start < end:
            inside.append(places[at])
            at += 1
        item = bool(inside) and _is_item(low[start : inside[0].start])
        if inside:
            here = list(_paragraph(low, start, end, inside, lead if item else None))
            found += here
            # A paragraph that ends with a comma, semicolon or colon goes on as a list; an item's list goes on anyway.
            lead = here[0] if item or low[start:end].rstrip().endswith((",", ";", ":")) else None
        else:
            given = _lead(low[start:end])
            lead, idle = (given, 0) if given else (lead, idle + 1)
            lead = lead if idle <= _IDLE else None
    return found


def _is_item(before: str) -> bool:
    """Whether a paragraph begins with its first mention, but for a list mark and «các», «số»."""
    return (
        re.fullmatch(
            r"\s*(?:[-–—+*•·○▪]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]{1,2}|[ivx]{1,5})[.)/])?\s*(?:cac\s+|so\s+)?", before
        )
        is not None
    )


def _lead(paragraph: str) -> Role | None:
    """The role that a paragraph gives to a list of documents after it: it is a short heading or ends with a colon."""
    if len(paragraph) > 160 and not paragraph.rstrip().endswith(":"):
        return None
    near = _near(paragraph.rstrip(" :"), None)
    if near is not None:
        return near
    cues = list(_far(paragraph))
    return cues[-1][1] if cues and cues[-1][1] in (Role.LEGAL_BASIS, Role.IMPLEMENTS) else None


def _paragraph(low: str, start: int, end: int, places: Sequence[Place], lead: Role | None) -> Iterator[Role]:
    sentence, head = start, lead
    last: Role | None = None
    previous: int | None = None
    for place in places:
        begin = _sentence(low, previous if previous is not None else sentence, place.start)
        if begin is not None:
            sentence, previous, last, head = begin, None, None, None
        opening = previous if previous is not None else sentence
        role = _role(low, opening, place, last, head, first=previous is None)
        if role is None:
            role = lead if previous is None and lead else Role.REFERENCE
        if _voided(low, place.end, end) and role is Role.REFERENCE:
            role = Role.REPLACES
        if place.proposal and role is Role.IMPLEMENTS and "de nghi" not in low[opening : place.start]:
            role = Role.REFERENCE  # nobody implements a proposal or a report
        head = head or role
        previous, last = place.end, role
        yield role


def _sentence(low: str, start: int, end: int) -> int | None:
    """Where the sentence begins that holds `end`, if one ends after `start`; text is lower case, so a stop and a space."""
    last = None
    for match in re.finditer(r"(?<![\s.]\w)(?<!\btp)(?<!\bths)(?<!\d)[.!?]\s+(?!\d)|\./\.?\s*", low[start:end]):
        last = match
    return start + last.end() if last else None


def _role(low: str, opening: int, place: Place, last: Role | None, head: Role | None, *, first: bool) -> Role | None:
    gap = low[opening : place.start]
    near = _near(low[opening : place.mention], last)
    if near is Role.ATTACHES and first and re.match(r"\W*can cu\b", gap):
        return Role.LEGAL_BASIS  # «Căn cứ Quy chế … ban hành kèm theo Thông tư …»
    if near is not None:
        return near
    if not first and last is not None:
        if re.fullmatch(r"[\s,;:()]*(?:\b(?:va|cung|hoac|voi|cac|so|cung\s+ngay)\b[\s:]*)*", gap):
            return last
        if re.fullmatch(
            r"[\s,;]*(?:va\s+)?(?:(?:y\s+kien\s+)?(?:chi\s+dao\s+)?cua\b[^;.]{0,120}?)?\btai(?:\s+cac)?\s*", gap
        ):
            return last
        if re.search(r"(?:[,;]|(?<!\w)va)\s*(?:(?:cac|so|cung)\s+)*$", gap):
            return head
    cues = list(_far(gap))
    if not cues:
        return None
    cue_end, role = cues[-1]
    reach = _FAR if first and len(cues) == 1 else _FAR // 2
    return role if len(gap) - cue_end <= reach or role is Role.LEGAL_BASIS else None


def _near(gap: str, last: Role | None) -> Role | None:
    _, pattern, known = _cues()
    match = pattern.search(gap[-260:])
    if match is None:
        return None
    role = known[" ".join(match["cue"].split())]
    before = gap[-260:][: match.start()]
    if role == _SAME:
        return last
    if role == Role.ATTACHES and re.search(r"\b(?:thay the|bai bo|huy bo)\b[^;.]*$", before):
        return Role.REPLACES  # «thay thế Quy chế … ban hành kèm theo Quyết định …»
    if role == Role.AMENDS and re.search(r"\bdu thao\b[^;.]*$", before):
        return Role.REFERENCE  # a draft amends nothing yet
    return Role(role)


def _far(text: str) -> Iterator[tuple[int, Role]]:
    """The far cues in `text`, each with where it ends."""
    pattern, _, known = _cues()
    for match in pattern.finditer(text):
        words = " ".join(match[0].split())
        role = known.get(words) or next(
            (r for p, r in known.items() if "*" in p and re.fullmatch(_phrase(p), words)), None
        )
        if role:
            yield match.end(), Role(role)


def _voided(low: str, at: int, end: int) -> bool:
    """Whether the words after a mention say that it is no longer in force."""
    after = low[at : min(end, at + 260)].partition(". ")[0]
    return re.search(r"\b(?:het hieu luc|bi bai bo|duoc thay the bang|bi thay the|duoc bai bo)\b", after) is not None
