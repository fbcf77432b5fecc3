"""Sums that a text writes out («108 trường × 03 + 10 × 02 = 344») and shares of a whole («120/150, đạt 80%»)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from vietnamese.numbers import parse_figure

FIGURE = (
    r"(?<![\w/.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?!(?!(?:đ|đồng|t|tiết|người|hs|gv)(?!\w))[\w/]|[.,]\d)"
)
"""A Vietnamese figure that stands alone: no part of a symbol, a date or a section number."""

_ORDINAL = re.compile(
    r"(?<!\w)(?:lớp|khối|năm|năm\s+học|(?<!danh\s)mục|ví\s+dụ|điều|khoản|(?<!tổng\s)(?<!thang\s)điểm|bài|câu|(?<!xếp\s)loại|hạng|nhóm|mức(?:\s+độ)?|đợt|quý|tháng|ngày|thứ|tuần|phụ\s+lục|biểu|mẫu"
    r"|(?<!mỗi\s)(?<!từng\s)(?<!một\s)m[ôo]\s?-?đun|(?:nội\s+dung|chương\s+trình)(?:\s+bồi\s+dưỡng)?|(?<!tổng\s)(?<!sĩ\s)(?<!dân\s)(?<!quân\s)(?<!chỉ\s)(?<!hệ\s)số|bậc|cấp|giai\s+đoạn|bước|tiểu\s+khu|tổ|ấp|thôn|phường|quận)\s*$",
    re.IGNORECASE,
)
_REACH_BACK = 24  # characters before a number in which such a word may stand
_MONEY = re.compile(r"\s*(?:tỷ|tỉ|triệu|nghìn|ngàn|trăm)?\s*(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|đ|vnđ)(?!\w)", re.IGNORECASE)

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_RESULT = re.compile(rf"(?:=|(?<!\w)bằng(?!\w)|(?P<colon>(?<=[^\W\d_]):))\s*(?P<right>{FIGURE})")
_ASIDE = re.compile(r"\((?![^()]*[+×*xX−])[^()]*\)")  # «34 tháng (từ 01/2013) + 11 tháng»
_CUT = re.compile(r"[=;:]|(?<![+×*=−])\n(?!\s*[+×*=−])|\.\s|(?<!\w)bằng(?!\w)")
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?P<percent>%)?|(?P<open>\()|(?P<close>\))|(?P<plus>\+)|(?P<times>[×*])"
    r"|(?<![^\W\d_])(?P<x>[xX])(?![^\W\d_])|(?P<minus>−|(?<=\s)[–-](?=\s))"
)
_FAR = Decimal("0.5")  # a slip in a sum written out; what is farther off was not read right
_DIVIDED = re.compile(r"(?:[/÷\])}^√]|[\d)\]]\s*:|\s:)$")
_TELLS = re.compile(r"(?:đạt|chiếm|tỷ\s+lệ|tỉ\s+lệ|tương\s+(?:đương|ứng)|\(|=)[^\w]*$", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?<![\w/.,])(?P<left>{_NUMBER})\s+(?P<unit>[^\W\d_]+(?:\s+[^\W\d_]+){{0,2}})\s*[/–-]\s*"
    rf"(?P<right>{_NUMBER})\s+(?P<other>[^\W\d_]+(?:[ \t]+[^\W\d_]+)?)"
)
_DAYS, _MONTHS = 31, 12  # «60% (5/9)»: a day
_WORDS = 120  # characters of a label
_REACH = 200  # characters before «=» in which an expression may stand
_DEFINED = re.compile(
    rf"(?P<stated>{FIGURE})(?!\s*[-+×*%])[^\d=;:.()\n+×*]{{0,30}}(?:=|\(=|(?P<bracket>\((?=[^()\n]{{0,80}}(?:[×*]|\s[xX]\s))))\s*(?=\d)"
)
_EACH_TIMES = re.compile(
    rf"(?P<count>{FIGURE})\s+(?P<unit>[^\W\d_]+)(?:\s+[^\W\d_]+){{0,6}}(?:\s+\d\d?)?\s*,?\s*(?:\(\s*)?mỗi\s+(?P=unit)(?:\s+[^\W\d_]+){{0,5}}\s*:?\s+(?P<each>{FIGURE})"
    rf"[^.;\d\n]{{0,30}}?(?:=|(?:tổng|cộng|thành\s+tiền|bằng)(?:\s+[^\W\d_]+){{0,5}}\s*:?)\s+(?P<stated>{FIGURE})",
    re.IGNORECASE,
)
_RATE_TIMES = re.compile(
    rf"(?<![\d.,/])(?P<count>{_NUMBER})\s+(?P<unit>[^\W\d_]+)[^.;\d]{{0,60}}?(?P<each>{_NUMBER})\s*(?:đồng|đ|nghìn\s+đồng)/(?P=unit)"
    rf"[^.;\d\n]{{0,30}}?(?:=|(?:tổng|cộng|thành\s+tiền|bằng)(?:\s+[^\W\d_]+){{0,5}}\s*:?)\s+(?P<stated>{FIGURE})",
    re.IGNORECASE,
)
_EACH_BEHIND = re.compile(
    rf"(?P<stated>{FIGURE})\s*(?P<unit>[^\W\d_]+)[^.;\d]{{0,60}}?(?<![\d.,])(?P<count>\d{{1,3}})\s+(?P<of>[^\W\d_]+)[^.;\d]{{0,40}}?mỗi\s+(?P=of)(?!\w)[^.;\d]{{0,40}}?"
    rf"(?P<each>{FIGURE})\s*(?P=unit)(?!\w)",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"(?:tối\s+(?:đa|thiểu)|không\s+quá|ít\s+nhất|trở\s+lên)(?!\w)", re.IGNORECASE)
_MEAN = re.compile(
    rf"(?P<whole>{_NUMBER})\s*(?:[^\W\d_]+\s*){{0,4}}/\s*(?P<count>{_NUMBER})(?![\d/])(?:\s*[^\W\d_]+){{0,4}}\s*[,;(–-]?\s*(?:đạt\s+)?(?:bình\s+quân|trung\s+bình)[^\d\n.;]{{0,30}}"
    rf"(?P<stated>{_NUMBER})(?![\d%])",
    re.IGNORECASE,
)
_MEAN_FIRST = re.compile(
    rf"(?:bình\s+quân|trung\s+bình)[^\d\n.;]{{0,30}}(?P<stated>{_NUMBER})(?!\s*%)[^\d\n;]{{0,30}}\(\s*(?P<whole>{_NUMBER})\s*(?:[^\W\d_]+\s*){{0,4}}[/:]\s*(?P<count>{_NUMBER})(?![\d/])",
    re.IGNORECASE,
)
_SHARE_FIRST = re.compile(
    rf"(?<![\d.,])(?P<percent>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*%(?P<words>[^\d%\n();.]{{0,40}}[(:])\s*(?P<part>{_NUMBER})\s*/\s*(?P<whole>\d{{1,3}}(?:\.\d{{3}})+|\d+)(?![\d/])"
)
_SHARE = re.compile(
    rf"(?<![\w/.,])(?P<part>{_NUMBER})\s*/\s*(?P<whole>\d{{1,3}}(?:\.\d{{3}})+|\d+)(?![\d/])(?P<words>[^\d%\n]{{0,40}}?)"
    r"(?<![\d.,])(?P<percent>\d{1,3}(?:[.,]\d{1,2})?)\s*%"
)  # fmt: skip


def names(text: str, start: int, end: int, low: int = 0) -> bool:
    """Whether the figure at `start` names and does not count («lớp 6»; not «cấp 3.180,0 triệu»); its words begin at `low`."""
    if "." in text[start:end] or _MONEY.match(text, end):
        return False
    return bool(_ORDINAL.search(text[max(low, start - _REACH_BACK) : start]))


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated value, the values it is made of, and what arithmetic gives; offsets are into the text read."""

    start: int
    end: int
    stated: str
    parts: tuple[tuple[str | None, str], ...]
    computed: Decimal
    holds: bool
    label: str | None = None


