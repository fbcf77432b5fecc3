"""Totals that a sentence states with the list of their parts, before or behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from normalize.part import Block, Part
from normalize.total_expressions import plain
from normalize.total_lists import Item, are_disjoint, bounded, counted, is_all, items, items_in, make_whole, unit_of
from schemas.facts import Part as Summand
from schemas.facts import Total
from vietnamese.numbers import parse_figure

_CUE = re.compile(
    r"(?P<open>(?<!\w)(?:(?:trong\s+(?:đó|số\s+(?:này|đó))|chia\s+(?:ra|làm|thành|đều)|phân\s+(?:bổ|ra|chia|theo)|cụ\s+thể)(?:\s+(?:có|gồm|là|cho|như\s+sau))*|(?:bao\s+)?gồm(?:\s+(?:có|các))?)"
    r"(?![^\W\d])\s*:?\s*)|(?P<bracket>[(\[])|(?P<colon>:)\s*|(?P<soft>(?<!\w)(?:với|để|có|là|cho)(?!\w)\s*)"
    r"|(?P<apart>[;,]\s+(?=[^\d;,.]{1,30}\d))",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"(?:Trong\s+(?:đó|số\s+(?:này|đó))|Cụ\s+thể|Bao\s+gồm|Gồm|Chia\s+ra)(?!\w)")
"""What opens a sentence that goes on with the one before it («Trong đó: …»)."""
WHOLE = re.compile(
    r"(?<!\w)(?:tổng(?!\s+(?:kết|hợp|phụ|giám|đạo|kiểm|cục|thể))|cộng(?!\s+(?:tác|đồng|nghệ))|toàn\s+(?:trường|huyện|xã|phường|quận|khối|tỉnh|ngành|quốc|thành\s+phố))(?!\w)",
    re.IGNORECASE,
)
"""Words that call a figure a whole."""
_AT_ONCE = re.compile(
    r"(?<!\w)(?:toàn\s+khóa|tất\s+cả|cả\s+(?:năm|khóa|đợt)|(?:tổng|cộng)(?:\s+[^\W\d_]+){0,4})\s*(?:là|có)?\s*:?\s*$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*[^\W\d_]+(?:\s+[^\W\d_]+){0,2}\s*\)")  # «… và 12 giải Khuyến khích (31 giải)»
_UNIT = re.compile(r"\s*(?P<unit>[^\W\d_]+(?:[ \t]+[^\W\d_]+)?)")
_PER = re.compile(r"^\s*/|\d\s*/|/\s*\d")  # «12/15», «3/4»; not «120 tiết/năm học»
_PRICE = re.compile(r"\s*(?:đồng|đ)\s*/", re.IGNORECASE)  # «1.500.000đ/đội»
_MONEY = frozenset({"đồng", "đ", "nghìn", "ngàn", "triệu", "tỷ", "tỉ"})
_COUNTS = re.compile(r"(?<!\w)(?:số|tổng|toàn|sĩ)\s+[^\d:;]{1,40}:?\s*(?:là|có)?\s*$", re.IGNORECASE)
_MORE = re.compile(r"khác|v\.v|\.\.\.|…|chủ\s+yếu|riêng", re.IGNORECASE)
_OPEN_LABEL = re.compile(
    r"(?:^|\s)(?:có|với|là|gồm|được|đạt|trao|cấp|mở|chọn|cử|tổ\s+chức|từ|cho|của|đã|và|tại|hiện|số)$", re.IGNORECASE
)
_BRACKETED = re.compile(r"\([^()]*\)")
_IS = re.compile(r"\s+(?:là|có|gồm|được|đạt)$", re.IGNORECASE)  # «Tổng thu là 4.312 triệu đồng»
_CLAUSE = re.compile(r"[;,(\n:]\s*|\.\s+|\s+và\s+")
_TOTAL_ONLY = re.compile(r"(?:^|\s)tổng(?:\s+(?:số|cộng))?$", re.IGNORECASE)
_SLIP = Decimal("0.02")  # a misprint in a list of levels stays this near its stated number
_NEAR = Decimal("0.1")  # a misprint stays near the sum; what is farther off is no list of all parts
_CLOSE = Decimal("0.05")  # a misprint in a list of all parts that no «tổng» opens
_SURE = 10  # below it, a list of parts meets the wrong number by chance
_FEW = 5
_BEFORE = 40  # characters before a figure that call it the sum of those before it
_PARTS = 12  # figures before «tổng cộng» that may be its parts
_FAR_PARTS = 800  # characters in which a list of parts ends
_LABEL = 120  # characters of a label
_FAR = 90  # characters between a stated figure and the words that open its parts
_FARTHER = 220  # characters before a list in which a figure that it gives exactly may stand
_BACK = 5  # counted figures before a list that may be its sum


def sentence_totals(part: Part, block: Block, text: str, span: tuple[int, int]) -> Iterator[Total]:
    """«Tổng số 20 lớp, trong đó khối 6: 12; khối 7: 8»; «12 lớp và 8 lớp (tổng cộng 20 lớp)»."""
    start, end = span
    done = opened = (
        start  # where the last list ended, and where it began: lists stand in lists («16 tiết [8 LT, 8 TH]»)
    )
    at = 0  # of `figures`: those before it stand before the cue
    figures = counted(text, start, end)
    for cue in _CUE.finditer(text, start, end):
        while at < len(figures) and figures[at].end() <= cue.start():
            at += 1
        before = [f for f in figures[max(0, at - _BACK) : at] if cue.start() - f.end() <= _FARTHER]
        if not before or at == len(figures) or cue.start() < opened:
            continue
        told = [
            total
            for total in _with_parts(part, block, text, before, cue, span)
            if total.holds or total.evidence[0].start >= block.start + done
        ]
        if told:
            yield from told
            done, opened = max(done, *(total.evidence[0].end - block.start for total in told)), cue.end()
    for index, figure in enumerate(figures):
        before_it = text[max(start, figure.start() - _BEFORE) : figure.start()]
        if index >= 2 and (
            _AT_ONCE.search(before_it)
            or (
                before_it.endswith("(")
                and len(figure.group()) > 1
                and not figure.group().startswith("0")
                and _ALONE.match(text, figure.end())
            )
        ):
            total = gathered(part, block, text, figures[max(0, index - _PARTS) : index], figure)
            if total is not None:
                yield total


def _with_parts(
    part: Part, block: Block, text: str, before: Sequence[re.Match[str]], cue: re.Match[str], span: tuple[int, int]
) -> Iterator[Total]:
    """The totals of the figures whose parts are listed behind a cue («10 ngày (80 tiết), trong đó …»: both)."""
    stop = _closing(text, cue, min(span[1], cue.end() + _FAR_PARTS), span[0])
    found = items(text, cue.end(), stop)
    nearest = before[-1]
    units: set[str] = set()
    held = 0  # items of a list that gave a figure
    failed: list[tuple[re.Match[str], list[Item]]] = []  # beside figures that the same list gives
    for figure in reversed(before):
        stated = parse_figure(figure.group())
        unit = unit_of(text, figure.end())
        if (
            stated is None or unit in units or text[figure.end() : figure.end() + 1] == "]"
        ):  # «[4]» is a footnote's mark
            continue
        opens = figure is nearest and _opens(text, figure, cue)
        own = items_in(text, cue.end(), stop, unit) if opens or (cue["open"] and found) else []
        if not opens and not _reaches(text, figure, cue, own if len(own) >= 2 else found):
            continue
        whole = bool(WHOLE.search(text[max(span[0], figure.start() - _FAR_PARTS) : figure.start()]))
        if stated < (_FEW if opens or len(own) >= 2 else _SURE) and not (whole and opens):
            continue  # «02 bản: 01 bản giao …, 01 bản lưu» is no count worth a check
        exact = _exactly(text, found, stated) or _exactly(text, own, stated)
        if not exact and opens and not found:
            exact = _exactly(text, items(text, cue.end(), stop, bracketed=True), stated)
        if exact:
            units.add(unit)
            held = len(exact)
            yield _made(part, block, text, figure, exact, cue, span)
        elif opens and _misprinted(text, figure, cue, found, span[0], whole=whole):
            units.add(unit)
            yield _made(part, block, text, figure, found, cue, span)
        elif len(own) >= 2 and abs(sum((item.value for item in own), -stated)) <= stated * _NEAR:
            failed.append((figure, own))
    for figure, own in failed:
        if len(own) == held:
            yield _made(part, block, text, figure, own, cue, span)


def _exactly(text: str, listed: Sequence[Item], stated: Decimal) -> Sequence[Item]:
    """The first items of a list that give a figure: other figures may follow them; none where they don't give it."""
    sums = Decimal(0)
    for index, item in enumerate(listed):
        if bounded(text, item.start):
            break
        sums += item.value
        if index >= 1 and sums == stated:
            return listed[: index + 1]
    return ()


