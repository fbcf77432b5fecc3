"""Shares in a sentence: each with its bound, the words before it and the words behind it, cut at the right seams."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from normalize.rule_text import any_word, decimal

Comparison = Literal["at_least", "more_than", "at_most", "less_than", "exactly"]
_COMPARISONS: tuple[tuple[str, Comparison], ...] = (
    (
        r"không\s+(?:được\s+)?(?:dưới|thấp\s+hơn|ít\s+hơn|nhỏ\s+hơn)|ít\s+nhất|tối\s+thiểu|thấp\s+nhất|từ|≥|>\s?=",
        "at_least",
    ),
    (
        r"không\s+(?:được\s+)?(?:quá|vượt\s+quá|vượt|trên|cao\s+hơn|nhiều\s+hơn|lớn\s+hơn)|tối\s+đa|nhiều\s+nhất|≤|<\s?=",
        "at_most",
    ),
    (r"trên|hơn|vượt|cao\s+hơn|lớn\s+hơn|>", "more_than"),
    (r"dưới|thấp\s+hơn|nhỏ\s+hơn|<", "less_than"),
)
_BOUND = "|".join(pattern for pattern, _ in _COMPARISONS)
ABOUT = r"khoảng|gần|bình\s+quân|trung\s+bình|ổn\s+định"
_FIGURE = r"\d{1,3}(?:[.,]\d{1,2})?"
SHARE = re.compile(
    rf"(?:(?<!\w)từ\s+{_FIGURE}\s*%\s*(?:lên|xuống(?:\s+còn)?)\s+)?"  # «từ 68% lên 85%»
    rf"(?:(?<!\w)(?P<word>{_BOUND})\s*(?:là\s+|mức\s+|có\s+|(?:{ABOUT})\s+)*)?(?:(?<![\w.,/])(?P<low>{_FIGURE})\s*%?\s*(?:-|–|đến(?:\s+dưới)?|tới)\s*)?"
    rf"(?<![\w.,/])(?P<percent>{_FIGURE})\s*%(?:\s*\([^()]*phần\s+trăm\))?(?P<up>\s*trở\s+(?:lên|xuống))?",
    re.IGNORECASE,
)
_SEAM = re.compile(r"(?:[;,]|\s[-–+]|:)\s+(?:(?:và|còn|trong\s+đó)\s+)?|\s(?:và|còn|hoặc)\s+|(?<=[\w.,])\(\s*")
_YEAR = r"(?:năm\s+(?:học\s+)?\d{4}(?:\s*[–-]\s*\d{4})?|học\s+kỳ\s+I{1,2}|năm\s+(?:học|tới|nay))"
TIME = rf"(?:(?:đến|từ|trong|vào|hết|cuối|đầu|giai\s+đoạn|kết\s+thúc|hằng|hàng|mỗi|các)\s+)*(?:{_YEAR}|năm|tháng|quý)(?:\s+trở\s+đi)?"
_PLACE = r"(?:toàn\s+|trên\s+địa\s+bàn\s+)(?:huyện|tỉnh|thành\s+phố|thị\s+xã|quận|xã|phường|trường|ngành|quốc|đơn\s+vị|cấp\s+học)"
LEADS = re.compile(rf"(?:[\"“”*(\s,:–-]|(?:{any_word('target_lead')}|{TIME}|{_PLACE}|{ABOUT})(?!\w))*$", re.IGNORECASE)
MEASURE = re.compile(rf"(?<!\w)(?:{any_word('target_measure')})(?!\w)", re.IGNORECASE)
UP = re.compile(r"\s+trở\s+(?:lên|xuống)(?!\w)", re.IGNORECASE)
ENDS = re.compile(r";\s|;$")
_HELPER = re.compile(r"(?:\s+(?:đã|sẽ|đều|phải|được|có|cần|mới))+\s*$", re.IGNORECASE)
_NOT_YET = re.compile(
    r"(?:chưa|không)\s+(?:được\s+)?$", re.IGNORECASE
)  # «GV chưa hoàn thành»: what the share fails to reach
_WEAK = ("không", "sử dụng", "là", "bị", "làm", "giải quyết", "báo cáo", "tuyên truyền", "cung cấp")
_NEAR_WEAK = ("tham gia", "tham dự", "xây dựng", "tổ chức", "thực hiện", "triển khai")
_STRONG = ("được", "đạt", "hoàn thành", "có", "bảo đảm", "đảm bảo", "đáp ứng", "biết", "phản hồi", "hài lòng")
_GRADE = re.compile(
    r"(?<!\w)(?:khá|giỏi|tốt|hạnh\s+kiểm|xuất\s+sắc|trung\s+bình|(?<!trọng\s)(?<!chủ\s)(?<!thiết\s)yếu|kém|trên\s+chuẩn|bé\s+(?:ngoan|khỏe|sạch))(?!\w).*$",
    re.IGNORECASE | re.DOTALL,
)
_SHORT = 60  # characters of a name before its colon
NEAR = 40  # characters before a share in which a word of duty speaks of it


@dataclass(frozen=True, slots=True)
class Member:
    """A share with its own words: `lead` before its bound, `rest` behind it; `opens` where it opens its paragraph."""

    lead: str
    share: re.Match[str]
    rest: str
    opens: bool
    end: int
    bound: Comparison | None = None  # of the share that it is joined to

    @property
    def bounded(self) -> bool:
        """Whether the words set a floor or a ceiling."""
        return bool(self.share["word"] or self.share["low"] or self.up)

    @property
    def up(self) -> str:
        """«trở lên» or «trở xuống» of the share: at once behind it, or behind its group («80% số giáo viên trở lên»)."""
        if self.share["up"]:
            return str(self.share["up"]).lower()
        group = subject(ENDS.split(self.rest)[0].rstrip(" .;,)"))[0]
        told = UP.search(group)
        return told.group().lower() if told else ""

    @property
    def percent(self) -> Decimal:
        """The share's figure; the lower one of two."""
        return Decimal(decimal(self.share["low"] or self.share["percent"]))

    @property
    def comparison(self) -> Comparison:
        """How what is reached compares with the share."""
        if self.up:
            return "at_most" if "xuống" in self.up else "at_least"
        word = " ".join((self.share["word"] or "").split())
        for pattern, comparison in _COMPARISONS:
            if word and re.fullmatch(pattern, word, re.IGNORECASE):
                return comparison
        return "at_least" if self.share["low"] else self.bound or "exactly"


