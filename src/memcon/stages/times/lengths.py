"""Normalisation of what is no date: durations, sets, times of day, holidays."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from memcon.stages.times.scene import Scene
from memcon.stages.times.values import day as day_of_month
from memcon.stages.times.values import month_toward
from memcon.text import calendar
from memcon.text.calendar import MONTHS_IN_YEAR

_NOON: Final = 12
_HOURS: Final = 24
_MINUTES: Final = 60
_YEARS: Final = {"E": 10, "C": 100, "L": 1000}
_CLOCK_UNITS: Final = {"TH": "H", "TM": "M", "TS": "S"}
_HOLIDAY: Final = re.compile(r"(\d\d)-(\d\d)|(\d\d)/(\d)#(-?\d)(\+\d+)?|easter([+-]\d+)")


def period(_: Scene, amount: Fraction | str, unit: str) -> str:
    """A length of time: ``P2D``, ``PT3H``, ``PXY``; decades and centuries count in years."""
    if unit in _YEARS:
        amount = amount if isinstance(amount, str) else amount * _YEARS[unit]
        unit = "Y"
    if unit == "WE":
        return f"P{_count(amount)}WE"
    if clock := _CLOCK_UNITS.get(unit):
        return _split("PT", amount, clock, finer="M" if clock == "H" else "S", per=_MINUTES)
    if unit == "Y":
        return _split("P", amount, unit, finer="M", per=MONTHS_IN_YEAR)
    return f"P{_count(amount)}{unit}"


def _split(head: str, amount: Fraction | str, unit: str, *, finer: str, per: int) -> str:
    """Whole units and the rest in the finer one: ``P2Y6M``, ``PT1H30M``."""
    if isinstance(amount, str) or amount.denominator == 1 or (amount * per).denominator != 1:
        return f"{head}{_count(amount)}{unit}"
    whole, rest = divmod(amount, 1)
    return f"{head}{f'{whole}{unit}' if whole else ''}{rest * per}{finer}"


def _count(amount: Fraction | str) -> str:
    if isinstance(amount, str):
        return amount
    return f"{amount.numerator}" if amount.denominator == 1 else f"{float(amount):g}"


def period_one(scene: Scene, unit: str) -> str:
    """One of a unit."""
    return period(scene, Fraction(1), unit)


def half_period(scene: Scene, unit: str) -> str:
    """Half of a unit."""
    return period(scene, Fraction(1, 2), unit)


def and_half(scene: Scene, unit: str) -> str:
    """One and a half of a unit."""
    return period(scene, Fraction(3, 2), unit)


def one(_: Scene) -> Fraction:
    """The number of "a"."""
    return Fraction(1)


def half_of(_: Scene) -> Fraction:
    """The number of "half a"."""
    return Fraction(1, 2)


def number(_: Scene, amount: Fraction) -> Fraction:
    """A number as it stands."""
    return Fraction(amount)


def each_one(scene: Scene, unit: str) -> str:
    """A set that recurs every unit."""
    return period(scene, Fraction(1), unit)


def today_part(scene: Scene, code: str, step: int) -> str:
    """A part of publication's day, or of the one ``step`` days on."""
    found = calendar.add_days(scene.today, step) if scene.today else None
    return f"{found.isoformat() if found else 'XXXX-XX-XX'}{code}"


def from_part(scene: Scene, code: str, step: int) -> str:
    """A part of the last day of the text, or of the one ``step`` days on."""
    base = scene.base("D")
    found = calendar.add_days(base.day, step) if base and base.day else None
    return f"{found.isoformat() if found else 'XXXX-XX-XX'}{code}"


def clock_part(scene: Scene, hour: int, code: str) -> str | None:
    """A time as in "four in the afternoon": the part of the day says which half."""
    return clock(scene, hour, None, 0 if code == "TMO" else _NOON)


def each(_: Scene, amount: Fraction | str, unit: str) -> str | None:
    """A set that recurs every ``amount`` units."""
    return period(_, amount, unit)


def each_weekday(_: Scene, number: int, part: str | None = None) -> str:
    """Every Friday; every Friday night."""
    return f"XXXX-WXX-{number}{part or ''}"


