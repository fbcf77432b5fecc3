"""Rules of marks: pass marks, grading scales with component minima, formulas with their rounding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.rule_text import NUMBER, Scene, Stretch, any_word, decimal
from schemas.rules import Formula, Grade, Grading, PassMark, Rule

_SCALE = re.compile(
    r"(?:thang(?:\s+(?:điểm|điểm\s+đánh\s+giá|đo))?\s*(?:là\s+)?(?:từ\s+0\s*(?:đến|-|–)\s*)?|điểm\s+tối\s+đa\s*(?:là\s+|:\s*)?)(?P<scale>10{1,2}|4|20|50)(?!\d)",
    re.IGNORECASE,
)
_LEAST_WORD = r"(?:không\s+(?:dưới|thấp\s+hơn|nhỏ\s+hơn)|tối\s+thiểu|ít\s+nhất|≥)(?:\s+(?:là|đạt|phải\s+đạt))?"
_IN_WORDS_TOO = r"(?:\s*\([^()\d]{2,30}\))?"  # «70 (bảy mươi) điểm»
_PASS = re.compile(
    rf"(?:điểm|kết\s+quả|đạt)\b[^.;\n]{{0,60}}?(?:từ|đủ|{_LEAST_WORD}|(?:bằng\s+hoặc\s+)?(?:trên|lớn\s+hơn)(?:\s+hoặc\s+bằng)?)\s*"
    rf"(?P<min>{NUMBER})(?:\s*/\s*(?P<scale>10{{1,2}}|4|20|50)(?!\d))?{_IN_WORDS_TOO}\s*(?:điểm\s*)?trở\s+lên"
    rf"|đạt\s+điểm\s+(?:lớn\s+hơn|cao\s+hơn|tối\s+thiểu|ít\s+nhất)\s+(?:là\s+)?(?P<over>{NUMBER})\s*(?:điểm|\()"
    rf"|(?:điểm|(?-i:[A-ZĐ]{{2,5}}))\s+(?:[^\W\d_]+\s+){{0,4}}?đạt\s+(?P<plain>{NUMBER})\s*(?:điểm\s*)?trở\s+lên"
    rf"|đạt\s+(?P<reached>{NUMBER}){_IN_WORDS_TOO}\s*điểm\s+trở\s+lên"
    rf"|điểm\s+(?:sàn|chuẩn|đạt|trúng\s+tuyển)(?:\s+[^\d.;:\n]{{1,60}}?)?\s*(?:là|:)\s*(?P<floor>{NUMBER})(?:\s*/\s*(?P<scale2>10{{1,2}}|4|20|50)(?!\d))?\s*điểm"
    rf"|(?:điểm\s(?:[^.;,\n]{{0,60}}?\s)?{_LEAST_WORD}\s*(?P<least>{NUMBER})(?=\s*(?:điểm|và|thì|,|;|$))|(?:có|đạt)\s+(?:từ|{_LEAST_WORD})\s+(?P<points>{NUMBER}){_IN_WORDS_TOO}\s*điểm(?!\s*(?:đến|tới|-|–|và\s+dưới)))",
    re.IGNORECASE,
)  # fmt: skip
# «Điểm xét tuyển là tổng điểm ba bài thi cộng với điểm ưu tiên»
_IN_WORDS = re.compile(
    r"^(?P<target>(?:tổng\s+)?điểm\s+(?!thi\s+là)[^:;.\n=]{2,80}?)\s+(?:là|(?:được\s+tính\s+)?bằng)\s+(?P<expression>(?:tổng|trung\s+bình)[^.;\n]{1,200}?(?:cộng\s+(?!có)|chia|nhân|trung\s+bình|tổng|trọng\s+số|hệ\s+số)[^.;\n]{0,120}|[(]*(?:điểm|tổng|\d)[^.;\n]{1,200}?(?:\s(?:nhân|chia|x)\s|[×*]|\)\s*/)[^.;\n]{1,160})",
    re.IGNORECASE,
)
_PERCENT_PASS = re.compile(
    r"(?:trả\s+lời|làm)\s+đúng\s+(?:từ\s+|ít\s+nhất\s+|tối\s+thiểu\s+)?(?P<min>\d{2})\s*%[^.;\n]{0,40}(?:câu\s+hỏi|trở\s+lên)"
    r"|đạt\s+(?:kết\s+quả\s+)?(?:từ\s+)?(?P<min2>\d{2})\s*%\s*(?:số\s+điểm|điểm|số\s+câu)[^.;\n]{0,30}trở\s+lên"
    r"|đạt\s+(?:tối\s+thiểu|ít\s+nhất)\s+(?P<min3>\d{2})\s*%\s*(?:tổng\s+)?(?:số\s+điểm|điểm|số\s+câu)",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?<!\w)(?:đạt(?:\s+yêu\s+cầu)?|trúng\s+tuyển|đỗ|đậu|hoàn\s+thành|tốt\s+nghiệp|dạy\s+giỏi|phải\s+đạt|điểm\s+(?:sàn|chuẩn)|được\s+(?:dự|công\s+nhận|cấp|xét|tính)|thi\s+tiếp|tích\s+lũy)(?!\w)"
)
_RECOGNISED = re.compile(
    r"(?:công\s+nhận|xếp\s+loại|xét)\s+(?:là\s+)?(?P<grade>[^\W\d_][^.,;:\d\n]{2,40}?)\s+(?:khi|nếu|phải)(?!\w)",
    re.IGNORECASE,
)
# «Mức Tốt: Tất cả các môn … từ 6,5 điểm trở lên, trong đó …»: one grade of a scale that is more than a range of marks
_ONE_GRADE = re.compile(r"^(?:mức|loại|xếp\s+loại|hạng|danh\s+hiệu)\s+[“\"]?[^\W\d_][^:]{1,40}:", re.IGNORECASE)
_COMPONENT = re.compile(
    rf"không\s+(?:có\s+)?(?:điểm\s+|môn\s+|bài\s+)?[^.;\n]{{1,40}}?(?:dưới|nhỏ\s+hơn|thấp\s+hơn)\s+(?P<min>{NUMBER})",
    re.IGNORECASE,
)
_LIKELY = re.compile(r"(?:[Tt]ừ|đủ|ưới|cận|iểm|iểu|nhất|rên|đến|[<≥–-])\s*\d|trường\s+hợp|\d\s*(?:đến|-|–)\s")
_RANK = re.compile(r"(?:xếp|loại|mức|hạng)\s|điểm\s*:\s*[A-ZĐ]", re.IGNORECASE)
_REST = re.compile(
    r"(?:mức|loại|hạng)\s+(?P<first>[^\W\d_][^.;:\n]{1,40}?)\s*(?::|khi|nếu|là)\s*(?:các\s+|những\s+|đối\s+với\s+các\s+)?trường\s+hợp\s+(?:khác|còn\s+lại)"
    r"|(?:các\s+|những\s+|đối\s+với\s+các\s+)?trường\s+hợp\s+(?:khác|còn\s+lại)[^.;\n]{0,12}?\s*(?:được\s+)?(?:đánh\s+giá|xếp\s+loại|xếp|coi)?\s*(?:là\s+|:\s*)?(?P<grade>[^.;\n]{3,80})",
    re.IGNORECASE,
)
_TWO = re.compile(
    r"(?:hai|02|2)\s+mức\s*:?\s*(?:là\s+)?(?P<name>[^\W\d_][^().;:\n]{1,40}?)\s*\(\s*(?:nếu|khi)\s+(?P<when>[^()\n]{5,200})\)\s*(?:và|,|;)\s*(?P<other>[^\W\d_][^().;:\n]{1,40}?)\s*(?:\(|[.;]|$)",
    re.IGNORECASE,
)
_LEAST = re.compile(rf"(?:từ|ít\s+nhất|tối\s+thiểu)\s+(?P<min>{NUMBER})\s*(?:điểm\s*)?trở\s+lên", re.IGNORECASE)
_FORMULA = re.compile(
    r"(?:^|[:;]\s+)(?P<target>[^\W\d_][^=:;.\n]{1,80}?)\s*=\s*(?P<expression>[^=\n]{5,400}?)(?:,\s+(?:lấy|làm\s+tròn|trong\s+đó|kết\s+quả)\s[^=]*)?\.?$"
)
_OPERATOR = re.compile(r"[+×*÷/]|\s[x:–-]\s|\)\s*:")
_ROUND = re.compile(r"(?:lấy\s+đến|làm\s+tròn)[^.;\n]{0,120}", re.IGNORECASE)
_RANKED = re.compile(r"(?:xếp\s+)?loại\s*[:“\"]*\s*(?:xuất\s+sắc|giỏi|tốt|khá)", re.IGNORECASE)
_NO_FORMULA = re.compile(r"^(?:mã\s+số|chỉ\s+tiêu|cột|dòng|ví\s+dụ)(?!\w)|[{}…]", re.IGNORECASE)


@cache
def _grade() -> re.Pattern[str]:
    """A grade with its range: «Loại K nếu … từ 7 đến dưới 9», «Giỏi: từ 8,0 trở lên», «Yếu: dưới 5 điểm»."""
    name = (
        rf"(?:(?:loại|mức|hạng|đạt\s+loại)\s*:?\s*[“\"]?(?P<short>(?i:{any_word('grade')})|{any_word('short_grade')}|[IVX]{{1,3}}|\d(?=\s*[:(]))"
        rf"|(?P<name>(?i:{any_word('grade')})))(?!\w)[”\"]?"
    )
    return re.compile(
        rf"(?i:(?:xếp\s+)?){name}\s*(?::|\(|(?i:nếu|khi|là|đạt)\b|,)[^.;\n]{{0,90}}?(?i:{_bounds()})", re.IGNORECASE
    )


@cache
def _bounds() -> str:
    """The range of a grade: «từ 7 đến dưới 9», «từ đủ 8,0 điểm trở lên», «không dưới 95», «8,0 đến cận 9,0», «dưới 5»."""
    least = rf"(?:từ(?:\s+đủ)?|{_LEAST_WORD}|trên|đủ)\s*"
    under = r"(?:cận\s+dưới|dưới|cận|nhỏ\s+hơn|<)\s*"
    to = r"(?:đến|tới|-|–)"
    return (
        rf"(?:(?:từ\s+(?:đủ\s+)?)(?P<min>{NUMBER})\s*(?:điểm\s*)?(?:(?:trở\s+lên\s*)?(?:{to}|và|,)\s*(?P<below>{under})(?P<high>{NUMBER})"
        rf"|(?P<up>trở\s+lên)|{to}\s*(?P<max>{NUMBER}))"
        rf"|(?P<open>{NUMBER})\s*(?:điểm\s*)?{to}\s*(?P<below2>{under})?(?P<max2>{NUMBER})(?=\s*(?:điểm|[;.)]|$))"
        rf"|{least}(?P<least>{NUMBER})(?=\s*(?:điểm|trở\s+lên|[,;.)]|$))(?!\s*(?:điểm\s*)?{to})"
        rf"|(?<!không\s)(?<!nào\s)(?<!môn\s)(?<!cận\s)(?:dưới|nhỏ\s+hơn|<)\s*(?P<under>{NUMBER}))"
    )


@cache
def _range_first() -> re.Pattern[str]:
    """A range before its grade: «từ 12 đến dưới 15 điểm xếp loại tốt; dưới 6 điểm: xếp loại yếu»."""
    return re.compile(
        rf"{_bounds()}\s*(?:điểm\s*)?(?:trở\s+lên\s*)?(?::\s*(?=[“\"]?(?-i:[A-ZĐ]))|(?::|,|=)?\s*(?:thì\s+)?(?:được\s+)?(?:xếp\s+loại|xếp\s+hạng|xếp|đạt\s+loại|đánh\s+giá|loại|mức|hạng)\s*(?:loại\s+|mức\s+|là\s+|:\s*)*)"
        rf"[“\"]?(?P<name>{any_word('grade')}|(?-i:{any_word('short_grade')}))(?!\w)",
        re.IGNORECASE,
    )


def gradings(scene: Scene) -> Iterator[Rule]:
    """Grading scales: at least two grades with ranges in sentences or paragraphs that follow each other."""
    run: list[tuple[Grade, Stretch]] = []
    quiet = 0
    for index in range(len(scene.blocks)):
        text = scene.text(index)
        likely = bool(_LIKELY.search(text))
        rest = _REST.search(text) if run else None
        if rest and not (likely and _grade().search(text)):
            stretch = next(iter(scene.stretches(index)), run[-1][1])
            yield from _scale(scene, [*run], (rest["first"] or rest["grade"]).strip(), stretch)
            run = []
            continue
        found = [pair for s in scene.stretches(index) for pair in _grades(s)] if likely else []
        if found:
            run, quiet = [*run, *found], 0
        elif run:
            quiet += 1
            if quiet > 1:
                yield from _scale(scene, run, None, None)
                run = []
    yield from _scale(scene, run, None, None)


def _grades(stretch: Stretch) -> Iterator[tuple[Grade, Stretch]]:
    ranked = list(_range_first().finditer(stretch.text)) if _RANK.search(stretch.text) else []
    for match in ranked if len(ranked) > 1 else _grade().finditer(stretch.text):
        tail = stretch.text[match.end() : match.end() + 120]
        component = _COMPONENT.search(re.split(r"[.;](?:\s|$)", tail)[0])
        told = match.groupdict()
        low, high = told["min"] or told["open"] or told["least"], told["high"] or told["max"] or told["max2"]
        under = told["below"] or told["below2"]
        yield (
            Grade(
                name=" ".join((told.get("short") or told["name"]).split()),
                min=decimal(low) if low else None,
                below=decimal(told["under"]) if told["under"] else decimal(high) if high and under else None,
                max=decimal(high) if high and not under else None,
                component_min=decimal(component["min"]) if component else None,
            ),
            stretch,
        )


def _scale(scene: Scene, run: list[tuple[Grade, Stretch]], rest: str | None, last: Stretch | None) -> Iterator[Rule]:
    names = [grade.name.lower() for grade, _ in run]
    if len(run) < 2 or len(set(names)) != len(names):
        return
    low = [grade for grade, _ in run if grade.min and grade.name.lower().startswith("đạt")]
    if len(run) == 2 and low and any(name.startswith(("chưa đạt", "không đạt")) for name in names):
        near = _near_scale(scene, run[0][1].index)
        yield PassMark(
            id="r",
            min_score=low[0].min or "0",
            scale=near["scale"] if near else None,
            evidence=scene.evidence(run[0][1], 0.85),
        )
    places = list(dict.fromkeys([stretch for _, stretch in run] + ([last] if last else [])))
    yield Grading(
        id="r",
        grades=[grade for grade, _ in run],
        otherwise=_clean(rest) if rest else None,
        evidence=[e for place in places for e in scene.evidence(place, 0.9)],
    )


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" :;,.")


def two_levels(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«theo hai mức đạt (nếu … từ 5 điểm trở lên) và không đạt (đối với các trường hợp còn lại)»."""
    for match in _TWO.finditer(stretch.text):
        least = _LEAST.search(match["when"])
        if not least:
            continue
        component = decimal(least["min"]) if "thành phần" in match["when"] else None
        grade = Grade(name=_clean(match["name"]), min=decimal(least["min"]), component_min=component)
        yield Grading(id="r", grades=[grade], otherwise=_clean(match["other"]), evidence=scene.evidence(stretch, 0.9))


