"""Lists of counted parts in a sentence («TH 8324; THCS 5003; THPT: 1978»), and whether they are all parts of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from normalize.lexicon import rows
from normalize.rows import match_key
from normalize.total_expressions import FIGURE, names
from vietnamese.numbers import parse_figure

_FIGURE = re.compile(FIGURE)
_SEPARATOR = re.compile(r"\s*;\s*|,(?!\d)\s*|\s+và\s+|\s+còn\s+lại\s+(?:là\s+)?|\n|\s+\+\s+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEAD = re.compile(r"^\s*(?:trong\s+đó|bao\s+gồm|gồm|có|là|với|số|từ)(?:\s+(?:có|gồm|là))?\s*:?\s+", re.IGNORECASE)
_SHARE = re.compile(
    r"^\s*(?:\(?\s*)?(?:chiếm|đạt|tỷ\s+lệ|tỉ\s+lệ|tương\s+(?:đương|ứng)|bằng)?\s*(?:tỷ\s+lệ\s*)?:?\s*\d{1,3}(?:[.,]\d+)?\s*%"
)
_UNIT = re.compile(r"\s*(?P<unit>[^\W\d_]+)")
_PREFIX = re.compile(r"^(?:số|loại|cấp|trường|bậc|học\s+sinh|hs|xếp\s+loại|tiết|giờ)\s+(?:em\s+)?", re.IGNORECASE)
_BEFORE = 24  # characters before a figure in which a word for years may stand
_SENTENCE = re.compile(r"\.\s+(?=[^\W\da-zà-ỹ])")
_NUMBERED = re.compile(
    r"(?P<head>[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s(?P<number>\d{1,2}|[IVX]+|[A-E])(?:\s(?:có|là))?$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\w)năm(?:\s+học)?\s*$", re.IGNORECASE)
_BOUND = re.compile(
    r"(?<!\w)(?:từ|đến|dưới|trên|quá|hơn|nhất|nhất\s+là|thiểu|đa|tới|tuổi|đủ|vượt|tăng|giảm|≥|≤|>|<)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a list: its words, value, where its figure and the item stand, and the first word of its unit."""

    label: str | None
    value: Decimal
    start: int
    end: int
    unit: str


