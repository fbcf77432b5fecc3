"""Rules of marks: pass marks and formulas with their rounding; scales are in `normalize.grades`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from normalize.grades import begins_with_grade, minima
from normalize.rule_text import OF_SCALE, SCALE, Scene, Stretch, decimal, near_scale
from normalize.score_ranges import FIGURE, ranges
from schemas.rules import Formula, Grade, Grading, PassMark, Rule

_MARK = r"điểm(?!\s+[a-zđ](?!\w))(?!\s+(?:trường|cầu|bán|du|quan|dân|nóng|công|tin|phục|đến|dừng|đấu|đo|mỏ))"
# A mark told without «từ … trở lên»: «đạt 100 điểm thì được …», «điểm sàn: 15 điểm», «số điểm đạt yêu cầu là 70 điểm».
_PLAIN = re.compile(
    rf"(?:(?:điểm|mức|kết\s+quả)\s+|^)(?:sàn|đạt\s+yêu\s+cầu|chuẩn|đạt|tối\s+thiểu|trúng\s+tuyển|để\s+đạt)(?:\s+[^\d.;:\n]{{1,60}}?)?\s*(?:là|:|=)\s*(?:từ\s+)?(?P<floor>{FIGURE})(?:\s*/\s*\d{{1,3}}(?=[\s.,;)]|$)|\s*(?:điểm|đ(?!\w)|trở|$))"
    rf"|đạt\s+(?:được\s+)?(?:đủ\s+)?(?P<reached>{FIGURE})(?:\s*/\s*\d{{1,3}})?\s*{_MARK}(?=[^.;\n]{{0,30}}?(?:thì|được|trở\s+lên))",
    re.IGNORECASE,
)
# «bài kiểm tra dưới 5 điểm phải làm lại», «có điểm dưới 50 không được dự phỏng vấn»: what fails below passes from there
_FAILED = re.compile(
    rf"(?:điểm|bài|kết\s+quả)[^.;:,\d\n]{{0,60}}?\s(?:chỉ\s+)?(?:đạt\s+)?dưới\s+(?P<below>{FIGURE})(?:\s*/\s*\d{{1,3}})?(?:\s*điểm)?(?:\s*\([^()\n]{{2,30}}\))?\s*(?:trở\s+xuống\s*)?,?\s*(?:thì\s+)?"
    r"(?:phải\s+(?:làm|thi|học|kiểm\s+tra|nộp|bồi\s+dưỡng|viết)\s+(?:bài\s+)?lại|không\s+(?:được\s+(?:dự|công|cấp|xét|vào|thi|xếp\s+giải|tham|tính\s+hoàn)|đạt(?!\w)|công\s+nhận)|bị\s+loại|coi\s+(?:là|như)\s+(?:không|chưa)\s+(?:đạt|hoàn))",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    rf"{_MARK}|ĐTB|(?<!\w)(?:bài\s+(?:thi|kiểm|thu|viết|làm|khảo|trắc|tập|luận|tiểu|tự)|câu\s+(?:hỏi|trả)|trả\s+lời|kết\s+quả\s+(?:thi|kiểm|bài|đánh|học|xét|khảo|thẩm|chấm))(?!\w)|(?-i:(?<!\w)Đ[A-ZĐ]{{1,5}}[a-z]*)",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?<!\w)(?:lại|bị\s+loại|xếp\s+giải|đạt(?:\s+yêu\s+cầu)?|trúng\s+tuyển|đỗ|đậu|qua|vượt\s+qua|hoàn\s+thành|tốt\s+nghiệp|dạy\s+giỏi|phải|điểm\s+(?:sàn|chuẩn)|được\s+(?:dự|thi|công\s+nhận|cấp|xét|tính|vào|tham\s+gia|chọn|tuyển|coi|xem|lên|miễn|đánh|tiếp|bảo|học)|đủ\s+điều\s+kiện|thi\s+tiếp|tích\s+lũy|công\s+nhận|cấp\s+(?:chứng|giấy)|đánh\s+giá|chọn|yêu\s+cầu)(?!\w)",
    re.IGNORECASE,
)
# Marks that pass nothing: how far two markers may differ, marks given or taken, shares of people with a mark.
_NO_PASS = re.compile(
    r"lệch|chênh|(?:được\s+)?cộng\s+(?:thêm\s+)?\d|bị\s+trừ|trừ\s+\d|tính\s+\d|(?:tỉ|tỷ)\s+lệ\s+(?!trả)|số\s+(?:học\s+sinh|giáo\s+viên|thí\s+sinh|bài\s+(?:thi|kiểm))\s[^.;]{0,40}%|phúc\s+khảo|quan\s+trắc|đáp\s+án|thang\s+điểm\s+chi\s+tiết|tốc\s+độ|sai\s+số",
    re.IGNORECASE,
)
_OF_MARKS = re.compile(rf"câu|{_MARK}", re.IGNORECASE)
# «ít nhất 2 điểm kiểm tra» on a map are places, «từ 80 người trở lên: 5 điểm» gives marks
_POINTS = re.compile(
    r"\s*(?:kiểm\s+tra|khống\s+chế|đo|giao|mốc|cực|trường|cầu|bán|thu|tham\s+quan)(?!\w)|\s*(?:trở\s+lên)?\s*:?\s*\d+\s*điểm"
)
_QUESTIONS = re.compile(r"\s*câu", re.IGNORECASE)
_RIGHT_ANSWERS = re.compile(
    r"(?:trả\s+lời|làm)\s+đúng\s+(?:được\s+)?(?:từ\s+|ít\s+nhất\s+|tối\s+thiểu\s+|trên\s+)?(?P<min>\d{2})\s*%",
    re.IGNORECASE,
)
_SHARE_OF_MARKS = re.compile(
    r"\s*(?:tổng\s+)?(?:số\s+)?(?:điểm|câu|bài)|\s*(?:trở\s+lên\s*)?[^.;%]{0,30}(?:câu\s+hỏi|tổng\s+(?:số\s+)?điểm)",
    re.IGNORECASE,
)
_RECOGNISED = re.compile(
    r"(?:công\s+nhận|xếp\s+loại|xét)\s+(?:là\s+)?(?P<grade>[^\W\d_][^.,;:\d\n]{2,40}?)\s+(?:khi|nếu|phải)(?!\w)",
    re.IGNORECASE,
)
# «Mức Tốt: Tất cả các môn … từ 6,5 điểm trở lên, trong đó …»: one grade of a scale that is more than a range of marks
_ONE_GRADE = re.compile(
    r"^(?!mức\s+đạt\s*:)(?:mức|loại|xếp\s+loại|hạng|danh\s+hiệu)\s+[“\"]?[^\W\d_][^:]{1,40}:", re.IGNORECASE
)
_TWO = re.compile(r"(?:hai|02|2)\s+mức\s*:?\s*(?:là\s+)?[^\W\d_][^().;:\n]{1,40}?\(\s*(?:nếu|khi)", re.IGNORECASE)
_RANKED = re.compile(r"(?:xếp\s+)?loại\s*[:“\"]*\s*(?:xuất\s+sắc|giỏi|tốt|khá)(?!\s+trở\s+lên)", re.IGNORECASE)


def pass_marks(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«chấm theo thang điểm 10 và đạt yêu cầu khi đạt điểm từ 05 trở lên»; shares of right answers are on a scale of 100."""
    text = stretch.text
    if (
        not _OUTCOME.search(text)
        or not _ABOUT.search(text)
        or _NO_PASS.search(text)
        or _RANKED.search(text)
        or _ONE_GRADE.match(text)
        or _TWO.search(text)
        or "thành phần" in text
        or begins_with_grade(text)
    ):
        return
    found = _mark(text)
    if found is None:
        return
    least, share = found
    each = [m for m in minima(text) if decimal(m["min"]) != least]
    if each:  # a mark with a minimum for each part is a scale of one grade, too
        outcome = _RECOGNISED.search(text)
        grade = Grade(
            name=_clean(outcome["grade"]) if outcome else "đạt", min=least, component_min=decimal(each[0]["min"])
        )
        yield Grading(id="r", grades=[grade], evidence=scene.evidence(stretch, 0.8))
    own = OF_SCALE.search(text) or SCALE.search(text)
    told = "100" if share else own["scale"] if own else near_scale(scene, stretch.index)
    if told and float(told) < float(least):
        told = None
    yield PassMark(id="r", min_score=least, scale=told, evidence=scene.evidence(stretch))


