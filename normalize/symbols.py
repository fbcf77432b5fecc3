"""Numbers and symbols of documents: «26 /2012/TT- BGDĐT» is number 26, year 2012, symbol TT-BGDĐT, a Thông tư of BGDĐT.

The forms are those of Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I (số, ký hiệu), of the law on promulgating legal
documents (n/yyyy/TT-BGDĐT, n/yyyy/QH14), of the Party (n-CT/TW), and those of older offices (63-NĐ/CP, 202/TCCP-VC).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.registry.document_types import document_types
from corpus.registry.issuers import issuer_by_code
from corpus.registry.tables import table

DASHES = "-‐‑‒–—−\u00ad"
_JOINT = frozenset({"TTLT", "NQLT", "TTLB"})
_EXTRA_TYPES = {"NQLT": "NQ", "TTLB": "TTLT", "VBHN": "VBHN", "QCPH": "QC", "CTHĐ": "CTr", "CTPH": "CTr", "HDLN": "HD"}
_EXTRA_TYPES |= {"KHLT": "KH", "KHLN": "KH", "KHPH": "KH", "CTLT": "CT", "HDLT": "HD"}
# L stands only in L-CTN; TC in a symbol is nearly always Tài chính or Tổ chức, not Thông cáo.
_NO_SYMBOL_TYPE = frozenset({"L", "HP", "TC"})
_LATE_TYPES = frozenset({"QĐ", "NĐ"})  # old offices wrote the type last: LĐTBXH-QĐ


@dataclass(frozen=True, slots=True)
class NumberSymbol:
    """A number and symbol in canonical spelling: no spaces, hyphen-minus, Đ restored.

    `number` keeps the zeros that are printed («05») and is None where it is left blank; `year` is the one inside the
    symbol; `number_symbol` is None without a number. `doc_type` is the code the symbol tells: CV where it tells none
    (a công văn carries no type), None where it can't (QH13: law or resolution). `issuer` is the first body's code,
    `issuers` all of them in a joint document, `units` the drafting units after it.
    """

    number: str | None
    year: int | None
    symbol: str
    number_symbol: str | None
    doc_type: str | None
    issuer: str | None
    issuers: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def issuer_name(self) -> str | None:
        """The full name of the issuing body where its code alone tells it («TTg»), else None («UBND»)."""
        body = issuer_by_code(self.issuer) if self.issuer else None
        return body.name if body and body.unique else None


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    blank = r"[.…_\s]*"
    head = r"(?:số(?:\s+hiệu)?\s*[:.]?\s*)?"
    number = r"(?P<number>\d{1,6}(?:[a-zđ]|-(?:19|20)\d\d(?=\s*/))?)?"  # 30a/2008/NQ-CP; 19-2018/NQ-CP
    symbol = r"(?P<symbol>[^\W\d_][\w&.,/\-]*)"
    spaced = rf"{head}{blank}{number}{blank}"
    slash = re.compile(rf"{spaced}/{blank}(?:(?P<year>(?:19|20)\d\d)[/\-])?{symbol}", re.IGNORECASE)
    hyphen = re.compile(rf"{spaced}-{symbol}", re.IGNORECASE)
    return slash, hyphen


def parse_number_symbol(text: str) -> NumberSymbol | None:
    """The number and symbol that `text` is («Số: 3785 /KH-SGDĐT», «29 - NQ/TW», «…/2020/TT-BGDĐT»), or None.

    `text` must hold nothing else, but «Số:» before it and a full stop, comma or semicolon after it are let pass.
    """
    tidy = _tidy(text)
    slash, hyphen = _forms()
    found = slash.fullmatch(tidy)
    party = None if found else hyphen.fullmatch(tidy)
    match = found or party
    if match is None:
        return None
    symbol = _symbol(match["symbol"])
    if symbol is None or (party and "/" not in symbol and not _known(symbol.split("-")[0])):
        return None  # «12-A» is no symbol, «242-HĐBT» is
    number = match["number"]
    year = int(match["year"]) if found and match["year"] else _late_year(symbol) or _early_year(number)
    return _read(number.lower() if number else None, year, symbol, "-" if party else "/")


def _tidy(text: str) -> str:
    """One hyphen for all dashes, no space beside «/», «-» and «&», no closing punctuation; eth is Đ."""
    text = re.sub(rf"[{DASHES}]", "-", text.strip().rstrip(".,;: ")).replace("ð", "đ").replace("Ð", "Đ")
    return re.sub(r"\s*([/\-&])\s*", r"\1", text)


def _late_year(symbol: str) -> int | None:
    """The year that local councils once put last: «12/NQ-HĐND/2016»."""
    found = re.search(r"/((?:19|20)\d\d)$", symbol)
    return int(found[1]) if found else None


def _early_year(number: str | None) -> int | None:
    """The year beside the number, as resolutions of the Government print it: «19-2018/NQ-CP»."""
    found = re.search(r"-(\d{4})$", number or "")
    return int(found[1]) if found else None


def _read(number: str | None, year: int | None, symbol: str, joint: str) -> NumberSymbol:
    groups = [g for g in re.split(r"[-/]", symbol) if g and not g.isdigit()]
    doc_type, bodies = _type_of(groups)
    issuers = tuple(bodies) if groups[0] in _JOINT else tuple(bodies[:1])
    elsewhere = symbol.endswith(f"/{year}") or (number or "").endswith(f"-{year}")
    year_part = f"{year}/" if year and not elsewhere else ""
    return NumberSymbol(
        number=number,
        year=year,
        symbol=symbol,
        number_symbol=f"{number}{joint}{year_part}{symbol}" if number else None,
        doc_type=doc_type,
        issuer=issuers[0] if issuers else None,
        issuers=issuers,
        units=() if groups[0] in _JOINT else tuple(bodies[1:]),
    )


@cache
def _types() -> dict[str, str]:
    codes = {t.code: t.code for t in document_types() if t.code.isalpha() and t.code not in _NO_SYMBOL_TYPE}
    return {**codes, **_EXTRA_TYPES}


def _type_of(groups: list[str]) -> tuple[str | None, list[str]]:
    """The type code that the groups of a symbol tell, and the groups left: bodies and units."""
    first, last = groups[0], groups[-1]
    parliament = re.fullmatch(r"(QH|UBTVQH)[0-9IVX]*", first)
    if parliament:
        return None, [parliament[1]]
    if first == "L" and last == "CTN":
        return "L-CTN", ["CTN"]
    if first in _types():
        return _types()[first], [re.sub(r"^(UBTVQH)\d+$", r"\1", g) for g in groups[1:]]
    if len(groups) == 2 and last in _LATE_TYPES:
        return last, [first]
    if groups == ["CP"]:
        return "NĐ", ["CP"]  # 36/CP: decrees of the 1990s
    return "CV", groups


def _symbol(text: str) -> str | None:
    """The symbol in canonical letters, or None where `text` is no symbol."""
    parts = re.split(r"([-/])", text)
    groups = [_group(part) if i % 2 == 0 else part for i, part in enumerate(parts)]
    if len(groups) == 1 and not _known(groups[0]):
        groups = [_unglued(groups[0])]
    short = len(groups[0]) < 2 and groups != ["L", "-", "CTN"]
    if not all(groups) or short or (text.islower() and not _known(groups[0])):
        return None
    return "".join(groups)


def _unglued(group: str) -> str:
    """The hyphen put back between a type and its body: «NĐCP», «KHUBND»."""
    for code in sorted(_types(), key=len, reverse=True):
        if group.startswith(code) and issuer_by_code(group[len(code) :]):
            return f"{code}-{group[len(code) :]}"
    return group


def _known(group: str) -> bool:
    return group in _types() or issuer_by_code(group) is not None


@cache
def _spellings() -> dict[str, str]:
    return {row["wrong"]: row["right"] for row in table("symbol_parts")}


def _group(group: str) -> str:
    """A group of a symbol in its right letters: «QD» QĐ, «TTTr» TTr, «bgdđt» BGDĐT, glued «CPng» CP."""
    right = _spellings().get(group.upper())
    if right:
        return right
    if group.islower():
        return group.upper()
    glued = re.fullmatch(r"(\w*?[A-ZĐƯ])[^\W\d_A-ZĐƯ]+", group)
    if glued and _known(glued[1]):
        return glued[1]
    return group
