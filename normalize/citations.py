"""Citations: every mention of another document, with its number, date, issuer, subject, provisions, role and evidence.

The order of the work: the text is stripped of marks (`citation_text`), mentions by number (`citation_grammar`) and laws
by name (`citation_laws`) are read, the dispatch's own number is left out, short forms are resolved
(`citation_resolve`), provisions (`citation_provisions`) and roles (`citation_roles`) are read around each mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from corpus.registry.issuers import issuer_by_name, nearest_issuer
from normalize.citation_apart import read_apart
from normalize.citation_authors import name_issuers
from normalize.citation_grammar import Mention, find_mentions
from normalize.citation_laws import find_laws
from normalize.citation_provisions import provisions_before
from normalize.citation_resolve import Known, find_short
from normalize.citation_roles import Place, roles
from normalize.citation_subjects import read_subject
from normalize.citation_text import BREAK, Flat, flatten
from normalize.part import Part
from normalize.ranges import Spans
from schemas.facts import Citation, Provision, Role
from schemas.plan import Header
from vietnamese.letters import fold

_LETTERHEAD = 1500  # characters in which the dispatch's own number stands where zones are not known
_INSTRUMENTS = frozenset(
    {"ĐA", "DA", "CTr", "QC", "PA", "CV"}
)  # approved by, or a generic word for, what the symbol tells


class Zones(Protocol):
    """What is asked of `normalize.structure.Zones`: where the letterhead stands, from its start to its end."""

    @property
    def letterhead(self) -> tuple[int, int]:
        """Start and end offset."""


def find_citations(part: Part, zones: Zones | None = None, own: Header | None = None) -> list[Citation]:
    """Find all citations of a dispatch in reading order, one entry a mention.

    `own` is the dispatch's header: its own number is no citation, and short forms that mean itself are none.
    """
    flat = flatten(part)
    head_end = zones.letterhead[1] if zones else min(_LETTERHEAD, len(flat.content))
    full = _merge(find_laws(flat), find_mentions(flat))
    full = [m for m in read_apart(flat, full) if not _own(flat, m, own, head_end)]
    known = list(_known(flat, full))
    mentions = sorted([*full, *find_short(flat, full, known, own)], key=lambda m: (m.start, m.end))
    begins = [_provisions(flat, m, mentions[i - 1].end if i else 0) for i, m in enumerate(mentions)]
    places = [
        Place(begin, m.start, m.end, _doc_type(flat, m) in ("TTr", "BC"))
        for m, (begin, _) in zip(mentions, begins, strict=True)
    ]
    found_roles = roles(flat, places)
    mentions = name_issuers(flat, mentions, own)
    citations = []
    for i, (mention, role) in enumerate(zip(mentions, found_roles, strict=True)):
        after = _end_of_title(flat, mentions, places, i)
        citations.append(_citation(part, flat, mention, role, begins[i][1], after))
    return citations


def _end_of_title(flat: Flat, mentions: Sequence[Mention], places: Sequence[Place], i: int) -> int:
    """Where the next mention begins that is not part of this one's title («… một số điều của Luật Giáo dục»)."""
    inside = re.compile(r"\b(?:cua|thi hanh|thuc hien|ap dung)\s+$", re.IGNORECASE)
    for j in range(i + 1, len(mentions)):
        named = mentions[j].name and not mentions[j].symbol and not mentions[j].date
        if not (named and inside.search(flat.plain[max(0, places[j].start - 14) : places[j].start])):
            return places[j].start
    return len(flat.content)


def _merge(laws: Sequence[Mention], numbered: Sequence[Mention]) -> list[Mention]:
    """Laws by name, and the numbered mentions that are not part of one."""
    named = Spans((law.start, law.end) for law in laws)
    free = [m for m in numbered if named.leave_free(*m.anchor)]
    return sorted([*laws, *free], key=lambda m: m.start)


def _own(flat: Flat, mention: Mention, own: Header | None, head_end: int) -> bool:
    """Whether a mention is the dispatch itself: its Số line, its running head, or its number anywhere."""
    line = flat.plain[: mention.start].rpartition(BREAK)[2]
    if mention.typed is None and mention.start < head_end and not line.strip() and _says_so(flat, mention):
        return True
    if own is None or mention.symbol is None:
        return False
    symbol, head = mention.symbol, _heads(line)
    if head and _same_kind(flat, mention, own) and (own.number is None or _key(own.number) == _key(symbol.number)):
        return True
    if own.number_symbol is None or _key(own.number_symbol) != _key(symbol.number_symbol):
        return False
    printed = mention.date.edtf if mention.date else None
    return printed is None or own.issued_on is None or printed == own.issued_on or head


def _same_kind(flat: Flat, mention: Mention, own: Header) -> bool:
    """Whether a mention can be the dispatch, whose number may be stamped or blank: same symbol, else same type."""
    if own.symbol and mention.symbol:
        return _key(own.symbol) == _key(mention.symbol.symbol)
    return own.doc_type is not None and own.doc_type == _doc_type(flat, mention)


def _says_so(flat: Flat, mention: Mention) -> bool:
    return flat.plain[mention.start : mention.start + 2].lower() == "so"


