"""Formulas of administrative writing that are read as a whole, since their words alone are too short or too broken.

What a language model may not touch — numbers, symbols, dates — is changed here only, over closed lists, and every
change keeps what stood there: «s6 19/2019/TT-BGDDT» is a number of a document, «thang I Inam 2023» is month 11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.restore.edits import Edit

# «Căn cứ» at the head of a line before the type of a document, however its four letters were read.
_BASIS = re.compile(
    r"^\W*(?P<basis>C\S{1,2}n\s+[cC¢e(]\S{0,3})"
    r"(?=\s+(?:Lu[aâậd]\S|Th[oôd6]\S?ng\s+t|Ngh\S|Q[uư][yỳ]\S*\s*[dđ]?|K\S{1,3}\s+ho|C[oô6d]\S?ng\s+v|Ch\S\s|Ch\S{2,4}ng\s+tr|[ĐDP]i\S{1,3}u\s))",
    re.MULTILINE,
)
# «số» before a number and its symbol («s6 19/2019/TT…», «S6: 3785 /KH…», «5O 5016/BGD…»).
_NUMBER = re.compile(r"(?<!\S)(?P<number>[sS5§8$][oO0óôốd6éê&@¢º°]{0,2})(?=[:.]?\s*\d{1,6}\s*/)(?!\d)")
# The day, month and year of a letterhead or a citation, the month read as letters.
_DATE = re.compile(
    r"(?P<day>ng[aàâ]y)\s+\d{1,2}\s+(?P<month>th[aáâ]ng)\s+"
    r"(?P<figure>[IlO|!]{1,2}|[IlO|!0-9]{2}|\d|[Il|!] [Il|!]) ?(?P<year>n[aăâdi]m)\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
# Roman numbers of headings («I11.» for «III.»), and the words that open the lists of readers.
_ROMAN = re.compile(r"^[ \t]*(?P<roman>(?=\S*[IV])(?:[Il1|]{2,3}|[Il1|]V|V[Il1|]{1,3}))(?=\.\s)", re.MULTILINE)
_READERS = re.compile(
    r"^[ \t]*(?P<to>N[oơ0]i\s+nh\S{0,4}?)(?=\s*:)|^[ \t]*(?P<dear>K\S{1,3}h\s+g\S{1,3}?)(?=\s*:)", re.MULTILINE
)
_LABEL = re.compile(r"^[ \t]*([a-zđ])[).]", re.MULTILINE)
_FIGURES = str.maketrans("IlO|!", "11011")
_SURE, _FIGURE_SURE = 0.98, 0.7


def edits(text: str) -> Iterator[Edit]:
    """The formulas of `text` that were misread, as they must read, from left to right within each formula."""
    for match in _BASIS.finditer(text):
        yield from _words(match, "basis", "Căn cứ")
    for match in _NUMBER.finditer(text):
        raw = match["number"]
        yield Edit(*match.span("number"), "Số" if raw[0] == "S" and _opens(text, match.start()) else "số", _SURE)
    for match in _ROMAN.finditer(text):
        yield Edit(*match.span("roman"), re.sub(r"[l1|]", "I", match["roman"]), _SURE)
    for match in _READERS.finditer(text):
        name = match.lastgroup or ""
        yield from _words(match, name, "Nơi nhận" if name == "to" else "Kính gửi")
    yield from (Edit(at, at + 1, label, _SURE) for at, label in labels(text).items())
    for match in _DATE.finditer(text):
        yield from _date(match)


def _words(match: re.Match[str], name: str, right: str) -> Iterator[Edit]:
    """An edit a word, so that the words between which lines break stay apart."""
    start = match.start(name)
    for found, word in zip(re.finditer(r"\S+", match[name]), right.split(), strict=False):
        yield Edit(start + found.start(), start + found.end(), word, _SURE)


def _opens(text: str, start: int) -> bool:
    """Whether a line begins at `start`, or a column of a letterhead."""
    return start == 0 or text[start - 1] in "\n\t" or text[max(start - 3, 0) : start].isspace()


def _date(match: re.Match[str]) -> Iterator[Edit]:
    figure = re.sub(r"\s", "", match["figure"]).translate(_FIGURES)
    if not 1 <= int(figure) <= 12:
        return
    for name, right in (("day", "ngày"), ("month", "tháng"), ("year", "năm")):
        raw = match[name]
        yield Edit(*match.span(name), right.upper() if raw.isupper() else right, _SURE)
    if match["figure"] != figure:
        glued = match.end("figure") == match.start("year")
        yield Edit(*match.span("figure"), figure + " " * glued, _FIGURE_SURE)


def labels(text: str) -> dict[int, str]:
    """The labels «d)» and «đ)» of lists by their offset: a second «d)» in a row is the «đ)» of Vietnamese lists."""
    found = {}
    previous = ""
    for match in _LABEL.finditer(text):
        label = match.group(1)
        if label == "d":
            if previous == "d":
                found[match.start(1)] = "đ"
                previous = "đ"
                continue
            found[match.start(1)] = "d"
        previous = label
    return found
