"""Calendar arithmetic on TIMEX3 values: pure functions, no clock, no time zone data.

A TIMEX3 value is an ISO 8601 date, possibly shortened or with letters for parts of the year,
week or day (TimeML 1.2.1, section 2.2.2.3): ``2025-10-20``, ``2025-W43``, ``2025-Q3``,
``2025-SU``, ``202`` (a decade), ``20`` (a century), ``2025-10-20TEV``, ``P3D``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

MONTHS_IN_YEAR: Final = 12
_MONDAY, _SATURDAY, _SUNDAY = 1, 6, 7

_PART = r"T(?:\d{2}|MO|MI|AF|EV|NI|DT|24)\S*"
_DAY = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?:{_PART})?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-XX)?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d\d)", re.ASCII)
_WEEKEND = re.compile(r"(\d{4})-W(\d\d)-WE", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
_HALF = re.compile(r"(\d{4})-H([12])", re.ASCII)
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)", re.ASCII)
_YEARS = re.compile(r"(\d{2,4})(X{0,2})", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_SEASON_MONTHS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of the meteorological seasons of the north (World Meteorological Organization)."""
_SEASON_LENGTH: Final = 3


def is_year(number: int) -> bool:
    """Whether ``datetime`` knows the year."""
    return MINYEAR <= number <= MAXYEAR


def is_date(text: str) -> bool:
    """Whether ``text`` is an existing ISO 8601 date, whole or shortened to a month or year."""
    found = _DATE.fullmatch(text)
    return found is not None and make_date(*(int(part or 1) for part in found.groups())) is not None


def to_date(value: str) -> date | None:
    """The day of a value of day or finer granularity; ``None`` for all others."""
    found = _DAY.fullmatch(value)
    return make_date(*map(int, found.groups()[:3])) if found else None


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, count: int) -> date | None:
    """``day`` moved by ``count``; ``None`` beyond the years that ``datetime`` knows."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def add_months(day: date, count: int) -> date | None:
    """The same day ``count`` months on, or the last day of that month where it is shorter."""
    months = day.year * MONTHS_IN_YEAR + day.month - 1 + count
    year, month = divmod(months, MONTHS_IN_YEAR)
    if not is_year(year):
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def quarter_of(day: date) -> int:
    """The calendar quarter, 1 to 4."""
    return (day.month + 2) // 3


def week_value(day: date) -> str:
    """The ISO 8601 week that holds ``day``, as ``2025-W43``."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    The anonymous Gregorian computus (Meeus, *Astronomical Algorithms*, 1991, chapter 8).
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, odd = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quads, left = divmod(rest, 4)
    shift = (32 + 2 * odd + 2 * quads - moon - left) % 7
    fix = (golden + 11 * moon + 22 * shift) // 451
    month, day = divmod(moon + shift - 7 * fix + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, *, nth: int) -> date | None:
    """The ``nth`` ISO weekday (1 Monday … 7 Sunday) of a month; -1 is the last one."""
    if nth > 0:
        first = date(year, month, 1)
        day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1)
        return make_date(year, month, day)
    last = date(year, month, monthrange(year, month)[1])
    return add_days(last, -((last.isoweekday() - weekday) % 7) + 7 * (nth + 1))


def interval(value: str) -> tuple[str, str] | None:
    """First and last day that a TIMEX3 value covers, as ISO dates.

    ``None`` for durations, sets, references (``PAST_REF``) and values with unknown parts,
    for they name no stretch of the calendar.
    """
    days = _short_interval(value) or _long_interval(value)
    return (days[0].isoformat(), days[1].isoformat()) if days else None


def _short_interval(value: str) -> tuple[date, date] | None:
    """The days of a value of a day, weekend, week or month."""
    if day := to_date(value):
        return day, day
    if found := _MONTH.fullmatch(value):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _WEEK.fullmatch(value):
        return _week(int(found[1]), int(found[2]), _MONDAY)
    if found := _WEEKEND.fullmatch(value):
        return _week(int(found[1]), int(found[2]), _SATURDAY)
    return None


def _long_interval(value: str) -> tuple[date, date] | None:
    """The days of a value of a quarter or longer."""
    if found := _QUARTER.fullmatch(value):
        return _months(int(found[1]), 3 * int(found[2]) - 2, 3)
    if found := _HALF.fullmatch(value):
        return _months(int(found[1]), 6 * int(found[2]) - 5, 6)
    if found := _SEASON.fullmatch(value):
        return _months(int(found[1]), _SEASON_MONTHS[found[2]], _SEASON_LENGTH)
    if value.startswith("FY") and (found := _YEARS.fullmatch(value[2:])):
        value = found[0]
    if (found := _YEARS.fullmatch(value)) and len(value) <= 4:
        return _years(found[1])
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date] | None:
    first = make_date(year, month, 1)
    after = add_months(first, count) if first else None
    return (first, after - timedelta(days=1)) if first and after else None


def _week(year: int, week: int, weekday: int) -> tuple[date, date] | None:
    try:
        return (
            date.fromisocalendar(year, week, weekday),
            date.fromisocalendar(year, week, _SUNDAY),
        )
    except ValueError:
        return None


def _years(digits: str) -> tuple[date, date] | None:
    missing = 4 - len(digits)
    first, last = int(digits + "0" * missing), int(digits + "9" * missing)
    if not is_year(first) or not is_year(last):
        return None
    return date(first, 1, 1), date(last, 12, 31)