_PART_FIGURE = rf"(?P<of>[^\W\d_][^\d%:;,()]{{0,40}}?)(?:\s*:|\s+(?:là|đạt|có))?\s+(?P<percent>{_FIGURE})\s*%"
_PART = re.compile(_PART_FIGURE, re.IGNORECASE)
_BARE_PART = re.sub(r"\?P<\w+>", "?:", _PART_FIGURE)
PARTS = re.compile(
    rf"\(\s*(?:trong\s+đó\s*:?\s+)?(?P<parts>{_BARE_PART}(?:\s*[,;]\s+(?:và\s+)?{_BARE_PART})+)\s*\)", re.IGNORECASE
)
"""A share's groups in brackets behind it: «97 % (CBQL 100 %, GV 96,5 %)»."""


def parts(match: re.Match[str]) -> list[re.Match[str]]:
    """The groups that a match of `PARTS` names, each with its share."""
    return list(_PART.finditer(match.string, match.start("parts"), match.end("parts")))


_AND = re.compile(r"(?<!\w)và(?!\w)|,")


def members(text: str, *, first: bool) -> list[Member]:
    """Cut a sentence into its members, one a share; one without words of its own has those of the next."""
    shares = [share for share in SHARE.finditer(text) if text[share.end() : share.end() + 1] != ")" or share["word"]]
    found: list[Member] = []
    begin = 0
    for number, share in enumerate(shares):
        end, following = len(text), len(text)
        if number + 1 < len(shares):
            end, following = _seam(text, share.end(), shares[number + 1].start())
        found.append(Member(text[begin : share.start()], share, text[share.end() : end], begin == 0 and first, end))
        begin = following
    for number in range(len(found) - 2, -1, -1):
        member, after = found[number], found[number + 1]
        if not (LEADS.match(re.split(r"[,:;]\s", member.lead)[-1]) and LEADS.match(after.lead)):
            continue
        if not member.rest.strip(" ,;"):
            found[number] = replace(member, rest=after.rest)
        elif _AND.search(text, member.end, after.share.start()) and not subject(member.rest)[1]:
            what = subject(after.rest)[1]  # «40% học sinh lớp 4 và 50% học sinh lớp 8 biết bơi»
            found[number] = replace(member, rest=f"{member.rest} {what}") if what else member
            if not after.bounded:
                found[number + 1] = replace(after, bound=member.comparison)
    return found


