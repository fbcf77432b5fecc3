"""The Vietnamese lunar calendar: the solar day of a lunar one («ngày 10 tháng 3 âm lịch», Tết Nguyên đán).

The reckoning is that of the true new moon and the sun's longitude at UTC+7 (Quyết định 121-CP of 08/8/1967; J. Meeus,
«Astronomical Algorithms», 1998, chapter 49; the public algorithm of Hồ Ngọc Đức). Checked for 1990–2050 by the tests
against the Tết days of the `holidays` package.
"""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache

_ZONE = 7.0  # hours east of Greenwich
_MONTH = 29.530588853  # mean length of a lunar month, days
_NEW_MOON_1900 = 2415021.076998695  # mean new moon of 01/01/1900, Julian day
_JULIAN_OF_ORDINAL = 1721425  # Julian day number of the proleptic Gregorian ordinal 0, at noon


def _new_moon(k: int) -> int:
    """Julian day number, at UTC+7, of the `k`-th new moon after 01/01/1900."""
    t = k / 1236.85
    rad = math.pi / 180
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t * t - 0.000000155 * t**3
    mean += 0.00033 * math.sin((166.56 + 132.87 * t - 0.009173 * t * t) * rad)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t * t - 0.00000347 * t**3) * rad
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t * t + 0.00001236 * t**3) * rad
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t * t - 0.00000239 * t**3) * rad
    shift = (0.1734 - 0.000393 * t) * math.sin(sun) + 0.0021 * math.sin(2 * sun)
    shift += -0.4068 * math.sin(moon) + 0.0161 * math.sin(2 * moon) - 0.0004 * math.sin(3 * moon)
    shift += 0.0104 * math.sin(2 * node) - 0.0051 * math.sin(sun + moon)
    shift += -0.0074 * math.sin(sun - moon) + 0.0004 * math.sin(2 * node + sun) - 0.0004 * math.sin(2 * node - sun)
    shift += (
        -0.0006 * math.sin(2 * node + moon) + 0.0010 * math.sin(2 * node - moon) + 0.0005 * math.sin(2 * moon + sun)
    )
    delta = -0.000278 + 0.000265 * t + 0.000262 * t * t  # seconds of the earth's slowing, in days, after 1900
    return math.floor(mean + shift - delta + 0.5 + _ZONE / 24)


def _sun_sign(day: int) -> int:
    """Which twelfth of the ecliptic (0 to 11) the sun stands in at the beginning of Julian day `day`, UTC+7."""
    t = (day - 2451545.5 - _ZONE / 24) / 36525
    rad = math.pi / 180
    anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t**3
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t * t) * math.sin(anomaly * rad)
    longitude += (0.019993 - 0.000101 * t) * math.sin(2 * anomaly * rad) + 0.000290 * math.sin(3 * anomaly * rad)
    return int((longitude % 360) // 30)


def _eleventh_month(year: int) -> int:
    """Julian day on which the lunar month holding the winter solstice of `year` begins."""
    offset = date(year, 12, 31).toordinal() + _JULIAN_OF_ORDINAL - 2415021
    k = int(offset / _MONTH)
    start = _new_moon(k)
    return _new_moon(k - 1) if _sun_sign(start) >= 9 else start


def _leap_offset(start: int) -> int:
    """How many months after the eleventh the leap month comes, in a year of thirteen months."""
    k = int((start - _NEW_MOON_1900) / _MONTH + 0.5)
    last = -1
    for i in range(1, 15):
        sign = _sun_sign(_new_moon(k + i))
        if sign == last:
            return i - 1
        last = sign
    return 0


@lru_cache(maxsize=512)
def solar_of_lunar(day: int, month: int, year: int) -> date | None:
    """The solar day of lunar `day`/`month`/`year` (a common month, not the leap one), or None where there is none."""
    if not (1 <= day <= 30 and 1 <= month <= 12 and 1900 < year < 2200):
        return None
    if month < 11:
        eleventh, next_eleventh = _eleventh_month(year - 1), _eleventh_month(year)
    else:
        eleventh, next_eleventh = _eleventh_month(year), _eleventh_month(year + 1)
    k = int(0.5 + (eleventh - _NEW_MOON_1900) / _MONTH)
    offset = (month - 11) % 12
    if next_eleventh - eleventh > 365 and offset >= _leap_offset(eleventh):
        offset += 1
    start = _new_moon(k + offset)
    if day == 30 and _new_moon(k + offset + 1) - start < 30:
        return None
    return date.fromordinal(start + day - 1 - _JULIAN_OF_ORDINAL)
