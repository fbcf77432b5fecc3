"""Time limits as the checklist prints them, and why one must be looked at before staff go by it."""

from __future__ import annotations

from exporters.model import When
from exporters.wording import day_of, last_of_each, one_line, recurrence_words, short_date
from schemas.facts import Bound, Deadline
from schemas.plan import Header

SURE = 0.75  # below it one fact in four is wrong (confidence is calibrated): staff must look


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
    )


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