def _opens(text: str, figure: re.Match[str], cue: re.Match[str]) -> bool:
    """Whether a cue opens the parts of the figure before it: a bracket or a colon only close behind it."""
    between = _BRACKETED.sub("", text[figure.end() : cue.start()])
    if "%" in between or _PER.search(between) or cue["soft"] or cue["apart"] or len(between) > _FAR:
        return False
    if cue["open"]:
        if GOES_ON.match(text, cue.start()):
            between = between.rstrip(" .;")
        return not re.search(r"[.;]\s", between.rstrip(" ;"))  # «70 học sinh; trong đó …»
    if cue["colon"] and WHOLE.search(text[max(0, figure.start() - 60) : figure.start()]):
        return len(between) <= 45 and not re.search(r"[.;]", between)  # «Tổng số 1.250 cán bộ, giáo viên: …»
    return len(between) <= 25 and not re.search(r"[.;,]", between)


def _reaches(text: str, figure: re.Match[str], cue: re.Match[str], found: Sequence[Item]) -> bool:
    """Whether a figure farther off may be the whole of a list that gives it exactly: all count the same, none is a bound."""
    between = _BRACKETED.sub("", text[figure.end() : cue.start()])
    if (
        re.search(r";|\.\s", between.rstrip(" .;") if cue["open"] else between)
        or _PER.search(between[:8])
        or _PRICE.match(between)
    ):
        return False
    if (cue["soft"] or cue["apart"]) and "," in between and not make_whole(found):
        return False
    if cue["apart"]:
        return len(between) <= _FAR and make_whole(found)
    if bounded(text, figure.start()) or "%" in text[figure.end() : figure.end() + 3]:
        return False
    unit = unit_of(text, figure.end())
    return (
        bool(found)
        and bool(unit)
        and (all(item.unit == unit for item in found[:2]) or (len(between) <= _FAR and make_whole(found)))
    )


