"""Lines that say when, by whom or with whom the duty above them is done, and are no duty themselves.

«Thời gian hoàn thành: trước ngày 15/4/2026.» under a bullet is the bullet's deadline; «- Cơ quan chủ trì: Văn phòng Sở.» under
a heading makes the heading a duty of that office.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.actors import match_name, subject_at
from normalize.routing import partners
from schemas.facts import Deadline

_WHEN = re.compile(
    r"(?:thời\s+(?:gian|hạn)|tiến\s+độ|hạn)(?:\s+(?:thực\s+hiện|hoàn\s+thành|hoàn\s+tất|ban\s+hành|trình|triển\s+khai|báo\s+cáo|nộp|gửi|"
    r"xong|chót|cuối\s+cùng|dự\s+kiến|phải|nhiệm\s+vụ|công\s+việc|kết\s+thúc|giải\s+quyết))*\s*(?:\([^()]{1,40}\))?\s*:\s*",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"(?:(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|cá\s+nhân|người)(?:\s*[,/]\s*(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|cá\s+nhân))*\s+)?"
    r"(?:chủ\s+trì(?:\s+(?:thực\s+hiện|tham\s+mưu|tổ\s+chức|triển\s+khai))?|chịu\s+trách\s+nhiệm(?:\s+(?:chính|thực\s+hiện))?|"
    r"phụ\s+trách|đầu\s+mối|thực\s+hiện|tổ\s+chức\s+thực\s+hiện)\s*:\s*",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|cá\s+nhân)\s+)?phối\s+hợp(?:\s+(?:thực\s+hiện|tổ\s+chức))?\s*:\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:[.;]|\s[-–])\s+(?=[^\W\d_])")
_MORE = 40  # characters that may stand beside the time on its line
_END = re.compile(r"[\s.;]*$")


@dataclass(frozen=True, slots=True)
class LabelLine:
    """What such a line tells: its deadlines, who does it, with whom."""

    deadlines: tuple[Deadline, ...] = ()
    actor: str | None = None
    partners: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether it tells anything of the duty above; «Thời gian: 02 buổi» does not."""
        return bool(self.deadlines or self.actor or self.partners)


def label_line(text: str, start: int, end: int, deadlines: Sequence[Deadline]) -> LabelLine | None:
    """Read a paragraph that holds nothing but labels of time and office with what they say; None where it tells more."""
    actor: str | None = None
    others: list[str] = []
    at, read = start, False
    for stop in [m.start() for m in _BETWEEN.finditer(text, start, end)] + [end]:
        piece = slice(at, stop)
        if when := _WHEN.match(text, at, stop):
            inside = [d for d in deadlines if at <= d.evidence[0].start < stop]
            said = sum(d.evidence[0].end - d.evidence[0].start for d in inside)
            if (inside and stop - when.end() - said > _MORE) or _acts(text, when.end(), stop):
                return None
        elif who := _WHO.match(text, at, stop):
            if match_name(text, who.end()) is None or _acts(text, who.end(), stop):
                return None
            actor = " ".join(text[who.end() : stop].split()).rstrip(" .;,/")
        elif who := _WITH.match(text, at, stop):
            others += partners("phối hợp với " + text[who.end() : stop])
        elif _END.match(text[piece]) is None:
            return None
        else:
            continue
        read = True
        at = stop + 1
        while at < end and (text[at].isspace() or text[at] in "-–"):
            at += 1
    return LabelLine(tuple(deadlines), actor, tuple(others)) if read else None


def after_who(text: str, start: int, end: int) -> int:
    """Where a duty begins that such a label leads in: «Cơ quan thực hiện: Bộ Công an tiến hành rà soát …»."""
    who = _WHO.match(text, start, end)
    return who.end() if who and _acts(text, who.end(), end) else start


def _acts(text: str, start: int, end: int) -> bool:
    return subject_at(text, start, end) is not None