def _heads(line: str) -> bool:
    """Whether `line`, the paragraph before a mention, begins the head of an annex: «(Kèm theo Công văn số … ngày …)»."""
    title = r"(?:[A-Z\d\s.:,–-]{0,150}\(|\(?)"  # «PHỤ LỤC II (Ban hành kèm theo …»
    words = r"(?i:(?:ban\s+hanh\s+)?(?:kem\s+theo|dinh\s+kem|kem))"
    return re.match(rf"\s*{title}\s*{words}\b", line) is not None


def _key(text: str | None) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)|[\W_]", "", fold(text or ""))


def _known(flat: Flat, full: Sequence[Mention]) -> Iterator[Known]:
    """The documents cited in full, each once: with its date where any mention prints one."""
    first: dict[str, Mention] = {}
    about: dict[str, str] = {}
    for mention in full:
        if mention.symbol is None or mention.symbol.number_symbol is None:
            continue
        key = mention.symbol.number_symbol
        held = first.setdefault(key, mention)
        if held.date is None and mention.date is not None:
            first[key] = replace(mention, start=held.start, end=held.end)
        words = flat.plain[mention.end : mention.end + 300].partition(BREAK)[0]
        about[key] = about.get(key, "") + " " + " ".join(words.lower().split())
    for key, mention in first.items():
        yield Known(mention, _doc_type(flat, mention), about[key])


def _provisions(flat: Flat, mention: Mention, limit: int) -> tuple[int, list[Provision]]:
    line = flat.plain.rfind(BREAK, 0, mention.start) + 1
    return provisions_before(flat.plain, flat.content, mention.start, max(limit, line))


def _doc_type(flat: Flat, mention: Mention) -> str | None:
    """The type: that of the word before the number, but the symbol's where the word is generic («văn bản», «đề án»)."""
    told = mention.symbol.doc_type if mention.symbol else None
    if mention.typed is None and mention.symbol and mention.symbol.issuer in ("QH", "UBTVQH"):
        return told or _parliament(flat, mention)
    if mention.typed is None or (mention.typed == "TT" and told == "TTLT"):
        return told
    generic = mention.typed in _INSTRUMENTS and told not in (None, "CV")
    named = flat.plain[mention.start : mention.start + 8].lower().startswith("cong van")
    return told if generic and not named else mention.typed


def _parliament(flat: Flat, mention: Mention) -> str | None:
    """Law, ordinance or resolution: by the last of these words before a number that does not tell («…, số 88/2014/QH13»)."""
    before = flat.plain[max(0, mention.start - 250) : mention.start].rpartition(BREAK)[2]
    words = re.findall(r"\b(?:luat|phap lenh|nghi quyet)\b", " ".join(before.lower().split()))
    return {"luat": "L", "phap lenh": "PL", "nghi quyet": "NQ"}[words[-1]] if words else None


def _citation(
    part: Part,
    flat: Flat,
    mention: Mention,
    role: Role,
    provisions: list[Provision],
    after: int,
) -> Citation:
    symbol = mention.symbol
    issuer, likeness = _issuer(part, mention)
    return Citation(
        doc_type=_doc_type(flat, mention),
        number=mention.number,
        year=symbol.year if symbol else mention.year,
        symbol=symbol.symbol if symbol else None,
        number_symbol=symbol.number_symbol if symbol else _bare(mention),
        name=mention.name,
        issued_on=mention.date.edtf if mention.date else None,
        issuer=issuer,
        subject=None
        if mention.name or mention.pointing
        else read_subject(flat, mention.end, mention.apart[0] if mention.apart else after),
        role=role,
        provisions=provisions,
        short=mention.short,
        evidence=[part.evidence(*span, round(_confidence(flat, mention) * likeness, 2)) for span in _spans(mention)],
    )


def _issuer(part: Part, mention: Mention) -> tuple[str | None, float]:
    """The issuing body, and how like its name what was read is where that may be misspelt."""
    if mention.issuer is None:
        return None, 1.0
    name = mention.issuer.name
    near = None
    if part.doubtful(mention.issuer.start, mention.issuer.end) and issuer_by_name(name) is None:
        near = nearest_issuer(name)
    return (near[0].name, near[1]) if near else (name, 1.0)


def _spans(mention: Mention) -> list[tuple[int, int]]:
    whole = (mention.start, mention.end)
    return [whole, mention.apart] if mention.apart else [whole]


def _bare(mention: Mention) -> str | None:
    """The number of a mention without a symbol: «19/2019», «12»; None for a law by name."""
    if mention.number is None:
        return None
    return f"{mention.number}/{mention.year}" if mention.year else mention.number


def _confidence(flat: Flat, mention: Mention) -> float:
    """How sure the reading is: a whole symbol with type word and date that agree .99, less for each that lacks."""
    symbol = mention.symbol
    if mention.short:
        return 0.9 if symbol and not mention.pointing else 0.8 if symbol else 0.6
    if symbol is None:
        return 0.95 if mention.date else 0.8
    told, dated = symbol.doc_type, mention.date is not None and mention.date.edtf is not None
    agree = mention.typed is None or told is None or mention.typed == told or mention.typed in _INSTRUMENTS
    score = 0.99 if mention.typed and dated else 0.96 if mention.typed or dated else 0.9
    score -= 0.0 if agree else 0.15
    year = mention.date.edtf[:4] if dated and mention.date and mention.date.edtf else None
    score -= 0.1 if symbol.year and year and abs(int(year) - symbol.year) > 1 else 0.0
    return round(score - (0.1 if mention.malformed else 0.0), 2)
