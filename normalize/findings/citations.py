"""Cited documents against each other, against the registry and against the dispatch's own day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.registry.document_types import type_by_code
from corpus.registry.issuers import issuer_by_code, issuer_by_name
from corpus.registry.known_documents import known_document
from corpus.registry.tables import table
from normalize.findings.base import View, finding, listing, quoted, vietnamese
from normalize.symbols import parse_number_symbol
from schemas.facts import Citation, Evidence, Finding, Severity
from vietnamese.letters import fold

_TYPE_WORDS = {
    "thông tư": "TT", "nghị định": "NĐ", "quyết định": "QĐ", "kế hoạch": "KH", "tờ trình": "TTr", "chỉ thị": "CT",
    "nghị quyết": "NQ", "công văn": "CV", "báo cáo": "BC", "thông báo": "TB",
}  # fmt: skip
_NEVER_OFFICES = frozenset({"TTr", "QĐ", "NQ"})  # a letter's symbol begins with its office, which may be «CT» or «KH»
_MANY = 3


def find_citation_faults(view: View) -> Iterator[Finding]:
    """Find `citation_conflict`, `citation_future`, `citation_malformed`."""
    yield from _here(view)
    if view.clean:
        yield from _bodies(view)
    if view.readable:
        yield from _registry(view)
        yield from _later(view)
    yield from _malformed(view)


def numbered(view: View) -> Iterator[tuple[int, Citation]]:
    """The citations with a number, and their indices; short forms of one that was named before are left out."""
    for index, citation in enumerate(view.plan.citations):
        if citation.number_symbol and not citation.short:
            yield index, citation


def _here(view: View) -> Iterator[Finding]:
    """The same document with two days in one dispatch, or with a day of another year than its symbol's."""
    seen: dict[tuple[str, str, str], dict[str, int]] = {}
    odd: set[str] = set()
    for index, citation in numbered(view):
        number, day = citation.number_symbol or "", citation.issued_on
        if not day or len(day) < 10:
            continue
        if citation.year and not day.startswith(str(citation.year)) and number not in odd:
            odd.add(number)
            yield finding(
                "citation_conflict",
                f"{number} mang năm {citation.year} nhưng lại ghi ngày {vietnamese(day)}{_unless_misread(view)}.",
                f"citations[{index}]",
                citation.evidence,
            )
            continue  # one slip is told once
        # a number starts anew each year and in each office: only the same year and office make it the same document
        year = str(citation.year) if citation.year else day[:4]
        seen.setdefault((number, year, fold(citation.issuer or "")), {}).setdefault(day, index)
    for (number, _, _), days in seen.items():
        if len(days) > 1:
            yield finding(
                "citation_conflict",
                f"{number} được dẫn với {len(days)} ngày khác nhau: {listing([vietnamese(day) for day in days])}"
                f"{_unless_misread(view)}.",
                f"citations[{max(days.values())}]",
                [view.plan.citations[index].evidence[0] for index in days.values()],
            )


def _unless_misread(view: View) -> str:
    """What a scan's reader may have done to a figure."""
    return " (có thể do đọc sai từ ảnh, hãy xem bản gốc)" if view.plan.text.method == "ocr" else ""


@cache
def _issued_by() -> re.Pattern[str]:
    return re.compile(r"\bcủa\b")


def _bodies(view: View) -> Iterator[Finding]:
    """A document of one body that is said to be of another, or of another type than its symbol tells."""
    told: set[str] = set()
    for index, citation in numbered(view):
        number = citation.number_symbol or ""
        symbol = parse_number_symbol(number)
        if symbol is None or number in told:
            continue
        body = issuer_by_code(symbol.issuer) if symbol.issuer and len(symbol.issuers) < 2 else None
        # «…, Bộ Tài chính tại …» after a day is the next document's body
        told_so = _issued_by().search(citation.evidence[-1].text) if citation.evidence else None
        said = issuer_by_name(citation.issuer) if citation.issuer and told_so else None
        if body and said and body.unique and said.unique and body.name != said.name:
            told.add(number)
            message = f"{number} được ghi là của {said.name}, nhưng ký hiệu này là của {body.name}."
            yield finding("citation_conflict", message, f"citations[{index}]", citation.evidence)
            continue
        type_word = _type_word().match(citation.evidence[0].text)
        typed = _TYPE_WORDS[type_word[1].lower()] if type_word else None
        shown = symbol.doc_type in _TYPE_WORDS.values() and symbol.doc_type in re.split(r"[-/]", symbol.symbol)
        if typed == "CV" and symbol.doc_type not in _NEVER_OFFICES:
            continue
        if typed and shown and typed != symbol.doc_type:
            told.add(number)
            message = f"{quoted(citation.evidence[0].text, 60)}: loại văn bản và ký hiệu {number} không khớp nhau."
            yield finding("citation_malformed", message, f"citations[{index}]", citation.evidence)


