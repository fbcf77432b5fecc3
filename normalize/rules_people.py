"""Rules about people: shares to be reached, who is exempt or has a reduced duty, how many each unit sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from normalize.part import Part
from normalize.quotas import quota_groups
from normalize.rule_text import Scene, Stretch, listed
from normalize.sentences import label_end
from normalize.structure import Zones
from normalize.total_expressions import plain
from schemas.rules import Exemption, Quota, QuotaException, Reduction, Rule

_NOT_EXEMPT = r"(?!\s*(?:phí|nhiệm|dịch|cưỡng|tố|sao|là\b|thiểu|dần|bớt|sút|tải|nghèo|nhẹ|phát\s+thải))"
_PERSON = (
    r"(?:(?:đối\s+với|các|những|mỗi|cả|riêng)\s+)*(?:giáo\s+viên|cán\s+bộ|viên\s+chức|công\s+chức|học\s+sinh|học\s+viên|sinh\s+viên|thí\s+sinh"
    r"|người|nhà\s+giáo|trẻ|hiệu\s+trưởng|phó\s+hiệu\s+trưởng|tổ\s+trưởng|giảng\s+viên|nhân\s+viên|GV|CBQL|CB|HS|SV|GVCN|TTCM|nữ|đơn\s+vị|trường(?!\s+hợp)"
    r"|thai\s+phụ|hộ|gia\s+đình|nghiên\s+cứu\s+sinh|chủ\s+nhiệm|đảng\s+viên|đoàn\s+viên|con)(?!\w)"
)
_PEOPLE = re.compile(rf"(?<!\w){_PERSON}", re.IGNORECASE)
_EXEMPT_LIST = re.compile(
    rf"(?:đối\s+tượng|trường\s+hợp|người|những\s+ai)(?:[^.;:\n]{{0,40}}?được)?\s+(?P<kind>miễn|giảm){_NOT_EXEMPT}(?P<what>[^.;:\n]{{0,80}}?)"
    r"\s*(?::|gồm(?:\s+có)?\s*:?|là\s*:?)\s*(?P<who>[^\n]{4,400}?)\.?$",
    re.IGNORECASE,
)
_EXEMPT_BELOW = re.compile(
    rf"(?:^|(?<=\s))(?:(?:đối\s+tượng|trường\s+hợp|người|những\s+ai)[^.;:\n]{{0,60}}?được\s+(?:xét\s+)?)?(?P<kind>miễn|giảm){_NOT_EXEMPT}(?P<what>[^.;:\n]{{0,90}}?)"
    r"(?:\s+(?:cho|đối\s+với)[^.;:\n]{0,50})?(?:\s+(?:gồm|sau|sau\s+đây))?\s*:$",
    re.IGNORECASE,
)
_EXEMPT_OF = re.compile(
    rf"^(?:(?:quyết\s+định|xem\s+xét|thực\s+hiện)\s+)?(?P<kind>miễn|giảm){_NOT_EXEMPT}\s+(?P<what>[^.;:\n]{{2,100}}?)\s+(?:cho|đối\s+với)\s*:?\s+(?P<who>[^.;\n]{{4,200}})",
    re.IGNORECASE,
)
_EXEMPT_WHO = re.compile(
    rf"^(?:\(?[a-z]\)\s+|[^.;:\n]{{3,60}}:\s+)?(?P<who>{_PERSON}[^.;:\n]{{0,160}}?)(?<!và)(?<!hoặc)(?<!diện)(?<!tượng)(?<!hợp)(?<!để)(?:\s*:|,)?\s+(?:(?:thì|sẽ)\s+)?được\s+(?:xét\s+|xem\s+xét\s+)?"
    rf"(?P<kind>miễn|giảm){_NOT_EXEMPT}(?P<what>[^.;:\n]{{2,120}})",
    re.IGNORECASE,
)
_EXCUSED = re.compile(
    r"^(?:riêng\s+)?đối\s+với\s+(?P<who>[^.;:\n]{4,200}?)\s*(?::|,)\s*(?:thì\s+)?không\s+(?:phải\s+|cần\s+|bắt\s+buộc\s+)?(?P<what>(?:tham\s+gia|tham\s+dự|dự|thực\s+hiện|học|thi|nộp)\s[^.;\n]{3,160})",
    re.IGNORECASE,
)
_STUDIES = r"(?:học|thi(?!\s+hành)|dự|nộp|tham\s+gia|tham\s+dự|thực\s+hiện|đóng|bồi\s+dưỡng|kiểm\s+tra|làm|viết|tập\s+sự)(?!\w)"
# «Không phải nộp lệ phí: trẻ mồ côi», «Không yêu cầu học lại … đối với người …»
_NOT_OBLIGED = re.compile(
    rf"^(?:(?:những|các)\s+[^.;:,\n]{{3,50}}?(?:sau|sau\s+đây)\s+)?không\s+(?:phải|bắt\s+buộc|yêu\s+cầu)\s+(?:phải\s+)?(?P<what>{_STUDIES}[^.;:\n]{{0,100}}?)(?:\s*:\s*|\s+(?:đối\s+với|cho)\s+)(?P<who>[^.;\n]{{4,200}})",
    re.IGNORECASE,
)
# «Người đã có chứng chỉ … không phải học chương trình 2», «Giáo viên từng … thì được bảo lưu …, không phải dự phần này»
_WHO_NEED_NOT = re.compile(
    rf"^(?:[^.;:\n]{{3,60}}:\s+)?(?P<who>{_PERSON}[^.;:\n]{{0,200}}?)(?:\s*,)?(?:\s+thì)?(?:\s+được\s+[^.;:\n]{{3,80}},)?\s+(?:không\s+(?:phải|bắt\s+buộc)|(?<=\w\s)không\s+cần)\s+(?:phải\s+)?(?P<what>{_STUDIES}\s[^.;\n]{{2,160}})",
    re.IGNORECASE,
)
# «Người có thâm niên … chỉ phải thực hiện một nửa số tiết», «Giáo viên đang nuôi con nhỏ học giảm 20 tiết»
_LESS = re.compile(
    rf"^(?:[^.;:\n]{{3,60}}:\s+)?(?P<who>{_PERSON}[^.;:\n]{{0,200}}?)(?:\s*,)?\s+(?:(?:thì\s+)?chỉ\s+(?:phải\s+)?{_STUDIES}\s+(?=[^.;:\n]{{0,20}}(?:một\s+nửa|\d))|(?:{_STUDIES}|dạy)\s+giảm\s+(?=\d|một))(?P<what>[^.;:\n]{{2,120}})",
    re.IGNORECASE,
)
_OF_SOME = re.compile(
    r"(?<!\w)(?:đã|từng|có|đang|là|thuộc|bị|mắc|đạt|trên|dưới|từ|nghỉ|tốt\s+nghiệp|khuyết\s+tật|mồ\s+côi|kiêm|nuôi|cốt\s+cán|lớn\s+tuổi|nữ)(?!\w)",
    re.IGNORECASE,
)
_NOT_FOR = re.compile(
    r"(?:^|(?<=\s))không\s+áp\s+dụng\s+(?:[^.;:,\n]{3,40}?\s+)?(?:đối\s+với|cho)\s+(?P<who>[^.;:\n]{4,200})",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"bồi\s+dưỡng|BDTX|chương\s+trình|tập\s+huấn|thi|thời\s+lượng|môn|học\s+phí|giảng\s+dạy|bài\s+|\d\s*%|kiểm\s+tra|học|kế\s+hoạch|nhiệm\s+vụ|định\s+mức|tiết|đóng|nộp|tham\s+gia|thuế|lệ\s+phí|tiền|đánh\s+giá|thực\s+hiện|tập\s+sự|nghĩa\s+vụ|giờ\s+dạy|công\s+tác|phần|nội\s+dung|thực\s+hành|phỏng\s+vấn",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:riêng\s+)?(?:đối\s+với|cho)\s+", re.IGNORECASE)
_YEAR = re.compile(r"(?:trong\s+)?(?:năm\s+học\s+\d{4}\s*[–-]\s*\d{4}|năm\s+\d{4})")


def exemptions(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """Who is exempt (miễn) or has a reduced duty (giảm): two modes that are never mixed."""
    text = stretch.text
    if not re.search(r"[Mm]iễn|[Gg]iảm|không\s+(?:phải|tham|cần|bắt|dự|thi|áp|yêu)|Không\s|chỉ\s", text):
        return
    below = _EXEMPT_BELOW.search(text.rstrip())
    if below:  # «Các trường hợp được miễn:», and a rule for each of the list below
        for who in listed(scene, stretch):
            if _names_people(who):
                yield _exemption(scene, stretch, below["kind"].lower(), who)
        return
    for pattern in (_EXEMPT_LIST, _EXEMPT_OF, _EXEMPT_WHO):
        match = pattern.search(text)
        if match and _names_people(match["who"]) and (pattern is _EXEMPT_LIST or _DUTY.search(match["what"])):
            yield _exemption(scene, stretch, match["kind"].lower(), match["who"])
            return
    for pattern, kind in ((_LESS, "giảm"), (_NOT_OBLIGED, "miễn"), (_WHO_NEED_NOT, "miễn")):
        match = pattern.match(text)
        if match and _names_people(match["who"]) and (pattern is _NOT_OBLIGED or _OF_SOME.search(match["who"])):
            yield _exemption(scene, stretch, kind, match["who"])
            return
    before = scene.text(stretch.index - 1).rstrip()
    if stretch.first and before.endswith(":"):  # «Đối với …:», and what holds for them in the next paragraph
        text = f"{before[label_end(before, 0, len(before)) :]} {text}"
    none = _NOT_FOR.search(text)
    if none and _names_people(none["who"]):
        yield _exemption(scene, stretch, "miễn", none["who"])
        return
    match = _EXCUSED.match(text)
    if match and _names_people(match["who"]) and _DUTY.search(match["what"]):
        yield _exemption(scene, stretch, "miễn", match["who"])


def _names_people(who: str) -> bool:
    """Whether the words name persons or units, and not only «các trường hợp»."""
    return bool(_PEOPLE.search(who))


def _exemption(scene: Scene, stretch: Stretch, kind: str, who: str) -> Rule:
    named = _LEADING.sub("", " ".join(who.split())).strip(" ,:;")
    if re.search(r"(?:sau|sau\s+đây)$", named):  # «… thuộc một trong các trường hợp sau:» and the list below
        named = ": ".join([named, "; ".join(listed(scene, stretch))]).strip(" :")
    year = _YEAR.search(stretch.text)
    when = " ".join(year.group().split()) if year else None
    evidence = scene.evidence(stretch, 0.8)
    if kind == "giảm":
        return Reduction(id="r", who=named, when=when, evidence=evidence)
    return Exemption(id="r", who=named, when=when, evidence=evidence)


def quotas(part: Part, zones: Zones) -> Iterator[Rule]:
    """How many each unit sends, with its exceptions; `total` is the figure of the heading above."""
    for group in quota_groups(part, zones):
        for item in group.items:
            yield Quota(
                id="r",
                unit=item.unit,
                units=item.units,
                each=_count(item.each),
                exceptions=[QuotaException(unit=unit, each=_count(each)) for unit, each in item.exceptions],
                total=group.stated,
                evidence=[part.evidence(item.start, item.end, 0.85)],
            )


def _count(each: Decimal) -> int | str:
    """A whole number, or an exact decimal string."""
    return int(each) if each == int(each) else plain(each)
