"""How an obligation is carried out: with whom, to whom it is reported, through which channel, on which form, if what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalize.actors import in_name, match_name
from normalize.lexicon import any_of


@dataclass(frozen=True, slots=True)
class Routing:
    """Partners, addressees, channels (e-mail addresses, web addresses, systems), forms and condition of a task."""

    coordinate_with: tuple[str, ...] = ()
    submit_to: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    condition: str | None = None


@cache
def _with() -> re.Pattern[str]:
    return re.compile(
        r"(?:phối(?:\s*,\s*kết)?\s+hợp|phối\s+kết\s+hợp)(?:\s+(?:chặt\s+chẽ|tốt|cùng))*\s+(?:với|cùng)\s+",
        re.IGNORECASE,
    )


@cache
def _to() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:báo\s+cáo|gửi|nộp|trình|chuyển|đăng\s+ký|đăng\s+kí|đề\s+xuất|phản\s+ánh|thông\s+tin)(?!\w)"
        r"(?P<between>[^.;:]{0,160}?)(?<!\w)(?:về|cho|tới|đến|lên|với)\s+(?=(?P<name>\w))|"
        r"(?<!\w)(?:trình|báo\s+cáo|xin\s+ý\s+kiến)\s+(?=(?P<direct>[A-ZĐÀ-Ỹ]))",
        re.IGNORECASE,
    )


@cache
def _name_stop() -> re.Pattern[str]:
    return re.compile(
        rf"[,;:.()\n]|(?<!\w)(?:{any_of('obligation_verbs')}|và\s+(?:tổ\s+chức|triển\s+khai|báo\s+cáo)|trước|chậm\s+nhất|muộn\s+nhất|"
        r"vào|theo|qua|bằng|để|được|khi|nếu|trong|danh\s+sách|kết\s+quả|sau|ngày|hằng|hàng|định\s+kỳ|đúng|kèm|những|hạn|tại|"
        r"về\s+việc|biết|kịp\s+thời|đầy\s+đủ)(?!\w)"
    )


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s,;)»”]+")
_FORM = re.compile(
    r"(?:Phụ\s+lục|phụ\s+lục|Mẫu|mẫu|Biểu\s+mẫu|biểu\s+mẫu|Biểu)\s+(?:số\s+)?(?P<label>\d{1,3}[a-zđ]?|[IVXLC]{1,6})(?!\w)"
    r"(?:\s*(?:,|và)\s*\d{1,2}[a-zđ]?(?!\w))*"
)
_CONDITION = re.compile(
    r"(?<!\w)(?:[Nn]ếu|[Tt]rong\s+trường\s+hợp|[Kk]hi\s+có|[Tt]rường\s+hợp)\s[^,.;:()]{3,160}(?=,)|\((?P<note>nếu\s[^()]{1,80})\)"
)


def routing(text: str) -> Routing:
    """Read the routing of one obligation out of its words."""
    note = _CONDITION.search(text)
    return Routing(
        coordinate_with=_names(text, [match.end() for match in _with().finditer(text)], lists=True),
        submit_to=_names(text, [match.end() for match in _to().finditer(text)]),
        channels=tuple(dict.fromkeys([m.rstrip(".") for m in _EMAIL.findall(text) + _URL.findall(text)])),
        forms=tuple(dict.fromkeys(" ".join(m.group().split()) for m in _FORM.finditer(text))),
        condition=(note.group("note") or note.group()) if note else None,
    )


def _names(text: str, starts: list[int], *, lists: bool = False) -> tuple[str, ...]:
    found: list[str] = []
    for start in starts:
        if match_name(text, start) is None and not lists:
            continue
        at = begin = start
        while True:
            head = match_name(text, at)
            end = _name_end(text, at, head.end() if head else at + 1)
            # «phối hợp với Sở Tài chính, Sở Nội vụ tham mưu» are two; «các huyện, thành phố» goes on with one name.
            following = _COMMA.match(text, end)
            more = following is not None and match_name(text, following.end()) is not None
            if more and following and _GOES_ON.match(text, following.end()):
                at = following.end()
                continue
            name = _AND_LEFT.sub("", text[begin:end].strip(" ,;:."))
            if name and len(name) <= 160:
                found.append(name)
            if not (more and following):
                break
            at = begin = following.end()
    return tuple(dict.fromkeys(found))


_AND_LEFT = re.compile(r"\s+(?:và|hoặc|để)$")  # what led on to the next verb
_COMMA = re.compile(r"\s*,\s*")
_GOES_ON = re.compile(r"(?!các|những|mỗi|từng|tất)[a-zđà-ỹ]")  # lower case: the list inside one name


def _name_end(text: str, start: int, at: int) -> int:
    stop = _name_stop().search(text, at)
    while stop and in_name(text, start, stop.start(), stop.end()):
        stop = _name_stop().search(text, stop.end())
    return stop.start() if stop else len(text)