def _seam(text: str, low: int, high: int) -> tuple[int, int]:
    """Where the words of a share end and those of the next begin between `low` and `high`."""
    seams = list(_SEAM.finditer(text, low, high))
    for number, seam in enumerate(seams):
        hard = [s for s in seams[:number] if text[s.start()] in ",;" and seam.start() - s.end() <= _SHORT]
        if text[seam.start()] == ":" and hard:  # «; mẫu giáo: 98%»: the name of the share stands before the colon
            return hard[-1].start(), hard[-1].end()
        if LEADS.match(text[seam.end() : high]) or MEASURE.match(text[seam.end() : high]):
            return seam.start(), seam.end()
    hard = [s for s in seams if text[s.start()] == ";"] or [s for s in seams if text[s.start()] == ","]
    return (hard[-1].start(), hard[-1].end()) if hard else (high, high)


def subject(rest: str) -> tuple[str, str | None]:
    """Cut «CBQL, GV tham gia khoá bồi dưỡng hoàn thành mô đun 4» before the verb that tells what they reach.

    A first «tham gia», «sử dụng», «là» may belong to the group («GV tham gia khoá học hoàn thành …»); a stronger verb
    behind it in the same clause is then the one.
    """
    verbs = list(predicate().finditer(rest, 2))
    if not verbs:
        grade = _GRADE.search(rest)
        return (rest[: grade.start()].strip(), rest[grade.start() :].strip()) if grade else (rest, None)
    chosen = verbs[0]
    verb = " ".join(chosen.group().lower().split())
    if verb in _WEAK or verb in _NEAR_WEAK:
        strong = [v for v in verbs[1:] if " ".join(v.group().lower().split()) in _STRONG]
        between = rest[chosen.end() : strong[0].start()] if strong else ";"
        far = verb in _NEAR_WEAK and (len(between) > _SHORT or "," in between)
        if not far and not re.search(r"[;:.]", between):
            # «xã, phường không | có ma túy» is one verb
            chosen = chosen if verb == "không" and not between.strip() else strong[0]
    if chosen.group().lower() == "được":  # «người được phát hiện được tư vấn»
        again = [v for v in verbs if v.group().lower() == "được" and 0 < v.start() - chosen.start() <= NEAR]
        between = rest[chosen.end() : again[0].start()] if again else ","
        chosen = again[0] if not re.search(r"[,;:.]|(?<!\w)và(?!\w)", between) else chosen
    reaches = chosen.group().lower().startswith(("hoàn", "đạt"))
    lacks = _NOT_YET.search(rest, 0, chosen.start()) if reaches else None
    begin = lacks.start() if lacks and lacks.start() > 1 else chosen.start()
    return _HELPER.sub("", " " + rest[:begin]).strip(' ,:“"'), rest[begin:]


@cache
def predicate() -> re.Pattern[str]:
    """The verbs that tell what a group reaches."""
    return re.compile(rf"(?<!\w)(?:{any_word('predicate')})(?!\w)", re.IGNORECASE)
