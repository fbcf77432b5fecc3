"""Short forms resolved to the full mention they mean: «Quyết định 4660», «Thông tư 19/2019», «Thông tư này».

Nghị định 30/2020/NĐ-CP lets a dispatch cite a document in full once and by type and number afterwards. A short form
is resolved only where exactly one document of the dispatch fits; else it is kept as far as it tells who it is, or left.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.registry.issuers import issuer_by_name
from normalize.citation_grammar import Mention, read_tail, type_code, types
from normalize.citation_text import BREAK, Flat
from normalize.ranges import Spans
from normalize.symbols import NumberSymbol, parse_number_symbol
from schemas.plan import Header

# Instruments that another document puts into force: «Đề án 550» is the Decision that approves it.
_APPROVED = frozenset({"ĐA", "DA", "CTr", "QC", "KH", "QyĐ", "PA"})
_SENTENCE = 700  # characters between a document's mention and the definition of its short name
_POINTED = frozenset({"TT", "TTLT", "NĐ", "QĐ", "NQ", "CT", "L", "PL", "CV", "KH", "HD", "TB", "TTr", "KL"})


@dataclass(frozen=True, slots=True)
class Known:
    """A document that the dispatch cites in full: its first dated mention, its type, and the words around it."""

    mention: Mention
    doc_type: str | None
    about: str  # what follows the mention, folded: the subject, where a short name may be defined


@cache
def _short() -> re.Pattern[str]:
    _, words = types()
    number = (
        r"(?P<so>(?i:so)\s*:?\s*)?(?P<number>\d{1,5}[a-z]?)(?:\s?/\s?(?P<year>(?:19|20)\d\d))?"
        r"(?![\w]|\s?[/%]|[.,:]\d|\s?[-–]\s?[A-Z\d])"
    )
    above = r"(?i:(?:da\s+)?(?:noi|neu|vua\s+neu|dan)\s+tren(?!\w)|tren(?=\s*[,.;)]))"
    return re.compile(rf"(?<!\w)(?P<type>{words})\s+(?:{number}|(?P<this>(?i:nay)(?!\w))|{above})")


def find_short(flat: Flat, full: Sequence[Mention], known: Sequence[Known], own: Header | None) -> list[Mention]:
    """The short forms in a text, resolved; `full` are the mentions with a symbol or a law's name, in order."""
    taken = Spans((m.start, m.end) for m in full)
    resolver = _Resolver(flat, full, known, own)
    found = []
    for match in _short().finditer(flat.plain):
        if taken.leave_free(*match.span()):
            mention = resolver.by_number(match) if match["number"] else resolver.by_pointing(match)
            if mention is not None:
                found.append(mention)
    return found


class _Resolver:
    """What the documents cited in full, and the short names defined so far, make of a short form."""

    def __init__(self, flat: Flat, full: Sequence[Mention], known: Sequence[Known], own: Header | None) -> None:
        self.flat, self.full, self.own = flat, full, own
        self.numbered: dict[str, list[Known]] = {}
        self.typed: dict[str | None, list[Known]] = {}
        for document in known:
            self.numbered.setdefault((document.mention.number or "").lstrip("0"), []).append(document)
            self.typed.setdefault(document.doc_type, []).append(document)
        # «(sau đây gọi là Nghị định 30)»: what type and number mean from here on
        self.defined: dict[tuple[str | None, str], Known] = {}

    def by_number(self, match: re.Match[str]) -> Mention | None:
        """«Quyết định 4660», «Thông tư 19/2019»: the one document that it can be, or what its own words tell."""
        code, number, so = type_code(match["type"]), match["number"], bool(match["so"])
        year = int(match["year"]) if match["year"] else None
        mention = Mention(match.start(), match.end(), match.span(), number=number, year=year, typed=code, short=True)
        mention = read_tail(self.flat, mention)
        if _is_own(mention, self.own):
            return None
        fitting = [k for k in self.numbered.get(number.lstrip("0"), ()) if _fits(k, mention)]
        if _defines(self.flat.plain, match.start()):
            meant = _nearest(fitting, self.full, match.start())
            self.defined |= {(code, number): meant} if meant else {}
        resolved = self.defined.get((code, number)) or _one(fitting)
        if resolved is None or not (so or len(number) > 1):
            return _alone(self.flat, mention, so)
        full = resolved.mention
        date, issuer = mention.date or full.date, mention.issuer or full.issuer
        return replace(mention, symbol=full.symbol, year=full.year, typed=resolved.doc_type, date=date, issuer=issuer)

    def by_pointing(self, match: re.Match[str]) -> Mention | None:
        """«Thông tư này», «Kế hoạch nêu trên»: the one document of the type cited before, which is not the dispatch."""
        code = type_code(match["type"])
        own_type = self.own.doc_type if self.own else None
        if code not in _POINTED or _vague(self.flat.plain, match):
            return None
        if match["this"] and (own_type is None or code in (own_type, "CV") or own_type == "TTr"):
            return None  # «Thông tư này» in a Thông tư is itself; in a Tờ trình it is the draft
        before = [k for k in self.typed.get(code, ()) if k.mention.end <= match.start()]
        near = [k for k in before if self._in_sentence(k, match.start())]
        resolved = _one(near or before)
        if resolved is None or resolved.mention.symbol is None:
            return None
        if match["this"] and not (near or _just_cited(resolved, self.full, match.start())):
            return None  # «này» points at what was just said; farther off it is rather a draft's word for itself
        full, span = resolved.mention, match.span()
        return replace(full, start=span[0], end=span[1], anchor=span, typed=code, short=True, pointing=True, apart=None)

    def _in_sentence(self, document: Known, at: int) -> bool:
        """Whether a document was cited in the sentence that holds `at`."""
        ends = (m.end for m in _before(self.full, at, _SENTENCE) if m.symbol == document.mention.symbol)
        stop = re.compile(rf"{BREAK}|[.;]\s+(?=[A-Z])")
        return any(stop.search(self.flat.plain, end, at + 1) is None for end in ends)


