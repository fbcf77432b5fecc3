"""Gather the legal documents that public texts name: `python -m corpus.registry.make_known_documents TEXTS [--plans FILE]`.

TEXTS is a folder of `*.txt.xz`, a paragraph a line; held-out files and Wikipedia are never read. FILE holds plans, one a
line (`congvan convert … --format json --out -`): what a good text says of itself and of others is counted too.
Written are `known_documents.tsv.xz` (which document is of which day, and how often each day was seen) and
`supersessions.tsv` (what ended on which day, by what).

A document is known by its symbol where that names one body of the country («19/2019/TT-BGDĐT»); a symbol without a year
(«404/QĐ-TTg») starts anew each year and is kept by year of issue. Local symbols («12/KH-UBND») tell no document by themselves.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus.registry.issuers import issuer_by_code
from corpus.registry.known_documents import document_key

_HERE = Path(__file__).parent
_UNREAD = ("heldout", "viwiki")  # kept for tests; no official text
_EDUCATION = ("BGDĐT", "BGD&ĐT", "BGD-ĐT")
_ENACTED = (
    "Thông tư liên tịch|Thông tư|Nghị định|Quyết định|Nghị quyết liên tịch|Nghị quyết|Chỉ thị|Bộ luật|Luật|Pháp lệnh"
)
_TYPES = f"{_ENACTED}|Kế hoạch|Công văn"
_DATE = (
    r"ngày\s+(?P<{0}d>\d{{1,2}})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<{0}m>\d{{1,2}})"
    r"(?:\s*[/.-]\s*|\s+năm\s+)(?P<{0}y>(?:19|20)\d\d)(?!\d)"
)
_SYMBOL = r"(?P<symbol>\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?[/-][A-ZĐ][\wĐđ&]*(?:[-/][A-ZĐ][\wĐđ&]*){0,4})"
_NAMED = re.compile(rf"\b(?P<type>{_TYPES})(?:\s+[^\d;.:]{{1,60}}?)?\s+(?:số\s*:?\s*)?(?:liên tịch\s+)?{_SYMBOL}")
_DATED = re.compile(rf",?\s*{_DATE.format('')}")
_LATER = re.compile(rf"\s+(?P<title>[A-ZĐ][^;]{{8,400}}?)\.?\s+{_DATE.format('')}\s+của\s")
_EFFECT = re.compile(rf"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*,?\s*(?:kể\s+)?từ\s+{_DATE.format('e')}")
_TITLE = re.compile(
    r"(?:\s+của\s+[^;.(]{3,120}?)?\s+(?P<title>(?:về|quy định|ban hành|hướng dẫn|sửa đổi|phê duyệt)\b[^;.(“\"]{8,250})"
)
# Whole documents only: «thay thế Điều 2 Thông tư …» and «thay thế các nội dung … tại Thông tư …» end no document.
_ENDS = re.compile(rf"(?<!được )(?<!bị )(?:thay thế|bãi bỏ)(?:\s+cho)?(?:\s+các)?\s+(?=(?:{_ENACTED})\s)")
_MORE = re.compile(rf"\s*(?:;\s*và|;|,|và)\s*(?=(?:{_ENACTED})\s+(?:liên tịch\s+)?số\s)")
_STOP = re.compile(r"[.:]\s|\btrừ\b|sửa đổi, bổ sung")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "quy định ban hành hướng dẫn về việc thực hiện một số điều của luật và các trong hoạt động quản lý công tác",
    )
)
_SAME_SUBJECT = 0.6  # share of the shorter title's words
_THIS = re.compile(rf"\b({_ENACTED}) này\b")


@dataclass(slots=True)
class Known:
    """What was gathered of one document: how often each day of issue, title and day of effect was printed."""

    days: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    effective: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, order=True)
class Ending:
    """A document (by symbol) ended on a day by a document of type `kind`, whose symbol is `by` where it is known."""

    symbol: str
    since: str
    kind: str
    by: str = ""


@dataclass(slots=True)
class Gathered:
    """All documents by symbol and year (`document_key`), and what ended."""

    known: dict[str, Known] = field(default_factory=lambda: defaultdict(Known))
    endings: set[Ending] = field(default_factory=set)


def gather(lines: Iterable[str], found: Gathered, by: str = "") -> None:
    """Read paragraphs and add to `found` what they say of documents; `by` is the document whose text they are."""
    for line in lines:
        if "/" not in line or " ngày " not in line:
            continue
        for match in _NAMED.finditer(line):
            _read(line, match, found)
        if "thay thế" in line or "bãi bỏ" in line or "hết hiệu lực" in line:
            found.endings.update(_endings(line, by))


def _read(line: str, match: re.Match[str], found: Gathered) -> None:
    symbol = match["symbol"]
    if not unique(symbol):
        return
    near = _DATED.match(line, match.end())
    dated = near or _LATER.match(line, match.end())
    day = _day(dated, "") if dated else None
    if not dated or not day:
        return
    known = found.known[document_key(symbol, day)]
    known.days[day] += 1
    effect = _EFFECT.match(line, line.find("có hiệu lực", dated.end(), dated.end() + 90))
    if near is None:
        known.titles[_tidy(dated["title"])] += 1
        if effect and (since := _day(effect, "e")):
            known.effective[since] += 1
    elif title := _TITLE.match(line, near.end()):
        known.titles[_tidy(title["title"])] += 1


def _endings(line: str, by: str) -> Iterator[Ending]:
    """The documents that end wholly by a paragraph that tells its day of effect and names no part of them."""
    effect = _EFFECT.search(line)
    since = _day(effect, "e") if effect else None
    kind = _THIS.search(line)
    if not since or not kind:
        return
    for start in _ENDS.finditer(line):
        at = start.end()
        while match := _NAMED.match(line, at):
            if unique(match["symbol"]):
                yield Ending(match["symbol"], since, kind[1], by)
            following = _MORE.search(line, match.end())
            stop = _STOP.search(line, match.end())
            if not following or (stop and stop.start() < following.start()):
                break
            at = following.end()


def unique(symbol: str) -> bool:
    """Whether a symbol names one body of the country, so that number and year tell one document."""
    codes = re.split(r"[-/]", re.sub(r"^\d+[a-z]?(?:/\d{4})?[/-]", "", symbol))
    if any(re.fullmatch(r"(QH|UBTVQH)\d{1,2}|TW", code) for code in codes):
        return True
    return any((body := issuer_by_code(code)) and body.unique for code in codes)


def _day(match: re.Match[str], prefix: str) -> str | None:
    try:
        return date(*(int(match[prefix + part]) for part in "ymd")).isoformat()
    except ValueError:
        return None


def _tidy(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip(' .,:-–"“”')


def read_plans(path: Path, found: Gathered) -> None:
    """Add what dispatches of good text say; each names another document's day once at most."""
    for line in path.read_text(encoding="utf-8").splitlines():
        plan = json.loads(line)
        if plan["text"]["restored"] or plan["text"]["method"] == "ocr":
            continue
        one = Gathered()
        header = plan["header"]
        own = header["number_symbol"] or ""
        gather(plan["text"]["content"].splitlines(), one, own if unique(own) else "")
        for key, known in one.known.items():
            found.known[key].days.update(set(known.days))
            found.known[key].titles.update(set(known.titles))
        found.endings |= one.endings
        if unique(own) and len(header["issued_on"] or "") == 10:
            found.known[document_key(own, header["issued_on"])].days[header["issued_on"]] += 1


