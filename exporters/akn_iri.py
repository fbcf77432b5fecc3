"""IRIs of Vietnamese documents by the naming convention of Akoma Ntoso (OASIS akn-nc v1.0, part 4).

`/akn/vn/act/thongtu/2019-11-12/19-2019-tt-bgddt`, `/akn/vn/doc/kehoach/so-giao-duc-va-dao-tao/2024-03-04/45-kh-sgddt`. An act's
symbol is its own in the whole country; that of any other document only within its office, whose name is therefore in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from exporters.tables import doc_type_names
from exporters.wording import day_of
from schemas.facts import Citation, Provision
from schemas.plan import Plan

UNKNOWN_DATE = "0001-01-01"  # the schema wants a day where a dispatch may have none; no office is that old
# Normative by their type; others are where their symbol bears a year (Luật Ban hành văn bản quy phạm pháp luật).
_ACTS = frozenset({"HP", "L", "PL", "NĐ", "TT", "TTLT"})
_ACTS_WITH_YEAR = frozenset({"NQ", "QĐ", "CT"})
_YEAR = re.compile(r"/(\d{4})/|/(?=QH\d)")


def slug(text: str, joint: str = "-") -> str:
    """Return `text` in plain small letters: «Sở Giáo dục và Đào tạo» is `so-giao-duc-va-dao-tao`."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return joint.join(re.findall(r"[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c))))


def is_act(doc_type: str | None, number_symbol: str | None) -> bool:
    """Whether a document is normative, an `act`; all else is a `doc`."""
    if doc_type in _ACTS:
        return True
    return doc_type in _ACTS_WITH_YEAR and bool(_YEAR.search(number_symbol or ""))


def subtype(doc_type: str | None, name: str | None = None) -> str:
    """Return a type's name as Akoma Ntoso uses it: `kehoach`, `thongtu`; `vanban` where the type is not known."""
    return slug(doc_type_names().get(doc_type or "") or name or "Văn bản", "")


def of_plan(plan: Plan) -> str:
    """Return the IRI of the work that a plan was read from; one without a number is named by the plan's id."""
    header = plan.header
    number = slug(header.number_symbol or "") or f"id-{plan.id[:16]}"
    kind = subtype(header.doc_type, header.doc_type_name)
    return _iri(header.doc_type, header.number_symbol, kind, header.issuer, _date(header.issued_on), number)


def of_citation(citation: Citation) -> str | None:
    """Return the IRI of the work, or of the place in it, that a citation names; None where it names neither number nor name."""
    number = slug(citation.number_symbol or citation.name or "")
    if not number:
        return None
    date = _date(citation.issued_on)
    if date == UNKNOWN_DATE and citation.year:
        date = str(citation.year)
    work = _iri(
        citation.doc_type, citation.number_symbol, subtype(citation.doc_type), citation.issuer, date, number
    )  # fmt: skip
    place = portion(citation.provisions[0]) if len(citation.provisions) == 1 else ""
    return f"{work}/~{place}" if place else work


def completed(citations: Sequence[Citation]) -> list[Citation]:
    """Return the mentions, each with the date and issuer that other mentions of the same document give.

    A symbol that is mentioned with two dates names two documents, or one by mistake: then nothing is filled in.
    """
    dates: dict[str, set[str]] = {}
    issuers: dict[str, str] = {}
    for citation in citations:
        if citation.number_symbol and citation.issued_on:
            dates.setdefault(citation.number_symbol, set()).add(citation.issued_on)
        if citation.number_symbol and citation.issuer:
            issuers.setdefault(citation.number_symbol, citation.issuer)
    found = []
    for citation in citations:
        said = dates.get(citation.number_symbol or "", set())
        more = {"issuer": citation.issuer or issuers.get(citation.number_symbol or "")} if len(said) < 2 else {}
        if len(said) == 1:
            more["issued_on"] = citation.issued_on or next(iter(said))
        found.append(citation.model_copy(update=more))
    return found


def portion(provision: Provision) -> str:
    """Return where in an act a provision stands: `art_7__para_2__point_a`."""
    parts = (
        ("chp", provision.chapter if not provision.article else None),
        ("art", provision.article), ("para", provision.clause), ("point", provision.point),
    )  # fmt: skip
    if provision.annex or (provision.clause and not provision.article):  # no place that an IRI can tell
        return ""
    return "__".join(f"{name}_{number}" for name, number in parts if number)


def exact_day(edtf: str | None) -> str:
    """Return the day an EDTF date names, `UNKNOWN_DATE` where it names none."""
    return edtf if edtf and day_of(edtf) else UNKNOWN_DATE


def _iri(doc_type: str | None, symbol: str | None, kind: str, issuer: str | None, date: str, number: str) -> str:
    if is_act(doc_type, symbol):
        return f"/akn/vn/act/{kind}/{date}/{number}"
    author = slug(issuer or "")
    return "/".join(part for part in ("/akn/vn/doc", kind, author, date, number) if part)


def _date(edtf: str | None) -> str:
    """Return an EDTF date as far as it is known (day, month or year)."""
    return edtf if edtf and "/" not in edtf else UNKNOWN_DATE
