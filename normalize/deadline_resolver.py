"""From a phrase to the day it is due, with the rule by which the day was told; what can't be told stays null.

Rules are named from `corpus/registry/legal_time_rules.tsv`: Bộ luật Dân sự 2015, Điều 145–148; Bộ luật Lao động 2019, Điều 112.
A fixed day never moves; a length of time that ends on a day of rest ends on the next working day (Điều 148 khoản 5).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from normalize import calendars
from normalize.calendars import rule
from normalize.date_lexer import Kind
from normalize.date_phrases import Phrase
from normalize.deadline_context import Given
from normalize.moments import Moment, Part, Precision, day_before
from normalize.recurrence import rules, yearly
from normalize.time_units import Length
from schemas.facts import Bound, Unit

_UNITS = {
    "days": ("P{}D", Unit.DAYS),
    "working_days": ("P{}D", Unit.WORKING_DAYS),
    "weeks": ("P{}W", Unit.WEEKS),
    "months": ("P{}M", Unit.MONTHS),
    "years": ("P{}Y", Unit.YEARS),
    "hours": ("PT{}H", Unit.HOURS),
    "working_hours": ("PT{}H", Unit.HOURS),
}
_ONCE_A_YEAR = frozenset(
    {Precision.YEARLY_DAY, Precision.WEEK, Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR}
)


Day = date  # `Reading.date` would hide the name


@dataclass(frozen=True, slots=True)
class Reading:
    """What a deadline says: the fields of `schemas.facts.Deadline`, and a factor for how sure the reading is."""

    bound: Bound
    date: str | None = None
    due: Day | None = None
    time: str | None = None
    recurrence: str | None = None
    offset: str | None = None
    unit: Unit | None = None
    anchor: str | None = None
    qualifier: str | None = None
    basis: str | None = None
    sure: float = 1.0

    @property
    def safe(self) -> Day | None:
        """The working day to aim at where `due` is a day of rest."""
        if self.due is None or calendars.is_working_day(self.due):
            return None
        return calendars.previous_working_day(self.due)


def resolve(phrase: Phrase, bound: Bound, given: Given, anchor: str | None) -> list[Reading]:
    """The readings of a phrase: one, or one for each recurrence that it names; `anchor` is its event's words."""
    base = Reading(bound, time=phrase.clock, anchor=anchor)
    if phrase.moment is not None and phrase.moment.part is not None:
        base = replace(base, qualifier=phrase.moment.part.value)
    if phrase.length is not None:
        return [_measured(base, phrase, phrase.length, given)]
    if phrase.next_day:
        return [replace(base, offset="P1D", unit=Unit.WORKING_DAYS, basis=rule("period_working"))]
    if phrase.every:
        return [replace(base, recurrence=recurs, basis=rule("recurring")) for recurs in rules(phrase)]
    if phrase.moment is None:
        return [_event(base, phrase, given)]
    if phrase.next_year and phrase.moment.month is not None:
        recurs = yearly([phrase.moment.month], phrase.moment.day)
        return [replace(base, recurrence=recurs, basis=rule("recurring"), sure=0.8)]
    if phrase.until is not None:
        return [_range(base, phrase.moment, phrase.until, given, phrase.until_excluded)]
    return [_point(base, phrase, phrase.moment, given)]


def _complete(moment: Moment, given: Given) -> tuple[Moment, str | None]:
    """The moment with its year: as printed, or the next one not before the dispatch's own date."""
    issued = given.issued_on
    if moment.year is not None or issued is None or given.general:
        return moment, None
    if moment.precision is Precision.VAGUE and moment.unit in ("năm", "nam") and moment.part is not Part.START:
        moment = replace(moment, precision=Precision.YEAR)
    yearly_lunar = moment.lunar and moment.month is not None
    if moment.precision not in _ONCE_A_YEAR and not yearly_lunar:
        return moment, None
    for year in (issued.year, issued.year + 1):
        told = moment.in_year(year)
        if told is None:
            continue
        # A week's days are not told; its month tells whether it is still to come.
        span = (replace(told, precision=Precision.MONTH) if told.precision is Precision.WEEK else told).interval()
        if span is not None and _over(told, span) >= issued:
            return told, rule("year_inferred")
    return moment, None


def _over(moment: Moment, span: tuple[date, date]) -> date:
    """The day by which the moment is over: «đầu tháng 5» before the month is."""
    if moment.part is Part.START and moment.precision is Precision.MONTH:
        return span[0].replace(day=15)
    return (_part(moment, span) if moment.part is Part.MIDDLE else None) or span[1]


def _point(base: Reading, phrase: Phrase, moment: Moment, given: Given) -> Reading:
    moment, inferred = (moment, None) if phrase.other_year else _complete(moment, given)
    due, basis = _due(base.bound, moment, phrase.clock not in (None, "00:00"), given)
    told = moment.edtf
    if Kind.NOW in phrase.binds and told is not None and given.issued_on is not None:
        told, basis = f"{given.issued_on.isoformat()}/{told}", rule("from_issue")
    if moment.lunar:
        basis = rule("lunar")
    sure = 0.85 if inferred else 1.0
    if due is not None and moment.precision in (Precision.SEMESTER, Precision.VAGUE):
        sure = 0.6
    joined = "; ".join(part for part in (inferred, basis) if part) or None
    return replace(base, date=told, due=due, basis=joined, sure=sure)


