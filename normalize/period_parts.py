"""The modes that periods are split into: «40 tiết, trong đó tập trung 16 tiết, tự học 24 tiết», «(LT 15, TH 25)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from normalize.rule_text import Scene, any_word
from schemas.rules import PeriodPart

_LEAD = re.compile(
    r"\s*\)?(?:\s*/\s*[^\W\d_][^,;:.()\d]{0,30}|\s*\([^()]{1,30}\)(?=\s*[,:;]))?(?:\s*,[^.;:()\d]{0,60}(?=\())?\s*[,;:.]?\s*"
    r"(?:(?:trong\s+đó|chia\s+(?:ra|thành)|được\s+chia|cụ\s+thể|bao\s+gồm|gồm|có|là|với|thời\s+lượng)\s*[,:]?\s*|[(:]\s*)+",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*[,;+]\s+|\s*\+\s*|\s+và\s+(?=[^,;]*\d)", re.IGNORECASE)
_WORDS = r"[^\W\d_][^\d,;:()+]{0,60}?"
_ITEM = re.compile(
    rf"(?:(?:có|gồm|và|trong\s+đó|học)\s+(?=[^\W\d_]*\s*\d|[^\W\d_]))?(?:(?P<mode>{_WORDS})\s*(?:\([^()\d]{{1,30}}\)\s*)?[:(]?\s*(?:(?:là|có|khoảng|chiếm)\s+)?(?P<periods>\d{{1,3}})\s*(?P<unit>tiết)?\)?"
    rf"|(?P<periods2>\d{{1,3}})\s*(?P<unit2>tiết)?\s+(?:(?:học|là|dành\s+cho)\s+(?=\S+\s))?(?P<mode2>{_WORDS}))\s*(?:\([^()]{{1,40}}\))?\s*",
    re.IGNORECASE,
)
_WHOLES = 4  # places of the whole in a sentence that are looked at
_LONGEST = 400  # characters of a list of modes
_SHORT = {"lt": "lý thuyết", "th": "thực hành"}
_NO_MODE = re.compile(
    r"(?:mỗi|trên|dưới|ít\s+nhất|tối\s+thiểu|ngày|năm|tuần|buổi|lớp|điểm|mô\s?-?\s?đun|chương\s+trình|nội\s+dung|của|về|đối\s+với|từ)(?!\w)",
    re.IGNORECASE,
)


@cache
def mode() -> re.Pattern[str]:
    """The name of a mode («tập trung», «tự học», «thực hành»)."""
    return re.compile(rf"(?<!\w){any_word('mode')}(?!\w)", re.IGNORECASE)


def parts_behind(text: str, total: int) -> list[PeriodPart]:
    """The modes told behind a whole and their periods; modes of other names must add up to the whole.

    What is printed is told also where it does not add up («40 tiết (tự học 26 tiết, trực tuyến 16 tiết)»).
    """
    for whole in islice(
        re.finditer(rf"(?<![\w.,/-])0?{total}(?![\d.,/]\d|\d|%)\s*(?:\([^()\d]{{2,30}}\)\s*)?(?:tiết)?", text), _WHOLES
    ):
        lead = _LEAD.match(text, whole.end())
        if not lead:
            continue
        found = list(_items(text[lead.end() : lead.end() + _LONGEST]))
        adds_up = sum(part.periods for part in found) == total
        if len(found) >= 2 and (adds_up or all(_known(part.mode) for part in found)):
            return found
    return []


def parts_before(text: str) -> list[PeriodPart]:
    """The modes told before what they are told of («tập trung 12 tiết, tự học 28 tiết/mô đun»)."""
    word, some = mode().pattern, r"\d{1,3}\s*tiết"
    told = re.search(
        rf"(?:{word}\s+{some}\s*(?:,|và|;)\s*)+{word}\s+{some}(?=\s*/)"
        rf"|{some}\s+(?:học\s+)?{word}[^.;:,\d]{{0,40}}?\s*(?:,|và)\s*{some}\s+(?:học\s+)?{word}[^.;:,\d]{{0,40}}?(?=\s+(?:cho|đối\s+với)\s+(?:mỗi|một|từng)|\s*/)",
        text,
        re.IGNORECASE,
    )
    return list(_items(told.group())) if told else []


def _items(text: str) -> Iterator[PeriodPart]:
    """The modes at the beginning of a text, up to what is none."""
    end = re.search(r"\)(?!\s*[:,;])|\.(?=\s|$)", text)
    held = ""
    for piece in _CUT.split(text[: end.start()] if end else text):
        piece = piece.strip(" ,;:.)")
        if not re.search(r"\d", piece):
            if held or len(piece) > 40:
                return
            held = piece + " và "
            continue
        item = _ITEM.fullmatch(held + piece)
        held = ""
        if not item:
            return
        name = " ".join((item["mode"] or item["mode2"]).lower().split())
        name = re.sub(r"^(?:(?:và|trong\s+đó|bao\s+gồm|gồm|có)\s+)+", "", name)
        if len(name) < 2 or _NO_MODE.match(name):
            return
        periods = int(item["periods"] or item["periods2"])
        yield PeriodPart(mode=_SHORT.get(name, name), periods=periods)


def _known(name: str) -> bool:
    return mode().search(name) is not None


def listed_parts(scene: Scene, index: int, total: int) -> list[PeriodPart]:
    """The modes listed below a block's heading, where their periods add up to it."""
    found: list[PeriodPart] = []
    for below in range(index + 1, index + 6):
        text = scene.text(below)
        periods, named = re.search(r"(?<![\w.,/-])(\d{1,3})\s*tiết(?!\s*/)", text), mode().search(text)
        if not periods or not named:
            break
        found.append(PeriodPart(mode=" ".join(named.group().lower().split()), periods=int(periods[1])))
    return found if sum(part.periods for part in found) == total else []