def known_rows(found: Gathered) -> Iterator[str]:
    """A row a document that was seen twice, or once where it tells its day of effect or is of the field of education."""
    for key, known in sorted(found.known.items()):
        seen = sum(known.days.values())
        if seen > 1 or known.effective or any(code in key for code in _EDUCATION):
            days = "|".join(f"{day}:{count}" for day, count in _ranked(known.days))
            yield "\t".join((key, days, _best(known.effective), _best(known.titles)[:200]))


def ending_rows(found: Gathered) -> Iterator[str]:
    """A row a document that ended; by which is told where one of its body took effect that day on the same subject."""
    titles: dict[str, set[str]] = {}
    starters = defaultdict(set)
    for key, known in found.known.items():
        symbol = key.split("@")[0]
        titles[symbol] = titles.get(symbol, set()) | _words(_best(known.titles))
        starters[_best(known.effective)].add(symbol)
    ends: dict[str, set[Ending]] = defaultdict(set)
    for ending in found.endings:
        ends[ending.symbol].add(ending)
    for symbol, told in sorted(ends.items()):
        ending = min(told, key=lambda end: (end.since, not end.by, end))  # the first that ended it
        able = sorted(
            s
            for s in starters[ending.since] - {symbol}
            if _codes(symbol) & _codes(s) and _alike(titles.get(symbol, set()), titles[s]) >= _SAME_SUBJECT
        )
        by = ending.by or (able[0] if len(able) == 1 else "")
        yield "\t".join((symbol, ending.since, by))


def _words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w{2,}", title.lower()) if word not in _COMMON}


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _codes(symbol: str) -> set[str]:
    return set(re.split(r"[-/]", symbol)[1:]) - {"TT", "NĐ", "QĐ", "NQ", "CT", "TTLT"}


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _best(counts: Counter[str]) -> str:
    return _ranked(counts)[0][0] if counts else ""


def main() -> None:
    """Read the texts and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--plans", type=Path)
    options = parser.parse_args()
    found = Gathered()
    names = [path for path in sorted(options.texts.glob("*.txt.xz")) if not path.name.startswith(_UNREAD)]
    for path in names:
        with lzma.open(path, "rt", encoding="utf-8") as text:
            gather(text, found)
    if options.plans:
        read_plans(options.plans, found)
    source = f"# Read by python -m {__spec__.name} in: {', '.join(path.name.split('.')[0] for path in names)}"
    known = [source, "document\tdays\teffective_on\ttitle", *known_rows(found)]
    (_HERE / "known_documents.tsv.xz").write_bytes(lzma.compress("\n".join([*known, ""]).encode(), preset=9))
    ended = [source, "document\tended_on\tby", *ending_rows(found)]
    (_HERE / "supersessions.tsv").write_text("\n".join([*ended, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