def _misprinted(
    text: str, figure: re.Match[str], cue: re.Match[str], found: Sequence[Item], low: int, *, whole: bool
) -> bool:
    """Whether a list that does not give its figure is nevertheless plainly a list of all its parts."""
    stated = parse_figure(figure.group()) or Decimal(0)
    off = abs(sum((item.value for item in found), Decimal(0)) - stated)
    if len(found) < 2 or _MORE.search(text, cue.end(), found[-1].end):
        return False
    if any(bounded(text, m.start()) for m in counted(text, figure.start(), found[-1].end)):
        return False
    told = cue["open"].lower() if cue["open"] else ""
    consists = bool(told) and not told.startswith("trong")  # «gồm» lists all, «trong đó» may leave out
    kinds = make_whole(found)
    if kinds and len(found) >= 3 and off <= stated * _SLIP and _COUNTS.search(text[low : figure.start()]):
        return True
    over = sum((item.value for item in found), Decimal(0)) > stated  # parts that exceed their whole leave none out
    if consists and len(found) >= 3 and stated >= _SURE and off <= max(Decimal(1), stated * _CLOSE):
        return True
    if off > stated * _NEAR:
        return False
    if (kinds and consists) or (over and are_disjoint(found)):
        return True
    if kinds and is_all(found) and (whole or consists or cue["bracket"]):
        return True
    alike = len(found) >= 3 and {item.unit for item in found} == {unit_of(text, figure.end())}
    if alike and over and whole and found[0].unit in _MONEY:
        return True
    return consists and (whole or (alike and stated >= _SURE))


def _closing(text: str, cue: re.Match[str], end: int, start: int) -> int:
    """Where the list behind a cue ends: at the bracket that closes around it, else at the sentence's end."""
    depth = text.count("(", start, cue.end()) - text.count(")", start, cue.end())
    depth += text.count("[", start, cue.end()) - text.count("]", start, cue.end())
    if depth <= 0:
        return end
    depth = 1
    for at in range(cue.end(), end):
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth == 0:
            return at
    return end


