"""Targets (chỉ tiêu): shares to be reached, each with what it is a share of and what is to be reached.

A sentence may tell several shares. It is cut into members, one a share, at the seams where the next share's own words
begin; a member tells either its share first («ít nhất 95% giáo viên đạt chuẩn»), behind a verb («tập huấn cho 100% giáo
viên») or behind what it measures («tỷ lệ bỏ học dưới 0,5%»). A share is a target where its words strive or bound it, or
where it opens its sentence; what was reached, money, votes, time and conditions are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from normalize.lexicon import any_of
from normalize.rule_text import Scene, Stretch, any_word, decimal
from normalize.sentences import label_end
from normalize.target_shares import (
    ABOUT,
    ENDS,
    LEADS,
    MEASURE,
    NEAR,
    PARTS,
    SHARE,
    TIME,
    UP,
    Member,
    members,
    parts,
    predicate,
    subject,
)
from schemas.rules import Rule, Target

_STRIVES = re.compile(rf"(?<!\w)(?:{any_word('target_strives')})(?!\w)", re.IGNORECASE)
_ORDERS = re.compile(rf"(?<!\w)(?:{any_word('target_orders')})(?!\w)", re.IGNORECASE)
_DOING = 60  # characters of what is done with a share
_PAST = re.compile(rf"(?<!\w)(?:{any_word('target_past')})(?!\w)", re.IGNORECASE)
_CONDITION = re.compile(rf"(?<!\w)(?:{any_word('target_condition')})(?!\w)", re.IGNORECASE)
_THEN = re.compile(
    rf"(?<!\w)(?:{any_word('target_then')})(?!\w)|(?:^|được|tính|cộng|trừ|là|[:=])\s*(?:thêm\s+)?\d+(?:[.,]\d+)?\s+điểm(?!\w)",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"^\(?\s*so\s+với", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"^\s*(?:(?:tổng|các|số|toàn\s+bộ|phần|giá\s+trị|nhu\s+cầu)\s+)*(?:{any_word('target_amount')})(?!\w)",
    re.IGNORECASE,
)
_VOTES = re.compile(r"^(?:tổng\s+)?(?:số\s+)?phiếu", re.IGNORECASE)
_PAYS = re.compile(rf"(?<!\w)(?:{any_word('target_pays')})(?!\w)", re.IGNORECASE)
_TIMED = re.compile(
    r"^(?:tổng\s+|số\s+)*(?:thời\s+(?:lượng|gian|giờ)|số\s+(?:tiết|buổi|câu|điểm|giờ|ngày)|khối\s+lượng)", re.IGNORECASE
)
_BASE = re.compile(
    r"^(?P<counted>(?:so\s+với\s+)?(?:tổng\s+)?số(?:\s+lượng)?\s+|(?=dân\s+số|GDP|GRDP)|tổng\s+)(?P<of>[^;:]*)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^(?:[.;,)…”\"]|\(|vào\s|trong\s|trên\s|ở\s|từ\s|đến\s|theo\s|mỗi\s+năm|hằng\s+năm|hàng\s+năm|/|và\s|so\s+với|đối\s+với|cho\s|tại\s|của\s)",
    re.IGNORECASE,
)
_HELPED = re.compile(r"^(?:đã|đều|phải)\s+", re.IGNORECASE)
_HAS = re.compile(r"(?<!\w)(?:có|bảo\s+đảm|đảm\s+bảo|huy\s+động|duy\s+trì)\s*$", re.IGNORECASE)
_RATE = re.compile(r"(?<!\w)t[ỷỉ]\s+lệ(?!\w)", re.IGNORECASE)
_FOR = re.compile(r"(?:riêng|còn|đối\s+với|với)(?:\s+đối\s+với)?\s+(?P<of>.+)$", re.IGNORECASE | re.DOTALL)
_ABOUTS = re.compile(rf"(?:\s+(?:là|{ABOUT}))+$", re.IGNORECASE)
_SHORT = 60  # characters of a name that stands before its share without a verb
_LABEL = re.compile(r"\s*([^:;,%\d]{3,60}):\s")
_BEHIND = re.compile(r"\s+(?:ngay|để|nhằm|theo|về|trước|trong\s+(?:năm|tháng|quý))\s", re.IGNORECASE)
_NOUNS = re.compile(r"(?:tổ\s+chức|báo\s+cáo|tuyên\s+truyền)(?!\w)", re.IGNORECASE)
_WEIGHTS = re.compile(rf"(?<!\w)(?:{any_word('target_weights')})(?!\w)", re.IGNORECASE)
_NAMED = re.compile(rf"(?:{any_word('target_named')})(?!\w)", re.IGNORECASE)
_IN_FIGURES = re.compile(r"^\(\s*\d[^()%]*\)\s*(?=[^\W\d_])")  # «trên 99% (2.450/2.470) giáo viên»
_SAME = re.compile(
    r"t[ỷỉ]\s+lệ\s+(?:này|đó|trên)$", re.IGNORECASE
)  # «tỷ lệ này là 96%» tells what is, not what is aimed at
_VOTED = re.compile(rf"(?<!\w)(?:{any_word('target_votes')})(?!\w)", re.IGNORECASE)
_REACHED = re.compile(r"(?<!\w)(?:đã|còn|mới|hiện)\s+(?:(?:có|đạt|được|gần|khoảng)\s+)*$", re.IGNORECASE)
_NEVER = re.compile(r"(?:điểm|(?:học\s+|lệ\s+)?phí|lãi|thuế|lương|phụ\s+cấp|hệ\s+số)(?!\w)", re.IGNORECASE)
_GRADED_SCALE = re.compile(r"^\s*(?:mức|loại|xếp\s+loại|hạng)\s[^,;.]{1,30}:\s*$", re.IGNORECASE)
_DEFINES = re.compile(r"(?<!\w)là\s+(?:lớp|cơ\s+sở|xã|thôn|trường|đơn\s+vị|doanh\s+nghiệp|hộ|người)", re.IGNORECASE)
_STRIVEN = re.compile(
    r"(?<!\w)(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu|(?:đảm\s+bảo|bảo\s+đảm)(?:\s+đạt)?)(?=\s+\S)", re.IGNORECASE
)
_NOTED = re.compile(r"\[\d+\]|\(\d\)")
_COPULA = re.compile(
    r"(?:(?:\s|^)(?:phấn\s+đấu|được\s+xét(?:\s+(?:cho|tặng|đến))?|(?<!chuyên\s)cần|phải|được|sẽ|đạt(?:\s+(?:tỷ|tỉ)\s+lệ)?|là|có|chiếm(?:\s+(?:tỷ|tỉ)\s+lệ)?|bảo\s+đảm|đảm\s+bảo|duy\s+trì|ở|mức|còn|xuống|chỉ|không)|\s*:|\s*=)+\s*$",
    re.IGNORECASE,
)
_GRADED = re.compile(
    r"^(?:(?:xếp\s+)?loại\s|đạt\s|hoàn\s+thành\s|tốt\s+nghiệp\s|lên\s+lớp(?!\w)|chuyển\s+lớp)", re.IGNORECASE
)
_OVER_TIME = re.compile(r"^\s*(?:/\s*năm|mỗi\s+năm|hằng\s+năm|so\s+với)", re.IGNORECASE)
_CHANGE = re.compile(rf"(?<!\w)(?P<way>giảm|tăng)(?:\s+(?:thêm|{ABOUT}))*\s*$", re.IGNORECASE)
_PEOPLE = re.compile(rf"(?<!\w)(?:(?:các|những|số)\s+)*(?:{any_word('target_of')})(?!\w)", re.IGNORECASE)
_NO_GROUP = re.compile(
    r"^(?:thì|so|theo|gắn|trở|là|của|trong|và|hoặc|mỗi|cho|với|tính|trên|do|nếu|đối|khi|từ|để|x|mà|bởi|nên|vì|vào|dành|chuyển|còn)(?!\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:tổng\s+số|(?:số|các|tổng\s+số)(?=\s))\s+", re.IGNORECASE)

_LIST = 12  # paragraphs above in which the line that announces a list is looked for


@dataclass(frozen=True, slots=True)
class _Told:
    """What a member tells."""

    of: str | None
    what: str | None


def targets(scene: Scene, stretch: Stretch, *, aimed: bool = False) -> Iterator[Rule]:
    """The targets of a sentence; `aimed` tells that its section or the line above announces what is striven for."""
    text = stretch.text
    if "%" not in text:
        return
    found: list[tuple[Member, _Told]] = []
    grouped = list(PARTS.finditer(text))
    text = PARTS.sub(lambda m: " " * len(m.group()), text)
    for member in members(text, first=stretch.first):
        told = _told(member, text[: member.share.start()], found[-1][1] if found else None, aimed=aimed)
        if told is None:
            continue
        label = _LABEL.match(text)
        if label and told.of is None and told.what and _under(label, member, told.what):
            told = _Told(None, f"{label[1].strip()}: {told.what}")  # «Hạnh kiểm: Tốt 85%, Khá 14%»
        found.append((member, told))
    for member, told in found:
        start = member.share.start() - len(member.lead)
        piece = text[start : member.end]
        at = stretch.start + start + len(piece) - len(piece.lstrip())
        yield Target(
            id="r",
            percent=decimal(member.share["low"] or member.share["percent"]),
            comparison=member.comparison,
            of=told.of or None,
            what=told.what or None,
            evidence=[scene.part.evidence(at, stretch.start + start + len(piece.rstrip()), 0.85)],
        )
        for part in [p for g in grouped if member.share.end() <= g.start() <= member.end for p in parts(g)]:
            yield Target(
                id="r",
                percent=decimal(part["percent"]),
                comparison=member.comparison,
                of=part["of"].strip(),
                what=told.what or None,
                evidence=[scene.part.evidence(stretch.start + part.start(), stretch.start + part.end(), 0.8)],
            )


def _under(label: re.Match[str], member: Member, what: str) -> bool:
    """Whether a label at the head of a sentence says what a share behind it measures."""
    first = SHARE.search(label.string, label.end())
    told = first is not None and label.string[label.end() : first.start()].strip() != ""
    return (
        told
        and len(what) <= _SHORT
        and what not in label[1]
        and not LEADS.match(label[1])
        and member.share.start() > label.end()
    )


def announced(scene: Scene, index: int) -> bool:
    """Whether the list that a paragraph stands in is announced as aims («Phấn đấu đến năm 2025:»)."""
    for above in range(index - 1, max(index - _LIST, -1), -1):
        text = scene.text(above).rstrip()
        if text.endswith(":"):
            return bool(_STRIVES.search(text)) and not _PAST.search(text)
        if not label_end(text, 0, len(text)):
            return False
    return False


def _told(member: Member, before: str, last: _Told | None, *, aimed: bool) -> _Told | None:
    """What a member tells; None where it is no target."""
    rest = _IN_FIGURES.sub("", ENDS.split(member.rest)[0].strip())
    if not 0 < member.percent <= 100 or (rest[:1] in ("/", "×", "*", "^") and not _OVER_TIME.match(rest)):
        return None
    strives = aimed or bool(_STRIVES.search(before))
    aimed = strives or bool(_ORDERS.search(member.lead[-NEAR:]))
    if (
        _CONDITION.search(re.split(r"[.;]\s", before)[-1])
        or (_THEN.search(member.rest) and not strives)
        or _PAYS.search(member.lead)
        or (_PAST.search(before) and not _STRIVES.search(before))
        or (_COMPARED.match(rest) and not aimed)
        or (not strives and (_VOTED.search(f"{before} {rest}") or _DEFINES.search(before)))
        or (not strives and _WEIGHTS.search(f"{before} {rest}"))
        or (rest.lower().startswith("chỉ tiêu") and not (member.bounded or strives))
        or _REACHED.search(member.lead)
        or "đến dưới" in member.share.group().lower()
        or (_AMOUNT.match(rest) and not (strives or (aimed and subject(rest)[1])))
    ):
        return None
    lead = _NOTED.sub("", member.lead)
    change = _CHANGE.search(lead)
    if change:
        return _changed(change, lead, rest, aimed=aimed, opens=member.opens)
    if _GRADED_SCALE.match(lead) and rest:
        return None
    if rest.strip(" .,;)") and (_shares_first(lead) or _has(lead)) and not _NO_GROUP.match(rest):
        told = _of_group(member, rest, last, aimed=aimed)
        if told or not _has(lead):
            return told
    if (group := _FOR.match(rest)) and last and last.what and LEADS.match(lead):
        return _Told(group["of"].strip(" .;,"), last.what)  # «90% trở lên đối với trẻ 5 tuổi, 85% … đối với trẻ khác»
    return _measured(member, lead, rest, last, aimed=aimed) or _acted(member, lead, rest, aimed=aimed)


def _shares_first(lead: str) -> bool:
    """Whether only words that announce a share stand before it («Phấn đấu đến năm 2025 có …»)."""
    return bool(LEADS.match(re.split(r"[,:;]\s|\s[-–]\s", lead)[-1])) and not (
        MEASURE.search(lead) and lead.rstrip().endswith(":")
    )


def _has(lead: str) -> bool:
    """Whether a subject «has» or is to have a share («đối với tỉnh là có …», «Mỗi trường bảo đảm …»)."""
    return bool(_HAS.search(lead)) and not _DEFINES.search(lead) and not _RATE.search(_clause(lead))


def _of_group(member: Member, rest: str, last: _Told | None, *, aimed: bool) -> _Told | None:
    """«Ít nhất 95% giáo viên đạt chuẩn»: the group and what it is to reach; a second share may be one of the first's."""
    rest = _OPENING.sub("", rest).rstrip(" .;,)")
    if not re.match(r"(?:các\s+)?[“\"]?[^\W\d_]", rest):
        return None
    if _GRADED.match(rest) or (last and predicate().match(rest) and not _NOUNS.match(rest)):
        return _Told(last.of if last else None, _HELPED.sub("", rest)) if member.bounded or aimed or last else None
    of, what = subject(rest)
    if what and what.lower().startswith("là ") and not aimed and not _shares_first(member.lead):
        return None  # «lớp học có từ 70% học viên trở lên là người khuyết tật»: which classes
    label = _LABEL.match(member.lead)
    if what is None and label and _PEOPLE.match(of) and not LEADS.match(label[1]):
        return _Told(UP.sub("", of), label[1].strip())  # «Bồi dưỡng thường xuyên: 100% CBQL, GV»
    known = member.bounded or aimed or last is not None
    if what is None and not (known and (aimed or _PEOPLE.match(of) or _acts(member.lead))):
        return None
    if not known and not (member.opens or _shares_first_clause(member.lead)):
        return None
    return _Told(UP.sub("", of), what)


