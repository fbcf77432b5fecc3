"""Hours, weekdays, lengths of time and units of recurrence: what the lexer's tokens of these kinds name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.date_lexer import Kind, Token
from normalize.moments import Moment, Part, Precision
from vietnamese.numbers import parse_words

_DAY_CODES = {"hai": "MO", "ba": "TU", "tư": "WE", "tu": "WE", "năm": "TH", "nam": "TH", "sáu": "FR", "sau": "FR"}
_DAY_CODES |= {"bảy": "SA", "bay": "SA", "2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA"}
_LENGTH = re.compile(
    r"(?P<a>\d+|[^\d(]+?)\s*(?:\((?P<b>[^)]*)\)\s*)?"
    r"(?P<unit>(?:ng[àa]y|gi[ờo])\s+l[àa]m\s+vi[ệe]c|ng[àa]y|gi[ờo]|tu[ầa]n|th[áa]ng|n[ăa]m)$"
)
_RECURS = re.compile(
    r"(?:(?P<n>\d{1,2}|một|hai|ba|sáu|mot|sau)\s*)?"
    r"(?P<unit>n[ăa]m\s+h[ọo]c|h[ọo]c\s*k[ỳìyi]|n[ăa]m|th[áa]ng|qu[ýíyi]|tu[ầa]n|ng[àa]y|gi[ờo])(?!\w)"
)
_UNIT_WORDS = {"hours": "giờ", "days": "ngày", "weeks": "tuần", "months": "tháng", "years": "năm"}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time. `agrees` is False where the figure and its word differ: «05 (sáu) ngày»."""

    amount: int
    unit: str  # days, working_days, weeks, months, years, hours, working_hours
    agrees: bool = True


def units_of(token: Token) -> tuple[str, ...]:
    """The recurrences that a token names, as (count, unit) words: «hằng tháng, quý và năm» → 1 tháng, 1 quý, 1 năm."""
    length = length_of(token) if token.kind is Kind.LENGTH else None
    if length is not None:
        return (f"{length.amount} {_UNIT_WORDS[length.unit]}",)
    text = re.sub(r"\([^()]*\)", " ", token.text)
    units = []
    for match in _RECURS.finditer(text):
        amount = match["n"] or "1"
        number = int(amount) if amount.isdigit() else parse_words(amount) or 1
        units.append(f"{number} {' '.join(match['unit'].split())}")
    return tuple(units)


def hour_of(token: Token) -> str | None:
    """The hour as HH:MM: «10 giờ 30 phút» 10:30, «5 giờ chiều» 17:00."""
    if not token.numbers:
        return None
    hour, *minute = token.numbers
    late = re.search(r"(chi[ềe]u|t[ốo]i)$", token.text)
    if late and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute[0] if minute else 0:02d}" if hour <= 24 else None


def length_of(token: Token) -> Length | None:
    """The length of time that a token names; None where its words name no number."""
    match = _LENGTH.match(token.text)
    if match is None:
        return None
    first, second = _amount(match["a"]), _amount(match["b"] or match["a"])
    figure = first if match["a"].strip().isdigit() or second is None else second
    if figure is None:
        figure = first if first is not None else second
    if figure is None:
        return None
    names = {"ng": "days", "gi": "hours", "tu": "weeks", "th": "months", "n": "years"}
    unit = next(name for head, name in names.items() if match["unit"].startswith(head))
    if "vi" in match["unit"]:
        unit = f"working_{unit}"
    return Length(figure, unit, agrees=second is None or first is None or first == second)


def _amount(words: str) -> int | None:
    words = words.strip()
    return int(words) if words.isdigit() else parse_words(words)


def weekday_of(token: Token) -> str:
    """The weekday as RFC 5545 has it: MO, TU … SU."""
    return next((code for word, code in _DAY_CODES.items() if re.search(rf"th[ứu]\s*{word}$", token.text)), "SU")


def quarter_month(token: Token, part: Part | None) -> tuple[Moment, tuple[int, ...]]:
    """«ngày 10 tháng đầu tiên hằng quý»: the day, and the months of a year in which it falls."""
    last = re.search(r"cu[ốo]i", token.text) is not None
    second = re.search(r"th[ứu]\s+hai", token.text) is not None
    months = (3, 6, 9, 12) if last else (2, 5, 8, 11) if second else (1, 4, 7, 10)
    day = token.numbers[0] if token.numbers else -1 if part is Part.END else None
    return Moment(Precision.MONTHLY_DAY, day=day, part=part), months
