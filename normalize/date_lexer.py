"""The lexer of temporal expressions: a paragraph's dates, clocks, lengths of time and the words that bind them.

Text is read in a canonical form of the same length (`canonical`), so that every offset stays true. Where diacritics were
lost, the same patterns are read without theirs. The words are data (`data/time_words.tsv`), the templates of figures are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from normalize.lexicon import rows, spaced
from vietnamese.letters import strip_marks


class Kind(StrEnum):
    """What a token is."""

    # moments
    DAY = "day"  # 15/7/2023; ngày 15 tháng 7 năm 2023
    DAY_MONTH = "day_month"  # ngày 15/7; 15 tháng 7
    DAY_ONLY = "day_only"  # ngày 25
    DAYS = "days"  # 15–25/5/2018: two days in one
    MONTH = "month"  # tháng 7 năm 2023; 7/2023; tháng 7
    MONTHS = "months"  # tháng 11 - 12/2025
    QUARTER = "quarter"  # quý III năm 2020
    HALF = "half"  # 6 tháng đầu năm 2020
    YEAR = "year"  # năm 2020
    YEARS = "years"  # năm 2026 - 2030
    SCHOOL_YEAR = "school_year"  # năm học 2020-2021
    SEMESTER = "semester"  # học kỳ I (năm học 2020-2021)
    QUARTER_MONTH = "quarter_month"  # tháng cuối quý, tháng đầu của quý sau
    LUNAR = "lunar"  # ngày 10 tháng 3 âm lịch; Tết Nguyên đán năm 2026
    BARE = "bare"  # tháng, năm, quý, tuần after đầu, giữa, cuối: «cuối năm»
    BLANK = "blank"  # ngày … tháng … năm 2020
    NEXT_DAY = "next_day"  # ngày làm việc tiếp theo
    # what stands beside them
    CLOCK = "clock"
    WEEKDAY = "weekday"
    LENGTH = "length"  # 05 (năm) ngày làm việc
    EVERY = "every"
    # the words of data/time_words.tsv
    LATEST = "latest"
    BEFORE = "before"
    UNTIL = "until"
    FROM = "from"
    AFTER = "after"
    AT = "at"
    WITHIN = "within"
    PERIOD = "period"
    MOST = "most"
    LEAST = "least"
    RIGHT_AFTER = "right_after"
    REGULAR = "regular"
    NOW = "now"
    START = "start"
    MIDDLE = "middle"
    END = "end"
    NEXT = "next"
    NEXT_MONTH = "next_month"
    THIS = "this"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a temporal expression: `text` is its canonical form, `content[start:end]` its words."""

    kind: Kind
    start: int
    end: int
    text: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """The figures in it, in order."""
        return tuple(int(n) for n in re.findall(r"\d+", self.text))


_SAME = {ord("ƣ"): "ư", ord("ð"): "đ", 0xA0: " ", 0x202F: " ", 0x2009: " ", ord("\t"): " ", ord("\n"): " "}
_SAME |= {ord(dash): "-" for dash in "‐‑‒–—−"}
# What OCR makes of «trước» and «đến» in print that lost its marks; same length, so that offsets stay true.
_LOST = re.compile(r"\btru[d0o6]c\b|\bd[eé6]n\b")