@cache
def _type_word() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(_TYPE_WORDS)})\s+(?:số\b|\d)", re.IGNORECASE)


def _registry(view: View) -> Iterator[Finding]:
    """Another day than public texts print for the document."""
    told: set[tuple[str, str]] = set()
    for index, citation in numbered(view):
        number, day = citation.number_symbol or "", citation.issued_on
        known = known_document(number, day) if day and len(day) == 10 else None
        if known is None or day == known.issued_on or (number, day or "") in told:
            continue
        if (citation.year and not (day or "").startswith(str(citation.year))) or known.days.get(day or "", 0) > 1:
            continue
        if not citation.year:  # without a year in its symbol a number of another year is another document
            continue
        told.add((number, day or ""))
        right = vietnamese(known.issued_on)
        if known.sure:
            message = f"{number} được ghi ngày {vietnamese(day)}, nhưng văn bản này ban hành ngày {right} theo {_source(known.source)}."
            severity = Severity.WARNING
            message = f"{message[:-1]}{_unless_misread(view)}."
        elif not known.days:
            message = f"{number} được ghi ngày {vietnamese(day)}, có thể đúng ra là ngày {right} (chưa kiểm chứng); hãy tra lại."
            severity = Severity.INFO
        else:
            continue
        yield finding("citation_conflict", message, f"citations[{index}]", citation.evidence, severity)


def _source(source: str) -> str:
    return "các văn bản công khai khác" if source == "văn bản công khai" else source


def _later(view: View) -> Iterator[Finding]:
    """A document that was issued after the dispatch that cites it."""
    latest = view.issued_before
    late: dict[str, tuple[int, Citation]] = {}
    for index, citation in numbered(view):
        day = citation.issued_on
        wrong_year = citation.year and not (day or "").startswith(str(citation.year))  # told as a conflict
        if latest and day and len(day) == 10 and day > latest and not wrong_year:
            late.setdefault(citation.number_symbol or "", (index, citation))
    if len(late) > _MANY:  # so many are rather a sign that the day of issue is wrong
        yield finding(
            "citation_future",
            f"{len(late)} văn bản được dẫn có ngày sau ngày ban hành ({vietnamese(view.plan.header.issued_on)}): "
            f"{listing(list(late), 3)}; có thể ngày ban hành ghi hoặc đọc sai.",
            "header.issued_on",
            [citation.evidence[0] for _, citation in late.values()],
        )
        return
    for number, (index, citation) in late.items():
        yield finding(
            "citation_future",
            f"{number} ghi ngày {vietnamese(citation.issued_on)}, sau ngày ban hành của chính văn bản này "
            f"({vietnamese(view.plan.header.issued_on)}){_unless_misread(view)}.",
            f"citations[{index}]",
            citation.evidence,
        )


@cache
def _slips() -> dict[str, str]:
    """Misspelt parts of symbols and what they should be («TTTr»: «TTr»)."""
    return {row["wrong"]: row["right"] for row in table("symbol_parts") if "typing slip" in row["source"]}


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, _slips()))})(?![^\W\d_])", re.IGNORECASE)


def _malformed(view: View) -> Iterator[Finding]:
    spots = [("header.number_symbol", e) for e in view.plan.header.evidence]
    spots += [(f"citations[{i}]", e) for i, c in numbered(view) for e in c.evidence[:1]]
    told: set[str] = set()
    for subject, evidence in spots:
        printed = re.search(r"[^\s:]*/\s*\S+", evidence.text)
        slip = _part().search(printed.group()) if printed else None
        if printed and slip and slip.group() not in told:
            told.add(slip.group())
            right = _slips()[slip.group().upper()]
            yield finding(
                "citation_malformed",
                f"Ký hiệu {quoted(printed.group().strip('.,;()'))} viết sai: «{slip.group()}» phải là «{right}».",
                subject,
                [evidence],
                Severity.WARNING,
            )
    if view.clean:
        yield from _without_year(view)
        yield from _misprinted(view)
        yield from _own_symbol(view)