def _due(bound: Bound, moment: Moment, hour: bool, given: Given) -> tuple[date | None, str | None]:
    """The last day in time, and the rule by which it was told."""
    if bound in (Bound.FROM, Bound.AFTER):
        return None, None
    framed = _framed(moment, given)
    if framed is not None:
        return (day_before(framed) if bound is Bound.BEFORE else framed), rule("school_frame")
    span = moment.interval()
    if span is None:
        return None, None
    if moment.part is not None:
        point = _part(moment, span)
        code = {Precision.MONTH: "month_part", Precision.YEAR: "year_part"}.get(moment.precision, "quarter_part")
        if point is None:
            return None, None
        return (day_before(point) if bound is Bound.BEFORE else point), rule(code)
    if bound is Bound.BEFORE:
        if hour and moment.precision is Precision.DAY:
            return span[0], rule("before_hour")
        return day_before(span[0]), rule("before_day")
    return span[1], rule("by_day" if moment.precision is Precision.DAY else "within")


def _framed(moment: Moment, given: Given) -> date | None:
    """The end of a term or school year by the Ministry's frame; None where no frame is known."""
    if moment.part is not Part.END or moment.precision not in (Precision.SEMESTER, Precision.VAGUE):
        return None
    if given.general and moment.school_year is None:
        return None
    year = moment.school_year or given.school_year
    if year is None and given.issued_on is not None:
        year = calendars.school_year_of(given.issued_on)
    frame = calendars.school_year(year) if year is not None else None
    if frame is None:
        return None
    if moment.precision is Precision.SEMESTER and len(moment.semesters) == 1:
        return frame.term1_end if moment.semesters[0] == 1 else frame.term2_end
    return frame.year_end if moment.unit in ("năm học", "nam hoc") else None


def _part(moment: Moment, span: tuple[date, date]) -> date | None:
    """The day of «đầu, giữa, cuối» by Điều 146 khoản 2 and 3."""
    first, last = span
    if moment.part is Part.START:
        return first
    if moment.part is Part.END:
        return last
    middle = {Precision.MONTH: first.replace(day=15), Precision.YEAR: first.replace(month=6, day=30)}
    return middle.get(moment.precision)


def _range(base: Reading, first: Moment, last: Moment, given: Given, excluded: bool) -> Reading:
    last, inferred = _complete(last, given)
    if first.year is None and last.year is not None:
        later = (first.month or 0) > (last.month or 12)
        first = first.in_year(last.year - 1 if later else last.year) or first
    start, end = first.edtf, last.edtf
    due, basis = _due(Bound.BEFORE if excluded else Bound.BY, last, False, given)
    told = f"{start}/{end}" if start and end else end
    if told and told.count("/") > 1:  # quarters are intervals themselves
        told = f"{told.split('/')[0]}/{told.split('/')[-1]}"
    joined = "; ".join(part for part in (inferred, basis) if part) or None
    return replace(base, date=told, due=due, basis=joined, sure=0.85 if inferred else 1.0)


def _measured(base: Reading, phrase: Phrase, length: Length, given: Given) -> Reading:
    template, unit = _UNITS[length.unit]
    back = phrase.relation is Kind.BEFORE
    offset = ("-" if back else "") + template.format(length.amount)
    start = _start(phrase, base.anchor, given)
    due, basis = _counted(start, length, back) if start is not None else (None, rule("event"))
    sure = 1.0 if length.agrees else 0.6
    return replace(
        base, offset=offset, unit=unit, due=due if base.bound is not Bound.AFTER else None, basis=basis, sure=sure
    )


def _start(phrase: Phrase, anchor: str | None, given: Given) -> date | None:
    """The day from which a length is counted, where it is a date or the dispatch's own issue or arrival."""
    if phrase.anchor_moment is not None:
        moment, _ = _complete(phrase.anchor_moment, given)
        span = moment.interval()
        return span[0] if span else None
    return _own_day(anchor, given)


def _own_day(anchor: str | None, given: Given) -> date | None:
    words = (anchor or "").lower()
    if not words.endswith(" này"):
        return None
    if words.startswith(("ký", "kí", "ban hành")):
        return given.issued_on
    return given.received_on if words.startswith("nhận") else None


def _counted(start: date, length: Length, back: bool) -> tuple[date | None, str | None]:
    amount = -length.amount if back else length.amount
    match length.unit:
        case "working_days":
            return calendars.add_working_days(start, amount), rule("period_working")
        case "days":
            end, basis = start + timedelta(days=amount), rule("period_days")
        case "weeks":
            end, basis = start + timedelta(weeks=amount), rule("period_weeks")
        case "months":
            end, basis = calendars.add_months(start, amount), rule("period_months")
        case "years":
            end, basis = calendars.add_months(start, 12 * amount), rule("period_months")
        case _:
            return None, None
    if not back and not calendars.is_working_day(end):
        return calendars.next_working_day(end), f"{basis}; {rule('roll_forward')}"
    return end, basis


def _event(base: Reading, phrase: Phrase, given: Given) -> Reading:
    day = _own_day(base.anchor, given) if phrase.hurried else None
    return replace(base, date=day.isoformat() if day else None, basis=rule("event"))