def each_month(_: Scene, number: int) -> str:
    """Every May."""
    return f"XXXX-{number:02}"


def each_season(_: Scene, code: str) -> str:
    """Every summer."""
    return f"XXXX-{code}"


def each_part(_: Scene, part: str) -> str:
    """Every morning."""
    return f"XXXX-XX-XX{part}"


def part(scene: Scene, code: str, value: str | None = None) -> str:
    """A part of a day: of the day given, or of the one nearest in the text."""
    return f"{_day(scene, value)}{code}"


def clock(
    scene: Scene,
    hour: int,
    minute: int | None = None,
    half: int | None = None,
    zone: str | None = None,
    value: str | None = None,
) -> str | None:
    """A time of day: ``half`` is 12 for p.m. and 0 for a.m.; ``Z`` marks Greenwich time."""
    if hour > _HOURS or (minute or 0) >= _MINUTES or (half is not None and not 1 <= hour <= _NOON):
        return None
    hours = hour if half is None else hour % _NOON + half
    return f"{_day(scene, value)}T{hours:02}:{minute or 0:02}{'Z' if zone == 'Z' else ''}"


def clock_text(
    scene: Scene,
    text: str,
    half: int | None = None,
    zone: str | None = None,
    value: str | None = None,
) -> str | None:
    """A time of day written with a colon, or in four figures."""
    hour, minute = text.split(":")[:2] if ":" in text else (text[:-2], text[-2:])
    return clock(scene, int(hour), int(minute), half, zone, value)


def _day(scene: Scene, value: str | None) -> str:
    found = value or scene.near or (scene.today.isoformat() if scene.today else None)
    return found[:10] if found else "XXXX-XX-XX"


def iso(_: Scene, text: str) -> str | None:
    """A date in ISO 8601, possibly with its time."""
    found = calendar.to_date(text.upper())
    return text.upper()[:16] if found else None


def slashes(scene: Scene, text: str) -> str | None:
    """A date with slashes: month first, as in US news, unless that is no month."""
    first, second, year = map(int, text.split("/"))
    century = year if year >= 100 else 2000 + year - 100 * (year > 40)
    found = calendar.make_date(century, first, second) or calendar.make_date(century, second, first)
    return found.isoformat() if found else None


def holiday(scene: Scene, code: str, year: str | None = None) -> str | None:
    """A holiday by its rule; without a year, the nearest on the side that tense tells."""
    if year is not None:
        return _holiday_in(code, int(year[:4])) if year[:4].isdigit() else None
    if not scene.now:
        return None
    fixed = _holiday_in(code, scene.now.year)
    if not fixed or not scene.today:
        return fixed
    near = day_of_month(scene, int(fixed[5:7]), int(fixed[8:10]))
    return _holiday_in(code, int(near[:4])) if near else None


def holiday_toward(scene: Scene, code: str, side: int) -> str | None:
    """Last, this or next Christmas."""
    if not scene.now:
        return None
    here = _holiday_in(code, scene.now.year)
    if not here or side == 0:
        return here
    year = scene.now.year
    if scene.today and side * (1 if here > scene.today.isoformat() else -1) < 0:
        year += side
    elif not scene.today:
        year = int(month_toward(scene, int(here[5:7]), side)[:4])
    return _holiday_in(code, year)


def _holiday_in(code: str, year: int) -> str | None:
    """The day that a code names in a year.

    ``12-25`` is that date, ``11/4#4`` the fourth Thursday of November, ``11/1#1+1`` the day
    after its first Monday, ``easter-2`` two days before Easter Sunday.
    """
    found = _HOLIDAY.fullmatch(code)
    if not found or not calendar.is_year(year):
        return None
    if found[1]:
        day = calendar.make_date(year, int(found[1]), int(found[2]))
    elif found[3]:
        day = calendar.nth_weekday(year, int(found[3]), int(found[4]), nth=int(found[5]))
        day = calendar.add_days(day, int(found[6] or 0)) if day else None
    else:
        day = calendar.add_days(calendar.easter(year), int(found[7]))
    return day.isoformat() if day else None