def expressions(text: str) -> Iterator[Sum]:
    """The sums and products written out in `text` with their result behind the sign of equality."""
    told = text
    text = _ASIDE.sub(lambda m: " " * len(m.group()), told)
    for match in _RESULT.finditer(text):
        reach = max(match.start() - _REACH, 0)
        cuts = [cut.end() for cut in _CUT.finditer(text, reach, match.start())]
        tokens = _chain(list(_TOKEN.finditer(text, cuts[-1] if cuts else reach, match.start())))
        stated = parse_figure(match["right"])
        terms = _terms(text, tokens, match.start())
        figures = [m["number"] for m in tokens if m["number"]]
        if not terms or stated is None or len(figures) < 2:
            continue
        computed = sum((value for _, value in terms), Decimal(0))
        if text[match.end() :].lstrip().startswith("%") and any(m["percent"] for m in tokens):
            computed, terms = computed * 100, [(label, value * 100) for label, value in terms]
        if match["colon"] and (computed != stated or not any(m["times"] or m["x"] for m in tokens)):
            continue  # «… x 25 người: 15.000.000 đồng»
        if computed != stated and (abs(computed - stated) > stated * _FAR or _doubtful(text, tokens)):
            continue
        parts = [(label, plain(value)) for label, value in terms]
        if len(parts) == 1:  # one product: its factors are the parts
            parts = [(None, plain(value)) for figure in figures if (value := parse_figure(figure)) is not None]
        label = _label(told, tokens[0].start())
        yield Sum(tokens[0].start(), match.end(), plain(stated), tuple(parts), computed, computed == stated, label)