def _defines(plain: str, at: int) -> bool:
    """Whether the words before `at` give a short name: «(sau đây gọi tắt là …», «(…»."""
    return (
        re.search(r"(?:\(|goi(?:\s+tat)?(?:\s+la)?|viet\s+tat(?:\s+la)?)\s*[“\"]?$", plain[max(0, at - 40) : at])
        is not None
    )


def _before(full: Sequence[Mention], at: int, reach: int) -> list[Mention]:
    """The full mentions that end in the `reach` characters before `at`, in order."""
    first = bisect_left(full, at - reach, key=lambda m: m.start)
    last = bisect_right(full, at, key=lambda m: m.start)
    return [m for m in full[first:last] if m.end <= at]


def _nearest(fitting: Sequence[Known], full: Sequence[Mention], at: int) -> Known | None:
    """The one of `fitting` that was cited last before `at`, within a sentence's reach."""
    for mention in reversed(_before(full, at, _SENTENCE)):
        symbol = mention.symbol.number_symbol if mention.symbol else None
        for candidate in fitting:
            if candidate.mention.symbol and candidate.mention.symbol.number_symbol == symbol:
                return candidate
    return None


def _is_own(mention: Mention, own: Header | None) -> bool:
    return bool(
        own
        and own.number
        and mention.number
        and own.number.lstrip("0") == mention.number.lstrip("0")
        and (mention.typed == own.doc_type or mention.typed == "CV")
        and (mention.date is None or mention.date.edtf == own.issued_on)
    )


def _fits(known: Known, mention: Mention) -> bool:
    """Whether a short form with a number can mean this document."""
    symbol = known.mention.symbol
    if symbol is None or symbol.number is None or mention.number is None:
        return False
    if symbol.number.lstrip("0") != mention.number.lstrip("0") or (mention.year and mention.year != symbol.year):
        return False
    if mention.date and known.mention.date and mention.date.edtf != known.mention.date.edtf:
        return False
    if mention.typed == known.doc_type or (mention.typed == "CV" and known.doc_type is not None):
        return True
    return mention.typed in _APPROVED and any(word in known.about for word in _APPROVED_WORDS[mention.typed or ""])


_APPROVED_WORDS: dict[str, tuple[str, ...]] = {
    "ĐA": ("de an",),
    "DA": ("du an",),
    "CTr": ("chuong trinh",),
    "QC": ("quy che", "qui che"),
    "KH": ("ke hoach",),
    "QyĐ": ("quy dinh", "qui dinh"),
    "PA": ("phuong an",),
}


def _one(candidates: Sequence[Known]) -> Known | None:
    """The one document that all candidates are, or None where they are several."""
    numbers = {k.mention.symbol.number_symbol for k in candidates if k.mention.symbol}
    return candidates[0] if len(numbers) == 1 else None


def _alone(flat: Flat, mention: Mention, so: bool) -> Mention | None:
    """A short form that no full mention explains: kept where its own words tell which document it is.

    «Nghị định 30/2020» can only be one of the Government; «Thông tư 19/2019 của Bộ A» only that of A; a number alone
    needs a date or an issuer («Công văn số 12 ngày 3/4/2031»).
    """
    titled = flat.plain[mention.start].isupper() or so
    dated = mention.date is not None and mention.date.edtf is not None
    if mention.year and titled:
        return replace(mention, symbol=_inferred(mention), short=not dated)
    if dated and (so or (titled and mention.typed not in _APPROVED)):
        return replace(mention, short=False)
    return mention if so and titled and mention.issuer else None


def _inferred(mention: Mention) -> NumberSymbol | None:
    """The full symbol where law leaves one possibility (Luật 64/2025/QH15: decrees are the Government's alone)."""
    if mention.typed == "NĐ":
        return parse_number_symbol(f"{mention.number}/{mention.year}/NĐ-CP")
    body = issuer_by_name(mention.issuer.name) if mention.issuer else None
    if mention.typed == "TT" and body and body.kind == "ministry":
        return parse_number_symbol(f"{mention.number}/{mention.year}/TT-{body.code}")
    return None


def _just_cited(known: Known, full: Sequence[Mention], at: int) -> bool:
    """Whether a document was cited in full shortly before `at`."""
    return any(m.symbol == known.mention.symbol for m in _before(full, at, _SENTENCE))


def _vague(plain: str, match: re.Match[str]) -> bool:
    """Whether the words mean any document («văn bản nêu trên», «các văn bản trên») or a draft."""
    before = plain[max(0, match.start() - 20) : match.start()].lower()
    return match["type"].lower().startswith("van") or re.search(r"\b(?:du\s+thao|cac|nhung)\s+$", before) is not None
