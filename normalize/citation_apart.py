"""Date and issuer that stand apart from number and symbol: before the mention, after its subject, or in the next cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from normalize.citation_dates import read_date
from normalize.citation_grammar import Mention
from normalize.citation_issuers import read_issuer
from normalize.citation_text import BREAK, Flat

_SUBJECT = 400  # characters of a subject, after which date and issuer may still come
_BEFORE = 160  # characters before a mention in which its date and issuer stand


def read_apart(flat: Flat, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, in order, those that print neither date nor issuer themselves with what stands apart."""
    for i, mention in enumerate(mentions):
        if mention.date or mention.name:
            yield mention
            continue
        after = mentions[i + 1].start if i + 1 < len(mentions) else len(flat.plain)
        before = mentions[i - 1].end if i else 0
        found = _before(flat, mention, before)
        if found is mention and mention.issuer is None:
            found = _after_subject(flat, mention, after)
        yield _next_cell(flat, mention) if found is mention else found


@cache
def _issued() -> re.Pattern[str]:
    return re.compile(
        r"(?P<date>(?<!\w)ngay\s+\d[^;.¶]{4,28}?\d{4})\s*,?\s+(?P<body>[^;.¶]{3,90}?)\s+"
        r"(?:da\s+)?(?:co|ra|(?:ky\s+)?ban\s+hanh|ky|phat\s+hanh)\s+(?:cac\s+)?$",
        re.IGNORECASE,
    )


def _before(flat: Flat, mention: Mention, limit: int) -> Mention:
    """«Ngày 3/4/2031, Bộ A ban hành Thông tư số …»."""
    begin = max(limit, mention.start - _BEFORE)
    found = _issued().search(flat.plain[begin : mention.start])
    if found is None:
        return mention
    date = read_date(flat.plain, begin + found.start("date"))
    issuer = read_issuer(flat, begin + found.start("body"), bare=True)
    if date is None or date.edtf is None or issuer is None or issuer.end != begin + found.end("body"):
        return mention
    return replace(mention, date=date, issuer=mention.issuer or issuer, apart=(date.start, issuer.end))


@cache
def _late() -> re.Pattern[str]:
    # «Quyết định số … về việc … ngày 3/4/2031 của Bộ A»; a date of an event has no author after it.
    not_event = r"(?<!tu )(?<!den )(?<!truoc )(?<!sau )(?<!ke tu )(?<!het )(?<!vao )(?<!trong )(?<!luc )"
    return re.compile(
        rf"{not_event}(?=ngay\s+\d[\d/. -]{{3,12}}\d{{4}}\s+cua\s+(?-i:[A-Z])|ngay\s+\d{{1,2}}\s+thang[^;.¶]{{4,16}}\scua\s+(?-i:[A-Z]))"
    )


def _after_subject(flat: Flat, mention: Mention, after: int) -> Mention:
    """«Quyết định số … về việc … ngày 3/4/2031 của Bộ A»."""
    end = min(after, mention.end + _SUBJECT)
    stop = re.compile(rf"[;{BREAK}]|\.\s").search(flat.plain, mention.end, end)
    found = _late().search(flat.plain, mention.end, stop.start() if stop else end)
    date = read_date(flat.plain, found.start()) if found else None
    issuer = read_issuer(flat, date.end) if date and date.edtf else None
    if date is None or issuer is None:
        return mention
    return replace(mention, date=date, issuer=issuer, apart=(date.start, issuer.end))


def _next_cell(flat: Flat, mention: Mention) -> Mention:
    """A date that fills the cell or line after one that the mention fills, as in a table of documents."""
    before = flat.plain[: mention.start].rpartition(BREAK)[2]
    if before.strip() or flat.plain[mention.end : mention.end + 1] not in (BREAK, ""):
        return mention
    cell = flat.plain[mention.end + 1 : mention.end + 40].partition(BREAK)[0]
    date = read_date(flat.plain, mention.end + 1) if cell.strip() else None
    if date is None or date.edtf is None or flat.plain[date.end : mention.end + 1 + len(cell)].strip():
        return mention
    return replace(mention, date=date, apart=(date.start, date.end))
