"""Figures and the words that are to secure them: «05 (năm) ngày», «5.000.000 đồng (Bằng chữ: Năm triệu đồng chẵn)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from normalize.findings.base import View, finding, quoted
from schemas.facts import Finding
from vietnamese.numbers import NUMBER_WORDS, parse_figure, parse_words

_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ABOVE = 500  # characters before «Bằng chữ: …» in which the sum stands that it spells
_WORDS_OF_SUM = 2


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    number = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    words = rf"(?P<words>(?:{number})(?:,?\s+(?:{number}))*)(?!\w)"
    figure = r"(?<![\w./,-])(?P<figure>\d{1,3}(?:\.\d{3})+|\d{1,4}(?:,\d{1,3})?)(?![.,]?\d)"
    scale = rf"(?:\s*(?P<scale>{'|'.join(_SCALES)})(?!\w))?"
    unit = r"(?:(?:\s*(?:đồng|đ|VNĐ|VND)|\s+[^\W\d_]{1,8})(?:/[^\W\d_]{1,8}){0,2}(?!\w))?"
    tail = r"(?P<rest>(?:\s*(?:đồng|đ|chẵn|VNĐ)|\s+[^\W\d_]{1,8}){0,3}(?:/[^\W\d_]{1,8}){0,2}[\s./]*)"
    spelled = r"(?:(?:viết |ghi |số tiền )?bằng chữ\s*:?\s*)"
    flags = re.IGNORECASE
    return {
        "secured": re.compile(rf"{figure}{scale}{unit}\s*\(\s*{spelled}?{words}{tail}\)", flags),
        "spelled": re.compile(rf"{figure}{scale}{unit}[ \t]*[.;,–-]?[ \t]*\(?{spelled}{words}", flags),
        "behind": re.compile(rf"{spelled}{words}{tail}\(\s*{figure}{scale}{unit}\s*\)", flags),
        "alone": re.compile(rf"{spelled}{words}", flags),
        "sum": re.compile(r"(?:tổng|cộng)", flags),
        "grouped": re.compile(r"(?<![\w./,-])\d{1,3}(?:\.\d{3})+(?![.,]?\d)"),
    }


def find_figure_faults(view: View) -> Iterator[Finding]:
    """Find `figure_word_mismatch` in texts of good letters."""
    if not view.clean:
        return
    content, done = view.part.content, 0
    found = [m for name in ("secured", "spelled", "behind") for m in _patterns()[name].finditer(content)]
    for match in sorted(found, key=lambda m: m.start()):
        if match.start() < done:
            continue
        done = match.end()
        if not _fits(match, _value(match)):
            yield _told(view, match.start(), match.end(), match.group())
    for match in _patterns()["alone"].finditer(content):
        if not any(m.start() <= match.start() < m.end() for m in found):
            yield from _of_table(view, match)


def _value(match: re.Match[str]) -> Decimal | None:
    value = parse_figure(match["figure"])
    return value * _SCALES[match["scale"].lower()] if value is not None and match["scale"] else value


def _said(words: str) -> set[int]:
    """What words may name: «một trăm năm» is 105, and 150 to whoever speaks."""
    tokens = words.lower().replace(",", " ").split()
    exact = parse_words(" ".join(tokens))
    if exact is None or tokens[0] in _SCALES:  # «(nghìn đồng)» is a unit
        return set()
    spoken = [
        token
        for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
        for token in (
            (token, "mươi") if before == "trăm" and token in ("năm", "tư", "rưỡi") and after != "mươi" else (token,)
        )
    ]
    said = {exact}
    if len(spoken) > len(tokens) and (loose := parse_words(" ".join(spoken))) is not None:
        said.add(loose)
    return said


def _fits(match: re.Match[str], value: Decimal | None) -> bool:
    """Whether figure and words agree, or the words are not the figure's: a lone «(năm học 2023)», «(ba mẹ)»."""
    said = _said(match["words"])
    if value is None or not said or value in said:
        return True
    if match["scale"] and any(value == one * _SCALES[match["scale"].lower()] for one in said):
        return True  # «10 (mười) triệu», «10 triệu (mười)»
    rest = (match.groupdict().get("rest") or "").strip(" ./").lower()
    if match["words"] == "năm" and not re.match(
        r"\s+(?!hoặc|và)[^\W\d_]{2,6}\s", match.string[match.end() : match.end() + 9]
    ):
        return True  # «là 25 (năm).» counts years
    few = len(match["words"].split()) < _WORDS_OF_SUM
    return few and rest.split("/")[0] not in ("", "đồng", "bản", "bộ", "ngày", "người", "giáo viên", "tháng", "tiết")


def _of_table(view: View, match: re.Match[str]) -> Iterator[Finding]:
    """«(Bằng chữ: …)» below a table or a list: the sum stands in the line of «Tổng cộng» above."""
    above = view.part.content[max(match.start() - _ABOVE, 0) : match.start()].rstrip(" (\n")
    lines = [line for line in above.split("\n") if _patterns()["sum"].search(line)]
    figures = [parse_figure(m.group()) for m in _patterns()["grouped"].finditer(above)]
    # a table may count in thousands («đơn vị tính: nghìn đồng»)
    totals = [m.group() for line in lines[-1:] for m in _patterns()["grouped"].finditer(line)]
    said = _said(match["words"])
    if (
        totals
        and said
        and max(said) >= 1000
        and not any(one in (f, f * 1000, f * 10**6) for one in said for f in figures if f)
    ):
        words = f"{totals[-1]} – {match.group()}"
        yield _told(view, match.start(), match.end(), words)


def _told(view: View, start: int, end: int, words: str) -> Finding:
    return finding(
        "figure_word_mismatch",
        f"Số viết bằng chữ số và bằng chữ không khớp: {quoted(words, 110)}.",
        None,
        [view.part.evidence(start, end)],
    )
