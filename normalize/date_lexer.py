"""The lexer of temporal expressions: a paragraph's dates, clocks, lengths of time and the words that bind them.

Text is read in a canonical form of the same length (`canonical`), so that every offset stays true. Where diacritics were
lost, the same patterns are read without theirs. The words are data (`data/time_words.tsv`), and so are the templates of
figures (`data/date_templates.tsv`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from normalize.lexicon import rows, spaced
from normalize.patterns import compiled, named, sources
from vietnamese.letters import strip_marks

LOST_BELOW = (
    0.08  # share of marked letters (`vietnamese.letters.mark_density`) under which a text has lost its diacritics
)


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
    WEEK = "week"  # tuần cuối tháng 5, tuần 2 tháng 9/2024
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
    REPORT_YEAR = "report_year"
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
# Figures that OCR reads as letters, put right only where a date or an hour stands for sure: «l5 giờ 00», «ngày O5/02/2022».
_LETTERS = re.compile(
    r"(?<![\w.,])(?:[il|o]\d|\d[il|o]|[il|]{2})(?=\s*giờ\s)|(?<=ngày )(?:[il|o]\d|\d[il|o])(?=\s?[/.-]\s?\d|\s*tháng)"
    r"|(?<=tháng )(?:[il|o]\d|\d[il|o])(?=\s*(?:năm|[/.-])\s*\d{4})"
)
_FRACTIONS = re.compile(r"\d{1,2}\s?/\s?\d{1,2}(?:\s*(?:-|đến|tới|den|toi)\s*\d{1,2}\s?/\s?\d{1,2})?")
_FIGURES = str.maketrans("il|o", "1110")
_LOST = re.compile(r"\btru[d0o6]c\b|\bd[eé6]n\b")


def canonical(text: str, *, lost: bool = False) -> str:
    """`text` in lower case, dashes and spaces of one kind, letter by letter of the same length; without marks if `lost`."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals of other scripts grow when lowered
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    low = _LETTERS.sub(lambda m: m[0].translate(_FIGURES), low.translate(_SAME))
    if not lost:
        return low
    return _LOST.sub(lambda m: "truoc" if m[0][0] == "t" else "den", strip_marks(low))


@cache
def _branches() -> tuple[tuple[Kind, str], ...]:
    """Templates of figures first, then the words that bind, the longest first: «ngay sau khi» before «sau»."""
    templates = [(Kind(name.split(".")[0]), source) for name, source in sources("date_templates").items()]
    words = []
    for row in sorted(rows("time_words"), key=lambda r: (-len(r["phrase"]), r["kind"])):
        guard = r"(?!\s*(?:\d|học))" if row["phrase"].endswith("năm") else ""
        words.append((Kind(row["kind"]), rf"{spaced(row['phrase'])}(?!\w){guard}"))
    return (*templates, *words)


@cache
def _lexer(lost: bool) -> re.Pattern[str]:
    # The empty group that names a branch stands at its end: a branch that begins with a letter is then passed over fast.
    branches = "|".join(f"{source}(?P<b{n}>)" for n, (_, source) in enumerate(_branches()))
    return compiled(rf"(?<!\w)(?<!\d[.,/:-])(?:{branches})", lost=lost)


def _share(text: str, match: re.Match[str], lost: bool) -> bool:
    """Whether figures like «1/4», «1/4 đến 1/2» are shares of something and no days: two bare fractions below one.

    A range is one where it grows as a share while as days it would span more than half a year («từ 1/4 đến 1/2»).
    """
    if not _FRACTIONS.fullmatch(match[0]):
        return False
    figures = [int(n) for n in re.findall(r"\d+", match[0])]
    parts = list(zip(figures[::2], figures[1::2], strict=True))
    if any(part >= whole for part, whole in parts):
        return False
    before, after = text[max(match.start() - 80, 0) : match.start()], text[match.end() : match.end() + 40]
    if named("date_shares", "half_day", lost).match(after):
        return True
    if len(parts) == 2:
        (low, of_low), (high, of_high) = parts  # as days: of_low and of_high are months
        if of_low - of_high in range(1, 7) and low * of_high < high * of_low:
            return True
    if named("date_shares", "bound", lost).search(before):
        return False
    return bool(named("date_shares", "of", lost).match(after) or named("date_shares", "said", lost).search(before))


@lru_cache(maxsize=4096)  # deadlines and calendars read the same paragraphs, one after the other
def lex(text: str, *, lost: bool = False) -> tuple[Token, ...]:
    """The tokens of canonical `text`, in order; text between them means nothing to the lexer."""
    branches = _branches()
    return tuple(
        Token(branches[int(match.lastgroup[1:])][0], match.start(), match.end(), match[0])
        for match in _lexer(lost).finditer(text)
        if match.lastgroup is not None and not _share(text, match, lost)
    )
