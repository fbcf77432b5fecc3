"""Rules about people: shares to be reached, who is exempt or has a reduced duty, how many each unit sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal

from normalize.part import Part
from normalize.quotas import quota_groups
from normalize.rule_text import Scene, Stretch, any_word, decimal, listed
from normalize.sentences import label_end
from normalize.structure import Zones
from schemas.rules import Exemption, Quota, QuotaException, Reduction, Rule, Target

Comparison = Literal["at_least", "more_than", "at_most", "less_than", "exactly"]
_COMPARISONS: tuple[tuple[str, Comparison], ...] = (
    (r"trên|(?<!thấp\s)hơn|vượt|>", "more_than"),
    (r"ít\s+nhất|tối\s+thiểu(?:\s+là)?|từ|không\s+dưới|không\s+thấp\s+hơn|không\s+ít\s+hơn|≥|đạt\s+từ", "at_least"),
    (r"tối\s+đa|không\s+quá|không\s+(?:được\s+)?vượt(?:\s+quá)?|không\s+cao\s+hơn|không\s+nhiều\s+hơn|≤", "at_most"),
    (r"dưới|thấp\s+hơn|<", "less_than"),
)
_WORD = "|".join(pattern for pattern, _ in _COMPARISONS)
_AIM = (
    r"trong\s+đó|chỉ\s+tiêu\s*:?|mục\s+tiêu\s*:?|phấn\s+đấu|bảo\s+đảm|đảm\s+bảo|có|đạt|duy\s+trì|huy\s+động|tỷ\s+lệ|tỉ\s+lệ"
    r"|đến\s+(?:hết\s+)?năm\s+(?:học\s+)?[\d\s–-]+,?|năm\s+(?:học\s+)?\d{4}(?:\s*[–-]\s*\d{4})?\s*[:,]?"
)
_SHARE = (
    rf"(?:(?P<word>{_WORD})\s*)?(?:(?<![\w.,/-])(?P<low>\d{{1,3}})\s*%?\s*(?:-|–|đến)\s*)?"
    rf"(?<![\w.,/])(?P<percent>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*%(?:\s*(?P<up>trở\s+lên))?"
)
_TARGET = re.compile(
    rf"^(?:[“\"]?\s*)(?:(?:{_AIM})\s*)*{_SHARE}\s+(?:(?:số|tổng\s+số)\s+)?(?P<rest>(?:các\s+)?[^\W\d_].{{4,400}})$",
    re.IGNORECASE | re.DOTALL,
)
_AIMED = re.compile(
    rf"(?:(?:phấn\s+đấu|mục\s+tiêu)(?!\w)[^.;,%\n]{{0,60}}?|(?:bảo\s+đảm|đảm\s+bảo|huy\s+động)\s+(?:có\s+|đủ\s+)?){_SHARE}\s+(?:(?:số|tổng\s+số)\s+)?(?P<rest>[^\W\d_][^.\n]{{4,300}})",
    re.IGNORECASE,
)
# «trong đó loại Giỏi không dưới 30%», «tỷ lệ học sinh bỏ học dưới 0,5%», «tỷ lệ tốt nghiệp THCS đạt 99,2% trở lên»
_OF_KIND = re.compile(
    rf"(?:^|(?<=\s))(?:trong\s+đó\s+)?(?P<of>(?:có\s+|phấn\s+đấu\s+|duy\s+trì\s+|bảo\s+đảm\s+|đảm\s+bảo\s+)*(?:tỷ\s+lệ|tỉ\s+lệ|xếp\s+loại|loại|mức|hạng|số)\s+(?:[^\d,;:.%]|,(?=\s+[a-zđ])){{2,90}}?)"
    rf"(?:\s*:)?\s+(?:đạt\s+|là\s+|có\s+|chiếm\s+|phải\s+)*{_SHARE}(?=\s*(?:[,;.)]|$|so\s+với|và\s))",
    re.IGNORECASE,
)
# «Số giải không vượt quá 50% số người dự thi», «Học sinh xếp loại Tốt, Khá: trên 58%», «… phải bảo đảm 80% số giáo viên trở lên»
_LIMITED = re.compile(
    rf"^(?P<of>[^\W\d_][^%;:.\n]{{3,140}}?)\s*:?\s+(?:(?:được\s+xét(?:\s+(?:cho|tặng))?|được|chiếm|đạt|phải|phải\s+đạt|bảo\s+đảm|đảm\s+bảo|là|cho|chỉ)\s+)*"
    rf"(?:(?P<word>{_WORD})\s+)?(?<![\w.,/-])(?P<percent>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*%(?:\s+(?P<base>(?:tổng\s+)?số(?:\s+lượng)?\s+[^\W\d_][^%;:.,\n]{{1,100}}?))?(?P<up>\s+trở\s+lên)?(?=\s*(?:[,;.)]|$))",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"^(?:tổng\s+)?số(?:\s+lượng)?\s+(?:câu|điểm|tiền|tiết|buổi|giờ|ngày|vốn|kinh\s+phí|lương|thu|chi|nợ|thuế|bài)(?!\w)",
    re.IGNORECASE,
)
_STRIVES = re.compile(r"(?<!\w)(?:phấn\s+đấu|chỉ\s+tiêu|mục\s+tiêu|đến\s+(?:hết\s+|cuối\s+)?năm)(?!\w)", re.IGNORECASE)
# «Giảm tỷ lệ học sinh bỏ học xuống dưới 0,2%»
_LOWERED = re.compile(
    rf"^(?:phấn\s+đấu\s+)?giảm\s+(?P<of>(?:tỷ\s+lệ|tỉ\s+lệ)\s+[^\d,;:.%]{{3,90}}?)\s+(?:xuống\s+)?(?:còn\s+)?(?P<word>{_WORD})\s+(?P<percent>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*%(?P<up>)",
    re.IGNORECASE,
)
_GUIDES = re.compile(r"(?<!\w)(?:đã|hiện|năm\s+trước|vừa\s+qua|so\s+với|cùng\s+kỳ|giảm|tăng)(?!\w)", re.IGNORECASE)
_AIMING = re.compile(r"(?<!\w)(?:đã|giảm|tăng|hiện|năm\s+trước|trừ|cộng|phạt|lãi|thuế|học\s+phí)(?!\w)", re.IGNORECASE)
_NO_SUBJECT = re.compile(
    r"^(?:thì|so|theo|gắn|trở|là|của|trong|và|mỗi|cho|với|tính|trên)(?!\w)|(?<!\w)\d+\s*điểm", re.IGNORECASE
)
_MONEY = re.compile(
    r"^(?:kinh\s+phí|mức|giá|lương|chi\s+phí|số\s+tiền|học\s+phí|vốn|ngân\s+sách|đơn\s+giá|tiền|phụ\s+cấp|nguồn|điểm|dung\s+lượng|diện\s+tích|giá\s+trị)(?!\w)",
    re.IGNORECASE,
)
_HELPER = re.compile(r"(?:\s+(?:đã|sẽ|đều|phải|được|có|cần))+\s*$", re.IGNORECASE)
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


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_word('predicate')})(?!\w)", re.IGNORECASE)


def targets(scene: Scene, stretch: Stretch) -> Iterator[Rule]:
    """«Trên 98% CBQL, GV … hoàn thành …»: a share that opens its sentence, or follows «phấn đấu», «chỉ tiêu»."""
    if "%" not in stretch.text:
        return
    match = _TARGET.match(stretch.text) or _AIMED.search(stretch.text)
    kinds = () if match and _TARGET.match(stretch.text) else _OF_KIND.finditer(stretch.text)
    before = scene.text(stretch.index)
    at = before.find(stretch.text)
    if not stretch.first and at > 0 and _GUIDES.search(re.split(r"[.]\s", before[:at])[-1]):
        return  # «đã có 100% trường …, 95% học sinh …»: the sentence tells what was reached
    told = [
        k
        for k in kinds
        if (k["word"] or k["up"] or _STRIVES.search(stretch.text[: k.end()]))
        and not _AIMING.search(stretch.text[: k.end()])
        and not _MONEY.search(k["of"])
    ]
    if told:
        yield from (_shared(scene, stretch, kind) for kind in told)
        return
    lowered = _LOWERED.match(stretch.text)
    if lowered:
        yield _shared(scene, stretch, lowered)
        return
    limit = None if match else _LIMITED.match(stretch.text)
    if limit and _limits(limit, stretch.text):
        yield _shared(scene, stretch, limit)
        return
    if not match or _MONEY.match(match["rest"]) or "/" in stretch.text[: match.start("rest")]:
        return
    percent = decimal(match["low"] or match["percent"])
    if _NO_SUBJECT.search(match["rest"]) or not 0 < Decimal(percent) <= 100:
        return
    rest = " ".join(match["rest"].split())
    up = _UP.search(rest)  # «bảo đảm 80% số giáo viên trở lên»
    rest = rest[: up.start()] if up else rest
    of, what = _subject(rest)
    if what is None and _PEOPLE.match(rest) and not _TARGET.match(stretch.text):
        of, what = rest.rstrip(" .;"), " ".join(stretch.text[match.start() : match.start("percent")].split())
    if what is None and not _reached(match, rest):
        return
    if what is None:
        of, what = "", rest.rstrip(" .;")
    comparison = _comparison(match["word"], match["up"] or match["low"] or (up and up.group()))
    for figure, group in _groups(percent, of):
        yield Target(
            id="r",
            percent=figure,
            comparison=comparison,
            of=group or None,
            what=what,
            evidence=scene.evidence(stretch, 0.85),
        )


def _reached(match: re.Match[str], rest: str) -> bool:
    """Whether the words behind a share say at once what is reached («trên 90% xếp loại Khá»)."""
    if re.match(r"(?:xếp\s+)?loại\s|đạt\s", rest, re.IGNORECASE):
        return True
    return bool(match["word"] or match["up"]) and bool(
        re.match(r"(?:hoàn\s+thành|tốt\s+nghiệp|lên\s+lớp)\s", rest, re.IGNORECASE)
    )


def _groups(percent: str, of: str) -> Iterator[tuple[str, str]]:
    """The groups that reach the same, each with its share («60% học sinh lớp 5 và 70% học sinh lớp 9 biết bơi»)."""
    while joined := _AND_SHARE.search(of):
        yield percent, of[: joined.start()]
        percent, of = decimal(joined["percent"]), joined["of"]
    yield percent, of


_AND_SHARE = re.compile(
    rf"(?:,|\s+và)\s+(?:(?:{_WORD})\s+)?(?<![\w.,/])(?P<percent>\d{{1,2}}(?:[.,]\d{{1,2}})?|100)\s*%\s+(?P<of>[^\W\d_].+)$",
    re.IGNORECASE,
)


def _limits(match: re.Match[str], text: str) -> bool:
    """Whether a share behind what it measures is a limit or an aim, and not a figure that was reached or an amount."""
    if _GUIDES.search(text[: match.end()]) or _MONEY.match(match["of"]) or "/" in match["of"]:
        return False
    if not (match["word"] or match["up"]) or not 0 < Decimal(decimal(match["percent"])) <= 100:
        return False
    if match["base"]:
        return not _MEASURED.search(match["base"])
    return bool(_PEOPLE.match(match["of"]))


_UP = re.compile(r"\s+trở\s+lên\s*[.;]?$", re.IGNORECASE)


def _shared(scene: Scene, stretch: Stretch, match: re.Match[str]) -> Rule:
    """A target whose words stand before its share."""
    what = re.sub(r"^.*?(?:tỷ\s+lệ|tỉ\s+lệ|số)\s+", "", " ".join(match["of"].split()), flags=re.IGNORECASE)
    low = match.groupdict().get("low")
    people = _PEOPLE.match(what)
    of = people.group() if people else None
    return Target(
        id="r", percent=decimal(low or match["percent"]), comparison=_comparison(match["word"], match["up"] or low),
        of=of, what=what[people.end() :].strip() or what if people else what, evidence=scene.evidence(stretch, 0.8),
    )  # fmt: skip


def _comparison(word: str | None, up: str | None) -> Comparison:
    for pattern, comparison in _COMPARISONS:
        if word and re.fullmatch(pattern, " ".join(word.split()), re.IGNORECASE):
            return "at_least" if up and comparison == "more_than" else comparison
    return "at_least" if up else "exactly"


def _subject(rest: str) -> tuple[str, str | None]:
    """Cut «CBQL, GV tham gia khoá bồi dưỡng hoàn thành mô đun 4» before the verb that tells what they reach.

    A first «tham gia», «được», «có» may belong to the subject («GV tham gia khoá học hoàn thành …»); the next verb in
    the same clause is then the one.
    """
    rest = rest.rstrip(" .;")
    verbs = list(_predicate().finditer(rest, 2))
    if not verbs:
        return rest, None
    chosen = verbs[0]
    if len(verbs) > 1 and chosen.group().lower() == "tham gia":
        between = rest[chosen.end() : verbs[1].start()]
        if len(between) <= 60 and not re.search(r"[,;:.]", between) and verbs[1].group().lower() not in ("có", "được"):
            chosen = verbs[1]
    return _HELPER.sub("", rest[: chosen.start()]).strip(" ,:"), rest[chosen.start() :]


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
                each=item.each,
                exceptions=[QuotaException(unit=unit, each=each) for unit, each in item.exceptions],
                total=group.stated,
                evidence=[part.evidence(item.start, item.end, 0.85)],
            )
