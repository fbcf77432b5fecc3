"""Words and figures as rules and rosters write them: folded for comparison, exact, never binary."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files

LEVELS = ("MN", "TH", "THCS", "THPT", "GDTX")
"""School levels in their own order: mầm non, tiểu học, trung học cơ sở, trung học phổ thông, giáo dục thường xuyên."""

_MODULE = re.compile(
    r"(?:\b(gvpt|qlpt|gvmn|qlmn|qltrh|qlth|thpt|thcs|th|mn|gdtx)\s*[.-]?\s*|(?<![\d.,/]))0*(\d{1,3})(?![\d/]|[.,]\d)"
)
_FAMILIES = {"qltrh": "QLTrH"}
_TWO_DIGITS = ("gvpt", "qlpt", "gvmn", "qlmn")  # as the catalogues of 2019 print them: «GVPT 05»


@cache
def fold(text: str) -> str:
    """`text` without diacritics, in lower case, with single spaces: «Mô  ĐUN» is «mo dun»."""
    apart = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).lower().split())


def module_key(text: str) -> str | None:
    """The module that `text` names, as rosters and rules compare it: «Mô đun 04» is «4», «THPT.17» is «THPT 17»."""
    match = _MODULE.search(fold(text))
    if not match:
        return None
    return _key(match[1], match[2])


def _key(family: str | None, number: str) -> str:
    if not family:
        return str(int(number))
    width = 2 if family in _TWO_DIGITS else 1
    return f"{_FAMILIES.get(family, family.upper())} {int(number):0{width}d}"


def module_keys(text: str) -> list[str]:
    """All modules that `text` names after «mô đun»; those that follow a family share it («THPT 17, 19»)."""
    found: list[str] = []
    for run in re.finditer(r"(?:mo ?-?dun|modul[eo]?|md)s?\s+((?:[\w.-]+\s*(?:,|;|va|-|–)?\s*)+)", fold(text)):
        family = ""
        for match in re.finditer(
            r"(?:(gvpt|qlpt|gvmn|qlmn|qltrh|qlth|thpt|thcs|th|mn|gdtx)\s*)?0*(\d{1,3})\b|[a-z]{4,}", run[1]
        ):
            if not match[2]:
                break
            family = match[1] or family
            found.append(_key(family, match[2]))
    return list(dict.fromkeys(found))


def same_module(key: str, known: Iterable[str]) -> str | None:
    """The module of `known` that `key` names: itself, else the only one of its number where one of both has no family."""
    known = tuple(known)
    if key in known:
        return key
    number = int(key.split()[-1]) if key.split()[-1].isdigit() else None
    near = [
        o
        for o in known
        if o.split()[-1].isdigit() and int(o.split()[-1]) == number and (" " not in o or " " not in key)
    ]
    return near[0] if len(near) == 1 else None


@lru_cache(maxsize=65_536)
def exact(score: Decimal) -> Fraction:
    """A mark as a fraction; the same few marks stand in most rosters."""
    return Fraction(score)


@lru_cache(maxsize=65_536)
def say_number(value: Fraction | Decimal | None) -> str:
    """A figure as Vietnamese print has it («7,25»); one that has no end stays a fraction («20/3»)."""
    if value is None:
        return "chưa có"
    figure = Fraction(value)
    rest = figure.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        near = (Decimal(figure.numerator) / Decimal(figure.denominator)).quantize(Decimal("0.001"), ROUND_HALF_UP)
        return f"{figure.numerator}/{figure.denominator} (≈ {str(near).replace('.', ',')})"
    places = 0
    while (figure * 10**places).denominator != 1:
        places += 1
    digits = f"{abs(int(figure * 10**places)):0{places + 1}d}"
    whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
    return ("-" if figure < 0 else "") + whole + (f",{part}" if part else "")


def say_day(day: date | None) -> str:
    """`09/06/2024`; «không ghi ngày» for None."""
    return f"{day:%d/%m}/{day.year:04d}" if day else "không ghi ngày"


def school_year_of(day: date) -> str:
    """The school year in which a day falls, told from August on: the school-year frames of the Ministry begin in August."""
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}/{first + 1}"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a data file of this room; lines that begin with `#` are comments."""
    text = files("rules_core").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(dict(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
