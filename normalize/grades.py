"""Grading scales with component minima, in sentences, lists, lists of conditions under a heading each, and tables.

A scale is read piece by piece: a piece that names a grade («Loại Giỏi»), a piece that tells a range («từ 8 đến dưới 9»),
a piece that does both, in either order. What belongs together is told by the order; two grades or more make a scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from normalize.rule_text import OF_SCALE, Scene, Stretch, any_word, decimal, near_scale
from normalize.score_ranges import FIGURE, LEAST, Range, ranges
from schemas.rules import Grade, Grading, PassMark, Rule

# Where a piece of a sentence ends; a decimal comma has no space behind it.
_PIECE = re.compile(
    r"[;,]\s+|\.\s+|\s+(?:còn|trong\s+khi)\s+|(?<=[\d)m])\s+và\s+(?=(?:loại|mức|hạng|không|chưa|trong|các|mỗi|từng)\s)",
    re.IGNORECASE,
)
_PART = (
    r"(?:thành\s+phần|nội\s+dung|bài|phần|môn|tiêu\s+ch[íi]|tiêu\s+chuẩn|mục|m[ôo]\s?-?\s?[đd]un|học\s+phần|chuyên\s+đề|kỹ\s+năng"
    r"|nhóm|khối|vòng|chỉ\s+tiêu|bộ\s+phận)"
)
COMPONENT = re.compile(
    rf"không\s+(?:có\s+(?:[^\W\d_]\S*\s+){{1,12}}?|(?:điểm|{_PART})\s+(?:[^\W\d_]\S*\s+){{0,10}}?)(?:bị\s+)?(?:điểm\s+)?(?:dưới|nhỏ\s+hơn|thấp\s+hơn|<)\s*(?:điểm\s+)?(?P<min>{FIGURE})(?!\s*%)",
    re.IGNORECASE,
)
"""«không có điểm thành phần nào dưới 5»: what every component must reach."""
_EVERY = re.compile(
    rf"(?:tất\s+cả|từng|mỗi|mọi|các)\s+(?:các\s+)?(?:điểm\s+)?{_PART}(?!\s+từ\s)[^.;\d]{{0,140}}?(?:từ|{LEAST}|đạt)\s*(?:điểm\s+)?(?P<min>{FIGURE})(?!\s*%)",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"(?:trung\s+bình|tổng|bình\s+quân)[^,;:]{0,24}$", re.IGNORECASE)
_REST = re.compile(
    r"(?:(?:mức|loại|hạng)\s+|^)(?P<first>[^\W\d_][^.;:\n]{1,40}?)\s*(?::|khi|nếu|là|gồm)\s*(?:các\s+|những\s+|đối\s+với\s+các\s+)?trường\s+hợp\s+(?:khác|còn\s+lại)"
    r"|(?:các\s+|những\s+|đối\s+với\s+(?:các|những)\s+)?trường\s+hợp\s+(?:khác|còn\s+lại)[^.;\n]{0,12}?\s*(?:được\s+|bị\s+)?(?:đánh\s+giá|xếp\s+loại|xếp|coi|tính)?\s*(?:vào\s+)?(?:loại\s+|mức\s+)?(?:là\s+|:\s*)?(?P<grade>[^.;\n]{3,80})"
    r"|còn\s+lại\s*:?\s*(?:thì\s+|là\s+|được\s+|bị\s+)?(?:(?:đánh\s+giá|xếp)\s+)?(?:loại\s+|mức\s+)?(?P<left>(?:không|chưa)\s+(?:đạt|hoàn\s+thành|xếp\s+loại)[^.;,()\n]{0,40})",
    re.IGNORECASE,
)
_TWO = re.compile(
    r"(?:hai|02|2)\s+mức\s*:?\s*(?:là\s+)?(?P<name>[^\W\d_][^().;:\n]{1,40}?)\s*\(\s*(?:nếu|khi)\s+(?P<when>[^()\n]{5,200})\)\s*(?:và|,|;)\s*(?P<other>[^\W\d_][^().;:\n]{1,40}?)\s*(?:\(|[.;]|$)",
    re.IGNORECASE,
)
_UP = re.compile(rf"(?:từ|{LEAST})\s+(?P<min>{FIGURE})\s*(?:điểm\s*)?trở\s+lên", re.IGNORECASE)
# What is graded by other figures than marks.
_NO_MARKS = re.compile(
    r"hệ\s+số\s+lương|biên\s+chế|thương\s+binh|tổn\s+thương|đô\s+thị\s+loại|(?:tỷ|triệu|nghìn)\s+đồng", re.IGNORECASE
)
_LIKELY = re.compile(
    r"(?:[Tt]ừ|đủ|ưới|cận|iểm|iểu|nhất|rên|đến|[Đđ]ạt|[<≥>=–(:-])\s*\d|\d\s*điểm|\d\s*(?:đến|-|–|%|đ|≤|<)\s|trường\s+hợp"
    r"|(?:[Ll]oại|[Mm]ức|[Hh]ạng)\s+[^\W\d_]+\s*(?:,|:|$)",
    re.MULTILINE,
)
_BETWEEN = 1  # paragraphs without a grade between two of a scale
_CONDITIONS = 5  # paragraphs of conditions below the name of a grade


_SHORT_TOO = re.compile(r"\s*\([^()]{1,6}\)$")
_NAMES = ("led", "any", "headed", "rated", "inner", "reached", "letter", "plain", "code", "counted")


@cache
def _lead() -> str:
    return (
        r"(?:(?:xếp|đạt|phân|đánh\s+giá|ở|vào|là)\s+)*(?:loại|mức(?:\s+độ)?|hạng|danh\s+hiệu)(?:\s+chất\s+lượng)?\s*"
        r"(?:ở\s+mức\s+|là\s+|:\s*)?[“\"'«]?"
    )


@cache
def _before() -> re.Pattern[str]:
    """A grade's name that stands before its range: with «loại, mức, hạng» anywhere, else at the beginning."""
    word, short = any_word("grade"), any_word("short_grade")
    behind = (
        r"(?!\w)[”\"'»]?(?=\s*(?:$|[:(,=≥<>→–-]|\d"
        r"|(?i:nếu|khi|là|đạt|có|từ|dưới|trên|không|đối\s+với|phải|tối\s+thiểu|ít\s+nhất|tương|ứng)(?!\w)))"
    )
    counted = r"(?i:hoàn\s+thành)\s+(?:(?i:từ|trên|dưới)\s+)?\d[\d,]*\s*%[^,;:\n]{0,60}?(?=\s+(?i:khi|nếu)\s)"
    return re.compile(
        rf"(?:(?i:(?<!\w){_lead()})(?P<led>(?i:{word}|đặc\s+biệt)|{short}|[IVX]{{1,3}}|\d)"
        rf"|(?i:(?<!\w)xếp\s+loại\s+(?:[^\W\d_]+\s+){{1,3}}?)(?P<rated>(?i:{word}))"
        r"|^(?i:bậc|mức|loại|hạng|cấp(?:\s+độ)?|danh\s+hiệu|nhóm)\s+(?P<any>[^\W\d_][^:;,()\d\n]{1,40}?)(?=\s*[:(])"
        rf"|(?<=:)\s[“\"'«]?(?P<inner>(?:(?i:{word})|{short})(?=\s*[(:=]))|(?i:(?<!\w)đạt\s+)(?P<reached>(?i:{word}))(?=\s*[(:])"
        rf"|(?i:(?<!\w)điểm\s+(?:chữ\s+)?)[“\"'«]?(?P<letter>{short})(?=[”\"'»]?(?:\s+(?i:tương\s+(?:ứng|đương)|ứng\s+với|khi|nếu|là)|\s*[:(=]\s*(?i:(?:từ|dưới|trên)\s+)?\d))"
        rf"|^[“\"'«(]?(?:(?P<counted>{counted})|(?P<plain>(?i:{word}))|(?P<code>{short}(?=\s*[:(=])|(?:XS|TB|KĐ|KK)(?=\s*\d)))"
        rf"|^(?:[^\W\d_]+\s+){{1,5}}?(?P<headed>(?i:{word}))(?=\s*:)){behind}"
    )