def counted(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The figures of a stretch that count something: no «lớp 6», no «Đợt 1: …»."""
    return [m for m in _FIGURE.finditer(text, start, end) if _counts(text, m, start)]


def _counts(text: str, figure: re.Match[str], start: int) -> bool:
    before = text[max(start, figure.start() - _BEFORE) : figure.start()]
    if len(figure.group()) < 4 and _YEAR.search(before) and unit_of(text, figure.end()):
        return True  # «năm học 35 tuần», not «năm 2024»
    return not names(text, figure.start(), figure.end(), start)


def unit_of(text: str, at: int) -> str:
    """The first word behind a figure that ends at `at`, in lower case; empty where none stands there."""
    match = _UNIT.match(text, at)
    return match["unit"].lower() if match else ""


def bounded(text: str, at: int) -> bool:
    """Whether the figure at `at` is a bound («từ 20», «dưới 50»), which is no part of a sum."""
    return bool(_BOUND.search(text[max(0, at - 12) : at]))


def items(text: str, start: int, end: int, *, bracketed: bool = False) -> list[Item]:
    """The items of a list with one figure each, up to where it is such a list no more; or with it in brackets."""
    blank = text[:start] + _BRACKETED.sub(
        lambda m: f" {m.group()[1:-1]} " if bracketed else " " * len(m.group()), text[start:end]
    )
    found: list[Item] = []
    label_at, at, behind = start, start, False
    for stop in [*_SEPARATOR.finditer(blank, start, end), None]:
        piece_end = stop.start() if stop else end
        last = _SENTENCE.search(blank, at, piece_end) if found else None
        piece_end = last.start() if last else piece_end
        figures = counted(blank, at, piece_end)
        while len(figures) > 1 and ":" in blank[figures[0].end() : figures[1].start()]:
            figures = figures[1:]  # «NDBD 1: 40 tiết», «3 đợt: đợt 1: 40 tiết»
        share = bool(_SHARE.search(blank[at:piece_end])) and bool(found)
        if not share and (len(figures) > 1 or "%" in blank[at:piece_end]):
            break
        if figures and not share:
            figure = figures[0]
            value = parse_figure(figure.group())
            if value is None:
                break
            head = " ".join(blank[label_at : figure.start()].split()).rstrip(" :")
            before = _LEAD.sub("", head[head.rfind(":") + 1 :] + " ").strip(" .,:;–-+(")
            after = " ".join(blank[figure.end() : piece_end].split()).strip(" .,:;–-+)")
            stop_at = at + len(blank[at:piece_end].rstrip())
            behind = not before  # «84 tiết lý thuyết; 124 tiết thực hành, thảo luận; …»
            found.append(Item((before or after) or None, value, figure.start(), stop_at, unit_of(text, figure.end())))
        if last:
            break
        if figures or share or (found and behind):
            label_at = stop.end() if stop else end
        at = stop.end() if stop else end
    return found


def items_in(text: str, start: int, end: int, unit: str) -> list[Item]:
    """The items of a list that each tell one figure in `unit` beside others («Chương trình 01: 01 tuần (40 tiết)»)."""
    blank = text[:start] + _BRACKETED.sub(lambda m: " " * len(m.group()), text[start:end])
    found: list[Item] = []
    at = start
    for stop in [*_SEPARATOR.finditer(blank, start, end), None]:
        piece_end = stop.start() if stop else end
        figures = [m for m in counted(text, at, piece_end) if unit_of(text, m.end()) == unit]
        if len(figures) > 1:
            break
        value = parse_figure(figures[0].group()) if figures else None
        if figures and value is not None:
            label = " ".join(text[at : figures[0].start()].split()).strip(" .,:;–-+(")
            behind = " ".join(blank[figures[0].end() : piece_end].split()).strip(" .,:;–-+)")
            found.append(Item(label or behind or None, value, figures[0].start(), piece_end, unit))
        at = stop.end() if stop else end
    return found


@cache
def _wholes() -> tuple[tuple[int, int, dict[str, int]], ...]:
    return tuple(
        (
            int(row["least"]),
            row["members"].count("|") + 1,
            {match_key(word): n for n, kind in enumerate(row["members"].split("|")) for word in kind.split("/")},
        )
        for row in rows("partitions")
    )


def make_whole(found: Sequence[Item]) -> bool:
    """Whether the items of a list are by their names parts of one whole (nam | nữ, the levels, the ratings)."""
    return any(told >= least for told, least, _ in _kinds(found))


def is_all(found: Sequence[Item]) -> bool:
    """Whether the items of a list are by their names all the parts of a whole, so that nothing is left out."""
    return any(told == all_kinds for told, _, all_kinds in _kinds(found))


def are_disjoint(found: Sequence[Item]) -> bool:
    """Whether the items of a list can't overlap: kinds of one whole, or one thing by its numbers («lớp 9», «lớp 12»)."""
    named = [_NUMBERED.match(item.label or "") for item in found]
    heads, numbers = ({m[n].lower() for m in named if m} for n in ("head", "number"))
    numbered = None not in named and len(heads) == 1 and len(numbers) == len(found)
    return len(found) >= 2 and (numbered or any(True for _ in _kinds(found)))


def _kinds(found: Sequence[Item]) -> Iterator[tuple[int, int, int]]:
    """The wholes whose parts the items name, each once: how many they name, how many there must be, how many there are."""
    labels = [match_key(_PREFIX.sub("", (item.label or "").lower())) for item in found]
    for least, all_kinds, members in _wholes():
        kinds = [_kind(members, label) for label in labels]
        if None not in kinds and len(set(kinds)) == len(kinds):
            yield len(kinds), least, all_kinds


def _kind(members: Mapping[str, int], label: str) -> int | None:
    """The kind that a label names; «tự học*» is also «tự học qua mạng»."""
    words = label.split()
    opened = (members.get(" ".join(words[:count]) + "*") for count in range(len(words), 0, -1))
    return members.get(label, next((kind for kind in opened if kind is not None), None))