def pass_marks(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«chấm theo thang điểm 10 và đạt yêu cầu khi đạt điểm từ 05 trở lên»; shares of right answers are on a scale of 100."""
    text = stretch.text
    graded = _grade().search(text)
    if graded and not re.match(r"đạt|hoàn\s+thành", graded["name"] or graded["short"], re.IGNORECASE):
        return
    if (
        _RANKED.search(text)
        or _ONE_GRADE.match(text)
        or _TWO.search(text)
        or "thành phần" in text
        or not _OUTCOME.search(text)
    ):
        return
    match = _PASS.search(text)
    component = _COMPONENT.search(text, match.end()) if match else None
    if match and component:  # a mark with a minimum for each part is a scale of one grade
        outcome = _RECOGNISED.search(text)
        grade = Grade(
            name=_clean(outcome["grade"]) if outcome else "đạt",
            min=decimal(_least(match)),
            component_min=decimal(component["min"]),
        )
        yield Grading(id="r", grades=[grade], evidence=scene.evidence(stretch, 0.8))
        return
    if match:
        told = (
            match["scale"]
            or match["scale2"]
            or next((m["scale"] for m in [_SCALE.search(text), _near_scale(scene, stretch.index)] if m), None)
        )
        yield PassMark(id="r", min_score=decimal(_least(match)), scale=told, evidence=scene.evidence(stretch))
        return
    match = _PERCENT_PASS.search(text)
    if match:
        yield PassMark(
            id="r",
            min_score=match["min"] or match["min2"] or match["min3"],
            scale="100",
            evidence=scene.evidence(stretch),
        )


def _least(match: re.Match[str]) -> str:
    """The mark of a match of `_PASS`, whichever form it took."""
    return next(match[name] for name in ("min", "over", "plain", "reached", "floor", "least", "points") if match[name])


def _near_scale(scene: Scene, index: int) -> re.Match[str] | None:
    """The scale that the paragraph itself or the one before it names."""
    return _SCALE.search(scene.text(index)) or _SCALE.search(scene.text(index - 1))


def formulas(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«ĐTB = (điểm 1 + điểm 2) : 2»: words on both sides of one sign of equality, an operator on the right."""
    words = _IN_WORDS.match(stretch.text)
    if words:
        yield Formula(
            id="r",
            target=_clean(words["target"]),
            expression=_clean(words["expression"]),
            evidence=scene.evidence(stretch, 0.75),
        )
        return
    if "=" not in stretch.text:
        return
    match = _FORMULA.search(stretch.text)
    if (
        not match
        or _NO_FORMULA.search(match.group())
        or not _OPERATOR.search(match["expression"])
        or not re.search(r"[^\W\d_]", match["expression"])
    ):
        return
    near = [scene.text(i) for i in range(stretch.index - 2, stretch.index + 1)]
    introduced = any(
        re.search(r"công\s+thức|cách\s+tính|được\s+tính|tính\s+như\s+sau", text, re.IGNORECASE) for text in near
    )
    operands = re.findall(r"[^\W\d_]{2,}", match["expression"])
    weighted = "%" in match["expression"] and re.search(r"[×*x]", match["expression"])
    scores = re.match(r"(?:tổng\s+)?điểm\s|[A-ZĐ]{2,}", _clean(match["target"]), re.IGNORECASE)
    scored = scores and len(re.findall(r"(?i:điểm)\s|(?<!\w)[A-ZĐ]{2,}", match["expression"])) >= 2
    if not introduced and not weighted and not scored and not (len(operands) >= 3 and "(" in match["expression"]):
        return
    rounding = next((m for i in range(stretch.index, stretch.index + 4) if (m := _ROUND.search(scene.text(i)))), None)
    yield Formula(
        id="r",
        target=_clean(match["target"]),
        expression=_clean(match["expression"]),
        rounding=_clean(rounding.group()) if rounding else None,
        evidence=scene.evidence(stretch, 0.9),
    )