@cache
def _after() -> re.Pattern[str]:
    """A grade's name right behind its range: «… điểm: Xuất sắc», «… điểm thì được xếp loại khá»."""
    verb = r"(?:thì\s+)?(?:được\s+|bị\s+)?(?:(?:đánh\s+giá|công\s+nhận|coi|tính|đạt)\s+(?:là\s+)?)?"
    return re.compile(
        r"(?i:\s*(?:(?:tổng\s+)?(?:số\s+)?điểm|đ(?!\w))?\s*(?:trở\s+lên)?\)?\s*)"
        rf"(?:(?i:[:=→–-]+\s*(?:{verb}{_lead()})?)|,?\s*(?i:{verb}(?:{_lead()}|xếp\s+|là\s+|(?=(?:không|chưa)\s+(?:xếp|đạt|hoàn)))))[“\"'«]?"
        rf"(?P<name>(?i:{any_word('grade')}|đặc\s+biệt)|{any_word('short_grade')}|[IVX]{{1,3}})(?!\w)"
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a piece of a sentence says of a scale; `first` where its name begins the sentence or follows its range."""

    name: str | None
    first: bool
    range: Range | None
    component: str | None


def _pieces(text: str) -> Iterator[_Piece]:
    """The pieces of a sentence that name a grade, tell a range or a minimum for each component."""
    lows = minima(text)
    cuts = [c for c in _PIECE.finditer(text) if not any(m.start() < c.start() < m.end() for m in lows)]
    at = 0
    for cut in [*cuts, None]:
        end = cut.start() if cut else len(text)
        piece = text[at:end].rstrip(" ;,.")
        least = next((m for m in lows if at <= m.start() < end), None)
        taken = (least.start() - at, least.end() - at) if least else (0, 0)
        counted = _before().match(piece)  # «hoàn thành dưới 70% nhiệm vụ khi …»: the share is the grade's name
        begin = counted.end() if counted and counted["counted"] else 0
        whole = next(
            (r for r in ranges(piece) if r.start >= begin and (r.end <= taken[0] or r.start >= taken[1])), None
        )
        after = _after().match(piece, whole.end) if whole else None
        before = None if after else _named(piece, whole)
        name = after["name"] if after else before[0] if before else None
        if name or whole or least:
            first = after is not None or (at == 0 and before is not None and before[1] == 0)
            yield _Piece(
                " ".join(name.split()) if name else None, first, whole, decimal(least["min"]) if least else None
            )
        at = cut.end() if cut else end


def minima(text: str) -> list[re.Match[str]]:
    """Where a sentence tells what every component must reach («không có môn nào dưới 5», «từng bài từ 5 trở lên»)."""
    found = list(COMPONENT.finditer(text))
    return found or [m for m in _EVERY.finditer(text) if not _AVERAGE.search(text, max(0, m.start() - 40), m.start())]


def _named(piece: str, whole: Range | None) -> tuple[str, int] | None:
    """The last name that stands before a range, and where it begins."""
    limit = whole.start if whole else len(piece)
    found = [m for m in _before().finditer(piece) if m.end() <= limit]
    if not found:
        return None
    told = found[-1].groupdict()
    return next(told[key] for key in _NAMES if told[key]), found[-1].start()


@dataclass
class _Run:
    """A scale in the making: its grades, the sentences they were read from, the name that waits for its range."""

    grades: list[Grade] = field(default_factory=list)
    places: list[Stretch] = field(default_factory=list)
    share: bool = False
    waiting: str | None = None
    floor: str | None = None  # what every component must reach, told before the range itself
    listed: bool = False  # the conditions stand in paragraphs below the names
    quiet: int = 0

    def begins_another(self, piece: _Piece) -> bool:
        """Whether a piece names a grade that the scale has."""
        return bool(piece.name) and (piece.name or "").lower() in {grade.name.lower() for grade in self.grades}

    def take(self, piece: _Piece, place: Stretch) -> None:
        """Add a piece to the scale."""
        if piece.name:
            self.close()
            self.waiting = piece.name
        if piece.range and self.waiting:
            own = piece.range
            low = piece.component or self.floor
            self.grades.append(Grade(name=self.waiting, min=own.min, below=own.below, max=own.max, component_min=low))
            self.share = self.share or own.share
            self.waiting = self.floor = None
        elif piece.component and self.waiting:
            self.floor = self.floor or piece.component
        elif piece.component and self.grades and self.grades[-1].component_min is None:
            self.grades[-1].component_min = piece.component
        if place not in self.places:
            self.places.append(place)
        self.quiet = 0

    def close(self) -> None:
        """A name that waited and found only what each component must reach is a grade, too."""
        if self.waiting and self.floor:
            self.grades.append(Grade(name=self.waiting, component_min=self.floor))
        self.waiting = self.floor = None


def gradings(scene: Scene) -> Iterator[Rule]:
    """The grading scales of a part: at least two grades with ranges in paragraphs that follow each other."""
    run = _Run()
    for index in range(len(scene.blocks)):
        text = scene.text(index)
        heads = text.rstrip().endswith(":")
        held, run.quiet = run.waiting, run.quiet + 1
        likely = bool(heads or _LIKELY.search(text)) and not _NO_MARKS.search(text)
        for stretch in scene.stretches(index):
            found = [_inside(p, held) for p in _pieces(stretch.text)] if likely else []
            rest = _REST.search(stretch.text) if run.grades and not any(p.range for p in found) else None
            if rest:
                run.close()
                yield from _scale(scene, run, rest["first"] or rest["grade"] or rest["left"], stretch)
                run, held = _Run(), None
                continue
            for piece in found:
                if run.begins_another(piece):
                    yield from _scale(scene, run, None, None)
                    run = _Run()
                if piece.name or run.waiting or run.grades:
                    run.take(piece, stretch)
            rest = _REST.search(stretch.text) if found and run.grades else None
            if rest:
                yield from _scale(scene, run, rest["first"] or rest["grade"] or rest["left"], None)
                run, held = _Run(), None
        if run.waiting and not heads:
            run.waiting = run.waiting if run.waiting == held else None
        run.listed = run.listed or run.waiting is not None
        if run.quiet > (_CONDITIONS if run.listed else _BETWEEN):
            yield from _scale(scene, run, None, None)
            run = _Run()
    yield from _scale(scene, run, None, None)


def _inside(piece: _Piece, held: str | None) -> _Piece:
    """A piece below the name of a grade names another only where it begins with it."""
    return replace(piece, name=None) if held and piece.name and not piece.first else piece


def _scale(scene: Scene, run: _Run, rest: str | None, last: Stretch | None) -> Iterator[Rule]:
    """A run as a scale, where its ranges follow each other."""
    run.close()
    grades = run.grades
    if len(grades) < (1 if rest else 2) or not following(grades, run.share):
        return
    low = [grade for grade in grades if grade.min and grade.name.lower().startswith("đạt")]
    alone = len(grades) == 1 and grades[0].component_min is None  # «từ 5 điểm là đạt; còn lại là chưa đạt»
    if low and (
        alone or (len(grades) == 2 and any(g.name.lower().startswith(("chưa đạt", "không đạt")) for g in grades))
    ):
        of = OF_SCALE.search(run.places[0].text)
        yield PassMark(
            id="r",
            min_score=low[0].min or "0",
            scale=of["scale"] if of else near_scale(scene, run.places[0].index),
            evidence=scene.evidence(run.places[0], 0.85),
        )
        if alone:
            return
    places = [*run.places, *([last] if last else [])]
    yield Grading(
        id="r",
        grades=grades,
        otherwise=_clean(rest) if rest else None,
        evidence=[e for place in places for e in scene.evidence(place, 0.9)],
    )


def following(grades: Sequence[Grade], share: bool = False) -> bool:
    """Whether the grades go all up or all down; of shares, whether each begins where its neighbour ends."""
    lows = [Decimal(g.min or g.component_min or "-1") for g in grades]
    highs = [Decimal(g.below or g.max or "10000") for g in grades]
    pairs = list(pairwise(lows))
    if not (all(a > b for a, b in pairs) or all(a < b for a, b in pairs)):
        return False
    if not any(g.min or g.component_min for g in grades):
        return False
    ends = [
        (h, low) if a > b else (highs[i], b)
        for i, ((a, b), h, low) in enumerate(zip(pairs, highs[1:], lows, strict=False))
    ]
    if share and not all(low - high <= 1 and low >= high for high, low in ends):
        return False
    return all(high <= low or high == 10000 for high, low in ends)


def begins_with_grade(text: str) -> bool:
    """Whether a sentence tells one grade of a scale («Loại Giỏi: từ 8 điểm trở lên»), other than that it is passed."""
    found = _before().match(text)
    if not found or not found.group().strip():
        return False
    name = next(found[key] for key in _NAMES if found[key])
    return not re.match(r"đạt|hoàn\s+thành$", name, re.IGNORECASE)


def grade_of(text: str) -> str | None:
    """The grade that a table cell names and nothing else («Xuất sắc», «Loại B», «Giỏi (G)»)."""
    match = _cell().fullmatch(_SHORT_TOO.sub("", text.strip(' .:;“”"*')))
    return " ".join(match["name"].split()) if match else None


@cache
def _cell() -> re.Pattern[str]:
    return re.compile(
        rf"(?i:{_lead()}\s*)?(?P<name>(?i:{any_word('grade')}|đặc\s+biệt)|{any_word('short_grade')}|[IVX]{{1,3}})[”\"]?"
    )


def rest_of(text: str) -> str | None:
    """What becomes of whoever meets no grade («Các trường hợp còn lại: Không đạt»), where a paragraph says it."""
    match = _REST.search(text)
    return _clean(match["first"] or match["grade"] or match["left"]) if match else None


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" :;,.")


def two_levels(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«theo hai mức đạt (nếu … từ 5 điểm trở lên) và không đạt (đối với các trường hợp còn lại)»."""
    for match in _TWO.finditer(stretch.text):
        least = _UP.search(match["when"])
        if not least:
            continue
        component = decimal(least["min"]) if "thành phần" in match["when"] else None
        grade = Grade(name=_clean(match["name"]), min=decimal(least["min"]), component_min=component)
        yield Grading(id="r", grades=[grade], otherwise=_clean(match["other"]), evidence=scene.evidence(stretch, 0.9))