@cache
def _misprint() -> re.Pattern[str]:
    codes = r"(?:KH|QĐ|CV|TB|HD|BC|TTr|CT|NQ|TT|NĐ)"
    year = rf"\d{{1,4}}/(?P<year>(?!(?:19|20)\d\d/)\d{{3,6}})/(?:{codes}|TTLT)-"
    glued = rf"\d{{1,5}}(?:/\d{{4}})?(?P<glued>{codes})-"
    dashed = r"\d{1,4}(?P<dashed>-)20\d\d/(?:NĐ|TT|TTLT|QĐ|NQ)-"
    # until 2004 some ministries wrote «12/2003/QĐ/BGD»
    stroke = r"\d{1,4}/20(?:0[5-9]|[1-9]\d)/(?:NĐ|TT|TTLT|QĐ|NQ)(?P<stroke>/)"
    joined = r"\d{1,4}/20(?:0[5-9]|[1-9]\d)/(?:(?P<joined>NĐ)(?=CP\b)|(?P<body>TT|TTLT)(?=B[A-ZĐ]{2,}\b))"
    starts = "|".join((year, glued, dashed, stroke, joined))
    return re.compile(rf"(?<![\w/])(?:{starts})[A-ZĐ]{{2}}[\w&-]*")


_SLIPS = {
    "glued": "thiếu dấu gạch chéo trước ký hiệu",
    "dashed": "phải có dấu gạch chéo trước năm",
    "stroke": "phải có dấu gạch nối trước tên cơ quan",
    "joined": "thiếu dấu gạch nối trước tên cơ quan",
    "body": "thiếu dấu gạch nối trước tên cơ quan",
    "year": "ghi sai năm",
}


def _misprinted(view: View) -> Iterator[Finding]:
    """A year that is none («01/12011/TT-BNV») and wrong marks («274KH-UBND», «30-2020/NĐ-CP», «115/2020/NĐCP»)."""
    told: dict[str, Evidence] = {}
    whys = []
    for match in _misprint().finditer(view.part.content):
        if match.group() not in told:
            whys.append(f"{quoted(match.group())} {_SLIPS[match.lastgroup or 'year']}")
            told[match.group()] = view.part.evidence(match.start(), match.end())
    if told:
        yield finding("citation_malformed", f"Ký hiệu viết sai: {listing(whys, 3)}.", None, told.values())


def _own_symbol(view: View) -> Iterator[Finding]:
    """A dispatch whose type line and symbol tell two types (TỜ TRÌNH with «TT-ĐTN»: TT is Thông tư)."""
    header = view.plan.header
    shown = (header.symbol or "").split("-")[0]
    kind = type_by_code(shown)
    if header.doc_type == "CV":
        return  # a letter's symbol begins with its office: «5528/CT-CS» is of Cục Thuế
    if kind and header.doc_type_name and kind.code != header.doc_type and fold(kind.name) != fold(header.doc_type_name):
        yield finding(
            "citation_malformed",
            f"Tên loại là {header.doc_type_name} nhưng ký hiệu {header.symbol} ghi «{shown}» (viết tắt của {kind.name}).",
            "header.symbol",
            header.evidence[:1],
        )


def _without_year(view: View) -> Iterator[Finding]:
    """Decrees and circulars carry the year in their symbols since 1997 (Luật Ban hành văn bản quy phạm pháp luật 1996)."""
    lacking: dict[str, int] = {}
    for index, citation in numbered(view):
        number = citation.number_symbol or ""
        if re.fullmatch(r"\d+[/-](?:NĐ-CP|TT-B[A-ZĐ&]+)", number) and (citation.issued_on or "0") >= "1997":
            lacking.setdefault(number, index)
    if lacking:
        first = next(iter(lacking.values()))
        yield finding(
            "citation_malformed",
            f"Ký hiệu thiếu năm ban hành: {listing(list(lacking))} (nghị định, thông tư ghi dạng số/năm/ký hiệu).",
            f"citations[{first}]",
            [view.plan.citations[index].evidence[0] for index in lacking.values()],
        )
