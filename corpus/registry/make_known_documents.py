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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.registry.endings import DATE, EFFECT, NAMED, Ending, Endings, bare, day_of, unique
from corpus.registry.known_documents import document_key

_HERE = Path(__file__).parent
_UNREAD = ("heldout", "viwiki")  # kept for tests; no official text
_RETOLD = "diepxuan"  # tells laws, which it does not hold, in its own words, and their days wrongly
_EDUCATION = ("BGDĐT", "BGD&ĐT", "BGD-ĐT")
_DATED = re.compile(rf",?\s*{DATE.format('')}")
_LATER = re.compile(rf"\s+(?P<title>[A-ZĐ][^;]{{8,400}}?)\.?\s+{DATE.format('')}\s+của\s")
_TITLE = re.compile(
    r"(?:\s+của\s+[^;.(]{3,120}?)?\s+(?P<title>(?:về|quy định|ban hành|hướng dẫn|sửa đổi|phê duyệt)\b[^;.(“\"]{8,250})"
)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "quy định ban hành hướng dẫn về việc thực hiện một số điều của luật và các trong hoạt động quản lý công tác",
    )
)
_KINDS = {
    "Thông tư": "TT",
    "Thông tư liên tịch": "TTLT",
    "Nghị định": "NĐ",
    "Quyết định": "QĐ",
    "Luật": "QH",
    "Nghị quyết": "NQ",
}
_SAME_SUBJECT = 0.6  # share of the shorter title's words
_SURELY_SAME = 0.9  # where the day is not told
_TELLING = 4  # words of a title that tell its subject


@dataclass(slots=True)
class Known:
    """What was gathered of one document: how often each day of issue, title and day of effect was printed."""

    days: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    effective: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Gathered:
    """All documents by symbol and year (`document_key`), and what ended."""

    known: dict[str, Known] = field(default_factory=lambda: defaultdict(Known))
    endings: set[Ending] = field(default_factory=set)


def gather(lines: Iterable[str], found: Gathered, by: str = "") -> None:
    """Read paragraphs and add to `found` what they say of documents; `by` is the document whose text they are."""
    endings = Endings(by)
    for line in lines:
        found.endings.update(endings.read(line))
        if "/" not in line or " ngày " not in line:
            continue
        for match in NAMED.finditer(line):
            _read(line, match, found)


def _read(line: str, match: re.Match[str], found: Gathered) -> None:
    symbol = bare(match["symbol"])
    if not unique(symbol):
        return
    near = _DATED.match(line, match.end())
    dated = near or _LATER.match(line, match.end())
    day = day_of(dated, "") if dated else None
    if not dated or not day:
        return
    known = found.known[document_key(symbol, day)]
    known.days[day] += 1
    effect = EFFECT.match(line, line.find("có hiệu lực", dated.end(), dated.end() + 90))
    if near is None:
        known.titles[_tidy(dated["title"])] += 1
        if effect and (since := day_of(effect, "e")):
            known.effective[since] += 1
    elif title := _TITLE.match(line, near.end()):
        known.titles[_tidy(title["title"])] += 1


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

    def successor(symbol: str, ending: Ending) -> str:
        """The one document of its body on the same subject that took effect on that day, or, day unknown, after it."""
        subject, since = titles.get(symbol, set()), ending.since
        able = [
            other
            for day in ([since] if since else [day for day in starters if day > issued.get(symbol, "9")])
            for other in starters[day] - {symbol}
            if _codes(symbol) & _codes(other)
            and _KINDS.get(ending.kind, "") in other
            and _alike(subject, titles[other]) >= _SAME_SUBJECT
            and (since or _alike(titles[other], subject, max) >= _SURELY_SAME)
        ]
        return able[0] if len(able) == 1 and (since or len(subject) >= _TELLING) else ""

    effective = {key: _best(known.effective) for key, known in found.known.items()}
    issued = {key: _best(known.days) for key, known in found.known.items()}
    ends: dict[str, set[Ending]] = defaultdict(set)
    for ending in found.endings:
        ending = replace(ending, since=ending.since or effective.get(ending.by, ""))
        if (not ending.since or ending.since > issued.get(ending.symbol, "")) and ending.symbol != ending.by:
            ends[ending.symbol].add(ending)
    for symbol, told in sorted(ends.items()):
        rows = []
        for ending in told:
            by = ending.by or successor(symbol, ending)
            since = ending.since or effective.get(by, "")
            if since and (by or ending.sure):
                rows.append((since, not by, by))
        if rows:
            since, _, by = min(rows)  # the first that ended it
            yield "\t".join((symbol, since, by))


def _words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w{2,}", title.lower()) if word not in _COMMON}


def _alike(one: set[str], other: set[str], of: Callable[[int, int], int] = min) -> float:
    return len(one & other) / of(len(one), len(other)) if one and other else 0.0


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
            one = Gathered(known=found.known)
            gather(text, one)
            found.endings |= {end for end in one.endings if not (end.kind == "Luật" and path.name.startswith(_RETOLD))}
    if options.plans:
        read_plans(options.plans, found)
    source = f"# Read by python -m {__spec__.name} in: {', '.join(path.name.split('.')[0] for path in names)}"
    known = [source, "document\tdays\teffective_on\ttitle", *known_rows(found)]
    (_HERE / "known_documents.tsv.xz").write_bytes(lzma.compress("\n".join([*known, ""]).encode(), preset=9))
    ended = [source, "document\tended_on\tby", *ending_rows(found)]
    (_HERE / "supersessions.tsv").write_text("\n".join([*ended, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
