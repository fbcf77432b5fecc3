"""Who issued the documents whose mentions do not say so in full: from other mentions, the symbol, or the letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from corpus.registry.issuers import issuer_by_code
from normalize.citation_grammar import Mention
from normalize.citation_issuers import MentionIssuer
from normalize.citation_text import Flat
from normalize.symbols import NumberSymbol
from schemas.plan import Header
from vietnamese.letters import fold, strip_marks

_LAWGIVERS = {"L": "Quốc hội", "HP": "Quốc hội", "PL": "Ủy ban Thường vụ Quốc hội"}
_LEVELS = "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn"


def name_issuers(flat: Flat, mentions: Sequence[Mention], own: Header | None) -> list[Mention]:
    """Give each mention its issuer's full name as far as the dispatch or the symbol tells it.

    «UBND tỉnh» becomes «UBND tỉnh A» where the dispatch names one province only; «Trường ĐHSP» takes the full name that
    another mention with the same code in its symbol prints; a mention without an issuer that of another mention of the
    same document, else the body that its symbol tells.
    """
    places = {level: _place(flat, level, own) for level in _levels(mentions)}
    completed = [_completed(m, places) for m in mentions]
    by_code = _full_names(completed)
    by_document: dict[str, MentionIssuer] = {}
    for mention in completed:
        if mention.issuer and mention.symbol and mention.symbol.number_symbol:
            by_document.setdefault(mention.symbol.number_symbol, mention.issuer)
    return [_named(m, by_document, by_code) for m in completed]


def _named(mention: Mention, by_document: dict[str, MentionIssuer], by_code: dict[str, str]) -> Mention:
    symbol, issuer = mention.symbol, mention.issuer
    if issuer is None and symbol and symbol.number_symbol:
        issuer = by_document.get(symbol.number_symbol)
    if issuer is None:
        name = (_of_symbol(symbol.issuers) if symbol else None) or _LAWGIVERS.get(mention.typed or "")
        issuer = MentionIssuer(mention.start, mention.end, name) if name else None
    elif symbol and symbol.issuer in by_code and _abbreviated(issuer.name):
        issuer = replace(issuer, name=by_code[symbol.issuer])
    return replace(mention, issuer=issuer)


@cache
def _of_symbol(issuers: tuple[str, ...]) -> str | None:
    """The bodies behind a symbol's codes; of local bodies the code tells the kind only («SGDĐT»), of UBND not even that."""
    bodies = [issuer_by_code(code) for code in issuers]
    names = [body.name for body in bodies if body is not None and body.kind not in ("local", "party")]
    return " và ".join([", ".join(names[:-1]), names[-1]] if names[:-1] else names) or None


def _full_names(mentions: Sequence[Mention]) -> dict[str, str]:
    """For codes of single bodies («ĐHSP») the name that some mention prints without abbreviations."""
    found: dict[str, str] = {}
    for code, name in _coded(mentions):
        if not _abbreviated(name) and len(name) > len(found.get(code, "")):
            found[code] = name
    return found


def _coded(mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    for mention in mentions:
        symbol: NumberSymbol | None = mention.symbol
        code = symbol.issuer if symbol else None
        body = issuer_by_code(code) if code else None
        if code and mention.issuer and (body is None or body.unique or body.kind == "organisation"):
            yield code, mention.issuer.name


def _abbreviated(name: str) -> bool:
    return re.search(r"(?<!\w)[A-ZĐ]{2,}(?!\w)", name) is not None


@cache
def _bare() -> re.Pattern[str]:
    councils = "UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân"
    return re.compile(rf"(?:{councils})\s+(?P<level>{_LEVELS})", re.IGNORECASE)


def _level(mention: Mention) -> str | None:
    """The level that a council without a place names: «tỉnh» in «UBND tỉnh»."""
    bare = _bare().fullmatch(mention.issuer.name) if mention.issuer else None
    return bare["level"].lower() if bare else None


def _levels(mentions: Sequence[Mention]) -> list[str]:
    return sorted({level for m in mentions if (level := _level(m))})


def _completed(mention: Mention, places: dict[str, str | None]) -> Mention:
    level = _level(mention)
    place = places.get(level) if level else None
    if mention.issuer is None or place is None:
        return mention
    return replace(mention, issuer=replace(mention.issuer, name=f"{mention.issuer.name} {place}"))


def _place(flat: Flat, level: str, own: Header | None) -> str | None:
    """The one place of a level that the letterhead or else the text names («tỉnh A»)."""
    council = r"(?:UBND|Uy ban nhan dan|HDND|Hoi dong nhan dan)"
    name = re.compile(rf"{council}\s+(?i:{strip_marks(level)})\s+(?P<name>[A-Z]\w*(?:\s+[A-Z]\w*){{0,3}})")
    for office in (own.issuer, own.issuer_parent) if own else ():
        found = name.search(strip_marks(office or ""))
        if found and office:
            return office[found.start("name") : found.end("name")]
    printed = {fold(m["name"]): m.span("name") for m in name.finditer(flat.plain) if not m["name"].isupper()}
    return flat.printed(*next(iter(printed.values()))) if len(printed) == 1 else None
