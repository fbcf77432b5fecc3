"""What must be passed before what: modules, courses, parts of a test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.module_codes import HEAD, read_codes
from normalize.rule_text import Scene, Stretch
from normalize.study_order import study_order, units
from schemas.rules import Prerequisite, Rule

_MODULE = r"(?:m[ôo]\s?-?\s?[đd]un|mo[đd]ule?s?)"
_PASSED = (
    r"(?:hoàn\s+thành|thi\s+đạt|đạt|học\s+(?:xong|đạt|hết|qua)|học|tốt\s+nghiệp|tích\s+lũy|thi\s+đỗ|đỗ|qua|có\s+(?:giấy\s+)?chứng\s+(?:chỉ|nhận)"
    r"|(?:được\s+)?(?:tham\s+gia|tham\s+dự|tập\s+huấn|bồi\s+dưỡng|dự)|bảo\s+vệ|nộp\s+(?:bài|đủ\s+bài))"
)
_MATTER = (
    rf"(?:{_MODULE}|học\s+phần|môn(?:\s+học)?|chuyên\s+đề|chương\s+trình|kh[oó][aá]|lớp|khối\s+kiến\s+thức|kiến\s+thức|phần|nội\s+dung|bài|giai\s+đoạn|đợt|vòng"
    r"|lý\s+thuyết|lí\s+thuyết|thực\s+hành|tập\s+huấn|bồi\s+dưỡng|chứng\s+chỉ|tín\s+chỉ|kiểm\s+tra|kết\s+quả|thi|buổi|tiết|số)"
)
_STUDIES = (
    r"(?:(?:được\s+)?(?:đăng\s+k[ýí]|tham\s+gia|dự|học|thi|theo\s+học|bảo\s+vệ|thực\s+tập|làm\s+(?:khóa|luận|đồ)|bồi\s+dưỡng"
    r"|tập\s+huấn|giảng\s+dạy|đứng\s+lớp|kiểm\s+tra|xét\s+tốt|chuyển\s+sang|sang|đi\s+thực|bổ\s+nhiệm|tốt\s+nghiệp|cấp\s+(?:bằng|chứng)|xét|nhận\s+lớp))"
)
_MUST = r"(?:phải|bắt\s+buộc|cần|yêu\s+cầu|tiên\s+quyết|điều\s+kiện)(?!\w)"
_BEFORE = re.compile(
    rf"{_MUST}[^.;\n]{{0,80}}?(?P<first>{_MODULE}[^.;\n]{{1,60}}?)\s+(?:rồi\s+mới|xong\s+mới|trước\s+khi)\s+[^.;\n]{{0,60}}?(?P<then>{_MODULE}\s*[^.;\n]{{1,60}})",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(
    rf"{_MUST}[^.;\n]{{0,80}}?(?P<first>{_MODULE}[^.;\n]{{1,60}}?)\s+trước\s+khi\s+(?:tham\s+gia|học|dự|bồi\s+dưỡng)(?!\w)",
    re.IGNORECASE,
)
# «Sinh viên phải học xong học phần A trước khi đăng ký học phần B», «phải đạt phần lý thuyết trước khi thi thực hành»
_MATTER_BEFORE = re.compile(
    rf"{_MUST}\s+(?:đã\s+)?(?P<first>(?:{_PASSED}\s+(?:[^\W\d_]+\s+){{0,3}}?{_MATTER}(?!\w)|có\s+(?:giấy\s+)?chứng\s+(?:chỉ|nhận))[^.;:\n]{{0,100}}?)\s*,?\s+(?:trước\s+khi|rồi\s+mới|xong\s+mới|thì\s+mới)\s+(?:được\s+)?(?P<then>{_STUDIES}(?!\w)[^.;:,\n]{{0,100}})",
    re.IGNORECASE,
)
_CONDITION_OF = re.compile(
    rf"điều\s+kiện\s+(?:tiên\s+quyết\s+)?(?:để\s+)?(?:tham\s+gia|học|dự|đăng\s+k[ýí]|bồi\s+dưỡng|của)\s+(?P<then>(?:{_MODULE}|học\s+phần|chuyên\s+đề)[^:.;\n]{{1,60}}?)\s*(?::|là)\s*(?P<first>[^.;\n]{{3,120}})"
    rf"|(?:học\s+phần|môn\s+học|{_MODULE})\s+(?:tiên\s+quyết|học\s+trước)\s+(?:của|đối\s+với|cho)\s+(?P<then2>[^:.;\n]{{3,100}}?)\s*(?::|là)\s*(?P<first2>[^.;\n]{{3,120}})",
    re.IGNORECASE,
)
_ONLY_THEN = re.compile(
    rf"(?:phải|cần|sau\s+khi|chỉ(?:\s+(?:những|các))?(?:\s+[^\W\d_]+){{0,3}}?)\s+(?P<first>(?:đã\s+)?{_PASSED}\s+[^.;:\n]{{3,120}}?)\s*,?\s+(?:thì\s+)?mới\s+được\s+(?P<then>(?!cấp|công\s+nhận|coi|tính|xếp|hưởng|xét)[^.;:\n]{{3,120}})",
    re.IGNORECASE,
)
# «chỉ được đăng ký học phần 5 sau khi đã đạt học phần 2»
_ONLY_AFTER = re.compile(
    rf"chỉ\s+(?:(?:được|cho\s+phép|bố\s+trí|tổ\s+chức)\s+)?(?P<then>{_STUDIES}(?!\w)[^.;:\n]{{0,120}}?)\s+(?:sau\s+khi|khi)\s+(?:đã\s+)?(?P<first>{_PASSED}\s+[^.;:\n]{{3,120}})",
    re.IGNORECASE,
)
# «Chỉ cử đi bồi dưỡng đợt 2 những giáo viên đã hoàn thành đợt 1», «Chỉ những học viên đã đạt … được dự thi»
_ONLY_WHO = re.compile(
    rf"chỉ\s+(?:cử|cho|xét|tuyển|bố\s+trí)\s+(?:đi\s+)?(?P<then>{_STUDIES}(?!\w)[^.;:\n]{{0,80}}?)\s+(?:cho\s+|đối\s+với\s+)?(?:những|các|người)\s+[^.;:\n]{{0,40}}?đã\s+(?P<first>{_PASSED}\s+[^.;:\n]{{3,100}})"
    rf"|chỉ\s+(?:những|các)?\s*[^.;:\n]{{2,40}}?\s+đã\s+(?P<first2>{_PASSED}\s+[^.;:\n]{{3,100}}?)\s+(?:thì\s+)?được\s+(?P<then2>{_STUDIES}(?!\w)[^.;:\n]{{0,80}})",
    re.IGNORECASE,
)
# «Chưa hoàn thành mô đun 1 thì không được học mô đun 2», «Không bố trí học mô đun 5 cho người chưa hoàn thành mô đun 4»
_NOT_BEFORE = re.compile(
    rf"(?:chưa|không)\s+{_PASSED}\s+(?P<first>[^.;:\n]{{3,80}}?),?\s+(?:thì\s+)?(?:không|chưa)\s+được\s+(?:cấp\s+quyền\s+|phép\s+)?(?P<then>{_STUDIES}(?!\w)[^.;:\n]{{3,120}})"
    rf"|không\s+(?:bố\s+trí|cử|cho|được)\s+(?P<then2>{_STUDIES}(?!\w)[^.;:\n]{{0,80}}?)\s+(?:cho\s+|đối\s+với\s+|khi\s+|nếu\s+)(?:những\s+)?(?:[^\W\d_]+\s+){{0,3}}?chưa\s+{_PASSED}\s+(?P<first2>[^.;:,\n]{{3,80}})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?P<then>(?:{_MODULE}|học\s+phần|chuyên\s+đề|chương\s+trình|giai\s+đoạn|đợt)\s[^.;:\n]{{1,60}}?)\s+(?:chỉ\s+)?(?:được\s+)?(?:học|đăng\s+k[ýí]|thực\s+hiện|tổ\s+chức|bố\s+trí)?\s*sau\s+khi\s+(?:đã\s+)?(?:hoàn\s+thành|đạt|học\s+xong|tích\s+lũy|qua)\s+(?P<first>[^.;:\n]{{3,80}})",
    re.IGNORECASE,
)
# «được đăng ký học phần 3 khi đã đạt học phần 1»: no «chỉ», but both are named by number
_ONCE = re.compile(
    rf"được\s+(?P<then>{_STUDIES}(?!\w)[^.;:\n]{{0,100}}?)\s+(?:sau\s+khi|khi)\s+(?:đã\s+)?{_PASSED}\s+(?P<first>[^.;:\n]{{3,100}})",
    re.IGNORECASE,
)
# «Chuyên đề 3 chỉ dành cho người đã hoàn thành chuyên đề 2»
_FOR_WHO = re.compile(
    rf"(?P<then>(?:{_MODULE}|học\s+phần|chuyên\s+đề|chương\s+trình|lớp|giai\s+đoạn|đợt)\s[^.;:\n]{{1,60}}?)\s+chỉ\s+(?:dành|áp\s+dụng|tổ\s+chức|mở)\s+(?:cho|đối\s+với)\s+[^.;:\n]{{0,40}}?đã\s+{_PASSED}\s+(?P<first>[^.;:\n]{{3,100}})",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"trước\s+khi|mới|sau\s+khi|khi\s|điều\s+kiện|tiên\s+quyết|(?:học|thành)\s+trước|ch(?:ỉ|ưa)\s|không\s|muốn|để\s|sau\s|đã\s|dành\s+cho|đạt\s|yêu\s+cầu",
    re.IGNORECASE,
)


def prerequisites(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«phải học mô đun 1, 2, 3 trước khi học mô đun 4»; «phải hoàn thành … mới được …»."""
    if not _LIKELY.search(stretch.text):
        return
    for text in re.split(r";\s", stretch.text):
        found = _told(scene, stretch, text)
        if found:
            first, then, confidence = found
            yield Prerequisite(id="r", requires=first, unlocks=then, evidence=scene.evidence(stretch, confidence))