def canonical(text: str, *, lost: bool = False) -> str:
    """`text` in lower case, dashes and spaces of one kind, letter by letter of the same length; without marks if `lost`."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals of other scripts grow when lowered
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    low = low.translate(_SAME)
    if not lost:
        return low
    return _LOST.sub(lambda m: "truoc" if m[0][0] == "t" else "den", strip_marks(low))


def pattern(source: str, *, lost: bool = False) -> re.Pattern[str]:
    """Compile `source`, a pattern for canonical text; for text that lost its marks its letters lose theirs."""
    return re.compile(strip_marks(source) if lost else source)


_DAY = r"\d{1,2}"
_YEAR = r"(?:19|20)\d\d"
_SEP = r"\s?[/.-]\s?"
_TO = r"\s*(?:-|đến hết|đến|tới)\s*(?:ngày\s*)?"
_NUMERIC = rf"{_DAY}{_SEP}{_DAY}{_SEP}{_YEAR}"
_SPELT = rf"{_DAY}\s*tháng\s*{_DAY}\s*(?:,?\s*năm\s*|\s?[/.-]\s?){_YEAR}"
_WORD_NUMBER = r"(?:mươi|mười|trăm|lăm|một|mốt|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín)"
_AMOUNT = rf"(?:\d{{1,3}}(?:\s*\(\s*[^()\d]{{2,24}}\))?|{_WORD_NUMBER}(?:\s+{_WORD_NUMBER}){{0,3}}(?:\s*\(\s*\d{{1,3}}\s*\))?)"
_ENDS = r"(?!\w|[./]\d|\s*(?:lần|%))"
_BLANK = r"[\s.…_]*"
# The first day of a range, which may lean on the second for its month and year: «15–25/5/2018», «từ 28/12 đến 05/01/2021».
_FIRST = rf"{_DAY}(?:(?:{_SEP}|\s*tháng\s*){_DAY}(?:(?:{_SEP}|,?\s*năm\s*){_YEAR})?)?"
_ROMAN = r"(?:iii|ii|iv|i|[1-4])"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|thứ\s*[2-7]|chủ\s*nhật)"
_EACH = r"(?:hằng|hàng)\s+"
_UNIT_OF_RECURRENCE = r"(?:năm(?!\s*(?:học|\d))|tháng(?!\s*\d)|qu[ýí]|tuần|ngày(?!\s*\d))"
_MORE = rf"(?:\s*(?:,|và|/|hoặc)\s*(?:{_EACH})?(?:0?[369]\s+tháng(?!\s*\d)|01\s+năm|tháng(?!\s*[\d])|qu[ýí]|năm(?!\s*(?:học|\d|nay|sau|trước)))(?![^\W\d_]))*"
_ONCE = r"(?:một|1|01|hai|2|02)\s*lần"
_WHOLE = r"(?:một|hai|ba|sáu|\d{1,2})"

# Templates of figures, tried in this order at a word's edge.
_TEMPLATES: tuple[tuple[Kind, str], ...] = (
    (Kind.LUNAR, rf"(?:(?:ngày|mùng|mồng)\s*)?{_DAY}(?:\s*tháng\s*|\s?/\s?){_DAY}(?:\s*(?:năm\s*|/\s?)(?:{_YEAR})?)?\s*\(?(?:theo\s+)?(?:âm\s+lịch|âl|\(âl\))"),
    (Kind.LUNAR, rf"tết\s+(?:nguyên\s*đán|âm\s+lịch)(?:\s+[^\W\d]{{1,5}}\s+[^\W\d]{{1,4}}(?=\s+(?:năm\s+)?\d{{4}}))?(?:\s+(?:năm\s+)?{_YEAR})?"),
    (Kind.DAYS, rf"(?:ngày\s*)*{_FIRST}{_TO}(?:{_NUMERIC}|{_SPELT}){_ENDS}"),
    (Kind.DAYS, rf"(?:ngày\s*)+{_DAY}(?:(?:\s?/\s?|\s*tháng\s*){_DAY})?{_TO}{_DAY}(?:\s?/\s?|\s*tháng\s*){_DAY}(?!\s*(?:năm|[/.-])\s*\d){_ENDS}"),
    (Kind.DAYS, rf"{_DAY}\s?/\s?{_DAY}{_TO}{_DAY}\s?/\s?{_DAY}(?!\s*(?:năm|[/.-])\s*\d){_ENDS}"),
    (Kind.DAY, rf"(?:ngày\s*)+(?:{_NUMERIC}|{_SPELT}){_ENDS}"),
    (Kind.DAY, rf"(?:{_NUMERIC}|{_SPELT}){_ENDS}"),
    (Kind.DAY, rf"(?:ngày\s*)+{_DAY}/{_DAY}/\d\d{_ENDS}"),
    (Kind.QUARTER_MONTH, rf"(?:ngày\s*{_DAY}\s*)?(?:của\s+)?tháng\s+(?:đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|thứ\s+hai)\s+(?:của\s+)?(?:mỗi\s+|hằng\s+|hàng\s+)?qu[ýí](?:\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+sau))?"),
    (Kind.MONTHS, rf"tháng\s*{_DAY}\s*(?:[/.-]\s?{_YEAR}|năm\s*{_YEAR})?\s*(?:-|đến\s+hết|đến|tới)\s*(?:tháng\s*)?{_DAY}\s*(?:[/.-]\s?|năm\s*)(?:{_YEAR}){_ENDS}"),
    (Kind.MONTHS, rf"tháng\s*{_DAY}\s*(?:-|đến\s+hết|đến|tới)\s*tháng\s*{_DAY}(?!\s*[/.-]?\s*\d){_ENDS}"),
    (Kind.DAY_MONTH, rf"(?:ngày\s*)+{_DAY}(?:\s*tháng\s*|\s?[/.-]\s?){_DAY}(?!\s*(?:năm|[/.-])\s*\d){_ENDS}"),
    (Kind.DAY_MONTH, rf"{_DAY}(?:\s*tháng\s*|\s?/\s?){_DAY}(?!\s*(?:năm\b|[/.-])\s*\d){_ENDS}"),
    (Kind.BLANK, rf"ngày{_BLANK}\d{{0,2}}{_BLANK}tháng{_BLANK}\d{{0,2}}{_BLANK}năm(?:{_BLANK}\d{{0,4}})"),
    (Kind.BLANK, rf"(?:ngày\s*)?(?:[.…_]+\s*/\s*[\d.…_]+|\d{{1,2}}\s*/\s*[.…_]+)\s*/\s*[\d.…_]{{2,}}"),
    (Kind.MONTH, rf"tháng\s*{_DAY}\s*(?:[/.-]\s?|,?\s*năm\s*){_YEAR}{_ENDS}"),
    (Kind.MONTH, rf"{_DAY}\s?/\s?{_YEAR}{_ENDS}(?!\s?/)"),
    (Kind.MONTH, rf"tháng\s*{_DAY}(?!\s*(?:[/.-]|năm)\s*\d){_ENDS}"),
    (Kind.HALF, rf"(?:0?6|sáu)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+{_YEAR})?"),
    (Kind.QUARTER, rf"qu[ýí]\s*{_ROMAN}(?!\w)(?:\s*(?:/|-|,?\s*năm)\s*{_YEAR}{_ENDS})?"),
    (Kind.SEMESTER, rf"học\s*k[ỳì]\s*(?:ii|i|1|2)(?!\w)(?:\s*(?:và|,)\s*(?:học\s*k[ỳì]\s*)?(?:ii|2)(?!\w))?(?:,?\s*(?:của\s+)?năm\s+học\s*{_YEAR}\s*-\s*(?:{_YEAR}|\d\d(?!\d)))?"),
    (Kind.SCHOOL_YEAR, rf"năm\s+học\s*:?\s*{_YEAR}\s*[-/]\s*(?:{_YEAR}|\d\d(?!\d))"),
    (Kind.YEARS, rf"năm\s*{_YEAR}\s*(?:-|đến\s+hết|đến)\s*(?:năm\s*)?{_YEAR}{_ENDS}"),
    (Kind.YEAR, rf"năm\s*{_YEAR}{_ENDS}"),
    (Kind.NEXT_DAY, r"(?:trong\s+)?ngày\s+(?:làm\s+việc\s+)?(?:tiếp\s+theo|kế\s+tiếp|hôm\s+sau|liền\s+kề)"),
    (Kind.EVERY, rf"{_EACH}{_UNIT_OF_RECURRENCE}{_MORE}"),
    (Kind.EVERY, rf"(?:{_ONCE}\s*/|{_ONCE}\s+(?:trong\s+)?(?:mỗi\s+|một\s+|01\s+))\s*(?:năm(?!\s*\d)|tháng(?!\s*\d)|qu[ýí]|tuần|học\s*k[ỳì]|năm\s+học)"),
    (Kind.EVERY, rf"(?:mỗi\s+)?{_WHOLE}\s*(?:năm|tháng|qu[ýí]|tuần|ngày)\s*(?:/\s*|\s+){_ONCE}"),
    (Kind.EVERY, rf"mỗi\s+(?:năm\s+học|năm|tháng|qu[ýí]|tuần|học\s*k[ỳì])\s*(?:/\s*)?{_ONCE}"),
    (Kind.LENGTH, rf"{_AMOUNT}\s*(?:ngày\s+làm\s+việc|giờ\s+làm\s+việc|ngày(?!\s*\d|\s+công)|giờ(?!\s*\d)|tuần|tháng(?!\s*(?:\d|tuổi))|năm(?!\s*(?:\d|học|tuổi)))(?![^\W\d_])"),
    (Kind.CLOCK, r"(?:[01]?\d|2[0-4])(?:\s*(?:giờ|h|g)\s*(?:[0-5]\d)?(?:\s*(?:phút|p(?!\w)|['’]))?|:[0-5]\d(?!\d))(?![^\W\d_])(?:\s+(?:sáng|chiều|trưa|tối)(?!\w))?"),
    (Kind.WEEKDAY, _WEEKDAY),
    (Kind.DAY_ONLY, rf"ngày\s*{_DAY}(?!\d)(?!\s*[/.-]\s*\d|\s*tháng\s*(?:\d|năm\s*\d|[.…_])|\s*(?:người|lớp|tuổi|công|đồng|%))"),
    (Kind.BARE, r"(?:năm\s+học(?:\s+(?:mới|này|tới))?|học\s*k[ỳì](?:\s+này)?|năm(?!\s*(?:\d|sau|kế|tiếp))|tháng(?!\s*(?:\d|sau|kế|tiếp))|qu[ýí](?!\s*(?:iii|ii|iv|i|\d)(?!\w))|tuần|k[ỳì]\s+báo\s+cáo)"),
)  # fmt: skip


@cache
def _lexer(lost: bool) -> re.Pattern[str]:
    branches = [f"(?P<t{n}>{source})" for n, (_, source) in enumerate(_TEMPLATES)]
    # Longest phrase first over all kinds: «ngay sau khi» before «sau», «trong thời hạn» before «trong».
    phrases = sorted(rows("time_words"), key=lambda r: (-len(r["phrase"]), r["kind"]))
    for n, row in enumerate(phrases):
        guard = r"(?!\s*(?:\d|học))" if row["phrase"].endswith("năm") else ""
        branches.append(f"(?P<w{n}>{spaced(row['phrase'])}(?!\\w){guard})")
    return pattern(rf"(?<!\w)(?<!\d[.,/:-])(?:{'|'.join(branches)})", lost=lost)


@cache
def _kinds() -> dict[str, Kind]:
    kinds = {f"t{n}": kind for n, (kind, _) in enumerate(_TEMPLATES)}
    phrases = sorted(rows("time_words"), key=lambda r: (-len(r["phrase"]), r["kind"]))
    return kinds | {f"w{n}": Kind(row["kind"]) for n, row in enumerate(phrases)}


def lex(text: str, *, lost: bool = False) -> Iterator[Token]:
    """The tokens of canonical `text`, in order; text between them means nothing to the lexer."""
    kinds = _kinds()
    for match in _lexer(lost).finditer(text):
        name = match.lastgroup
        if name is not None:
            yield Token(kinds[name], match.start(), match.end(), match[0])
