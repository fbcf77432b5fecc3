"""Time limits as the checklist prints them, and why one must be looked at before staff go by it."""

from __future__ import annotations

import re

from exporters.model import When
from exporters.wording import day_of, last_of_each, one_line, recurrence_words, short_date
from schemas.facts import Bound, Deadline
from schemas.plan import Header

# Words that set a limit whoever reads them; a task that has them and no time limit was not read whole.
_SETS_LIMIT = re.compile(
    r"(?<!\w)(?:chậm\s+nhất|muộn\s+nhất|hạn\s+chót|hạn\s+cuối|trước\s+ngày\s+\d|trước\s+\d{1,2}\s*(?:giờ|h|g)(?!\w)|"
    r"đến\s+hết\s+ngày\s+\d|trong\s+(?:vòng|thời\s+hạn)\s+\d|không\s+quá\s+\d+\s+(?:giờ|ngày|tuần|tháng))",
    re.IGNORECASE,
)
SURE = 0.75  # below it more than one fact in four is wrong (normalize.confidence): staff must look


def limit(deadline: Deadline, header: Header) -> When:
    """Return a deadline as the checklist prints it."""
    return When(
        words=one_line(deadline.text),
        last=day_of(deadline.due),
        on=deadline.bound == Bound.ON,
        time=deadline.time,
        safe=day_of(deadline.safe) if deadline.safe != deadline.due else None,
        recurrence=recurrence_words(deadline.recurrence),
        last_each=_last_of_each(deadline),
        doubts=tuple(_doubts(deadline, header)),
        fact=deadline,
    )


def unread_limit(action: str) -> str:
    """Return the words of `action` that set a time limit, «» where there are none."""
    found = _SETS_LIMIT.search(action)
    return one_line(action[found.start() : found.start() + 60]).rsplit(" ", 1)[0] if found else ""


def _last_of_each(deadline: Deadline) -> str:
    if deadline.bound not in (Bound.BEFORE, Bound.BY) or deadline.qualifier:
        return ""
    return last_of_each(deadline.recurrence, before=deadline.bound == Bound.BEFORE and deadline.time is None)


def _doubts(deadline: Deadline, header: Header) -> list[str]:
    found = []
    if deadline.qualifier:
        basis = f": {one_line(deadline.basis)}" if deadline.basis else ""
        read_as = f", đang hiểu là {short_date(day)}{basis}" if (day := day_of(deadline.due)) else ""
        found.append(f"thời hạn ước chừng “{one_line(deadline.text)}”{read_as}")
    elif deadline.due is None and deadline.recurrence is None:
        found.append(_no_day(deadline))
    if deadline.evidence[0].confidence < SURE:
        found.append(f"chưa chắc đọc đúng thời hạn “{one_line(deadline.text)}”")
    issued, last = day_of(header.issued_on), day_of(deadline.due)
    if issued and last and last < issued:
        found.append(f"hạn cuối {short_date(last)} trước ngày ban hành văn bản {short_date(issued)}")
    return found


def _no_day(deadline: Deadline) -> str:
    words = one_line(deadline.text)
    if deadline.anchor:
        return f"thời hạn “{words}” tính theo việc “{one_line(deadline.anchor)}”, cần tự xác định ngày"
    if deadline.bound in (Bound.FROM, Bound.AFTER):
        return f"chỉ ghi thời điểm bắt đầu “{words}”"
    return f"chưa tính được ngày cuối của “{words}”"