def _told(scene: Scene, stretch: Stretch, text: str) -> tuple[list[str], list[str], float] | None:
    """What a clause requires and what that unlocks, with the confidence of its form."""
    paragraph = scene.text(stretch.index)
    order = study_order(text, paragraph[: paragraph.find(text)] or scene.text(stretch.index - 1))
    if order:
        return *order, 0.85
    match = _BEFORE.search(text)
    if match:
        first, then = units(match["first"]), units(match["then"])
        return (first, then, 0.9) if first and then else None
    match = _BEFORE_IT.search(text)
    if match:  # «… các mô đun 4, 5. Học viên phải hoàn thành mô đun 1 trước khi tham gia.»
        first = modules(match["first"])
        told = scene.text(stretch.index)
        then = [m for m in modules(told[: told.find(text)]) if m not in first]
        return (first, then, 0.75) if first and then else None
    match = _CONDITION_OF.search(text)
    if match:
        told_first, told_then = match["first"] or match["first2"], match["then"] or match["then2"]
        return (_named(told_first), _named(told_then), 0.85) if modules(told_first) or match["first2"] else None
    for pattern in (_AFTER, _ONCE, _FOR_WHO):
        match = pattern.search(text)
        if match and (first := units(match["first"])) and (then := units(match["then"])):
            return first, then, 0.8
    for pattern in (_NOT_BEFORE, _ONLY_THEN, _ONLY_AFTER, _ONLY_WHO, _MATTER_BEFORE):
        match = pattern.search(text)
        if match:
            words = match.groupdict()
            first = _named(words["first"] or words.get("first2") or "")
            return first, _named(words["then"] or words.get("then2") or ""), 0.75
    return None


def _named(text: str) -> list[str]:
    """What is named: modules and units by code or number, else the words."""
    return units(text) or [" ".join(text.split()).rstrip(" .,;")]


def modules(text: str) -> list[str]:
    """The modules named in `text`: codes where they have one, else numbers."""
    named = (code.text or code.number or "" for head in HEAD.finditer(text) for code in read_codes(text, head.end())[0])
    return list(dict.fromkeys(named))
