"""What legal texts say of documents that end: «thay thế …», «bãi bỏ …», «… hết hiệu lực …», «… được thay thế bởi …».

The day stands in the sentence, or in the paragraph right before it («1. Thông tư này có hiệu lực thi hành kể từ ngày …»).
Only whole documents count: «thay thế Điều 2 Thông tư …» and «thay thế các nội dung … tại Thông tư …» end none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.registry.issuers import issuer_by_code

ENACTED = (
    "Thông tư liên tịch|Thông tư|Nghị định|Quyết định|Nghị quyết liên tịch|Nghị quyết|Chỉ thị|Bộ luật|Luật|Pháp lệnh"
)
DATE = (
    r"ngày\s+(?P<{0}d>\d{{1,2}})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<{0}m>\d{{1,2}})"
    r"(?:\s*[/.-]\s*|\s+năm\s+)(?P<{0}y>(?:19|20)\d\d)(?!\d)"
)
_SYMBOL = r"(?P<symbol>\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?(?:/\s?|-)[A-ZĐ][\wĐđ&]*(?:(?:[/]|-\s?)[A-ZĐ][\wĐđ&]*){0,4})"
NAMED = re.compile(
    rf"\b(?P<type>{ENACTED}|Kế hoạch|Công văn)(?:\s+[^\d;.:]{{1,60}}?)?\s+(?:số\s*:?\s*)?(?:liên tịch\s+)?{_SYMBOL}"
)
EFFECT = re.compile(rf"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*,?\s*(?:kể\s+)?từ\s+{DATE.format('e')}")
_OWN_EFFECT = re.compile(rf"(?:{ENACTED}) này(?:[^.;\n]|\d\.\d){{0,90}}?{EFFECT.pattern}")
_ENDS = re.compile(rf"(?<!được )(?<!bị )(?:[Tt]hay thế|[Bb]ãi bỏ)(?:\s+cho)?(?:\s+các)?\s*:?\s+(?=(?:{ENACTED})\s)")
_MORE = re.compile(rf"\s*(?:;\s*và|;|,|và)\s*(?=(?:{ENACTED})\s(?:[^\d;.:,]{{1,60}}\s)?số\s)")
_STOP = re.compile(r"[.:]\s|\btrừ\b|sửa đổi, bổ sung")
_THIS = re.compile(rf"\b({ENACTED}) này\b")
_LABEL = r"(?:\d{1,2}[.)]\s*|[a-zđ]\)\s*|[-–+]\s*)?"
_VOID = re.compile(
    rf"(?:^{_LABEL}|[.;]\s)(?:(?:Kể )?[Tt]ừ ngày [^.;]{{5,60}}? có hiệu lực(?: thi hành)?,?\s*(?:thì\s+)?)?(?=(?:{ENACTED})\s)"
)
_VOIDED = re.compile(r"(?:đã |sẽ )?hết hiệu lực(?! một phần)")
_LIST = re.compile(
    r"(?:sau đây|dưới đây)[^:]{0,40}hết hiệu lực[^:]*:\s*$"
    r"|(?:hết hiệu lực|thay thế|bãi bỏ)[^:]{0,40}văn bản[^:]{0,60}(?:sau|dưới)(?: đây)?\s*:\s*$"
)
_ITEM = re.compile(rf"^{_LABEL}(?=(?:{ENACTED})\s)")
_REPORTED = re.compile(
    rf"\b(?:{ENACTED}) (?:sửa đổi|bãi bỏ|thay thế)\b"
)  # «ban hành Thông tư bãi bỏ …»: what it is about
_FOLLOWS = re.compile(r"^(?:[2-9]\.|Bãi bỏ|Thay thế)")
_BY = re.compile(
    rf"\s*(?:đã |được |bị |nay ){{0,2}}(?:[Đđ]ược |[Bb]ị )?(?:thay thế|bãi bỏ)\s+(?:bởi|bằng)\s+(?=(?:{ENACTED})\s)"
)
_SINCE = re.compile(rf"hết hiệu lực(?: thi hành)? (?:kể )?từ {DATE.format('e')}")


@dataclass(frozen=True, slots=True, order=True)
class Ending:
    """A document (by symbol) ended on a day by a document of type `kind`; no day: on the day of effect of what ended it.

    `by` is its symbol where it is known. `sure`: the day stands in the sentence itself, not in a paragraph near it.
    """

    symbol: str
    since: str
    kind: str
    by: str = ""
    sure: bool = True


class Endings:
    """Reads paragraphs in their order and yields what ends; `by` is the document whose text they are, where that is known."""

    def __init__(self, by: str = "") -> None:
        self._by = by
        self._effect: tuple[str, str] = ("", "")  # kind and day that the paragraph before told of its own document
        self._listed: tuple[str, str, bool] | None = None  # kind, day, sure of a list that is open

    def read(self, line: str) -> Iterator[Ending]:
        """What one paragraph ends."""
        kind, told = _THIS.search(line), _OWN_EFFECT.search(line)
        own = _day(told) if told else None
        if self._listed and (item := _ITEM.match(line)):
            for symbol in _symbols(line, item.end()):
                yield Ending(symbol, self._listed[1], self._listed[0], self._by, self._listed[2])
            return
        self._listed = None
        before, sure = self._effect, own is not None
        self._effect = (kind[1], own) if kind and own else ("", "")
        if not any(word in line for word in ("hay thế", "ãi bỏ", "ết hiệu lực")):
            return
        yield from _replaced(line)
        if own and kind:
            of, day = kind[1], own
        elif before[1] and _FOLLOWS.match(line) and (kind is None or kind[1] == before[0]):
            of, day = before
            self._effect = before  # «3. …» goes on
        elif kind and not _REPORTED.search(line):
            of, day = kind[1], ""
        else:
            return
        if _LIST.search(line):
            self._listed = (of, day, sure)
        for symbol in _ended(line):
            yield Ending(symbol, day, of, self._by, sure)


def _ended(line: str) -> Iterator[str]:
    for start in _ENDS.finditer(line):
        yield from _symbols(line, start.end())
    for start in _VOID.finditer(line):
        end = _VOIDED.search(line, start.end())
        if end and not re.search(r"[.:]\s", line[start.end() : end.start()]):
            yield from _symbols(line[: end.start()], start.end())


def _symbols(line: str, at: int) -> Iterator[str]:
    """The symbols of a list of whole documents that begins at `at`."""
    while match := NAMED.match(line, at):
        if unique(match["symbol"]):
            yield bare(match["symbol"])
        following, stop = _MORE.search(line, match.end()), _STOP.search(line, match.end())
        if not following or (stop and stop.start() < following.start()):
            break
        at = following.end()


def _replaced(line: str) -> Iterator[Ending]:
    """«Thông tư số A … được thay thế bởi Thông tư số B …», also in tables whose last cell is the day."""
    for verb in _BY.finditer(line):
        names = [m for m in NAMED.finditer(line, max(verb.start() - 400, 0), verb.start()) if unique(m["symbol"])]
        names = [m for m in names if not re.search(r"(?:sửa đổi|của|tại|theo|Điều \d+)[^;.]{0,60}$", line[: m.start()])]
        new = NAMED.match(line, verb.end())
        piece = line[names[-1].end() : verb.start()] if names else ""
        if not names or not new or not unique(new["symbol"]) or re.search(r"[.;:]\s|\bcụm từ\b|nội dung|khoản", piece):
            continue
        ended = _SINCE.search(line, names[-1].end())
        since = _day(ended) if ended else ""
        yield Ending(bare(names[-1]["symbol"]), since or "", new["type"], bare(new["symbol"]))


def unique(symbol: str) -> bool:
    """Whether a symbol names one body of the country, so that number and year tell one document."""
    codes = re.split(r"[-/]", re.sub(r"^\d+[a-z]?(?:/\d{4})?[/-]", "", bare(symbol)))
    if any(re.fullmatch(r"(QH|UBTVQH)\d{1,2}|TW", code) for code in codes):
        return True
    return any((body := issuer_by_code(code)) and body.unique for code in codes)


def bare(symbol: str) -> str:
    """A symbol without the blanks that a line's end left in it («12/2031/TT- BGDĐT»)."""
    return re.sub(r"\s", "", symbol)


def _day(match: re.Match[str]) -> str | None:
    return day_of(match, "e")


def day_of(match: re.Match[str], prefix: str) -> str | None:
    """The ISO day that a match of `DATE` tells, None where there is no such day."""
    try:
        return date(*(int(match[prefix + part]) for part in "ymd")).isoformat()
    except ValueError:
        return None