def gathered(
    part: Part, block: Block, text: str, figures: Sequence[re.Match[str]], figure: re.Match[str]
) -> Total | None:
    """«127 học viên … và thêm 07 học viên (tổng cộng 134 học viên)»: figures of one unit before their total, if they fit."""
    unit = _UNIT.match(text, figure.end())
    stated = parse_figure(figure.group())
    if stated is None:
        return None
    figures = [m for m in figures if not text.startswith("%", m.end()) and not text.startswith(" %", m.end())]
    named = unit["unit"].lower() if unit else ""
    same = [m for m in figures if (u := _UNIT.match(text, m.end())) and u["unit"].lower() == named]
    if len(same) < 2 and stated >= _FEW:  # «02 cán bộ quản lý, 24 giáo viên; tổng cộng 26 người»
        same = list(figures)
    results = [m for m in figures if text[: m.start()].rstrip().endswith("=")]
    if len(results) >= 2:  # «60 chai x 5.000 = 300.000; …; cộng: …»
        same = results
    values = [value for m in same if (value := parse_figure(m.group())) is not None]
    while len(values) > 2 and sum(values) > stated:  # what stands farther off may count something else
        same, values = same[1:], values[1:]
    if len(values) < 2 or sum(values) != stated or any(bounded(text, m.start()) for m in same):
        return None
    end = unit.end() if unit else figure.end()
    return Total(
        label=" ".join(text[figure.start() : end].split()[1:]) or None,
        stated=plain(stated),
        parts=[Summand(label=_label_of(text, m), value=plain(v)) for m, v in zip(same, values, strict=True)],
        computed=plain(sum(values, Decimal(0))),
        holds=True,
        evidence=[part.evidence(block.start + same[0].start(), block.start + end, 0.95)],
    )


def _label_of(text: str, figure: re.Match[str]) -> str | None:
    """The words before a figure in its own item."""
    low = max(0, figure.start() - _LABEL)
    head = text[low : figure.start()].rstrip(" :")
    cut = max((m.end() for m in _CLAUSE.finditer(head)), default=0)
    words = " ".join(head[cut:].split()).strip(" .:–-+")
    return words if words and (cut or low == 0) else None


def _made(
    part: Part,
    block: Block,
    text: str,
    figure: re.Match[str],
    found: Sequence[Item],
    cue: re.Match[str],
    span: tuple[int, int],
) -> Total:
    stated = parse_figure(figure.group()) or Decimal(0)
    computed = sum((item.value for item in found), Decimal(0))
    return Total(
        label=_label(text, figure, cue.start(), max(span[0], figure.start() - _FAR_PARTS)),
        stated=plain(stated),
        parts=[Summand(label=item.label, value=plain(item.value)) for item in found],
        computed=plain(computed),
        holds=computed == stated,
        evidence=[part.evidence(block.start + figure.start(), block.start + found[-1].end, 0.95)],
    )


def _label(text: str, figure: re.Match[str], stop: int, low: int) -> str | None:
    """What a total counts: the words before it («Tổng số CBQL, GV»), else those behind it («345 học sinh»)."""
    head = text[low : figure.start()]
    whole = list(WHOLE.finditer(head))
    named = head.rstrip().endswith(":") or whole
    marks = (";", "(", "\n", ". ") if named else (";", ",", "(", "\n", ". ")
    cut = max(head.rfind(mark) + len(mark) if mark in head else 0 for mark in marks)
    words = " ".join(head[cut:].split()).strip(" :–-+•*")
    if whole:
        words = _IS.sub("", words)
    if len(words) > _LABEL and whole and whole[-1].start() >= cut:
        words = " ".join(head[whole[-1].start() :].split()).strip(" :–-+•*").split(",")[0][:_LABEL]
    behind = " ".join(_BRACKETED.sub(" ", text[figure.end() : stop]).split(",")[0].split(" với ")[0].split()).strip(
        " .,:;–-()"
    )
    if behind and _TOTAL_ONLY.search(words):
        words = f"{words} {behind}"
    elif behind and "/" not in behind[:1] and (not words or _OPEN_LABEL.search(words)):
        words = behind
    return (words if len(words) <= _LABEL else words[words.find(" ", len(words) - _LABEL) + 1 :]) or None
