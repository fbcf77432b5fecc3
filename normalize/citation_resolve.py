"""Short forms resolved to the full mention they mean: «Quyết định 4660», «Thông tư 19/2019», «Thông tư này».

Nghị định 30/2020/NĐ-CP lets a dispatch cite a document in full once and by type and number afterwards. A short form
is resolved only where exactly one document of the dispatch fits; else it is kept as far as it tells who it is, or left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.registry.issuers import issuer_by_name
from normalize.citation_grammar import Mention, read_tail, type_code, types
from normalize.citation_text import Flat
from normalize.symbols import NumberSymbol, parse_number_symbol
from schemas.plan import Header

# Instruments that another document puts into force: «Đề án 550» is the Decision that approves it.
_APPROVED = frozenset({"ĐA", "DA", "CTr", "QC", "KH", "QyĐ", "PA"})
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
    return re.compile(
        rf"(?<!\w)(?P<type>{words}|(?i:de\s+an|du\s+an|chuong\s+trinh))\s+(?P<so>(?i:so)\s*:?\s*)?"
        rf"(?P<number>\d{{1,5}}[a-z]?)(?:\s?/\s?(?P<year>(?:19|20)\d\d))?(?![\w]|\s?[/%]|[.,:]\d|\s?[-–]\s?[A-Z\d])"
    )


@cache
def _pointing() -> re.Pattern[str]:
    _, words = types()
    return re.compile(
        rf"(?<!\w)(?P<type>{words})\s+(?:(?P<this>(?i:nay))|(?i:(?:da\s+)?(?:noi|neu|vua\s+neu|dan)\s+tren|tren(?=\s*[,.;)])))(?!\w)"
    )


def find_short(flat: Flat, full: Sequence[Mention], known: Sequence[Known], own: Header | None) -> list[Mention]:
    """The short forms in a text, resolved; `full` are the mentions with a symbol or a law's name, in order."""
    taken = [(m.start, m.end) for m in full]
    found = [*_by_number(flat, taken, known, own)]
    taken += [(m.start, m.end) for m in found]
    return found + list(_by_pointing(flat, taken, known, own))


def _free(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return not any(start < b and a < end for a, b in taken)


def _by_number(
    flat: Flat, taken: Sequence[tuple[int, int]], known: Sequence[Known], own: Header | None
) -> Iterator[Mention]:
    for match in _short().finditer(flat.plain):
        if not _free(taken, *match.span()):
            continue
        code = type_code(match["type"])
        year = int(match["year"]) if match["year"] else None
        mention = Mention(
            match.start(), match.end(), match.span(), number=match["number"], year=year, typed=code, short=True
        )
        mention = read_tail(flat, mention)
        if _is_own(mention, own):
            continue
        resolved = _one([k for k in known if _fits(k, mention)])
        if resolved is not None and (match["so"] or len(match["number"]) > 1):
            yield replace(
                mention, symbol=resolved.mention.symbol, typed=resolved.doc_type, **_identity(mention, resolved)
            )
        elif (unresolved := _alone(flat, mention, bool(match["so"]))) is not None:
            yield unresolved


def _identity(mention: Mention, resolved: Known) -> dict[str, object]:
    """Date and issuer of a short form: what it prints itself, else those of the full mention."""
    full = resolved.mention
    return {"date": mention.date or full.date, "issuer": mention.issuer or full.issuer, "year": full.year}


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
    if mention.year and titled:
        return replace(mention, symbol=_inferred(mention), short=True)
    if mention.date and mention.date.edtf and (so or titled):
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


def _vague(plain: str, match: re.Match[str]) -> bool:
    """Whether the words mean any document («văn bản nêu trên», «các văn bản trên») or a draft."""
    before = plain[max(0, match.start() - 20) : match.start()].lower()
    return match["type"].lower().startswith("van") or re.search(r"\b(?:du\s+thao|cac|nhung)\s+$", before) is not None


def _by_pointing(
    flat: Flat, taken: Sequence[tuple[int, int]], known: Sequence[Known], own: Header | None
) -> Iterator[Mention]:
    """«Thông tư này» and «Kế hoạch nêu trên», where one document of the type was cited before and it is not the dispatch."""
    own_type = own.doc_type if own else None
    for match in _pointing().finditer(flat.plain):
        code = type_code(match["type"])
        if code not in _POINTED or not _free(taken, *match.span()) or _vague(flat.plain, match):
            continue
        if match["this"] and (own_type is None or code in (own_type, "CV") or own_type == "TTr"):
            continue  # «Thông tư này» in a Thông tư is itself; in a Tờ trình it is the draft
        before = [k for k in known if k.doc_type == code and k.mention.end <= match.start()]
        resolved = _one(before)
        if resolved is None or resolved.mention.symbol is None:
            continue
        full = resolved.mention
        yield Mention(
            match.start(),
            match.end(),
            match.span(),
            symbol=full.symbol,
            number=full.number,
            year=full.year,
            typed=code,
            date=full.date,
            issuer=full.issuer,
            short=True,
            pointing=True,
        )