def _label(text: str, at: int) -> str | None:
    """The words that name what is computed («Nước uống: 20 em × …»): those before it in its own clause."""
    head = text[max(0, at - _REACH) : at].rstrip()
    cut = max(head.rstrip(":=( ").rfind(mark) for mark in (";", "\n", ". ", "(", "="))
    words = " ".join(head[cut + 1 :].split()).strip(" .:=–-+•*(")
    return words if any(c.isalpha() for c in words) and len(words) <= _WORDS else None


def _doubtful(text: str, tokens: list[re.Match[str]]) -> bool:
    """Whether what stands before an expression tells that it was read in part, or that a number in it counts nothing."""
    before = text[: tokens[0].start()].rstrip()
    if _DIVIDED.search(before):
        return True  # «(a + b) : 6 × 60% = …»
    return any(names(text, m.start("number"), m.end("number")) for m in tokens if m["number"])


def _chain(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """The tokens of the expression that ends the text: from the last number that no sign joins to the one before it."""
    first = 0
    for index in range(1, len(tokens)):
        before, here = tokens[index - 1], tokens[index]
        if (before["number"] or before["close"]) and (here["number"] or here["open"]):
            first = index
    return tokens[first:]


def _terms(text: str, tokens: list[re.Match[str]], end: int) -> list[tuple[str | None, Decimal]]:
    """The summands of an expression with their words; empty where the tokens are no expression."""
    at, value = _sum(tokens, 0)
    if value is None or at != len(tokens):
        return []
    found: list[tuple[str | None, Decimal]] = []
    depth, first = 0, 0
    for index, token in enumerate([*tokens, None]):
        if token is not None:
            depth += bool(token["open"]) - bool(token["close"])
            if depth or not (token["plus"] or token["minus"]):
                continue
        _, part = _sum(tokens[first:index], 0)
        if part is None:
            return []
        negative = first > 0 and tokens[first - 1]["minus"]
        words = _TOKEN.sub(" ", text[tokens[first].start() : token.start() if token else end])
        found.append((" ".join(words.split()).strip(" .,-–") or None, -part if negative else part))
        first = index + 1
    return found


def _sum(tokens: list[re.Match[str]], at: int) -> tuple[int, Decimal | None]:
    at, total = _product(tokens, at)
    while total is not None and at < len(tokens) and (tokens[at]["plus"] or tokens[at]["minus"]):
        negative = bool(tokens[at]["minus"])
        at, value = _product(tokens, at + 1)
        total = None if value is None else total + (-value if negative else value)
    return at, total


def _product(tokens: list[re.Match[str]], at: int) -> tuple[int, Decimal | None]:
    at, total = _atom(tokens, at)
    while total is not None and at < len(tokens) and (tokens[at]["times"] or tokens[at]["x"]):
        at, value = _atom(tokens, at + 1)
        total = None if value is None else total * value
    return at, total


def _atom(tokens: list[re.Match[str]], at: int) -> tuple[int, Decimal | None]:
    if at >= len(tokens):
        return at, None
    if tokens[at]["open"]:
        at, value = _sum(tokens, at + 1)
        return (at + 1, value) if at < len(tokens) and tokens[at]["close"] else (at, None)
    figure = parse_figure(tokens[at]["number"]) if tokens[at]["number"] else None
    if figure is not None and tokens[at]["percent"]:
        figure /= 100
    return at + 1, figure


def defined(text: str) -> Iterator[Sum]:
    """What stands before its own sum or product: «40 tiết = 16 tiết + 24 tiết», «30.000.000 đồng (15 lớp × 2.000.000 đồng)»."""
    for match in _DEFINED.finditer(text):
        stop = _CUT.search(text, match.end())
        limit = min(stop.start() if stop else len(text), match.end() + _REACH)
        if match["bracket"]:
            close = text.find(")", match.end(), limit)
            if close < 0:
                continue
            limit = close
        tokens = list(_TOKEN.finditer(text, match.end(), limit))
        figures = [m["number"] for m in tokens if m["number"]]
        stated = parse_figure(match["stated"])
        terms = _terms(text, tokens, limit) if len(figures) >= 2 and any(m["percent"] is None for m in tokens) else []
        if not terms or stated is None:
            continue
        computed = sum((value for _, value in terms), Decimal(0))
        if computed != stated and (match["bracket"] or abs(computed - stated) > stated * _FAR):
            continue
        parts = [(label, plain(value)) for label, value in terms]
        if len(parts) == 1:
            parts = [(None, plain(value)) for figure in figures if (value := parse_figure(figure)) is not None]
        label = _label(text, match.start())
        yield Sum(match.start(), limit, plain(stated), tuple(parts), computed, computed == stated, label)


def each_times(text: str) -> Iterator[Sum]:
    """Products in words: «120 suất quà, mỗi suất 500.000 đồng, tổng trị giá 60.000.000 đồng»."""
    for match in (*_EACH_TIMES.finditer(text), *_RATE_TIMES.finditer(text)):
        count, each, stated = (parse_figure(match[name]) for name in ("count", "each", "stated"))
        if count is None or each is None or stated is None:
            continue
        computed = count * each
        if computed == stated or (match.re is _EACH_TIMES and abs(computed - stated) <= stated * _FAR):
            factors, label = ((None, plain(count)), (None, plain(each))), _label(text, match.start())
            yield Sum(match.start(), match.end(), plain(stated), factors, computed, computed == stated, label)


def each_behind(text: str) -> Iterator[Sum]:
    """Products told behind their result, where they give it: «120 tiết, gồm 3 chương trình, mỗi chương trình 40 tiết»."""
    for match in _EACH_BEHIND.finditer(text):
        stated, count, each = (parse_figure(match[name]) for name in ("stated", "count", "each"))
        if stated is None or count is None or each is None or _LIMIT.search(match.group()):
            continue
        if count * each == stated > count:
            factors = ((None, plain(count)), (None, plain(each)))
            yield Sum(match.start(), match.end(), plain(stated), factors, stated, True, _label(text, match.start()))


def means(text: str) -> Iterator[Sum]:
    """Means told with both numbers, where they give it: «345 học sinh/12 lớp, bình quân 28,75 học sinh/lớp»."""
    for match in (*_MEAN.finditer(text), *_MEAN_FIRST.finditer(text)):
        whole, count, stated = (parse_figure(match[name]) for name in ("whole", "count", "stated"))
        if whole is None or not count or stated is None:
            continue
        unit = Decimal(1).scaleb(stated.as_tuple().exponent)  # type: ignore[arg-type]
        if abs(whole / count - stated) < unit:
            parts = ((None, plain(whole)), (None, plain(count)))
            computed = (whole / count).quantize(unit, ROUND_HALF_UP)
            yield Sum(match.start(), match.end(), plain(stated), parts, computed, True, "bình quân")


def shares(text: str) -> Iterator[Sum]:
    """The shares that `text` states with both numbers («120/150 học sinh, đạt 80%»), right to the printed decimals."""
    for match in (*_SHARE.finditer(text), *_SHARE_FIRST.finditer(text)):
        part, whole = parse_figure(match["part"]), parse_figure(match["whole"])
        stated = Decimal(match["percent"].replace(",", "."))
        if part is None or not whole or part > whole:
            continue
        exact = part * 100 / whole
        unit = Decimal(1).scaleb(stated.as_tuple().exponent)  # type: ignore[arg-type]
        holds = abs(exact - stated) < unit  # rounded or cut off, both are usual
        computed = exact.quantize(unit, ROUND_HALF_UP)
        day = part <= _DAYS and whole <= _MONTHS
        if not holds and (abs(exact - stated) > 15 or not _TELLS.search(match["words"]) or day):
            continue  # two numbers that do not belong to this share
        parts = ((None, plain(part)), (None, plain(whole)))
        yield Sum(match.start(), match.end(), plain(stated), parts, computed, holds, "tỷ lệ phần trăm")


def plain(value: Decimal) -> str:
    """An exact decimal string without exponent or needless zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def paired(text: str) -> Iterator[Sum]:
    """Two sums told side by side: «17 lớp/612 học sinh (khối 10: 6 lớp/231 học sinh; khối 11: …)», both where they hold."""
    pairs = list(_PAIR.finditer(text))
    for first, whole in enumerate(pairs):
        same = []
        for pair in pairs[first + 1 :]:
            if any(pair[name].lower().split()[0] != whole[name].lower().split()[0] for name in ("unit", "other")):
                break
            same.append(pair)
        if len(same) < 2:
            continue
        for name in ("left", "right"):
            told, values = parse_figure(whole[name]), [parse_figure(pair[name]) for pair in same]
            if told is not None and None not in values and told == sum(v for v in values if v is not None) > 0:
                parts = [
                    ((_label(text, pair.start()) or "").split(": ")[-1] or None, plain(v))
                    for pair, v in zip(same, values, strict=True)
                    if v is not None
                ]
                start = whole.start(name)
                yield Sum(
                    start,
                    same[-1].end(),
                    plain(told),
                    tuple(parts),
                    told,
                    True,
                    whole["unit" if name == "left" else "other"],
                )
        break