def _shares_first_clause(lead: str) -> bool:
    return bool(lead.strip() == "" or re.search(r"[:,;]\s*$|(?<!\w)có\s*$", lead))


def _acts(lead: str) -> bool:
    return bool(re.search(r"(?<!\w)(?:có|đạt|bảo\s+đảm|đảm\s+bảo|huy\s+động|duy\s+trì)\s*$", lead, re.IGNORECASE))


def _measured(member: Member, lead: str, rest: str, last: _Told | None, *, aimed: bool) -> _Told | None:
    """«Tỷ lệ bỏ học dưới 0,5%», «Số giải không quá 50% số người dự thi», «Học sinh xếp loại Tốt: trên 58%»."""
    copula = _COPULA.search(lead)
    name = (lead[: copula.start()] if copula else lead).strip(' ,:;“"')
    name = _ABOUTS.sub("", _clause(name))
    measure, rate = MEASURE.search(name) or _NAMED.match(name), _RATE.search(name)
    # «Tốt 85%, Khá 14%» among aims, «…; mẫu giáo: 98%» behind another share
    short = (aimed or last is not None) and len(name) <= _SHORT and (not rest or bool(_TAIL.match(rest)))
    base = _BASE.match(rest)
    own = copula or short or (member.bounded and (measure or (base and len(name) <= _SHORT) or _PEOPLE.match(name)))
    if not name or _TIMED.search(name) or _NEVER.match(name) or _SAME.search(name) or not own:
        return None
    if last and last.what and (group := _FOR.match(name)) and copula:
        return _Told(group["of"].strip(), last.what)  # «…, đối với xã khó khăn đạt ít nhất 80%»
    if rate and not aimed and re.search(r"(?<!\w)(?:có|với)\s+$", name[: rate.start()]):
        return None  # «những xã có tỷ lệ … dưới 30%»: which ones
    if not (measure or base or _PEOPLE.match(name) or aimed or short) or (rest and not base and not _TAIL.match(rest)):
        return None
    if not (member.bounded or aimed or short or (measure and copula and member.opens and not _AMOUNT.search(name))):
        return None
    if not aimed and _AMOUNT.match(_OPENING.sub("", name[measure.end() :] if measure else name)):
        return None
    what = " ".join(
        (name[measure.end() :] if measure and measure.group().lower() in ("tỷ lệ", "tỉ lệ") else name).split()
    )
    of = None
    people = _PEOPLE.match(what)
    if base:
        if _AMOUNT.match(base["of"]) and not aimed:
            return None
        of = _OPENING.sub("", " ".join(base["of"].split()).rstrip(" .;,)"))
    elif group := _FOR.match(rest):
        of = group["of"].strip(" .;,)")
    elif rate and predicate().search(what, 2):
        of, verb = subject(what)
        what = verb or what
    elif people and people.end() < len(what):
        of, what = _OPENING.sub("", people.group()), what[people.end() :].strip()
    return _Told(UP.sub("", of) if of else None, what)


