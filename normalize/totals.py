"""Totals that a dispatch states with their parts, checked by exact arithmetic (`Total.holds`).

Nothing is added up that the text or a table does not add up itself. A list behind «trong đó» may leave things out, so that
it counts as a total only where its parts give it, or where it is plain that they should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from normalize.part import Block, Part
from normalize.sentences import label_end, sentences
from normalize.structure import Zones
from normalize.total_expressions import FIGURE, ORDINAL, REACH, Sum, defined, each_times, expressions, plain, shares
from normalize.total_lines import line_totals
from normalize.total_tables import table_totals
from schemas.facts import Part as Summand
from schemas.facts import Total
from vietnamese.numbers import parse_figure

_FIGURE = re.compile(FIGURE)
_WORTH = re.compile(r"\d\D+\d")
_CUE = re.compile(
    r"(?P<open>(?:trong\s+(?:đó|số\s+(?:này|đó))|chia\s+ra|cụ\s+thể)(?:\s+(?:có|gồm|là|như\s+sau))?|(?:bao\s+)?gồm(?:\s+(?:có|các))?)\s*:?\s*|(?P<bracket>\()|(?P<colon>:)\s*",
    re.IGNORECASE,
)  # fmt: skip
_GOES_ON = re.compile(r"(?:Trong\s+(?:đó|số\s+(?:này|đó))|Cụ\s+thể|Bao\s+gồm|Gồm|Chia\s+ra)(?!\w)")
_WHOLE = re.compile(
    r"(?<!\w)(?:tổng(?!\s+(?:kết|hợp|phụ|giám|đạo|kiểm|cục|thể))|cộng(?!\s+(?:tác|đồng|nghệ))|toàn\s+(?:trường|huyện|xã|phường|quận|khối|tỉnh|ngành|quốc|thành\s+phố))(?!\w)",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?<!\w)(?:MN|TH|THCS|THPT|GDTX|mầm\s+non|tiểu\s+học|trung\s+học|nam|nữ)(?!\w)", re.IGNORECASE)
_LEAD = re.compile(r"^\s*(?:trong\s+đó|gồm|có|là)(?:\s+(?:có|gồm|là))?\s*:?\s", re.IGNORECASE)
_ITEM = re.compile(r"\s*;\s*|,\s+|\s+và\s+|\s+còn\s+lại\s+|\n")
_BRACKETED = re.compile(r"\([^()]*\)")
_AT_ONCE = re.compile(r"(?:toàn\s+khóa|tất\s+cả|tổng\s+cộng|tổng\s+số|tổng|cộng)\s*(?:là|có)?\s*:?\s*$", re.IGNORECASE)
_ALONE = re.compile(r"\s*[^\W\d_]+(?:\s+[^\W\d_]+){0,2}\s*\)")  # «… và 12 giải Khuyến khích (31 giải)»
_SUMS_UP = re.compile(r"(?:tổng\s+cộng|tổng\s+số|tổng|cộng)(?!\w)", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?P<unit>[^\W\d_]+(?:[ \t]+[^\W\d_]+)?)")
_PER = re.compile(r"^\s*/|\d\s*/|/\s*\d")  # «12/15», «3/4»; not «120 tiết/năm học»
_COUNTS = re.compile(r"(?<!\w)(?:số|tổng|toàn)\s+[^\d:;]{2,40}:?\s*(?:là|có)?\s*$", re.IGNORECASE)
_SLIP = Decimal("0.02")  # a misprint in a list of levels stays this near its stated number
_NEAR = Decimal("0.1")  # a misprint stays near the sum; what is farther off is no list of all parts
_CLOSE = Decimal("0.05")  # a misprint in a list of all parts that no «tổng» opens
_SURE = 10  # below it, a list of parts meets the wrong number by chance
_FEW = 5
_PARTS = 12  # figures before «tổng cộng» that may be its parts
_FAR_PARTS = 800  # characters in which a list of parts ends
_LABEL = 120  # characters of a label
_FAR = 90  # characters between a stated figure and the words that open its parts


def find_totals(part: Part, zones: Zones) -> list[Total]:
    """Find the totals of a dispatch in reading order, in sentences, lists and tables."""
    found = [*_paragraphs(part, zones), *line_totals(part, zones), *table_totals(part)]
    unique: dict[tuple[int, tuple[str, ...]], Total] = {}
    for total in found:
        unique.setdefault((total.evidence[0].start, tuple(p.value for p in total.parts)), total)
    return sorted(unique.values(), key=lambda t: t.evidence[0].start)


def _paragraphs(part: Part, zones: Zones) -> Iterator[Total]:
    for block in part.paragraphs:
        if (
            zones.letterhead[0] <= block.start < zones.letterhead[1]
            or zones.closing[0] <= block.start < zones.closing[1]
        ):
            continue
        text = part.words(block)
        if not _WORTH.search(text):
            continue
        if "=" in text:
            yield from (_of_sum(part, block, found, None) for found in expressions(text))
        if "=" in text or "×" in text:
            yield from (_of_sum(part, block, found, None) for found in defined(text))
        if "ỗi" in text:
            yield from (_of_sum(part, block, found, None) for found in each_times(text))
        if "%" in text and "/" in text:
            yield from (_of_sum(part, block, found, "tỷ lệ phần trăm") for found in shares(text))
        for start, end in _stretches(text):
            if _WORTH.search(text, start, end):
                yield from _sentence(part, block, text, (start, end))
            if start and _SUMS_UP.match(text, start):
                yield from _summed(part, block, text, start, end)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; one that opens a list («Trong đó: …») belongs to the one before it."""
    held: tuple[int, int] | None = None
    for start, end in _sentences(text):
        if held and _GOES_ON.match(text, start):
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; what a semicolon parts stays together, for it parts the items of a list."""
    begin: int | None = None
    for start, end in sentences(text, label_end(text, 0, len(text)), len(text)):
        begin = start if begin is None else begin
        if not text[:end].rstrip().endswith(";") or end >= len(text.rstrip()):
            yield begin, end
            begin = None


def _of_sum(part: Part, block: Block, found: Sum, label: str | None) -> Total:
    return Total(
        label=label,
        stated=found.stated,
        parts=[Summand(label=words, value=value) for words, value in found.parts],
        computed=plain(found.computed),
        holds=found.holds,
        evidence=[part.evidence(block.start + found.start, block.start + found.end, 0.95)],
    )


def _sentence(part: Part, block: Block, text: str, span: tuple[int, int]) -> Iterator[Total]:
    """«Tổng số 20 lớp, trong đó khối 6: 12; khối 7: 8»; «12 lớp và 8 lớp (tổng cộng 20 lớp)»."""
    start, end = span
    done = start
    at = 0  # of `figures`: those before it stand before the cue
    figures = [
        m
        for m in _FIGURE.finditer(text, start, end)
        if not ORDINAL.search(text[max(start, m.start() - REACH) : m.start()])
    ]
    for cue in _CUE.finditer(text, start, end):
        while at < len(figures) and figures[at].end() <= cue.start():
            at += 1
        figure = figures[at - 1] if at else None
        if (
            figure is None
            or figure.start() < done
            or cue.start() - figure.end() > _FAR
            or not _opens(text, figure, cue)
        ):
            continue
        total = _with_parts(part, block, text, figure, (cue, min(end, cue.end() + _FAR_PARTS)), span)
        if total is not None:
            yield total
            done = total.evidence[0].end - block.start
    for index, figure in enumerate(figures):
        before = text[max(start, figure.start() - 24) : figure.start()]
        if index >= 2 and (_AT_ONCE.search(before) or (before.endswith("(") and _ALONE.match(text, figure.end()))):
            total = _gathered(part, block, text, figures[max(0, index - _PARTS) : index], figure)
            if total is not None:
                yield total


def _summed(part: Part, block: Block, text: str, start: int, end: int) -> Iterator[Total]:
    """«… tài liệu: 45 triệu đồng; … 12 triệu đồng. Tổng cộng: 57 triệu đồng»: a sentence that sums up the one before it."""
    figure = _FIGURE.search(text, start, end)
    before = [
        m for m in _FIGURE.finditer(text, 0, start) if not ORDINAL.search(text[max(0, m.start() - REACH) : m.start()])
    ]
    total = _gathered(part, block, text, before[-_PARTS:], figure) if figure else None
    if total is not None:
        yield total


def _opens(text: str, figure: re.Match[str], cue: re.Match[str]) -> bool:
    """Whether a cue can open the parts of a figure: a bracket or a colon only close behind it."""
    between = text[figure.end() : cue.start()]
    if "%" in between or _PER.search(between):
        return False
    if cue["open"]:
        if _GOES_ON.match(text, cue.start()):
            between = between.rstrip(" .;")
        return not re.search(r"[.;]\s", between.rstrip(" ;"))  # «70 học sinh; trong đó …»
    if cue["colon"] and _WHOLE.search(text[max(0, figure.start() - 60) : figure.start()]):
        return len(between) <= 45 and not re.search(r"[.;]", between)  # «Tổng số 1.250 cán bộ, giáo viên: …»
    return len(between) <= 25 and not re.search(r"[.;,]", between)


def _with_parts(
    part: Part,
    block: Block,
    text: str,
    figure: re.Match[str],
    opening: tuple[re.Match[str], int],
    span: tuple[int, int],
) -> Total | None:
    """The total of a figure whose parts are listed behind a cue, or None where what is listed are not all its parts."""
    cue, end = opening
    stop = _closing(text, cue.end(), end) if cue["bracket"] else end
    parts = _list(text, cue.end(), stop)
    stated = parse_figure(figure.group())
    if stated is None or not parts or text[figure.end() : figure.end() + 1] == "]":  # «[4]» is a footnote's mark
        return None
    whole = bool(_WHOLE.search(text[max(span[0], figure.start() - _FAR_PARTS) : figure.start()]))
    if stated < _FEW and not whole:  # «02 bản: 01 bản giao …, 01 bản lưu» is no count worth a check
        return None
    total_of = [Decimal(0)]
    for index, (_, value, at) in enumerate(parts):  # the list may be followed by other figures: the first sum that fits
        total_of.append(total_of[-1] + value)
        if index >= 1 and total_of[-1] == stated:
            return _total(part, block, text, figure, [(p[0], p[1]) for p in parts[: index + 1]], at, span)
    kinds = sum(bool(_LEVEL.search(label or "")) for label, _, _ in parts)
    complete = cue["open"] and not cue["open"].lower().startswith("trong")
    near = abs(total_of[-1] - stated) <= stated * _NEAR
    levels = kinds == len(parts) and len(parts) >= 3
    slip = levels and abs(total_of[-1] - stated) <= stated * _SLIP and _COUNTS.search(text[span[0] : figure.start()])
    consists = complete and len(parts) >= 3 and not re.search(r"(?:khác|v\.v|\.\.\.|…)", text[cue.end() : parts[-1][2]])
    misprint = consists and stated >= _SURE and abs(total_of[-1] - stated) <= max(Decimal(1), stated * _CLOSE)
    if slip or misprint or (whole and near and len(parts) >= 2 and (complete or levels)):
        return _total(part, block, text, figure, [(p[0], p[1]) for p in parts], parts[-1][2], span)
    return None


def _closing(text: str, start: int, end: int) -> int:
    depth = 1
    for at in range(start, end):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    return end


def _list(text: str, start: int, end: int) -> list[tuple[str | None, Decimal, int]]:
    """The items «TH 8324; THCS 5003; THPT: 1978» as label, value and where each ends; empty where they are no such list."""
    blank = _BRACKETED.sub(lambda m: " " * len(m.group()), text[start:end])
    found: list[tuple[str | None, Decimal, int]] = []
    label = ""
    at = 0
    for stop in [*(m for m in _ITEM.finditer(blank)), None]:
        piece = blank[at : stop.start() if stop else len(blank)]
        counted = (
            m for m in _FIGURE.finditer(piece) if not ORDINAL.search(piece[max(0, m.start() - REACH) : m.start()])
        )
        figures = list(islice(counted, 2))
        values = [parse_figure(m.group()) for m in figures]
        if len(figures) > 1 or "%" in piece:
            break
        label = f"{label}, {piece}".strip(" ,") if label else piece
        if values and values[0] is not None:
            words = " ".join(_LEAD.sub("", _FIGURE.sub(" ", label, count=1)).split()).strip(" .,:;–-")
            found.append((words or None, values[0], start + at + len(piece.rstrip())))
            label = ""
        at = stop.end() if stop else at
    return found


def _gathered(
    part: Part, block: Block, text: str, figures: Sequence[re.Match[str]], figure: re.Match[str]
) -> Total | None:
    """«127 học viên … và thêm 07 học viên (tổng cộng 134 học viên)»: figures of one unit before their total, if they fit."""
    unit = _UNIT.match(text, figure.end())
    stated = parse_figure(figure.group())
    if not unit or stated is None:
        return None
    same = [m for m in figures if (u := _UNIT.match(text, m.end())) and u["unit"].lower() == unit["unit"].lower()]
    if len(same) < 2 and stated >= _FEW:  # «02 cán bộ quản lý, 24 giáo viên; tổng cộng 26 người»
        same = list(figures)
    values = [value for m in same if (value := parse_figure(m.group())) is not None]
    if len(values) < 2 or sum(values) != stated:
        return None
    return Total(
        label=" ".join(text[figure.start() : unit.end()].split()[1:]) or None,
        stated=plain(stated),
        parts=[Summand(value=plain(value)) for value in values],
        computed=plain(sum(values, Decimal(0))),
        holds=True,
        evidence=[part.evidence(block.start + same[0].start(), block.start + unit.end(), 0.95)],
    )


def _total(
    part: Part,
    block: Block,
    text: str,
    figure: re.Match[str],
    parts: Sequence[tuple[str | None, Decimal]],
    end: int,
    span: tuple[int, int],
) -> Total:
    stated = parse_figure(figure.group())
    assert stated is not None
    computed = sum((value for _, value in parts), Decimal(0))
    low = max(span[0], figure.start() - _FAR_PARTS)
    clause = max(text.rfind(mark, low, figure.start()) for mark in (";", ",", "(", "\n"))
    label = " ".join(text[max(clause + 1, low) : figure.start()].split()).strip(" :–-+")
    return Total(
        label=(label if len(label) <= _LABEL else label[label.find(" ", len(label) - _LABEL) + 1 :]) or None,
        stated=plain(stated),
        parts=[Summand(label=words, value=plain(value)) for words, value in parts],
        computed=plain(computed),
        holds=computed == stated,
        evidence=[part.evidence(block.start + figure.start(), block.start + end, 0.95)],
    )