def _mark(text: str) -> tuple[str, bool] | None:
    """The mark that has to be reached, and whether it is a share: of a whole and its parts, that of the whole."""
    right = _RIGHT_ANSWERS.search(text)
    if right:
        return decimal(right["min"]), True
    parts = [m.span() for m in minima(text)]
    found: list[tuple[bool, str, bool]] = []
    for own in ranges(text):
        if own.min is None or own.below or own.max or (own.share and float(own.min) > 100):
            continue
        if _POINTS.match(text, own.end) or (not own.share and _QUESTIONS.match(text, own.end)):
            continue
        near = text[max(0, own.start - 90) : own.start]
        if own.share and not (
            _SHARE_OF_MARKS.match(text, own.end) or _OF_MARKS.search(near + text[own.start : own.end])
        ):
            continue
        if own.share or "điểm" in text[own.start : own.end + 6] or _ABOUT.search(near):
            found.append((any(a <= own.start < b for a, b in parts), own.min, own.share))
    if found:
        _, least, share = min(found, key=lambda mark: mark[0])
        return least, share
    failed = _FAILED.search(text)
    if failed:
        return decimal(failed["below"]), False
    plain = _PLAIN.search(text)
    return (decimal(plain["floor"] or plain["reached"]), False) if plain else None


# «Điểm xét tuyển là tổng điểm ba bài thi cộng với điểm ưu tiên», «ĐTB bằng trung bình cộng các bài»
_IN_WORDS = re.compile(
    r"^(?P<target>(?:tổng\s+)?(?:điểm|kết\s+quả)\s+(?!thi\s+là)[^:;.\n=]{2,100}?|(?-i:Đ[A-ZĐ]{1,6})[^:;.\n=]{0,40}?)(?:\s*,)?\s+(?:là|bằng|(?:được\s+)?(?:tính|xác\s+định)(?:\s+(?:bằng|là|theo|như\s+sau\s*:))?|gồm|bao\s+gồm)\s+(?P<expression>(?:tổng|trung\s+bình)(?!\s+cộng\s+có)[^.;\n]{1,300}?(?:cộng\s+(?!có)|chia|nhân|trung\s+bình|tổng|các|của|tất\s+cả|từng|trọng\s+số|hệ\s+số)[^.;\n]{0,160}|[(]*(?:điểm|tổng|\d)[^.;\n]{1,240}?(?:\s(?:nhân|chia|x|cộng)\s|[×*]|\)\s*/|\d\s*%[^.;\n]{1,120}?\d\s*%|hệ\s+số\s+\d)[^.;\n]{0,160})",
    re.IGNORECASE,
)
# «điểm trung bình cộng của các thành viên là điểm chính thức của khóa luận»
_MEAN_IS = re.compile(
    r"(?:^|;\s+)(?P<expression>(?:điểm\s+)?trung\s+bình\s+cộng\s+(?:điểm\s+)?(?:của\s+)?(?:các|hai|ba|những)\s[^;:.\n=]{2,80}?)\s+là\s+(?P<target>(?:điểm|kết\s+quả)\s+(?:chính\s+thức|cuối|chung|của|bài|thi|đánh|tổng|xét)[^;:.\n=]{2,80})",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"(?:^|[:;]\s+)(?P<target>[^\W\d_][^=:;.\n]{1,80}?)\s*=\s*(?P<expression>[^=\n]{5,400}?)(?:,\s+(?:lấy|làm\s+tròn|trong\s+đó|kết\s+quả)\s[^=]*)?\.?$"
)
_OPERATOR = re.compile(r"[+×*÷/]|\s[x:–-]\s|\)\s*:")
_ROUND = re.compile(r"(?:lấy\s+đến|lấy\s+\d+\s+chữ|lấy\s+(?:một|hai)\s+chữ|làm\s+tròn)[^.;\n]{0,120}", re.IGNORECASE)
_WEIGHED = re.compile(r"chiếm|trọng\s+số|t[ỷỉ]\s+trọng|hệ\s+số", re.IGNORECASE)
_WEIGHT = re.compile(
    r"(?<![\w.,/])(?P<share>\d{1,2})\s*%|(?:trọng\s+số|hệ\s+số)\s*(?:là\s+|:\s*)?(?P<part>0[.,]\d{1,2})(?!\d)",
    re.IGNORECASE,
)
# «Điểm trung bình khóa học được tính theo công thức: [(Bài 1 x 1) + (Bài 2 x 2)]/3»
_BEHIND_COLON = re.compile(
    r"^(?P<target>[^:=;.\n]{3,100}?)\s+(?:được\s+)?(?:tính|xác\s+định)\s+(?:theo\s+)?(?:công\s+thức|cách)?(?:\s+(?:như\s+)?sau)?\s*:\s*(?P<expression>[^=:\n]{5,300})$",
    re.IGNORECASE,
)
# «Điểm môn học bao gồm điểm kiểm tra có trọng số 0,4 và điểm thi có trọng số 0,6»
_MADE_UP = re.compile(
    r"(?P<target>(?:điểm|kết\s+quả)\s[^:;.\d%]{2,80}?)\s+(?:bao\s+gồm|gồm|là\s+tổng\s+của|được\s+tính\s+từ)\s+(?P<expression>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ANOTHER = re.compile(r"=|\s(?:là|bằng)\s+(?:tổng|trung\s+bình)")  # another formula, with its own rounding
_NO_TARGET = re.compile(r"\($|^(?:bằng|là)(?!\w)", re.IGNORECASE)
_NO_FORMULA = re.compile(r"^(?:mã\s+số|chỉ\s+tiêu|cột|dòng|ví\s+dụ)(?!\w)|[…]|\.{4}", re.IGNORECASE)


def _clean(words: str) -> str:
    words = " ".join(words.split()).strip(" :;,.|")
    return re.sub(r",?\s*(?:trong\s+đó|cụ\s+thể(?:\s+như\s+sau)?|như\s+sau)$", "", words, flags=re.IGNORECASE)


def formulas(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«ĐTB = (điểm 1 + điểm 2) : 2»: words on both sides of one sign of equality, an operator on the right."""
    words = _IN_WORDS.match(stretch.text) or _MEAN_IS.search(stretch.text)
    if words and words["target"].count("(") == words["target"].count(")"):
        yield Formula(
            id="r",
            target=_clean(words["target"]),
            expression=_clean(words["expression"]),
            rounding=_rounding(scene, stretch),
            evidence=scene.evidence(stretch, 0.75),
        )
        return
    weighed = _weights(stretch.text)
    told = _BEHIND_COLON.match(stretch.text)
    if not weighed and told and _OPERATOR.search(told["expression"]) and re.search(r"[^\W\d_]", told["expression"]):
        weighed = told["target"], told["expression"]
    if weighed:
        yield Formula(
            id="r",
            target=_clean(weighed[0]),
            expression=_clean(weighed[1]),
            rounding=_rounding(scene, stretch),
            evidence=scene.evidence(stretch, 0.75),
        )
        return
    if "=" not in stretch.text:
        return
    match = _FORMULA.search(stretch.text)
    if (
        not match
        or _NO_FORMULA.search(match.group())
        or _NO_TARGET.search(match["target"])
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
    scores = re.match(r"(?:tổng\s+)?điểm(?:\s|$)|[A-ZĐ]{2,}", _clean(match["target"]), re.IGNORECASE)
    scored = scores and len(re.findall(r"(?i:điểm)\s|(?<![^\W\d_])[A-ZĐ](?:[A-ZĐ]+|\d)", match["expression"])) >= 2
    named = (
        re.search(r"[×÷]", match["expression"])
        and min(map(len, map(str.split, (match["target"], match["expression"])))) > 3
    )
    if (
        not introduced
        and not weighted
        and not scored
        and not named
        and not (len(operands) >= 3 and "(" in match["expression"])
    ):
        return
    yield Formula(
        id="r",
        target=_clean(match["target"]),
        expression=_clean(match["expression"]),
        rounding=_rounding(scene, stretch),
        evidence=scene.evidence(stretch, 0.9),
    )


def _weights(text: str) -> tuple[str, str] | None:
    """«Kết quả xét: điểm học bạ chiếm 30%, điểm thi chiếm 70%»: shares of a mark that make 100 together."""
    if not _WEIGHED.search(text) or "điểm" not in text.lower():
        return None
    shares = list(_WEIGHT.finditer(text))
    parts = [Decimal(m["share"]) if m["share"] else Decimal(m["part"].replace(",", ".")) * 100 for m in shares]
    if len(shares) < 2 or sum(parts) != 100:
        return None
    told = _MADE_UP.match(text)
    if told:
        return told["target"], told["expression"]
    head, _, tail = text.partition(":")
    return (head, tail) if tail and "%" not in head else ("Điểm", text)


def _rounding(scene: Scene, stretch: Stretch) -> str | None:
    """How the value is rounded, as the formula's own paragraph or one of the three below it says."""
    near = [scene.text(stretch.index)]
    for index in range(stretch.index + 1, stretch.index + 4):
        if _ANOTHER.search(scene.text(index)):
            break
        near.append(scene.text(index))
    told = next((m for text in near if (m := _ROUND.search(text))), None)
    return _clean(told.group()) if told else None