def _acted(member: Member, lead: str, rest: str, *, aimed: bool) -> _Told | None:
    """«Tập huấn cho 100% giáo viên», «Huy động 98% trẻ 5 tuổi ra lớp»: what is done with a share."""
    doing = _clause(lead)
    if _NO_GROUP.match(rest) or not re.match(r"[^\W\d_]", rest) or _TIMED.search(rest[:40]):
        return None
    verb = _doing().match(doing) or re.search(rf"{_doing().pattern}\s*$", doing, re.IGNORECASE)
    if len(doing) > _DOING and not aimed and member.percent != 100:
        return None
    if not (verb or _acts(doing) or aimed) or not (member.bounded or aimed or member.percent == 100):
        return None
    rest = _OPENING.sub("", rest).rstrip(" .;,)")
    of, what = subject(rest)
    if _acts(doing) and what:
        return _Told(UP.sub("", of), what)
    return _Told(_BEHIND.split(UP.sub("", of))[0], " ".join(doing.split()))


def _changed(change: re.Match[str], lead: str, rest: str, *, aimed: bool, opens: bool) -> _Told | None:
    """«Giảm 10% số vụ tai nạn», «tỷ lệ hộ nghèo giảm 1%/năm»: a share by which something is to change."""
    way = change["way"].lower()
    name = _clause(lead[: change.start()])
    if LEADS.match(name):
        group = re.split(r"\s+so\s+với\s", _OPENING.sub("", rest))[0].rstrip(" .;,)")
        if not (aimed or opens) or not re.match(r"[^\W\d_]", group) or _AMOUNT.match(group) or _NO_GROUP.match(group):
            return None
        return _Told(re.split(r"[,;]\s", group)[0], way)
    if not aimed or not name:
        return None
    rate = _RATE.search(name)
    return _Told(None, " ".join(f"{name[rate.end() :] if rate else name} {way}".split()))


def _clause(words: str) -> str:
    """The last clause of the words before a share, without what announces it."""
    piece = re.split(r"[;:]\s|,\s(?=(?:trong\s+đó|tỷ\s+lệ|tỉ\s+lệ|số|phấn\s+đấu)\s)", words)[-1]
    piece = (
        re.sub(
            rf"^(?:[\s“\"*(,–-]|(?!t[ỷỉ]\s+lệ|số\s)(?:{TIME}|{any_word('target_lead')})(?!\w)(?=[\s,:]|$))+",
            "",
            piece,
            flags=re.IGNORECASE,
        )
        if not MEASURE.match(piece.strip())
        else piece
    )
    striven = [
        m for m in _STRIVEN.finditer(piece) if len(piece) > _SHORT or not m.group().lower().startswith(("đảm", "bảo"))
    ]
    return (piece[striven[-1].end() :] if striven else piece).strip(' ,:“"*(')


@cache
def _doing() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of('obligation_verbs')}|{any_word('predicate')}|{any_word('target_doing')})(?!\w)", re.IGNORECASE
    )
